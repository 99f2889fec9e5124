// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One part to import.
 */
public class PartRow implements Serializable {
    private static final long serialVersionUID = 1L;

    private String sku;
    private String name;
    private String brand;
    private List<String> oeNos = new ArrayList<String>();
    private String category;
    private String grade;
    private String baseUnit;
    private Long weightGrams;
    private List<KitComponent> components = new ArrayList<KitComponent>();

    /** Creates one with nothing set. */
    public PartRow() {
    }

    /**
     * SKU. Required.
     *
     * @return the SKU
     */
    public String getSku() {
        return sku;
    }

    /**
     * See {@link #getSku()}.
     *
     * @param sku the SKU
     */
    public void setSku(String sku) {
        this.sku = sku;
    }

    /**
     * Its name, at most 128 characters. Required.
     *
     * @return the name
     */
    public String getName() {
        return name;
    }

    /**
     * See {@link #getName()}.
     *
     * @param name the name
     */
    public void setName(String name) {
        this.name = name;
    }

    /**
     * Its brand.
     *
     * @return the brand
     */
    public String getBrand() {
        return brand;
    }

    /**
     * See {@link #getBrand()}.
     *
     * @param brand the brand
     */
    public void setBrand(String brand) {
        this.brand = brand;
    }

    /**
     * Its original-equipment numbers.
     *
     * @return the OE number numbers
     */
    public List<String> getOeNos() {
        return oeNos;
    }

    /**
     * See {@link #getOeNos()}.
     *
     * @param oeNos the OE number numbers
     */
    public void setOeNos(List<String> oeNos) {
        this.oeNos = oeNos;
    }

    /**
     * Its category, for example {@code BRAKE_PAD}.
     *
     * @return the category
     */
    public String getCategory() {
        return category;
    }

    /**
     * See {@link #getCategory()}.
     *
     * @param category the category
     */
    public void setCategory(String category) {
        this.category = category;
    }

    /**
     * Its grade, see {@link PartGrade}.
     *
     * @return the grade
     */
    public String getGrade() {
        return grade;
    }

    /**
     * See {@link #getGrade()}.
     *
     * @param grade the grade
     */
    public void setGrade(String grade) {
        this.grade = grade;
    }

    /**
     * The base unit, for example {@code PCS} or {@code ML}; null means {@code PCS}.
     *
     * @return the base unit
     */
    public String getBaseUnit() {
        return baseUnit;
    }

    /**
     * See {@link #getBaseUnit()}.
     *
     * @param baseUnit the base unit
     */
    public void setBaseUnit(String baseUnit) {
        this.baseUnit = baseUnit;
    }

    /**
     * Its weight in grams; null when not known.
     *
     * @return the weight grams
     */
    public Long getWeightGrams() {
        return weightGrams;
    }

    /**
     * See {@link #getWeightGrams()}.
     *
     * @param weightGrams the weight grams
     */
    public void setWeightGrams(Long weightGrams) {
        this.weightGrams = weightGrams;
    }

    /**
     * Its components, when it is a kit.
     *
     * @return the components
     */
    public List<KitComponent> getComponents() {
        return components;
    }

    /**
     * See {@link #getComponents()}.
     *
     * @param components the components
     */
    public void setComponents(List<KitComponent> components) {
        this.components = components;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        PartRow that = (PartRow) other;
        return Objects.equals(sku, that.sku)
                && Objects.equals(name, that.name)
                && Objects.equals(brand, that.brand)
                && Objects.equals(oeNos, that.oeNos)
                && Objects.equals(category, that.category)
                && Objects.equals(grade, that.grade)
                && Objects.equals(baseUnit, that.baseUnit)
                && Objects.equals(weightGrams, that.weightGrams)
                && Objects.equals(components, that.components);
    }

    @Override
    public int hashCode() {
        return Objects.hash(sku, name, brand, oeNos, category, grade, baseUnit, weightGrams, components);
    }

    @Override
    public String toString() {
        return "PartRow{sku=" + sku
                + ", name=" + name
                + ", brand=" + brand
                + ", oeNos=" + oeNos
                + ", category=" + category
                + ", grade=" + grade
                + ", baseUnit=" + baseUnit
                + ", weightGrams=" + weightGrams
                + ", components=" + components + "}";
    }
}

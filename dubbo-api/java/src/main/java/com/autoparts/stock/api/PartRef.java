// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A part that stands for another.
 */
public class PartRef implements Serializable {
    private static final long serialVersionUID = 1L;

    private String sku;
    private String name;
    private String brand;
    private String oeNo;
    private String kind;
    private String grade;
    private List<String> chain = new ArrayList<String>();

    /** Creates one with nothing set. */
    public PartRef() {
    }

    /**
     * The part.
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
     * Its name.
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
     * Its original-equipment number.
     *
     * @return the OE number number
     */
    public String getOeNo() {
        return oeNo;
    }

    /**
     * See {@link #getOeNo()}.
     *
     * @param oeNo the OE number number
     */
    public void setOeNo(String oeNo) {
        this.oeNo = oeNo;
    }

    /**
     * How it stands for the other, see {@link RelationKind}.
     *
     * @return the kind
     */
    public String getKind() {
        return kind;
    }

    /**
     * See {@link #getKind()}.
     *
     * @param kind the kind
     */
    public void setKind(String kind) {
        this.kind = kind;
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
     * The chain of replacements from the part asked for to this one.
     *
     * @return the chain
     */
    public List<String> getChain() {
        return chain;
    }

    /**
     * See {@link #getChain()}.
     *
     * @param chain the chain
     */
    public void setChain(List<String> chain) {
        this.chain = chain;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        PartRef that = (PartRef) other;
        return Objects.equals(sku, that.sku)
                && Objects.equals(name, that.name)
                && Objects.equals(brand, that.brand)
                && Objects.equals(oeNo, that.oeNo)
                && Objects.equals(kind, that.kind)
                && Objects.equals(grade, that.grade)
                && Objects.equals(chain, that.chain);
    }

    @Override
    public int hashCode() {
        return Objects.hash(sku, name, brand, oeNo, kind, grade, chain);
    }

    @Override
    public String toString() {
        return "PartRef{sku=" + sku
                + ", name=" + name
                + ", brand=" + brand
                + ", oeNo=" + oeNo
                + ", kind=" + kind
                + ", grade=" + grade
                + ", chain=" + chain + "}";
    }
}

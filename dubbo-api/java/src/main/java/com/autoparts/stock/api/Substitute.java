// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;

/**
 * A part that would do instead, best first.
 */
public class Substitute implements Serializable {
    private static final long serialVersionUID = 1L;

    private String sku;
    private String name;
    private String brand;
    private String oeNo;
    private String kind;
    private String grade;
    private String fitment;
    private Long quantityPerVehicle;
    private long sellable;
    private String band;
    private Date promiseAt;
    private List<String> chain = new ArrayList<String>();

    /** Creates one with nothing set. */
    public Substitute() {
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
     * How it stands for the wanted part, see {@link RelationKind}.
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
     * Whether it fits the vehicle, see {@link Fitment}.
     *
     * @return the fitment
     */
    public String getFitment() {
        return fitment;
    }

    /**
     * See {@link #getFitment()}.
     *
     * @param fitment the fitment
     */
    public void setFitment(String fitment) {
        this.fitment = fitment;
    }

    /**
     * How many the vehicle needs; null when not known.
     *
     * @return the quantity per vehicle
     */
    public Long getQuantityPerVehicle() {
        return quantityPerVehicle;
    }

    /**
     * See {@link #getQuantityPerVehicle()}.
     *
     * @param quantityPerVehicle the quantity per vehicle
     */
    public void setQuantityPerVehicle(Long quantityPerVehicle) {
        this.quantityPerVehicle = quantityPerVehicle;
    }

    /**
     * What can be sold, in base units.
     *
     * @return the sellable
     */
    public long getSellable() {
        return sellable;
    }

    /**
     * See {@link #getSellable()}.
     *
     * @param sellable the sellable
     */
    public void setSellable(long sellable) {
        this.sellable = sellable;
    }

    /**
     * What a listing page shows, see {@link Band}.
     *
     * @return the band
     */
    public String getBand() {
        return band;
    }

    /**
     * See {@link #getBand()}.
     *
     * @param band the band
     */
    public void setBand(String band) {
        this.band = band;
    }

    /**
     * When it can be there; null when not known.
     *
     * @return the promise at
     */
    public Date getPromiseAt() {
        return promiseAt;
    }

    /**
     * See {@link #getPromiseAt()}.
     *
     * @param promiseAt the promise at
     */
    public void setPromiseAt(Date promiseAt) {
        this.promiseAt = promiseAt;
    }

    /**
     * The chain of replacements from the wanted part to this one.
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
        Substitute that = (Substitute) other;
        return Objects.equals(sku, that.sku)
                && Objects.equals(name, that.name)
                && Objects.equals(brand, that.brand)
                && Objects.equals(oeNo, that.oeNo)
                && Objects.equals(kind, that.kind)
                && Objects.equals(grade, that.grade)
                && Objects.equals(fitment, that.fitment)
                && Objects.equals(quantityPerVehicle, that.quantityPerVehicle)
                && sellable == that.sellable
                && Objects.equals(band, that.band)
                && Objects.equals(promiseAt, that.promiseAt)
                && Objects.equals(chain, that.chain);
    }

    @Override
    public int hashCode() {
        return Objects.hash(sku, name, brand, oeNo, kind, grade, fitment, quantityPerVehicle, sellable, band, promiseAt, chain);
    }

    @Override
    public String toString() {
        return "Substitute{sku=" + sku
                + ", name=" + name
                + ", brand=" + brand
                + ", oeNo=" + oeNo
                + ", kind=" + kind
                + ", grade=" + grade
                + ", fitment=" + fitment
                + ", quantityPerVehicle=" + quantityPerVehicle
                + ", sellable=" + sellable
                + ", band=" + band
                + ", promiseAt=" + promiseAt
                + ", chain=" + chain + "}";
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * One row of fitment to import.
 */
public class FitRow implements Serializable {
    private static final long serialVersionUID = 1L;

    private String sku;
    private String make;
    private String model;
    private Integer yearFrom;
    private Integer yearTo;
    private String engine;
    private String position;
    private Long quantityPerVehicle;
    private String note;

    /** Creates one with nothing set. */
    public FitRow() {
    }

    /**
     * The part. Required.
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
     * Make. Required.
     *
     * @return the make
     */
    public String getMake() {
        return make;
    }

    /**
     * See {@link #getMake()}.
     *
     * @param make the make
     */
    public void setMake(String make) {
        this.make = make;
    }

    /**
     * Model. Required.
     *
     * @return the model
     */
    public String getModel() {
        return model;
    }

    /**
     * See {@link #getModel()}.
     *
     * @param model the model
     */
    public void setModel(String model) {
        this.model = model;
    }

    /**
     * First model year; null means no bound.
     *
     * @return the year from
     */
    public Integer getYearFrom() {
        return yearFrom;
    }

    /**
     * See {@link #getYearFrom()}.
     *
     * @param yearFrom the year from
     */
    public void setYearFrom(Integer yearFrom) {
        this.yearFrom = yearFrom;
    }

    /**
     * Last model year; null means no bound.
     *
     * @return the year to
     */
    public Integer getYearTo() {
        return yearTo;
    }

    /**
     * See {@link #getYearTo()}.
     *
     * @param yearTo the year to
     */
    public void setYearTo(Integer yearTo) {
        this.yearTo = yearTo;
    }

    /**
     * Engine code; null means every engine.
     *
     * @return the engine
     */
    public String getEngine() {
        return engine;
    }

    /**
     * See {@link #getEngine()}.
     *
     * @param engine the engine
     */
    public void setEngine(String engine) {
        this.engine = engine;
    }

    /**
     * The place on the vehicle; null when it does not matter.
     *
     * @return the position
     */
    public String getPosition() {
        return position;
    }

    /**
     * See {@link #getPosition()}.
     *
     * @param position the position
     */
    public void setPosition(String position) {
        this.position = position;
    }

    /**
     * How many the vehicle needs there; null means 1.
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
     * Conditions in words.
     *
     * @return the note
     */
    public String getNote() {
        return note;
    }

    /**
     * See {@link #getNote()}.
     *
     * @param note the note
     */
    public void setNote(String note) {
        this.note = note;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        FitRow that = (FitRow) other;
        return Objects.equals(sku, that.sku)
                && Objects.equals(make, that.make)
                && Objects.equals(model, that.model)
                && Objects.equals(yearFrom, that.yearFrom)
                && Objects.equals(yearTo, that.yearTo)
                && Objects.equals(engine, that.engine)
                && Objects.equals(position, that.position)
                && Objects.equals(quantityPerVehicle, that.quantityPerVehicle)
                && Objects.equals(note, that.note);
    }

    @Override
    public int hashCode() {
        return Objects.hash(sku, make, model, yearFrom, yearTo, engine, position, quantityPerVehicle, note);
    }

    @Override
    public String toString() {
        return "FitRow{sku=" + sku
                + ", make=" + make
                + ", model=" + model
                + ", yearFrom=" + yearFrom
                + ", yearTo=" + yearTo
                + ", engine=" + engine
                + ", position=" + position
                + ", quantityPerVehicle=" + quantityPerVehicle
                + ", note=" + note + "}";
    }
}

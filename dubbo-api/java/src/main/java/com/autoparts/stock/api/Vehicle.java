// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * A vehicle, as a vehicle identification number tells it.
 */
public class Vehicle implements Serializable {
    private static final long serialVersionUID = 1L;

    private String vehicleId;
    private String vin;
    private boolean known;
    private String make;
    private String model;
    private Integer modelYear;
    private String engine;
    private Integer displacementMl;
    private String transmission;
    private String body;

    /** Creates one with nothing set. */
    public Vehicle() {
    }

    /**
     * Its id in the catalogue; null when the VIN is not known.
     *
     * @return the vehicle id
     */
    public String getVehicleId() {
        return vehicleId;
    }

    /**
     * See {@link #getVehicleId()}.
     *
     * @param vehicleId the vehicle id
     */
    public void setVehicleId(String vehicleId) {
        this.vehicleId = vehicleId;
    }

    /**
     * The VIN asked for.
     *
     * @return the VIN
     */
    public String getVin() {
        return vin;
    }

    /**
     * See {@link #getVin()}.
     *
     * @param vin the VIN
     */
    public void setVin(String vin) {
        this.vin = vin;
    }

    /**
     * Whether the catalogue knows it.
     *
     * @return the known
     */
    public boolean isKnown() {
        return known;
    }

    /**
     * See {@link #isKnown()}.
     *
     * @param known the known
     */
    public void setKnown(boolean known) {
        this.known = known;
    }

    /**
     * Make, for example {@code 大众}.
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
     * Model, for example {@code 迈腾 B8}.
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
     * Model year; null when not known.
     *
     * @return the model year
     */
    public Integer getModelYear() {
        return modelYear;
    }

    /**
     * See {@link #getModelYear()}.
     *
     * @param modelYear the model year
     */
    public void setModelYear(Integer modelYear) {
        this.modelYear = modelYear;
    }

    /**
     * Engine code, for example {@code EA888}.
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
     * Displacement in millilitres; null when not known.
     *
     * @return the displacement ml
     */
    public Integer getDisplacementMl() {
        return displacementMl;
    }

    /**
     * See {@link #getDisplacementMl()}.
     *
     * @param displacementMl the displacement ml
     */
    public void setDisplacementMl(Integer displacementMl) {
        this.displacementMl = displacementMl;
    }

    /**
     * Transmission code.
     *
     * @return the transmission
     */
    public String getTransmission() {
        return transmission;
    }

    /**
     * See {@link #getTransmission()}.
     *
     * @param transmission the transmission
     */
    public void setTransmission(String transmission) {
        this.transmission = transmission;
    }

    /**
     * Body style.
     *
     * @return the body
     */
    public String getBody() {
        return body;
    }

    /**
     * See {@link #getBody()}.
     *
     * @param body the body
     */
    public void setBody(String body) {
        this.body = body;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        Vehicle that = (Vehicle) other;
        return Objects.equals(vehicleId, that.vehicleId)
                && Objects.equals(vin, that.vin)
                && known == that.known
                && Objects.equals(make, that.make)
                && Objects.equals(model, that.model)
                && Objects.equals(modelYear, that.modelYear)
                && Objects.equals(engine, that.engine)
                && Objects.equals(displacementMl, that.displacementMl)
                && Objects.equals(transmission, that.transmission)
                && Objects.equals(body, that.body);
    }

    @Override
    public int hashCode() {
        return Objects.hash(vehicleId, vin, known, make, model, modelYear, engine, displacementMl, transmission, body);
    }

    @Override
    public String toString() {
        return "Vehicle{vehicleId=" + vehicleId
                + ", vin=" + vin
                + ", known=" + known
                + ", make=" + make
                + ", model=" + model
                + ", modelYear=" + modelYear
                + ", engine=" + engine
                + ", displacementMl=" + displacementMl
                + ", transmission=" + transmission
                + ", body=" + body + "}";
    }
}

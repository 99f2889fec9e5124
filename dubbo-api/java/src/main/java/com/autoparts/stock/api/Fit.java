// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * Whether one part fits.
 */
public class Fit implements Serializable {
    private static final long serialVersionUID = 1L;

    private String sku;
    private String fitment;
    private String position;
    private Long quantityPerVehicle;
    private String note;

    /** Creates one with nothing set. */
    public Fit() {
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
     * Whether it fits, see {@link Fitment}. Not known is never "fits".
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
     * The place on the vehicle.
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
     * How many the vehicle needs there; null when not known.
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
     * Conditions in words, for example a production date.
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
        Fit that = (Fit) other;
        return Objects.equals(sku, that.sku)
                && Objects.equals(fitment, that.fitment)
                && Objects.equals(position, that.position)
                && Objects.equals(quantityPerVehicle, that.quantityPerVehicle)
                && Objects.equals(note, that.note);
    }

    @Override
    public int hashCode() {
        return Objects.hash(sku, fitment, position, quantityPerVehicle, note);
    }

    @Override
    public String toString() {
        return "Fit{sku=" + sku
                + ", fitment=" + fitment
                + ", position=" + position
                + ", quantityPerVehicle=" + quantityPerVehicle
                + ", note=" + note + "}";
    }
}

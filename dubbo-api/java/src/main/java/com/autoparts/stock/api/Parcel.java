// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;

/**
 * A parcel.
 */
public class Parcel implements Serializable {
    private static final long serialVersionUID = 1L;

    private String parcelNo;
    private String carrier;
    private String waybillNo;
    private String state;
    private Date shippedAt;
    private Date deliveredAt;
    private List<ParcelLine> lines = new ArrayList<ParcelLine>();

    /** Creates one with nothing set. */
    public Parcel() {
    }

    /**
     * The warehouse's parcel number.
     *
     * @return the parcel number
     */
    public String getParcelNo() {
        return parcelNo;
    }

    /**
     * See {@link #getParcelNo()}.
     *
     * @param parcelNo the parcel number
     */
    public void setParcelNo(String parcelNo) {
        this.parcelNo = parcelNo;
    }

    /**
     * The carrier's code.
     *
     * @return the carrier
     */
    public String getCarrier() {
        return carrier;
    }

    /**
     * See {@link #getCarrier()}.
     *
     * @param carrier the carrier
     */
    public void setCarrier(String carrier) {
        this.carrier = carrier;
    }

    /**
     * The carrier's waybill.
     *
     * @return the waybill number
     */
    public String getWaybillNo() {
        return waybillNo;
    }

    /**
     * See {@link #getWaybillNo()}.
     *
     * @param waybillNo the waybill number
     */
    public void setWaybillNo(String waybillNo) {
        this.waybillNo = waybillNo;
    }

    /**
     * Where it stands, see {@link ParcelState}.
     *
     * @return the state
     */
    public String getState() {
        return state;
    }

    /**
     * See {@link #getState()}.
     *
     * @param state the state
     */
    public void setState(String state) {
        this.state = state;
    }

    /**
     * When it was handed over.
     *
     * @return the shipped at
     */
    public Date getShippedAt() {
        return shippedAt;
    }

    /**
     * See {@link #getShippedAt()}.
     *
     * @param shippedAt the shipped at
     */
    public void setShippedAt(Date shippedAt) {
        this.shippedAt = shippedAt;
    }

    /**
     * When it was delivered, refused or lost; null before.
     *
     * @return the delivered at
     */
    public Date getDeliveredAt() {
        return deliveredAt;
    }

    /**
     * See {@link #getDeliveredAt()}.
     *
     * @param deliveredAt the delivered at
     */
    public void setDeliveredAt(Date deliveredAt) {
        this.deliveredAt = deliveredAt;
    }

    /**
     * What is in it.
     *
     * @return the lines
     */
    public List<ParcelLine> getLines() {
        return lines;
    }

    /**
     * See {@link #getLines()}.
     *
     * @param lines the lines
     */
    public void setLines(List<ParcelLine> lines) {
        this.lines = lines;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        Parcel that = (Parcel) other;
        return Objects.equals(parcelNo, that.parcelNo)
                && Objects.equals(carrier, that.carrier)
                && Objects.equals(waybillNo, that.waybillNo)
                && Objects.equals(state, that.state)
                && Objects.equals(shippedAt, that.shippedAt)
                && Objects.equals(deliveredAt, that.deliveredAt)
                && Objects.equals(lines, that.lines);
    }

    @Override
    public int hashCode() {
        return Objects.hash(parcelNo, carrier, waybillNo, state, shippedAt, deliveredAt, lines);
    }

    @Override
    public String toString() {
        return "Parcel{parcelNo=" + parcelNo
                + ", carrier=" + carrier
                + ", waybillNo=" + waybillNo
                + ", state=" + state
                + ", shippedAt=" + shippedAt
                + ", deliveredAt=" + deliveredAt
                + ", lines=" + lines + "}";
    }
}

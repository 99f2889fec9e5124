// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;

/**
 * The warehouse hands a parcel to a carrier.
 */
public class ShipReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private String foNo;
    private String parcelNo;
    private String carrier;
    private String waybillNo;
    private Date shippedAt;
    private List<ShipLine> lines = new ArrayList<ShipLine>();

    /** Creates one with nothing set. */
    public ShipReq() {
    }

    /**
     * Who asks, under which key (bizNo = parcel number). Required.
     *
     * @return the context
     */
    public OpContext getContext() {
        return context;
    }

    /**
     * See {@link #getContext()}.
     *
     * @param context the context
     */
    public void setContext(OpContext context) {
        this.context = context;
    }

    /**
     * The fulfilment order. Required.
     *
     * @return the fulfilment order number
     */
    public String getFoNo() {
        return foNo;
    }

    /**
     * See {@link #getFoNo()}.
     *
     * @param foNo the fulfilment order number
     */
    public void setFoNo(String foNo) {
        this.foNo = foNo;
    }

    /**
     * The parcel, at most 64 characters. Required.
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
     * When it was handed over; null means now.
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
     * What is in it, 1 to 200 lines.
     *
     * @return the lines
     */
    public List<ShipLine> getLines() {
        return lines;
    }

    /**
     * See {@link #getLines()}.
     *
     * @param lines the lines
     */
    public void setLines(List<ShipLine> lines) {
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
        ShipReq that = (ShipReq) other;
        return Objects.equals(context, that.context)
                && Objects.equals(foNo, that.foNo)
                && Objects.equals(parcelNo, that.parcelNo)
                && Objects.equals(carrier, that.carrier)
                && Objects.equals(waybillNo, that.waybillNo)
                && Objects.equals(shippedAt, that.shippedAt)
                && Objects.equals(lines, that.lines);
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, foNo, parcelNo, carrier, waybillNo, shippedAt, lines);
    }

    @Override
    public String toString() {
        return "ShipReq{context=" + context
                + ", foNo=" + foNo
                + ", parcelNo=" + parcelNo
                + ", carrier=" + carrier
                + ", waybillNo=" + waybillNo
                + ", shippedAt=" + shippedAt
                + ", lines=" + lines + "}";
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;

/**
 * The carrier reports what became of a parcel.
 */
public class DeliveryReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private String foNo;
    private String parcelNo;
    private Date deliveredAt;
    private List<DeliveryLine> lines = new ArrayList<DeliveryLine>();

    /** Creates one with nothing set. */
    public DeliveryReq() {
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
     * The parcel. Required.
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
     * When it happened; null means now.
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
     * What became of it, 1 to 200 lines; a line may come several times with different results.
     *
     * @return the lines
     */
    public List<DeliveryLine> getLines() {
        return lines;
    }

    /**
     * See {@link #getLines()}.
     *
     * @param lines the lines
     */
    public void setLines(List<DeliveryLine> lines) {
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
        DeliveryReq that = (DeliveryReq) other;
        return Objects.equals(context, that.context)
                && Objects.equals(foNo, that.foNo)
                && Objects.equals(parcelNo, that.parcelNo)
                && Objects.equals(deliveredAt, that.deliveredAt)
                && Objects.equals(lines, that.lines);
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, foNo, parcelNo, deliveredAt, lines);
    }

    @Override
    public String toString() {
        return "DeliveryReq{context=" + context
                + ", foNo=" + foNo
                + ", parcelNo=" + parcelNo
                + ", deliveredAt=" + deliveredAt
                + ", lines=" + lines + "}";
    }
}

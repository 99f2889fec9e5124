// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * Stops a parcel on its way, or reports that it was stopped or could not be.
 */
public class InterceptReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private String foNo;
    private String parcelNo;
    private Boolean stopped;
    private String reason;

    /** Creates one with nothing set. */
    public InterceptReq() {
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
     * Null asks the carrier; true reports that it was stopped; false that it could not be.
     *
     * @return the stopped
     */
    public Boolean getStopped() {
        return stopped;
    }

    /**
     * See {@link #getStopped()}.
     *
     * @param stopped the stopped
     */
    public void setStopped(Boolean stopped) {
        this.stopped = stopped;
    }

    /**
     * Why, at most 200 characters.
     *
     * @return the reason
     */
    public String getReason() {
        return reason;
    }

    /**
     * See {@link #getReason()}.
     *
     * @param reason the reason
     */
    public void setReason(String reason) {
        this.reason = reason;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        InterceptReq that = (InterceptReq) other;
        return Objects.equals(context, that.context)
                && Objects.equals(foNo, that.foNo)
                && Objects.equals(parcelNo, that.parcelNo)
                && Objects.equals(stopped, that.stopped)
                && Objects.equals(reason, that.reason);
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, foNo, parcelNo, stopped, reason);
    }

    @Override
    public String toString() {
        return "InterceptReq{context=" + context
                + ", foNo=" + foNo
                + ", parcelNo=" + parcelNo
                + ", stopped=" + stopped
                + ", reason=" + reason + "}";
    }
}

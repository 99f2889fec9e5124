// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * Holds a fulfilment order back before it ships.
 */
public class HoldReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private String foNo;
    private String reason;

    /** Creates one with nothing set. */
    public HoldReq() {
    }

    /**
     * Who asks, under which key. Required.
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
     * Why, at most 200 characters. Required.
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
        HoldReq that = (HoldReq) other;
        return Objects.equals(context, that.context)
                && Objects.equals(foNo, that.foNo)
                && Objects.equals(reason, that.reason);
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, foNo, reason);
    }

    @Override
    public String toString() {
        return "HoldReq{context=" + context
                + ", foNo=" + foNo
                + ", reason=" + reason + "}";
    }
}

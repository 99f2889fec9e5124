// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Cancels what has not shipped yet.
 */
public class FoCancelReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private String foNo;
    private List<FoCancelLine> lines = new ArrayList<FoCancelLine>();
    private String reason;
    private Boolean stopped;

    /** Creates one with nothing set. */
    public FoCancelReq() {
    }

    /**
     * Who asks, under which key (bizNo = cancel number). Required.
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
     * A part only; empty means everything that has not shipped.
     *
     * @return the lines
     */
    public List<FoCancelLine> getLines() {
        return lines;
    }

    /**
     * See {@link #getLines()}.
     *
     * @param lines the lines
     */
    public void setLines(List<FoCancelLine> lines) {
        this.lines = lines;
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

    /**
     * Null gives it up, or asks the warehouse once it has begun; true reports that the warehouse stopped; false that it could not.
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

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        FoCancelReq that = (FoCancelReq) other;
        return Objects.equals(context, that.context)
                && Objects.equals(foNo, that.foNo)
                && Objects.equals(lines, that.lines)
                && Objects.equals(reason, that.reason)
                && Objects.equals(stopped, that.stopped);
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, foNo, lines, reason, stopped);
    }

    @Override
    public String toString() {
        return "FoCancelReq{context=" + context
                + ", foNo=" + foNo
                + ", lines=" + lines
                + ", reason=" + reason
                + ", stopped=" + stopped + "}";
    }
}

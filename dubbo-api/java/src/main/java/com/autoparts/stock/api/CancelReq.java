// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The order is given up before payment. An order that was never held is marked, so that a late preOccupy is refused.
 */
public class CancelReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private String reservationNo;
    private String orderNo;
    private List<PartLine> lines = new ArrayList<PartLine>();
    private String reason;

    /** Creates one with nothing set. */
    public CancelReq() {
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
     * The reservation; null means the order's latest.
     *
     * @return the reservation number
     */
    public String getReservationNo() {
        return reservationNo;
    }

    /**
     * See {@link #getReservationNo()}.
     *
     * @param reservationNo the reservation number
     */
    public void setReservationNo(String reservationNo) {
        this.reservationNo = reservationNo;
    }

    /**
     * The order; required when {@code reservationNo} is null.
     *
     * @return the order number
     */
    public String getOrderNo() {
        return orderNo;
    }

    /**
     * See {@link #getOrderNo()}.
     *
     * @param orderNo the order number
     */
    public void setOrderNo(String orderNo) {
        this.orderNo = orderNo;
    }

    /**
     * A part of the order only; empty means everything still held.
     *
     * @return the lines
     */
    public List<PartLine> getLines() {
        return lines;
    }

    /**
     * See {@link #getLines()}.
     *
     * @param lines the lines
     */
    public void setLines(List<PartLine> lines) {
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

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        CancelReq that = (CancelReq) other;
        return Objects.equals(context, that.context)
                && Objects.equals(reservationNo, that.reservationNo)
                && Objects.equals(orderNo, that.orderNo)
                && Objects.equals(lines, that.lines)
                && Objects.equals(reason, that.reason);
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, reservationNo, orderNo, lines, reason);
    }

    @Override
    public String toString() {
        return "CancelReq{context=" + context
                + ", reservationNo=" + reservationNo
                + ", orderNo=" + orderNo
                + ", lines=" + lines
                + ", reason=" + reason + "}";
    }
}

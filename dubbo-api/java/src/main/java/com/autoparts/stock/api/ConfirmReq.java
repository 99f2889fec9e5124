// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The order is paid: bind what is held.
 */
public class ConfirmReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private String reservationNo;
    private String orderNo;
    private String payNo;
    private List<PartLine> lines = new ArrayList<PartLine>();
    private String latePay;

    /** Creates one with nothing set. */
    public ConfirmReq() {
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
     * The payment, at most 64 characters. Required.
     *
     * @return the pay number
     */
    public String getPayNo() {
        return payNo;
    }

    /**
     * See {@link #getPayNo()}.
     *
     * @param payNo the pay number
     */
    public void setPayNo(String payNo) {
        this.payNo = payNo;
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
     * What to do when the hold has run out, see {@link LatePay}; null means {@code REFUSE}.
     *
     * @return the late pay
     */
    public String getLatePay() {
        return latePay;
    }

    /**
     * See {@link #getLatePay()}.
     *
     * @param latePay the late pay
     */
    public void setLatePay(String latePay) {
        this.latePay = latePay;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        ConfirmReq that = (ConfirmReq) other;
        return Objects.equals(context, that.context)
                && Objects.equals(reservationNo, that.reservationNo)
                && Objects.equals(orderNo, that.orderNo)
                && Objects.equals(payNo, that.payNo)
                && Objects.equals(lines, that.lines)
                && Objects.equals(latePay, that.latePay);
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, reservationNo, orderNo, payNo, lines, latePay);
    }

    @Override
    public String toString() {
        return "ConfirmReq{context=" + context
                + ", reservationNo=" + reservationNo
                + ", orderNo=" + orderNo
                + ", payNo=" + payNo
                + ", lines=" + lines
                + ", latePay=" + latePay + "}";
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * Payment is under way: hold longer.
 */
public class ExtendReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private String reservationNo;
    private String orderNo;
    private Integer ttlSeconds;

    /** Creates one with nothing set. */
    public ExtendReq() {
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
     * Seconds from now, 5 to 14400. Never shortens; the whole hold lasts 14400 at most.
     *
     * @return the ttl seconds
     */
    public Integer getTtlSeconds() {
        return ttlSeconds;
    }

    /**
     * See {@link #getTtlSeconds()}.
     *
     * @param ttlSeconds the ttl seconds
     */
    public void setTtlSeconds(Integer ttlSeconds) {
        this.ttlSeconds = ttlSeconds;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        ExtendReq that = (ExtendReq) other;
        return Objects.equals(context, that.context)
                && Objects.equals(reservationNo, that.reservationNo)
                && Objects.equals(orderNo, that.orderNo)
                && Objects.equals(ttlSeconds, that.ttlSeconds);
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, reservationNo, orderNo, ttlSeconds);
    }

    @Override
    public String toString() {
        return "ExtendReq{context=" + context
                + ", reservationNo=" + reservationNo
                + ", orderNo=" + orderNo
                + ", ttlSeconds=" + ttlSeconds + "}";
    }
}

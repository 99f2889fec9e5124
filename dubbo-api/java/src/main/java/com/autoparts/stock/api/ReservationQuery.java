// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * Which reservation to read.
 */
public class ReservationQuery implements Serializable {
    private static final long serialVersionUID = 1L;

    private String tenant;
    private String reservationNo;
    private String orderNo;

    /** Creates one with nothing set. */
    public ReservationQuery() {
    }

    /**
     * The mall; null means the server's default tenant.
     *
     * @return the tenant
     */
    public String getTenant() {
        return tenant;
    }

    /**
     * See {@link #getTenant()}.
     *
     * @param tenant the tenant
     */
    public void setTenant(String tenant) {
        this.tenant = tenant;
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

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        ReservationQuery that = (ReservationQuery) other;
        return Objects.equals(tenant, that.tenant)
                && Objects.equals(reservationNo, that.reservationNo)
                && Objects.equals(orderNo, that.orderNo);
    }

    @Override
    public int hashCode() {
        return Objects.hash(tenant, reservationNo, orderNo);
    }

    @Override
    public String toString() {
        return "ReservationQuery{tenant=" + tenant
                + ", reservationNo=" + reservationNo
                + ", orderNo=" + orderNo + "}";
    }
}

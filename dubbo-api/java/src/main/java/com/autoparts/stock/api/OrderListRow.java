// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * One SKU of one order, as the order service sees it.
 */
public class OrderListRow implements Serializable {
    private static final long serialVersionUID = 1L;

    private String orderNo;
    private String state;
    private String sku;
    private long quantity;
    private long ageSeconds;

    /** Creates one with nothing set. */
    public OrderListRow() {
    }

    /**
     * The order. Required.
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
     * What the order service says of it, see {@link OrderListState}. Required.
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
     * SKU or kit as ordered. Required.
     *
     * @return the SKU
     */
    public String getSku() {
        return sku;
    }

    /**
     * See {@link #getSku()}.
     *
     * @param sku the SKU
     */
    public void setSku(String sku) {
        this.sku = sku;
    }

    /**
     * How many, in base units.
     *
     * @return the quantity
     */
    public long getQuantity() {
        return quantity;
    }

    /**
     * See {@link #getQuantity()}.
     *
     * @param quantity the quantity
     */
    public void setQuantity(long quantity) {
        this.quantity = quantity;
    }

    /**
     * Seconds the order has been in this state when the list was taken: an interval, so that clocks may differ.
     *
     * @return the age seconds
     */
    public long getAgeSeconds() {
        return ageSeconds;
    }

    /**
     * See {@link #getAgeSeconds()}.
     *
     * @param ageSeconds the age seconds
     */
    public void setAgeSeconds(long ageSeconds) {
        this.ageSeconds = ageSeconds;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        OrderListRow that = (OrderListRow) other;
        return Objects.equals(orderNo, that.orderNo)
                && Objects.equals(state, that.state)
                && Objects.equals(sku, that.sku)
                && quantity == that.quantity
                && ageSeconds == that.ageSeconds;
    }

    @Override
    public int hashCode() {
        return Objects.hash(orderNo, state, sku, quantity, ageSeconds);
    }

    @Override
    public String toString() {
        return "OrderListRow{orderNo=" + orderNo
                + ", state=" + state
                + ", sku=" + sku
                + ", quantity=" + quantity
                + ", ageSeconds=" + ageSeconds + "}";
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * One line to return.
 */
public class ReturnLineReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private long orderLineNo;
    private String sku;
    private long quantity;

    /** Creates one with nothing set. */
    public ReturnLineReq() {
    }

    /**
     * The order's line number.
     *
     * @return the order line number
     */
    public long getOrderLineNo() {
        return orderLineNo;
    }

    /**
     * See {@link #getOrderLineNo()}.
     *
     * @param orderLineNo the order line number
     */
    public void setOrderLineNo(long orderLineNo) {
        this.orderLineNo = orderLineNo;
    }

    /**
     * SKU. Required.
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
     * How many, in base units, 1 or more.
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

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        ReturnLineReq that = (ReturnLineReq) other;
        return orderLineNo == that.orderLineNo
                && Objects.equals(sku, that.sku)
                && quantity == that.quantity;
    }

    @Override
    public int hashCode() {
        return Objects.hash(orderLineNo, sku, quantity);
    }

    @Override
    public String toString() {
        return "ReturnLineReq{orderLineNo=" + orderLineNo
                + ", sku=" + sku
                + ", quantity=" + quantity + "}";
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api.event;

import java.io.Serializable;
import java.util.Objects;

/**
 * A quantity of an event.
 */
public class EventLine implements Serializable {
    private static final long serialVersionUID = 1L;

    private long orderLineNo;
    private String sku;
    private String warehouse;
    private String pool;
    private long quantity;

    /** Creates one with nothing set. */
    public EventLine() {
    }

    /**
     * The order's line number; 0 when it is not about an order.
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
     * SKU.
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
     * Where.
     *
     * @return the warehouse
     */
    public String getWarehouse() {
        return warehouse;
    }

    /**
     * See {@link #getWarehouse()}.
     *
     * @param warehouse the warehouse
     */
    public void setWarehouse(String warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * Pool; null when it does not matter.
     *
     * @return the pool
     */
    public String getPool() {
        return pool;
    }

    /**
     * See {@link #getPool()}.
     *
     * @param pool the pool
     */
    public void setPool(String pool) {
        this.pool = pool;
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

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        EventLine that = (EventLine) other;
        return orderLineNo == that.orderLineNo
                && Objects.equals(sku, that.sku)
                && Objects.equals(warehouse, that.warehouse)
                && Objects.equals(pool, that.pool)
                && quantity == that.quantity;
    }

    @Override
    public int hashCode() {
        return Objects.hash(orderLineNo, sku, warehouse, pool, quantity);
    }

    @Override
    public String toString() {
        return "EventLine{orderLineNo=" + orderLineNo
                + ", sku=" + sku
                + ", warehouse=" + warehouse
                + ", pool=" + pool
                + ", quantity=" + quantity + "}";
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * One line to allocate directly.
 */
public class FoLineReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private Long lineNo;
    private String sku;
    private long quantity;
    private String owner;
    private String warehouse;
    private String pool;

    /** Creates one with nothing set. */
    public FoLineReq() {
    }

    /**
     * The order's line number; null means the position, from 1.
     *
     * @return the line number
     */
    public Long getLineNo() {
        return lineNo;
    }

    /**
     * See {@link #getLineNo()}.
     *
     * @param lineNo the line number
     */
    public void setLineNo(Long lineNo) {
        this.lineNo = lineNo;
    }

    /**
     * SKU or kit. Required.
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
     * How many, in base units, 1 to 2^40.
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
     * The goods' owner; null means the mall's own goods ({@code SELF}).
     *
     * @return the owner
     */
    public String getOwner() {
        return owner;
    }

    /**
     * See {@link #getOwner()}.
     *
     * @param owner the owner
     */
    public void setOwner(String owner) {
        this.owner = owner;
    }

    /**
     * The one warehouse it must come from; null lets the stock center choose.
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
     * The one pool it must come from; null means the channel's, then {@code SHARED} if allowed.
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

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        FoLineReq that = (FoLineReq) other;
        return Objects.equals(lineNo, that.lineNo)
                && Objects.equals(sku, that.sku)
                && quantity == that.quantity
                && Objects.equals(owner, that.owner)
                && Objects.equals(warehouse, that.warehouse)
                && Objects.equals(pool, that.pool);
    }

    @Override
    public int hashCode() {
        return Objects.hash(lineNo, sku, quantity, owner, warehouse, pool);
    }

    @Override
    public String toString() {
        return "FoLineReq{lineNo=" + lineNo
                + ", sku=" + sku
                + ", quantity=" + quantity
                + ", owner=" + owner
                + ", warehouse=" + warehouse
                + ", pool=" + pool + "}";
    }
}

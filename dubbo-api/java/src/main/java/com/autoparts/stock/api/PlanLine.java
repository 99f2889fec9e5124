// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * One line of a parcel of a plan.
 */
public class PlanLine implements Serializable {
    private static final long serialVersionUID = 1L;

    private long lineNo;
    private String sku;
    private String pool;
    private long quantity;

    /** Creates one with nothing set. */
    public PlanLine() {
    }

    /**
     * The order's line number.
     *
     * @return the line number
     */
    public long getLineNo() {
        return lineNo;
    }

    /**
     * See {@link #getLineNo()}.
     *
     * @param lineNo the line number
     */
    public void setLineNo(long lineNo) {
        this.lineNo = lineNo;
    }

    /**
     * The SKU; for a kit, the component.
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
     * The pool it would come from.
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
        PlanLine that = (PlanLine) other;
        return lineNo == that.lineNo
                && Objects.equals(sku, that.sku)
                && Objects.equals(pool, that.pool)
                && quantity == that.quantity;
    }

    @Override
    public int hashCode() {
        return Objects.hash(lineNo, sku, pool, quantity);
    }

    @Override
    public String toString() {
        return "PlanLine{lineNo=" + lineNo
                + ", sku=" + sku
                + ", pool=" + pool
                + ", quantity=" + quantity + "}";
    }
}

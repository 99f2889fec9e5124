// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * One booked quantity.
 */
public class VoucherLine implements Serializable {
    private static final long serialVersionUID = 1L;

    private long lineNo;
    private String sku;
    private String warehouse;
    private String pool;
    private String movement;
    private long asked;
    private long booked;

    /** Creates one with nothing set. */
    public VoucherLine() {
    }

    /**
     * The document's line number.
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
     * Pool.
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
     * The kind of movement, see {@link Movement}.
     *
     * @return the movement
     */
    public String getMovement() {
        return movement;
    }

    /**
     * See {@link #getMovement()}.
     *
     * @param movement the movement
     */
    public void setMovement(String movement) {
        this.movement = movement;
    }

    /**
     * Asked for, in base units.
     *
     * @return the asked
     */
    public long getAsked() {
        return asked;
    }

    /**
     * See {@link #getAsked()}.
     *
     * @param asked the asked
     */
    public void setAsked(long asked) {
        this.asked = asked;
    }

    /**
     * Booked, in base units. Less than asked: the rest was not there.
     *
     * @return the booked
     */
    public long getBooked() {
        return booked;
    }

    /**
     * See {@link #getBooked()}.
     *
     * @param booked the booked
     */
    public void setBooked(long booked) {
        this.booked = booked;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        VoucherLine that = (VoucherLine) other;
        return lineNo == that.lineNo
                && Objects.equals(sku, that.sku)
                && Objects.equals(warehouse, that.warehouse)
                && Objects.equals(pool, that.pool)
                && Objects.equals(movement, that.movement)
                && asked == that.asked
                && booked == that.booked;
    }

    @Override
    public int hashCode() {
        return Objects.hash(lineNo, sku, warehouse, pool, movement, asked, booked);
    }

    @Override
    public String toString() {
        return "VoucherLine{lineNo=" + lineNo
                + ", sku=" + sku
                + ", warehouse=" + warehouse
                + ", pool=" + pool
                + ", movement=" + movement
                + ", asked=" + asked
                + ", booked=" + booked + "}";
    }
}

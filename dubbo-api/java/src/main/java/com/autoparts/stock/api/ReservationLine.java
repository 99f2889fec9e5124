// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * One held quantity.
 */
public class ReservationLine implements Serializable {
    private static final long serialVersionUID = 1L;

    private long lineNo;
    private long orderLineNo;
    private String owner;
    private String sku;
    private String kit;
    private String warehouse;
    private String pool;
    private long reserved;
    private long confirmed;
    private long released;

    /** Creates one with nothing set. */
    public ReservationLine() {
    }

    /**
     * The row's number in the reservation, from 1; never used again.
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
     * The order's line it serves.
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
     * The goods' owner.
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
     * The SKU held; for a kit, the component.
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
     * The kit the component belongs to; null otherwise.
     *
     * @return the kit
     */
    public String getKit() {
        return kit;
    }

    /**
     * See {@link #getKit()}.
     *
     * @param kit the kit
     */
    public void setKit(String kit) {
        this.kit = kit;
    }

    /**
     * Where it is held.
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
     * The pool it came from and returns to.
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
     * Held in all, in base units.
     *
     * @return the reserved
     */
    public long getReserved() {
        return reserved;
    }

    /**
     * See {@link #getReserved()}.
     *
     * @param reserved the reserved
     */
    public void setReserved(long reserved) {
        this.reserved = reserved;
    }

    /**
     * Of it, paid.
     *
     * @return the confirmed
     */
    public long getConfirmed() {
        return confirmed;
    }

    /**
     * See {@link #getConfirmed()}.
     *
     * @param confirmed the confirmed
     */
    public void setConfirmed(long confirmed) {
        this.confirmed = confirmed;
    }

    /**
     * Of it, given back. What is neither is still held.
     *
     * @return the released
     */
    public long getReleased() {
        return released;
    }

    /**
     * See {@link #getReleased()}.
     *
     * @param released the released
     */
    public void setReleased(long released) {
        this.released = released;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        ReservationLine that = (ReservationLine) other;
        return lineNo == that.lineNo
                && orderLineNo == that.orderLineNo
                && Objects.equals(owner, that.owner)
                && Objects.equals(sku, that.sku)
                && Objects.equals(kit, that.kit)
                && Objects.equals(warehouse, that.warehouse)
                && Objects.equals(pool, that.pool)
                && reserved == that.reserved
                && confirmed == that.confirmed
                && released == that.released;
    }

    @Override
    public int hashCode() {
        return Objects.hash(lineNo, orderLineNo, owner, sku, kit, warehouse, pool, reserved, confirmed, released);
    }

    @Override
    public String toString() {
        return "ReservationLine{lineNo=" + lineNo
                + ", orderLineNo=" + orderLineNo
                + ", owner=" + owner
                + ", sku=" + sku
                + ", kit=" + kit
                + ", warehouse=" + warehouse
                + ", pool=" + pool
                + ", reserved=" + reserved
                + ", confirmed=" + confirmed
                + ", released=" + released + "}";
    }
}

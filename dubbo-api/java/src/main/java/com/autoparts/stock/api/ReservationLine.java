// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Date;
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
    private String insteadOf;
    private String presaleNo;
    private Date expectedAt;
    private long waiting;
    private boolean onPay;

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

    /**
     * The SKU that was ordered, where an equivalent part is held; null otherwise.
     *
     * @return the instead of
     */
    public String getInsteadOf() {
        return insteadOf;
    }

    /**
     * See {@link #getInsteadOf()}.
     *
     * @param insteadOf the instead of
     */
    public void setInsteadOf(String insteadOf) {
        this.insteadOf = insteadOf;
    }

    /**
     * The presale whose quota it is; null for goods that are there.
     *
     * @return the presale number
     */
    public String getPresaleNo() {
        return presaleNo;
    }

    /**
     * See {@link #getPresaleNo()}.
     *
     * @param presaleNo the presale number
     */
    public void setPresaleNo(String presaleNo) {
        this.presaleNo = presaleNo;
    }

    /**
     * When the goods of the presale are expected; null otherwise, or when nobody knows.
     *
     * @return the expected at
     */
    public Date getExpectedAt() {
        return expectedAt;
    }

    /**
     * See {@link #getExpectedAt()}.
     *
     * @param expectedAt the expected at
     */
    public void setExpectedAt(Date expectedAt) {
        this.expectedAt = expectedAt;
    }

    /**
     * Of what is paid, so much still waits for goods of the presale.
     *
     * @return the waiting
     */
    public long getWaiting() {
        return waiting;
    }

    /**
     * See {@link #getWaiting()}.
     *
     * @param waiting the waiting
     */
    public void setWaiting(long waiting) {
        this.waiting = waiting;
    }

    /**
     * Nothing is held until it is paid, by the rule for holds of the SKU.
     *
     * @return the on pay
     */
    public boolean isOnPay() {
        return onPay;
    }

    /**
     * See {@link #isOnPay()}.
     *
     * @param onPay the on pay
     */
    public void setOnPay(boolean onPay) {
        this.onPay = onPay;
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
                && released == that.released
                && Objects.equals(insteadOf, that.insteadOf)
                && Objects.equals(presaleNo, that.presaleNo)
                && Objects.equals(expectedAt, that.expectedAt)
                && waiting == that.waiting
                && onPay == that.onPay;
    }

    @Override
    public int hashCode() {
        return Objects.hash(lineNo, orderLineNo, owner, sku, kit, warehouse, pool, reserved, confirmed, released, insteadOf, presaleNo, expectedAt, waiting, onPay);
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
                + ", released=" + released
                + ", insteadOf=" + insteadOf
                + ", presaleNo=" + presaleNo
                + ", expectedAt=" + expectedAt
                + ", waiting=" + waiting
                + ", onPay=" + onPay + "}";
    }
}

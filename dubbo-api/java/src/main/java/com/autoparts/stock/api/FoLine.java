// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * One line of a fulfilment order; quantities in base units.
 */
public class FoLine implements Serializable {
    private static final long serialVersionUID = 1L;

    private long lineNo;
    private long orderLineNo;
    private String owner;
    private String sku;
    private String pool;
    private long allocated;
    private long deallocated;
    private long picked;
    private long shortPicked;
    private long shipped;
    private long signed;
    private long rejected;
    private long lost;
    private long returned;

    /** Creates one with nothing set. */
    public FoLine() {
    }

    /**
     * The line's number, from 1.
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
     * The order's line.
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
     * The pool of origin, to which cancelled units return.
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
     * Bound to it in all.
     *
     * @return the allocated
     */
    public long getAllocated() {
        return allocated;
    }

    /**
     * See {@link #getAllocated()}.
     *
     * @param allocated the allocated
     */
    public void setAllocated(long allocated) {
        this.allocated = allocated;
    }

    /**
     * Of it, given up before shipping (cancelled or found short).
     *
     * @return the deallocated
     */
    public long getDeallocated() {
        return deallocated;
    }

    /**
     * See {@link #getDeallocated()}.
     *
     * @param deallocated the deallocated
     */
    public void setDeallocated(long deallocated) {
        this.deallocated = deallocated;
    }

    /**
     * Picked.
     *
     * @return the picked
     */
    public long getPicked() {
        return picked;
    }

    /**
     * See {@link #getPicked()}.
     *
     * @param picked the picked
     */
    public void setPicked(long picked) {
        this.picked = picked;
    }

    /**
     * Found short at the shelf.
     *
     * @return the short picked
     */
    public long getShortPicked() {
        return shortPicked;
    }

    /**
     * See {@link #getShortPicked()}.
     *
     * @param shortPicked the short picked
     */
    public void setShortPicked(long shortPicked) {
        this.shortPicked = shortPicked;
    }

    /**
     * Handed to a carrier.
     *
     * @return the shipped
     */
    public long getShipped() {
        return shipped;
    }

    /**
     * See {@link #getShipped()}.
     *
     * @param shipped the shipped
     */
    public void setShipped(long shipped) {
        this.shipped = shipped;
    }

    /**
     * Signed for.
     *
     * @return the signed
     */
    public long getSigned() {
        return signed;
    }

    /**
     * See {@link #getSigned()}.
     *
     * @param signed the signed
     */
    public void setSigned(long signed) {
        this.signed = signed;
    }

    /**
     * Refused or stopped on the way.
     *
     * @return the rejected
     */
    public long getRejected() {
        return rejected;
    }

    /**
     * See {@link #getRejected()}.
     *
     * @param rejected the rejected
     */
    public void setRejected(long rejected) {
        this.rejected = rejected;
    }

    /**
     * Lost by a carrier.
     *
     * @return the lost
     */
    public long getLost() {
        return lost;
    }

    /**
     * See {@link #getLost()}.
     *
     * @param lost the lost
     */
    public void setLost(long lost) {
        this.lost = lost;
    }

    /**
     * Returned after signing.
     *
     * @return the returned
     */
    public long getReturned() {
        return returned;
    }

    /**
     * See {@link #getReturned()}.
     *
     * @param returned the returned
     */
    public void setReturned(long returned) {
        this.returned = returned;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        FoLine that = (FoLine) other;
        return lineNo == that.lineNo
                && orderLineNo == that.orderLineNo
                && Objects.equals(owner, that.owner)
                && Objects.equals(sku, that.sku)
                && Objects.equals(pool, that.pool)
                && allocated == that.allocated
                && deallocated == that.deallocated
                && picked == that.picked
                && shortPicked == that.shortPicked
                && shipped == that.shipped
                && signed == that.signed
                && rejected == that.rejected
                && lost == that.lost
                && returned == that.returned;
    }

    @Override
    public int hashCode() {
        return Objects.hash(lineNo, orderLineNo, owner, sku, pool, allocated, deallocated, picked, shortPicked, shipped, signed, rejected, lost, returned);
    }

    @Override
    public String toString() {
        return "FoLine{lineNo=" + lineNo
                + ", orderLineNo=" + orderLineNo
                + ", owner=" + owner
                + ", sku=" + sku
                + ", pool=" + pool
                + ", allocated=" + allocated
                + ", deallocated=" + deallocated
                + ", picked=" + picked
                + ", shortPicked=" + shortPicked
                + ", shipped=" + shipped
                + ", signed=" + signed
                + ", rejected=" + rejected
                + ", lost=" + lost
                + ", returned=" + returned + "}";
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * One line of a return; quantities in base units.
 */
public class ReturnLine implements Serializable {
    private static final long serialVersionUID = 1L;

    private long lineNo;
    private long orderLineNo;
    private String owner;
    private String sku;
    private long applied;
    private long received;
    private long good;
    private long defective;
    private long wrongItem;
    private long missing;
    private long extra;
    private long refundable;

    /** Creates one with nothing set. */
    public ReturnLine() {
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
     * The order's line; 0 for goods without one.
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
     * The SKU that was to come.
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
     * Applied for.
     *
     * @return the applied
     */
    public long getApplied() {
        return applied;
    }

    /**
     * See {@link #getApplied()}.
     *
     * @param applied the applied
     */
    public void setApplied(long applied) {
        this.applied = applied;
    }

    /**
     * Arrived.
     *
     * @return the received
     */
    public long getReceived() {
        return received;
    }

    /**
     * See {@link #getReceived()}.
     *
     * @param received the received
     */
    public void setReceived(long received) {
        this.received = received;
    }

    /**
     * Found good.
     *
     * @return the good
     */
    public long getGood() {
        return good;
    }

    /**
     * See {@link #getGood()}.
     *
     * @param good the good
     */
    public void setGood(long good) {
        this.good = good;
    }

    /**
     * Found defective.
     *
     * @return the defective
     */
    public long getDefective() {
        return defective;
    }

    /**
     * See {@link #getDefective()}.
     *
     * @param defective the defective
     */
    public void setDefective(long defective) {
        this.defective = defective;
    }

    /**
     * Another article came.
     *
     * @return the wrong item
     */
    public long getWrongItem() {
        return wrongItem;
    }

    /**
     * See {@link #getWrongItem()}.
     *
     * @param wrongItem the wrong item
     */
    public void setWrongItem(long wrongItem) {
        this.wrongItem = wrongItem;
    }

    /**
     * Did not come.
     *
     * @return the missing
     */
    public long getMissing() {
        return missing;
    }

    /**
     * See {@link #getMissing()}.
     *
     * @param missing the missing
     */
    public void setMissing(long missing) {
        this.missing = missing;
    }

    /**
     * More than applied for.
     *
     * @return the extra
     */
    public long getExtra() {
        return extra;
    }

    /**
     * See {@link #getExtra()}.
     *
     * @param extra the extra
     */
    public void setExtra(long extra) {
        this.extra = extra;
    }

    /**
     * What may be refunded.
     *
     * @return the refundable
     */
    public long getRefundable() {
        return refundable;
    }

    /**
     * See {@link #getRefundable()}.
     *
     * @param refundable the refundable
     */
    public void setRefundable(long refundable) {
        this.refundable = refundable;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        ReturnLine that = (ReturnLine) other;
        return lineNo == that.lineNo
                && orderLineNo == that.orderLineNo
                && Objects.equals(owner, that.owner)
                && Objects.equals(sku, that.sku)
                && applied == that.applied
                && received == that.received
                && good == that.good
                && defective == that.defective
                && wrongItem == that.wrongItem
                && missing == that.missing
                && extra == that.extra
                && refundable == that.refundable;
    }

    @Override
    public int hashCode() {
        return Objects.hash(lineNo, orderLineNo, owner, sku, applied, received, good, defective, wrongItem, missing, extra, refundable);
    }

    @Override
    public String toString() {
        return "ReturnLine{lineNo=" + lineNo
                + ", orderLineNo=" + orderLineNo
                + ", owner=" + owner
                + ", sku=" + sku
                + ", applied=" + applied
                + ", received=" + received
                + ", good=" + good
                + ", defective=" + defective
                + ", wrongItem=" + wrongItem
                + ", missing=" + missing
                + ", extra=" + extra
                + ", refundable=" + refundable + "}";
    }
}

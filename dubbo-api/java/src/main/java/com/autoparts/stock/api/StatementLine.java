// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * One line of a settlement statement; quantities in base units.
 */
public class StatementLine implements Serializable {
    private static final long serialVersionUID = 1L;

    private String owner;
    private String businessDate;
    private String orderNo;
    private String foNo;
    private String parcelNo;
    private String sku;
    private long signed;
    private long returned;
    private long lost;
    private long settle;
    private Long unitCostMinor;
    private Long amountMinor;
    private String diffNo;

    /** Creates one with nothing set. */
    public StatementLine() {
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
     * The business day it counts for, {@code yyyy-MM-dd}.
     *
     * @return the business date
     */
    public String getBusinessDate() {
        return businessDate;
    }

    /**
     * See {@link #getBusinessDate()}.
     *
     * @param businessDate the business date
     */
    public void setBusinessDate(String businessDate) {
        this.businessDate = businessDate;
    }

    /**
     * The order.
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
     * The fulfilment order the parcel is of; empty where the goods are of no parcel.
     *
     * @return the fulfilment order number
     */
    public String getFoNo() {
        return foNo;
    }

    /**
     * See {@link #getFoNo()}.
     *
     * @param foNo the fulfilment order number
     */
    public void setFoNo(String foNo) {
        this.foNo = foNo;
    }

    /**
     * The parcel they were delivered in, or came back in unopened; null for what came back after it was signed for.
     *
     * @return the parcel number
     */
    public String getParcelNo() {
        return parcelNo;
    }

    /**
     * See {@link #getParcelNo()}.
     *
     * @param parcelNo the parcel number
     */
    public void setParcelNo(String parcelNo) {
        this.parcelNo = parcelNo;
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
     * Returned and found good or defective.
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

    /**
     * Lost by the carrier.
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
     * To be settled: signed minus returned.
     *
     * @return the settle
     */
    public long getSettle() {
        return settle;
    }

    /**
     * See {@link #getSettle()}.
     *
     * @param settle the settle
     */
    public void setSettle(long settle) {
        this.settle = settle;
    }

    /**
     * Cost of one base unit in the smallest currency unit (fen): the average of what the owner's goods cost now; null when not known.
     *
     * @return the unit cost minor
     */
    public Long getUnitCostMinor() {
        return unitCostMinor;
    }

    /**
     * See {@link #getUnitCostMinor()}.
     *
     * @param unitCostMinor the unit cost minor
     */
    public void setUnitCostMinor(Long unitCostMinor) {
        this.unitCostMinor = unitCostMinor;
    }

    /**
     * To be paid, in the smallest currency unit (fen); null when the cost is not known.
     *
     * @return the amount minor
     */
    public Long getAmountMinor() {
        return amountMinor;
    }

    /**
     * See {@link #getAmountMinor()}.
     *
     * @param amountMinor the amount minor
     */
    public void setAmountMinor(Long amountMinor) {
        this.amountMinor = amountMinor;
    }

    /**
     * An open difference about it; null when there is none.
     *
     * @return the diff number
     */
    public String getDiffNo() {
        return diffNo;
    }

    /**
     * See {@link #getDiffNo()}.
     *
     * @param diffNo the diff number
     */
    public void setDiffNo(String diffNo) {
        this.diffNo = diffNo;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        StatementLine that = (StatementLine) other;
        return Objects.equals(owner, that.owner)
                && Objects.equals(businessDate, that.businessDate)
                && Objects.equals(orderNo, that.orderNo)
                && Objects.equals(foNo, that.foNo)
                && Objects.equals(parcelNo, that.parcelNo)
                && Objects.equals(sku, that.sku)
                && signed == that.signed
                && returned == that.returned
                && lost == that.lost
                && settle == that.settle
                && Objects.equals(unitCostMinor, that.unitCostMinor)
                && Objects.equals(amountMinor, that.amountMinor)
                && Objects.equals(diffNo, that.diffNo);
    }

    @Override
    public int hashCode() {
        return Objects.hash(owner, businessDate, orderNo, foNo, parcelNo, sku, signed, returned, lost, settle, unitCostMinor, amountMinor, diffNo);
    }

    @Override
    public String toString() {
        return "StatementLine{owner=" + owner
                + ", businessDate=" + businessDate
                + ", orderNo=" + orderNo
                + ", foNo=" + foNo
                + ", parcelNo=" + parcelNo
                + ", sku=" + sku
                + ", signed=" + signed
                + ", returned=" + returned
                + ", lost=" + lost
                + ", settle=" + settle
                + ", unitCostMinor=" + unitCostMinor
                + ", amountMinor=" + amountMinor
                + ", diffNo=" + diffNo + "}";
    }
}

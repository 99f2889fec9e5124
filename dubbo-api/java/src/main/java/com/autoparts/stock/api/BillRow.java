// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * One line of a settlement statement or of a carrier's bill; quantities in base units.
 */
public class BillRow implements Serializable {
    private static final long serialVersionUID = 1L;

    private String owner;
    private String businessDate;
    private String orderNo;
    private String sku;
    private long signed;
    private long returned;
    private long lost;

    /** Creates one with nothing set. */
    public BillRow() {
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
     * The business day on which it was settled, {@code yyyy-MM-dd}. Required.
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
     * The order. Required.
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
     * Signed for; settlement only.
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
     * Returned and found good or defective; settlement only.
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
     * Lost by the carrier; carrier's bill only.
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

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        BillRow that = (BillRow) other;
        return Objects.equals(owner, that.owner)
                && Objects.equals(businessDate, that.businessDate)
                && Objects.equals(orderNo, that.orderNo)
                && Objects.equals(sku, that.sku)
                && signed == that.signed
                && returned == that.returned
                && lost == that.lost;
    }

    @Override
    public int hashCode() {
        return Objects.hash(owner, businessDate, orderNo, sku, signed, returned, lost);
    }

    @Override
    public String toString() {
        return "BillRow{owner=" + owner
                + ", businessDate=" + businessDate
                + ", orderNo=" + orderNo
                + ", sku=" + sku
                + ", signed=" + signed
                + ", returned=" + returned
                + ", lost=" + lost + "}";
    }
}

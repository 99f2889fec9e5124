// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * What is in a parcel, and what became of it; quantities in base units.
 */
public class ParcelLine implements Serializable {
    private static final long serialVersionUID = 1L;

    private long lineNo;
    private String sku;
    private String lotNo;
    private long quantity;
    private long signed;
    private long rejected;
    private long lost;

    /** Creates one with nothing set. */
    public ParcelLine() {
    }

    /**
     * The fulfilment order's line.
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
     * The lot; null when the SKU has none.
     *
     * @return the lot number
     */
    public String getLotNo() {
        return lotNo;
    }

    /**
     * See {@link #getLotNo()}.
     *
     * @param lotNo the lot number
     */
    public void setLotNo(String lotNo) {
        this.lotNo = lotNo;
    }

    /**
     * How many are in it.
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
     * Lost.
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
        ParcelLine that = (ParcelLine) other;
        return lineNo == that.lineNo
                && Objects.equals(sku, that.sku)
                && Objects.equals(lotNo, that.lotNo)
                && quantity == that.quantity
                && signed == that.signed
                && rejected == that.rejected
                && lost == that.lost;
    }

    @Override
    public int hashCode() {
        return Objects.hash(lineNo, sku, lotNo, quantity, signed, rejected, lost);
    }

    @Override
    public String toString() {
        return "ParcelLine{lineNo=" + lineNo
                + ", sku=" + sku
                + ", lotNo=" + lotNo
                + ", quantity=" + quantity
                + ", signed=" + signed
                + ", rejected=" + rejected
                + ", lost=" + lost + "}";
    }
}

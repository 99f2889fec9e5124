// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * One counted position.
 */
public class CountLine implements Serializable {
    private static final long serialVersionUID = 1L;

    private Long lineNo;
    private String sku;
    private String owner;
    private long counted;
    private Long countedSeq;
    private String lotNo;

    /** Creates one with nothing set. */
    public CountLine() {
    }

    /**
     * The document's line number, unique in the request; null means the position, from 1.
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
     * All that stands there, whatever bucket and pool it is booked in, in base units, 0 to 2^40.
     *
     * @return the counted
     */
    public long getCounted() {
        return counted;
    }

    /**
     * See {@link #getCounted()}.
     *
     * @param counted the counted
     */
    public void setCounted(long counted) {
        this.counted = counted;
    }

    /**
     * The ledger's sequence at the moment of counting ({@code BucketView.lastSeq}); null means now.
     *
     * @return the counted seq
     */
    public Long getCountedSeq() {
        return countedSeq;
    }

    /**
     * See {@link #getCountedSeq()}.
     *
     * @param countedSeq the counted seq
     */
    public void setCountedSeq(Long countedSeq) {
        this.countedSeq = countedSeq;
    }

    /**
     * The lot counted; null when the SKU has none.
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

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        CountLine that = (CountLine) other;
        return Objects.equals(lineNo, that.lineNo)
                && Objects.equals(sku, that.sku)
                && Objects.equals(owner, that.owner)
                && counted == that.counted
                && Objects.equals(countedSeq, that.countedSeq)
                && Objects.equals(lotNo, that.lotNo);
    }

    @Override
    public int hashCode() {
        return Objects.hash(lineNo, sku, owner, counted, countedSeq, lotNo);
    }

    @Override
    public String toString() {
        return "CountLine{lineNo=" + lineNo
                + ", sku=" + sku
                + ", owner=" + owner
                + ", counted=" + counted
                + ", countedSeq=" + countedSeq
                + ", lotNo=" + lotNo + "}";
    }
}

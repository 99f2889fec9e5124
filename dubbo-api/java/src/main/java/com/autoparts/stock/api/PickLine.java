// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * One picked line.
 */
public class PickLine implements Serializable {
    private static final long serialVersionUID = 1L;

    private long lineNo;
    private long picked;
    private long shortQuantity;
    private String shortReason;
    private String lotNo;

    /** Creates one with nothing set. */
    public PickLine() {
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
     * Picked, in base units, 0 or more.
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
     * Not to be had, in base units, 0 or more.
     *
     * @return the short quantity
     */
    public long getShortQuantity() {
        return shortQuantity;
    }

    /**
     * See {@link #getShortQuantity()}.
     *
     * @param shortQuantity the short quantity
     */
    public void setShortQuantity(long shortQuantity) {
        this.shortQuantity = shortQuantity;
    }

    /**
     * Why it was short, see {@link ShortReason}; required when it was.
     *
     * @return the short reason
     */
    public String getShortReason() {
        return shortReason;
    }

    /**
     * See {@link #getShortReason()}.
     *
     * @param shortReason the short reason
     */
    public void setShortReason(String shortReason) {
        this.shortReason = shortReason;
    }

    /**
     * The lot picked; null when the SKU has none.
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
        PickLine that = (PickLine) other;
        return lineNo == that.lineNo
                && picked == that.picked
                && shortQuantity == that.shortQuantity
                && Objects.equals(shortReason, that.shortReason)
                && Objects.equals(lotNo, that.lotNo);
    }

    @Override
    public int hashCode() {
        return Objects.hash(lineNo, picked, shortQuantity, shortReason, lotNo);
    }

    @Override
    public String toString() {
        return "PickLine{lineNo=" + lineNo
                + ", picked=" + picked
                + ", shortQuantity=" + shortQuantity
                + ", shortReason=" + shortReason
                + ", lotNo=" + lotNo + "}";
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * One line of a parcel.
 */
public class ShipLine implements Serializable {
    private static final long serialVersionUID = 1L;

    private long lineNo;
    private long quantity;
    private String lotNo;

    /** Creates one with nothing set. */
    public ShipLine() {
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
     * How many, in base units, 1 or more.
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

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        ShipLine that = (ShipLine) other;
        return lineNo == that.lineNo
                && quantity == that.quantity
                && Objects.equals(lotNo, that.lotNo);
    }

    @Override
    public int hashCode() {
        return Objects.hash(lineNo, quantity, lotNo);
    }

    @Override
    public String toString() {
        return "ShipLine{lineNo=" + lineNo
                + ", quantity=" + quantity
                + ", lotNo=" + lotNo + "}";
    }
}

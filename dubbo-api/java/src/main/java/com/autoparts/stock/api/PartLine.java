// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * So much of one line of an order.
 */
public class PartLine implements Serializable {
    private static final long serialVersionUID = 1L;

    private long lineNo;
    private long quantity;

    /** Creates one with nothing set. */
    public PartLine() {
    }

    /**
     * The order's line number.
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
     * How many, in base units, 1 to 2^40.
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

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        PartLine that = (PartLine) other;
        return lineNo == that.lineNo
                && quantity == that.quantity;
    }

    @Override
    public int hashCode() {
        return Objects.hash(lineNo, quantity);
    }

    @Override
    public String toString() {
        return "PartLine{lineNo=" + lineNo
                + ", quantity=" + quantity + "}";
    }
}

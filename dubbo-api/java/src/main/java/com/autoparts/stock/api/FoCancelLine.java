// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * So much of one line to cancel.
 */
public class FoCancelLine implements Serializable {
    private static final long serialVersionUID = 1L;

    private long lineNo;
    private long quantity;

    /** Creates one with nothing set. */
    public FoCancelLine() {
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

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        FoCancelLine that = (FoCancelLine) other;
        return lineNo == that.lineNo
                && quantity == that.quantity;
    }

    @Override
    public int hashCode() {
        return Objects.hash(lineNo, quantity);
    }

    @Override
    public String toString() {
        return "FoCancelLine{lineNo=" + lineNo
                + ", quantity=" + quantity + "}";
    }
}

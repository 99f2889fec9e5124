// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * What became of units of a parcel.
 */
public class DeliveryLine implements Serializable {
    private static final long serialVersionUID = 1L;

    private long lineNo;
    private String result;
    private long quantity;
    private String reason;

    /** Creates one with nothing set. */
    public DeliveryLine() {
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
     * What became of them, see {@link DeliveryResult}. Required.
     *
     * @return the result
     */
    public String getResult() {
        return result;
    }

    /**
     * See {@link #getResult()}.
     *
     * @param result the result
     */
    public void setResult(String result) {
        this.result = result;
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
     * Why, at most 200 characters.
     *
     * @return the reason
     */
    public String getReason() {
        return reason;
    }

    /**
     * See {@link #getReason()}.
     *
     * @param reason the reason
     */
    public void setReason(String reason) {
        this.reason = reason;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        DeliveryLine that = (DeliveryLine) other;
        return lineNo == that.lineNo
                && Objects.equals(result, that.result)
                && quantity == that.quantity
                && Objects.equals(reason, that.reason);
    }

    @Override
    public int hashCode() {
        return Objects.hash(lineNo, result, quantity, reason);
    }

    @Override
    public String toString() {
        return "DeliveryLine{lineNo=" + lineNo
                + ", result=" + result
                + ", quantity=" + quantity
                + ", reason=" + reason + "}";
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Date;
import java.util.Objects;

/**
 * One line of a question for a date, with its answer.
 */
public class PromiseLine implements Serializable {
    private static final long serialVersionUID = 1L;

    private Long lineNo;
    private String sku;
    private long quantity;
    private long availableNow;
    private String warehouse;
    private Date arriveAt;
    private boolean fromIncoming;

    /** Creates one with nothing set. */
    public PromiseLine() {
    }

    /**
     * The line number; null means the position, from 1.
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
     * SKU or kit. Required.
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

    /**
     * Answer: how many of them are there now.
     *
     * @return the available now
     */
    public long getAvailableNow() {
        return availableNow;
    }

    /**
     * See {@link #getAvailableNow()}.
     *
     * @param availableNow the available now
     */
    public void setAvailableNow(long availableNow) {
        this.availableNow = availableNow;
    }

    /**
     * Answer: the warehouse with the earliest date; null when none has it.
     *
     * @return the warehouse
     */
    public String getWarehouse() {
        return warehouse;
    }

    /**
     * See {@link #getWarehouse()}.
     *
     * @param warehouse the warehouse
     */
    public void setWarehouse(String warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * Answer: when all of it can be there; null when that is not known.
     *
     * @return the arrive at
     */
    public Date getArriveAt() {
        return arriveAt;
    }

    /**
     * See {@link #getArriveAt()}.
     *
     * @param arriveAt the arrive at
     */
    public void setArriveAt(Date arriveAt) {
        this.arriveAt = arriveAt;
    }

    /**
     * Answer: whether the date depends on goods that are still to come.
     *
     * @return the from incoming
     */
    public boolean isFromIncoming() {
        return fromIncoming;
    }

    /**
     * See {@link #isFromIncoming()}.
     *
     * @param fromIncoming the from incoming
     */
    public void setFromIncoming(boolean fromIncoming) {
        this.fromIncoming = fromIncoming;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        PromiseLine that = (PromiseLine) other;
        return Objects.equals(lineNo, that.lineNo)
                && Objects.equals(sku, that.sku)
                && quantity == that.quantity
                && availableNow == that.availableNow
                && Objects.equals(warehouse, that.warehouse)
                && Objects.equals(arriveAt, that.arriveAt)
                && fromIncoming == that.fromIncoming;
    }

    @Override
    public int hashCode() {
        return Objects.hash(lineNo, sku, quantity, availableNow, warehouse, arriveAt, fromIncoming);
    }

    @Override
    public String toString() {
        return "PromiseLine{lineNo=" + lineNo
                + ", sku=" + sku
                + ", quantity=" + quantity
                + ", availableNow=" + availableNow
                + ", warehouse=" + warehouse
                + ", arriveAt=" + arriveAt
                + ", fromIncoming=" + fromIncoming + "}";
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api.event;

import java.io.Serializable;
import java.util.Objects;

/**
 * What was found of one line of a return.
 */
public class ReturnEventLine implements Serializable {
    private static final long serialVersionUID = 1L;

    private long orderLineNo;
    private String sku;
    private String grade;
    private long quantity;
    private long refundable;

    /** Creates one with nothing set. */
    public ReturnEventLine() {
    }

    /**
     * The order's line number; 0 when it is not on the order.
     *
     * @return the order line number
     */
    public long getOrderLineNo() {
        return orderLineNo;
    }

    /**
     * See {@link #getOrderLineNo()}.
     *
     * @param orderLineNo the order line number
     */
    public void setOrderLineNo(long orderLineNo) {
        this.orderLineNo = orderLineNo;
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
     * What inspection found, see {@link com.autoparts.stock.api.ReturnGrade}; null before.
     *
     * @return the grade
     */
    public String getGrade() {
        return grade;
    }

    /**
     * See {@link #getGrade()}.
     *
     * @param grade the grade
     */
    public void setGrade(String grade) {
        this.grade = grade;
    }

    /**
     * How many, in base units.
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
     * Of them, to be refunded.
     *
     * @return the refundable
     */
    public long getRefundable() {
        return refundable;
    }

    /**
     * See {@link #getRefundable()}.
     *
     * @param refundable the refundable
     */
    public void setRefundable(long refundable) {
        this.refundable = refundable;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        ReturnEventLine that = (ReturnEventLine) other;
        return orderLineNo == that.orderLineNo
                && Objects.equals(sku, that.sku)
                && Objects.equals(grade, that.grade)
                && quantity == that.quantity
                && refundable == that.refundable;
    }

    @Override
    public int hashCode() {
        return Objects.hash(orderLineNo, sku, grade, quantity, refundable);
    }

    @Override
    public String toString() {
        return "ReturnEventLine{orderLineNo=" + orderLineNo
                + ", sku=" + sku
                + ", grade=" + grade
                + ", quantity=" + quantity
                + ", refundable=" + refundable + "}";
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * One line to source.
 */
public class SourcingLine implements Serializable {
    private static final long serialVersionUID = 1L;

    private Long lineNo;
    private String sku;
    private long quantity;
    private String owner;
    private String togetherGroup;
    private Integer maxAgeDays;

    /** Creates one with nothing set. */
    public SourcingLine() {
    }

    /**
     * The order's line number; null means the position, from 1.
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
     * Lines of one group must ship together; null means no group.
     *
     * @return the together group
     */
    public String getTogetherGroup() {
        return togetherGroup;
    }

    /**
     * See {@link #getTogetherGroup()}.
     *
     * @param togetherGroup the together group
     */
    public void setTogetherGroup(String togetherGroup) {
        this.togetherGroup = togetherGroup;
    }

    /**
     * Not older than so many days; null means any age that may be sold.
     *
     * @return the max age days
     */
    public Integer getMaxAgeDays() {
        return maxAgeDays;
    }

    /**
     * See {@link #getMaxAgeDays()}.
     *
     * @param maxAgeDays the max age days
     */
    public void setMaxAgeDays(Integer maxAgeDays) {
        this.maxAgeDays = maxAgeDays;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        SourcingLine that = (SourcingLine) other;
        return Objects.equals(lineNo, that.lineNo)
                && Objects.equals(sku, that.sku)
                && quantity == that.quantity
                && Objects.equals(owner, that.owner)
                && Objects.equals(togetherGroup, that.togetherGroup)
                && Objects.equals(maxAgeDays, that.maxAgeDays);
    }

    @Override
    public int hashCode() {
        return Objects.hash(lineNo, sku, quantity, owner, togetherGroup, maxAgeDays);
    }

    @Override
    public String toString() {
        return "SourcingLine{lineNo=" + lineNo
                + ", sku=" + sku
                + ", quantity=" + quantity
                + ", owner=" + owner
                + ", togetherGroup=" + togetherGroup
                + ", maxAgeDays=" + maxAgeDays + "}";
    }
}

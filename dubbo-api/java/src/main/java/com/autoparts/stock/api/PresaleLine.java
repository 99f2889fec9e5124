// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * Quota of one SKU; kits have none, their parts do.
 */
public class PresaleLine implements Serializable {
    private static final long serialVersionUID = 1L;

    private Long lineNo;
    private String sku;
    private String owner;
    private Long quantity;

    /** Creates one with nothing set. */
    public PresaleLine() {
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
     * How many, in base units, 1 to 2^40. closePresale: null takes back all that nobody holds and ends the sale; a quantity only makes the quota smaller.
     *
     * @return the quantity
     */
    public Long getQuantity() {
        return quantity;
    }

    /**
     * See {@link #getQuantity()}.
     *
     * @param quantity the quantity
     */
    public void setQuantity(Long quantity) {
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
        PresaleLine that = (PresaleLine) other;
        return Objects.equals(lineNo, that.lineNo)
                && Objects.equals(sku, that.sku)
                && Objects.equals(owner, that.owner)
                && Objects.equals(quantity, that.quantity);
    }

    @Override
    public int hashCode() {
        return Objects.hash(lineNo, sku, owner, quantity);
    }

    @Override
    public String toString() {
        return "PresaleLine{lineNo=" + lineNo
                + ", sku=" + sku
                + ", owner=" + owner
                + ", quantity=" + quantity + "}";
    }
}

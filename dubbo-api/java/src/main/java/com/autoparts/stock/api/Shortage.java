// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * One line for which the stock does not suffice.
 */
public class Shortage implements Serializable {
    private static final long serialVersionUID = 1L;

    private long lineNo;
    private String sku;
    private String kit;
    private String warehouse;
    private long need;
    private long have;

    /** Creates one with nothing set. */
    public Shortage() {
    }

    /**
     * The request's line number; the first of several lines that were summed.
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
     * The SKU that is short; for a kit, the component.
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
     * The kit the component belongs to; null if the SKU was asked for itself.
     *
     * @return the kit
     */
    public String getKit() {
        return kit;
    }

    /**
     * See {@link #getKit()}.
     *
     * @param kit the kit
     */
    public void setKit(String kit) {
        this.kit = kit;
    }

    /**
     * The warehouse, if it had to be one; null when any would do.
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
     * Asked for, in base units, over all lines of the SKU.
     *
     * @return the need
     */
    public long getNeed() {
        return need;
    }

    /**
     * See {@link #getNeed()}.
     *
     * @param need the need
     */
    public void setNeed(long need) {
        this.need = need;
    }

    /**
     * Free, in base units.
     *
     * @return the have
     */
    public long getHave() {
        return have;
    }

    /**
     * See {@link #getHave()}.
     *
     * @param have the have
     */
    public void setHave(long have) {
        this.have = have;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        Shortage that = (Shortage) other;
        return lineNo == that.lineNo
                && Objects.equals(sku, that.sku)
                && Objects.equals(kit, that.kit)
                && Objects.equals(warehouse, that.warehouse)
                && need == that.need
                && have == that.have;
    }

    @Override
    public int hashCode() {
        return Objects.hash(lineNo, sku, kit, warehouse, need, have);
    }

    @Override
    public String toString() {
        return "Shortage{lineNo=" + lineNo
                + ", sku=" + sku
                + ", kit=" + kit
                + ", warehouse=" + warehouse
                + ", need=" + need
                + ", have=" + have + "}";
    }
}

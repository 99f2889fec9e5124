// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * What stands in a warehouse, by its own books; quantities in base units.
 */
public class SnapshotRow implements Serializable {
    private static final long serialVersionUID = 1L;

    private String sku;
    private String owner;
    private String lotNo;
    private long good;
    private long qcHold;
    private long defective;

    /** Creates one with nothing set. */
    public SnapshotRow() {
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

    /**
     * Good, whether free or bound.
     *
     * @return the good
     */
    public long getGood() {
        return good;
    }

    /**
     * See {@link #getGood()}.
     *
     * @param good the good
     */
    public void setGood(long good) {
        this.good = good;
    }

    /**
     * Not inspected yet.
     *
     * @return the qc hold
     */
    public long getQcHold() {
        return qcHold;
    }

    /**
     * See {@link #getQcHold()}.
     *
     * @param qcHold the qc hold
     */
    public void setQcHold(long qcHold) {
        this.qcHold = qcHold;
    }

    /**
     * Defective.
     *
     * @return the defective
     */
    public long getDefective() {
        return defective;
    }

    /**
     * See {@link #getDefective()}.
     *
     * @param defective the defective
     */
    public void setDefective(long defective) {
        this.defective = defective;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        SnapshotRow that = (SnapshotRow) other;
        return Objects.equals(sku, that.sku)
                && Objects.equals(owner, that.owner)
                && Objects.equals(lotNo, that.lotNo)
                && good == that.good
                && qcHold == that.qcHold
                && defective == that.defective;
    }

    @Override
    public int hashCode() {
        return Objects.hash(sku, owner, lotNo, good, qcHold, defective);
    }

    @Override
    public String toString() {
        return "SnapshotRow{sku=" + sku
                + ", owner=" + owner
                + ", lotNo=" + lotNo
                + ", good=" + good
                + ", qcHold=" + qcHold
                + ", defective=" + defective + "}";
    }
}

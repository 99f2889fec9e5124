// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api.event;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The buckets of a SKU in a warehouse changed: {@code stock.changed.{warehouse}}.
 */
public class StockChangedEvent implements Serializable {
    private static final long serialVersionUID = 1L;

    private String owner;
    private String sku;
    private String warehouse;
    private String voucherNo;
    private String movement;
    private List<BucketDelta> deltas = new ArrayList<BucketDelta>();
    private long seq;

    /** Creates one with nothing set. */
    public StockChangedEvent() {
    }

    /**
     * The goods' owner.
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
     * Where.
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
     * The voucher.
     *
     * @return the voucher number
     */
    public String getVoucherNo() {
        return voucherNo;
    }

    /**
     * See {@link #getVoucherNo()}.
     *
     * @param voucherNo the voucher number
     */
    public void setVoucherNo(String voucherNo) {
        this.voucherNo = voucherNo;
    }

    /**
     * The kind of movement, see {@link com.autoparts.stock.api.Movement}.
     *
     * @return the movement
     */
    public String getMovement() {
        return movement;
    }

    /**
     * See {@link #getMovement()}.
     *
     * @param movement the movement
     */
    public void setMovement(String movement) {
        this.movement = movement;
    }

    /**
     * What changed.
     *
     * @return the deltas
     */
    public List<BucketDelta> getDeltas() {
        return deltas;
    }

    /**
     * See {@link #getDeltas()}.
     *
     * @param deltas the deltas
     */
    public void setDeltas(List<BucketDelta> deltas) {
        this.deltas = deltas;
    }

    /**
     * The ledger's sequence.
     *
     * @return the seq
     */
    public long getSeq() {
        return seq;
    }

    /**
     * See {@link #getSeq()}.
     *
     * @param seq the seq
     */
    public void setSeq(long seq) {
        this.seq = seq;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        StockChangedEvent that = (StockChangedEvent) other;
        return Objects.equals(owner, that.owner)
                && Objects.equals(sku, that.sku)
                && Objects.equals(warehouse, that.warehouse)
                && Objects.equals(voucherNo, that.voucherNo)
                && Objects.equals(movement, that.movement)
                && Objects.equals(deltas, that.deltas)
                && seq == that.seq;
    }

    @Override
    public int hashCode() {
        return Objects.hash(owner, sku, warehouse, voucherNo, movement, deltas, seq);
    }

    @Override
    public String toString() {
        return "StockChangedEvent{owner=" + owner
                + ", sku=" + sku
                + ", warehouse=" + warehouse
                + ", voucherNo=" + voucherNo
                + ", movement=" + movement
                + ", deltas=" + deltas
                + ", seq=" + seq + "}";
    }
}

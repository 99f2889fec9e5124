// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Date;
import java.util.Objects;

/**
 * The buckets of one owner's SKU in one warehouse and pool, in base units.
 */
public class BucketView implements Serializable {
    private static final long serialVersionUID = 1L;

    private String owner;
    private String sku;
    private String warehouse;
    private String pool;
    private long available;
    private long preoccupied;
    private long allocated;
    private long frozen;
    private long qcHold;
    private long defective;
    private long shipped;
    private long returnTransit;
    private long transferTransit;
    private long incoming;
    private long presaleAvail;
    private long presaleHeld;
    private long onHand;
    private long safetyStock;
    private long sellable;
    private long lastSeq;
    private Date updatedAt;

    /** Creates one with nothing set. */
    public BucketView() {
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
     * Pool.
     *
     * @return the pool
     */
    public String getPool() {
        return pool;
    }

    /**
     * See {@link #getPool()}.
     *
     * @param pool the pool
     */
    public void setPool(String pool) {
        this.pool = pool;
    }

    /**
     * Good and free.
     *
     * @return the available
     */
    public long getAvailable() {
        return available;
    }

    /**
     * See {@link #getAvailable()}.
     *
     * @param available the available
     */
    public void setAvailable(long available) {
        this.available = available;
    }

    /**
     * Held for unpaid orders.
     *
     * @return the preoccupied
     */
    public long getPreoccupied() {
        return preoccupied;
    }

    /**
     * See {@link #getPreoccupied()}.
     *
     * @param preoccupied the preoccupied
     */
    public void setPreoccupied(long preoccupied) {
        this.preoccupied = preoccupied;
    }

    /**
     * Bound to paid orders.
     *
     * @return the allocated
     */
    public long getAllocated() {
        return allocated;
    }

    /**
     * See {@link #getAllocated()}.
     *
     * @param allocated the allocated
     */
    public void setAllocated(long allocated) {
        this.allocated = allocated;
    }

    /**
     * Locked.
     *
     * @return the frozen
     */
    public long getFrozen() {
        return frozen;
    }

    /**
     * See {@link #getFrozen()}.
     *
     * @param frozen the frozen
     */
    public void setFrozen(long frozen) {
        this.frozen = frozen;
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
     * Failed inspection.
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

    /**
     * With a carrier, not signed for.
     *
     * @return the shipped
     */
    public long getShipped() {
        return shipped;
    }

    /**
     * See {@link #getShipped()}.
     *
     * @param shipped the shipped
     */
    public void setShipped(long shipped) {
        this.shipped = shipped;
    }

    /**
     * Refused or returned, on the way back.
     *
     * @return the return transit
     */
    public long getReturnTransit() {
        return returnTransit;
    }

    /**
     * See {@link #getReturnTransit()}.
     *
     * @param returnTransit the return transit
     */
    public void setReturnTransit(long returnTransit) {
        this.returnTransit = returnTransit;
    }

    /**
     * On the way from another warehouse.
     *
     * @return the transfer transit
     */
    public long getTransferTransit() {
        return transferTransit;
    }

    /**
     * See {@link #getTransferTransit()}.
     *
     * @param transferTransit the transfer transit
     */
    public void setTransferTransit(long transferTransit) {
        this.transferTransit = transferTransit;
    }

    /**
     * Expected from suppliers.
     *
     * @return the incoming
     */
    public long getIncoming() {
        return incoming;
    }

    /**
     * See {@link #getIncoming()}.
     *
     * @param incoming the incoming
     */
    public void setIncoming(long incoming) {
        this.incoming = incoming;
    }

    /**
     * Presale quota left.
     *
     * @return the presale avail
     */
    public long getPresaleAvail() {
        return presaleAvail;
    }

    /**
     * See {@link #getPresaleAvail()}.
     *
     * @param presaleAvail the presale avail
     */
    public void setPresaleAvail(long presaleAvail) {
        this.presaleAvail = presaleAvail;
    }

    /**
     * Presale quota held.
     *
     * @return the presale held
     */
    public long getPresaleHeld() {
        return presaleHeld;
    }

    /**
     * See {@link #getPresaleHeld()}.
     *
     * @param presaleHeld the presale held
     */
    public void setPresaleHeld(long presaleHeld) {
        this.presaleHeld = presaleHeld;
    }

    /**
     * In the building: the first six buckets.
     *
     * @return the on hand
     */
    public long getOnHand() {
        return onHand;
    }

    /**
     * See {@link #getOnHand()}.
     *
     * @param onHand the on hand
     */
    public void setOnHand(long onHand) {
        this.onHand = onHand;
    }

    /**
     * Safety stock held back from sale.
     *
     * @return the safety stock
     */
    public long getSafetyStock() {
        return safetyStock;
    }

    /**
     * See {@link #getSafetyStock()}.
     *
     * @param safetyStock the safety stock
     */
    public void setSafetyStock(long safetyStock) {
        this.safetyStock = safetyStock;
    }

    /**
     * What can be sold: available minus safety stock, never below 0.
     *
     * @return the sellable
     */
    public long getSellable() {
        return sellable;
    }

    /**
     * See {@link #getSellable()}.
     *
     * @param sellable the sellable
     */
    public void setSellable(long sellable) {
        this.sellable = sellable;
    }

    /**
     * The sequence of the last ledger row.
     *
     * @return the last seq
     */
    public long getLastSeq() {
        return lastSeq;
    }

    /**
     * See {@link #getLastSeq()}.
     *
     * @param lastSeq the last seq
     */
    public void setLastSeq(long lastSeq) {
        this.lastSeq = lastSeq;
    }

    /**
     * When it last changed, by the database's clock.
     *
     * @return the updated at
     */
    public Date getUpdatedAt() {
        return updatedAt;
    }

    /**
     * See {@link #getUpdatedAt()}.
     *
     * @param updatedAt the updated at
     */
    public void setUpdatedAt(Date updatedAt) {
        this.updatedAt = updatedAt;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        BucketView that = (BucketView) other;
        return Objects.equals(owner, that.owner)
                && Objects.equals(sku, that.sku)
                && Objects.equals(warehouse, that.warehouse)
                && Objects.equals(pool, that.pool)
                && available == that.available
                && preoccupied == that.preoccupied
                && allocated == that.allocated
                && frozen == that.frozen
                && qcHold == that.qcHold
                && defective == that.defective
                && shipped == that.shipped
                && returnTransit == that.returnTransit
                && transferTransit == that.transferTransit
                && incoming == that.incoming
                && presaleAvail == that.presaleAvail
                && presaleHeld == that.presaleHeld
                && onHand == that.onHand
                && safetyStock == that.safetyStock
                && sellable == that.sellable
                && lastSeq == that.lastSeq
                && Objects.equals(updatedAt, that.updatedAt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(owner, sku, warehouse, pool, available, preoccupied, allocated, frozen, qcHold, defective, shipped, returnTransit, transferTransit, incoming, presaleAvail, presaleHeld, onHand, safetyStock, sellable, lastSeq, updatedAt);
    }

    @Override
    public String toString() {
        return "BucketView{owner=" + owner
                + ", sku=" + sku
                + ", warehouse=" + warehouse
                + ", pool=" + pool
                + ", available=" + available
                + ", preoccupied=" + preoccupied
                + ", allocated=" + allocated
                + ", frozen=" + frozen
                + ", qcHold=" + qcHold
                + ", defective=" + defective
                + ", shipped=" + shipped
                + ", returnTransit=" + returnTransit
                + ", transferTransit=" + transferTransit
                + ", incoming=" + incoming
                + ", presaleAvail=" + presaleAvail
                + ", presaleHeld=" + presaleHeld
                + ", onHand=" + onHand
                + ", safetyStock=" + safetyStock
                + ", sellable=" + sellable
                + ", lastSeq=" + lastSeq
                + ", updatedAt=" + updatedAt + "}";
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Date;
import java.util.Objects;

/**
 * One lot, in base units.
 */
public class LotView implements Serializable {
    private static final long serialVersionUID = 1L;

    private String owner;
    private String sku;
    private String warehouse;
    private String lotNo;
    private long available;
    private long allocated;
    private long frozen;
    private long qcHold;
    private long defective;
    private Date producedAt;
    private String dotWeek;
    private Date receivedAt;
    private Date expiresAt;
    private Integer ageDays;
    private int pickOrder;

    /** Creates one with nothing set. */
    public LotView() {
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
     * The lot.
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
     * When it was made.
     *
     * @return the produced at
     */
    public Date getProducedAt() {
        return producedAt;
    }

    /**
     * See {@link #getProducedAt()}.
     *
     * @param producedAt the produced at
     */
    public void setProducedAt(Date producedAt) {
        this.producedAt = producedAt;
    }

    /**
     * The tyre's DOT week, {@code WWYY}; null for other goods.
     *
     * @return the dot week
     */
    public String getDotWeek() {
        return dotWeek;
    }

    /**
     * See {@link #getDotWeek()}.
     *
     * @param dotWeek the dot week
     */
    public void setDotWeek(String dotWeek) {
        this.dotWeek = dotWeek;
    }

    /**
     * When it was received.
     *
     * @return the received at
     */
    public Date getReceivedAt() {
        return receivedAt;
    }

    /**
     * See {@link #getReceivedAt()}.
     *
     * @param receivedAt the received at
     */
    public void setReceivedAt(Date receivedAt) {
        this.receivedAt = receivedAt;
    }

    /**
     * When it expires.
     *
     * @return the expires at
     */
    public Date getExpiresAt() {
        return expiresAt;
    }

    /**
     * See {@link #getExpiresAt()}.
     *
     * @param expiresAt the expires at
     */
    public void setExpiresAt(Date expiresAt) {
        this.expiresAt = expiresAt;
    }

    /**
     * Its age in days; null when not known.
     *
     * @return the age days
     */
    public Integer getAgeDays() {
        return ageDays;
    }

    /**
     * See {@link #getAgeDays()}.
     *
     * @param ageDays the age days
     */
    public void setAgeDays(Integer ageDays) {
        this.ageDays = ageDays;
    }

    /**
     * Its turn in picking, from 1: first expired, first out.
     *
     * @return the pick order
     */
    public int getPickOrder() {
        return pickOrder;
    }

    /**
     * See {@link #getPickOrder()}.
     *
     * @param pickOrder the pick order
     */
    public void setPickOrder(int pickOrder) {
        this.pickOrder = pickOrder;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        LotView that = (LotView) other;
        return Objects.equals(owner, that.owner)
                && Objects.equals(sku, that.sku)
                && Objects.equals(warehouse, that.warehouse)
                && Objects.equals(lotNo, that.lotNo)
                && available == that.available
                && allocated == that.allocated
                && frozen == that.frozen
                && qcHold == that.qcHold
                && defective == that.defective
                && Objects.equals(producedAt, that.producedAt)
                && Objects.equals(dotWeek, that.dotWeek)
                && Objects.equals(receivedAt, that.receivedAt)
                && Objects.equals(expiresAt, that.expiresAt)
                && Objects.equals(ageDays, that.ageDays)
                && pickOrder == that.pickOrder;
    }

    @Override
    public int hashCode() {
        return Objects.hash(owner, sku, warehouse, lotNo, available, allocated, frozen, qcHold, defective, producedAt, dotWeek, receivedAt, expiresAt, ageDays, pickOrder);
    }

    @Override
    public String toString() {
        return "LotView{owner=" + owner
                + ", sku=" + sku
                + ", warehouse=" + warehouse
                + ", lotNo=" + lotNo
                + ", available=" + available
                + ", allocated=" + allocated
                + ", frozen=" + frozen
                + ", qcHold=" + qcHold
                + ", defective=" + defective
                + ", producedAt=" + producedAt
                + ", dotWeek=" + dotWeek
                + ", receivedAt=" + receivedAt
                + ", expiresAt=" + expiresAt
                + ", ageDays=" + ageDays
                + ", pickOrder=" + pickOrder + "}";
    }
}

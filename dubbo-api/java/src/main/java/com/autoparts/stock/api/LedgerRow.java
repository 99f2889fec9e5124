// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Date;
import java.util.Objects;

/**
 * One leg of a voucher in the ledger. Never changed, never deleted.
 */
public class LedgerRow implements Serializable {
    private static final long serialVersionUID = 1L;

    private long seq;
    private String voucherNo;
    private int legNo;
    private String movement;
    private String owner;
    private String sku;
    private String lotNo;
    private String fromWarehouse;
    private String fromPool;
    private String fromBucket;
    private long fromAfter;
    private String toWarehouse;
    private String toPool;
    private String toBucket;
    private long toAfter;
    private long quantity;
    private Long unitCostMinor;
    private String orderNo;
    private String sourceSystem;
    private String bizNo;
    private Date bizTime;
    private Date bookTime;
    private String bizDate;
    private String operator;
    private String traceId;

    /** Creates one with nothing set. */
    public LedgerRow() {
    }

    /**
     * Its sequence; grows along every account.
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

    /**
     * The voucher it belongs to.
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
     * Position in the voucher, from 1.
     *
     * @return the leg number
     */
    public int getLegNo() {
        return legNo;
    }

    /**
     * See {@link #getLegNo()}.
     *
     * @param legNo the leg number
     */
    public void setLegNo(int legNo) {
        this.legNo = legNo;
    }

    /**
     * The kind of movement, see {@link Movement}.
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
     * From where.
     *
     * @return the from warehouse
     */
    public String getFromWarehouse() {
        return fromWarehouse;
    }

    /**
     * See {@link #getFromWarehouse()}.
     *
     * @param fromWarehouse the from warehouse
     */
    public void setFromWarehouse(String fromWarehouse) {
        this.fromWarehouse = fromWarehouse;
    }

    /**
     * From which pool.
     *
     * @return the from pool
     */
    public String getFromPool() {
        return fromPool;
    }

    /**
     * See {@link #getFromPool()}.
     *
     * @param fromPool the from pool
     */
    public void setFromPool(String fromPool) {
        this.fromPool = fromPool;
    }

    /**
     * From which bucket, see {@link Bucket}.
     *
     * @return the from bucket
     */
    public String getFromBucket() {
        return fromBucket;
    }

    /**
     * See {@link #getFromBucket()}.
     *
     * @param fromBucket the from bucket
     */
    public void setFromBucket(String fromBucket) {
        this.fromBucket = fromBucket;
    }

    /**
     * What is left in the source after the leg, in base units.
     *
     * @return the from after
     */
    public long getFromAfter() {
        return fromAfter;
    }

    /**
     * See {@link #getFromAfter()}.
     *
     * @param fromAfter the from after
     */
    public void setFromAfter(long fromAfter) {
        this.fromAfter = fromAfter;
    }

    /**
     * To where.
     *
     * @return the to warehouse
     */
    public String getToWarehouse() {
        return toWarehouse;
    }

    /**
     * See {@link #getToWarehouse()}.
     *
     * @param toWarehouse the to warehouse
     */
    public void setToWarehouse(String toWarehouse) {
        this.toWarehouse = toWarehouse;
    }

    /**
     * To which pool.
     *
     * @return the to pool
     */
    public String getToPool() {
        return toPool;
    }

    /**
     * See {@link #getToPool()}.
     *
     * @param toPool the to pool
     */
    public void setToPool(String toPool) {
        this.toPool = toPool;
    }

    /**
     * To which bucket, see {@link Bucket}.
     *
     * @return the to bucket
     */
    public String getToBucket() {
        return toBucket;
    }

    /**
     * See {@link #getToBucket()}.
     *
     * @param toBucket the to bucket
     */
    public void setToBucket(String toBucket) {
        this.toBucket = toBucket;
    }

    /**
     * What lies in the target after the leg, in base units.
     *
     * @return the to after
     */
    public long getToAfter() {
        return toAfter;
    }

    /**
     * See {@link #getToAfter()}.
     *
     * @param toAfter the to after
     */
    public void setToAfter(long toAfter) {
        this.toAfter = toAfter;
    }

    /**
     * How many moved, in base units, 1 or more.
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
     * Cost of one base unit in the smallest currency unit (fen), as the receipt told it; null when it did not, and on rows of other movements.
     *
     * @return the unit cost minor
     */
    public Long getUnitCostMinor() {
        return unitCostMinor;
    }

    /**
     * See {@link #getUnitCostMinor()}.
     *
     * @param unitCostMinor the unit cost minor
     */
    public void setUnitCostMinor(Long unitCostMinor) {
        this.unitCostMinor = unitCostMinor;
    }

    /**
     * The order on whose behalf; null otherwise.
     *
     * @return the order number
     */
    public String getOrderNo() {
        return orderNo;
    }

    /**
     * See {@link #getOrderNo()}.
     *
     * @param orderNo the order number
     */
    public void setOrderNo(String orderNo) {
        this.orderNo = orderNo;
    }

    /**
     * The system that wrote.
     *
     * @return the source system
     */
    public String getSourceSystem() {
        return sourceSystem;
    }

    /**
     * See {@link #getSourceSystem()}.
     *
     * @param sourceSystem the source system
     */
    public void setSourceSystem(String sourceSystem) {
        this.sourceSystem = sourceSystem;
    }

    /**
     * Its document.
     *
     * @return the biz number
     */
    public String getBizNo() {
        return bizNo;
    }

    /**
     * See {@link #getBizNo()}.
     *
     * @param bizNo the biz number
     */
    public void setBizNo(String bizNo) {
        this.bizNo = bizNo;
    }

    /**
     * When it happened, as the caller says; null if he did not.
     *
     * @return the biz time
     */
    public Date getBizTime() {
        return bizTime;
    }

    /**
     * See {@link #getBizTime()}.
     *
     * @param bizTime the biz time
     */
    public void setBizTime(Date bizTime) {
        this.bizTime = bizTime;
    }

    /**
     * When it was booked, by the database's clock.
     *
     * @return the book time
     */
    public Date getBookTime() {
        return bookTime;
    }

    /**
     * See {@link #getBookTime()}.
     *
     * @param bookTime the book time
     */
    public void setBookTime(Date bookTime) {
        this.bookTime = bookTime;
    }

    /**
     * The business day it counts for, {@code yyyy-MM-dd} in Asia/Shanghai.
     *
     * @return the biz date
     */
    public String getBizDate() {
        return bizDate;
    }

    /**
     * See {@link #getBizDate()}.
     *
     * @param bizDate the biz date
     */
    public void setBizDate(String bizDate) {
        this.bizDate = bizDate;
    }

    /**
     * Who did it.
     *
     * @return the operator
     */
    public String getOperator() {
        return operator;
    }

    /**
     * See {@link #getOperator()}.
     *
     * @param operator the operator
     */
    public void setOperator(String operator) {
        this.operator = operator;
    }

    /**
     * The trace of the call.
     *
     * @return the trace id
     */
    public String getTraceId() {
        return traceId;
    }

    /**
     * See {@link #getTraceId()}.
     *
     * @param traceId the trace id
     */
    public void setTraceId(String traceId) {
        this.traceId = traceId;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        LedgerRow that = (LedgerRow) other;
        return seq == that.seq
                && Objects.equals(voucherNo, that.voucherNo)
                && legNo == that.legNo
                && Objects.equals(movement, that.movement)
                && Objects.equals(owner, that.owner)
                && Objects.equals(sku, that.sku)
                && Objects.equals(lotNo, that.lotNo)
                && Objects.equals(fromWarehouse, that.fromWarehouse)
                && Objects.equals(fromPool, that.fromPool)
                && Objects.equals(fromBucket, that.fromBucket)
                && fromAfter == that.fromAfter
                && Objects.equals(toWarehouse, that.toWarehouse)
                && Objects.equals(toPool, that.toPool)
                && Objects.equals(toBucket, that.toBucket)
                && toAfter == that.toAfter
                && quantity == that.quantity
                && Objects.equals(unitCostMinor, that.unitCostMinor)
                && Objects.equals(orderNo, that.orderNo)
                && Objects.equals(sourceSystem, that.sourceSystem)
                && Objects.equals(bizNo, that.bizNo)
                && Objects.equals(bizTime, that.bizTime)
                && Objects.equals(bookTime, that.bookTime)
                && Objects.equals(bizDate, that.bizDate)
                && Objects.equals(operator, that.operator)
                && Objects.equals(traceId, that.traceId);
    }

    @Override
    public int hashCode() {
        return Objects.hash(seq, voucherNo, legNo, movement, owner, sku, lotNo, fromWarehouse, fromPool, fromBucket, fromAfter, toWarehouse, toPool, toBucket, toAfter, quantity, unitCostMinor, orderNo, sourceSystem, bizNo, bizTime, bookTime, bizDate, operator, traceId);
    }

    @Override
    public String toString() {
        return "LedgerRow{seq=" + seq
                + ", voucherNo=" + voucherNo
                + ", legNo=" + legNo
                + ", movement=" + movement
                + ", owner=" + owner
                + ", sku=" + sku
                + ", lotNo=" + lotNo
                + ", fromWarehouse=" + fromWarehouse
                + ", fromPool=" + fromPool
                + ", fromBucket=" + fromBucket
                + ", fromAfter=" + fromAfter
                + ", toWarehouse=" + toWarehouse
                + ", toPool=" + toPool
                + ", toBucket=" + toBucket
                + ", toAfter=" + toAfter
                + ", quantity=" + quantity
                + ", unitCostMinor=" + unitCostMinor
                + ", orderNo=" + orderNo
                + ", sourceSystem=" + sourceSystem
                + ", bizNo=" + bizNo
                + ", bizTime=" + bizTime
                + ", bookTime=" + bookTime
                + ", bizDate=" + bizDate
                + ", operator=" + operator
                + ", traceId=" + traceId + "}";
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Date;
import java.util.Objects;

/**
 * Which ledger rows to read. Every filter that is given must match; at least a SKU, a voucher, an order or a sequence range is required.
 */
public class LedgerQuery implements Serializable {
    private static final long serialVersionUID = 1L;

    private String tenant;
    private String owner;
    private String sku;
    private String warehouse;
    private String pool;
    private String bucket;
    private String movement;
    private String voucherNo;
    private String orderNo;
    private Long fromSeq;
    private Long toSeq;
    private Date bookedFrom;
    private Date bookedTo;
    private boolean newestFirst;
    private String cursor;
    private Integer limit;

    /** Creates one with nothing set. */
    public LedgerQuery() {
    }

    /**
     * The mall; null means the server's default tenant.
     *
     * @return the tenant
     */
    public String getTenant() {
        return tenant;
    }

    /**
     * See {@link #getTenant()}.
     *
     * @param tenant the tenant
     */
    public void setTenant(String tenant) {
        this.tenant = tenant;
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
     * Rows that touch this bucket, see {@link Bucket}.
     *
     * @return the bucket
     */
    public String getBucket() {
        return bucket;
    }

    /**
     * See {@link #getBucket()}.
     *
     * @param bucket the bucket
     */
    public void setBucket(String bucket) {
        this.bucket = bucket;
    }

    /**
     * Rows of this kind, see {@link Movement}.
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
     * Rows of this voucher.
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
     * Rows of this order.
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
     * From this sequence on, inclusive.
     *
     * @return the from seq
     */
    public Long getFromSeq() {
        return fromSeq;
    }

    /**
     * See {@link #getFromSeq()}.
     *
     * @param fromSeq the from seq
     */
    public void setFromSeq(Long fromSeq) {
        this.fromSeq = fromSeq;
    }

    /**
     * Up to this sequence, inclusive.
     *
     * @return the to seq
     */
    public Long getToSeq() {
        return toSeq;
    }

    /**
     * See {@link #getToSeq()}.
     *
     * @param toSeq the to seq
     */
    public void setToSeq(Long toSeq) {
        this.toSeq = toSeq;
    }

    /**
     * Booked at or after.
     *
     * @return the booked from
     */
    public Date getBookedFrom() {
        return bookedFrom;
    }

    /**
     * See {@link #getBookedFrom()}.
     *
     * @param bookedFrom the booked from
     */
    public void setBookedFrom(Date bookedFrom) {
        this.bookedFrom = bookedFrom;
    }

    /**
     * Booked before.
     *
     * @return the booked to
     */
    public Date getBookedTo() {
        return bookedTo;
    }

    /**
     * See {@link #getBookedTo()}.
     *
     * @param bookedTo the booked to
     */
    public void setBookedTo(Date bookedTo) {
        this.bookedTo = bookedTo;
    }

    /**
     * Newest first; false reads in the order of booking.
     *
     * @return the newest first
     */
    public boolean isNewestFirst() {
        return newestFirst;
    }

    /**
     * See {@link #isNewestFirst()}.
     *
     * @param newestFirst the newest first
     */
    public void setNewestFirst(boolean newestFirst) {
        this.newestFirst = newestFirst;
    }

    /**
     * {@code nextCursor} of the page before; null for the first page.
     *
     * @return the cursor
     */
    public String getCursor() {
        return cursor;
    }

    /**
     * See {@link #getCursor()}.
     *
     * @param cursor the cursor
     */
    public void setCursor(String cursor) {
        this.cursor = cursor;
    }

    /**
     * Rows per page, 1 to 500; null means 100.
     *
     * @return the limit
     */
    public Integer getLimit() {
        return limit;
    }

    /**
     * See {@link #getLimit()}.
     *
     * @param limit the limit
     */
    public void setLimit(Integer limit) {
        this.limit = limit;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        LedgerQuery that = (LedgerQuery) other;
        return Objects.equals(tenant, that.tenant)
                && Objects.equals(owner, that.owner)
                && Objects.equals(sku, that.sku)
                && Objects.equals(warehouse, that.warehouse)
                && Objects.equals(pool, that.pool)
                && Objects.equals(bucket, that.bucket)
                && Objects.equals(movement, that.movement)
                && Objects.equals(voucherNo, that.voucherNo)
                && Objects.equals(orderNo, that.orderNo)
                && Objects.equals(fromSeq, that.fromSeq)
                && Objects.equals(toSeq, that.toSeq)
                && Objects.equals(bookedFrom, that.bookedFrom)
                && Objects.equals(bookedTo, that.bookedTo)
                && newestFirst == that.newestFirst
                && Objects.equals(cursor, that.cursor)
                && Objects.equals(limit, that.limit);
    }

    @Override
    public int hashCode() {
        return Objects.hash(tenant, owner, sku, warehouse, pool, bucket, movement, voucherNo, orderNo, fromSeq, toSeq, bookedFrom, bookedTo, newestFirst, cursor, limit);
    }

    @Override
    public String toString() {
        return "LedgerQuery{tenant=" + tenant
                + ", owner=" + owner
                + ", sku=" + sku
                + ", warehouse=" + warehouse
                + ", pool=" + pool
                + ", bucket=" + bucket
                + ", movement=" + movement
                + ", voucherNo=" + voucherNo
                + ", orderNo=" + orderNo
                + ", fromSeq=" + fromSeq
                + ", toSeq=" + toSeq
                + ", bookedFrom=" + bookedFrom
                + ", bookedTo=" + bookedTo
                + ", newestFirst=" + newestFirst
                + ", cursor=" + cursor
                + ", limit=" + limit + "}";
    }
}

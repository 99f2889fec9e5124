// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Date;
import java.util.Objects;

/**
 * A document that holds units.
 */
public class Holder implements Serializable {
    private static final long serialVersionUID = 1L;

    private String kind;
    private String documentNo;
    private String orderNo;
    private String warehouse;
    private String pool;
    private String bucket;
    private long quantity;
    private Date since;
    private Date until;

    /** Creates one with nothing set. */
    public Holder() {
    }

    /**
     * Kind of document, see {@link DocumentKind}.
     *
     * @return the kind
     */
    public String getKind() {
        return kind;
    }

    /**
     * See {@link #getKind()}.
     *
     * @param kind the kind
     */
    public void setKind(String kind) {
        this.kind = kind;
    }

    /**
     * Its number.
     *
     * @return the document number
     */
    public String getDocumentNo() {
        return documentNo;
    }

    /**
     * See {@link #getDocumentNo()}.
     *
     * @param documentNo the document number
     */
    public void setDocumentNo(String documentNo) {
        this.documentNo = documentNo;
    }

    /**
     * The order; null when it is not about one.
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
     * Bucket, see {@link Bucket}.
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
     * Since when.
     *
     * @return the since
     */
    public Date getSince() {
        return since;
    }

    /**
     * See {@link #getSince()}.
     *
     * @param since the since
     */
    public void setSince(Date since) {
        this.since = since;
    }

    /**
     * Until when; null when it does not run out.
     *
     * @return the until
     */
    public Date getUntil() {
        return until;
    }

    /**
     * See {@link #getUntil()}.
     *
     * @param until the until
     */
    public void setUntil(Date until) {
        this.until = until;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        Holder that = (Holder) other;
        return Objects.equals(kind, that.kind)
                && Objects.equals(documentNo, that.documentNo)
                && Objects.equals(orderNo, that.orderNo)
                && Objects.equals(warehouse, that.warehouse)
                && Objects.equals(pool, that.pool)
                && Objects.equals(bucket, that.bucket)
                && quantity == that.quantity
                && Objects.equals(since, that.since)
                && Objects.equals(until, that.until);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, documentNo, orderNo, warehouse, pool, bucket, quantity, since, until);
    }

    @Override
    public String toString() {
        return "Holder{kind=" + kind
                + ", documentNo=" + documentNo
                + ", orderNo=" + orderNo
                + ", warehouse=" + warehouse
                + ", pool=" + pool
                + ", bucket=" + bucket
                + ", quantity=" + quantity
                + ", since=" + since
                + ", until=" + until + "}";
    }
}

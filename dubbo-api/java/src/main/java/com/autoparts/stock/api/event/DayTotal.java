// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api.event;

import java.io.Serializable;
import java.util.Objects;

/**
 * What lay in one bucket of a warehouse when a business day ended.
 */
public class DayTotal implements Serializable {
    private static final long serialVersionUID = 1L;

    private String owner;
    private String warehouse;
    private String bucket;
    private long quantity;

    /** Creates one with nothing set. */
    public DayTotal() {
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
     * The bucket, see {@link com.autoparts.stock.api.Bucket}.
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
     * How many of all SKUs, in base units; negative only in buckets outside.
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

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        DayTotal that = (DayTotal) other;
        return Objects.equals(owner, that.owner)
                && Objects.equals(warehouse, that.warehouse)
                && Objects.equals(bucket, that.bucket)
                && quantity == that.quantity;
    }

    @Override
    public int hashCode() {
        return Objects.hash(owner, warehouse, bucket, quantity);
    }

    @Override
    public String toString() {
        return "DayTotal{owner=" + owner
                + ", warehouse=" + warehouse
                + ", bucket=" + bucket
                + ", quantity=" + quantity + "}";
    }
}

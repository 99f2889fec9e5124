// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Asks for the buckets of SKUs.
 */
public class BucketQuery implements Serializable {
    private static final long serialVersionUID = 1L;

    private String tenant;
    private List<String> skus = new ArrayList<String>();
    private List<String> warehouses = new ArrayList<String>();
    private String owner;
    private String pool;
    private Long asOfSeq;

    /** Creates one with nothing set. */
    public BucketQuery() {
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
     * SKUs, 1 to 200.
     *
     * @return the SKUs
     */
    public List<String> getSkus() {
        return skus;
    }

    /**
     * See {@link #getSkus()}.
     *
     * @param skus the SKUs
     */
    public void setSkus(List<String> skus) {
        this.skus = skus;
    }

    /**
     * Warehouses; empty means all.
     *
     * @return the warehouses
     */
    public List<String> getWarehouses() {
        return warehouses;
    }

    /**
     * See {@link #getWarehouses()}.
     *
     * @param warehouses the warehouses
     */
    public void setWarehouses(List<String> warehouses) {
        this.warehouses = warehouses;
    }

    /**
     * The goods' owner; null means every owner.
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
     * Pool; null means every pool, a row each.
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
     * As they were after this ledger sequence; null means now.
     *
     * @return the as of seq
     */
    public Long getAsOfSeq() {
        return asOfSeq;
    }

    /**
     * See {@link #getAsOfSeq()}.
     *
     * @param asOfSeq the as of seq
     */
    public void setAsOfSeq(Long asOfSeq) {
        this.asOfSeq = asOfSeq;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        BucketQuery that = (BucketQuery) other;
        return Objects.equals(tenant, that.tenant)
                && Objects.equals(skus, that.skus)
                && Objects.equals(warehouses, that.warehouses)
                && Objects.equals(owner, that.owner)
                && Objects.equals(pool, that.pool)
                && Objects.equals(asOfSeq, that.asOfSeq);
    }

    @Override
    public int hashCode() {
        return Objects.hash(tenant, skus, warehouses, owner, pool, asOfSeq);
    }

    @Override
    public String toString() {
        return "BucketQuery{tenant=" + tenant
                + ", skus=" + skus
                + ", warehouses=" + warehouses
                + ", owner=" + owner
                + ", pool=" + pool
                + ", asOfSeq=" + asOfSeq + "}";
    }
}

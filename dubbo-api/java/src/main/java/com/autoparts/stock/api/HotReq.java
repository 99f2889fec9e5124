// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Date;
import java.util.Objects;

/**
 * Sets how writes of a hot SKU are served.
 */
public class HotReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private String sku;
    private String warehouse;
    private String pool;
    private String mode;
    private Integer shards;
    private Long quota;
    private Date until;
    private boolean dryRun;

    /** Creates one with nothing set. */
    public HotReq() {
    }

    /**
     * Who sets it, under which key. Required.
     *
     * @return the context
     */
    public OpContext getContext() {
        return context;
    }

    /**
     * See {@link #getContext()}.
     *
     * @param context the context
     */
    public void setContext(OpContext context) {
        this.context = context;
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
     * Where; null means every warehouse.
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
     * Pool; null means {@code SHARED}.
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
     * How, see {@link HotMode}. Required.
     *
     * @return the mode
     */
    public String getMode() {
        return mode;
    }

    /**
     * See {@link #getMode()}.
     *
     * @param mode the mode
     */
    public void setMode(String mode) {
        this.mode = mode;
    }

    /**
     * Rows to split the free stock over, for {@code SHARDS}, which no release serves yet.
     *
     * @return the shards
     */
    public Integer getShards() {
        return shards;
    }

    /**
     * See {@link #getShards()}.
     *
     * @param shards the shards
     */
    public void setShards(Integer shards) {
        this.shards = shards;
    }

    /**
     * Most units to accept by the buffer, in base units, for {@code BUFFERED}, which no release serves yet.
     *
     * @return the quota
     */
    public Long getQuota() {
        return quota;
    }

    /**
     * See {@link #getQuota()}.
     *
     * @param quota the quota
     */
    public void setQuota(Long quota) {
        this.quota = quota;
    }

    /**
     * Go back by itself then; null means never.
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

    /**
     * Only check, and tell in {@code details} what would change.
     *
     * @return the dry run
     */
    public boolean isDryRun() {
        return dryRun;
    }

    /**
     * See {@link #isDryRun()}.
     *
     * @param dryRun the dry run
     */
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        HotReq that = (HotReq) other;
        return Objects.equals(context, that.context)
                && Objects.equals(sku, that.sku)
                && Objects.equals(warehouse, that.warehouse)
                && Objects.equals(pool, that.pool)
                && Objects.equals(mode, that.mode)
                && Objects.equals(shards, that.shards)
                && Objects.equals(quota, that.quota)
                && Objects.equals(until, that.until)
                && dryRun == that.dryRun;
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, sku, warehouse, pool, mode, shards, quota, until, dryRun);
    }

    @Override
    public String toString() {
        return "HotReq{context=" + context
                + ", sku=" + sku
                + ", warehouse=" + warehouse
                + ", pool=" + pool
                + ", mode=" + mode
                + ", shards=" + shards
                + ", quota=" + quota
                + ", until=" + until
                + ", dryRun=" + dryRun + "}";
    }
}

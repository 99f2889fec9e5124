// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * Asks for the lots of a SKU.
 */
public class LotQuery implements Serializable {
    private static final long serialVersionUID = 1L;

    private String tenant;
    private String sku;
    private String warehouse;
    private String owner;
    private Integer maxAgeDays;

    /** Creates one with nothing set. */
    public LotQuery() {
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
     * Where; null means everywhere.
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
     * Not older than so many days; null means any.
     *
     * @return the max age days
     */
    public Integer getMaxAgeDays() {
        return maxAgeDays;
    }

    /**
     * See {@link #getMaxAgeDays()}.
     *
     * @param maxAgeDays the max age days
     */
    public void setMaxAgeDays(Integer maxAgeDays) {
        this.maxAgeDays = maxAgeDays;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        LotQuery that = (LotQuery) other;
        return Objects.equals(tenant, that.tenant)
                && Objects.equals(sku, that.sku)
                && Objects.equals(warehouse, that.warehouse)
                && Objects.equals(owner, that.owner)
                && Objects.equals(maxAgeDays, that.maxAgeDays);
    }

    @Override
    public int hashCode() {
        return Objects.hash(tenant, sku, warehouse, owner, maxAgeDays);
    }

    @Override
    public String toString() {
        return "LotQuery{tenant=" + tenant
                + ", sku=" + sku
                + ", warehouse=" + warehouse
                + ", owner=" + owner
                + ", maxAgeDays=" + maxAgeDays + "}";
    }
}

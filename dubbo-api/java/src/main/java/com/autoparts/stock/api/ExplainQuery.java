// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * Asks why a number is what it is.
 */
public class ExplainQuery implements Serializable {
    private static final long serialVersionUID = 1L;

    private String tenant;
    private String sku;
    private String warehouse;
    private String owner;
    private String channel;
    private String areaCode;
    private Long asOfSeq;
    private Integer limit;

    /** Creates one with nothing set. */
    public ExplainQuery() {
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
     * The goods' owner; null means the mall's own goods ({@code SELF}).
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
     * As seen by this sales channel; null means the shared pool.
     *
     * @return the channel
     */
    public String getChannel() {
        return channel;
    }

    /**
     * See {@link #getChannel()}.
     *
     * @param channel the channel
     */
    public void setChannel(String channel) {
        this.channel = channel;
    }

    /**
     * As seen in this delivery area; null means every open warehouse.
     *
     * @return the area code
     */
    public String getAreaCode() {
        return areaCode;
    }

    /**
     * See {@link #getAreaCode()}.
     *
     * @param areaCode the area code
     */
    public void setAreaCode(String areaCode) {
        this.areaCode = areaCode;
    }

    /**
     * As it was after this ledger sequence; null means now.
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

    /**
     * Most holders and most movements to list, 1 to 200 each; null means 20.
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
        ExplainQuery that = (ExplainQuery) other;
        return Objects.equals(tenant, that.tenant)
                && Objects.equals(sku, that.sku)
                && Objects.equals(warehouse, that.warehouse)
                && Objects.equals(owner, that.owner)
                && Objects.equals(channel, that.channel)
                && Objects.equals(areaCode, that.areaCode)
                && Objects.equals(asOfSeq, that.asOfSeq)
                && Objects.equals(limit, that.limit);
    }

    @Override
    public int hashCode() {
        return Objects.hash(tenant, sku, warehouse, owner, channel, areaCode, asOfSeq, limit);
    }

    @Override
    public String toString() {
        return "ExplainQuery{tenant=" + tenant
                + ", sku=" + sku
                + ", warehouse=" + warehouse
                + ", owner=" + owner
                + ", channel=" + channel
                + ", areaCode=" + areaCode
                + ", asOfSeq=" + asOfSeq
                + ", limit=" + limit + "}";
    }
}

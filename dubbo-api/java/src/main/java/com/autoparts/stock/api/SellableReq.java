// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Asks what of many SKUs can be sold in an area.
 */
public class SellableReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private String tenant;
    private List<String> skus = new ArrayList<String>();
    private String areaCode;
    private String channel;
    private String owner;
    private String warehouse;
    private boolean exact;

    /** Creates one with nothing set. */
    public SellableReq() {
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
     * SKUs or kits, 1 to 200; each is answered once, in this order.
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
     * The delivery area; null means every open warehouse.
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
     * The sales channel; null sees the shared pool only.
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
     * One warehouse only; null means all that serve the area.
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
     * Read the database instead of the projection that may be up to 2 seconds old.
     *
     * @return the exact
     */
    public boolean isExact() {
        return exact;
    }

    /**
     * See {@link #isExact()}.
     *
     * @param exact the exact
     */
    public void setExact(boolean exact) {
        this.exact = exact;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        SellableReq that = (SellableReq) other;
        return Objects.equals(tenant, that.tenant)
                && Objects.equals(skus, that.skus)
                && Objects.equals(areaCode, that.areaCode)
                && Objects.equals(channel, that.channel)
                && Objects.equals(owner, that.owner)
                && Objects.equals(warehouse, that.warehouse)
                && exact == that.exact;
    }

    @Override
    public int hashCode() {
        return Objects.hash(tenant, skus, areaCode, channel, owner, warehouse, exact);
    }

    @Override
    public String toString() {
        return "SellableReq{tenant=" + tenant
                + ", skus=" + skus
                + ", areaCode=" + areaCode
                + ", channel=" + channel
                + ", owner=" + owner
                + ", warehouse=" + warehouse
                + ", exact=" + exact + "}";
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * One line to hold.
 */
public class OccupyLine implements Serializable {
    private static final long serialVersionUID = 1L;

    private Long lineNo;
    private String sku;
    private long quantity;
    private String owner;
    private String warehouse;
    private String pool;
    private Integer maxAgeDays;
    private Boolean allowSubstitute;
    private String vehicleId;
    private Boolean allowPresale;

    /** Creates one with nothing set. */
    public OccupyLine() {
    }

    /**
     * The order's line number, unique in the request; null means the position, from 1.
     *
     * @return the line number
     */
    public Long getLineNo() {
        return lineNo;
    }

    /**
     * See {@link #getLineNo()}.
     *
     * @param lineNo the line number
     */
    public void setLineNo(Long lineNo) {
        this.lineNo = lineNo;
    }

    /**
     * SKU or kit. Required.
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
     * How many, in base units, 1 to 2^40.
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
     * The one warehouse this line must come from; null lets the stock center choose.
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
     * The one pool this line must come from, for example {@code ACT:618}; null means the channel's, then {@code SHARED} if allowed.
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
     * Not older than so many days (tyres, batteries); null means any age that may be sold.
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

    /**
     * Whether an equivalent part may be held instead, for the whole line, when this one is short; null means no. Needs {@code vehicleId}: only a part that is known
to fit is held, and the line held names what it stands for ({@code insteadOf}). Not for kits.
     *
     * @return the allow substitute
     */
    public Boolean getAllowSubstitute() {
        return allowSubstitute;
    }

    /**
     * See {@link #getAllowSubstitute()}.
     *
     * @param allowSubstitute the allow substitute
     */
    public void setAllowSubstitute(Boolean allowSubstitute) {
        this.allowSubstitute = allowSubstitute;
    }

    /**
     * The vehicle the part is for; with it the fitment is checked: a part that is known not to fit is {@code FITMENT_MISMATCH}.
     *
     * @return the vehicle id
     */
    public String getVehicleId() {
        return vehicleId;
    }

    /**
     * See {@link #getVehicleId()}.
     *
     * @param vehicleId the vehicle id
     */
    public void setVehicleId(String vehicleId) {
        this.vehicleId = vehicleId;
    }

    /**
     * Whether quota of an open presale may be held instead, for the whole line, when it is short; null means no. Equivalent parts that are there go first.
Not for kits ({@code PARAM_INVALID}): their parts are sold before they are there.
     *
     * @return the allow presale
     */
    public Boolean getAllowPresale() {
        return allowPresale;
    }

    /**
     * See {@link #getAllowPresale()}.
     *
     * @param allowPresale the allow presale
     */
    public void setAllowPresale(Boolean allowPresale) {
        this.allowPresale = allowPresale;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        OccupyLine that = (OccupyLine) other;
        return Objects.equals(lineNo, that.lineNo)
                && Objects.equals(sku, that.sku)
                && quantity == that.quantity
                && Objects.equals(owner, that.owner)
                && Objects.equals(warehouse, that.warehouse)
                && Objects.equals(pool, that.pool)
                && Objects.equals(maxAgeDays, that.maxAgeDays)
                && Objects.equals(allowSubstitute, that.allowSubstitute)
                && Objects.equals(vehicleId, that.vehicleId)
                && Objects.equals(allowPresale, that.allowPresale);
    }

    @Override
    public int hashCode() {
        return Objects.hash(lineNo, sku, quantity, owner, warehouse, pool, maxAgeDays, allowSubstitute, vehicleId, allowPresale);
    }

    @Override
    public String toString() {
        return "OccupyLine{lineNo=" + lineNo
                + ", sku=" + sku
                + ", quantity=" + quantity
                + ", owner=" + owner
                + ", warehouse=" + warehouse
                + ", pool=" + pool
                + ", maxAgeDays=" + maxAgeDays
                + ", allowSubstitute=" + allowSubstitute
                + ", vehicleId=" + vehicleId
                + ", allowPresale=" + allowPresale + "}";
    }
}

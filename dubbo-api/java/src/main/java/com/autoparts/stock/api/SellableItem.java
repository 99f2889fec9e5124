// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Date;
import java.util.Objects;

/**
 * What of one SKU can be sold. Only preOccupy is binding.
 */
public class SellableItem implements Serializable {
    private static final long serialVersionUID = 1L;

    private String sku;
    private boolean known;
    private String band;
    private long sellable;
    private Integer orderableInDays;
    private Long presaleLeft;
    private int warehouseCount;
    private long version;
    private Date asOf;

    /** Creates one with nothing set. */
    public SellableItem() {
    }

    /**
     * The SKU asked for.
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
     * Whether the catalogue knows it.
     *
     * @return the known
     */
    public boolean isKnown() {
        return known;
    }

    /**
     * See {@link #isKnown()}.
     *
     * @param known the known
     */
    public void setKnown(boolean known) {
        this.known = known;
    }

    /**
     * What a listing page shows, see {@link Band}.
     *
     * @return the band
     */
    public String getBand() {
        return band;
    }

    /**
     * See {@link #getBand()}.
     *
     * @param band the band
     */
    public void setBand(String band) {
        this.band = band;
    }

    /**
     * What can be sold, in base units: free minus safety stock, never below 0.
     *
     * @return the sellable
     */
    public long getSellable() {
        return sellable;
    }

    /**
     * See {@link #getSellable()}.
     *
     * @param sellable the sellable
     */
    public void setSellable(long sellable) {
        this.sellable = sellable;
    }

    /**
     * Days until it can be had, for band {@code ORDERABLE}; null otherwise.
     *
     * @return the orderable in days
     */
    public Integer getOrderableInDays() {
        return orderableInDays;
    }

    /**
     * See {@link #getOrderableInDays()}.
     *
     * @param orderableInDays the orderable in days
     */
    public void setOrderableInDays(Integer orderableInDays) {
        this.orderableInDays = orderableInDays;
    }

    /**
     * Presale quota left, for band {@code PRESALE}; null otherwise, and for kits.
     *
     * @return the presale left
     */
    public Long getPresaleLeft() {
        return presaleLeft;
    }

    /**
     * See {@link #getPresaleLeft()}.
     *
     * @param presaleLeft the presale left
     */
    public void setPresaleLeft(Long presaleLeft) {
        this.presaleLeft = presaleLeft;
    }

    /**
     * In how many warehouses it is.
     *
     * @return the warehouse count
     */
    public int getWarehouseCount() {
        return warehouseCount;
    }

    /**
     * See {@link #getWarehouseCount()}.
     *
     * @param warehouseCount the warehouse count
     */
    public void setWarehouseCount(int warehouseCount) {
        this.warehouseCount = warehouseCount;
    }

    /**
     * The ledger's sequence the figure is of; grows.
     *
     * @return the version
     */
    public long getVersion() {
        return version;
    }

    /**
     * See {@link #getVersion()}.
     *
     * @param version the version
     */
    public void setVersion(long version) {
        this.version = version;
    }

    /**
     * When the figure was true, by the database's clock.
     *
     * @return the as of
     */
    public Date getAsOf() {
        return asOf;
    }

    /**
     * See {@link #getAsOf()}.
     *
     * @param asOf the as of
     */
    public void setAsOf(Date asOf) {
        this.asOf = asOf;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        SellableItem that = (SellableItem) other;
        return Objects.equals(sku, that.sku)
                && known == that.known
                && Objects.equals(band, that.band)
                && sellable == that.sellable
                && Objects.equals(orderableInDays, that.orderableInDays)
                && Objects.equals(presaleLeft, that.presaleLeft)
                && warehouseCount == that.warehouseCount
                && version == that.version
                && Objects.equals(asOf, that.asOf);
    }

    @Override
    public int hashCode() {
        return Objects.hash(sku, known, band, sellable, orderableInDays, presaleLeft, warehouseCount, version, asOf);
    }

    @Override
    public String toString() {
        return "SellableItem{sku=" + sku
                + ", known=" + known
                + ", band=" + band
                + ", sellable=" + sellable
                + ", orderableInDays=" + orderableInDays
                + ", presaleLeft=" + presaleLeft
                + ", warehouseCount=" + warehouseCount
                + ", version=" + version
                + ", asOf=" + asOf + "}";
    }
}

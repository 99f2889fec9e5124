// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api.event;

import java.io.Serializable;
import java.util.Objects;

/**
 * What listing pages of an area show crossed a threshold: {@code stock.sellable.{area}}. An area is one with coverage of its own.
 */
public class SellableEvent implements Serializable {
    private static final long serialVersionUID = 1L;

    private String owner;
    private String sku;
    private String areaCode;
    private String bandBefore;
    private String bandAfter;
    private long version;

    /** Creates one with nothing set. */
    public SellableEvent() {
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
     * The delivery area; null (routing key {@code stock.sellable.ALL}) for every area that no site is said to cover.
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
     * What a listing page showed, see {@link com.autoparts.stock.api.Band}.
     *
     * @return the band before
     */
    public String getBandBefore() {
        return bandBefore;
    }

    /**
     * See {@link #getBandBefore()}.
     *
     * @param bandBefore the band before
     */
    public void setBandBefore(String bandBefore) {
        this.bandBefore = bandBefore;
    }

    /**
     * What it shows now, see {@link com.autoparts.stock.api.Band}.
     *
     * @return the band after
     */
    public String getBandAfter() {
        return bandAfter;
    }

    /**
     * See {@link #getBandAfter()}.
     *
     * @param bandAfter the band after
     */
    public void setBandAfter(String bandAfter) {
        this.bandAfter = bandAfter;
    }

    /**
     * The ledger's sequence; a consumer keeps the highest.
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

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        SellableEvent that = (SellableEvent) other;
        return Objects.equals(owner, that.owner)
                && Objects.equals(sku, that.sku)
                && Objects.equals(areaCode, that.areaCode)
                && Objects.equals(bandBefore, that.bandBefore)
                && Objects.equals(bandAfter, that.bandAfter)
                && version == that.version;
    }

    @Override
    public int hashCode() {
        return Objects.hash(owner, sku, areaCode, bandBefore, bandAfter, version);
    }

    @Override
    public String toString() {
        return "SellableEvent{owner=" + owner
                + ", sku=" + sku
                + ", areaCode=" + areaCode
                + ", bandBefore=" + bandBefore
                + ", bandAfter=" + bandAfter
                + ", version=" + version + "}";
    }
}

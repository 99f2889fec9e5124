// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api.event;

import java.io.Serializable;
import java.util.Objects;

/**
 * What can be sold in an area crossed a threshold: {@code stock.sellable.{area}}.
 */
public class SellableEvent implements Serializable {
    private static final long serialVersionUID = 1L;

    private String sku;
    private String areaCode;
    private String bandBefore;
    private String bandAfter;
    private long version;

    /** Creates one with nothing set. */
    public SellableEvent() {
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
     * The delivery area.
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
        return Objects.equals(sku, that.sku)
                && Objects.equals(areaCode, that.areaCode)
                && Objects.equals(bandBefore, that.bandBefore)
                && Objects.equals(bandAfter, that.bandAfter)
                && version == that.version;
    }

    @Override
    public int hashCode() {
        return Objects.hash(sku, areaCode, bandBefore, bandAfter, version);
    }

    @Override
    public String toString() {
        return "SellableEvent{sku=" + sku
                + ", areaCode=" + areaCode
                + ", bandBefore=" + bandBefore
                + ", bandAfter=" + bandAfter
                + ", version=" + version + "}";
    }
}

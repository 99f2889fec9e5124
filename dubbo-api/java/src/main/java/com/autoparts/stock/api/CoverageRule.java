// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Date;
import java.util.Objects;

/**
 * A warehouse serves an area.
 */
public class CoverageRule implements Serializable {
    private static final long serialVersionUID = 1L;

    private String warehouse;
    private String areaCode;
    private String serviceLevel;
    private int priority;
    private int leadHours;
    private long firstKgMinor;
    private long nextKgMinor;
    private long parcelMinor;
    private Date validFrom;
    private Date validTo;

    /** Creates one with nothing set. */
    public CoverageRule() {
    }

    /**
     * The site. Required.
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
     * Area code of province, city or district; the longest match decides. Required.
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
     * Level of service, for example {@code NEXT_DAY}; null means standard.
     *
     * @return the service level
     */
    public String getServiceLevel() {
        return serviceLevel;
    }

    /**
     * See {@link #getServiceLevel()}.
     *
     * @param serviceLevel the service level
     */
    public void setServiceLevel(String serviceLevel) {
        this.serviceLevel = serviceLevel;
    }

    /**
     * Smaller goes first.
     *
     * @return the priority
     */
    public int getPriority() {
        return priority;
    }

    /**
     * See {@link #getPriority()}.
     *
     * @param priority the priority
     */
    public void setPriority(int priority) {
        this.priority = priority;
    }

    /**
     * Hours from handing over to arrival.
     *
     * @return the lead hours
     */
    public int getLeadHours() {
        return leadHours;
    }

    /**
     * See {@link #getLeadHours()}.
     *
     * @param leadHours the lead hours
     */
    public void setLeadHours(int leadHours) {
        this.leadHours = leadHours;
    }

    /**
     * Freight of the first kilogram in the smallest currency unit (fen).
     *
     * @return the first kg minor
     */
    public long getFirstKgMinor() {
        return firstKgMinor;
    }

    /**
     * See {@link #getFirstKgMinor()}.
     *
     * @param firstKgMinor the first kg minor
     */
    public void setFirstKgMinor(long firstKgMinor) {
        this.firstKgMinor = firstKgMinor;
    }

    /**
     * Freight of each further kilogram (fen).
     *
     * @return the next kg minor
     */
    public long getNextKgMinor() {
        return nextKgMinor;
    }

    /**
     * See {@link #getNextKgMinor()}.
     *
     * @param nextKgMinor the next kg minor
     */
    public void setNextKgMinor(long nextKgMinor) {
        this.nextKgMinor = nextKgMinor;
    }

    /**
     * Fixed cost of a parcel (fen).
     *
     * @return the parcel minor
     */
    public long getParcelMinor() {
        return parcelMinor;
    }

    /**
     * See {@link #getParcelMinor()}.
     *
     * @param parcelMinor the parcel minor
     */
    public void setParcelMinor(long parcelMinor) {
        this.parcelMinor = parcelMinor;
    }

    /**
     * Valid from; null means always.
     *
     * @return the valid from
     */
    public Date getValidFrom() {
        return validFrom;
    }

    /**
     * See {@link #getValidFrom()}.
     *
     * @param validFrom the valid from
     */
    public void setValidFrom(Date validFrom) {
        this.validFrom = validFrom;
    }

    /**
     * Valid until; null means for ever.
     *
     * @return the valid to
     */
    public Date getValidTo() {
        return validTo;
    }

    /**
     * See {@link #getValidTo()}.
     *
     * @param validTo the valid to
     */
    public void setValidTo(Date validTo) {
        this.validTo = validTo;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        CoverageRule that = (CoverageRule) other;
        return Objects.equals(warehouse, that.warehouse)
                && Objects.equals(areaCode, that.areaCode)
                && Objects.equals(serviceLevel, that.serviceLevel)
                && priority == that.priority
                && leadHours == that.leadHours
                && firstKgMinor == that.firstKgMinor
                && nextKgMinor == that.nextKgMinor
                && parcelMinor == that.parcelMinor
                && Objects.equals(validFrom, that.validFrom)
                && Objects.equals(validTo, that.validTo);
    }

    @Override
    public int hashCode() {
        return Objects.hash(warehouse, areaCode, serviceLevel, priority, leadHours, firstKgMinor, nextKgMinor, parcelMinor, validFrom, validTo);
    }

    @Override
    public String toString() {
        return "CoverageRule{warehouse=" + warehouse
                + ", areaCode=" + areaCode
                + ", serviceLevel=" + serviceLevel
                + ", priority=" + priority
                + ", leadHours=" + leadHours
                + ", firstKgMinor=" + firstKgMinor
                + ", nextKgMinor=" + nextKgMinor
                + ", parcelMinor=" + parcelMinor
                + ", validFrom=" + validFrom
                + ", validTo=" + validTo + "}";
    }
}

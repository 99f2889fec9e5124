// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;

/**
 * Where the goods of an order would come from.
 */
public class SourcingPlan implements Serializable {
    private static final long serialVersionUID = 1L;

    private String planNo;
    private String ruleVersion;
    private boolean complete;
    private boolean truncated;
    private List<PlanParcel> parcels = new ArrayList<PlanParcel>();
    private List<Shortage> shortages = new ArrayList<Shortage>();
    private long freightMinor;
    private Date arriveAt;
    private Date orderBy;
    private String hub;
    private long elapsedMicros;

    /** Creates one with nothing set. */
    public SourcingPlan() {
    }

    /**
     * Its number: give it to preOccupy, or to {@code explain}.
     *
     * @return the plan number
     */
    public String getPlanNo() {
        return planNo;
    }

    /**
     * See {@link #getPlanNo()}.
     *
     * @param planNo the plan number
     */
    public void setPlanNo(String planNo) {
        this.planNo = planNo;
    }

    /**
     * The rule set that decided.
     *
     * @return the rule version
     */
    public String getRuleVersion() {
        return ruleVersion;
    }

    /**
     * See {@link #getRuleVersion()}.
     *
     * @param ruleVersion the rule version
     */
    public void setRuleVersion(String ruleVersion) {
        this.ruleVersion = ruleVersion;
    }

    /**
     * Whether every line is covered.
     *
     * @return the complete
     */
    public boolean isComplete() {
        return complete;
    }

    /**
     * See {@link #isComplete()}.
     *
     * @param complete the complete
     */
    public void setComplete(boolean complete) {
        this.complete = complete;
    }

    /**
     * Whether the search was cut at its deadline; the plan is valid but perhaps not the best.
     *
     * @return the truncated
     */
    public boolean isTruncated() {
        return truncated;
    }

    /**
     * See {@link #isTruncated()}.
     *
     * @param truncated the truncated
     */
    public void setTruncated(boolean truncated) {
        this.truncated = truncated;
    }

    /**
     * The parcels, best first.
     *
     * @return the parcels
     */
    public List<PlanParcel> getParcels() {
        return parcels;
    }

    /**
     * See {@link #getParcels()}.
     *
     * @param parcels the parcels
     */
    public void setParcels(List<PlanParcel> parcels) {
        this.parcels = parcels;
    }

    /**
     * What no warehouse has.
     *
     * @return the shortages
     */
    public List<Shortage> getShortages() {
        return shortages;
    }

    /**
     * See {@link #getShortages()}.
     *
     * @param shortages the shortages
     */
    public void setShortages(List<Shortage> shortages) {
        this.shortages = shortages;
    }

    /**
     * Freight of all parcels in the smallest currency unit (fen).
     *
     * @return the freight minor
     */
    public long getFreightMinor() {
        return freightMinor;
    }

    /**
     * See {@link #getFreightMinor()}.
     *
     * @param freightMinor the freight minor
     */
    public void setFreightMinor(long freightMinor) {
        this.freightMinor = freightMinor;
    }

    /**
     * When the last parcel arrives; null when not known.
     *
     * @return the arrive at
     */
    public Date getArriveAt() {
        return arriveAt;
    }

    /**
     * See {@link #getArriveAt()}.
     *
     * @param arriveAt the arrive at
     */
    public void setArriveAt(Date arriveAt) {
        this.arriveAt = arriveAt;
    }

    /**
     * Order by then to keep the date.
     *
     * @return the order by
     */
    public Date getOrderBy() {
        return orderBy;
    }

    /**
     * See {@link #getOrderBy()}.
     *
     * @param orderBy the order by
     */
    public void setOrderBy(Date orderBy) {
        this.orderBy = orderBy;
    }

    /**
     * The warehouse that gathers the parcels and sends them on as one; null when each travels by itself.
     *
     * @return the hub
     */
    public String getHub() {
        return hub;
    }

    /**
     * See {@link #getHub()}.
     *
     * @param hub the hub
     */
    public void setHub(String hub) {
        this.hub = hub;
    }

    /**
     * How long the search took, in microseconds.
     *
     * @return the elapsed micros
     */
    public long getElapsedMicros() {
        return elapsedMicros;
    }

    /**
     * See {@link #getElapsedMicros()}.
     *
     * @param elapsedMicros the elapsed micros
     */
    public void setElapsedMicros(long elapsedMicros) {
        this.elapsedMicros = elapsedMicros;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        SourcingPlan that = (SourcingPlan) other;
        return Objects.equals(planNo, that.planNo)
                && Objects.equals(ruleVersion, that.ruleVersion)
                && complete == that.complete
                && truncated == that.truncated
                && Objects.equals(parcels, that.parcels)
                && Objects.equals(shortages, that.shortages)
                && freightMinor == that.freightMinor
                && Objects.equals(arriveAt, that.arriveAt)
                && Objects.equals(orderBy, that.orderBy)
                && Objects.equals(hub, that.hub)
                && elapsedMicros == that.elapsedMicros;
    }

    @Override
    public int hashCode() {
        return Objects.hash(planNo, ruleVersion, complete, truncated, parcels, shortages, freightMinor, arriveAt, orderBy, hub, elapsedMicros);
    }

    @Override
    public String toString() {
        return "SourcingPlan{planNo=" + planNo
                + ", ruleVersion=" + ruleVersion
                + ", complete=" + complete
                + ", truncated=" + truncated
                + ", parcels=" + parcels
                + ", shortages=" + shortages
                + ", freightMinor=" + freightMinor
                + ", arriveAt=" + arriveAt
                + ", orderBy=" + orderBy
                + ", hub=" + hub
                + ", elapsedMicros=" + elapsedMicros + "}";
    }
}

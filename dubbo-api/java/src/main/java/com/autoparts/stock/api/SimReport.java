// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a draft rule set would have changed.
 */
public class SimReport implements Serializable {
    private static final long serialVersionUID = 1L;

    private String ruleVersion;
    private int plans;
    private int changed;
    private long parcelsBefore;
    private long parcelsAfter;
    private long freightMinorBefore;
    private long freightMinorAfter;
    private double hoursBefore;
    private double hoursAfter;
    private long shortBefore;
    private long shortAfter;
    private List<SimDiff> samples = new ArrayList<SimDiff>();

    /** Creates one with nothing set. */
    public SimReport() {
    }

    /**
     * The draft.
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
     * How many plans were tried.
     *
     * @return the plans
     */
    public int getPlans() {
        return plans;
    }

    /**
     * See {@link #getPlans()}.
     *
     * @param plans the plans
     */
    public void setPlans(int plans) {
        this.plans = plans;
    }

    /**
     * How many came out differently.
     *
     * @return the changed
     */
    public int getChanged() {
        return changed;
    }

    /**
     * See {@link #getChanged()}.
     *
     * @param changed the changed
     */
    public void setChanged(int changed) {
        this.changed = changed;
    }

    /**
     * Parcels before.
     *
     * @return the parcels before
     */
    public long getParcelsBefore() {
        return parcelsBefore;
    }

    /**
     * See {@link #getParcelsBefore()}.
     *
     * @param parcelsBefore the parcels before
     */
    public void setParcelsBefore(long parcelsBefore) {
        this.parcelsBefore = parcelsBefore;
    }

    /**
     * Parcels with the draft.
     *
     * @return the parcels after
     */
    public long getParcelsAfter() {
        return parcelsAfter;
    }

    /**
     * See {@link #getParcelsAfter()}.
     *
     * @param parcelsAfter the parcels after
     */
    public void setParcelsAfter(long parcelsAfter) {
        this.parcelsAfter = parcelsAfter;
    }

    /**
     * Freight before, in the smallest currency unit (fen).
     *
     * @return the freight minor before
     */
    public long getFreightMinorBefore() {
        return freightMinorBefore;
    }

    /**
     * See {@link #getFreightMinorBefore()}.
     *
     * @param freightMinorBefore the freight minor before
     */
    public void setFreightMinorBefore(long freightMinorBefore) {
        this.freightMinorBefore = freightMinorBefore;
    }

    /**
     * Freight with the draft (fen).
     *
     * @return the freight minor after
     */
    public long getFreightMinorAfter() {
        return freightMinorAfter;
    }

    /**
     * See {@link #getFreightMinorAfter()}.
     *
     * @param freightMinorAfter the freight minor after
     */
    public void setFreightMinorAfter(long freightMinorAfter) {
        this.freightMinorAfter = freightMinorAfter;
    }

    /**
     * Mean hours to arrival before.
     *
     * @return the hours before
     */
    public double getHoursBefore() {
        return hoursBefore;
    }

    /**
     * See {@link #getHoursBefore()}.
     *
     * @param hoursBefore the hours before
     */
    public void setHoursBefore(double hoursBefore) {
        this.hoursBefore = hoursBefore;
    }

    /**
     * Mean hours to arrival with the draft.
     *
     * @return the hours after
     */
    public double getHoursAfter() {
        return hoursAfter;
    }

    /**
     * See {@link #getHoursAfter()}.
     *
     * @param hoursAfter the hours after
     */
    public void setHoursAfter(double hoursAfter) {
        this.hoursAfter = hoursAfter;
    }

    /**
     * Units without a source before, in base units.
     *
     * @return the short before
     */
    public long getShortBefore() {
        return shortBefore;
    }

    /**
     * See {@link #getShortBefore()}.
     *
     * @param shortBefore the short before
     */
    public void setShortBefore(long shortBefore) {
        this.shortBefore = shortBefore;
    }

    /**
     * Units without a source with the draft, in base units.
     *
     * @return the short after
     */
    public long getShortAfter() {
        return shortAfter;
    }

    /**
     * See {@link #getShortAfter()}.
     *
     * @param shortAfter the short after
     */
    public void setShortAfter(long shortAfter) {
        this.shortAfter = shortAfter;
    }

    /**
     * Up to 100 plans that came out differently.
     *
     * @return the samples
     */
    public List<SimDiff> getSamples() {
        return samples;
    }

    /**
     * See {@link #getSamples()}.
     *
     * @param samples the samples
     */
    public void setSamples(List<SimDiff> samples) {
        this.samples = samples;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        SimReport that = (SimReport) other;
        return Objects.equals(ruleVersion, that.ruleVersion)
                && plans == that.plans
                && changed == that.changed
                && parcelsBefore == that.parcelsBefore
                && parcelsAfter == that.parcelsAfter
                && freightMinorBefore == that.freightMinorBefore
                && freightMinorAfter == that.freightMinorAfter
                && Double.compare(hoursBefore, that.hoursBefore) == 0
                && Double.compare(hoursAfter, that.hoursAfter) == 0
                && shortBefore == that.shortBefore
                && shortAfter == that.shortAfter
                && Objects.equals(samples, that.samples);
    }

    @Override
    public int hashCode() {
        return Objects.hash(ruleVersion, plans, changed, parcelsBefore, parcelsAfter, freightMinorBefore, freightMinorAfter, hoursBefore, hoursAfter, shortBefore, shortAfter, samples);
    }

    @Override
    public String toString() {
        return "SimReport{ruleVersion=" + ruleVersion
                + ", plans=" + plans
                + ", changed=" + changed
                + ", parcelsBefore=" + parcelsBefore
                + ", parcelsAfter=" + parcelsAfter
                + ", freightMinorBefore=" + freightMinorBefore
                + ", freightMinorAfter=" + freightMinorAfter
                + ", hoursBefore=" + hoursBefore
                + ", hoursAfter=" + hoursAfter
                + ", shortBefore=" + shortBefore
                + ", shortAfter=" + shortAfter
                + ", samples=" + samples + "}";
    }
}

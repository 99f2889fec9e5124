// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * All rules of sourcing, as one version. The document number in {@code context} is the version.
 */
public class RuleSet implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private String version;
    private String baseVersion;
    private String description;
    private List<SourcingPolicy> policies = new ArrayList<SourcingPolicy>();
    private List<CoverageRule> coverage = new ArrayList<CoverageRule>();
    private List<CapacityRule> capacities = new ArrayList<CapacityRule>();
    private List<ExclusionRule> exclusions = new ArrayList<ExclusionRule>();
    private List<SafetyRuleRow> safety = new ArrayList<SafetyRuleRow>();

    /** Creates one with nothing set. */
    public RuleSet() {
    }

    /**
     * Who saves it, under which key. Required.
     *
     * @return the context
     */
    public OpContext getContext() {
        return context;
    }

    /**
     * See {@link #getContext()}.
     *
     * @param context the context
     */
    public void setContext(OpContext context) {
        this.context = context;
    }

    /**
     * Its version, at most 32 characters. Required; a published version is never changed.
     *
     * @return the version
     */
    public String getVersion() {
        return version;
    }

    /**
     * See {@link #getVersion()}.
     *
     * @param version the version
     */
    public void setVersion(String version) {
        this.version = version;
    }

    /**
     * The version it was made from; null for the first.
     *
     * @return the base version
     */
    public String getBaseVersion() {
        return baseVersion;
    }

    /**
     * See {@link #getBaseVersion()}.
     *
     * @param baseVersion the base version
     */
    public void setBaseVersion(String baseVersion) {
        this.baseVersion = baseVersion;
    }

    /**
     * In words, at most 200 characters.
     *
     * @return the description
     */
    public String getDescription() {
        return description;
    }

    /**
     * See {@link #getDescription()}.
     *
     * @param description the description
     */
    public void setDescription(String description) {
        this.description = description;
    }

    /**
     * Policies, one per channel and a general one.
     *
     * @return the policies
     */
    public List<SourcingPolicy> getPolicies() {
        return policies;
    }

    /**
     * See {@link #getPolicies()}.
     *
     * @param policies the policies
     */
    public void setPolicies(List<SourcingPolicy> policies) {
        this.policies = policies;
    }

    /**
     * Which warehouse serves which area.
     *
     * @return the coverage
     */
    public List<CoverageRule> getCoverage() {
        return coverage;
    }

    /**
     * See {@link #getCoverage()}.
     *
     * @param coverage the coverage
     */
    public void setCoverage(List<CoverageRule> coverage) {
        this.coverage = coverage;
    }

    /**
     * How much a warehouse can send per day.
     *
     * @return the capacities
     */
    public List<CapacityRule> getCapacities() {
        return capacities;
    }

    /**
     * See {@link #getCapacities()}.
     *
     * @param capacities the capacities
     */
    public void setCapacities(List<CapacityRule> capacities) {
        this.capacities = capacities;
    }

    /**
     * What must not be sent how.
     *
     * @return the exclusions
     */
    public List<ExclusionRule> getExclusions() {
        return exclusions;
    }

    /**
     * See {@link #getExclusions()}.
     *
     * @param exclusions the exclusions
     */
    public void setExclusions(List<ExclusionRule> exclusions) {
        this.exclusions = exclusions;
    }

    /**
     * Safety stock.
     *
     * @return the safety
     */
    public List<SafetyRuleRow> getSafety() {
        return safety;
    }

    /**
     * See {@link #getSafety()}.
     *
     * @param safety the safety
     */
    public void setSafety(List<SafetyRuleRow> safety) {
        this.safety = safety;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        RuleSet that = (RuleSet) other;
        return Objects.equals(context, that.context)
                && Objects.equals(version, that.version)
                && Objects.equals(baseVersion, that.baseVersion)
                && Objects.equals(description, that.description)
                && Objects.equals(policies, that.policies)
                && Objects.equals(coverage, that.coverage)
                && Objects.equals(capacities, that.capacities)
                && Objects.equals(exclusions, that.exclusions)
                && Objects.equals(safety, that.safety);
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, version, baseVersion, description, policies, coverage, capacities, exclusions, safety);
    }

    @Override
    public String toString() {
        return "RuleSet{context=" + context
                + ", version=" + version
                + ", baseVersion=" + baseVersion
                + ", description=" + description
                + ", policies=" + policies
                + ", coverage=" + coverage
                + ", capacities=" + capacities
                + ", exclusions=" + exclusions
                + ", safety=" + safety + "}";
    }
}

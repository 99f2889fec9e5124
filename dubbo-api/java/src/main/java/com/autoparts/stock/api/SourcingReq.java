// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;

/**
 * Asks where the goods of an order would come from. A trial: nothing is held.
 */
public class SourcingReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private String tenant;
    private String orderNo;
    private String channel;
    private String areaCode;
    private String policy;
    private String ruleVersion;
    private List<SourcingLine> lines = new ArrayList<SourcingLine>();
    private Long orderValueMinor;
    private Date requiredBy;
    private List<String> excludedWarehouses = new ArrayList<String>();
    private Integer maxParcels;

    /** Creates one with nothing set. */
    public SourcingReq() {
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
     * The order, when there is one already.
     *
     * @return the order number
     */
    public String getOrderNo() {
        return orderNo;
    }

    /**
     * See {@link #getOrderNo()}.
     *
     * @param orderNo the order number
     */
    public void setOrderNo(String orderNo) {
        this.orderNo = orderNo;
    }

    /**
     * The sales channel: decides policy and pools.
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
     * The delivery area. Required.
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
     * The name of the policy; null means the channel's.
     *
     * @return the policy
     */
    public String getPolicy() {
        return policy;
    }

    /**
     * See {@link #getPolicy()}.
     *
     * @param policy the policy
     */
    public void setPolicy(String policy) {
        this.policy = policy;
    }

    /**
     * A draft rule set to try; null means the published one.
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
     * What is wanted, 1 to 200 lines.
     *
     * @return the lines
     */
    public List<SourcingLine> getLines() {
        return lines;
    }

    /**
     * See {@link #getLines()}.
     *
     * @param lines the lines
     */
    public void setLines(List<SourcingLine> lines) {
        this.lines = lines;
    }

    /**
     * Value of the order in the smallest currency unit (fen); decides whether an extra parcel is worth it.
     *
     * @return the order value minor
     */
    public Long getOrderValueMinor() {
        return orderValueMinor;
    }

    /**
     * See {@link #getOrderValueMinor()}.
     *
     * @param orderValueMinor the order value minor
     */
    public void setOrderValueMinor(Long orderValueMinor) {
        this.orderValueMinor = orderValueMinor;
    }

    /**
     * Must arrive by; null means no bound.
     *
     * @return the required by
     */
    public Date getRequiredBy() {
        return requiredBy;
    }

    /**
     * See {@link #getRequiredBy()}.
     *
     * @param requiredBy the required by
     */
    public void setRequiredBy(Date requiredBy) {
        this.requiredBy = requiredBy;
    }

    /**
     * Warehouses that must not be used.
     *
     * @return the excluded warehouses
     */
    public List<String> getExcludedWarehouses() {
        return excludedWarehouses;
    }

    /**
     * See {@link #getExcludedWarehouses()}.
     *
     * @param excludedWarehouses the excluded warehouses
     */
    public void setExcludedWarehouses(List<String> excludedWarehouses) {
        this.excludedWarehouses = excludedWarehouses;
    }

    /**
     * Most parcels; null means the policy's.
     *
     * @return the max parcels
     */
    public Integer getMaxParcels() {
        return maxParcels;
    }

    /**
     * See {@link #getMaxParcels()}.
     *
     * @param maxParcels the max parcels
     */
    public void setMaxParcels(Integer maxParcels) {
        this.maxParcels = maxParcels;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        SourcingReq that = (SourcingReq) other;
        return Objects.equals(tenant, that.tenant)
                && Objects.equals(orderNo, that.orderNo)
                && Objects.equals(channel, that.channel)
                && Objects.equals(areaCode, that.areaCode)
                && Objects.equals(policy, that.policy)
                && Objects.equals(ruleVersion, that.ruleVersion)
                && Objects.equals(lines, that.lines)
                && Objects.equals(orderValueMinor, that.orderValueMinor)
                && Objects.equals(requiredBy, that.requiredBy)
                && Objects.equals(excludedWarehouses, that.excludedWarehouses)
                && Objects.equals(maxParcels, that.maxParcels);
    }

    @Override
    public int hashCode() {
        return Objects.hash(tenant, orderNo, channel, areaCode, policy, ruleVersion, lines, orderValueMinor, requiredBy, excludedWarehouses, maxParcels);
    }

    @Override
    public String toString() {
        return "SourcingReq{tenant=" + tenant
                + ", orderNo=" + orderNo
                + ", channel=" + channel
                + ", areaCode=" + areaCode
                + ", policy=" + policy
                + ", ruleVersion=" + ruleVersion
                + ", lines=" + lines
                + ", orderValueMinor=" + orderValueMinor
                + ", requiredBy=" + requiredBy
                + ", excludedWarehouses=" + excludedWarehouses
                + ", maxParcels=" + maxParcels + "}";
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Date;
import java.util.Objects;

/**
 * Runs a draft rule set over past plans.
 */
public class SimReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private String tenant;
    private String ruleVersion;
    private Date from;
    private Date to;
    private Integer limit;

    /** Creates one with nothing set. */
    public SimReq() {
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
     * The draft. Required.
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
     * Plans decided at or after; null means seven days ago.
     *
     * @return the from
     */
    public Date getFrom() {
        return from;
    }

    /**
     * See {@link #getFrom()}.
     *
     * @param from the from
     */
    public void setFrom(Date from) {
        this.from = from;
    }

    /**
     * Plans decided before; null means now.
     *
     * @return the to
     */
    public Date getTo() {
        return to;
    }

    /**
     * See {@link #getTo()}.
     *
     * @param to the to
     */
    public void setTo(Date to) {
        this.to = to;
    }

    /**
     * Most plans, 1 to 10000; null means 1000.
     *
     * @return the limit
     */
    public Integer getLimit() {
        return limit;
    }

    /**
     * See {@link #getLimit()}.
     *
     * @param limit the limit
     */
    public void setLimit(Integer limit) {
        this.limit = limit;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        SimReq that = (SimReq) other;
        return Objects.equals(tenant, that.tenant)
                && Objects.equals(ruleVersion, that.ruleVersion)
                && Objects.equals(from, that.from)
                && Objects.equals(to, that.to)
                && Objects.equals(limit, that.limit);
    }

    @Override
    public int hashCode() {
        return Objects.hash(tenant, ruleVersion, from, to, limit);
    }

    @Override
    public String toString() {
        return "SimReq{tenant=" + tenant
                + ", ruleVersion=" + ruleVersion
                + ", from=" + from
                + ", to=" + to
                + ", limit=" + limit + "}";
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * Names a comparison.
 */
public class RunQuery implements Serializable {
    private static final long serialVersionUID = 1L;

    private String tenant;
    private String runNo;

    /** Creates one with nothing set. */
    public RunQuery() {
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
     * Its number, as {@code run} answered it. Required.
     *
     * @return the run number
     */
    public String getRunNo() {
        return runNo;
    }

    /**
     * See {@link #getRunNo()}.
     *
     * @param runNo the run number
     */
    public void setRunNo(String runNo) {
        this.runNo = runNo;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        RunQuery that = (RunQuery) other;
        return Objects.equals(tenant, that.tenant)
                && Objects.equals(runNo, that.runNo);
    }

    @Override
    public int hashCode() {
        return Objects.hash(tenant, runNo);
    }

    @Override
    public String toString() {
        return "RunQuery{tenant=" + tenant
                + ", runNo=" + runNo + "}";
    }
}

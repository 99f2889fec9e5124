// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Rebuilds cached figures from the database.
 */
public class CacheReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private List<String> skus = new ArrayList<String>();
    private String areaCode;
    private boolean dryRun;

    /** Creates one with nothing set. */
    public CacheReq() {
    }

    /**
     * Who asks, under which key. Required.
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
     * These SKUs only; empty means all.
     *
     * @return the SKUs
     */
    public List<String> getSkus() {
        return skus;
    }

    /**
     * See {@link #getSkus()}.
     *
     * @param skus the SKUs
     */
    public void setSkus(List<String> skus) {
        this.skus = skus;
    }

    /**
     * One delivery area only; null means all.
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
     * Only check, and tell in {@code details} what would change.
     *
     * @return the dry run
     */
    public boolean isDryRun() {
        return dryRun;
    }

    /**
     * See {@link #isDryRun()}.
     *
     * @param dryRun the dry run
     */
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        CacheReq that = (CacheReq) other;
        return Objects.equals(context, that.context)
                && Objects.equals(skus, that.skus)
                && Objects.equals(areaCode, that.areaCode)
                && dryRun == that.dryRun;
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, skus, areaCode, dryRun);
    }

    @Override
    public String toString() {
        return "CacheReq{context=" + context
                + ", skus=" + skus
                + ", areaCode=" + areaCode
                + ", dryRun=" + dryRun + "}";
    }
}

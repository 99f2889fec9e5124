// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * Which differences to list. Every filter that is given must match.
 */
public class DiffQuery implements Serializable {
    private static final long serialVersionUID = 1L;

    private String tenant;
    private String runNo;
    private String run;
    private String diffClass;
    private String state;
    private String sku;
    private String warehouse;
    private String owner;
    private String businessDate;
    private String cursor;
    private Integer limit;

    /** Creates one with nothing set. */
    public DiffQuery() {
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
     * Of this run.
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

    /**
     * Of this comparison, see {@link ReconRun}.
     *
     * @return the run
     */
    public String getRun() {
        return run;
    }

    /**
     * See {@link #getRun()}.
     *
     * @param run the run
     */
    public void setRun(String run) {
        this.run = run;
    }

    /**
     * Of this class, see {@link DiffClass}.
     *
     * @return the diff class
     */
    public String getDiffClass() {
        return diffClass;
    }

    /**
     * See {@link #getDiffClass()}.
     *
     * @param diffClass the diff class
     */
    public void setDiffClass(String diffClass) {
        this.diffClass = diffClass;
    }

    /**
     * In this state, see {@link DiffState}.
     *
     * @return the state
     */
    public String getState() {
        return state;
    }

    /**
     * See {@link #getState()}.
     *
     * @param state the state
     */
    public void setState(String state) {
        this.state = state;
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
     * Where.
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
     * Of this business day, {@code yyyy-MM-dd}.
     *
     * @return the business date
     */
    public String getBusinessDate() {
        return businessDate;
    }

    /**
     * See {@link #getBusinessDate()}.
     *
     * @param businessDate the business date
     */
    public void setBusinessDate(String businessDate) {
        this.businessDate = businessDate;
    }

    /**
     * {@code nextCursor} of the page before; null for the first page.
     *
     * @return the cursor
     */
    public String getCursor() {
        return cursor;
    }

    /**
     * See {@link #getCursor()}.
     *
     * @param cursor the cursor
     */
    public void setCursor(String cursor) {
        this.cursor = cursor;
    }

    /**
     * Rows per page, 1 to 500; null means 100.
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
        DiffQuery that = (DiffQuery) other;
        return Objects.equals(tenant, that.tenant)
                && Objects.equals(runNo, that.runNo)
                && Objects.equals(run, that.run)
                && Objects.equals(diffClass, that.diffClass)
                && Objects.equals(state, that.state)
                && Objects.equals(sku, that.sku)
                && Objects.equals(warehouse, that.warehouse)
                && Objects.equals(owner, that.owner)
                && Objects.equals(businessDate, that.businessDate)
                && Objects.equals(cursor, that.cursor)
                && Objects.equals(limit, that.limit);
    }

    @Override
    public int hashCode() {
        return Objects.hash(tenant, runNo, run, diffClass, state, sku, warehouse, owner, businessDate, cursor, limit);
    }

    @Override
    public String toString() {
        return "DiffQuery{tenant=" + tenant
                + ", runNo=" + runNo
                + ", run=" + run
                + ", diffClass=" + diffClass
                + ", state=" + state
                + ", sku=" + sku
                + ", warehouse=" + warehouse
                + ", owner=" + owner
                + ", businessDate=" + businessDate
                + ", cursor=" + cursor
                + ", limit=" + limit + "}";
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Starts a comparison.
 */
public class ReconRunReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private String run;
    private String businessDate;
    private String warehouse;
    private String owner;
    private List<String> skus = new ArrayList<String>();
    private String snapshotNo;

    /** Creates one with nothing set. */
    public ReconRunReq() {
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
     * Which comparison, see {@link ReconRun}. Required.
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
     * The business day, {@code yyyy-MM-dd}; null means today.
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
     * One warehouse only; null means all.
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
     * One owner only; null means all.
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
     * These SKUs only, at most 200; empty means all.
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
     * The snapshot to compare with, for {@code R4}; null means the warehouse's latest complete one.
     *
     * @return the snapshot number
     */
    public String getSnapshotNo() {
        return snapshotNo;
    }

    /**
     * See {@link #getSnapshotNo()}.
     *
     * @param snapshotNo the snapshot number
     */
    public void setSnapshotNo(String snapshotNo) {
        this.snapshotNo = snapshotNo;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        ReconRunReq that = (ReconRunReq) other;
        return Objects.equals(context, that.context)
                && Objects.equals(run, that.run)
                && Objects.equals(businessDate, that.businessDate)
                && Objects.equals(warehouse, that.warehouse)
                && Objects.equals(owner, that.owner)
                && Objects.equals(skus, that.skus)
                && Objects.equals(snapshotNo, that.snapshotNo);
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, run, businessDate, warehouse, owner, skus, snapshotNo);
    }

    @Override
    public String toString() {
        return "ReconRunReq{context=" + context
                + ", run=" + run
                + ", businessDate=" + businessDate
                + ", warehouse=" + warehouse
                + ", owner=" + owner
                + ", skus=" + skus
                + ", snapshotNo=" + snapshotNo + "}";
    }
}

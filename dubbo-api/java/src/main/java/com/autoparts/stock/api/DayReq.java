// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Names a business day.
 */
public class DayReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private String businessDate;
    private String owner;
    private String warehouse;
    private List<String> carryOver = new ArrayList<String>();

    /** Creates one with nothing set. */
    public DayReq() {
    }

    /**
     * Who asks; required with its key by closeDay, only the tenant is read by dayReport.
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
     * The day, {@code yyyy-MM-dd} in Asia/Shanghai. Required.
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
     * One owner only; null means all. dayReport only.
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
     * One warehouse only; null means all. dayReport only.
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
     * Differences that stay open on purpose; closeDay only.
     *
     * @return the carry over
     */
    public List<String> getCarryOver() {
        return carryOver;
    }

    /**
     * See {@link #getCarryOver()}.
     *
     * @param carryOver the carry over
     */
    public void setCarryOver(List<String> carryOver) {
        this.carryOver = carryOver;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        DayReq that = (DayReq) other;
        return Objects.equals(context, that.context)
                && Objects.equals(businessDate, that.businessDate)
                && Objects.equals(owner, that.owner)
                && Objects.equals(warehouse, that.warehouse)
                && Objects.equals(carryOver, that.carryOver);
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, businessDate, owner, warehouse, carryOver);
    }

    @Override
    public String toString() {
        return "DayReq{context=" + context
                + ", businessDate=" + businessDate
                + ", owner=" + owner
                + ", warehouse=" + warehouse
                + ", carryOver=" + carryOver + "}";
    }
}

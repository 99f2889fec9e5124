// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The result of an inspection of what lies in qc_hold.
 */
public class InspectReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private String warehouse;
    private List<StockLine> passed = new ArrayList<StockLine>();
    private List<StockLine> failed = new ArrayList<StockLine>();
    private String remark;

    /** Creates one with nothing set. */
    public InspectReq() {
    }

    /**
     * Who asks, under which key (bizNo = inspection number). Required.
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
     * Where. Required.
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
     * Good: to available.
     *
     * @return the passed
     */
    public List<StockLine> getPassed() {
        return passed;
    }

    /**
     * See {@link #getPassed()}.
     *
     * @param passed the passed
     */
    public void setPassed(List<StockLine> passed) {
        this.passed = passed;
    }

    /**
     * Bad: to defective. Passed and failed together have 1 to 200 lines.
     *
     * @return the failed
     */
    public List<StockLine> getFailed() {
        return failed;
    }

    /**
     * See {@link #getFailed()}.
     *
     * @param failed the failed
     */
    public void setFailed(List<StockLine> failed) {
        this.failed = failed;
    }

    /**
     * What was found, at most 200 characters.
     *
     * @return the remark
     */
    public String getRemark() {
        return remark;
    }

    /**
     * See {@link #getRemark()}.
     *
     * @param remark the remark
     */
    public void setRemark(String remark) {
        this.remark = remark;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        InspectReq that = (InspectReq) other;
        return Objects.equals(context, that.context)
                && Objects.equals(warehouse, that.warehouse)
                && Objects.equals(passed, that.passed)
                && Objects.equals(failed, that.failed)
                && Objects.equals(remark, that.remark);
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, warehouse, passed, failed, remark);
    }

    @Override
    public String toString() {
        return "InspectReq{context=" + context
                + ", warehouse=" + warehouse
                + ", passed=" + passed
                + ", failed=" + failed
                + ", remark=" + remark + "}";
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Locks free stock, or unlocks it.
 */
public class FreezeReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private String warehouse;
    private List<StockLine> lines = new ArrayList<StockLine>();
    private String reason;
    private String remark;

    /** Creates one with nothing set. */
    public FreezeReq() {
    }

    /**
     * Who asks, under which key (bizNo = freeze number). Required.
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
     * What, 1 to 200 lines. Asking for more than is free locks what is free; the answer tells the rest.
     *
     * @return the lines
     */
    public List<StockLine> getLines() {
        return lines;
    }

    /**
     * See {@link #getLines()}.
     *
     * @param lines the lines
     */
    public void setLines(List<StockLine> lines) {
        this.lines = lines;
    }

    /**
     * Why, see {@link FreezeReason}. Required. Locking lots with {@code RECALL} recalls them: none of them is sold in any warehouse, and what comes back is locked, until
they are unlocked with {@code RECALL}, which unlocks as much as is locked and lifts the recall; any other reason unlocks nothing of a recalled lot.
     *
     * @return the reason
     */
    public String getReason() {
        return reason;
    }

    /**
     * See {@link #getReason()}.
     *
     * @param reason the reason
     */
    public void setReason(String reason) {
        this.reason = reason;
    }

    /**
     * More words, at most 200 characters.
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
        FreezeReq that = (FreezeReq) other;
        return Objects.equals(context, that.context)
                && Objects.equals(warehouse, that.warehouse)
                && Objects.equals(lines, that.lines)
                && Objects.equals(reason, that.reason)
                && Objects.equals(remark, that.remark);
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, warehouse, lines, reason, remark);
    }

    @Override
    public String toString() {
        return "FreezeReq{context=" + context
                + ", warehouse=" + warehouse
                + ", lines=" + lines
                + ", reason=" + reason
                + ", remark=" + remark + "}";
    }
}

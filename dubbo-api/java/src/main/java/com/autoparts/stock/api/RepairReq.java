// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * Proposes a repair.
 */
public class RepairReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private String diffNo;
    private String action;
    private Long quantity;
    private String reason;

    /** Creates one with nothing set. */
    public RepairReq() {
    }

    /**
     * Who proposes ({@code operator} is required), under which key. Required.
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
     * The difference. Required.
     *
     * @return the diff number
     */
    public String getDiffNo() {
        return diffNo;
    }

    /**
     * See {@link #getDiffNo()}.
     *
     * @param diffNo the diff number
     */
    public void setDiffNo(String diffNo) {
        this.diffNo = diffNo;
    }

    /**
     * What to do, see {@link RepairAction}. Required.
     *
     * @return the action
     */
    public String getAction() {
        return action;
    }

    /**
     * See {@link #getAction()}.
     *
     * @param action the action
     */
    public void setAction(String action) {
        this.action = action;
    }

    /**
     * By how much, in base units; null means the whole difference.
     *
     * @return the quantity
     */
    public Long getQuantity() {
        return quantity;
    }

    /**
     * See {@link #getQuantity()}.
     *
     * @param quantity the quantity
     */
    public void setQuantity(Long quantity) {
        this.quantity = quantity;
    }

    /**
     * Why, at most 200 characters. Required.
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

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        RepairReq that = (RepairReq) other;
        return Objects.equals(context, that.context)
                && Objects.equals(diffNo, that.diffNo)
                && Objects.equals(action, that.action)
                && Objects.equals(quantity, that.quantity)
                && Objects.equals(reason, that.reason);
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, diffNo, action, quantity, reason);
    }

    @Override
    public String toString() {
        return "RepairReq{context=" + context
                + ", diffNo=" + diffNo
                + ", action=" + action
                + ", quantity=" + quantity
                + ", reason=" + reason + "}";
    }
}

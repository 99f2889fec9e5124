// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Date;
import java.util.Objects;

/**
 * A repair of a difference, and who decided it.
 */
public class Repair implements Serializable {
    private static final long serialVersionUID = 1L;

    private String action;
    private long quantity;
    private String reason;
    private String proposedBy;
    private Date proposedAt;
    private String decidedBy;
    private Date decidedAt;
    private String voucherNo;

    /** Creates one with nothing set. */
    public Repair() {
    }

    /**
     * What it does, see {@link RepairAction}.
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
     * By how much, in base units; negative takes away.
     *
     * @return the quantity
     */
    public long getQuantity() {
        return quantity;
    }

    /**
     * See {@link #getQuantity()}.
     *
     * @param quantity the quantity
     */
    public void setQuantity(long quantity) {
        this.quantity = quantity;
    }

    /**
     * Why.
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
     * Who proposed it.
     *
     * @return the proposed by
     */
    public String getProposedBy() {
        return proposedBy;
    }

    /**
     * See {@link #getProposedBy()}.
     *
     * @param proposedBy the proposed by
     */
    public void setProposedBy(String proposedBy) {
        this.proposedBy = proposedBy;
    }

    /**
     * When.
     *
     * @return the proposed at
     */
    public Date getProposedAt() {
        return proposedAt;
    }

    /**
     * See {@link #getProposedAt()}.
     *
     * @param proposedAt the proposed at
     */
    public void setProposedAt(Date proposedAt) {
        this.proposedAt = proposedAt;
    }

    /**
     * Who approved or refused it; never who proposed it.
     *
     * @return the decided by
     */
    public String getDecidedBy() {
        return decidedBy;
    }

    /**
     * See {@link #getDecidedBy()}.
     *
     * @param decidedBy the decided by
     */
    public void setDecidedBy(String decidedBy) {
        this.decidedBy = decidedBy;
    }

    /**
     * When.
     *
     * @return the decided at
     */
    public Date getDecidedAt() {
        return decidedAt;
    }

    /**
     * See {@link #getDecidedAt()}.
     *
     * @param decidedAt the decided at
     */
    public void setDecidedAt(Date decidedAt) {
        this.decidedAt = decidedAt;
    }

    /**
     * The voucher that repaired it; null before.
     *
     * @return the voucher number
     */
    public String getVoucherNo() {
        return voucherNo;
    }

    /**
     * See {@link #getVoucherNo()}.
     *
     * @param voucherNo the voucher number
     */
    public void setVoucherNo(String voucherNo) {
        this.voucherNo = voucherNo;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        Repair that = (Repair) other;
        return Objects.equals(action, that.action)
                && quantity == that.quantity
                && Objects.equals(reason, that.reason)
                && Objects.equals(proposedBy, that.proposedBy)
                && Objects.equals(proposedAt, that.proposedAt)
                && Objects.equals(decidedBy, that.decidedBy)
                && Objects.equals(decidedAt, that.decidedAt)
                && Objects.equals(voucherNo, that.voucherNo);
    }

    @Override
    public int hashCode() {
        return Objects.hash(action, quantity, reason, proposedBy, proposedAt, decidedBy, decidedAt, voucherNo);
    }

    @Override
    public String toString() {
        return "Repair{action=" + action
                + ", quantity=" + quantity
                + ", reason=" + reason
                + ", proposedBy=" + proposedBy
                + ", proposedAt=" + proposedAt
                + ", decidedBy=" + decidedBy
                + ", decidedAt=" + decidedAt
                + ", voucherNo=" + voucherNo + "}";
    }
}

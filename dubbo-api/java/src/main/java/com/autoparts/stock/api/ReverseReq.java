// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * Undoes a voucher by its mirror image, if the goods have not moved on.
 */
public class ReverseReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private String voucherNo;
    private String reason;

    /** Creates one with nothing set. */
    public ReverseReq() {
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
     * The voucher to undo. Required; each can be undone once.
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

    /**
     * Why, at most 200 characters.
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
        ReverseReq that = (ReverseReq) other;
        return Objects.equals(context, that.context)
                && Objects.equals(voucherNo, that.voucherNo)
                && Objects.equals(reason, that.reason);
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, voucherNo, reason);
    }

    @Override
    public String toString() {
        return "ReverseReq{context=" + context
                + ", voucherNo=" + voucherNo
                + ", reason=" + reason + "}";
    }
}

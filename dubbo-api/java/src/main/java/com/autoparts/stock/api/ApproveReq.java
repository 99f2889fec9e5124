// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * Approves or refuses a proposed repair.
 */
public class ApproveReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private String diffNo;
    private boolean approved;
    private String comment;

    /** Creates one with nothing set. */
    public ApproveReq() {
    }

    /**
     * Who decides ({@code operator} is required and is not who proposed), under which key. Required.
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
     * True books the repair; false refuses it.
     *
     * @return the approved
     */
    public boolean isApproved() {
        return approved;
    }

    /**
     * See {@link #isApproved()}.
     *
     * @param approved the approved
     */
    public void setApproved(boolean approved) {
        this.approved = approved;
    }

    /**
     * Why, at most 200 characters.
     *
     * @return the comment
     */
    public String getComment() {
        return comment;
    }

    /**
     * See {@link #getComment()}.
     *
     * @param comment the comment
     */
    public void setComment(String comment) {
        this.comment = comment;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        ApproveReq that = (ApproveReq) other;
        return Objects.equals(context, that.context)
                && Objects.equals(diffNo, that.diffNo)
                && approved == that.approved
                && Objects.equals(comment, that.comment);
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, diffNo, approved, comment);
    }

    @Override
    public String toString() {
        return "ApproveReq{context=" + context
                + ", diffNo=" + diffNo
                + ", approved=" + approved
                + ", comment=" + comment + "}";
    }
}

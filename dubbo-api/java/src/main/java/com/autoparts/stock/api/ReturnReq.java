// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Opens a return.
 */
public class ReturnReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private String returnNo;
    private String orderNo;
    private String foNo;
    private String kind;
    private String warehouse;
    private boolean approved;
    private List<ReturnLineReq> lines = new ArrayList<ReturnLineReq>();
    private String reason;
    private String decision;

    /** Creates one with nothing set. */
    public ReturnReq() {
    }

    /**
     * Who asks, under which key (bizNo = return number). Required.
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
     * The after-sale service's number. Required.
     *
     * @return the return number
     */
    public String getReturnNo() {
        return returnNo;
    }

    /**
     * See {@link #getReturnNo()}.
     *
     * @param returnNo the return number
     */
    public void setReturnNo(String returnNo) {
        this.returnNo = returnNo;
    }

    /**
     * The order. Required, except for kind {@code BLIND}.
     *
     * @return the order number
     */
    public String getOrderNo() {
        return orderNo;
    }

    /**
     * See {@link #getOrderNo()}.
     *
     * @param orderNo the order number
     */
    public void setOrderNo(String orderNo) {
        this.orderNo = orderNo;
    }

    /**
     * The fulfilment order it was sent with; null lets the stock center find it.
     *
     * @return the fulfilment order number
     */
    public String getFoNo() {
        return foNo;
    }

    /**
     * See {@link #getFoNo()}.
     *
     * @param foNo the fulfilment order number
     */
    public void setFoNo(String foNo) {
        this.foNo = foNo;
    }

    /**
     * Where it comes from, see {@link ReturnKind}; null means {@code AFTER_SALE}.
     *
     * @return the kind
     */
    public String getKind() {
        return kind;
    }

    /**
     * See {@link #getKind()}.
     *
     * @param kind the kind
     */
    public void setKind(String kind) {
        this.kind = kind;
    }

    /**
     * Where it is to arrive; null means the warehouse that sent it.
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
     * Whether customer service has approved it already.
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
     * What is returned, 1 to 200 lines, not more than was signed for; none for kind {@code BLIND}, or with a decision on a return that is there.
     *
     * @return the lines
     */
    public List<ReturnLineReq> getLines() {
        return lines;
    }

    /**
     * See {@link #getLines()}.
     *
     * @param lines the lines
     */
    public void setLines(List<ReturnLineReq> lines) {
        this.lines = lines;
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

    /**
     * What customer service says to an application, see {@link ReturnState}: {@code APPROVED} (as {@code approved}), {@code REFUSED} or {@code CANCELLED}; null says nothing. Once the
return is there, no lines need be given.
     *
     * @return the decision
     */
    public String getDecision() {
        return decision;
    }

    /**
     * See {@link #getDecision()}.
     *
     * @param decision the decision
     */
    public void setDecision(String decision) {
        this.decision = decision;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        ReturnReq that = (ReturnReq) other;
        return Objects.equals(context, that.context)
                && Objects.equals(returnNo, that.returnNo)
                && Objects.equals(orderNo, that.orderNo)
                && Objects.equals(foNo, that.foNo)
                && Objects.equals(kind, that.kind)
                && Objects.equals(warehouse, that.warehouse)
                && approved == that.approved
                && Objects.equals(lines, that.lines)
                && Objects.equals(reason, that.reason)
                && Objects.equals(decision, that.decision);
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, returnNo, orderNo, foNo, kind, warehouse, approved, lines, reason, decision);
    }

    @Override
    public String toString() {
        return "ReturnReq{context=" + context
                + ", returnNo=" + returnNo
                + ", orderNo=" + orderNo
                + ", foNo=" + foNo
                + ", kind=" + kind
                + ", warehouse=" + warehouse
                + ", approved=" + approved
                + ", lines=" + lines
                + ", reason=" + reason
                + ", decision=" + decision + "}";
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;

/**
 * Goods received from a supplier; also the opening stock.
 */
public class InboundReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private String asnNo;
    private String warehouse;
    private boolean inspectFirst;
    private List<StockLine> lines = new ArrayList<StockLine>();
    private boolean lastReceipt;
    private Date restExpectedAt;

    /** Creates one with nothing set. */
    public InboundReq() {
    }

    /**
     * Who asks, under which key (bizNo = receipt number). Required.
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
     * The announcement it belongs to; null when none was sent.
     *
     * @return the asn number
     */
    public String getAsnNo() {
        return asnNo;
    }

    /**
     * See {@link #getAsnNo()}.
     *
     * @param asnNo the asn number
     */
    public void setAsnNo(String asnNo) {
        this.asnNo = asnNo;
    }

    /**
     * Where it arrived. Required.
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
     * Whether it must be inspected before it can be sold: true books to qc_hold, false to available.
     *
     * @return the inspect first
     */
    public boolean isInspectFirst() {
        return inspectFirst;
    }

    /**
     * See {@link #isInspectFirst()}.
     *
     * @param inspectFirst the inspect first
     */
    public void setInspectFirst(boolean inspectFirst) {
        this.inspectFirst = inspectFirst;
    }

    /**
     * What arrived, 1 to 200 lines. More than was announced is booked all the same.
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
     * With an asnNo: nothing more will come of the announcement; what is missing is no longer incoming.
     *
     * @return the last receipt
     */
    public boolean isLastReceipt() {
        return lastReceipt;
    }

    /**
     * See {@link #isLastReceipt()}.
     *
     * @param lastReceipt the last receipt
     */
    public void setLastReceipt(boolean lastReceipt) {
        this.lastReceipt = lastReceipt;
    }

    /**
     * Of goods that were sold before they were there, when the rest is expected; null means as other announcements of them say. Presale orders that go on
waiting are told ({@code promise.changed}).
     *
     * @return the rest expected at
     */
    public Date getRestExpectedAt() {
        return restExpectedAt;
    }

    /**
     * See {@link #getRestExpectedAt()}.
     *
     * @param restExpectedAt the rest expected at
     */
    public void setRestExpectedAt(Date restExpectedAt) {
        this.restExpectedAt = restExpectedAt;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        InboundReq that = (InboundReq) other;
        return Objects.equals(context, that.context)
                && Objects.equals(asnNo, that.asnNo)
                && Objects.equals(warehouse, that.warehouse)
                && inspectFirst == that.inspectFirst
                && Objects.equals(lines, that.lines)
                && lastReceipt == that.lastReceipt
                && Objects.equals(restExpectedAt, that.restExpectedAt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, asnNo, warehouse, inspectFirst, lines, lastReceipt, restExpectedAt);
    }

    @Override
    public String toString() {
        return "InboundReq{context=" + context
                + ", asnNo=" + asnNo
                + ", warehouse=" + warehouse
                + ", inspectFirst=" + inspectFirst
                + ", lines=" + lines
                + ", lastReceipt=" + lastReceipt
                + ", restExpectedAt=" + restExpectedAt + "}";
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;

/**
 * Returned goods have arrived.
 */
public class ReturnInReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private String returnNo;
    private String warehouse;
    private Date receivedAt;
    private List<ReturnInLine> lines = new ArrayList<ReturnInLine>();

    /** Creates one with nothing set. */
    public ReturnInReq() {
    }

    /**
     * Who asks, under which key (bizNo = return number, opSeq = the how-many-th parcel). Required.
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
     * The return. Required.
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
     * Where it arrived. Required; it may be another warehouse than asked for.
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
     * When it arrived; null means now.
     *
     * @return the received at
     */
    public Date getReceivedAt() {
        return receivedAt;
    }

    /**
     * See {@link #getReceivedAt()}.
     *
     * @param receivedAt the received at
     */
    public void setReceivedAt(Date receivedAt) {
        this.receivedAt = receivedAt;
    }

    /**
     * What arrived, 1 to 200 lines.
     *
     * @return the lines
     */
    public List<ReturnInLine> getLines() {
        return lines;
    }

    /**
     * See {@link #getLines()}.
     *
     * @param lines the lines
     */
    public void setLines(List<ReturnInLine> lines) {
        this.lines = lines;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        ReturnInReq that = (ReturnInReq) other;
        return Objects.equals(context, that.context)
                && Objects.equals(returnNo, that.returnNo)
                && Objects.equals(warehouse, that.warehouse)
                && Objects.equals(receivedAt, that.receivedAt)
                && Objects.equals(lines, that.lines);
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, returnNo, warehouse, receivedAt, lines);
    }

    @Override
    public String toString() {
        return "ReturnInReq{context=" + context
                + ", returnNo=" + returnNo
                + ", warehouse=" + warehouse
                + ", receivedAt=" + receivedAt
                + ", lines=" + lines + "}";
    }
}

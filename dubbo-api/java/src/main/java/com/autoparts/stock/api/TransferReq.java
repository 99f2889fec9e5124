// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A transfer between two warehouses: locked, sent, received.
 */
public class TransferReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private String transferNo;
    private String fromWarehouse;
    private String toWarehouse;
    private List<StockLine> lines = new ArrayList<StockLine>();
    private boolean lastReceipt;

    /** Creates one with nothing set. */
    public TransferReq() {
    }

    /**
     * Who asks, under which key (bizNo = transfer number, opSeq = the how-many-th leg). Required.
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
     * The transfer, at most 64 characters. Required.
     *
     * @return the transfer number
     */
    public String getTransferNo() {
        return transferNo;
    }

    /**
     * See {@link #getTransferNo()}.
     *
     * @param transferNo the transfer number
     */
    public void setTransferNo(String transferNo) {
        this.transferNo = transferNo;
    }

    /**
     * From where. Required.
     *
     * @return the from warehouse
     */
    public String getFromWarehouse() {
        return fromWarehouse;
    }

    /**
     * See {@link #getFromWarehouse()}.
     *
     * @param fromWarehouse the from warehouse
     */
    public void setFromWarehouse(String fromWarehouse) {
        this.fromWarehouse = fromWarehouse;
    }

    /**
     * To where. Required.
     *
     * @return the to warehouse
     */
    public String getToWarehouse() {
        return toWarehouse;
    }

    /**
     * See {@link #getToWarehouse()}.
     *
     * @param toWarehouse the to warehouse
     */
    public void setToWarehouse(String toWarehouse) {
        this.toWarehouse = toWarehouse;
    }

    /**
     * What is locked, sent or received by this call, 1 to 200 lines. Receiving less leaves the rest in transit.
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
     * transferIn only: nothing more will come; what is missing is proposed as a loss.
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

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        TransferReq that = (TransferReq) other;
        return Objects.equals(context, that.context)
                && Objects.equals(transferNo, that.transferNo)
                && Objects.equals(fromWarehouse, that.fromWarehouse)
                && Objects.equals(toWarehouse, that.toWarehouse)
                && Objects.equals(lines, that.lines)
                && lastReceipt == that.lastReceipt;
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, transferNo, fromWarehouse, toWarehouse, lines, lastReceipt);
    }

    @Override
    public String toString() {
        return "TransferReq{context=" + context
                + ", transferNo=" + transferNo
                + ", fromWarehouse=" + fromWarehouse
                + ", toWarehouse=" + toWarehouse
                + ", lines=" + lines
                + ", lastReceipt=" + lastReceipt + "}";
    }
}

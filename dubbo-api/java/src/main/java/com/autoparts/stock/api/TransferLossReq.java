// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What never arrived of a transfer is written off, by a second person.
 */
public class TransferLossReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private String transferNo;
    private String proposedBy;
    private List<StockLine> lines = new ArrayList<StockLine>();

    /** Creates one with nothing set. */
    public TransferLossReq() {
    }

    /**
     * Who approves ({@code operator}, required), under which key. Required.
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
     * The transfer, at most 64 characters. Required; its last receipt must have been reported.
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
     * Who found the goods missing, at most 64 characters; null means who reported the last receipt. Never who approves.
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
     * What, at most 200 lines; empty means all that is still under way.
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

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        TransferLossReq that = (TransferLossReq) other;
        return Objects.equals(context, that.context)
                && Objects.equals(transferNo, that.transferNo)
                && Objects.equals(proposedBy, that.proposedBy)
                && Objects.equals(lines, that.lines);
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, transferNo, proposedBy, lines);
    }

    @Override
    public String toString() {
        return "TransferLossReq{context=" + context
                + ", transferNo=" + transferNo
                + ", proposedBy=" + proposedBy
                + ", lines=" + lines + "}";
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;

/**
 * Opens a presale, adds to it, or takes quota back.
 */
public class PresaleReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private String presaleNo;
    private String warehouse;
    private String pool;
    private Date expectedAt;
    private Date saleUntil;
    private List<PresaleLine> lines = new ArrayList<PresaleLine>();

    /** Creates one with nothing set. */
    public PresaleReq() {
    }

    /**
     * Who asks, under which key (bizNo = presale number, opSeq = the how-many-th change). Required.
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
     * The presale, at most 64 characters. Required. A SKU of one warehouse, pool and owner is on one open presale at a time.
     *
     * @return the presale number
     */
    public String getPresaleNo() {
        return presaleNo;
    }

    /**
     * See {@link #getPresaleNo()}.
     *
     * @param presaleNo the presale number
     */
    public void setPresaleNo(String presaleNo) {
        this.presaleNo = presaleNo;
    }

    /**
     * Where the goods are expected. Required.
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
     * The pool the quota is of; null means {@code SHARED}. Only orders that may draw from that pool are sold it.
     *
     * @return the pool
     */
    public String getPool() {
        return pool;
    }

    /**
     * See {@link #getPool()}.
     *
     * @param pool the pool
     */
    public void setPool(String pool) {
        this.pool = pool;
    }

    /**
     * openPresale only: when the goods are expected; null when nobody knows. Holds for what is sold already too.
     *
     * @return the expected at
     */
    public Date getExpectedAt() {
        return expectedAt;
    }

    /**
     * See {@link #getExpectedAt()}.
     *
     * @param expectedAt the expected at
     */
    public void setExpectedAt(Date expectedAt) {
        this.expectedAt = expectedAt;
    }

    /**
     * openPresale only: sold before this moment; null means until it is closed.
     *
     * @return the sale until
     */
    public Date getSaleUntil() {
        return saleUntil;
    }

    /**
     * See {@link #getSaleUntil()}.
     *
     * @param saleUntil the sale until
     */
    public void setSaleUntil(Date saleUntil) {
        this.saleUntil = saleUntil;
    }

    /**
     * What, 1 to 200 lines, each SKU and owner once.
     *
     * @return the lines
     */
    public List<PresaleLine> getLines() {
        return lines;
    }

    /**
     * See {@link #getLines()}.
     *
     * @param lines the lines
     */
    public void setLines(List<PresaleLine> lines) {
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
        PresaleReq that = (PresaleReq) other;
        return Objects.equals(context, that.context)
                && Objects.equals(presaleNo, that.presaleNo)
                && Objects.equals(warehouse, that.warehouse)
                && Objects.equals(pool, that.pool)
                && Objects.equals(expectedAt, that.expectedAt)
                && Objects.equals(saleUntil, that.saleUntil)
                && Objects.equals(lines, that.lines);
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, presaleNo, warehouse, pool, expectedAt, saleUntil, lines);
    }

    @Override
    public String toString() {
        return "PresaleReq{context=" + context
                + ", presaleNo=" + presaleNo
                + ", warehouse=" + warehouse
                + ", pool=" + pool
                + ", expectedAt=" + expectedAt
                + ", saleUntil=" + saleUntil
                + ", lines=" + lines + "}";
    }
}

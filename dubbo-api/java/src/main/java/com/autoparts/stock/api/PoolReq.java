// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Moves free stock into a channel's or activity's pool, or back.
 */
public class PoolReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private String warehouse;
    private String fromPool;
    private String toPool;
    private List<StockLine> lines = new ArrayList<StockLine>();

    /** Creates one with nothing set. */
    public PoolReq() {
    }

    /**
     * Who asks, under which key (bizNo = quota number). Required.
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
     * Where. Required.
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
     * From. Exactly one of the two pools is {@code SHARED}.
     *
     * @return the from pool
     */
    public String getFromPool() {
        return fromPool;
    }

    /**
     * See {@link #getFromPool()}.
     *
     * @param fromPool the from pool
     */
    public void setFromPool(String fromPool) {
        this.fromPool = fromPool;
    }

    /**
     * To.
     *
     * @return the to pool
     */
    public String getToPool() {
        return toPool;
    }

    /**
     * See {@link #getToPool()}.
     *
     * @param toPool the to pool
     */
    public void setToPool(String toPool) {
        this.toPool = toPool;
    }

    /**
     * What, 1 to 200 lines; {@code pool} of a line is not read. More than is free moves what is free; the answer tells the rest.
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
        PoolReq that = (PoolReq) other;
        return Objects.equals(context, that.context)
                && Objects.equals(warehouse, that.warehouse)
                && Objects.equals(fromPool, that.fromPool)
                && Objects.equals(toPool, that.toPool)
                && Objects.equals(lines, that.lines);
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, warehouse, fromPool, toPool, lines);
    }

    @Override
    public String toString() {
        return "PoolReq{context=" + context
                + ", warehouse=" + warehouse
                + ", fromPool=" + fromPool
                + ", toPool=" + toPool
                + ", lines=" + lines + "}";
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Counted stock. The difference is computed at the moment of the count; later movements are kept.
 */
public class CountReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private String warehouse;
    private List<CountLine> lines = new ArrayList<CountLine>();

    /** Creates one with nothing set. */
    public CountReq() {
    }

    /**
     * Who asks, under which key (bizNo = count number). Required.
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
     * What was counted, 1 to 200 lines, each SKU and owner once.
     *
     * @return the lines
     */
    public List<CountLine> getLines() {
        return lines;
    }

    /**
     * See {@link #getLines()}.
     *
     * @param lines the lines
     */
    public void setLines(List<CountLine> lines) {
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
        CountReq that = (CountReq) other;
        return Objects.equals(context, that.context)
                && Objects.equals(warehouse, that.warehouse)
                && Objects.equals(lines, that.lines);
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, warehouse, lines);
    }

    @Override
    public String toString() {
        return "CountReq{context=" + context
                + ", warehouse=" + warehouse
                + ", lines=" + lines + "}";
    }
}

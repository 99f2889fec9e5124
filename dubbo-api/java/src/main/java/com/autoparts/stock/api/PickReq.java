// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The warehouse reports what was picked.
 */
public class PickReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private String foNo;
    private List<PickLine> lines = new ArrayList<PickLine>();
    private boolean packed;

    /** Creates one with nothing set. */
    public PickReq() {
    }

    /**
     * Who asks, under which key (bizNo = pick number). Required.
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
     * The fulfilment order. Required.
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
     * What was picked, 1 to 200 lines.
     *
     * @return the lines
     */
    public List<PickLine> getLines() {
        return lines;
    }

    /**
     * See {@link #getLines()}.
     *
     * @param lines the lines
     */
    public void setLines(List<PickLine> lines) {
        this.lines = lines;
    }

    /**
     * Whether everything is packed.
     *
     * @return the packed
     */
    public boolean isPacked() {
        return packed;
    }

    /**
     * See {@link #isPacked()}.
     *
     * @param packed the packed
     */
    public void setPacked(boolean packed) {
        this.packed = packed;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        PickReq that = (PickReq) other;
        return Objects.equals(context, that.context)
                && Objects.equals(foNo, that.foNo)
                && Objects.equals(lines, that.lines)
                && packed == that.packed;
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, foNo, lines, packed);
    }

    @Override
    public String toString() {
        return "PickReq{context=" + context
                + ", foNo=" + foNo
                + ", lines=" + lines
                + ", packed=" + packed + "}";
    }
}

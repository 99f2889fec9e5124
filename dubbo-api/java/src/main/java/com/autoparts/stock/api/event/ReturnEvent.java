// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api.event;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A return moved: {@code return.created}, {@code .received}, {@code .graded} (refund now), {@code .closed}.
 */
public class ReturnEvent implements Serializable {
    private static final long serialVersionUID = 1L;

    private String returnNo;
    private String orderNo;
    private String kind;
    private String state;
    private List<ReturnEventLine> lines = new ArrayList<ReturnEventLine>();

    /** Creates one with nothing set. */
    public ReturnEvent() {
    }

    /**
     * The return.
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
     * The order; null for a return without an application.
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
     * Where it comes from, see {@link com.autoparts.stock.api.ReturnKind}.
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
     * Where it stands now, see {@link com.autoparts.stock.api.ReturnState}.
     *
     * @return the state
     */
    public String getState() {
        return state;
    }

    /**
     * See {@link #getState()}.
     *
     * @param state the state
     */
    public void setState(String state) {
        this.state = state;
    }

    /**
     * What was found.
     *
     * @return the lines
     */
    public List<ReturnEventLine> getLines() {
        return lines;
    }

    /**
     * See {@link #getLines()}.
     *
     * @param lines the lines
     */
    public void setLines(List<ReturnEventLine> lines) {
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
        ReturnEvent that = (ReturnEvent) other;
        return Objects.equals(returnNo, that.returnNo)
                && Objects.equals(orderNo, that.orderNo)
                && Objects.equals(kind, that.kind)
                && Objects.equals(state, that.state)
                && Objects.equals(lines, that.lines);
    }

    @Override
    public int hashCode() {
        return Objects.hash(returnNo, orderNo, kind, state, lines);
    }

    @Override
    public String toString() {
        return "ReturnEvent{returnNo=" + returnNo
                + ", orderNo=" + orderNo
                + ", kind=" + kind
                + ", state=" + state
                + ", lines=" + lines + "}";
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The order is changed before payment, as a whole or not at all.
 */
public class AmendReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private String reservationNo;
    private String orderNo;
    private List<OccupyLine> lines = new ArrayList<OccupyLine>();
    private String areaCode;

    /** Creates one with nothing set. */
    public AmendReq() {
    }

    /**
     * Who asks, under which key. Required.
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
     * The reservation; null means the order's latest.
     *
     * @return the reservation number
     */
    public String getReservationNo() {
        return reservationNo;
    }

    /**
     * See {@link #getReservationNo()}.
     *
     * @param reservationNo the reservation number
     */
    public void setReservationNo(String reservationNo) {
        this.reservationNo = reservationNo;
    }

    /**
     * The order; required when {@code reservationNo} is null.
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
     * All lines the order shall have afterwards, 1 to 200. A line number with its old SKU changes quantity; with another SKU it is swapped; an absent one is given back.
     *
     * @return the lines
     */
    public List<OccupyLine> getLines() {
        return lines;
    }

    /**
     * See {@link #getLines()}.
     *
     * @param lines the lines
     */
    public void setLines(List<OccupyLine> lines) {
        this.lines = lines;
    }

    /**
     * The new delivery area; null leaves it.
     *
     * @return the area code
     */
    public String getAreaCode() {
        return areaCode;
    }

    /**
     * See {@link #getAreaCode()}.
     *
     * @param areaCode the area code
     */
    public void setAreaCode(String areaCode) {
        this.areaCode = areaCode;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        AmendReq that = (AmendReq) other;
        return Objects.equals(context, that.context)
                && Objects.equals(reservationNo, that.reservationNo)
                && Objects.equals(orderNo, that.orderNo)
                && Objects.equals(lines, that.lines)
                && Objects.equals(areaCode, that.areaCode);
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, reservationNo, orderNo, lines, areaCode);
    }

    @Override
    public String toString() {
        return "AmendReq{context=" + context
                + ", reservationNo=" + reservationNo
                + ", orderNo=" + orderNo
                + ", lines=" + lines
                + ", areaCode=" + areaCode + "}";
    }
}

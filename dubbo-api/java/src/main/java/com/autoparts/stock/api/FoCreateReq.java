// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;

/**
 * Creates fulfilment orders for a confirmed reservation, or directly for orders on credit and cash on delivery.
 */
public class FoCreateReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private String orderNo;
    private String reservationNo;
    private String areaCode;
    private String channel;
    private List<FoLineReq> lines = new ArrayList<FoLineReq>();
    private Date promiseAt;
    private boolean onHold;

    /** Creates one with nothing set. */
    public FoCreateReq() {
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
     * The order. Required.
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
     * The reservation whose stock is used; null allocates directly.
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
     * The delivery area; null takes the reservation's.
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

    /**
     * The sales channel; null takes the reservation's.
     *
     * @return the channel
     */
    public String getChannel() {
        return channel;
    }

    /**
     * See {@link #getChannel()}.
     *
     * @param channel the channel
     */
    public void setChannel(String channel) {
        this.channel = channel;
    }

    /**
     * What to allocate directly, 1 to 200 lines; empty with a reservation.
     *
     * @return the lines
     */
    public List<FoLineReq> getLines() {
        return lines;
    }

    /**
     * See {@link #getLines()}.
     *
     * @param lines the lines
     */
    public void setLines(List<FoLineReq> lines) {
        this.lines = lines;
    }

    /**
     * When it was promised to arrive.
     *
     * @return the promise at
     */
    public Date getPromiseAt() {
        return promiseAt;
    }

    /**
     * See {@link #getPromiseAt()}.
     *
     * @param promiseAt the promise at
     */
    public void setPromiseAt(Date promiseAt) {
        this.promiseAt = promiseAt;
    }

    /**
     * Wait for {@code release} before it is sent to the warehouse.
     *
     * @return the on hold
     */
    public boolean isOnHold() {
        return onHold;
    }

    /**
     * See {@link #isOnHold()}.
     *
     * @param onHold the on hold
     */
    public void setOnHold(boolean onHold) {
        this.onHold = onHold;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        FoCreateReq that = (FoCreateReq) other;
        return Objects.equals(context, that.context)
                && Objects.equals(orderNo, that.orderNo)
                && Objects.equals(reservationNo, that.reservationNo)
                && Objects.equals(areaCode, that.areaCode)
                && Objects.equals(channel, that.channel)
                && Objects.equals(lines, that.lines)
                && Objects.equals(promiseAt, that.promiseAt)
                && onHold == that.onHold;
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, orderNo, reservationNo, areaCode, channel, lines, promiseAt, onHold);
    }

    @Override
    public String toString() {
        return "FoCreateReq{context=" + context
                + ", orderNo=" + orderNo
                + ", reservationNo=" + reservationNo
                + ", areaCode=" + areaCode
                + ", channel=" + channel
                + ", lines=" + lines
                + ", promiseAt=" + promiseAt
                + ", onHold=" + onHold + "}";
    }
}

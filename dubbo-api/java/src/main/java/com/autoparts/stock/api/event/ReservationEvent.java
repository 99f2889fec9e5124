// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api.event;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;

/**
 * A reservation changed its state: {@code reservation.preoccupied}, {@code .confirmed}, {@code .cancelled}, {@code .expired}, {@code .pending_failed}.
 */
public class ReservationEvent implements Serializable {
    private static final long serialVersionUID = 1L;

    private String reservationNo;
    private String orderNo;
    private String state;
    private List<EventLine> lines = new ArrayList<EventLine>();
    private Date expireAt;
    private boolean refund;
    private String reason;

    /** Creates one with nothing set. */
    public ReservationEvent() {
    }

    /**
     * The reservation; null for one that was accepted by a buffer and failed.
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
     * The order.
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
     * Where it stands now, see {@link com.autoparts.stock.api.ReservationState}.
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
     * The quantities concerned.
     *
     * @return the lines
     */
    public List<EventLine> getLines() {
        return lines;
    }

    /**
     * See {@link #getLines()}.
     *
     * @param lines the lines
     */
    public void setLines(List<EventLine> lines) {
        this.lines = lines;
    }

    /**
     * When the hold runs out; null once closed.
     *
     * @return the expire at
     */
    public Date getExpireAt() {
        return expireAt;
    }

    /**
     * See {@link #getExpireAt()}.
     *
     * @param expireAt the expire at
     */
    public void setExpireAt(Date expireAt) {
        this.expireAt = expireAt;
    }

    /**
     * Paid too late and the stock is gone: refund.
     *
     * @return the refund
     */
    public boolean isRefund() {
        return refund;
    }

    /**
     * See {@link #isRefund()}.
     *
     * @param refund the refund
     */
    public void setRefund(boolean refund) {
        this.refund = refund;
    }

    /**
     * Why; null when it is plain.
     *
     * @return the reason
     */
    public String getReason() {
        return reason;
    }

    /**
     * See {@link #getReason()}.
     *
     * @param reason the reason
     */
    public void setReason(String reason) {
        this.reason = reason;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        ReservationEvent that = (ReservationEvent) other;
        return Objects.equals(reservationNo, that.reservationNo)
                && Objects.equals(orderNo, that.orderNo)
                && Objects.equals(state, that.state)
                && Objects.equals(lines, that.lines)
                && Objects.equals(expireAt, that.expireAt)
                && refund == that.refund
                && Objects.equals(reason, that.reason);
    }

    @Override
    public int hashCode() {
        return Objects.hash(reservationNo, orderNo, state, lines, expireAt, refund, reason);
    }

    @Override
    public String toString() {
        return "ReservationEvent{reservationNo=" + reservationNo
                + ", orderNo=" + orderNo
                + ", state=" + state
                + ", lines=" + lines
                + ", expireAt=" + expireAt
                + ", refund=" + refund
                + ", reason=" + reason + "}";
    }
}

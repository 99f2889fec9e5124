// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;

/**
 * What one warehouse has to send for one paid order.
 */
public class FulfillmentOrder implements Serializable {
    private static final long serialVersionUID = 1L;

    private String foNo;
    private String orderNo;
    private String reservationNo;
    private String warehouse;
    private String state;
    private List<FoLine> lines = new ArrayList<FoLine>();
    private List<Parcel> parcels = new ArrayList<Parcel>();
    private Date promiseAt;
    private String holdReason;
    private Date createdAt;
    private Date sentAt;
    private Date closedAt;
    private String voucherNo;
    private String returnNo;
    private long version;

    /** Creates one with nothing set. */
    public FulfillmentOrder() {
    }

    /**
     * Its number.
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
     * The reservation it came from; null when allocated directly.
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
     * The site that sends.
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
     * Where it stands, see {@link FulfillmentState}; derived from the quantities.
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
     * Its lines.
     *
     * @return the lines
     */
    public List<FoLine> getLines() {
        return lines;
    }

    /**
     * See {@link #getLines()}.
     *
     * @param lines the lines
     */
    public void setLines(List<FoLine> lines) {
        this.lines = lines;
    }

    /**
     * Its parcels.
     *
     * @return the parcels
     */
    public List<Parcel> getParcels() {
        return parcels;
    }

    /**
     * See {@link #getParcels()}.
     *
     * @param parcels the parcels
     */
    public void setParcels(List<Parcel> parcels) {
        this.parcels = parcels;
    }

    /**
     * When it was promised to arrive; null when it was not.
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
     * Why it is on hold; null otherwise.
     *
     * @return the hold reason
     */
    public String getHoldReason() {
        return holdReason;
    }

    /**
     * See {@link #getHoldReason()}.
     *
     * @param holdReason the hold reason
     */
    public void setHoldReason(String holdReason) {
        this.holdReason = holdReason;
    }

    /**
     * When it was made.
     *
     * @return the created at
     */
    public Date getCreatedAt() {
        return createdAt;
    }

    /**
     * See {@link #getCreatedAt()}.
     *
     * @param createdAt the created at
     */
    public void setCreatedAt(Date createdAt) {
        this.createdAt = createdAt;
    }

    /**
     * When it was sent to the warehouse; null before.
     *
     * @return the sent at
     */
    public Date getSentAt() {
        return sentAt;
    }

    /**
     * See {@link #getSentAt()}.
     *
     * @param sentAt the sent at
     */
    public void setSentAt(Date sentAt) {
        this.sentAt = sentAt;
    }

    /**
     * When its last unit reached its end; null before.
     *
     * @return the closed at
     */
    public Date getClosedAt() {
        return closedAt;
    }

    /**
     * See {@link #getClosedAt()}.
     *
     * @param closedAt the closed at
     */
    public void setClosedAt(Date closedAt) {
        this.closedAt = closedAt;
    }

    /**
     * The voucher this call booked; null when nothing moved.
     *
     * @return the voucher number
     */
    public String getVoucherNo() {
        return voucherNo;
    }

    /**
     * See {@link #getVoucherNo()}.
     *
     * @param voucherNo the voucher number
     */
    public void setVoucherNo(String voucherNo) {
        this.voucherNo = voucherNo;
    }

    /**
     * The return this call opened (refusal, interception); null otherwise.
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
     * Grows with every change.
     *
     * @return the version
     */
    public long getVersion() {
        return version;
    }

    /**
     * See {@link #getVersion()}.
     *
     * @param version the version
     */
    public void setVersion(long version) {
        this.version = version;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        FulfillmentOrder that = (FulfillmentOrder) other;
        return Objects.equals(foNo, that.foNo)
                && Objects.equals(orderNo, that.orderNo)
                && Objects.equals(reservationNo, that.reservationNo)
                && Objects.equals(warehouse, that.warehouse)
                && Objects.equals(state, that.state)
                && Objects.equals(lines, that.lines)
                && Objects.equals(parcels, that.parcels)
                && Objects.equals(promiseAt, that.promiseAt)
                && Objects.equals(holdReason, that.holdReason)
                && Objects.equals(createdAt, that.createdAt)
                && Objects.equals(sentAt, that.sentAt)
                && Objects.equals(closedAt, that.closedAt)
                && Objects.equals(voucherNo, that.voucherNo)
                && Objects.equals(returnNo, that.returnNo)
                && version == that.version;
    }

    @Override
    public int hashCode() {
        return Objects.hash(foNo, orderNo, reservationNo, warehouse, state, lines, parcels, promiseAt, holdReason, createdAt, sentAt, closedAt, voucherNo, returnNo, version);
    }

    @Override
    public String toString() {
        return "FulfillmentOrder{foNo=" + foNo
                + ", orderNo=" + orderNo
                + ", reservationNo=" + reservationNo
                + ", warehouse=" + warehouse
                + ", state=" + state
                + ", lines=" + lines
                + ", parcels=" + parcels
                + ", promiseAt=" + promiseAt
                + ", holdReason=" + holdReason
                + ", createdAt=" + createdAt
                + ", sentAt=" + sentAt
                + ", closedAt=" + closedAt
                + ", voucherNo=" + voucherNo
                + ", returnNo=" + returnNo
                + ", version=" + version + "}";
    }
}

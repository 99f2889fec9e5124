// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;

/**
 * A reservation, as it stands after the call.
 */
public class Reservation implements Serializable {
    private static final long serialVersionUID = 1L;

    private String reservationNo;
    private String orderNo;
    private String state;
    private String mode;
    private String buyerId;
    private String channel;
    private String areaCode;
    private List<ReservationLine> lines = new ArrayList<ReservationLine>();
    private Date createdAt;
    private Date expireAt;
    private String payNo;
    private boolean late;
    private String predecessorNo;
    private List<String> fulfillmentNos = new ArrayList<String>();
    private String voucherNo;
    private long version;

    /** Creates one with nothing set. */
    public Reservation() {
    }

    /**
     * Its number; null for the mark that a cancel left which came first.
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
     * Where it stands, see {@link ReservationState}.
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
     * How it was held, see {@link HoldMode}.
     *
     * @return the mode
     */
    public String getMode() {
        return mode;
    }

    /**
     * See {@link #getMode()}.
     *
     * @param mode the mode
     */
    public void setMode(String mode) {
        this.mode = mode;
    }

    /**
     * The buyer.
     *
     * @return the buyer id
     */
    public String getBuyerId() {
        return buyerId;
    }

    /**
     * See {@link #getBuyerId()}.
     *
     * @param buyerId the buyer id
     */
    public void setBuyerId(String buyerId) {
        this.buyerId = buyerId;
    }

    /**
     * The sales channel.
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
     * The delivery area.
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
     * What is held, one row per order line, warehouse and pool.
     *
     * @return the lines
     */
    public List<ReservationLine> getLines() {
        return lines;
    }

    /**
     * See {@link #getLines()}.
     *
     * @param lines the lines
     */
    public void setLines(List<ReservationLine> lines) {
        this.lines = lines;
    }

    /**
     * When it was first held, by the database's clock.
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
     * When the hold runs out, by the database's clock; null once closed without ever being held.
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
     * The payment; null while unpaid.
     *
     * @return the pay number
     */
    public String getPayNo() {
        return payNo;
    }

    /**
     * See {@link #getPayNo()}.
     *
     * @param payNo the pay number
     */
    public void setPayNo(String payNo) {
        this.payNo = payNo;
    }

    /**
     * Whether it was confirmed after an earlier hold had run out.
     *
     * @return the late
     */
    public boolean isLate() {
        return late;
    }

    /**
     * See {@link #isLate()}.
     *
     * @param late the late
     */
    public void setLate(boolean late) {
        this.late = late;
    }

    /**
     * The expired reservation which this one succeeds; null normally.
     *
     * @return the predecessor number
     */
    public String getPredecessorNo() {
        return predecessorNo;
    }

    /**
     * See {@link #getPredecessorNo()}.
     *
     * @param predecessorNo the predecessor number
     */
    public void setPredecessorNo(String predecessorNo) {
        this.predecessorNo = predecessorNo;
    }

    /**
     * The fulfilment orders made by this call; empty otherwise.
     *
     * @return the fulfillment numbers
     */
    public List<String> getFulfillmentNos() {
        return fulfillmentNos;
    }

    /**
     * See {@link #getFulfillmentNos()}.
     *
     * @param fulfillmentNos the fulfillment numbers
     */
    public void setFulfillmentNos(List<String> fulfillmentNos) {
        this.fulfillmentNos = fulfillmentNos;
    }

    /**
     * The voucher this call booked; null for a query.
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
        Reservation that = (Reservation) other;
        return Objects.equals(reservationNo, that.reservationNo)
                && Objects.equals(orderNo, that.orderNo)
                && Objects.equals(state, that.state)
                && Objects.equals(mode, that.mode)
                && Objects.equals(buyerId, that.buyerId)
                && Objects.equals(channel, that.channel)
                && Objects.equals(areaCode, that.areaCode)
                && Objects.equals(lines, that.lines)
                && Objects.equals(createdAt, that.createdAt)
                && Objects.equals(expireAt, that.expireAt)
                && Objects.equals(payNo, that.payNo)
                && late == that.late
                && Objects.equals(predecessorNo, that.predecessorNo)
                && Objects.equals(fulfillmentNos, that.fulfillmentNos)
                && Objects.equals(voucherNo, that.voucherNo)
                && version == that.version;
    }

    @Override
    public int hashCode() {
        return Objects.hash(reservationNo, orderNo, state, mode, buyerId, channel, areaCode, lines, createdAt, expireAt, payNo, late, predecessorNo, fulfillmentNos, voucherNo, version);
    }

    @Override
    public String toString() {
        return "Reservation{reservationNo=" + reservationNo
                + ", orderNo=" + orderNo
                + ", state=" + state
                + ", mode=" + mode
                + ", buyerId=" + buyerId
                + ", channel=" + channel
                + ", areaCode=" + areaCode
                + ", lines=" + lines
                + ", createdAt=" + createdAt
                + ", expireAt=" + expireAt
                + ", payNo=" + payNo
                + ", late=" + late
                + ", predecessorNo=" + predecessorNo
                + ", fulfillmentNos=" + fulfillmentNos
                + ", voucherNo=" + voucherNo
                + ", version=" + version + "}";
    }
}

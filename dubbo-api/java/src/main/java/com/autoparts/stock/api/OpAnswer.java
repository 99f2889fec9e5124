// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;

/**
 * The stored answer of a write. {@code code} is what the first call was told.
 */
public class OpAnswer implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpKey key;
    private String code;
    private String message;
    private String voucherNo;
    private Date answeredAt;
    private Date refusedUntil;
    private List<Shortage> shortages = new ArrayList<Shortage>();
    private Reservation reservation;
    private Voucher voucher;
    private List<FulfillmentOrder> fulfillmentOrders = new ArrayList<FulfillmentOrder>();
    private ReturnOrder returnOrder;

    /** Creates one with nothing set. */
    public OpAnswer() {
    }

    /**
     * The key.
     *
     * @return the key
     */
    public OpKey getKey() {
        return key;
    }

    /**
     * See {@link #getKey()}.
     *
     * @param key the key
     */
    public void setKey(OpKey key) {
        this.key = key;
    }

    /**
     * What the first call was told, one of {@link ResultCode}.
     *
     * @return the code
     */
    public String getCode() {
        return code;
    }

    /**
     * See {@link #getCode()}.
     *
     * @param code the code
     */
    public void setCode(String code) {
        this.code = code;
    }

    /**
     * The message of the first answer; null for a success.
     *
     * @return the message
     */
    public String getMessage() {
        return message;
    }

    /**
     * See {@link #getMessage()}.
     *
     * @param message the message
     */
    public void setMessage(String message) {
        this.message = message;
    }

    /**
     * The voucher that was booked; null for a refusal.
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
     * When it was answered, by the database's clock.
     *
     * @return the answered at
     */
    public Date getAnsweredAt() {
        return answeredAt;
    }

    /**
     * See {@link #getAnsweredAt()}.
     *
     * @param answeredAt the answered at
     */
    public void setAnsweredAt(Date answeredAt) {
        this.answeredAt = answeredAt;
    }

    /**
     * Until when a refusal is remembered; null for what was done.
     *
     * @return the refused until
     */
    public Date getRefusedUntil() {
        return refusedUntil;
    }

    /**
     * See {@link #getRefusedUntil()}.
     *
     * @param refusedUntil the refused until
     */
    public void setRefusedUntil(Date refusedUntil) {
        this.refusedUntil = refusedUntil;
    }

    /**
     * The short lines of the first answer.
     *
     * @return the shortages
     */
    public List<Shortage> getShortages() {
        return shortages;
    }

    /**
     * See {@link #getShortages()}.
     *
     * @param shortages the shortages
     */
    public void setShortages(List<Shortage> shortages) {
        this.shortages = shortages;
    }

    /**
     * The reservation, if the write was one of reservations.
     *
     * @return the reservation
     */
    public Reservation getReservation() {
        return reservation;
    }

    /**
     * See {@link #getReservation()}.
     *
     * @param reservation the reservation
     */
    public void setReservation(Reservation reservation) {
        this.reservation = reservation;
    }

    /**
     * The voucher, if the write was a change of stock.
     *
     * @return the voucher
     */
    public Voucher getVoucher() {
        return voucher;
    }

    /**
     * See {@link #getVoucher()}.
     *
     * @param voucher the voucher
     */
    public void setVoucher(Voucher voucher) {
        this.voucher = voucher;
    }

    /**
     * The fulfilment orders, if the write was one of fulfilment.
     *
     * @return the fulfillment orders
     */
    public List<FulfillmentOrder> getFulfillmentOrders() {
        return fulfillmentOrders;
    }

    /**
     * See {@link #getFulfillmentOrders()}.
     *
     * @param fulfillmentOrders the fulfillment orders
     */
    public void setFulfillmentOrders(List<FulfillmentOrder> fulfillmentOrders) {
        this.fulfillmentOrders = fulfillmentOrders;
    }

    /**
     * The return, if the write was one of returns.
     *
     * @return the return order
     */
    public ReturnOrder getReturnOrder() {
        return returnOrder;
    }

    /**
     * See {@link #getReturnOrder()}.
     *
     * @param returnOrder the return order
     */
    public void setReturnOrder(ReturnOrder returnOrder) {
        this.returnOrder = returnOrder;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        OpAnswer that = (OpAnswer) other;
        return Objects.equals(key, that.key)
                && Objects.equals(code, that.code)
                && Objects.equals(message, that.message)
                && Objects.equals(voucherNo, that.voucherNo)
                && Objects.equals(answeredAt, that.answeredAt)
                && Objects.equals(refusedUntil, that.refusedUntil)
                && Objects.equals(shortages, that.shortages)
                && Objects.equals(reservation, that.reservation)
                && Objects.equals(voucher, that.voucher)
                && Objects.equals(fulfillmentOrders, that.fulfillmentOrders)
                && Objects.equals(returnOrder, that.returnOrder);
    }

    @Override
    public int hashCode() {
        return Objects.hash(key, code, message, voucherNo, answeredAt, refusedUntil, shortages, reservation, voucher, fulfillmentOrders, returnOrder);
    }

    @Override
    public String toString() {
        return "OpAnswer{key=" + key
                + ", code=" + code
                + ", message=" + message
                + ", voucherNo=" + voucherNo
                + ", answeredAt=" + answeredAt
                + ", refusedUntil=" + refusedUntil
                + ", shortages=" + shortages
                + ", reservation=" + reservation
                + ", voucher=" + voucher
                + ", fulfillmentOrders=" + fulfillmentOrders
                + ", returnOrder=" + returnOrder + "}";
    }
}

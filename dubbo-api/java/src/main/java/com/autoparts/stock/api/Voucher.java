// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;

/**
 * What a change booked.
 */
public class Voucher implements Serializable {
    private static final long serialVersionUID = 1L;

    private String voucherNo;
    private List<VoucherLine> lines = new ArrayList<VoucherLine>();
    private List<LedgerRow> legs = new ArrayList<LedgerRow>();
    private List<String> hitReservations = new ArrayList<String>();
    private List<String> hitFulfillments = new ArrayList<String>();
    private String reverses;
    private String reversedBy;
    private Date bookedAt;

    /** Creates one with nothing set. */
    public Voucher() {
    }

    /**
     * Its number.
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
     * The document's lines with what was asked for and what was booked.
     *
     * @return the lines
     */
    public List<VoucherLine> getLines() {
        return lines;
    }

    /**
     * See {@link #getLines()}.
     *
     * @param lines the lines
     */
    public void setLines(List<VoucherLine> lines) {
        this.lines = lines;
    }

    /**
     * The ledger's legs; filled when a voucher is read, empty in the answer to a write.
     *
     * @return the legs
     */
    public List<LedgerRow> getLegs() {
        return legs;
    }

    /**
     * See {@link #getLegs()}.
     *
     * @param legs the legs
     */
    public void setLegs(List<LedgerRow> legs) {
        this.legs = legs;
    }

    /**
     * Unpaid reservations that were closed or cut because counted goods were not there.
     *
     * @return the hit reservations
     */
    public List<String> getHitReservations() {
        return hitReservations;
    }

    /**
     * See {@link #getHitReservations()}.
     *
     * @param hitReservations the hit reservations
     */
    public void setHitReservations(List<String> hitReservations) {
        this.hitReservations = hitReservations;
    }

    /**
     * Fulfilment orders that were cut because counted goods were not there.
     *
     * @return the hit fulfillments
     */
    public List<String> getHitFulfillments() {
        return hitFulfillments;
    }

    /**
     * See {@link #getHitFulfillments()}.
     *
     * @param hitFulfillments the hit fulfillments
     */
    public void setHitFulfillments(List<String> hitFulfillments) {
        this.hitFulfillments = hitFulfillments;
    }

    /**
     * The voucher which this one undoes; null otherwise.
     *
     * @return the reverses
     */
    public String getReverses() {
        return reverses;
    }

    /**
     * See {@link #getReverses()}.
     *
     * @param reverses the reverses
     */
    public void setReverses(String reverses) {
        this.reverses = reverses;
    }

    /**
     * The voucher which undid this one; null otherwise.
     *
     * @return the reversed by
     */
    public String getReversedBy() {
        return reversedBy;
    }

    /**
     * See {@link #getReversedBy()}.
     *
     * @param reversedBy the reversed by
     */
    public void setReversedBy(String reversedBy) {
        this.reversedBy = reversedBy;
    }

    /**
     * When it was booked, by the database's clock.
     *
     * @return the booked at
     */
    public Date getBookedAt() {
        return bookedAt;
    }

    /**
     * See {@link #getBookedAt()}.
     *
     * @param bookedAt the booked at
     */
    public void setBookedAt(Date bookedAt) {
        this.bookedAt = bookedAt;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        Voucher that = (Voucher) other;
        return Objects.equals(voucherNo, that.voucherNo)
                && Objects.equals(lines, that.lines)
                && Objects.equals(legs, that.legs)
                && Objects.equals(hitReservations, that.hitReservations)
                && Objects.equals(hitFulfillments, that.hitFulfillments)
                && Objects.equals(reverses, that.reverses)
                && Objects.equals(reversedBy, that.reversedBy)
                && Objects.equals(bookedAt, that.bookedAt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(voucherNo, lines, legs, hitReservations, hitFulfillments, reverses, reversedBy, bookedAt);
    }

    @Override
    public String toString() {
        return "Voucher{voucherNo=" + voucherNo
                + ", lines=" + lines
                + ", legs=" + legs
                + ", hitReservations=" + hitReservations
                + ", hitFulfillments=" + hitFulfillments
                + ", reverses=" + reverses
                + ", reversedBy=" + reversedBy
                + ", bookedAt=" + bookedAt + "}";
    }
}

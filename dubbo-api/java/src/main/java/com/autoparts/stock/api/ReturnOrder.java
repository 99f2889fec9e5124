// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;

/**
 * A return, as it stands after the call.
 */
public class ReturnOrder implements Serializable {
    private static final long serialVersionUID = 1L;

    private String returnNo;
    private String orderNo;
    private String foNo;
    private String parcelNo;
    private String kind;
    private String state;
    private String warehouse;
    private List<ReturnLine> lines = new ArrayList<ReturnLine>();
    private Date createdAt;
    private Date sentAt;
    private Date receivedAt;
    private Date closedAt;
    private String voucherNo;
    private long version;

    /** Creates one with nothing set. */
    public ReturnOrder() {
    }

    /**
     * Its number.
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
     * The order; null for kind {@code BLIND}.
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
     * The fulfilment order it was sent with.
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
     * The parcel that was refused or stopped; null otherwise.
     *
     * @return the parcel number
     */
    public String getParcelNo() {
        return parcelNo;
    }

    /**
     * See {@link #getParcelNo()}.
     *
     * @param parcelNo the parcel number
     */
    public void setParcelNo(String parcelNo) {
        this.parcelNo = parcelNo;
    }

    /**
     * Where it comes from, see {@link ReturnKind}.
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
     * Where it stands, see {@link ReturnState}.
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
     * Where it is to arrive, or arrived.
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
     * Its lines.
     *
     * @return the lines
     */
    public List<ReturnLine> getLines() {
        return lines;
    }

    /**
     * See {@link #getLines()}.
     *
     * @param lines the lines
     */
    public void setLines(List<ReturnLine> lines) {
        this.lines = lines;
    }

    /**
     * When it was opened.
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
     * When it was sent; null before.
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
     * When it arrived; null before.
     *
     * @return the received at
     */
    public Date getReceivedAt() {
        return receivedAt;
    }

    /**
     * See {@link #getReceivedAt()}.
     *
     * @param receivedAt the received at
     */
    public void setReceivedAt(Date receivedAt) {
        this.receivedAt = receivedAt;
    }

    /**
     * When it was closed; null before.
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
        ReturnOrder that = (ReturnOrder) other;
        return Objects.equals(returnNo, that.returnNo)
                && Objects.equals(orderNo, that.orderNo)
                && Objects.equals(foNo, that.foNo)
                && Objects.equals(parcelNo, that.parcelNo)
                && Objects.equals(kind, that.kind)
                && Objects.equals(state, that.state)
                && Objects.equals(warehouse, that.warehouse)
                && Objects.equals(lines, that.lines)
                && Objects.equals(createdAt, that.createdAt)
                && Objects.equals(sentAt, that.sentAt)
                && Objects.equals(receivedAt, that.receivedAt)
                && Objects.equals(closedAt, that.closedAt)
                && Objects.equals(voucherNo, that.voucherNo)
                && version == that.version;
    }

    @Override
    public int hashCode() {
        return Objects.hash(returnNo, orderNo, foNo, parcelNo, kind, state, warehouse, lines, createdAt, sentAt, receivedAt, closedAt, voucherNo, version);
    }

    @Override
    public String toString() {
        return "ReturnOrder{returnNo=" + returnNo
                + ", orderNo=" + orderNo
                + ", foNo=" + foNo
                + ", parcelNo=" + parcelNo
                + ", kind=" + kind
                + ", state=" + state
                + ", warehouse=" + warehouse
                + ", lines=" + lines
                + ", createdAt=" + createdAt
                + ", sentAt=" + sentAt
                + ", receivedAt=" + receivedAt
                + ", closedAt=" + closedAt
                + ", voucherNo=" + voucherNo
                + ", version=" + version + "}";
    }
}

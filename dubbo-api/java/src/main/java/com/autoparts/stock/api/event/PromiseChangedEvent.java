// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api.event;

import java.io.Serializable;
import java.util.Date;
import java.util.Objects;

/**
 * A date that was promised is another now: {@code promise.changed}.
 */
public class PromiseChangedEvent implements Serializable {
    private static final long serialVersionUID = 1L;

    private String orderNo;
    private String foNo;
    private Date before;
    private Date after;
    private String reason;

    /** Creates one with nothing set. */
    public PromiseChangedEvent() {
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
     * The fulfilment order.
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
     * The date that was promised; null when none was.
     *
     * @return the before
     */
    public Date getBefore() {
        return before;
    }

    /**
     * See {@link #getBefore()}.
     *
     * @param before the before
     */
    public void setBefore(Date before) {
        this.before = before;
    }

    /**
     * The date now; null when there is none.
     *
     * @return the after
     */
    public Date getAfter() {
        return after;
    }

    /**
     * See {@link #getAfter()}.
     *
     * @param after the after
     */
    public void setAfter(Date after) {
        this.after = after;
    }

    /**
     * Why.
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
        PromiseChangedEvent that = (PromiseChangedEvent) other;
        return Objects.equals(orderNo, that.orderNo)
                && Objects.equals(foNo, that.foNo)
                && Objects.equals(before, that.before)
                && Objects.equals(after, that.after)
                && Objects.equals(reason, that.reason);
    }

    @Override
    public int hashCode() {
        return Objects.hash(orderNo, foNo, before, after, reason);
    }

    @Override
    public String toString() {
        return "PromiseChangedEvent{orderNo=" + orderNo
                + ", foNo=" + foNo
                + ", before=" + before
                + ", after=" + after
                + ", reason=" + reason + "}";
    }
}

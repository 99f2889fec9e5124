// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Date;
import java.util.Objects;

/**
 * One warehouse that was looked at.
 */
public class TraceCandidate implements Serializable {
    private static final long serialVersionUID = 1L;

    private String warehouse;
    private boolean accepted;
    private String filterReason;
    private int linesCovered;
    private Date arriveAt;

    /** Creates one with nothing set. */
    public TraceCandidate() {
    }

    /**
     * The site.
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
     * Whether it passed the filters.
     *
     * @return the accepted
     */
    public boolean isAccepted() {
        return accepted;
    }

    /**
     * See {@link #isAccepted()}.
     *
     * @param accepted the accepted
     */
    public void setAccepted(boolean accepted) {
        this.accepted = accepted;
    }

    /**
     * Why it did not, see {@link FilterReason}; null when it did.
     *
     * @return the filter reason
     */
    public String getFilterReason() {
        return filterReason;
    }

    /**
     * See {@link #getFilterReason()}.
     *
     * @param filterReason the filter reason
     */
    public void setFilterReason(String filterReason) {
        this.filterReason = filterReason;
    }

    /**
     * How many lines it could cover in full.
     *
     * @return the lines covered
     */
    public int getLinesCovered() {
        return linesCovered;
    }

    /**
     * See {@link #getLinesCovered()}.
     *
     * @param linesCovered the lines covered
     */
    public void setLinesCovered(int linesCovered) {
        this.linesCovered = linesCovered;
    }

    /**
     * When it could deliver; null when not known.
     *
     * @return the arrive at
     */
    public Date getArriveAt() {
        return arriveAt;
    }

    /**
     * See {@link #getArriveAt()}.
     *
     * @param arriveAt the arrive at
     */
    public void setArriveAt(Date arriveAt) {
        this.arriveAt = arriveAt;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        TraceCandidate that = (TraceCandidate) other;
        return Objects.equals(warehouse, that.warehouse)
                && accepted == that.accepted
                && Objects.equals(filterReason, that.filterReason)
                && linesCovered == that.linesCovered
                && Objects.equals(arriveAt, that.arriveAt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(warehouse, accepted, filterReason, linesCovered, arriveAt);
    }

    @Override
    public String toString() {
        return "TraceCandidate{warehouse=" + warehouse
                + ", accepted=" + accepted
                + ", filterReason=" + filterReason
                + ", linesCovered=" + linesCovered
                + ", arriveAt=" + arriveAt + "}";
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;

/**
 * A closed business day.
 */
public class DayClose implements Serializable {
    private static final long serialVersionUID = 1L;

    private String businessDate;
    private boolean closed;
    private long cutSeq;
    private Date closedAt;
    private String closedBy;
    private List<RunSummary> runs = new ArrayList<RunSummary>();
    private List<String> carriedOver = new ArrayList<String>();

    /** Creates one with nothing set. */
    public DayClose() {
    }

    /**
     * The day, {@code yyyy-MM-dd} in Asia/Shanghai.
     *
     * @return the business date
     */
    public String getBusinessDate() {
        return businessDate;
    }

    /**
     * See {@link #getBusinessDate()}.
     *
     * @param businessDate the business date
     */
    public void setBusinessDate(String businessDate) {
        this.businessDate = businessDate;
    }

    /**
     * Whether it is closed now.
     *
     * @return the closed
     */
    public boolean isClosed() {
        return closed;
    }

    /**
     * See {@link #isClosed()}.
     *
     * @param closed the closed
     */
    public void setClosed(boolean closed) {
        this.closed = closed;
    }

    /**
     * The ledger's last sequence that belongs to the day.
     *
     * @return the cut seq
     */
    public long getCutSeq() {
        return cutSeq;
    }

    /**
     * See {@link #getCutSeq()}.
     *
     * @param cutSeq the cut seq
     */
    public void setCutSeq(long cutSeq) {
        this.cutSeq = cutSeq;
    }

    /**
     * When it was closed.
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
     * Who closed it.
     *
     * @return the closed by
     */
    public String getClosedBy() {
        return closedBy;
    }

    /**
     * See {@link #getClosedBy()}.
     *
     * @param closedBy the closed by
     */
    public void setClosedBy(String closedBy) {
        this.closedBy = closedBy;
    }

    /**
     * The day's comparisons.
     *
     * @return the runs
     */
    public List<RunSummary> getRuns() {
        return runs;
    }

    /**
     * See {@link #getRuns()}.
     *
     * @param runs the runs
     */
    public void setRuns(List<RunSummary> runs) {
        this.runs = runs;
    }

    /**
     * Differences that stay open on purpose.
     *
     * @return the carried over
     */
    public List<String> getCarriedOver() {
        return carriedOver;
    }

    /**
     * See {@link #getCarriedOver()}.
     *
     * @param carriedOver the carried over
     */
    public void setCarriedOver(List<String> carriedOver) {
        this.carriedOver = carriedOver;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        DayClose that = (DayClose) other;
        return Objects.equals(businessDate, that.businessDate)
                && closed == that.closed
                && cutSeq == that.cutSeq
                && Objects.equals(closedAt, that.closedAt)
                && Objects.equals(closedBy, that.closedBy)
                && Objects.equals(runs, that.runs)
                && Objects.equals(carriedOver, that.carriedOver);
    }

    @Override
    public int hashCode() {
        return Objects.hash(businessDate, closed, cutSeq, closedAt, closedBy, runs, carriedOver);
    }

    @Override
    public String toString() {
        return "DayClose{businessDate=" + businessDate
                + ", closed=" + closed
                + ", cutSeq=" + cutSeq
                + ", closedAt=" + closedAt
                + ", closedBy=" + closedBy
                + ", runs=" + runs
                + ", carriedOver=" + carriedOver + "}";
    }
}

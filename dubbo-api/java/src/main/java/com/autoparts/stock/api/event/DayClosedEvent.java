// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api.event;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A business day is closed: {@code recon.day.closed}.
 */
public class DayClosedEvent implements Serializable {
    private static final long serialVersionUID = 1L;

    private String businessDate;
    private long cutSeq;
    private int diffs;
    private int carriedOver;
    private List<DayTotal> totals = new ArrayList<DayTotal>();

    /** Creates one with nothing set. */
    public DayClosedEvent() {
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
     * The ledger's last sequence of the day.
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
     * Differences found on the day.
     *
     * @return the diffs
     */
    public int getDiffs() {
        return diffs;
    }

    /**
     * See {@link #getDiffs()}.
     *
     * @param diffs the diffs
     */
    public void setDiffs(int diffs) {
        this.diffs = diffs;
    }

    /**
     * Of them, carried over.
     *
     * @return the carried over
     */
    public int getCarriedOver() {
        return carriedOver;
    }

    /**
     * See {@link #getCarriedOver()}.
     *
     * @param carriedOver the carried over
     */
    public void setCarriedOver(int carriedOver) {
        this.carriedOver = carriedOver;
    }

    /**
     * What lay where at the cut; at most 1,000 of them, {@code dayReport} has all.
     *
     * @return the totals
     */
    public List<DayTotal> getTotals() {
        return totals;
    }

    /**
     * See {@link #getTotals()}.
     *
     * @param totals the totals
     */
    public void setTotals(List<DayTotal> totals) {
        this.totals = totals;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        DayClosedEvent that = (DayClosedEvent) other;
        return Objects.equals(businessDate, that.businessDate)
                && cutSeq == that.cutSeq
                && diffs == that.diffs
                && carriedOver == that.carriedOver
                && Objects.equals(totals, that.totals);
    }

    @Override
    public int hashCode() {
        return Objects.hash(businessDate, cutSeq, diffs, carriedOver, totals);
    }

    @Override
    public String toString() {
        return "DayClosedEvent{businessDate=" + businessDate
                + ", cutSeq=" + cutSeq
                + ", diffs=" + diffs
                + ", carriedOver=" + carriedOver
                + ", totals=" + totals + "}";
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Opening, movements and closing of a business day.
 */
public class DayReport implements Serializable {
    private static final long serialVersionUID = 1L;

    private String businessDate;
    private long fromSeq;
    private long toSeq;
    private List<DayReportRow> rows = new ArrayList<DayReportRow>();
    private List<DiffCount> diffs = new ArrayList<DiffCount>();
    private boolean balanced;

    /** Creates one with nothing set. */
    public DayReport() {
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
     * The last sequence of the day before.
     *
     * @return the from seq
     */
    public long getFromSeq() {
        return fromSeq;
    }

    /**
     * See {@link #getFromSeq()}.
     *
     * @param fromSeq the from seq
     */
    public void setFromSeq(long fromSeq) {
        this.fromSeq = fromSeq;
    }

    /**
     * The last sequence of the day.
     *
     * @return the to seq
     */
    public long getToSeq() {
        return toSeq;
    }

    /**
     * See {@link #getToSeq()}.
     *
     * @param toSeq the to seq
     */
    public void setToSeq(long toSeq) {
        this.toSeq = toSeq;
    }

    /**
     * A row per owner, warehouse, category and bucket.
     *
     * @return the rows
     */
    public List<DayReportRow> getRows() {
        return rows;
    }

    /**
     * See {@link #getRows()}.
     *
     * @param rows the rows
     */
    public void setRows(List<DayReportRow> rows) {
        this.rows = rows;
    }

    /**
     * The day's differences by class.
     *
     * @return the diffs
     */
    public List<DiffCount> getDiffs() {
        return diffs;
    }

    /**
     * See {@link #getDiffs()}.
     *
     * @param diffs the diffs
     */
    public void setDiffs(List<DiffCount> diffs) {
        this.diffs = diffs;
    }

    /**
     * Whether opening plus movements is closing on every row.
     *
     * @return the balanced
     */
    public boolean isBalanced() {
        return balanced;
    }

    /**
     * See {@link #isBalanced()}.
     *
     * @param balanced the balanced
     */
    public void setBalanced(boolean balanced) {
        this.balanced = balanced;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        DayReport that = (DayReport) other;
        return Objects.equals(businessDate, that.businessDate)
                && fromSeq == that.fromSeq
                && toSeq == that.toSeq
                && Objects.equals(rows, that.rows)
                && Objects.equals(diffs, that.diffs)
                && balanced == that.balanced;
    }

    @Override
    public int hashCode() {
        return Objects.hash(businessDate, fromSeq, toSeq, rows, diffs, balanced);
    }

    @Override
    public String toString() {
        return "DayReport{businessDate=" + businessDate
                + ", fromSeq=" + fromSeq
                + ", toSeq=" + toSeq
                + ", rows=" + rows
                + ", diffs=" + diffs
                + ", balanced=" + balanced + "}";
    }
}

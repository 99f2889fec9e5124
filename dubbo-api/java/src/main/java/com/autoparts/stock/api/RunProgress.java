// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Date;
import java.util.Objects;

/**
 * How far a comparison has come.
 */
public class RunProgress implements Serializable {
    private static final long serialVersionUID = 1L;

    private String runNo;
    private String run;
    private String state;
    private String businessDate;
    private long cutSeq;
    private long rowsRead;
    private int diffs;
    private Date createdAt;
    private Date finishedAt;
    private String message;

    /** Creates one with nothing set. */
    public RunProgress() {
    }

    /**
     * Its number.
     *
     * @return the run number
     */
    public String getRunNo() {
        return runNo;
    }

    /**
     * See {@link #getRunNo()}.
     *
     * @param runNo the run number
     */
    public void setRunNo(String runNo) {
        this.runNo = runNo;
    }

    /**
     * Which comparison, see {@link ReconRun}.
     *
     * @return the run
     */
    public String getRun() {
        return run;
    }

    /**
     * See {@link #getRun()}.
     *
     * @param run the run
     */
    public void setRun(String run) {
        this.run = run;
    }

    /**
     * How far it is, see {@link RunState}.
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
     * The business day, {@code yyyy-MM-dd}.
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
     * The ledger's sequence of the comparison.
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
     * Rows read so far.
     *
     * @return the rows read
     */
    public long getRowsRead() {
        return rowsRead;
    }

    /**
     * See {@link #getRowsRead()}.
     *
     * @param rowsRead the rows read
     */
    public void setRowsRead(long rowsRead) {
        this.rowsRead = rowsRead;
    }

    /**
     * Differences found so far; what was only on its way is not counted.
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
     * When it was asked for.
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
     * When it ended; null before.
     *
     * @return the finished at
     */
    public Date getFinishedAt() {
        return finishedAt;
    }

    /**
     * See {@link #getFinishedAt()}.
     *
     * @param finishedAt the finished at
     */
    public void setFinishedAt(Date finishedAt) {
        this.finishedAt = finishedAt;
    }

    /**
     * Why it failed, or what was left out; null otherwise.
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

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        RunProgress that = (RunProgress) other;
        return Objects.equals(runNo, that.runNo)
                && Objects.equals(run, that.run)
                && Objects.equals(state, that.state)
                && Objects.equals(businessDate, that.businessDate)
                && cutSeq == that.cutSeq
                && rowsRead == that.rowsRead
                && diffs == that.diffs
                && Objects.equals(createdAt, that.createdAt)
                && Objects.equals(finishedAt, that.finishedAt)
                && Objects.equals(message, that.message);
    }

    @Override
    public int hashCode() {
        return Objects.hash(runNo, run, state, businessDate, cutSeq, rowsRead, diffs, createdAt, finishedAt, message);
    }

    @Override
    public String toString() {
        return "RunProgress{runNo=" + runNo
                + ", run=" + run
                + ", state=" + state
                + ", businessDate=" + businessDate
                + ", cutSeq=" + cutSeq
                + ", rowsRead=" + rowsRead
                + ", diffs=" + diffs
                + ", createdAt=" + createdAt
                + ", finishedAt=" + finishedAt
                + ", message=" + message + "}";
    }
}

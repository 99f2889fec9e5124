// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * One comparison of a day.
 */
public class RunSummary implements Serializable {
    private static final long serialVersionUID = 1L;

    private String run;
    private String runNo;
    private boolean done;
    private int diffs;
    private int open;

    /** Creates one with nothing set. */
    public RunSummary() {
    }

    /**
     * Which one, see {@link ReconRun}.
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
     * Whether it is done.
     *
     * @return the done
     */
    public boolean isDone() {
        return done;
    }

    /**
     * See {@link #isDone()}.
     *
     * @param done the done
     */
    public void setDone(boolean done) {
        this.done = done;
    }

    /**
     * Differences found.
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
     * Of them, still open.
     *
     * @return the open
     */
    public int getOpen() {
        return open;
    }

    /**
     * See {@link #getOpen()}.
     *
     * @param open the open
     */
    public void setOpen(int open) {
        this.open = open;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        RunSummary that = (RunSummary) other;
        return Objects.equals(run, that.run)
                && Objects.equals(runNo, that.runNo)
                && done == that.done
                && diffs == that.diffs
                && open == that.open;
    }

    @Override
    public int hashCode() {
        return Objects.hash(run, runNo, done, diffs, open);
    }

    @Override
    public String toString() {
        return "RunSummary{run=" + run
                + ", runNo=" + runNo
                + ", done=" + done
                + ", diffs=" + diffs
                + ", open=" + open + "}";
    }
}

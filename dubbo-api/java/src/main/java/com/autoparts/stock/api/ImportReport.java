// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What an import did.
 */
public class ImportReport implements Serializable {
    private static final long serialVersionUID = 1L;

    private boolean dryRun;
    private int accepted;
    private int rejected;
    private List<ImportProblem> problems = new ArrayList<ImportProblem>();

    /** Creates one with nothing set. */
    public ImportReport() {
    }

    /**
     * Whether it was only checked.
     *
     * @return the dry run
     */
    public boolean isDryRun() {
        return dryRun;
    }

    /**
     * See {@link #isDryRun()}.
     *
     * @param dryRun the dry run
     */
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    /**
     * Rows taken over.
     *
     * @return the accepted
     */
    public int getAccepted() {
        return accepted;
    }

    /**
     * See {@link #getAccepted()}.
     *
     * @param accepted the accepted
     */
    public void setAccepted(int accepted) {
        this.accepted = accepted;
    }

    /**
     * Rows refused; with any, nothing is taken over.
     *
     * @return the rejected
     */
    public int getRejected() {
        return rejected;
    }

    /**
     * See {@link #getRejected()}.
     *
     * @param rejected the rejected
     */
    public void setRejected(int rejected) {
        this.rejected = rejected;
    }

    /**
     * The first 100 problems.
     *
     * @return the problems
     */
    public List<ImportProblem> getProblems() {
        return problems;
    }

    /**
     * See {@link #getProblems()}.
     *
     * @param problems the problems
     */
    public void setProblems(List<ImportProblem> problems) {
        this.problems = problems;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        ImportReport that = (ImportReport) other;
        return dryRun == that.dryRun
                && accepted == that.accepted
                && rejected == that.rejected
                && Objects.equals(problems, that.problems);
    }

    @Override
    public int hashCode() {
        return Objects.hash(dryRun, accepted, rejected, problems);
    }

    @Override
    public String toString() {
        return "ImportReport{dryRun=" + dryRun
                + ", accepted=" + accepted
                + ", rejected=" + rejected
                + ", problems=" + problems + "}";
    }
}

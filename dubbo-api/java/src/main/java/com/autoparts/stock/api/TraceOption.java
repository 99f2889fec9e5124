// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One set of warehouses that was scored.
 */
public class TraceOption implements Serializable {
    private static final long serialVersionUID = 1L;

    private List<String> warehouses = new ArrayList<String>();
    private boolean chosen;
    private List<TraceScore> scores = new ArrayList<TraceScore>();
    private double total;

    /** Creates one with nothing set. */
    public TraceOption() {
    }

    /**
     * The set.
     *
     * @return the warehouses
     */
    public List<String> getWarehouses() {
        return warehouses;
    }

    /**
     * See {@link #getWarehouses()}.
     *
     * @param warehouses the warehouses
     */
    public void setWarehouses(List<String> warehouses) {
        this.warehouses = warehouses;
    }

    /**
     * Whether it was chosen.
     *
     * @return the chosen
     */
    public boolean isChosen() {
        return chosen;
    }

    /**
     * See {@link #isChosen()}.
     *
     * @param chosen the chosen
     */
    public void setChosen(boolean chosen) {
        this.chosen = chosen;
    }

    /**
     * Its figures, one per objective.
     *
     * @return the scores
     */
    public List<TraceScore> getScores() {
        return scores;
    }

    /**
     * See {@link #getScores()}.
     *
     * @param scores the scores
     */
    public void setScores(List<TraceScore> scores) {
        this.scores = scores;
    }

    /**
     * The weighted sum; smaller is better. 0 for lexicographic policies.
     *
     * @return the total
     */
    public double getTotal() {
        return total;
    }

    /**
     * See {@link #getTotal()}.
     *
     * @param total the total
     */
    public void setTotal(double total) {
        this.total = total;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        TraceOption that = (TraceOption) other;
        return Objects.equals(warehouses, that.warehouses)
                && chosen == that.chosen
                && Objects.equals(scores, that.scores)
                && Double.compare(total, that.total) == 0;
    }

    @Override
    public int hashCode() {
        return Objects.hash(warehouses, chosen, scores, total);
    }

    @Override
    public String toString() {
        return "TraceOption{warehouses=" + warehouses
                + ", chosen=" + chosen
                + ", scores=" + scores
                + ", total=" + total + "}";
    }
}

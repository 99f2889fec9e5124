// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * One figure of a set of warehouses.
 */
public class TraceScore implements Serializable {
    private static final long serialVersionUID = 1L;

    private String objective;
    private double value;
    private double weight;

    /** Creates one with nothing set. */
    public TraceScore() {
    }

    /**
     * The objective, see {@link ObjectiveKind}.
     *
     * @return the objective
     */
    public String getObjective() {
        return objective;
    }

    /**
     * See {@link #getObjective()}.
     *
     * @param objective the objective
     */
    public void setObjective(String objective) {
        this.objective = objective;
    }

    /**
     * The figure: parcels, fen, hours, priority, or share of the site's stock taken.
     *
     * @return the value
     */
    public double getValue() {
        return value;
    }

    /**
     * See {@link #getValue()}.
     *
     * @param value the value
     */
    public void setValue(double value) {
        this.value = value;
    }

    /**
     * Its weight; 0 for lexicographic policies.
     *
     * @return the weight
     */
    public double getWeight() {
        return weight;
    }

    /**
     * See {@link #getWeight()}.
     *
     * @param weight the weight
     */
    public void setWeight(double weight) {
        this.weight = weight;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        TraceScore that = (TraceScore) other;
        return Objects.equals(objective, that.objective)
                && Double.compare(value, that.value) == 0
                && Double.compare(weight, that.weight) == 0;
    }

    @Override
    public int hashCode() {
        return Objects.hash(objective, value, weight);
    }

    @Override
    public String toString() {
        return "TraceScore{objective=" + objective
                + ", value=" + value
                + ", weight=" + weight + "}";
    }
}

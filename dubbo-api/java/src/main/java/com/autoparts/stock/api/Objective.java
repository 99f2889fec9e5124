// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * One aim of a policy.
 */
public class Objective implements Serializable {
    private static final long serialVersionUID = 1L;

    private String kind;
    private double weight;

    /** Creates one with nothing set. */
    public Objective() {
    }

    /**
     * Which one, see {@link ObjectiveKind}. Required.
     *
     * @return the kind
     */
    public String getKind() {
        return kind;
    }

    /**
     * See {@link #getKind()}.
     *
     * @param kind the kind
     */
    public void setKind(String kind) {
        this.kind = kind;
    }

    /**
     * Its weight, 0 to 1000; not read by lexicographic policies.
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
        Objective that = (Objective) other;
        return Objects.equals(kind, that.kind)
                && Double.compare(weight, that.weight) == 0;
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, weight);
    }

    @Override
    public String toString() {
        return "Objective{kind=" + kind
                + ", weight=" + weight + "}";
    }
}

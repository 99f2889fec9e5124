// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * What one kind of movement brought and took, in base units.
 */
public class MovementSum implements Serializable {
    private static final long serialVersionUID = 1L;

    private String movement;
    private long quantityIn;
    private long quantityOut;

    /** Creates one with nothing set. */
    public MovementSum() {
    }

    /**
     * The kind, see {@link Movement}.
     *
     * @return the movement
     */
    public String getMovement() {
        return movement;
    }

    /**
     * See {@link #getMovement()}.
     *
     * @param movement the movement
     */
    public void setMovement(String movement) {
        this.movement = movement;
    }

    /**
     * Into the bucket.
     *
     * @return the quantity in
     */
    public long getQuantityIn() {
        return quantityIn;
    }

    /**
     * See {@link #getQuantityIn()}.
     *
     * @param quantityIn the quantity in
     */
    public void setQuantityIn(long quantityIn) {
        this.quantityIn = quantityIn;
    }

    /**
     * Out of the bucket.
     *
     * @return the quantity out
     */
    public long getQuantityOut() {
        return quantityOut;
    }

    /**
     * See {@link #getQuantityOut()}.
     *
     * @param quantityOut the quantity out
     */
    public void setQuantityOut(long quantityOut) {
        this.quantityOut = quantityOut;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        MovementSum that = (MovementSum) other;
        return Objects.equals(movement, that.movement)
                && quantityIn == that.quantityIn
                && quantityOut == that.quantityOut;
    }

    @Override
    public int hashCode() {
        return Objects.hash(movement, quantityIn, quantityOut);
    }

    @Override
    public String toString() {
        return "MovementSum{movement=" + movement
                + ", quantityIn=" + quantityIn
                + ", quantityOut=" + quantityOut + "}";
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How many differences of one class a day has.
 */
public class DiffCount implements Serializable {
    private static final long serialVersionUID = 1L;

    private String diffClass;
    private int count;
    private int open;
    private long quantity;
    private int oldestHours;
    private List<String> repairs = new ArrayList<String>();

    /** Creates one with nothing set. */
    public DiffCount() {
    }

    /**
     * The class, see {@link DiffClass}.
     *
     * @return the diff class
     */
    public String getDiffClass() {
        return diffClass;
    }

    /**
     * See {@link #getDiffClass()}.
     *
     * @param diffClass the diff class
     */
    public void setDiffClass(String diffClass) {
        this.diffClass = diffClass;
    }

    /**
     * How many.
     *
     * @return the count
     */
    public int getCount() {
        return count;
    }

    /**
     * See {@link #getCount()}.
     *
     * @param count the count
     */
    public void setCount(int count) {
        this.count = count;
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

    /**
     * By how many base units, taken absolutely.
     *
     * @return the quantity
     */
    public long getQuantity() {
        return quantity;
    }

    /**
     * See {@link #getQuantity()}.
     *
     * @param quantity the quantity
     */
    public void setQuantity(long quantity) {
        this.quantity = quantity;
    }

    /**
     * Age of the oldest open one in hours.
     *
     * @return the oldest hours
     */
    public int getOldestHours() {
        return oldestHours;
    }

    /**
     * See {@link #getOldestHours()}.
     *
     * @param oldestHours the oldest hours
     */
    public void setOldestHours(int oldestHours) {
        this.oldestHours = oldestHours;
    }

    /**
     * Repaired, and by whom approved: {@code approver (count)}.
     *
     * @return the repairs
     */
    public List<String> getRepairs() {
        return repairs;
    }

    /**
     * See {@link #getRepairs()}.
     *
     * @param repairs the repairs
     */
    public void setRepairs(List<String> repairs) {
        this.repairs = repairs;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        DiffCount that = (DiffCount) other;
        return Objects.equals(diffClass, that.diffClass)
                && count == that.count
                && open == that.open
                && quantity == that.quantity
                && oldestHours == that.oldestHours
                && Objects.equals(repairs, that.repairs);
    }

    @Override
    public int hashCode() {
        return Objects.hash(diffClass, count, open, quantity, oldestHours, repairs);
    }

    @Override
    public String toString() {
        return "DiffCount{diffClass=" + diffClass
                + ", count=" + count
                + ", open=" + open
                + ", quantity=" + quantity
                + ", oldestHours=" + oldestHours
                + ", repairs=" + repairs + "}";
    }
}

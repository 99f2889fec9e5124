// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One page of a long list.
 * @param <T> the type of the data
 */
public class Page<T> implements Serializable {
    private static final long serialVersionUID = 1L;

    private List<T> items = new ArrayList<T>();
    private String nextCursor;
    private Long total;

    /** Creates one with nothing set. */
    public Page() {
    }

    /**
     * The rows of this page, in the order of the query.
     *
     * @return the items
     */
    public List<T> getItems() {
        return items;
    }

    /**
     * See {@link #getItems()}.
     *
     * @param items the items
     */
    public void setItems(List<T> items) {
        this.items = items;
    }

    /**
     * Where the next page starts: give it back as {@code cursor}; null on the last page.
     *
     * @return the next cursor
     */
    public String getNextCursor() {
        return nextCursor;
    }

    /**
     * See {@link #getNextCursor()}.
     *
     * @param nextCursor the next cursor
     */
    public void setNextCursor(String nextCursor) {
        this.nextCursor = nextCursor;
    }

    /**
     * How many rows there are in all; null when counting them would cost too much.
     *
     * @return the total
     */
    public Long getTotal() {
        return total;
    }

    /**
     * See {@link #getTotal()}.
     *
     * @param total the total
     */
    public void setTotal(Long total) {
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
        Page<?> that = (Page<?>) other;
        return Objects.equals(items, that.items)
                && Objects.equals(nextCursor, that.nextCursor)
                && Objects.equals(total, that.total);
    }

    @Override
    public int hashCode() {
        return Objects.hash(items, nextCursor, total);
    }

    @Override
    public String toString() {
        return "Page{items=" + items
                + ", nextCursor=" + nextCursor
                + ", total=" + total + "}";
    }
}

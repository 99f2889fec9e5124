// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How far a snapshot has arrived.
 */
public class SnapshotAck implements Serializable {
    private static final long serialVersionUID = 1L;

    private String snapshotNo;
    private int pages;
    private int pagesReceived;
    private boolean complete;
    private List<Integer> missingPages = new ArrayList<Integer>();
    private long rows;

    /** Creates one with nothing set. */
    public SnapshotAck() {
    }

    /**
     * The snapshot.
     *
     * @return the snapshot number
     */
    public String getSnapshotNo() {
        return snapshotNo;
    }

    /**
     * See {@link #getSnapshotNo()}.
     *
     * @param snapshotNo the snapshot number
     */
    public void setSnapshotNo(String snapshotNo) {
        this.snapshotNo = snapshotNo;
    }

    /**
     * How many pages there are.
     *
     * @return the pages
     */
    public int getPages() {
        return pages;
    }

    /**
     * See {@link #getPages()}.
     *
     * @param pages the pages
     */
    public void setPages(int pages) {
        this.pages = pages;
    }

    /**
     * How many have arrived.
     *
     * @return the pages received
     */
    public int getPagesReceived() {
        return pagesReceived;
    }

    /**
     * See {@link #getPagesReceived()}.
     *
     * @param pagesReceived the pages received
     */
    public void setPagesReceived(int pagesReceived) {
        this.pagesReceived = pagesReceived;
    }

    /**
     * Whether all have.
     *
     * @return the complete
     */
    public boolean isComplete() {
        return complete;
    }

    /**
     * See {@link #isComplete()}.
     *
     * @param complete the complete
     */
    public void setComplete(boolean complete) {
        this.complete = complete;
    }

    /**
     * The first 100 pages that are missing.
     *
     * @return the missing pages
     */
    public List<Integer> getMissingPages() {
        return missingPages;
    }

    /**
     * See {@link #getMissingPages()}.
     *
     * @param missingPages the missing pages
     */
    public void setMissingPages(List<Integer> missingPages) {
        this.missingPages = missingPages;
    }

    /**
     * How many rows have arrived.
     *
     * @return the rows
     */
    public long getRows() {
        return rows;
    }

    /**
     * See {@link #getRows()}.
     *
     * @param rows the rows
     */
    public void setRows(long rows) {
        this.rows = rows;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        SnapshotAck that = (SnapshotAck) other;
        return Objects.equals(snapshotNo, that.snapshotNo)
                && pages == that.pages
                && pagesReceived == that.pagesReceived
                && complete == that.complete
                && Objects.equals(missingPages, that.missingPages)
                && rows == that.rows;
    }

    @Override
    public int hashCode() {
        return Objects.hash(snapshotNo, pages, pagesReceived, complete, missingPages, rows);
    }

    @Override
    public String toString() {
        return "SnapshotAck{snapshotNo=" + snapshotNo
                + ", pages=" + pages
                + ", pagesReceived=" + pagesReceived
                + ", complete=" + complete
                + ", missingPages=" + missingPages
                + ", rows=" + rows + "}";
    }
}

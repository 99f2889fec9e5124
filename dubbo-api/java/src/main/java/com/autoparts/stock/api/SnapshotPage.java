// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;

/**
 * One page of a warehouse's stock snapshot. A page sent twice replaces the first; the comparison waits for all pages.
 */
public class SnapshotPage implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private String snapshotNo;
    private String warehouse;
    private int page;
    private int pages;
    private String lastDocNo;
    private Date takenAt;
    private List<SnapshotRow> rows = new ArrayList<SnapshotRow>();

    /** Creates one with nothing set. */
    public SnapshotPage() {
    }

    /**
     * Who sends it, under which key (bizNo = snapshot number, opSeq = page). Required.
     *
     * @return the context
     */
    public OpContext getContext() {
        return context;
    }

    /**
     * See {@link #getContext()}.
     *
     * @param context the context
     */
    public void setContext(OpContext context) {
        this.context = context;
    }

    /**
     * The warehouse's snapshot number, at most 64 characters. Required.
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
     * Where. Required.
     *
     * @return the warehouse
     */
    public String getWarehouse() {
        return warehouse;
    }

    /**
     * See {@link #getWarehouse()}.
     *
     * @param warehouse the warehouse
     */
    public void setWarehouse(String warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * This page, from 1.
     *
     * @return the page
     */
    public int getPage() {
        return page;
    }

    /**
     * See {@link #getPage()}.
     *
     * @param page the page
     */
    public void setPage(int page) {
        this.page = page;
    }

    /**
     * How many pages there are, 1 to 10000.
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
     * The last document the warehouse had applied: what came later is on its way.
     *
     * @return the last doc number
     */
    public String getLastDocNo() {
        return lastDocNo;
    }

    /**
     * See {@link #getLastDocNo()}.
     *
     * @param lastDocNo the last doc number
     */
    public void setLastDocNo(String lastDocNo) {
        this.lastDocNo = lastDocNo;
    }

    /**
     * When the snapshot was taken.
     *
     * @return the taken at
     */
    public Date getTakenAt() {
        return takenAt;
    }

    /**
     * See {@link #getTakenAt()}.
     *
     * @param takenAt the taken at
     */
    public void setTakenAt(Date takenAt) {
        this.takenAt = takenAt;
    }

    /**
     * What stands there, at most 1000 rows per page.
     *
     * @return the rows
     */
    public List<SnapshotRow> getRows() {
        return rows;
    }

    /**
     * See {@link #getRows()}.
     *
     * @param rows the rows
     */
    public void setRows(List<SnapshotRow> rows) {
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
        SnapshotPage that = (SnapshotPage) other;
        return Objects.equals(context, that.context)
                && Objects.equals(snapshotNo, that.snapshotNo)
                && Objects.equals(warehouse, that.warehouse)
                && page == that.page
                && pages == that.pages
                && Objects.equals(lastDocNo, that.lastDocNo)
                && Objects.equals(takenAt, that.takenAt)
                && Objects.equals(rows, that.rows);
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, snapshotNo, warehouse, page, pages, lastDocNo, takenAt, rows);
    }

    @Override
    public String toString() {
        return "SnapshotPage{context=" + context
                + ", snapshotNo=" + snapshotNo
                + ", warehouse=" + warehouse
                + ", page=" + page
                + ", pages=" + pages
                + ", lastDocNo=" + lastDocNo
                + ", takenAt=" + takenAt
                + ", rows=" + rows + "}";
    }
}

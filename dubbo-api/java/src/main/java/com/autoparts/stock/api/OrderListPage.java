// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;

/**
 * One page of the order service's list of orders. A page sent twice replaces the first; the comparison waits for all pages.
 */
public class OrderListPage implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private String listNo;
    private int page;
    private int pages;
    private Date takenAt;
    private List<OrderListRow> rows = new ArrayList<OrderListRow>();

    /** Creates one with nothing set. */
    public OrderListPage() {
    }

    /**
     * Who sends it, under which key (bizNo = list number, opSeq = page). Required.
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
     * The list's number, at most 64 characters. Required.
     *
     * @return the list number
     */
    public String getListNo() {
        return listNo;
    }

    /**
     * See {@link #getListNo()}.
     *
     * @param listNo the list number
     */
    public void setListNo(String listNo) {
        this.listNo = listNo;
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
     * When the list was taken.
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
     * The orders, at most 1000 rows per page.
     *
     * @return the rows
     */
    public List<OrderListRow> getRows() {
        return rows;
    }

    /**
     * See {@link #getRows()}.
     *
     * @param rows the rows
     */
    public void setRows(List<OrderListRow> rows) {
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
        OrderListPage that = (OrderListPage) other;
        return Objects.equals(context, that.context)
                && Objects.equals(listNo, that.listNo)
                && page == that.page
                && pages == that.pages
                && Objects.equals(takenAt, that.takenAt)
                && Objects.equals(rows, that.rows);
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, listNo, page, pages, takenAt, rows);
    }

    @Override
    public String toString() {
        return "OrderListPage{context=" + context
                + ", listNo=" + listNo
                + ", page=" + page
                + ", pages=" + pages
                + ", takenAt=" + takenAt
                + ", rows=" + rows + "}";
    }
}

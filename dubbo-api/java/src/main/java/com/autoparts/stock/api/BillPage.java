// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One page of a settlement statement or of a carrier's bill. A page sent twice replaces the first; the comparison waits for all pages.
 */
public class BillPage implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private String billNo;
    private String kind;
    private int page;
    private int pages;
    private List<BillRow> rows = new ArrayList<BillRow>();

    /** Creates one with nothing set. */
    public BillPage() {
    }

    /**
     * Who sends it, under which key (bizNo = bill number, opSeq = page). Required.
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
     * The bill's number, at most 64 characters. Required.
     *
     * @return the bill number
     */
    public String getBillNo() {
        return billNo;
    }

    /**
     * See {@link #getBillNo()}.
     *
     * @param billNo the bill number
     */
    public void setBillNo(String billNo) {
        this.billNo = billNo;
    }

    /**
     * Whose bill it is, see {@link BillKind}. Required.
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
     * The lines, at most 1000 per page.
     *
     * @return the rows
     */
    public List<BillRow> getRows() {
        return rows;
    }

    /**
     * See {@link #getRows()}.
     *
     * @param rows the rows
     */
    public void setRows(List<BillRow> rows) {
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
        BillPage that = (BillPage) other;
        return Objects.equals(context, that.context)
                && Objects.equals(billNo, that.billNo)
                && Objects.equals(kind, that.kind)
                && page == that.page
                && pages == that.pages
                && Objects.equals(rows, that.rows);
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, billNo, kind, page, pages, rows);
    }

    @Override
    public String toString() {
        return "BillPage{context=" + context
                + ", billNo=" + billNo
                + ", kind=" + kind
                + ", page=" + page
                + ", pages=" + pages
                + ", rows=" + rows + "}";
    }
}

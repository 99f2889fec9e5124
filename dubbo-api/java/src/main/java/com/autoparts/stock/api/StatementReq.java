// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * Which lines of the settlement statement to list.
 */
public class StatementReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private String tenant;
    private String owner;
    private String fromDate;
    private String toDate;
    private String cursor;
    private Integer limit;

    /** Creates one with nothing set. */
    public StatementReq() {
    }

    /**
     * The mall; null means the server's default tenant.
     *
     * @return the tenant
     */
    public String getTenant() {
        return tenant;
    }

    /**
     * See {@link #getTenant()}.
     *
     * @param tenant the tenant
     */
    public void setTenant(String tenant) {
        this.tenant = tenant;
    }

    /**
     * The goods' owner to settle with. Required.
     *
     * @return the owner
     */
    public String getOwner() {
        return owner;
    }

    /**
     * See {@link #getOwner()}.
     *
     * @param owner the owner
     */
    public void setOwner(String owner) {
        this.owner = owner;
    }

    /**
     * First business day, {@code yyyy-MM-dd}. Required.
     *
     * @return the from date
     */
    public String getFromDate() {
        return fromDate;
    }

    /**
     * See {@link #getFromDate()}.
     *
     * @param fromDate the from date
     */
    public void setFromDate(String fromDate) {
        this.fromDate = fromDate;
    }

    /**
     * Last business day, {@code yyyy-MM-dd}. Required; at most 92 days.
     *
     * @return the to date
     */
    public String getToDate() {
        return toDate;
    }

    /**
     * See {@link #getToDate()}.
     *
     * @param toDate the to date
     */
    public void setToDate(String toDate) {
        this.toDate = toDate;
    }

    /**
     * {@code nextCursor} of the page before; null for the first page.
     *
     * @return the cursor
     */
    public String getCursor() {
        return cursor;
    }

    /**
     * See {@link #getCursor()}.
     *
     * @param cursor the cursor
     */
    public void setCursor(String cursor) {
        this.cursor = cursor;
    }

    /**
     * Rows per page, 1 to 500; null means 100.
     *
     * @return the limit
     */
    public Integer getLimit() {
        return limit;
    }

    /**
     * See {@link #getLimit()}.
     *
     * @param limit the limit
     */
    public void setLimit(Integer limit) {
        this.limit = limit;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        StatementReq that = (StatementReq) other;
        return Objects.equals(tenant, that.tenant)
                && Objects.equals(owner, that.owner)
                && Objects.equals(fromDate, that.fromDate)
                && Objects.equals(toDate, that.toDate)
                && Objects.equals(cursor, that.cursor)
                && Objects.equals(limit, that.limit);
    }

    @Override
    public int hashCode() {
        return Objects.hash(tenant, owner, fromDate, toDate, cursor, limit);
    }

    @Override
    public String toString() {
        return "StatementReq{tenant=" + tenant
                + ", owner=" + owner
                + ", fromDate=" + fromDate
                + ", toDate=" + toDate
                + ", cursor=" + cursor
                + ", limit=" + limit + "}";
    }
}

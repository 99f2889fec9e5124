// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;

/**
 * When goods would arrive.
 */
public class Promise implements Serializable {
    private static final long serialVersionUID = 1L;

    private String areaCode;
    private Date earliestFull;
    private Date earliestPartial;
    private Date orderBy;
    private List<PromiseLine> lines = new ArrayList<PromiseLine>();

    /** Creates one with nothing set. */
    public Promise() {
    }

    /**
     * The delivery area.
     *
     * @return the area code
     */
    public String getAreaCode() {
        return areaCode;
    }

    /**
     * See {@link #getAreaCode()}.
     *
     * @param areaCode the area code
     */
    public void setAreaCode(String areaCode) {
        this.areaCode = areaCode;
    }

    /**
     * When everything can be there; null when some line has no date.
     *
     * @return the earliest full
     */
    public Date getEarliestFull() {
        return earliestFull;
    }

    /**
     * See {@link #getEarliestFull()}.
     *
     * @param earliestFull the earliest full
     */
    public void setEarliestFull(Date earliestFull) {
        this.earliestFull = earliestFull;
    }

    /**
     * When the first part can be there; null when nothing can.
     *
     * @return the earliest partial
     */
    public Date getEarliestPartial() {
        return earliestPartial;
    }

    /**
     * See {@link #getEarliestPartial()}.
     *
     * @param earliestPartial the earliest partial
     */
    public void setEarliestPartial(Date earliestPartial) {
        this.earliestPartial = earliestPartial;
    }

    /**
     * Order by then to keep these dates.
     *
     * @return the order by
     */
    public Date getOrderBy() {
        return orderBy;
    }

    /**
     * See {@link #getOrderBy()}.
     *
     * @param orderBy the order by
     */
    public void setOrderBy(Date orderBy) {
        this.orderBy = orderBy;
    }

    /**
     * The answer per line.
     *
     * @return the lines
     */
    public List<PromiseLine> getLines() {
        return lines;
    }

    /**
     * See {@link #getLines()}.
     *
     * @param lines the lines
     */
    public void setLines(List<PromiseLine> lines) {
        this.lines = lines;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        Promise that = (Promise) other;
        return Objects.equals(areaCode, that.areaCode)
                && Objects.equals(earliestFull, that.earliestFull)
                && Objects.equals(earliestPartial, that.earliestPartial)
                && Objects.equals(orderBy, that.orderBy)
                && Objects.equals(lines, that.lines);
    }

    @Override
    public int hashCode() {
        return Objects.hash(areaCode, earliestFull, earliestPartial, orderBy, lines);
    }

    @Override
    public String toString() {
        return "Promise{areaCode=" + areaCode
                + ", earliestFull=" + earliestFull
                + ", earliestPartial=" + earliestPartial
                + ", orderBy=" + orderBy
                + ", lines=" + lines + "}";
    }
}

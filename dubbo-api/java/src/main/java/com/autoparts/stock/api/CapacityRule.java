// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * How much a warehouse can send.
 */
public class CapacityRule implements Serializable {
    private static final long serialVersionUID = 1L;

    private String warehouse;
    private Integer weekday;
    private String cutoff;
    private Integer ordersPerDay;
    private Integer linesPerDay;
    private int processingMinutes;

    /** Creates one with nothing set. */
    public CapacityRule() {
    }

    /**
     * The site. Required.
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
     * Day of the week, 1 Monday to 7 Sunday; null means every day.
     *
     * @return the weekday
     */
    public Integer getWeekday() {
        return weekday;
    }

    /**
     * See {@link #getWeekday()}.
     *
     * @param weekday the weekday
     */
    public void setWeekday(Integer weekday) {
        this.weekday = weekday;
    }

    /**
     * Orders placed before this time leave the same day, {@code HH:mm} in Asia/Shanghai; null means midnight.
     *
     * @return the cutoff
     */
    public String getCutoff() {
        return cutoff;
    }

    /**
     * See {@link #getCutoff()}.
     *
     * @param cutoff the cutoff
     */
    public void setCutoff(String cutoff) {
        this.cutoff = cutoff;
    }

    /**
     * Orders per day; null means no bound.
     *
     * @return the orders per day
     */
    public Integer getOrdersPerDay() {
        return ordersPerDay;
    }

    /**
     * See {@link #getOrdersPerDay()}.
     *
     * @param ordersPerDay the orders per day
     */
    public void setOrdersPerDay(Integer ordersPerDay) {
        this.ordersPerDay = ordersPerDay;
    }

    /**
     * Order lines per day; null means no bound.
     *
     * @return the lines per day
     */
    public Integer getLinesPerDay() {
        return linesPerDay;
    }

    /**
     * See {@link #getLinesPerDay()}.
     *
     * @param linesPerDay the lines per day
     */
    public void setLinesPerDay(Integer linesPerDay) {
        this.linesPerDay = linesPerDay;
    }

    /**
     * Minutes from order to handing over.
     *
     * @return the processing minutes
     */
    public int getProcessingMinutes() {
        return processingMinutes;
    }

    /**
     * See {@link #getProcessingMinutes()}.
     *
     * @param processingMinutes the processing minutes
     */
    public void setProcessingMinutes(int processingMinutes) {
        this.processingMinutes = processingMinutes;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        CapacityRule that = (CapacityRule) other;
        return Objects.equals(warehouse, that.warehouse)
                && Objects.equals(weekday, that.weekday)
                && Objects.equals(cutoff, that.cutoff)
                && Objects.equals(ordersPerDay, that.ordersPerDay)
                && Objects.equals(linesPerDay, that.linesPerDay)
                && processingMinutes == that.processingMinutes;
    }

    @Override
    public int hashCode() {
        return Objects.hash(warehouse, weekday, cutoff, ordersPerDay, linesPerDay, processingMinutes);
    }

    @Override
    public String toString() {
        return "CapacityRule{warehouse=" + warehouse
                + ", weekday=" + weekday
                + ", cutoff=" + cutoff
                + ", ordersPerDay=" + ordersPerDay
                + ", linesPerDay=" + linesPerDay
                + ", processingMinutes=" + processingMinutes + "}";
    }
}

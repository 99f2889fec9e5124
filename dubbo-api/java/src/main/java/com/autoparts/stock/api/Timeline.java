// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Everything that happened to the stock of one order.
 */
public class Timeline implements Serializable {
    private static final long serialVersionUID = 1L;

    private String orderNo;
    private List<TimelineEvent> events = new ArrayList<TimelineEvent>();
    private List<UnitPosition> positions = new ArrayList<UnitPosition>();

    /** Creates one with nothing set. */
    public Timeline() {
    }

    /**
     * The order.
     *
     * @return the order number
     */
    public String getOrderNo() {
        return orderNo;
    }

    /**
     * See {@link #getOrderNo()}.
     *
     * @param orderNo the order number
     */
    public void setOrderNo(String orderNo) {
        this.orderNo = orderNo;
    }

    /**
     * What happened, oldest first.
     *
     * @return the events
     */
    public List<TimelineEvent> getEvents() {
        return events;
    }

    /**
     * See {@link #getEvents()}.
     *
     * @param events the events
     */
    public void setEvents(List<TimelineEvent> events) {
        this.events = events;
    }

    /**
     * Where the order's units are now.
     *
     * @return the positions
     */
    public List<UnitPosition> getPositions() {
        return positions;
    }

    /**
     * See {@link #getPositions()}.
     *
     * @param positions the positions
     */
    public void setPositions(List<UnitPosition> positions) {
        this.positions = positions;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        Timeline that = (Timeline) other;
        return Objects.equals(orderNo, that.orderNo)
                && Objects.equals(events, that.events)
                && Objects.equals(positions, that.positions);
    }

    @Override
    public int hashCode() {
        return Objects.hash(orderNo, events, positions);
    }

    @Override
    public String toString() {
        return "Timeline{orderNo=" + orderNo
                + ", events=" + events
                + ", positions=" + positions + "}";
    }
}

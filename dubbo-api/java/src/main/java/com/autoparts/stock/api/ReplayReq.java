// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * Sends events again.
 */
public class ReplayReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private Long fromSeq;
    private Long toSeq;
    private String eventType;
    private String aggregateId;
    private boolean deadLetters;
    private Integer limit;
    private boolean dryRun;

    /** Creates one with nothing set. */
    public ReplayReq() {
    }

    /**
     * Who asks, under which key. Required.
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
     * From this outbox sequence on, inclusive; null with dead letters.
     *
     * @return the from seq
     */
    public Long getFromSeq() {
        return fromSeq;
    }

    /**
     * See {@link #getFromSeq()}.
     *
     * @param fromSeq the from seq
     */
    public void setFromSeq(Long fromSeq) {
        this.fromSeq = fromSeq;
    }

    /**
     * Up to this outbox sequence, inclusive; null means to the end.
     *
     * @return the to seq
     */
    public Long getToSeq() {
        return toSeq;
    }

    /**
     * See {@link #getToSeq()}.
     *
     * @param toSeq the to seq
     */
    public void setToSeq(Long toSeq) {
        this.toSeq = toSeq;
    }

    /**
     * Events of this type only, for example {@code reservation.confirmed}; null means all.
     *
     * @return the event type
     */
    public String getEventType() {
        return eventType;
    }

    /**
     * See {@link #getEventType()}.
     *
     * @param eventType the event type
     */
    public void setEventType(String eventType) {
        this.eventType = eventType;
    }

    /**
     * Events of this aggregate only; null means all.
     *
     * @return the aggregate id
     */
    public String getAggregateId() {
        return aggregateId;
    }

    /**
     * See {@link #getAggregateId()}.
     *
     * @param aggregateId the aggregate id
     */
    public void setAggregateId(String aggregateId) {
        this.aggregateId = aggregateId;
    }

    /**
     * Take the dead letters of received messages instead.
     *
     * @return the dead letters
     */
    public boolean isDeadLetters() {
        return deadLetters;
    }

    /**
     * See {@link #isDeadLetters()}.
     *
     * @param deadLetters the dead letters
     */
    public void setDeadLetters(boolean deadLetters) {
        this.deadLetters = deadLetters;
    }

    /**
     * Most events, 1 to 10000; null means 1000.
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

    /**
     * Only check, and tell in {@code details} what would be sent.
     *
     * @return the dry run
     */
    public boolean isDryRun() {
        return dryRun;
    }

    /**
     * See {@link #isDryRun()}.
     *
     * @param dryRun the dry run
     */
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        ReplayReq that = (ReplayReq) other;
        return Objects.equals(context, that.context)
                && Objects.equals(fromSeq, that.fromSeq)
                && Objects.equals(toSeq, that.toSeq)
                && Objects.equals(eventType, that.eventType)
                && Objects.equals(aggregateId, that.aggregateId)
                && deadLetters == that.deadLetters
                && Objects.equals(limit, that.limit)
                && dryRun == that.dryRun;
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, fromSeq, toSeq, eventType, aggregateId, deadLetters, limit, dryRun);
    }

    @Override
    public String toString() {
        return "ReplayReq{context=" + context
                + ", fromSeq=" + fromSeq
                + ", toSeq=" + toSeq
                + ", eventType=" + eventType
                + ", aggregateId=" + aggregateId
                + ", deadLetters=" + deadLetters
                + ", limit=" + limit
                + ", dryRun=" + dryRun + "}";
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api.event;

import java.io.Serializable;
import java.util.Date;
import java.util.Objects;

/**
 * What every event carries.
 * @param <T> the type of the data
 */
public class Event<T> implements Serializable {
    private static final long serialVersionUID = 1L;

    private String eventId;
    private String type;
    private int version;
    private Date occurredAt;
    private String tenant;
    private String aggregateId;
    private long aggregateSeq;
    private String bizNo;
    private String traceId;
    private T payload;

    /** Creates one with nothing set. */
    public Event() {
    }

    /**
     * Unique; the same when the event is sent again.
     *
     * @return the event id
     */
    public String getEventId() {
        return eventId;
    }

    /**
     * See {@link #getEventId()}.
     *
     * @param eventId the event id
     */
    public void setEventId(String eventId) {
        this.eventId = eventId;
    }

    /**
     * The type, which is the routing key, for example {@code reservation.confirmed}.
     *
     * @return the type
     */
    public String getType() {
        return type;
    }

    /**
     * See {@link #getType()}.
     *
     * @param type the type
     */
    public void setType(String type) {
        this.type = type;
    }

    /**
     * Version of the payload's form, from 1; grows only when fields change their meaning.
     *
     * @return the version
     */
    public int getVersion() {
        return version;
    }

    /**
     * See {@link #getVersion()}.
     *
     * @param version the version
     */
    public void setVersion(int version) {
        this.version = version;
    }

    /**
     * When it happened, by the database's clock.
     *
     * @return the occurred at
     */
    public Date getOccurredAt() {
        return occurredAt;
    }

    /**
     * See {@link #getOccurredAt()}.
     *
     * @param occurredAt the occurred at
     */
    public void setOccurredAt(Date occurredAt) {
        this.occurredAt = occurredAt;
    }

    /**
     * The mall.
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
     * What it is about: reservation, fulfilment order, return, difference, or SKU and warehouse.
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
     * Grows by 1 with each event of the aggregate.
     *
     * @return the aggregate seq
     */
    public long getAggregateSeq() {
        return aggregateSeq;
    }

    /**
     * See {@link #getAggregateSeq()}.
     *
     * @param aggregateSeq the aggregate seq
     */
    public void setAggregateSeq(long aggregateSeq) {
        this.aggregateSeq = aggregateSeq;
    }

    /**
     * The caller's document that caused it.
     *
     * @return the biz number
     */
    public String getBizNo() {
        return bizNo;
    }

    /**
     * See {@link #getBizNo()}.
     *
     * @param bizNo the biz number
     */
    public void setBizNo(String bizNo) {
        this.bizNo = bizNo;
    }

    /**
     * The trace of the call that caused it.
     *
     * @return the trace id
     */
    public String getTraceId() {
        return traceId;
    }

    /**
     * See {@link #getTraceId()}.
     *
     * @param traceId the trace id
     */
    public void setTraceId(String traceId) {
        this.traceId = traceId;
    }

    /**
     * What happened.
     *
     * @return the payload
     */
    public T getPayload() {
        return payload;
    }

    /**
     * See {@link #getPayload()}.
     *
     * @param payload the payload
     */
    public void setPayload(T payload) {
        this.payload = payload;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        Event<?> that = (Event<?>) other;
        return Objects.equals(eventId, that.eventId)
                && Objects.equals(type, that.type)
                && version == that.version
                && Objects.equals(occurredAt, that.occurredAt)
                && Objects.equals(tenant, that.tenant)
                && Objects.equals(aggregateId, that.aggregateId)
                && aggregateSeq == that.aggregateSeq
                && Objects.equals(bizNo, that.bizNo)
                && Objects.equals(traceId, that.traceId)
                && Objects.equals(payload, that.payload);
    }

    @Override
    public int hashCode() {
        return Objects.hash(eventId, type, version, occurredAt, tenant, aggregateId, aggregateSeq, bizNo, traceId, payload);
    }

    @Override
    public String toString() {
        return "Event{eventId=" + eventId
                + ", type=" + type
                + ", version=" + version
                + ", occurredAt=" + occurredAt
                + ", tenant=" + tenant
                + ", aggregateId=" + aggregateId
                + ", aggregateSeq=" + aggregateSeq
                + ", bizNo=" + bizNo
                + ", traceId=" + traceId
                + ", payload=" + payload + "}";
    }
}

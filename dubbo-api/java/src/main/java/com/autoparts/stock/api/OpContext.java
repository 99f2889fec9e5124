// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Date;
import java.util.Objects;

/**
 * Who writes, and under which key. Two calls with the same (tenant, sourceSystem, kind of write, bizNo, opSeq) are one write.
 */
public class OpContext implements Serializable {
    private static final long serialVersionUID = 1L;

    private String tenant;
    private String sourceSystem;
    private String bizNo;
    private int opSeq;
    private String operator;
    private Date occurredAt;
    private String traceId;

    /** Creates one with nothing set. */
    public OpContext() {
    }

    /**
     * The mall whose stock it is; null means the server's default tenant.
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
     * The calling system, for example {@code order}; at most 32 characters. Required.
     *
     * @return the source system
     */
    public String getSourceSystem() {
        return sourceSystem;
    }

    /**
     * See {@link #getSourceSystem()}.
     *
     * @param sourceSystem the source system
     */
    public void setSourceSystem(String sourceSystem) {
        this.sourceSystem = sourceSystem;
    }

    /**
     * The caller's document number: order, payment, receipt or freeze number; at most 64 characters. Required.
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
     * The how-many-th write of this kind for this document: 0 for the first.
     *
     * @return the op seq
     */
    public int getOpSeq() {
        return opSeq;
    }

    /**
     * See {@link #getOpSeq()}.
     *
     * @param opSeq the op seq
     */
    public void setOpSeq(int opSeq) {
        this.opSeq = opSeq;
    }

    /**
     * The person or job who does it; at most 64 characters.
     *
     * @return the operator
     */
    public String getOperator() {
        return operator;
    }

    /**
     * See {@link #getOperator()}.
     *
     * @param operator the operator
     */
    public void setOperator(String operator) {
        this.operator = operator;
    }

    /**
     * When it happened in the caller's world. Stored, never decided by: the database's clock decides.
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
     * The caller's trace; at most 64 characters.
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

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        OpContext that = (OpContext) other;
        return Objects.equals(tenant, that.tenant)
                && Objects.equals(sourceSystem, that.sourceSystem)
                && Objects.equals(bizNo, that.bizNo)
                && opSeq == that.opSeq
                && Objects.equals(operator, that.operator)
                && Objects.equals(occurredAt, that.occurredAt)
                && Objects.equals(traceId, that.traceId);
    }

    @Override
    public int hashCode() {
        return Objects.hash(tenant, sourceSystem, bizNo, opSeq, operator, occurredAt, traceId);
    }

    @Override
    public String toString() {
        return "OpContext{tenant=" + tenant
                + ", sourceSystem=" + sourceSystem
                + ", bizNo=" + bizNo
                + ", opSeq=" + opSeq
                + ", operator=" + operator
                + ", occurredAt=" + occurredAt
                + ", traceId=" + traceId + "}";
    }
}

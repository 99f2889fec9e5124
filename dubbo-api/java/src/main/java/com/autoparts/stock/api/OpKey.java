// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * The key of a write, to ask what became of it.
 */
public class OpKey implements Serializable {
    private static final long serialVersionUID = 1L;

    private String tenant;
    private String sourceSystem;
    private String opType;
    private String bizNo;
    private int opSeq;

    /** Creates one with nothing set. */
    public OpKey() {
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
     * The system that wrote.
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
     * The kind of write, one of {@link OpType}.
     *
     * @return the op type
     */
    public String getOpType() {
        return opType;
    }

    /**
     * See {@link #getOpType()}.
     *
     * @param opType the op type
     */
    public void setOpType(String opType) {
        this.opType = opType;
    }

    /**
     * The document number under which it wrote.
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
     * The {@code opSeq} under which it wrote.
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

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        OpKey that = (OpKey) other;
        return Objects.equals(tenant, that.tenant)
                && Objects.equals(sourceSystem, that.sourceSystem)
                && Objects.equals(opType, that.opType)
                && Objects.equals(bizNo, that.bizNo)
                && opSeq == that.opSeq;
    }

    @Override
    public int hashCode() {
        return Objects.hash(tenant, sourceSystem, opType, bizNo, opSeq);
    }

    @Override
    public String toString() {
        return "OpKey{tenant=" + tenant
                + ", sourceSystem=" + sourceSystem
                + ", opType=" + opType
                + ", bizNo=" + bizNo
                + ", opSeq=" + opSeq + "}";
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;

/**
 * How the server is.
 */
public class Health implements Serializable {
    private static final long serialVersionUID = 1L;

    private String status;
    private String version;
    private Date startedAt;
    private Date now;
    private List<ComponentHealth> components = new ArrayList<ComponentHealth>();
    private long ledgerSeq;
    private long outboxPending;

    /** Creates one with nothing set. */
    public Health() {
    }

    /**
     * Over all, see {@link HealthStatus}.
     *
     * @return the status
     */
    public String getStatus() {
        return status;
    }

    /**
     * See {@link #getStatus()}.
     *
     * @param status the status
     */
    public void setStatus(String status) {
        this.status = status;
    }

    /**
     * The release.
     *
     * @return the version
     */
    public String getVersion() {
        return version;
    }

    /**
     * See {@link #getVersion()}.
     *
     * @param version the version
     */
    public void setVersion(String version) {
        this.version = version;
    }

    /**
     * When it started.
     *
     * @return the started at
     */
    public Date getStartedAt() {
        return startedAt;
    }

    /**
     * See {@link #getStartedAt()}.
     *
     * @param startedAt the started at
     */
    public void setStartedAt(Date startedAt) {
        this.startedAt = startedAt;
    }

    /**
     * The database's clock.
     *
     * @return the now
     */
    public Date getNow() {
        return now;
    }

    /**
     * See {@link #getNow()}.
     *
     * @param now the now
     */
    public void setNow(Date now) {
        this.now = now;
    }

    /**
     * Its parts: database, registry, cache, messages, each module.
     *
     * @return the components
     */
    public List<ComponentHealth> getComponents() {
        return components;
    }

    /**
     * See {@link #getComponents()}.
     *
     * @param components the components
     */
    public void setComponents(List<ComponentHealth> components) {
        this.components = components;
    }

    /**
     * The ledger's last sequence.
     *
     * @return the ledger seq
     */
    public long getLedgerSeq() {
        return ledgerSeq;
    }

    /**
     * See {@link #getLedgerSeq()}.
     *
     * @param ledgerSeq the ledger seq
     */
    public void setLedgerSeq(long ledgerSeq) {
        this.ledgerSeq = ledgerSeq;
    }

    /**
     * Events not sent yet.
     *
     * @return the outbox pending
     */
    public long getOutboxPending() {
        return outboxPending;
    }

    /**
     * See {@link #getOutboxPending()}.
     *
     * @param outboxPending the outbox pending
     */
    public void setOutboxPending(long outboxPending) {
        this.outboxPending = outboxPending;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        Health that = (Health) other;
        return Objects.equals(status, that.status)
                && Objects.equals(version, that.version)
                && Objects.equals(startedAt, that.startedAt)
                && Objects.equals(now, that.now)
                && Objects.equals(components, that.components)
                && ledgerSeq == that.ledgerSeq
                && outboxPending == that.outboxPending;
    }

    @Override
    public int hashCode() {
        return Objects.hash(status, version, startedAt, now, components, ledgerSeq, outboxPending);
    }

    @Override
    public String toString() {
        return "Health{status=" + status
                + ", version=" + version
                + ", startedAt=" + startedAt
                + ", now=" + now
                + ", components=" + components
                + ", ledgerSeq=" + ledgerSeq
                + ", outboxPending=" + outboxPending + "}";
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * How one part of the server is.
 */
public class ComponentHealth implements Serializable {
    private static final long serialVersionUID = 1L;

    private String name;
    private String status;
    private String detail;
    private Long latencyMicros;

    /** Creates one with nothing set. */
    public ComponentHealth() {
    }

    /**
     * Its name.
     *
     * @return the name
     */
    public String getName() {
        return name;
    }

    /**
     * See {@link #getName()}.
     *
     * @param name the name
     */
    public void setName(String name) {
        this.name = name;
    }

    /**
     * How it is, see {@link HealthStatus}.
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
     * In words; null when all is well.
     *
     * @return the detail
     */
    public String getDetail() {
        return detail;
    }

    /**
     * See {@link #getDetail()}.
     *
     * @param detail the detail
     */
    public void setDetail(String detail) {
        this.detail = detail;
    }

    /**
     * How long its last check took, in microseconds; null when it has none.
     *
     * @return the latency micros
     */
    public Long getLatencyMicros() {
        return latencyMicros;
    }

    /**
     * See {@link #getLatencyMicros()}.
     *
     * @param latencyMicros the latency micros
     */
    public void setLatencyMicros(Long latencyMicros) {
        this.latencyMicros = latencyMicros;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        ComponentHealth that = (ComponentHealth) other;
        return Objects.equals(name, that.name)
                && Objects.equals(status, that.status)
                && Objects.equals(detail, that.detail)
                && Objects.equals(latencyMicros, that.latencyMicros);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, status, detail, latencyMicros);
    }

    @Override
    public String toString() {
        return "ComponentHealth{name=" + name
                + ", status=" + status
                + ", detail=" + detail
                + ", latencyMicros=" + latencyMicros + "}";
    }
}

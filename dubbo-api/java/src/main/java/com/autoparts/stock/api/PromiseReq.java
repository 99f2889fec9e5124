// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;

/**
 * Asks when goods would arrive.
 */
public class PromiseReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private String tenant;
    private String areaCode;
    private String channel;
    private List<PromiseLine> lines = new ArrayList<PromiseLine>();
    private Date orderAt;

    /** Creates one with nothing set. */
    public PromiseReq() {
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
     * The delivery area. Required.
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
     * The sales channel.
     *
     * @return the channel
     */
    public String getChannel() {
        return channel;
    }

    /**
     * See {@link #getChannel()}.
     *
     * @param channel the channel
     */
    public void setChannel(String channel) {
        this.channel = channel;
    }

    /**
     * What, 1 to 200 lines.
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

    /**
     * When the order would be placed; null means now.
     *
     * @return the order at
     */
    public Date getOrderAt() {
        return orderAt;
    }

    /**
     * See {@link #getOrderAt()}.
     *
     * @param orderAt the order at
     */
    public void setOrderAt(Date orderAt) {
        this.orderAt = orderAt;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        PromiseReq that = (PromiseReq) other;
        return Objects.equals(tenant, that.tenant)
                && Objects.equals(areaCode, that.areaCode)
                && Objects.equals(channel, that.channel)
                && Objects.equals(lines, that.lines)
                && Objects.equals(orderAt, that.orderAt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(tenant, areaCode, channel, lines, orderAt);
    }

    @Override
    public String toString() {
        return "PromiseReq{tenant=" + tenant
                + ", areaCode=" + areaCode
                + ", channel=" + channel
                + ", lines=" + lines
                + ", orderAt=" + orderAt + "}";
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Holds stock for an order that is not paid yet.
 */
public class PreOccupyReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private String orderNo;
    private List<OccupyLine> lines = new ArrayList<OccupyLine>();
    private String buyerId;
    private String channel;
    private String areaCode;
    private Integer ttlSeconds;
    private String mode;
    private String fixedWarehouse;
    private String sourcingPolicy;
    private String planNo;

    /** Creates one with nothing set. */
    public PreOccupyReq() {
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
     * The order. Required; at most one running reservation per order.
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
     * What to hold: 1 to 200 lines. Lines of one SKU and source are summed before the check.
     *
     * @return the lines
     */
    public List<OccupyLine> getLines() {
        return lines;
    }

    /**
     * See {@link #getLines()}.
     *
     * @param lines the lines
     */
    public void setLines(List<OccupyLine> lines) {
        this.lines = lines;
    }

    /**
     * The buyer, at most 64 characters; counts against the limit of unpaid holds of a scarce SKU.
     *
     * @return the buyer id
     */
    public String getBuyerId() {
        return buyerId;
    }

    /**
     * See {@link #getBuyerId()}.
     *
     * @param buyerId the buyer id
     */
    public void setBuyerId(String buyerId) {
        this.buyerId = buyerId;
    }

    /**
     * The sales channel, at most 32 characters: decides which pools may be used.
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
     * The delivery area (province, city or district code), at most 16 characters: decides which warehouses may serve; null means any.
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
     * How long to hold, in seconds, 5 to 14400; null means 1020 (15 minutes to pay and 2 of grace).
     *
     * @return the ttl seconds
     */
    public Integer getTtlSeconds() {
        return ttlSeconds;
    }

    /**
     * See {@link #getTtlSeconds()}.
     *
     * @param ttlSeconds the ttl seconds
     */
    public void setTtlSeconds(Integer ttlSeconds) {
        this.ttlSeconds = ttlSeconds;
    }

    /**
     * {@code ALL} or {@code PARTIAL}, see {@link HoldMode}; null means {@code ALL}.
     *
     * @return the mode
     */
    public String getMode() {
        return mode;
    }

    /**
     * See {@link #getMode()}.
     *
     * @param mode the mode
     */
    public void setMode(String mode) {
        this.mode = mode;
    }

    /**
     * The one warehouse all lines must come from; null lets the stock center choose.
     *
     * @return the fixed warehouse
     */
    public String getFixedWarehouse() {
        return fixedWarehouse;
    }

    /**
     * See {@link #getFixedWarehouse()}.
     *
     * @param fixedWarehouse the fixed warehouse
     */
    public void setFixedWarehouse(String fixedWarehouse) {
        this.fixedWarehouse = fixedWarehouse;
    }

    /**
     * The name of the sourcing policy; null means the channel's.
     *
     * @return the sourcing policy
     */
    public String getSourcingPolicy() {
        return sourcingPolicy;
    }

    /**
     * See {@link #getSourcingPolicy()}.
     *
     * @param sourcingPolicy the sourcing policy
     */
    public void setSourcingPolicy(String sourcingPolicy) {
        this.sourcingPolicy = sourcingPolicy;
    }

    /**
     * Hold what this plan of SourcingService.source chose; null sources anew.
     *
     * @return the plan number
     */
    public String getPlanNo() {
        return planNo;
    }

    /**
     * See {@link #getPlanNo()}.
     *
     * @param planNo the plan number
     */
    public void setPlanNo(String planNo) {
        this.planNo = planNo;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        PreOccupyReq that = (PreOccupyReq) other;
        return Objects.equals(context, that.context)
                && Objects.equals(orderNo, that.orderNo)
                && Objects.equals(lines, that.lines)
                && Objects.equals(buyerId, that.buyerId)
                && Objects.equals(channel, that.channel)
                && Objects.equals(areaCode, that.areaCode)
                && Objects.equals(ttlSeconds, that.ttlSeconds)
                && Objects.equals(mode, that.mode)
                && Objects.equals(fixedWarehouse, that.fixedWarehouse)
                && Objects.equals(sourcingPolicy, that.sourcingPolicy)
                && Objects.equals(planNo, that.planNo);
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, orderNo, lines, buyerId, channel, areaCode, ttlSeconds, mode, fixedWarehouse, sourcingPolicy, planNo);
    }

    @Override
    public String toString() {
        return "PreOccupyReq{context=" + context
                + ", orderNo=" + orderNo
                + ", lines=" + lines
                + ", buyerId=" + buyerId
                + ", channel=" + channel
                + ", areaCode=" + areaCode
                + ", ttlSeconds=" + ttlSeconds
                + ", mode=" + mode
                + ", fixedWarehouse=" + fixedWarehouse
                + ", sourcingPolicy=" + sourcingPolicy
                + ", planNo=" + planNo + "}";
    }
}

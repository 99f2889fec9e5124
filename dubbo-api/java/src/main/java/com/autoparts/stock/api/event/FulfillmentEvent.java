// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api.event;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A fulfilment order moved: {@code fulfillment.created}, {@code .short}, {@code .resourced}, {@code .shipped}, {@code .signed}, {@code .rejected}, {@code .lost}, {@code .cancelled}, {@code .intercepted}.
 */
public class FulfillmentEvent implements Serializable {
    private static final long serialVersionUID = 1L;

    private String foNo;
    private String orderNo;
    private String state;
    private String parcelNo;
    private String waybillNo;
    private String result;
    private List<EventLine> lines = new ArrayList<EventLine>();
    private String reason;

    /** Creates one with nothing set. */
    public FulfillmentEvent() {
    }

    /**
     * The fulfilment order.
     *
     * @return the fulfilment order number
     */
    public String getFoNo() {
        return foNo;
    }

    /**
     * See {@link #getFoNo()}.
     *
     * @param foNo the fulfilment order number
     */
    public void setFoNo(String foNo) {
        this.foNo = foNo;
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
     * Where it stands now, see {@link com.autoparts.stock.api.FulfillmentState}.
     *
     * @return the state
     */
    public String getState() {
        return state;
    }

    /**
     * See {@link #getState()}.
     *
     * @param state the state
     */
    public void setState(String state) {
        this.state = state;
    }

    /**
     * The parcel; null when it is not about one.
     *
     * @return the parcel number
     */
    public String getParcelNo() {
        return parcelNo;
    }

    /**
     * See {@link #getParcelNo()}.
     *
     * @param parcelNo the parcel number
     */
    public void setParcelNo(String parcelNo) {
        this.parcelNo = parcelNo;
    }

    /**
     * The carrier's waybill; null when it is not about a parcel.
     *
     * @return the waybill number
     */
    public String getWaybillNo() {
        return waybillNo;
    }

    /**
     * See {@link #getWaybillNo()}.
     *
     * @param waybillNo the waybill number
     */
    public void setWaybillNo(String waybillNo) {
        this.waybillNo = waybillNo;
    }

    /**
     * What became of the parcel, see {@link com.autoparts.stock.api.DeliveryResult}; null when it is not about one.
     *
     * @return the result
     */
    public String getResult() {
        return result;
    }

    /**
     * See {@link #getResult()}.
     *
     * @param result the result
     */
    public void setResult(String result) {
        this.result = result;
    }

    /**
     * The quantities concerned.
     *
     * @return the lines
     */
    public List<EventLine> getLines() {
        return lines;
    }

    /**
     * See {@link #getLines()}.
     *
     * @param lines the lines
     */
    public void setLines(List<EventLine> lines) {
        this.lines = lines;
    }

    /**
     * Why; null when it is plain.
     *
     * @return the reason
     */
    public String getReason() {
        return reason;
    }

    /**
     * See {@link #getReason()}.
     *
     * @param reason the reason
     */
    public void setReason(String reason) {
        this.reason = reason;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        FulfillmentEvent that = (FulfillmentEvent) other;
        return Objects.equals(foNo, that.foNo)
                && Objects.equals(orderNo, that.orderNo)
                && Objects.equals(state, that.state)
                && Objects.equals(parcelNo, that.parcelNo)
                && Objects.equals(waybillNo, that.waybillNo)
                && Objects.equals(result, that.result)
                && Objects.equals(lines, that.lines)
                && Objects.equals(reason, that.reason);
    }

    @Override
    public int hashCode() {
        return Objects.hash(foNo, orderNo, state, parcelNo, waybillNo, result, lines, reason);
    }

    @Override
    public String toString() {
        return "FulfillmentEvent{foNo=" + foNo
                + ", orderNo=" + orderNo
                + ", state=" + state
                + ", parcelNo=" + parcelNo
                + ", waybillNo=" + waybillNo
                + ", result=" + result
                + ", lines=" + lines
                + ", reason=" + reason + "}";
    }
}

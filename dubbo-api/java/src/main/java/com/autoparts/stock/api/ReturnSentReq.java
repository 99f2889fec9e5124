// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Date;
import java.util.Objects;

/**
 * The customer has sent the goods.
 */
public class ReturnSentReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private String returnNo;
    private String carrier;
    private String waybillNo;
    private Date sentAt;

    /** Creates one with nothing set. */
    public ReturnSentReq() {
    }

    /**
     * Who asks, under which key (bizNo = return number). Required.
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
     * The return. Required.
     *
     * @return the return number
     */
    public String getReturnNo() {
        return returnNo;
    }

    /**
     * See {@link #getReturnNo()}.
     *
     * @param returnNo the return number
     */
    public void setReturnNo(String returnNo) {
        this.returnNo = returnNo;
    }

    /**
     * The carrier's code.
     *
     * @return the carrier
     */
    public String getCarrier() {
        return carrier;
    }

    /**
     * See {@link #getCarrier()}.
     *
     * @param carrier the carrier
     */
    public void setCarrier(String carrier) {
        this.carrier = carrier;
    }

    /**
     * The carrier's waybill.
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
     * When it was sent; null means now.
     *
     * @return the sent at
     */
    public Date getSentAt() {
        return sentAt;
    }

    /**
     * See {@link #getSentAt()}.
     *
     * @param sentAt the sent at
     */
    public void setSentAt(Date sentAt) {
        this.sentAt = sentAt;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        ReturnSentReq that = (ReturnSentReq) other;
        return Objects.equals(context, that.context)
                && Objects.equals(returnNo, that.returnNo)
                && Objects.equals(carrier, that.carrier)
                && Objects.equals(waybillNo, that.waybillNo)
                && Objects.equals(sentAt, that.sentAt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, returnNo, carrier, waybillNo, sentAt);
    }

    @Override
    public String toString() {
        return "ReturnSentReq{context=" + context
                + ", returnNo=" + returnNo
                + ", carrier=" + carrier
                + ", waybillNo=" + waybillNo
                + ", sentAt=" + sentAt + "}";
    }
}

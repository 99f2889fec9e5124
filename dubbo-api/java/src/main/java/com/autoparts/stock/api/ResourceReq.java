// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A warehouse cannot send what it was to send: find another. Moves stock.
 */
public class ResourceReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private String foNo;
    private String reason;
    private List<ResourceLine> lines = new ArrayList<ResourceLine>();
    private boolean allowLater;

    /** Creates one with nothing set. */
    public ResourceReq() {
    }

    /**
     * Who asks, under which key (bizNo = resource number). Required.
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
     * The fulfilment order. Required.
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
     * Why, see {@link ShortReason}. Required; decides where the missing units are booked.
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

    /**
     * What is missing, 1 to 200 lines.
     *
     * @return the lines
     */
    public List<ResourceLine> getLines() {
        return lines;
    }

    /**
     * See {@link #getLines()}.
     *
     * @param lines the lines
     */
    public void setLines(List<ResourceLine> lines) {
        this.lines = lines;
    }

    /**
     * Whether a later date than promised is allowed; it is told by the event promise.changed.
     *
     * @return the allow later
     */
    public boolean isAllowLater() {
        return allowLater;
    }

    /**
     * See {@link #isAllowLater()}.
     *
     * @param allowLater the allow later
     */
    public void setAllowLater(boolean allowLater) {
        this.allowLater = allowLater;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        ResourceReq that = (ResourceReq) other;
        return Objects.equals(context, that.context)
                && Objects.equals(foNo, that.foNo)
                && Objects.equals(reason, that.reason)
                && Objects.equals(lines, that.lines)
                && allowLater == that.allowLater;
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, foNo, reason, lines, allowLater);
    }

    @Override
    public String toString() {
        return "ResourceReq{context=" + context
                + ", foNo=" + foNo
                + ", reason=" + reason
                + ", lines=" + lines
                + ", allowLater=" + allowLater + "}";
    }
}

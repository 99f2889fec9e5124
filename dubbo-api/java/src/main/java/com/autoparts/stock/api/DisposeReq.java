// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Defective goods are disposed of, or returned to the vendor.
 */
public class DisposeReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private String warehouse;
    private List<StockLine> lines = new ArrayList<StockLine>();
    private String supplierCode;
    private String reason;

    /** Creates one with nothing set. */
    public DisposeReq() {
    }

    /**
     * Who asks, under which key (bizNo = document number). Required.
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
     * Where. Required.
     *
     * @return the warehouse
     */
    public String getWarehouse() {
        return warehouse;
    }

    /**
     * See {@link #getWarehouse()}.
     *
     * @param warehouse the warehouse
     */
    public void setWarehouse(String warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * What leaves the defective bucket, 1 to 200 lines.
     *
     * @return the lines
     */
    public List<StockLine> getLines() {
        return lines;
    }

    /**
     * See {@link #getLines()}.
     *
     * @param lines the lines
     */
    public void setLines(List<StockLine> lines) {
        this.lines = lines;
    }

    /**
     * The supplier who takes it back; returnToVendor only.
     *
     * @return the supplier code
     */
    public String getSupplierCode() {
        return supplierCode;
    }

    /**
     * See {@link #getSupplierCode()}.
     *
     * @param supplierCode the supplier code
     */
    public void setSupplierCode(String supplierCode) {
        this.supplierCode = supplierCode;
    }

    /**
     * Why, at most 200 characters.
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
        DisposeReq that = (DisposeReq) other;
        return Objects.equals(context, that.context)
                && Objects.equals(warehouse, that.warehouse)
                && Objects.equals(lines, that.lines)
                && Objects.equals(supplierCode, that.supplierCode)
                && Objects.equals(reason, that.reason);
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, warehouse, lines, supplierCode, reason);
    }

    @Override
    public String toString() {
        return "DisposeReq{context=" + context
                + ", warehouse=" + warehouse
                + ", lines=" + lines
                + ", supplierCode=" + supplierCode
                + ", reason=" + reason + "}";
    }
}

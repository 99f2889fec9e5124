// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;

/**
 * A purchase order announced by a supplier or by purchasing.
 */
public class AsnReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private String asnNo;
    private String supplierCode;
    private String warehouse;
    private Date expectedAt;
    private List<StockLine> lines = new ArrayList<StockLine>();

    /** Creates one with nothing set. */
    public AsnReq() {
    }

    /**
     * Who asks, under which key (bizNo = ASN number). Required.
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
     * The announcement (advance shipping notice), at most 64 characters. Required.
     *
     * @return the asn number
     */
    public String getAsnNo() {
        return asnNo;
    }

    /**
     * See {@link #getAsnNo()}.
     *
     * @param asnNo the asn number
     */
    public void setAsnNo(String asnNo) {
        this.asnNo = asnNo;
    }

    /**
     * The supplier's code.
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
     * Where it will arrive. Required.
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
     * When it is expected; feeds promise dates.
     *
     * @return the expected at
     */
    public Date getExpectedAt() {
        return expectedAt;
    }

    /**
     * See {@link #getExpectedAt()}.
     *
     * @param expectedAt the expected at
     */
    public void setExpectedAt(Date expectedAt) {
        this.expectedAt = expectedAt;
    }

    /**
     * What is expected, 1 to 200 lines.
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

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        AsnReq that = (AsnReq) other;
        return Objects.equals(context, that.context)
                && Objects.equals(asnNo, that.asnNo)
                && Objects.equals(supplierCode, that.supplierCode)
                && Objects.equals(warehouse, that.warehouse)
                && Objects.equals(expectedAt, that.expectedAt)
                && Objects.equals(lines, that.lines);
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, asnNo, supplierCode, warehouse, expectedAt, lines);
    }

    @Override
    public String toString() {
        return "AsnReq{context=" + context
                + ", asnNo=" + asnNo
                + ", supplierCode=" + supplierCode
                + ", warehouse=" + warehouse
                + ", expectedAt=" + expectedAt
                + ", lines=" + lines + "}";
    }
}

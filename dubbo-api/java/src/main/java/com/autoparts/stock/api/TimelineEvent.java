// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Date;
import java.util.Objects;

/**
 * One movement in the life of an order.
 */
public class TimelineEvent implements Serializable {
    private static final long serialVersionUID = 1L;

    private Date at;
    private String movement;
    private String documentKind;
    private String documentNo;
    private String voucherNo;
    private long seq;
    private String sku;
    private String warehouse;
    private String fromBucket;
    private String toBucket;
    private long quantity;
    private String operator;

    /** Creates one with nothing set. */
    public TimelineEvent() {
    }

    /**
     * When it was booked, by the database's clock.
     *
     * @return the at
     */
    public Date getAt() {
        return at;
    }

    /**
     * See {@link #getAt()}.
     *
     * @param at the at
     */
    public void setAt(Date at) {
        this.at = at;
    }

    /**
     * The kind of movement, see {@link Movement}.
     *
     * @return the movement
     */
    public String getMovement() {
        return movement;
    }

    /**
     * See {@link #getMovement()}.
     *
     * @param movement the movement
     */
    public void setMovement(String movement) {
        this.movement = movement;
    }

    /**
     * Kind of document, see {@link DocumentKind}.
     *
     * @return the document kind
     */
    public String getDocumentKind() {
        return documentKind;
    }

    /**
     * See {@link #getDocumentKind()}.
     *
     * @param documentKind the document kind
     */
    public void setDocumentKind(String documentKind) {
        this.documentKind = documentKind;
    }

    /**
     * The document's number.
     *
     * @return the document number
     */
    public String getDocumentNo() {
        return documentNo;
    }

    /**
     * See {@link #getDocumentNo()}.
     *
     * @param documentNo the document number
     */
    public void setDocumentNo(String documentNo) {
        this.documentNo = documentNo;
    }

    /**
     * The voucher.
     *
     * @return the voucher number
     */
    public String getVoucherNo() {
        return voucherNo;
    }

    /**
     * See {@link #getVoucherNo()}.
     *
     * @param voucherNo the voucher number
     */
    public void setVoucherNo(String voucherNo) {
        this.voucherNo = voucherNo;
    }

    /**
     * The ledger's sequence.
     *
     * @return the seq
     */
    public long getSeq() {
        return seq;
    }

    /**
     * See {@link #getSeq()}.
     *
     * @param seq the seq
     */
    public void setSeq(long seq) {
        this.seq = seq;
    }

    /**
     * SKU.
     *
     * @return the SKU
     */
    public String getSku() {
        return sku;
    }

    /**
     * See {@link #getSku()}.
     *
     * @param sku the SKU
     */
    public void setSku(String sku) {
        this.sku = sku;
    }

    /**
     * Where.
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
     * From which bucket, see {@link Bucket}.
     *
     * @return the from bucket
     */
    public String getFromBucket() {
        return fromBucket;
    }

    /**
     * See {@link #getFromBucket()}.
     *
     * @param fromBucket the from bucket
     */
    public void setFromBucket(String fromBucket) {
        this.fromBucket = fromBucket;
    }

    /**
     * To which bucket, see {@link Bucket}.
     *
     * @return the to bucket
     */
    public String getToBucket() {
        return toBucket;
    }

    /**
     * See {@link #getToBucket()}.
     *
     * @param toBucket the to bucket
     */
    public void setToBucket(String toBucket) {
        this.toBucket = toBucket;
    }

    /**
     * How many, in base units.
     *
     * @return the quantity
     */
    public long getQuantity() {
        return quantity;
    }

    /**
     * See {@link #getQuantity()}.
     *
     * @param quantity the quantity
     */
    public void setQuantity(long quantity) {
        this.quantity = quantity;
    }

    /**
     * Who did it.
     *
     * @return the operator
     */
    public String getOperator() {
        return operator;
    }

    /**
     * See {@link #getOperator()}.
     *
     * @param operator the operator
     */
    public void setOperator(String operator) {
        this.operator = operator;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        TimelineEvent that = (TimelineEvent) other;
        return Objects.equals(at, that.at)
                && Objects.equals(movement, that.movement)
                && Objects.equals(documentKind, that.documentKind)
                && Objects.equals(documentNo, that.documentNo)
                && Objects.equals(voucherNo, that.voucherNo)
                && seq == that.seq
                && Objects.equals(sku, that.sku)
                && Objects.equals(warehouse, that.warehouse)
                && Objects.equals(fromBucket, that.fromBucket)
                && Objects.equals(toBucket, that.toBucket)
                && quantity == that.quantity
                && Objects.equals(operator, that.operator);
    }

    @Override
    public int hashCode() {
        return Objects.hash(at, movement, documentKind, documentNo, voucherNo, seq, sku, warehouse, fromBucket, toBucket, quantity, operator);
    }

    @Override
    public String toString() {
        return "TimelineEvent{at=" + at
                + ", movement=" + movement
                + ", documentKind=" + documentKind
                + ", documentNo=" + documentNo
                + ", voucherNo=" + voucherNo
                + ", seq=" + seq
                + ", sku=" + sku
                + ", warehouse=" + warehouse
                + ", fromBucket=" + fromBucket
                + ", toBucket=" + toBucket
                + ", quantity=" + quantity
                + ", operator=" + operator + "}";
    }
}

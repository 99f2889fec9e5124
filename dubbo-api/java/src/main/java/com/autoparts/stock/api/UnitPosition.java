// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * Where units of an order are.
 */
public class UnitPosition implements Serializable {
    private static final long serialVersionUID = 1L;

    private String sku;
    private String warehouse;
    private String bucket;
    private long quantity;
    private String documentNo;

    /** Creates one with nothing set. */
    public UnitPosition() {
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
     * Where they are booked.
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
     * In which bucket, see {@link Bucket}.
     *
     * @return the bucket
     */
    public String getBucket() {
        return bucket;
    }

    /**
     * See {@link #getBucket()}.
     *
     * @param bucket the bucket
     */
    public void setBucket(String bucket) {
        this.bucket = bucket;
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
     * The document that holds them.
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

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        UnitPosition that = (UnitPosition) other;
        return Objects.equals(sku, that.sku)
                && Objects.equals(warehouse, that.warehouse)
                && Objects.equals(bucket, that.bucket)
                && quantity == that.quantity
                && Objects.equals(documentNo, that.documentNo);
    }

    @Override
    public int hashCode() {
        return Objects.hash(sku, warehouse, bucket, quantity, documentNo);
    }

    @Override
    public String toString() {
        return "UnitPosition{sku=" + sku
                + ", warehouse=" + warehouse
                + ", bucket=" + bucket
                + ", quantity=" + quantity
                + ", documentNo=" + documentNo + "}";
    }
}

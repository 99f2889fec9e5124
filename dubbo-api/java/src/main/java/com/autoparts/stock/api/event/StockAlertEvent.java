// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api.event;

import java.io.Serializable;
import java.util.Date;
import java.util.Objects;

/**
 * Somebody should look: {@code stock.low}, {@code stock.aging}, {@code stock.frozen}.
 */
public class StockAlertEvent implements Serializable {
    private static final long serialVersionUID = 1L;

    private String owner;
    private String sku;
    private String warehouse;
    private long quantity;
    private Long threshold;
    private String lotNo;
    private Date date;
    private String reason;

    /** Creates one with nothing set. */
    public StockAlertEvent() {
    }

    /**
     * The goods' owner.
     *
     * @return the owner
     */
    public String getOwner() {
        return owner;
    }

    /**
     * See {@link #getOwner()}.
     *
     * @param owner the owner
     */
    public void setOwner(String owner) {
        this.owner = owner;
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
     * How many are concerned, in base units.
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
     * The threshold that was crossed, in base units; null when there is none.
     *
     * @return the threshold
     */
    public Long getThreshold() {
        return threshold;
    }

    /**
     * See {@link #getThreshold()}.
     *
     * @param threshold the threshold
     */
    public void setThreshold(Long threshold) {
        this.threshold = threshold;
    }

    /**
     * The lot; null when it is not about one.
     *
     * @return the lot number
     */
    public String getLotNo() {
        return lotNo;
    }

    /**
     * See {@link #getLotNo()}.
     *
     * @param lotNo the lot number
     */
    public void setLotNo(String lotNo) {
        this.lotNo = lotNo;
    }

    /**
     * When the lot ages out; null when it is not about one.
     *
     * @return the date
     */
    public Date getDate() {
        return date;
    }

    /**
     * See {@link #getDate()}.
     *
     * @param date the date
     */
    public void setDate(Date date) {
        this.date = date;
    }

    /**
     * Why.
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
        StockAlertEvent that = (StockAlertEvent) other;
        return Objects.equals(owner, that.owner)
                && Objects.equals(sku, that.sku)
                && Objects.equals(warehouse, that.warehouse)
                && quantity == that.quantity
                && Objects.equals(threshold, that.threshold)
                && Objects.equals(lotNo, that.lotNo)
                && Objects.equals(date, that.date)
                && Objects.equals(reason, that.reason);
    }

    @Override
    public int hashCode() {
        return Objects.hash(owner, sku, warehouse, quantity, threshold, lotNo, date, reason);
    }

    @Override
    public String toString() {
        return "StockAlertEvent{owner=" + owner
                + ", sku=" + sku
                + ", warehouse=" + warehouse
                + ", quantity=" + quantity
                + ", threshold=" + threshold
                + ", lotNo=" + lotNo
                + ", date=" + date
                + ", reason=" + reason + "}";
    }
}

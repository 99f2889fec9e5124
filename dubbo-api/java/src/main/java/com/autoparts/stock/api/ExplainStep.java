// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * One step from "in the building" to "can be sold".
 */
public class ExplainStep implements Serializable {
    private static final long serialVersionUID = 1L;

    private String reason;
    private String sku;
    private String warehouse;
    private long quantity;
    private String text;

    /** Creates one with nothing set. */
    public ExplainStep() {
    }

    /**
     * Which one, see {@link ExplainReason}.
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
     * SKU; for a kit, the component.
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
     * Where; null when it is about all warehouses.
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
     * What the step adds, or takes away when negative, in base units.
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
     * In words.
     *
     * @return the text
     */
    public String getText() {
        return text;
    }

    /**
     * See {@link #getText()}.
     *
     * @param text the text
     */
    public void setText(String text) {
        this.text = text;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        ExplainStep that = (ExplainStep) other;
        return Objects.equals(reason, that.reason)
                && Objects.equals(sku, that.sku)
                && Objects.equals(warehouse, that.warehouse)
                && quantity == that.quantity
                && Objects.equals(text, that.text);
    }

    @Override
    public int hashCode() {
        return Objects.hash(reason, sku, warehouse, quantity, text);
    }

    @Override
    public String toString() {
        return "ExplainStep{reason=" + reason
                + ", sku=" + sku
                + ", warehouse=" + warehouse
                + ", quantity=" + quantity
                + ", text=" + text + "}";
    }
}

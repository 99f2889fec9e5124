// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * Safety stock as a rule.
 */
public class SafetyRuleRow implements Serializable {
    private static final long serialVersionUID = 1L;

    private String scope;
    private String sku;
    private String category;
    private String warehouseType;
    private String warehouse;
    private Long quantity;
    private Integer basisPoints;

    /** Creates one with nothing set. */
    public SafetyRuleRow() {
    }

    /**
     * What it applies to, see {@link SafetyScope}. Required.
     *
     * @return the scope
     */
    public String getScope() {
        return scope;
    }

    /**
     * See {@link #getScope()}.
     *
     * @param scope the scope
     */
    public void setScope(String scope) {
        this.scope = scope;
    }

    /**
     * The SKU, for scope {@code SKU}.
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
     * The category, for scope {@code CATEGORY}.
     *
     * @return the category
     */
    public String getCategory() {
        return category;
    }

    /**
     * See {@link #getCategory()}.
     *
     * @param category the category
     */
    public void setCategory(String category) {
        this.category = category;
    }

    /**
     * The type of site, for scope {@code WAREHOUSE_TYPE}; see {@link WarehouseType}.
     *
     * @return the warehouse type
     */
    public String getWarehouseType() {
        return warehouseType;
    }

    /**
     * See {@link #getWarehouseType()}.
     *
     * @param warehouseType the warehouse type
     */
    public void setWarehouseType(String warehouseType) {
        this.warehouseType = warehouseType;
    }

    /**
     * One site only; null means every site.
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
     * So many base units; null with a share.
     *
     * @return the quantity
     */
    public Long getQuantity() {
        return quantity;
    }

    /**
     * See {@link #getQuantity()}.
     *
     * @param quantity the quantity
     */
    public void setQuantity(Long quantity) {
        this.quantity = quantity;
    }

    /**
     * So many hundredths of a percent of what is available, 0 to 10000; null with a quantity.
     *
     * @return the basis points
     */
    public Integer getBasisPoints() {
        return basisPoints;
    }

    /**
     * See {@link #getBasisPoints()}.
     *
     * @param basisPoints the basis points
     */
    public void setBasisPoints(Integer basisPoints) {
        this.basisPoints = basisPoints;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        SafetyRuleRow that = (SafetyRuleRow) other;
        return Objects.equals(scope, that.scope)
                && Objects.equals(sku, that.sku)
                && Objects.equals(category, that.category)
                && Objects.equals(warehouseType, that.warehouseType)
                && Objects.equals(warehouse, that.warehouse)
                && Objects.equals(quantity, that.quantity)
                && Objects.equals(basisPoints, that.basisPoints);
    }

    @Override
    public int hashCode() {
        return Objects.hash(scope, sku, category, warehouseType, warehouse, quantity, basisPoints);
    }

    @Override
    public String toString() {
        return "SafetyRuleRow{scope=" + scope
                + ", sku=" + sku
                + ", category=" + category
                + ", warehouseType=" + warehouseType
                + ", warehouse=" + warehouse
                + ", quantity=" + quantity
                + ", basisPoints=" + basisPoints + "}";
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * What must not be sent how.
 */
public class ExclusionRule implements Serializable {
    private static final long serialVersionUID = 1L;

    private String category;
    private String sku;
    private String warehouse;
    private String areaCode;
    private String serviceLevel;

    /** Creates one with nothing set. */
    public ExclusionRule() {
    }

    /**
     * The category of parts, for example {@code BATTERY}; null means every category.
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
     * The SKU; null means every SKU of the category.
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
     * The site that must not send it; null means every site.
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
     * The area it must not be sent to; null means every area.
     *
     * @return the area code
     */
    public String getAreaCode() {
        return areaCode;
    }

    /**
     * See {@link #getAreaCode()}.
     *
     * @param areaCode the area code
     */
    public void setAreaCode(String areaCode) {
        this.areaCode = areaCode;
    }

    /**
     * The service level it must not use, for example {@code AIR}; null means every level.
     *
     * @return the service level
     */
    public String getServiceLevel() {
        return serviceLevel;
    }

    /**
     * See {@link #getServiceLevel()}.
     *
     * @param serviceLevel the service level
     */
    public void setServiceLevel(String serviceLevel) {
        this.serviceLevel = serviceLevel;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        ExclusionRule that = (ExclusionRule) other;
        return Objects.equals(category, that.category)
                && Objects.equals(sku, that.sku)
                && Objects.equals(warehouse, that.warehouse)
                && Objects.equals(areaCode, that.areaCode)
                && Objects.equals(serviceLevel, that.serviceLevel);
    }

    @Override
    public int hashCode() {
        return Objects.hash(category, sku, warehouse, areaCode, serviceLevel);
    }

    @Override
    public String toString() {
        return "ExclusionRule{category=" + category
                + ", sku=" + sku
                + ", warehouse=" + warehouse
                + ", areaCode=" + areaCode
                + ", serviceLevel=" + serviceLevel + "}";
    }
}

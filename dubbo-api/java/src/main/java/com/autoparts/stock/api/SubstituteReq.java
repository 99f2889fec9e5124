// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Asks what else would do.
 */
public class SubstituteReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private String tenant;
    private String sku;
    private String vehicleId;
    private String vin;
    private String areaCode;
    private String channel;
    private Long quantity;
    private List<String> kinds = new ArrayList<String>();
    private List<String> grades = new ArrayList<String>();
    private Integer limit;

    /** Creates one with nothing set. */
    public SubstituteReq() {
    }

    /**
     * The mall; null means the server's default tenant.
     *
     * @return the tenant
     */
    public String getTenant() {
        return tenant;
    }

    /**
     * See {@link #getTenant()}.
     *
     * @param tenant the tenant
     */
    public void setTenant(String tenant) {
        this.tenant = tenant;
    }

    /**
     * The part that is wanted. Required.
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
     * The vehicle it is for; null with a VIN or when it does not matter.
     *
     * @return the vehicle id
     */
    public String getVehicleId() {
        return vehicleId;
    }

    /**
     * See {@link #getVehicleId()}.
     *
     * @param vehicleId the vehicle id
     */
    public void setVehicleId(String vehicleId) {
        this.vehicleId = vehicleId;
    }

    /**
     * The vehicle identification number, 17 characters; null with a vehicle.
     *
     * @return the VIN
     */
    public String getVin() {
        return vin;
    }

    /**
     * See {@link #getVin()}.
     *
     * @param vin the VIN
     */
    public void setVin(String vin) {
        this.vin = vin;
    }

    /**
     * The delivery area.
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
     * The sales channel.
     *
     * @return the channel
     */
    public String getChannel() {
        return channel;
    }

    /**
     * See {@link #getChannel()}.
     *
     * @param channel the channel
     */
    public void setChannel(String channel) {
        this.channel = channel;
    }

    /**
     * How many, in base units; null means the vehicle's quantity, else 1.
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
     * Only these relations, see {@link RelationKind}; empty means all.
     *
     * @return the kinds
     */
    public List<String> getKinds() {
        return kinds;
    }

    /**
     * See {@link #getKinds()}.
     *
     * @param kinds the kinds
     */
    public void setKinds(List<String> kinds) {
        this.kinds = kinds;
    }

    /**
     * Only these grades, see {@link PartGrade}; empty means all.
     *
     * @return the grades
     */
    public List<String> getGrades() {
        return grades;
    }

    /**
     * See {@link #getGrades()}.
     *
     * @param grades the grades
     */
    public void setGrades(List<String> grades) {
        this.grades = grades;
    }

    /**
     * Most answers, 1 to 50; null means 10.
     *
     * @return the limit
     */
    public Integer getLimit() {
        return limit;
    }

    /**
     * See {@link #getLimit()}.
     *
     * @param limit the limit
     */
    public void setLimit(Integer limit) {
        this.limit = limit;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        SubstituteReq that = (SubstituteReq) other;
        return Objects.equals(tenant, that.tenant)
                && Objects.equals(sku, that.sku)
                && Objects.equals(vehicleId, that.vehicleId)
                && Objects.equals(vin, that.vin)
                && Objects.equals(areaCode, that.areaCode)
                && Objects.equals(channel, that.channel)
                && Objects.equals(quantity, that.quantity)
                && Objects.equals(kinds, that.kinds)
                && Objects.equals(grades, that.grades)
                && Objects.equals(limit, that.limit);
    }

    @Override
    public int hashCode() {
        return Objects.hash(tenant, sku, vehicleId, vin, areaCode, channel, quantity, kinds, grades, limit);
    }

    @Override
    public String toString() {
        return "SubstituteReq{tenant=" + tenant
                + ", sku=" + sku
                + ", vehicleId=" + vehicleId
                + ", vin=" + vin
                + ", areaCode=" + areaCode
                + ", channel=" + channel
                + ", quantity=" + quantity
                + ", kinds=" + kinds
                + ", grades=" + grades
                + ", limit=" + limit + "}";
    }
}

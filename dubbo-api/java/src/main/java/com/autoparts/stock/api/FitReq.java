// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Asks whether parts fit a vehicle.
 */
public class FitReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private String tenant;
    private String vehicleId;
    private String vin;
    private List<String> skus = new ArrayList<String>();
    private String position;

    /** Creates one with nothing set. */
    public FitReq() {
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
     * The vehicle; null with a VIN.
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
     * The VIN, 17 characters; null with a vehicle.
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
     * The parts, 1 to 200.
     *
     * @return the SKUs
     */
    public List<String> getSkus() {
        return skus;
    }

    /**
     * See {@link #getSkus()}.
     *
     * @param skus the SKUs
     */
    public void setSkus(List<String> skus) {
        this.skus = skus;
    }

    /**
     * The place on the vehicle, for example {@code FRONT_LEFT}; null means any.
     *
     * @return the position
     */
    public String getPosition() {
        return position;
    }

    /**
     * See {@link #getPosition()}.
     *
     * @param position the position
     */
    public void setPosition(String position) {
        this.position = position;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        FitReq that = (FitReq) other;
        return Objects.equals(tenant, that.tenant)
                && Objects.equals(vehicleId, that.vehicleId)
                && Objects.equals(vin, that.vin)
                && Objects.equals(skus, that.skus)
                && Objects.equals(position, that.position);
    }

    @Override
    public int hashCode() {
        return Objects.hash(tenant, vehicleId, vin, skus, position);
    }

    @Override
    public String toString() {
        return "FitReq{tenant=" + tenant
                + ", vehicleId=" + vehicleId
                + ", vin=" + vin
                + ", skus=" + skus
                + ", position=" + position + "}";
    }
}

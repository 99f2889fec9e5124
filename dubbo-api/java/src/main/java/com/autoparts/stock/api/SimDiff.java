// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One plan that came out differently.
 */
public class SimDiff implements Serializable {
    private static final long serialVersionUID = 1L;

    private String planNo;
    private List<String> warehousesBefore = new ArrayList<String>();
    private List<String> warehousesAfter = new ArrayList<String>();
    private long freightMinorBefore;
    private long freightMinorAfter;

    /** Creates one with nothing set. */
    public SimDiff() {
    }

    /**
     * The past plan.
     *
     * @return the plan number
     */
    public String getPlanNo() {
        return planNo;
    }

    /**
     * See {@link #getPlanNo()}.
     *
     * @param planNo the plan number
     */
    public void setPlanNo(String planNo) {
        this.planNo = planNo;
    }

    /**
     * Its warehouses.
     *
     * @return the warehouses before
     */
    public List<String> getWarehousesBefore() {
        return warehousesBefore;
    }

    /**
     * See {@link #getWarehousesBefore()}.
     *
     * @param warehousesBefore the warehouses before
     */
    public void setWarehousesBefore(List<String> warehousesBefore) {
        this.warehousesBefore = warehousesBefore;
    }

    /**
     * The draft's warehouses.
     *
     * @return the warehouses after
     */
    public List<String> getWarehousesAfter() {
        return warehousesAfter;
    }

    /**
     * See {@link #getWarehousesAfter()}.
     *
     * @param warehousesAfter the warehouses after
     */
    public void setWarehousesAfter(List<String> warehousesAfter) {
        this.warehousesAfter = warehousesAfter;
    }

    /**
     * Its freight in the smallest currency unit (fen).
     *
     * @return the freight minor before
     */
    public long getFreightMinorBefore() {
        return freightMinorBefore;
    }

    /**
     * See {@link #getFreightMinorBefore()}.
     *
     * @param freightMinorBefore the freight minor before
     */
    public void setFreightMinorBefore(long freightMinorBefore) {
        this.freightMinorBefore = freightMinorBefore;
    }

    /**
     * The draft's freight (fen).
     *
     * @return the freight minor after
     */
    public long getFreightMinorAfter() {
        return freightMinorAfter;
    }

    /**
     * See {@link #getFreightMinorAfter()}.
     *
     * @param freightMinorAfter the freight minor after
     */
    public void setFreightMinorAfter(long freightMinorAfter) {
        this.freightMinorAfter = freightMinorAfter;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        SimDiff that = (SimDiff) other;
        return Objects.equals(planNo, that.planNo)
                && Objects.equals(warehousesBefore, that.warehousesBefore)
                && Objects.equals(warehousesAfter, that.warehousesAfter)
                && freightMinorBefore == that.freightMinorBefore
                && freightMinorAfter == that.freightMinorAfter;
    }

    @Override
    public int hashCode() {
        return Objects.hash(planNo, warehousesBefore, warehousesAfter, freightMinorBefore, freightMinorAfter);
    }

    @Override
    public String toString() {
        return "SimDiff{planNo=" + planNo
                + ", warehousesBefore=" + warehousesBefore
                + ", warehousesAfter=" + warehousesAfter
                + ", freightMinorBefore=" + freightMinorBefore
                + ", freightMinorAfter=" + freightMinorAfter + "}";
    }
}

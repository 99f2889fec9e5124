// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;

/**
 * One parcel of a plan.
 */
public class PlanParcel implements Serializable {
    private static final long serialVersionUID = 1L;

    private String warehouse;
    private String warehouseType;
    private List<PlanLine> lines = new ArrayList<PlanLine>();
    private long freightMinor;
    private Date arriveAt;

    /** Creates one with nothing set. */
    public PlanParcel() {
    }

    /**
     * The site that would send.
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
     * What kind of site it is, see {@link WarehouseType}.
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
     * What it would send.
     *
     * @return the lines
     */
    public List<PlanLine> getLines() {
        return lines;
    }

    /**
     * See {@link #getLines()}.
     *
     * @param lines the lines
     */
    public void setLines(List<PlanLine> lines) {
        this.lines = lines;
    }

    /**
     * Freight in the smallest currency unit (fen).
     *
     * @return the freight minor
     */
    public long getFreightMinor() {
        return freightMinor;
    }

    /**
     * See {@link #getFreightMinor()}.
     *
     * @param freightMinor the freight minor
     */
    public void setFreightMinor(long freightMinor) {
        this.freightMinor = freightMinor;
    }

    /**
     * When it arrives; null when not known.
     *
     * @return the arrive at
     */
    public Date getArriveAt() {
        return arriveAt;
    }

    /**
     * See {@link #getArriveAt()}.
     *
     * @param arriveAt the arrive at
     */
    public void setArriveAt(Date arriveAt) {
        this.arriveAt = arriveAt;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        PlanParcel that = (PlanParcel) other;
        return Objects.equals(warehouse, that.warehouse)
                && Objects.equals(warehouseType, that.warehouseType)
                && Objects.equals(lines, that.lines)
                && freightMinor == that.freightMinor
                && Objects.equals(arriveAt, that.arriveAt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(warehouse, warehouseType, lines, freightMinor, arriveAt);
    }

    @Override
    public String toString() {
        return "PlanParcel{warehouse=" + warehouse
                + ", warehouseType=" + warehouseType
                + ", lines=" + lines
                + ", freightMinor=" + freightMinor
                + ", arriveAt=" + arriveAt + "}";
    }
}

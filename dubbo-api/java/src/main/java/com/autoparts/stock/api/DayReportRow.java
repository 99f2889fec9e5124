// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One row of a day's report; quantities in base units.
 */
public class DayReportRow implements Serializable {
    private static final long serialVersionUID = 1L;

    private String owner;
    private String warehouse;
    private String category;
    private String bucket;
    private long opening;
    private List<MovementSum> movements = new ArrayList<MovementSum>();
    private long closing;
    private Long valueMinor;

    /** Creates one with nothing set. */
    public DayReportRow() {
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
     * The category of parts.
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
     * The bucket, see {@link Bucket}.
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
     * At the start of the day.
     *
     * @return the opening
     */
    public long getOpening() {
        return opening;
    }

    /**
     * See {@link #getOpening()}.
     *
     * @param opening the opening
     */
    public void setOpening(long opening) {
        this.opening = opening;
    }

    /**
     * What moved, by kind of movement.
     *
     * @return the movements
     */
    public List<MovementSum> getMovements() {
        return movements;
    }

    /**
     * See {@link #getMovements()}.
     *
     * @param movements the movements
     */
    public void setMovements(List<MovementSum> movements) {
        this.movements = movements;
    }

    /**
     * At the end of the day.
     *
     * @return the closing
     */
    public long getClosing() {
        return closing;
    }

    /**
     * See {@link #getClosing()}.
     *
     * @param closing the closing
     */
    public void setClosing(long closing) {
        this.closing = closing;
    }

    /**
     * What the closing is worth at cost, in the smallest currency unit (fen); null when not known.
     *
     * @return the value minor
     */
    public Long getValueMinor() {
        return valueMinor;
    }

    /**
     * See {@link #getValueMinor()}.
     *
     * @param valueMinor the value minor
     */
    public void setValueMinor(Long valueMinor) {
        this.valueMinor = valueMinor;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        DayReportRow that = (DayReportRow) other;
        return Objects.equals(owner, that.owner)
                && Objects.equals(warehouse, that.warehouse)
                && Objects.equals(category, that.category)
                && Objects.equals(bucket, that.bucket)
                && opening == that.opening
                && Objects.equals(movements, that.movements)
                && closing == that.closing
                && Objects.equals(valueMinor, that.valueMinor);
    }

    @Override
    public int hashCode() {
        return Objects.hash(owner, warehouse, category, bucket, opening, movements, closing, valueMinor);
    }

    @Override
    public String toString() {
        return "DayReportRow{owner=" + owner
                + ", warehouse=" + warehouse
                + ", category=" + category
                + ", bucket=" + bucket
                + ", opening=" + opening
                + ", movements=" + movements
                + ", closing=" + closing
                + ", valueMinor=" + valueMinor + "}";
    }
}

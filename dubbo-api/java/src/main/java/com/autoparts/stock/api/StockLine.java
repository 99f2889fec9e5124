// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Date;
import java.util.Objects;

/**
 * A quantity of one SKU in a change document.
 */
public class StockLine implements Serializable {
    private static final long serialVersionUID = 1L;

    private Long lineNo;
    private String sku;
    private long quantity;
    private String owner;
    private String pool;
    private String lotNo;
    private Date producedAt;
    private Date expiresAt;
    private Long unitCostMinor;

    /** Creates one with nothing set. */
    public StockLine() {
    }

    /**
     * The document's line number, unique in the request; null means the position, from 1.
     *
     * @return the line number
     */
    public Long getLineNo() {
        return lineNo;
    }

    /**
     * See {@link #getLineNo()}.
     *
     * @param lineNo the line number
     */
    public void setLineNo(Long lineNo) {
        this.lineNo = lineNo;
    }

    /**
     * SKU. Required.
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
     * How many, in base units, 1 to 2^40.
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
     * The goods' owner; null means the mall's own goods ({@code SELF}).
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
     * The pool; null means {@code SHARED}.
     *
     * @return the pool
     */
    public String getPool() {
        return pool;
    }

    /**
     * See {@link #getPool()}.
     *
     * @param pool the pool
     */
    public void setPool(String pool) {
        this.pool = pool;
    }

    /**
     * The lot or batch, at most 64 characters; required for lot-tracked SKUs.
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
     * When the lot was made (tyre DOT week, battery charge).
     *
     * @return the produced at
     */
    public Date getProducedAt() {
        return producedAt;
    }

    /**
     * See {@link #getProducedAt()}.
     *
     * @param producedAt the produced at
     */
    public void setProducedAt(Date producedAt) {
        this.producedAt = producedAt;
    }

    /**
     * When the lot expires.
     *
     * @return the expires at
     */
    public Date getExpiresAt() {
        return expiresAt;
    }

    /**
     * See {@link #getExpiresAt()}.
     *
     * @param expiresAt the expires at
     */
    public void setExpiresAt(Date expiresAt) {
        this.expiresAt = expiresAt;
    }

    /**
     * Cost of one base unit in the smallest currency unit (fen), 0 to 2^40, of what {@code purchaseIn} receives: it stands on its ledger rows and goes into the
moving average by which reports and statements value the owner's goods. Null when not known, and in every other document.
     *
     * @return the unit cost minor
     */
    public Long getUnitCostMinor() {
        return unitCostMinor;
    }

    /**
     * See {@link #getUnitCostMinor()}.
     *
     * @param unitCostMinor the unit cost minor
     */
    public void setUnitCostMinor(Long unitCostMinor) {
        this.unitCostMinor = unitCostMinor;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        StockLine that = (StockLine) other;
        return Objects.equals(lineNo, that.lineNo)
                && Objects.equals(sku, that.sku)
                && quantity == that.quantity
                && Objects.equals(owner, that.owner)
                && Objects.equals(pool, that.pool)
                && Objects.equals(lotNo, that.lotNo)
                && Objects.equals(producedAt, that.producedAt)
                && Objects.equals(expiresAt, that.expiresAt)
                && Objects.equals(unitCostMinor, that.unitCostMinor);
    }

    @Override
    public int hashCode() {
        return Objects.hash(lineNo, sku, quantity, owner, pool, lotNo, producedAt, expiresAt, unitCostMinor);
    }

    @Override
    public String toString() {
        return "StockLine{lineNo=" + lineNo
                + ", sku=" + sku
                + ", quantity=" + quantity
                + ", owner=" + owner
                + ", pool=" + pool
                + ", lotNo=" + lotNo
                + ", producedAt=" + producedAt
                + ", expiresAt=" + expiresAt
                + ", unitCostMinor=" + unitCostMinor + "}";
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Why a number is what it is.
 */
public class QtyExplain implements Serializable {
    private static final long serialVersionUID = 1L;

    private String sku;
    private long sellable;
    private List<ExplainStep> steps = new ArrayList<ExplainStep>();
    private List<BucketView> buckets = new ArrayList<BucketView>();
    private List<Holder> holders = new ArrayList<Holder>();
    private List<LedgerRow> movements = new ArrayList<LedgerRow>();
    private long asOfSeq;

    /** Creates one with nothing set. */
    public QtyExplain() {
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
     * What can be sold, in base units.
     *
     * @return the sellable
     */
    public long getSellable() {
        return sellable;
    }

    /**
     * See {@link #getSellable()}.
     *
     * @param sellable the sellable
     */
    public void setSellable(long sellable) {
        this.sellable = sellable;
    }

    /**
     * The steps from what is in the building to what can be sold.
     *
     * @return the steps
     */
    public List<ExplainStep> getSteps() {
        return steps;
    }

    /**
     * See {@link #getSteps()}.
     *
     * @param steps the steps
     */
    public void setSteps(List<ExplainStep> steps) {
        this.steps = steps;
    }

    /**
     * The buckets, a row per warehouse and pool.
     *
     * @return the buckets
     */
    public List<BucketView> getBuckets() {
        return buckets;
    }

    /**
     * See {@link #getBuckets()}.
     *
     * @param buckets the buckets
     */
    public void setBuckets(List<BucketView> buckets) {
        this.buckets = buckets;
    }

    /**
     * Who holds units now, latest first; empty for an earlier sequence, of which the documents are not kept.
     *
     * @return the holders
     */
    public List<Holder> getHolders() {
        return holders;
    }

    /**
     * See {@link #getHolders()}.
     *
     * @param holders the holders
     */
    public void setHolders(List<Holder> holders) {
        this.holders = holders;
    }

    /**
     * The last movements, newest first.
     *
     * @return the movements
     */
    public List<LedgerRow> getMovements() {
        return movements;
    }

    /**
     * See {@link #getMovements()}.
     *
     * @param movements the movements
     */
    public void setMovements(List<LedgerRow> movements) {
        this.movements = movements;
    }

    /**
     * The ledger's sequence the answer is of.
     *
     * @return the as of seq
     */
    public long getAsOfSeq() {
        return asOfSeq;
    }

    /**
     * See {@link #getAsOfSeq()}.
     *
     * @param asOfSeq the as of seq
     */
    public void setAsOfSeq(long asOfSeq) {
        this.asOfSeq = asOfSeq;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        QtyExplain that = (QtyExplain) other;
        return Objects.equals(sku, that.sku)
                && sellable == that.sellable
                && Objects.equals(steps, that.steps)
                && Objects.equals(buckets, that.buckets)
                && Objects.equals(holders, that.holders)
                && Objects.equals(movements, that.movements)
                && asOfSeq == that.asOfSeq;
    }

    @Override
    public int hashCode() {
        return Objects.hash(sku, sellable, steps, buckets, holders, movements, asOfSeq);
    }

    @Override
    public String toString() {
        return "QtyExplain{sku=" + sku
                + ", sellable=" + sellable
                + ", steps=" + steps
                + ", buckets=" + buckets
                + ", holders=" + holders
                + ", movements=" + movements
                + ", asOfSeq=" + asOfSeq + "}";
    }
}

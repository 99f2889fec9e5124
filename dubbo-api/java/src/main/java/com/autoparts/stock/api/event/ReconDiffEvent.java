// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api.event;

import java.io.Serializable;
import java.util.Objects;

/**
 * A difference of a reconciliation was confirmed by a second look, or has gone on since: {@code recon.diff.{class}}.
 */
public class ReconDiffEvent implements Serializable {
    private static final long serialVersionUID = 1L;

    private String diffNo;
    private String run;
    private String diffClass;
    private String state;
    private String owner;
    private String sku;
    private String warehouse;
    private String pool;
    private String bucket;
    private String lotNo;
    private String documentNo;
    private long ours;
    private long theirs;
    private String proposal;

    /** Creates one with nothing set. */
    public ReconDiffEvent() {
    }

    /**
     * The difference.
     *
     * @return the diff number
     */
    public String getDiffNo() {
        return diffNo;
    }

    /**
     * See {@link #getDiffNo()}.
     *
     * @param diffNo the diff number
     */
    public void setDiffNo(String diffNo) {
        this.diffNo = diffNo;
    }

    /**
     * The comparison, see {@link com.autoparts.stock.api.ReconRun}.
     *
     * @return the run
     */
    public String getRun() {
        return run;
    }

    /**
     * See {@link #getRun()}.
     *
     * @param run the run
     */
    public void setRun(String run) {
        this.run = run;
    }

    /**
     * Its class, see {@link com.autoparts.stock.api.DiffClass}.
     *
     * @return the diff class
     */
    public String getDiffClass() {
        return diffClass;
    }

    /**
     * See {@link #getDiffClass()}.
     *
     * @param diffClass the diff class
     */
    public void setDiffClass(String diffClass) {
        this.diffClass = diffClass;
    }

    /**
     * Where it stands now, see {@link com.autoparts.stock.api.DiffState}.
     *
     * @return the state
     */
    public String getState() {
        return state;
    }

    /**
     * See {@link #getState()}.
     *
     * @param state the state
     */
    public void setState(String state) {
        this.state = state;
    }

    /**
     * The goods' owner; null when it is not about goods.
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
     * SKU; null when it is not about one.
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
     * Where; null when it is not about one.
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
     * The pool; null when it is not about one.
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
     * The bucket, see {@link com.autoparts.stock.api.Bucket}; null when it is not about one.
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
     * The lot; null when it is not about one.
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
     * The document; null when it is not about one.
     *
     * @return the document number
     */
    public String getDocumentNo() {
        return documentNo;
    }

    /**
     * See {@link #getDocumentNo()}.
     *
     * @param documentNo the document number
     */
    public void setDocumentNo(String documentNo) {
        this.documentNo = documentNo;
    }

    /**
     * The stock center's figure, in base units.
     *
     * @return the ours
     */
    public long getOurs() {
        return ours;
    }

    /**
     * See {@link #getOurs()}.
     *
     * @param ours the ours
     */
    public void setOurs(long ours) {
        this.ours = ours;
    }

    /**
     * The other side's figure, in base units.
     *
     * @return the theirs
     */
    public long getTheirs() {
        return theirs;
    }

    /**
     * See {@link #getTheirs()}.
     *
     * @param theirs the theirs
     */
    public void setTheirs(long theirs) {
        this.theirs = theirs;
    }

    /**
     * The repair that is proposed, in words; null when there is none.
     *
     * @return the proposal
     */
    public String getProposal() {
        return proposal;
    }

    /**
     * See {@link #getProposal()}.
     *
     * @param proposal the proposal
     */
    public void setProposal(String proposal) {
        this.proposal = proposal;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        ReconDiffEvent that = (ReconDiffEvent) other;
        return Objects.equals(diffNo, that.diffNo)
                && Objects.equals(run, that.run)
                && Objects.equals(diffClass, that.diffClass)
                && Objects.equals(state, that.state)
                && Objects.equals(owner, that.owner)
                && Objects.equals(sku, that.sku)
                && Objects.equals(warehouse, that.warehouse)
                && Objects.equals(pool, that.pool)
                && Objects.equals(bucket, that.bucket)
                && Objects.equals(lotNo, that.lotNo)
                && Objects.equals(documentNo, that.documentNo)
                && ours == that.ours
                && theirs == that.theirs
                && Objects.equals(proposal, that.proposal);
    }

    @Override
    public int hashCode() {
        return Objects.hash(diffNo, run, diffClass, state, owner, sku, warehouse, pool, bucket, lotNo, documentNo, ours, theirs, proposal);
    }

    @Override
    public String toString() {
        return "ReconDiffEvent{diffNo=" + diffNo
                + ", run=" + run
                + ", diffClass=" + diffClass
                + ", state=" + state
                + ", owner=" + owner
                + ", sku=" + sku
                + ", warehouse=" + warehouse
                + ", pool=" + pool
                + ", bucket=" + bucket
                + ", lotNo=" + lotNo
                + ", documentNo=" + documentNo
                + ", ours=" + ours
                + ", theirs=" + theirs
                + ", proposal=" + proposal + "}";
    }
}

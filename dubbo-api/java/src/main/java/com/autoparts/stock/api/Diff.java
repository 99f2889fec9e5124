// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Date;
import java.util.Objects;

/**
 * Two figures that should be equal and are not.
 */
public class Diff implements Serializable {
    private static final long serialVersionUID = 1L;

    private String diffNo;
    private String runNo;
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
    private long tolerance;
    private Long valueMinor;
    private Date foundAt;
    private Date confirmedAt;
    private long cutSeq;
    private Repair repair;

    /** Creates one with nothing set. */
    public Diff() {
    }

    /**
     * Its number.
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
     * The run that found it.
     *
     * @return the run number
     */
    public String getRunNo() {
        return runNo;
    }

    /**
     * See {@link #getRunNo()}.
     *
     * @param runNo the run number
     */
    public void setRunNo(String runNo) {
        this.runNo = runNo;
    }

    /**
     * The comparison, see {@link ReconRun}.
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
     * Its class, see {@link DiffClass}.
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
     * Where it stands, see {@link DiffState}.
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
     * Pool; null when it is not about one.
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
     * Bucket, see {@link Bucket}; null when it is not about one.
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
     * The document concerned; null when it is not about one.
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
     * How much may differ, in base units.
     *
     * @return the tolerance
     */
    public long getTolerance() {
        return tolerance;
    }

    /**
     * See {@link #getTolerance()}.
     *
     * @param tolerance the tolerance
     */
    public void setTolerance(long tolerance) {
        this.tolerance = tolerance;
    }

    /**
     * What the difference is worth at cost, in the smallest currency unit (fen); null when not known.
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

    /**
     * When it was first seen.
     *
     * @return the found at
     */
    public Date getFoundAt() {
        return foundAt;
    }

    /**
     * See {@link #getFoundAt()}.
     *
     * @param foundAt the found at
     */
    public void setFoundAt(Date foundAt) {
        this.foundAt = foundAt;
    }

    /**
     * When it was seen again; null before.
     *
     * @return the confirmed at
     */
    public Date getConfirmedAt() {
        return confirmedAt;
    }

    /**
     * See {@link #getConfirmedAt()}.
     *
     * @param confirmedAt the confirmed at
     */
    public void setConfirmedAt(Date confirmedAt) {
        this.confirmedAt = confirmedAt;
    }

    /**
     * The ledger's sequence of the comparison.
     *
     * @return the cut seq
     */
    public long getCutSeq() {
        return cutSeq;
    }

    /**
     * See {@link #getCutSeq()}.
     *
     * @param cutSeq the cut seq
     */
    public void setCutSeq(long cutSeq) {
        this.cutSeq = cutSeq;
    }

    /**
     * The repair; null while none is proposed.
     *
     * @return the repair
     */
    public Repair getRepair() {
        return repair;
    }

    /**
     * See {@link #getRepair()}.
     *
     * @param repair the repair
     */
    public void setRepair(Repair repair) {
        this.repair = repair;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        Diff that = (Diff) other;
        return Objects.equals(diffNo, that.diffNo)
                && Objects.equals(runNo, that.runNo)
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
                && tolerance == that.tolerance
                && Objects.equals(valueMinor, that.valueMinor)
                && Objects.equals(foundAt, that.foundAt)
                && Objects.equals(confirmedAt, that.confirmedAt)
                && cutSeq == that.cutSeq
                && Objects.equals(repair, that.repair);
    }

    @Override
    public int hashCode() {
        return Objects.hash(diffNo, runNo, run, diffClass, state, owner, sku, warehouse, pool, bucket, lotNo, documentNo, ours, theirs, tolerance, valueMinor, foundAt, confirmedAt, cutSeq, repair);
    }

    @Override
    public String toString() {
        return "Diff{diffNo=" + diffNo
                + ", runNo=" + runNo
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
                + ", tolerance=" + tolerance
                + ", valueMinor=" + valueMinor
                + ", foundAt=" + foundAt
                + ", confirmedAt=" + confirmedAt
                + ", cutSeq=" + cutSeq
                + ", repair=" + repair + "}";
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api.event;

import java.io.Serializable;
import java.util.Objects;

/**
 * How one bucket changed, in base units.
 */
public class BucketDelta implements Serializable {
    private static final long serialVersionUID = 1L;

    private String pool;
    private String bucket;
    private long delta;
    private long after;
    private String lotNo;

    /** Creates one with nothing set. */
    public BucketDelta() {
    }

    /**
     * Pool.
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
     * The bucket, see {@link com.autoparts.stock.api.Bucket}.
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
     * By how much; negative takes away.
     *
     * @return the delta
     */
    public long getDelta() {
        return delta;
    }

    /**
     * See {@link #getDelta()}.
     *
     * @param delta the delta
     */
    public void setDelta(long delta) {
        this.delta = delta;
    }

    /**
     * What it holds now; of a lot, what it holds of the lot.
     *
     * @return the after
     */
    public long getAfter() {
        return after;
    }

    /**
     * See {@link #getAfter()}.
     *
     * @param after the after
     */
    public void setAfter(long after) {
        this.after = after;
    }

    /**
     * The lot; null where lots are not told apart.
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

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        BucketDelta that = (BucketDelta) other;
        return Objects.equals(pool, that.pool)
                && Objects.equals(bucket, that.bucket)
                && delta == that.delta
                && after == that.after
                && Objects.equals(lotNo, that.lotNo);
    }

    @Override
    public int hashCode() {
        return Objects.hash(pool, bucket, delta, after, lotNo);
    }

    @Override
    public String toString() {
        return "BucketDelta{pool=" + pool
                + ", bucket=" + bucket
                + ", delta=" + delta
                + ", after=" + after
                + ", lotNo=" + lotNo + "}";
    }
}

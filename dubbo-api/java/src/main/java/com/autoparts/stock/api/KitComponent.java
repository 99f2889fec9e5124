// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * One component of a kit.
 */
public class KitComponent implements Serializable {
    private static final long serialVersionUID = 1L;

    private String sku;
    private long ratio;

    /** Creates one with nothing set. */
    public KitComponent() {
    }

    /**
     * The component; never a kit itself.
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
     * How many base units go into one kit, 1 or more.
     *
     * @return the ratio
     */
    public long getRatio() {
        return ratio;
    }

    /**
     * See {@link #getRatio()}.
     *
     * @param ratio the ratio
     */
    public void setRatio(long ratio) {
        this.ratio = ratio;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        KitComponent that = (KitComponent) other;
        return Objects.equals(sku, that.sku)
                && ratio == that.ratio;
    }

    @Override
    public int hashCode() {
        return Objects.hash(sku, ratio);
    }

    @Override
    public String toString() {
        return "KitComponent{sku=" + sku
                + ", ratio=" + ratio + "}";
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How an order may be split, as a policy says it.
 */
public class SourcingPolicy implements Serializable {
    private static final long serialVersionUID = 1L;

    private String name;
    private String channel;
    private List<Objective> objectives = new ArrayList<Objective>();
    private boolean weighted;
    private String split;
    private int maxParcels;
    private long minExtraParcelValueMinor;
    private boolean supplierLast;
    private boolean consolidate;
    private boolean protectFront;

    /** Creates one with nothing set. */
    public SourcingPolicy() {
    }

    /**
     * The policy's name.
     *
     * @return the name
     */
    public String getName() {
        return name;
    }

    /**
     * See {@link #getName()}.
     *
     * @param name the name
     */
    public void setName(String name) {
        this.name = name;
    }

    /**
     * The sales channel it is for; null means every channel without its own.
     *
     * @return the channel
     */
    public String getChannel() {
        return channel;
    }

    /**
     * See {@link #getChannel()}.
     *
     * @param channel the channel
     */
    public void setChannel(String channel) {
        this.channel = channel;
    }

    /**
     * What is sought, most important first, or weighted.
     *
     * @return the objectives
     */
    public List<Objective> getObjectives() {
        return objectives;
    }

    /**
     * See {@link #getObjectives()}.
     *
     * @param objectives the objectives
     */
    public void setObjectives(List<Objective> objectives) {
        this.objectives = objectives;
    }

    /**
     * Whether the objectives are weighted; false takes them in order.
     *
     * @return the weighted
     */
    public boolean isWeighted() {
        return weighted;
    }

    /**
     * See {@link #isWeighted()}.
     *
     * @param weighted the weighted
     */
    public void setWeighted(boolean weighted) {
        this.weighted = weighted;
    }

    /**
     * How an order may be split, see {@link SplitPolicy}.
     *
     * @return the split
     */
    public String getSplit() {
        return split;
    }

    /**
     * See {@link #getSplit()}.
     *
     * @param split the split
     */
    public void setSplit(String split) {
        this.split = split;
    }

    /**
     * Most parcels per order, 1 to 8.
     *
     * @return the max parcels
     */
    public int getMaxParcels() {
        return maxParcels;
    }

    /**
     * See {@link #getMaxParcels()}.
     *
     * @param maxParcels the max parcels
     */
    public void setMaxParcels(int maxParcels) {
        this.maxParcels = maxParcels;
    }

    /**
     * An extra parcel must carry at least this value, in the smallest currency unit (fen).
     *
     * @return the min extra parcel value minor
     */
    public long getMinExtraParcelValueMinor() {
        return minExtraParcelValueMinor;
    }

    /**
     * See {@link #getMinExtraParcelValueMinor()}.
     *
     * @param minExtraParcelValueMinor the min extra parcel value minor
     */
    public void setMinExtraParcelValueMinor(long minExtraParcelValueMinor) {
        this.minExtraParcelValueMinor = minExtraParcelValueMinor;
    }

    /**
     * Use suppliers only when no own warehouse has the goods.
     *
     * @return the supplier last
     */
    public boolean isSupplierLast() {
        return supplierLast;
    }

    /**
     * See {@link #isSupplierLast()}.
     *
     * @param supplierLast the supplier last
     */
    public void setSupplierLast(boolean supplierLast) {
        this.supplierLast = supplierLast;
    }

    /**
     * Gather at a hub when that is cheaper within the promise.
     *
     * @return the consolidate
     */
    public boolean isConsolidate() {
        return consolidate;
    }

    /**
     * See {@link #isConsolidate()}.
     *
     * @param consolidate the consolidate
     */
    public void setConsolidate(boolean consolidate) {
        this.consolidate = consolidate;
    }

    /**
     * Do not take the last units of the only front warehouse of an area for another area.
     *
     * @return the protect front
     */
    public boolean isProtectFront() {
        return protectFront;
    }

    /**
     * See {@link #isProtectFront()}.
     *
     * @param protectFront the protect front
     */
    public void setProtectFront(boolean protectFront) {
        this.protectFront = protectFront;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        SourcingPolicy that = (SourcingPolicy) other;
        return Objects.equals(name, that.name)
                && Objects.equals(channel, that.channel)
                && Objects.equals(objectives, that.objectives)
                && weighted == that.weighted
                && Objects.equals(split, that.split)
                && maxParcels == that.maxParcels
                && minExtraParcelValueMinor == that.minExtraParcelValueMinor
                && supplierLast == that.supplierLast
                && consolidate == that.consolidate
                && protectFront == that.protectFront;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, channel, objectives, weighted, split, maxParcels, minExtraParcelValueMinor, supplierLast, consolidate, protectFront);
    }

    @Override
    public String toString() {
        return "SourcingPolicy{name=" + name
                + ", channel=" + channel
                + ", objectives=" + objectives
                + ", weighted=" + weighted
                + ", split=" + split
                + ", maxParcels=" + maxParcels
                + ", minExtraParcelValueMinor=" + minExtraParcelValueMinor
                + ", supplierLast=" + supplierLast
                + ", consolidate=" + consolidate
                + ", protectFront=" + protectFront + "}";
    }
}

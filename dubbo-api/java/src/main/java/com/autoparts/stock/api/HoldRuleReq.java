// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * How orders may hold a SKU: against hoarding, under scarcity, and for stock so deep that it is taken only when paid.
 */
public class HoldRuleReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private String sku;
    private Long buyerLimit;
    private Long scarceBelow;
    private Integer scarceSeconds;
    private boolean occupyOnPay;
    private boolean remove;
    private boolean dryRun;

    /** Creates one with nothing set. */
    public HoldRuleReq() {
    }

    /**
     * Who sets it, under which key. Required.
     *
     * @return the context
     */
    public OpContext getContext() {
        return context;
    }

    /**
     * See {@link #getContext()}.
     *
     * @param context the context
     */
    public void setContext(OpContext context) {
        this.context = context;
    }

    /**
     * SKU; null sets the rule of every SKU without one of its own.
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
     * Most base units that one buyer may hold unpaid; more is refused with {@code BUYER_HOLD_LIMIT}. Null means no limit.
     *
     * @return the buyer limit
     */
    public Long getBuyerLimit() {
        return buyerLimit;
    }

    /**
     * See {@link #getBuyerLimit()}.
     *
     * @param buyerLimit the buyer limit
     */
    public void setBuyerLimit(Long buyerLimit) {
        this.buyerLimit = buyerLimit;
    }

    /**
     * The SKU is scarce when no more than so many base units can be sold to the order; null means never.
     *
     * @return the scarce below
     */
    public Long getScarceBelow() {
        return scarceBelow;
    }

    /**
     * See {@link #getScarceBelow()}.
     *
     * @param scarceBelow the scarce below
     */
    public void setScarceBelow(Long scarceBelow) {
        this.scarceBelow = scarceBelow;
    }

    /**
     * While it is scarce, a hold lasts so many seconds at most, 5 to 14400; null means 90. Needs {@code scarceBelow}.
     *
     * @return the scarce seconds
     */
    public Integer getScarceSeconds() {
        return scarceSeconds;
    }

    /**
     * See {@link #getScarceSeconds()}.
     *
     * @param scarceSeconds the scarce seconds
     */
    public void setScarceSeconds(Integer scarceSeconds) {
        this.scarceSeconds = scarceSeconds;
    }

    /**
     * Hold nothing until the payment: preOccupy only checks, confirm takes the stock and answers {@code LATE_PAY_NO_STOCK} (refund) when it is gone.
     *
     * @return the occupy on pay
     */
    public boolean isOccupyOnPay() {
        return occupyOnPay;
    }

    /**
     * See {@link #isOccupyOnPay()}.
     *
     * @param occupyOnPay the occupy on pay
     */
    public void setOccupyOnPay(boolean occupyOnPay) {
        this.occupyOnPay = occupyOnPay;
    }

    /**
     * Remove the rule instead.
     *
     * @return the remove
     */
    public boolean isRemove() {
        return remove;
    }

    /**
     * See {@link #isRemove()}.
     *
     * @param remove the remove
     */
    public void setRemove(boolean remove) {
        this.remove = remove;
    }

    /**
     * Only check, and tell in {@code details} what would change.
     *
     * @return the dry run
     */
    public boolean isDryRun() {
        return dryRun;
    }

    /**
     * See {@link #isDryRun()}.
     *
     * @param dryRun the dry run
     */
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        HoldRuleReq that = (HoldRuleReq) other;
        return Objects.equals(context, that.context)
                && Objects.equals(sku, that.sku)
                && Objects.equals(buyerLimit, that.buyerLimit)
                && Objects.equals(scarceBelow, that.scarceBelow)
                && Objects.equals(scarceSeconds, that.scarceSeconds)
                && occupyOnPay == that.occupyOnPay
                && remove == that.remove
                && dryRun == that.dryRun;
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, sku, buyerLimit, scarceBelow, scarceSeconds, occupyOnPay, remove, dryRun);
    }

    @Override
    public String toString() {
        return "HoldRuleReq{context=" + context
                + ", sku=" + sku
                + ", buyerLimit=" + buyerLimit
                + ", scarceBelow=" + scarceBelow
                + ", scarceSeconds=" + scarceSeconds
                + ", occupyOnPay=" + occupyOnPay
                + ", remove=" + remove
                + ", dryRun=" + dryRun + "}";
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * Sets safety stock: what is held back from sale. Holds that exist are not touched.
 */
public class SafetyRule implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private SafetyRuleRow rule;
    private boolean remove;
    private boolean dryRun;

    /** Creates one with nothing set. */
    public SafetyRule() {
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
     * The rule. Required; it replaces the rule of the same scope.
     *
     * @return the rule
     */
    public SafetyRuleRow getRule() {
        return rule;
    }

    /**
     * See {@link #getRule()}.
     *
     * @param rule the rule
     */
    public void setRule(SafetyRuleRow rule) {
        this.rule = rule;
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
        SafetyRule that = (SafetyRule) other;
        return Objects.equals(context, that.context)
                && Objects.equals(rule, that.rule)
                && remove == that.remove
                && dryRun == that.dryRun;
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, rule, remove, dryRun);
    }

    @Override
    public String toString() {
        return "SafetyRule{context=" + context
                + ", rule=" + rule
                + ", remove=" + remove
                + ", dryRun=" + dryRun + "}";
    }
}

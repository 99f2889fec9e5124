// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Date;
import java.util.Objects;

/**
 * Switches a SKU, channel, warehouse or module on, to reads only, or off.
 */
public class SwitchReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private String scope;
    private String target;
    private String mode;
    private String reason;
    private Date until;
    private boolean dryRun;

    /** Creates one with nothing set. */
    public SwitchReq() {
    }

    /**
     * Who switches, under which key. Required.
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
     * What kind of thing, see {@link SwitchScope}. Required.
     *
     * @return the scope
     */
    public String getScope() {
        return scope;
    }

    /**
     * See {@link #getScope()}.
     *
     * @param scope the scope
     */
    public void setScope(String scope) {
        this.scope = scope;
    }

    /**
     * Which one: SKU, channel, warehouse, or module ({@code RESERVATION}, {@code CHANGE}, {@code SOURCING}, {@code QUERY}, {@code FULFILLMENT}, {@code RECONCILE}). Required.
     *
     * @return the target
     */
    public String getTarget() {
        return target;
    }

    /**
     * See {@link #getTarget()}.
     *
     * @param target the target
     */
    public void setTarget(String target) {
        this.target = target;
    }

    /**
     * To which position, see {@link SwitchMode}. Required.
     *
     * @return the mode
     */
    public String getMode() {
        return mode;
    }

    /**
     * See {@link #getMode()}.
     *
     * @param mode the mode
     */
    public void setMode(String mode) {
        this.mode = mode;
    }

    /**
     * Why, at most 200 characters. Required.
     *
     * @return the reason
     */
    public String getReason() {
        return reason;
    }

    /**
     * See {@link #getReason()}.
     *
     * @param reason the reason
     */
    public void setReason(String reason) {
        this.reason = reason;
    }

    /**
     * Go back by itself then; null means never.
     *
     * @return the until
     */
    public Date getUntil() {
        return until;
    }

    /**
     * See {@link #getUntil()}.
     *
     * @param until the until
     */
    public void setUntil(Date until) {
        this.until = until;
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
        SwitchReq that = (SwitchReq) other;
        return Objects.equals(context, that.context)
                && Objects.equals(scope, that.scope)
                && Objects.equals(target, that.target)
                && Objects.equals(mode, that.mode)
                && Objects.equals(reason, that.reason)
                && Objects.equals(until, that.until)
                && dryRun == that.dryRun;
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, scope, target, mode, reason, until, dryRun);
    }

    @Override
    public String toString() {
        return "SwitchReq{context=" + context
                + ", scope=" + scope
                + ", target=" + target
                + ", mode=" + mode
                + ", reason=" + reason
                + ", until=" + until
                + ", dryRun=" + dryRun + "}";
    }
}

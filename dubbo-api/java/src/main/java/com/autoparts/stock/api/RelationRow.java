// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * One relation of two parts to import.
 */
public class RelationRow implements Serializable {
    private static final long serialVersionUID = 1L;

    private String fromSku;
    private String toSku;
    private String kind;

    /** Creates one with nothing set. */
    public RelationRow() {
    }

    /**
     * The part that is wanted. Required.
     *
     * @return the from SKU
     */
    public String getFromSku() {
        return fromSku;
    }

    /**
     * See {@link #getFromSku()}.
     *
     * @param fromSku the from SKU
     */
    public void setFromSku(String fromSku) {
        this.fromSku = fromSku;
    }

    /**
     * The part that stands for it. Required.
     *
     * @return the to SKU
     */
    public String getToSku() {
        return toSku;
    }

    /**
     * See {@link #getToSku()}.
     *
     * @param toSku the to SKU
     */
    public void setToSku(String toSku) {
        this.toSku = toSku;
    }

    /**
     * How it does, see {@link RelationKind}. Required.
     *
     * @return the kind
     */
    public String getKind() {
        return kind;
    }

    /**
     * See {@link #getKind()}.
     *
     * @param kind the kind
     */
    public void setKind(String kind) {
        this.kind = kind;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        RelationRow that = (RelationRow) other;
        return Objects.equals(fromSku, that.fromSku)
                && Objects.equals(toSku, that.toSku)
                && Objects.equals(kind, that.kind);
    }

    @Override
    public int hashCode() {
        return Objects.hash(fromSku, toSku, kind);
    }

    @Override
    public String toString() {
        return "RelationRow{fromSku=" + fromSku
                + ", toSku=" + toSku
                + ", kind=" + kind + "}";
    }
}

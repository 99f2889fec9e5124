// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Imports parts, fitment and interchange, as a whole or not at all.
 */
public class FitImport implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private List<PartRow> parts = new ArrayList<PartRow>();
    private List<FitRow> fits = new ArrayList<FitRow>();
    private List<RelationRow> relations = new ArrayList<RelationRow>();
    private boolean replace;
    private boolean dryRun;

    /** Creates one with nothing set. */
    public FitImport() {
    }

    /**
     * Who imports, under which key (bizNo = import number). Required.
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
     * Parts to add or change, at most 5000.
     *
     * @return the parts
     */
    public List<PartRow> getParts() {
        return parts;
    }

    /**
     * See {@link #getParts()}.
     *
     * @param parts the parts
     */
    public void setParts(List<PartRow> parts) {
        this.parts = parts;
    }

    /**
     * Fitment to add, at most 5000 rows.
     *
     * @return the fits
     */
    public List<FitRow> getFits() {
        return fits;
    }

    /**
     * See {@link #getFits()}.
     *
     * @param fits the fits
     */
    public void setFits(List<FitRow> fits) {
        this.fits = fits;
    }

    /**
     * Interchange to add, at most 5000 rows; a cycle of replacements is refused.
     *
     * @return the relations
     */
    public List<RelationRow> getRelations() {
        return relations;
    }

    /**
     * See {@link #getRelations()}.
     *
     * @param relations the relations
     */
    public void setRelations(List<RelationRow> relations) {
        this.relations = relations;
    }

    /**
     * Forget the old fitment and interchange of the named parts first.
     *
     * @return the replace
     */
    public boolean isReplace() {
        return replace;
    }

    /**
     * See {@link #isReplace()}.
     *
     * @param replace the replace
     */
    public void setReplace(boolean replace) {
        this.replace = replace;
    }

    /**
     * Only check and report.
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
        FitImport that = (FitImport) other;
        return Objects.equals(context, that.context)
                && Objects.equals(parts, that.parts)
                && Objects.equals(fits, that.fits)
                && Objects.equals(relations, that.relations)
                && replace == that.replace
                && dryRun == that.dryRun;
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, parts, fits, relations, replace, dryRun);
    }

    @Override
    public String toString() {
        return "FitImport{context=" + context
                + ", parts=" + parts
                + ", fits=" + fits
                + ", relations=" + relations
                + ", replace=" + replace
                + ", dryRun=" + dryRun + "}";
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * What inspection found of one line.
 */
public class GradeLine implements Serializable {
    private static final long serialVersionUID = 1L;

    private Long lineNo;
    private String grade;
    private long quantity;
    private String actualSku;
    private String lotNo;
    private String remark;

    /** Creates one with nothing set. */
    public GradeLine() {
    }

    /**
     * The return's line; null for grade {@code EXTRA}.
     *
     * @return the line number
     */
    public Long getLineNo() {
        return lineNo;
    }

    /**
     * See {@link #getLineNo()}.
     *
     * @param lineNo the line number
     */
    public void setLineNo(Long lineNo) {
        this.lineNo = lineNo;
    }

    /**
     * What was found, see {@link ReturnGrade}. Required.
     *
     * @return the grade
     */
    public String getGrade() {
        return grade;
    }

    /**
     * See {@link #getGrade()}.
     *
     * @param grade the grade
     */
    public void setGrade(String grade) {
        this.grade = grade;
    }

    /**
     * How many, in base units, 1 or more.
     *
     * @return the quantity
     */
    public long getQuantity() {
        return quantity;
    }

    /**
     * See {@link #getQuantity()}.
     *
     * @param quantity the quantity
     */
    public void setQuantity(long quantity) {
        this.quantity = quantity;
    }

    /**
     * The SKU that really came, for grades {@code WRONG_ITEM} and {@code EXTRA}.
     *
     * @return the actual SKU
     */
    public String getActualSku() {
        return actualSku;
    }

    /**
     * See {@link #getActualSku()}.
     *
     * @param actualSku the actual SKU
     */
    public void setActualSku(String actualSku) {
        this.actualSku = actualSku;
    }

    /**
     * The lot; null when the SKU has none.
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
     * In words, at most 200 characters.
     *
     * @return the remark
     */
    public String getRemark() {
        return remark;
    }

    /**
     * See {@link #getRemark()}.
     *
     * @param remark the remark
     */
    public void setRemark(String remark) {
        this.remark = remark;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        GradeLine that = (GradeLine) other;
        return Objects.equals(lineNo, that.lineNo)
                && Objects.equals(grade, that.grade)
                && quantity == that.quantity
                && Objects.equals(actualSku, that.actualSku)
                && Objects.equals(lotNo, that.lotNo)
                && Objects.equals(remark, that.remark);
    }

    @Override
    public int hashCode() {
        return Objects.hash(lineNo, grade, quantity, actualSku, lotNo, remark);
    }

    @Override
    public String toString() {
        return "GradeLine{lineNo=" + lineNo
                + ", grade=" + grade
                + ", quantity=" + quantity
                + ", actualSku=" + actualSku
                + ", lotNo=" + lotNo
                + ", remark=" + remark + "}";
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.Objects;

/**
 * Why a row of an import was refused.
 */
public class ImportProblem implements Serializable {
    private static final long serialVersionUID = 1L;

    private String list;
    private int row;
    private String field;
    private String value;
    private String reason;

    /** Creates one with nothing set. */
    public ImportProblem() {
    }

    /**
     * Which list: {@code parts}, {@code fits} or {@code relations}.
     *
     * @return the list
     */
    public String getList() {
        return list;
    }

    /**
     * See {@link #getList()}.
     *
     * @param list the list
     */
    public void setList(String list) {
        this.list = list;
    }

    /**
     * Position in the list, from 1.
     *
     * @return the row
     */
    public int getRow() {
        return row;
    }

    /**
     * See {@link #getRow()}.
     *
     * @param row the row
     */
    public void setRow(int row) {
        this.row = row;
    }

    /**
     * The field.
     *
     * @return the field
     */
    public String getField() {
        return field;
    }

    /**
     * See {@link #getField()}.
     *
     * @param field the field
     */
    public void setField(String field) {
        this.field = field;
    }

    /**
     * Its value.
     *
     * @return the value
     */
    public String getValue() {
        return value;
    }

    /**
     * See {@link #getValue()}.
     *
     * @param value the value
     */
    public void setValue(String value) {
        this.value = value;
    }

    /**
     * What is wrong, and the way out.
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

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        ImportProblem that = (ImportProblem) other;
        return Objects.equals(list, that.list)
                && row == that.row
                && Objects.equals(field, that.field)
                && Objects.equals(value, that.value)
                && Objects.equals(reason, that.reason);
    }

    @Override
    public int hashCode() {
        return Objects.hash(list, row, field, value, reason);
    }

    @Override
    public String toString() {
        return "ImportProblem{list=" + list
                + ", row=" + row
                + ", field=" + field
                + ", value=" + value
                + ", reason=" + reason + "}";
    }
}

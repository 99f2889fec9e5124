// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The result of inspecting returned goods.
 */
public class GradeReq implements Serializable {
    private static final long serialVersionUID = 1L;

    private OpContext context;
    private String returnNo;
    private List<GradeLine> lines = new ArrayList<GradeLine>();
    private boolean last;

    /** Creates one with nothing set. */
    public GradeReq() {
    }

    /**
     * Who asks, under which key (bizNo = inspection number). Required.
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
     * The return. Required.
     *
     * @return the return number
     */
    public String getReturnNo() {
        return returnNo;
    }

    /**
     * See {@link #getReturnNo()}.
     *
     * @param returnNo the return number
     */
    public void setReturnNo(String returnNo) {
        this.returnNo = returnNo;
    }

    /**
     * What was found, 1 to 200 lines; a line may come several times with different grades.
     *
     * @return the lines
     */
    public List<GradeLine> getLines() {
        return lines;
    }

    /**
     * See {@link #getLines()}.
     *
     * @param lines the lines
     */
    public void setLines(List<GradeLine> lines) {
        this.lines = lines;
    }

    /**
     * Whether nothing more is to be inspected: what is neither graded nor missing is closed.
     *
     * @return the last
     */
    public boolean isLast() {
        return last;
    }

    /**
     * See {@link #isLast()}.
     *
     * @param last the last
     */
    public void setLast(boolean last) {
        this.last = last;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        GradeReq that = (GradeReq) other;
        return Objects.equals(context, that.context)
                && Objects.equals(returnNo, that.returnNo)
                && Objects.equals(lines, that.lines)
                && last == that.last;
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, returnNo, lines, last);
    }

    @Override
    public String toString() {
        return "GradeReq{context=" + context
                + ", returnNo=" + returnNo
                + ", lines=" + lines
                + ", last=" + last + "}";
    }
}

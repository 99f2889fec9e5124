// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;

/**
 * Why a plan is what it is.
 */
public class SourcingTrace implements Serializable {
    private static final long serialVersionUID = 1L;

    private SourcingPlan plan;
    private SourcingReq request;
    private List<TraceCandidate> candidates = new ArrayList<TraceCandidate>();
    private List<TraceOption> options = new ArrayList<TraceOption>();
    private long optionsExamined;
    private Date decidedAt;

    /** Creates one with nothing set. */
    public SourcingTrace() {
    }

    /**
     * The plan.
     *
     * @return the plan
     */
    public SourcingPlan getPlan() {
        return plan;
    }

    /**
     * See {@link #getPlan()}.
     *
     * @param plan the plan
     */
    public void setPlan(SourcingPlan plan) {
        this.plan = plan;
    }

    /**
     * What was asked.
     *
     * @return the request
     */
    public SourcingReq getRequest() {
        return request;
    }

    /**
     * See {@link #getRequest()}.
     *
     * @param request the request
     */
    public void setRequest(SourcingReq request) {
        this.request = request;
    }

    /**
     * Every warehouse that was looked at.
     *
     * @return the candidates
     */
    public List<TraceCandidate> getCandidates() {
        return candidates;
    }

    /**
     * See {@link #getCandidates()}.
     *
     * @param candidates the candidates
     */
    public void setCandidates(List<TraceCandidate> candidates) {
        this.candidates = candidates;
    }

    /**
     * The sets of warehouses that were scored, best first, the chosen one included.
     *
     * @return the options
     */
    public List<TraceOption> getOptions() {
        return options;
    }

    /**
     * See {@link #getOptions()}.
     *
     * @param options the options
     */
    public void setOptions(List<TraceOption> options) {
        this.options = options;
    }

    /**
     * How many sets were looked at in all.
     *
     * @return the options examined
     */
    public long getOptionsExamined() {
        return optionsExamined;
    }

    /**
     * See {@link #getOptionsExamined()}.
     *
     * @param optionsExamined the options examined
     */
    public void setOptionsExamined(long optionsExamined) {
        this.optionsExamined = optionsExamined;
    }

    /**
     * When it was decided.
     *
     * @return the decided at
     */
    public Date getDecidedAt() {
        return decidedAt;
    }

    /**
     * See {@link #getDecidedAt()}.
     *
     * @param decidedAt the decided at
     */
    public void setDecidedAt(Date decidedAt) {
        this.decidedAt = decidedAt;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        SourcingTrace that = (SourcingTrace) other;
        return Objects.equals(plan, that.plan)
                && Objects.equals(request, that.request)
                && Objects.equals(candidates, that.candidates)
                && Objects.equals(options, that.options)
                && optionsExamined == that.optionsExamined
                && Objects.equals(decidedAt, that.decidedAt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(plan, request, candidates, options, optionsExamined, decidedAt);
    }

    @Override
    public String toString() {
        return "SourcingTrace{plan=" + plan
                + ", request=" + request
                + ", candidates=" + candidates
                + ", options=" + options
                + ", optionsExamined=" + optionsExamined
                + ", decidedAt=" + decidedAt + "}";
    }
}

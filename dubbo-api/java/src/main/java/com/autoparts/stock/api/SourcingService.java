// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * Sourcing (寻源): which warehouses send what.
 */
public interface SourcingService {

    /**
     * Tells where the goods of an order would come from. A trial: nothing is held.
     *
     * @param request see {@link SourcingReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<SourcingPlan> source(SourcingReq request);

    /**
     * Finds another warehouse for what one cannot send, and moves the allocation there.
     *
     * @param request see {@link ResourceReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<SourcingPlan> resource(ResourceReq request);

    /**
     * Tells why a plan is what it is: candidates, filters, scores, the second best.
     *
     * @param planNo the plan number
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<SourcingTrace> explain(String planNo);

    /**
     * Runs a draft rule set over past plans.
     *
     * @param request see {@link SimReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<SimReport> simulate(SimReq request);

    /**
     * Saves a draft rule set.
     *
     * @param ruleSet see {@link RuleSet}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<Void> saveRuleSet(RuleSet ruleSet);

    /**
     * Publishes a saved rule set. Refused unless it was simulated.
     *
     * @param version the version
     * @param context see {@link OpContext}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<Void> publishRuleSet(String version, OpContext context);
}

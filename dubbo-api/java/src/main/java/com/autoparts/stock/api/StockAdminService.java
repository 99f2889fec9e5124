// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * Administration of the stock center (运营管理). Every write may be sent again under the same key and takes effect once. Where the server has an operator's
 * token configured, every write must carry it as the attachment {@code operator-token}, or is answered {@code NOT_AUTHORIZED}.
 */
public interface StockAdminService {

    /**
     * Sets safety stock.
     *
     * @param rule see {@link SafetyRule}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<Void> setSafetyStock(SafetyRule rule);

    /**
     * Sets how writes of a hot SKU are served.
     *
     * @param request see {@link HotReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<Void> setHot(HotReq request);

    /**
     * Switches a SKU, channel, warehouse or module on, to reads only, or off.
     *
     * @param request see {@link SwitchReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<Void> setSwitch(SwitchReq request);

    /**
     * Sets how orders may hold a SKU.
     *
     * @param request see {@link HoldRuleReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<Void> setHoldRule(HoldRuleReq request);

    /**
     * Rebuilds cached figures from the database.
     *
     * @param request see {@link CacheReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<Void> rebuildCache(CacheReq request);

    /**
     * Sends events again.
     *
     * @param request see {@link ReplayReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<Void> replayOutbox(ReplayReq request);

    /**
     * Tells how the server is.
     *
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<Health> health();
}

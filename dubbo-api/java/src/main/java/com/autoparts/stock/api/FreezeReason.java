// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * Why stock is frozen.
 * <p>
 * A field of this kind is a String, so that a newer server may send a code which this jar does not know yet.
 */
public final class FreezeReason {
    /** Decided by operations. 运营冻结 */
    public static final String OPERATION = "OPERATION";

    /** A manufacturer's or authority's recall. 召回 */
    public static final String RECALL = "RECALL";

    /** Suspected fraud or abuse. 风控 */
    public static final String RISK = "RISK";

    /** While it is counted. 盘点 */
    public static final String STOCKTAKE = "STOCKTAKE";

    /** Too old to sell (tyres, batteries, fluids). 超龄 */
    public static final String AGED = "AGED";

    /** Not found or doubtful at the shelf. 货位缺货 */
    public static final String NOT_FOUND_ON_SHELF = "NOT_FOUND_ON_SHELF";

    private FreezeReason() {
    }
}

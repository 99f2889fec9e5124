// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * How an order may be split into parcels.
 * <p>
 * A field of this kind is a String, so that a newer server may send a code which this jar does not know yet.
 */
public final class SplitPolicy {
    /** One warehouse or none. 不拆单 */
    public static final String NONE = "NONE";

    /** Whole lines may come from different warehouses. 按行拆 */
    public static final String BY_LINE = "BY_LINE";

    /** One line may come from several warehouses. 按数量拆 */
    public static final String BY_QTY = "BY_QTY";

    private SplitPolicy() {
    }
}

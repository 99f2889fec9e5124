// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * What the order service says of an order.
 * <p>
 * A field of this kind is a String, so that a newer server may send a code which this jar does not know yet.
 */
public final class OrderListState {
    /** Ordered, not paid. 未支付 */
    public static final String UNPAID = "UNPAID";

    /** Paid. 已支付 */
    public static final String PAID = "PAID";

    /** Given up: nothing may be held for it. 已取消 */
    public static final String CANCELLED = "CANCELLED";

    private OrderListState() {
    }
}

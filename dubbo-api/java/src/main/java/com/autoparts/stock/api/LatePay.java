// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * What confirm does when the hold has run out.
 * <p>
 * A field of this kind is a String, so that a newer server may send a code which this jar does not know yet.
 */
public final class LatePay {
    /** Take the stock again if it is still there: a successor reservation is born confirmed. 重新占用 */
    public static final String REOCCUPY = "REOCCUPY";

    /** Refuse; the caller refunds. 拒绝并退款 */
    public static final String REFUSE = "REFUSE";

    private LatePay() {
    }
}

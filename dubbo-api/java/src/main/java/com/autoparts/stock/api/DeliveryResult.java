// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * What became of delivered units.
 * <p>
 * A field of this kind is a String, so that a newer server may send a code which this jar does not know yet.
 */
public final class DeliveryResult {
    /** Signed for. 签收 */
    public static final String SIGNED = "SIGNED";

    /** Refused at the door. 拒收 */
    public static final String REJECTED = "REJECTED";

    /** Lost by the carrier. 丢失 */
    public static final String LOST = "LOST";

    private DeliveryResult() {
    }
}

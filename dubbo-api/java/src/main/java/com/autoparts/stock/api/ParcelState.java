// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * State of a parcel.
 * <p>
 * A field of this kind is a String, so that a newer server may send a code which this jar does not know yet.
 */
public final class ParcelState {
    /** With the carrier. 在途 */
    public static final String SHIPPED = "SHIPPED";

    /** Signed for. 已签收 */
    public static final String SIGNED = "SIGNED";

    /** Refused at the door, whole or in part. 已拒收 */
    public static final String REJECTED = "REJECTED";

    /** Lost by the carrier. 已丢失 */
    public static final String LOST = "LOST";

    /** Stopped on the way. 已拦截 */
    public static final String INTERCEPTED = "INTERCEPTED";

    private ParcelState() {
    }
}

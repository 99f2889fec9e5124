// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * Whether a part fits a vehicle.
 * <p>
 * A field of this kind is a String, so that a newer server may send a code which this jar does not know yet.
 */
public final class Fitment {
    /** Fits. 适配 */
    public static final String FITS = "FITS";

    /** Does not fit. 不适配 */
    public static final String NOT_FIT = "NOT_FIT";

    /** Not known; never offered as fitting. 未知 */
    public static final String UNKNOWN = "UNKNOWN";

    private Fitment() {
    }
}

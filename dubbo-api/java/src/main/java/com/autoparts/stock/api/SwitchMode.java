// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * Position of a switch.
 * <p>
 * A field of this kind is a String, so that a newer server may send a code which this jar does not know yet.
 */
public final class SwitchMode {
    /** Served. 开启 */
    public static final String ON = "ON";

    /** Queries and cancels only. 只读 */
    public static final String READ_ONLY = "READ_ONLY";

    /** Not served. 关闭 */
    public static final String OFF = "OFF";

    private SwitchMode() {
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * What preOccupy does when a line is short.
 * <p>
 * A field of this kind is a String, so that a newer server may send a code which this jar does not know yet.
 */
public final class HoldMode {
    /** Hold every line in full, or nothing. 全部占用或全部拒绝 */
    public static final String ALL = "ALL";

    /** Hold what is there and tell per line what is missing. 允许部分占用 */
    public static final String PARTIAL = "PARTIAL";

    private HoldMode() {
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * Why a pick was short. It decides where the missing units go.
 * <p>
 * A field of this kind is a String, so that a newer server may send a code which this jar does not know yet.
 */
public final class ShortReason {
    /** Not on the shelf: the site's free stock of the SKU is frozen and counted. 找不到货 */
    public static final String NOT_FOUND = "NOT_FOUND";

    /** Damaged: to defective. 破损 */
    public static final String DAMAGED = "DAMAGED";

    /** The site has no capacity: back to available. 产能不足 */
    public static final String CAPACITY = "CAPACITY";

    private ShortReason() {
    }
}

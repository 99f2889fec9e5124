// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * Whose bill it is.
 * <p>
 * A field of this kind is a String, so that a newer server may send a code which this jar does not know yet.
 */
public final class BillKind {
    /** What is settled with a goods' owner: signed and returned. 货主结算单 */
    public static final String SETTLEMENT = "SETTLEMENT";

    /** What a carrier pays for: lost. 承运商账单 */
    public static final String CARRIER = "CARRIER";

    private BillKind() {
    }
}

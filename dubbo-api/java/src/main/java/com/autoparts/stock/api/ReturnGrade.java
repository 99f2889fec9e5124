// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * Result of inspecting returned units.
 * <p>
 * A field of this kind is a String, so that a newer server may send a code which this jar does not know yet.
 */
public final class ReturnGrade {
    /** Good: sellable again. 良品 */
    public static final String GOOD = "GOOD";

    /** Defective. 残次 */
    public static final String DEFECTIVE = "DEFECTIVE";

    /** Another article than returned on paper. 错货 */
    public static final String WRONG_ITEM = "WRONG_ITEM";

    /** Not in the parcel. 缺件 */
    public static final String MISSING = "MISSING";

    /** More than returned on paper. 多件 */
    public static final String EXTRA = "EXTRA";

    private ReturnGrade() {
    }
}

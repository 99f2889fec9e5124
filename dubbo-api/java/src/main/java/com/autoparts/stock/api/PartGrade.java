// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * Grade of a part.
 * <p>
 * A field of this kind is a String, so that a newer server may send a code which this jar does not know yet.
 */
public final class PartGrade {
    /** Original equipment. 原厂 */
    public static final String OE = "OE";

    /** A brand of its own. 品牌 */
    public static final String BRAND = "BRAND";

    /** Economy. 经济 */
    public static final String ECONOMY = "ECONOMY";

    /** Remanufactured. 再制造 */
    public static final String REMAN = "REMAN";

    private PartGrade() {
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * How much a listing page says about stock.
 * <p>
 * A field of this kind is a String, so that a newer server may send a code which this jar does not know yet.
 */
public final class Band {
    /** Enough. 有货 */
    public static final String IN_STOCK = "IN_STOCK";

    /** Little: the quantity is shown. 库存紧张 */
    public static final String LOW = "LOW";

    /** None. 无货 */
    public static final String OUT = "OUT";

    /** Presale quota is left. 预售 */
    public static final String PRESALE = "PRESALE";

    /** Not here, but can be had in orderableInDays. 可订货 */
    public static final String ORDERABLE = "ORDERABLE";

    private Band() {
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * Where a return comes from.
 * <p>
 * A field of this kind is a String, so that a newer server may send a code which this jar does not know yet.
 */
public final class ReturnKind {
    /** The customer sends goods back after signing. 售后退货 */
    public static final String AFTER_SALE = "AFTER_SALE";

    /** Refused at the door. 拒收退回 */
    public static final String REJECTION = "REJECTION";

    /** Stopped on the way. 拦截退回 */
    public static final String INTERCEPTION = "INTERCEPTION";

    /** Goods arrived without an application. 无单退货 */
    public static final String BLIND = "BLIND";

    private ReturnKind() {
    }
}

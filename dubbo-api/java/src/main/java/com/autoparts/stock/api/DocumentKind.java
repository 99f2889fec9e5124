// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * Kind of a document of the stock center.
 * <p>
 * A field of this kind is a String, so that a newer server may send a code which this jar does not know yet.
 */
public final class DocumentKind {
    /** A reservation. 预占单 */
    public static final String RESERVATION = "RESERVATION";

    /** A fulfilment order. 履约单 */
    public static final String FULFILLMENT = "FULFILLMENT";

    /** A parcel. 包裹 */
    public static final String PARCEL = "PARCEL";

    /** A freeze. 冻结单 */
    public static final String FREEZE = "FREEZE";

    /** A return. 退货单 */
    public static final String RETURN = "RETURN";

    /** A transfer. 调拨单 */
    public static final String TRANSFER = "TRANSFER";

    private DocumentKind() {
    }
}

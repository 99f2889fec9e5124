// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * What kind of site a warehouse is.
 * <p>
 * A field of this kind is a String, so that a newer server may send a code which this jar does not know yet.
 */
public final class WarehouseType {
    /** Near the customer. 前置仓 */
    public static final String FRONT = "FRONT";

    /** Serves a region. 区域仓 */
    public static final String REGIONAL = "REGIONAL";

    /** Serves the country. 中心仓 */
    public static final String CENTRAL = "CENTRAL";

    /** A store or repair shop. 门店 */
    public static final String STORE = "STORE";

    /** A supplier who ships himself. 供应商代发 */
    public static final String SUPPLIER = "SUPPLIER";

    /** Receives returns only. 退货仓 */
    public static final String RETURN = "RETURN";

    private WarehouseType() {
    }
}

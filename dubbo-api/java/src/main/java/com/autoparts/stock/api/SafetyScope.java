// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * What a safety-stock rule applies to; the narrowest rule wins.
 * <p>
 * A field of this kind is a String, so that a newer server may send a code which this jar does not know yet.
 */
public final class SafetyScope {
    /** One SKU. 商品 */
    public static final String SKU = "SKU";

    /** One category of parts. 类目 */
    public static final String CATEGORY = "CATEGORY";

    /** All warehouses of one type. 仓库类型 */
    public static final String WAREHOUSE_TYPE = "WAREHOUSE_TYPE";

    private SafetyScope() {
    }
}

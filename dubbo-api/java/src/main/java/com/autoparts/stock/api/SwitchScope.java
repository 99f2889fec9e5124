// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * What a switch turns.
 * <p>
 * A field of this kind is a String, so that a newer server may send a code which this jar does not know yet.
 */
public final class SwitchScope {
    /** One SKU. 商品 */
    public static final String SKU = "SKU";

    /** One sales channel. 渠道 */
    public static final String CHANNEL = "CHANNEL";

    /** One warehouse. 仓库 */
    public static final String WAREHOUSE = "WAREHOUSE";

    /** One module of the stock center. 模块 */
    public static final String MODULE = "MODULE";

    private SwitchScope() {
    }
}

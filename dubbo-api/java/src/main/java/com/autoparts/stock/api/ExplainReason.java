// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * A step from what is in the building to what can be sold.
 * <p>
 * A field of this kind is a String, so that a newer server may send a code which this jar does not know yet.
 */
public final class ExplainReason {
    /** In the building. 在库 */
    public static final String ON_HAND = "ON_HAND";

    /** In the building, but held, bound, frozen, not inspected or defective. 非可用 */
    public static final String NOT_AVAILABLE = "NOT_AVAILABLE";

    /** In a warehouse that is closed. 仓库关闭 */
    public static final String WAREHOUSE_CLOSED = "WAREHOUSE_CLOSED";

    /** In a warehouse that does not serve the area. 不在配送区域 */
    public static final String NOT_IN_AREA = "NOT_IN_AREA";

    /** In a pool that the channel may not use. 其他渠道配额 */
    public static final String OTHER_POOL = "OTHER_POOL";

    /** Held back as safety stock. 安全库存 */
    public static final String SAFETY_STOCK = "SAFETY_STOCK";

    /** Components that make no whole kit. 不足成套 */
    public static final String KIT_RATIO = "KIT_RATIO";

    /** The SKU may not be sold for now. 停售 */
    public static final String SUSPENDED = "SUSPENDED";

    private ExplainReason() {
    }
}

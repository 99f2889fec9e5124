// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * Why a warehouse cannot be a source.
 * <p>
 * A field of this kind is a String, so that a newer server may send a code which this jar does not know yet.
 */
public final class FilterReason {
    /** It does not serve the area. 不在配送区域 */
    public static final String NOT_IN_AREA = "NOT_IN_AREA";

    /** It is closed. 仓库关闭 */
    public static final String CLOSED = "CLOSED";

    /** It has none of the goods. 无库存 */
    public static final String NO_STOCK = "NO_STOCK";

    /** It has no capacity left. 产能已满 */
    public static final String CAPACITY_FULL = "CAPACITY_FULL";

    /** A rule or the request excludes it. 已排除 */
    public static final String EXCLUDED = "EXCLUDED";

    /** It cannot deliver in time. 时效不满足 */
    public static final String TOO_LATE = "TOO_LATE";

    /** It has older lots only. 批次过旧 */
    public static final String LOT_AGE = "LOT_AGE";

    private FilterReason() {
    }
}

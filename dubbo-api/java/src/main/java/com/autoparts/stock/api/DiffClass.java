// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * Class of a difference.
 * <p>
 * A field of this kind is a String, so that a newer server may send a code which this jar does not know yet.
 */
public final class DiffClass {
    /** The ledger's chain has a gap. 流水断链 */
    public static final String LEDGER_GAP = "LEDGER_GAP";

    /** A voucher was booked twice. 重复记账 */
    public static final String DUP_POST = "DUP_POST";

    /** Held without a reservation. 孤立占用 */
    public static final String ORPHAN_HOLD = "ORPHAN_HOLD";

    /** Allocated without a fulfilment order. 虚假分配 */
    public static final String GHOST_ALLOC = "GHOST_ALLOC";

    /** A hold past its time. 过期未释放 */
    public static final String STALE_HOLD = "STALE_HOLD";

    /** The cache differs. 缓存漂移 */
    public static final String CACHE_DRIFT = "CACHE_DRIFT";

    /** The cache is gone. 缓存丢失 */
    public static final String CACHE_LOST = "CACHE_LOST";

    /** Only the stock center has it. 仅中心有 */
    public static final String SC_ONLY = "SC_ONLY";

    /** Only the warehouse has it. 仅仓库有 */
    public static final String WMS_ONLY = "WMS_ONLY";

    /** The lots differ. 批次不符 */
    public static final String LOT_MISMATCH = "LOT_MISMATCH";

    /** Explained by documents on their way. 在途 */
    public static final String IN_FLIGHT = "IN_FLIGHT";

    /** Paid but not allocated. 已付未分配 */
    public static final String PAID_NO_ALLOC = "PAID_NO_ALLOC";

    /** Cancelled but still held. 已取消仍占用 */
    public static final String CANCELLED_HELD = "CANCELLED_HELD";

    /** The quantities differ. 数量不符 */
    public static final String QTY_DIFF = "QTY_DIFF";

    /** Delivered, not settled. 未结算 */
    public static final String UNSETTLED = "UNSETTLED";

    /** Settled twice. 重复结算 */
    public static final String DOUBLE_SETTLED = "DOUBLE_SETTLED";

    /** Settled late. 结算延迟 */
    public static final String LATE = "LATE";

    /** An event not sent. 未发送 */
    public static final String UNSENT = "UNSENT";

    /** An event not consumed. 未消费 */
    public static final String UNCONSUMED = "UNCONSUMED";

    private DiffClass() {
    }
}

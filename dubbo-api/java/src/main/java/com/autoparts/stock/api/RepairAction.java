// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * What a repair does.
 * <p>
 * A field of this kind is a String, so that a newer server may send a code which this jar does not know yet.
 */
public final class RepairAction {
    /** Book a correction voucher. 调账 */
    public static final String ADJUST = "ADJUST";

    /** Have the place counted. 发起盘点 */
    public static final String COUNT_TASK = "COUNT_TASK";

    /** Release a hold. 释放占用 */
    public static final String RELEASE = "RELEASE";

    /** Rebuild the cache. 重建缓存 */
    public static final String REBUILD = "REBUILD";

    /** Send the event again. 重发消息 */
    public static final String RESEND = "RESEND";

    /** Nothing moves; the reason is written down. 说明原因 */
    public static final String EXPLAIN = "EXPLAIN";

    private RepairAction() {
    }
}

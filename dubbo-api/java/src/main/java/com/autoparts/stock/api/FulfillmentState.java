// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * State of a fulfilment order, derived from its lines' quantities.
 * <p>
 * A field of this kind is a String, so that a newer server may send a code which this jar does not know yet.
 */
public final class FulfillmentState {
    /** Created. 已创建 */
    public static final String CREATED = "CREATED";

    /** Stock is allocated. 已分配 */
    public static final String ALLOCATED = "ALLOCATED";

    /** Sent to the warehouse. 已下发仓库 */
    public static final String SENT_WMS = "SENT_WMS";

    /** Being picked. 拣货中 */
    public static final String PICKING = "PICKING";

    /** Packed. 已打包 */
    public static final String PACKED = "PACKED";

    /** Some units are with the carrier. 部分发货 */
    public static final String PART_SHIPPED = "PART_SHIPPED";

    /** All units are with the carrier. 已发货 */
    public static final String SHIPPED = "SHIPPED";

    /** Being delivered. 配送中 */
    public static final String DELIVERING = "DELIVERING";

    /** Some units are signed for. 部分签收 */
    public static final String PART_SIGNED = "PART_SIGNED";

    /** All units are signed for. 已签收 */
    public static final String SIGNED = "SIGNED";

    /** Every unit has reached its end. 已完成 */
    public static final String COMPLETED = "COMPLETED";

    /** Held back; nothing moves until it is released. 暂停 */
    public static final String ON_HOLD = "ON_HOLD";

    /** The warehouse found less than allocated. 拣货短缺 */
    public static final String SHORT_PICK = "SHORT_PICK";

    /** Another warehouse is being sought. 重新寻源中 */
    public static final String RESOURCING = "RESOURCING";

    /** Closed short; the rest is refunded. 缺货关闭 */
    public static final String SHORT_CLOSED = "SHORT_CLOSED";

    /** The warehouse is asked to stop. 取消中 */
    public static final String CANCELLING = "CANCELLING";

    /** Cancelled; the stock went back. 已取消 */
    public static final String CANCELLED = "CANCELLED";

    /** The warehouse had packed it already; offer an interception. 取消失败 */
    public static final String CANCEL_FAILED = "CANCEL_FAILED";

    /** The carrier is asked to stop. 拦截中 */
    public static final String INTERCEPTING = "INTERCEPTING";

    /** Stopped on the way; coming back. 已拦截 */
    public static final String INTERCEPTED = "INTERCEPTED";

    /** The carrier could not stop it. 拦截失败 */
    public static final String INTERCEPT_FAILED = "INTERCEPT_FAILED";

    private FulfillmentState() {
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * State of a return.
 * <p>
 * A field of this kind is a String, so that a newer server may send a code which this jar does not know yet.
 */
public final class ReturnState {
    /** Asked for. 已申请 */
    public static final String APPLIED = "APPLIED";

    /** Approved. 已同意 */
    public static final String APPROVED = "APPROVED";

    /** Refused by customer service. Final. 已拒绝 */
    public static final String REFUSED = "REFUSED";

    /** Never sent in time. Final. 已过期 */
    public static final String EXPIRED = "EXPIRED";

    /** Withdrawn. Final. 已撤销 */
    public static final String CANCELLED = "CANCELLED";

    /** On its way back. 已寄出 */
    public static final String SENT = "SENT";

    /** At the warehouse. 已收货 */
    public static final String RECEIVED = "RECEIVED";

    /** Being inspected. 质检中 */
    public static final String INSPECTING = "INSPECTING";

    /** Graded; the refund can follow. 已定级 */
    public static final String GRADED = "GRADED";

    /** Closed. Final. 已关闭 */
    public static final String CLOSED = "CLOSED";

    private ReturnState() {
    }
}

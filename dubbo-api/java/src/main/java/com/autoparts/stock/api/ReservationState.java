// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * State of a reservation.
 * <p>
 * A field of this kind is a String, so that a newer server may send a code which this jar does not know yet.
 */
public final class ReservationState {
    /** Held for an unpaid order until expireAt. 已预占 */
    public static final String PRE_OCCUPIED = "PRE_OCCUPIED";

    /** Paid; bound to fulfilment orders. Final. 已确认 */
    public static final String CONFIRMED = "CONFIRMED";

    /** Cancelled; the stock went back. Final. 已取消 */
    public static final String CANCELLED = "CANCELLED";

    /** Ran out; the stock went back. Final, but a late payment may create a successor. 已过期 */
    public static final String EXPIRED = "EXPIRED";

    /** Cancelled before it was ever held. Final: a later preOccupy is refused. 已悬挂（先取消） */
    public static final String SUSPENDED = "SUSPENDED";

    private ReservationState() {
    }
}

// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * A comparison of the account reconciliation.
 * <p>
 * A field of this kind is a String, so that a newer server may send a code which this jar does not know yet.
 */
public final class ReconRun {
    /** Ledger against balances. 流水与余额 */
    public static final String R1 = "R1";

    /** Balances against reservations, fulfilment orders and returns. 余额与单据 */
    public static final String R2 = "R2";

    /** Database against cache. 数据库与缓存 */
    public static final String R3 = "R3";

    /** Stock against the warehouse system's snapshot. 中心与仓库 */
    public static final String R4 = "R4";

    /** Orders against holds and allocations. 订单与占用 */
    public static final String R5 = "R5";

    /** Deliveries against settlement. 履约与结算 */
    public static final String R6 = "R6";

    /** Outbox against message confirms. 消息与确认 */
    public static final String R7 = "R7";

    private ReconRun() {
    }
}

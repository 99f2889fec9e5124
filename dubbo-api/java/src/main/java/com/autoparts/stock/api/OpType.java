// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * The kind of a write; part of its idempotency key.
 * <p>
 * A field of this kind is a String, so that a newer server may send a code which this jar does not know yet.
 */
public final class OpType {
    /** preOccupy. 预占 */
    public static final String PRE_OCCUPY = "PRE_OCCUPY";

    /** confirm. 确认 */
    public static final String CONFIRM = "CONFIRM";

    /** cancel of a reservation. 取消 */
    public static final String CANCEL = "CANCEL";

    /** extend. 延长 */
    public static final String EXTEND = "EXTEND";

    /** amend. 改单 */
    public static final String AMEND = "AMEND";

    /** A hold ran out; written by the stock center itself. 过期 */
    public static final String EXPIRE = "EXPIRE";

    /** purchaseExpect. 采购预期 */
    public static final String PURCHASE_EXPECT = "PURCHASE_EXPECT";

    /** purchaseIn. 采购入库 */
    public static final String PURCHASE_IN = "PURCHASE_IN";

    /** inspect. 质检 */
    public static final String INSPECT = "INSPECT";

    /** transferLock. 调拨锁定 */
    public static final String TRANSFER_LOCK = "TRANSFER_LOCK";

    /** transferOut. 调拨出库 */
    public static final String TRANSFER_OUT = "TRANSFER_OUT";

    /** transferIn. 调拨入库 */
    public static final String TRANSFER_IN = "TRANSFER_IN";

    /** freeze. 冻结 */
    public static final String FREEZE = "FREEZE";

    /** unfreeze. 解冻 */
    public static final String UNFREEZE = "UNFREEZE";

    /** stocktake. 盘点 */
    public static final String STOCKTAKE = "STOCKTAKE";

    /** scrap. 报废 */
    public static final String SCRAP = "SCRAP";

    /** returnToVendor. 退供应商 */
    public static final String RETURN_TO_VENDOR = "RETURN_TO_VENDOR";

    /** assignPool. 配额划拨 */
    public static final String ASSIGN_POOL = "ASSIGN_POOL";

    /** reverse. 冲正 */
    public static final String REVERSE = "REVERSE";

    /** resource. 重新寻源 */
    public static final String RESOURCE = "RESOURCE";

    /** create of fulfilment orders. 创建履约单 */
    public static final String FO_CREATE = "FO_CREATE";

    /** release of a fulfilment order. 下发履约单 */
    public static final String FO_RELEASE = "FO_RELEASE";

    /** reportPick. 拣货回传 */
    public static final String PICK = "PICK";

    /** reportShip. 发货回传 */
    public static final String SHIP = "SHIP";

    /** reportDelivery. 配送结果 */
    public static final String DELIVER = "DELIVER";

    /** hold of a fulfilment order. 暂停履约单 */
    public static final String FO_HOLD = "FO_HOLD";

    /** cancel of a fulfilment order. 取消履约单 */
    public static final String FO_CANCEL = "FO_CANCEL";

    /** intercept. 拦截 */
    public static final String INTERCEPT = "INTERCEPT";

    /** createReturn. 创建退货单 */
    public static final String RETURN_CREATE = "RETURN_CREATE";

    /** reportReturnSent. 退货寄出 */
    public static final String RETURN_SEND = "RETURN_SEND";

    /** reportReturnReceived. 退货收货 */
    public static final String RETURN_IN = "RETURN_IN";

    /** grade. 退货定级 */
    public static final String GRADE = "GRADE";

    /** A return's time is over; written by the stock center itself. 退货超时 */
    public static final String RETURN_DUE = "RETURN_DUE";

    /** An approved repair of a difference. 对账修复 */
    public static final String REPAIR = "REPAIR";

    /** closeDay. 日结 */
    public static final String CLOSE_DAY = "CLOSE_DAY";

    /** setSafetyStock. 设置安全库存 */
    public static final String SET_SAFETY = "SET_SAFETY";

    /** setHot. 设置热点 */
    public static final String SET_HOT = "SET_HOT";

    /** setSwitch. 设置开关 */
    public static final String SET_SWITCH = "SET_SWITCH";

    /** setHoldRule. 设置预占规则 */
    public static final String SET_HOLD_RULE = "SET_HOLD_RULE";

    /** openPresale. 开启预售 */
    public static final String OPEN_PRESALE = "OPEN_PRESALE";

    /** closePresale. 收回预售 */
    public static final String CLOSE_PRESALE = "CLOSE_PRESALE";

    /** Goods that became free serve paid presale orders; written by the stock center itself. 预售转现货 */
    public static final String CONVERT_PRESALE = "CONVERT_PRESALE";

    /** transferLoss. 调拨核损 */
    public static final String TRANSFER_LOSS = "TRANSFER_LOSS";

    private OpType() {
    }
}

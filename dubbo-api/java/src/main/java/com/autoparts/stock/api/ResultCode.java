// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * The outcome of a call, in Result.code. A refusal is a code, never an exception.
 * <p>
 * A field of this kind is a String, so that a newer server may send a code which this jar does not know yet.
 */
public final class ResultCode {
    /** Done. 成功。 A success: go on. 继续后续流程。 */
    public static final String OK = "OK";

    /** Already done by an earlier call with the same key; the stored answer is returned. 重复请求，返回首次结果。 A success: go on. 继续后续流程。 */
    public static final String OK_DUPLICATE = "OK_DUPLICATE";

    /** Accepted by the buffer of a hot activity; the outcome follows as an event and by key. 已受理，结果稍后通知。 A success: wait for the event, or ask getByKey with the same key. 等待事件，或用同一幂等键调用 getByKey 查询。 */
    public static final String ACCEPTED_PENDING = "ACCEPTED_PENDING";

    /** A field is missing, malformed or out of its limit; details names field, value and limit. 参数错误。 Not to be sent again: correct the named field. 修正 details 指出的字段。 */
    public static final String PARAM_INVALID = "PARAM_INVALID";

    /** A SKU is not in the catalogue; details.sku names it, several with commas between. 商品编码不存在。 Not to be sent again: check the SKU, or import it into the catalogue first. 核对商品编码，或先导入商品。 */
    public static final String SKU_UNKNOWN = "SKU_UNKNOWN";

    /** A warehouse does not exist or is not open; details.warehouse names it. 仓库不存在。 Not to be sent again: check the warehouse code. 核对仓库编码。 */
    public static final String WAREHOUSE_UNKNOWN = "WAREHOUSE_UNKNOWN";

    /** A document of this number does not exist; details.kind and details.value name it. 单据不存在。 Not to be sent again: check the number; if it is a key, the call never took effect and may be sent. 核对单号；若按幂等键查询，说明该操作从未生效，可以发送。 */
    public static final String NOT_FOUND = "NOT_FOUND";

    /** The caller may not do this, or approves his own proposal. 无权限。 Not to be sent again: let an authorized person do it. 由有权限的人员操作。 */
    public static final String NOT_AUTHORIZED = "NOT_AUTHORIZED";

    /** Not enough free stock; shortages lists every short line. 库存不足。 Not to be sent again: tell the buyer, offer a substitute, or reduce to shortages.have. 提示缺货，推荐替代件，或减少到 shortages.have。 */
    public static final String STOCK_NOT_ENOUGH = "STOCK_NOT_ENOUGH";

    /** A hot SKU was sold out a moment ago (details.asOfMs), as the gate before it knows; nothing was done or kept under the key. 热销商品已售罄。 May be sent again: tell the buyer it is sold out; who still wants it sends the same call again after details.retryAfterMs, who gives up cancels the order. 提示售罄；仍需购买则按 details.retryAfterMs 等待后重发，放弃则调用取消。 */
    public static final String SOLD_OUT = "SOLD_OUT";

    /** The stock is frozen (stocktake, recall, risk). 库存已冻结。 Not to be sent again: tell the buyer; ask operations when it opens. 提示暂不可售，联系运营。 */
    public static final String STOCK_FROZEN = "STOCK_FROZEN";

    /** The channel's quota is used up and shared stock is not allowed. 渠道配额已用完。 Not to be sent again: tell the buyer; operations may assign more quota. 提示售罄，运营可追加配额。 */
    public static final String CHANNEL_QUOTA_EXHAUSTED = "CHANNEL_QUOTA_EXHAUSTED";

    /** A component of a kit is short; shortages names the component. 套件组件不足。 Not to be sent again: tell the buyer, offer a substitute, or reduce to shortages.have. 提示缺货，推荐替代件，或减少到 shortages.have。 */
    public static final String KIT_COMPONENT_SHORT = "KIT_COMPONENT_SHORT";

    /** Only older lots than asked for are left. 批次日期不满足。 Not to be sent again: offer the older lot or a substitute. 推荐较早批次或替代件。 */
    public static final String LOT_AGE_UNMET = "LOT_AGE_UNMET";

    /** The buyer already holds the most unpaid orders of this SKU. 买家占用超限。 Not to be sent again: let the buyer pay or cancel first. 请买家先支付或取消已有订单。 */
    public static final String BUYER_HOLD_LIMIT = "BUYER_HOLD_LIMIT";

    /** No warehouse delivers to the area. 不在配送区域。 Not to be sent again: offer another address or pick-up. 更换地址或自提。 */
    public static final String NOT_IN_AREA = "NOT_IN_AREA";

    /** No allowed set of warehouses has the goods. 无可用货源。 Not to be sent again: offer a substitute, a later date or part of the order. 推荐替代件、延后或部分发货。 */
    public static final String NO_SOURCE = "NO_SOURCE";

    /** The goods would need more parcels than the policy allows. 不允许拆单。 Not to be sent again: allow more parcels, or send part of the order. 放宽拆单限制或部分下单。 */
    public static final String SPLIT_NOT_ALLOWED = "SPLIT_NOT_ALLOWED";

    /** The warehouse has no capacity left for the day. 仓库产能已满。 Not to be sent again: offer a later day or another warehouse. 选择更晚日期或其他仓库。 */
    public static final String CAPACITY_FULL = "CAPACITY_FULL";

    /** The part does not fit the vehicle. 车型不匹配。 Not to be sent again: ask for the vehicle again, or call substitutes. 重新确认车型，或查询替代件。 */
    public static final String FITMENT_MISMATCH = "FITMENT_MISMATCH";

    /** No reservation of this number or order. 预占单不存在。 Not to be sent again: check the number; preOccupy first. 核对单号，先调用预占。 */
    public static final String RESERVATION_NOT_FOUND = "RESERVATION_NOT_FOUND";

    /** The hold has run out; the stock went back. 预占已过期。 Not to be sent again: preOccupy again under a new key, or confirm with latePay REOCCUPY. 用新的幂等键重新预占，或确认时使用 REOCCUPY。 */
    public static final String RESERVATION_EXPIRED = "RESERVATION_EXPIRED";

    /** A cancel of this order arrived first; the order can no longer be held. 订单已先取消，拒绝预占。 Not to be sent again: do not sell: the order is cancelled. 订单已取消，不要继续下单。 */
    public static final String RESERVATION_SUSPENDED = "RESERVATION_SUSPENDED";

    /** The reservation is cancelled, or fully confirmed and released. 预占单已关闭。 Not to be sent again: refund if paid; a new order needs a new reservation. 已支付则退款；新订单需重新预占。 */
    public static final String RESERVATION_CLOSED = "RESERVATION_CLOSED";

    /** Paid and the stock is gone: the hold had run out, or nothing was held before the payment. 超时支付且无库存。 Not to be sent again: refund now. 立即退款。 */
    public static final String LATE_PAY_NO_STOCK = "LATE_PAY_NO_STOCK";

    /** The document's state does not allow it; details.currentState tells the state. 状态冲突。 Not to be sent again: read the document again and decide from its state. 重新查询单据，按当前状态处理。 */
    public static final String STATE_CONFLICT = "STATE_CONFLICT";

    /** More than is left; details.limit tells how much. 数量超出上限。 Not to be sent again: reduce to details.limit. 数量减少到 details.limit。 */
    public static final String QTY_EXCEEDS = "QTY_EXCEEDS";

    /** More returned than signed for. 退货数量超过签收数量。 Not to be sent again: reduce to what was signed for. 退货数量不得超过签收数量。 */
    public static final String RETURN_EXCEEDS_SIGNED = "RETURN_EXCEEDS_SIGNED";

    /** The business day is closed. 账期已关闭。 Not to be sent again: book on the current day, or have the day reopened by two persons. 记入当前账期，或由两人授权重开。 */
    public static final String PERIOD_CLOSED = "PERIOD_CLOSED";

    /** The version the caller read is no longer the current one. 版本已过期。 Not to be sent again: read again and send the new version under a new key. 重新读取后用新的幂等键提交。 */
    public static final String VERSION_STALE = "VERSION_STALE";

    /** The key was used before with other content; nothing moved. 幂等键内容不一致。 Not to be sent again: use a new key for other content; never change a sent request. 内容不同请使用新的幂等键。 */
    public static final String IDEMPOTENT_CONFLICT = "IDEMPOTENT_CONFLICT";

    /** A call with the same key is still running. 相同请求处理中。 May be sent again: send the same call again after 200 ms, or ask getByKey. 200 毫秒后重发，或调用 getByKey。 */
    public static final String IDEMPOTENT_IN_PROGRESS = "IDEMPOTENT_IN_PROGRESS";

    /** The rows are busy; nothing moved. 系统繁忙请重试。 May be sent again: send the same call again after a short random wait. 随机短暂等待后重发。 */
    public static final String BUSY_RETRY = "BUSY_RETRY";

    /** Too many calls; nothing moved. 请求被限流。 May be sent again: send the same call again after details.retryAfterMs. 按 details.retryAfterMs 等待后重发。 */
    public static final String RATE_LIMITED = "RATE_LIMITED";

    /** Writes are switched off for this module, SKU, channel or warehouse. 只读降级中。 May be sent again: send the same call again later; queries and cancels are served. 稍后重发；查询与取消仍可用。 */
    public static final String DEGRADED_READONLY = "DEGRADED_READONLY";

    /** It is not known whether the call took effect. 结果未知。 May be sent again: ask getByKey, or send the same call with the same key. 调用 getByKey 查询，或用同一幂等键重发。 */
    public static final String TIMEOUT_UNKNOWN = "TIMEOUT_UNKNOWN";

    /** This release does not serve the method yet. 当前版本未提供。 Not to be sent again: use a release that serves this method; details.method names it. 升级到提供该方法的版本。 */
    public static final String NOT_IMPLEMENTED = "NOT_IMPLEMENTED";

    /** Something broke on the server. 系统错误。 May be sent again: send the same call with the same key; tell operations the traceId if it stays. 用同一幂等键重发；仍失败请把 traceId 提供给运维。 */
    public static final String SYSTEM_ERROR = "SYSTEM_ERROR";

    private ResultCode() {
    }
}

//! Result codes: what happened, whether the same call may be sent again, and what the caller should do.

use crate::code_set::code_sets;

code_sets! {
    /// The outcome of a call, in `Result.code`. A refusal is a code, never an exception.
    ResultCode {
        /// Done.
        Ok = "OK" "成功",
        /// Already done by an earlier call with the same key; the stored answer is returned.
        OkDuplicate = "OK_DUPLICATE" "重复请求，返回首次结果",
        /// Accepted by the buffer of a hot activity; the outcome follows as an event and by key.
        AcceptedPending = "ACCEPTED_PENDING" "已受理，结果稍后通知",
        /// A field is missing, malformed or out of its limit; `details` names field, value and limit.
        ParamInvalid = "PARAM_INVALID" "参数错误",
        /// A SKU is not in the catalogue; `details.sku` names it, several with commas between.
        SkuUnknown = "SKU_UNKNOWN" "商品编码不存在",
        /// A warehouse does not exist or is not open; `details.warehouse` names it.
        WarehouseUnknown = "WAREHOUSE_UNKNOWN" "仓库不存在",
        /// A document of this number does not exist; `details.kind` and `details.value` name it.
        NotFound = "NOT_FOUND" "单据不存在",
        /// The caller may not do this, or approves his own proposal.
        NotAuthorized = "NOT_AUTHORIZED" "无权限",
        /// Not enough free stock; `shortages` lists every short line.
        StockNotEnough = "STOCK_NOT_ENOUGH" "库存不足",
        /// A hot SKU was sold out a moment ago (`details.asOfMs`), as the gate before it knows; nothing was done or kept under the key.
        SoldOut = "SOLD_OUT" "热销商品已售罄",
        /// The stock is frozen (stocktake, recall, risk).
        StockFrozen = "STOCK_FROZEN" "库存已冻结",
        /// The channel's quota is used up and shared stock is not allowed.
        ChannelQuotaExhausted = "CHANNEL_QUOTA_EXHAUSTED" "渠道配额已用完",
        /// A component of a kit is short; `shortages` names the component.
        KitComponentShort = "KIT_COMPONENT_SHORT" "套件组件不足",
        /// Only older lots than asked for are left.
        LotAgeUnmet = "LOT_AGE_UNMET" "批次日期不满足",
        /// The buyer already holds the most unpaid orders of this SKU.
        BuyerHoldLimit = "BUYER_HOLD_LIMIT" "买家占用超限",
        /// No warehouse delivers to the area.
        NotInArea = "NOT_IN_AREA" "不在配送区域",
        /// No allowed set of warehouses has the goods.
        NoSource = "NO_SOURCE" "无可用货源",
        /// The goods would need more parcels than the policy allows.
        SplitNotAllowed = "SPLIT_NOT_ALLOWED" "不允许拆单",
        /// The warehouse has no capacity left for the day.
        CapacityFull = "CAPACITY_FULL" "仓库产能已满",
        /// The part does not fit the vehicle.
        FitmentMismatch = "FITMENT_MISMATCH" "车型不匹配",
        /// No reservation of this number or order.
        ReservationNotFound = "RESERVATION_NOT_FOUND" "预占单不存在",
        /// The hold has run out; the stock went back.
        ReservationExpired = "RESERVATION_EXPIRED" "预占已过期",
        /// A cancel of this order arrived first; the order can no longer be held.
        ReservationSuspended = "RESERVATION_SUSPENDED" "订单已先取消，拒绝预占",
        /// The reservation is cancelled, or fully confirmed and released.
        ReservationClosed = "RESERVATION_CLOSED" "预占单已关闭",
        /// Paid and the stock is gone: the hold had run out, or nothing was held before the payment.
        LatePayNoStock = "LATE_PAY_NO_STOCK" "超时支付且无库存",
        /// The document's state does not allow it; `details.currentState` tells the state.
        StateConflict = "STATE_CONFLICT" "状态冲突",
        /// More than is left; `details.limit` tells how much.
        QtyExceeds = "QTY_EXCEEDS" "数量超出上限",
        /// More returned than signed for.
        ReturnExceedsSigned = "RETURN_EXCEEDS_SIGNED" "退货数量超过签收数量",
        /// The business day is closed.
        PeriodClosed = "PERIOD_CLOSED" "账期已关闭",
        /// The version the caller read is no longer the current one.
        VersionStale = "VERSION_STALE" "版本已过期",
        /// The key was used before with other content; nothing moved.
        IdempotentConflict = "IDEMPOTENT_CONFLICT" "幂等键内容不一致",
        /// A call with the same key is still running.
        IdempotentInProgress = "IDEMPOTENT_IN_PROGRESS" "相同请求处理中",
        /// The rows are busy; nothing moved.
        BusyRetry = "BUSY_RETRY" "系统繁忙请重试",
        /// Too many calls; nothing moved.
        RateLimited = "RATE_LIMITED" "请求被限流",
        /// Writes are switched off for this module, SKU, channel or warehouse.
        DegradedReadonly = "DEGRADED_READONLY" "只读降级中",
        /// It is not known whether the call took effect.
        TimeoutUnknown = "TIMEOUT_UNKNOWN" "结果未知",
        /// This release does not serve the method yet.
        NotImplemented = "NOT_IMPLEMENTED" "当前版本未提供",
        /// Something broke on the server.
        SystemError = "SYSTEM_ERROR" "系统错误",
    }
}

/// What a caller does about a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Advice {
    /// Whether the same call, with the same key, may be sent again and may then succeed.
    pub retryable: bool,
    /// What to do, in English.
    pub english: &'static str,
    /// What to do, in Chinese.
    pub chinese: &'static str,
}

const fn stop(english: &'static str, chinese: &'static str) -> Advice {
    Advice {
        retryable: false,
        english,
        chinese,
    }
}

const fn again(english: &'static str, chinese: &'static str) -> Advice {
    Advice {
        retryable: true,
        english,
        chinese,
    }
}

impl ResultCode {
    /// Whether the call did what was asked, now or earlier.
    pub fn is_success(&self) -> bool {
        matches!(self, Self::Ok | Self::OkDuplicate | Self::AcceptedPending)
    }

    /// Whether the same call may be sent again and may then succeed.
    pub fn is_retryable(&self) -> bool {
        self.advice().retryable
    }

    /// What the caller should do. An unknown code is not retryable.
    pub fn advice(&self) -> Advice {
        match self {
            Self::Ok | Self::OkDuplicate => stop("go on", "继续后续流程"),
            Self::AcceptedPending => stop(
                "wait for the event, or ask getByKey with the same key",
                "等待事件，或用同一幂等键调用 getByKey 查询",
            ),
            Self::ParamInvalid => stop("correct the named field", "修正 details 指出的字段"),
            Self::SkuUnknown => stop(
                "check the SKU, or import it into the catalogue first",
                "核对商品编码，或先导入商品",
            ),
            Self::WarehouseUnknown => stop("check the warehouse code", "核对仓库编码"),
            Self::NotFound => stop(
                "check the number; if it is a key, the call never took effect and may be sent",
                "核对单号；若按幂等键查询，说明该操作从未生效，可以发送",
            ),
            Self::NotAuthorized => stop("let an authorized person do it", "由有权限的人员操作"),
            Self::StockNotEnough | Self::KitComponentShort => stop(
                "tell the buyer, offer a substitute, or reduce to `shortages.have`",
                "提示缺货，推荐替代件，或减少到 shortages.have",
            ),
            Self::SoldOut => again(
                "tell the buyer it is sold out; who still wants it sends the same call again after details.retryAfterMs, who gives up cancels the order",
                "提示售罄；仍需购买则按 details.retryAfterMs 等待后重发，放弃则调用取消",
            ),
            Self::StockFrozen => stop(
                "tell the buyer; ask operations when it opens",
                "提示暂不可售，联系运营",
            ),
            Self::ChannelQuotaExhausted => stop(
                "tell the buyer; operations may assign more quota",
                "提示售罄，运营可追加配额",
            ),
            Self::LotAgeUnmet => stop(
                "offer the older lot or a substitute",
                "推荐较早批次或替代件",
            ),
            Self::BuyerHoldLimit => stop(
                "let the buyer pay or cancel first",
                "请买家先支付或取消已有订单",
            ),
            Self::NotInArea => stop("offer another address or pick-up", "更换地址或自提"),
            Self::NoSource => stop(
                "offer a substitute, a later date or part of the order",
                "推荐替代件、延后或部分发货",
            ),
            Self::SplitNotAllowed => stop(
                "allow more parcels, or send part of the order",
                "放宽拆单限制或部分下单",
            ),
            Self::CapacityFull => stop(
                "offer a later day or another warehouse",
                "选择更晚日期或其他仓库",
            ),
            Self::FitmentMismatch => stop(
                "ask for the vehicle again, or call substitutes",
                "重新确认车型，或查询替代件",
            ),
            Self::ReservationNotFound => {
                stop("check the number; preOccupy first", "核对单号，先调用预占")
            }
            Self::ReservationExpired => stop(
                "preOccupy again under a new key, or confirm with latePay REOCCUPY",
                "用新的幂等键重新预占，或确认时使用 REOCCUPY",
            ),
            Self::ReservationSuspended => stop(
                "do not sell: the order is cancelled",
                "订单已取消，不要继续下单",
            ),
            Self::ReservationClosed => stop(
                "refund if paid; a new order needs a new reservation",
                "已支付则退款；新订单需重新预占",
            ),
            Self::LatePayNoStock => stop("refund now", "立即退款"),
            Self::StateConflict => stop(
                "read the document again and decide from its state",
                "重新查询单据，按当前状态处理",
            ),
            Self::QtyExceeds => stop("reduce to details.limit", "数量减少到 details.limit"),
            Self::ReturnExceedsSigned => {
                stop("reduce to what was signed for", "退货数量不得超过签收数量")
            }
            Self::PeriodClosed => stop(
                "book on the current day, or have the day reopened by two persons",
                "记入当前账期，或由两人授权重开",
            ),
            Self::VersionStale => stop(
                "read again and send the new version under a new key",
                "重新读取后用新的幂等键提交",
            ),
            Self::IdempotentConflict => stop(
                "use a new key for other content; never change a sent request",
                "内容不同请使用新的幂等键",
            ),
            Self::IdempotentInProgress => again(
                "send the same call again after 200 ms, or ask getByKey",
                "200 毫秒后重发，或调用 getByKey",
            ),
            Self::BusyRetry => again(
                "send the same call again after a short random wait",
                "随机短暂等待后重发",
            ),
            Self::RateLimited => again(
                "send the same call again after details.retryAfterMs",
                "按 details.retryAfterMs 等待后重发",
            ),
            Self::DegradedReadonly => again(
                "send the same call again later; queries and cancels are served",
                "稍后重发；查询与取消仍可用",
            ),
            Self::TimeoutUnknown => again(
                "ask getByKey, or send the same call with the same key",
                "调用 getByKey 查询，或用同一幂等键重发",
            ),
            Self::NotImplemented => stop(
                "use a release that serves this method; details.method names it",
                "升级到提供该方法的版本",
            ),
            Self::SystemError => again(
                "send the same call with the same key; tell operations the traceId if it stays",
                "用同一幂等键重发；仍失败请把 traceId 提供给运维",
            ),
            Self::Other(_) => stop(
                "update the jar to learn this code; treat it as a refusal",
                "升级接口包；按失败处理",
            ),
        }
    }

    /// The meaning in English and Chinese; `None` for a code of a newer version.
    pub fn meaning(&self) -> Option<(&'static str, &'static str)> {
        let known = Self::SET.values.iter().find(|v| v.value == self.as_str())?;
        Some((known.meaning.trim(), known.chinese))
    }
}

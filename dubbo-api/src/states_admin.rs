//! Sets of codes of reconciliation and administration.

use crate::code_set::code_sets;

code_sets! {
    /// A comparison of the account reconciliation.
    ReconRun {
        /// Ledger against balances.
        R1 = "R1" "流水与余额",
        /// Balances against reservations, fulfilment orders and returns.
        R2 = "R2" "余额与单据",
        /// Database against cache.
        R3 = "R3" "数据库与缓存",
        /// Stock against the warehouse system's snapshot.
        R4 = "R4" "中心与仓库",
        /// Orders against holds and allocations.
        R5 = "R5" "订单与占用",
        /// Deliveries against settlement.
        R6 = "R6" "履约与结算",
        /// Outbox against message confirms.
        R7 = "R7" "消息与确认",
    }
    /// Class of a difference.
    DiffClass {
        /// The ledger's chain has a gap.
        LedgerGap = "LEDGER_GAP" "流水断链",
        /// A voucher was booked twice.
        DupPost = "DUP_POST" "重复记账",
        /// Held without a reservation.
        OrphanHold = "ORPHAN_HOLD" "孤立占用",
        /// Allocated without a fulfilment order.
        GhostAlloc = "GHOST_ALLOC" "虚假分配",
        /// A hold past its time.
        StaleHold = "STALE_HOLD" "过期未释放",
        /// The cache differs.
        CacheDrift = "CACHE_DRIFT" "缓存漂移",
        /// The cache is gone.
        CacheLost = "CACHE_LOST" "缓存丢失",
        /// Only the stock center has it.
        ScOnly = "SC_ONLY" "仅中心有",
        /// Only the warehouse has it.
        WmsOnly = "WMS_ONLY" "仅仓库有",
        /// The lots differ.
        LotMismatch = "LOT_MISMATCH" "批次不符",
        /// Explained by documents on their way.
        InFlight = "IN_FLIGHT" "在途",
        /// Paid but not allocated.
        PaidNoAlloc = "PAID_NO_ALLOC" "已付未分配",
        /// Cancelled but still held.
        CancelledHeld = "CANCELLED_HELD" "已取消仍占用",
        /// The quantities differ.
        QtyDiff = "QTY_DIFF" "数量不符",
        /// Delivered, not settled.
        Unsettled = "UNSETTLED" "未结算",
        /// Settled twice.
        DoubleSettled = "DOUBLE_SETTLED" "重复结算",
        /// Settled late.
        Late = "LATE" "结算延迟",
        /// An event not sent.
        Unsent = "UNSENT" "未发送",
        /// An event not consumed.
        Unconsumed = "UNCONSUMED" "未消费",
    }
    /// State of a difference.
    DiffState {
        /// Seen once.
        Found = "FOUND" "已发现",
        /// Seen twice.
        Confirmed = "CONFIRMED" "已确认",
        /// Repaired by rule.
        AutoFixed = "AUTO_FIXED" "自动修复",
        /// A repair is proposed.
        Proposed = "PROPOSED" "已提议",
        /// The repair is approved.
        Approved = "APPROVED" "已批准",
        /// Repaired by a voucher.
        Fixed = "FIXED" "已修复",
        /// The repair is refused.
        Rejected = "REJECTED" "已驳回",
        /// Explained by goods or documents on their way.
        Explained = "EXPLAINED" "已解释",
    }
    /// What a repair does.
    RepairAction {
        /// Book a correction voucher.
        Adjust = "ADJUST" "调账",
        /// Have the place counted.
        CountTask = "COUNT_TASK" "发起盘点",
        /// Release a hold.
        Release = "RELEASE" "释放占用",
        /// Rebuild the cache.
        Rebuild = "REBUILD" "重建缓存",
        /// Send the event again.
        Resend = "RESEND" "重发消息",
        /// Nothing moves; the reason is written down.
        Explain = "EXPLAIN" "说明原因",
    }
    /// How far a comparison has come.
    RunState {
        /// Waits for a provider to take it.
        Queued = "QUEUED" "等待执行",
        /// Being compared.
        Running = "RUNNING" "执行中",
        /// Done; its differences are listed.
        Done = "DONE" "已完成",
        /// Ended before it was done; the message says why.
        Failed = "FAILED" "失败",
    }
    /// What the order service says of an order.
    OrderListState {
        /// Ordered, not paid.
        Unpaid = "UNPAID" "未支付",
        /// Paid.
        Paid = "PAID" "已支付",
        /// Given up: nothing may be held for it.
        Cancelled = "CANCELLED" "已取消",
    }
    /// Whose bill it is.
    BillKind {
        /// What is settled with a goods' owner: signed and returned.
        Settlement = "SETTLEMENT" "货主结算单",
        /// What a carrier pays for: lost.
        Carrier = "CARRIER" "承运商账单",
    }
    /// How writes of a hot SKU are served.
    HotMode {
        /// As any SKU.
        Normal = "NORMAL" "普通",
        /// A cache gate says "sold out" early; the database decides.
        Gate = "GATE" "前置闸门",
        /// The free stock is split over several rows; answered with `NOT_IMPLEMENTED`.
        Shards = "SHARDS" "分片",
        /// Accepted by a buffer and applied in batches; answered with `NOT_IMPLEMENTED`.
        Buffered = "BUFFERED" "缓冲",
    }
    /// What a switch turns.
    SwitchScope {
        /// One SKU.
        Sku = "SKU" "商品",
        /// One sales channel.
        Channel = "CHANNEL" "渠道",
        /// One warehouse.
        Warehouse = "WAREHOUSE" "仓库",
        /// One module of the stock center.
        Module = "MODULE" "模块",
    }
    /// Position of a switch.
    SwitchMode {
        /// Served.
        On = "ON" "开启",
        /// Queries and cancels only.
        ReadOnly = "READ_ONLY" "只读",
        /// Not served.
        Off = "OFF" "关闭",
    }
    /// What a safety-stock rule applies to; the narrowest rule wins.
    SafetyScope {
        /// One SKU.
        Sku = "SKU" "商品",
        /// One category of parts.
        Category = "CATEGORY" "类目",
        /// All warehouses of one type.
        WarehouseType = "WAREHOUSE_TYPE" "仓库类型",
    }
    /// Health of the server or of one of its parts.
    HealthStatus {
        /// Works.
        Up = "UP" "正常",
        /// Works with less: see the detail.
        Degraded = "DEGRADED" "降级",
        /// Does not work.
        Down = "DOWN" "故障",
    }
    /// A step from what is in the building to what can be sold.
    ExplainReason {
        /// In the building.
        OnHand = "ON_HAND" "在库",
        /// In the building, but held, bound, frozen, not inspected or defective.
        NotAvailable = "NOT_AVAILABLE" "非可用",
        /// In a warehouse that is closed.
        WarehouseClosed = "WAREHOUSE_CLOSED" "仓库关闭",
        /// In a warehouse that does not serve the area.
        NotInArea = "NOT_IN_AREA" "不在配送区域",
        /// In a pool that the channel may not use.
        OtherPool = "OTHER_POOL" "其他渠道配额",
        /// Held back as safety stock.
        SafetyStock = "SAFETY_STOCK" "安全库存",
        /// Components that make no whole kit.
        KitRatio = "KIT_RATIO" "不足成套",
        /// The SKU may not be sold for now.
        Suspended = "SUSPENDED" "停售",
    }
    /// Kind of a document of the stock center.
    DocumentKind {
        /// A reservation.
        Reservation = "RESERVATION" "预占单",
        /// A fulfilment order.
        Fulfillment = "FULFILLMENT" "履约单",
        /// A parcel.
        Parcel = "PARCEL" "包裹",
        /// A freeze.
        Freeze = "FREEZE" "冻结单",
        /// A return.
        Return = "RETURN" "退货单",
        /// A transfer.
        Transfer = "TRANSFER" "调拨单",
    }
    /// What a sourcing policy seeks.
    ObjectiveKind {
        /// Few parcels.
        Parcels = "PARCELS" "包裹数",
        /// Little freight, in the smallest currency unit (fen).
        Cost = "COST" "运费",
        /// Few hours to arrival.
        Hours = "HOURS" "时效",
        /// Warehouses that go first for the area.
        Priority = "PRIORITY" "优先级",
        /// Warehouses of which only a small share of the stock is taken.
        StockHealth = "STOCK_HEALTH" "库存健康度",
    }
    /// Why a warehouse cannot be a source.
    FilterReason {
        /// It does not serve the area.
        NotInArea = "NOT_IN_AREA" "不在配送区域",
        /// It is closed.
        Closed = "CLOSED" "仓库关闭",
        /// It has none of the goods.
        NoStock = "NO_STOCK" "无库存",
        /// It has no capacity left.
        CapacityFull = "CAPACITY_FULL" "产能已满",
        /// A rule or the request excludes it.
        Excluded = "EXCLUDED" "已排除",
        /// It cannot deliver in time.
        TooLate = "TOO_LATE" "时效不满足",
        /// It has older lots only.
        LotAge = "LOT_AGE" "批次过旧",
    }
}

//! States, buckets, movements and the other sets of codes.

use crate::code_set::{CodeSet, code_sets};
pub use crate::states_admin::*;

code_sets! {
    /// State of a reservation.
    ReservationState {
        /// Held for an unpaid order until `expireAt`.
        PreOccupied = "PRE_OCCUPIED" "已预占",
        /// Paid; bound to fulfilment orders. Final.
        Confirmed = "CONFIRMED" "已确认",
        /// Cancelled; the stock went back. Final.
        Cancelled = "CANCELLED" "已取消",
        /// Ran out; the stock went back. Final, but a late payment may create a successor.
        Expired = "EXPIRED" "已过期",
        /// Cancelled before it was ever held. Final: a later preOccupy is refused.
        Suspended = "SUSPENDED" "已悬挂（先取消）",
    }
    /// What preOccupy does when a line is short.
    HoldMode {
        /// Hold every line in full, or nothing.
        All = "ALL" "全部占用或全部拒绝",
        /// Hold what is there and tell per line what is missing.
        Partial = "PARTIAL" "允许部分占用",
    }
    /// What confirm does when the hold has run out.
    LatePay {
        /// Take the stock again if it is still there: a successor reservation is born confirmed.
        Reoccupy = "REOCCUPY" "重新占用",
        /// Refuse; the caller refunds.
        Refuse = "REFUSE" "拒绝并退款",
    }
    /// A column of the stock ledger: what the quantity is at the moment.
    Bucket {
        /// Good and free.
        Available = "available" "可用",
        /// Held for an unpaid order.
        Preoccupied = "preoccupied" "预占",
        /// Bound to a paid fulfilment order.
        Allocated = "allocated" "已分配",
        /// Locked by operations, recall, stocktake or transfer.
        Frozen = "frozen" "冻结",
        /// Received or returned, not inspected.
        QcHold = "qc_hold" "待检",
        /// Failed inspection.
        Defective = "defective" "残次",
        /// With the carrier, not signed for; booked on the shipping warehouse.
        Shipped = "shipped" "配送在途",
        /// Refused or returned, on its way back.
        ReturnTransit = "return_transit" "退货在途",
        /// Between two warehouses; booked on the destination.
        TransferTransit = "transfer_transit" "调拨在途",
        /// Memo: a purchase is expected.
        Incoming = "incoming" "采购在途",
        /// Memo: presale quota left.
        PresaleAvail = "presale_avail" "预售可用",
        /// Memo: presale quota held.
        PresaleHeld = "presale_held" "预售占用",
        /// Outside: the supplier. May be negative.
        Supplier = "supplier" "供应商",
        /// Outside: the customer. May be negative.
        Customer = "customer" "客户",
        /// Outside: stocktake and correction differences. May be negative.
        Adjust = "adjust" "盘点与调整",
        /// Outside: disposed of. May be negative.
        Scrap = "scrap" "报废",
        /// Outside: lost by a carrier. May be negative.
        CarrierLoss = "carrier_loss" "承运商丢失",
        /// Outside: counterpart of incoming. May be negative.
        OnOrder = "on_order" "采购订单",
        /// Outside: counterpart of the presale quota. May be negative.
        PresaleContra = "presale_contra" "预售对应科目",
    }
    /// The kind of a ledger movement.
    Movement {
        /// A purchase order is expected: on_order to incoming.
        PoExpect = "PO_EXPECT" "采购预期",
        /// A purchase is received: supplier to qc_hold or available.
        PoIn = "PO_IN" "采购入库",
        /// Inspection passed: qc_hold to available.
        QcPass = "QC_PASS" "质检合格",
        /// Inspection failed: qc_hold to defective.
        QcFail = "QC_FAIL" "质检不合格",
        /// An order holds stock: available to preoccupied.
        PreOccupy = "PRE_OCCUPY" "预占",
        /// A hold is cancelled: preoccupied to available of the same pool.
        Release = "RELEASE" "释放",
        /// A hold ran out: preoccupied to available of the same pool.
        Expire = "EXPIRE" "过期释放",
        /// An order is paid: preoccupied to allocated.
        Confirm = "CONFIRM" "确认占用",
        /// Allocated without a hold (cash on delivery, credit, late payment): available to allocated.
        DirectAlloc = "DIRECT_ALLOC" "直接分配",
        /// A paid order is cancelled before shipping: allocated to available of the pool of origin.
        Dealloc = "DEALLOC" "取消分配",
        /// Moved to another warehouse after a short pick or rerouting, in one transaction.
        Resource = "RESOURCE" "改派",
        /// Handed to the carrier: allocated to shipped.
        Ship = "SHIP" "出库发运",
        /// Signed for: shipped to customer.
        Sign = "SIGN" "签收",
        /// Refused at the door: shipped to return_transit.
        Reject = "REJECT" "拒收",
        /// Stopped on the way: shipped to return_transit.
        Intercept = "INTERCEPT" "拦截",
        /// Lost by the carrier: shipped to carrier_loss.
        Lost = "LOST" "丢失",
        /// A customer sends goods back: customer to return_transit.
        RetSend = "RET_SEND" "退货寄出",
        /// Returned goods are received: return_transit to qc_hold at the receiving site.
        RetIn = "RET_IN" "退货入库",
        /// Returned goods are good: qc_hold to available.
        RetGood = "RET_GOOD" "退货良品",
        /// Returned goods are defective: qc_hold to defective.
        RetBad = "RET_BAD" "退货残次",
        /// Returned goods never came: return_transit to carrier_loss.
        RetMiss = "RET_MISS" "退货丢失",
        /// Locked for a transfer: available to frozen.
        TrLock = "TR_LOCK" "调拨锁定",
        /// Sent to another warehouse: frozen to transfer_transit.
        TrOut = "TR_OUT" "调拨出库",
        /// Received from another warehouse: transfer_transit to available.
        TrIn = "TR_IN" "调拨入库",
        /// Lost between warehouses: transfer_transit to adjust.
        TrLoss = "TR_LOSS" "调拨差异",
        /// Frozen: available to frozen.
        Freeze = "FREEZE" "冻结",
        /// Unfrozen: frozen to available.
        Unfreeze = "UNFREEZE" "解冻",
        /// Counted more than booked: adjust to available.
        CountGain = "COUNT_GAIN" "盘盈",
        /// Counted less than booked: available, then frozen, to adjust.
        CountLoss = "COUNT_LOSS" "盘亏",
        /// Disposed of: defective to scrap.
        Scrap = "SCRAP" "报废",
        /// Returned to the vendor: defective to supplier.
        Rtv = "RTV" "退供应商",
        /// Assigned to a channel or activity: available of SHARED to available of the pool.
        PoolAssign = "POOL_ASSIGN" "配额划拨",
        /// Recalled from a channel or activity: available of the pool to available of SHARED.
        PoolRecall = "POOL_RECALL" "配额回收",
        /// Presale opened: presale_contra to presale_avail.
        PsOpen = "PS_OPEN" "预售开启",
        /// Presale quota held: presale_avail to presale_held.
        PsHold = "PS_HOLD" "预售占用",
        /// Presale turned into stock on receipt: presale_held to presale_contra, and available to allocated.
        PsConvert = "PS_CONVERT" "预售转现货",
        /// Presale quota taken back: presale_avail to presale_contra.
        PsClose = "PS_CLOSE" "预售收回",
        /// An approved repair: any bucket to or from adjust.
        ReconAdj = "RECON_ADJ" "对账调整",
        /// A mirror of an earlier voucher.
        Reverse = "REVERSE" "冲正",
    }
    /// The kind of a write; part of its idempotency key.
    OpType {
        /// preOccupy.
        PreOccupy = "PRE_OCCUPY" "预占",
        /// confirm.
        Confirm = "CONFIRM" "确认",
        /// cancel of a reservation.
        Cancel = "CANCEL" "取消",
        /// extend.
        Extend = "EXTEND" "延长",
        /// amend.
        Amend = "AMEND" "改单",
        /// A hold ran out; written by the stock center itself.
        Expire = "EXPIRE" "过期",
        /// purchaseExpect.
        PurchaseExpect = "PURCHASE_EXPECT" "采购预期",
        /// purchaseIn.
        PurchaseIn = "PURCHASE_IN" "采购入库",
        /// inspect.
        Inspect = "INSPECT" "质检",
        /// transferLock.
        TransferLock = "TRANSFER_LOCK" "调拨锁定",
        /// transferOut.
        TransferOut = "TRANSFER_OUT" "调拨出库",
        /// transferIn.
        TransferIn = "TRANSFER_IN" "调拨入库",
        /// freeze.
        Freeze = "FREEZE" "冻结",
        /// unfreeze.
        Unfreeze = "UNFREEZE" "解冻",
        /// stocktake.
        Stocktake = "STOCKTAKE" "盘点",
        /// scrap.
        Scrap = "SCRAP" "报废",
        /// returnToVendor.
        ReturnToVendor = "RETURN_TO_VENDOR" "退供应商",
        /// assignPool.
        AssignPool = "ASSIGN_POOL" "配额划拨",
        /// reverse.
        Reverse = "REVERSE" "冲正",
        /// resource.
        Resource = "RESOURCE" "重新寻源",
        /// create of fulfilment orders.
        FoCreate = "FO_CREATE" "创建履约单",
        /// release of a fulfilment order.
        FoRelease = "FO_RELEASE" "下发履约单",
        /// reportPick.
        Pick = "PICK" "拣货回传",
        /// reportShip.
        Ship = "SHIP" "发货回传",
        /// reportDelivery.
        Deliver = "DELIVER" "配送结果",
        /// hold of a fulfilment order.
        FoHold = "FO_HOLD" "暂停履约单",
        /// cancel of a fulfilment order.
        FoCancel = "FO_CANCEL" "取消履约单",
        /// intercept.
        Intercept = "INTERCEPT" "拦截",
        /// createReturn.
        ReturnCreate = "RETURN_CREATE" "创建退货单",
        /// reportReturnSent.
        ReturnSend = "RETURN_SEND" "退货寄出",
        /// reportReturnReceived.
        ReturnIn = "RETURN_IN" "退货收货",
        /// grade.
        Grade = "GRADE" "退货定级",
        /// A return's time is over; written by the stock center itself.
        ReturnDue = "RETURN_DUE" "退货超时",
        /// An approved repair of a difference.
        Repair = "REPAIR" "对账修复",
        /// closeDay.
        CloseDay = "CLOSE_DAY" "日结",
        /// setSafetyStock.
        SetSafety = "SET_SAFETY" "设置安全库存",
        /// setHot.
        SetHot = "SET_HOT" "设置热点",
        /// setSwitch.
        SetSwitch = "SET_SWITCH" "设置开关",
        /// setHoldRule.
        SetHoldRule = "SET_HOLD_RULE" "设置预占规则",
        /// openPresale.
        OpenPresale = "OPEN_PRESALE" "开启预售",
        /// closePresale.
        ClosePresale = "CLOSE_PRESALE" "收回预售",
        /// Goods that became free serve paid presale orders; written by the stock center itself.
        ConvertPresale = "CONVERT_PRESALE" "预售转现货",
        /// transferLoss.
        TransferLoss = "TRANSFER_LOSS" "调拨核损",
    }
    /// Why stock is frozen.
    FreezeReason {
        /// Decided by operations.
        Operation = "OPERATION" "运营冻结",
        /// A manufacturer's or authority's recall.
        Recall = "RECALL" "召回",
        /// Suspected fraud or abuse.
        Risk = "RISK" "风控",
        /// While it is counted.
        Stocktake = "STOCKTAKE" "盘点",
        /// Too old to sell (tyres, batteries, fluids).
        Aged = "AGED" "超龄",
        /// Not found or doubtful at the shelf.
        NotFoundOnShelf = "NOT_FOUND_ON_SHELF" "货位缺货",
    }
    /// How much a listing page says about stock.
    Band {
        /// Enough.
        InStock = "IN_STOCK" "有货",
        /// Little: the quantity is shown.
        Low = "LOW" "库存紧张",
        /// None.
        Out = "OUT" "无货",
        /// Presale quota is left.
        Presale = "PRESALE" "预售",
        /// Not here, but can be had in `orderableInDays`.
        Orderable = "ORDERABLE" "可订货",
    }
    /// State of a fulfilment order, derived from its lines' quantities.
    FulfillmentState {
        /// Created.
        Created = "CREATED" "已创建",
        /// Stock is allocated.
        Allocated = "ALLOCATED" "已分配",
        /// Sent to the warehouse.
        SentWms = "SENT_WMS" "已下发仓库",
        /// Being picked.
        Picking = "PICKING" "拣货中",
        /// Packed.
        Packed = "PACKED" "已打包",
        /// Some units are with the carrier.
        PartShipped = "PART_SHIPPED" "部分发货",
        /// All units are with the carrier.
        Shipped = "SHIPPED" "已发货",
        /// Being delivered.
        Delivering = "DELIVERING" "配送中",
        /// Some units are signed for.
        PartSigned = "PART_SIGNED" "部分签收",
        /// All units are signed for.
        Signed = "SIGNED" "已签收",
        /// Every unit has reached its end.
        Completed = "COMPLETED" "已完成",
        /// Held back; nothing moves until it is released.
        OnHold = "ON_HOLD" "暂停",
        /// The warehouse found less than allocated.
        ShortPick = "SHORT_PICK" "拣货短缺",
        /// Another warehouse is being sought.
        Resourcing = "RESOURCING" "重新寻源中",
        /// Closed short; the rest is refunded.
        ShortClosed = "SHORT_CLOSED" "缺货关闭",
        /// The warehouse is asked to stop.
        Cancelling = "CANCELLING" "取消中",
        /// Cancelled; the stock went back.
        Cancelled = "CANCELLED" "已取消",
        /// The warehouse had packed it already; offer an interception.
        CancelFailed = "CANCEL_FAILED" "取消失败",
        /// The carrier is asked to stop.
        Intercepting = "INTERCEPTING" "拦截中",
        /// Stopped on the way; coming back.
        Intercepted = "INTERCEPTED" "已拦截",
        /// The carrier could not stop it.
        InterceptFailed = "INTERCEPT_FAILED" "拦截失败",
    }
    /// State of a parcel.
    ParcelState {
        /// With the carrier.
        Shipped = "SHIPPED" "在途",
        /// Signed for.
        Signed = "SIGNED" "已签收",
        /// Refused at the door, whole or in part.
        Rejected = "REJECTED" "已拒收",
        /// Lost by the carrier.
        Lost = "LOST" "已丢失",
        /// Stopped on the way.
        Intercepted = "INTERCEPTED" "已拦截",
    }
    /// What became of delivered units.
    DeliveryResult {
        /// Signed for.
        Signed = "SIGNED" "签收",
        /// Refused at the door.
        Rejected = "REJECTED" "拒收",
        /// Lost by the carrier.
        Lost = "LOST" "丢失",
    }
    /// Why a pick was short. It decides where the missing units go.
    ShortReason {
        /// Not on the shelf: the site's free stock of the SKU is frozen and counted.
        NotFound = "NOT_FOUND" "找不到货",
        /// Damaged: to defective.
        Damaged = "DAMAGED" "破损",
        /// The site has no capacity: back to available.
        Capacity = "CAPACITY" "产能不足",
    }
    /// Where a return comes from.
    ReturnKind {
        /// The customer sends goods back after signing.
        AfterSale = "AFTER_SALE" "售后退货",
        /// Refused at the door.
        Rejection = "REJECTION" "拒收退回",
        /// Stopped on the way.
        Interception = "INTERCEPTION" "拦截退回",
        /// Goods arrived without an application.
        Blind = "BLIND" "无单退货",
    }
    /// State of a return.
    ReturnState {
        /// Asked for.
        Applied = "APPLIED" "已申请",
        /// Approved.
        Approved = "APPROVED" "已同意",
        /// Refused by customer service. Final.
        Refused = "REFUSED" "已拒绝",
        /// Never sent in time. Final.
        Expired = "EXPIRED" "已过期",
        /// Withdrawn. Final.
        Cancelled = "CANCELLED" "已撤销",
        /// On its way back.
        Sent = "SENT" "已寄出",
        /// At the warehouse.
        Received = "RECEIVED" "已收货",
        /// Being inspected.
        Inspecting = "INSPECTING" "质检中",
        /// Graded; the refund can follow.
        Graded = "GRADED" "已定级",
        /// Closed. Final.
        Closed = "CLOSED" "已关闭",
    }
    /// Result of inspecting returned units.
    ReturnGrade {
        /// Good: sellable again.
        Good = "GOOD" "良品",
        /// Defective.
        Defective = "DEFECTIVE" "残次",
        /// Another article than returned on paper.
        WrongItem = "WRONG_ITEM" "错货",
        /// Not in the parcel.
        Missing = "MISSING" "缺件",
        /// More than returned on paper.
        Extra = "EXTRA" "多件",
    }
    /// How an order may be split into parcels.
    SplitPolicy {
        /// One warehouse or none.
        None = "NONE" "不拆单",
        /// Whole lines may come from different warehouses.
        ByLine = "BY_LINE" "按行拆",
        /// One line may come from several warehouses.
        ByQty = "BY_QTY" "按数量拆",
    }
    /// What kind of site a warehouse is.
    WarehouseType {
        /// Near the customer.
        Front = "FRONT" "前置仓",
        /// Serves a region.
        Regional = "REGIONAL" "区域仓",
        /// Serves the country.
        Central = "CENTRAL" "中心仓",
        /// A store or repair shop.
        Store = "STORE" "门店",
        /// A supplier who ships himself.
        Supplier = "SUPPLIER" "供应商代发",
        /// Receives returns only.
        Return = "RETURN" "退货仓",
    }
    /// How one part stands for another.
    RelationKind {
        /// Same original-equipment number.
        SameOe = "SAME_OE" "同OE号",
        /// Interchangeable both ways.
        Interchange = "INTERCHANGE" "互换",
        /// Replaced by a newer part, one way.
        SupersededBy = "SUPERSEDED_BY" "被替代",
        /// An alternative of another grade.
        Alternative = "ALTERNATIVE" "可选替代",
    }
    /// Grade of a part.
    PartGrade {
        /// Original equipment.
        Oe = "OE" "原厂",
        /// A brand of its own.
        Brand = "BRAND" "品牌",
        /// Economy.
        Economy = "ECONOMY" "经济",
        /// Remanufactured.
        Reman = "REMAN" "再制造",
    }
    /// Whether a part fits a vehicle.
    Fitment {
        /// Fits.
        Fits = "FITS" "适配",
        /// Does not fit.
        NotFit = "NOT_FIT" "不适配",
        /// Not known; never offered as fitting.
        Unknown = "UNKNOWN" "未知",
    }
}

/// Every set of codes, in the order of the documentation.
pub const ALL: &[CodeSet] = &[
    crate::code::ResultCode::SET,
    ReservationState::SET,
    HoldMode::SET,
    LatePay::SET,
    Bucket::SET,
    Movement::SET,
    OpType::SET,
    FreezeReason::SET,
    Band::SET,
    FulfillmentState::SET,
    ParcelState::SET,
    DeliveryResult::SET,
    ShortReason::SET,
    ReturnKind::SET,
    ReturnState::SET,
    ReturnGrade::SET,
    SplitPolicy::SET,
    WarehouseType::SET,
    RelationKind::SET,
    PartGrade::SET,
    Fitment::SET,
    ReconRun::SET,
    DiffClass::SET,
    DiffState::SET,
    RepairAction::SET,
    RunState::SET,
    OrderListState::SET,
    BillKind::SET,
    HotMode::SET,
    SwitchScope::SET,
    SwitchMode::SET,
    SafetyScope::SET,
    HealthStatus::SET,
    ExplainReason::SET,
    DocumentKind::SET,
    ObjectiveKind::SET,
    FilterReason::SET,
];

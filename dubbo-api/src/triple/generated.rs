// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.

use dubbo_rpc::MessageMethod;
use prost::Message as _;

use super::{Field, Item};
use crate as contract;

/// The order is changed before payment, as a whole or not at all.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct AmendReq {
    /// Who asks, under which key. Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// The reservation; null means the order's latest.
    #[prost(string, optional, tag = "2")]
    pub reservation_no: Option<String>,
    /// The order; required when `reservationNo` is null.
    #[prost(string, optional, tag = "3")]
    pub order_no: Option<String>,
    /// All lines the order shall have afterwards, 1 to 200. A line number with its old SKU changes quantity; with another SKU it is swapped; an absent one is given back.
    #[prost(message, repeated, tag = "4")]
    pub lines: Vec<OccupyLine>,
    /// The new delivery area; null leaves it.
    #[prost(string, optional, tag = "5")]
    pub area_code: Option<String>,
}

impl Item for contract::AmendReq {
    type Proto = AmendReq;

    fn to_proto(&self) -> AmendReq {
        AmendReq {
            context: Field::to_proto(&self.context),
            reservation_no: Field::to_proto(&self.reservation_no),
            order_no: Field::to_proto(&self.order_no),
            lines: Field::to_proto(&self.lines),
            area_code: Field::to_proto(&self.area_code),
        }
    }

    fn from_proto(proto: AmendReq) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            reservation_no: Field::from_proto(proto.reservation_no),
            order_no: Field::from_proto(proto.order_no),
            lines: Field::from_proto(proto.lines),
            area_code: Field::from_proto(proto.area_code),
            ..Default::default()
        }
    }
}

/// Approves or refuses a proposed repair.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ApproveReq {
    /// Who decides (`operator` is required and is not who proposed), under which key. Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// The difference. Required.
    #[prost(string, optional, tag = "2")]
    pub diff_no: Option<String>,
    /// True books the repair; false refuses it.
    #[prost(bool, tag = "3")]
    pub approved: bool,
    /// Why, at most 200 characters.
    #[prost(string, optional, tag = "4")]
    pub comment: Option<String>,
}

impl Item for contract::ApproveReq {
    type Proto = ApproveReq;

    fn to_proto(&self) -> ApproveReq {
        ApproveReq {
            context: Field::to_proto(&self.context),
            diff_no: Field::to_proto(&self.diff_no),
            approved: Field::to_proto(&self.approved),
            comment: Field::to_proto(&self.comment),
        }
    }

    fn from_proto(proto: ApproveReq) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            diff_no: Field::from_proto(proto.diff_no),
            approved: Field::from_proto(proto.approved),
            comment: Field::from_proto(proto.comment),
            ..Default::default()
        }
    }
}

/// A purchase order announced by a supplier or by purchasing.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct AsnReq {
    /// Who asks, under which key (bizNo = ASN number). Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// The announcement (advance shipping notice), at most 64 characters. Required.
    #[prost(string, optional, tag = "2")]
    pub asn_no: Option<String>,
    /// The supplier's code.
    #[prost(string, optional, tag = "3")]
    pub supplier_code: Option<String>,
    /// Where it will arrive. Required.
    #[prost(string, optional, tag = "4")]
    pub warehouse: Option<String>,
    /// When it is expected; feeds promise dates.
    #[prost(int64, optional, tag = "5")]
    pub expected_at: Option<i64>,
    /// What is expected, 1 to 200 lines.
    #[prost(message, repeated, tag = "6")]
    pub lines: Vec<StockLine>,
}

impl Item for contract::AsnReq {
    type Proto = AsnReq;

    fn to_proto(&self) -> AsnReq {
        AsnReq {
            context: Field::to_proto(&self.context),
            asn_no: Field::to_proto(&self.asn_no),
            supplier_code: Field::to_proto(&self.supplier_code),
            warehouse: Field::to_proto(&self.warehouse),
            expected_at: Field::to_proto(&self.expected_at),
            lines: Field::to_proto(&self.lines),
        }
    }

    fn from_proto(proto: AsnReq) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            asn_no: Field::from_proto(proto.asn_no),
            supplier_code: Field::from_proto(proto.supplier_code),
            warehouse: Field::from_proto(proto.warehouse),
            expected_at: Field::from_proto(proto.expected_at),
            lines: Field::from_proto(proto.lines),
            ..Default::default()
        }
    }
}

/// One page of a settlement statement or of a carrier's bill. A page sent twice replaces the first; the comparison waits for all pages.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct BillPage {
    /// Who sends it, under which key (bizNo = bill number, opSeq = page). Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// The bill's number, at most 64 characters. Required.
    #[prost(string, optional, tag = "2")]
    pub bill_no: Option<String>,
    /// Whose bill it is, see `BillKind`. Required.
    #[prost(string, optional, tag = "3")]
    pub kind: Option<String>,
    /// This page, from 1.
    #[prost(int32, tag = "4")]
    pub page: i32,
    /// How many pages there are, 1 to 10000.
    #[prost(int32, tag = "5")]
    pub pages: i32,
    /// The lines, at most 1000 per page.
    #[prost(message, repeated, tag = "6")]
    pub rows: Vec<BillRow>,
}

impl Item for contract::BillPage {
    type Proto = BillPage;

    fn to_proto(&self) -> BillPage {
        BillPage {
            context: Field::to_proto(&self.context),
            bill_no: Field::to_proto(&self.bill_no),
            kind: Field::to_proto(&self.kind),
            page: Field::to_proto(&self.page),
            pages: Field::to_proto(&self.pages),
            rows: Field::to_proto(&self.rows),
        }
    }

    fn from_proto(proto: BillPage) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            bill_no: Field::from_proto(proto.bill_no),
            kind: Field::from_proto(proto.kind),
            page: Field::from_proto(proto.page),
            pages: Field::from_proto(proto.pages),
            rows: Field::from_proto(proto.rows),
            ..Default::default()
        }
    }
}

/// One line of a settlement statement or of a carrier's bill; quantities in base units.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct BillRow {
    /// The goods' owner; null means the mall's own goods (`SELF`).
    #[prost(string, optional, tag = "1")]
    pub owner: Option<String>,
    /// The business day on which it was settled, `yyyy-MM-dd`. Required.
    #[prost(string, optional, tag = "2")]
    pub business_date: Option<String>,
    /// The order. Required.
    #[prost(string, optional, tag = "3")]
    pub order_no: Option<String>,
    /// SKU. Required.
    #[prost(string, optional, tag = "4")]
    pub sku: Option<String>,
    /// Signed for; settlement only.
    #[prost(int64, tag = "5")]
    pub signed: i64,
    /// Returned and found good or defective; settlement only.
    #[prost(int64, tag = "6")]
    pub returned: i64,
    /// Lost by the carrier; carrier's bill only.
    #[prost(int64, tag = "7")]
    pub lost: i64,
}

impl Item for contract::BillRow {
    type Proto = BillRow;

    fn to_proto(&self) -> BillRow {
        BillRow {
            owner: Field::to_proto(&self.owner),
            business_date: Field::to_proto(&self.business_date),
            order_no: Field::to_proto(&self.order_no),
            sku: Field::to_proto(&self.sku),
            signed: Field::to_proto(&self.signed),
            returned: Field::to_proto(&self.returned),
            lost: Field::to_proto(&self.lost),
        }
    }

    fn from_proto(proto: BillRow) -> Self {
        Self {
            owner: Field::from_proto(proto.owner),
            business_date: Field::from_proto(proto.business_date),
            order_no: Field::from_proto(proto.order_no),
            sku: Field::from_proto(proto.sku),
            signed: Field::from_proto(proto.signed),
            returned: Field::from_proto(proto.returned),
            lost: Field::from_proto(proto.lost),
            ..Default::default()
        }
    }
}

/// Asks for the buckets of SKUs.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct BucketQuery {
    /// The mall; null means the server's default tenant.
    #[prost(string, optional, tag = "1")]
    pub tenant: Option<String>,
    /// SKUs, 1 to 200.
    #[prost(string, repeated, tag = "2")]
    pub skus: Vec<String>,
    /// Warehouses; empty means all.
    #[prost(string, repeated, tag = "3")]
    pub warehouses: Vec<String>,
    /// The goods' owner; null means every owner.
    #[prost(string, optional, tag = "4")]
    pub owner: Option<String>,
    /// Pool; null means every pool, a row each.
    #[prost(string, optional, tag = "5")]
    pub pool: Option<String>,
    /// As they were after this ledger sequence; null means now.
    #[prost(int64, optional, tag = "6")]
    pub as_of_seq: Option<i64>,
}

impl Item for contract::BucketQuery {
    type Proto = BucketQuery;

    fn to_proto(&self) -> BucketQuery {
        BucketQuery {
            tenant: Field::to_proto(&self.tenant),
            skus: Field::to_proto(&self.skus),
            warehouses: Field::to_proto(&self.warehouses),
            owner: Field::to_proto(&self.owner),
            pool: Field::to_proto(&self.pool),
            as_of_seq: Field::to_proto(&self.as_of_seq),
        }
    }

    fn from_proto(proto: BucketQuery) -> Self {
        Self {
            tenant: Field::from_proto(proto.tenant),
            skus: Field::from_proto(proto.skus),
            warehouses: Field::from_proto(proto.warehouses),
            owner: Field::from_proto(proto.owner),
            pool: Field::from_proto(proto.pool),
            as_of_seq: Field::from_proto(proto.as_of_seq),
            ..Default::default()
        }
    }
}

/// The buckets of one owner's SKU in one warehouse and pool, in base units.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct BucketView {
    /// The goods' owner.
    #[prost(string, optional, tag = "1")]
    pub owner: Option<String>,
    /// SKU.
    #[prost(string, optional, tag = "2")]
    pub sku: Option<String>,
    /// Where.
    #[prost(string, optional, tag = "3")]
    pub warehouse: Option<String>,
    /// Pool.
    #[prost(string, optional, tag = "4")]
    pub pool: Option<String>,
    /// Good and free.
    #[prost(int64, tag = "5")]
    pub available: i64,
    /// Held for unpaid orders.
    #[prost(int64, tag = "6")]
    pub preoccupied: i64,
    /// Bound to paid orders.
    #[prost(int64, tag = "7")]
    pub allocated: i64,
    /// Locked.
    #[prost(int64, tag = "8")]
    pub frozen: i64,
    /// Not inspected yet.
    #[prost(int64, tag = "9")]
    pub qc_hold: i64,
    /// Failed inspection.
    #[prost(int64, tag = "10")]
    pub defective: i64,
    /// With a carrier, not signed for.
    #[prost(int64, tag = "11")]
    pub shipped: i64,
    /// Refused or returned, on the way back.
    #[prost(int64, tag = "12")]
    pub return_transit: i64,
    /// On the way from another warehouse.
    #[prost(int64, tag = "13")]
    pub transfer_transit: i64,
    /// Expected from suppliers.
    #[prost(int64, tag = "14")]
    pub incoming: i64,
    /// Presale quota left.
    #[prost(int64, tag = "15")]
    pub presale_avail: i64,
    /// Presale quota held.
    #[prost(int64, tag = "16")]
    pub presale_held: i64,
    /// In the building: the first six buckets.
    #[prost(int64, tag = "17")]
    pub on_hand: i64,
    /// Safety stock held back from sale.
    #[prost(int64, tag = "18")]
    pub safety_stock: i64,
    /// What can be sold: available minus safety stock, never below 0.
    #[prost(int64, tag = "19")]
    pub sellable: i64,
    /// The sequence of the last ledger row.
    #[prost(int64, tag = "20")]
    pub last_seq: i64,
    /// When it last changed, by the database's clock.
    #[prost(int64, optional, tag = "21")]
    pub updated_at: Option<i64>,
}

impl Item for contract::BucketView {
    type Proto = BucketView;

    fn to_proto(&self) -> BucketView {
        BucketView {
            owner: Field::to_proto(&self.owner),
            sku: Field::to_proto(&self.sku),
            warehouse: Field::to_proto(&self.warehouse),
            pool: Field::to_proto(&self.pool),
            available: Field::to_proto(&self.available),
            preoccupied: Field::to_proto(&self.preoccupied),
            allocated: Field::to_proto(&self.allocated),
            frozen: Field::to_proto(&self.frozen),
            qc_hold: Field::to_proto(&self.qc_hold),
            defective: Field::to_proto(&self.defective),
            shipped: Field::to_proto(&self.shipped),
            return_transit: Field::to_proto(&self.return_transit),
            transfer_transit: Field::to_proto(&self.transfer_transit),
            incoming: Field::to_proto(&self.incoming),
            presale_avail: Field::to_proto(&self.presale_avail),
            presale_held: Field::to_proto(&self.presale_held),
            on_hand: Field::to_proto(&self.on_hand),
            safety_stock: Field::to_proto(&self.safety_stock),
            sellable: Field::to_proto(&self.sellable),
            last_seq: Field::to_proto(&self.last_seq),
            updated_at: Field::to_proto(&self.updated_at),
        }
    }

    fn from_proto(proto: BucketView) -> Self {
        Self {
            owner: Field::from_proto(proto.owner),
            sku: Field::from_proto(proto.sku),
            warehouse: Field::from_proto(proto.warehouse),
            pool: Field::from_proto(proto.pool),
            available: Field::from_proto(proto.available),
            preoccupied: Field::from_proto(proto.preoccupied),
            allocated: Field::from_proto(proto.allocated),
            frozen: Field::from_proto(proto.frozen),
            qc_hold: Field::from_proto(proto.qc_hold),
            defective: Field::from_proto(proto.defective),
            shipped: Field::from_proto(proto.shipped),
            return_transit: Field::from_proto(proto.return_transit),
            transfer_transit: Field::from_proto(proto.transfer_transit),
            incoming: Field::from_proto(proto.incoming),
            presale_avail: Field::from_proto(proto.presale_avail),
            presale_held: Field::from_proto(proto.presale_held),
            on_hand: Field::from_proto(proto.on_hand),
            safety_stock: Field::from_proto(proto.safety_stock),
            sellable: Field::from_proto(proto.sellable),
            last_seq: Field::from_proto(proto.last_seq),
            updated_at: Field::from_proto(proto.updated_at),
            ..Default::default()
        }
    }
}

/// The answer to every call: a code, what the caller should do, and the data.
/// 
/// A refusal is an answer too; an exception means that something broke on the way. Shortages are listed
/// here, and not in the data, so that every refused write tells them in the same place.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct BucketViewListReply {
    /// The outcome, one of `ResultCode`. `OK`, `OK_DUPLICATE` and `ACCEPTED_PENDING` are successes.
    #[prost(string, optional, tag = "1")]
    pub code: Option<String>,
    /// What was wrong, the value, the limit and the way out; null for a success.
    #[prost(string, optional, tag = "2")]
    pub message: Option<String>,
    /// Whether the same call, with the same key, may be sent again and may then succeed.
    #[prost(bool, tag = "3")]
    pub retryable: bool,
    /// What the caller should do, in English; null for a plain success.
    #[prost(string, optional, tag = "4")]
    pub advice: Option<String>,
    /// The data; null for most refusals. A duplicate carries what the first call answered.
    #[prost(message, repeated, tag = "5")]
    pub data: Vec<BucketView>,
    /// Every short line of a refused or partly done write; empty otherwise.
    #[prost(message, repeated, tag = "6")]
    pub shortages: Vec<Shortage>,
    /// Facts of a refusal by name: `field`, `value`, `limit`, `currentState`, `sku`, `warehouse`, `kind`, `method`, `retryAfterMs`.
    #[prost(btree_map = "string, string", tag = "7")]
    pub details: std::collections::BTreeMap<String, String>,
    /// The trace under which the server logged the call.
    #[prost(string, optional, tag = "8")]
    pub trace_id: Option<String>,
}

impl Item for contract::Reply<Vec<contract::BucketView>> {
    type Proto = BucketViewListReply;

    fn to_proto(&self) -> BucketViewListReply {
        BucketViewListReply {
            code: Field::to_proto(&self.code),
            message: Field::to_proto(&self.message),
            retryable: Field::to_proto(&self.retryable),
            advice: Field::to_proto(&self.advice),
            shortages: Field::to_proto(&self.shortages),
            details: Field::to_proto(&self.details),
            trace_id: Field::to_proto(&self.trace_id),
            data: self.data.as_ref().map(Field::to_proto).unwrap_or_default(),
        }
    }

    fn from_proto(proto: BucketViewListReply) -> Self {
        Self {
            data: super::list_of_reply(proto.code.as_deref(), proto.data),
            code: Field::from_proto(proto.code),
            message: Field::from_proto(proto.message),
            retryable: Field::from_proto(proto.retryable),
            advice: Field::from_proto(proto.advice),
            shortages: Field::from_proto(proto.shortages),
            details: Field::from_proto(proto.details),
            trace_id: Field::from_proto(proto.trace_id),
            ..Default::default()
        }
    }
}

/// Rebuilds cached figures from the database.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct CacheReq {
    /// Who asks, under which key. Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// These SKUs only; empty means all.
    #[prost(string, repeated, tag = "2")]
    pub skus: Vec<String>,
    /// One delivery area only; null means all.
    #[prost(string, optional, tag = "3")]
    pub area_code: Option<String>,
    /// Only check, and tell in `details` what would change.
    #[prost(bool, tag = "4")]
    pub dry_run: bool,
}

impl Item for contract::CacheReq {
    type Proto = CacheReq;

    fn to_proto(&self) -> CacheReq {
        CacheReq {
            context: Field::to_proto(&self.context),
            skus: Field::to_proto(&self.skus),
            area_code: Field::to_proto(&self.area_code),
            dry_run: Field::to_proto(&self.dry_run),
        }
    }

    fn from_proto(proto: CacheReq) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            skus: Field::from_proto(proto.skus),
            area_code: Field::from_proto(proto.area_code),
            dry_run: Field::from_proto(proto.dry_run),
            ..Default::default()
        }
    }
}

/// The order is given up before payment. An order that was never held is marked, so that a late preOccupy is refused.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct CancelReq {
    /// Who asks, under which key. Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// The reservation; null means the order's latest.
    #[prost(string, optional, tag = "2")]
    pub reservation_no: Option<String>,
    /// The order; required when `reservationNo` is null.
    #[prost(string, optional, tag = "3")]
    pub order_no: Option<String>,
    /// A part of the order only; empty means everything still held.
    #[prost(message, repeated, tag = "4")]
    pub lines: Vec<PartLine>,
    /// Why, at most 200 characters.
    #[prost(string, optional, tag = "5")]
    pub reason: Option<String>,
}

impl Item for contract::CancelReq {
    type Proto = CancelReq;

    fn to_proto(&self) -> CancelReq {
        CancelReq {
            context: Field::to_proto(&self.context),
            reservation_no: Field::to_proto(&self.reservation_no),
            order_no: Field::to_proto(&self.order_no),
            lines: Field::to_proto(&self.lines),
            reason: Field::to_proto(&self.reason),
        }
    }

    fn from_proto(proto: CancelReq) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            reservation_no: Field::from_proto(proto.reservation_no),
            order_no: Field::from_proto(proto.order_no),
            lines: Field::from_proto(proto.lines),
            reason: Field::from_proto(proto.reason),
            ..Default::default()
        }
    }
}

/// How much a warehouse can send.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct CapacityRule {
    /// The site. Required.
    #[prost(string, optional, tag = "1")]
    pub warehouse: Option<String>,
    /// Day of the week, 1 Monday to 7 Sunday; null means every day.
    #[prost(int32, optional, tag = "2")]
    pub weekday: Option<i32>,
    /// Orders placed before this time leave the same day, `HH:mm` in Asia/Shanghai; null means midnight.
    #[prost(string, optional, tag = "3")]
    pub cutoff: Option<String>,
    /// Orders per day; null means no bound.
    #[prost(int32, optional, tag = "4")]
    pub orders_per_day: Option<i32>,
    /// Order lines per day; null means no bound.
    #[prost(int32, optional, tag = "5")]
    pub lines_per_day: Option<i32>,
    /// Minutes from order to handing over.
    #[prost(int32, tag = "6")]
    pub processing_minutes: i32,
}

impl Item for contract::CapacityRule {
    type Proto = CapacityRule;

    fn to_proto(&self) -> CapacityRule {
        CapacityRule {
            warehouse: Field::to_proto(&self.warehouse),
            weekday: Field::to_proto(&self.weekday),
            cutoff: Field::to_proto(&self.cutoff),
            orders_per_day: Field::to_proto(&self.orders_per_day),
            lines_per_day: Field::to_proto(&self.lines_per_day),
            processing_minutes: Field::to_proto(&self.processing_minutes),
        }
    }

    fn from_proto(proto: CapacityRule) -> Self {
        Self {
            warehouse: Field::from_proto(proto.warehouse),
            weekday: Field::from_proto(proto.weekday),
            cutoff: Field::from_proto(proto.cutoff),
            orders_per_day: Field::from_proto(proto.orders_per_day),
            lines_per_day: Field::from_proto(proto.lines_per_day),
            processing_minutes: Field::from_proto(proto.processing_minutes),
            ..Default::default()
        }
    }
}

/// How one part of the server is.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ComponentHealth {
    /// Its name.
    #[prost(string, optional, tag = "1")]
    pub name: Option<String>,
    /// How it is, see `HealthStatus`.
    #[prost(string, optional, tag = "2")]
    pub status: Option<String>,
    /// In words; null when all is well.
    #[prost(string, optional, tag = "3")]
    pub detail: Option<String>,
    /// How long its last check took, in microseconds; null when it has none.
    #[prost(int64, optional, tag = "4")]
    pub latency_micros: Option<i64>,
}

impl Item for contract::ComponentHealth {
    type Proto = ComponentHealth;

    fn to_proto(&self) -> ComponentHealth {
        ComponentHealth {
            name: Field::to_proto(&self.name),
            status: Field::to_proto(&self.status),
            detail: Field::to_proto(&self.detail),
            latency_micros: Field::to_proto(&self.latency_micros),
        }
    }

    fn from_proto(proto: ComponentHealth) -> Self {
        Self {
            name: Field::from_proto(proto.name),
            status: Field::from_proto(proto.status),
            detail: Field::from_proto(proto.detail),
            latency_micros: Field::from_proto(proto.latency_micros),
            ..Default::default()
        }
    }
}

/// The order is paid: bind what is held.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ConfirmReq {
    /// Who asks, under which key. Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// The reservation; null means the order's latest.
    #[prost(string, optional, tag = "2")]
    pub reservation_no: Option<String>,
    /// The order; required when `reservationNo` is null.
    #[prost(string, optional, tag = "3")]
    pub order_no: Option<String>,
    /// The payment, at most 64 characters. Required.
    #[prost(string, optional, tag = "4")]
    pub pay_no: Option<String>,
    /// A part of the order only; empty means everything still held.
    #[prost(message, repeated, tag = "5")]
    pub lines: Vec<PartLine>,
    /// What to do when the hold has run out, see `LatePay`; null means `REFUSE`.
    #[prost(string, optional, tag = "6")]
    pub late_pay: Option<String>,
}

impl Item for contract::ConfirmReq {
    type Proto = ConfirmReq;

    fn to_proto(&self) -> ConfirmReq {
        ConfirmReq {
            context: Field::to_proto(&self.context),
            reservation_no: Field::to_proto(&self.reservation_no),
            order_no: Field::to_proto(&self.order_no),
            pay_no: Field::to_proto(&self.pay_no),
            lines: Field::to_proto(&self.lines),
            late_pay: Field::to_proto(&self.late_pay),
        }
    }

    fn from_proto(proto: ConfirmReq) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            reservation_no: Field::from_proto(proto.reservation_no),
            order_no: Field::from_proto(proto.order_no),
            pay_no: Field::from_proto(proto.pay_no),
            lines: Field::from_proto(proto.lines),
            late_pay: Field::from_proto(proto.late_pay),
            ..Default::default()
        }
    }
}

/// One counted position.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct CountLine {
    /// The document's line number, unique in the request; null means the position, from 1.
    #[prost(int64, optional, tag = "1")]
    pub line_no: Option<i64>,
    /// SKU. Required.
    #[prost(string, optional, tag = "2")]
    pub sku: Option<String>,
    /// The goods' owner; null means the mall's own goods (`SELF`).
    #[prost(string, optional, tag = "3")]
    pub owner: Option<String>,
    /// All that stands there, whatever bucket and pool it is booked in, in base units, 0 to 2^40.
    #[prost(int64, tag = "4")]
    pub counted: i64,
    /// The ledger's sequence at the moment of counting (`BucketView.lastSeq`); null means now.
    #[prost(int64, optional, tag = "5")]
    pub counted_seq: Option<i64>,
    /// The lot counted; null when the SKU has none.
    #[prost(string, optional, tag = "6")]
    pub lot_no: Option<String>,
}

impl Item for contract::CountLine {
    type Proto = CountLine;

    fn to_proto(&self) -> CountLine {
        CountLine {
            line_no: Field::to_proto(&self.line_no),
            sku: Field::to_proto(&self.sku),
            owner: Field::to_proto(&self.owner),
            counted: Field::to_proto(&self.counted),
            counted_seq: Field::to_proto(&self.counted_seq),
            lot_no: Field::to_proto(&self.lot_no),
        }
    }

    fn from_proto(proto: CountLine) -> Self {
        Self {
            line_no: Field::from_proto(proto.line_no),
            sku: Field::from_proto(proto.sku),
            owner: Field::from_proto(proto.owner),
            counted: Field::from_proto(proto.counted),
            counted_seq: Field::from_proto(proto.counted_seq),
            lot_no: Field::from_proto(proto.lot_no),
            ..Default::default()
        }
    }
}

/// Counted stock. The difference is computed at the moment of the count; later movements are kept.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct CountReq {
    /// Who asks, under which key (bizNo = count number). Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// Where. Required.
    #[prost(string, optional, tag = "2")]
    pub warehouse: Option<String>,
    /// What was counted, 1 to 200 lines, each SKU and owner once.
    #[prost(message, repeated, tag = "3")]
    pub lines: Vec<CountLine>,
}

impl Item for contract::CountReq {
    type Proto = CountReq;

    fn to_proto(&self) -> CountReq {
        CountReq {
            context: Field::to_proto(&self.context),
            warehouse: Field::to_proto(&self.warehouse),
            lines: Field::to_proto(&self.lines),
        }
    }

    fn from_proto(proto: CountReq) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            warehouse: Field::from_proto(proto.warehouse),
            lines: Field::from_proto(proto.lines),
            ..Default::default()
        }
    }
}

/// A warehouse serves an area.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct CoverageRule {
    /// The site. Required.
    #[prost(string, optional, tag = "1")]
    pub warehouse: Option<String>,
    /// Area code of province, city or district; the longest match decides. Required.
    #[prost(string, optional, tag = "2")]
    pub area_code: Option<String>,
    /// Level of service, for example `NEXT_DAY`; null means standard.
    #[prost(string, optional, tag = "3")]
    pub service_level: Option<String>,
    /// Smaller goes first.
    #[prost(int32, tag = "4")]
    pub priority: i32,
    /// Hours from handing over to arrival.
    #[prost(int32, tag = "5")]
    pub lead_hours: i32,
    /// Freight of the first kilogram in the smallest currency unit (fen).
    #[prost(int64, tag = "6")]
    pub first_kg_minor: i64,
    /// Freight of each further kilogram (fen).
    #[prost(int64, tag = "7")]
    pub next_kg_minor: i64,
    /// Fixed cost of a parcel (fen).
    #[prost(int64, tag = "8")]
    pub parcel_minor: i64,
    /// Valid from; null means always.
    #[prost(int64, optional, tag = "9")]
    pub valid_from: Option<i64>,
    /// Valid until; null means for ever.
    #[prost(int64, optional, tag = "10")]
    pub valid_to: Option<i64>,
}

impl Item for contract::CoverageRule {
    type Proto = CoverageRule;

    fn to_proto(&self) -> CoverageRule {
        CoverageRule {
            warehouse: Field::to_proto(&self.warehouse),
            area_code: Field::to_proto(&self.area_code),
            service_level: Field::to_proto(&self.service_level),
            priority: Field::to_proto(&self.priority),
            lead_hours: Field::to_proto(&self.lead_hours),
            first_kg_minor: Field::to_proto(&self.first_kg_minor),
            next_kg_minor: Field::to_proto(&self.next_kg_minor),
            parcel_minor: Field::to_proto(&self.parcel_minor),
            valid_from: Field::to_proto(&self.valid_from),
            valid_to: Field::to_proto(&self.valid_to),
        }
    }

    fn from_proto(proto: CoverageRule) -> Self {
        Self {
            warehouse: Field::from_proto(proto.warehouse),
            area_code: Field::from_proto(proto.area_code),
            service_level: Field::from_proto(proto.service_level),
            priority: Field::from_proto(proto.priority),
            lead_hours: Field::from_proto(proto.lead_hours),
            first_kg_minor: Field::from_proto(proto.first_kg_minor),
            next_kg_minor: Field::from_proto(proto.next_kg_minor),
            parcel_minor: Field::from_proto(proto.parcel_minor),
            valid_from: Field::from_proto(proto.valid_from),
            valid_to: Field::from_proto(proto.valid_to),
            ..Default::default()
        }
    }
}

/// A closed business day.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct DayClose {
    /// The day, `yyyy-MM-dd` in Asia/Shanghai.
    #[prost(string, optional, tag = "1")]
    pub business_date: Option<String>,
    /// Whether it is closed now.
    #[prost(bool, tag = "2")]
    pub closed: bool,
    /// The ledger's last sequence that belongs to the day.
    #[prost(int64, tag = "3")]
    pub cut_seq: i64,
    /// When it was closed.
    #[prost(int64, optional, tag = "4")]
    pub closed_at: Option<i64>,
    /// Who closed it.
    #[prost(string, optional, tag = "5")]
    pub closed_by: Option<String>,
    /// The day's comparisons.
    #[prost(message, repeated, tag = "6")]
    pub runs: Vec<RunSummary>,
    /// Differences that stay open on purpose.
    #[prost(string, repeated, tag = "7")]
    pub carried_over: Vec<String>,
}

impl Item for contract::DayClose {
    type Proto = DayClose;

    fn to_proto(&self) -> DayClose {
        DayClose {
            business_date: Field::to_proto(&self.business_date),
            closed: Field::to_proto(&self.closed),
            cut_seq: Field::to_proto(&self.cut_seq),
            closed_at: Field::to_proto(&self.closed_at),
            closed_by: Field::to_proto(&self.closed_by),
            runs: Field::to_proto(&self.runs),
            carried_over: Field::to_proto(&self.carried_over),
        }
    }

    fn from_proto(proto: DayClose) -> Self {
        Self {
            business_date: Field::from_proto(proto.business_date),
            closed: Field::from_proto(proto.closed),
            cut_seq: Field::from_proto(proto.cut_seq),
            closed_at: Field::from_proto(proto.closed_at),
            closed_by: Field::from_proto(proto.closed_by),
            runs: Field::from_proto(proto.runs),
            carried_over: Field::from_proto(proto.carried_over),
            ..Default::default()
        }
    }
}

/// The answer to every call: a code, what the caller should do, and the data.
/// 
/// A refusal is an answer too; an exception means that something broke on the way. Shortages are listed
/// here, and not in the data, so that every refused write tells them in the same place.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct DayCloseReply {
    /// The outcome, one of `ResultCode`. `OK`, `OK_DUPLICATE` and `ACCEPTED_PENDING` are successes.
    #[prost(string, optional, tag = "1")]
    pub code: Option<String>,
    /// What was wrong, the value, the limit and the way out; null for a success.
    #[prost(string, optional, tag = "2")]
    pub message: Option<String>,
    /// Whether the same call, with the same key, may be sent again and may then succeed.
    #[prost(bool, tag = "3")]
    pub retryable: bool,
    /// What the caller should do, in English; null for a plain success.
    #[prost(string, optional, tag = "4")]
    pub advice: Option<String>,
    /// The data; null for most refusals. A duplicate carries what the first call answered.
    #[prost(message, optional, tag = "5")]
    pub data: Option<DayClose>,
    /// Every short line of a refused or partly done write; empty otherwise.
    #[prost(message, repeated, tag = "6")]
    pub shortages: Vec<Shortage>,
    /// Facts of a refusal by name: `field`, `value`, `limit`, `currentState`, `sku`, `warehouse`, `kind`, `method`, `retryAfterMs`.
    #[prost(btree_map = "string, string", tag = "7")]
    pub details: std::collections::BTreeMap<String, String>,
    /// The trace under which the server logged the call.
    #[prost(string, optional, tag = "8")]
    pub trace_id: Option<String>,
}

impl Item for contract::Reply<contract::DayClose> {
    type Proto = DayCloseReply;

    fn to_proto(&self) -> DayCloseReply {
        DayCloseReply {
            code: Field::to_proto(&self.code),
            message: Field::to_proto(&self.message),
            retryable: Field::to_proto(&self.retryable),
            advice: Field::to_proto(&self.advice),
            shortages: Field::to_proto(&self.shortages),
            details: Field::to_proto(&self.details),
            trace_id: Field::to_proto(&self.trace_id),
            data: Field::to_proto(&self.data),
        }
    }

    fn from_proto(proto: DayCloseReply) -> Self {
        Self {
            code: Field::from_proto(proto.code),
            message: Field::from_proto(proto.message),
            retryable: Field::from_proto(proto.retryable),
            advice: Field::from_proto(proto.advice),
            shortages: Field::from_proto(proto.shortages),
            details: Field::from_proto(proto.details),
            trace_id: Field::from_proto(proto.trace_id),
            data: Field::from_proto(proto.data),
            ..Default::default()
        }
    }
}

/// Opening, movements and closing of a business day.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct DayReport {
    /// The day, `yyyy-MM-dd` in Asia/Shanghai.
    #[prost(string, optional, tag = "1")]
    pub business_date: Option<String>,
    /// The last sequence of the day before.
    #[prost(int64, tag = "2")]
    pub from_seq: i64,
    /// The last sequence of the day.
    #[prost(int64, tag = "3")]
    pub to_seq: i64,
    /// A row per owner, warehouse, category and bucket.
    #[prost(message, repeated, tag = "4")]
    pub rows: Vec<DayReportRow>,
    /// The day's differences by class.
    #[prost(message, repeated, tag = "5")]
    pub diffs: Vec<DiffCount>,
    /// Whether opening plus movements is closing on every row.
    #[prost(bool, tag = "6")]
    pub balanced: bool,
}

impl Item for contract::DayReport {
    type Proto = DayReport;

    fn to_proto(&self) -> DayReport {
        DayReport {
            business_date: Field::to_proto(&self.business_date),
            from_seq: Field::to_proto(&self.from_seq),
            to_seq: Field::to_proto(&self.to_seq),
            rows: Field::to_proto(&self.rows),
            diffs: Field::to_proto(&self.diffs),
            balanced: Field::to_proto(&self.balanced),
        }
    }

    fn from_proto(proto: DayReport) -> Self {
        Self {
            business_date: Field::from_proto(proto.business_date),
            from_seq: Field::from_proto(proto.from_seq),
            to_seq: Field::from_proto(proto.to_seq),
            rows: Field::from_proto(proto.rows),
            diffs: Field::from_proto(proto.diffs),
            balanced: Field::from_proto(proto.balanced),
            ..Default::default()
        }
    }
}

/// The answer to every call: a code, what the caller should do, and the data.
/// 
/// A refusal is an answer too; an exception means that something broke on the way. Shortages are listed
/// here, and not in the data, so that every refused write tells them in the same place.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct DayReportReply {
    /// The outcome, one of `ResultCode`. `OK`, `OK_DUPLICATE` and `ACCEPTED_PENDING` are successes.
    #[prost(string, optional, tag = "1")]
    pub code: Option<String>,
    /// What was wrong, the value, the limit and the way out; null for a success.
    #[prost(string, optional, tag = "2")]
    pub message: Option<String>,
    /// Whether the same call, with the same key, may be sent again and may then succeed.
    #[prost(bool, tag = "3")]
    pub retryable: bool,
    /// What the caller should do, in English; null for a plain success.
    #[prost(string, optional, tag = "4")]
    pub advice: Option<String>,
    /// The data; null for most refusals. A duplicate carries what the first call answered.
    #[prost(message, optional, tag = "5")]
    pub data: Option<DayReport>,
    /// Every short line of a refused or partly done write; empty otherwise.
    #[prost(message, repeated, tag = "6")]
    pub shortages: Vec<Shortage>,
    /// Facts of a refusal by name: `field`, `value`, `limit`, `currentState`, `sku`, `warehouse`, `kind`, `method`, `retryAfterMs`.
    #[prost(btree_map = "string, string", tag = "7")]
    pub details: std::collections::BTreeMap<String, String>,
    /// The trace under which the server logged the call.
    #[prost(string, optional, tag = "8")]
    pub trace_id: Option<String>,
}

impl Item for contract::Reply<contract::DayReport> {
    type Proto = DayReportReply;

    fn to_proto(&self) -> DayReportReply {
        DayReportReply {
            code: Field::to_proto(&self.code),
            message: Field::to_proto(&self.message),
            retryable: Field::to_proto(&self.retryable),
            advice: Field::to_proto(&self.advice),
            shortages: Field::to_proto(&self.shortages),
            details: Field::to_proto(&self.details),
            trace_id: Field::to_proto(&self.trace_id),
            data: Field::to_proto(&self.data),
        }
    }

    fn from_proto(proto: DayReportReply) -> Self {
        Self {
            code: Field::from_proto(proto.code),
            message: Field::from_proto(proto.message),
            retryable: Field::from_proto(proto.retryable),
            advice: Field::from_proto(proto.advice),
            shortages: Field::from_proto(proto.shortages),
            details: Field::from_proto(proto.details),
            trace_id: Field::from_proto(proto.trace_id),
            data: Field::from_proto(proto.data),
            ..Default::default()
        }
    }
}

/// One row of a day's report; quantities in base units.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct DayReportRow {
    /// The goods' owner.
    #[prost(string, optional, tag = "1")]
    pub owner: Option<String>,
    /// Where.
    #[prost(string, optional, tag = "2")]
    pub warehouse: Option<String>,
    /// The category of parts.
    #[prost(string, optional, tag = "3")]
    pub category: Option<String>,
    /// The bucket, see `Bucket`.
    #[prost(string, optional, tag = "4")]
    pub bucket: Option<String>,
    /// At the start of the day.
    #[prost(int64, tag = "5")]
    pub opening: i64,
    /// What moved, by kind of movement.
    #[prost(message, repeated, tag = "6")]
    pub movements: Vec<MovementSum>,
    /// At the end of the day.
    #[prost(int64, tag = "7")]
    pub closing: i64,
    /// What the closing is worth at cost, in the smallest currency unit (fen); null when not known.
    #[prost(int64, optional, tag = "8")]
    pub value_minor: Option<i64>,
}

impl Item for contract::DayReportRow {
    type Proto = DayReportRow;

    fn to_proto(&self) -> DayReportRow {
        DayReportRow {
            owner: Field::to_proto(&self.owner),
            warehouse: Field::to_proto(&self.warehouse),
            category: Field::to_proto(&self.category),
            bucket: Field::to_proto(&self.bucket),
            opening: Field::to_proto(&self.opening),
            movements: Field::to_proto(&self.movements),
            closing: Field::to_proto(&self.closing),
            value_minor: Field::to_proto(&self.value_minor),
        }
    }

    fn from_proto(proto: DayReportRow) -> Self {
        Self {
            owner: Field::from_proto(proto.owner),
            warehouse: Field::from_proto(proto.warehouse),
            category: Field::from_proto(proto.category),
            bucket: Field::from_proto(proto.bucket),
            opening: Field::from_proto(proto.opening),
            movements: Field::from_proto(proto.movements),
            closing: Field::from_proto(proto.closing),
            value_minor: Field::from_proto(proto.value_minor),
            ..Default::default()
        }
    }
}

/// Names a business day.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct DayReq {
    /// Who asks; required with its key by closeDay, only the tenant is read by dayReport.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// The day, `yyyy-MM-dd` in Asia/Shanghai. Required.
    #[prost(string, optional, tag = "2")]
    pub business_date: Option<String>,
    /// One owner only; null means all. dayReport only.
    #[prost(string, optional, tag = "3")]
    pub owner: Option<String>,
    /// One warehouse only; null means all. dayReport only.
    #[prost(string, optional, tag = "4")]
    pub warehouse: Option<String>,
    /// Differences that stay open on purpose; closeDay only.
    #[prost(string, repeated, tag = "5")]
    pub carry_over: Vec<String>,
}

impl Item for contract::DayReq {
    type Proto = DayReq;

    fn to_proto(&self) -> DayReq {
        DayReq {
            context: Field::to_proto(&self.context),
            business_date: Field::to_proto(&self.business_date),
            owner: Field::to_proto(&self.owner),
            warehouse: Field::to_proto(&self.warehouse),
            carry_over: Field::to_proto(&self.carry_over),
        }
    }

    fn from_proto(proto: DayReq) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            business_date: Field::from_proto(proto.business_date),
            owner: Field::from_proto(proto.owner),
            warehouse: Field::from_proto(proto.warehouse),
            carry_over: Field::from_proto(proto.carry_over),
            ..Default::default()
        }
    }
}

/// What became of units of a parcel.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct DeliveryLine {
    /// The fulfilment order's line.
    #[prost(int64, tag = "1")]
    pub line_no: i64,
    /// What became of them, see `DeliveryResult`. Required.
    #[prost(string, optional, tag = "2")]
    pub result: Option<String>,
    /// How many, in base units, 1 or more.
    #[prost(int64, tag = "3")]
    pub quantity: i64,
    /// Why, at most 200 characters.
    #[prost(string, optional, tag = "4")]
    pub reason: Option<String>,
}

impl Item for contract::DeliveryLine {
    type Proto = DeliveryLine;

    fn to_proto(&self) -> DeliveryLine {
        DeliveryLine {
            line_no: Field::to_proto(&self.line_no),
            result: Field::to_proto(&self.result),
            quantity: Field::to_proto(&self.quantity),
            reason: Field::to_proto(&self.reason),
        }
    }

    fn from_proto(proto: DeliveryLine) -> Self {
        Self {
            line_no: Field::from_proto(proto.line_no),
            result: Field::from_proto(proto.result),
            quantity: Field::from_proto(proto.quantity),
            reason: Field::from_proto(proto.reason),
            ..Default::default()
        }
    }
}

/// The carrier reports what became of a parcel.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct DeliveryReq {
    /// Who asks, under which key (bizNo = parcel number). Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// The fulfilment order. Required.
    #[prost(string, optional, tag = "2")]
    pub fo_no: Option<String>,
    /// The parcel. Required.
    #[prost(string, optional, tag = "3")]
    pub parcel_no: Option<String>,
    /// When it happened; null means now.
    #[prost(int64, optional, tag = "4")]
    pub delivered_at: Option<i64>,
    /// What became of it, 1 to 200 lines; a line may come several times with different results.
    #[prost(message, repeated, tag = "5")]
    pub lines: Vec<DeliveryLine>,
}

impl Item for contract::DeliveryReq {
    type Proto = DeliveryReq;

    fn to_proto(&self) -> DeliveryReq {
        DeliveryReq {
            context: Field::to_proto(&self.context),
            fo_no: Field::to_proto(&self.fo_no),
            parcel_no: Field::to_proto(&self.parcel_no),
            delivered_at: Field::to_proto(&self.delivered_at),
            lines: Field::to_proto(&self.lines),
        }
    }

    fn from_proto(proto: DeliveryReq) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            fo_no: Field::from_proto(proto.fo_no),
            parcel_no: Field::from_proto(proto.parcel_no),
            delivered_at: Field::from_proto(proto.delivered_at),
            lines: Field::from_proto(proto.lines),
            ..Default::default()
        }
    }
}

/// Two figures that should be equal and are not.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Diff {
    /// Its number.
    #[prost(string, optional, tag = "1")]
    pub diff_no: Option<String>,
    /// The run that found it.
    #[prost(string, optional, tag = "2")]
    pub run_no: Option<String>,
    /// The comparison, see `ReconRun`.
    #[prost(string, optional, tag = "3")]
    pub run: Option<String>,
    /// Its class, see `DiffClass`.
    #[prost(string, optional, tag = "4")]
    pub diff_class: Option<String>,
    /// Where it stands, see `DiffState`.
    #[prost(string, optional, tag = "5")]
    pub state: Option<String>,
    /// The goods' owner.
    #[prost(string, optional, tag = "6")]
    pub owner: Option<String>,
    /// SKU; null when it is not about one.
    #[prost(string, optional, tag = "7")]
    pub sku: Option<String>,
    /// Where; null when it is not about one.
    #[prost(string, optional, tag = "8")]
    pub warehouse: Option<String>,
    /// Pool; null when it is not about one.
    #[prost(string, optional, tag = "9")]
    pub pool: Option<String>,
    /// Bucket, see `Bucket`; null when it is not about one.
    #[prost(string, optional, tag = "10")]
    pub bucket: Option<String>,
    /// The lot; null when it is not about one.
    #[prost(string, optional, tag = "11")]
    pub lot_no: Option<String>,
    /// The document concerned; null when it is not about one.
    #[prost(string, optional, tag = "12")]
    pub document_no: Option<String>,
    /// The stock center's figure, in base units.
    #[prost(int64, tag = "13")]
    pub ours: i64,
    /// The other side's figure, in base units.
    #[prost(int64, tag = "14")]
    pub theirs: i64,
    /// How much may differ, in base units.
    #[prost(int64, tag = "15")]
    pub tolerance: i64,
    /// What the difference is worth at cost, in the smallest currency unit (fen); null when not known.
    #[prost(int64, optional, tag = "16")]
    pub value_minor: Option<i64>,
    /// When it was first seen.
    #[prost(int64, optional, tag = "17")]
    pub found_at: Option<i64>,
    /// When it was seen again; null before.
    #[prost(int64, optional, tag = "18")]
    pub confirmed_at: Option<i64>,
    /// The ledger's sequence of the comparison.
    #[prost(int64, tag = "19")]
    pub cut_seq: i64,
    /// The repair; null while none is proposed.
    #[prost(message, optional, tag = "20")]
    pub repair: Option<Repair>,
}

impl Item for contract::Diff {
    type Proto = Diff;

    fn to_proto(&self) -> Diff {
        Diff {
            diff_no: Field::to_proto(&self.diff_no),
            run_no: Field::to_proto(&self.run_no),
            run: Field::to_proto(&self.run),
            diff_class: Field::to_proto(&self.diff_class),
            state: Field::to_proto(&self.state),
            owner: Field::to_proto(&self.owner),
            sku: Field::to_proto(&self.sku),
            warehouse: Field::to_proto(&self.warehouse),
            pool: Field::to_proto(&self.pool),
            bucket: Field::to_proto(&self.bucket),
            lot_no: Field::to_proto(&self.lot_no),
            document_no: Field::to_proto(&self.document_no),
            ours: Field::to_proto(&self.ours),
            theirs: Field::to_proto(&self.theirs),
            tolerance: Field::to_proto(&self.tolerance),
            value_minor: Field::to_proto(&self.value_minor),
            found_at: Field::to_proto(&self.found_at),
            confirmed_at: Field::to_proto(&self.confirmed_at),
            cut_seq: Field::to_proto(&self.cut_seq),
            repair: Field::to_proto(&self.repair),
        }
    }

    fn from_proto(proto: Diff) -> Self {
        Self {
            diff_no: Field::from_proto(proto.diff_no),
            run_no: Field::from_proto(proto.run_no),
            run: Field::from_proto(proto.run),
            diff_class: Field::from_proto(proto.diff_class),
            state: Field::from_proto(proto.state),
            owner: Field::from_proto(proto.owner),
            sku: Field::from_proto(proto.sku),
            warehouse: Field::from_proto(proto.warehouse),
            pool: Field::from_proto(proto.pool),
            bucket: Field::from_proto(proto.bucket),
            lot_no: Field::from_proto(proto.lot_no),
            document_no: Field::from_proto(proto.document_no),
            ours: Field::from_proto(proto.ours),
            theirs: Field::from_proto(proto.theirs),
            tolerance: Field::from_proto(proto.tolerance),
            value_minor: Field::from_proto(proto.value_minor),
            found_at: Field::from_proto(proto.found_at),
            confirmed_at: Field::from_proto(proto.confirmed_at),
            cut_seq: Field::from_proto(proto.cut_seq),
            repair: Field::from_proto(proto.repair),
            ..Default::default()
        }
    }
}

/// How many differences of one class a day has.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct DiffCount {
    /// The class, see `DiffClass`.
    #[prost(string, optional, tag = "1")]
    pub diff_class: Option<String>,
    /// How many.
    #[prost(int32, tag = "2")]
    pub count: i32,
    /// Of them, still open.
    #[prost(int32, tag = "3")]
    pub open: i32,
    /// By how many base units, taken absolutely.
    #[prost(int64, tag = "4")]
    pub quantity: i64,
    /// Age of the oldest open one in hours.
    #[prost(int32, tag = "5")]
    pub oldest_hours: i32,
    /// Repaired, and by whom approved: `approver (count)`.
    #[prost(string, repeated, tag = "6")]
    pub repairs: Vec<String>,
}

impl Item for contract::DiffCount {
    type Proto = DiffCount;

    fn to_proto(&self) -> DiffCount {
        DiffCount {
            diff_class: Field::to_proto(&self.diff_class),
            count: Field::to_proto(&self.count),
            open: Field::to_proto(&self.open),
            quantity: Field::to_proto(&self.quantity),
            oldest_hours: Field::to_proto(&self.oldest_hours),
            repairs: Field::to_proto(&self.repairs),
        }
    }

    fn from_proto(proto: DiffCount) -> Self {
        Self {
            diff_class: Field::from_proto(proto.diff_class),
            count: Field::from_proto(proto.count),
            open: Field::from_proto(proto.open),
            quantity: Field::from_proto(proto.quantity),
            oldest_hours: Field::from_proto(proto.oldest_hours),
            repairs: Field::from_proto(proto.repairs),
            ..Default::default()
        }
    }
}

/// One page of a long list.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct DiffPage {
    /// The rows of this page, in the order of the query.
    #[prost(message, repeated, tag = "1")]
    pub items: Vec<Diff>,
    /// Where the next page starts: give it back as `cursor`; null on the last page.
    #[prost(string, optional, tag = "2")]
    pub next_cursor: Option<String>,
    /// How many rows there are in all; null when counting them would cost too much.
    #[prost(int64, optional, tag = "3")]
    pub total: Option<i64>,
}

impl Item for contract::Page<contract::Diff> {
    type Proto = DiffPage;

    fn to_proto(&self) -> DiffPage {
        DiffPage {
            items: Field::to_proto(&self.items),
            next_cursor: Field::to_proto(&self.next_cursor),
            total: Field::to_proto(&self.total),
        }
    }

    fn from_proto(proto: DiffPage) -> Self {
        Self {
            items: Field::from_proto(proto.items),
            next_cursor: Field::from_proto(proto.next_cursor),
            total: Field::from_proto(proto.total),
            ..Default::default()
        }
    }
}

/// The answer to every call: a code, what the caller should do, and the data.
/// 
/// A refusal is an answer too; an exception means that something broke on the way. Shortages are listed
/// here, and not in the data, so that every refused write tells them in the same place.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct DiffPageReply {
    /// The outcome, one of `ResultCode`. `OK`, `OK_DUPLICATE` and `ACCEPTED_PENDING` are successes.
    #[prost(string, optional, tag = "1")]
    pub code: Option<String>,
    /// What was wrong, the value, the limit and the way out; null for a success.
    #[prost(string, optional, tag = "2")]
    pub message: Option<String>,
    /// Whether the same call, with the same key, may be sent again and may then succeed.
    #[prost(bool, tag = "3")]
    pub retryable: bool,
    /// What the caller should do, in English; null for a plain success.
    #[prost(string, optional, tag = "4")]
    pub advice: Option<String>,
    /// The data; null for most refusals. A duplicate carries what the first call answered.
    #[prost(message, optional, tag = "5")]
    pub data: Option<DiffPage>,
    /// Every short line of a refused or partly done write; empty otherwise.
    #[prost(message, repeated, tag = "6")]
    pub shortages: Vec<Shortage>,
    /// Facts of a refusal by name: `field`, `value`, `limit`, `currentState`, `sku`, `warehouse`, `kind`, `method`, `retryAfterMs`.
    #[prost(btree_map = "string, string", tag = "7")]
    pub details: std::collections::BTreeMap<String, String>,
    /// The trace under which the server logged the call.
    #[prost(string, optional, tag = "8")]
    pub trace_id: Option<String>,
}

impl Item for contract::Reply<contract::Page<contract::Diff>> {
    type Proto = DiffPageReply;

    fn to_proto(&self) -> DiffPageReply {
        DiffPageReply {
            code: Field::to_proto(&self.code),
            message: Field::to_proto(&self.message),
            retryable: Field::to_proto(&self.retryable),
            advice: Field::to_proto(&self.advice),
            shortages: Field::to_proto(&self.shortages),
            details: Field::to_proto(&self.details),
            trace_id: Field::to_proto(&self.trace_id),
            data: Field::to_proto(&self.data),
        }
    }

    fn from_proto(proto: DiffPageReply) -> Self {
        Self {
            code: Field::from_proto(proto.code),
            message: Field::from_proto(proto.message),
            retryable: Field::from_proto(proto.retryable),
            advice: Field::from_proto(proto.advice),
            shortages: Field::from_proto(proto.shortages),
            details: Field::from_proto(proto.details),
            trace_id: Field::from_proto(proto.trace_id),
            data: Field::from_proto(proto.data),
            ..Default::default()
        }
    }
}

/// Which differences to list. Every filter that is given must match.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct DiffQuery {
    /// The mall; null means the server's default tenant.
    #[prost(string, optional, tag = "1")]
    pub tenant: Option<String>,
    /// Of this run.
    #[prost(string, optional, tag = "2")]
    pub run_no: Option<String>,
    /// Of this comparison, see `ReconRun`.
    #[prost(string, optional, tag = "3")]
    pub run: Option<String>,
    /// Of this class, see `DiffClass`.
    #[prost(string, optional, tag = "4")]
    pub diff_class: Option<String>,
    /// In this state, see `DiffState`.
    #[prost(string, optional, tag = "5")]
    pub state: Option<String>,
    /// SKU.
    #[prost(string, optional, tag = "6")]
    pub sku: Option<String>,
    /// Where.
    #[prost(string, optional, tag = "7")]
    pub warehouse: Option<String>,
    /// The goods' owner.
    #[prost(string, optional, tag = "8")]
    pub owner: Option<String>,
    /// Of this business day, `yyyy-MM-dd`.
    #[prost(string, optional, tag = "9")]
    pub business_date: Option<String>,
    /// `nextCursor` of the page before; null for the first page.
    #[prost(string, optional, tag = "10")]
    pub cursor: Option<String>,
    /// Rows per page, 1 to 500; null means 100.
    #[prost(int32, optional, tag = "11")]
    pub limit: Option<i32>,
}

impl Item for contract::DiffQuery {
    type Proto = DiffQuery;

    fn to_proto(&self) -> DiffQuery {
        DiffQuery {
            tenant: Field::to_proto(&self.tenant),
            run_no: Field::to_proto(&self.run_no),
            run: Field::to_proto(&self.run),
            diff_class: Field::to_proto(&self.diff_class),
            state: Field::to_proto(&self.state),
            sku: Field::to_proto(&self.sku),
            warehouse: Field::to_proto(&self.warehouse),
            owner: Field::to_proto(&self.owner),
            business_date: Field::to_proto(&self.business_date),
            cursor: Field::to_proto(&self.cursor),
            limit: Field::to_proto(&self.limit),
        }
    }

    fn from_proto(proto: DiffQuery) -> Self {
        Self {
            tenant: Field::from_proto(proto.tenant),
            run_no: Field::from_proto(proto.run_no),
            run: Field::from_proto(proto.run),
            diff_class: Field::from_proto(proto.diff_class),
            state: Field::from_proto(proto.state),
            sku: Field::from_proto(proto.sku),
            warehouse: Field::from_proto(proto.warehouse),
            owner: Field::from_proto(proto.owner),
            business_date: Field::from_proto(proto.business_date),
            cursor: Field::from_proto(proto.cursor),
            limit: Field::from_proto(proto.limit),
            ..Default::default()
        }
    }
}

/// Defective goods are disposed of, or returned to the vendor.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct DisposeReq {
    /// Who asks, under which key (bizNo = document number). Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// Where. Required.
    #[prost(string, optional, tag = "2")]
    pub warehouse: Option<String>,
    /// What leaves the defective bucket, 1 to 200 lines.
    #[prost(message, repeated, tag = "3")]
    pub lines: Vec<StockLine>,
    /// The supplier who takes it back; returnToVendor only.
    #[prost(string, optional, tag = "4")]
    pub supplier_code: Option<String>,
    /// Why, at most 200 characters.
    #[prost(string, optional, tag = "5")]
    pub reason: Option<String>,
}

impl Item for contract::DisposeReq {
    type Proto = DisposeReq;

    fn to_proto(&self) -> DisposeReq {
        DisposeReq {
            context: Field::to_proto(&self.context),
            warehouse: Field::to_proto(&self.warehouse),
            lines: Field::to_proto(&self.lines),
            supplier_code: Field::to_proto(&self.supplier_code),
            reason: Field::to_proto(&self.reason),
        }
    }

    fn from_proto(proto: DisposeReq) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            warehouse: Field::from_proto(proto.warehouse),
            lines: Field::from_proto(proto.lines),
            supplier_code: Field::from_proto(proto.supplier_code),
            reason: Field::from_proto(proto.reason),
            ..Default::default()
        }
    }
}

/// What must not be sent how.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ExclusionRule {
    /// The category of parts, for example `BATTERY`; null means every category.
    #[prost(string, optional, tag = "1")]
    pub category: Option<String>,
    /// The SKU; null means every SKU of the category.
    #[prost(string, optional, tag = "2")]
    pub sku: Option<String>,
    /// The site that must not send it; null means every site.
    #[prost(string, optional, tag = "3")]
    pub warehouse: Option<String>,
    /// The area it must not be sent to; null means every area.
    #[prost(string, optional, tag = "4")]
    pub area_code: Option<String>,
    /// The service level it must not use, for example `AIR`; null means every level.
    #[prost(string, optional, tag = "5")]
    pub service_level: Option<String>,
}

impl Item for contract::ExclusionRule {
    type Proto = ExclusionRule;

    fn to_proto(&self) -> ExclusionRule {
        ExclusionRule {
            category: Field::to_proto(&self.category),
            sku: Field::to_proto(&self.sku),
            warehouse: Field::to_proto(&self.warehouse),
            area_code: Field::to_proto(&self.area_code),
            service_level: Field::to_proto(&self.service_level),
        }
    }

    fn from_proto(proto: ExclusionRule) -> Self {
        Self {
            category: Field::from_proto(proto.category),
            sku: Field::from_proto(proto.sku),
            warehouse: Field::from_proto(proto.warehouse),
            area_code: Field::from_proto(proto.area_code),
            service_level: Field::from_proto(proto.service_level),
            ..Default::default()
        }
    }
}

/// Arguments of explain.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ExplainArguments {
    /// The plan number.
    #[prost(string, optional, tag = "1")]
    pub plan_no: Option<String>,
}

/// Asks why a number is what it is.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ExplainQuery {
    /// The mall; null means the server's default tenant.
    #[prost(string, optional, tag = "1")]
    pub tenant: Option<String>,
    /// SKU. Required.
    #[prost(string, optional, tag = "2")]
    pub sku: Option<String>,
    /// Where; null means everywhere.
    #[prost(string, optional, tag = "3")]
    pub warehouse: Option<String>,
    /// The goods' owner; null means the mall's own goods (`SELF`).
    #[prost(string, optional, tag = "4")]
    pub owner: Option<String>,
    /// As seen by this sales channel; null means the shared pool.
    #[prost(string, optional, tag = "5")]
    pub channel: Option<String>,
    /// As seen in this delivery area; null means every open warehouse.
    #[prost(string, optional, tag = "6")]
    pub area_code: Option<String>,
    /// As it was after this ledger sequence; null means now.
    #[prost(int64, optional, tag = "7")]
    pub as_of_seq: Option<i64>,
    /// Most holders and most movements to list, 1 to 200 each; null means 20.
    #[prost(int32, optional, tag = "8")]
    pub limit: Option<i32>,
}

impl Item for contract::ExplainQuery {
    type Proto = ExplainQuery;

    fn to_proto(&self) -> ExplainQuery {
        ExplainQuery {
            tenant: Field::to_proto(&self.tenant),
            sku: Field::to_proto(&self.sku),
            warehouse: Field::to_proto(&self.warehouse),
            owner: Field::to_proto(&self.owner),
            channel: Field::to_proto(&self.channel),
            area_code: Field::to_proto(&self.area_code),
            as_of_seq: Field::to_proto(&self.as_of_seq),
            limit: Field::to_proto(&self.limit),
        }
    }

    fn from_proto(proto: ExplainQuery) -> Self {
        Self {
            tenant: Field::from_proto(proto.tenant),
            sku: Field::from_proto(proto.sku),
            warehouse: Field::from_proto(proto.warehouse),
            owner: Field::from_proto(proto.owner),
            channel: Field::from_proto(proto.channel),
            area_code: Field::from_proto(proto.area_code),
            as_of_seq: Field::from_proto(proto.as_of_seq),
            limit: Field::from_proto(proto.limit),
            ..Default::default()
        }
    }
}

/// One step from "in the building" to "can be sold".
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ExplainStep {
    /// Which one, see `ExplainReason`.
    #[prost(string, optional, tag = "1")]
    pub reason: Option<String>,
    /// SKU; for a kit, the component.
    #[prost(string, optional, tag = "2")]
    pub sku: Option<String>,
    /// Where; null when it is about all warehouses.
    #[prost(string, optional, tag = "3")]
    pub warehouse: Option<String>,
    /// What the step adds, or takes away when negative, in base units.
    #[prost(int64, tag = "4")]
    pub quantity: i64,
    /// In words.
    #[prost(string, optional, tag = "5")]
    pub text: Option<String>,
}

impl Item for contract::ExplainStep {
    type Proto = ExplainStep;

    fn to_proto(&self) -> ExplainStep {
        ExplainStep {
            reason: Field::to_proto(&self.reason),
            sku: Field::to_proto(&self.sku),
            warehouse: Field::to_proto(&self.warehouse),
            quantity: Field::to_proto(&self.quantity),
            text: Field::to_proto(&self.text),
        }
    }

    fn from_proto(proto: ExplainStep) -> Self {
        Self {
            reason: Field::from_proto(proto.reason),
            sku: Field::from_proto(proto.sku),
            warehouse: Field::from_proto(proto.warehouse),
            quantity: Field::from_proto(proto.quantity),
            text: Field::from_proto(proto.text),
            ..Default::default()
        }
    }
}

/// Payment is under way: hold longer.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ExtendReq {
    /// Who asks, under which key. Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// The reservation; null means the order's latest.
    #[prost(string, optional, tag = "2")]
    pub reservation_no: Option<String>,
    /// The order; required when `reservationNo` is null.
    #[prost(string, optional, tag = "3")]
    pub order_no: Option<String>,
    /// Seconds from now, 5 to 14400. Never shortens; the whole hold lasts 14400 at most.
    #[prost(int32, optional, tag = "4")]
    pub ttl_seconds: Option<i32>,
}

impl Item for contract::ExtendReq {
    type Proto = ExtendReq;

    fn to_proto(&self) -> ExtendReq {
        ExtendReq {
            context: Field::to_proto(&self.context),
            reservation_no: Field::to_proto(&self.reservation_no),
            order_no: Field::to_proto(&self.order_no),
            ttl_seconds: Field::to_proto(&self.ttl_seconds),
        }
    }

    fn from_proto(proto: ExtendReq) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            reservation_no: Field::from_proto(proto.reservation_no),
            order_no: Field::from_proto(proto.order_no),
            ttl_seconds: Field::from_proto(proto.ttl_seconds),
            ..Default::default()
        }
    }
}

/// Whether one part fits.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Fit {
    /// The part.
    #[prost(string, optional, tag = "1")]
    pub sku: Option<String>,
    /// Whether it fits, see `Fitment`. Not known is never "fits".
    #[prost(string, optional, tag = "2")]
    pub fitment: Option<String>,
    /// The place on the vehicle.
    #[prost(string, optional, tag = "3")]
    pub position: Option<String>,
    /// How many the vehicle needs there; null when not known.
    #[prost(int64, optional, tag = "4")]
    pub quantity_per_vehicle: Option<i64>,
    /// Conditions in words, for example a production date.
    #[prost(string, optional, tag = "5")]
    pub note: Option<String>,
}

impl Item for contract::Fit {
    type Proto = Fit;

    fn to_proto(&self) -> Fit {
        Fit {
            sku: Field::to_proto(&self.sku),
            fitment: Field::to_proto(&self.fitment),
            position: Field::to_proto(&self.position),
            quantity_per_vehicle: Field::to_proto(&self.quantity_per_vehicle),
            note: Field::to_proto(&self.note),
        }
    }

    fn from_proto(proto: Fit) -> Self {
        Self {
            sku: Field::from_proto(proto.sku),
            fitment: Field::from_proto(proto.fitment),
            position: Field::from_proto(proto.position),
            quantity_per_vehicle: Field::from_proto(proto.quantity_per_vehicle),
            note: Field::from_proto(proto.note),
            ..Default::default()
        }
    }
}

/// Imports parts, fitment and interchange, as a whole or not at all.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct FitImport {
    /// Who imports, under which key (bizNo = import number). Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// Parts to add or change, at most 5000.
    #[prost(message, repeated, tag = "2")]
    pub parts: Vec<PartRow>,
    /// Fitment to add, at most 5000 rows.
    #[prost(message, repeated, tag = "3")]
    pub fits: Vec<FitRow>,
    /// Interchange to add, at most 5000 rows; a cycle of replacements is refused.
    #[prost(message, repeated, tag = "4")]
    pub relations: Vec<RelationRow>,
    /// Forget the old fitment and interchange of the named parts first.
    #[prost(bool, tag = "5")]
    pub replace: bool,
    /// Only check and report.
    #[prost(bool, tag = "6")]
    pub dry_run: bool,
}

impl Item for contract::FitImport {
    type Proto = FitImport;

    fn to_proto(&self) -> FitImport {
        FitImport {
            context: Field::to_proto(&self.context),
            parts: Field::to_proto(&self.parts),
            fits: Field::to_proto(&self.fits),
            relations: Field::to_proto(&self.relations),
            replace: Field::to_proto(&self.replace),
            dry_run: Field::to_proto(&self.dry_run),
        }
    }

    fn from_proto(proto: FitImport) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            parts: Field::from_proto(proto.parts),
            fits: Field::from_proto(proto.fits),
            relations: Field::from_proto(proto.relations),
            replace: Field::from_proto(proto.replace),
            dry_run: Field::from_proto(proto.dry_run),
            ..Default::default()
        }
    }
}

/// The answer to every call: a code, what the caller should do, and the data.
/// 
/// A refusal is an answer too; an exception means that something broke on the way. Shortages are listed
/// here, and not in the data, so that every refused write tells them in the same place.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct FitListReply {
    /// The outcome, one of `ResultCode`. `OK`, `OK_DUPLICATE` and `ACCEPTED_PENDING` are successes.
    #[prost(string, optional, tag = "1")]
    pub code: Option<String>,
    /// What was wrong, the value, the limit and the way out; null for a success.
    #[prost(string, optional, tag = "2")]
    pub message: Option<String>,
    /// Whether the same call, with the same key, may be sent again and may then succeed.
    #[prost(bool, tag = "3")]
    pub retryable: bool,
    /// What the caller should do, in English; null for a plain success.
    #[prost(string, optional, tag = "4")]
    pub advice: Option<String>,
    /// The data; null for most refusals. A duplicate carries what the first call answered.
    #[prost(message, repeated, tag = "5")]
    pub data: Vec<Fit>,
    /// Every short line of a refused or partly done write; empty otherwise.
    #[prost(message, repeated, tag = "6")]
    pub shortages: Vec<Shortage>,
    /// Facts of a refusal by name: `field`, `value`, `limit`, `currentState`, `sku`, `warehouse`, `kind`, `method`, `retryAfterMs`.
    #[prost(btree_map = "string, string", tag = "7")]
    pub details: std::collections::BTreeMap<String, String>,
    /// The trace under which the server logged the call.
    #[prost(string, optional, tag = "8")]
    pub trace_id: Option<String>,
}

impl Item for contract::Reply<Vec<contract::Fit>> {
    type Proto = FitListReply;

    fn to_proto(&self) -> FitListReply {
        FitListReply {
            code: Field::to_proto(&self.code),
            message: Field::to_proto(&self.message),
            retryable: Field::to_proto(&self.retryable),
            advice: Field::to_proto(&self.advice),
            shortages: Field::to_proto(&self.shortages),
            details: Field::to_proto(&self.details),
            trace_id: Field::to_proto(&self.trace_id),
            data: self.data.as_ref().map(Field::to_proto).unwrap_or_default(),
        }
    }

    fn from_proto(proto: FitListReply) -> Self {
        Self {
            data: super::list_of_reply(proto.code.as_deref(), proto.data),
            code: Field::from_proto(proto.code),
            message: Field::from_proto(proto.message),
            retryable: Field::from_proto(proto.retryable),
            advice: Field::from_proto(proto.advice),
            shortages: Field::from_proto(proto.shortages),
            details: Field::from_proto(proto.details),
            trace_id: Field::from_proto(proto.trace_id),
            ..Default::default()
        }
    }
}

/// Asks whether parts fit a vehicle.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct FitReq {
    /// The mall; null means the server's default tenant.
    #[prost(string, optional, tag = "1")]
    pub tenant: Option<String>,
    /// The vehicle; null with a VIN.
    #[prost(string, optional, tag = "2")]
    pub vehicle_id: Option<String>,
    /// The VIN, 17 characters; null with a vehicle.
    #[prost(string, optional, tag = "3")]
    pub vin: Option<String>,
    /// The parts, 1 to 200.
    #[prost(string, repeated, tag = "4")]
    pub skus: Vec<String>,
    /// The place on the vehicle, for example `FRONT_LEFT`; null means any.
    #[prost(string, optional, tag = "5")]
    pub position: Option<String>,
}

impl Item for contract::FitReq {
    type Proto = FitReq;

    fn to_proto(&self) -> FitReq {
        FitReq {
            tenant: Field::to_proto(&self.tenant),
            vehicle_id: Field::to_proto(&self.vehicle_id),
            vin: Field::to_proto(&self.vin),
            skus: Field::to_proto(&self.skus),
            position: Field::to_proto(&self.position),
        }
    }

    fn from_proto(proto: FitReq) -> Self {
        Self {
            tenant: Field::from_proto(proto.tenant),
            vehicle_id: Field::from_proto(proto.vehicle_id),
            vin: Field::from_proto(proto.vin),
            skus: Field::from_proto(proto.skus),
            position: Field::from_proto(proto.position),
            ..Default::default()
        }
    }
}

/// One row of fitment to import.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct FitRow {
    /// The part. Required.
    #[prost(string, optional, tag = "1")]
    pub sku: Option<String>,
    /// Make. Required.
    #[prost(string, optional, tag = "2")]
    pub make: Option<String>,
    /// Model. Required.
    #[prost(string, optional, tag = "3")]
    pub model: Option<String>,
    /// First model year; null means no bound.
    #[prost(int32, optional, tag = "4")]
    pub year_from: Option<i32>,
    /// Last model year; null means no bound.
    #[prost(int32, optional, tag = "5")]
    pub year_to: Option<i32>,
    /// Engine code; null means every engine.
    #[prost(string, optional, tag = "6")]
    pub engine: Option<String>,
    /// The place on the vehicle; null when it does not matter.
    #[prost(string, optional, tag = "7")]
    pub position: Option<String>,
    /// How many the vehicle needs there; null means 1.
    #[prost(int64, optional, tag = "8")]
    pub quantity_per_vehicle: Option<i64>,
    /// Conditions in words.
    #[prost(string, optional, tag = "9")]
    pub note: Option<String>,
}

impl Item for contract::FitRow {
    type Proto = FitRow;

    fn to_proto(&self) -> FitRow {
        FitRow {
            sku: Field::to_proto(&self.sku),
            make: Field::to_proto(&self.make),
            model: Field::to_proto(&self.model),
            year_from: Field::to_proto(&self.year_from),
            year_to: Field::to_proto(&self.year_to),
            engine: Field::to_proto(&self.engine),
            position: Field::to_proto(&self.position),
            quantity_per_vehicle: Field::to_proto(&self.quantity_per_vehicle),
            note: Field::to_proto(&self.note),
        }
    }

    fn from_proto(proto: FitRow) -> Self {
        Self {
            sku: Field::from_proto(proto.sku),
            make: Field::from_proto(proto.make),
            model: Field::from_proto(proto.model),
            year_from: Field::from_proto(proto.year_from),
            year_to: Field::from_proto(proto.year_to),
            engine: Field::from_proto(proto.engine),
            position: Field::from_proto(proto.position),
            quantity_per_vehicle: Field::from_proto(proto.quantity_per_vehicle),
            note: Field::from_proto(proto.note),
            ..Default::default()
        }
    }
}

/// So much of one line to cancel.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct FoCancelLine {
    /// The fulfilment order's line.
    #[prost(int64, tag = "1")]
    pub line_no: i64,
    /// How many, in base units, 1 or more.
    #[prost(int64, tag = "2")]
    pub quantity: i64,
}

impl Item for contract::FoCancelLine {
    type Proto = FoCancelLine;

    fn to_proto(&self) -> FoCancelLine {
        FoCancelLine {
            line_no: Field::to_proto(&self.line_no),
            quantity: Field::to_proto(&self.quantity),
        }
    }

    fn from_proto(proto: FoCancelLine) -> Self {
        Self {
            line_no: Field::from_proto(proto.line_no),
            quantity: Field::from_proto(proto.quantity),
            ..Default::default()
        }
    }
}

/// Cancels what has not shipped yet.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct FoCancelReq {
    /// Who asks, under which key (bizNo = cancel number). Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// The fulfilment order. Required.
    #[prost(string, optional, tag = "2")]
    pub fo_no: Option<String>,
    /// A part only; empty means everything that has not shipped.
    #[prost(message, repeated, tag = "3")]
    pub lines: Vec<FoCancelLine>,
    /// Why, at most 200 characters.
    #[prost(string, optional, tag = "4")]
    pub reason: Option<String>,
    /// Null gives it up, or asks the warehouse once it has begun; true reports that the warehouse stopped; false that it could not.
    #[prost(bool, optional, tag = "5")]
    pub stopped: Option<bool>,
}

impl Item for contract::FoCancelReq {
    type Proto = FoCancelReq;

    fn to_proto(&self) -> FoCancelReq {
        FoCancelReq {
            context: Field::to_proto(&self.context),
            fo_no: Field::to_proto(&self.fo_no),
            lines: Field::to_proto(&self.lines),
            reason: Field::to_proto(&self.reason),
            stopped: Field::to_proto(&self.stopped),
        }
    }

    fn from_proto(proto: FoCancelReq) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            fo_no: Field::from_proto(proto.fo_no),
            lines: Field::from_proto(proto.lines),
            reason: Field::from_proto(proto.reason),
            stopped: Field::from_proto(proto.stopped),
            ..Default::default()
        }
    }
}

/// Creates fulfilment orders for a confirmed reservation, or directly for orders on credit and cash on delivery.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct FoCreateReq {
    /// Who asks, under which key. Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// The order. Required.
    #[prost(string, optional, tag = "2")]
    pub order_no: Option<String>,
    /// The reservation whose stock is used; null allocates directly.
    #[prost(string, optional, tag = "3")]
    pub reservation_no: Option<String>,
    /// The delivery area; null takes the reservation's.
    #[prost(string, optional, tag = "4")]
    pub area_code: Option<String>,
    /// The sales channel; null takes the reservation's.
    #[prost(string, optional, tag = "5")]
    pub channel: Option<String>,
    /// What to allocate directly, 1 to 200 lines; empty with a reservation.
    #[prost(message, repeated, tag = "6")]
    pub lines: Vec<FoLineReq>,
    /// When it was promised to arrive.
    #[prost(int64, optional, tag = "7")]
    pub promise_at: Option<i64>,
    /// Wait for `release` before it is sent to the warehouse.
    #[prost(bool, tag = "8")]
    pub on_hold: bool,
}

impl Item for contract::FoCreateReq {
    type Proto = FoCreateReq;

    fn to_proto(&self) -> FoCreateReq {
        FoCreateReq {
            context: Field::to_proto(&self.context),
            order_no: Field::to_proto(&self.order_no),
            reservation_no: Field::to_proto(&self.reservation_no),
            area_code: Field::to_proto(&self.area_code),
            channel: Field::to_proto(&self.channel),
            lines: Field::to_proto(&self.lines),
            promise_at: Field::to_proto(&self.promise_at),
            on_hold: Field::to_proto(&self.on_hold),
        }
    }

    fn from_proto(proto: FoCreateReq) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            order_no: Field::from_proto(proto.order_no),
            reservation_no: Field::from_proto(proto.reservation_no),
            area_code: Field::from_proto(proto.area_code),
            channel: Field::from_proto(proto.channel),
            lines: Field::from_proto(proto.lines),
            promise_at: Field::from_proto(proto.promise_at),
            on_hold: Field::from_proto(proto.on_hold),
            ..Default::default()
        }
    }
}

/// One line of a fulfilment order; quantities in base units.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct FoLine {
    /// The line's number, from 1.
    #[prost(int64, tag = "1")]
    pub line_no: i64,
    /// The order's line.
    #[prost(int64, tag = "2")]
    pub order_line_no: i64,
    /// The goods' owner.
    #[prost(string, optional, tag = "3")]
    pub owner: Option<String>,
    /// SKU.
    #[prost(string, optional, tag = "4")]
    pub sku: Option<String>,
    /// The pool of origin, to which cancelled units return.
    #[prost(string, optional, tag = "5")]
    pub pool: Option<String>,
    /// Bound to it in all.
    #[prost(int64, tag = "6")]
    pub allocated: i64,
    /// Of it, given up before shipping (cancelled or found short).
    #[prost(int64, tag = "7")]
    pub deallocated: i64,
    /// Picked.
    #[prost(int64, tag = "8")]
    pub picked: i64,
    /// Found short at the shelf.
    #[prost(int64, tag = "9")]
    pub short_picked: i64,
    /// Handed to a carrier.
    #[prost(int64, tag = "10")]
    pub shipped: i64,
    /// Signed for.
    #[prost(int64, tag = "11")]
    pub signed: i64,
    /// Refused or stopped on the way.
    #[prost(int64, tag = "12")]
    pub rejected: i64,
    /// Lost by a carrier.
    #[prost(int64, tag = "13")]
    pub lost: i64,
    /// Returned after signing.
    #[prost(int64, tag = "14")]
    pub returned: i64,
}

impl Item for contract::FoLine {
    type Proto = FoLine;

    fn to_proto(&self) -> FoLine {
        FoLine {
            line_no: Field::to_proto(&self.line_no),
            order_line_no: Field::to_proto(&self.order_line_no),
            owner: Field::to_proto(&self.owner),
            sku: Field::to_proto(&self.sku),
            pool: Field::to_proto(&self.pool),
            allocated: Field::to_proto(&self.allocated),
            deallocated: Field::to_proto(&self.deallocated),
            picked: Field::to_proto(&self.picked),
            short_picked: Field::to_proto(&self.short_picked),
            shipped: Field::to_proto(&self.shipped),
            signed: Field::to_proto(&self.signed),
            rejected: Field::to_proto(&self.rejected),
            lost: Field::to_proto(&self.lost),
            returned: Field::to_proto(&self.returned),
        }
    }

    fn from_proto(proto: FoLine) -> Self {
        Self {
            line_no: Field::from_proto(proto.line_no),
            order_line_no: Field::from_proto(proto.order_line_no),
            owner: Field::from_proto(proto.owner),
            sku: Field::from_proto(proto.sku),
            pool: Field::from_proto(proto.pool),
            allocated: Field::from_proto(proto.allocated),
            deallocated: Field::from_proto(proto.deallocated),
            picked: Field::from_proto(proto.picked),
            short_picked: Field::from_proto(proto.short_picked),
            shipped: Field::from_proto(proto.shipped),
            signed: Field::from_proto(proto.signed),
            rejected: Field::from_proto(proto.rejected),
            lost: Field::from_proto(proto.lost),
            returned: Field::from_proto(proto.returned),
            ..Default::default()
        }
    }
}

/// One line to allocate directly.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct FoLineReq {
    /// The order's line number; null means the position, from 1.
    #[prost(int64, optional, tag = "1")]
    pub line_no: Option<i64>,
    /// SKU or kit. Required.
    #[prost(string, optional, tag = "2")]
    pub sku: Option<String>,
    /// How many, in base units, 1 to 2^40.
    #[prost(int64, tag = "3")]
    pub quantity: i64,
    /// The goods' owner; null means the mall's own goods (`SELF`).
    #[prost(string, optional, tag = "4")]
    pub owner: Option<String>,
    /// The one warehouse it must come from; null lets the stock center choose.
    #[prost(string, optional, tag = "5")]
    pub warehouse: Option<String>,
    /// The one pool it must come from; null means the channel's, then `SHARED` if allowed.
    #[prost(string, optional, tag = "6")]
    pub pool: Option<String>,
}

impl Item for contract::FoLineReq {
    type Proto = FoLineReq;

    fn to_proto(&self) -> FoLineReq {
        FoLineReq {
            line_no: Field::to_proto(&self.line_no),
            sku: Field::to_proto(&self.sku),
            quantity: Field::to_proto(&self.quantity),
            owner: Field::to_proto(&self.owner),
            warehouse: Field::to_proto(&self.warehouse),
            pool: Field::to_proto(&self.pool),
        }
    }

    fn from_proto(proto: FoLineReq) -> Self {
        Self {
            line_no: Field::from_proto(proto.line_no),
            sku: Field::from_proto(proto.sku),
            quantity: Field::from_proto(proto.quantity),
            owner: Field::from_proto(proto.owner),
            warehouse: Field::from_proto(proto.warehouse),
            pool: Field::from_proto(proto.pool),
            ..Default::default()
        }
    }
}

/// Locks free stock, or unlocks it.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct FreezeReq {
    /// Who asks, under which key (bizNo = freeze number). Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// Where. Required.
    #[prost(string, optional, tag = "2")]
    pub warehouse: Option<String>,
    /// What, 1 to 200 lines. Asking for more than is free locks what is free; the answer tells the rest.
    #[prost(message, repeated, tag = "3")]
    pub lines: Vec<StockLine>,
    /// Why, see `FreezeReason`. Required. Locking lots with `RECALL` recalls them: none of them is sold in any warehouse, and what comes back is locked, until
    /// they are unlocked with `RECALL`, which unlocks as much as is locked and lifts the recall; any other reason unlocks nothing of a recalled lot.
    #[prost(string, optional, tag = "4")]
    pub reason: Option<String>,
    /// More words, at most 200 characters.
    #[prost(string, optional, tag = "5")]
    pub remark: Option<String>,
}

impl Item for contract::FreezeReq {
    type Proto = FreezeReq;

    fn to_proto(&self) -> FreezeReq {
        FreezeReq {
            context: Field::to_proto(&self.context),
            warehouse: Field::to_proto(&self.warehouse),
            lines: Field::to_proto(&self.lines),
            reason: Field::to_proto(&self.reason),
            remark: Field::to_proto(&self.remark),
        }
    }

    fn from_proto(proto: FreezeReq) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            warehouse: Field::from_proto(proto.warehouse),
            lines: Field::from_proto(proto.lines),
            reason: Field::from_proto(proto.reason),
            remark: Field::from_proto(proto.remark),
            ..Default::default()
        }
    }
}

/// What one warehouse has to send for one paid order.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct FulfillmentOrder {
    /// Its number.
    #[prost(string, optional, tag = "1")]
    pub fo_no: Option<String>,
    /// The order.
    #[prost(string, optional, tag = "2")]
    pub order_no: Option<String>,
    /// The reservation it came from; null when allocated directly.
    #[prost(string, optional, tag = "3")]
    pub reservation_no: Option<String>,
    /// The site that sends.
    #[prost(string, optional, tag = "4")]
    pub warehouse: Option<String>,
    /// Where it stands, see `FulfillmentState`; derived from the quantities.
    #[prost(string, optional, tag = "5")]
    pub state: Option<String>,
    /// Its lines.
    #[prost(message, repeated, tag = "6")]
    pub lines: Vec<FoLine>,
    /// Its parcels.
    #[prost(message, repeated, tag = "7")]
    pub parcels: Vec<Parcel>,
    /// When it was promised to arrive; null when it was not.
    #[prost(int64, optional, tag = "8")]
    pub promise_at: Option<i64>,
    /// Why it is on hold; null otherwise.
    #[prost(string, optional, tag = "9")]
    pub hold_reason: Option<String>,
    /// When it was made.
    #[prost(int64, optional, tag = "10")]
    pub created_at: Option<i64>,
    /// When it was sent to the warehouse; null before.
    #[prost(int64, optional, tag = "11")]
    pub sent_at: Option<i64>,
    /// When its last unit reached its end; null before.
    #[prost(int64, optional, tag = "12")]
    pub closed_at: Option<i64>,
    /// The voucher this call booked; null when nothing moved.
    #[prost(string, optional, tag = "13")]
    pub voucher_no: Option<String>,
    /// The return this call opened (refusal, interception); null otherwise.
    #[prost(string, optional, tag = "14")]
    pub return_no: Option<String>,
    /// Grows with every change.
    #[prost(int64, tag = "15")]
    pub version: i64,
}

impl Item for contract::FulfillmentOrder {
    type Proto = FulfillmentOrder;

    fn to_proto(&self) -> FulfillmentOrder {
        FulfillmentOrder {
            fo_no: Field::to_proto(&self.fo_no),
            order_no: Field::to_proto(&self.order_no),
            reservation_no: Field::to_proto(&self.reservation_no),
            warehouse: Field::to_proto(&self.warehouse),
            state: Field::to_proto(&self.state),
            lines: Field::to_proto(&self.lines),
            parcels: Field::to_proto(&self.parcels),
            promise_at: Field::to_proto(&self.promise_at),
            hold_reason: Field::to_proto(&self.hold_reason),
            created_at: Field::to_proto(&self.created_at),
            sent_at: Field::to_proto(&self.sent_at),
            closed_at: Field::to_proto(&self.closed_at),
            voucher_no: Field::to_proto(&self.voucher_no),
            return_no: Field::to_proto(&self.return_no),
            version: Field::to_proto(&self.version),
        }
    }

    fn from_proto(proto: FulfillmentOrder) -> Self {
        Self {
            fo_no: Field::from_proto(proto.fo_no),
            order_no: Field::from_proto(proto.order_no),
            reservation_no: Field::from_proto(proto.reservation_no),
            warehouse: Field::from_proto(proto.warehouse),
            state: Field::from_proto(proto.state),
            lines: Field::from_proto(proto.lines),
            parcels: Field::from_proto(proto.parcels),
            promise_at: Field::from_proto(proto.promise_at),
            hold_reason: Field::from_proto(proto.hold_reason),
            created_at: Field::from_proto(proto.created_at),
            sent_at: Field::from_proto(proto.sent_at),
            closed_at: Field::from_proto(proto.closed_at),
            voucher_no: Field::from_proto(proto.voucher_no),
            return_no: Field::from_proto(proto.return_no),
            version: Field::from_proto(proto.version),
            ..Default::default()
        }
    }
}

/// The answer to every call: a code, what the caller should do, and the data.
/// 
/// A refusal is an answer too; an exception means that something broke on the way. Shortages are listed
/// here, and not in the data, so that every refused write tells them in the same place.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct FulfillmentOrderListReply {
    /// The outcome, one of `ResultCode`. `OK`, `OK_DUPLICATE` and `ACCEPTED_PENDING` are successes.
    #[prost(string, optional, tag = "1")]
    pub code: Option<String>,
    /// What was wrong, the value, the limit and the way out; null for a success.
    #[prost(string, optional, tag = "2")]
    pub message: Option<String>,
    /// Whether the same call, with the same key, may be sent again and may then succeed.
    #[prost(bool, tag = "3")]
    pub retryable: bool,
    /// What the caller should do, in English; null for a plain success.
    #[prost(string, optional, tag = "4")]
    pub advice: Option<String>,
    /// The data; null for most refusals. A duplicate carries what the first call answered.
    #[prost(message, repeated, tag = "5")]
    pub data: Vec<FulfillmentOrder>,
    /// Every short line of a refused or partly done write; empty otherwise.
    #[prost(message, repeated, tag = "6")]
    pub shortages: Vec<Shortage>,
    /// Facts of a refusal by name: `field`, `value`, `limit`, `currentState`, `sku`, `warehouse`, `kind`, `method`, `retryAfterMs`.
    #[prost(btree_map = "string, string", tag = "7")]
    pub details: std::collections::BTreeMap<String, String>,
    /// The trace under which the server logged the call.
    #[prost(string, optional, tag = "8")]
    pub trace_id: Option<String>,
}

impl Item for contract::Reply<Vec<contract::FulfillmentOrder>> {
    type Proto = FulfillmentOrderListReply;

    fn to_proto(&self) -> FulfillmentOrderListReply {
        FulfillmentOrderListReply {
            code: Field::to_proto(&self.code),
            message: Field::to_proto(&self.message),
            retryable: Field::to_proto(&self.retryable),
            advice: Field::to_proto(&self.advice),
            shortages: Field::to_proto(&self.shortages),
            details: Field::to_proto(&self.details),
            trace_id: Field::to_proto(&self.trace_id),
            data: self.data.as_ref().map(Field::to_proto).unwrap_or_default(),
        }
    }

    fn from_proto(proto: FulfillmentOrderListReply) -> Self {
        Self {
            data: super::list_of_reply(proto.code.as_deref(), proto.data),
            code: Field::from_proto(proto.code),
            message: Field::from_proto(proto.message),
            retryable: Field::from_proto(proto.retryable),
            advice: Field::from_proto(proto.advice),
            shortages: Field::from_proto(proto.shortages),
            details: Field::from_proto(proto.details),
            trace_id: Field::from_proto(proto.trace_id),
            ..Default::default()
        }
    }
}

/// The answer to every call: a code, what the caller should do, and the data.
/// 
/// A refusal is an answer too; an exception means that something broke on the way. Shortages are listed
/// here, and not in the data, so that every refused write tells them in the same place.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct FulfillmentOrderReply {
    /// The outcome, one of `ResultCode`. `OK`, `OK_DUPLICATE` and `ACCEPTED_PENDING` are successes.
    #[prost(string, optional, tag = "1")]
    pub code: Option<String>,
    /// What was wrong, the value, the limit and the way out; null for a success.
    #[prost(string, optional, tag = "2")]
    pub message: Option<String>,
    /// Whether the same call, with the same key, may be sent again and may then succeed.
    #[prost(bool, tag = "3")]
    pub retryable: bool,
    /// What the caller should do, in English; null for a plain success.
    #[prost(string, optional, tag = "4")]
    pub advice: Option<String>,
    /// The data; null for most refusals. A duplicate carries what the first call answered.
    #[prost(message, optional, tag = "5")]
    pub data: Option<FulfillmentOrder>,
    /// Every short line of a refused or partly done write; empty otherwise.
    #[prost(message, repeated, tag = "6")]
    pub shortages: Vec<Shortage>,
    /// Facts of a refusal by name: `field`, `value`, `limit`, `currentState`, `sku`, `warehouse`, `kind`, `method`, `retryAfterMs`.
    #[prost(btree_map = "string, string", tag = "7")]
    pub details: std::collections::BTreeMap<String, String>,
    /// The trace under which the server logged the call.
    #[prost(string, optional, tag = "8")]
    pub trace_id: Option<String>,
}

impl Item for contract::Reply<contract::FulfillmentOrder> {
    type Proto = FulfillmentOrderReply;

    fn to_proto(&self) -> FulfillmentOrderReply {
        FulfillmentOrderReply {
            code: Field::to_proto(&self.code),
            message: Field::to_proto(&self.message),
            retryable: Field::to_proto(&self.retryable),
            advice: Field::to_proto(&self.advice),
            shortages: Field::to_proto(&self.shortages),
            details: Field::to_proto(&self.details),
            trace_id: Field::to_proto(&self.trace_id),
            data: Field::to_proto(&self.data),
        }
    }

    fn from_proto(proto: FulfillmentOrderReply) -> Self {
        Self {
            code: Field::from_proto(proto.code),
            message: Field::from_proto(proto.message),
            retryable: Field::from_proto(proto.retryable),
            advice: Field::from_proto(proto.advice),
            shortages: Field::from_proto(proto.shortages),
            details: Field::from_proto(proto.details),
            trace_id: Field::from_proto(proto.trace_id),
            data: Field::from_proto(proto.data),
            ..Default::default()
        }
    }
}

/// What inspection found of one line.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct GradeLine {
    /// The return's line; null for grade `EXTRA`.
    #[prost(int64, optional, tag = "1")]
    pub line_no: Option<i64>,
    /// What was found, see `ReturnGrade`. Required.
    #[prost(string, optional, tag = "2")]
    pub grade: Option<String>,
    /// How many, in base units, 1 or more.
    #[prost(int64, tag = "3")]
    pub quantity: i64,
    /// The SKU that really came, for grades `WRONG_ITEM` and `EXTRA`.
    #[prost(string, optional, tag = "4")]
    pub actual_sku: Option<String>,
    /// The lot; null when the SKU has none.
    #[prost(string, optional, tag = "5")]
    pub lot_no: Option<String>,
    /// In words, at most 200 characters.
    #[prost(string, optional, tag = "6")]
    pub remark: Option<String>,
}

impl Item for contract::GradeLine {
    type Proto = GradeLine;

    fn to_proto(&self) -> GradeLine {
        GradeLine {
            line_no: Field::to_proto(&self.line_no),
            grade: Field::to_proto(&self.grade),
            quantity: Field::to_proto(&self.quantity),
            actual_sku: Field::to_proto(&self.actual_sku),
            lot_no: Field::to_proto(&self.lot_no),
            remark: Field::to_proto(&self.remark),
        }
    }

    fn from_proto(proto: GradeLine) -> Self {
        Self {
            line_no: Field::from_proto(proto.line_no),
            grade: Field::from_proto(proto.grade),
            quantity: Field::from_proto(proto.quantity),
            actual_sku: Field::from_proto(proto.actual_sku),
            lot_no: Field::from_proto(proto.lot_no),
            remark: Field::from_proto(proto.remark),
            ..Default::default()
        }
    }
}

/// The result of inspecting returned goods.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct GradeReq {
    /// Who asks, under which key (bizNo = inspection number). Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// The return. Required.
    #[prost(string, optional, tag = "2")]
    pub return_no: Option<String>,
    /// What was found, 1 to 200 lines; a line may come several times with different grades.
    #[prost(message, repeated, tag = "3")]
    pub lines: Vec<GradeLine>,
    /// Whether nothing more is to be inspected: what is neither graded nor missing is closed.
    #[prost(bool, tag = "4")]
    pub last: bool,
}

impl Item for contract::GradeReq {
    type Proto = GradeReq;

    fn to_proto(&self) -> GradeReq {
        GradeReq {
            context: Field::to_proto(&self.context),
            return_no: Field::to_proto(&self.return_no),
            lines: Field::to_proto(&self.lines),
            last: Field::to_proto(&self.last),
        }
    }

    fn from_proto(proto: GradeReq) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            return_no: Field::from_proto(proto.return_no),
            lines: Field::from_proto(proto.lines),
            last: Field::from_proto(proto.last),
            ..Default::default()
        }
    }
}

/// How the server is.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Health {
    /// Over all, see `HealthStatus`.
    #[prost(string, optional, tag = "1")]
    pub status: Option<String>,
    /// The release.
    #[prost(string, optional, tag = "2")]
    pub version: Option<String>,
    /// When it started.
    #[prost(int64, optional, tag = "3")]
    pub started_at: Option<i64>,
    /// The database's clock.
    #[prost(int64, optional, tag = "4")]
    pub now: Option<i64>,
    /// Its parts: database, registry, cache, messages, each module.
    #[prost(message, repeated, tag = "5")]
    pub components: Vec<ComponentHealth>,
    /// The ledger's last sequence.
    #[prost(int64, tag = "6")]
    pub ledger_seq: i64,
    /// Events not sent yet.
    #[prost(int64, tag = "7")]
    pub outbox_pending: i64,
}

impl Item for contract::Health {
    type Proto = Health;

    fn to_proto(&self) -> Health {
        Health {
            status: Field::to_proto(&self.status),
            version: Field::to_proto(&self.version),
            started_at: Field::to_proto(&self.started_at),
            now: Field::to_proto(&self.now),
            components: Field::to_proto(&self.components),
            ledger_seq: Field::to_proto(&self.ledger_seq),
            outbox_pending: Field::to_proto(&self.outbox_pending),
        }
    }

    fn from_proto(proto: Health) -> Self {
        Self {
            status: Field::from_proto(proto.status),
            version: Field::from_proto(proto.version),
            started_at: Field::from_proto(proto.started_at),
            now: Field::from_proto(proto.now),
            components: Field::from_proto(proto.components),
            ledger_seq: Field::from_proto(proto.ledger_seq),
            outbox_pending: Field::from_proto(proto.outbox_pending),
            ..Default::default()
        }
    }
}

/// Arguments of health.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct HealthArguments {
}

/// The answer to every call: a code, what the caller should do, and the data.
/// 
/// A refusal is an answer too; an exception means that something broke on the way. Shortages are listed
/// here, and not in the data, so that every refused write tells them in the same place.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct HealthReply {
    /// The outcome, one of `ResultCode`. `OK`, `OK_DUPLICATE` and `ACCEPTED_PENDING` are successes.
    #[prost(string, optional, tag = "1")]
    pub code: Option<String>,
    /// What was wrong, the value, the limit and the way out; null for a success.
    #[prost(string, optional, tag = "2")]
    pub message: Option<String>,
    /// Whether the same call, with the same key, may be sent again and may then succeed.
    #[prost(bool, tag = "3")]
    pub retryable: bool,
    /// What the caller should do, in English; null for a plain success.
    #[prost(string, optional, tag = "4")]
    pub advice: Option<String>,
    /// The data; null for most refusals. A duplicate carries what the first call answered.
    #[prost(message, optional, tag = "5")]
    pub data: Option<Health>,
    /// Every short line of a refused or partly done write; empty otherwise.
    #[prost(message, repeated, tag = "6")]
    pub shortages: Vec<Shortage>,
    /// Facts of a refusal by name: `field`, `value`, `limit`, `currentState`, `sku`, `warehouse`, `kind`, `method`, `retryAfterMs`.
    #[prost(btree_map = "string, string", tag = "7")]
    pub details: std::collections::BTreeMap<String, String>,
    /// The trace under which the server logged the call.
    #[prost(string, optional, tag = "8")]
    pub trace_id: Option<String>,
}

impl Item for contract::Reply<contract::Health> {
    type Proto = HealthReply;

    fn to_proto(&self) -> HealthReply {
        HealthReply {
            code: Field::to_proto(&self.code),
            message: Field::to_proto(&self.message),
            retryable: Field::to_proto(&self.retryable),
            advice: Field::to_proto(&self.advice),
            shortages: Field::to_proto(&self.shortages),
            details: Field::to_proto(&self.details),
            trace_id: Field::to_proto(&self.trace_id),
            data: Field::to_proto(&self.data),
        }
    }

    fn from_proto(proto: HealthReply) -> Self {
        Self {
            code: Field::from_proto(proto.code),
            message: Field::from_proto(proto.message),
            retryable: Field::from_proto(proto.retryable),
            advice: Field::from_proto(proto.advice),
            shortages: Field::from_proto(proto.shortages),
            details: Field::from_proto(proto.details),
            trace_id: Field::from_proto(proto.trace_id),
            data: Field::from_proto(proto.data),
            ..Default::default()
        }
    }
}

/// Holds a fulfilment order back before it ships.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct HoldReq {
    /// Who asks, under which key. Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// The fulfilment order. Required.
    #[prost(string, optional, tag = "2")]
    pub fo_no: Option<String>,
    /// Why, at most 200 characters. Required.
    #[prost(string, optional, tag = "3")]
    pub reason: Option<String>,
}

impl Item for contract::HoldReq {
    type Proto = HoldReq;

    fn to_proto(&self) -> HoldReq {
        HoldReq {
            context: Field::to_proto(&self.context),
            fo_no: Field::to_proto(&self.fo_no),
            reason: Field::to_proto(&self.reason),
        }
    }

    fn from_proto(proto: HoldReq) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            fo_no: Field::from_proto(proto.fo_no),
            reason: Field::from_proto(proto.reason),
            ..Default::default()
        }
    }
}

/// How orders may hold a SKU: against hoarding, under scarcity, and for stock so deep that it is taken only when paid.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct HoldRuleReq {
    /// Who sets it, under which key. Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// SKU; null sets the rule of every SKU without one of its own.
    #[prost(string, optional, tag = "2")]
    pub sku: Option<String>,
    /// Most base units that one buyer may hold unpaid; more is refused with `BUYER_HOLD_LIMIT`. Null means no limit.
    #[prost(int64, optional, tag = "3")]
    pub buyer_limit: Option<i64>,
    /// The SKU is scarce when no more than so many base units can be sold to the order; null means never.
    #[prost(int64, optional, tag = "4")]
    pub scarce_below: Option<i64>,
    /// While it is scarce, a hold lasts so many seconds at most, 5 to 14400; null means 90. Needs `scarceBelow`.
    #[prost(int32, optional, tag = "5")]
    pub scarce_seconds: Option<i32>,
    /// Hold nothing until the payment: preOccupy only checks, confirm takes the stock and answers `LATE_PAY_NO_STOCK` (refund) when it is gone.
    #[prost(bool, tag = "6")]
    pub occupy_on_pay: bool,
    /// Remove the rule instead.
    #[prost(bool, tag = "7")]
    pub remove: bool,
    /// Only check, and tell in `details` what would change.
    #[prost(bool, tag = "8")]
    pub dry_run: bool,
}

impl Item for contract::HoldRuleReq {
    type Proto = HoldRuleReq;

    fn to_proto(&self) -> HoldRuleReq {
        HoldRuleReq {
            context: Field::to_proto(&self.context),
            sku: Field::to_proto(&self.sku),
            buyer_limit: Field::to_proto(&self.buyer_limit),
            scarce_below: Field::to_proto(&self.scarce_below),
            scarce_seconds: Field::to_proto(&self.scarce_seconds),
            occupy_on_pay: Field::to_proto(&self.occupy_on_pay),
            remove: Field::to_proto(&self.remove),
            dry_run: Field::to_proto(&self.dry_run),
        }
    }

    fn from_proto(proto: HoldRuleReq) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            sku: Field::from_proto(proto.sku),
            buyer_limit: Field::from_proto(proto.buyer_limit),
            scarce_below: Field::from_proto(proto.scarce_below),
            scarce_seconds: Field::from_proto(proto.scarce_seconds),
            occupy_on_pay: Field::from_proto(proto.occupy_on_pay),
            remove: Field::from_proto(proto.remove),
            dry_run: Field::from_proto(proto.dry_run),
            ..Default::default()
        }
    }
}

/// A document that holds units.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Holder {
    /// Kind of document, see `DocumentKind`.
    #[prost(string, optional, tag = "1")]
    pub kind: Option<String>,
    /// Its number.
    #[prost(string, optional, tag = "2")]
    pub document_no: Option<String>,
    /// The order; null when it is not about one.
    #[prost(string, optional, tag = "3")]
    pub order_no: Option<String>,
    /// Where.
    #[prost(string, optional, tag = "4")]
    pub warehouse: Option<String>,
    /// Pool.
    #[prost(string, optional, tag = "5")]
    pub pool: Option<String>,
    /// Bucket, see `Bucket`.
    #[prost(string, optional, tag = "6")]
    pub bucket: Option<String>,
    /// How many, in base units.
    #[prost(int64, tag = "7")]
    pub quantity: i64,
    /// Since when.
    #[prost(int64, optional, tag = "8")]
    pub since: Option<i64>,
    /// Until when; null when it does not run out.
    #[prost(int64, optional, tag = "9")]
    pub until: Option<i64>,
}

impl Item for contract::Holder {
    type Proto = Holder;

    fn to_proto(&self) -> Holder {
        Holder {
            kind: Field::to_proto(&self.kind),
            document_no: Field::to_proto(&self.document_no),
            order_no: Field::to_proto(&self.order_no),
            warehouse: Field::to_proto(&self.warehouse),
            pool: Field::to_proto(&self.pool),
            bucket: Field::to_proto(&self.bucket),
            quantity: Field::to_proto(&self.quantity),
            since: Field::to_proto(&self.since),
            until: Field::to_proto(&self.until),
        }
    }

    fn from_proto(proto: Holder) -> Self {
        Self {
            kind: Field::from_proto(proto.kind),
            document_no: Field::from_proto(proto.document_no),
            order_no: Field::from_proto(proto.order_no),
            warehouse: Field::from_proto(proto.warehouse),
            pool: Field::from_proto(proto.pool),
            bucket: Field::from_proto(proto.bucket),
            quantity: Field::from_proto(proto.quantity),
            since: Field::from_proto(proto.since),
            until: Field::from_proto(proto.until),
            ..Default::default()
        }
    }
}

/// Sets how writes of a hot SKU are served.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct HotReq {
    /// Who sets it, under which key. Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// SKU. Required.
    #[prost(string, optional, tag = "2")]
    pub sku: Option<String>,
    /// Where; null means every warehouse.
    #[prost(string, optional, tag = "3")]
    pub warehouse: Option<String>,
    /// Pool; null means `SHARED`.
    #[prost(string, optional, tag = "4")]
    pub pool: Option<String>,
    /// How, see `HotMode`. Required.
    #[prost(string, optional, tag = "5")]
    pub mode: Option<String>,
    /// Rows to split the free stock over, for `SHARDS`, which no release serves yet.
    #[prost(int32, optional, tag = "6")]
    pub shards: Option<i32>,
    /// Most units to accept by the buffer, in base units, for `BUFFERED`, which no release serves yet.
    #[prost(int64, optional, tag = "7")]
    pub quota: Option<i64>,
    /// Go back by itself then; null means never.
    #[prost(int64, optional, tag = "8")]
    pub until: Option<i64>,
    /// Only check, and tell in `details` what would change.
    #[prost(bool, tag = "9")]
    pub dry_run: bool,
}

impl Item for contract::HotReq {
    type Proto = HotReq;

    fn to_proto(&self) -> HotReq {
        HotReq {
            context: Field::to_proto(&self.context),
            sku: Field::to_proto(&self.sku),
            warehouse: Field::to_proto(&self.warehouse),
            pool: Field::to_proto(&self.pool),
            mode: Field::to_proto(&self.mode),
            shards: Field::to_proto(&self.shards),
            quota: Field::to_proto(&self.quota),
            until: Field::to_proto(&self.until),
            dry_run: Field::to_proto(&self.dry_run),
        }
    }

    fn from_proto(proto: HotReq) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            sku: Field::from_proto(proto.sku),
            warehouse: Field::from_proto(proto.warehouse),
            pool: Field::from_proto(proto.pool),
            mode: Field::from_proto(proto.mode),
            shards: Field::from_proto(proto.shards),
            quota: Field::from_proto(proto.quota),
            until: Field::from_proto(proto.until),
            dry_run: Field::from_proto(proto.dry_run),
            ..Default::default()
        }
    }
}

/// Why a row of an import was refused.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ImportProblem {
    /// Which list: `parts`, `fits` or `relations`.
    #[prost(string, optional, tag = "1")]
    pub list: Option<String>,
    /// Position in the list, from 1.
    #[prost(int32, tag = "2")]
    pub row: i32,
    /// The field.
    #[prost(string, optional, tag = "3")]
    pub field: Option<String>,
    /// Its value.
    #[prost(string, optional, tag = "4")]
    pub value: Option<String>,
    /// What is wrong, and the way out.
    #[prost(string, optional, tag = "5")]
    pub reason: Option<String>,
}

impl Item for contract::ImportProblem {
    type Proto = ImportProblem;

    fn to_proto(&self) -> ImportProblem {
        ImportProblem {
            list: Field::to_proto(&self.list),
            row: Field::to_proto(&self.row),
            field: Field::to_proto(&self.field),
            value: Field::to_proto(&self.value),
            reason: Field::to_proto(&self.reason),
        }
    }

    fn from_proto(proto: ImportProblem) -> Self {
        Self {
            list: Field::from_proto(proto.list),
            row: Field::from_proto(proto.row),
            field: Field::from_proto(proto.field),
            value: Field::from_proto(proto.value),
            reason: Field::from_proto(proto.reason),
            ..Default::default()
        }
    }
}

/// What an import did.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ImportReport {
    /// Whether it was only checked.
    #[prost(bool, tag = "1")]
    pub dry_run: bool,
    /// Rows taken over.
    #[prost(int32, tag = "2")]
    pub accepted: i32,
    /// Rows refused; with any, nothing is taken over.
    #[prost(int32, tag = "3")]
    pub rejected: i32,
    /// The first 100 problems.
    #[prost(message, repeated, tag = "4")]
    pub problems: Vec<ImportProblem>,
}

impl Item for contract::ImportReport {
    type Proto = ImportReport;

    fn to_proto(&self) -> ImportReport {
        ImportReport {
            dry_run: Field::to_proto(&self.dry_run),
            accepted: Field::to_proto(&self.accepted),
            rejected: Field::to_proto(&self.rejected),
            problems: Field::to_proto(&self.problems),
        }
    }

    fn from_proto(proto: ImportReport) -> Self {
        Self {
            dry_run: Field::from_proto(proto.dry_run),
            accepted: Field::from_proto(proto.accepted),
            rejected: Field::from_proto(proto.rejected),
            problems: Field::from_proto(proto.problems),
            ..Default::default()
        }
    }
}

/// The answer to every call: a code, what the caller should do, and the data.
/// 
/// A refusal is an answer too; an exception means that something broke on the way. Shortages are listed
/// here, and not in the data, so that every refused write tells them in the same place.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ImportReportReply {
    /// The outcome, one of `ResultCode`. `OK`, `OK_DUPLICATE` and `ACCEPTED_PENDING` are successes.
    #[prost(string, optional, tag = "1")]
    pub code: Option<String>,
    /// What was wrong, the value, the limit and the way out; null for a success.
    #[prost(string, optional, tag = "2")]
    pub message: Option<String>,
    /// Whether the same call, with the same key, may be sent again and may then succeed.
    #[prost(bool, tag = "3")]
    pub retryable: bool,
    /// What the caller should do, in English; null for a plain success.
    #[prost(string, optional, tag = "4")]
    pub advice: Option<String>,
    /// The data; null for most refusals. A duplicate carries what the first call answered.
    #[prost(message, optional, tag = "5")]
    pub data: Option<ImportReport>,
    /// Every short line of a refused or partly done write; empty otherwise.
    #[prost(message, repeated, tag = "6")]
    pub shortages: Vec<Shortage>,
    /// Facts of a refusal by name: `field`, `value`, `limit`, `currentState`, `sku`, `warehouse`, `kind`, `method`, `retryAfterMs`.
    #[prost(btree_map = "string, string", tag = "7")]
    pub details: std::collections::BTreeMap<String, String>,
    /// The trace under which the server logged the call.
    #[prost(string, optional, tag = "8")]
    pub trace_id: Option<String>,
}

impl Item for contract::Reply<contract::ImportReport> {
    type Proto = ImportReportReply;

    fn to_proto(&self) -> ImportReportReply {
        ImportReportReply {
            code: Field::to_proto(&self.code),
            message: Field::to_proto(&self.message),
            retryable: Field::to_proto(&self.retryable),
            advice: Field::to_proto(&self.advice),
            shortages: Field::to_proto(&self.shortages),
            details: Field::to_proto(&self.details),
            trace_id: Field::to_proto(&self.trace_id),
            data: Field::to_proto(&self.data),
        }
    }

    fn from_proto(proto: ImportReportReply) -> Self {
        Self {
            code: Field::from_proto(proto.code),
            message: Field::from_proto(proto.message),
            retryable: Field::from_proto(proto.retryable),
            advice: Field::from_proto(proto.advice),
            shortages: Field::from_proto(proto.shortages),
            details: Field::from_proto(proto.details),
            trace_id: Field::from_proto(proto.trace_id),
            data: Field::from_proto(proto.data),
            ..Default::default()
        }
    }
}

/// Goods received from a supplier; also the opening stock.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct InboundReq {
    /// Who asks, under which key (bizNo = receipt number). Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// The announcement it belongs to; null when none was sent.
    #[prost(string, optional, tag = "2")]
    pub asn_no: Option<String>,
    /// Where it arrived. Required.
    #[prost(string, optional, tag = "3")]
    pub warehouse: Option<String>,
    /// Whether it must be inspected before it can be sold: true books to qc_hold, false to available.
    #[prost(bool, tag = "4")]
    pub inspect_first: bool,
    /// What arrived, 1 to 200 lines. More than was announced is booked all the same.
    #[prost(message, repeated, tag = "5")]
    pub lines: Vec<StockLine>,
    /// With an asnNo: nothing more will come of the announcement; what is missing is no longer incoming.
    #[prost(bool, tag = "6")]
    pub last_receipt: bool,
    /// Of goods that were sold before they were there, when the rest is expected; null means as other announcements of them say. Presale orders that go on
    /// waiting are told (`promise.changed`).
    #[prost(int64, optional, tag = "7")]
    pub rest_expected_at: Option<i64>,
}

impl Item for contract::InboundReq {
    type Proto = InboundReq;

    fn to_proto(&self) -> InboundReq {
        InboundReq {
            context: Field::to_proto(&self.context),
            asn_no: Field::to_proto(&self.asn_no),
            warehouse: Field::to_proto(&self.warehouse),
            inspect_first: Field::to_proto(&self.inspect_first),
            lines: Field::to_proto(&self.lines),
            last_receipt: Field::to_proto(&self.last_receipt),
            rest_expected_at: Field::to_proto(&self.rest_expected_at),
        }
    }

    fn from_proto(proto: InboundReq) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            asn_no: Field::from_proto(proto.asn_no),
            warehouse: Field::from_proto(proto.warehouse),
            inspect_first: Field::from_proto(proto.inspect_first),
            lines: Field::from_proto(proto.lines),
            last_receipt: Field::from_proto(proto.last_receipt),
            rest_expected_at: Field::from_proto(proto.rest_expected_at),
            ..Default::default()
        }
    }
}

/// The result of an inspection of what lies in qc_hold.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct InspectReq {
    /// Who asks, under which key (bizNo = inspection number). Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// Where. Required.
    #[prost(string, optional, tag = "2")]
    pub warehouse: Option<String>,
    /// Good: to available.
    #[prost(message, repeated, tag = "3")]
    pub passed: Vec<StockLine>,
    /// Bad: to defective. Passed and failed together have 1 to 200 lines.
    #[prost(message, repeated, tag = "4")]
    pub failed: Vec<StockLine>,
    /// What was found, at most 200 characters.
    #[prost(string, optional, tag = "5")]
    pub remark: Option<String>,
}

impl Item for contract::InspectReq {
    type Proto = InspectReq;

    fn to_proto(&self) -> InspectReq {
        InspectReq {
            context: Field::to_proto(&self.context),
            warehouse: Field::to_proto(&self.warehouse),
            passed: Field::to_proto(&self.passed),
            failed: Field::to_proto(&self.failed),
            remark: Field::to_proto(&self.remark),
        }
    }

    fn from_proto(proto: InspectReq) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            warehouse: Field::from_proto(proto.warehouse),
            passed: Field::from_proto(proto.passed),
            failed: Field::from_proto(proto.failed),
            remark: Field::from_proto(proto.remark),
            ..Default::default()
        }
    }
}

/// Stops a parcel on its way, or reports that it was stopped or could not be.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct InterceptReq {
    /// Who asks, under which key (bizNo = parcel number). Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// The fulfilment order. Required.
    #[prost(string, optional, tag = "2")]
    pub fo_no: Option<String>,
    /// The parcel. Required.
    #[prost(string, optional, tag = "3")]
    pub parcel_no: Option<String>,
    /// Null asks the carrier; true reports that it was stopped; false that it could not be.
    #[prost(bool, optional, tag = "4")]
    pub stopped: Option<bool>,
    /// Why, at most 200 characters.
    #[prost(string, optional, tag = "5")]
    pub reason: Option<String>,
}

impl Item for contract::InterceptReq {
    type Proto = InterceptReq;

    fn to_proto(&self) -> InterceptReq {
        InterceptReq {
            context: Field::to_proto(&self.context),
            fo_no: Field::to_proto(&self.fo_no),
            parcel_no: Field::to_proto(&self.parcel_no),
            stopped: Field::to_proto(&self.stopped),
            reason: Field::to_proto(&self.reason),
        }
    }

    fn from_proto(proto: InterceptReq) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            fo_no: Field::from_proto(proto.fo_no),
            parcel_no: Field::from_proto(proto.parcel_no),
            stopped: Field::from_proto(proto.stopped),
            reason: Field::from_proto(proto.reason),
            ..Default::default()
        }
    }
}

/// Arguments of interchange.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct InterchangeArguments {
    /// The SKU or OE number.
    #[prost(string, optional, tag = "1")]
    pub sku_or_oe: Option<String>,
}

/// One component of a kit.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct KitComponent {
    /// The component; never a kit itself.
    #[prost(string, optional, tag = "1")]
    pub sku: Option<String>,
    /// How many base units go into one kit, 1 or more.
    #[prost(int64, tag = "2")]
    pub ratio: i64,
}

impl Item for contract::KitComponent {
    type Proto = KitComponent;

    fn to_proto(&self) -> KitComponent {
        KitComponent {
            sku: Field::to_proto(&self.sku),
            ratio: Field::to_proto(&self.ratio),
        }
    }

    fn from_proto(proto: KitComponent) -> Self {
        Self {
            sku: Field::from_proto(proto.sku),
            ratio: Field::from_proto(proto.ratio),
            ..Default::default()
        }
    }
}

/// Which ledger rows to read. Every filter that is given must match; at least a SKU, a voucher, an order or a sequence range is required.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct LedgerQuery {
    /// The mall; null means the server's default tenant.
    #[prost(string, optional, tag = "1")]
    pub tenant: Option<String>,
    /// The goods' owner.
    #[prost(string, optional, tag = "2")]
    pub owner: Option<String>,
    /// SKU.
    #[prost(string, optional, tag = "3")]
    pub sku: Option<String>,
    /// Where.
    #[prost(string, optional, tag = "4")]
    pub warehouse: Option<String>,
    /// Pool.
    #[prost(string, optional, tag = "5")]
    pub pool: Option<String>,
    /// Rows that touch this bucket, see `Bucket`.
    #[prost(string, optional, tag = "6")]
    pub bucket: Option<String>,
    /// Rows of this kind, see `Movement`.
    #[prost(string, optional, tag = "7")]
    pub movement: Option<String>,
    /// Rows of this voucher.
    #[prost(string, optional, tag = "8")]
    pub voucher_no: Option<String>,
    /// Rows of this order.
    #[prost(string, optional, tag = "9")]
    pub order_no: Option<String>,
    /// From this sequence on, inclusive.
    #[prost(int64, optional, tag = "10")]
    pub from_seq: Option<i64>,
    /// Up to this sequence, inclusive.
    #[prost(int64, optional, tag = "11")]
    pub to_seq: Option<i64>,
    /// Booked at or after.
    #[prost(int64, optional, tag = "12")]
    pub booked_from: Option<i64>,
    /// Booked before.
    #[prost(int64, optional, tag = "13")]
    pub booked_to: Option<i64>,
    /// Newest first; false reads in the order of booking.
    #[prost(bool, tag = "14")]
    pub newest_first: bool,
    /// `nextCursor` of the page before; null for the first page.
    #[prost(string, optional, tag = "15")]
    pub cursor: Option<String>,
    /// Rows per page, 1 to 500; null means 100.
    #[prost(int32, optional, tag = "16")]
    pub limit: Option<i32>,
}

impl Item for contract::LedgerQuery {
    type Proto = LedgerQuery;

    fn to_proto(&self) -> LedgerQuery {
        LedgerQuery {
            tenant: Field::to_proto(&self.tenant),
            owner: Field::to_proto(&self.owner),
            sku: Field::to_proto(&self.sku),
            warehouse: Field::to_proto(&self.warehouse),
            pool: Field::to_proto(&self.pool),
            bucket: Field::to_proto(&self.bucket),
            movement: Field::to_proto(&self.movement),
            voucher_no: Field::to_proto(&self.voucher_no),
            order_no: Field::to_proto(&self.order_no),
            from_seq: Field::to_proto(&self.from_seq),
            to_seq: Field::to_proto(&self.to_seq),
            booked_from: Field::to_proto(&self.booked_from),
            booked_to: Field::to_proto(&self.booked_to),
            newest_first: Field::to_proto(&self.newest_first),
            cursor: Field::to_proto(&self.cursor),
            limit: Field::to_proto(&self.limit),
        }
    }

    fn from_proto(proto: LedgerQuery) -> Self {
        Self {
            tenant: Field::from_proto(proto.tenant),
            owner: Field::from_proto(proto.owner),
            sku: Field::from_proto(proto.sku),
            warehouse: Field::from_proto(proto.warehouse),
            pool: Field::from_proto(proto.pool),
            bucket: Field::from_proto(proto.bucket),
            movement: Field::from_proto(proto.movement),
            voucher_no: Field::from_proto(proto.voucher_no),
            order_no: Field::from_proto(proto.order_no),
            from_seq: Field::from_proto(proto.from_seq),
            to_seq: Field::from_proto(proto.to_seq),
            booked_from: Field::from_proto(proto.booked_from),
            booked_to: Field::from_proto(proto.booked_to),
            newest_first: Field::from_proto(proto.newest_first),
            cursor: Field::from_proto(proto.cursor),
            limit: Field::from_proto(proto.limit),
            ..Default::default()
        }
    }
}

/// One leg of a voucher in the ledger. Never changed, never deleted.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct LedgerRow {
    /// Its sequence; grows along every account.
    #[prost(int64, tag = "1")]
    pub seq: i64,
    /// The voucher it belongs to.
    #[prost(string, optional, tag = "2")]
    pub voucher_no: Option<String>,
    /// Position in the voucher, from 1.
    #[prost(int32, tag = "3")]
    pub leg_no: i32,
    /// The kind of movement, see `Movement`.
    #[prost(string, optional, tag = "4")]
    pub movement: Option<String>,
    /// The goods' owner.
    #[prost(string, optional, tag = "5")]
    pub owner: Option<String>,
    /// SKU.
    #[prost(string, optional, tag = "6")]
    pub sku: Option<String>,
    /// The lot; null when the SKU has none.
    #[prost(string, optional, tag = "7")]
    pub lot_no: Option<String>,
    /// From where.
    #[prost(string, optional, tag = "8")]
    pub from_warehouse: Option<String>,
    /// From which pool.
    #[prost(string, optional, tag = "9")]
    pub from_pool: Option<String>,
    /// From which bucket, see `Bucket`.
    #[prost(string, optional, tag = "10")]
    pub from_bucket: Option<String>,
    /// What is left in the source after the leg, in base units.
    #[prost(int64, tag = "11")]
    pub from_after: i64,
    /// To where.
    #[prost(string, optional, tag = "12")]
    pub to_warehouse: Option<String>,
    /// To which pool.
    #[prost(string, optional, tag = "13")]
    pub to_pool: Option<String>,
    /// To which bucket, see `Bucket`.
    #[prost(string, optional, tag = "14")]
    pub to_bucket: Option<String>,
    /// What lies in the target after the leg, in base units.
    #[prost(int64, tag = "15")]
    pub to_after: i64,
    /// How many moved, in base units, 1 or more.
    #[prost(int64, tag = "16")]
    pub quantity: i64,
    /// Cost of one base unit in the smallest currency unit (fen), as the receipt told it; null when it did not, and on rows of other movements.
    #[prost(int64, optional, tag = "17")]
    pub unit_cost_minor: Option<i64>,
    /// The order on whose behalf; null otherwise.
    #[prost(string, optional, tag = "18")]
    pub order_no: Option<String>,
    /// The system that wrote.
    #[prost(string, optional, tag = "19")]
    pub source_system: Option<String>,
    /// Its document.
    #[prost(string, optional, tag = "20")]
    pub biz_no: Option<String>,
    /// When it happened, as the caller says; null if he did not.
    #[prost(int64, optional, tag = "21")]
    pub biz_time: Option<i64>,
    /// When it was booked, by the database's clock.
    #[prost(int64, optional, tag = "22")]
    pub book_time: Option<i64>,
    /// The business day it counts for, `yyyy-MM-dd` in Asia/Shanghai.
    #[prost(string, optional, tag = "23")]
    pub biz_date: Option<String>,
    /// Who did it.
    #[prost(string, optional, tag = "24")]
    pub operator: Option<String>,
    /// The trace of the call.
    #[prost(string, optional, tag = "25")]
    pub trace_id: Option<String>,
}

impl Item for contract::LedgerRow {
    type Proto = LedgerRow;

    fn to_proto(&self) -> LedgerRow {
        LedgerRow {
            seq: Field::to_proto(&self.seq),
            voucher_no: Field::to_proto(&self.voucher_no),
            leg_no: Field::to_proto(&self.leg_no),
            movement: Field::to_proto(&self.movement),
            owner: Field::to_proto(&self.owner),
            sku: Field::to_proto(&self.sku),
            lot_no: Field::to_proto(&self.lot_no),
            from_warehouse: Field::to_proto(&self.from_warehouse),
            from_pool: Field::to_proto(&self.from_pool),
            from_bucket: Field::to_proto(&self.from_bucket),
            from_after: Field::to_proto(&self.from_after),
            to_warehouse: Field::to_proto(&self.to_warehouse),
            to_pool: Field::to_proto(&self.to_pool),
            to_bucket: Field::to_proto(&self.to_bucket),
            to_after: Field::to_proto(&self.to_after),
            quantity: Field::to_proto(&self.quantity),
            unit_cost_minor: Field::to_proto(&self.unit_cost_minor),
            order_no: Field::to_proto(&self.order_no),
            source_system: Field::to_proto(&self.source_system),
            biz_no: Field::to_proto(&self.biz_no),
            biz_time: Field::to_proto(&self.biz_time),
            book_time: Field::to_proto(&self.book_time),
            biz_date: Field::to_proto(&self.biz_date),
            operator: Field::to_proto(&self.operator),
            trace_id: Field::to_proto(&self.trace_id),
        }
    }

    fn from_proto(proto: LedgerRow) -> Self {
        Self {
            seq: Field::from_proto(proto.seq),
            voucher_no: Field::from_proto(proto.voucher_no),
            leg_no: Field::from_proto(proto.leg_no),
            movement: Field::from_proto(proto.movement),
            owner: Field::from_proto(proto.owner),
            sku: Field::from_proto(proto.sku),
            lot_no: Field::from_proto(proto.lot_no),
            from_warehouse: Field::from_proto(proto.from_warehouse),
            from_pool: Field::from_proto(proto.from_pool),
            from_bucket: Field::from_proto(proto.from_bucket),
            from_after: Field::from_proto(proto.from_after),
            to_warehouse: Field::from_proto(proto.to_warehouse),
            to_pool: Field::from_proto(proto.to_pool),
            to_bucket: Field::from_proto(proto.to_bucket),
            to_after: Field::from_proto(proto.to_after),
            quantity: Field::from_proto(proto.quantity),
            unit_cost_minor: Field::from_proto(proto.unit_cost_minor),
            order_no: Field::from_proto(proto.order_no),
            source_system: Field::from_proto(proto.source_system),
            biz_no: Field::from_proto(proto.biz_no),
            biz_time: Field::from_proto(proto.biz_time),
            book_time: Field::from_proto(proto.book_time),
            biz_date: Field::from_proto(proto.biz_date),
            operator: Field::from_proto(proto.operator),
            trace_id: Field::from_proto(proto.trace_id),
            ..Default::default()
        }
    }
}

/// One page of a long list.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct LedgerRowPage {
    /// The rows of this page, in the order of the query.
    #[prost(message, repeated, tag = "1")]
    pub items: Vec<LedgerRow>,
    /// Where the next page starts: give it back as `cursor`; null on the last page.
    #[prost(string, optional, tag = "2")]
    pub next_cursor: Option<String>,
    /// How many rows there are in all; null when counting them would cost too much.
    #[prost(int64, optional, tag = "3")]
    pub total: Option<i64>,
}

impl Item for contract::Page<contract::LedgerRow> {
    type Proto = LedgerRowPage;

    fn to_proto(&self) -> LedgerRowPage {
        LedgerRowPage {
            items: Field::to_proto(&self.items),
            next_cursor: Field::to_proto(&self.next_cursor),
            total: Field::to_proto(&self.total),
        }
    }

    fn from_proto(proto: LedgerRowPage) -> Self {
        Self {
            items: Field::from_proto(proto.items),
            next_cursor: Field::from_proto(proto.next_cursor),
            total: Field::from_proto(proto.total),
            ..Default::default()
        }
    }
}

/// The answer to every call: a code, what the caller should do, and the data.
/// 
/// A refusal is an answer too; an exception means that something broke on the way. Shortages are listed
/// here, and not in the data, so that every refused write tells them in the same place.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct LedgerRowPageReply {
    /// The outcome, one of `ResultCode`. `OK`, `OK_DUPLICATE` and `ACCEPTED_PENDING` are successes.
    #[prost(string, optional, tag = "1")]
    pub code: Option<String>,
    /// What was wrong, the value, the limit and the way out; null for a success.
    #[prost(string, optional, tag = "2")]
    pub message: Option<String>,
    /// Whether the same call, with the same key, may be sent again and may then succeed.
    #[prost(bool, tag = "3")]
    pub retryable: bool,
    /// What the caller should do, in English; null for a plain success.
    #[prost(string, optional, tag = "4")]
    pub advice: Option<String>,
    /// The data; null for most refusals. A duplicate carries what the first call answered.
    #[prost(message, optional, tag = "5")]
    pub data: Option<LedgerRowPage>,
    /// Every short line of a refused or partly done write; empty otherwise.
    #[prost(message, repeated, tag = "6")]
    pub shortages: Vec<Shortage>,
    /// Facts of a refusal by name: `field`, `value`, `limit`, `currentState`, `sku`, `warehouse`, `kind`, `method`, `retryAfterMs`.
    #[prost(btree_map = "string, string", tag = "7")]
    pub details: std::collections::BTreeMap<String, String>,
    /// The trace under which the server logged the call.
    #[prost(string, optional, tag = "8")]
    pub trace_id: Option<String>,
}

impl Item for contract::Reply<contract::Page<contract::LedgerRow>> {
    type Proto = LedgerRowPageReply;

    fn to_proto(&self) -> LedgerRowPageReply {
        LedgerRowPageReply {
            code: Field::to_proto(&self.code),
            message: Field::to_proto(&self.message),
            retryable: Field::to_proto(&self.retryable),
            advice: Field::to_proto(&self.advice),
            shortages: Field::to_proto(&self.shortages),
            details: Field::to_proto(&self.details),
            trace_id: Field::to_proto(&self.trace_id),
            data: Field::to_proto(&self.data),
        }
    }

    fn from_proto(proto: LedgerRowPageReply) -> Self {
        Self {
            code: Field::from_proto(proto.code),
            message: Field::from_proto(proto.message),
            retryable: Field::from_proto(proto.retryable),
            advice: Field::from_proto(proto.advice),
            shortages: Field::from_proto(proto.shortages),
            details: Field::from_proto(proto.details),
            trace_id: Field::from_proto(proto.trace_id),
            data: Field::from_proto(proto.data),
            ..Default::default()
        }
    }
}

/// Asks for the lots of a SKU.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct LotQuery {
    /// The mall; null means the server's default tenant.
    #[prost(string, optional, tag = "1")]
    pub tenant: Option<String>,
    /// SKU. Required.
    #[prost(string, optional, tag = "2")]
    pub sku: Option<String>,
    /// Where; null means everywhere.
    #[prost(string, optional, tag = "3")]
    pub warehouse: Option<String>,
    /// The goods' owner; null means every owner.
    #[prost(string, optional, tag = "4")]
    pub owner: Option<String>,
    /// Not older than so many days; null means any.
    #[prost(int32, optional, tag = "5")]
    pub max_age_days: Option<i32>,
}

impl Item for contract::LotQuery {
    type Proto = LotQuery;

    fn to_proto(&self) -> LotQuery {
        LotQuery {
            tenant: Field::to_proto(&self.tenant),
            sku: Field::to_proto(&self.sku),
            warehouse: Field::to_proto(&self.warehouse),
            owner: Field::to_proto(&self.owner),
            max_age_days: Field::to_proto(&self.max_age_days),
        }
    }

    fn from_proto(proto: LotQuery) -> Self {
        Self {
            tenant: Field::from_proto(proto.tenant),
            sku: Field::from_proto(proto.sku),
            warehouse: Field::from_proto(proto.warehouse),
            owner: Field::from_proto(proto.owner),
            max_age_days: Field::from_proto(proto.max_age_days),
            ..Default::default()
        }
    }
}

/// One lot, in base units.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct LotView {
    /// The goods' owner.
    #[prost(string, optional, tag = "1")]
    pub owner: Option<String>,
    /// SKU.
    #[prost(string, optional, tag = "2")]
    pub sku: Option<String>,
    /// Where.
    #[prost(string, optional, tag = "3")]
    pub warehouse: Option<String>,
    /// The lot.
    #[prost(string, optional, tag = "4")]
    pub lot_no: Option<String>,
    /// Good and free.
    #[prost(int64, tag = "5")]
    pub available: i64,
    /// Bound to paid orders.
    #[prost(int64, tag = "6")]
    pub allocated: i64,
    /// Locked.
    #[prost(int64, tag = "7")]
    pub frozen: i64,
    /// Not inspected yet.
    #[prost(int64, tag = "8")]
    pub qc_hold: i64,
    /// Failed inspection.
    #[prost(int64, tag = "9")]
    pub defective: i64,
    /// When it was made.
    #[prost(int64, optional, tag = "10")]
    pub produced_at: Option<i64>,
    /// The tyre's DOT week, `WWYY`; null for other goods.
    #[prost(string, optional, tag = "11")]
    pub dot_week: Option<String>,
    /// When it was received.
    #[prost(int64, optional, tag = "12")]
    pub received_at: Option<i64>,
    /// When it expires.
    #[prost(int64, optional, tag = "13")]
    pub expires_at: Option<i64>,
    /// Its age in days; null when not known.
    #[prost(int32, optional, tag = "14")]
    pub age_days: Option<i32>,
    /// Its turn in picking, from 1: first expired, first out.
    #[prost(int32, tag = "15")]
    pub pick_order: i32,
}

impl Item for contract::LotView {
    type Proto = LotView;

    fn to_proto(&self) -> LotView {
        LotView {
            owner: Field::to_proto(&self.owner),
            sku: Field::to_proto(&self.sku),
            warehouse: Field::to_proto(&self.warehouse),
            lot_no: Field::to_proto(&self.lot_no),
            available: Field::to_proto(&self.available),
            allocated: Field::to_proto(&self.allocated),
            frozen: Field::to_proto(&self.frozen),
            qc_hold: Field::to_proto(&self.qc_hold),
            defective: Field::to_proto(&self.defective),
            produced_at: Field::to_proto(&self.produced_at),
            dot_week: Field::to_proto(&self.dot_week),
            received_at: Field::to_proto(&self.received_at),
            expires_at: Field::to_proto(&self.expires_at),
            age_days: Field::to_proto(&self.age_days),
            pick_order: Field::to_proto(&self.pick_order),
        }
    }

    fn from_proto(proto: LotView) -> Self {
        Self {
            owner: Field::from_proto(proto.owner),
            sku: Field::from_proto(proto.sku),
            warehouse: Field::from_proto(proto.warehouse),
            lot_no: Field::from_proto(proto.lot_no),
            available: Field::from_proto(proto.available),
            allocated: Field::from_proto(proto.allocated),
            frozen: Field::from_proto(proto.frozen),
            qc_hold: Field::from_proto(proto.qc_hold),
            defective: Field::from_proto(proto.defective),
            produced_at: Field::from_proto(proto.produced_at),
            dot_week: Field::from_proto(proto.dot_week),
            received_at: Field::from_proto(proto.received_at),
            expires_at: Field::from_proto(proto.expires_at),
            age_days: Field::from_proto(proto.age_days),
            pick_order: Field::from_proto(proto.pick_order),
            ..Default::default()
        }
    }
}

/// The answer to every call: a code, what the caller should do, and the data.
/// 
/// A refusal is an answer too; an exception means that something broke on the way. Shortages are listed
/// here, and not in the data, so that every refused write tells them in the same place.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct LotViewListReply {
    /// The outcome, one of `ResultCode`. `OK`, `OK_DUPLICATE` and `ACCEPTED_PENDING` are successes.
    #[prost(string, optional, tag = "1")]
    pub code: Option<String>,
    /// What was wrong, the value, the limit and the way out; null for a success.
    #[prost(string, optional, tag = "2")]
    pub message: Option<String>,
    /// Whether the same call, with the same key, may be sent again and may then succeed.
    #[prost(bool, tag = "3")]
    pub retryable: bool,
    /// What the caller should do, in English; null for a plain success.
    #[prost(string, optional, tag = "4")]
    pub advice: Option<String>,
    /// The data; null for most refusals. A duplicate carries what the first call answered.
    #[prost(message, repeated, tag = "5")]
    pub data: Vec<LotView>,
    /// Every short line of a refused or partly done write; empty otherwise.
    #[prost(message, repeated, tag = "6")]
    pub shortages: Vec<Shortage>,
    /// Facts of a refusal by name: `field`, `value`, `limit`, `currentState`, `sku`, `warehouse`, `kind`, `method`, `retryAfterMs`.
    #[prost(btree_map = "string, string", tag = "7")]
    pub details: std::collections::BTreeMap<String, String>,
    /// The trace under which the server logged the call.
    #[prost(string, optional, tag = "8")]
    pub trace_id: Option<String>,
}

impl Item for contract::Reply<Vec<contract::LotView>> {
    type Proto = LotViewListReply;

    fn to_proto(&self) -> LotViewListReply {
        LotViewListReply {
            code: Field::to_proto(&self.code),
            message: Field::to_proto(&self.message),
            retryable: Field::to_proto(&self.retryable),
            advice: Field::to_proto(&self.advice),
            shortages: Field::to_proto(&self.shortages),
            details: Field::to_proto(&self.details),
            trace_id: Field::to_proto(&self.trace_id),
            data: self.data.as_ref().map(Field::to_proto).unwrap_or_default(),
        }
    }

    fn from_proto(proto: LotViewListReply) -> Self {
        Self {
            data: super::list_of_reply(proto.code.as_deref(), proto.data),
            code: Field::from_proto(proto.code),
            message: Field::from_proto(proto.message),
            retryable: Field::from_proto(proto.retryable),
            advice: Field::from_proto(proto.advice),
            shortages: Field::from_proto(proto.shortages),
            details: Field::from_proto(proto.details),
            trace_id: Field::from_proto(proto.trace_id),
            ..Default::default()
        }
    }
}

/// What one kind of movement brought and took, in base units.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct MovementSum {
    /// The kind, see `Movement`.
    #[prost(string, optional, tag = "1")]
    pub movement: Option<String>,
    /// Into the bucket.
    #[prost(int64, tag = "2")]
    pub quantity_in: i64,
    /// Out of the bucket.
    #[prost(int64, tag = "3")]
    pub quantity_out: i64,
}

impl Item for contract::MovementSum {
    type Proto = MovementSum;

    fn to_proto(&self) -> MovementSum {
        MovementSum {
            movement: Field::to_proto(&self.movement),
            quantity_in: Field::to_proto(&self.quantity_in),
            quantity_out: Field::to_proto(&self.quantity_out),
        }
    }

    fn from_proto(proto: MovementSum) -> Self {
        Self {
            movement: Field::from_proto(proto.movement),
            quantity_in: Field::from_proto(proto.quantity_in),
            quantity_out: Field::from_proto(proto.quantity_out),
            ..Default::default()
        }
    }
}

/// One aim of a policy.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Objective {
    /// Which one, see `ObjectiveKind`. Required.
    #[prost(string, optional, tag = "1")]
    pub kind: Option<String>,
    /// Its weight, 0 to 1000; not read by lexicographic policies.
    #[prost(double, tag = "2")]
    pub weight: f64,
}

impl Item for contract::Objective {
    type Proto = Objective;

    fn to_proto(&self) -> Objective {
        Objective {
            kind: Field::to_proto(&self.kind),
            weight: Field::to_proto(&self.weight),
        }
    }

    fn from_proto(proto: Objective) -> Self {
        Self {
            kind: Field::from_proto(proto.kind),
            weight: Field::from_proto(proto.weight),
            ..Default::default()
        }
    }
}

/// One line to hold.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct OccupyLine {
    /// The order's line number, unique in the request; null means the position, from 1.
    #[prost(int64, optional, tag = "1")]
    pub line_no: Option<i64>,
    /// SKU or kit. Required.
    #[prost(string, optional, tag = "2")]
    pub sku: Option<String>,
    /// How many, in base units, 1 to 2^40.
    #[prost(int64, tag = "3")]
    pub quantity: i64,
    /// The goods' owner; null means the mall's own goods (`SELF`).
    #[prost(string, optional, tag = "4")]
    pub owner: Option<String>,
    /// The one warehouse this line must come from; null lets the stock center choose.
    #[prost(string, optional, tag = "5")]
    pub warehouse: Option<String>,
    /// The one pool this line must come from, for example `ACT:618`; null means the channel's, then `SHARED` if allowed.
    #[prost(string, optional, tag = "6")]
    pub pool: Option<String>,
    /// Not older than so many days (tyres, batteries); null means any age that may be sold.
    #[prost(int32, optional, tag = "7")]
    pub max_age_days: Option<i32>,
    /// Whether an equivalent part may be held instead, for the whole line, when this one is short; null means no. Needs `vehicleId`: only a part that is known
    /// to fit is held, and the line held names what it stands for (`insteadOf`). Not for kits.
    #[prost(bool, optional, tag = "8")]
    pub allow_substitute: Option<bool>,
    /// The vehicle the part is for; with it the fitment is checked: a part that is known not to fit is `FITMENT_MISMATCH`.
    #[prost(string, optional, tag = "9")]
    pub vehicle_id: Option<String>,
    /// Whether quota of an open presale may be held instead, for the whole line, when it is short; null means no. Equivalent parts that are there go first.
    /// Not for kits (`PARAM_INVALID`): their parts are sold before they are there.
    #[prost(bool, optional, tag = "10")]
    pub allow_presale: Option<bool>,
}

impl Item for contract::OccupyLine {
    type Proto = OccupyLine;

    fn to_proto(&self) -> OccupyLine {
        OccupyLine {
            line_no: Field::to_proto(&self.line_no),
            sku: Field::to_proto(&self.sku),
            quantity: Field::to_proto(&self.quantity),
            owner: Field::to_proto(&self.owner),
            warehouse: Field::to_proto(&self.warehouse),
            pool: Field::to_proto(&self.pool),
            max_age_days: Field::to_proto(&self.max_age_days),
            allow_substitute: Field::to_proto(&self.allow_substitute),
            vehicle_id: Field::to_proto(&self.vehicle_id),
            allow_presale: Field::to_proto(&self.allow_presale),
        }
    }

    fn from_proto(proto: OccupyLine) -> Self {
        Self {
            line_no: Field::from_proto(proto.line_no),
            sku: Field::from_proto(proto.sku),
            quantity: Field::from_proto(proto.quantity),
            owner: Field::from_proto(proto.owner),
            warehouse: Field::from_proto(proto.warehouse),
            pool: Field::from_proto(proto.pool),
            max_age_days: Field::from_proto(proto.max_age_days),
            allow_substitute: Field::from_proto(proto.allow_substitute),
            vehicle_id: Field::from_proto(proto.vehicle_id),
            allow_presale: Field::from_proto(proto.allow_presale),
            ..Default::default()
        }
    }
}

/// The stored answer of a write. `code` is what the first call was told.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct OpAnswer {
    /// The key.
    #[prost(message, optional, tag = "1")]
    pub key: Option<OpKey>,
    /// What the first call was told, one of `ResultCode`.
    #[prost(string, optional, tag = "2")]
    pub code: Option<String>,
    /// The message of the first answer; null for a success.
    #[prost(string, optional, tag = "3")]
    pub message: Option<String>,
    /// The voucher that was booked; null for a refusal.
    #[prost(string, optional, tag = "4")]
    pub voucher_no: Option<String>,
    /// When it was answered, by the database's clock.
    #[prost(int64, optional, tag = "5")]
    pub answered_at: Option<i64>,
    /// Until when a refusal is remembered; null for what was done.
    #[prost(int64, optional, tag = "6")]
    pub refused_until: Option<i64>,
    /// The short lines of the first answer.
    #[prost(message, repeated, tag = "7")]
    pub shortages: Vec<Shortage>,
    /// The reservation, if the write was one of reservations.
    #[prost(message, optional, tag = "8")]
    pub reservation: Option<Reservation>,
    /// The voucher, if the write was a change of stock.
    #[prost(message, optional, tag = "9")]
    pub voucher: Option<Voucher>,
    /// The fulfilment orders, if the write was one of fulfilment.
    #[prost(message, repeated, tag = "10")]
    pub fulfillment_orders: Vec<FulfillmentOrder>,
    /// The return, if the write was one of returns.
    #[prost(message, optional, tag = "11")]
    pub return_order: Option<ReturnOrder>,
}

impl Item for contract::OpAnswer {
    type Proto = OpAnswer;

    fn to_proto(&self) -> OpAnswer {
        OpAnswer {
            key: Field::to_proto(&self.key),
            code: Field::to_proto(&self.code),
            message: Field::to_proto(&self.message),
            voucher_no: Field::to_proto(&self.voucher_no),
            answered_at: Field::to_proto(&self.answered_at),
            refused_until: Field::to_proto(&self.refused_until),
            shortages: Field::to_proto(&self.shortages),
            reservation: Field::to_proto(&self.reservation),
            voucher: Field::to_proto(&self.voucher),
            fulfillment_orders: Field::to_proto(&self.fulfillment_orders),
            return_order: Field::to_proto(&self.return_order),
        }
    }

    fn from_proto(proto: OpAnswer) -> Self {
        Self {
            key: Field::from_proto(proto.key),
            code: Field::from_proto(proto.code),
            message: Field::from_proto(proto.message),
            voucher_no: Field::from_proto(proto.voucher_no),
            answered_at: Field::from_proto(proto.answered_at),
            refused_until: Field::from_proto(proto.refused_until),
            shortages: Field::from_proto(proto.shortages),
            reservation: Field::from_proto(proto.reservation),
            voucher: Field::from_proto(proto.voucher),
            fulfillment_orders: Field::from_proto(proto.fulfillment_orders),
            return_order: Field::from_proto(proto.return_order),
            ..Default::default()
        }
    }
}

/// The answer to every call: a code, what the caller should do, and the data.
/// 
/// A refusal is an answer too; an exception means that something broke on the way. Shortages are listed
/// here, and not in the data, so that every refused write tells them in the same place.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct OpAnswerReply {
    /// The outcome, one of `ResultCode`. `OK`, `OK_DUPLICATE` and `ACCEPTED_PENDING` are successes.
    #[prost(string, optional, tag = "1")]
    pub code: Option<String>,
    /// What was wrong, the value, the limit and the way out; null for a success.
    #[prost(string, optional, tag = "2")]
    pub message: Option<String>,
    /// Whether the same call, with the same key, may be sent again and may then succeed.
    #[prost(bool, tag = "3")]
    pub retryable: bool,
    /// What the caller should do, in English; null for a plain success.
    #[prost(string, optional, tag = "4")]
    pub advice: Option<String>,
    /// The data; null for most refusals. A duplicate carries what the first call answered.
    #[prost(message, optional, tag = "5")]
    pub data: Option<OpAnswer>,
    /// Every short line of a refused or partly done write; empty otherwise.
    #[prost(message, repeated, tag = "6")]
    pub shortages: Vec<Shortage>,
    /// Facts of a refusal by name: `field`, `value`, `limit`, `currentState`, `sku`, `warehouse`, `kind`, `method`, `retryAfterMs`.
    #[prost(btree_map = "string, string", tag = "7")]
    pub details: std::collections::BTreeMap<String, String>,
    /// The trace under which the server logged the call.
    #[prost(string, optional, tag = "8")]
    pub trace_id: Option<String>,
}

impl Item for contract::Reply<contract::OpAnswer> {
    type Proto = OpAnswerReply;

    fn to_proto(&self) -> OpAnswerReply {
        OpAnswerReply {
            code: Field::to_proto(&self.code),
            message: Field::to_proto(&self.message),
            retryable: Field::to_proto(&self.retryable),
            advice: Field::to_proto(&self.advice),
            shortages: Field::to_proto(&self.shortages),
            details: Field::to_proto(&self.details),
            trace_id: Field::to_proto(&self.trace_id),
            data: Field::to_proto(&self.data),
        }
    }

    fn from_proto(proto: OpAnswerReply) -> Self {
        Self {
            code: Field::from_proto(proto.code),
            message: Field::from_proto(proto.message),
            retryable: Field::from_proto(proto.retryable),
            advice: Field::from_proto(proto.advice),
            shortages: Field::from_proto(proto.shortages),
            details: Field::from_proto(proto.details),
            trace_id: Field::from_proto(proto.trace_id),
            data: Field::from_proto(proto.data),
            ..Default::default()
        }
    }
}

/// Who writes, and under which key. Two calls with the same (tenant, sourceSystem, kind of write, bizNo, opSeq) are one write.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct OpContext {
    /// The mall whose stock it is; null means the server's default tenant.
    #[prost(string, optional, tag = "1")]
    pub tenant: Option<String>,
    /// The calling system, for example `order`; at most 32 characters. Required.
    #[prost(string, optional, tag = "2")]
    pub source_system: Option<String>,
    /// The caller's document number: order, payment, receipt or freeze number; at most 64 characters. Required.
    #[prost(string, optional, tag = "3")]
    pub biz_no: Option<String>,
    /// The how-many-th write of this kind for this document: 0 for the first.
    #[prost(int32, tag = "4")]
    pub op_seq: i32,
    /// The person or job who does it; at most 64 characters.
    #[prost(string, optional, tag = "5")]
    pub operator: Option<String>,
    /// When it happened in the caller's world. Stored, never decided by: the database's clock decides.
    #[prost(int64, optional, tag = "6")]
    pub occurred_at: Option<i64>,
    /// The caller's trace; at most 64 characters.
    #[prost(string, optional, tag = "7")]
    pub trace_id: Option<String>,
}

impl Item for contract::OpContext {
    type Proto = OpContext;

    fn to_proto(&self) -> OpContext {
        OpContext {
            tenant: Field::to_proto(&self.tenant),
            source_system: Field::to_proto(&self.source_system),
            biz_no: Field::to_proto(&self.biz_no),
            op_seq: Field::to_proto(&self.op_seq),
            operator: Field::to_proto(&self.operator),
            occurred_at: Field::to_proto(&self.occurred_at),
            trace_id: Field::to_proto(&self.trace_id),
        }
    }

    fn from_proto(proto: OpContext) -> Self {
        Self {
            tenant: Field::from_proto(proto.tenant),
            source_system: Field::from_proto(proto.source_system),
            biz_no: Field::from_proto(proto.biz_no),
            op_seq: Field::from_proto(proto.op_seq),
            operator: Field::from_proto(proto.operator),
            occurred_at: Field::from_proto(proto.occurred_at),
            trace_id: Field::from_proto(proto.trace_id),
            ..Default::default()
        }
    }
}

/// The key of a write, to ask what became of it.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct OpKey {
    /// The mall; null means the server's default tenant.
    #[prost(string, optional, tag = "1")]
    pub tenant: Option<String>,
    /// The system that wrote.
    #[prost(string, optional, tag = "2")]
    pub source_system: Option<String>,
    /// The kind of write, one of `OpType`.
    #[prost(string, optional, tag = "3")]
    pub op_type: Option<String>,
    /// The document number under which it wrote.
    #[prost(string, optional, tag = "4")]
    pub biz_no: Option<String>,
    /// The `opSeq` under which it wrote.
    #[prost(int32, tag = "5")]
    pub op_seq: i32,
}

impl Item for contract::OpKey {
    type Proto = OpKey;

    fn to_proto(&self) -> OpKey {
        OpKey {
            tenant: Field::to_proto(&self.tenant),
            source_system: Field::to_proto(&self.source_system),
            op_type: Field::to_proto(&self.op_type),
            biz_no: Field::to_proto(&self.biz_no),
            op_seq: Field::to_proto(&self.op_seq),
        }
    }

    fn from_proto(proto: OpKey) -> Self {
        Self {
            tenant: Field::from_proto(proto.tenant),
            source_system: Field::from_proto(proto.source_system),
            op_type: Field::from_proto(proto.op_type),
            biz_no: Field::from_proto(proto.biz_no),
            op_seq: Field::from_proto(proto.op_seq),
            ..Default::default()
        }
    }
}

/// One page of the order service's list of orders. A page sent twice replaces the first; the comparison waits for all pages.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct OrderListPage {
    /// Who sends it, under which key (bizNo = list number, opSeq = page). Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// The list's number, at most 64 characters. Required.
    #[prost(string, optional, tag = "2")]
    pub list_no: Option<String>,
    /// This page, from 1.
    #[prost(int32, tag = "3")]
    pub page: i32,
    /// How many pages there are, 1 to 10000.
    #[prost(int32, tag = "4")]
    pub pages: i32,
    /// When the list was taken.
    #[prost(int64, optional, tag = "5")]
    pub taken_at: Option<i64>,
    /// The orders, at most 1000 rows per page.
    #[prost(message, repeated, tag = "6")]
    pub rows: Vec<OrderListRow>,
}

impl Item for contract::OrderListPage {
    type Proto = OrderListPage;

    fn to_proto(&self) -> OrderListPage {
        OrderListPage {
            context: Field::to_proto(&self.context),
            list_no: Field::to_proto(&self.list_no),
            page: Field::to_proto(&self.page),
            pages: Field::to_proto(&self.pages),
            taken_at: Field::to_proto(&self.taken_at),
            rows: Field::to_proto(&self.rows),
        }
    }

    fn from_proto(proto: OrderListPage) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            list_no: Field::from_proto(proto.list_no),
            page: Field::from_proto(proto.page),
            pages: Field::from_proto(proto.pages),
            taken_at: Field::from_proto(proto.taken_at),
            rows: Field::from_proto(proto.rows),
            ..Default::default()
        }
    }
}

/// One SKU of one order, as the order service sees it.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct OrderListRow {
    /// The order. Required.
    #[prost(string, optional, tag = "1")]
    pub order_no: Option<String>,
    /// What the order service says of it, see `OrderListState`. Required.
    #[prost(string, optional, tag = "2")]
    pub state: Option<String>,
    /// SKU or kit as ordered. Required.
    #[prost(string, optional, tag = "3")]
    pub sku: Option<String>,
    /// How many, in base units.
    #[prost(int64, tag = "4")]
    pub quantity: i64,
    /// Seconds the order has been in this state when the list was taken: an interval, so that clocks may differ.
    #[prost(int64, tag = "5")]
    pub age_seconds: i64,
}

impl Item for contract::OrderListRow {
    type Proto = OrderListRow;

    fn to_proto(&self) -> OrderListRow {
        OrderListRow {
            order_no: Field::to_proto(&self.order_no),
            state: Field::to_proto(&self.state),
            sku: Field::to_proto(&self.sku),
            quantity: Field::to_proto(&self.quantity),
            age_seconds: Field::to_proto(&self.age_seconds),
        }
    }

    fn from_proto(proto: OrderListRow) -> Self {
        Self {
            order_no: Field::from_proto(proto.order_no),
            state: Field::from_proto(proto.state),
            sku: Field::from_proto(proto.sku),
            quantity: Field::from_proto(proto.quantity),
            age_seconds: Field::from_proto(proto.age_seconds),
            ..Default::default()
        }
    }
}

/// A parcel.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Parcel {
    /// The warehouse's parcel number.
    #[prost(string, optional, tag = "1")]
    pub parcel_no: Option<String>,
    /// The carrier's code.
    #[prost(string, optional, tag = "2")]
    pub carrier: Option<String>,
    /// The carrier's waybill.
    #[prost(string, optional, tag = "3")]
    pub waybill_no: Option<String>,
    /// Where it stands, see `ParcelState`.
    #[prost(string, optional, tag = "4")]
    pub state: Option<String>,
    /// When it was handed over.
    #[prost(int64, optional, tag = "5")]
    pub shipped_at: Option<i64>,
    /// When it was delivered, refused or lost; null before.
    #[prost(int64, optional, tag = "6")]
    pub delivered_at: Option<i64>,
    /// What is in it.
    #[prost(message, repeated, tag = "7")]
    pub lines: Vec<ParcelLine>,
}

impl Item for contract::Parcel {
    type Proto = Parcel;

    fn to_proto(&self) -> Parcel {
        Parcel {
            parcel_no: Field::to_proto(&self.parcel_no),
            carrier: Field::to_proto(&self.carrier),
            waybill_no: Field::to_proto(&self.waybill_no),
            state: Field::to_proto(&self.state),
            shipped_at: Field::to_proto(&self.shipped_at),
            delivered_at: Field::to_proto(&self.delivered_at),
            lines: Field::to_proto(&self.lines),
        }
    }

    fn from_proto(proto: Parcel) -> Self {
        Self {
            parcel_no: Field::from_proto(proto.parcel_no),
            carrier: Field::from_proto(proto.carrier),
            waybill_no: Field::from_proto(proto.waybill_no),
            state: Field::from_proto(proto.state),
            shipped_at: Field::from_proto(proto.shipped_at),
            delivered_at: Field::from_proto(proto.delivered_at),
            lines: Field::from_proto(proto.lines),
            ..Default::default()
        }
    }
}

/// What is in a parcel, and what became of it; quantities in base units.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ParcelLine {
    /// The fulfilment order's line.
    #[prost(int64, tag = "1")]
    pub line_no: i64,
    /// SKU.
    #[prost(string, optional, tag = "2")]
    pub sku: Option<String>,
    /// The lot; null when the SKU has none.
    #[prost(string, optional, tag = "3")]
    pub lot_no: Option<String>,
    /// How many are in it.
    #[prost(int64, tag = "4")]
    pub quantity: i64,
    /// Signed for.
    #[prost(int64, tag = "5")]
    pub signed: i64,
    /// Refused or stopped on the way.
    #[prost(int64, tag = "6")]
    pub rejected: i64,
    /// Lost.
    #[prost(int64, tag = "7")]
    pub lost: i64,
}

impl Item for contract::ParcelLine {
    type Proto = ParcelLine;

    fn to_proto(&self) -> ParcelLine {
        ParcelLine {
            line_no: Field::to_proto(&self.line_no),
            sku: Field::to_proto(&self.sku),
            lot_no: Field::to_proto(&self.lot_no),
            quantity: Field::to_proto(&self.quantity),
            signed: Field::to_proto(&self.signed),
            rejected: Field::to_proto(&self.rejected),
            lost: Field::to_proto(&self.lost),
        }
    }

    fn from_proto(proto: ParcelLine) -> Self {
        Self {
            line_no: Field::from_proto(proto.line_no),
            sku: Field::from_proto(proto.sku),
            lot_no: Field::from_proto(proto.lot_no),
            quantity: Field::from_proto(proto.quantity),
            signed: Field::from_proto(proto.signed),
            rejected: Field::from_proto(proto.rejected),
            lost: Field::from_proto(proto.lost),
            ..Default::default()
        }
    }
}

/// So much of one line of an order.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct PartLine {
    /// The order's line number.
    #[prost(int64, tag = "1")]
    pub line_no: i64,
    /// How many, in base units, 1 to 2^40.
    #[prost(int64, tag = "2")]
    pub quantity: i64,
}

impl Item for contract::PartLine {
    type Proto = PartLine;

    fn to_proto(&self) -> PartLine {
        PartLine {
            line_no: Field::to_proto(&self.line_no),
            quantity: Field::to_proto(&self.quantity),
        }
    }

    fn from_proto(proto: PartLine) -> Self {
        Self {
            line_no: Field::from_proto(proto.line_no),
            quantity: Field::from_proto(proto.quantity),
            ..Default::default()
        }
    }
}

/// A part that stands for another.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct PartRef {
    /// The part.
    #[prost(string, optional, tag = "1")]
    pub sku: Option<String>,
    /// Its name.
    #[prost(string, optional, tag = "2")]
    pub name: Option<String>,
    /// Its brand.
    #[prost(string, optional, tag = "3")]
    pub brand: Option<String>,
    /// Its original-equipment number.
    #[prost(string, optional, tag = "4")]
    pub oe_no: Option<String>,
    /// How it stands for the other, see `RelationKind`.
    #[prost(string, optional, tag = "5")]
    pub kind: Option<String>,
    /// Its grade, see `PartGrade`.
    #[prost(string, optional, tag = "6")]
    pub grade: Option<String>,
    /// The chain of replacements from the part asked for to this one.
    #[prost(string, repeated, tag = "7")]
    pub chain: Vec<String>,
}

impl Item for contract::PartRef {
    type Proto = PartRef;

    fn to_proto(&self) -> PartRef {
        PartRef {
            sku: Field::to_proto(&self.sku),
            name: Field::to_proto(&self.name),
            brand: Field::to_proto(&self.brand),
            oe_no: Field::to_proto(&self.oe_no),
            kind: Field::to_proto(&self.kind),
            grade: Field::to_proto(&self.grade),
            chain: Field::to_proto(&self.chain),
        }
    }

    fn from_proto(proto: PartRef) -> Self {
        Self {
            sku: Field::from_proto(proto.sku),
            name: Field::from_proto(proto.name),
            brand: Field::from_proto(proto.brand),
            oe_no: Field::from_proto(proto.oe_no),
            kind: Field::from_proto(proto.kind),
            grade: Field::from_proto(proto.grade),
            chain: Field::from_proto(proto.chain),
            ..Default::default()
        }
    }
}

/// The answer to every call: a code, what the caller should do, and the data.
/// 
/// A refusal is an answer too; an exception means that something broke on the way. Shortages are listed
/// here, and not in the data, so that every refused write tells them in the same place.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct PartRefListReply {
    /// The outcome, one of `ResultCode`. `OK`, `OK_DUPLICATE` and `ACCEPTED_PENDING` are successes.
    #[prost(string, optional, tag = "1")]
    pub code: Option<String>,
    /// What was wrong, the value, the limit and the way out; null for a success.
    #[prost(string, optional, tag = "2")]
    pub message: Option<String>,
    /// Whether the same call, with the same key, may be sent again and may then succeed.
    #[prost(bool, tag = "3")]
    pub retryable: bool,
    /// What the caller should do, in English; null for a plain success.
    #[prost(string, optional, tag = "4")]
    pub advice: Option<String>,
    /// The data; null for most refusals. A duplicate carries what the first call answered.
    #[prost(message, repeated, tag = "5")]
    pub data: Vec<PartRef>,
    /// Every short line of a refused or partly done write; empty otherwise.
    #[prost(message, repeated, tag = "6")]
    pub shortages: Vec<Shortage>,
    /// Facts of a refusal by name: `field`, `value`, `limit`, `currentState`, `sku`, `warehouse`, `kind`, `method`, `retryAfterMs`.
    #[prost(btree_map = "string, string", tag = "7")]
    pub details: std::collections::BTreeMap<String, String>,
    /// The trace under which the server logged the call.
    #[prost(string, optional, tag = "8")]
    pub trace_id: Option<String>,
}

impl Item for contract::Reply<Vec<contract::PartRef>> {
    type Proto = PartRefListReply;

    fn to_proto(&self) -> PartRefListReply {
        PartRefListReply {
            code: Field::to_proto(&self.code),
            message: Field::to_proto(&self.message),
            retryable: Field::to_proto(&self.retryable),
            advice: Field::to_proto(&self.advice),
            shortages: Field::to_proto(&self.shortages),
            details: Field::to_proto(&self.details),
            trace_id: Field::to_proto(&self.trace_id),
            data: self.data.as_ref().map(Field::to_proto).unwrap_or_default(),
        }
    }

    fn from_proto(proto: PartRefListReply) -> Self {
        Self {
            data: super::list_of_reply(proto.code.as_deref(), proto.data),
            code: Field::from_proto(proto.code),
            message: Field::from_proto(proto.message),
            retryable: Field::from_proto(proto.retryable),
            advice: Field::from_proto(proto.advice),
            shortages: Field::from_proto(proto.shortages),
            details: Field::from_proto(proto.details),
            trace_id: Field::from_proto(proto.trace_id),
            ..Default::default()
        }
    }
}

/// One part to import.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct PartRow {
    /// SKU. Required.
    #[prost(string, optional, tag = "1")]
    pub sku: Option<String>,
    /// Its name, at most 128 characters. Required.
    #[prost(string, optional, tag = "2")]
    pub name: Option<String>,
    /// Its brand.
    #[prost(string, optional, tag = "3")]
    pub brand: Option<String>,
    /// Its original-equipment numbers.
    #[prost(string, repeated, tag = "4")]
    pub oe_nos: Vec<String>,
    /// Its category, for example `BRAKE_PAD`.
    #[prost(string, optional, tag = "5")]
    pub category: Option<String>,
    /// Its grade, see `PartGrade`.
    #[prost(string, optional, tag = "6")]
    pub grade: Option<String>,
    /// The base unit, for example `PCS` or `ML`; null means `PCS`.
    #[prost(string, optional, tag = "7")]
    pub base_unit: Option<String>,
    /// Its weight in grams; null when not known.
    #[prost(int64, optional, tag = "8")]
    pub weight_grams: Option<i64>,
    /// Its components, when it is a kit.
    #[prost(message, repeated, tag = "9")]
    pub components: Vec<KitComponent>,
}

impl Item for contract::PartRow {
    type Proto = PartRow;

    fn to_proto(&self) -> PartRow {
        PartRow {
            sku: Field::to_proto(&self.sku),
            name: Field::to_proto(&self.name),
            brand: Field::to_proto(&self.brand),
            oe_nos: Field::to_proto(&self.oe_nos),
            category: Field::to_proto(&self.category),
            grade: Field::to_proto(&self.grade),
            base_unit: Field::to_proto(&self.base_unit),
            weight_grams: Field::to_proto(&self.weight_grams),
            components: Field::to_proto(&self.components),
        }
    }

    fn from_proto(proto: PartRow) -> Self {
        Self {
            sku: Field::from_proto(proto.sku),
            name: Field::from_proto(proto.name),
            brand: Field::from_proto(proto.brand),
            oe_nos: Field::from_proto(proto.oe_nos),
            category: Field::from_proto(proto.category),
            grade: Field::from_proto(proto.grade),
            base_unit: Field::from_proto(proto.base_unit),
            weight_grams: Field::from_proto(proto.weight_grams),
            components: Field::from_proto(proto.components),
            ..Default::default()
        }
    }
}

/// One picked line.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct PickLine {
    /// The fulfilment order's line.
    #[prost(int64, tag = "1")]
    pub line_no: i64,
    /// Picked, in base units, 0 or more.
    #[prost(int64, tag = "2")]
    pub picked: i64,
    /// Not to be had, in base units, 0 or more.
    #[prost(int64, tag = "3")]
    pub short_quantity: i64,
    /// Why it was short, see `ShortReason`; required when it was.
    #[prost(string, optional, tag = "4")]
    pub short_reason: Option<String>,
    /// The lot picked; null when the SKU has none.
    #[prost(string, optional, tag = "5")]
    pub lot_no: Option<String>,
}

impl Item for contract::PickLine {
    type Proto = PickLine;

    fn to_proto(&self) -> PickLine {
        PickLine {
            line_no: Field::to_proto(&self.line_no),
            picked: Field::to_proto(&self.picked),
            short_quantity: Field::to_proto(&self.short_quantity),
            short_reason: Field::to_proto(&self.short_reason),
            lot_no: Field::to_proto(&self.lot_no),
        }
    }

    fn from_proto(proto: PickLine) -> Self {
        Self {
            line_no: Field::from_proto(proto.line_no),
            picked: Field::from_proto(proto.picked),
            short_quantity: Field::from_proto(proto.short_quantity),
            short_reason: Field::from_proto(proto.short_reason),
            lot_no: Field::from_proto(proto.lot_no),
            ..Default::default()
        }
    }
}

/// The warehouse reports what was picked.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct PickReq {
    /// Who asks, under which key (bizNo = pick number). Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// The fulfilment order. Required.
    #[prost(string, optional, tag = "2")]
    pub fo_no: Option<String>,
    /// What was picked, 1 to 200 lines.
    #[prost(message, repeated, tag = "3")]
    pub lines: Vec<PickLine>,
    /// Whether everything is packed.
    #[prost(bool, tag = "4")]
    pub packed: bool,
}

impl Item for contract::PickReq {
    type Proto = PickReq;

    fn to_proto(&self) -> PickReq {
        PickReq {
            context: Field::to_proto(&self.context),
            fo_no: Field::to_proto(&self.fo_no),
            lines: Field::to_proto(&self.lines),
            packed: Field::to_proto(&self.packed),
        }
    }

    fn from_proto(proto: PickReq) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            fo_no: Field::from_proto(proto.fo_no),
            lines: Field::from_proto(proto.lines),
            packed: Field::from_proto(proto.packed),
            ..Default::default()
        }
    }
}

/// One line of a parcel of a plan.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct PlanLine {
    /// The order's line number.
    #[prost(int64, tag = "1")]
    pub line_no: i64,
    /// The SKU; for a kit, the component.
    #[prost(string, optional, tag = "2")]
    pub sku: Option<String>,
    /// The pool it would come from.
    #[prost(string, optional, tag = "3")]
    pub pool: Option<String>,
    /// How many, in base units.
    #[prost(int64, tag = "4")]
    pub quantity: i64,
}

impl Item for contract::PlanLine {
    type Proto = PlanLine;

    fn to_proto(&self) -> PlanLine {
        PlanLine {
            line_no: Field::to_proto(&self.line_no),
            sku: Field::to_proto(&self.sku),
            pool: Field::to_proto(&self.pool),
            quantity: Field::to_proto(&self.quantity),
        }
    }

    fn from_proto(proto: PlanLine) -> Self {
        Self {
            line_no: Field::from_proto(proto.line_no),
            sku: Field::from_proto(proto.sku),
            pool: Field::from_proto(proto.pool),
            quantity: Field::from_proto(proto.quantity),
            ..Default::default()
        }
    }
}

/// One parcel of a plan.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct PlanParcel {
    /// The site that would send.
    #[prost(string, optional, tag = "1")]
    pub warehouse: Option<String>,
    /// What kind of site it is, see `WarehouseType`.
    #[prost(string, optional, tag = "2")]
    pub warehouse_type: Option<String>,
    /// What it would send.
    #[prost(message, repeated, tag = "3")]
    pub lines: Vec<PlanLine>,
    /// Freight in the smallest currency unit (fen).
    #[prost(int64, tag = "4")]
    pub freight_minor: i64,
    /// When it arrives; null when not known.
    #[prost(int64, optional, tag = "5")]
    pub arrive_at: Option<i64>,
}

impl Item for contract::PlanParcel {
    type Proto = PlanParcel;

    fn to_proto(&self) -> PlanParcel {
        PlanParcel {
            warehouse: Field::to_proto(&self.warehouse),
            warehouse_type: Field::to_proto(&self.warehouse_type),
            lines: Field::to_proto(&self.lines),
            freight_minor: Field::to_proto(&self.freight_minor),
            arrive_at: Field::to_proto(&self.arrive_at),
        }
    }

    fn from_proto(proto: PlanParcel) -> Self {
        Self {
            warehouse: Field::from_proto(proto.warehouse),
            warehouse_type: Field::from_proto(proto.warehouse_type),
            lines: Field::from_proto(proto.lines),
            freight_minor: Field::from_proto(proto.freight_minor),
            arrive_at: Field::from_proto(proto.arrive_at),
            ..Default::default()
        }
    }
}

/// Moves free stock into a channel's or activity's pool, or back.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct PoolReq {
    /// Who asks, under which key (bizNo = quota number). Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// Where. Required.
    #[prost(string, optional, tag = "2")]
    pub warehouse: Option<String>,
    /// From. Exactly one of the two pools is `SHARED`.
    #[prost(string, optional, tag = "3")]
    pub from_pool: Option<String>,
    /// To.
    #[prost(string, optional, tag = "4")]
    pub to_pool: Option<String>,
    /// What, 1 to 200 lines; `pool` of a line is not read. More than is free moves what is free; the answer tells the rest.
    #[prost(message, repeated, tag = "5")]
    pub lines: Vec<StockLine>,
}

impl Item for contract::PoolReq {
    type Proto = PoolReq;

    fn to_proto(&self) -> PoolReq {
        PoolReq {
            context: Field::to_proto(&self.context),
            warehouse: Field::to_proto(&self.warehouse),
            from_pool: Field::to_proto(&self.from_pool),
            to_pool: Field::to_proto(&self.to_pool),
            lines: Field::to_proto(&self.lines),
        }
    }

    fn from_proto(proto: PoolReq) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            warehouse: Field::from_proto(proto.warehouse),
            from_pool: Field::from_proto(proto.from_pool),
            to_pool: Field::from_proto(proto.to_pool),
            lines: Field::from_proto(proto.lines),
            ..Default::default()
        }
    }
}

/// Holds stock for an order that is not paid yet.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct PreOccupyReq {
    /// Who asks, under which key. Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// The order. Required; at most one running reservation per order.
    #[prost(string, optional, tag = "2")]
    pub order_no: Option<String>,
    /// What to hold: 1 to 200 lines. Lines of one SKU and source are summed before the check.
    #[prost(message, repeated, tag = "3")]
    pub lines: Vec<OccupyLine>,
    /// The buyer, at most 64 characters; counts against the limit of unpaid holds of a scarce SKU.
    #[prost(string, optional, tag = "4")]
    pub buyer_id: Option<String>,
    /// The sales channel, at most 32 characters: decides which pools may be used.
    #[prost(string, optional, tag = "5")]
    pub channel: Option<String>,
    /// The delivery area (province, city or district code), at most 16 characters: decides which warehouses may serve; null means any.
    #[prost(string, optional, tag = "6")]
    pub area_code: Option<String>,
    /// How long to hold, in seconds, 5 to 14400; null means 1020 (15 minutes to pay and 2 of grace).
    #[prost(int32, optional, tag = "7")]
    pub ttl_seconds: Option<i32>,
    /// `ALL` or `PARTIAL`, see `HoldMode`; null means `ALL`.
    #[prost(string, optional, tag = "8")]
    pub mode: Option<String>,
    /// The one warehouse all lines must come from; null lets the stock center choose.
    #[prost(string, optional, tag = "9")]
    pub fixed_warehouse: Option<String>,
    /// The name of the sourcing policy; null means the channel's.
    #[prost(string, optional, tag = "10")]
    pub sourcing_policy: Option<String>,
    /// Hold what this plan of SourcingService.source chose; null sources anew.
    #[prost(string, optional, tag = "11")]
    pub plan_no: Option<String>,
}

impl Item for contract::PreOccupyReq {
    type Proto = PreOccupyReq;

    fn to_proto(&self) -> PreOccupyReq {
        PreOccupyReq {
            context: Field::to_proto(&self.context),
            order_no: Field::to_proto(&self.order_no),
            lines: Field::to_proto(&self.lines),
            buyer_id: Field::to_proto(&self.buyer_id),
            channel: Field::to_proto(&self.channel),
            area_code: Field::to_proto(&self.area_code),
            ttl_seconds: Field::to_proto(&self.ttl_seconds),
            mode: Field::to_proto(&self.mode),
            fixed_warehouse: Field::to_proto(&self.fixed_warehouse),
            sourcing_policy: Field::to_proto(&self.sourcing_policy),
            plan_no: Field::to_proto(&self.plan_no),
        }
    }

    fn from_proto(proto: PreOccupyReq) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            order_no: Field::from_proto(proto.order_no),
            lines: Field::from_proto(proto.lines),
            buyer_id: Field::from_proto(proto.buyer_id),
            channel: Field::from_proto(proto.channel),
            area_code: Field::from_proto(proto.area_code),
            ttl_seconds: Field::from_proto(proto.ttl_seconds),
            mode: Field::from_proto(proto.mode),
            fixed_warehouse: Field::from_proto(proto.fixed_warehouse),
            sourcing_policy: Field::from_proto(proto.sourcing_policy),
            plan_no: Field::from_proto(proto.plan_no),
            ..Default::default()
        }
    }
}

/// Quota of one SKU; kits have none, their parts do.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct PresaleLine {
    /// The document's line number, unique in the request; null means the position, from 1.
    #[prost(int64, optional, tag = "1")]
    pub line_no: Option<i64>,
    /// SKU. Required.
    #[prost(string, optional, tag = "2")]
    pub sku: Option<String>,
    /// The goods' owner; null means the mall's own goods (`SELF`).
    #[prost(string, optional, tag = "3")]
    pub owner: Option<String>,
    /// How many, in base units, 1 to 2^40. closePresale: null takes back all that nobody holds and ends the sale; a quantity only makes the quota smaller.
    #[prost(int64, optional, tag = "4")]
    pub quantity: Option<i64>,
}

impl Item for contract::PresaleLine {
    type Proto = PresaleLine;

    fn to_proto(&self) -> PresaleLine {
        PresaleLine {
            line_no: Field::to_proto(&self.line_no),
            sku: Field::to_proto(&self.sku),
            owner: Field::to_proto(&self.owner),
            quantity: Field::to_proto(&self.quantity),
        }
    }

    fn from_proto(proto: PresaleLine) -> Self {
        Self {
            line_no: Field::from_proto(proto.line_no),
            sku: Field::from_proto(proto.sku),
            owner: Field::from_proto(proto.owner),
            quantity: Field::from_proto(proto.quantity),
            ..Default::default()
        }
    }
}

/// Opens a presale, adds to it, or takes quota back.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct PresaleReq {
    /// Who asks, under which key (bizNo = presale number, opSeq = the how-many-th change). Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// The presale, at most 64 characters. Required. A SKU of one warehouse, pool and owner is on one open presale at a time.
    #[prost(string, optional, tag = "2")]
    pub presale_no: Option<String>,
    /// Where the goods are expected. Required.
    #[prost(string, optional, tag = "3")]
    pub warehouse: Option<String>,
    /// The pool the quota is of; null means `SHARED`. Only orders that may draw from that pool are sold it.
    #[prost(string, optional, tag = "4")]
    pub pool: Option<String>,
    /// openPresale only: when the goods are expected; null when nobody knows. Holds for what is sold already too.
    #[prost(int64, optional, tag = "5")]
    pub expected_at: Option<i64>,
    /// openPresale only: sold before this moment; null means until it is closed.
    #[prost(int64, optional, tag = "6")]
    pub sale_until: Option<i64>,
    /// What, 1 to 200 lines, each SKU and owner once.
    #[prost(message, repeated, tag = "7")]
    pub lines: Vec<PresaleLine>,
}

impl Item for contract::PresaleReq {
    type Proto = PresaleReq;

    fn to_proto(&self) -> PresaleReq {
        PresaleReq {
            context: Field::to_proto(&self.context),
            presale_no: Field::to_proto(&self.presale_no),
            warehouse: Field::to_proto(&self.warehouse),
            pool: Field::to_proto(&self.pool),
            expected_at: Field::to_proto(&self.expected_at),
            sale_until: Field::to_proto(&self.sale_until),
            lines: Field::to_proto(&self.lines),
        }
    }

    fn from_proto(proto: PresaleReq) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            presale_no: Field::from_proto(proto.presale_no),
            warehouse: Field::from_proto(proto.warehouse),
            pool: Field::from_proto(proto.pool),
            expected_at: Field::from_proto(proto.expected_at),
            sale_until: Field::from_proto(proto.sale_until),
            lines: Field::from_proto(proto.lines),
            ..Default::default()
        }
    }
}

/// When goods would arrive.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Promise {
    /// The delivery area.
    #[prost(string, optional, tag = "1")]
    pub area_code: Option<String>,
    /// When everything can be there; null when some line has no date.
    #[prost(int64, optional, tag = "2")]
    pub earliest_full: Option<i64>,
    /// When the first part can be there; null when nothing can.
    #[prost(int64, optional, tag = "3")]
    pub earliest_partial: Option<i64>,
    /// Order by then to keep these dates.
    #[prost(int64, optional, tag = "4")]
    pub order_by: Option<i64>,
    /// The answer per line.
    #[prost(message, repeated, tag = "5")]
    pub lines: Vec<PromiseLine>,
}

impl Item for contract::Promise {
    type Proto = Promise;

    fn to_proto(&self) -> Promise {
        Promise {
            area_code: Field::to_proto(&self.area_code),
            earliest_full: Field::to_proto(&self.earliest_full),
            earliest_partial: Field::to_proto(&self.earliest_partial),
            order_by: Field::to_proto(&self.order_by),
            lines: Field::to_proto(&self.lines),
        }
    }

    fn from_proto(proto: Promise) -> Self {
        Self {
            area_code: Field::from_proto(proto.area_code),
            earliest_full: Field::from_proto(proto.earliest_full),
            earliest_partial: Field::from_proto(proto.earliest_partial),
            order_by: Field::from_proto(proto.order_by),
            lines: Field::from_proto(proto.lines),
            ..Default::default()
        }
    }
}

/// One line of a question for a date, with its answer.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct PromiseLine {
    /// The line number; null means the position, from 1.
    #[prost(int64, optional, tag = "1")]
    pub line_no: Option<i64>,
    /// SKU or kit. Required.
    #[prost(string, optional, tag = "2")]
    pub sku: Option<String>,
    /// How many, in base units, 1 to 2^40.
    #[prost(int64, tag = "3")]
    pub quantity: i64,
    /// Answer: how many of them are there now.
    #[prost(int64, tag = "4")]
    pub available_now: i64,
    /// Answer: the warehouse with the earliest date; null when none has it.
    #[prost(string, optional, tag = "5")]
    pub warehouse: Option<String>,
    /// Answer: when all of it can be there; null when that is not known.
    #[prost(int64, optional, tag = "6")]
    pub arrive_at: Option<i64>,
    /// Answer: whether the date depends on goods that are still to come.
    #[prost(bool, tag = "7")]
    pub from_incoming: bool,
}

impl Item for contract::PromiseLine {
    type Proto = PromiseLine;

    fn to_proto(&self) -> PromiseLine {
        PromiseLine {
            line_no: Field::to_proto(&self.line_no),
            sku: Field::to_proto(&self.sku),
            quantity: Field::to_proto(&self.quantity),
            available_now: Field::to_proto(&self.available_now),
            warehouse: Field::to_proto(&self.warehouse),
            arrive_at: Field::to_proto(&self.arrive_at),
            from_incoming: Field::to_proto(&self.from_incoming),
        }
    }

    fn from_proto(proto: PromiseLine) -> Self {
        Self {
            line_no: Field::from_proto(proto.line_no),
            sku: Field::from_proto(proto.sku),
            quantity: Field::from_proto(proto.quantity),
            available_now: Field::from_proto(proto.available_now),
            warehouse: Field::from_proto(proto.warehouse),
            arrive_at: Field::from_proto(proto.arrive_at),
            from_incoming: Field::from_proto(proto.from_incoming),
            ..Default::default()
        }
    }
}

/// The answer to every call: a code, what the caller should do, and the data.
/// 
/// A refusal is an answer too; an exception means that something broke on the way. Shortages are listed
/// here, and not in the data, so that every refused write tells them in the same place.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct PromiseReply {
    /// The outcome, one of `ResultCode`. `OK`, `OK_DUPLICATE` and `ACCEPTED_PENDING` are successes.
    #[prost(string, optional, tag = "1")]
    pub code: Option<String>,
    /// What was wrong, the value, the limit and the way out; null for a success.
    #[prost(string, optional, tag = "2")]
    pub message: Option<String>,
    /// Whether the same call, with the same key, may be sent again and may then succeed.
    #[prost(bool, tag = "3")]
    pub retryable: bool,
    /// What the caller should do, in English; null for a plain success.
    #[prost(string, optional, tag = "4")]
    pub advice: Option<String>,
    /// The data; null for most refusals. A duplicate carries what the first call answered.
    #[prost(message, optional, tag = "5")]
    pub data: Option<Promise>,
    /// Every short line of a refused or partly done write; empty otherwise.
    #[prost(message, repeated, tag = "6")]
    pub shortages: Vec<Shortage>,
    /// Facts of a refusal by name: `field`, `value`, `limit`, `currentState`, `sku`, `warehouse`, `kind`, `method`, `retryAfterMs`.
    #[prost(btree_map = "string, string", tag = "7")]
    pub details: std::collections::BTreeMap<String, String>,
    /// The trace under which the server logged the call.
    #[prost(string, optional, tag = "8")]
    pub trace_id: Option<String>,
}

impl Item for contract::Reply<contract::Promise> {
    type Proto = PromiseReply;

    fn to_proto(&self) -> PromiseReply {
        PromiseReply {
            code: Field::to_proto(&self.code),
            message: Field::to_proto(&self.message),
            retryable: Field::to_proto(&self.retryable),
            advice: Field::to_proto(&self.advice),
            shortages: Field::to_proto(&self.shortages),
            details: Field::to_proto(&self.details),
            trace_id: Field::to_proto(&self.trace_id),
            data: Field::to_proto(&self.data),
        }
    }

    fn from_proto(proto: PromiseReply) -> Self {
        Self {
            code: Field::from_proto(proto.code),
            message: Field::from_proto(proto.message),
            retryable: Field::from_proto(proto.retryable),
            advice: Field::from_proto(proto.advice),
            shortages: Field::from_proto(proto.shortages),
            details: Field::from_proto(proto.details),
            trace_id: Field::from_proto(proto.trace_id),
            data: Field::from_proto(proto.data),
            ..Default::default()
        }
    }
}

/// Asks when goods would arrive.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct PromiseReq {
    /// The mall; null means the server's default tenant.
    #[prost(string, optional, tag = "1")]
    pub tenant: Option<String>,
    /// The delivery area. Required.
    #[prost(string, optional, tag = "2")]
    pub area_code: Option<String>,
    /// The sales channel.
    #[prost(string, optional, tag = "3")]
    pub channel: Option<String>,
    /// What, 1 to 200 lines.
    #[prost(message, repeated, tag = "4")]
    pub lines: Vec<PromiseLine>,
    /// When the order would be placed; null means now.
    #[prost(int64, optional, tag = "5")]
    pub order_at: Option<i64>,
}

impl Item for contract::PromiseReq {
    type Proto = PromiseReq;

    fn to_proto(&self) -> PromiseReq {
        PromiseReq {
            tenant: Field::to_proto(&self.tenant),
            area_code: Field::to_proto(&self.area_code),
            channel: Field::to_proto(&self.channel),
            lines: Field::to_proto(&self.lines),
            order_at: Field::to_proto(&self.order_at),
        }
    }

    fn from_proto(proto: PromiseReq) -> Self {
        Self {
            tenant: Field::from_proto(proto.tenant),
            area_code: Field::from_proto(proto.area_code),
            channel: Field::from_proto(proto.channel),
            lines: Field::from_proto(proto.lines),
            order_at: Field::from_proto(proto.order_at),
            ..Default::default()
        }
    }
}

/// Arguments of publishRuleSet.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct PublishRuleSetArguments {
    /// The version.
    #[prost(string, optional, tag = "1")]
    pub version: Option<String>,
    /// The context.
    #[prost(message, optional, tag = "2")]
    pub context: Option<OpContext>,
}

/// Why a number is what it is.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct QtyExplain {
    /// SKU.
    #[prost(string, optional, tag = "1")]
    pub sku: Option<String>,
    /// What can be sold, in base units.
    #[prost(int64, tag = "2")]
    pub sellable: i64,
    /// The steps from what is in the building to what can be sold.
    #[prost(message, repeated, tag = "3")]
    pub steps: Vec<ExplainStep>,
    /// The buckets, a row per warehouse and pool.
    #[prost(message, repeated, tag = "4")]
    pub buckets: Vec<BucketView>,
    /// Who holds units now, latest first; empty for an earlier sequence, of which the documents are not kept.
    #[prost(message, repeated, tag = "5")]
    pub holders: Vec<Holder>,
    /// The last movements, newest first.
    #[prost(message, repeated, tag = "6")]
    pub movements: Vec<LedgerRow>,
    /// The ledger's sequence the answer is of.
    #[prost(int64, tag = "7")]
    pub as_of_seq: i64,
}

impl Item for contract::QtyExplain {
    type Proto = QtyExplain;

    fn to_proto(&self) -> QtyExplain {
        QtyExplain {
            sku: Field::to_proto(&self.sku),
            sellable: Field::to_proto(&self.sellable),
            steps: Field::to_proto(&self.steps),
            buckets: Field::to_proto(&self.buckets),
            holders: Field::to_proto(&self.holders),
            movements: Field::to_proto(&self.movements),
            as_of_seq: Field::to_proto(&self.as_of_seq),
        }
    }

    fn from_proto(proto: QtyExplain) -> Self {
        Self {
            sku: Field::from_proto(proto.sku),
            sellable: Field::from_proto(proto.sellable),
            steps: Field::from_proto(proto.steps),
            buckets: Field::from_proto(proto.buckets),
            holders: Field::from_proto(proto.holders),
            movements: Field::from_proto(proto.movements),
            as_of_seq: Field::from_proto(proto.as_of_seq),
            ..Default::default()
        }
    }
}

/// The answer to every call: a code, what the caller should do, and the data.
/// 
/// A refusal is an answer too; an exception means that something broke on the way. Shortages are listed
/// here, and not in the data, so that every refused write tells them in the same place.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct QtyExplainReply {
    /// The outcome, one of `ResultCode`. `OK`, `OK_DUPLICATE` and `ACCEPTED_PENDING` are successes.
    #[prost(string, optional, tag = "1")]
    pub code: Option<String>,
    /// What was wrong, the value, the limit and the way out; null for a success.
    #[prost(string, optional, tag = "2")]
    pub message: Option<String>,
    /// Whether the same call, with the same key, may be sent again and may then succeed.
    #[prost(bool, tag = "3")]
    pub retryable: bool,
    /// What the caller should do, in English; null for a plain success.
    #[prost(string, optional, tag = "4")]
    pub advice: Option<String>,
    /// The data; null for most refusals. A duplicate carries what the first call answered.
    #[prost(message, optional, tag = "5")]
    pub data: Option<QtyExplain>,
    /// Every short line of a refused or partly done write; empty otherwise.
    #[prost(message, repeated, tag = "6")]
    pub shortages: Vec<Shortage>,
    /// Facts of a refusal by name: `field`, `value`, `limit`, `currentState`, `sku`, `warehouse`, `kind`, `method`, `retryAfterMs`.
    #[prost(btree_map = "string, string", tag = "7")]
    pub details: std::collections::BTreeMap<String, String>,
    /// The trace under which the server logged the call.
    #[prost(string, optional, tag = "8")]
    pub trace_id: Option<String>,
}

impl Item for contract::Reply<contract::QtyExplain> {
    type Proto = QtyExplainReply;

    fn to_proto(&self) -> QtyExplainReply {
        QtyExplainReply {
            code: Field::to_proto(&self.code),
            message: Field::to_proto(&self.message),
            retryable: Field::to_proto(&self.retryable),
            advice: Field::to_proto(&self.advice),
            shortages: Field::to_proto(&self.shortages),
            details: Field::to_proto(&self.details),
            trace_id: Field::to_proto(&self.trace_id),
            data: Field::to_proto(&self.data),
        }
    }

    fn from_proto(proto: QtyExplainReply) -> Self {
        Self {
            code: Field::from_proto(proto.code),
            message: Field::from_proto(proto.message),
            retryable: Field::from_proto(proto.retryable),
            advice: Field::from_proto(proto.advice),
            shortages: Field::from_proto(proto.shortages),
            details: Field::from_proto(proto.details),
            trace_id: Field::from_proto(proto.trace_id),
            data: Field::from_proto(proto.data),
            ..Default::default()
        }
    }
}

/// Starts a comparison.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ReconRunReq {
    /// Who asks, under which key. Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// Which comparison, see `ReconRun`. Required.
    #[prost(string, optional, tag = "2")]
    pub run: Option<String>,
    /// The business day, `yyyy-MM-dd`; null means today.
    #[prost(string, optional, tag = "3")]
    pub business_date: Option<String>,
    /// One warehouse only; null means all.
    #[prost(string, optional, tag = "4")]
    pub warehouse: Option<String>,
    /// One owner only; null means all.
    #[prost(string, optional, tag = "5")]
    pub owner: Option<String>,
    /// These SKUs only, at most 200; empty means all.
    #[prost(string, repeated, tag = "6")]
    pub skus: Vec<String>,
    /// The snapshot to compare with, for `R4`; null means the warehouse's latest complete one.
    #[prost(string, optional, tag = "7")]
    pub snapshot_no: Option<String>,
}

impl Item for contract::ReconRunReq {
    type Proto = ReconRunReq;

    fn to_proto(&self) -> ReconRunReq {
        ReconRunReq {
            context: Field::to_proto(&self.context),
            run: Field::to_proto(&self.run),
            business_date: Field::to_proto(&self.business_date),
            warehouse: Field::to_proto(&self.warehouse),
            owner: Field::to_proto(&self.owner),
            skus: Field::to_proto(&self.skus),
            snapshot_no: Field::to_proto(&self.snapshot_no),
        }
    }

    fn from_proto(proto: ReconRunReq) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            run: Field::from_proto(proto.run),
            business_date: Field::from_proto(proto.business_date),
            warehouse: Field::from_proto(proto.warehouse),
            owner: Field::from_proto(proto.owner),
            skus: Field::from_proto(proto.skus),
            snapshot_no: Field::from_proto(proto.snapshot_no),
            ..Default::default()
        }
    }
}

/// One relation of two parts to import.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct RelationRow {
    /// The part that is wanted. Required.
    #[prost(string, optional, tag = "1")]
    pub from_sku: Option<String>,
    /// The part that stands for it. Required.
    #[prost(string, optional, tag = "2")]
    pub to_sku: Option<String>,
    /// How it does, see `RelationKind`. Required.
    #[prost(string, optional, tag = "3")]
    pub kind: Option<String>,
}

impl Item for contract::RelationRow {
    type Proto = RelationRow;

    fn to_proto(&self) -> RelationRow {
        RelationRow {
            from_sku: Field::to_proto(&self.from_sku),
            to_sku: Field::to_proto(&self.to_sku),
            kind: Field::to_proto(&self.kind),
        }
    }

    fn from_proto(proto: RelationRow) -> Self {
        Self {
            from_sku: Field::from_proto(proto.from_sku),
            to_sku: Field::from_proto(proto.to_sku),
            kind: Field::from_proto(proto.kind),
            ..Default::default()
        }
    }
}

/// Arguments of release.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ReleaseArguments {
    /// The fulfilment order number.
    #[prost(string, optional, tag = "1")]
    pub fo_no: Option<String>,
    /// The context.
    #[prost(message, optional, tag = "2")]
    pub context: Option<OpContext>,
}

/// A repair of a difference, and who decided it.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Repair {
    /// What it does, see `RepairAction`.
    #[prost(string, optional, tag = "1")]
    pub action: Option<String>,
    /// By how much, in base units; negative takes away.
    #[prost(int64, tag = "2")]
    pub quantity: i64,
    /// Why.
    #[prost(string, optional, tag = "3")]
    pub reason: Option<String>,
    /// Who proposed it.
    #[prost(string, optional, tag = "4")]
    pub proposed_by: Option<String>,
    /// When.
    #[prost(int64, optional, tag = "5")]
    pub proposed_at: Option<i64>,
    /// Who approved or refused it; never who proposed it.
    #[prost(string, optional, tag = "6")]
    pub decided_by: Option<String>,
    /// When.
    #[prost(int64, optional, tag = "7")]
    pub decided_at: Option<i64>,
    /// The voucher that repaired it; null before.
    #[prost(string, optional, tag = "8")]
    pub voucher_no: Option<String>,
}

impl Item for contract::Repair {
    type Proto = Repair;

    fn to_proto(&self) -> Repair {
        Repair {
            action: Field::to_proto(&self.action),
            quantity: Field::to_proto(&self.quantity),
            reason: Field::to_proto(&self.reason),
            proposed_by: Field::to_proto(&self.proposed_by),
            proposed_at: Field::to_proto(&self.proposed_at),
            decided_by: Field::to_proto(&self.decided_by),
            decided_at: Field::to_proto(&self.decided_at),
            voucher_no: Field::to_proto(&self.voucher_no),
        }
    }

    fn from_proto(proto: Repair) -> Self {
        Self {
            action: Field::from_proto(proto.action),
            quantity: Field::from_proto(proto.quantity),
            reason: Field::from_proto(proto.reason),
            proposed_by: Field::from_proto(proto.proposed_by),
            proposed_at: Field::from_proto(proto.proposed_at),
            decided_by: Field::from_proto(proto.decided_by),
            decided_at: Field::from_proto(proto.decided_at),
            voucher_no: Field::from_proto(proto.voucher_no),
            ..Default::default()
        }
    }
}

/// Proposes a repair.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct RepairReq {
    /// Who proposes (`operator` is required), under which key. Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// The difference. Required.
    #[prost(string, optional, tag = "2")]
    pub diff_no: Option<String>,
    /// What to do, see `RepairAction`. Required.
    #[prost(string, optional, tag = "3")]
    pub action: Option<String>,
    /// By how much, in base units; null means the whole difference.
    #[prost(int64, optional, tag = "4")]
    pub quantity: Option<i64>,
    /// Why, at most 200 characters. Required.
    #[prost(string, optional, tag = "5")]
    pub reason: Option<String>,
}

impl Item for contract::RepairReq {
    type Proto = RepairReq;

    fn to_proto(&self) -> RepairReq {
        RepairReq {
            context: Field::to_proto(&self.context),
            diff_no: Field::to_proto(&self.diff_no),
            action: Field::to_proto(&self.action),
            quantity: Field::to_proto(&self.quantity),
            reason: Field::to_proto(&self.reason),
        }
    }

    fn from_proto(proto: RepairReq) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            diff_no: Field::from_proto(proto.diff_no),
            action: Field::from_proto(proto.action),
            quantity: Field::from_proto(proto.quantity),
            reason: Field::from_proto(proto.reason),
            ..Default::default()
        }
    }
}

/// Sends events again.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ReplayReq {
    /// Who asks, under which key. Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// From this outbox sequence on, inclusive; null with dead letters.
    #[prost(int64, optional, tag = "2")]
    pub from_seq: Option<i64>,
    /// Up to this outbox sequence, inclusive; null means to the end.
    #[prost(int64, optional, tag = "3")]
    pub to_seq: Option<i64>,
    /// Events of this type only, for example `reservation.confirmed`; null means all.
    #[prost(string, optional, tag = "4")]
    pub event_type: Option<String>,
    /// Events of this aggregate only; null means all.
    #[prost(string, optional, tag = "5")]
    pub aggregate_id: Option<String>,
    /// Take the dead letters of received messages instead.
    #[prost(bool, tag = "6")]
    pub dead_letters: bool,
    /// Most events, 1 to 10000; null means 1000.
    #[prost(int32, optional, tag = "7")]
    pub limit: Option<i32>,
    /// Only check, and tell in `details` what would be sent.
    #[prost(bool, tag = "8")]
    pub dry_run: bool,
}

impl Item for contract::ReplayReq {
    type Proto = ReplayReq;

    fn to_proto(&self) -> ReplayReq {
        ReplayReq {
            context: Field::to_proto(&self.context),
            from_seq: Field::to_proto(&self.from_seq),
            to_seq: Field::to_proto(&self.to_seq),
            event_type: Field::to_proto(&self.event_type),
            aggregate_id: Field::to_proto(&self.aggregate_id),
            dead_letters: Field::to_proto(&self.dead_letters),
            limit: Field::to_proto(&self.limit),
            dry_run: Field::to_proto(&self.dry_run),
        }
    }

    fn from_proto(proto: ReplayReq) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            from_seq: Field::from_proto(proto.from_seq),
            to_seq: Field::from_proto(proto.to_seq),
            event_type: Field::from_proto(proto.event_type),
            aggregate_id: Field::from_proto(proto.aggregate_id),
            dead_letters: Field::from_proto(proto.dead_letters),
            limit: Field::from_proto(proto.limit),
            dry_run: Field::from_proto(proto.dry_run),
            ..Default::default()
        }
    }
}

/// A reservation, as it stands after the call.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Reservation {
    /// Its number; null for the mark that a cancel left which came first.
    #[prost(string, optional, tag = "1")]
    pub reservation_no: Option<String>,
    /// The order.
    #[prost(string, optional, tag = "2")]
    pub order_no: Option<String>,
    /// Where it stands, see `ReservationState`.
    #[prost(string, optional, tag = "3")]
    pub state: Option<String>,
    /// How it was held, see `HoldMode`.
    #[prost(string, optional, tag = "4")]
    pub mode: Option<String>,
    /// The buyer.
    #[prost(string, optional, tag = "5")]
    pub buyer_id: Option<String>,
    /// The sales channel.
    #[prost(string, optional, tag = "6")]
    pub channel: Option<String>,
    /// The delivery area.
    #[prost(string, optional, tag = "7")]
    pub area_code: Option<String>,
    /// What is held, one row per order line, warehouse and pool.
    #[prost(message, repeated, tag = "8")]
    pub lines: Vec<ReservationLine>,
    /// When it was first held, by the database's clock.
    #[prost(int64, optional, tag = "9")]
    pub created_at: Option<i64>,
    /// When the hold runs out, by the database's clock; null once closed without ever being held.
    #[prost(int64, optional, tag = "10")]
    pub expire_at: Option<i64>,
    /// The payment; null while unpaid.
    #[prost(string, optional, tag = "11")]
    pub pay_no: Option<String>,
    /// Whether it was confirmed after an earlier hold had run out.
    #[prost(bool, tag = "12")]
    pub late: bool,
    /// The expired reservation which this one succeeds; null normally.
    #[prost(string, optional, tag = "13")]
    pub predecessor_no: Option<String>,
    /// The fulfilment orders made by this call; empty otherwise.
    #[prost(string, repeated, tag = "14")]
    pub fulfillment_nos: Vec<String>,
    /// The voucher this call booked; null for a query.
    #[prost(string, optional, tag = "15")]
    pub voucher_no: Option<String>,
    /// Grows with every change.
    #[prost(int64, tag = "16")]
    pub version: i64,
}

impl Item for contract::Reservation {
    type Proto = Reservation;

    fn to_proto(&self) -> Reservation {
        Reservation {
            reservation_no: Field::to_proto(&self.reservation_no),
            order_no: Field::to_proto(&self.order_no),
            state: Field::to_proto(&self.state),
            mode: Field::to_proto(&self.mode),
            buyer_id: Field::to_proto(&self.buyer_id),
            channel: Field::to_proto(&self.channel),
            area_code: Field::to_proto(&self.area_code),
            lines: Field::to_proto(&self.lines),
            created_at: Field::to_proto(&self.created_at),
            expire_at: Field::to_proto(&self.expire_at),
            pay_no: Field::to_proto(&self.pay_no),
            late: Field::to_proto(&self.late),
            predecessor_no: Field::to_proto(&self.predecessor_no),
            fulfillment_nos: Field::to_proto(&self.fulfillment_nos),
            voucher_no: Field::to_proto(&self.voucher_no),
            version: Field::to_proto(&self.version),
        }
    }

    fn from_proto(proto: Reservation) -> Self {
        Self {
            reservation_no: Field::from_proto(proto.reservation_no),
            order_no: Field::from_proto(proto.order_no),
            state: Field::from_proto(proto.state),
            mode: Field::from_proto(proto.mode),
            buyer_id: Field::from_proto(proto.buyer_id),
            channel: Field::from_proto(proto.channel),
            area_code: Field::from_proto(proto.area_code),
            lines: Field::from_proto(proto.lines),
            created_at: Field::from_proto(proto.created_at),
            expire_at: Field::from_proto(proto.expire_at),
            pay_no: Field::from_proto(proto.pay_no),
            late: Field::from_proto(proto.late),
            predecessor_no: Field::from_proto(proto.predecessor_no),
            fulfillment_nos: Field::from_proto(proto.fulfillment_nos),
            voucher_no: Field::from_proto(proto.voucher_no),
            version: Field::from_proto(proto.version),
            ..Default::default()
        }
    }
}

/// One held quantity.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ReservationLine {
    /// The row's number in the reservation, from 1; never used again.
    #[prost(int64, tag = "1")]
    pub line_no: i64,
    /// The order's line it serves.
    #[prost(int64, tag = "2")]
    pub order_line_no: i64,
    /// The goods' owner.
    #[prost(string, optional, tag = "3")]
    pub owner: Option<String>,
    /// The SKU held; for a kit, the component.
    #[prost(string, optional, tag = "4")]
    pub sku: Option<String>,
    /// The kit the component belongs to; null otherwise.
    #[prost(string, optional, tag = "5")]
    pub kit: Option<String>,
    /// Where it is held.
    #[prost(string, optional, tag = "6")]
    pub warehouse: Option<String>,
    /// The pool it came from and returns to.
    #[prost(string, optional, tag = "7")]
    pub pool: Option<String>,
    /// Held in all, in base units.
    #[prost(int64, tag = "8")]
    pub reserved: i64,
    /// Of it, paid.
    #[prost(int64, tag = "9")]
    pub confirmed: i64,
    /// Of it, given back. What is neither is still held.
    #[prost(int64, tag = "10")]
    pub released: i64,
    /// The SKU that was ordered, where an equivalent part is held; null otherwise.
    #[prost(string, optional, tag = "11")]
    pub instead_of: Option<String>,
    /// The presale whose quota it is; null for goods that are there.
    #[prost(string, optional, tag = "12")]
    pub presale_no: Option<String>,
    /// When the goods of the presale are expected; null otherwise, or when nobody knows.
    #[prost(int64, optional, tag = "13")]
    pub expected_at: Option<i64>,
    /// Of what is paid, so much still waits for goods of the presale.
    #[prost(int64, tag = "14")]
    pub waiting: i64,
    /// Nothing is held until it is paid, by the rule for holds of the SKU.
    #[prost(bool, tag = "15")]
    pub on_pay: bool,
}

impl Item for contract::ReservationLine {
    type Proto = ReservationLine;

    fn to_proto(&self) -> ReservationLine {
        ReservationLine {
            line_no: Field::to_proto(&self.line_no),
            order_line_no: Field::to_proto(&self.order_line_no),
            owner: Field::to_proto(&self.owner),
            sku: Field::to_proto(&self.sku),
            kit: Field::to_proto(&self.kit),
            warehouse: Field::to_proto(&self.warehouse),
            pool: Field::to_proto(&self.pool),
            reserved: Field::to_proto(&self.reserved),
            confirmed: Field::to_proto(&self.confirmed),
            released: Field::to_proto(&self.released),
            instead_of: Field::to_proto(&self.instead_of),
            presale_no: Field::to_proto(&self.presale_no),
            expected_at: Field::to_proto(&self.expected_at),
            waiting: Field::to_proto(&self.waiting),
            on_pay: Field::to_proto(&self.on_pay),
        }
    }

    fn from_proto(proto: ReservationLine) -> Self {
        Self {
            line_no: Field::from_proto(proto.line_no),
            order_line_no: Field::from_proto(proto.order_line_no),
            owner: Field::from_proto(proto.owner),
            sku: Field::from_proto(proto.sku),
            kit: Field::from_proto(proto.kit),
            warehouse: Field::from_proto(proto.warehouse),
            pool: Field::from_proto(proto.pool),
            reserved: Field::from_proto(proto.reserved),
            confirmed: Field::from_proto(proto.confirmed),
            released: Field::from_proto(proto.released),
            instead_of: Field::from_proto(proto.instead_of),
            presale_no: Field::from_proto(proto.presale_no),
            expected_at: Field::from_proto(proto.expected_at),
            waiting: Field::from_proto(proto.waiting),
            on_pay: Field::from_proto(proto.on_pay),
            ..Default::default()
        }
    }
}

/// Which reservation to read.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ReservationQuery {
    /// The mall; null means the server's default tenant.
    #[prost(string, optional, tag = "1")]
    pub tenant: Option<String>,
    /// The reservation; null means the order's latest.
    #[prost(string, optional, tag = "2")]
    pub reservation_no: Option<String>,
    /// The order; required when `reservationNo` is null.
    #[prost(string, optional, tag = "3")]
    pub order_no: Option<String>,
}

impl Item for contract::ReservationQuery {
    type Proto = ReservationQuery;

    fn to_proto(&self) -> ReservationQuery {
        ReservationQuery {
            tenant: Field::to_proto(&self.tenant),
            reservation_no: Field::to_proto(&self.reservation_no),
            order_no: Field::to_proto(&self.order_no),
        }
    }

    fn from_proto(proto: ReservationQuery) -> Self {
        Self {
            tenant: Field::from_proto(proto.tenant),
            reservation_no: Field::from_proto(proto.reservation_no),
            order_no: Field::from_proto(proto.order_no),
            ..Default::default()
        }
    }
}

/// The answer to every call: a code, what the caller should do, and the data.
/// 
/// A refusal is an answer too; an exception means that something broke on the way. Shortages are listed
/// here, and not in the data, so that every refused write tells them in the same place.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ReservationReply {
    /// The outcome, one of `ResultCode`. `OK`, `OK_DUPLICATE` and `ACCEPTED_PENDING` are successes.
    #[prost(string, optional, tag = "1")]
    pub code: Option<String>,
    /// What was wrong, the value, the limit and the way out; null for a success.
    #[prost(string, optional, tag = "2")]
    pub message: Option<String>,
    /// Whether the same call, with the same key, may be sent again and may then succeed.
    #[prost(bool, tag = "3")]
    pub retryable: bool,
    /// What the caller should do, in English; null for a plain success.
    #[prost(string, optional, tag = "4")]
    pub advice: Option<String>,
    /// The data; null for most refusals. A duplicate carries what the first call answered.
    #[prost(message, optional, tag = "5")]
    pub data: Option<Reservation>,
    /// Every short line of a refused or partly done write; empty otherwise.
    #[prost(message, repeated, tag = "6")]
    pub shortages: Vec<Shortage>,
    /// Facts of a refusal by name: `field`, `value`, `limit`, `currentState`, `sku`, `warehouse`, `kind`, `method`, `retryAfterMs`.
    #[prost(btree_map = "string, string", tag = "7")]
    pub details: std::collections::BTreeMap<String, String>,
    /// The trace under which the server logged the call.
    #[prost(string, optional, tag = "8")]
    pub trace_id: Option<String>,
}

impl Item for contract::Reply<contract::Reservation> {
    type Proto = ReservationReply;

    fn to_proto(&self) -> ReservationReply {
        ReservationReply {
            code: Field::to_proto(&self.code),
            message: Field::to_proto(&self.message),
            retryable: Field::to_proto(&self.retryable),
            advice: Field::to_proto(&self.advice),
            shortages: Field::to_proto(&self.shortages),
            details: Field::to_proto(&self.details),
            trace_id: Field::to_proto(&self.trace_id),
            data: Field::to_proto(&self.data),
        }
    }

    fn from_proto(proto: ReservationReply) -> Self {
        Self {
            code: Field::from_proto(proto.code),
            message: Field::from_proto(proto.message),
            retryable: Field::from_proto(proto.retryable),
            advice: Field::from_proto(proto.advice),
            shortages: Field::from_proto(proto.shortages),
            details: Field::from_proto(proto.details),
            trace_id: Field::from_proto(proto.trace_id),
            data: Field::from_proto(proto.data),
            ..Default::default()
        }
    }
}

/// Arguments of resolveVin.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ResolveVinArguments {
    /// The VIN.
    #[prost(string, optional, tag = "1")]
    pub vin: Option<String>,
}

/// One missing line.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ResourceLine {
    /// The fulfilment order's line.
    #[prost(int64, tag = "1")]
    pub line_no: i64,
    /// How many are missing, in base units, 1 or more.
    #[prost(int64, tag = "2")]
    pub quantity: i64,
}

impl Item for contract::ResourceLine {
    type Proto = ResourceLine;

    fn to_proto(&self) -> ResourceLine {
        ResourceLine {
            line_no: Field::to_proto(&self.line_no),
            quantity: Field::to_proto(&self.quantity),
        }
    }

    fn from_proto(proto: ResourceLine) -> Self {
        Self {
            line_no: Field::from_proto(proto.line_no),
            quantity: Field::from_proto(proto.quantity),
            ..Default::default()
        }
    }
}

/// A warehouse cannot send what it was to send: find another. Moves stock.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ResourceReq {
    /// Who asks, under which key (bizNo = resource number). Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// The fulfilment order. Required.
    #[prost(string, optional, tag = "2")]
    pub fo_no: Option<String>,
    /// Why, see `ShortReason`. Required; decides where the missing units are booked.
    #[prost(string, optional, tag = "3")]
    pub reason: Option<String>,
    /// What is missing, 1 to 200 lines.
    #[prost(message, repeated, tag = "4")]
    pub lines: Vec<ResourceLine>,
    /// Whether a later date than promised is allowed; it is told by the event promise.changed.
    #[prost(bool, tag = "5")]
    pub allow_later: bool,
}

impl Item for contract::ResourceReq {
    type Proto = ResourceReq;

    fn to_proto(&self) -> ResourceReq {
        ResourceReq {
            context: Field::to_proto(&self.context),
            fo_no: Field::to_proto(&self.fo_no),
            reason: Field::to_proto(&self.reason),
            lines: Field::to_proto(&self.lines),
            allow_later: Field::to_proto(&self.allow_later),
        }
    }

    fn from_proto(proto: ResourceReq) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            fo_no: Field::from_proto(proto.fo_no),
            reason: Field::from_proto(proto.reason),
            lines: Field::from_proto(proto.lines),
            allow_later: Field::from_proto(proto.allow_later),
            ..Default::default()
        }
    }
}

/// One received line.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ReturnInLine {
    /// The return's line; null for goods that are not on the return.
    #[prost(int64, optional, tag = "1")]
    pub line_no: Option<i64>,
    /// The SKU that arrived. Required.
    #[prost(string, optional, tag = "2")]
    pub sku: Option<String>,
    /// How many, in base units, 1 or more.
    #[prost(int64, tag = "3")]
    pub quantity: i64,
}

impl Item for contract::ReturnInLine {
    type Proto = ReturnInLine;

    fn to_proto(&self) -> ReturnInLine {
        ReturnInLine {
            line_no: Field::to_proto(&self.line_no),
            sku: Field::to_proto(&self.sku),
            quantity: Field::to_proto(&self.quantity),
        }
    }

    fn from_proto(proto: ReturnInLine) -> Self {
        Self {
            line_no: Field::from_proto(proto.line_no),
            sku: Field::from_proto(proto.sku),
            quantity: Field::from_proto(proto.quantity),
            ..Default::default()
        }
    }
}

/// Returned goods have arrived.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ReturnInReq {
    /// Who asks, under which key (bizNo = return number, opSeq = the how-many-th parcel). Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// The return. Required.
    #[prost(string, optional, tag = "2")]
    pub return_no: Option<String>,
    /// Where it arrived. Required; it may be another warehouse than asked for.
    #[prost(string, optional, tag = "3")]
    pub warehouse: Option<String>,
    /// When it arrived; null means now.
    #[prost(int64, optional, tag = "4")]
    pub received_at: Option<i64>,
    /// What arrived, 1 to 200 lines.
    #[prost(message, repeated, tag = "5")]
    pub lines: Vec<ReturnInLine>,
}

impl Item for contract::ReturnInReq {
    type Proto = ReturnInReq;

    fn to_proto(&self) -> ReturnInReq {
        ReturnInReq {
            context: Field::to_proto(&self.context),
            return_no: Field::to_proto(&self.return_no),
            warehouse: Field::to_proto(&self.warehouse),
            received_at: Field::to_proto(&self.received_at),
            lines: Field::to_proto(&self.lines),
        }
    }

    fn from_proto(proto: ReturnInReq) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            return_no: Field::from_proto(proto.return_no),
            warehouse: Field::from_proto(proto.warehouse),
            received_at: Field::from_proto(proto.received_at),
            lines: Field::from_proto(proto.lines),
            ..Default::default()
        }
    }
}

/// One line of a return; quantities in base units.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ReturnLine {
    /// The line's number, from 1.
    #[prost(int64, tag = "1")]
    pub line_no: i64,
    /// The order's line; 0 for goods without one.
    #[prost(int64, tag = "2")]
    pub order_line_no: i64,
    /// The goods' owner.
    #[prost(string, optional, tag = "3")]
    pub owner: Option<String>,
    /// The SKU that was to come.
    #[prost(string, optional, tag = "4")]
    pub sku: Option<String>,
    /// Applied for.
    #[prost(int64, tag = "5")]
    pub applied: i64,
    /// Arrived.
    #[prost(int64, tag = "6")]
    pub received: i64,
    /// Found good.
    #[prost(int64, tag = "7")]
    pub good: i64,
    /// Found defective.
    #[prost(int64, tag = "8")]
    pub defective: i64,
    /// Another article came.
    #[prost(int64, tag = "9")]
    pub wrong_item: i64,
    /// Did not come.
    #[prost(int64, tag = "10")]
    pub missing: i64,
    /// More than applied for.
    #[prost(int64, tag = "11")]
    pub extra: i64,
    /// What may be refunded.
    #[prost(int64, tag = "12")]
    pub refundable: i64,
}

impl Item for contract::ReturnLine {
    type Proto = ReturnLine;

    fn to_proto(&self) -> ReturnLine {
        ReturnLine {
            line_no: Field::to_proto(&self.line_no),
            order_line_no: Field::to_proto(&self.order_line_no),
            owner: Field::to_proto(&self.owner),
            sku: Field::to_proto(&self.sku),
            applied: Field::to_proto(&self.applied),
            received: Field::to_proto(&self.received),
            good: Field::to_proto(&self.good),
            defective: Field::to_proto(&self.defective),
            wrong_item: Field::to_proto(&self.wrong_item),
            missing: Field::to_proto(&self.missing),
            extra: Field::to_proto(&self.extra),
            refundable: Field::to_proto(&self.refundable),
        }
    }

    fn from_proto(proto: ReturnLine) -> Self {
        Self {
            line_no: Field::from_proto(proto.line_no),
            order_line_no: Field::from_proto(proto.order_line_no),
            owner: Field::from_proto(proto.owner),
            sku: Field::from_proto(proto.sku),
            applied: Field::from_proto(proto.applied),
            received: Field::from_proto(proto.received),
            good: Field::from_proto(proto.good),
            defective: Field::from_proto(proto.defective),
            wrong_item: Field::from_proto(proto.wrong_item),
            missing: Field::from_proto(proto.missing),
            extra: Field::from_proto(proto.extra),
            refundable: Field::from_proto(proto.refundable),
            ..Default::default()
        }
    }
}

/// One line to return.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ReturnLineReq {
    /// The order's line number.
    #[prost(int64, tag = "1")]
    pub order_line_no: i64,
    /// SKU. Required.
    #[prost(string, optional, tag = "2")]
    pub sku: Option<String>,
    /// How many, in base units, 1 or more.
    #[prost(int64, tag = "3")]
    pub quantity: i64,
}

impl Item for contract::ReturnLineReq {
    type Proto = ReturnLineReq;

    fn to_proto(&self) -> ReturnLineReq {
        ReturnLineReq {
            order_line_no: Field::to_proto(&self.order_line_no),
            sku: Field::to_proto(&self.sku),
            quantity: Field::to_proto(&self.quantity),
        }
    }

    fn from_proto(proto: ReturnLineReq) -> Self {
        Self {
            order_line_no: Field::from_proto(proto.order_line_no),
            sku: Field::from_proto(proto.sku),
            quantity: Field::from_proto(proto.quantity),
            ..Default::default()
        }
    }
}

/// A return, as it stands after the call.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ReturnOrder {
    /// Its number.
    #[prost(string, optional, tag = "1")]
    pub return_no: Option<String>,
    /// The order; null for kind `BLIND`.
    #[prost(string, optional, tag = "2")]
    pub order_no: Option<String>,
    /// The fulfilment order it was sent with.
    #[prost(string, optional, tag = "3")]
    pub fo_no: Option<String>,
    /// The parcel that was refused or stopped; null otherwise.
    #[prost(string, optional, tag = "4")]
    pub parcel_no: Option<String>,
    /// Where it comes from, see `ReturnKind`.
    #[prost(string, optional, tag = "5")]
    pub kind: Option<String>,
    /// Where it stands, see `ReturnState`.
    #[prost(string, optional, tag = "6")]
    pub state: Option<String>,
    /// Where it is to arrive, or arrived.
    #[prost(string, optional, tag = "7")]
    pub warehouse: Option<String>,
    /// Its lines.
    #[prost(message, repeated, tag = "8")]
    pub lines: Vec<ReturnLine>,
    /// When it was opened.
    #[prost(int64, optional, tag = "9")]
    pub created_at: Option<i64>,
    /// When it was sent; null before.
    #[prost(int64, optional, tag = "10")]
    pub sent_at: Option<i64>,
    /// When it arrived; null before.
    #[prost(int64, optional, tag = "11")]
    pub received_at: Option<i64>,
    /// When it was closed; null before.
    #[prost(int64, optional, tag = "12")]
    pub closed_at: Option<i64>,
    /// The voucher this call booked; null when nothing moved.
    #[prost(string, optional, tag = "13")]
    pub voucher_no: Option<String>,
    /// Grows with every change.
    #[prost(int64, tag = "14")]
    pub version: i64,
}

impl Item for contract::ReturnOrder {
    type Proto = ReturnOrder;

    fn to_proto(&self) -> ReturnOrder {
        ReturnOrder {
            return_no: Field::to_proto(&self.return_no),
            order_no: Field::to_proto(&self.order_no),
            fo_no: Field::to_proto(&self.fo_no),
            parcel_no: Field::to_proto(&self.parcel_no),
            kind: Field::to_proto(&self.kind),
            state: Field::to_proto(&self.state),
            warehouse: Field::to_proto(&self.warehouse),
            lines: Field::to_proto(&self.lines),
            created_at: Field::to_proto(&self.created_at),
            sent_at: Field::to_proto(&self.sent_at),
            received_at: Field::to_proto(&self.received_at),
            closed_at: Field::to_proto(&self.closed_at),
            voucher_no: Field::to_proto(&self.voucher_no),
            version: Field::to_proto(&self.version),
        }
    }

    fn from_proto(proto: ReturnOrder) -> Self {
        Self {
            return_no: Field::from_proto(proto.return_no),
            order_no: Field::from_proto(proto.order_no),
            fo_no: Field::from_proto(proto.fo_no),
            parcel_no: Field::from_proto(proto.parcel_no),
            kind: Field::from_proto(proto.kind),
            state: Field::from_proto(proto.state),
            warehouse: Field::from_proto(proto.warehouse),
            lines: Field::from_proto(proto.lines),
            created_at: Field::from_proto(proto.created_at),
            sent_at: Field::from_proto(proto.sent_at),
            received_at: Field::from_proto(proto.received_at),
            closed_at: Field::from_proto(proto.closed_at),
            voucher_no: Field::from_proto(proto.voucher_no),
            version: Field::from_proto(proto.version),
            ..Default::default()
        }
    }
}

/// The answer to every call: a code, what the caller should do, and the data.
/// 
/// A refusal is an answer too; an exception means that something broke on the way. Shortages are listed
/// here, and not in the data, so that every refused write tells them in the same place.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ReturnOrderReply {
    /// The outcome, one of `ResultCode`. `OK`, `OK_DUPLICATE` and `ACCEPTED_PENDING` are successes.
    #[prost(string, optional, tag = "1")]
    pub code: Option<String>,
    /// What was wrong, the value, the limit and the way out; null for a success.
    #[prost(string, optional, tag = "2")]
    pub message: Option<String>,
    /// Whether the same call, with the same key, may be sent again and may then succeed.
    #[prost(bool, tag = "3")]
    pub retryable: bool,
    /// What the caller should do, in English; null for a plain success.
    #[prost(string, optional, tag = "4")]
    pub advice: Option<String>,
    /// The data; null for most refusals. A duplicate carries what the first call answered.
    #[prost(message, optional, tag = "5")]
    pub data: Option<ReturnOrder>,
    /// Every short line of a refused or partly done write; empty otherwise.
    #[prost(message, repeated, tag = "6")]
    pub shortages: Vec<Shortage>,
    /// Facts of a refusal by name: `field`, `value`, `limit`, `currentState`, `sku`, `warehouse`, `kind`, `method`, `retryAfterMs`.
    #[prost(btree_map = "string, string", tag = "7")]
    pub details: std::collections::BTreeMap<String, String>,
    /// The trace under which the server logged the call.
    #[prost(string, optional, tag = "8")]
    pub trace_id: Option<String>,
}

impl Item for contract::Reply<contract::ReturnOrder> {
    type Proto = ReturnOrderReply;

    fn to_proto(&self) -> ReturnOrderReply {
        ReturnOrderReply {
            code: Field::to_proto(&self.code),
            message: Field::to_proto(&self.message),
            retryable: Field::to_proto(&self.retryable),
            advice: Field::to_proto(&self.advice),
            shortages: Field::to_proto(&self.shortages),
            details: Field::to_proto(&self.details),
            trace_id: Field::to_proto(&self.trace_id),
            data: Field::to_proto(&self.data),
        }
    }

    fn from_proto(proto: ReturnOrderReply) -> Self {
        Self {
            code: Field::from_proto(proto.code),
            message: Field::from_proto(proto.message),
            retryable: Field::from_proto(proto.retryable),
            advice: Field::from_proto(proto.advice),
            shortages: Field::from_proto(proto.shortages),
            details: Field::from_proto(proto.details),
            trace_id: Field::from_proto(proto.trace_id),
            data: Field::from_proto(proto.data),
            ..Default::default()
        }
    }
}

/// Opens a return.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ReturnReq {
    /// Who asks, under which key (bizNo = return number). Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// The after-sale service's number. Required.
    #[prost(string, optional, tag = "2")]
    pub return_no: Option<String>,
    /// The order. Required, except for kind `BLIND`.
    #[prost(string, optional, tag = "3")]
    pub order_no: Option<String>,
    /// The fulfilment order it was sent with; null lets the stock center find it.
    #[prost(string, optional, tag = "4")]
    pub fo_no: Option<String>,
    /// Where it comes from, see `ReturnKind`; null means `AFTER_SALE`.
    #[prost(string, optional, tag = "5")]
    pub kind: Option<String>,
    /// Where it is to arrive; null means the warehouse that sent it.
    #[prost(string, optional, tag = "6")]
    pub warehouse: Option<String>,
    /// Whether customer service has approved it already.
    #[prost(bool, tag = "7")]
    pub approved: bool,
    /// What is returned, 1 to 200 lines, not more than was signed for; none for kind `BLIND`, or with a decision on a return that is there.
    #[prost(message, repeated, tag = "8")]
    pub lines: Vec<ReturnLineReq>,
    /// Why, at most 200 characters.
    #[prost(string, optional, tag = "9")]
    pub reason: Option<String>,
    /// What customer service says to an application, see `ReturnState`: `APPROVED` (as `approved`), `REFUSED` or `CANCELLED`; null says nothing. Once the
    /// return is there, no lines need be given.
    #[prost(string, optional, tag = "10")]
    pub decision: Option<String>,
}

impl Item for contract::ReturnReq {
    type Proto = ReturnReq;

    fn to_proto(&self) -> ReturnReq {
        ReturnReq {
            context: Field::to_proto(&self.context),
            return_no: Field::to_proto(&self.return_no),
            order_no: Field::to_proto(&self.order_no),
            fo_no: Field::to_proto(&self.fo_no),
            kind: Field::to_proto(&self.kind),
            warehouse: Field::to_proto(&self.warehouse),
            approved: Field::to_proto(&self.approved),
            lines: Field::to_proto(&self.lines),
            reason: Field::to_proto(&self.reason),
            decision: Field::to_proto(&self.decision),
        }
    }

    fn from_proto(proto: ReturnReq) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            return_no: Field::from_proto(proto.return_no),
            order_no: Field::from_proto(proto.order_no),
            fo_no: Field::from_proto(proto.fo_no),
            kind: Field::from_proto(proto.kind),
            warehouse: Field::from_proto(proto.warehouse),
            approved: Field::from_proto(proto.approved),
            lines: Field::from_proto(proto.lines),
            reason: Field::from_proto(proto.reason),
            decision: Field::from_proto(proto.decision),
            ..Default::default()
        }
    }
}

/// The customer has sent the goods.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ReturnSentReq {
    /// Who asks, under which key (bizNo = return number). Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// The return. Required.
    #[prost(string, optional, tag = "2")]
    pub return_no: Option<String>,
    /// The carrier's code.
    #[prost(string, optional, tag = "3")]
    pub carrier: Option<String>,
    /// The carrier's waybill.
    #[prost(string, optional, tag = "4")]
    pub waybill_no: Option<String>,
    /// When it was sent; null means now.
    #[prost(int64, optional, tag = "5")]
    pub sent_at: Option<i64>,
}

impl Item for contract::ReturnSentReq {
    type Proto = ReturnSentReq;

    fn to_proto(&self) -> ReturnSentReq {
        ReturnSentReq {
            context: Field::to_proto(&self.context),
            return_no: Field::to_proto(&self.return_no),
            carrier: Field::to_proto(&self.carrier),
            waybill_no: Field::to_proto(&self.waybill_no),
            sent_at: Field::to_proto(&self.sent_at),
        }
    }

    fn from_proto(proto: ReturnSentReq) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            return_no: Field::from_proto(proto.return_no),
            carrier: Field::from_proto(proto.carrier),
            waybill_no: Field::from_proto(proto.waybill_no),
            sent_at: Field::from_proto(proto.sent_at),
            ..Default::default()
        }
    }
}

/// Undoes a voucher by its mirror image, if the goods have not moved on.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ReverseReq {
    /// Who asks, under which key. Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// The voucher to undo. Required; each can be undone once.
    #[prost(string, optional, tag = "2")]
    pub voucher_no: Option<String>,
    /// Why, at most 200 characters.
    #[prost(string, optional, tag = "3")]
    pub reason: Option<String>,
}

impl Item for contract::ReverseReq {
    type Proto = ReverseReq;

    fn to_proto(&self) -> ReverseReq {
        ReverseReq {
            context: Field::to_proto(&self.context),
            voucher_no: Field::to_proto(&self.voucher_no),
            reason: Field::to_proto(&self.reason),
        }
    }

    fn from_proto(proto: ReverseReq) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            voucher_no: Field::from_proto(proto.voucher_no),
            reason: Field::from_proto(proto.reason),
            ..Default::default()
        }
    }
}

/// All rules of sourcing, as one version. The document number in `context` is the version.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct RuleSet {
    /// Who saves it, under which key. Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// Its version, at most 32 characters. Required; a published version is never changed.
    #[prost(string, optional, tag = "2")]
    pub version: Option<String>,
    /// The version it was made from; null for the first.
    #[prost(string, optional, tag = "3")]
    pub base_version: Option<String>,
    /// In words, at most 200 characters.
    #[prost(string, optional, tag = "4")]
    pub description: Option<String>,
    /// Policies, one per channel and a general one.
    #[prost(message, repeated, tag = "5")]
    pub policies: Vec<SourcingPolicy>,
    /// Which warehouse serves which area.
    #[prost(message, repeated, tag = "6")]
    pub coverage: Vec<CoverageRule>,
    /// How much a warehouse can send per day.
    #[prost(message, repeated, tag = "7")]
    pub capacities: Vec<CapacityRule>,
    /// What must not be sent how.
    #[prost(message, repeated, tag = "8")]
    pub exclusions: Vec<ExclusionRule>,
    /// Safety stock.
    #[prost(message, repeated, tag = "9")]
    pub safety: Vec<SafetyRuleRow>,
}

impl Item for contract::RuleSet {
    type Proto = RuleSet;

    fn to_proto(&self) -> RuleSet {
        RuleSet {
            context: Field::to_proto(&self.context),
            version: Field::to_proto(&self.version),
            base_version: Field::to_proto(&self.base_version),
            description: Field::to_proto(&self.description),
            policies: Field::to_proto(&self.policies),
            coverage: Field::to_proto(&self.coverage),
            capacities: Field::to_proto(&self.capacities),
            exclusions: Field::to_proto(&self.exclusions),
            safety: Field::to_proto(&self.safety),
        }
    }

    fn from_proto(proto: RuleSet) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            version: Field::from_proto(proto.version),
            base_version: Field::from_proto(proto.base_version),
            description: Field::from_proto(proto.description),
            policies: Field::from_proto(proto.policies),
            coverage: Field::from_proto(proto.coverage),
            capacities: Field::from_proto(proto.capacities),
            exclusions: Field::from_proto(proto.exclusions),
            safety: Field::from_proto(proto.safety),
            ..Default::default()
        }
    }
}

/// How far a comparison has come.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct RunProgress {
    /// Its number.
    #[prost(string, optional, tag = "1")]
    pub run_no: Option<String>,
    /// Which comparison, see `ReconRun`.
    #[prost(string, optional, tag = "2")]
    pub run: Option<String>,
    /// How far it is, see `RunState`.
    #[prost(string, optional, tag = "3")]
    pub state: Option<String>,
    /// The business day, `yyyy-MM-dd`.
    #[prost(string, optional, tag = "4")]
    pub business_date: Option<String>,
    /// The ledger's sequence of the comparison.
    #[prost(int64, tag = "5")]
    pub cut_seq: i64,
    /// Rows read so far.
    #[prost(int64, tag = "6")]
    pub rows_read: i64,
    /// Differences found so far; what was only on its way is not counted.
    #[prost(int32, tag = "7")]
    pub diffs: i32,
    /// When it was asked for.
    #[prost(int64, optional, tag = "8")]
    pub created_at: Option<i64>,
    /// When it ended; null before.
    #[prost(int64, optional, tag = "9")]
    pub finished_at: Option<i64>,
    /// Why it failed, or what was left out; null otherwise.
    #[prost(string, optional, tag = "10")]
    pub message: Option<String>,
}

impl Item for contract::RunProgress {
    type Proto = RunProgress;

    fn to_proto(&self) -> RunProgress {
        RunProgress {
            run_no: Field::to_proto(&self.run_no),
            run: Field::to_proto(&self.run),
            state: Field::to_proto(&self.state),
            business_date: Field::to_proto(&self.business_date),
            cut_seq: Field::to_proto(&self.cut_seq),
            rows_read: Field::to_proto(&self.rows_read),
            diffs: Field::to_proto(&self.diffs),
            created_at: Field::to_proto(&self.created_at),
            finished_at: Field::to_proto(&self.finished_at),
            message: Field::to_proto(&self.message),
        }
    }

    fn from_proto(proto: RunProgress) -> Self {
        Self {
            run_no: Field::from_proto(proto.run_no),
            run: Field::from_proto(proto.run),
            state: Field::from_proto(proto.state),
            business_date: Field::from_proto(proto.business_date),
            cut_seq: Field::from_proto(proto.cut_seq),
            rows_read: Field::from_proto(proto.rows_read),
            diffs: Field::from_proto(proto.diffs),
            created_at: Field::from_proto(proto.created_at),
            finished_at: Field::from_proto(proto.finished_at),
            message: Field::from_proto(proto.message),
            ..Default::default()
        }
    }
}

/// The answer to every call: a code, what the caller should do, and the data.
/// 
/// A refusal is an answer too; an exception means that something broke on the way. Shortages are listed
/// here, and not in the data, so that every refused write tells them in the same place.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct RunProgressReply {
    /// The outcome, one of `ResultCode`. `OK`, `OK_DUPLICATE` and `ACCEPTED_PENDING` are successes.
    #[prost(string, optional, tag = "1")]
    pub code: Option<String>,
    /// What was wrong, the value, the limit and the way out; null for a success.
    #[prost(string, optional, tag = "2")]
    pub message: Option<String>,
    /// Whether the same call, with the same key, may be sent again and may then succeed.
    #[prost(bool, tag = "3")]
    pub retryable: bool,
    /// What the caller should do, in English; null for a plain success.
    #[prost(string, optional, tag = "4")]
    pub advice: Option<String>,
    /// The data; null for most refusals. A duplicate carries what the first call answered.
    #[prost(message, optional, tag = "5")]
    pub data: Option<RunProgress>,
    /// Every short line of a refused or partly done write; empty otherwise.
    #[prost(message, repeated, tag = "6")]
    pub shortages: Vec<Shortage>,
    /// Facts of a refusal by name: `field`, `value`, `limit`, `currentState`, `sku`, `warehouse`, `kind`, `method`, `retryAfterMs`.
    #[prost(btree_map = "string, string", tag = "7")]
    pub details: std::collections::BTreeMap<String, String>,
    /// The trace under which the server logged the call.
    #[prost(string, optional, tag = "8")]
    pub trace_id: Option<String>,
}

impl Item for contract::Reply<contract::RunProgress> {
    type Proto = RunProgressReply;

    fn to_proto(&self) -> RunProgressReply {
        RunProgressReply {
            code: Field::to_proto(&self.code),
            message: Field::to_proto(&self.message),
            retryable: Field::to_proto(&self.retryable),
            advice: Field::to_proto(&self.advice),
            shortages: Field::to_proto(&self.shortages),
            details: Field::to_proto(&self.details),
            trace_id: Field::to_proto(&self.trace_id),
            data: Field::to_proto(&self.data),
        }
    }

    fn from_proto(proto: RunProgressReply) -> Self {
        Self {
            code: Field::from_proto(proto.code),
            message: Field::from_proto(proto.message),
            retryable: Field::from_proto(proto.retryable),
            advice: Field::from_proto(proto.advice),
            shortages: Field::from_proto(proto.shortages),
            details: Field::from_proto(proto.details),
            trace_id: Field::from_proto(proto.trace_id),
            data: Field::from_proto(proto.data),
            ..Default::default()
        }
    }
}

/// Names a comparison.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct RunQuery {
    /// The mall; null means the server's default tenant.
    #[prost(string, optional, tag = "1")]
    pub tenant: Option<String>,
    /// Its number, as `run` answered it. Required.
    #[prost(string, optional, tag = "2")]
    pub run_no: Option<String>,
}

impl Item for contract::RunQuery {
    type Proto = RunQuery;

    fn to_proto(&self) -> RunQuery {
        RunQuery {
            tenant: Field::to_proto(&self.tenant),
            run_no: Field::to_proto(&self.run_no),
        }
    }

    fn from_proto(proto: RunQuery) -> Self {
        Self {
            tenant: Field::from_proto(proto.tenant),
            run_no: Field::from_proto(proto.run_no),
            ..Default::default()
        }
    }
}

/// One comparison of a day.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct RunSummary {
    /// Which one, see `ReconRun`.
    #[prost(string, optional, tag = "1")]
    pub run: Option<String>,
    /// Its number.
    #[prost(string, optional, tag = "2")]
    pub run_no: Option<String>,
    /// Whether it is done.
    #[prost(bool, tag = "3")]
    pub done: bool,
    /// Differences found.
    #[prost(int32, tag = "4")]
    pub diffs: i32,
    /// Of them, still open.
    #[prost(int32, tag = "5")]
    pub open: i32,
}

impl Item for contract::RunSummary {
    type Proto = RunSummary;

    fn to_proto(&self) -> RunSummary {
        RunSummary {
            run: Field::to_proto(&self.run),
            run_no: Field::to_proto(&self.run_no),
            done: Field::to_proto(&self.done),
            diffs: Field::to_proto(&self.diffs),
            open: Field::to_proto(&self.open),
        }
    }

    fn from_proto(proto: RunSummary) -> Self {
        Self {
            run: Field::from_proto(proto.run),
            run_no: Field::from_proto(proto.run_no),
            done: Field::from_proto(proto.done),
            diffs: Field::from_proto(proto.diffs),
            open: Field::from_proto(proto.open),
            ..Default::default()
        }
    }
}

/// Sets safety stock: what is held back from sale. Holds that exist are not touched.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SafetyRule {
    /// Who sets it, under which key. Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// The rule. Required; it replaces the rule of the same scope.
    #[prost(message, optional, tag = "2")]
    pub rule: Option<SafetyRuleRow>,
    /// Remove the rule instead.
    #[prost(bool, tag = "3")]
    pub remove: bool,
    /// Only check, and tell in `details` what would change.
    #[prost(bool, tag = "4")]
    pub dry_run: bool,
}

impl Item for contract::SafetyRule {
    type Proto = SafetyRule;

    fn to_proto(&self) -> SafetyRule {
        SafetyRule {
            context: Field::to_proto(&self.context),
            rule: Field::to_proto(&self.rule),
            remove: Field::to_proto(&self.remove),
            dry_run: Field::to_proto(&self.dry_run),
        }
    }

    fn from_proto(proto: SafetyRule) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            rule: Field::from_proto(proto.rule),
            remove: Field::from_proto(proto.remove),
            dry_run: Field::from_proto(proto.dry_run),
            ..Default::default()
        }
    }
}

/// Safety stock as a rule.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SafetyRuleRow {
    /// What it applies to, see `SafetyScope`. Required.
    #[prost(string, optional, tag = "1")]
    pub scope: Option<String>,
    /// The SKU, for scope `SKU`.
    #[prost(string, optional, tag = "2")]
    pub sku: Option<String>,
    /// The category, for scope `CATEGORY`.
    #[prost(string, optional, tag = "3")]
    pub category: Option<String>,
    /// The type of site, for scope `WAREHOUSE_TYPE`; see `WarehouseType`.
    #[prost(string, optional, tag = "4")]
    pub warehouse_type: Option<String>,
    /// One site only; null means every site.
    #[prost(string, optional, tag = "5")]
    pub warehouse: Option<String>,
    /// So many base units; null with a share.
    #[prost(int64, optional, tag = "6")]
    pub quantity: Option<i64>,
    /// So many hundredths of a percent of what is available, 0 to 10000; null with a quantity.
    #[prost(int32, optional, tag = "7")]
    pub basis_points: Option<i32>,
}

impl Item for contract::SafetyRuleRow {
    type Proto = SafetyRuleRow;

    fn to_proto(&self) -> SafetyRuleRow {
        SafetyRuleRow {
            scope: Field::to_proto(&self.scope),
            sku: Field::to_proto(&self.sku),
            category: Field::to_proto(&self.category),
            warehouse_type: Field::to_proto(&self.warehouse_type),
            warehouse: Field::to_proto(&self.warehouse),
            quantity: Field::to_proto(&self.quantity),
            basis_points: Field::to_proto(&self.basis_points),
        }
    }

    fn from_proto(proto: SafetyRuleRow) -> Self {
        Self {
            scope: Field::from_proto(proto.scope),
            sku: Field::from_proto(proto.sku),
            category: Field::from_proto(proto.category),
            warehouse_type: Field::from_proto(proto.warehouse_type),
            warehouse: Field::from_proto(proto.warehouse),
            quantity: Field::from_proto(proto.quantity),
            basis_points: Field::from_proto(proto.basis_points),
            ..Default::default()
        }
    }
}

/// What of one SKU can be sold. Only preOccupy is binding.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SellableItem {
    /// The SKU asked for.
    #[prost(string, optional, tag = "1")]
    pub sku: Option<String>,
    /// Whether the catalogue knows it.
    #[prost(bool, tag = "2")]
    pub known: bool,
    /// What a listing page shows, see `Band`.
    #[prost(string, optional, tag = "3")]
    pub band: Option<String>,
    /// What can be sold, in base units: free minus safety stock, never below 0.
    #[prost(int64, tag = "4")]
    pub sellable: i64,
    /// Days until it can be had, for band `ORDERABLE`; null otherwise.
    #[prost(int32, optional, tag = "5")]
    pub orderable_in_days: Option<i32>,
    /// Presale quota left, for band `PRESALE`; null otherwise, and for kits.
    #[prost(int64, optional, tag = "6")]
    pub presale_left: Option<i64>,
    /// In how many warehouses it is.
    #[prost(int32, tag = "7")]
    pub warehouse_count: i32,
    /// The ledger's sequence the figure is of; grows.
    #[prost(int64, tag = "8")]
    pub version: i64,
    /// When the figure was true, by the database's clock.
    #[prost(int64, optional, tag = "9")]
    pub as_of: Option<i64>,
}

impl Item for contract::SellableItem {
    type Proto = SellableItem;

    fn to_proto(&self) -> SellableItem {
        SellableItem {
            sku: Field::to_proto(&self.sku),
            known: Field::to_proto(&self.known),
            band: Field::to_proto(&self.band),
            sellable: Field::to_proto(&self.sellable),
            orderable_in_days: Field::to_proto(&self.orderable_in_days),
            presale_left: Field::to_proto(&self.presale_left),
            warehouse_count: Field::to_proto(&self.warehouse_count),
            version: Field::to_proto(&self.version),
            as_of: Field::to_proto(&self.as_of),
        }
    }

    fn from_proto(proto: SellableItem) -> Self {
        Self {
            sku: Field::from_proto(proto.sku),
            known: Field::from_proto(proto.known),
            band: Field::from_proto(proto.band),
            sellable: Field::from_proto(proto.sellable),
            orderable_in_days: Field::from_proto(proto.orderable_in_days),
            presale_left: Field::from_proto(proto.presale_left),
            warehouse_count: Field::from_proto(proto.warehouse_count),
            version: Field::from_proto(proto.version),
            as_of: Field::from_proto(proto.as_of),
            ..Default::default()
        }
    }
}

/// The answer to every call: a code, what the caller should do, and the data.
/// 
/// A refusal is an answer too; an exception means that something broke on the way. Shortages are listed
/// here, and not in the data, so that every refused write tells them in the same place.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SellableItemListReply {
    /// The outcome, one of `ResultCode`. `OK`, `OK_DUPLICATE` and `ACCEPTED_PENDING` are successes.
    #[prost(string, optional, tag = "1")]
    pub code: Option<String>,
    /// What was wrong, the value, the limit and the way out; null for a success.
    #[prost(string, optional, tag = "2")]
    pub message: Option<String>,
    /// Whether the same call, with the same key, may be sent again and may then succeed.
    #[prost(bool, tag = "3")]
    pub retryable: bool,
    /// What the caller should do, in English; null for a plain success.
    #[prost(string, optional, tag = "4")]
    pub advice: Option<String>,
    /// The data; null for most refusals. A duplicate carries what the first call answered.
    #[prost(message, repeated, tag = "5")]
    pub data: Vec<SellableItem>,
    /// Every short line of a refused or partly done write; empty otherwise.
    #[prost(message, repeated, tag = "6")]
    pub shortages: Vec<Shortage>,
    /// Facts of a refusal by name: `field`, `value`, `limit`, `currentState`, `sku`, `warehouse`, `kind`, `method`, `retryAfterMs`.
    #[prost(btree_map = "string, string", tag = "7")]
    pub details: std::collections::BTreeMap<String, String>,
    /// The trace under which the server logged the call.
    #[prost(string, optional, tag = "8")]
    pub trace_id: Option<String>,
}

impl Item for contract::Reply<Vec<contract::SellableItem>> {
    type Proto = SellableItemListReply;

    fn to_proto(&self) -> SellableItemListReply {
        SellableItemListReply {
            code: Field::to_proto(&self.code),
            message: Field::to_proto(&self.message),
            retryable: Field::to_proto(&self.retryable),
            advice: Field::to_proto(&self.advice),
            shortages: Field::to_proto(&self.shortages),
            details: Field::to_proto(&self.details),
            trace_id: Field::to_proto(&self.trace_id),
            data: self.data.as_ref().map(Field::to_proto).unwrap_or_default(),
        }
    }

    fn from_proto(proto: SellableItemListReply) -> Self {
        Self {
            data: super::list_of_reply(proto.code.as_deref(), proto.data),
            code: Field::from_proto(proto.code),
            message: Field::from_proto(proto.message),
            retryable: Field::from_proto(proto.retryable),
            advice: Field::from_proto(proto.advice),
            shortages: Field::from_proto(proto.shortages),
            details: Field::from_proto(proto.details),
            trace_id: Field::from_proto(proto.trace_id),
            ..Default::default()
        }
    }
}

/// Asks what of many SKUs can be sold in an area.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SellableReq {
    /// The mall; null means the server's default tenant.
    #[prost(string, optional, tag = "1")]
    pub tenant: Option<String>,
    /// SKUs or kits, 1 to 200; each is answered once, in this order.
    #[prost(string, repeated, tag = "2")]
    pub skus: Vec<String>,
    /// The delivery area; null means every open warehouse.
    #[prost(string, optional, tag = "3")]
    pub area_code: Option<String>,
    /// The sales channel; null sees the shared pool only.
    #[prost(string, optional, tag = "4")]
    pub channel: Option<String>,
    /// The goods' owner; null means the mall's own goods (`SELF`).
    #[prost(string, optional, tag = "5")]
    pub owner: Option<String>,
    /// One warehouse only; null means all that serve the area.
    #[prost(string, optional, tag = "6")]
    pub warehouse: Option<String>,
    /// Read the database instead of the projection that may be up to 2 seconds old.
    #[prost(bool, tag = "7")]
    pub exact: bool,
}

impl Item for contract::SellableReq {
    type Proto = SellableReq;

    fn to_proto(&self) -> SellableReq {
        SellableReq {
            tenant: Field::to_proto(&self.tenant),
            skus: Field::to_proto(&self.skus),
            area_code: Field::to_proto(&self.area_code),
            channel: Field::to_proto(&self.channel),
            owner: Field::to_proto(&self.owner),
            warehouse: Field::to_proto(&self.warehouse),
            exact: Field::to_proto(&self.exact),
        }
    }

    fn from_proto(proto: SellableReq) -> Self {
        Self {
            tenant: Field::from_proto(proto.tenant),
            skus: Field::from_proto(proto.skus),
            area_code: Field::from_proto(proto.area_code),
            channel: Field::from_proto(proto.channel),
            owner: Field::from_proto(proto.owner),
            warehouse: Field::from_proto(proto.warehouse),
            exact: Field::from_proto(proto.exact),
            ..Default::default()
        }
    }
}

/// One line of a parcel.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ShipLine {
    /// The fulfilment order's line.
    #[prost(int64, tag = "1")]
    pub line_no: i64,
    /// How many, in base units, 1 or more.
    #[prost(int64, tag = "2")]
    pub quantity: i64,
    /// The lot; null when the SKU has none.
    #[prost(string, optional, tag = "3")]
    pub lot_no: Option<String>,
}

impl Item for contract::ShipLine {
    type Proto = ShipLine;

    fn to_proto(&self) -> ShipLine {
        ShipLine {
            line_no: Field::to_proto(&self.line_no),
            quantity: Field::to_proto(&self.quantity),
            lot_no: Field::to_proto(&self.lot_no),
        }
    }

    fn from_proto(proto: ShipLine) -> Self {
        Self {
            line_no: Field::from_proto(proto.line_no),
            quantity: Field::from_proto(proto.quantity),
            lot_no: Field::from_proto(proto.lot_no),
            ..Default::default()
        }
    }
}

/// The warehouse hands a parcel to a carrier.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ShipReq {
    /// Who asks, under which key (bizNo = parcel number). Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// The fulfilment order. Required.
    #[prost(string, optional, tag = "2")]
    pub fo_no: Option<String>,
    /// The parcel, at most 64 characters. Required.
    #[prost(string, optional, tag = "3")]
    pub parcel_no: Option<String>,
    /// The carrier's code.
    #[prost(string, optional, tag = "4")]
    pub carrier: Option<String>,
    /// The carrier's waybill.
    #[prost(string, optional, tag = "5")]
    pub waybill_no: Option<String>,
    /// When it was handed over; null means now.
    #[prost(int64, optional, tag = "6")]
    pub shipped_at: Option<i64>,
    /// What is in it, 1 to 200 lines.
    #[prost(message, repeated, tag = "7")]
    pub lines: Vec<ShipLine>,
}

impl Item for contract::ShipReq {
    type Proto = ShipReq;

    fn to_proto(&self) -> ShipReq {
        ShipReq {
            context: Field::to_proto(&self.context),
            fo_no: Field::to_proto(&self.fo_no),
            parcel_no: Field::to_proto(&self.parcel_no),
            carrier: Field::to_proto(&self.carrier),
            waybill_no: Field::to_proto(&self.waybill_no),
            shipped_at: Field::to_proto(&self.shipped_at),
            lines: Field::to_proto(&self.lines),
        }
    }

    fn from_proto(proto: ShipReq) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            fo_no: Field::from_proto(proto.fo_no),
            parcel_no: Field::from_proto(proto.parcel_no),
            carrier: Field::from_proto(proto.carrier),
            waybill_no: Field::from_proto(proto.waybill_no),
            shipped_at: Field::from_proto(proto.shipped_at),
            lines: Field::from_proto(proto.lines),
            ..Default::default()
        }
    }
}

/// One line for which the stock does not suffice.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Shortage {
    /// The request's line number; the first of several lines that were summed.
    #[prost(int64, tag = "1")]
    pub line_no: i64,
    /// The SKU that is short; for a kit, the component.
    #[prost(string, optional, tag = "2")]
    pub sku: Option<String>,
    /// The kit the component belongs to; null if the SKU was asked for itself.
    #[prost(string, optional, tag = "3")]
    pub kit: Option<String>,
    /// The warehouse, if it had to be one; null when any would do.
    #[prost(string, optional, tag = "4")]
    pub warehouse: Option<String>,
    /// Asked for, in base units, over all lines of the SKU.
    #[prost(int64, tag = "5")]
    pub need: i64,
    /// Free, in base units.
    #[prost(int64, tag = "6")]
    pub have: i64,
}

impl Item for contract::Shortage {
    type Proto = Shortage;

    fn to_proto(&self) -> Shortage {
        Shortage {
            line_no: Field::to_proto(&self.line_no),
            sku: Field::to_proto(&self.sku),
            kit: Field::to_proto(&self.kit),
            warehouse: Field::to_proto(&self.warehouse),
            need: Field::to_proto(&self.need),
            have: Field::to_proto(&self.have),
        }
    }

    fn from_proto(proto: Shortage) -> Self {
        Self {
            line_no: Field::from_proto(proto.line_no),
            sku: Field::from_proto(proto.sku),
            kit: Field::from_proto(proto.kit),
            warehouse: Field::from_proto(proto.warehouse),
            need: Field::from_proto(proto.need),
            have: Field::from_proto(proto.have),
            ..Default::default()
        }
    }
}

/// One plan that came out differently.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SimDiff {
    /// The past plan.
    #[prost(string, optional, tag = "1")]
    pub plan_no: Option<String>,
    /// Its warehouses.
    #[prost(string, repeated, tag = "2")]
    pub warehouses_before: Vec<String>,
    /// The draft's warehouses.
    #[prost(string, repeated, tag = "3")]
    pub warehouses_after: Vec<String>,
    /// Its freight in the smallest currency unit (fen).
    #[prost(int64, tag = "4")]
    pub freight_minor_before: i64,
    /// The draft's freight (fen).
    #[prost(int64, tag = "5")]
    pub freight_minor_after: i64,
}

impl Item for contract::SimDiff {
    type Proto = SimDiff;

    fn to_proto(&self) -> SimDiff {
        SimDiff {
            plan_no: Field::to_proto(&self.plan_no),
            warehouses_before: Field::to_proto(&self.warehouses_before),
            warehouses_after: Field::to_proto(&self.warehouses_after),
            freight_minor_before: Field::to_proto(&self.freight_minor_before),
            freight_minor_after: Field::to_proto(&self.freight_minor_after),
        }
    }

    fn from_proto(proto: SimDiff) -> Self {
        Self {
            plan_no: Field::from_proto(proto.plan_no),
            warehouses_before: Field::from_proto(proto.warehouses_before),
            warehouses_after: Field::from_proto(proto.warehouses_after),
            freight_minor_before: Field::from_proto(proto.freight_minor_before),
            freight_minor_after: Field::from_proto(proto.freight_minor_after),
            ..Default::default()
        }
    }
}

/// What a draft rule set would have changed.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SimReport {
    /// The draft.
    #[prost(string, optional, tag = "1")]
    pub rule_version: Option<String>,
    /// How many plans were tried.
    #[prost(int32, tag = "2")]
    pub plans: i32,
    /// How many came out differently.
    #[prost(int32, tag = "3")]
    pub changed: i32,
    /// Parcels before.
    #[prost(int64, tag = "4")]
    pub parcels_before: i64,
    /// Parcels with the draft.
    #[prost(int64, tag = "5")]
    pub parcels_after: i64,
    /// Freight before, in the smallest currency unit (fen).
    #[prost(int64, tag = "6")]
    pub freight_minor_before: i64,
    /// Freight with the draft (fen).
    #[prost(int64, tag = "7")]
    pub freight_minor_after: i64,
    /// Mean hours to arrival before.
    #[prost(double, tag = "8")]
    pub hours_before: f64,
    /// Mean hours to arrival with the draft.
    #[prost(double, tag = "9")]
    pub hours_after: f64,
    /// Units without a source before, in base units.
    #[prost(int64, tag = "10")]
    pub short_before: i64,
    /// Units without a source with the draft, in base units.
    #[prost(int64, tag = "11")]
    pub short_after: i64,
    /// Up to 100 plans that came out differently.
    #[prost(message, repeated, tag = "12")]
    pub samples: Vec<SimDiff>,
}

impl Item for contract::SimReport {
    type Proto = SimReport;

    fn to_proto(&self) -> SimReport {
        SimReport {
            rule_version: Field::to_proto(&self.rule_version),
            plans: Field::to_proto(&self.plans),
            changed: Field::to_proto(&self.changed),
            parcels_before: Field::to_proto(&self.parcels_before),
            parcels_after: Field::to_proto(&self.parcels_after),
            freight_minor_before: Field::to_proto(&self.freight_minor_before),
            freight_minor_after: Field::to_proto(&self.freight_minor_after),
            hours_before: Field::to_proto(&self.hours_before),
            hours_after: Field::to_proto(&self.hours_after),
            short_before: Field::to_proto(&self.short_before),
            short_after: Field::to_proto(&self.short_after),
            samples: Field::to_proto(&self.samples),
        }
    }

    fn from_proto(proto: SimReport) -> Self {
        Self {
            rule_version: Field::from_proto(proto.rule_version),
            plans: Field::from_proto(proto.plans),
            changed: Field::from_proto(proto.changed),
            parcels_before: Field::from_proto(proto.parcels_before),
            parcels_after: Field::from_proto(proto.parcels_after),
            freight_minor_before: Field::from_proto(proto.freight_minor_before),
            freight_minor_after: Field::from_proto(proto.freight_minor_after),
            hours_before: Field::from_proto(proto.hours_before),
            hours_after: Field::from_proto(proto.hours_after),
            short_before: Field::from_proto(proto.short_before),
            short_after: Field::from_proto(proto.short_after),
            samples: Field::from_proto(proto.samples),
            ..Default::default()
        }
    }
}

/// The answer to every call: a code, what the caller should do, and the data.
/// 
/// A refusal is an answer too; an exception means that something broke on the way. Shortages are listed
/// here, and not in the data, so that every refused write tells them in the same place.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SimReportReply {
    /// The outcome, one of `ResultCode`. `OK`, `OK_DUPLICATE` and `ACCEPTED_PENDING` are successes.
    #[prost(string, optional, tag = "1")]
    pub code: Option<String>,
    /// What was wrong, the value, the limit and the way out; null for a success.
    #[prost(string, optional, tag = "2")]
    pub message: Option<String>,
    /// Whether the same call, with the same key, may be sent again and may then succeed.
    #[prost(bool, tag = "3")]
    pub retryable: bool,
    /// What the caller should do, in English; null for a plain success.
    #[prost(string, optional, tag = "4")]
    pub advice: Option<String>,
    /// The data; null for most refusals. A duplicate carries what the first call answered.
    #[prost(message, optional, tag = "5")]
    pub data: Option<SimReport>,
    /// Every short line of a refused or partly done write; empty otherwise.
    #[prost(message, repeated, tag = "6")]
    pub shortages: Vec<Shortage>,
    /// Facts of a refusal by name: `field`, `value`, `limit`, `currentState`, `sku`, `warehouse`, `kind`, `method`, `retryAfterMs`.
    #[prost(btree_map = "string, string", tag = "7")]
    pub details: std::collections::BTreeMap<String, String>,
    /// The trace under which the server logged the call.
    #[prost(string, optional, tag = "8")]
    pub trace_id: Option<String>,
}

impl Item for contract::Reply<contract::SimReport> {
    type Proto = SimReportReply;

    fn to_proto(&self) -> SimReportReply {
        SimReportReply {
            code: Field::to_proto(&self.code),
            message: Field::to_proto(&self.message),
            retryable: Field::to_proto(&self.retryable),
            advice: Field::to_proto(&self.advice),
            shortages: Field::to_proto(&self.shortages),
            details: Field::to_proto(&self.details),
            trace_id: Field::to_proto(&self.trace_id),
            data: Field::to_proto(&self.data),
        }
    }

    fn from_proto(proto: SimReportReply) -> Self {
        Self {
            code: Field::from_proto(proto.code),
            message: Field::from_proto(proto.message),
            retryable: Field::from_proto(proto.retryable),
            advice: Field::from_proto(proto.advice),
            shortages: Field::from_proto(proto.shortages),
            details: Field::from_proto(proto.details),
            trace_id: Field::from_proto(proto.trace_id),
            data: Field::from_proto(proto.data),
            ..Default::default()
        }
    }
}

/// Runs a draft rule set over past plans.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SimReq {
    /// The mall; null means the server's default tenant.
    #[prost(string, optional, tag = "1")]
    pub tenant: Option<String>,
    /// The draft. Required.
    #[prost(string, optional, tag = "2")]
    pub rule_version: Option<String>,
    /// Plans decided at or after; null means seven days ago.
    #[prost(int64, optional, tag = "3")]
    pub from: Option<i64>,
    /// Plans decided before; null means now.
    #[prost(int64, optional, tag = "4")]
    pub to: Option<i64>,
    /// Most plans, 1 to 10000; null means 1000.
    #[prost(int32, optional, tag = "5")]
    pub limit: Option<i32>,
}

impl Item for contract::SimReq {
    type Proto = SimReq;

    fn to_proto(&self) -> SimReq {
        SimReq {
            tenant: Field::to_proto(&self.tenant),
            rule_version: Field::to_proto(&self.rule_version),
            from: Field::to_proto(&self.from),
            to: Field::to_proto(&self.to),
            limit: Field::to_proto(&self.limit),
        }
    }

    fn from_proto(proto: SimReq) -> Self {
        Self {
            tenant: Field::from_proto(proto.tenant),
            rule_version: Field::from_proto(proto.rule_version),
            from: Field::from_proto(proto.from),
            to: Field::from_proto(proto.to),
            limit: Field::from_proto(proto.limit),
            ..Default::default()
        }
    }
}

/// How far a snapshot has arrived.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SnapshotAck {
    /// The snapshot.
    #[prost(string, optional, tag = "1")]
    pub snapshot_no: Option<String>,
    /// How many pages there are.
    #[prost(int32, tag = "2")]
    pub pages: i32,
    /// How many have arrived.
    #[prost(int32, tag = "3")]
    pub pages_received: i32,
    /// Whether all have.
    #[prost(bool, tag = "4")]
    pub complete: bool,
    /// The first 100 pages that are missing.
    #[prost(int32, repeated, tag = "5")]
    pub missing_pages: Vec<i32>,
    /// How many rows have arrived.
    #[prost(int64, tag = "6")]
    pub rows: i64,
}

impl Item for contract::SnapshotAck {
    type Proto = SnapshotAck;

    fn to_proto(&self) -> SnapshotAck {
        SnapshotAck {
            snapshot_no: Field::to_proto(&self.snapshot_no),
            pages: Field::to_proto(&self.pages),
            pages_received: Field::to_proto(&self.pages_received),
            complete: Field::to_proto(&self.complete),
            missing_pages: Field::to_proto(&self.missing_pages),
            rows: Field::to_proto(&self.rows),
        }
    }

    fn from_proto(proto: SnapshotAck) -> Self {
        Self {
            snapshot_no: Field::from_proto(proto.snapshot_no),
            pages: Field::from_proto(proto.pages),
            pages_received: Field::from_proto(proto.pages_received),
            complete: Field::from_proto(proto.complete),
            missing_pages: Field::from_proto(proto.missing_pages),
            rows: Field::from_proto(proto.rows),
            ..Default::default()
        }
    }
}

/// The answer to every call: a code, what the caller should do, and the data.
/// 
/// A refusal is an answer too; an exception means that something broke on the way. Shortages are listed
/// here, and not in the data, so that every refused write tells them in the same place.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SnapshotAckReply {
    /// The outcome, one of `ResultCode`. `OK`, `OK_DUPLICATE` and `ACCEPTED_PENDING` are successes.
    #[prost(string, optional, tag = "1")]
    pub code: Option<String>,
    /// What was wrong, the value, the limit and the way out; null for a success.
    #[prost(string, optional, tag = "2")]
    pub message: Option<String>,
    /// Whether the same call, with the same key, may be sent again and may then succeed.
    #[prost(bool, tag = "3")]
    pub retryable: bool,
    /// What the caller should do, in English; null for a plain success.
    #[prost(string, optional, tag = "4")]
    pub advice: Option<String>,
    /// The data; null for most refusals. A duplicate carries what the first call answered.
    #[prost(message, optional, tag = "5")]
    pub data: Option<SnapshotAck>,
    /// Every short line of a refused or partly done write; empty otherwise.
    #[prost(message, repeated, tag = "6")]
    pub shortages: Vec<Shortage>,
    /// Facts of a refusal by name: `field`, `value`, `limit`, `currentState`, `sku`, `warehouse`, `kind`, `method`, `retryAfterMs`.
    #[prost(btree_map = "string, string", tag = "7")]
    pub details: std::collections::BTreeMap<String, String>,
    /// The trace under which the server logged the call.
    #[prost(string, optional, tag = "8")]
    pub trace_id: Option<String>,
}

impl Item for contract::Reply<contract::SnapshotAck> {
    type Proto = SnapshotAckReply;

    fn to_proto(&self) -> SnapshotAckReply {
        SnapshotAckReply {
            code: Field::to_proto(&self.code),
            message: Field::to_proto(&self.message),
            retryable: Field::to_proto(&self.retryable),
            advice: Field::to_proto(&self.advice),
            shortages: Field::to_proto(&self.shortages),
            details: Field::to_proto(&self.details),
            trace_id: Field::to_proto(&self.trace_id),
            data: Field::to_proto(&self.data),
        }
    }

    fn from_proto(proto: SnapshotAckReply) -> Self {
        Self {
            code: Field::from_proto(proto.code),
            message: Field::from_proto(proto.message),
            retryable: Field::from_proto(proto.retryable),
            advice: Field::from_proto(proto.advice),
            shortages: Field::from_proto(proto.shortages),
            details: Field::from_proto(proto.details),
            trace_id: Field::from_proto(proto.trace_id),
            data: Field::from_proto(proto.data),
            ..Default::default()
        }
    }
}

/// One page of a warehouse's stock snapshot. A page sent twice replaces the first; the comparison waits for all pages.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SnapshotPage {
    /// Who sends it, under which key (bizNo = snapshot number, opSeq = page). Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// The warehouse's snapshot number, at most 64 characters. Required.
    #[prost(string, optional, tag = "2")]
    pub snapshot_no: Option<String>,
    /// Where. Required.
    #[prost(string, optional, tag = "3")]
    pub warehouse: Option<String>,
    /// This page, from 1.
    #[prost(int32, tag = "4")]
    pub page: i32,
    /// How many pages there are, 1 to 10000.
    #[prost(int32, tag = "5")]
    pub pages: i32,
    /// The last document the warehouse had applied: what came later is on its way.
    #[prost(string, optional, tag = "6")]
    pub last_doc_no: Option<String>,
    /// When the snapshot was taken.
    #[prost(int64, optional, tag = "7")]
    pub taken_at: Option<i64>,
    /// What stands there, at most 1000 rows per page.
    #[prost(message, repeated, tag = "8")]
    pub rows: Vec<SnapshotRow>,
}

impl Item for contract::SnapshotPage {
    type Proto = SnapshotPage;

    fn to_proto(&self) -> SnapshotPage {
        SnapshotPage {
            context: Field::to_proto(&self.context),
            snapshot_no: Field::to_proto(&self.snapshot_no),
            warehouse: Field::to_proto(&self.warehouse),
            page: Field::to_proto(&self.page),
            pages: Field::to_proto(&self.pages),
            last_doc_no: Field::to_proto(&self.last_doc_no),
            taken_at: Field::to_proto(&self.taken_at),
            rows: Field::to_proto(&self.rows),
        }
    }

    fn from_proto(proto: SnapshotPage) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            snapshot_no: Field::from_proto(proto.snapshot_no),
            warehouse: Field::from_proto(proto.warehouse),
            page: Field::from_proto(proto.page),
            pages: Field::from_proto(proto.pages),
            last_doc_no: Field::from_proto(proto.last_doc_no),
            taken_at: Field::from_proto(proto.taken_at),
            rows: Field::from_proto(proto.rows),
            ..Default::default()
        }
    }
}

/// What stands in a warehouse, by its own books; quantities in base units.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SnapshotRow {
    /// SKU. Required.
    #[prost(string, optional, tag = "1")]
    pub sku: Option<String>,
    /// The goods' owner; null means the mall's own goods (`SELF`).
    #[prost(string, optional, tag = "2")]
    pub owner: Option<String>,
    /// The lot; null when the SKU has none.
    #[prost(string, optional, tag = "3")]
    pub lot_no: Option<String>,
    /// Good, whether free or bound.
    #[prost(int64, tag = "4")]
    pub good: i64,
    /// Not inspected yet.
    #[prost(int64, tag = "5")]
    pub qc_hold: i64,
    /// Defective.
    #[prost(int64, tag = "6")]
    pub defective: i64,
}

impl Item for contract::SnapshotRow {
    type Proto = SnapshotRow;

    fn to_proto(&self) -> SnapshotRow {
        SnapshotRow {
            sku: Field::to_proto(&self.sku),
            owner: Field::to_proto(&self.owner),
            lot_no: Field::to_proto(&self.lot_no),
            good: Field::to_proto(&self.good),
            qc_hold: Field::to_proto(&self.qc_hold),
            defective: Field::to_proto(&self.defective),
        }
    }

    fn from_proto(proto: SnapshotRow) -> Self {
        Self {
            sku: Field::from_proto(proto.sku),
            owner: Field::from_proto(proto.owner),
            lot_no: Field::from_proto(proto.lot_no),
            good: Field::from_proto(proto.good),
            qc_hold: Field::from_proto(proto.qc_hold),
            defective: Field::from_proto(proto.defective),
            ..Default::default()
        }
    }
}

/// One line to source.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SourcingLine {
    /// The order's line number; null means the position, from 1.
    #[prost(int64, optional, tag = "1")]
    pub line_no: Option<i64>,
    /// SKU or kit. Required.
    #[prost(string, optional, tag = "2")]
    pub sku: Option<String>,
    /// How many, in base units, 1 to 2^40.
    #[prost(int64, tag = "3")]
    pub quantity: i64,
    /// The goods' owner; null means the mall's own goods (`SELF`).
    #[prost(string, optional, tag = "4")]
    pub owner: Option<String>,
    /// Lines of one group must ship together; null means no group.
    #[prost(string, optional, tag = "5")]
    pub together_group: Option<String>,
    /// Not older than so many days; null means any age that may be sold.
    #[prost(int32, optional, tag = "6")]
    pub max_age_days: Option<i32>,
}

impl Item for contract::SourcingLine {
    type Proto = SourcingLine;

    fn to_proto(&self) -> SourcingLine {
        SourcingLine {
            line_no: Field::to_proto(&self.line_no),
            sku: Field::to_proto(&self.sku),
            quantity: Field::to_proto(&self.quantity),
            owner: Field::to_proto(&self.owner),
            together_group: Field::to_proto(&self.together_group),
            max_age_days: Field::to_proto(&self.max_age_days),
        }
    }

    fn from_proto(proto: SourcingLine) -> Self {
        Self {
            line_no: Field::from_proto(proto.line_no),
            sku: Field::from_proto(proto.sku),
            quantity: Field::from_proto(proto.quantity),
            owner: Field::from_proto(proto.owner),
            together_group: Field::from_proto(proto.together_group),
            max_age_days: Field::from_proto(proto.max_age_days),
            ..Default::default()
        }
    }
}

/// Where the goods of an order would come from.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SourcingPlan {
    /// Its number: give it to preOccupy, or to `explain`.
    #[prost(string, optional, tag = "1")]
    pub plan_no: Option<String>,
    /// The rule set that decided.
    #[prost(string, optional, tag = "2")]
    pub rule_version: Option<String>,
    /// Whether every line is covered.
    #[prost(bool, tag = "3")]
    pub complete: bool,
    /// Whether the search was cut at its deadline; the plan is valid but perhaps not the best.
    #[prost(bool, tag = "4")]
    pub truncated: bool,
    /// The parcels, best first.
    #[prost(message, repeated, tag = "5")]
    pub parcels: Vec<PlanParcel>,
    /// What no warehouse has.
    #[prost(message, repeated, tag = "6")]
    pub shortages: Vec<Shortage>,
    /// Freight of all parcels in the smallest currency unit (fen).
    #[prost(int64, tag = "7")]
    pub freight_minor: i64,
    /// When the last parcel arrives; null when not known.
    #[prost(int64, optional, tag = "8")]
    pub arrive_at: Option<i64>,
    /// Order by then to keep the date.
    #[prost(int64, optional, tag = "9")]
    pub order_by: Option<i64>,
    /// The warehouse that gathers the parcels and sends them on as one; null when each travels by itself.
    #[prost(string, optional, tag = "11")]
    pub hub: Option<String>,
    /// How long the search took, in microseconds.
    #[prost(int64, tag = "10")]
    pub elapsed_micros: i64,
}

impl Item for contract::SourcingPlan {
    type Proto = SourcingPlan;

    fn to_proto(&self) -> SourcingPlan {
        SourcingPlan {
            plan_no: Field::to_proto(&self.plan_no),
            rule_version: Field::to_proto(&self.rule_version),
            complete: Field::to_proto(&self.complete),
            truncated: Field::to_proto(&self.truncated),
            parcels: Field::to_proto(&self.parcels),
            shortages: Field::to_proto(&self.shortages),
            freight_minor: Field::to_proto(&self.freight_minor),
            arrive_at: Field::to_proto(&self.arrive_at),
            order_by: Field::to_proto(&self.order_by),
            hub: Field::to_proto(&self.hub),
            elapsed_micros: Field::to_proto(&self.elapsed_micros),
        }
    }

    fn from_proto(proto: SourcingPlan) -> Self {
        Self {
            plan_no: Field::from_proto(proto.plan_no),
            rule_version: Field::from_proto(proto.rule_version),
            complete: Field::from_proto(proto.complete),
            truncated: Field::from_proto(proto.truncated),
            parcels: Field::from_proto(proto.parcels),
            shortages: Field::from_proto(proto.shortages),
            freight_minor: Field::from_proto(proto.freight_minor),
            arrive_at: Field::from_proto(proto.arrive_at),
            order_by: Field::from_proto(proto.order_by),
            hub: Field::from_proto(proto.hub),
            elapsed_micros: Field::from_proto(proto.elapsed_micros),
            ..Default::default()
        }
    }
}

/// The answer to every call: a code, what the caller should do, and the data.
/// 
/// A refusal is an answer too; an exception means that something broke on the way. Shortages are listed
/// here, and not in the data, so that every refused write tells them in the same place.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SourcingPlanReply {
    /// The outcome, one of `ResultCode`. `OK`, `OK_DUPLICATE` and `ACCEPTED_PENDING` are successes.
    #[prost(string, optional, tag = "1")]
    pub code: Option<String>,
    /// What was wrong, the value, the limit and the way out; null for a success.
    #[prost(string, optional, tag = "2")]
    pub message: Option<String>,
    /// Whether the same call, with the same key, may be sent again and may then succeed.
    #[prost(bool, tag = "3")]
    pub retryable: bool,
    /// What the caller should do, in English; null for a plain success.
    #[prost(string, optional, tag = "4")]
    pub advice: Option<String>,
    /// The data; null for most refusals. A duplicate carries what the first call answered.
    #[prost(message, optional, tag = "5")]
    pub data: Option<SourcingPlan>,
    /// Every short line of a refused or partly done write; empty otherwise.
    #[prost(message, repeated, tag = "6")]
    pub shortages: Vec<Shortage>,
    /// Facts of a refusal by name: `field`, `value`, `limit`, `currentState`, `sku`, `warehouse`, `kind`, `method`, `retryAfterMs`.
    #[prost(btree_map = "string, string", tag = "7")]
    pub details: std::collections::BTreeMap<String, String>,
    /// The trace under which the server logged the call.
    #[prost(string, optional, tag = "8")]
    pub trace_id: Option<String>,
}

impl Item for contract::Reply<contract::SourcingPlan> {
    type Proto = SourcingPlanReply;

    fn to_proto(&self) -> SourcingPlanReply {
        SourcingPlanReply {
            code: Field::to_proto(&self.code),
            message: Field::to_proto(&self.message),
            retryable: Field::to_proto(&self.retryable),
            advice: Field::to_proto(&self.advice),
            shortages: Field::to_proto(&self.shortages),
            details: Field::to_proto(&self.details),
            trace_id: Field::to_proto(&self.trace_id),
            data: Field::to_proto(&self.data),
        }
    }

    fn from_proto(proto: SourcingPlanReply) -> Self {
        Self {
            code: Field::from_proto(proto.code),
            message: Field::from_proto(proto.message),
            retryable: Field::from_proto(proto.retryable),
            advice: Field::from_proto(proto.advice),
            shortages: Field::from_proto(proto.shortages),
            details: Field::from_proto(proto.details),
            trace_id: Field::from_proto(proto.trace_id),
            data: Field::from_proto(proto.data),
            ..Default::default()
        }
    }
}

/// How an order may be split, as a policy says it.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SourcingPolicy {
    /// The policy's name.
    #[prost(string, optional, tag = "1")]
    pub name: Option<String>,
    /// The sales channel it is for; null means every channel without its own.
    #[prost(string, optional, tag = "2")]
    pub channel: Option<String>,
    /// What is sought, most important first, or weighted.
    #[prost(message, repeated, tag = "3")]
    pub objectives: Vec<Objective>,
    /// Whether the objectives are weighted; false takes them in order.
    #[prost(bool, tag = "4")]
    pub weighted: bool,
    /// How an order may be split, see `SplitPolicy`.
    #[prost(string, optional, tag = "5")]
    pub split: Option<String>,
    /// Most parcels per order, 1 to 8.
    #[prost(int32, tag = "6")]
    pub max_parcels: i32,
    /// An extra parcel must carry at least this value, in the smallest currency unit (fen).
    #[prost(int64, tag = "7")]
    pub min_extra_parcel_value_minor: i64,
    /// Use suppliers only when no own warehouse has the goods.
    #[prost(bool, tag = "8")]
    pub supplier_last: bool,
    /// Gather at a hub when that is cheaper within the promise.
    #[prost(bool, tag = "9")]
    pub consolidate: bool,
    /// Do not take the last units of the only front warehouse of an area for another area.
    #[prost(bool, tag = "10")]
    pub protect_front: bool,
}

impl Item for contract::SourcingPolicy {
    type Proto = SourcingPolicy;

    fn to_proto(&self) -> SourcingPolicy {
        SourcingPolicy {
            name: Field::to_proto(&self.name),
            channel: Field::to_proto(&self.channel),
            objectives: Field::to_proto(&self.objectives),
            weighted: Field::to_proto(&self.weighted),
            split: Field::to_proto(&self.split),
            max_parcels: Field::to_proto(&self.max_parcels),
            min_extra_parcel_value_minor: Field::to_proto(&self.min_extra_parcel_value_minor),
            supplier_last: Field::to_proto(&self.supplier_last),
            consolidate: Field::to_proto(&self.consolidate),
            protect_front: Field::to_proto(&self.protect_front),
        }
    }

    fn from_proto(proto: SourcingPolicy) -> Self {
        Self {
            name: Field::from_proto(proto.name),
            channel: Field::from_proto(proto.channel),
            objectives: Field::from_proto(proto.objectives),
            weighted: Field::from_proto(proto.weighted),
            split: Field::from_proto(proto.split),
            max_parcels: Field::from_proto(proto.max_parcels),
            min_extra_parcel_value_minor: Field::from_proto(proto.min_extra_parcel_value_minor),
            supplier_last: Field::from_proto(proto.supplier_last),
            consolidate: Field::from_proto(proto.consolidate),
            protect_front: Field::from_proto(proto.protect_front),
            ..Default::default()
        }
    }
}

/// Asks where the goods of an order would come from. A trial: nothing is held.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SourcingReq {
    /// The mall; null means the server's default tenant.
    #[prost(string, optional, tag = "1")]
    pub tenant: Option<String>,
    /// The order, when there is one already.
    #[prost(string, optional, tag = "2")]
    pub order_no: Option<String>,
    /// The sales channel: decides policy and pools.
    #[prost(string, optional, tag = "3")]
    pub channel: Option<String>,
    /// The delivery area. Required.
    #[prost(string, optional, tag = "4")]
    pub area_code: Option<String>,
    /// The name of the policy; null means the channel's.
    #[prost(string, optional, tag = "5")]
    pub policy: Option<String>,
    /// A draft rule set to try; null means the published one.
    #[prost(string, optional, tag = "6")]
    pub rule_version: Option<String>,
    /// What is wanted, 1 to 200 lines.
    #[prost(message, repeated, tag = "7")]
    pub lines: Vec<SourcingLine>,
    /// Value of the order in the smallest currency unit (fen); decides whether an extra parcel is worth it.
    #[prost(int64, optional, tag = "8")]
    pub order_value_minor: Option<i64>,
    /// Must arrive by; null means no bound.
    #[prost(int64, optional, tag = "9")]
    pub required_by: Option<i64>,
    /// Warehouses that must not be used.
    #[prost(string, repeated, tag = "10")]
    pub excluded_warehouses: Vec<String>,
    /// Most parcels; null means the policy's.
    #[prost(int32, optional, tag = "11")]
    pub max_parcels: Option<i32>,
}

impl Item for contract::SourcingReq {
    type Proto = SourcingReq;

    fn to_proto(&self) -> SourcingReq {
        SourcingReq {
            tenant: Field::to_proto(&self.tenant),
            order_no: Field::to_proto(&self.order_no),
            channel: Field::to_proto(&self.channel),
            area_code: Field::to_proto(&self.area_code),
            policy: Field::to_proto(&self.policy),
            rule_version: Field::to_proto(&self.rule_version),
            lines: Field::to_proto(&self.lines),
            order_value_minor: Field::to_proto(&self.order_value_minor),
            required_by: Field::to_proto(&self.required_by),
            excluded_warehouses: Field::to_proto(&self.excluded_warehouses),
            max_parcels: Field::to_proto(&self.max_parcels),
        }
    }

    fn from_proto(proto: SourcingReq) -> Self {
        Self {
            tenant: Field::from_proto(proto.tenant),
            order_no: Field::from_proto(proto.order_no),
            channel: Field::from_proto(proto.channel),
            area_code: Field::from_proto(proto.area_code),
            policy: Field::from_proto(proto.policy),
            rule_version: Field::from_proto(proto.rule_version),
            lines: Field::from_proto(proto.lines),
            order_value_minor: Field::from_proto(proto.order_value_minor),
            required_by: Field::from_proto(proto.required_by),
            excluded_warehouses: Field::from_proto(proto.excluded_warehouses),
            max_parcels: Field::from_proto(proto.max_parcels),
            ..Default::default()
        }
    }
}

/// Why a plan is what it is.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SourcingTrace {
    /// The plan.
    #[prost(message, optional, tag = "1")]
    pub plan: Option<SourcingPlan>,
    /// What was asked.
    #[prost(message, optional, tag = "2")]
    pub request: Option<SourcingReq>,
    /// Every warehouse that was looked at.
    #[prost(message, repeated, tag = "3")]
    pub candidates: Vec<TraceCandidate>,
    /// The sets of warehouses that were scored, best first, the chosen one included.
    #[prost(message, repeated, tag = "4")]
    pub options: Vec<TraceOption>,
    /// How many sets were looked at in all.
    #[prost(int64, tag = "5")]
    pub options_examined: i64,
    /// When it was decided.
    #[prost(int64, optional, tag = "6")]
    pub decided_at: Option<i64>,
}

impl Item for contract::SourcingTrace {
    type Proto = SourcingTrace;

    fn to_proto(&self) -> SourcingTrace {
        SourcingTrace {
            plan: Field::to_proto(&self.plan),
            request: Field::to_proto(&self.request),
            candidates: Field::to_proto(&self.candidates),
            options: Field::to_proto(&self.options),
            options_examined: Field::to_proto(&self.options_examined),
            decided_at: Field::to_proto(&self.decided_at),
        }
    }

    fn from_proto(proto: SourcingTrace) -> Self {
        Self {
            plan: Field::from_proto(proto.plan),
            request: Field::from_proto(proto.request),
            candidates: Field::from_proto(proto.candidates),
            options: Field::from_proto(proto.options),
            options_examined: Field::from_proto(proto.options_examined),
            decided_at: Field::from_proto(proto.decided_at),
            ..Default::default()
        }
    }
}

/// The answer to every call: a code, what the caller should do, and the data.
/// 
/// A refusal is an answer too; an exception means that something broke on the way. Shortages are listed
/// here, and not in the data, so that every refused write tells them in the same place.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SourcingTraceReply {
    /// The outcome, one of `ResultCode`. `OK`, `OK_DUPLICATE` and `ACCEPTED_PENDING` are successes.
    #[prost(string, optional, tag = "1")]
    pub code: Option<String>,
    /// What was wrong, the value, the limit and the way out; null for a success.
    #[prost(string, optional, tag = "2")]
    pub message: Option<String>,
    /// Whether the same call, with the same key, may be sent again and may then succeed.
    #[prost(bool, tag = "3")]
    pub retryable: bool,
    /// What the caller should do, in English; null for a plain success.
    #[prost(string, optional, tag = "4")]
    pub advice: Option<String>,
    /// The data; null for most refusals. A duplicate carries what the first call answered.
    #[prost(message, optional, tag = "5")]
    pub data: Option<SourcingTrace>,
    /// Every short line of a refused or partly done write; empty otherwise.
    #[prost(message, repeated, tag = "6")]
    pub shortages: Vec<Shortage>,
    /// Facts of a refusal by name: `field`, `value`, `limit`, `currentState`, `sku`, `warehouse`, `kind`, `method`, `retryAfterMs`.
    #[prost(btree_map = "string, string", tag = "7")]
    pub details: std::collections::BTreeMap<String, String>,
    /// The trace under which the server logged the call.
    #[prost(string, optional, tag = "8")]
    pub trace_id: Option<String>,
}

impl Item for contract::Reply<contract::SourcingTrace> {
    type Proto = SourcingTraceReply;

    fn to_proto(&self) -> SourcingTraceReply {
        SourcingTraceReply {
            code: Field::to_proto(&self.code),
            message: Field::to_proto(&self.message),
            retryable: Field::to_proto(&self.retryable),
            advice: Field::to_proto(&self.advice),
            shortages: Field::to_proto(&self.shortages),
            details: Field::to_proto(&self.details),
            trace_id: Field::to_proto(&self.trace_id),
            data: Field::to_proto(&self.data),
        }
    }

    fn from_proto(proto: SourcingTraceReply) -> Self {
        Self {
            code: Field::from_proto(proto.code),
            message: Field::from_proto(proto.message),
            retryable: Field::from_proto(proto.retryable),
            advice: Field::from_proto(proto.advice),
            shortages: Field::from_proto(proto.shortages),
            details: Field::from_proto(proto.details),
            trace_id: Field::from_proto(proto.trace_id),
            data: Field::from_proto(proto.data),
            ..Default::default()
        }
    }
}

/// One line of a settlement statement; quantities in base units.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct StatementLine {
    /// The goods' owner.
    #[prost(string, optional, tag = "1")]
    pub owner: Option<String>,
    /// The business day it counts for, `yyyy-MM-dd`.
    #[prost(string, optional, tag = "2")]
    pub business_date: Option<String>,
    /// The order.
    #[prost(string, optional, tag = "3")]
    pub order_no: Option<String>,
    /// The fulfilment order the parcel is of; empty where the goods are of no parcel.
    #[prost(string, optional, tag = "4")]
    pub fo_no: Option<String>,
    /// The parcel they were delivered in, or came back in unopened; null for what came back after it was signed for.
    #[prost(string, optional, tag = "5")]
    pub parcel_no: Option<String>,
    /// SKU.
    #[prost(string, optional, tag = "6")]
    pub sku: Option<String>,
    /// Signed for.
    #[prost(int64, tag = "7")]
    pub signed: i64,
    /// Returned and found good or defective.
    #[prost(int64, tag = "8")]
    pub returned: i64,
    /// Lost by the carrier.
    #[prost(int64, tag = "9")]
    pub lost: i64,
    /// To be settled: signed minus returned.
    #[prost(int64, tag = "10")]
    pub settle: i64,
    /// Cost of one base unit in the smallest currency unit (fen): the average of what the owner's goods cost now; null when not known.
    #[prost(int64, optional, tag = "11")]
    pub unit_cost_minor: Option<i64>,
    /// To be paid, in the smallest currency unit (fen); null when the cost is not known.
    #[prost(int64, optional, tag = "12")]
    pub amount_minor: Option<i64>,
    /// An open difference about it; null when there is none.
    #[prost(string, optional, tag = "13")]
    pub diff_no: Option<String>,
}

impl Item for contract::StatementLine {
    type Proto = StatementLine;

    fn to_proto(&self) -> StatementLine {
        StatementLine {
            owner: Field::to_proto(&self.owner),
            business_date: Field::to_proto(&self.business_date),
            order_no: Field::to_proto(&self.order_no),
            fo_no: Field::to_proto(&self.fo_no),
            parcel_no: Field::to_proto(&self.parcel_no),
            sku: Field::to_proto(&self.sku),
            signed: Field::to_proto(&self.signed),
            returned: Field::to_proto(&self.returned),
            lost: Field::to_proto(&self.lost),
            settle: Field::to_proto(&self.settle),
            unit_cost_minor: Field::to_proto(&self.unit_cost_minor),
            amount_minor: Field::to_proto(&self.amount_minor),
            diff_no: Field::to_proto(&self.diff_no),
        }
    }

    fn from_proto(proto: StatementLine) -> Self {
        Self {
            owner: Field::from_proto(proto.owner),
            business_date: Field::from_proto(proto.business_date),
            order_no: Field::from_proto(proto.order_no),
            fo_no: Field::from_proto(proto.fo_no),
            parcel_no: Field::from_proto(proto.parcel_no),
            sku: Field::from_proto(proto.sku),
            signed: Field::from_proto(proto.signed),
            returned: Field::from_proto(proto.returned),
            lost: Field::from_proto(proto.lost),
            settle: Field::from_proto(proto.settle),
            unit_cost_minor: Field::from_proto(proto.unit_cost_minor),
            amount_minor: Field::from_proto(proto.amount_minor),
            diff_no: Field::from_proto(proto.diff_no),
            ..Default::default()
        }
    }
}

/// One page of a long list.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct StatementLinePage {
    /// The rows of this page, in the order of the query.
    #[prost(message, repeated, tag = "1")]
    pub items: Vec<StatementLine>,
    /// Where the next page starts: give it back as `cursor`; null on the last page.
    #[prost(string, optional, tag = "2")]
    pub next_cursor: Option<String>,
    /// How many rows there are in all; null when counting them would cost too much.
    #[prost(int64, optional, tag = "3")]
    pub total: Option<i64>,
}

impl Item for contract::Page<contract::StatementLine> {
    type Proto = StatementLinePage;

    fn to_proto(&self) -> StatementLinePage {
        StatementLinePage {
            items: Field::to_proto(&self.items),
            next_cursor: Field::to_proto(&self.next_cursor),
            total: Field::to_proto(&self.total),
        }
    }

    fn from_proto(proto: StatementLinePage) -> Self {
        Self {
            items: Field::from_proto(proto.items),
            next_cursor: Field::from_proto(proto.next_cursor),
            total: Field::from_proto(proto.total),
            ..Default::default()
        }
    }
}

/// The answer to every call: a code, what the caller should do, and the data.
/// 
/// A refusal is an answer too; an exception means that something broke on the way. Shortages are listed
/// here, and not in the data, so that every refused write tells them in the same place.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct StatementLinePageReply {
    /// The outcome, one of `ResultCode`. `OK`, `OK_DUPLICATE` and `ACCEPTED_PENDING` are successes.
    #[prost(string, optional, tag = "1")]
    pub code: Option<String>,
    /// What was wrong, the value, the limit and the way out; null for a success.
    #[prost(string, optional, tag = "2")]
    pub message: Option<String>,
    /// Whether the same call, with the same key, may be sent again and may then succeed.
    #[prost(bool, tag = "3")]
    pub retryable: bool,
    /// What the caller should do, in English; null for a plain success.
    #[prost(string, optional, tag = "4")]
    pub advice: Option<String>,
    /// The data; null for most refusals. A duplicate carries what the first call answered.
    #[prost(message, optional, tag = "5")]
    pub data: Option<StatementLinePage>,
    /// Every short line of a refused or partly done write; empty otherwise.
    #[prost(message, repeated, tag = "6")]
    pub shortages: Vec<Shortage>,
    /// Facts of a refusal by name: `field`, `value`, `limit`, `currentState`, `sku`, `warehouse`, `kind`, `method`, `retryAfterMs`.
    #[prost(btree_map = "string, string", tag = "7")]
    pub details: std::collections::BTreeMap<String, String>,
    /// The trace under which the server logged the call.
    #[prost(string, optional, tag = "8")]
    pub trace_id: Option<String>,
}

impl Item for contract::Reply<contract::Page<contract::StatementLine>> {
    type Proto = StatementLinePageReply;

    fn to_proto(&self) -> StatementLinePageReply {
        StatementLinePageReply {
            code: Field::to_proto(&self.code),
            message: Field::to_proto(&self.message),
            retryable: Field::to_proto(&self.retryable),
            advice: Field::to_proto(&self.advice),
            shortages: Field::to_proto(&self.shortages),
            details: Field::to_proto(&self.details),
            trace_id: Field::to_proto(&self.trace_id),
            data: Field::to_proto(&self.data),
        }
    }

    fn from_proto(proto: StatementLinePageReply) -> Self {
        Self {
            code: Field::from_proto(proto.code),
            message: Field::from_proto(proto.message),
            retryable: Field::from_proto(proto.retryable),
            advice: Field::from_proto(proto.advice),
            shortages: Field::from_proto(proto.shortages),
            details: Field::from_proto(proto.details),
            trace_id: Field::from_proto(proto.trace_id),
            data: Field::from_proto(proto.data),
            ..Default::default()
        }
    }
}

/// Which lines of the settlement statement to list.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct StatementReq {
    /// The mall; null means the server's default tenant.
    #[prost(string, optional, tag = "1")]
    pub tenant: Option<String>,
    /// The goods' owner to settle with. Required.
    #[prost(string, optional, tag = "2")]
    pub owner: Option<String>,
    /// First business day, `yyyy-MM-dd`. Required.
    #[prost(string, optional, tag = "3")]
    pub from_date: Option<String>,
    /// Last business day, `yyyy-MM-dd`. Required; at most 92 days.
    #[prost(string, optional, tag = "4")]
    pub to_date: Option<String>,
    /// `nextCursor` of the page before; null for the first page.
    #[prost(string, optional, tag = "5")]
    pub cursor: Option<String>,
    /// Rows per page, 1 to 500; null means 100.
    #[prost(int32, optional, tag = "6")]
    pub limit: Option<i32>,
}

impl Item for contract::StatementReq {
    type Proto = StatementReq;

    fn to_proto(&self) -> StatementReq {
        StatementReq {
            tenant: Field::to_proto(&self.tenant),
            owner: Field::to_proto(&self.owner),
            from_date: Field::to_proto(&self.from_date),
            to_date: Field::to_proto(&self.to_date),
            cursor: Field::to_proto(&self.cursor),
            limit: Field::to_proto(&self.limit),
        }
    }

    fn from_proto(proto: StatementReq) -> Self {
        Self {
            tenant: Field::from_proto(proto.tenant),
            owner: Field::from_proto(proto.owner),
            from_date: Field::from_proto(proto.from_date),
            to_date: Field::from_proto(proto.to_date),
            cursor: Field::from_proto(proto.cursor),
            limit: Field::from_proto(proto.limit),
            ..Default::default()
        }
    }
}

/// A quantity of one SKU in a change document.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct StockLine {
    /// The document's line number, unique in the request; null means the position, from 1.
    #[prost(int64, optional, tag = "1")]
    pub line_no: Option<i64>,
    /// SKU. Required.
    #[prost(string, optional, tag = "2")]
    pub sku: Option<String>,
    /// How many, in base units, 1 to 2^40.
    #[prost(int64, tag = "3")]
    pub quantity: i64,
    /// The goods' owner; null means the mall's own goods (`SELF`).
    #[prost(string, optional, tag = "4")]
    pub owner: Option<String>,
    /// The pool; null means `SHARED`.
    #[prost(string, optional, tag = "5")]
    pub pool: Option<String>,
    /// The lot or batch, at most 64 characters; required for lot-tracked SKUs.
    #[prost(string, optional, tag = "6")]
    pub lot_no: Option<String>,
    /// When the lot was made (tyre DOT week, battery charge).
    #[prost(int64, optional, tag = "7")]
    pub produced_at: Option<i64>,
    /// When the lot expires.
    #[prost(int64, optional, tag = "8")]
    pub expires_at: Option<i64>,
    /// Cost of one base unit in the smallest currency unit (fen), 0 to 2^40, of what `purchaseIn` receives: it stands on its ledger rows and goes into the
    /// moving average by which reports and statements value the owner's goods. Null when not known, and in every other document.
    #[prost(int64, optional, tag = "9")]
    pub unit_cost_minor: Option<i64>,
}

impl Item for contract::StockLine {
    type Proto = StockLine;

    fn to_proto(&self) -> StockLine {
        StockLine {
            line_no: Field::to_proto(&self.line_no),
            sku: Field::to_proto(&self.sku),
            quantity: Field::to_proto(&self.quantity),
            owner: Field::to_proto(&self.owner),
            pool: Field::to_proto(&self.pool),
            lot_no: Field::to_proto(&self.lot_no),
            produced_at: Field::to_proto(&self.produced_at),
            expires_at: Field::to_proto(&self.expires_at),
            unit_cost_minor: Field::to_proto(&self.unit_cost_minor),
        }
    }

    fn from_proto(proto: StockLine) -> Self {
        Self {
            line_no: Field::from_proto(proto.line_no),
            sku: Field::from_proto(proto.sku),
            quantity: Field::from_proto(proto.quantity),
            owner: Field::from_proto(proto.owner),
            pool: Field::from_proto(proto.pool),
            lot_no: Field::from_proto(proto.lot_no),
            produced_at: Field::from_proto(proto.produced_at),
            expires_at: Field::from_proto(proto.expires_at),
            unit_cost_minor: Field::from_proto(proto.unit_cost_minor),
            ..Default::default()
        }
    }
}

/// The answer to every call: a code, what the caller should do, and the data.
/// 
/// A refusal is an answer too; an exception means that something broke on the way. Shortages are listed
/// here, and not in the data, so that every refused write tells them in the same place.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct StringReply {
    /// The outcome, one of `ResultCode`. `OK`, `OK_DUPLICATE` and `ACCEPTED_PENDING` are successes.
    #[prost(string, optional, tag = "1")]
    pub code: Option<String>,
    /// What was wrong, the value, the limit and the way out; null for a success.
    #[prost(string, optional, tag = "2")]
    pub message: Option<String>,
    /// Whether the same call, with the same key, may be sent again and may then succeed.
    #[prost(bool, tag = "3")]
    pub retryable: bool,
    /// What the caller should do, in English; null for a plain success.
    #[prost(string, optional, tag = "4")]
    pub advice: Option<String>,
    /// The data; null for most refusals. A duplicate carries what the first call answered.
    #[prost(string, optional, tag = "5")]
    pub data: Option<String>,
    /// Every short line of a refused or partly done write; empty otherwise.
    #[prost(message, repeated, tag = "6")]
    pub shortages: Vec<Shortage>,
    /// Facts of a refusal by name: `field`, `value`, `limit`, `currentState`, `sku`, `warehouse`, `kind`, `method`, `retryAfterMs`.
    #[prost(btree_map = "string, string", tag = "7")]
    pub details: std::collections::BTreeMap<String, String>,
    /// The trace under which the server logged the call.
    #[prost(string, optional, tag = "8")]
    pub trace_id: Option<String>,
}

impl Item for contract::Reply<String> {
    type Proto = StringReply;

    fn to_proto(&self) -> StringReply {
        StringReply {
            code: Field::to_proto(&self.code),
            message: Field::to_proto(&self.message),
            retryable: Field::to_proto(&self.retryable),
            advice: Field::to_proto(&self.advice),
            shortages: Field::to_proto(&self.shortages),
            details: Field::to_proto(&self.details),
            trace_id: Field::to_proto(&self.trace_id),
            data: Field::to_proto(&self.data),
        }
    }

    fn from_proto(proto: StringReply) -> Self {
        Self {
            code: Field::from_proto(proto.code),
            message: Field::from_proto(proto.message),
            retryable: Field::from_proto(proto.retryable),
            advice: Field::from_proto(proto.advice),
            shortages: Field::from_proto(proto.shortages),
            details: Field::from_proto(proto.details),
            trace_id: Field::from_proto(proto.trace_id),
            data: Field::from_proto(proto.data),
            ..Default::default()
        }
    }
}

/// A part that would do instead, best first.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Substitute {
    /// The part.
    #[prost(string, optional, tag = "1")]
    pub sku: Option<String>,
    /// Its name.
    #[prost(string, optional, tag = "2")]
    pub name: Option<String>,
    /// Its brand.
    #[prost(string, optional, tag = "3")]
    pub brand: Option<String>,
    /// Its original-equipment number.
    #[prost(string, optional, tag = "4")]
    pub oe_no: Option<String>,
    /// How it stands for the wanted part, see `RelationKind`.
    #[prost(string, optional, tag = "5")]
    pub kind: Option<String>,
    /// Its grade, see `PartGrade`.
    #[prost(string, optional, tag = "6")]
    pub grade: Option<String>,
    /// Whether it fits the vehicle, see `Fitment`.
    #[prost(string, optional, tag = "7")]
    pub fitment: Option<String>,
    /// How many the vehicle needs; null when not known.
    #[prost(int64, optional, tag = "8")]
    pub quantity_per_vehicle: Option<i64>,
    /// What can be sold, in base units.
    #[prost(int64, tag = "9")]
    pub sellable: i64,
    /// What a listing page shows, see `Band`.
    #[prost(string, optional, tag = "10")]
    pub band: Option<String>,
    /// When it can be there; null when not known.
    #[prost(int64, optional, tag = "11")]
    pub promise_at: Option<i64>,
    /// The chain of replacements from the wanted part to this one.
    #[prost(string, repeated, tag = "12")]
    pub chain: Vec<String>,
}

impl Item for contract::Substitute {
    type Proto = Substitute;

    fn to_proto(&self) -> Substitute {
        Substitute {
            sku: Field::to_proto(&self.sku),
            name: Field::to_proto(&self.name),
            brand: Field::to_proto(&self.brand),
            oe_no: Field::to_proto(&self.oe_no),
            kind: Field::to_proto(&self.kind),
            grade: Field::to_proto(&self.grade),
            fitment: Field::to_proto(&self.fitment),
            quantity_per_vehicle: Field::to_proto(&self.quantity_per_vehicle),
            sellable: Field::to_proto(&self.sellable),
            band: Field::to_proto(&self.band),
            promise_at: Field::to_proto(&self.promise_at),
            chain: Field::to_proto(&self.chain),
        }
    }

    fn from_proto(proto: Substitute) -> Self {
        Self {
            sku: Field::from_proto(proto.sku),
            name: Field::from_proto(proto.name),
            brand: Field::from_proto(proto.brand),
            oe_no: Field::from_proto(proto.oe_no),
            kind: Field::from_proto(proto.kind),
            grade: Field::from_proto(proto.grade),
            fitment: Field::from_proto(proto.fitment),
            quantity_per_vehicle: Field::from_proto(proto.quantity_per_vehicle),
            sellable: Field::from_proto(proto.sellable),
            band: Field::from_proto(proto.band),
            promise_at: Field::from_proto(proto.promise_at),
            chain: Field::from_proto(proto.chain),
            ..Default::default()
        }
    }
}

/// The answer to every call: a code, what the caller should do, and the data.
/// 
/// A refusal is an answer too; an exception means that something broke on the way. Shortages are listed
/// here, and not in the data, so that every refused write tells them in the same place.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SubstituteListReply {
    /// The outcome, one of `ResultCode`. `OK`, `OK_DUPLICATE` and `ACCEPTED_PENDING` are successes.
    #[prost(string, optional, tag = "1")]
    pub code: Option<String>,
    /// What was wrong, the value, the limit and the way out; null for a success.
    #[prost(string, optional, tag = "2")]
    pub message: Option<String>,
    /// Whether the same call, with the same key, may be sent again and may then succeed.
    #[prost(bool, tag = "3")]
    pub retryable: bool,
    /// What the caller should do, in English; null for a plain success.
    #[prost(string, optional, tag = "4")]
    pub advice: Option<String>,
    /// The data; null for most refusals. A duplicate carries what the first call answered.
    #[prost(message, repeated, tag = "5")]
    pub data: Vec<Substitute>,
    /// Every short line of a refused or partly done write; empty otherwise.
    #[prost(message, repeated, tag = "6")]
    pub shortages: Vec<Shortage>,
    /// Facts of a refusal by name: `field`, `value`, `limit`, `currentState`, `sku`, `warehouse`, `kind`, `method`, `retryAfterMs`.
    #[prost(btree_map = "string, string", tag = "7")]
    pub details: std::collections::BTreeMap<String, String>,
    /// The trace under which the server logged the call.
    #[prost(string, optional, tag = "8")]
    pub trace_id: Option<String>,
}

impl Item for contract::Reply<Vec<contract::Substitute>> {
    type Proto = SubstituteListReply;

    fn to_proto(&self) -> SubstituteListReply {
        SubstituteListReply {
            code: Field::to_proto(&self.code),
            message: Field::to_proto(&self.message),
            retryable: Field::to_proto(&self.retryable),
            advice: Field::to_proto(&self.advice),
            shortages: Field::to_proto(&self.shortages),
            details: Field::to_proto(&self.details),
            trace_id: Field::to_proto(&self.trace_id),
            data: self.data.as_ref().map(Field::to_proto).unwrap_or_default(),
        }
    }

    fn from_proto(proto: SubstituteListReply) -> Self {
        Self {
            data: super::list_of_reply(proto.code.as_deref(), proto.data),
            code: Field::from_proto(proto.code),
            message: Field::from_proto(proto.message),
            retryable: Field::from_proto(proto.retryable),
            advice: Field::from_proto(proto.advice),
            shortages: Field::from_proto(proto.shortages),
            details: Field::from_proto(proto.details),
            trace_id: Field::from_proto(proto.trace_id),
            ..Default::default()
        }
    }
}

/// Asks what else would do.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SubstituteReq {
    /// The mall; null means the server's default tenant.
    #[prost(string, optional, tag = "1")]
    pub tenant: Option<String>,
    /// The part that is wanted. Required.
    #[prost(string, optional, tag = "2")]
    pub sku: Option<String>,
    /// The vehicle it is for; null with a VIN or when it does not matter.
    #[prost(string, optional, tag = "3")]
    pub vehicle_id: Option<String>,
    /// The vehicle identification number, 17 characters; null with a vehicle.
    #[prost(string, optional, tag = "4")]
    pub vin: Option<String>,
    /// The delivery area.
    #[prost(string, optional, tag = "5")]
    pub area_code: Option<String>,
    /// The sales channel.
    #[prost(string, optional, tag = "6")]
    pub channel: Option<String>,
    /// How many, in base units; null means the vehicle's quantity, else 1.
    #[prost(int64, optional, tag = "7")]
    pub quantity: Option<i64>,
    /// Only these relations, see `RelationKind`; empty means all.
    #[prost(string, repeated, tag = "8")]
    pub kinds: Vec<String>,
    /// Only these grades, see `PartGrade`; empty means all.
    #[prost(string, repeated, tag = "9")]
    pub grades: Vec<String>,
    /// Most answers, 1 to 50; null means 10.
    #[prost(int32, optional, tag = "10")]
    pub limit: Option<i32>,
}

impl Item for contract::SubstituteReq {
    type Proto = SubstituteReq;

    fn to_proto(&self) -> SubstituteReq {
        SubstituteReq {
            tenant: Field::to_proto(&self.tenant),
            sku: Field::to_proto(&self.sku),
            vehicle_id: Field::to_proto(&self.vehicle_id),
            vin: Field::to_proto(&self.vin),
            area_code: Field::to_proto(&self.area_code),
            channel: Field::to_proto(&self.channel),
            quantity: Field::to_proto(&self.quantity),
            kinds: Field::to_proto(&self.kinds),
            grades: Field::to_proto(&self.grades),
            limit: Field::to_proto(&self.limit),
        }
    }

    fn from_proto(proto: SubstituteReq) -> Self {
        Self {
            tenant: Field::from_proto(proto.tenant),
            sku: Field::from_proto(proto.sku),
            vehicle_id: Field::from_proto(proto.vehicle_id),
            vin: Field::from_proto(proto.vin),
            area_code: Field::from_proto(proto.area_code),
            channel: Field::from_proto(proto.channel),
            quantity: Field::from_proto(proto.quantity),
            kinds: Field::from_proto(proto.kinds),
            grades: Field::from_proto(proto.grades),
            limit: Field::from_proto(proto.limit),
            ..Default::default()
        }
    }
}

/// Switches a SKU, channel, warehouse or module on, to reads only, or off.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SwitchReq {
    /// Who switches, under which key. Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// What kind of thing, see `SwitchScope`. Required.
    #[prost(string, optional, tag = "2")]
    pub scope: Option<String>,
    /// Which one: SKU, channel, warehouse, or module (`RESERVATION`, `CHANGE`, `SOURCING`, `QUERY`, `FULFILLMENT`, `RECONCILE`). Required.
    #[prost(string, optional, tag = "3")]
    pub target: Option<String>,
    /// To which position, see `SwitchMode`. Required.
    #[prost(string, optional, tag = "4")]
    pub mode: Option<String>,
    /// Why, at most 200 characters. Required.
    #[prost(string, optional, tag = "5")]
    pub reason: Option<String>,
    /// Go back by itself then; null means never.
    #[prost(int64, optional, tag = "6")]
    pub until: Option<i64>,
    /// Only check, and tell in `details` what would change.
    #[prost(bool, tag = "7")]
    pub dry_run: bool,
}

impl Item for contract::SwitchReq {
    type Proto = SwitchReq;

    fn to_proto(&self) -> SwitchReq {
        SwitchReq {
            context: Field::to_proto(&self.context),
            scope: Field::to_proto(&self.scope),
            target: Field::to_proto(&self.target),
            mode: Field::to_proto(&self.mode),
            reason: Field::to_proto(&self.reason),
            until: Field::to_proto(&self.until),
            dry_run: Field::to_proto(&self.dry_run),
        }
    }

    fn from_proto(proto: SwitchReq) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            scope: Field::from_proto(proto.scope),
            target: Field::from_proto(proto.target),
            mode: Field::from_proto(proto.mode),
            reason: Field::from_proto(proto.reason),
            until: Field::from_proto(proto.until),
            dry_run: Field::from_proto(proto.dry_run),
            ..Default::default()
        }
    }
}

/// Everything that happened to the stock of one order.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Timeline {
    /// The order.
    #[prost(string, optional, tag = "1")]
    pub order_no: Option<String>,
    /// What happened, oldest first.
    #[prost(message, repeated, tag = "2")]
    pub events: Vec<TimelineEvent>,
    /// Where the order's units are now.
    #[prost(message, repeated, tag = "3")]
    pub positions: Vec<UnitPosition>,
}

impl Item for contract::Timeline {
    type Proto = Timeline;

    fn to_proto(&self) -> Timeline {
        Timeline {
            order_no: Field::to_proto(&self.order_no),
            events: Field::to_proto(&self.events),
            positions: Field::to_proto(&self.positions),
        }
    }

    fn from_proto(proto: Timeline) -> Self {
        Self {
            order_no: Field::from_proto(proto.order_no),
            events: Field::from_proto(proto.events),
            positions: Field::from_proto(proto.positions),
            ..Default::default()
        }
    }
}

/// One movement in the life of an order.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct TimelineEvent {
    /// When it was booked, by the database's clock.
    #[prost(int64, optional, tag = "1")]
    pub at: Option<i64>,
    /// The kind of movement, see `Movement`.
    #[prost(string, optional, tag = "2")]
    pub movement: Option<String>,
    /// Kind of document, see `DocumentKind`.
    #[prost(string, optional, tag = "3")]
    pub document_kind: Option<String>,
    /// The document's number.
    #[prost(string, optional, tag = "4")]
    pub document_no: Option<String>,
    /// The voucher.
    #[prost(string, optional, tag = "5")]
    pub voucher_no: Option<String>,
    /// The ledger's sequence.
    #[prost(int64, tag = "6")]
    pub seq: i64,
    /// SKU.
    #[prost(string, optional, tag = "7")]
    pub sku: Option<String>,
    /// Where.
    #[prost(string, optional, tag = "8")]
    pub warehouse: Option<String>,
    /// From which bucket, see `Bucket`.
    #[prost(string, optional, tag = "9")]
    pub from_bucket: Option<String>,
    /// To which bucket, see `Bucket`.
    #[prost(string, optional, tag = "10")]
    pub to_bucket: Option<String>,
    /// How many, in base units.
    #[prost(int64, tag = "11")]
    pub quantity: i64,
    /// Who did it.
    #[prost(string, optional, tag = "12")]
    pub operator: Option<String>,
}

impl Item for contract::TimelineEvent {
    type Proto = TimelineEvent;

    fn to_proto(&self) -> TimelineEvent {
        TimelineEvent {
            at: Field::to_proto(&self.at),
            movement: Field::to_proto(&self.movement),
            document_kind: Field::to_proto(&self.document_kind),
            document_no: Field::to_proto(&self.document_no),
            voucher_no: Field::to_proto(&self.voucher_no),
            seq: Field::to_proto(&self.seq),
            sku: Field::to_proto(&self.sku),
            warehouse: Field::to_proto(&self.warehouse),
            from_bucket: Field::to_proto(&self.from_bucket),
            to_bucket: Field::to_proto(&self.to_bucket),
            quantity: Field::to_proto(&self.quantity),
            operator: Field::to_proto(&self.operator),
        }
    }

    fn from_proto(proto: TimelineEvent) -> Self {
        Self {
            at: Field::from_proto(proto.at),
            movement: Field::from_proto(proto.movement),
            document_kind: Field::from_proto(proto.document_kind),
            document_no: Field::from_proto(proto.document_no),
            voucher_no: Field::from_proto(proto.voucher_no),
            seq: Field::from_proto(proto.seq),
            sku: Field::from_proto(proto.sku),
            warehouse: Field::from_proto(proto.warehouse),
            from_bucket: Field::from_proto(proto.from_bucket),
            to_bucket: Field::from_proto(proto.to_bucket),
            quantity: Field::from_proto(proto.quantity),
            operator: Field::from_proto(proto.operator),
            ..Default::default()
        }
    }
}

/// The answer to every call: a code, what the caller should do, and the data.
/// 
/// A refusal is an answer too; an exception means that something broke on the way. Shortages are listed
/// here, and not in the data, so that every refused write tells them in the same place.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct TimelineReply {
    /// The outcome, one of `ResultCode`. `OK`, `OK_DUPLICATE` and `ACCEPTED_PENDING` are successes.
    #[prost(string, optional, tag = "1")]
    pub code: Option<String>,
    /// What was wrong, the value, the limit and the way out; null for a success.
    #[prost(string, optional, tag = "2")]
    pub message: Option<String>,
    /// Whether the same call, with the same key, may be sent again and may then succeed.
    #[prost(bool, tag = "3")]
    pub retryable: bool,
    /// What the caller should do, in English; null for a plain success.
    #[prost(string, optional, tag = "4")]
    pub advice: Option<String>,
    /// The data; null for most refusals. A duplicate carries what the first call answered.
    #[prost(message, optional, tag = "5")]
    pub data: Option<Timeline>,
    /// Every short line of a refused or partly done write; empty otherwise.
    #[prost(message, repeated, tag = "6")]
    pub shortages: Vec<Shortage>,
    /// Facts of a refusal by name: `field`, `value`, `limit`, `currentState`, `sku`, `warehouse`, `kind`, `method`, `retryAfterMs`.
    #[prost(btree_map = "string, string", tag = "7")]
    pub details: std::collections::BTreeMap<String, String>,
    /// The trace under which the server logged the call.
    #[prost(string, optional, tag = "8")]
    pub trace_id: Option<String>,
}

impl Item for contract::Reply<contract::Timeline> {
    type Proto = TimelineReply;

    fn to_proto(&self) -> TimelineReply {
        TimelineReply {
            code: Field::to_proto(&self.code),
            message: Field::to_proto(&self.message),
            retryable: Field::to_proto(&self.retryable),
            advice: Field::to_proto(&self.advice),
            shortages: Field::to_proto(&self.shortages),
            details: Field::to_proto(&self.details),
            trace_id: Field::to_proto(&self.trace_id),
            data: Field::to_proto(&self.data),
        }
    }

    fn from_proto(proto: TimelineReply) -> Self {
        Self {
            code: Field::from_proto(proto.code),
            message: Field::from_proto(proto.message),
            retryable: Field::from_proto(proto.retryable),
            advice: Field::from_proto(proto.advice),
            shortages: Field::from_proto(proto.shortages),
            details: Field::from_proto(proto.details),
            trace_id: Field::from_proto(proto.trace_id),
            data: Field::from_proto(proto.data),
            ..Default::default()
        }
    }
}

/// Arguments of trace.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct TraceArguments {
    /// The order number.
    #[prost(string, optional, tag = "1")]
    pub order_no: Option<String>,
}

/// One warehouse that was looked at.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct TraceCandidate {
    /// The site.
    #[prost(string, optional, tag = "1")]
    pub warehouse: Option<String>,
    /// Whether it passed the filters.
    #[prost(bool, tag = "2")]
    pub accepted: bool,
    /// Why it did not, see `FilterReason`; null when it did.
    #[prost(string, optional, tag = "3")]
    pub filter_reason: Option<String>,
    /// How many lines it could cover in full.
    #[prost(int32, tag = "4")]
    pub lines_covered: i32,
    /// When it could deliver; null when not known.
    #[prost(int64, optional, tag = "5")]
    pub arrive_at: Option<i64>,
}

impl Item for contract::TraceCandidate {
    type Proto = TraceCandidate;

    fn to_proto(&self) -> TraceCandidate {
        TraceCandidate {
            warehouse: Field::to_proto(&self.warehouse),
            accepted: Field::to_proto(&self.accepted),
            filter_reason: Field::to_proto(&self.filter_reason),
            lines_covered: Field::to_proto(&self.lines_covered),
            arrive_at: Field::to_proto(&self.arrive_at),
        }
    }

    fn from_proto(proto: TraceCandidate) -> Self {
        Self {
            warehouse: Field::from_proto(proto.warehouse),
            accepted: Field::from_proto(proto.accepted),
            filter_reason: Field::from_proto(proto.filter_reason),
            lines_covered: Field::from_proto(proto.lines_covered),
            arrive_at: Field::from_proto(proto.arrive_at),
            ..Default::default()
        }
    }
}

/// One set of warehouses that was scored.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct TraceOption {
    /// The set.
    #[prost(string, repeated, tag = "1")]
    pub warehouses: Vec<String>,
    /// Whether it was chosen.
    #[prost(bool, tag = "2")]
    pub chosen: bool,
    /// Its figures, one per objective.
    #[prost(message, repeated, tag = "3")]
    pub scores: Vec<TraceScore>,
    /// The weighted sum; smaller is better. 0 for lexicographic policies.
    #[prost(double, tag = "4")]
    pub total: f64,
}

impl Item for contract::TraceOption {
    type Proto = TraceOption;

    fn to_proto(&self) -> TraceOption {
        TraceOption {
            warehouses: Field::to_proto(&self.warehouses),
            chosen: Field::to_proto(&self.chosen),
            scores: Field::to_proto(&self.scores),
            total: Field::to_proto(&self.total),
        }
    }

    fn from_proto(proto: TraceOption) -> Self {
        Self {
            warehouses: Field::from_proto(proto.warehouses),
            chosen: Field::from_proto(proto.chosen),
            scores: Field::from_proto(proto.scores),
            total: Field::from_proto(proto.total),
            ..Default::default()
        }
    }
}

/// One figure of a set of warehouses.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct TraceScore {
    /// The objective, see `ObjectiveKind`.
    #[prost(string, optional, tag = "1")]
    pub objective: Option<String>,
    /// The figure: parcels, fen, hours, priority, or share of the site's stock taken.
    #[prost(double, tag = "2")]
    pub value: f64,
    /// Its weight; 0 for lexicographic policies.
    #[prost(double, tag = "3")]
    pub weight: f64,
}

impl Item for contract::TraceScore {
    type Proto = TraceScore;

    fn to_proto(&self) -> TraceScore {
        TraceScore {
            objective: Field::to_proto(&self.objective),
            value: Field::to_proto(&self.value),
            weight: Field::to_proto(&self.weight),
        }
    }

    fn from_proto(proto: TraceScore) -> Self {
        Self {
            objective: Field::from_proto(proto.objective),
            value: Field::from_proto(proto.value),
            weight: Field::from_proto(proto.weight),
            ..Default::default()
        }
    }
}

/// What never arrived of a transfer is written off, by a second person.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct TransferLossReq {
    /// Who approves (`operator`, required), under which key. Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// The transfer, at most 64 characters. Required; its last receipt must have been reported.
    #[prost(string, optional, tag = "2")]
    pub transfer_no: Option<String>,
    /// Who found the goods missing, at most 64 characters; null means who reported the last receipt. Never who approves.
    #[prost(string, optional, tag = "3")]
    pub proposed_by: Option<String>,
    /// What, at most 200 lines; empty means all that is still under way.
    #[prost(message, repeated, tag = "4")]
    pub lines: Vec<StockLine>,
}

impl Item for contract::TransferLossReq {
    type Proto = TransferLossReq;

    fn to_proto(&self) -> TransferLossReq {
        TransferLossReq {
            context: Field::to_proto(&self.context),
            transfer_no: Field::to_proto(&self.transfer_no),
            proposed_by: Field::to_proto(&self.proposed_by),
            lines: Field::to_proto(&self.lines),
        }
    }

    fn from_proto(proto: TransferLossReq) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            transfer_no: Field::from_proto(proto.transfer_no),
            proposed_by: Field::from_proto(proto.proposed_by),
            lines: Field::from_proto(proto.lines),
            ..Default::default()
        }
    }
}

/// A transfer between two warehouses: locked, sent, received.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct TransferReq {
    /// Who asks, under which key (bizNo = transfer number, opSeq = the how-many-th leg). Required.
    #[prost(message, optional, tag = "1")]
    pub context: Option<OpContext>,
    /// The transfer, at most 64 characters. Required.
    #[prost(string, optional, tag = "2")]
    pub transfer_no: Option<String>,
    /// From where. Required.
    #[prost(string, optional, tag = "3")]
    pub from_warehouse: Option<String>,
    /// To where. Required.
    #[prost(string, optional, tag = "4")]
    pub to_warehouse: Option<String>,
    /// What is locked, sent or received by this call, 1 to 200 lines. Receiving less leaves the rest in transit.
    #[prost(message, repeated, tag = "5")]
    pub lines: Vec<StockLine>,
    /// transferIn only: nothing more will come; what is missing is proposed as a loss.
    #[prost(bool, tag = "6")]
    pub last_receipt: bool,
}

impl Item for contract::TransferReq {
    type Proto = TransferReq;

    fn to_proto(&self) -> TransferReq {
        TransferReq {
            context: Field::to_proto(&self.context),
            transfer_no: Field::to_proto(&self.transfer_no),
            from_warehouse: Field::to_proto(&self.from_warehouse),
            to_warehouse: Field::to_proto(&self.to_warehouse),
            lines: Field::to_proto(&self.lines),
            last_receipt: Field::to_proto(&self.last_receipt),
        }
    }

    fn from_proto(proto: TransferReq) -> Self {
        Self {
            context: Field::from_proto(proto.context),
            transfer_no: Field::from_proto(proto.transfer_no),
            from_warehouse: Field::from_proto(proto.from_warehouse),
            to_warehouse: Field::from_proto(proto.to_warehouse),
            lines: Field::from_proto(proto.lines),
            last_receipt: Field::from_proto(proto.last_receipt),
            ..Default::default()
        }
    }
}

/// Where units of an order are.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct UnitPosition {
    /// SKU.
    #[prost(string, optional, tag = "1")]
    pub sku: Option<String>,
    /// Where they are booked.
    #[prost(string, optional, tag = "2")]
    pub warehouse: Option<String>,
    /// In which bucket, see `Bucket`.
    #[prost(string, optional, tag = "3")]
    pub bucket: Option<String>,
    /// How many, in base units.
    #[prost(int64, tag = "4")]
    pub quantity: i64,
    /// The document that holds them.
    #[prost(string, optional, tag = "5")]
    pub document_no: Option<String>,
}

impl Item for contract::UnitPosition {
    type Proto = UnitPosition;

    fn to_proto(&self) -> UnitPosition {
        UnitPosition {
            sku: Field::to_proto(&self.sku),
            warehouse: Field::to_proto(&self.warehouse),
            bucket: Field::to_proto(&self.bucket),
            quantity: Field::to_proto(&self.quantity),
            document_no: Field::to_proto(&self.document_no),
        }
    }

    fn from_proto(proto: UnitPosition) -> Self {
        Self {
            sku: Field::from_proto(proto.sku),
            warehouse: Field::from_proto(proto.warehouse),
            bucket: Field::from_proto(proto.bucket),
            quantity: Field::from_proto(proto.quantity),
            document_no: Field::from_proto(proto.document_no),
            ..Default::default()
        }
    }
}

/// A vehicle, as a vehicle identification number tells it.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Vehicle {
    /// Its id in the catalogue; null when the VIN is not known.
    #[prost(string, optional, tag = "1")]
    pub vehicle_id: Option<String>,
    /// The VIN asked for.
    #[prost(string, optional, tag = "2")]
    pub vin: Option<String>,
    /// Whether the catalogue knows it.
    #[prost(bool, tag = "3")]
    pub known: bool,
    /// Make, for example `大众`.
    #[prost(string, optional, tag = "4")]
    pub make: Option<String>,
    /// Model, for example `迈腾 B8`.
    #[prost(string, optional, tag = "5")]
    pub model: Option<String>,
    /// Model year; null when not known.
    #[prost(int32, optional, tag = "6")]
    pub model_year: Option<i32>,
    /// Engine code, for example `EA888`.
    #[prost(string, optional, tag = "7")]
    pub engine: Option<String>,
    /// Displacement in millilitres; null when not known.
    #[prost(int32, optional, tag = "8")]
    pub displacement_ml: Option<i32>,
    /// Transmission code.
    #[prost(string, optional, tag = "9")]
    pub transmission: Option<String>,
    /// Body style.
    #[prost(string, optional, tag = "10")]
    pub body: Option<String>,
}

impl Item for contract::Vehicle {
    type Proto = Vehicle;

    fn to_proto(&self) -> Vehicle {
        Vehicle {
            vehicle_id: Field::to_proto(&self.vehicle_id),
            vin: Field::to_proto(&self.vin),
            known: Field::to_proto(&self.known),
            make: Field::to_proto(&self.make),
            model: Field::to_proto(&self.model),
            model_year: Field::to_proto(&self.model_year),
            engine: Field::to_proto(&self.engine),
            displacement_ml: Field::to_proto(&self.displacement_ml),
            transmission: Field::to_proto(&self.transmission),
            body: Field::to_proto(&self.body),
        }
    }

    fn from_proto(proto: Vehicle) -> Self {
        Self {
            vehicle_id: Field::from_proto(proto.vehicle_id),
            vin: Field::from_proto(proto.vin),
            known: Field::from_proto(proto.known),
            make: Field::from_proto(proto.make),
            model: Field::from_proto(proto.model),
            model_year: Field::from_proto(proto.model_year),
            engine: Field::from_proto(proto.engine),
            displacement_ml: Field::from_proto(proto.displacement_ml),
            transmission: Field::from_proto(proto.transmission),
            body: Field::from_proto(proto.body),
            ..Default::default()
        }
    }
}

/// The answer to every call: a code, what the caller should do, and the data.
/// 
/// A refusal is an answer too; an exception means that something broke on the way. Shortages are listed
/// here, and not in the data, so that every refused write tells them in the same place.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct VehicleReply {
    /// The outcome, one of `ResultCode`. `OK`, `OK_DUPLICATE` and `ACCEPTED_PENDING` are successes.
    #[prost(string, optional, tag = "1")]
    pub code: Option<String>,
    /// What was wrong, the value, the limit and the way out; null for a success.
    #[prost(string, optional, tag = "2")]
    pub message: Option<String>,
    /// Whether the same call, with the same key, may be sent again and may then succeed.
    #[prost(bool, tag = "3")]
    pub retryable: bool,
    /// What the caller should do, in English; null for a plain success.
    #[prost(string, optional, tag = "4")]
    pub advice: Option<String>,
    /// The data; null for most refusals. A duplicate carries what the first call answered.
    #[prost(message, optional, tag = "5")]
    pub data: Option<Vehicle>,
    /// Every short line of a refused or partly done write; empty otherwise.
    #[prost(message, repeated, tag = "6")]
    pub shortages: Vec<Shortage>,
    /// Facts of a refusal by name: `field`, `value`, `limit`, `currentState`, `sku`, `warehouse`, `kind`, `method`, `retryAfterMs`.
    #[prost(btree_map = "string, string", tag = "7")]
    pub details: std::collections::BTreeMap<String, String>,
    /// The trace under which the server logged the call.
    #[prost(string, optional, tag = "8")]
    pub trace_id: Option<String>,
}

impl Item for contract::Reply<contract::Vehicle> {
    type Proto = VehicleReply;

    fn to_proto(&self) -> VehicleReply {
        VehicleReply {
            code: Field::to_proto(&self.code),
            message: Field::to_proto(&self.message),
            retryable: Field::to_proto(&self.retryable),
            advice: Field::to_proto(&self.advice),
            shortages: Field::to_proto(&self.shortages),
            details: Field::to_proto(&self.details),
            trace_id: Field::to_proto(&self.trace_id),
            data: Field::to_proto(&self.data),
        }
    }

    fn from_proto(proto: VehicleReply) -> Self {
        Self {
            code: Field::from_proto(proto.code),
            message: Field::from_proto(proto.message),
            retryable: Field::from_proto(proto.retryable),
            advice: Field::from_proto(proto.advice),
            shortages: Field::from_proto(proto.shortages),
            details: Field::from_proto(proto.details),
            trace_id: Field::from_proto(proto.trace_id),
            data: Field::from_proto(proto.data),
            ..Default::default()
        }
    }
}

/// The answer to every call: a code, what the caller should do, and the data.
/// 
/// A refusal is an answer too; an exception means that something broke on the way. Shortages are listed
/// here, and not in the data, so that every refused write tells them in the same place.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct VoidReply {
    /// The outcome, one of `ResultCode`. `OK`, `OK_DUPLICATE` and `ACCEPTED_PENDING` are successes.
    #[prost(string, optional, tag = "1")]
    pub code: Option<String>,
    /// What was wrong, the value, the limit and the way out; null for a success.
    #[prost(string, optional, tag = "2")]
    pub message: Option<String>,
    /// Whether the same call, with the same key, may be sent again and may then succeed.
    #[prost(bool, tag = "3")]
    pub retryable: bool,
    /// What the caller should do, in English; null for a plain success.
    #[prost(string, optional, tag = "4")]
    pub advice: Option<String>,
    /// Every short line of a refused or partly done write; empty otherwise.
    #[prost(message, repeated, tag = "5")]
    pub shortages: Vec<Shortage>,
    /// Facts of a refusal by name: `field`, `value`, `limit`, `currentState`, `sku`, `warehouse`, `kind`, `method`, `retryAfterMs`.
    #[prost(btree_map = "string, string", tag = "6")]
    pub details: std::collections::BTreeMap<String, String>,
    /// The trace under which the server logged the call.
    #[prost(string, optional, tag = "7")]
    pub trace_id: Option<String>,
}

impl Item for contract::Reply<contract::Nothing> {
    type Proto = VoidReply;

    fn to_proto(&self) -> VoidReply {
        VoidReply {
            code: Field::to_proto(&self.code),
            message: Field::to_proto(&self.message),
            retryable: Field::to_proto(&self.retryable),
            advice: Field::to_proto(&self.advice),
            shortages: Field::to_proto(&self.shortages),
            details: Field::to_proto(&self.details),
            trace_id: Field::to_proto(&self.trace_id),
        }
    }

    fn from_proto(proto: VoidReply) -> Self {
        Self {
            code: Field::from_proto(proto.code),
            message: Field::from_proto(proto.message),
            retryable: Field::from_proto(proto.retryable),
            advice: Field::from_proto(proto.advice),
            shortages: Field::from_proto(proto.shortages),
            details: Field::from_proto(proto.details),
            trace_id: Field::from_proto(proto.trace_id),
            data: None,
            ..Default::default()
        }
    }
}

/// What a change booked.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Voucher {
    /// Its number.
    #[prost(string, optional, tag = "1")]
    pub voucher_no: Option<String>,
    /// The document's lines with what was asked for and what was booked.
    #[prost(message, repeated, tag = "2")]
    pub lines: Vec<VoucherLine>,
    /// The ledger's legs; filled when a voucher is read, empty in the answer to a write.
    #[prost(message, repeated, tag = "3")]
    pub legs: Vec<LedgerRow>,
    /// Unpaid reservations that were closed or cut because counted goods were not there.
    #[prost(string, repeated, tag = "4")]
    pub hit_reservations: Vec<String>,
    /// Fulfilment orders that were cut because counted goods were not there.
    #[prost(string, repeated, tag = "5")]
    pub hit_fulfillments: Vec<String>,
    /// The voucher which this one undoes; null otherwise.
    #[prost(string, optional, tag = "6")]
    pub reverses: Option<String>,
    /// The voucher which undid this one; null otherwise.
    #[prost(string, optional, tag = "7")]
    pub reversed_by: Option<String>,
    /// When it was booked, by the database's clock.
    #[prost(int64, optional, tag = "8")]
    pub booked_at: Option<i64>,
}

impl Item for contract::Voucher {
    type Proto = Voucher;

    fn to_proto(&self) -> Voucher {
        Voucher {
            voucher_no: Field::to_proto(&self.voucher_no),
            lines: Field::to_proto(&self.lines),
            legs: Field::to_proto(&self.legs),
            hit_reservations: Field::to_proto(&self.hit_reservations),
            hit_fulfillments: Field::to_proto(&self.hit_fulfillments),
            reverses: Field::to_proto(&self.reverses),
            reversed_by: Field::to_proto(&self.reversed_by),
            booked_at: Field::to_proto(&self.booked_at),
        }
    }

    fn from_proto(proto: Voucher) -> Self {
        Self {
            voucher_no: Field::from_proto(proto.voucher_no),
            lines: Field::from_proto(proto.lines),
            legs: Field::from_proto(proto.legs),
            hit_reservations: Field::from_proto(proto.hit_reservations),
            hit_fulfillments: Field::from_proto(proto.hit_fulfillments),
            reverses: Field::from_proto(proto.reverses),
            reversed_by: Field::from_proto(proto.reversed_by),
            booked_at: Field::from_proto(proto.booked_at),
            ..Default::default()
        }
    }
}

/// One booked quantity.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct VoucherLine {
    /// The document's line number.
    #[prost(int64, tag = "1")]
    pub line_no: i64,
    /// SKU.
    #[prost(string, optional, tag = "2")]
    pub sku: Option<String>,
    /// Where.
    #[prost(string, optional, tag = "3")]
    pub warehouse: Option<String>,
    /// Pool.
    #[prost(string, optional, tag = "4")]
    pub pool: Option<String>,
    /// The kind of movement, see `Movement`.
    #[prost(string, optional, tag = "5")]
    pub movement: Option<String>,
    /// Asked for, in base units.
    #[prost(int64, tag = "6")]
    pub asked: i64,
    /// Booked, in base units. Less than asked: the rest was not there.
    #[prost(int64, tag = "7")]
    pub booked: i64,
}

impl Item for contract::VoucherLine {
    type Proto = VoucherLine;

    fn to_proto(&self) -> VoucherLine {
        VoucherLine {
            line_no: Field::to_proto(&self.line_no),
            sku: Field::to_proto(&self.sku),
            warehouse: Field::to_proto(&self.warehouse),
            pool: Field::to_proto(&self.pool),
            movement: Field::to_proto(&self.movement),
            asked: Field::to_proto(&self.asked),
            booked: Field::to_proto(&self.booked),
        }
    }

    fn from_proto(proto: VoucherLine) -> Self {
        Self {
            line_no: Field::from_proto(proto.line_no),
            sku: Field::from_proto(proto.sku),
            warehouse: Field::from_proto(proto.warehouse),
            pool: Field::from_proto(proto.pool),
            movement: Field::from_proto(proto.movement),
            asked: Field::from_proto(proto.asked),
            booked: Field::from_proto(proto.booked),
            ..Default::default()
        }
    }
}

/// The answer to every call: a code, what the caller should do, and the data.
/// 
/// A refusal is an answer too; an exception means that something broke on the way. Shortages are listed
/// here, and not in the data, so that every refused write tells them in the same place.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct VoucherReply {
    /// The outcome, one of `ResultCode`. `OK`, `OK_DUPLICATE` and `ACCEPTED_PENDING` are successes.
    #[prost(string, optional, tag = "1")]
    pub code: Option<String>,
    /// What was wrong, the value, the limit and the way out; null for a success.
    #[prost(string, optional, tag = "2")]
    pub message: Option<String>,
    /// Whether the same call, with the same key, may be sent again and may then succeed.
    #[prost(bool, tag = "3")]
    pub retryable: bool,
    /// What the caller should do, in English; null for a plain success.
    #[prost(string, optional, tag = "4")]
    pub advice: Option<String>,
    /// The data; null for most refusals. A duplicate carries what the first call answered.
    #[prost(message, optional, tag = "5")]
    pub data: Option<Voucher>,
    /// Every short line of a refused or partly done write; empty otherwise.
    #[prost(message, repeated, tag = "6")]
    pub shortages: Vec<Shortage>,
    /// Facts of a refusal by name: `field`, `value`, `limit`, `currentState`, `sku`, `warehouse`, `kind`, `method`, `retryAfterMs`.
    #[prost(btree_map = "string, string", tag = "7")]
    pub details: std::collections::BTreeMap<String, String>,
    /// The trace under which the server logged the call.
    #[prost(string, optional, tag = "8")]
    pub trace_id: Option<String>,
}

impl Item for contract::Reply<contract::Voucher> {
    type Proto = VoucherReply;

    fn to_proto(&self) -> VoucherReply {
        VoucherReply {
            code: Field::to_proto(&self.code),
            message: Field::to_proto(&self.message),
            retryable: Field::to_proto(&self.retryable),
            advice: Field::to_proto(&self.advice),
            shortages: Field::to_proto(&self.shortages),
            details: Field::to_proto(&self.details),
            trace_id: Field::to_proto(&self.trace_id),
            data: Field::to_proto(&self.data),
        }
    }

    fn from_proto(proto: VoucherReply) -> Self {
        Self {
            code: Field::from_proto(proto.code),
            message: Field::from_proto(proto.message),
            retryable: Field::from_proto(proto.retryable),
            advice: Field::from_proto(proto.advice),
            shortages: Field::from_proto(proto.shortages),
            details: Field::from_proto(proto.details),
            trace_id: Field::from_proto(proto.trace_id),
            data: Field::from_proto(proto.data),
            ..Default::default()
        }
    }
}

pub(super) static SERVICES: &[super::Proto] = &[
    super::Proto {
        interface: "com.autoparts.stock.api.StockReservationService",
        name: "com.autoparts.stock.v1.StockReservationService",
        methods: &[
            MessageMethod {
                name: "preOccupy",
                read: super::read::<contract::PreOccupyReq>,
                write: super::write::<contract::Reply<contract::Reservation>>,
            },
            MessageMethod {
                name: "confirm",
                read: super::read::<contract::ConfirmReq>,
                write: super::write::<contract::Reply<contract::Reservation>>,
            },
            MessageMethod {
                name: "cancel",
                read: super::read::<contract::CancelReq>,
                write: super::write::<contract::Reply<contract::Reservation>>,
            },
            MessageMethod {
                name: "extend",
                read: super::read::<contract::ExtendReq>,
                write: super::write::<contract::Reply<contract::Reservation>>,
            },
            MessageMethod {
                name: "amend",
                read: super::read::<contract::AmendReq>,
                write: super::write::<contract::Reply<contract::Reservation>>,
            },
            MessageMethod {
                name: "get",
                read: super::read::<contract::ReservationQuery>,
                write: super::write::<contract::Reply<contract::Reservation>>,
            },
            MessageMethod {
                name: "getByKey",
                read: super::read::<contract::OpKey>,
                write: super::write::<contract::Reply<contract::OpAnswer>>,
            },
        ],
    },
    super::Proto {
        interface: "com.autoparts.stock.api.StockChangeService",
        name: "com.autoparts.stock.v1.StockChangeService",
        methods: &[
            MessageMethod {
                name: "purchaseExpect",
                read: super::read::<contract::AsnReq>,
                write: super::write::<contract::Reply<contract::Voucher>>,
            },
            MessageMethod {
                name: "purchaseIn",
                read: super::read::<contract::InboundReq>,
                write: super::write::<contract::Reply<contract::Voucher>>,
            },
            MessageMethod {
                name: "inspect",
                read: super::read::<contract::InspectReq>,
                write: super::write::<contract::Reply<contract::Voucher>>,
            },
            MessageMethod {
                name: "transferLock",
                read: super::read::<contract::TransferReq>,
                write: super::write::<contract::Reply<contract::Voucher>>,
            },
            MessageMethod {
                name: "transferOut",
                read: super::read::<contract::TransferReq>,
                write: super::write::<contract::Reply<contract::Voucher>>,
            },
            MessageMethod {
                name: "transferIn",
                read: super::read::<contract::TransferReq>,
                write: super::write::<contract::Reply<contract::Voucher>>,
            },
            MessageMethod {
                name: "transferLoss",
                read: super::read::<contract::TransferLossReq>,
                write: super::write::<contract::Reply<contract::Voucher>>,
            },
            MessageMethod {
                name: "openPresale",
                read: super::read::<contract::PresaleReq>,
                write: super::write::<contract::Reply<contract::Voucher>>,
            },
            MessageMethod {
                name: "closePresale",
                read: super::read::<contract::PresaleReq>,
                write: super::write::<contract::Reply<contract::Voucher>>,
            },
            MessageMethod {
                name: "freeze",
                read: super::read::<contract::FreezeReq>,
                write: super::write::<contract::Reply<contract::Voucher>>,
            },
            MessageMethod {
                name: "unfreeze",
                read: super::read::<contract::FreezeReq>,
                write: super::write::<contract::Reply<contract::Voucher>>,
            },
            MessageMethod {
                name: "stocktake",
                read: super::read::<contract::CountReq>,
                write: super::write::<contract::Reply<contract::Voucher>>,
            },
            MessageMethod {
                name: "scrap",
                read: super::read::<contract::DisposeReq>,
                write: super::write::<contract::Reply<contract::Voucher>>,
            },
            MessageMethod {
                name: "returnToVendor",
                read: super::read::<contract::DisposeReq>,
                write: super::write::<contract::Reply<contract::Voucher>>,
            },
            MessageMethod {
                name: "assignPool",
                read: super::read::<contract::PoolReq>,
                write: super::write::<contract::Reply<contract::Voucher>>,
            },
            MessageMethod {
                name: "reverse",
                read: super::read::<contract::ReverseReq>,
                write: super::write::<contract::Reply<contract::Voucher>>,
            },
            MessageMethod {
                name: "listLedger",
                read: super::read::<contract::LedgerQuery>,
                write: super::write::<contract::Reply<contract::Page<contract::LedgerRow>>>,
            },
        ],
    },
    super::Proto {
        interface: "com.autoparts.stock.api.SourcingService",
        name: "com.autoparts.stock.v1.SourcingService",
        methods: &[
            MessageMethod {
                name: "source",
                read: super::read::<contract::SourcingReq>,
                write: super::write::<contract::Reply<contract::SourcingPlan>>,
            },
            MessageMethod {
                name: "resource",
                read: super::read::<contract::ResourceReq>,
                write: super::write::<contract::Reply<contract::SourcingPlan>>,
            },
            MessageMethod {
                name: "explain",
                read: |message| {
                    let message = ExplainArguments::decode(message).map_err(|error| error.to_string())?;
                    Ok(vec![super::argument(&message.plan_no)?])
                },
                write: super::write::<contract::Reply<contract::SourcingTrace>>,
            },
            MessageMethod {
                name: "simulate",
                read: super::read::<contract::SimReq>,
                write: super::write::<contract::Reply<contract::SimReport>>,
            },
            MessageMethod {
                name: "saveRuleSet",
                read: super::read::<contract::RuleSet>,
                write: super::write::<contract::Reply<contract::Nothing>>,
            },
            MessageMethod {
                name: "publishRuleSet",
                read: |message| {
                    let message = PublishRuleSetArguments::decode(message).map_err(|error| error.to_string())?;
                    Ok(vec![super::argument(&message.version)?, super::argument(&message.context.map(<contract::OpContext as Item>::from_proto))?])
                },
                write: super::write::<contract::Reply<contract::Nothing>>,
            },
        ],
    },
    super::Proto {
        interface: "com.autoparts.stock.api.StockQueryService",
        name: "com.autoparts.stock.v1.StockQueryService",
        methods: &[
            MessageMethod {
                name: "batchSellable",
                read: super::read::<contract::SellableReq>,
                write: super::write::<contract::Reply<Vec<contract::SellableItem>>>,
            },
            MessageMethod {
                name: "promise",
                read: super::read::<contract::PromiseReq>,
                write: super::write::<contract::Reply<contract::Promise>>,
            },
            MessageMethod {
                name: "buckets",
                read: super::read::<contract::BucketQuery>,
                write: super::write::<contract::Reply<Vec<contract::BucketView>>>,
            },
            MessageMethod {
                name: "lots",
                read: super::read::<contract::LotQuery>,
                write: super::write::<contract::Reply<Vec<contract::LotView>>>,
            },
            MessageMethod {
                name: "explainQuantity",
                read: super::read::<contract::ExplainQuery>,
                write: super::write::<contract::Reply<contract::QtyExplain>>,
            },
            MessageMethod {
                name: "substitutes",
                read: super::read::<contract::SubstituteReq>,
                write: super::write::<contract::Reply<Vec<contract::Substitute>>>,
            },
        ],
    },
    super::Proto {
        interface: "com.autoparts.stock.api.FulfillmentService",
        name: "com.autoparts.stock.v1.FulfillmentService",
        methods: &[
            MessageMethod {
                name: "create",
                read: super::read::<contract::FoCreateReq>,
                write: super::write::<contract::Reply<Vec<contract::FulfillmentOrder>>>,
            },
            MessageMethod {
                name: "release",
                read: |message| {
                    let message = ReleaseArguments::decode(message).map_err(|error| error.to_string())?;
                    Ok(vec![super::argument(&message.fo_no)?, super::argument(&message.context.map(<contract::OpContext as Item>::from_proto))?])
                },
                write: super::write::<contract::Reply<contract::FulfillmentOrder>>,
            },
            MessageMethod {
                name: "reportPick",
                read: super::read::<contract::PickReq>,
                write: super::write::<contract::Reply<contract::FulfillmentOrder>>,
            },
            MessageMethod {
                name: "reportShip",
                read: super::read::<contract::ShipReq>,
                write: super::write::<contract::Reply<contract::FulfillmentOrder>>,
            },
            MessageMethod {
                name: "reportDelivery",
                read: super::read::<contract::DeliveryReq>,
                write: super::write::<contract::Reply<contract::FulfillmentOrder>>,
            },
            MessageMethod {
                name: "hold",
                read: super::read::<contract::HoldReq>,
                write: super::write::<contract::Reply<contract::FulfillmentOrder>>,
            },
            MessageMethod {
                name: "cancel",
                read: super::read::<contract::FoCancelReq>,
                write: super::write::<contract::Reply<contract::FulfillmentOrder>>,
            },
            MessageMethod {
                name: "intercept",
                read: super::read::<contract::InterceptReq>,
                write: super::write::<contract::Reply<contract::FulfillmentOrder>>,
            },
            MessageMethod {
                name: "createReturn",
                read: super::read::<contract::ReturnReq>,
                write: super::write::<contract::Reply<contract::ReturnOrder>>,
            },
            MessageMethod {
                name: "reportReturnSent",
                read: super::read::<contract::ReturnSentReq>,
                write: super::write::<contract::Reply<contract::ReturnOrder>>,
            },
            MessageMethod {
                name: "reportReturnReceived",
                read: super::read::<contract::ReturnInReq>,
                write: super::write::<contract::Reply<contract::ReturnOrder>>,
            },
            MessageMethod {
                name: "grade",
                read: super::read::<contract::GradeReq>,
                write: super::write::<contract::Reply<contract::ReturnOrder>>,
            },
            MessageMethod {
                name: "trace",
                read: |message| {
                    let message = TraceArguments::decode(message).map_err(|error| error.to_string())?;
                    Ok(vec![super::argument(&message.order_no)?])
                },
                write: super::write::<contract::Reply<contract::Timeline>>,
            },
        ],
    },
    super::Proto {
        interface: "com.autoparts.stock.api.ReconcileService",
        name: "com.autoparts.stock.v1.ReconcileService",
        methods: &[
            MessageMethod {
                name: "submitWmsSnapshot",
                read: super::read::<contract::SnapshotPage>,
                write: super::write::<contract::Reply<contract::SnapshotAck>>,
            },
            MessageMethod {
                name: "run",
                read: super::read::<contract::ReconRunReq>,
                write: super::write::<contract::Reply<String>>,
            },
            MessageMethod {
                name: "diffs",
                read: super::read::<contract::DiffQuery>,
                write: super::write::<contract::Reply<contract::Page<contract::Diff>>>,
            },
            MessageMethod {
                name: "propose",
                read: super::read::<contract::RepairReq>,
                write: super::write::<contract::Reply<contract::Nothing>>,
            },
            MessageMethod {
                name: "approve",
                read: super::read::<contract::ApproveReq>,
                write: super::write::<contract::Reply<contract::Nothing>>,
            },
            MessageMethod {
                name: "closeDay",
                read: super::read::<contract::DayReq>,
                write: super::write::<contract::Reply<contract::DayClose>>,
            },
            MessageMethod {
                name: "dayReport",
                read: super::read::<contract::DayReq>,
                write: super::write::<contract::Reply<contract::DayReport>>,
            },
            MessageMethod {
                name: "statement",
                read: super::read::<contract::StatementReq>,
                write: super::write::<contract::Reply<contract::Page<contract::StatementLine>>>,
            },
            MessageMethod {
                name: "submitOrderList",
                read: super::read::<contract::OrderListPage>,
                write: super::write::<contract::Reply<contract::SnapshotAck>>,
            },
            MessageMethod {
                name: "submitBill",
                read: super::read::<contract::BillPage>,
                write: super::write::<contract::Reply<contract::SnapshotAck>>,
            },
            MessageMethod {
                name: "runProgress",
                read: super::read::<contract::RunQuery>,
                write: super::write::<contract::Reply<contract::RunProgress>>,
            },
            MessageMethod {
                name: "reopenDay",
                read: super::read::<contract::DayReq>,
                write: super::write::<contract::Reply<contract::DayClose>>,
            },
        ],
    },
    super::Proto {
        interface: "com.autoparts.stock.api.PartCatalogService",
        name: "com.autoparts.stock.v1.PartCatalogService",
        methods: &[
            MessageMethod {
                name: "resolveVin",
                read: |message| {
                    let message = ResolveVinArguments::decode(message).map_err(|error| error.to_string())?;
                    Ok(vec![super::argument(&message.vin)?])
                },
                write: super::write::<contract::Reply<contract::Vehicle>>,
            },
            MessageMethod {
                name: "checkFitment",
                read: super::read::<contract::FitReq>,
                write: super::write::<contract::Reply<Vec<contract::Fit>>>,
            },
            MessageMethod {
                name: "interchange",
                read: |message| {
                    let message = InterchangeArguments::decode(message).map_err(|error| error.to_string())?;
                    Ok(vec![super::argument(&message.sku_or_oe)?])
                },
                write: super::write::<contract::Reply<Vec<contract::PartRef>>>,
            },
            MessageMethod {
                name: "importFitment",
                read: super::read::<contract::FitImport>,
                write: super::write::<contract::Reply<contract::ImportReport>>,
            },
        ],
    },
    super::Proto {
        interface: "com.autoparts.stock.api.StockAdminService",
        name: "com.autoparts.stock.v1.StockAdminService",
        methods: &[
            MessageMethod {
                name: "setSafetyStock",
                read: super::read::<contract::SafetyRule>,
                write: super::write::<contract::Reply<contract::Nothing>>,
            },
            MessageMethod {
                name: "setHot",
                read: super::read::<contract::HotReq>,
                write: super::write::<contract::Reply<contract::Nothing>>,
            },
            MessageMethod {
                name: "setSwitch",
                read: super::read::<contract::SwitchReq>,
                write: super::write::<contract::Reply<contract::Nothing>>,
            },
            MessageMethod {
                name: "setHoldRule",
                read: super::read::<contract::HoldRuleReq>,
                write: super::write::<contract::Reply<contract::Nothing>>,
            },
            MessageMethod {
                name: "rebuildCache",
                read: super::read::<contract::CacheReq>,
                write: super::write::<contract::Reply<contract::Nothing>>,
            },
            MessageMethod {
                name: "replayOutbox",
                read: super::read::<contract::ReplayReq>,
                write: super::write::<contract::Reply<contract::Nothing>>,
            },
            MessageMethod {
                name: "health",
                read: |message| HealthArguments::decode(message).map(|_| Vec::new()).map_err(|error| error.to_string()),
                write: super::write::<contract::Reply<contract::Health>>,
            },
        ],
    },
];

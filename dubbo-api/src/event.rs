//! Events (事件): what the stock center publishes.
//!
//! Published to the topic exchange `stock.event`, persistent, at least once, in order per aggregate: a consumer drops what
//! it has seen (`aggregateSeq` not above the last) and asks by number when it sees a gap. On the wire an event is JSON,
//! with the field names of the Java class and times in milliseconds since the epoch.

use hessian2::{Date, Hessian};
use serde::{Deserialize, Serialize};

use crate::states::{
    Band, Bucket, DeliveryResult, DiffClass, DiffState, FulfillmentState, Movement, ReconRun,
    ReservationState, ReturnGrade, ReturnKind, ReturnState,
};
use crate::text::{
    DiffNo, FulfillmentNo, OrderNo, Owner, Pool, Quantity, ReservationNo, ReturnNo, Sku, VoucherNo,
    WarehouseCode,
};

mod millis {
    //! A time as JSON has it: milliseconds since the epoch, or null.
    use hessian2::Date;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(date: &Option<Date>, to: S) -> Result<S::Ok, S::Error> {
        date.map(|date| date.0).serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<Date>, D::Error> {
        Ok(Option::<i64>::deserialize(from)?.map(Date))
    }
}

/// What every event carries.
#[derive(Hessian, Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.event.Event")]
#[serde(rename_all = "camelCase", default)]
pub struct Event<T> {
    /// Unique; the same when the event is sent again.
    pub event_id: Option<String>,
    /// The type, which is the routing key, for example `reservation.confirmed`.
    #[serde(rename = "type")]
    #[hessian(name = "type")]
    pub event_type: Option<String>,
    /// Version of the payload's form, from 1; grows only when fields change their meaning.
    pub version: i32,
    /// When it happened, by the database's clock.
    #[serde(with = "millis")]
    pub occurred_at: Option<Date>,
    /// The mall.
    pub tenant: Option<String>,
    /// What it is about: reservation, fulfilment order, return, difference, or SKU and warehouse.
    pub aggregate_id: Option<String>,
    /// Grows by 1 with each event of the aggregate.
    pub aggregate_seq: i64,
    /// The caller's document that caused it.
    pub biz_no: Option<String>,
    /// The trace of the call that caused it.
    pub trace_id: Option<String>,
    /// What happened.
    pub payload: Option<T>,
}

/// A reservation changed its state: `reservation.preoccupied`, `.confirmed`, `.cancelled`, `.expired`, `.pending_failed`.
#[derive(Hessian, Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.event.ReservationEvent")]
#[serde(rename_all = "camelCase", default)]
pub struct ReservationEvent {
    /// The reservation; null for one that was accepted by a buffer and failed.
    pub reservation_no: Option<ReservationNo>,
    /// The order.
    pub order_no: OrderNo,
    /// Where it stands now, see `ReservationState`.
    pub state: ReservationState,
    /// The quantities concerned.
    pub lines: Vec<EventLine>,
    /// When the hold runs out; null once closed.
    #[serde(with = "millis")]
    pub expire_at: Option<Date>,
    /// Paid too late and the stock is gone: refund.
    pub refund: bool,
    /// Why; null when it is plain.
    pub reason: Option<String>,
}

/// A quantity of an event.
#[derive(Hessian, Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.event.EventLine")]
#[serde(rename_all = "camelCase", default)]
pub struct EventLine {
    /// The order's line number; 0 when it is not about an order.
    pub order_line_no: i64,
    /// SKU.
    pub sku: Sku,
    /// Where.
    pub warehouse: WarehouseCode,
    /// Pool; null when it does not matter.
    pub pool: Option<Pool>,
    /// How many, in base units.
    pub quantity: Quantity,
}

/// The buckets of a SKU in a warehouse changed: `stock.changed.{warehouse}`.
#[derive(Hessian, Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.event.StockChangedEvent")]
#[serde(rename_all = "camelCase", default)]
pub struct StockChangedEvent {
    /// The goods' owner.
    pub owner: Owner,
    /// SKU.
    pub sku: Sku,
    /// Where.
    pub warehouse: WarehouseCode,
    /// The voucher.
    pub voucher_no: VoucherNo,
    /// The kind of movement, see `Movement`.
    pub movement: Movement,
    /// What changed.
    pub deltas: Vec<BucketDelta>,
    /// The ledger's sequence.
    pub seq: i64,
}

/// How one bucket changed, in base units.
#[derive(Hessian, Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.event.BucketDelta")]
#[serde(rename_all = "camelCase", default)]
pub struct BucketDelta {
    /// Pool.
    pub pool: Pool,
    /// The bucket, see `Bucket`.
    pub bucket: Bucket,
    /// By how much; negative takes away.
    pub delta: i64,
    /// What it holds now; of a lot, what it holds of the lot.
    pub after: i64,
    /// The lot; null where lots are not told apart.
    pub lot_no: Option<String>,
}

/// What listing pages of an area show crossed a threshold: `stock.sellable.{area}`. An area is one with coverage of its own.
#[derive(Hessian, Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.event.SellableEvent")]
#[serde(rename_all = "camelCase", default)]
pub struct SellableEvent {
    /// The goods' owner.
    pub owner: Owner,
    /// SKU.
    pub sku: Sku,
    /// The delivery area; null (routing key `stock.sellable.ALL`) for every area that no site is said to cover.
    pub area_code: Option<String>,
    /// What a listing page showed, see `Band`.
    pub band_before: Band,
    /// What it shows now, see `Band`.
    pub band_after: Band,
    /// The ledger's sequence; a consumer keeps the highest.
    pub version: i64,
}

/// Somebody should look: `stock.low`, `stock.aging`, `stock.frozen`.
#[derive(Hessian, Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.event.StockAlertEvent")]
#[serde(rename_all = "camelCase", default)]
pub struct StockAlertEvent {
    /// The goods' owner.
    pub owner: Owner,
    /// SKU.
    pub sku: Sku,
    /// Where.
    pub warehouse: WarehouseCode,
    /// How many are concerned, in base units.
    pub quantity: Quantity,
    /// The threshold that was crossed, in base units; null when there is none.
    pub threshold: Option<i64>,
    /// The lot; null when it is not about one.
    pub lot_no: Option<String>,
    /// When the lot ages out; null when it is not about one.
    #[serde(with = "millis")]
    pub date: Option<Date>,
    /// Why.
    pub reason: Option<String>,
}

/// A fulfilment order moved: `fulfillment.created`, `.short`, `.resourced`, `.shipped`, `.signed`, `.rejected`, `.lost`, `.cancelled`, `.intercepted`.
#[derive(Hessian, Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.event.FulfillmentEvent")]
#[serde(rename_all = "camelCase", default)]
pub struct FulfillmentEvent {
    /// The fulfilment order.
    pub fo_no: FulfillmentNo,
    /// The order.
    pub order_no: OrderNo,
    /// Where it stands now, see `FulfillmentState`.
    pub state: FulfillmentState,
    /// The parcel; null when it is not about one.
    pub parcel_no: Option<String>,
    /// The carrier's waybill; null when it is not about a parcel.
    pub waybill_no: Option<String>,
    /// What became of the parcel, see `DeliveryResult`; null when it is not about one.
    pub result: Option<DeliveryResult>,
    /// The quantities concerned.
    pub lines: Vec<EventLine>,
    /// Why; null when it is plain.
    pub reason: Option<String>,
}

/// A date that was promised is another now: `promise.changed`.
#[derive(Hessian, Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.event.PromiseChangedEvent")]
#[serde(rename_all = "camelCase", default)]
pub struct PromiseChangedEvent {
    /// The order.
    pub order_no: OrderNo,
    /// The fulfilment order.
    pub fo_no: FulfillmentNo,
    /// The date that was promised; null when none was.
    #[serde(with = "millis")]
    pub before: Option<Date>,
    /// The date now; null when there is none.
    #[serde(with = "millis")]
    pub after: Option<Date>,
    /// Why.
    pub reason: Option<String>,
}

/// A return moved: `return.created`, `.received`, `.graded` (refund now), `.closed`.
#[derive(Hessian, Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.event.ReturnEvent")]
#[serde(rename_all = "camelCase", default)]
pub struct ReturnEvent {
    /// The return.
    pub return_no: ReturnNo,
    /// The order; null for a return without an application.
    pub order_no: Option<OrderNo>,
    /// Where it comes from, see `ReturnKind`.
    pub kind: ReturnKind,
    /// Where it stands now, see `ReturnState`.
    pub state: ReturnState,
    /// What was found.
    pub lines: Vec<ReturnEventLine>,
}

/// What was found of one line of a return.
#[derive(Hessian, Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.event.ReturnEventLine")]
#[serde(rename_all = "camelCase", default)]
pub struct ReturnEventLine {
    /// The order's line number; 0 when it is not on the order.
    pub order_line_no: i64,
    /// SKU.
    pub sku: Sku,
    /// What inspection found, see `ReturnGrade`; null before.
    pub grade: Option<ReturnGrade>,
    /// How many, in base units.
    pub quantity: Quantity,
    /// Of them, to be refunded.
    pub refundable: Quantity,
}

/// A difference of a reconciliation was confirmed by a second look, or has gone on since: `recon.diff.{class}`.
#[derive(Hessian, Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.event.ReconDiffEvent")]
#[serde(rename_all = "camelCase", default)]
pub struct ReconDiffEvent {
    /// The difference.
    pub diff_no: DiffNo,
    /// The comparison, see `ReconRun`.
    pub run: ReconRun,
    /// Its class, see `DiffClass`.
    pub diff_class: DiffClass,
    /// Where it stands now, see `DiffState`.
    pub state: DiffState,
    /// The goods' owner; null when it is not about goods.
    pub owner: Option<Owner>,
    /// SKU; null when it is not about one.
    pub sku: Option<Sku>,
    /// Where; null when it is not about one.
    pub warehouse: Option<WarehouseCode>,
    /// The pool; null when it is not about one.
    pub pool: Option<Pool>,
    /// The bucket, see `Bucket`; null when it is not about one.
    pub bucket: Option<Bucket>,
    /// The lot; null when it is not about one.
    pub lot_no: Option<String>,
    /// The document; null when it is not about one.
    pub document_no: Option<String>,
    /// The stock center's figure, in base units.
    pub ours: i64,
    /// The other side's figure, in base units.
    pub theirs: i64,
    /// The repair that is proposed, in words; null when there is none.
    pub proposal: Option<String>,
}

/// A business day is closed: `recon.day.closed`.
#[derive(Hessian, Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.event.DayClosedEvent")]
#[serde(rename_all = "camelCase", default)]
pub struct DayClosedEvent {
    /// The day, `yyyy-MM-dd` in Asia/Shanghai.
    pub business_date: Option<String>,
    /// The ledger's last sequence of the day.
    pub cut_seq: i64,
    /// Differences found on the day.
    pub diffs: i32,
    /// Of them, carried over.
    pub carried_over: i32,
    /// What lay where at the cut; at most 1,000 of them, `dayReport` has all.
    pub totals: Vec<DayTotal>,
}

/// What lay in one bucket of a warehouse when a business day ended.
#[derive(Hessian, Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.event.DayTotal")]
#[serde(rename_all = "camelCase", default)]
pub struct DayTotal {
    /// The goods' owner.
    pub owner: Owner,
    /// Where.
    pub warehouse: WarehouseCode,
    /// The bucket, see `Bucket`.
    pub bucket: Bucket,
    /// How many of all SKUs, in base units; negative only in buckets outside.
    pub quantity: i64,
}

/// A type of event that is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// The routing key; a part in braces varies.
    pub key: &'static str,
    /// The Java class of the payload, in package `com.autoparts.stock.api.event`.
    pub payload: &'static str,
    /// Whether this release sends it; a consumer may bind to the others already.
    pub is_sent: bool,
}

/// The topic exchange all events are published to.
pub const EXCHANGE: &str = "stock.event";

const fn sent(key: &'static str, payload: &'static str) -> Published {
    Published {
        key,
        payload,
        is_sent: true,
    }
}

const fn to_come(key: &'static str, payload: &'static str) -> Published {
    Published {
        key,
        payload,
        is_sent: false,
    }
}

/// Every type of event that is published.
pub const PUBLISHED: &[Published] = &[
    sent("reservation.preoccupied", "ReservationEvent"),
    sent("reservation.confirmed", "ReservationEvent"),
    sent("reservation.cancelled", "ReservationEvent"),
    sent("reservation.expired", "ReservationEvent"),
    // Of what a buffer accepted and the database refused: this release accepts nothing before the database has it.
    to_come("reservation.pending_failed", "ReservationEvent"),
    sent("stock.changed.{warehouse}", "StockChangedEvent"),
    sent("stock.sellable.{area}", "SellableEvent"),
    sent("stock.low", "StockAlertEvent"),
    sent("stock.aging", "StockAlertEvent"),
    sent("stock.frozen", "StockAlertEvent"),
    sent("fulfillment.created", "FulfillmentEvent"),
    sent("fulfillment.short", "FulfillmentEvent"),
    sent("fulfillment.resourced", "FulfillmentEvent"),
    sent("fulfillment.shipped", "FulfillmentEvent"),
    sent("fulfillment.signed", "FulfillmentEvent"),
    sent("fulfillment.rejected", "FulfillmentEvent"),
    sent("fulfillment.lost", "FulfillmentEvent"),
    sent("fulfillment.cancelled", "FulfillmentEvent"),
    sent("fulfillment.intercepted", "FulfillmentEvent"),
    sent("promise.changed", "PromiseChangedEvent"),
    sent("return.created", "ReturnEvent"),
    sent("return.received", "ReturnEvent"),
    sent("return.graded", "ReturnEvent"),
    sent("return.closed", "ReturnEvent"),
    sent("recon.diff.{class}", "ReconDiffEvent"),
    sent("recon.day.closed", "DayClosedEvent"),
];

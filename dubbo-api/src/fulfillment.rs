//! Fulfilment (库存履约): what a warehouse sends for a paid order, what becomes of it, and what comes back.

use dubbo_rpc::{Context, Fault};
use hessian2::{Date, Hessian};

use crate::reply::{OpContext, Reply};
pub use crate::returns::*;
use crate::states::{
    Bucket, DeliveryResult, DocumentKind, FulfillmentState, Movement, ParcelState, ShortReason,
};
use crate::text::{
    FulfillmentNo, OrderNo, Owner, Pool, Quantity, ReservationNo, ReturnNo, Sku, VoucherNo,
    WarehouseCode,
};

/// Creates fulfilment orders for a confirmed reservation, or directly for orders on credit and cash on delivery.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.FoCreateReq")]
pub struct FoCreateReq {
    /// Who asks, under which key. Required.
    pub context: Option<OpContext>,
    /// The order. Required.
    pub order_no: OrderNo,
    /// The reservation whose stock is used; null allocates directly.
    pub reservation_no: Option<ReservationNo>,
    /// The delivery area; null takes the reservation's.
    pub area_code: Option<String>,
    /// The sales channel; null takes the reservation's.
    pub channel: Option<String>,
    /// What to allocate directly, 1 to 200 lines; empty with a reservation.
    pub lines: Vec<FoLineReq>,
    /// When it was promised to arrive.
    pub promise_at: Option<Date>,
    /// Wait for `release` before it is sent to the warehouse.
    pub on_hold: bool,
}

/// One line to allocate directly.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.FoLineReq")]
pub struct FoLineReq {
    /// The order's line number; null means the position, from 1.
    pub line_no: Option<i64>,
    /// SKU or kit. Required.
    pub sku: Sku,
    /// How many, in base units, 1 to 2^40.
    pub quantity: Quantity,
    /// The goods' owner; null means the mall's own goods (`SELF`).
    pub owner: Option<Owner>,
    /// The one warehouse it must come from; null lets the stock center choose.
    pub warehouse: Option<WarehouseCode>,
    /// The one pool it must come from; null means the channel's, then `SHARED` if allowed.
    pub pool: Option<Pool>,
}

/// What one warehouse has to send for one paid order.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.FulfillmentOrder")]
pub struct FulfillmentOrder {
    /// Its number.
    pub fo_no: FulfillmentNo,
    /// The order.
    pub order_no: OrderNo,
    /// The reservation it came from; null when allocated directly.
    pub reservation_no: Option<ReservationNo>,
    /// The site that sends.
    pub warehouse: WarehouseCode,
    /// Where it stands, see `FulfillmentState`; derived from the quantities.
    pub state: FulfillmentState,
    /// Its lines.
    pub lines: Vec<FoLine>,
    /// Its parcels.
    pub parcels: Vec<Parcel>,
    /// When it was promised to arrive; null when it was not.
    pub promise_at: Option<Date>,
    /// Why it is on hold; null otherwise.
    pub hold_reason: Option<String>,
    /// When it was made.
    pub created_at: Option<Date>,
    /// When it was sent to the warehouse; null before.
    pub sent_at: Option<Date>,
    /// When its last unit reached its end; null before.
    pub closed_at: Option<Date>,
    /// The voucher this call booked; null when nothing moved.
    pub voucher_no: Option<VoucherNo>,
    /// The return this call opened (refusal, interception); null otherwise.
    pub return_no: Option<ReturnNo>,
    /// Grows with every change.
    pub version: i64,
}

/// One line of a fulfilment order; quantities in base units.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.FoLine")]
pub struct FoLine {
    /// The line's number, from 1.
    pub line_no: i64,
    /// The order's line.
    pub order_line_no: i64,
    /// The goods' owner.
    pub owner: Owner,
    /// SKU.
    pub sku: Sku,
    /// The pool of origin, to which cancelled units return.
    pub pool: Pool,
    /// Bound to it in all.
    pub allocated: Quantity,
    /// Of it, given up before shipping (cancelled or found short).
    pub deallocated: Quantity,
    /// Picked.
    pub picked: Quantity,
    /// Found short at the shelf.
    pub short_picked: Quantity,
    /// Handed to a carrier.
    pub shipped: Quantity,
    /// Signed for.
    pub signed: Quantity,
    /// Refused or stopped on the way.
    pub rejected: Quantity,
    /// Lost by a carrier.
    pub lost: Quantity,
    /// Returned after signing.
    pub returned: Quantity,
}

/// A parcel.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.Parcel")]
pub struct Parcel {
    /// The warehouse's parcel number.
    pub parcel_no: Option<String>,
    /// The carrier's code.
    pub carrier: Option<String>,
    /// The carrier's waybill.
    pub waybill_no: Option<String>,
    /// Where it stands, see `ParcelState`.
    pub state: ParcelState,
    /// When it was handed over.
    pub shipped_at: Option<Date>,
    /// When it was delivered, refused or lost; null before.
    pub delivered_at: Option<Date>,
    /// What is in it.
    pub lines: Vec<ParcelLine>,
}

/// What is in a parcel, and what became of it; quantities in base units.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.ParcelLine")]
pub struct ParcelLine {
    /// The fulfilment order's line.
    pub line_no: i64,
    /// SKU.
    pub sku: Sku,
    /// The lot; null when the SKU has none.
    pub lot_no: Option<String>,
    /// How many are in it.
    pub quantity: Quantity,
    /// Signed for.
    pub signed: Quantity,
    /// Refused or stopped on the way.
    pub rejected: Quantity,
    /// Lost.
    pub lost: Quantity,
}

/// The warehouse reports what was picked.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.PickReq")]
pub struct PickReq {
    /// Who asks, under which key (bizNo = pick number). Required.
    pub context: Option<OpContext>,
    /// The fulfilment order. Required.
    pub fo_no: FulfillmentNo,
    /// What was picked, 1 to 200 lines.
    pub lines: Vec<PickLine>,
    /// Whether everything is packed.
    pub packed: bool,
}

/// One picked line.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.PickLine")]
pub struct PickLine {
    /// The fulfilment order's line.
    pub line_no: i64,
    /// Picked, in base units, 0 or more.
    pub picked: Quantity,
    /// Not to be had, in base units, 0 or more.
    pub short_quantity: Quantity,
    /// Why it was short, see `ShortReason`; required when it was.
    pub short_reason: Option<ShortReason>,
    /// The lot picked; null when the SKU has none.
    pub lot_no: Option<String>,
}

/// The warehouse hands a parcel to a carrier.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.ShipReq")]
pub struct ShipReq {
    /// Who asks, under which key (bizNo = parcel number). Required.
    pub context: Option<OpContext>,
    /// The fulfilment order. Required.
    pub fo_no: FulfillmentNo,
    /// The parcel, at most 64 characters. Required.
    pub parcel_no: Option<String>,
    /// The carrier's code.
    pub carrier: Option<String>,
    /// The carrier's waybill.
    pub waybill_no: Option<String>,
    /// When it was handed over; null means now.
    pub shipped_at: Option<Date>,
    /// What is in it, 1 to 200 lines.
    pub lines: Vec<ShipLine>,
}

/// One line of a parcel.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.ShipLine")]
pub struct ShipLine {
    /// The fulfilment order's line.
    pub line_no: i64,
    /// How many, in base units, 1 or more.
    pub quantity: Quantity,
    /// The lot; null when the SKU has none.
    pub lot_no: Option<String>,
}

/// The carrier reports what became of a parcel.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.DeliveryReq")]
pub struct DeliveryReq {
    /// Who asks, under which key (bizNo = parcel number). Required.
    pub context: Option<OpContext>,
    /// The fulfilment order. Required.
    pub fo_no: FulfillmentNo,
    /// The parcel. Required.
    pub parcel_no: Option<String>,
    /// When it happened; null means now.
    pub delivered_at: Option<Date>,
    /// What became of it, 1 to 200 lines; a line may come several times with different results.
    pub lines: Vec<DeliveryLine>,
}

/// What became of units of a parcel.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.DeliveryLine")]
pub struct DeliveryLine {
    /// The fulfilment order's line.
    pub line_no: i64,
    /// What became of them, see `DeliveryResult`. Required.
    pub result: DeliveryResult,
    /// How many, in base units, 1 or more.
    pub quantity: Quantity,
    /// Why, at most 200 characters.
    pub reason: Option<String>,
}

/// Holds a fulfilment order back before it ships.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.HoldReq")]
pub struct HoldReq {
    /// Who asks, under which key. Required.
    pub context: Option<OpContext>,
    /// The fulfilment order. Required.
    pub fo_no: FulfillmentNo,
    /// Why, at most 200 characters. Required.
    pub reason: Option<String>,
}

/// Cancels what has not shipped yet.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.FoCancelReq")]
pub struct FoCancelReq {
    /// Who asks, under which key (bizNo = cancel number). Required.
    pub context: Option<OpContext>,
    /// The fulfilment order. Required.
    pub fo_no: FulfillmentNo,
    /// A part only; empty means everything that has not shipped.
    pub lines: Vec<FoCancelLine>,
    /// Why, at most 200 characters.
    pub reason: Option<String>,
    /// Null gives it up, or asks the warehouse once it has begun; true reports that the warehouse stopped; false that it could not.
    pub stopped: Option<bool>,
}

/// So much of one line to cancel.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.FoCancelLine")]
pub struct FoCancelLine {
    /// The fulfilment order's line.
    pub line_no: i64,
    /// How many, in base units, 1 or more.
    pub quantity: Quantity,
}

/// Stops a parcel on its way, or reports that it was stopped or could not be.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.InterceptReq")]
pub struct InterceptReq {
    /// Who asks, under which key (bizNo = parcel number). Required.
    pub context: Option<OpContext>,
    /// The fulfilment order. Required.
    pub fo_no: FulfillmentNo,
    /// The parcel. Required.
    pub parcel_no: Option<String>,
    /// Null asks the carrier; true reports that it was stopped; false that it could not be.
    pub stopped: Option<bool>,
    /// Why, at most 200 characters.
    pub reason: Option<String>,
}

/// Everything that happened to the stock of one order.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.Timeline")]
pub struct Timeline {
    /// The order.
    pub order_no: OrderNo,
    /// What happened, oldest first.
    pub events: Vec<TimelineEvent>,
    /// Where the order's units are now.
    pub positions: Vec<UnitPosition>,
}

/// One movement in the life of an order.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.TimelineEvent")]
pub struct TimelineEvent {
    /// When it was booked, by the database's clock.
    pub at: Option<Date>,
    /// The kind of movement, see `Movement`.
    pub movement: Movement,
    /// Kind of document, see `DocumentKind`.
    pub document_kind: DocumentKind,
    /// The document's number.
    pub document_no: Option<String>,
    /// The voucher.
    pub voucher_no: VoucherNo,
    /// The ledger's sequence.
    pub seq: i64,
    /// SKU.
    pub sku: Sku,
    /// Where.
    pub warehouse: WarehouseCode,
    /// From which bucket, see `Bucket`.
    pub from_bucket: Bucket,
    /// To which bucket, see `Bucket`.
    pub to_bucket: Bucket,
    /// How many, in base units.
    pub quantity: Quantity,
    /// Who did it.
    pub operator: Option<String>,
}

/// Where units of an order are.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.UnitPosition")]
pub struct UnitPosition {
    /// SKU.
    pub sku: Sku,
    /// Where they are booked.
    pub warehouse: WarehouseCode,
    /// In which bucket, see `Bucket`.
    pub bucket: Bucket,
    /// How many, in base units.
    pub quantity: Quantity,
    /// The document that holds them.
    pub document_no: Option<String>,
}

/// Fulfilment of paid orders and returns (库存履约). Every write may be sent again under the same key and takes effect once.
#[dubbo_rpc::service(interface = "com.autoparts.stock.api.FulfillmentService")]
pub trait FulfillmentService {
    /// Creates fulfilment orders, one per warehouse.
    async fn create(
        &self,
        cx: &Context,
        request: FoCreateReq,
    ) -> Result<Reply<Vec<FulfillmentOrder>>, Fault> {
        crate::not_implemented("FulfillmentService.create", (cx, request))
    }

    /// Ends a hold and sends the fulfilment order to the warehouse.
    async fn release(
        &self,
        cx: &Context,
        fo_no: FulfillmentNo,
        context: OpContext,
    ) -> Result<Reply<FulfillmentOrder>, Fault> {
        crate::not_implemented("FulfillmentService.release", (cx, fo_no, context))
    }

    /// Takes the warehouse's report of what was picked and what was short.
    async fn report_pick(
        &self,
        cx: &Context,
        request: PickReq,
    ) -> Result<Reply<FulfillmentOrder>, Fault> {
        crate::not_implemented("FulfillmentService.reportPick", (cx, request))
    }

    /// Takes the warehouse's report of a parcel handed to a carrier.
    async fn report_ship(
        &self,
        cx: &Context,
        request: ShipReq,
    ) -> Result<Reply<FulfillmentOrder>, Fault> {
        crate::not_implemented("FulfillmentService.reportShip", (cx, request))
    }

    /// Takes the carrier's report of what became of a parcel.
    async fn report_delivery(
        &self,
        cx: &Context,
        request: DeliveryReq,
    ) -> Result<Reply<FulfillmentOrder>, Fault> {
        crate::not_implemented("FulfillmentService.reportDelivery", (cx, request))
    }

    /// Holds a fulfilment order back before it ships.
    async fn hold(&self, cx: &Context, request: HoldReq) -> Result<Reply<FulfillmentOrder>, Fault> {
        crate::not_implemented("FulfillmentService.hold", (cx, request))
    }

    /// Cancels what has not shipped yet.
    async fn cancel(
        &self,
        cx: &Context,
        request: FoCancelReq,
    ) -> Result<Reply<FulfillmentOrder>, Fault> {
        crate::not_implemented("FulfillmentService.cancel", (cx, request))
    }

    /// Stops a parcel on its way.
    async fn intercept(
        &self,
        cx: &Context,
        request: InterceptReq,
    ) -> Result<Reply<FulfillmentOrder>, Fault> {
        crate::not_implemented("FulfillmentService.intercept", (cx, request))
    }

    /// Opens a return.
    async fn create_return(
        &self,
        cx: &Context,
        request: ReturnReq,
    ) -> Result<Reply<ReturnOrder>, Fault> {
        crate::not_implemented("FulfillmentService.createReturn", (cx, request))
    }

    /// Takes the report that the customer has sent the goods.
    async fn report_return_sent(
        &self,
        cx: &Context,
        request: ReturnSentReq,
    ) -> Result<Reply<ReturnOrder>, Fault> {
        crate::not_implemented("FulfillmentService.reportReturnSent", (cx, request))
    }

    /// Takes the warehouse's report that returned goods have arrived.
    async fn report_return_received(
        &self,
        cx: &Context,
        request: ReturnInReq,
    ) -> Result<Reply<ReturnOrder>, Fault> {
        crate::not_implemented("FulfillmentService.reportReturnReceived", (cx, request))
    }

    /// Books the inspection of returned goods.
    async fn grade(&self, cx: &Context, request: GradeReq) -> Result<Reply<ReturnOrder>, Fault> {
        crate::not_implemented("FulfillmentService.grade", (cx, request))
    }

    /// Tells everything that happened to the stock of an order, and where its units are now.
    async fn trace(&self, cx: &Context, order_no: OrderNo) -> Result<Reply<Timeline>, Fault> {
        crate::not_implemented("FulfillmentService.trace", (cx, order_no))
    }
}

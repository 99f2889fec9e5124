//! Pre-occupation (库存预占): hold stock for an unpaid order, confirm it when paid, give it back otherwise.

use dubbo_rpc::{Context, Fault};
use hessian2::{Date, Hessian};

use crate::reply::{OpAnswer, OpContext, OpKey, Reply};
use crate::states::{HoldMode, LatePay, ReservationState};
use crate::text::{
    FulfillmentNo, OrderNo, Owner, PlanNo, Pool, Quantity, ReservationNo, Sku, Tenant, VoucherNo,
    WarehouseCode,
};

/// Holds stock for an order that is not paid yet.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.PreOccupyReq")]
pub struct PreOccupyReq {
    /// Who asks, under which key. Required.
    pub context: Option<OpContext>,
    /// The order. Required; at most one running reservation per order.
    pub order_no: OrderNo,
    /// What to hold: 1 to 200 lines. Lines of one SKU and source are summed before the check.
    pub lines: Vec<OccupyLine>,
    /// The buyer, at most 64 characters; counts against the limit of unpaid holds of a scarce SKU.
    pub buyer_id: Option<String>,
    /// The sales channel, at most 32 characters: decides which pools may be used.
    pub channel: Option<String>,
    /// The delivery area (province, city or district code), at most 16 characters: decides which warehouses may serve; null means any.
    pub area_code: Option<String>,
    /// How long to hold, in seconds, 5 to 14400; null means 1020 (15 minutes to pay and 2 of grace).
    pub ttl_seconds: Option<i32>,
    /// `ALL` or `PARTIAL`, see `HoldMode`; null means `ALL`.
    pub mode: Option<HoldMode>,
    /// The one warehouse all lines must come from; null lets the stock center choose.
    pub fixed_warehouse: Option<WarehouseCode>,
    /// The name of the sourcing policy; null means the channel's.
    pub sourcing_policy: Option<String>,
    /// Hold what this plan of SourcingService.source chose; null sources anew.
    pub plan_no: Option<PlanNo>,
}

/// One line to hold.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.OccupyLine")]
pub struct OccupyLine {
    /// The order's line number, unique in the request; null means the position, from 1.
    pub line_no: Option<i64>,
    /// SKU or kit. Required.
    pub sku: Sku,
    /// How many, in base units, 1 to 2^40.
    pub quantity: Quantity,
    /// The goods' owner; null means the mall's own goods (`SELF`).
    pub owner: Option<Owner>,
    /// The one warehouse this line must come from; null lets the stock center choose.
    pub warehouse: Option<WarehouseCode>,
    /// The one pool this line must come from, for example `ACT:618`; null means the channel's, then `SHARED` if allowed.
    pub pool: Option<Pool>,
    /// Not older than so many days (tyres, batteries); null means any age that may be sold.
    pub max_age_days: Option<i32>,
    /// Whether an equivalent part may be held instead, for the whole line, when this one is short; null means no. Needs `vehicleId`: only a part that is known
    /// to fit is held, and the line held names what it stands for (`insteadOf`). Not for kits.
    pub allow_substitute: Option<bool>,
    /// The vehicle the part is for; with it the fitment is checked: a part that is known not to fit is `FITMENT_MISMATCH`.
    pub vehicle_id: Option<String>,
    /// Whether quota of an open presale may be held instead, for the whole line, when it is short; null means no. Equivalent parts that are there go first.
    /// Not for kits (`PARAM_INVALID`): their parts are sold before they are there.
    pub allow_presale: Option<bool>,
}

/// The order is paid: bind what is held.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.ConfirmReq")]
pub struct ConfirmReq {
    /// Who asks, under which key. Required.
    pub context: Option<OpContext>,
    /// The reservation; null means the order's latest.
    pub reservation_no: Option<ReservationNo>,
    /// The order; required when `reservationNo` is null.
    pub order_no: Option<OrderNo>,
    /// The payment, at most 64 characters. Required.
    pub pay_no: Option<String>,
    /// A part of the order only; empty means everything still held.
    pub lines: Vec<PartLine>,
    /// What to do when the hold has run out, see `LatePay`; null means `REFUSE`.
    pub late_pay: Option<LatePay>,
}

/// The order is given up before payment. An order that was never held is marked, so that a late preOccupy is refused.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.CancelReq")]
pub struct CancelReq {
    /// Who asks, under which key. Required.
    pub context: Option<OpContext>,
    /// The reservation; null means the order's latest.
    pub reservation_no: Option<ReservationNo>,
    /// The order; required when `reservationNo` is null.
    pub order_no: Option<OrderNo>,
    /// A part of the order only; empty means everything still held.
    pub lines: Vec<PartLine>,
    /// Why, at most 200 characters.
    pub reason: Option<String>,
}

/// So much of one line of an order.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.PartLine")]
pub struct PartLine {
    /// The order's line number.
    pub line_no: i64,
    /// How many, in base units, 1 to 2^40.
    pub quantity: Quantity,
}

/// Payment is under way: hold longer.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.ExtendReq")]
pub struct ExtendReq {
    /// Who asks, under which key. Required.
    pub context: Option<OpContext>,
    /// The reservation; null means the order's latest.
    pub reservation_no: Option<ReservationNo>,
    /// The order; required when `reservationNo` is null.
    pub order_no: Option<OrderNo>,
    /// Seconds from now, 5 to 14400. Never shortens; the whole hold lasts 14400 at most.
    pub ttl_seconds: Option<i32>,
}

/// The order is changed before payment, as a whole or not at all.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.AmendReq")]
pub struct AmendReq {
    /// Who asks, under which key. Required.
    pub context: Option<OpContext>,
    /// The reservation; null means the order's latest.
    pub reservation_no: Option<ReservationNo>,
    /// The order; required when `reservationNo` is null.
    pub order_no: Option<OrderNo>,
    /// All lines the order shall have afterwards, 1 to 200. A line number with its old SKU changes quantity; with another SKU it is swapped; an absent one is given back.
    pub lines: Vec<OccupyLine>,
    /// The new delivery area; null leaves it.
    pub area_code: Option<String>,
}

/// Which reservation to read.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.ReservationQuery")]
pub struct ReservationQuery {
    /// The mall; null means the server's default tenant.
    pub tenant: Option<Tenant>,
    /// The reservation; null means the order's latest.
    pub reservation_no: Option<ReservationNo>,
    /// The order; required when `reservationNo` is null.
    pub order_no: Option<OrderNo>,
}

/// A reservation, as it stands after the call.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.Reservation")]
pub struct Reservation {
    /// Its number; null for the mark that a cancel left which came first.
    pub reservation_no: Option<ReservationNo>,
    /// The order.
    pub order_no: OrderNo,
    /// Where it stands, see `ReservationState`.
    pub state: ReservationState,
    /// How it was held, see `HoldMode`.
    pub mode: Option<HoldMode>,
    /// The buyer.
    pub buyer_id: Option<String>,
    /// The sales channel.
    pub channel: Option<String>,
    /// The delivery area.
    pub area_code: Option<String>,
    /// What is held, one row per order line, warehouse and pool.
    pub lines: Vec<ReservationLine>,
    /// When it was first held, by the database's clock.
    pub created_at: Option<Date>,
    /// When the hold runs out, by the database's clock; null once closed without ever being held.
    pub expire_at: Option<Date>,
    /// The payment; null while unpaid.
    pub pay_no: Option<String>,
    /// Whether it was confirmed after an earlier hold had run out.
    pub late: bool,
    /// The expired reservation which this one succeeds; null normally.
    pub predecessor_no: Option<ReservationNo>,
    /// The fulfilment orders made by this call; empty otherwise.
    pub fulfillment_nos: Vec<FulfillmentNo>,
    /// The voucher this call booked; null for a query.
    pub voucher_no: Option<VoucherNo>,
    /// Grows with every change.
    pub version: i64,
}

/// One held quantity.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.ReservationLine")]
pub struct ReservationLine {
    /// The row's number in the reservation, from 1; never used again.
    pub line_no: i64,
    /// The order's line it serves.
    pub order_line_no: i64,
    /// The goods' owner.
    pub owner: Owner,
    /// The SKU held; for a kit, the component.
    pub sku: Sku,
    /// The kit the component belongs to; null otherwise.
    pub kit: Option<Sku>,
    /// Where it is held.
    pub warehouse: WarehouseCode,
    /// The pool it came from and returns to.
    pub pool: Pool,
    /// Held in all, in base units.
    pub reserved: Quantity,
    /// Of it, paid.
    pub confirmed: Quantity,
    /// Of it, given back. What is neither is still held.
    pub released: Quantity,
    /// The SKU that was ordered, where an equivalent part is held; null otherwise.
    pub instead_of: Option<Sku>,
    /// The presale whose quota it is; null for goods that are there.
    pub presale_no: Option<String>,
    /// When the goods of the presale are expected; null otherwise, or when nobody knows.
    pub expected_at: Option<Date>,
    /// Of what is paid, so much still waits for goods of the presale.
    pub waiting: Quantity,
    /// Nothing is held until it is paid, by the rule for holds of the SKU.
    pub on_pay: bool,
}

/// Pre-occupation of stock (库存预占). Every write may be sent again under the same key and takes effect once.
#[dubbo_rpc::service(interface = "com.autoparts.stock.api.StockReservationService")]
pub trait StockReservationService {
    /// Holds stock for an unpaid order. Refused with every short line, or held in part in mode PARTIAL.
    async fn pre_occupy(
        &self,
        cx: &Context,
        request: PreOccupyReq,
    ) -> Result<Reply<Reservation>, Fault> {
        crate::not_implemented("StockReservationService.preOccupy", (cx, request))
    }

    /// Binds what is held to fulfilment orders, because the order is paid.
    async fn confirm(
        &self,
        cx: &Context,
        request: ConfirmReq,
    ) -> Result<Reply<Reservation>, Fault> {
        crate::not_implemented("StockReservationService.confirm", (cx, request))
    }

    /// Gives back what is held. Also before preOccupy: then a later preOccupy of the order is refused.
    async fn cancel(&self, cx: &Context, request: CancelReq) -> Result<Reply<Reservation>, Fault> {
        crate::not_implemented("StockReservationService.cancel", (cx, request))
    }

    /// Holds longer, because payment is under way; bounded in total.
    async fn extend(&self, cx: &Context, request: ExtendReq) -> Result<Reply<Reservation>, Fault> {
        crate::not_implemented("StockReservationService.extend", (cx, request))
    }

    /// Changes quantities, SKUs or address of an unpaid order, as a whole or not at all.
    async fn amend(&self, cx: &Context, request: AmendReq) -> Result<Reply<Reservation>, Fault> {
        crate::not_implemented("StockReservationService.amend", (cx, request))
    }

    /// Reads a reservation.
    async fn get(
        &self,
        cx: &Context,
        query: ReservationQuery,
    ) -> Result<Reply<Reservation>, Fault> {
        crate::not_implemented("StockReservationService.get", (cx, query))
    }

    /// Tells what became of a write whose answer was lost. NOT_FOUND: it never took effect and may be sent.
    async fn get_by_key(&self, cx: &Context, key: OpKey) -> Result<Reply<OpAnswer>, Fault> {
        crate::not_implemented("StockReservationService.getByKey", (cx, key))
    }
}

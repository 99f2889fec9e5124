//! Commands of contract performance.

use serde::{Deserialize, Serialize};

use super::{DiscrepancyNo, ReturnGrade, ReturnKind, ShortReason};
use crate::command::OrderLine;
use crate::ids::{
    Area, Channel, FulfilmentNo, Lot, Moment, OrderNo, Owner, Pool, ReservationNo, Sku, Warehouse,
};
use crate::movement::codes;
use crate::op::OpType;

/// Fulfilment orders of a confirmed reservation, or directly from free stock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Create {
    /// The order.
    pub order_no: OrderNo,
    /// The reservation; absent allocates directly.
    pub reservation: Option<ReservationNo>,
    /// What to allocate directly; empty with a reservation.
    pub lines: Vec<OrderLine>,
    /// Where to.
    pub area: Option<Area>,
    /// Sold through.
    pub channel: Option<Channel>,
    /// When it was promised to arrive.
    pub promise_at: Option<Moment>,
    /// Wait for a release.
    pub on_hold: bool,
}

/// One picked line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PickLine {
    /// The fulfilment order's line.
    pub line_no: i64,
    /// Picked, >= 0.
    pub picked: i64,
    /// Not to be had, >= 0.
    pub short: i64,
    /// Why.
    pub reason: Option<ShortReason>,
    /// The lot, if the warehouse names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<Lot>,
}

/// What the warehouse picked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pick {
    /// The fulfilment order.
    pub fo_no: FulfilmentNo,
    /// What.
    pub lines: Vec<PickLine>,
    /// Everything is packed.
    pub packed: bool,
}

/// A quantity of a fulfilment order's line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoPart {
    /// The fulfilment order's line.
    pub line_no: i64,
    /// How many, > 0.
    pub quantity: i64,
    /// The lot, if the warehouse names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<Lot>,
}

/// A parcel handed to a carrier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ship {
    /// The fulfilment order.
    pub fo_no: FulfilmentNo,
    /// The parcel.
    pub parcel_no: String,
    /// The carrier's code.
    pub carrier: Option<String>,
    /// The carrier's waybill.
    pub waybill_no: Option<String>,
    /// When, as the warehouse says.
    pub shipped_at: Option<Moment>,
    /// What is in it.
    pub lines: Vec<FoPart>,
}

codes! {
    /// What became of delivered units.
    DeliveryResult {
        /// Signed for.
        Signed = "SIGNED",
        /// Refused at the door.
        Rejected = "REJECTED",
        /// Lost by the carrier.
        Lost = "LOST",
    }
}

/// What became of units of a parcel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryLine {
    /// The fulfilment order's line.
    pub line_no: i64,
    /// What became of them.
    pub result: DeliveryResult,
    /// How many, > 0.
    pub quantity: i64,
    /// Why.
    pub reason: Option<String>,
}

/// What became of a parcel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deliver {
    /// The fulfilment order.
    pub fo_no: FulfilmentNo,
    /// The parcel.
    pub parcel_no: String,
    /// When, as the carrier says.
    pub delivered_at: Option<Moment>,
    /// What.
    pub lines: Vec<DeliveryLine>,
}

/// Hold back before it ships.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// The fulfilment order.
    pub fo_no: FulfilmentNo,
    /// Why.
    pub reason: String,
}

/// Give up what has not shipped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CancelFo {
    /// The fulfilment order.
    pub fo_no: FulfilmentNo,
    /// A part only; everything that has not shipped if empty.
    pub lines: Vec<FoPart>,
    /// Why.
    pub reason: Option<String>,
    /// Absent asks; else the warehouse says whether it stopped.
    pub stopped: Option<bool>,
}

/// Stop a parcel on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intercept {
    /// The fulfilment order.
    pub fo_no: FulfilmentNo,
    /// The parcel.
    pub parcel_no: String,
    /// Absent asks; else the carrier says whether it stopped.
    pub stopped: Option<bool>,
    /// Why.
    pub reason: Option<String>,
}

/// Where missing units shall come from instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The fulfilment order's line.
    pub line_no: i64,
    /// The site.
    pub warehouse: Warehouse,
    /// The pool there.
    pub pool: Pool,
    /// The lot there; empty where lots are not told apart.
    pub lot: Lot,
    /// How many, > 0.
    pub quantity: i64,
}

/// Send missing units from other sites. What has no choice is given up for good and refunded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resource {
    /// The fulfilment order.
    pub fo_no: FulfilmentNo,
    /// Why they are missing: decides where they are booked.
    pub reason: ShortReason,
    /// What is missing.
    pub lines: Vec<FoPart>,
    /// From where instead: chosen by the stock center itself, not part of what was asked, so that a retry is the same command whatever is chosen then. When a
    /// choice is gone by the time it is booked the answer is `VERSION_STALE`, which leaves no row: choose again under the same key.
    #[serde(skip_serializing, default)]
    pub choices: Vec<Choice>,
    /// When it is promised to arrive now; unchanged if absent.
    #[serde(skip_serializing, default)]
    pub promise_at: Option<Moment>,
}

/// Two persons looked at a discrepancy: what really happened is booked, or it is put aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decide {
    /// Which.
    pub no: DiscrepancyNo,
    /// Whether what was reported is booked.
    pub accepted: bool,
    /// Who approved it.
    pub decided_by: Option<String>,
}

/// What to do with fulfilment orders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FulfilCommand {
    /// See [`Create`].
    Create(Create),
    /// End a hold and send it to the warehouse.
    Release(FulfilmentNo),
    /// See [`Pick`].
    Pick(Pick),
    /// See [`Ship`].
    Ship(Ship),
    /// See [`Deliver`].
    Deliver(Deliver),
    /// See [`Hold`].
    Hold(Hold),
    /// See [`CancelFo`].
    Cancel(CancelFo),
    /// See [`Intercept`].
    Intercept(Intercept),
    /// See [`Resource`].
    Resource(Resource),
    /// See [`Decide`].
    Decide(Decide),
}

impl FulfilCommand {
    /// The kind of operation.
    #[must_use]
    pub const fn op(&self) -> OpType {
        match self {
            Self::Create(_) => OpType::FoCreate,
            Self::Release(_) => OpType::FoRelease,
            Self::Pick(_) => OpType::Pick,
            Self::Ship(_) => OpType::Ship,
            Self::Deliver(_) => OpType::Deliver,
            Self::Hold(_) => OpType::FoHold,
            Self::Cancel(_) => OpType::FoCancel,
            Self::Intercept(_) => OpType::Intercept,
            Self::Resource(_) => OpType::Resource,
            Self::Decide(_) => OpType::Repair,
        }
    }

    /// The number of the document it is about.
    #[must_use]
    pub fn document(&self) -> &str {
        match self {
            Self::Create(create) => create.order_no.as_str(),
            Self::Decide(decide) => &decide.no,
            _ => self.fo_no().map_or("", FulfilmentNo::as_str),
        }
    }

    /// The fulfilment order it names, if it names one.
    #[must_use]
    pub const fn fo_no(&self) -> Option<&FulfilmentNo> {
        match self {
            Self::Release(fo_no) => Some(fo_no),
            Self::Pick(c) => Some(&c.fo_no),
            Self::Ship(c) => Some(&c.fo_no),
            Self::Deliver(c) => Some(&c.fo_no),
            Self::Hold(c) => Some(&c.fo_no),
            Self::Cancel(c) => Some(&c.fo_no),
            Self::Intercept(c) => Some(&c.fo_no),
            Self::Resource(c) => Some(&c.fo_no),
            Self::Create(_) | Self::Decide(_) => None,
        }
    }
}

codes! {
    /// What customer service says to an application.
    ReturnDecision {
        /// It may be sent.
        Approved = "APPROVED",
        /// It may not.
        Refused = "REFUSED",
        /// The customer took it back.
        Cancelled = "CANCELLED",
    }
}

/// One line to return.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplyLine {
    /// The order's line.
    pub order_line_no: i64,
    /// SKU.
    pub sku: Sku,
    /// How many, > 0.
    pub quantity: i64,
}

/// Goods are to come back; or what customer service says to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Apply {
    /// Its number.
    pub return_no: String,
    /// The order; absent for a blind return.
    pub order_no: Option<OrderNo>,
    /// Only what this fulfilment order sent.
    pub fo_no: Option<FulfilmentNo>,
    /// `AfterSale` or `Blind`.
    pub kind: ReturnKind,
    /// Where it shall arrive; the site that sent it if absent.
    pub warehouse: Option<Warehouse>,
    /// What customer service says, if it has said something.
    pub decision: Option<ReturnDecision>,
    /// What; empty when only a decision is told.
    pub lines: Vec<ApplyLine>,
    /// Why.
    pub reason: Option<String>,
}

/// The customer has sent the goods.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// The return.
    pub return_no: String,
    /// The carrier's code.
    pub carrier: Option<String>,
    /// The carrier's waybill.
    pub waybill_no: Option<String>,
    /// When, as the customer says.
    pub sent_at: Option<Moment>,
}

/// One received line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceivedLine {
    /// The return's line; absent for goods that are not on it.
    pub line_no: Option<i64>,
    /// What arrived.
    pub sku: Sku,
    /// How many, > 0.
    pub quantity: i64,
}

/// Returned goods have arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receive {
    /// The return.
    pub return_no: String,
    /// Where.
    pub warehouse: Warehouse,
    /// When, as the warehouse says.
    pub received_at: Option<Moment>,
    /// What.
    pub lines: Vec<ReceivedLine>,
}

/// What inspection found of one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GradeLine {
    /// The return's line; absent for `Extra`.
    pub line_no: Option<i64>,
    /// What was found.
    pub grade: ReturnGrade,
    /// How many, > 0.
    pub quantity: i64,
    /// What really came, for `WrongItem` and `Extra`.
    pub actual_sku: Option<Sku>,
    /// Whose the goods that really came are; the line's owner, or the mall, if absent.
    pub owner: Option<Owner>,
    /// The lot of the goods that really came.
    pub lot: Option<Lot>,
}

/// The result of inspecting returned goods.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grade {
    /// The return.
    pub return_no: String,
    /// What was found.
    pub lines: Vec<GradeLine>,
    /// Nothing more is to be inspected.
    pub last: bool,
}

/// What to do with returns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReturnCommand {
    /// See [`Apply`].
    Apply(Apply),
    /// See [`Sent`].
    Sent(Sent),
    /// See [`Receive`].
    Receive(Receive),
    /// See [`Grade`].
    Grade(Grade),
    /// Its time is over (the sweeper's): never sent, or sent and never arrived. Before that time it answers `OK` without a voucher.
    Due(String),
}

impl ReturnCommand {
    /// The kind of operation.
    #[must_use]
    pub const fn op(&self) -> OpType {
        match self {
            Self::Apply(_) => OpType::ReturnCreate,
            Self::Sent(_) => OpType::ReturnSend,
            Self::Receive(_) => OpType::ReturnIn,
            Self::Grade(_) => OpType::Grade,
            Self::Due(_) => OpType::ReturnDue,
        }
    }

    /// The return it is about.
    #[must_use]
    pub fn return_no(&self) -> &str {
        match self {
            Self::Apply(c) => &c.return_no,
            Self::Sent(c) => &c.return_no,
            Self::Receive(c) => &c.return_no,
            Self::Grade(c) => &c.return_no,
            Self::Due(no) => no,
        }
    }
}

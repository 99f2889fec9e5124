//! Commands: what a caller wants done, checked for form at the module doors, decided by the rules.

mod goods;
mod lots;
mod presale;

pub use goods::{PurchaseExpect, ReturnToVendor, TransferCommand, TransferLeg, TransferLoss};
pub use lots::AgeOut;
pub use presale::{ClosePresale, ConvertPresale, OpenPresale, PresaleCommand, PresaleLine};

use serde::{Deserialize, Serialize};

use crate::admin::Setting;
use crate::bucket::Bucket;
use crate::fulfilment::{FulfilCommand, ReturnCommand};
use crate::ids::{
    Area, Buyer, Channel, Day, Lot, Moment, OrderNo, Owner, Pool, ReservationNo, Sku, VoucherNo,
    Warehouse,
};
use crate::movement::codes;
use crate::op::{OpKey, OpType, PayloadHash};
use crate::reconcile::command::ReconcileCommand;
use crate::reservation::HoldMode;
use crate::sourcing::held::Sourcing;

/// A command with its key and what is stored beside it.
#[derive(Clone, Debug)]
pub struct Envelope {
    /// Idempotency key.
    pub key: OpKey,
    /// Fingerprint of `command`.
    pub hash: PayloadHash,
    /// Who asks.
    pub operator: Option<String>,
    /// Trace of the call.
    pub trace_id: Option<String>,
    /// When it happened, as the caller says.
    pub occurred_at: Option<Moment>,
    /// What to do.
    pub command: Command,
}

impl Envelope {
    /// Wraps a command and takes its fingerprint.
    #[must_use]
    pub fn new(key: OpKey, command: Command) -> Self {
        let hash = command.fingerprint();
        Self {
            key,
            hash,
            operator: None,
            trace_id: None,
            occurred_at: None,
            command,
        }
    }
}

/// One line of an order. A field added later is left out of the fingerprint where it is absent: a retry of yesterday's request stays the same request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderLine {
    /// The order's line number.
    pub line_no: i64,
    /// SKU or kit.
    pub sku: Sku,
    /// How many, in base units, > 0.
    pub quantity: i64,
    /// Owner of the goods; the mall's own if absent.
    pub owner: Option<Owner>,
    /// The one warehouse it may come from.
    pub warehouse: Option<Warehouse>,
    /// The one pool it may come from, for example an activity's.
    pub pool: Option<Pool>,
    /// No goods older than so many days; any that may be sold if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_age_days: Option<i64>,
    /// The vehicle it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vehicle: Option<String>,
    /// When it is short: quota of an open presale will do.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub allow_presale: bool,
    /// When it is short: an equivalent part will do.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub allow_substitute: bool,
    /// Equivalent parts that surely fit, the best first, as the door found them; no part of what the caller asks.
    #[serde(skip)]
    pub substitutes: Vec<Sku>,
}

/// Hold stock for an unpaid order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreOccupy {
    /// The order.
    pub order_no: OrderNo,
    /// Lines; several of one SKU are summed before the check.
    pub lines: Vec<OrderLine>,
    /// Who buys.
    pub buyer: Option<Buyer>,
    /// Where to: decides which warehouses may serve.
    pub area: Option<Area>,
    /// Sold through: decides which pools may be drawn from.
    pub channel: Option<Channel>,
    /// How long to hold, in seconds.
    pub ttl_seconds: i64,
    /// Whole or partial.
    pub mode: HoldMode,
    /// The one warehouse for all lines.
    pub fixed_warehouse: Option<Warehouse>,
    /// Where rules of sourcing choose the sites.
    #[serde(default, skip_serializing_if = "Sourcing::is_unnamed")]
    pub sourcing: Option<Box<Sourcing>>,
}

/// Which reservation is meant: by our number, or the order's latest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    /// By our number.
    Reservation(ReservationNo),
    /// The latest reservation of an order.
    Order(OrderNo),
}

/// A part of a reservation: so much of an order line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartLine {
    /// The order's line.
    pub order_line_no: i64,
    /// How many.
    pub quantity: i64,
}

codes! {
    /// What to do with a payment that comes after the hold ran out.
    LatePay {
        /// Hold and allocate again if the stock is there.
        Reoccupy = "REOCCUPY",
        /// Refuse.
        Refuse = "REFUSE",
    }
}

/// The order was paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirm {
    /// Which reservation.
    pub target: Target,
    /// Payment.
    pub pay_no: String,
    /// A part only; everything open if empty.
    pub lines: Vec<PartLine>,
    /// If the hold ran out before.
    pub late_pay: LatePay,
}

/// The order was given up before payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cancel {
    /// Which reservation. By order, all of it, and none there: leaves a tombstone.
    pub target: Target,
    /// A part only; everything open if empty.
    pub lines: Vec<PartLine>,
    /// Why.
    pub reason: Option<String>,
}

/// Payment is under way: more time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extend {
    /// Which reservation.
    pub target: Target,
    /// Seconds from now; never shortens, and the whole hold stays within [`crate::policy::HOLD_SECONDS_MAX`].
    pub ttl_seconds: i64,
}

/// The order was changed before payment: the lines it shall have afterwards, all of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amend {
    /// Which reservation.
    pub target: Target,
    /// Lines wanted. A line with the same number and SKU changes its quantity; absent lines are given back.
    pub lines: Vec<OrderLine>,
    /// New address; unchanged if absent.
    pub area: Option<Area>,
}

/// A quantity of one SKU in one warehouse, for change operations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockLine {
    /// Position in the document.
    pub line_no: i64,
    /// SKU.
    pub sku: Sku,
    /// How many, > 0.
    pub quantity: i64,
    /// Owner of the goods; the mall's own if absent.
    pub owner: Option<Owner>,
    /// Pool; shared if absent.
    pub pool: Option<Pool>,
    /// Lot; none if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<Lot>,
    /// Dates of the lot, where a receipt tells them.
    #[serde(default, skip_serializing_if = "LotDates::are_unknown")]
    pub dates: LotDates,
    /// What a base unit costs, in fen, where a receipt tells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_cost: Option<i64>,
}

/// Dates of a lot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LotDates {
    /// When it was made (tyre DOT week, battery charge).
    pub produced_on: Option<Day>,
    /// The last day it may be sold.
    pub expires_on: Option<Day>,
}

impl LotDates {
    /// Whether neither is known.
    #[must_use]
    pub const fn are_unknown(&self) -> bool {
        self.produced_on.is_none() && self.expires_on.is_none()
    }
}

/// Goods received from a supplier (also opening stock).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PurchaseIn {
    /// Where.
    pub warehouse: Warehouse,
    /// What.
    pub lines: Vec<StockLine>,
    /// `Available` when inspection is not asked for, else `QcHold`.
    pub to: Bucket,
    /// The announcement it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asn_no: Option<String>,
    /// Nothing more will come of the announcement: what is missing is no longer expected.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub last_receipt: bool,
    /// When the rest of what was sold before it was there is expected; as other announcements say if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rest_expected_at: Option<Moment>,
}

/// Inspection of what lies in quality hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inspect {
    /// Where.
    pub warehouse: Warehouse,
    /// Good quantities.
    pub passed: Vec<StockLine>,
    /// Bad quantities.
    pub failed: Vec<StockLine>,
    /// What was found, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
}

/// Lock or unlock stock under the number of its key. Unlocking under the number of a lock is bounded by what that lock holds; under any other number it
/// takes what was locked first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Freeze {
    /// Where.
    pub warehouse: Warehouse,
    /// What. Locking more than is free locks what is free and reports the rest.
    pub lines: Vec<StockLine>,
    /// Why: a short code such as `RECALL`, `RISK`, `COUNT`.
    pub reason: String,
    /// More words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
}

/// One counted position.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountLine {
    /// Position in the document.
    pub line_no: i64,
    /// SKU.
    pub sku: Sku,
    /// Owner; the mall's own if absent.
    pub owner: Option<Owner>,
    /// Counted, all that stands there whatever its bucket, >= 0.
    pub counted: i64,
    /// Ledger sequence at the moment of counting; "now" if absent.
    pub counted_seq: Option<i64>,
    /// Lot; none if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<Lot>,
}

/// Counted stock: differences are computed at the sequence of the count and booked now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stocktake {
    /// Where.
    pub warehouse: Warehouse,
    /// What.
    pub lines: Vec<CountLine>,
}

/// Dispose of stock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scrap {
    /// Where.
    pub warehouse: Warehouse,
    /// What; from the defective bucket.
    pub lines: Vec<StockLine>,
    /// Why.
    pub reason: Option<String>,
}

/// Move free stock between two pools of one warehouse.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssignPool {
    /// Where.
    pub warehouse: Warehouse,
    /// From; exactly one of the two pools is the shared one.
    pub from: Pool,
    /// To.
    pub to: Pool,
    /// What (`pool` of a line is not used). More than is free moves what is free and reports the rest.
    pub lines: Vec<StockLine>,
}

/// Undo a voucher by its mirror image.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reverse {
    /// Which.
    pub voucher_no: VoucherNo,
    /// Why.
    pub reason: Option<String>,
}

/// What a caller wants done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// See [`PreOccupy`].
    PreOccupy(PreOccupy),
    /// See [`Confirm`].
    Confirm(Confirm),
    /// See [`Cancel`].
    Cancel(Cancel),
    /// See [`Extend`].
    Extend(Extend),
    /// See [`Amend`].
    Amend(Amend),
    /// A hold ran out of time (the sweeper's). Before that time, or after another end, it answers `OK` without a voucher and leaves no row.
    Expire(ReservationNo),
    /// See [`PurchaseExpect`].
    PurchaseExpect(PurchaseExpect),
    /// See [`PurchaseIn`].
    PurchaseIn(PurchaseIn),
    /// See [`Inspect`].
    Inspect(Inspect),
    /// See [`Freeze`].
    Freeze(Freeze),
    /// See [`Freeze`].
    Unfreeze(Freeze),
    /// See [`Stocktake`].
    Stocktake(Stocktake),
    /// See [`AgeOut`].
    AgeOut(AgeOut),
    /// See [`Scrap`].
    Scrap(Scrap),
    /// See [`TransferCommand`].
    Transfer(TransferCommand),
    /// See [`ReturnToVendor`].
    ReturnToVendor(ReturnToVendor),
    /// See [`AssignPool`].
    AssignPool(AssignPool),
    /// What is left of a recall is taken as far as it is free by now (the sweeper's), by the number of its paper. With nothing to take it answers `OK` without
    /// a voucher and leaves no row.
    RecallRest(String),
    /// See [`PresaleCommand`].
    Presale(PresaleCommand),
    /// See [`ConvertPresale`].
    ConvertPresale(ConvertPresale),
    /// See [`Reverse`].
    Reverse(Reverse),
    /// Contract performance of paid orders.
    Fulfil(FulfilCommand),
    /// Returns.
    Return(ReturnCommand),
    /// See [`Setting`].
    Administer(Setting),
    /// See [`ReconcileCommand`].
    Reconcile(ReconcileCommand),
}

impl Command {
    /// The kind of operation, as its key must name it.
    #[must_use]
    pub const fn op(&self) -> OpType {
        match self {
            Self::PreOccupy(_) => OpType::PreOccupy,
            Self::Confirm(_) => OpType::Confirm,
            Self::Cancel(_) => OpType::Cancel,
            Self::Extend(_) => OpType::Extend,
            Self::Amend(_) => OpType::Amend,
            Self::Expire(_) => OpType::Expire,
            Self::PurchaseExpect(_) => OpType::PurchaseExpect,
            Self::PurchaseIn(_) => OpType::PurchaseIn,
            Self::Inspect(_) => OpType::Inspect,
            Self::Freeze(_) | Self::AgeOut(_) => OpType::Freeze,
            Self::Unfreeze(_) => OpType::Unfreeze,
            Self::Stocktake(_) => OpType::Stocktake,
            Self::Scrap(_) => OpType::Scrap,
            Self::Transfer(command) => command.op(),
            Self::ReturnToVendor(_) => OpType::ReturnToVendor,
            Self::AssignPool(_) => OpType::AssignPool,
            Self::RecallRest(_) => OpType::RecallRest,
            Self::Presale(command) => command.op(),
            Self::ConvertPresale(_) => OpType::ConvertPresale,
            Self::Reverse(_) => OpType::Reverse,
            Self::Fulfil(command) => command.op(),
            Self::Return(command) => command.op(),
            Self::Administer(setting) => setting.op(),
            Self::Reconcile(command) => command.op(),
        }
    }

    /// Fingerprint over the content in its serialised form.
    #[must_use]
    pub fn fingerprint(&self) -> PayloadHash {
        PayloadHash::of(self)
    }
}

//! Documents of an order: the reservation and the fulfilment orders it turns into.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::balance::BalanceKey;
use crate::book::Place;
use crate::bucket::Bucket;
use crate::counter::{CounterKey, CounterKind};
use crate::fulfilment::{Handling, Progress};
use crate::ids::{
    Area, Buyer, Channel, FulfilmentNo, Lot, Moment, OrderNo, Owner, Pool, ReservationNo, Sku,
    Tenant, Warehouse,
};
use crate::movement::codes;
use crate::sourcing::held::Sourced;

codes! {
    /// States of a reservation (`domain` state machine).
    ReservationStatus {
        /// Held, unpaid, running.
        PreOccupied = "PRE_OCCUPIED",
        /// Paid.
        Confirmed = "CONFIRMED",
        /// Given up.
        Cancelled = "CANCELLED",
        /// Ran out of time.
        Expired = "EXPIRED",
        /// A cancel came before the hold: nothing may be held under this order.
        Suspended = "SUSPENDED",
    }
}

codes! {
    /// Whether an order is held as a whole or as far as it goes.
    HoldMode {
        /// Every line in full or nothing.
        All = "ALL",
        /// What is there; the rest is reported short.
        Partial = "PARTIAL",
    }
}

/// One held quantity: a SKU in one warehouse and pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReservationLine {
    /// Position in the reservation, from 1; never reused.
    pub line_no: i64,
    /// The order's line it serves.
    pub order_line_no: i64,
    /// Owner of the goods.
    pub owner: Owner,
    /// SKU held (a component, where the order asked for a kit).
    pub sku: Sku,
    /// Kit the component belongs to.
    pub kit: Option<Sku>,
    /// Where it is held.
    pub warehouse: Warehouse,
    /// Pool it came from and goes back to.
    pub pool: Pool,
    /// Lot it is of; empty where lots are not told apart.
    pub lot: Lot,
    /// The order takes no goods older than so many days.
    pub max_age_days: Option<i64>,
    /// How many of it make one unit of the order's line: the kit's ratio, 1 for a plain SKU.
    pub ratio: i64,
    /// Held in all.
    pub reserved: i64,
    /// Of it, paid.
    pub confirmed: i64,
    /// Of it, given back.
    pub released: i64,
    /// Of what was given back, by time: what a late payment may ask for again.
    pub expired: i64,
    /// How it is held.
    pub terms: LineTerms,
    /// The presale whose quota it is of; `None` for goods that are there.
    pub presale: Option<String>,
    /// The SKU that was ordered, where another is held in its place.
    pub instead_of: Option<Sku>,
}

/// How a line is held; fixed when it is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LineTerms {
    /// It counts against what its buyer may hold unpaid.
    pub counted: bool,
    /// The order named its site: a late payment looks nowhere else.
    pub pinned: bool,
    /// Nothing is held for it: its goods are taken when it is paid.
    pub on_pay: bool,
}

impl ReservationLine {
    /// Still held and unpaid.
    #[must_use]
    pub const fn open(&self) -> i64 {
        self.reserved - self.confirmed - self.released
    }

    /// Units that are held for it: none of a line whose goods are taken when it is paid.
    #[must_use]
    pub const fn held(&self) -> i64 {
        if self.terms.on_pay { 0 } else { self.open() }
    }

    /// The bucket it is held in while it is not paid.
    #[must_use]
    pub const fn bucket(&self) -> Bucket {
        if self.presale.is_some() {
            Bucket::PresaleHeld
        } else {
            Bucket::Preoccupied
        }
    }

    /// The bucket it came from and goes back to.
    #[must_use]
    pub const fn free_bucket(&self) -> Bucket {
        if self.presale.is_some() {
            Bucket::PresaleAvail
        } else {
            Bucket::Available
        }
    }
}

/// A reservation with its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reservation {
    /// Row identifier; `R` + digits for callers.
    pub id: i64,
    /// Tenant.
    pub tenant: Tenant,
    /// The order. Several reservations of one order can exist (a successor after expiry); at most one is not closed.
    pub order_no: OrderNo,
    /// State.
    pub status: ReservationStatus,
    /// Whole or partial.
    pub mode: HoldMode,
    /// Who buys.
    pub buyer: Option<Buyer>,
    /// Where to.
    pub area: Option<Area>,
    /// Sold through.
    pub channel: Option<Channel>,
    /// The one warehouse the order may come from, for example a store where it is picked up.
    pub fixed_warehouse: Option<Warehouse>,
    /// When the first hold was booked.
    pub created_at: Moment,
    /// When the hold runs out.
    pub expire_at: Moment,
    /// Paid with.
    pub pay_no: Option<String>,
    /// Confirmed after it had run out (this is the successor).
    pub late: bool,
    /// The expired reservation this one succeeds.
    pub predecessor: Option<i64>,
    /// By which plan it was held, where rules of sourcing chose the sites.
    pub sourced: Option<Sourced>,
    /// Grows with every change; the guard of an update.
    pub version: i64,
    /// Lines.
    pub lines: Vec<ReservationLine>,
}

impl Reservation {
    /// Its number as callers see it.
    #[must_use]
    pub fn no(&self) -> ReservationNo {
        reservation_no(self.id)
    }

    /// Unpaid units that count against what the buyer may hold, by counter.
    #[must_use]
    pub fn counted(&self) -> BTreeMap<CounterKey, i64> {
        let mut counted = BTreeMap::new();
        let Some(buyer) = &self.buyer else {
            return counted;
        };
        for line in self.lines.iter().filter(|line| line.terms.counted) {
            if line.open() > 0 {
                let key = buyer_counter(&self.tenant, buyer, &line.sku);
                *counted.entry(key).or_default() += line.open();
            }
        }
        counted
    }

    /// Whether it holds goods in a place, whatever the pool.
    #[must_use]
    pub fn holds_at(&self, place: &Place) -> bool {
        self.tenant == place.tenant
            && self.lines.iter().any(|line| {
                line.held() > 0
                    && line.presale.is_none()
                    && line.sku == place.sku
                    && line.warehouse == place.warehouse
                    && line.owner == place.owner
            })
    }

    /// Balances in which it holds parts of kits.
    #[must_use]
    pub fn kit_keys(&self) -> Vec<BalanceKey> {
        let parts = self.lines.iter();
        let parts = parts.filter(|line| line.kit.is_some() && line.held() > 0);
        // Kits are never of a presale.
        parts
            .map(|line| crate::rules::held_key(&self.tenant, line))
            .collect()
    }

    /// Still held and unpaid, over all lines.
    #[must_use]
    pub fn open_quantity(&self) -> i64 {
        self.lines.iter().map(ReservationLine::open).sum()
    }
}

/// Counts the unpaid units of one SKU that one buyer holds. Neither name has a control character, so the two cannot be confused.
#[must_use]
pub fn buyer_counter(tenant: &Tenant, buyer: &Buyer, sku: &Sku) -> CounterKey {
    CounterKey {
        tenant: tenant.clone(),
        kind: CounterKind::BuyerHold,
        key: format!("{buyer}\t{sku}"),
    }
}

/// A reservation's number as callers see it.
#[must_use]
pub fn reservation_no(id: i64) -> ReservationNo {
    crate::op::number('R', id)
}

codes! {
    /// States of a fulfilment order; derived from its lines' quantities by [`Fulfilment::settle`].
    FulfilmentStatus {
        /// Bound to stock, not yet sent to the warehouse.
        Allocated = "ALLOCATED",
        /// Sent to the warehouse.
        SentWms = "SENT_WMS",
        /// Being picked.
        Picking = "PICKING",
        /// Packed.
        Packed = "PACKED",
        /// Some units are with the carrier.
        PartShipped = "PART_SHIPPED",
        /// All units are with the carrier.
        Shipped = "SHIPPED",
        /// Some reached their end, none is signed for, others are still with the carrier.
        Delivering = "DELIVERING",
        /// Some units are signed for.
        PartSigned = "PART_SIGNED",
        /// All units are signed for.
        Signed = "SIGNED",
        /// Every unit has reached its end, not all by signature.
        Completed = "COMPLETED",
        /// Held back before it shipped.
        OnHold = "ON_HOLD",
        /// The warehouse found less than allocated.
        ShortPick = "SHORT_PICK",
        /// Found short, and a part of it is re-sourced or given up already.
        Resourcing = "RESOURCING",
        /// Closed because goods were not there.
        ShortClosed = "SHORT_CLOSED",
        /// The warehouse is asked to stop.
        Cancelling = "CANCELLING",
        /// Given up before it shipped.
        Cancelled = "CANCELLED",
        /// The warehouse had packed it already.
        CancelFailed = "CANCEL_FAILED",
        /// The carrier is asked to stop.
        Intercepting = "INTERCEPTING",
        /// Stopped on the way.
        Intercepted = "INTERCEPTED",
        /// The carrier could not stop it.
        InterceptFailed = "INTERCEPT_FAILED",
    }
}

/// One line of a fulfilment order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FulfilmentLine {
    /// Position, from 1.
    pub line_no: i64,
    /// The order's line.
    pub order_line_no: i64,
    /// Owner of the goods.
    pub owner: Owner,
    /// SKU.
    pub sku: Sku,
    /// Pool of origin.
    pub pool: Pool,
    /// Lot it is of; empty where lots are not told apart.
    pub lot: Lot,
    /// The kit it is a part of; not known of lines made before kits were told here.
    pub kit: Option<Sku>,
    /// How many of it make one unit of the order's line.
    pub ratio: i64,
    /// Bound to it.
    pub allocated: i64,
    /// Given up (cancelled or found short) before it shipped.
    pub deallocated: i64,
    /// Handed to a carrier.
    pub shipped: i64,
    /// What else became of it.
    pub progress: Progress,
}

impl FulfilmentLine {
    /// Still bound and not shipped.
    #[must_use]
    pub const fn open(&self) -> i64 {
        self.allocated - self.deallocated - self.shipped
    }
}

/// What one warehouse has to send for one paid order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fulfilment {
    /// Row identifier; `F` + digits for callers.
    pub id: i64,
    /// Tenant.
    pub tenant: Tenant,
    /// The order.
    pub order_no: OrderNo,
    /// The reservation it came from; 0 if its stock was allocated directly.
    pub reservation_id: i64,
    /// Site.
    pub warehouse: Warehouse,
    /// State.
    pub status: FulfilmentStatus,
    /// When it was made.
    pub created_at: Moment,
    /// Grows with every change.
    pub version: i64,
    /// How it is handled.
    pub handling: Handling,
    /// Lines.
    pub lines: Vec<FulfilmentLine>,
}

impl Fulfilment {
    /// Its number as callers see it.
    #[must_use]
    pub fn no(&self) -> FulfilmentNo {
        crate::op::number('F', self.id)
    }

    /// Whether parts of kits are bound to it: they give way together, over all sites of the order.
    #[must_use]
    pub fn has_kits(&self) -> bool {
        self.lines.iter().any(|line| line.kit.is_some())
    }

    /// Balances in which parts of kits are bound to it.
    #[must_use]
    pub fn kit_keys(&self) -> Vec<BalanceKey> {
        let parts = self.lines.iter();
        let parts = parts.filter(|line| line.kit.is_some() && line.open() > 0);
        parts.map(|line| self.key_of(line)).collect()
    }

    /// Whether goods in a place are bound to it, whatever the pool.
    #[must_use]
    pub fn holds_at(&self, place: &Place) -> bool {
        self.tenant == place.tenant
            && self.warehouse == place.warehouse
            && self
                .lines
                .iter()
                .any(|line| line.open() > 0 && line.sku == place.sku && line.owner == place.owner)
    }
}

/// Serialisable state of a line, for answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineView {
    /// Position in the reservation.
    pub line_no: i64,
    /// The order's line.
    pub order_line_no: i64,
    /// Owner of the goods.
    pub owner: Owner,
    /// SKU held.
    pub sku: Sku,
    /// Kit it belongs to.
    pub kit: Option<Sku>,
    /// Where.
    pub warehouse: Warehouse,
    /// From which pool.
    pub pool: Pool,
    /// Of which lot.
    #[serde(default, skip_serializing_if = "Lot::is_none")]
    pub lot: Lot,
    /// Held in all.
    pub reserved: i64,
    /// Paid.
    pub confirmed: i64,
    /// Given back.
    pub released: i64,
    /// The presale whose quota it is of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presale: Option<String>,
    /// The SKU that was ordered, where another is held in its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead_of: Option<Sku>,
    /// Nothing is held for it: its goods are taken when it is paid.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub on_pay: bool,
}

impl From<&ReservationLine> for LineView {
    fn from(line: &ReservationLine) -> Self {
        Self {
            line_no: line.line_no,
            order_line_no: line.order_line_no,
            owner: line.owner.clone(),
            sku: line.sku.clone(),
            kit: line.kit.clone(),
            warehouse: line.warehouse.clone(),
            pool: line.pool.clone(),
            lot: line.lot.clone(),
            reserved: line.reserved,
            confirmed: line.confirmed,
            released: line.released,
            presale: line.presale.clone(),
            instead_of: line.instead_of.clone(),
            on_pay: line.terms.on_pay,
        }
    }
}

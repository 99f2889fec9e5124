//! Answers: what a command came to. Stored with the voucher and given again for a retry.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::code::Code;
use crate::fulfilment::{Event, FulfilView, ReturnView};
use crate::ids::{
    Area, Buyer, Channel, FulfilmentNo, Lot, Moment, OrderNo, Pool, ReservationNo, Sku, Tenant,
    VoucherNo, Warehouse,
};
use crate::paper::{PaperKind, PaperRef};
use crate::reservation::{HoldMode, LineView, Reservation, ReservationStatus, reservation_no};

/// One short line: what was asked for and what is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shortage {
    /// The order's line; the first of several that were summed.
    pub line_no: i64,
    /// SKU that is short (the component, for a kit).
    pub sku: Sku,
    /// Kit it belongs to.
    pub kit: Option<Sku>,
    /// Site, if it had to be one.
    pub warehouse: Option<Warehouse>,
    /// Asked for.
    pub need: i64,
    /// There.
    pub have: i64,
}

/// State of a reservation after the command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReservationView {
    /// Our number; absent for a tombstone left by a cancel that came first.
    pub reservation_no: Option<ReservationNo>,
    /// The order.
    pub order_no: OrderNo,
    /// State.
    pub status: ReservationStatus,
    /// When the hold runs out.
    pub expire_at: Option<Moment>,
    /// Confirmed after it had run out.
    pub late: bool,
    /// The expired reservation this one succeeds.
    pub predecessor: Option<ReservationNo>,
    /// Whole or partial.
    pub mode: HoldMode,
    /// Who buys.
    pub buyer: Option<Buyer>,
    /// Where to.
    pub area: Option<Area>,
    /// Sold through.
    pub channel: Option<Channel>,
    /// When the first hold was booked.
    pub created_at: Moment,
    /// Paid with.
    pub pay_no: Option<String>,
    /// Grows with every change.
    pub version: i64,
    /// Held lines.
    pub lines: Vec<LineView>,
    /// Fulfilment orders made by this command.
    pub fulfilments: Vec<FulfilmentNo>,
}

impl ReservationView {
    /// A reservation as it stands; `fulfilments` are those a command just made.
    #[must_use]
    pub fn of(reservation: &Reservation, fulfilments: Vec<FulfilmentNo>) -> Self {
        let tombstone = reservation.status == ReservationStatus::Suspended;
        Self {
            reservation_no: (!tombstone).then(|| reservation.no()),
            order_no: reservation.order_no.clone(),
            status: reservation.status,
            expire_at: (!tombstone).then_some(reservation.expire_at),
            late: reservation.late,
            predecessor: reservation.predecessor.map(reservation_no),
            mode: reservation.mode,
            buyer: reservation.buyer.clone(),
            area: reservation.area.clone(),
            channel: reservation.channel.clone(),
            created_at: reservation.created_at,
            pay_no: reservation.pay_no.clone(),
            version: reservation.version,
            lines: reservation.lines.iter().map(LineView::from).collect(),
            fulfilments,
        }
    }
}

/// One booked quantity of a change voucher.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookedLine {
    /// Position in the document.
    pub line_no: i64,
    /// SKU.
    pub sku: Sku,
    /// Site.
    pub warehouse: Warehouse,
    /// Pool.
    pub pool: Pool,
    /// Lot.
    #[serde(default, skip_serializing_if = "Lot::is_none")]
    pub lot: Lot,
    /// Movement code.
    pub movement: crate::movement::Movement,
    /// Asked for.
    pub asked: i64,
    /// Booked.
    pub booked: i64,
}

/// What a change voucher did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoucherView {
    /// Lines with what was asked for and what was booked.
    pub lines: Vec<BookedLine>,
    /// Unpaid reservations closed or cut because counted goods were not there.
    pub hit_reservations: Vec<ReservationNo>,
    /// Fulfilment orders cut because counted goods were not there.
    pub hit_fulfilments: Vec<FulfilmentNo>,
    /// The voucher that was reversed.
    pub reverses: Option<VoucherNo>,
    /// When it was booked; filled in when it is.
    #[serde(default)]
    pub booked_at: Option<Moment>,
    /// Papers it made or changed, by kind and number: a reversal changes them back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<(PaperKind, String)>,
}

/// What the answer carries beside its code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Body {
    /// Nothing more.
    None,
    /// Of a reservation command.
    Reservation(ReservationView),
    /// Of a change command.
    Voucher(VoucherView),
    /// Of a command on fulfilment orders.
    Fulfilment(FulfilView),
    /// Of a command on a return.
    Return(ReturnView),
}

/// What a command came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Code.
    pub code: Code,
    /// What was wrong, the value, the limit and the way out; empty for a success.
    pub message: String,
    /// The voucher, for a success.
    pub voucher_no: Option<VoucherNo>,
    /// Every short line.
    pub shortages: Vec<Shortage>,
    /// Facts of a refusal by name (`currentState`, `limit`, `sku`, `warehouse`), so that a caller need not read the message.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub details: BTreeMap<String, String>,
    /// What others are told of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<Event>,
    /// The rest.
    pub body: Body,
}

impl Answer {
    /// A refusal.
    #[must_use]
    pub fn refused(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            voucher_no: None,
            shortages: Vec::new(),
            details: BTreeMap::new(),
            events: Vec::new(),
            body: Body::None,
        }
    }

    /// The papers the command made or changed.
    #[must_use]
    pub fn papers(&self, tenant: &Tenant) -> Vec<PaperRef> {
        match &self.body {
            Body::Voucher(view) => {
                let papers = view.papers.iter();
                papers
                    .map(|(kind, no)| PaperRef::No(tenant.clone(), *kind, no.clone()))
                    .collect()
            }
            Body::None | Body::Reservation(_) | Body::Fulfilment(_) | Body::Return(_) => Vec::new(),
        }
    }

    /// The same answer as a retry gets it: `OK` becomes `OK_DUPLICATE`, refusals stay.
    #[must_use]
    pub fn again(&self) -> Self {
        let mut answer = self.clone();
        if answer.code == Code::Ok {
            answer.code = Code::OkDuplicate;
        }
        answer
    }
}

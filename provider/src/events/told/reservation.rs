//! Events of reservations: held, paid, given back, run out.

use dubbo_api::event::{EventLine, ReservationEvent};
use dubbo_api::states::ReservationState;
use dubbo_api::text::Quantity;
use hessian2::Date;
use stock::answer::{Body, ReservationView};
use stock::book::Book;
use stock::code::Code;
use stock::command::Target;
use stock::ids::ReservationNo;
use stock::movement::{Leg, Movement};
use stock::op::{OpType, Voucher, VoucherStatus};
use stock::reservation::{LineView, Reservation, ReservationStatus};
use stock_sql::Happened;

use super::{Telling, is_done};

/// Why a hold is told again: the order was changed.
const AMENDED: &str = "AMENDED";
/// Why a hold was given back: counted goods were not there.
const STOCK_LOSS: &str = "STOCK_LOSS";

/// Whether a payment came too late and the goods are gone: somebody has to give the money back.
pub(super) fn is_refund(voucher: &Voucher) -> bool {
    voucher.status == VoucherStatus::Refused
        && voucher.key.op == OpType::Confirm
        && voucher.answer.code == Code::LatePayNoStock
}

pub(super) fn tell(telling: &mut Telling<'_>, happened: &Happened, documents: &Book) {
    let voucher = &happened.voucher;
    if is_refund(voucher) {
        refund(telling, voucher, documents);
    }
    if !is_done(voucher) {
        return;
    }
    match &voucher.answer.body {
        Body::Reservation(view) => changed(telling, happened, view),
        Body::Voucher(view) => {
            for no in &view.hit_reservations {
                hit(telling, no, documents);
            }
        }
        Body::None | Body::Fulfilment(_) | Body::Return(_) => {}
    }
}

fn changed(telling: &mut Telling<'_>, happened: &Happened, view: &ReservationView) {
    // A tombstone holds nothing and never did.
    let Some(no) = &view.reservation_no else {
        return;
    };
    let moved = |movement: &[Movement]| moved(&happened.legs, view, movement);
    let open = |line: &LineView| line.reserved - line.confirmed - line.released;
    let (key, lines, reason) = match happened.voucher.key.op {
        OpType::PreOccupy => (
            "reservation.preoccupied",
            of_lines(view, |line| line.reserved),
            None,
        ),
        OpType::Amend => (
            "reservation.preoccupied",
            of_lines(view, open),
            Some(AMENDED),
        ),
        OpType::Confirm => {
            // A late payment may find the hold not swept yet: it ends it first.
            let expired = moved(&[Movement::Expire]);
            if let (false, Some(predecessor)) = (expired.is_empty(), &view.predecessor) {
                let event = ReservationEvent {
                    reservation_no: Some(predecessor.as_str().into()),
                    order_no: view.order_no.as_str().into(),
                    state: ReservationState::from(ReservationStatus::Expired.as_str()),
                    lines: expired,
                    ..ReservationEvent::default()
                };
                telling.tell("reservation.expired", aggregate(predecessor), &event);
            }
            (
                "reservation.confirmed",
                moved(&[Movement::Confirm, Movement::DirectAlloc]),
                None,
            )
        }
        OpType::Cancel => ("reservation.cancelled", moved(&[Movement::Release]), None),
        OpType::Expire => ("reservation.expired", moved(&[Movement::Expire]), None),
        // More time changes nothing that others count on.
        _ => return,
    };
    // A cancel of what had ended already, for example.
    let is_cancel = happened.voucher.key.op == OpType::Cancel;
    if is_cancel && happened.legs.is_empty() && view.status != ReservationStatus::Cancelled {
        return;
    }
    let is_open = view.status == ReservationStatus::PreOccupied;
    let event = ReservationEvent {
        reservation_no: Some(no.as_str().into()),
        order_no: view.order_no.as_str().into(),
        state: ReservationState::from(view.status.as_str()),
        lines,
        expire_at: view.expire_at.filter(|_| is_open).map(|at| Date(at.0)),
        refund: false,
        reason: reason.map(str::to_owned),
    };
    telling.tell(key, aggregate(no), &event);
}

/// A payment was refused because it came too late and the goods are gone.
fn refund(telling: &mut Telling<'_>, voucher: &Voucher, documents: &Book) {
    let Some(order) = &voucher.order_no else {
        return;
    };
    let target = Target::Order(order.clone());
    let found = documents.reservation(&voucher.key.tenant, &target);
    let lines = voucher.answer.shortages.iter().map(|short| EventLine {
        order_line_no: short.line_no,
        sku: short.sku.as_str().into(),
        warehouse: short
            .warehouse
            .as_ref()
            .map_or("", |site| site.as_str())
            .into(),
        pool: None,
        quantity: Quantity(short.need),
    });
    let event = ReservationEvent {
        reservation_no: found.map(|found| found.no().as_str().into()),
        order_no: order.as_str().into(),
        state: ReservationState::from(ReservationStatus::Expired.as_str()),
        lines: lines.collect(),
        expire_at: None,
        refund: true,
        reason: Some(Code::LatePayNoStock.as_str().to_owned()),
    };
    let aggregate = found.map_or_else(|| format!("order:{order}"), |found| aggregate(&found.no()));
    telling.tell("reservation.expired", aggregate, &event);
}

/// A count found goods missing that an unpaid order held.
fn hit(telling: &mut Telling<'_>, no: &ReservationNo, documents: &Book) {
    let target = Target::Reservation(no.clone());
    let found = documents.reservation(&telling.voucher.key.tenant, &target);
    let event = ReservationEvent {
        reservation_no: Some(no.as_str().into()),
        order_no: found.map_or("", |found| found.order_no.as_str()).into(),
        state: ReservationState::from(
            found
                .map_or(ReservationStatus::Cancelled, |found| found.status)
                .as_str(),
        ),
        lines: found.map(given_back).unwrap_or_default(),
        expire_at: None,
        refund: false,
        reason: Some(STOCK_LOSS.to_owned()),
    };
    telling.tell("reservation.cancelled", aggregate(no), &event);
}

/// What a reservation has given back so far.
fn given_back(found: &Reservation) -> Vec<EventLine> {
    let lines = found.lines.iter().filter(|line| line.released > 0);
    lines
        .map(|line| {
            let at = (&line.sku, &line.warehouse, &line.pool);
            super::line(line.order_line_no, at, line.released)
        })
        .collect()
}

fn aggregate(no: &ReservationNo) -> String {
    format!("reservation:{no}")
}

fn of_lines(view: &ReservationView, quantity: impl Fn(&LineView) -> i64) -> Vec<EventLine> {
    let lines = view.lines.iter();
    lines
        .map(|line| {
            let at = (&line.sku, &line.warehouse, &line.pool);
            super::line(line.order_line_no, at, quantity(line))
        })
        .filter(|line| line.quantity.0 > 0)
        .collect()
}

/// What was moved, with the order's line where only one can be meant.
fn moved(legs: &[Leg], view: &ReservationView, movements: &[Movement]) -> Vec<EventLine> {
    let legs = legs.iter().filter(|leg| movements.contains(&leg.movement));
    legs.map(|leg| {
        let key = &leg.from.key;
        let mut lines = view.lines.iter().filter(|line| {
            line.sku == key.sku
                && line.warehouse == key.warehouse
                && line.pool == key.pool
                && line.lot == key.lot
                && line.owner == key.owner
        });
        let only = lines.next().filter(|_| lines.next().is_none());
        let order_line = only.map_or(0, |line| line.order_line_no);
        let at = (&key.sku, &key.warehouse, &key.pool);
        super::line(order_line, at, leg.quantity)
    })
    .collect()
}

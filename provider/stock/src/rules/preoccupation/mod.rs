//! Pre-occupation: an order holds stock until it is paid, given up, or runs out of time.

mod amend;
mod cancel;
mod confirm;
mod expire;
mod extend;
mod hold;
mod late;
mod limits;
mod on_pay;
mod part;
mod sourced;
#[cfg(test)]
mod tests;
mod waiting;

pub(super) use amend::{accounts as amend_accounts, amend};
pub(super) use cancel::cancel;
pub(super) use confirm::{confirm, fulfilments_of};
pub(super) use expire::expire;
pub(super) use extend::extend;
pub(super) use hold::{accounts as hold_accounts, hold};
pub(super) use late::accounts as late_accounts;
pub(super) use limits::{count as count_holds, counters as hold_counters};
pub(super) use waiting::{keys as waiting_keys, of_order as waiting_of};

use super::order::{Way, held_moves};
use super::refusal::{Outcome, Refusal};
use crate::answer::{Answer, Body, ReservationView};
use crate::balance::BalanceKey;
use crate::book::{Book, Move, Plan};
use crate::code::Code;
use crate::command::Target;
use crate::ids::{FulfilmentNo, Tenant};
use crate::movement::Movement;
use crate::reservation::{Reservation, ReservationLine, ReservationStatus};

/// The balance a line is held in.
pub(crate) fn key_of(tenant: &Tenant, line: &ReservationLine) -> BalanceKey {
    BalanceKey {
        sku: line.sku.clone(),
        warehouse: line.warehouse.clone(),
        pool: line.pool.clone(),
        lot: line.lot.clone(),
        owner: line.owner.clone(),
        tenant: tenant.clone(),
    }
}

/// Balances a reservation holds goods in.
pub(super) fn held_keys(reservation: &Reservation) -> Vec<BalanceKey> {
    let open = reservation.lines.iter().filter(|line| line.held() > 0);
    open.map(|line| key_of(&reservation.tenant, line)).collect()
}

/// A success that tells the state of a reservation.
fn ok(reservation: &Reservation, fulfilments: Vec<FulfilmentNo>) -> Answer {
    Answer {
        body: Body::Reservation(ReservationView::of(reservation, fulfilments)),
        ..Answer::refused(Code::Ok, String::new())
    }
}

/// A plan that changes one reservation.
fn change(reservation: Reservation, moves: Vec<Move>) -> Plan {
    let answer = ok(&reservation, Vec::new());
    Plan {
        moves,
        reservations: vec![reservation],
        ..Plan::answer(answer)
    }
}

pub(super) fn find<'a>(
    book: &'a Book,
    tenant: &Tenant,
    target: &Target,
) -> Outcome<&'a Reservation> {
    book.reservation(tenant, target)
        .ok_or_else(|| not_found(target))
}

fn not_found(target: &Target) -> Refusal {
    let what = match target {
        Target::Reservation(no) => format!("no reservation {no}"),
        Target::Order(order) => format!("order {order} has no reservation"),
    };
    Refusal::new(
        Code::ReservationNotFound,
        format!("{what}: hold the stock first, or check the number and the tenant"),
    )
}

/// Whether a hold has run out, swept or not.
fn is_due(reservation: &Reservation, book: &Book) -> bool {
    reservation.status == ReservationStatus::PreOccupied && reservation.expire_at <= book.now
}

/// The reservation, if it is held, unpaid and running; else the refusal that its state calls for.
fn running<'a>(book: &'a Book, tenant: &Tenant, target: &Target) -> Outcome<&'a Reservation> {
    let found = find(book, tenant, target)?;
    if found.status == ReservationStatus::PreOccupied && !is_due(found, book) {
        return Ok(found);
    }
    Err(closed(found))
}

/// Why a reservation that is not running can not be changed.
pub(super) fn closed(found: &Reservation) -> Refusal {
    let (no, order) = (found.no(), &found.order_no);
    let (state, refusal) = match found.status {
        ReservationStatus::PreOccupied | ReservationStatus::Expired => (
            ReservationStatus::Expired,
            Refusal::new(
                Code::ReservationExpired,
                format!(
                    "reservation {no} of order {order} ran out at {} ms: hold again, or refund if it is paid",
                    found.expire_at.0
                ),
            ),
        ),
        ReservationStatus::Confirmed => (
            found.status,
            Refusal::new(
                Code::StateConflict,
                format!(
                    "reservation {no} of order {order} is CONFIRMED: what is paid is changed by its fulfilment orders"
                ),
            ),
        ),
        ReservationStatus::Cancelled => (
            found.status,
            Refusal::new(
                Code::ReservationClosed,
                format!(
                    "reservation {no} of order {order} is CANCELLED: refund if it is paid, or hold again"
                ),
            ),
        ),
        ReservationStatus::Suspended => (found.status, suspended(found)),
    };
    refusal.with("currentState", state.as_str())
}

fn suspended(found: &Reservation) -> Refusal {
    Refusal::new(
        Code::ReservationSuspended,
        format!(
            "order {} was cancelled before it was held (SUSPENDED): nothing can be held under this number, use a new order number",
            found.order_no
        ),
    )
}

/// Gives back everything open, into the pool it came from. `by_time` remembers that it was time that took it.
fn give_back_all(reservation: &mut Reservation, movement: Movement) -> Vec<Move> {
    let tenant = reservation.tenant.clone();
    let mut back = Vec::with_capacity(reservation.lines.len());
    for line in &mut reservation.lines {
        let open = line.open();
        if open > 0 {
            back.push((key_of(&tenant, line), line.bucket(), line.held()));
            line.released += open;
            if movement == Movement::Expire {
                line.expired += open;
            }
        }
    }
    held_moves(back, Way::Back(movement))
}

/// Closes a reservation of which nothing is open any more: what is paid in part stays paid.
pub(super) fn close_if_empty(reservation: &mut Reservation) {
    if reservation.open_quantity() == 0 {
        let paid = reservation.lines.iter().any(|line| line.confirmed > 0);
        reservation.status = if paid {
            ReservationStatus::Confirmed
        } else {
            ReservationStatus::Cancelled
        };
    }
}

//! Confirm: the order is paid, its hold becomes an allocation with a fulfilment order per site.

use super::part::{self, Shares};
use super::{close_if_empty, closed, find, is_due, key_of, late, ok, on_pay, waiting};
use crate::balance::BalanceKey;
use crate::book::{Book, Plan};
use crate::bucket::Bucket;
use crate::command::Confirm;
use crate::facts::Facts;
use crate::fulfilment::{Handling, Progress};
use crate::ids::{IdSource, Moment, Tenant};
use crate::movement::Movement;
use crate::reservation::{
    Fulfilment, FulfilmentLine, FulfilmentStatus, Reservation, ReservationLine, ReservationStatus,
};
use crate::rules::form;
use crate::rules::order;
use crate::rules::refusal::Outcome;

/// Turns a hold, or a part of it, into an allocation. A hold that ran out is late, whether the sweeper has come or not.
///
/// # Errors
/// No such reservation; more than is held; a state that does not allow it; paid too late and refused or gone.
pub(in crate::rules) fn confirm(
    confirm: &Confirm,
    book: &Book,
    facts: &Facts,
    tenant: &Tenant,
    ids: &mut IdSource,
) -> Outcome<Plan> {
    form::parts(&confirm.lines)?;
    let found = find(book, tenant, &confirm.target)?;
    match found.status {
        ReservationStatus::PreOccupied if !is_due(found, book) => {
            let shares = part::shares(found, &confirm.lines, ReservationLine::open)?;
            in_time(found, &shares, confirm, book, facts, ids)
        }
        ReservationStatus::PreOccupied | ReservationStatus::Expired => {
            late::late(found, confirm, book, facts, ids)
        }
        _ => Err(closed(found)),
    }
}

fn in_time(
    found: &Reservation,
    shares: &Shares,
    confirm: &Confirm,
    book: &Book,
    facts: &Facts,
    ids: &mut IdSource,
) -> Outcome<Plan> {
    let mut paid = found.clone();
    let on_pay = |(at, _): &(usize, i64)| found.lines[*at].terms.on_pay;
    let (taken_now, shares): (Shares, Shares) = shares.iter().copied().partition(on_pay);
    let (taken, mut bound_now) = on_pay::take(&mut paid, &taken_now, book, facts)?;
    let mut bound: Vec<(BalanceKey, i64)> = Vec::with_capacity(shares.len());
    for &(at, quantity) in &shares {
        let line = &mut paid.lines[at];
        line.confirmed += quantity;
        // Quota stays held until goods take its place.
        if line.presale.is_none() {
            bound.push((key_of(&found.tenant, line), quantity));
        }
    }
    paid.pay_no = Some(confirm.pay_no.clone());
    close_if_empty(&mut paid);
    let mut moves = order::moves(
        bound,
        Movement::Confirm,
        Bucket::Preoccupied,
        Bucket::Allocated,
    );
    moves.extend(taken);
    let papers = waiting::paid(&paid, &shares, book.now, ids);
    bound_now.extend(shares);
    bound_now.sort_unstable();
    let mut fulfilments = fulfilments(&paid, &bound_now, book.now, ids);
    for made in &mut fulfilments {
        hold_recalled(made, book);
    }
    let answer = ok(&paid, fulfilments.iter().map(Fulfilment::no).collect());
    Ok(Plan {
        moves,
        reservations: vec![paid],
        fulfilments,
        papers,
        ..Plan::answer(answer)
    })
}

/// Goods of a lot that was recalled while they were held are not sent before the recall is lifted.
fn hold_recalled(made: &mut Fulfilment, book: &Book) {
    let mut keys = made.lines.iter().map(|line| made.key_of(line));
    if keys.any(|key| book.lots.is_recalled(&key)) {
        made.handling.hold_reason = Some(crate::rules::lots::RECALL.to_owned());
        made.settle(book.now);
    }
}

/// Fulfilment orders for everything a reservation holds, one per site.
pub(in crate::rules) fn fulfilments_of(
    reservation: &Reservation,
    now: Moment,
    ids: &mut IdSource,
) -> Vec<Fulfilment> {
    let whole = part::whole(reservation, |line| line.reserved);
    fulfilments(reservation, &whole, now, ids)
}

/// One fulfilment order per site, sites by name; presale quota has none until goods take its place.
pub(super) fn fulfilments(
    reservation: &Reservation,
    shares: &Shares,
    now: Moment,
    ids: &mut IdSource,
) -> Vec<Fulfilment> {
    let mut sorted: Vec<(&ReservationLine, i64)> = shares
        .iter()
        .map(|(at, quantity)| (&reservation.lines[*at], *quantity))
        .filter(|(line, _)| line.presale.is_none())
        .collect();
    sorted.sort_by(|(a, _), (b, _)| (&a.warehouse, a.line_no).cmp(&(&b.warehouse, b.line_no)));
    let mut made: Vec<Fulfilment> = Vec::new();
    for (line, quantity) in sorted {
        let at_hand = made
            .last()
            .is_some_and(|last| last.warehouse == line.warehouse);
        if !at_hand {
            made.push(Fulfilment {
                id: ids.next(),
                tenant: reservation.tenant.clone(),
                order_no: reservation.order_no.clone(),
                reservation_id: reservation.id,
                warehouse: line.warehouse.clone(),
                status: FulfilmentStatus::Allocated,
                created_at: now,
                version: 0,
                handling: Handling::default(),
                lines: Vec::new(),
            });
        }
        if let Some(last) = made.last_mut() {
            let line_no = last.lines.last().map_or(1, |before| before.line_no + 1);
            last.lines.push(FulfilmentLine {
                line_no,
                order_line_no: line.order_line_no,
                owner: line.owner.clone(),
                sku: line.sku.clone(),
                pool: line.pool.clone(),
                lot: line.lot.clone(),
                kit: line.kit.clone(),
                ratio: line.ratio,
                allocated: quantity,
                deallocated: 0,
                shipped: 0,
                progress: Progress::default(),
            });
        }
    }
    made
}

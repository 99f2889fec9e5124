//! Recall: a lock with reason `RECALL` on a lot. What is free of it is locked, whatever its pool; paid orders that have goods of it are held back before they
//! ship, unpaid ones are told of. The lot itself is marked, in every warehouse: none of it is sold any more, and what comes back by cancels, returns or
//! transfers is locked by the sweeper, until the lock is lifted for the reason it was made for.

use super::age;
use crate::answer::Body;
use crate::book::{Accounts, Book, Place, Plan};
use crate::bucket::Bucket;
use crate::code::Code;
use crate::command::{Command, Freeze, StockLine};
use crate::ids::{Lot, Tenant};
use crate::lot::LotRecall;
use crate::reservation::{Fulfilment, Reservation};
use crate::rules::change::key_of;
use crate::rules::refusal::{Outcome, Refusal};

/// Why the lock is there.
pub(in crate::rules) const REASON: &str = "RECALL";

/// Lots that are recalled, with where.
fn recalled(freeze: &Freeze, tenant: &Tenant) -> Vec<(Place, Lot)> {
    if freeze.reason != REASON {
        return Vec::new();
    }
    let lines = freeze.lines.iter();
    let mut spots: Vec<(Place, Lot)> = lines
        .filter_map(|line| {
            let lot = line.lot.clone().filter(|lot| !lot.is_none())?;
            Some((Place::from(&key_of(tenant, &freeze.warehouse, line)), lot))
        })
        .collect();
    spots.sort();
    spots.dedup();
    spots
}

/// Marks the lots that a recall names, or takes the mark away.
pub(in crate::rules) fn flag(
    plan: &mut Plan,
    freeze: &Freeze,
    book: &Book,
    tenant: &Tenant,
    no: Option<&str>,
) {
    let mut spots = recalled(freeze, tenant);
    spots.sort_by(|a, b| (&a.0.sku, &a.1).cmp(&(&b.0.sku, &b.1)));
    spots.dedup_by(|a, b| a.0.sku == b.0.sku && a.1 == b.1);
    for (place, lot) in spots {
        let known = book.lots.get(tenant, &place.sku, &lot);
        let was = known.map(|facts| facts.recall_no.is_some());
        if was == Some(no.is_none()) {
            plan.recalls.push(LotRecall {
                tenant: tenant.clone(),
                sku: place.sku,
                lot,
                recall_no: no.map(str::to_owned),
            });
        }
    }
}

/// Goods of a recalled lot are unlocked only by who lifts the recall: unlocked for any other reason they would be locked again at once.
///
/// # Errors
/// `STOCK_FROZEN`, with the lot and the lock that recalled it.
pub(in crate::rules) fn check_release(
    unfreeze: &Freeze,
    book: &Book,
    tenant: &Tenant,
) -> Outcome<()> {
    if unfreeze.reason == REASON {
        return Ok(());
    }
    for line in &unfreeze.lines {
        let Some(lot) = &line.lot else { continue };
        let known = book.lots.get(tenant, &line.sku, lot);
        if let Some(no) = known.and_then(|facts| facts.recall_no.as_deref()) {
            return Err(Refusal::new(
                Code::StockFrozen,
                format!(
                    "line {}: lot {lot} of sku {} is recalled by lock {no}: unlock it with reason {REASON}, which lifts the recall",
                    line.line_no, line.sku
                ),
            )
            .with("sku", &line.sku)
            .with("lotNo", lot));
        }
    }
    Ok(())
}

/// What ageing and recalls need beside what the document itself names.
pub(in crate::rules) fn accounts(command: &Command, tenant: &Tenant, accounts: &mut Accounts) {
    match command {
        Command::AgeOut(aged) => accounts.stocked.push(age::place(aged, tenant)),
        Command::Freeze(freeze) => {
            for (place, _) in recalled(freeze, tenant) {
                accounts.stocked.push(place.clone());
                accounts.holders.push(place);
            }
        }
        _ => {}
    }
}

/// A recall's lines over the pools in which the lot lies: a line that names no pool means all of them. What is asked for beyond what is free stays with the
/// shared pool, so that the answer tells it.
pub(in crate::rules) fn spread(freeze: &Freeze, book: &Book, tenant: &Tenant) -> Option<Freeze> {
    let spots = recalled(freeze, tenant);
    if spots.is_empty() || freeze.lines.iter().all(|line| line.pool.is_some()) {
        return None;
    }
    let mut lines = Vec::with_capacity(freeze.lines.len());
    for line in &freeze.lines {
        let shared = key_of(tenant, &freeze.warehouse, line);
        if line.pool.is_some() || shared.lot.is_none() {
            lines.push(line.clone());
            continue;
        }
        let place = Place::from(&shared);
        let mut rest = line.quantity;
        let here = book.pools_of(&place);
        for (key, balance) in here.filter(|(key, _)| key.lot == shared.lot && **key != shared) {
            let free = balance.get(Bucket::Available);
            // The shared pool is asked first; the others for what it does not have.
            let wanted = rest - book.quantity(&shared, Bucket::Available).max(0);
            let part = free.min(wanted);
            if part > 0 {
                lines.push(StockLine {
                    quantity: part,
                    pool: Some(key.pool.clone()),
                    ..line.clone()
                });
                rest -= part;
            }
        }
        lines.push(StockLine {
            quantity: rest,
            ..line.clone()
        });
    }
    Some(Freeze {
        lines,
        ..freeze.clone()
    })
}

/// Holds back the fulfilment orders that have goods of a recalled lot, and tells of them and of the unpaid orders that do.
pub(in crate::rules) fn hold_back(plan: &mut Plan, freeze: &Freeze, book: &Book, tenant: &Tenant) {
    let spots = recalled(freeze, tenant);
    if spots.is_empty() {
        return;
    }
    let recalled = |place: &Place, lot: &Lot| {
        spots
            .iter()
            .any(|(other, recalled)| other == place && recalled == lot)
    };
    let bound = book.fulfilments().values().filter(|bound| {
        let mut open = bound.lines.iter().filter(|line| line.open() > 0);
        open.any(|line| recalled(&Place::from(&bound.key_of(line)), &line.lot))
    });
    let mut hit_fulfilments = Vec::new();
    for bound in bound {
        hit_fulfilments.push(bound.no());
        if bound.handling.hold_reason.is_none() {
            let mut held: Fulfilment = bound.clone();
            held.handling.hold_reason = Some(REASON.to_owned());
            held.settle(book.now);
            plan.fulfilments.push(held);
        }
    }
    let unpaid = book.reservations().values().filter(|held| {
        let mut open = held.lines.iter().filter(|line| line.open() > 0);
        open.any(|line| {
            let key = crate::rules::preoccupation::key_of(&held.tenant, line);
            recalled(&Place::from(&key), &line.lot)
        })
    });
    let hit_reservations = unpaid.map(Reservation::no).collect();
    if let Body::Voucher(view) = &mut plan.answer.body {
        view.hit_fulfilments = hit_fulfilments;
        view.hit_reservations = hit_reservations;
    }
}

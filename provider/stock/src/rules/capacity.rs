//! Capacity of sites: whatever a command does to a reservation that was sourced by rules, the counters of its waves follow in the same transaction. Held
//! with the hold, kept when it is paid, given back when it is cancelled or runs out; of a paid order, when its fulfilment order is given up before it ships.

use std::collections::{BTreeMap, BTreeSet};

use crate::book::{Book, Documents, FulfilmentRef, Plan};
use crate::command::{Command, Target};
use crate::counter::CounterKey;
use crate::fulfilment::{Discrepancy, FulfilCommand};
use crate::ids::{FulfilmentNo, Tenant};
use crate::paper::PaperKind;
use crate::reservation::{Reservation, reservation_no};
use crate::sourcing::held::{self, Verdict};

/// Counters that a command may change.
pub(super) fn counters(command: &Command, tenant: &Tenant, book: &Book) -> Vec<CounterKey> {
    let target = match command {
        Command::PreOccupy(hold) => {
            let mut keys = Vec::new();
            if let Some(Verdict::Take(take)) = hold.sourcing.as_ref().and_then(|s| s.found.as_ref())
            {
                for slot in &take.sourced.slots {
                    let counters = held::counters(tenant, slot);
                    keys.extend(counters.into_iter().flatten().map(|(key, _)| key));
                }
            }
            let before = book.latest_of(tenant, &hold.order_no);
            keys.extend(before.map_or_else(Vec::new, held::counters_of));
            return keys;
        }
        Command::Confirm(confirm) => confirm.target.clone(),
        Command::Cancel(cancel) => cancel.target.clone(),
        Command::Amend(amend) => amend.target.clone(),
        Command::Expire(no) => Target::Reservation(no.clone()),
        Command::Fulfil(command) => {
            let found = moved(command, tenant, book).and_then(|no| {
                let fo = book.fulfilment(tenant, no)?;
                book.reservations().get(&fo.reservation_id)
            });
            return found.map_or_else(Vec::new, held::counters_of);
        }
        _ => return Vec::new(),
    };
    book.reservation(tenant, &target)
        .map_or_else(Vec::new, held::counters_of)
}

/// The fulfilment order that a command gives something up of, sends from another site, or finds to have left although it was given up.
fn moved<'a>(
    command: &'a FulfilCommand,
    tenant: &Tenant,
    book: &'a Book,
) -> Option<&'a FulfilmentNo> {
    match command {
        FulfilCommand::Cancel(cancel) => Some(&cancel.fo_no),
        FulfilCommand::Resource(elsewhere) => Some(&elsewhere.fo_no),
        FulfilCommand::Decide(decide) => {
            let paper = book.paper(tenant, PaperKind::Discrepancy, &decide.no)?;
            Discrepancy::of(paper)?.fo_no.as_ref()
        }
        _ => None,
    }
}

/// What decides how much a reservation takes of its sites: of a fulfilment order that is given up, its reservation and all its fulfilment orders; of a
/// reservation that is paid in part, these.
pub(super) fn documents(
    command: &Command,
    tenant: &Tenant,
    book: &Book,
    documents: &mut Documents,
) {
    let target = match command {
        Command::Fulfil(command) => {
            let fo = moved(command, tenant, book).and_then(|no| book.fulfilment(tenant, no));
            if let Some(fo) = fo.filter(|fo| fo.reservation_id != 0) {
                let no = reservation_no(fo.reservation_id);
                let target = (tenant.clone(), Target::Reservation(no));
                documents.reservations.push(target);
                let all = FulfilmentRef::OfOrder(tenant.clone(), fo.order_no.clone());
                documents.fulfilments.push(all);
            }
            return;
        }
        Command::Confirm(confirm) => confirm.target.clone(),
        Command::Cancel(cancel) => cancel.target.clone(),
        Command::Amend(amend) => amend.target.clone(),
        Command::Expire(no) => Target::Reservation(no.clone()),
        _ => return,
    };
    let found = book.reservation(tenant, &target);
    if let Some(found) = found.filter(|found| is_paid_in_part(found)) {
        let all = FulfilmentRef::OfOrder(tenant.clone(), found.order_no.clone());
        documents.fulfilments.push(all);
    }
}

/// Whether fulfilment orders decide what a reservation that is still open takes of its sites.
#[must_use]
pub fn is_paid_in_part(reservation: &Reservation) -> bool {
    reservation.sourced.is_some()
        && reservation.open_quantity() > 0
        && reservation.lines.iter().any(|line| line.confirmed > 0)
}

/// Adds to a plan what its reservations, with its fulfilment orders, take of or give back to their sites. Only a new hold is bounded: what changes one that
/// stands is not refused for capacity.
pub(super) fn count(plan: &mut Plan, book: &Book) {
    let changed = plan.reservations.iter().map(|after| after.id);
    let of_changed = plan.fulfilments.iter().map(|after| after.reservation_id);
    let changed: BTreeSet<i64> = changed.chain(of_changed).collect();
    for id in changed {
        let before = book.reservations().get(&id);
        let after = plan.reservations.iter().find(|after| after.id == id);
        let Some(after) = after.or(before) else {
            continue;
        };
        let was = before.map_or_else(Vec::new, |before| {
            held::counted(before, book.fulfilments().values())
        });
        let untouched = book.fulfilments().values();
        let untouched = untouched.filter(|fo| plan.fulfilments.iter().all(|f| f.id != fo.id));
        let is = held::counted(after, untouched.chain(&plan.fulfilments));
        let bounds = bounds(after);
        let mut change: BTreeMap<CounterKey, i64> = BTreeMap::new();
        for (key, taken) in is {
            *change.entry(key).or_default() += taken;
        }
        for (key, taken) in was {
            *change.entry(key).or_default() -= taken;
        }
        for (key, delta) in change.into_iter().filter(|(_, delta)| *delta != 0) {
            let bound = (before.is_none() && delta > 0).then(|| bounds.get(&key).copied());
            plan.counts.push((key, delta, bound.flatten()));
        }
    }
}

/// What each counter of a reservation may come to.
fn bounds(reservation: &Reservation) -> BTreeMap<CounterKey, i64> {
    let slots = reservation.sourced.iter().flat_map(|found| &found.slots);
    slots
        .flat_map(|slot| held::counters(&reservation.tenant, slot))
        .flatten()
        .collect()
}

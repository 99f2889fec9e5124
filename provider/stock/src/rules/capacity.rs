//! Capacity of sites: whatever a command does to a reservation that was sourced by rules, the counters of its waves follow in the same transaction. Held
//! with the hold, kept when it is paid, given back when it is cancelled or runs out; of a paid order, when its fulfilment order is given up before it ships.

use crate::book::{Book, Documents, FulfilmentRef, Plan};
use crate::command::{Command, Target};
use crate::counter::CounterKey;
use crate::fulfilment::FulfilCommand;
use crate::ids::Tenant;
use crate::reservation::{Reservation, reservation_no};
use crate::sourcing::ask::Slot;
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
            keys.extend(before.map_or_else(Vec::new, of_reservation));
            return keys;
        }
        Command::Confirm(confirm) => confirm.target.clone(),
        Command::Cancel(cancel) => cancel.target.clone(),
        Command::Amend(amend) => amend.target.clone(),
        Command::Expire(no) => Target::Reservation(no.clone()),
        Command::Fulfil(FulfilCommand::Cancel(cancel)) => {
            let fo = book.fulfilment(tenant, &cancel.fo_no);
            let found = fo.and_then(|fo| book.reservations().get(&fo.reservation_id));
            return found.map_or_else(Vec::new, of_reservation);
        }
        _ => return Vec::new(),
    };
    book.reservation(tenant, &target)
        .map_or_else(Vec::new, of_reservation)
}

fn of_reservation(reservation: &Reservation) -> Vec<CounterKey> {
    let Some(sourced) = &reservation.sourced else {
        return Vec::new();
    };
    let slots = sourced.slots.iter();
    slots
        .flat_map(|slot| held::counters(&reservation.tenant, slot))
        .flatten()
        .map(|(key, _)| key)
        .collect()
}

/// The reservation of a fulfilment order that is given up, and its other fulfilment orders: what they still send decides what its sites are relieved of.
pub(super) fn documents(
    command: &Command,
    tenant: &Tenant,
    book: &Book,
    documents: &mut Documents,
) {
    let Command::Fulfil(FulfilCommand::Cancel(cancel)) = command else {
        return;
    };
    let fo = book.fulfilment(tenant, &cancel.fo_no);
    if let Some(fo) = fo.filter(|fo| fo.reservation_id != 0) {
        let no = reservation_no(fo.reservation_id);
        let target = (tenant.clone(), Target::Reservation(no));
        documents.reservations.push(target);
        let all = FulfilmentRef::OfOrder(tenant.clone(), fo.order_no.clone());
        documents.fulfilments.push(all);
    }
}

/// Order lines for which a site still has something to do, or has sent something, after a plan or before it.
fn still_sent(
    plan: Option<&Plan>,
    reservation: &Reservation,
    slot: &Slot,
    book: &Book,
) -> (i64, i64) {
    let mut lines: Vec<i64> = Vec::new();
    let unpaid = reservation.lines.iter();
    let unpaid = unpaid.filter(|line| line.warehouse == slot.warehouse && line.open() > 0);
    lines.extend(unpaid.map(|line| line.order_line_no));
    for stored in book.fulfilments().values() {
        let changed = plan.and_then(|plan| plan.fulfilments.iter().find(|f| f.id == stored.id));
        let fo = changed.unwrap_or(stored);
        if fo.reservation_id == reservation.id && fo.warehouse == slot.warehouse {
            let bound = fo.lines.iter().filter(|l| l.allocated > l.deallocated);
            lines.extend(bound.map(|line| line.order_line_no));
        }
    }
    lines.sort_unstable();
    lines.dedup();
    let lines = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    (lines.min(1), lines)
}

/// What is given up of paid orders relieves the sites that were to send it.
fn relieve(plan: &mut Plan, command: &Command, tenant: &Tenant, book: &Book) {
    let Command::Fulfil(FulfilCommand::Cancel(cancel)) = command else {
        return;
    };
    let fo = book.fulfilment(tenant, &cancel.fo_no);
    let reservation = fo.and_then(|fo| book.reservations().get(&fo.reservation_id));
    let slots = reservation.and_then(|found| Some((found, &found.sourced.as_ref()?.slots)));
    let Some((reservation, slots)) = slots else {
        return;
    };
    for slot in slots {
        let was = still_sent(None, reservation, slot, book);
        let is = still_sent(Some(plan), reservation, slot, book);
        let [orders, lines] = held::counters(tenant, slot);
        for (counter, change) in [(orders, is.0 - was.0), (lines, is.1 - was.1)] {
            if let Some((key, _)) = counter.filter(|_| change < 0) {
                plan.counts.push((key, change, None));
            }
        }
    }
}

/// Adds to a plan what its reservations take of or give back to their sites. Only a new hold is bounded: what changes one that stands is not refused for
/// capacity.
pub(super) fn count(plan: &mut Plan, command: &Command, tenant: &Tenant, book: &Book) {
    relieve(plan, command, tenant, book);
    for after in &plan.reservations {
        let Some(sourced) = &after.sourced else {
            continue;
        };
        let before = book.reservations().get(&after.id);
        for slot in &sourced.slots {
            let was = before.map_or((0, 0), |before| held::load(before, slot));
            let is = held::load(after, slot);
            let [orders, lines] = held::counters(&after.tenant, slot);
            for (counter, change) in [(orders, is.0 - was.0), (lines, is.1 - was.1)] {
                let Some((key, most)) = counter.filter(|_| change != 0) else {
                    continue;
                };
                let bound = (before.is_none() && change > 0).then_some(most);
                plan.counts.push((key, change, bound));
            }
        }
    }
}

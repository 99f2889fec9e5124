//! Capacity of sites: whatever a command does to a reservation that was sourced by rules, the counters of its waves follow in the same transaction. Held
//! with the hold, kept when it is paid, given back when it is cancelled or runs out.

use crate::book::{Book, Plan};
use crate::command::{Command, Target};
use crate::counter::CounterKey;
use crate::ids::Tenant;
use crate::reservation::Reservation;
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

/// Adds to a plan what its reservations take of or give back to their sites. Only a new hold is bounded: what changes one that stands is not refused for
/// capacity.
pub(super) fn count(plan: &mut Plan, book: &Book) {
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

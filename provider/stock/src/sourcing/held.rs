//! From a plan to a hold: what an order takes from where, and what capacity that is.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::ask::{Ask, Slot};
use super::plan::Plan;
use crate::answer::Shortage;
use crate::code::Code;
use crate::counter::{CounterKey, CounterKind};
use crate::ids::{Tenant, Warehouse};
use crate::reservation::{Fulfilment, Reservation};

/// How a hold is to be sourced. What the caller asked is part of the command; what the search found is not, so a second try with another plan is the
/// same command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sourcing {
    /// Name of the policy, where the caller named one.
    pub policy: Option<String>,
    /// The plan to hold by, where the caller named one.
    pub plan_no: Option<String>,
    /// What the search came to.
    #[serde(skip)]
    pub found: Option<Verdict>,
}

impl Sourcing {
    /// Whether the caller said nothing of it: a hold that is sourced only because somebody wrote a policy for its channel is the request it was before.
    #[must_use]
    pub fn is_unnamed(of: &Option<Box<Self>>) -> bool {
        of.as_ref()
            .is_none_or(|sourcing| sourcing.policy.is_none() && sourcing.plan_no.is_none())
    }
}

/// What a search came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Take this.
    Take(Allocation),
    /// There is no plan; told to the caller and remembered under his key like any refusal.
    Refuse {
        /// Why.
        code: Code,
        /// In words.
        message: String,
        /// What is short.
        shortages: Vec<Shortage>,
    },
}

/// A plan made ready to be held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allocation {
    /// What each site sends.
    pub takes: Vec<Share>,
    /// What no site sends; only for holds in mode `PARTIAL`.
    pub shortages: Vec<Shortage>,
    /// By which plan.
    pub sourced: Sourced,
}

/// So much of a line from a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// The order's line.
    pub line_no: i64,
    /// The site.
    pub warehouse: Warehouse,
    /// How many units of the line: kits, for a kit.
    pub units: i64,
}

/// By which plan an order was held, and where its capacity is counted. Kept with the reservation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sourced {
    /// The plan's number; what it was is told by its trace while that is kept.
    pub plan_no: Option<String>,
    /// The policy that decided.
    pub policy: String,
    /// Waves of sites of which the capacity is counted.
    #[serde(default)]
    pub slots: Vec<Slot>,
}

impl Plan {
    /// The plan as a hold takes it.
    #[must_use]
    pub fn allocation(&self, plan_no: Option<String>) -> Allocation {
        let parcels = || self.parcels.iter();
        Allocation {
            takes: parcels()
                .flat_map(|parcel| {
                    parcel.units.iter().map(|(line_no, units)| Share {
                        line_no: *line_no,
                        warehouse: parcel.warehouse.clone(),
                        units: *units,
                    })
                })
                .collect(),
            shortages: self.shortages.clone(),
            sourced: Sourced {
                plan_no,
                policy: self.policy.name.clone(),
                slots: parcels().filter_map(|parcel| parcel.slot.clone()).collect(),
            },
        }
    }

    /// Why there is no plan for all of a question, in words.
    #[must_use]
    pub fn refusal(&self, ask: &Ask) -> String {
        let area = ask.area.as_ref().map_or("(none)", |area| area.as_str());
        let way_out = match self.cause {
            Some(Code::NotInArea) => {
                "no open site covers it: extend the coverage or take another area"
            }
            Some(Code::CapacityFull) => {
                "the sites that have the goods are booked out: try another day or raise their capacity"
            }
            Some(Code::LotAgeUnmet) => "there are only older goods: allow a greater age",
            Some(Code::SplitNotAllowed) => {
                "the goods are there, but not as few parcels as the policy allows: allow more, or split the order"
            }
            Some(Code::NoSource) => {
                "the sites that have the goods are excluded or too late: require a later date or change the rules"
            }
            _ => {
                "order no more than is there, hold in mode PARTIAL, or try again after the next receipt"
            }
        };
        let short: Vec<String> = self
            .shortages
            .iter()
            .take(5)
            .map(|short| format!("{} wanted {} has {}", short.sku, short.need, short.have))
            .collect();
        let short = if short.is_empty() {
            "nothing".to_owned()
        } else {
            short.join(", ")
        };
        format!(
            "no plan under policy {} for area {area}: {short}; {way_out}",
            self.policy.name
        )
    }
}

/// What a reservation takes of a slot's capacity, as it and its fulfilment orders stand: one order while the site holds or was to send anything of it, and
/// the order lines of which that is so. What is given up before it ships counts no more; what the site was to send and could not does, and so does what it
/// sent.
#[must_use]
pub fn load<'f>(
    reservation: &Reservation,
    slot: &Slot,
    fulfilments: impl Iterator<Item = &'f Fulfilment>,
) -> (i64, i64) {
    let of_slot =
        |fo: &&Fulfilment| fo.reservation_id == reservation.id && fo.warehouse == slot.warehouse;
    // By order line: whether any of it is still to be sent, or was.
    let mut bound: BTreeMap<i64, bool> = BTreeMap::new();
    for line in fulfilments.filter(of_slot).flat_map(|fo| &fo.lines) {
        let missing = line.progress.short_closed + line.progress.resourced;
        let given_up = line.deallocated - missing;
        *bound.entry(line.order_line_no).or_default() |= line.allocated > given_up;
    }
    let here = reservation.lines.iter();
    let here = here.filter(|line| line.warehouse == slot.warehouse);
    let taken = here.filter(|line| {
        let paid = line.confirmed > 0 && bound.get(&line.order_line_no) != Some(&false);
        line.open() > 0 || paid
    });
    let lines: BTreeSet<i64> = taken.map(|line| line.order_line_no).collect();
    let lines = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    (lines.min(1), lines)
}

/// Counters of all slots a reservation was held in.
#[must_use]
pub fn counters_of(reservation: &Reservation) -> Vec<CounterKey> {
    let slots = reservation.sourced.iter().flat_map(|found| &found.slots);
    slots
        .flat_map(|slot| counters(&reservation.tenant, slot))
        .flatten()
        .map(|(key, _)| key)
        .collect()
}

/// What a reservation counts, by counter.
#[must_use]
pub fn counted<'f>(
    reservation: &Reservation,
    fulfilments: impl Iterator<Item = &'f Fulfilment> + Clone,
) -> Vec<(CounterKey, i64)> {
    let slots = reservation.sourced.iter().flat_map(|found| &found.slots);
    let mut all = Vec::new();
    for slot in slots {
        let load = load(reservation, slot, fulfilments.clone());
        let [orders, lines] = counters(&reservation.tenant, slot);
        all.extend(orders.map(|(key, _)| (key, load.0)));
        all.extend(lines.map(|(key, _)| (key, load.1)));
    }
    all
}

/// The counters of a slot: its orders and its lines, each where it has a bound.
#[must_use]
pub fn counters(tenant: &Tenant, slot: &Slot) -> [Option<(CounterKey, i64)>; 2] {
    let counter = |kind: CounterKind, most: Option<i64>| {
        most.map(|most| {
            let key = CounterKey {
                tenant: tenant.clone(),
                kind,
                key: slot.key(),
            };
            (key, most)
        })
    };
    [
        counter(CounterKind::SiteOrders, slot.orders),
        counter(CounterKind::SiteLines, slot.lines),
    ]
}

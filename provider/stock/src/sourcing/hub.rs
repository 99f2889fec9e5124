//! Gathering at a hub: the goods of several sites travel to one that sends them on as one parcel.

use super::candidates::{Found, Sight};
use super::place::Placed;
use super::plan::Hub;
use super::problem::{Candidate, Problem};
use super::rules::SiteKind;
use crate::ids::Moment;

/// The cheapest hub that is cheaper than sending each parcel by itself and still in time: by the date the order requires, else no later than the parcels.
pub(super) fn gather(
    sight: &Sight<'_>,
    found: &Found,
    problem: &Problem,
    placed: &Placed,
) -> Option<Hub> {
    if !sight.policy.consolidate || placed.sites.len() < 2 {
        return None;
    }
    let parcels = placed
        .sites
        .iter()
        .filter_map(|site| found.candidates[*site].arrive_at);
    let bound = sight.ask.required_by.or_else(|| parcels.max())?;
    found
        .hubs
        .iter()
        .filter_map(|hub| by_way_of(sight, found, problem, placed, hub))
        .filter(|hub| hub.freight < placed.figures.cost && hub.arrive_at <= bound)
        .min_by(|a, b| {
            (a.freight, a.arrive_at, &a.warehouse).cmp(&(b.freight, b.arrive_at, &b.warehouse))
        })
}

fn by_way_of(
    sight: &Sight<'_>,
    found: &Found,
    problem: &Problem,
    placed: &Placed,
    hub: &Candidate,
) -> Option<Hub> {
    let network = &sight.facts.network.sourcing;
    let site = network.site(&hub.warehouse);
    if !matches!(site.kind, SiteKind::Central | SiteKind::Regional) || site.area.as_str().is_empty()
    {
        return None;
    }
    let (mut freight, mut weight) = (0_i64, 0_i64);
    let mut gathered_at: Moment = sight.seen.at;
    for from in &placed.sites {
        let takes = placed.takes.iter().filter(|take| take.site == *from);
        let grams = takes.map(|take| {
            problem.bundles[take.bundle]
                .grams
                .saturating_mul(take.units)
        });
        let grams = grams.fold(0, i64::saturating_add);
        weight = weight.saturating_add(grams);
        let warehouse = &found.candidates[*from].warehouse;
        if *warehouse == hub.warehouse {
            continue;
        }
        let rows = sight.rules.coverage(&site.area, sight.seen.at);
        let way = rows
            .into_iter()
            .filter(|row| row.warehouse == *warehouse && row.lead_hours.is_some());
        let way = way.min_by_key(|row| (row.freight(grams), row.lead_hours))?;
        let leaves = network.departure(sight.rules, warehouse, sight.seen.at)?;
        gathered_at = gathered_at.max(leaves.promise(way.lead_hours?).arrive_at);
        freight = freight.saturating_add(way.freight(grams));
    }
    let onward = network.departure(sight.rules, &hub.warehouse, gathered_at)?;
    Some(Hub {
        warehouse: hub.warehouse.clone(),
        freight: freight.saturating_add(hub.way.freight(weight)),
        arrive_at: onward.promise(hub.way.lead_hours?).arrive_at,
    })
}

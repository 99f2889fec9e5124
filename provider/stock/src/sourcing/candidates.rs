//! From sites to candidates: which may send what, how it would travel, when it arrives, and why the others may not.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::ask::{Ask, Seen, Slot, StockRow};
use super::calendar::Day;
use super::demand::Demand;
use super::network::Site;
use super::problem::{Candidate, HOURS_UNKNOWN, Problem};
use super::rules::{Aim, CoverageRule, Exclusion, Policy, Rules, SiteKind};
use crate::facts::Facts;
use crate::ids::{Area, Moment, Pool, Sku, Warehouse};
use crate::movement::codes;
use crate::policy::{CANDIDATES_MAX, LOW_QUANTITY_MAX};

codes! {
    /// Why a site cannot be a source.
    Why {
        /// It does not serve the area.
        NotInArea = "NOT_IN_AREA",
        /// It is closed, or takes returns only.
        Closed = "CLOSED",
        /// It has none of the goods.
        NoStock = "NO_STOCK",
        /// It has no capacity left.
        CapacityFull = "CAPACITY_FULL",
        /// A rule or the question excludes it, or enough others go before it.
        Excluded = "EXCLUDED",
        /// It cannot deliver in time.
        TooLate = "TOO_LATE",
        /// It has older lots only.
        LotAge = "LOT_AGE",
    }
}

/// A site that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Looked {
    /// The site.
    pub warehouse: Warehouse,
    /// Why it is no candidate; absent for one that is.
    pub why_not: Option<Why>,
    /// Lines it could send in full.
    pub lines_covered: usize,
    /// When it could deliver.
    pub arrive_at: Option<Moment>,
}

/// What is free of an item in a site, by pool in the order they are drawn from.
pub(super) type Pools = Vec<(Pool, i64)>;

/// Everything the looking came to.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) candidates: Vec<Candidate>,
    /// The counted slot of each candidate.
    pub(super) slots: Vec<Option<Slot>>,
    /// What each candidate has free of each item, by pool.
    pub(super) pools: Vec<Vec<Pools>>,
    pub(super) looked: Vec<Looked>,
    /// Sites that could gather the goods of others: candidates, and those that only have nothing themselves.
    pub(super) hubs: Vec<Candidate>,
}

/// What candidates are made from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sight<'a> {
    pub(super) ask: &'a Ask,
    pub(super) seen: &'a Seen,
    pub(super) rules: &'a Rules,
    pub(super) facts: &'a Facts,
    pub(super) policy: &'a Policy,
    pub(super) demand: &'a Demand,
}

/// Stock of the question by site and SKU.
type Shelves<'a> = BTreeMap<(&'a Warehouse, &'a Sku), Vec<&'a StockRow>>;

/// Looks at every site.
pub(super) fn find(sight: &Sight<'_>) -> Found {
    let mut shelves: Shelves<'_> = BTreeMap::new();
    for row in &sight.seen.stock {
        shelves
            .entry((&row.warehouse, &row.sku))
            .or_default()
            .push(row);
    }
    let ways = sight.ways();
    let mut sites: BTreeSet<&Warehouse> = ways.keys().copied().collect();
    sites.extend(shelves.keys().map(|(warehouse, _)| *warehouse));
    let mut judged: Vec<Judged> = sites
        .into_iter()
        .map(|site| sight.judge(site, ways.get(site).map(Vec::as_slice), &shelves))
        .collect();
    // The best of very many.
    let mut open: Vec<usize> = (0..judged.len())
        .filter(|at| judged[*at].looked.why_not.is_none())
        .collect();
    open.sort_by_key(|at| (judged[*at].candidate.way.priority, *at));
    for at in open.into_iter().skip(CANDIDATES_MAX) {
        judged[at].looked.why_not = Some(Why::Excluded);
    }
    let mut found = Found {
        candidates: Vec::new(),
        slots: Vec::new(),
        pools: Vec::new(),
        looked: Vec::with_capacity(judged.len()),
        hubs: Vec::new(),
    };
    for site in judged {
        let gathers = matches!(site.looked.why_not, None | Some(Why::NoStock));
        if gathers && sight.policy.consolidate {
            found.hubs.push(site.candidate.clone());
        }
        if site.looked.why_not.is_none() {
            found.candidates.push(site.candidate);
            found.slots.push(site.slot);
            found.pools.push(site.pools);
        }
        found.looked.push(site.looked);
    }
    found
}

/// One site, looked at.
struct Judged {
    looked: Looked,
    candidate: Candidate,
    slot: Option<Slot>,
    pools: Vec<Pools>,
}

impl<'a> Sight<'a> {
    /// The ways that sites have to the area. Without an area: every open site, by a way of which nothing is known.
    fn ways(&self) -> BTreeMap<&'a Warehouse, Vec<CoverageRule>> {
        let mut ways: BTreeMap<&Warehouse, Vec<CoverageRule>> = BTreeMap::new();
        if let Some(area) = &self.ask.area {
            for row in self.rules.coverage(area, self.seen.at) {
                ways.entry(&row.warehouse).or_default().push(row.clone());
            }
            return ways;
        }
        let sites = self.facts.network.warehouses.keys();
        for warehouse in sites.filter(|site| self.facts.network.is_open(site)) {
            ways.insert(warehouse, vec![unknown_way(warehouse)]);
        }
        ways
    }

    fn judge(
        &self,
        warehouse: &Warehouse,
        ways: Option<&[CoverageRule]>,
        shelves: &Shelves<'_>,
    ) -> Judged {
        let site = self.facts.network.sourcing.site(warehouse);
        let departure = self
            .facts
            .network
            .sourcing
            .departure(self.rules, warehouse, self.seen.at);
        let (way, barred) = self.best_way(warehouse, ways);
        let promise = departure
            .zip(way.lead_hours)
            .map(|(departure, hours)| departure.promise(hours));
        let pools: Vec<Pools> = (0..self.demand.items.len())
            .map(|item| self.pools(item, warehouse, &site, shelves, true))
            .collect();
        let slot = departure.and_then(|departure| Slot::of(warehouse, &departure));
        let load = slot
            .as_ref()
            .and_then(|slot| self.seen.loads.get(&slot.key()))
            .copied()
            .unwrap_or_default();
        let left =
            |most: Option<i64>, held: i64| most.map_or(i64::MAX, |most| (most - held).max(0));
        let candidate = Candidate {
            warehouse: warehouse.clone(),
            last: self.policy.supplier_last && site.kind == SiteKind::Supplier,
            hours: promise.map_or(HOURS_UNKNOWN, |promise| {
                hours_until(self.seen.at, promise.arrive_at)
            }),
            arrive_at: promise.map(|promise| promise.arrive_at),
            order_by: promise.map(|promise| promise.order_by),
            free: pools
                .iter()
                .map(|pools| pools.iter().map(|(_, free)| free).sum())
                .collect(),
            lines_left: left(slot.as_ref().and_then(|slot| slot.lines), load.lines),
            way,
            barred,
        };
        let full = left(slot.as_ref().and_then(|slot| slot.orders), load.orders) == 0
            || candidate.lines_left == 0;
        let lines_covered = self.lines_covered(&candidate);
        let open = self.facts.network.is_open(warehouse);
        let late = self
            .ask
            .required_by
            .is_some_and(|by| candidate.arrive_at.is_none_or(|at| at > by));
        let why_not = if !open || site.kind == SiteKind::Return || departure.is_none() {
            Some(Why::Closed)
        } else if self.ask.excluded.contains(warehouse)
            || candidate.barred.iter().all(|barred| *barred)
        {
            Some(Why::Excluded)
        } else if ways.is_none() {
            Some(Why::NotInArea)
        } else if late {
            Some(Why::TooLate)
        } else if candidate.free.iter().all(|free| *free == 0) {
            let aged = (0..self.demand.items.len()).any(|item| {
                !self
                    .pools(item, warehouse, &site, shelves, false)
                    .is_empty()
            });
            Some(if aged { Why::LotAge } else { Why::NoStock })
        } else if full {
            Some(Why::CapacityFull)
        } else {
            None
        };
        Judged {
            looked: Looked {
                warehouse: warehouse.clone(),
                why_not,
                lines_covered,
                arrive_at: candidate.arrive_at,
            },
            candidate,
            slot,
            pools,
        }
    }

    /// The level of service a site would use, and the bundles it must not send: the level that may send most, then one that is in time, then the one that
    /// comes first under the policy's aims.
    fn best_way(
        &self,
        warehouse: &Warehouse,
        ways: Option<&[CoverageRule]>,
    ) -> (CoverageRule, Vec<bool>) {
        let by_hours = self
            .policy
            .objectives
            .iter()
            .find_map(|objective| match objective.aim {
                Aim::Hours => Some(true),
                Aim::Cost => Some(false),
                _ => None,
            });
        let judged = ways.unwrap_or_default().iter().map(|way| {
            let barred = self.barred(warehouse, way);
            let bars = barred.iter().filter(|barred| **barred).count();
            let promise =
                self.facts
                    .network
                    .sourcing
                    .departure(self.rules, warehouse, self.seen.at);
            let arrive_at = promise
                .zip(way.lead_hours)
                .map(|(d, hours)| d.promise(hours).arrive_at);
            let late = self
                .ask
                .required_by
                .is_some_and(|by| arrive_at.is_none_or(|at| at > by));
            let hours = way.lead_hours.unwrap_or(HOURS_UNKNOWN);
            let aims = if by_hours == Some(true) {
                (hours, way.freight(1_000))
            } else {
                (way.freight(1_000), hours)
            };
            ((bars, late, aims, way.level.clone()), way, barred)
        });
        match judged.min_by(|a, b| a.0.cmp(&b.0)) {
            Some((_, way, barred)) => (way.clone(), barred),
            None => {
                let way = unknown_way(warehouse);
                let barred = self.barred(warehouse, &way);
                (way, barred)
            }
        }
    }

    /// Bundles that a site must not send by a way.
    fn barred(&self, warehouse: &Warehouse, way: &CoverageRule) -> Vec<bool> {
        let bars = |sku: &Sku| {
            let category = self
                .facts
                .skus
                .get(sku)
                .map_or("", |facts| facts.category.as_str());
            self.rules.exclusions.iter().any(|rule| {
                excludes(
                    rule,
                    (sku, category),
                    warehouse,
                    self.ask.area.as_ref(),
                    &way.level,
                )
            })
        };
        let bundles = self.demand.bundles.iter();
        bundles
            .map(|bundle| {
                let lines = bundle
                    .lines
                    .iter()
                    .any(|line| bars(&self.ask.lines[*line].sku));
                lines
                    || bundle
                        .needs
                        .iter()
                        .any(|(item, _)| bars(&self.demand.items[*item].0))
            })
            .collect()
    }

    /// What may be drawn of an item in a site: the channel's pool, then what the shared one has above its safety stock, young enough goods only.
    fn pools(
        &self,
        item: usize,
        warehouse: &Warehouse,
        site: &Site,
        shelves: &Shelves<'_>,
        by_age: bool,
    ) -> Pools {
        let (sku, owner, age) = &self.demand.items[item];
        let Some(rows) = shelves.get(&(warehouse, sku)) else {
            return Vec::new();
        };
        let oldest = age
            .filter(|_| by_age)
            .map(|days| Day::of(self.seen.at).plus(-days));
        let sum = |pool: &Pool, oldest: Option<Day>| -> i64 {
            let rows = rows
                .iter()
                .filter(|row| row.pool == *pool && row.owner == *owner);
            let young = rows.filter(|row| {
                oldest.is_none_or(|oldest| row.produced.is_some_and(|day| day >= oldest))
            });
            young.map(|row| row.available).fold(0, i64::saturating_add)
        };
        let mut pools: Pools = Vec::with_capacity(2);
        if let Some(channel) = &self.ask.channel {
            let pool = Pool::of_channel(channel);
            let free = sum(&pool, oldest);
            pools.push((pool, free));
        }
        if self.facts.network.shared_allowed(self.ask.channel.as_ref()) {
            let pool = Pool::shared();
            let all = sum(&pool, None);
            // Never less than what every hold keeps back, or the plan could not be taken.
            let safety = self.facts.skus.get(sku).map_or(0, |facts| {
                let by_rule = self.facts.safety(self.rules, (sku, facts), warehouse, all);
                by_rule.max(facts.safety_in(warehouse))
            });
            let kept = safety.max(0).saturating_add(self.kept_for_neighbours(site));
            let free = all.saturating_sub(kept).max(0).min(sum(&pool, oldest));
            let sure = i128::from(free) * i128::from(site.confidence.clamp(0, 100)) / 100;
            pools.push((pool, i64::try_from(sure).unwrap_or(free)));
        }
        pools.retain(|(_, free)| *free > 0);
        pools
    }

    /// The last units of the only front site of an area stay for that area, where the policy says so.
    fn kept_for_neighbours(&self, site: &Site) -> i64 {
        let own_area = |area: &Area| {
            let (one, other) = (area.as_str(), site.area.as_str());
            one.starts_with(other) || other.starts_with(one)
        };
        let protects = self.policy.protect_front
            && site.kind == SiteKind::Front
            && !self.ask.area.as_ref().is_some_and(own_area);
        let only_one = || {
            let fronts = self.facts.network.sourcing.sites.values();
            fronts
                .filter(|other| other.kind == SiteKind::Front && other.area == site.area)
                .count()
                <= 1
        };
        if protects && only_one() {
            LOW_QUANTITY_MAX
        } else {
            0
        }
    }

    fn lines_covered(&self, candidate: &Candidate) -> usize {
        let problem = Problem {
            bundles: self.demand.bundles.clone(),
            candidates: vec![candidate.clone()],
            policy: self.policy.clone(),
        };
        let whole = |at: &usize| {
            let bundle = &problem.bundles[*at];
            bundle
                .needs
                .iter()
                .all(|(item, per)| per.saturating_mul(bundle.units) <= candidate.free[*item])
                && !candidate.barred[*at]
        };
        let covered = (0..problem.bundles.len()).filter(whole);
        covered.map(|at| problem.bundles[at].lines.len()).sum()
    }
}

fn excludes(
    rule: &Exclusion,
    (sku, category): (&Sku, &str),
    warehouse: &Warehouse,
    area: Option<&Area>,
    level: &str,
) -> bool {
    rule.category
        .as_deref()
        .is_none_or(|wanted| wanted == category)
        && rule.sku.as_ref().is_none_or(|wanted| wanted == sku)
        && rule
            .warehouse
            .as_ref()
            .is_none_or(|wanted| wanted == warehouse)
        && rule.area.as_ref().is_none_or(|wanted| {
            area.is_some_and(|area| area.as_str().starts_with(wanted.as_str()))
        })
        && rule.level.as_deref().is_none_or(|wanted| wanted == level)
}

/// A way of which nobody said anything.
fn unknown_way(warehouse: &Warehouse) -> CoverageRule {
    CoverageRule {
        warehouse: warehouse.clone(),
        area: Area::from(""),
        level: String::new(),
        priority: 0,
        lead_hours: None,
        first_kg: 0,
        next_kg: 0,
        parcel: 0,
        valid_from: None,
        valid_to: None,
    }
}

/// Hours from one moment to another, begun hours counted.
const fn hours_until(from: Moment, to: Moment) -> i64 {
    let ms = to.0.saturating_sub(from.0);
    ms.div_euclid(3_600_000) + if ms.rem_euclid(3_600_000) > 0 { 1 } else { 0 }
}

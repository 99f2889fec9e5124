//! The plan: what comes of a question, and why.

use serde::{Deserialize, Serialize};

use super::ask::{Ask, Seen, Slot};
use super::candidates::{self, Found, Looked, Pools, Sight, Why};
use super::demand::{self, Unasked};
use super::hub;
use super::place::Placed;
use super::problem::Problem;
use super::rules::{Aim, Policy, Rules, SiteKind};
use super::solve::{Solution, solve};
use crate::answer::Shortage;
use crate::code::Code;
use crate::facts::Facts;
use crate::ids::{Moment, Owner, Pool, Sku, Warehouse};

/// What one site would send.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parcel {
    /// The site.
    pub warehouse: Warehouse,
    /// Its kind.
    pub kind: SiteKind,
    /// What it would send, by line.
    pub lines: Vec<ParcelLine>,
    /// The same in units of the lines (kits, for a kit): line number and how many.
    pub units: Vec<(i64, i64)>,
    /// Freight in fen.
    pub freight: i64,
    /// When it arrives.
    pub arrive_at: Option<Moment>,
    /// The capacity it takes, where that is counted.
    pub slot: Option<Slot>,
}

/// So much of a line in a parcel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParcelLine {
    /// The order's line.
    pub line_no: i64,
    /// Owner of the goods.
    pub owner: Owner,
    /// SKU; the component of a kit.
    pub sku: Sku,
    /// From which pool.
    pub pool: Pool,
    /// How many.
    pub quantity: i64,
}

/// A site that gathers the parcels and sends them on as one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hub {
    /// The site.
    pub warehouse: Warehouse,
    /// Freight of all ways together, in fen.
    pub freight: i64,
    /// When the one parcel arrives.
    pub arrive_at: Moment,
}

/// A set of sites that was scored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The set.
    pub warehouses: Vec<Warehouse>,
    /// Its figures, one per aim of the policy.
    pub figures: Vec<i64>,
    /// The weighted sum in millionths; 0 where the aims are taken in order.
    pub total: i64,
}

/// What a question comes to. The trace of it, too: nothing else has to be known to explain it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The version of the rules that decided; empty for the catalogue's own.
    pub version: String,
    /// The policy that decided.
    pub policy: Policy,
    /// Parcels, the site that goes first for the area first.
    pub parcels: Vec<Parcel>,
    /// What no site sends.
    pub shortages: Vec<Shortage>,
    /// Why not, where there are shortages.
    pub cause: Option<Code>,
    /// Where the parcels are gathered.
    pub hub: Option<Hub>,
    /// Freight of all parcels in fen; by the hub where there is one.
    pub freight: i64,
    /// When the last parcel arrives.
    pub arrive_at: Option<Moment>,
    /// Order by then to keep the date.
    pub order_by: Option<Moment>,
    /// Every site that was looked at.
    pub looked: Vec<Looked>,
    /// The best sets, the chosen one first.
    pub choices: Vec<Choice>,
    /// Sets looked at in all.
    pub examined: u64,
    /// Whether the search was cut.
    pub truncated: bool,
}

impl Plan {
    /// Whether every line is covered.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.shortages.is_empty() && self.cause.is_none()
    }

    /// The sites that send.
    #[must_use]
    pub fn warehouses(&self) -> Vec<Warehouse> {
        let parcels = self.parcels.iter();
        parcels.map(|parcel| parcel.warehouse.clone()).collect()
    }
}

/// Finds the best plan under rules, from what was seen, within a number of steps.
///
/// # Errors
/// Unknown or suspended SKUs, a policy nobody wrote, more than can be counted.
pub fn plan(
    ask: &Ask,
    seen: &Seen,
    rules: &Rules,
    facts: &Facts,
    steps: u64,
) -> Result<Plan, Unasked> {
    let mut policy = rules
        .policy(ask.policy.as_deref(), ask.channel.as_ref())
        .ok_or_else(|| {
            let names = rules.policy_names().into_iter().map(str::to_owned);
            Unasked::UnknownPolicy(ask.policy.clone().unwrap_or_default(), names.collect())
        })?;
    if let Some(most) = ask.max_parcels {
        policy.max_parcels = policy.max_parcels.min(most);
    }
    let demand = demand::demand(ask, &policy, facts)?;
    let sight = Sight {
        ask,
        seen,
        rules,
        facts,
        policy: &policy,
        demand: &demand,
    };
    let found = candidates::find(&sight);
    let problem = Problem {
        bundles: demand.bundles.clone(),
        candidates: found.candidates.clone(),
        policy: policy.clone(),
    };
    let solution = solve(&problem, steps);
    Ok(Told {
        sight,
        found: &found,
        problem: &problem,
    }
    .told(solution))
}

/// From positions back to names.
struct Told<'a> {
    sight: Sight<'a>,
    found: &'a Found,
    problem: &'a Problem,
}

impl Told<'_> {
    fn told(&self, solution: Solution) -> Plan {
        let best = solution.best.as_ref();
        let parcels = best.map_or_else(Vec::new, |best| self.parcels(best));
        let hub = best.and_then(|best| hub::gather(&self.sight, self.found, self.problem, best));
        let missing = self.missing(best);
        let dates = || parcels.iter().map(|parcel| parcel.arrive_at);
        let latest = dates()
            .all(|date| date.is_some())
            .then(|| dates().flatten().max())
            .flatten();
        let order_by = best.and_then(|best| {
            let sites = best.sites.iter();
            sites
                .filter_map(|site| self.found.candidates[*site].order_by)
                .min()
        });
        Plan {
            version: self.sight.rules.version.clone(),
            policy: self.sight.policy.clone(),
            shortages: self.shortages(&missing),
            cause: (!missing.is_empty()).then(|| self.cause(&missing)),
            freight: hub.as_ref().map_or_else(
                || {
                    parcels
                        .iter()
                        .map(|parcel| parcel.freight)
                        .fold(0, i64::saturating_add)
                },
                |hub| hub.freight,
            ),
            arrive_at: hub.as_ref().map_or(latest, |hub| Some(hub.arrive_at)),
            order_by,
            hub,
            parcels,
            looked: self.found.looked.clone(),
            choices: self.choices(&solution),
            examined: solution.examined,
            truncated: solution.truncated,
        }
    }

    fn choices(&self, solution: &Solution) -> Vec<Choice> {
        let name = |site: &usize| self.found.candidates[*site].warehouse.clone();
        let options = solution.options.iter();
        options
            .map(|option| Choice {
                warehouses: option.sites.iter().map(name).collect(),
                figures: option.score.figures.clone(),
                total: i64::try_from(option.score.total).unwrap_or(i64::MAX),
            })
            .collect()
    }

    fn parcels(&self, best: &Placed) -> Vec<Parcel> {
        let mut sites = best.sites.clone();
        sites.sort_by_key(|site| (self.found.candidates[*site].way.priority, *site));
        let parcel = |site: &usize| {
            let candidate = &self.found.candidates[*site];
            let mut left = self.found.pools[*site].clone();
            let mut grams = 0_i64;
            let (mut lines, mut counted) = (Vec::new(), Vec::new());
            for take in best.takes.iter().filter(|take| take.site == *site) {
                let bundle = &self.problem.bundles[take.bundle];
                grams = grams.saturating_add(bundle.grams.saturating_mul(take.units));
                for line in &bundle.lines {
                    let units = if bundle.divisible {
                        take.units
                    } else {
                        self.sight.ask.lines[*line].quantity
                    };
                    self.lines_of(*line, units, &mut left, &mut lines);
                    counted.push((self.sight.ask.lines[*line].line_no, units));
                }
            }
            lines.sort_by(|a, b| (a.line_no, &a.sku).cmp(&(b.line_no, &b.sku)));
            Parcel {
                warehouse: candidate.warehouse.clone(),
                kind: self
                    .sight
                    .facts
                    .network
                    .sourcing
                    .site(&candidate.warehouse)
                    .kind,
                lines,
                units: counted,
                freight: candidate.way.freight(grams),
                arrive_at: candidate.arrive_at,
                slot: self.found.slots[*site].clone(),
            }
        };
        sites.iter().map(parcel).collect()
    }

    /// Units of a line in a parcel, drawn from the pools in order.
    fn lines_of(&self, line: usize, units: i64, left: &mut [Pools], lines: &mut Vec<ParcelLine>) {
        let asked = &self.sight.ask.lines[line];
        let kit = &self.sight.facts.skus[&asked.sku].kit;
        let parts: Vec<(&Sku, i64)> = if kit.is_empty() {
            vec![(&asked.sku, 1)]
        } else {
            kit.iter()
                .map(|part| (&part.sku, part.ratio.max(1)))
                .collect()
        };
        for (sku, ratio) in parts {
            let mut items = self.sight.demand.items.iter();
            let Some(item) = items.position(|(s, owner, _)| s == sku && *owner == asked.owner)
            else {
                continue;
            };
            let mut rest = units.saturating_mul(ratio);
            for (pool, free) in &mut left[item] {
                let quantity = rest.min(*free);
                if quantity > 0 {
                    *free -= quantity;
                    rest -= quantity;
                    lines.push(ParcelLine {
                        line_no: asked.line_no,
                        owner: asked.owner.clone(),
                        sku: sku.clone(),
                        pool: pool.clone(),
                        quantity,
                    });
                }
            }
        }
    }

    fn missing(&self, best: Option<&Placed>) -> Vec<(usize, i64)> {
        match best {
            Some(best) => best.missing.clone(),
            None => {
                let bundles = self.problem.bundles.iter().enumerate();
                bundles.map(|(at, bundle)| (at, bundle.units)).collect()
            }
        }
    }

    /// What all candidates together have of an item.
    fn total(&self, item: usize) -> i64 {
        let candidates = self.found.candidates.iter();
        candidates
            .map(|candidate| candidate.free[item])
            .fold(0, i64::saturating_add)
    }

    /// What the whole question wants of an item.
    fn wanted(&self, item: usize) -> i64 {
        let needs = self.problem.bundles.iter().flat_map(|bundle| {
            let needs = bundle.needs.iter().filter(move |(at, _)| *at == item);
            needs.map(|(_, per)| per.saturating_mul(bundle.units))
        });
        needs.fold(0, i64::saturating_add)
    }

    fn shortages(&self, missing: &[(usize, i64)]) -> Vec<Shortage> {
        let mut shortages = Vec::new();
        for (bundle, _) in missing {
            let bundle = &self.problem.bundles[*bundle];
            // The parts that are short in all; where none is, the line cannot be sent as it must be.
            let short = |need: &&(usize, i64)| self.wanted(need.0) > self.total(need.0);
            let any_short = bundle.needs.iter().any(|need| short(&need));
            for (item, _) in bundle.needs.iter().filter(|need| !any_short || short(need)) {
                let sku = &self.sight.demand.items[*item].0;
                let Some(line) = self.line_with(bundle, sku) else {
                    continue;
                };
                shortages.push(Shortage {
                    line_no: line.line_no,
                    sku: sku.clone(),
                    kit: (line.sku != *sku).then(|| line.sku.clone()),
                    warehouse: None,
                    need: self.wanted(*item),
                    have: self.total(*item),
                });
            }
        }
        shortages.dedup_by(|a, b| a.sku == b.sku && a.need == b.need);
        shortages
    }

    fn line_with(
        &self,
        bundle: &super::problem::Bundle,
        sku: &Sku,
    ) -> Option<&super::ask::AskLine> {
        let lines = bundle.lines.iter().map(|line| &self.sight.ask.lines[*line]);
        let mut lines = lines.filter(|line| {
            let kit = &self.sight.facts.skus[&line.sku].kit;
            line.sku == *sku || kit.iter().any(|part| part.sku == *sku)
        });
        lines.next()
    }

    /// Why something is missing: the goods are not there, are where they cannot be had, or could only be had by more parcels than may be.
    fn cause(&self, missing: &[(usize, i64)]) -> Code {
        let looked = || self.found.looked.iter();
        let was = |why: Why| looked().any(|site| site.why_not == Some(why));
        if looked().all(|site| matches!(site.why_not, Some(Why::NotInArea | Why::Closed))) {
            return if was(Why::NotInArea) || self.sight.ask.area.is_some() {
                Code::NotInArea
            } else {
                Code::NoSource
            };
        }
        let is_short = missing.iter().any(|(bundle, _)| {
            let needs = self.problem.bundles[*bundle].needs.iter();
            needs
                .into_iter()
                .any(|(item, _)| self.wanted(*item) > self.total(*item))
        });
        let full =
            looked().any(|site| site.why_not == Some(Why::CapacityFull) && site.lines_covered > 0);
        let in_kits = |(bundle, _): &(usize, i64)| {
            self.problem.bundles[*bundle].needs.len() > 1
                && self.problem.bundles[*bundle].lines.len() == 1
        };
        match (is_short, full) {
            (true, true) => Code::CapacityFull,
            (true, false) if was(Why::LotAge) => Code::LotAgeUnmet,
            (true, false) if was(Why::TooLate) || was(Why::Excluded) => Code::NoSource,
            (true, false) if missing.iter().all(in_kits) => Code::KitComponentShort,
            (true, false) => Code::StockNotEnough,
            (false, _) => Code::SplitNotAllowed,
        }
    }
}

impl Choice {
    /// The figure of an aim under the policy that scored it.
    #[must_use]
    pub fn figure(&self, policy: &Policy, aim: Aim) -> Option<i64> {
        let at = policy
            .objectives
            .iter()
            .position(|objective| objective.aim == aim)?;
        self.figures.get(at).copied()
    }
}

/// A question, what was seen, and what came of it: enough to explain a plan, and to try other rules on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trace {
    /// What was asked.
    pub ask: Ask,
    /// What was seen.
    pub seen: Seen,
    /// What it came to.
    pub plan: Plan,
    /// How long it took in microseconds.
    pub micros: i64,
}

//! Which site and pool serve which line of an order: one site for all if one can, else line by line, a line split only if no single site has it.
//!
//! This is the choice until rules of sourcing are configured; its result is deterministic: sites in candidate order, pools in the order the channel draws.

use std::collections::BTreeMap;

use super::supply::{Cell, Supply};
use crate::answer::Shortage;
use crate::ids::Sku;
use crate::reservation::HoldMode;

/// Which pools a line may draw from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Pools {
    /// This one only.
    One(usize),
    /// The order's channel pool first, then the shared one if the channel may.
    Channel,
}

/// One SKU that a line needs: the line's own, or a kit's component.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) stock: usize,
    /// How many make one unit of the line.
    pub(super) ratio: i64,
    /// How many are wanted.
    pub(super) quantity: i64,
    /// How many the order holds already and keeps; counted in what a shortage reports.
    pub(super) kept: i64,
}

/// One line of an order.
#[derive(Clone, Debug)]
pub(super) struct Need {
    pub(super) line_no: i64,
    /// What was ordered.
    pub(super) sku: Sku,
    pub(super) kit: Option<Sku>,
    pub(super) parts: Vec<Part>,
    /// What may serve it when it is short, each by itself, the first choice first.
    pub(super) others: Vec<Part>,
    /// The one site it may come from.
    pub(super) site: Option<usize>,
    pub(super) pools: Pools,
    /// No goods older than so many days.
    pub(super) max_age: Option<i64>,
}

impl Need {
    /// How freely it may be served. The least free go first, so that a line which could go elsewhere does not take their only goods.
    fn freedom(&self) -> Freedom {
        let place = match (self.site.is_some(), self.pools) {
            (true, Pools::One(_)) => 0,
            (true, Pools::Channel) => 1,
            (false, Pools::One(_)) => 2,
            (false, Pools::Channel) => 3,
        };
        (place, self.max_age.unwrap_or(i64::MAX))
    }

    /// Whole units wanted of a line of which nothing is kept.
    fn units(&self) -> i64 {
        self.parts
            .first()
            .map_or(0, |part| part.quantity / part.ratio.max(1))
    }
}

/// How freely a line may be served: first by site and pool, then by the age it takes.
type Freedom = (u8, i64);

/// What an order wants, and in which order sites and pools are asked.
#[derive(Clone, Debug, Default)]
pub(super) struct Demand {
    pub(super) needs: Vec<Need>,
    /// Sites `0..candidates` of the supply may serve lines that name none, best first.
    pub(super) candidates: usize,
    /// Pools of [`Pools::Channel`], in order.
    pub(super) channel_pools: Vec<usize>,
}

/// A quantity for one part of one line from one cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Take {
    pub(super) need: usize,
    pub(super) part: usize,
    pub(super) cell: Cell,
    /// Which of the cell's lots, where they are told apart.
    pub(super) shelf: Option<usize>,
    pub(super) quantity: i64,
}

/// How far an order can be served.
#[derive(Clone, Debug, Default)]
pub(super) struct Cover {
    pub(super) takes: Vec<Take>,
    /// Every short SKU, summed over the lines that share its sites and pools.
    pub(super) shortages: Vec<Shortage>,
    /// All that is short is there, but older than asked for.
    pub(super) too_old: bool,
}

/// Spreads a demand over a supply. In mode `ALL` a short demand takes nothing.
pub(super) fn cover(supply: &mut Supply<'_>, demand: &Demand, mode: HoldMode) -> Cover {
    let mut walk = Walk {
        supply,
        demand,
        takes: Vec::with_capacity(demand.needs.len()),
        too_old: true,
    };
    let shortages = walk.shortages();
    match (shortages.is_empty(), mode) {
        (true, _) => walk.serve_all(),
        (false, HoldMode::Partial) => walk.serve_what_is_there(),
        (false, HoldMode::All) => {}
    }
    let too_old = walk.too_old && !shortages.is_empty();
    let mut takes = walk.takes;
    takes.sort_by_key(|take| (take.need, take.part));
    Cover {
        takes,
        shortages,
        too_old,
    }
}

/// Takes what a plan says, line (by position), site (by position) and units; what could not be taken any more is told by `None`.
pub(super) fn by_plan(
    supply: &mut Supply<'_>,
    demand: &Demand,
    shares: &[(usize, usize, i64)],
) -> Option<Vec<Take>> {
    let mut walk = Walk {
        supply,
        demand,
        takes: Vec::with_capacity(shares.len()),
        too_old: false,
    };
    for &(at, site, units) in shares {
        for (part_at, part) in demand.needs[at].parts.iter().enumerate() {
            let quantity = wanted(part, Some(units));
            if walk.take(at, part_at, site, quantity) < quantity {
                return None;
            }
        }
    }
    let mut takes = walk.takes;
    takes.sort_by_key(|take| (take.need, take.part));
    Some(takes)
}

/// Every balance a demand may draw from.
pub(super) fn cells(supply: &Supply<'_>, demand: &Demand) -> Vec<Cell> {
    let mut cells = Vec::with_capacity(demand.needs.len() * demand.candidates.max(1));
    for need in &demand.needs {
        for part in need.parts.iter().chain(&need.others) {
            for site in demand.sites(need.site) {
                for &pool in demand.pools(&need.pools) {
                    cells.push(Cell {
                        stock: part.stock,
                        site,
                        pool,
                    });
                }
            }
        }
    }
    cells.retain(|cell| cell.stock < supply.stocks.len());
    cells
}

impl Demand {
    const fn sites(&self, fixed: Option<usize>) -> std::ops::Range<usize> {
        match fixed {
            Some(site) => site..site + 1,
            None => 0..self.candidates,
        }
    }

    fn pools<'b>(&'b self, pools: &'b Pools) -> &'b [usize] {
        match pools {
            Pools::One(pool) => std::slice::from_ref(pool),
            Pools::Channel => &self.channel_pools,
        }
    }
}

/// Lines that draw one SKU from the same cells: their demand is summed before it is checked.
#[derive(Debug)]
struct Group {
    need: i64,
    kept: i64,
    first: usize,
    kit: Option<Sku>,
}

/// Freedom, stock, fixed site, pools.
type GroupKey = (Freedom, usize, Option<usize>, Pools);

/// Where and how old goods may be.
#[derive(Clone, Copy)]
struct Reach {
    site: Option<usize>,
    pools: Pools,
    max_age: Option<i64>,
}

impl Need {
    const fn reach(&self) -> Reach {
        Reach {
            site: self.site,
            pools: self.pools,
            max_age: self.max_age,
        }
    }
}

struct Walk<'w, 'a> {
    supply: &'w mut Supply<'a>,
    demand: &'w Demand,
    takes: Vec<Take>,
    /// Whatever was short so far is there, but older than asked for.
    too_old: bool,
}

impl Walk<'_, '_> {
    /// The common order, one SKU on one line, has nothing to sum and nobody to contend with.
    fn single(&mut self) -> Option<Vec<Shortage>> {
        let [need] = &self.demand.needs[..] else {
            return None;
        };
        let [part] = need.parts[..] else {
            return None;
        };
        let reach = need.reach();
        let have = self.total(part.stock, reach);
        if part.quantity <= have {
            return Some(Vec::new());
        }
        let group = Group {
            need: part.quantity,
            kept: part.kept,
            first: 0,
            kit: need.kit.clone(),
        };
        Some(vec![self.shortage(part.stock, reach, &group, have)])
    }

    /// Sums the demand by group and compares it with what the less free groups leave.
    fn shortages(&mut self) -> Vec<Shortage> {
        if let Some(shortages) = self.single() {
            return shortages;
        }
        let mut groups: BTreeMap<GroupKey, Group> = BTreeMap::new();
        for (at, need) in self.demand.needs.iter().enumerate() {
            for part in &need.parts {
                let group = groups
                    .entry((need.freedom(), part.stock, need.site, need.pools))
                    .or_insert_with(|| Group {
                        need: 0,
                        kept: 0,
                        first: at,
                        kit: None,
                    });
                group.need = group.need.saturating_add(part.quantity);
                group.kept = group.kept.saturating_add(part.kept);
                if group.kit.is_none() {
                    group.kit.clone_from(&need.kit);
                }
            }
        }
        let contended = groups.len() > 1;
        let mut short = Vec::new();
        for (&(_, stock, ..), group) in &groups {
            let reach = self.demand.needs[group.first].reach();
            let have = self.total(stock, reach);
            if contended {
                self.draw_across(stock, reach, group.need.min(have));
            }
            if group.need > have {
                short.push((group.first, self.shortage(stock, reach, group, have)));
            }
        }
        if contended {
            self.supply.restart();
        }
        short.sort_by_key(|(first, _)| *first);
        short.into_iter().map(|(_, shortage)| shortage).collect()
    }

    fn shortage(&mut self, stock: usize, reach: Reach, group: &Group, have: i64) -> Shortage {
        self.too_old &= reach
            .max_age
            .is_some_and(|days| self.older(stock, reach, days) > 0);
        Shortage {
            line_no: self.demand.needs[group.first].line_no,
            sku: self.supply.stocks[stock].sku.clone(),
            kit: group.kit.clone(),
            warehouse: reach.site.map(|site| self.supply.sites[site].clone()),
            need: group.need.saturating_add(group.kept),
            have: have.saturating_add(group.kept),
        }
    }

    /// Serves every line in full; the demand is known to be there.
    fn serve_all(&mut self) {
        if self.demand.needs.len() == 1 {
            return self.serve(0, None);
        }
        let mut order: Vec<usize> = (0..self.demand.needs.len()).collect();
        order.sort_by_key(|at| self.demand.needs[*at].freedom());
        let bound = order.partition_point(|at| self.demand.needs[*at].site.is_some());
        let (fixed, free) = order.split_at(bound);
        for &at in fixed {
            self.serve(at, None);
        }
        let one_site = (0..self.demand.candidates).any(|site| self.serve_from(free, site));
        if !one_site {
            for &at in free {
                self.serve(at, None);
            }
        }
    }

    /// Serves each line as far as it goes, kits in whole kits.
    fn serve_what_is_there(&mut self) {
        let mut order: Vec<usize> = (0..self.demand.needs.len()).collect();
        order.sort_by_key(|at| self.demand.needs[*at].freedom());
        for at in order {
            let need = &self.demand.needs[at];
            let units = need
                .parts
                .iter()
                .map(|part| self.total(part.stock, need.reach()) / part.ratio.max(1))
                .min()
                .unwrap_or(0)
                .min(need.units());
            if units > 0 {
                self.serve(at, Some(units));
            }
        }
    }

    /// Serves one line: from the first site that has all of it, else each part from the first site that has it, else from several.
    fn serve(&mut self, at: usize, units: Option<i64>) {
        let demand = self.demand;
        let need = &demand.needs[at];
        for site in demand.sites(need.site) {
            if self.serve_line_from(at, site, units) {
                return;
            }
        }
        for (part_at, part) in need.parts.iter().enumerate() {
            let quantity = wanted(part, units);
            let whole = demand.sites(need.site).find(|site| {
                let reach = Reach {
                    site: Some(*site),
                    ..need.reach()
                };
                self.total(part.stock, reach) >= quantity
            });
            let mut rest = quantity;
            for site in demand.sites(whole.or(need.site)) {
                rest -= self.take(at, part_at, site, rest);
            }
        }
    }

    /// Serves several lines in full from one site, or none of them.
    fn serve_from(&mut self, needs: &[usize], site: usize) -> bool {
        let mark = self.takes.len();
        let done = needs.iter().all(|&at| self.serve_line_from(at, site, None));
        if !done {
            self.undo(mark);
        }
        done
    }

    fn serve_line_from(&mut self, at: usize, site: usize, units: Option<i64>) -> bool {
        let mark = self.takes.len();
        let parts = &self.demand.needs[at].parts;
        for (part_at, part) in parts.iter().enumerate() {
            let quantity = wanted(part, units);
            if self.take(at, part_at, site, quantity) < quantity {
                self.undo(mark);
                return false;
            }
        }
        true
    }

    /// Takes up to `quantity` from the pools of a site; returns what was taken.
    fn take(&mut self, at: usize, part_at: usize, site: usize, quantity: i64) -> i64 {
        let demand = self.demand;
        let need = &demand.needs[at];
        let stock = need.parts[part_at].stock;
        let mut rest = quantity;
        for &pool in demand.pools(&need.pools) {
            let cell = Cell { stock, site, pool };
            let takes = &mut self.takes;
            rest -= self
                .supply
                .draw(cell, need.max_age, rest, |shelf, quantity| {
                    takes.push(Take {
                        need: at,
                        part: part_at,
                        cell,
                        shelf,
                        quantity,
                    });
                });
        }
        quantity - rest
    }

    fn undo(&mut self, mark: usize) {
        for take in self.takes.split_off(mark) {
            self.supply.put_back(&take);
        }
    }

    fn total(&mut self, stock: usize, reach: Reach) -> i64 {
        let mut total = 0_i64;
        for site in self.demand.sites(reach.site) {
            for &pool in self.demand.pools(&reach.pools) {
                let cell = Cell { stock, site, pool };
                total = total.saturating_add(self.supply.left(cell, reach.max_age));
            }
        }
        total
    }

    /// Free goods that are older than asked for.
    fn older(&self, stock: usize, reach: Reach, max_age: i64) -> i64 {
        let mut total = 0_i64;
        for site in self.demand.sites(reach.site) {
            for &pool in self.demand.pools(&reach.pools) {
                let cell = Cell { stock, site, pool };
                total = total.saturating_add(self.supply.older(cell, max_age));
            }
        }
        total
    }

    fn draw_across(&mut self, stock: usize, reach: Reach, amount: i64) {
        let mut rest = amount;
        for site in self.demand.sites(reach.site) {
            for &pool in self.demand.pools(&reach.pools) {
                let cell = Cell { stock, site, pool };
                rest -= self.supply.draw(cell, reach.max_age, rest, |_, _| {});
            }
        }
    }
}

fn wanted(part: &Part, units: Option<i64>) -> i64 {
    units.map_or(part.quantity, |units| units.saturating_mul(part.ratio))
}

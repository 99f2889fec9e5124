//! Which site of a set sends what: whole bundles first, by trial and return; then what may be divided, cheapest site first.

use super::problem::{Figures, Problem, Score};

/// Most returns from a dead end within one set: lines of one SKU that must not be split are a packing problem.
const RETURNS_MAX: u64 = 512;

/// So many units of a bundle from a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Take {
    /// Bundle, by position.
    pub bundle: usize,
    /// Candidate, by position.
    pub site: usize,
    /// Units.
    pub units: i64,
}

/// A set of sites with what each sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The sites, by position, in order.
    pub sites: Vec<usize>,
    /// What each sends.
    pub takes: Vec<Take>,
    /// Units that no site of the set can send, by bundle.
    pub missing: Vec<(usize, i64)>,
    /// Its figures.
    pub figures: Figures,
    /// Its score.
    pub score: Score,
}

impl Placed {
    /// What is missing, in millionths of bundles.
    pub(super) fn lack(&self, problem: &Problem) -> i64 {
        let share = |&(bundle, units): &(usize, i64)| {
            let wanted = i128::from(problem.bundles[bundle].units.max(1));
            i64::try_from(i128::from(units) * 1_000_000 / wanted).unwrap_or(1_000_000)
        };
        self.missing.iter().map(share).sum()
    }
}

/// Places bundles in sets of sites, again and again, without asking for memory each time.
#[derive(Debug)]
pub(super) struct Placer<'p> {
    problem: &'p Problem,
    /// Bundles that stay whole, the hardest to place first; then those that may be divided, kits first.
    whole: Vec<usize>,
    divisible: Vec<usize>,
    /// Candidates, the one with the cheapest further kilogram first.
    by_rate: Vec<usize>,
    free: Vec<Vec<i64>>,
    lines_left: Vec<i64>,
    takes: Vec<Take>,
    returns: u64,
    /// Work done: one step for each look of a bundle at a site.
    pub(super) steps: u64,
}

impl<'p> Placer<'p> {
    pub(super) fn new(problem: &'p Problem) -> Self {
        let covering = |bundle: &usize| {
            let candidates = 0..problem.candidates.len();
            candidates
                .filter(|site| fits(problem, *bundle, *site))
                .count()
        };
        let (mut divisible, mut whole): (Vec<usize>, Vec<usize>) =
            (0..problem.bundles.len()).partition(|at| problem.bundles[*at].divisible);
        whole.sort_by_key(|at| {
            let bundle = &problem.bundles[*at];
            let most = bundle
                .needs
                .iter()
                .map(|(_, per)| per.saturating_mul(bundle.units))
                .max();
            (covering(at), std::cmp::Reverse(most), *at)
        });
        divisible.sort_by_key(|at| (std::cmp::Reverse(problem.bundles[*at].needs.len()), *at));
        let mut by_rate: Vec<usize> = (0..problem.candidates.len()).collect();
        by_rate.sort_by_key(|site| {
            let way = &problem.candidates[*site].way;
            (way.next_kg, way.priority, *site)
        });
        Self {
            problem,
            whole,
            divisible,
            by_rate,
            free: vec![Vec::new(); problem.candidates.len()],
            lines_left: vec![0; problem.candidates.len()],
            takes: Vec::new(),
            returns: 0,
            steps: 0,
        }
    }

    /// Places everything in a set, each site of which sends something; else `None`.
    pub(super) fn place(&mut self, sites: &[usize]) -> Option<Placed> {
        let order = self.reset(sites);
        if !self.place_whole(&order, 0) {
            return None;
        }
        for at in 0..self.divisible.len() {
            if self.place_divisible(&order, self.divisible[at]) > 0 {
                return None;
            }
        }
        let placed = self.finish(sites, Vec::new());
        (placed.sites.len() == sites.len() && self.is_worth_it(&placed)).then_some(placed)
    }

    /// Places what can be placed in a set; sites that send nothing are left out of what comes back.
    pub(super) fn place_some(&mut self, sites: &[usize]) -> Placed {
        let order = self.reset(sites);
        let mut missing = Vec::new();
        for at in 0..self.whole.len() {
            let bundle = self.whole[at];
            self.steps += 1;
            match order.iter().find(|site| self.takes_all(bundle, **site)) {
                Some(site) => self.draw(bundle, *site, self.problem.bundles[bundle].units),
                None => missing.push((bundle, self.problem.bundles[bundle].units)),
            }
        }
        for at in 0..self.divisible.len() {
            let bundle = self.divisible[at];
            let rest = self.place_divisible(&order, bundle);
            if rest > 0 {
                missing.push((bundle, rest));
            }
        }
        missing.sort_unstable();
        self.finish(sites, missing)
    }

    /// Whether every parcel but the most valuable carries what the policy wants of an extra one.
    pub(super) fn is_worth_it(&self, placed: &Placed) -> bool {
        let least = self.problem.policy.min_extra_value;
        if least <= 0 || placed.sites.len() < 2 {
            return true;
        }
        let value_of = |site: &usize| -> i64 {
            let takes = placed.takes.iter().filter(|take| take.site == *site);
            takes
                .map(|take| {
                    self.problem.bundles[take.bundle]
                        .value
                        .saturating_mul(take.units)
                })
                .fold(0, i64::saturating_add)
        };
        let mut values: Vec<i64> = placed.sites.iter().map(value_of).collect();
        values.sort_unstable();
        values.pop();
        values.iter().all(|value| *value >= least)
    }

    fn reset(&mut self, sites: &[usize]) -> Vec<usize> {
        self.takes.clear();
        self.returns = 0;
        for site in sites {
            let candidate = &self.problem.candidates[*site];
            self.free[*site].clone_from(&candidate.free);
            self.lines_left[*site] = candidate.lines_left;
        }
        let order = self.by_rate.iter().filter(|site| sites.contains(site));
        order.copied().collect()
    }

    fn place_whole(&mut self, order: &[usize], at: usize) -> bool {
        let Some(&bundle) = self.whole.get(at) else {
            return true;
        };
        for &site in order {
            self.steps += 1;
            if !self.takes_all(bundle, site) {
                continue;
            }
            self.draw(bundle, site, self.problem.bundles[bundle].units);
            if self.place_whole(order, at + 1) {
                return true;
            }
            self.take_back();
            self.returns += 1;
            if self.returns > RETURNS_MAX {
                return false;
            }
        }
        false
    }

    /// Takes from one site after the other; what is left over.
    fn place_divisible(&mut self, order: &[usize], bundle: usize) -> i64 {
        let mut rest = self.problem.bundles[bundle].units;
        for &site in order {
            self.steps += 1;
            let units = self.units_at(bundle, site).min(rest);
            if units > 0 {
                self.draw(bundle, site, units);
                rest -= units;
            }
            if rest == 0 {
                break;
            }
        }
        rest
    }

    fn takes_all(&self, bundle: usize, site: usize) -> bool {
        self.units_at(bundle, site) >= self.problem.bundles[bundle].units
    }

    /// Whole units of a bundle that a site has left.
    fn units_at(&self, bundle: usize, site: usize) -> i64 {
        let wanted = &self.problem.bundles[bundle];
        let lines = i64::try_from(wanted.lines.len()).unwrap_or(i64::MAX);
        if self.problem.candidates[site].barred[bundle] || self.lines_left[site] < lines {
            return 0;
        }
        least_units(&wanted.needs, &self.free[site])
    }

    fn draw(&mut self, bundle: usize, site: usize, units: i64) {
        self.shift(bundle, site, units, 1);
        self.takes.push(Take {
            bundle,
            site,
            units,
        });
    }

    fn take_back(&mut self) {
        if let Some(take) = self.takes.pop() {
            self.shift(take.bundle, take.site, take.units, -1);
        }
    }

    fn shift(&mut self, bundle: usize, site: usize, units: i64, sign: i64) {
        let wanted = &self.problem.bundles[bundle];
        for (item, per) in &wanted.needs {
            self.free[site][*item] -= sign * units * per;
        }
        let lines = i64::try_from(wanted.lines.len()).unwrap_or(i64::MAX);
        self.lines_left[site] -= sign * lines;
    }

    fn finish(&self, sites: &[usize], missing: Vec<(usize, i64)>) -> Placed {
        let problem = self.problem;
        let mut figures = Figures::default();
        let mut used = Vec::with_capacity(sites.len());
        for &site in sites {
            let takes = || self.takes.iter().filter(move |take| take.site == site);
            if takes().next().is_none() {
                continue;
            }
            used.push(site);
            let grams = takes()
                .map(|take| {
                    problem.bundles[take.bundle]
                        .grams
                        .saturating_mul(take.units)
                })
                .fold(0, i64::saturating_add);
            figures.join(&problem.candidates[site], grams);
            let had = &problem.candidates[site].free;
            for (had, left) in had.iter().zip(&self.free[site]) {
                let taken = i128::from(had - left) * 10_000 / i128::from((*had).max(1));
                figures.health = figures.health.max(i64::try_from(taken).unwrap_or(10_000));
            }
        }
        used.sort_unstable();
        let mut takes = self.takes.clone();
        takes.sort_unstable_by_key(|take| (take.bundle, take.site));
        Placed {
            sites: used,
            takes,
            missing,
            figures,
            score: figures.score(&problem.policy),
        }
    }
}

/// Whether a site could send a bundle if it sent nothing else: all of it, or a unit where it may be divided.
pub(super) fn fits(problem: &Problem, bundle: usize, site: usize) -> bool {
    let wanted = &problem.bundles[bundle];
    let candidate = &problem.candidates[site];
    let units = if wanted.divisible { 1 } else { wanted.units };
    let lines = i64::try_from(wanted.lines.len()).unwrap_or(i64::MAX);
    !candidate.barred[bundle]
        && candidate.lines_left >= lines
        && least_units(&wanted.needs, &candidate.free) >= units
}

fn least_units(needs: &[(usize, i64)], free: &[i64]) -> i64 {
    let units = needs.iter().map(|(item, per)| free[*item] / (*per).max(1));
    units.min().unwrap_or(0)
}

//! The search: every set of up to four sites where there are few, a bounded greedy search where there are many.

use super::place::{Placed, Placer, fits};
use super::problem::{Problem, Score};
use super::rules::{Aim, PARCELS_MAX, Split};

/// Up to so many candidates every set is looked at.
pub const EXACT_CANDIDATES_MAX: usize = 12;
/// Up to so many bundles.
pub const EXACT_BUNDLES_MAX: usize = 64;
/// Sites of the largest set of the exact search.
pub const EXACT_SITES_MAX: usize = 4;
/// Sets remembered with their scores.
pub const OPTIONS_MAX: usize = 8;

/// A set that was scored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its sites, by position.
    pub sites: Vec<usize>,
    /// Its score.
    pub score: Score,
}

/// What a search comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    /// The best set with what each site sends; `None` where no site can send anything. What it lacks is in [`Placed::missing`].
    pub best: Option<Placed>,
    /// The best sets in order, the chosen one first; the second one is exact too where the search was.
    pub options: Vec<Choice>,
    /// Sets looked at.
    pub examined: u64,
    /// Whether the search was cut at its steps: the plan is valid, but there may be a better one.
    pub truncated: bool,
    /// Steps taken.
    pub steps: u64,
}

/// Searches within a number of steps, each one look of a bundle at a site. A cover that the greedy search finds is found however few steps are allowed.
#[must_use]
pub fn solve(problem: &Problem, steps: u64) -> Solution {
    let mut search = Search {
        problem,
        placer: Placer::new(problem),
        steps,
        options: Vec::new(),
        best: None,
        examined: 0,
        truncated: false,
    };
    let sites_max = match problem.policy.split {
        Split::None => 1,
        Split::ByLine | Split::ByQty => problem.policy.max_parcels.clamp(1, PARCELS_MAX),
    };
    if search.can_be_covered() {
        search.all_of_size(1);
        let small = problem.candidates.len() <= EXACT_CANDIDATES_MAX
            && problem.bundles.len() <= EXACT_BUNDLES_MAX;
        if small {
            for size in 2..=sites_max.min(EXACT_SITES_MAX) {
                search.all_of_size(size);
            }
        }
        let wanted =
            !small || search.truncated || (search.best.is_none() && sites_max > EXACT_SITES_MAX);
        if wanted && sites_max > 1 && search.more_parcels_may_help() {
            super::greedy::cover(&mut search, sites_max);
        }
    }
    if search.best.is_none() {
        search.best = super::greedy::as_far_as_it_goes(&mut search, sites_max);
    }
    Solution {
        best: search.best,
        options: search.options,
        examined: search.examined,
        truncated: search.truncated,
        steps: search.placer.steps,
    }
}

/// A search under way.
#[derive(Debug)]
pub(super) struct Search<'p> {
    pub(super) problem: &'p Problem,
    pub(super) placer: Placer<'p>,
    steps: u64,
    options: Vec<Choice>,
    pub(super) best: Option<Placed>,
    examined: u64,
    truncated: bool,
}

impl Search<'_> {
    /// Whether the steps are used up; remembers that the search was cut.
    pub(super) fn is_out_of_steps(&mut self) -> bool {
        let out = self.placer.steps >= self.steps;
        self.truncated |= out;
        out
    }

    /// Looks at one set; the plan if it covers everything.
    pub(super) fn look_at(&mut self, sites: &[usize]) -> Option<Placed> {
        self.examined += 1;
        self.placer.steps += 1;
        // The second best is told too, so only what cannot even be that is passed over.
        let may_matter = self
            .options
            .get(1)
            .is_none_or(|second| self.problem.bound(sites) <= second.score);
        if !may_matter {
            return None;
        }
        let placed = self.placer.place(sites)?;
        self.keep(&placed);
        Some(placed)
    }

    /// Remembers a plan among the best.
    fn keep(&mut self, placed: &Placed) {
        let rank = |option: &Choice| (option.score.clone(), option.sites.clone());
        let new = Choice {
            sites: placed.sites.clone(),
            score: placed.score.clone(),
        };
        let at = self.options.partition_point(|old| rank(old) < rank(&new));
        if self.options.get(at) == Some(&new) {
            return;
        }
        if at == 0 {
            self.best = Some(placed.clone());
        }
        self.options.insert(at, new);
        self.options.truncate(OPTIONS_MAX);
    }

    fn all_of_size(&mut self, size: usize) {
        let count = self.problem.candidates.len();
        if size > count {
            return;
        }
        let mut sites: Vec<usize> = (0..size).collect();
        loop {
            if self.is_out_of_steps() {
                return;
            }
            self.look_at(&sites);
            // The next set of this size, in the order of names.
            let Some(at) = (0..size).rev().find(|at| sites[*at] < count - size + at) else {
                return;
            };
            sites[at] += 1;
            for later in at + 1..size {
                sites[later] = sites[later - 1] + 1;
            }
        }
    }

    /// Whether every bundle has a site, or together as many units as are wanted.
    fn can_be_covered(&self) -> bool {
        let problem = self.problem;
        (0..problem.bundles.len())
            .all(|bundle| (0..problem.candidates.len()).any(|site| fits(problem, bundle, site)))
    }

    /// Whether a plan of several parcels could be better than the one there is.
    fn more_parcels_may_help(&self) -> bool {
        let policy = &self.problem.policy;
        let parcels_first = !policy.weighted
            && policy
                .objectives
                .first()
                .is_some_and(|first| first.aim == Aim::Parcels);
        self.best.is_none() || !parcels_first
    }
}

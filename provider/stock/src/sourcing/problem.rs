//! The bare problem of a search: bundles that want goods, candidates that have them, and what makes one set of sites better than another.

use super::rules::{Aim, CoverageRule, Objective, Policy};
use crate::ids::{Moment, Warehouse};

/// What ships together or may be divided: a line, a kit's parts, or the lines of one group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// Its lines, by position in the question.
    pub lines: Vec<usize>,
    /// How many units of it are wanted; a group is one unit.
    pub units: i64,
    /// What one unit takes of which item.
    pub needs: Vec<(usize, i64)>,
    /// Whether units may come from several sites.
    pub divisible: bool,
    /// Weight of one unit in grams.
    pub grams: i64,
    /// Value of one unit in fen.
    pub value: i64,
}

/// A site that passed the filters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The site.
    pub warehouse: Warehouse,
    /// Whether it is a supplier that comes last.
    pub last: bool,
    /// The way it would be sent: freight and priority.
    pub way: CoverageRule,
    /// Hours from the question to arrival, begun hours counted; [`HOURS_UNKNOWN`] when nobody said.
    pub hours: i64,
    /// When it arrives.
    pub arrive_at: Option<Moment>,
    /// Until when it must be ordered to arrive then.
    pub order_by: Option<Moment>,
    /// What is free, by item.
    pub free: Vec<i64>,
    /// Bundles it must not send, by position.
    pub barred: Vec<bool>,
    /// Order lines it can still take today.
    pub lines_left: i64,
}

/// A site whose hours nobody said is slower than any whose hours are known.
pub const HOURS_UNKNOWN: i64 = 100_000;

/// What is searched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is wanted.
    pub bundles: Vec<Bundle>,
    /// Who has it, in the order of their names: ties go to the first.
    pub candidates: Vec<Candidate>,
    /// What is sought.
    pub policy: Policy,
}

/// How good a set of sites is; the smaller is the better.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score {
    /// Parcels of suppliers that come last.
    pub last: i64,
    /// The weighted sum in millionths; 0 for policies that take their aims in order.
    pub total: i128,
    /// The figures of the policy's aims, in its order.
    pub figures: Vec<i64>,
}

/// The figures of one set of sites, whether they are aims or not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Parcels.
    pub parcels: i64,
    /// Freight in fen.
    pub cost: i64,
    /// Hours to the last arrival.
    pub hours: i64,
    /// Priorities, summed.
    pub priority: i64,
    /// Largest share of an item's free stock that is taken, in basis points.
    pub health: i64,
    /// Parcels of suppliers that come last.
    pub last: i64,
}

impl Figures {
    const fn of(&self, aim: Aim) -> i64 {
        match aim {
            Aim::Parcels => self.parcels,
            Aim::Cost => self.cost,
            Aim::Hours => self.hours,
            Aim::Priority => self.priority,
            Aim::StockHealth => self.health,
        }
    }

    /// A site joins the set, with a parcel of a weight.
    pub(super) fn join(&mut self, candidate: &Candidate, grams: i64) {
        self.parcels += 1;
        self.cost = self.cost.saturating_add(candidate.way.freight(grams));
        self.hours = self.hours.max(candidate.hours);
        self.priority = self.priority.saturating_add(candidate.way.priority);
        self.last += i64::from(candidate.last);
    }

    /// The score under a policy.
    pub(super) fn score(&self, policy: &Policy) -> Score {
        let figures: Vec<i64> = policy
            .objectives
            .iter()
            .map(|objective| self.of(objective.aim))
            .collect();
        let weigh = |(objective, figure): (&Objective, &i64)| {
            let milli = match objective.aim {
                // A share: basis points are ten-thousandths of the whole.
                Aim::StockHealth => i128::from(*figure) / 10,
                _ => i128::from(*figure) * 1_000,
            };
            i128::from(objective.weight_milli) * milli
        };
        let total = if policy.weighted {
            policy.objectives.iter().zip(&figures).map(weigh).sum()
        } else {
            0
        };
        Score {
            last: self.last,
            total,
            figures,
        }
    }
}

impl Problem {
    /// No set of these sites scores better than this: each of them sends at least a light parcel. A set of which one site sends nothing is no better than the
    /// smaller set without it, which is looked at by itself.
    pub(super) fn bound(&self, sites: &[usize]) -> Score {
        let mut figures = Figures::default();
        for site in sites {
            figures.join(&self.candidates[*site], 0);
        }
        figures.score(&self.policy)
    }
}

//! Two sides in turns.

use serde::{Deserialize, Serialize};

use super::goals::{Better, Goal};
use super::machine::FOREIGN_MAX;
use super::sample::Sample;
use crate::error::Result;

/// What the turns of two sides came to.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Contest {
    /// Name of the goal.
    pub goal: String,
    /// What must hold.
    pub floor: f64,
    /// What is aimed at.
    pub stretch: f64,
    /// Which way is better.
    pub better: Better,
    /// Our turns.
    pub ours: Vec<Sample>,
    /// The peer's turns, each right after ours.
    pub theirs: Vec<Sample>,
    /// One of each round, sorted.
    pub ratios: Vec<f64>,
    /// Whether others used so much of the machine that it says little.
    pub loaded: bool,
}

impl Contest {
    /// Judges turns.
    #[must_use]
    pub fn of(
        goal: &Goal,
        ours: Vec<Sample>,
        theirs: Vec<Sample>,
        ratio: impl Fn(&Sample, &Sample) -> f64,
    ) -> Self {
        let rounds = ours.iter().zip(&theirs);
        let mut ratios: Vec<f64> = rounds.map(|(ours, theirs)| ratio(ours, theirs)).collect();
        ratios.sort_by(f64::total_cmp);
        let loaded = |sample: &Sample| sample.foreign > FOREIGN_MAX;
        Self {
            goal: goal.id.to_owned(),
            floor: goal.floor,
            stretch: goal.stretch,
            better: goal.better,
            loaded: ours.iter().chain(&theirs).any(loaded),
            ours,
            theirs,
            ratios,
        }
    }

    /// Median of the rounds' ratios.
    #[must_use]
    pub fn median(&self) -> f64 {
        self.ratios
            .get(self.ratios.len() / 2)
            .copied()
            .unwrap_or(f64::NAN)
    }

    /// The smallest ratio.
    #[must_use]
    pub fn least(&self) -> f64 {
        self.ratios.first().copied().unwrap_or(f64::NAN)
    }

    /// The largest ratio.
    #[must_use]
    pub fn most(&self) -> f64 {
        self.ratios.last().copied().unwrap_or(f64::NAN)
    }

    /// The ratio of the worst round.
    #[must_use]
    pub fn worst(&self) -> f64 {
        match self.better {
            Better::More => self.least(),
            Better::Less => self.most(),
        }
    }

    /// `stretch`, `floor` or `MISSED`: the floor holds only if it does in every round.
    #[must_use]
    pub fn verdict(&self) -> &'static str {
        let reaches = |ratio: f64, limit: f64| match self.better {
            Better::More => ratio >= limit,
            Better::Less => ratio <= limit,
        };
        match () {
            () if reaches(self.median(), self.stretch) && reaches(self.worst(), self.floor) => {
                "stretch"
            }
            () if reaches(self.worst(), self.floor) => "floor",
            () => "MISSED",
        }
    }

    /// One line for a person.
    #[must_use]
    pub fn line(&self) -> String {
        let peer = self.theirs.first().map_or("", |sample| &sample.side);
        format!(
            "{:<11} {:>9} against {peer}: {:.3} (least {:.3}, most {:.3}); floor {}, stretch {}{}",
            self.goal,
            self.verdict(),
            self.median(),
            self.least(),
            self.most(),
            self.floor,
            self.stretch,
            match self.loaded {
                true => "; OTHERS USED THE MACHINE MEANWHILE",
                false => "",
            }
        )
    }
}

/// Rounds of ours, theirs, ours, theirs.
///
/// # Errors
/// Those of a turn.
pub async fn turns(
    rounds: usize,
    mut ours: impl AsyncFnMut(usize) -> Result<Sample>,
    mut theirs: impl AsyncFnMut(usize) -> Result<Sample>,
) -> Result<(Vec<Sample>, Vec<Sample>)> {
    let (mut one, mut other) = (Vec::new(), Vec::new());
    for round in 0..rounds {
        one.push(ours(round).await?);
        other.push(theirs(round).await?);
    }
    Ok((one, other))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contest(id: &str, ours: &[f64]) -> Contest {
        let sample = |rate: &f64| Sample {
            rate: *rate,
            ..Sample::default()
        };
        let theirs = vec![sample(&1.0); ours.len()];
        let goal = Goal::named(id).unwrap();
        let ours = ours.iter().map(sample).collect();
        Contest::of(goal, ours, theirs, |a, b| a.rate / b.rate)
    }

    #[test]
    fn the_floor_holds_in_every_round_or_not_at_all() {
        assert_eq!(contest("R1", &[9.0, 8.0, 4.0]).verdict(), "stretch");
        assert_eq!(contest("R1", &[7.9, 9.0, 4.0]).verdict(), "floor");
        assert_eq!(contest("R1", &[20.0, 20.0, 3.9]).verdict(), "MISSED");
        assert_eq!(contest("R6", &[0.1, 0.1, 0.33]).verdict(), "stretch");
        assert_eq!(contest("R6", &[0.1, 0.1, 0.34]).verdict(), "MISSED");
        let one = contest("D1 64", &[10.0, 30.0, 20.0]);
        assert_eq!((one.least(), one.median(), one.most()), (10.0, 20.0, 30.0));
    }
}

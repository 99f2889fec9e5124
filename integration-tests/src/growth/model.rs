//! Capacity: what a reserve costs by callers and lines, fitted to what was measured and checked against a run that was not.
//!
//! `C` callers wait for one another in batches: a turn of all of them takes `f + r·C + s·C·(L - 1)` seconds, `f` for a commit, `r` for an order of one line and `s` for
//! each further line. CPU of a call is `a / C + b + c·(L - 1)`: what a batch costs is shared by who is in it.

use super::fit::least_squares;
use super::point::{Point, Run};
use super::series::{CALLERS, CHECK, CHECK_CALLERS, CHECK_LINES, LINES, LINES_CALLERS};

/// Coefficients of one figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coefficients {
    /// Of a batch.
    pub batch: f64,
    /// Of an order with one line.
    pub order: f64,
    /// Of each further line.
    pub line: f64,
}

/// What was fitted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Model {
    /// Seconds of a turn.
    pub turn: Coefficients,
    /// CPU seconds of the provider for a call.
    pub provider: Coefficients,
    /// CPU seconds of the database for a call.
    pub database: Coefficients,
}

/// A figure as the model says and as it was.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Checked {
    /// Of what.
    pub what: &'static str,
    /// By the model.
    pub predicted: f64,
    /// In the run that was not fitted.
    pub measured: f64,
}

impl Checked {
    /// How far the model is off, as a part of what was measured.
    #[must_use]
    pub fn error(&self) -> f64 {
        (self.predicted - self.measured) / self.measured
    }
}

/// A point with its callers and lines.
struct Observed<'a> {
    callers: f64,
    lines: f64,
    point: &'a Point,
}

impl Model {
    /// Fits a run's callers and lines; `None` if it has not enough of them.
    #[must_use]
    pub fn of(run: &Run) -> Option<Self> {
        let of = |name: &str| {
            let series = run.series.iter().find(|series| series.name == name);
            series.map_or(&[][..], |series| &series.points)
        };
        let callers = of(CALLERS).iter().map(|point| Observed {
            callers: point.x,
            lines: 1.0,
            point,
        });
        let lines = of(LINES).iter().map(|point| Observed {
            callers: LINES_CALLERS as f64,
            lines: point.x,
            point,
        });
        let observed: Vec<Observed<'_>> = callers.chain(lines).collect();
        let turns: Vec<([f64; 3], f64)> = observed
            .iter()
            .map(|seen| {
                let further = seen.callers * (seen.lines - 1.0);
                (
                    [1.0, seen.callers, further],
                    seen.callers / seen.point.sample.rate,
                )
            })
            .collect();
        let [batch, order, line] = least_squares(&turns)?;
        Some(Self {
            turn: Coefficients { batch, order, line },
            provider: cpu(&observed, Point::provider_cpu)?,
            database: cpu(&observed, Point::database_cpu)?,
        })
    }

    /// Orders of so many lines that so many callers have held in a second.
    #[must_use]
    pub fn rate(&self, callers: f64, lines: f64) -> f64 {
        let turn = &self.turn;
        callers / (turn.batch + callers * (turn.order + turn.line * (lines - 1.0)))
    }

    /// Such orders for each second that one core works for provider and database.
    #[must_use]
    pub fn per_core(&self, callers: f64, lines: f64) -> f64 {
        1.0 / (self.provider.cpu(callers, lines) + self.database.cpu(callers, lines))
    }

    /// The model beside the run that was not fitted; nothing if there is none.
    #[must_use]
    pub fn check(&self, run: &Run) -> Vec<Checked> {
        let point = run
            .series
            .iter()
            .find(|series| series.name == CHECK)
            .and_then(|series| series.points.first());
        let Some(point) = point else {
            return Vec::new();
        };
        let (callers, lines) = (CHECK_CALLERS as f64, f64::from(CHECK_LINES));
        vec![
            Checked {
                what: "orders per second",
                predicted: self.rate(callers, lines),
                measured: point.sample.rate,
            },
            Checked {
                what: "CPU s of the provider for 1,000",
                predicted: self.provider.cpu(callers, lines) * 1_000.0,
                measured: point.provider_cpu(),
            },
            Checked {
                what: "CPU s of the database for 1,000",
                predicted: self.database.cpu(callers, lines) * 1_000.0,
                measured: point.database_cpu(),
            },
        ]
    }
}

impl Coefficients {
    /// CPU seconds of a call.
    #[must_use]
    pub fn cpu(&self, callers: f64, lines: f64) -> f64 {
        self.batch / callers + self.order + self.line * (lines - 1.0)
    }
}

fn cpu(observed: &[Observed<'_>], of: impl Fn(&Point) -> f64) -> Option<Coefficients> {
    let rows: Vec<([f64; 3], f64)> = observed
        .iter()
        .map(|seen| {
            let values = [1.0 / seen.callers, 1.0, seen.lines - 1.0];
            (values, of(seen.point) / 1_000.0)
        })
        .collect();
    let [batch, order, line] = least_squares(&rows)?;
    Some(Coefficients { batch, order, line })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::growth::point::Series;
    use crate::ratio::machine::Machine;
    use crate::ratio::sample::{PROVIDER, Sample};

    const MADE: Model = Model {
        turn: Coefficients {
            batch: 0.004,
            order: 0.000_08,
            line: 0.000_04,
        },
        provider: Coefficients {
            batch: 0.000_3,
            order: 0.000_03,
            line: 0.000_01,
        },
        database: Coefficients {
            batch: 0.000_6,
            order: 0.000_05,
            line: 0.000_02,
        },
    };

    fn point(x: f64, callers: f64, lines: f64) -> Point {
        let cpu = [(PROVIDER, MADE.provider), ("database", MADE.database)];
        let cpu = cpu.map(|(name, of)| (name.to_owned(), of.cpu(callers, lines) * 1_000.0));
        Point {
            x,
            sample: Sample {
                rate: MADE.rate(callers, lines),
                cpu: cpu.into(),
                ..Sample::default()
            },
            ..Point::default()
        }
    }

    fn series(name: &str, points: Vec<Point>) -> Series {
        Series {
            name: name.to_owned(),
            points,
        }
    }

    #[test]
    fn foresees_a_run_that_follows_its_rule() {
        let run = Run {
            day: String::new(),
            commit: String::new(),
            seconds: 1.0,
            machine: Machine::default(),
            pool_mib: 0,
            load: Default::default(),
            series: vec![
                series(
                    CALLERS,
                    [1.0, 4.0, 64.0, 256.0].map(|c| point(c, c, 1.0)).into(),
                ),
                series(
                    LINES,
                    [1.0, 5.0, 50.0]
                        .map(|l| point(l, LINES_CALLERS as f64, l))
                        .into(),
                ),
                series(
                    CHECK,
                    vec![point(1.0, CHECK_CALLERS as f64, f64::from(CHECK_LINES))],
                ),
            ],
        };
        let model = Model::of(&run).unwrap();
        let checked = model.check(&run);
        assert_eq!(checked.len(), 3);
        for checked in checked {
            assert!(checked.error().abs() < 1e-6, "{checked:?}");
        }
        let per_core = model.per_core(256.0, 1.0);
        assert!(
            (per_core - MADE.per_core(256.0, 1.0)).abs() < 1.0,
            "{per_core}"
        );
    }

    #[test]
    fn says_nothing_of_too_little() {
        let mut run = Run {
            day: String::new(),
            commit: String::new(),
            seconds: 1.0,
            machine: Machine::default(),
            pool_mib: 0,
            load: Default::default(),
            series: vec![series(CALLERS, vec![point(1.0, 1.0, 1.0)])],
        };
        assert_eq!(Model::of(&run), None);
        run.series.clear();
        assert_eq!(MADE.check(&run), []);
    }
}

//! Runs are kept as lines of JSON; the page and its picture are made from them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::contest::Contest;
use super::goals::{ALL, Better};
use super::machine::Machine;
use super::plot;
use super::sample::Sample;
use crate::error::{PeerError, Result};

/// One run.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Run {
    /// Its day.
    pub day: String,
    /// The commit it was made of; with `+` if there was more than that.
    pub commit: String,
    /// Rounds of each contest.
    pub rounds: usize,
    /// Seconds of each turn.
    pub seconds: f64,
    /// The machine.
    pub machine: Machine,
    /// What Java's service was set to, if it ran: the best of those tried.
    pub java: Option<String>,
    /// Averages of load before and after.
    pub load: (String, String),
    /// What was measured.
    pub contests: Vec<Contest>,
}

fn folder() -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs")).to_owned()
}

/// The log of runs.
#[must_use]
pub fn log() -> PathBuf {
    folder().join("performance/runs.jsonl")
}

/// Adds a run to the log.
///
/// # Errors
/// When it cannot be written.
pub fn keep(run: &Run) -> Result<()> {
    let path = log();
    let failed = || PeerError::because(path.display().to_string());
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed())?;
    }
    let mut text = std::fs::read_to_string(&path).unwrap_or_default();
    let line = serde_json::to_string(run).map_err(PeerError::because("a run as JSON"))?;
    let _ = writeln!(text, "{line}");
    std::fs::write(&path, text).map_err(failed())
}

/// All runs, oldest first.
///
/// # Errors
/// When the log is not what [`keep`] writes.
pub fn runs() -> Result<Vec<Run>> {
    let path = log();
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    let mut runs = Vec::new();
    for line in text.lines() {
        let run = serde_json::from_str(line);
        runs.push(run.map_err(PeerError::because(path.display().to_string()))?);
    }
    Ok(runs)
}

/// Writes the page and its picture from the log.
///
/// # Errors
/// When they cannot be written.
pub fn draw() -> Result<()> {
    let runs = runs()?;
    let (page, latest) = page(&runs);
    let contests: Vec<&Contest> = latest.iter().map(|(_, contest)| *contest).collect();
    let picture = plot::goals(&contests)?;
    for (name, text) in [("performance.md", page), ("performance/goals.svg", picture)] {
        let path = folder().join(name);
        std::fs::write(&path, text).map_err(PeerError::because(path.display().to_string()))?;
    }
    Ok(())
}

/// The last contest of each goal, and the run it is of.
fn latest(runs: &[Run]) -> Vec<(&Run, &Contest)> {
    let of = |id: &str| {
        runs.iter().rev().find_map(|run| {
            let contest = run.contests.iter().find(|contest| contest.goal == id)?;
            Some((run, contest))
        })
    };
    ALL.iter().filter_map(|goal| of(goal.id)).collect()
}

fn page(runs: &[Run]) -> (String, Vec<(&Run, &Contest)>) {
    let latest = latest(runs);
    let mut text = String::from(INTRODUCTION);
    text.push_str("\n| goal | ours against | floor | stretch | median | least to most | verdict | run |\n|---|---|---|---|---|---|---|---|\n");
    for goal in ALL {
        let found = latest.iter().find(|(_, contest)| contest.goal == goal.id);
        let limit = |limit: f64| match goal.better {
            Better::More => format!("≥ {limit}"),
            Better::Less => format!("≤ {limit}"),
        };
        let _ = write!(
            text,
            "| {} | {} | {} | {} | ",
            goal.id,
            goal.what,
            limit(goal.floor),
            limit(goal.stretch)
        );
        match found {
            Some((run, contest)) => {
                let _ = writeln!(
                    text,
                    "**{:.2}** | {:.2} to {:.2} | {}{} | {} {} |",
                    contest.median(),
                    contest.least(),
                    contest.most(),
                    contest.verdict(),
                    if contest.loaded {
                        ", on a loaded machine"
                    } else {
                        ""
                    },
                    run.day,
                    run.commit,
                );
            }
            None => text.push_str("not run | | | |\n"),
        }
    }
    text.push_str("\n![goals](performance/goals.svg)\n\n## What each side did\n\nMedians of the rounds.\n\n| goal | side | calls/s | CPU s per 1,000 calls | p50 ms | p99 ms | resident MiB |\n|---|---|---|---|---|---|---|\n");
    for (_, contest) in &latest {
        for side in [&contest.ours, &contest.theirs] {
            let _ = writeln!(text, "| {} | {}", contest.goal, row(side));
        }
    }
    text.push_str("\n## Machines\n\n");
    let mut told: Vec<String> = Vec::new();
    for (run, _) in &latest {
        let machine = &run.machine;
        let line = format!(
            "- {} {}: {} × {}, {} MiB, {:.0} synced writes of 4 KiB a second, {}, {}; {} rounds of {} s; load before {}, after {}{}\n",
            run.day,
            run.commit,
            machine.cores,
            machine.processor,
            machine.memory_mib,
            machine.synced_writes,
            machine.java,
            machine.mariadb,
            run.rounds,
            run.seconds,
            run.load.0,
            run.load.1,
            run.java
                .as_ref()
                .map_or_else(String::new, |java| format!("; Java's service: {java}")),
        );
        if !told.contains(&line) {
            told.push(line);
        }
    }
    text.extend(told);
    (text, latest)
}

fn row(samples: &[Sample]) -> String {
    let median = |value: &dyn Fn(&Sample) -> f64| -> f64 {
        let mut values: Vec<f64> = samples.iter().map(value).collect();
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
    };
    let Some(first) = samples.first() else {
        return "| | | | | |".to_owned();
    };
    let cpu: Vec<String> = first
        .cpu
        .keys()
        .map(|name| {
            let used = median(&|sample| sample.cpu.get(name).copied().unwrap_or(f64::NAN));
            format!("{name} {used:.4}")
        })
        .collect();
    format!(
        "{} | {:.0} | {} | {:.2} | {:.2} | {:.0} |",
        first.side,
        median(&|sample| sample.rate),
        cpu.join(", "),
        median(&|sample| sample.p50_ms),
        median(&|sample| sample.p99_ms),
        median(&|sample| sample.resident_kib as f64 / 1_024.0),
    )
}

const INTRODUCTION: &str = "\
# Performance

Ratios of ours to a peer in the same run on the same machine; `cargo xtask ratio --keep` measures, adds a line to [`performance/runs.jsonl`](performance/runs.jsonl) and writes this page.
Nothing here is edited by hand.

Two sides take turns, A B A B. A goal is reached if the *worst* round is no worse than its floor, and the stretch goal if moreover the median is; `MISSED` is said where that is not so. After each contest of
writes the database is asked whether it holds exactly the orders that were answered, nothing below zero, and goods equal to what was received; a run in which it does not has no numbers. More than half a core used by others while a side was
measured is said. \"Durable\" is a commit that is on disk, in the redo log and in the binary log, before its caller has an answer, on both sides.

The Java service (`integration-tests/java/reserve-service`) is Spring, MyBatis, HikariCP and Connector/J on Dubbo 3.3.6 and writes the same rows into the same tables: idempotency key with the answer,
reservation, line, outbox, guarded balance, ledger; what nobody waits for first and the row that all want last. Its pool and its collector are the best of those tried in the same run. One generator calls both.
";

//! Ours against peers in one run: see [`integration_tests::ratio`].
//!
//! ```text
//! cargo xtask ratio [--only D1,R4] [--rounds 5] [--seconds 8] [--keep]
//! ```
//!
//! `--keep` adds the run to the log and writes the page; `--draw` only writes the page anew.
#![allow(clippy::print_stdout)] // it talks to a person

use std::io::Write as _;
use std::time::Duration;

use integration_tests::echo;
use integration_tests::mariadb::MariaDb;
use integration_tests::ratio::calls::{self, Plan};
use integration_tests::ratio::contest::Contest;
use integration_tests::ratio::report::{self, Run};
use integration_tests::ratio::{machine, writes};

const ROUNDS: usize = 5;
const SECONDS: f64 = 8.0;
/// Buffer pool of the database, in MiB: what is written fits.
const POOL_MIB: u32 = 2_048;
const USAGE: &str = "ratio [--only GOAL,...] [--rounds N] [--seconds N] [--keep] | ratio --draw";

#[tokio::main]
async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["serve-echo", port] => echo::serve(port.parse()?, ready).await?,
        ["serve-bytes", port] => echo::serve_bytes(port.parse()?, ready).await?,
        ["--draw"] => report::draw()?,
        _ => measure(&words).await?,
    }
    Ok(())
}

fn ready() {
    println!("ready");
    // Who waits for it sees when it does not come.
    let _ = std::io::stdout().flush();
}

async fn measure(words: &[&str]) -> std::result::Result<(), Box<dyn std::error::Error>> {
    let mut plan = Plan {
        only: Vec::new(),
        rounds: ROUNDS,
        time: Duration::from_secs_f64(SECONDS),
    };
    let mut keep = false;
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match (*word, word) {
            ("--keep", _) => keep = true,
            ("--only", _) => {
                let goals = words.next().ok_or(USAGE)?;
                plan.only = goals.split(',').map(str::to_owned).collect();
            }
            ("--rounds", _) => plan.rounds = words.next().ok_or(USAGE)?.parse()?,
            ("--seconds", _) => {
                plan.time = Duration::from_secs_f64(words.next().ok_or(USAGE)?.parse()?);
            }
            _ => return Err(USAGE.into()),
        }
    }
    if let Some(unknown) = plan.only.iter().find(|only| !Plan::knows(only)) {
        return Err(format!("there is no goal {unknown}; {USAGE}").into());
    }
    let before = machine::load();
    let machine = machine::look(
        machine::version("java", "-version")?,
        machine::version("mariadbd", "--version")?,
    )?;
    println!("{machine:?}; load before: {before}");
    let mut contests = Vec::new();
    let mut note = |contest: Contest| {
        println!("{}", contest.line());
        for sample in contest.ours.iter().chain(&contest.theirs) {
            println!(
                "    {}: {:.0}/s, CPU s per 1,000 {:.4?}, p50 {:.2} ms, p99 {:.2} ms, {} KiB, others {:.1} cores",
                sample.side,
                sample.rate,
                sample.cpu,
                sample.p50_ms,
                sample.p99_ms,
                sample.resident_kib,
                sample.foreign
            );
        }
        contests.push(contest);
    };
    calls::measure(&plan, &mut note).await?;
    let server = MariaDb::start_measured(POOL_MIB).await?;
    let java = writes::measure(&server, &plan, &mut note).await?;
    let after = machine::load();
    println!("load after: {after}");
    let run = Run {
        day: machine::day()?,
        commit: machine::commit()?,
        rounds: plan.rounds,
        seconds: plan.time.as_secs_f64(),
        machine,
        java,
        load: (before, after),
        contests,
    };
    if keep {
        report::keep(&run)?;
        report::draw()?;
    }
    let missed: Vec<&str> = run
        .contests
        .iter()
        .filter(|contest| contest.verdict() == "MISSED")
        .map(|contest| contest.goal.as_str())
        .collect();
    match missed.is_empty() {
        true => println!("every floor holds"),
        false => println!("floors that do not hold: {}", missed.join(", ")),
    }
    Ok(())
}

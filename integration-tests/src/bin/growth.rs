//! How cost grows: see [`integration_tests::growth`].
//!
//! ```text
//! cargo xtask growth [--only rows,lines] [--seconds 5] [--full] [--most 1000000] [--pool 4096] [--keep]
//! ```
//!
//! `--full` takes the large sizes, up to `--most` rows; `--keep` adds the run to the log and writes the page; `--draw` only writes the page anew.
#![allow(clippy::print_stdout)] // it talks to a person

use std::time::Duration;

use integration_tests::growth::point::{Point, Run};
use integration_tests::growth::series::{self, ALL, Plan};
use integration_tests::growth::{model::Model, report};
use integration_tests::mariadb::MariaDb;
use integration_tests::ratio::machine;

const SECONDS: f64 = 5.0;
/// Buffer pool of the database, in MiB.
const POOL_MIB: u32 = 4_096;
const MOST: u64 = 10_000_000;
const USAGE: &str = "growth [--only SERIES,...] [--seconds N] [--full] [--most ROWS] [--pool MIB] [--keep] | growth --draw";

#[tokio::main]
async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["--draw"] => report::draw()?,
        _ => measure(&words).await?,
    }
    Ok(())
}

async fn measure(words: &[&str]) -> std::result::Result<(), Box<dyn std::error::Error>> {
    let mut plan = Plan {
        only: Vec::new(),
        time: Duration::from_secs_f64(SECONDS),
        full: false,
        most: MOST,
    };
    let (mut keep, mut pool_mib) = (false, POOL_MIB);
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let mut next = || words.next().ok_or(USAGE);
        match *word {
            "--keep" => keep = true,
            "--full" => plan.full = true,
            "--only" => plan.only = next()?.split(',').map(str::to_owned).collect(),
            "--seconds" => plan.time = Duration::try_from_secs_f64(next()?.parse()?)?,
            "--most" => plan.most = next()?.parse()?,
            "--pool" => pool_mib = next()?.parse()?,
            _ => return Err(USAGE.into()),
        }
    }
    let known = |only: &&String| !ALL.contains(&only.as_str());
    if let Some(unknown) = plan.only.iter().find(known) {
        let all = ALL.join(", ");
        return Err(format!("there is no series {unknown}, but {all}; {USAGE}").into());
    }
    let before = machine::load();
    let machine = machine::look(String::new(), machine::version("mariadbd", "--version")?)?;
    println!("{machine:?}; load before: {before}");
    let server = MariaDb::start_measured(pool_mib).await?;
    let mut note = |_: &str, point: &Point| println!("{}", point.line());
    let series = series::measure(&server, &plan, &mut note).await?;
    let after = machine::load();
    println!("load after: {after}");
    let run = Run {
        day: machine::day()?,
        commit: machine::commit()?,
        seconds: plan.time.as_secs_f64(),
        machine,
        pool_mib,
        load: (before, after),
        series,
    };
    if let Some(model) = Model::of(&run) {
        println!("{model:?}");
        for checked in model.check(&run) {
            println!("    {checked:?}: {:+.1} %", checked.error() * 100.0);
        }
    }
    if keep {
        report::keep(&run)?;
        report::draw()?;
    }
    Ok(())
}

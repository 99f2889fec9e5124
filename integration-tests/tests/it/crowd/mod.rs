//! Many callers, two providers that die and come back, one database: random commands of all modules, and whatever was acknowledged is found again when what
//! was booked is decided anew, one command after the other, by the pure rules.
//!
//! A history is drawn from a seed. The seed of one that went wrong is printed and added to `seeds.txt`, which every run plays first. (Who comes first in a
//! round is up to the machine; what is asked is not.)

mod callers;
mod providers;
mod races;
mod replay;

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

use integration_tests::mariadb::MariaDb;
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use stock::command::Envelope;
use stock::memory::Memory;
use stock_sql::CheckLimits;

use crate::planning::witness;
use crate::world::{SKUS, Step, envelope, lives_of, opening};
use callers::Crowd;
use providers::House;

/// Callers at a time.
const CALLERS: usize = 24;
/// What each of them wants done in a round, at most.
const STEPS_OF_ROUND: usize = 5;
/// Rounds of one history; after each the database is compared with the rules.
const ROUNDS: usize = 12;
/// Rounds of one history, however slow the machine.
const ROUNDS_MIN: usize = 4;
/// Callers that share their orders.
const SHARING: usize = 4;
/// Steps on SQLite, where the machine makes so many in time; on MariaDB with `--full`.
const STEPS_MIN: usize = 9_000;
/// Steps on MariaDB, where every commit waits for the disk.
const STEPS_MIN_DURABLE: usize = 2_000;
/// No new round is begun after this long: a slow machine says less, which is told.
const LONGEST: Duration = Duration::from_secs(90);
/// The same on MariaDB: what it may add to every run, and to one with `--full`.
const LONGEST_DURABLE: Duration = Duration::from_secs(20);
const LONGEST_FULL: Duration = Duration::from_secs(300);
/// Of so many steps one at most is answered as of a moment before it was written (measured: 5 of 42,000); of few, as of so many.
const MOVED_SHARE: usize = 100;
const STEPS_FEW: usize = 1_000;
/// Seeds of histories that went wrong once.
const KEPT: &str = include_str!("seeds.txt");

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_sqlite_acknowledged_answers_are_those_of_some_order() {
    crowds(None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_mariadb_acknowledged_answers_are_those_of_some_order() {
    let Some(server) = MariaDb::shared().await else {
        return;
    };
    crowds(Some(server)).await;
}

async fn crowds(server: Option<&MariaDb>) {
    let started = Instant::now();
    let kept = KEPT.lines().filter_map(|line| line.trim().parse().ok());
    let asked = std::env::var("STOCK_CROWD_SEED");
    let asked = asked.ok().map(|seed| seed.parse::<u64>().unwrap());
    // Each change is held to the same histories; `--full` draws new ones.
    let fresh = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let fresh = fresh.unwrap().as_nanos() & 0xFFFF_FFFF;
    let fresh = if full() { fresh } else { 3 };
    let fresh = u64::try_from(fresh).unwrap();
    let mut seeds: Box<dyn Iterator<Item = u64>> = match asked {
        Some(seed) => Box::new(std::iter::once(seed)),
        None => Box::new(kept.chain(fresh..)),
    };
    let mut sums = Sums::default();
    // One that is asked for is played to its end.
    let (steps_min, longest) = match server {
        _ if asked.is_some() => (STEPS_MIN, LONGEST_FULL),
        Some(_) if full() => (STEPS_MIN, LONGEST_FULL),
        Some(_) => (STEPS_MIN_DURABLE, LONGEST_DURABLE),
        None => (STEPS_MIN, LONGEST),
    };
    let enough = |sums: &Sums| sums.steps >= steps_min || started.elapsed() > longest;
    while !enough(&sums) {
        let Some(seed) = seeds.next() else { break };
        println!("crowd: history {seed}");
        let until = started + longest;
        if let Err(wrong) = history(seed, server, until, &mut sums).await {
            keep(seed);
            panic!("history {seed} (STOCK_CROWD_SEED={seed} plays it again):\n{wrong}");
        }
    }
    println!(
        "crowd: {sums:?} in {:.1} s",
        started.elapsed().as_secs_f64()
    );
    assert!(
        sums.applied * 10 > sums.steps,
        "hardly anything took effect"
    );
    assert!(
        sums.moved * MOVED_SHARE <= sums.steps.max(STEPS_FEW),
        "batches often decide by what is no longer so"
    );
    assert!(asked.is_some() || sums.crashes > 0, "no provider died");
}

/// Whether everything is played at full figures.
fn full() -> bool {
    std::env::var("STOCK_FULL").is_ok()
}

/// What happened.
#[derive(Debug, Default)]
struct Sums {
    steps: usize,
    /// Took effect.
    applied: usize,
    /// Answers that a caller got.
    acknowledged: usize,
    /// Calls whose answer was lost.
    lost: usize,
    crashes: usize,
    /// Vouchers whose answer is one of a moment before they were written.
    moved: usize,
}

fn keep(seed: u64) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/crowd/seeds.txt");
    let known = KEPT.lines().any(|line| line.trim() == seed.to_string());
    let file = OpenOptions::new().append(true).open(path);
    if let (Ok(mut file), false) = (file, known) {
        let _ = writeln!(file, "{seed}");
    }
}

async fn history(
    seed: u64,
    server: Option<&MariaDb>,
    until: Instant,
    sums: &mut Sums,
) -> Result<(), String> {
    let mut house = House::build(server).await;
    let mut memory = house.memory().await;
    let mut draws = Draws::new(seed);
    let first = opening();
    let crowd = Crowd::alone(&house, first).await;
    replay::replay(&mut memory, &house, &crowd, sums).await?;
    let mut at = 0;
    for round in 0..ROUNDS {
        if round >= ROUNDS_MIN && Instant::now() > until {
            break;
        }
        memory.now = house.store.now().await.unwrap();
        let wanted = draws.round(&memory, &mut at);
        sums.steps += wanted.iter().map(Vec::len).sum::<usize>();
        let crowd = Crowd::together(&mut house, wanted, seed ^ ((round as u64 + 1) << 40)).await;
        sums.crashes += crowd.crashes;
        replay::replay(&mut memory, &house, &crowd, sums).await?;
        let violations = house.store.check(CheckLimits::default()).await.unwrap();
        let by_rules = memory.violations();
        if !violations.is_empty() || !by_rules.is_empty() {
            return Err(format!(
                "round {round}: {violations:#?}\nby the rules alone: {by_rules:#?}"
            ));
        }
        witness(&memory, round).map_err(|why| why.to_string())?;
    }
    house.leave().await;
    Ok(())
}

/// Steps by a seed.
struct Draws(TestRunner);

impl Draws {
    fn new(seed: u64) -> Self {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
        Self(TestRunner::new_with_rng(Config::default(), rng))
    }

    /// What each caller wants done, as it sees the stock before the round.
    fn round(&mut self, memory: &Memory, at: &mut usize) -> Vec<Vec<Envelope>> {
        let of_caller = |caller: usize| {
            let first = 1 + 10 * (caller / SHARING);
            let drawn = lives_of(first, 2 * STEPS_OF_ROUND).new_tree(&mut self.0);
            let steps = drawn.expect("steps can always be drawn").current();
            let steps = steps.iter().filter(|step| !matches!(step, Step::Tick(_)));
            let wanted = steps.take(STEPS_OF_ROUND).filter_map(|step| {
                *at += 1;
                envelope(step, *at, memory, &SKUS)
            });
            wanted.collect()
        };
        (0..CALLERS).map(of_caller).collect()
    }
}

//! Twice as many orders as can be held: how many of them still are, in time.

use std::time::{Duration, Instant};

use super::calls::Plan;
use super::contest::{Contest, turns};
use super::goals::Goal;
use super::orders::{self, Basket, Made, Orders};
use super::sample::{self, Sample};
use super::sides::{OURS, Side};
use crate::echo::Seen;
use crate::error::{PeerError, Result};
use crate::mariadb::MariaDb;

/// Callers of the peak.
const PEAK: usize = 512;
/// How much more than the peak is asked for.
const TIMES: u32 = 2;
/// How long a caller waits: what is answered later is of no use to it.
const PATIENCE: Duration = Duration::from_secs(1);
const WARM_UP: Duration = Duration::from_secs(3);
/// How often the open loop looks at what is due.
const TICK: Duration = Duration::from_millis(2);

/// What callers made of an open loop.
#[derive(Debug, Clone, Copy, Default)]
struct Told {
    held: u64,
    busy: u64,
    unknown: u64,
}

/// The peak of a closed loop, then twice as many orders a second, whoever answers.
///
/// # Errors
/// When an order is refused for good, or the books do not hold what was answered.
pub async fn measure(
    server: &MariaDb,
    goal: &Goal,
    plan: &Plan,
    note: &mut impl FnMut(Contest),
) -> Result<()> {
    let side = Side::ours(server).await?;
    side.turn(Basket::Even, 64, WARM_UP).await?;
    let link = orders::link_with(&side.address(), PATIENCE).await?;
    let hurried = Orders::new(link, &orders::skus()?).after(1_000_000_000);
    let peak = std::cell::Cell::new(0);
    let told = std::cell::RefCell::new(Vec::new());
    let (peaks, crowded) = turns(
        plan.rounds,
        async |_| {
            let sample = side.turn(Basket::Even, PEAK, plan.time).await?;
            peak.set(sample.whole_rate());
            Ok(sample)
        },
        async |_| {
            let (sample, what) = {
                let mut what = Told::default();
                let work = open(&hurried, peak.get() * TIMES, plan.time, &mut what);
                let sample = sample::take("twice the peak", &side.processes(), work).await?;
                (sample, what)
            };
            told.borrow_mut().push(what);
            Ok(sample)
        },
    )
    .await?;
    for what in told.borrow().iter() {
        println!(
            "    {OURS}: {} held in time, {} told to come again, {} not answered within {PATIENCE:?}",
            what.held, what.busy, what.unknown
        );
    }
    // What was not answered in time may have been held: the books are proved by their own invariants.
    side.check()?;
    note(Contest::of(
        goal,
        crowded,
        peaks,
        |a: &Sample, b: &Sample| a.rate / b.rate,
    ));
    side.stop().await
}

/// So many orders a second, each by a caller of its own.
async fn open(orders: &Orders, rate: u32, time: Duration, told: &mut Told) -> Result<Seen> {
    let begun = Instant::now();
    let due_after = |time: Duration| {
        let millis = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        u64::from(rate).saturating_mul(millis) / 1_000
    };
    let total = due_after(time);
    let mut callers = tokio::task::JoinSet::new();
    let mut ticks = tokio::time::interval(TICK);
    let (mut sent, mut waits) = (0_u64, Vec::new());
    while sent < total {
        ticks.tick().await;
        let due = due_after(begun.elapsed());
        while sent < due.min(total) {
            sent += 1;
            let orders = orders.clone();
            callers.spawn(async move {
                let started = Instant::now();
                let made = orders.place(Basket::Even).await?;
                Ok((made, started.elapsed()))
            });
        }
        while let Some(done) = callers.try_join_next() {
            hear(done, told, &mut waits)?;
        }
    }
    while let Some(done) = callers.try_join_next() {
        hear(done, told, &mut waits)?;
    }
    // What is held later was not held while twice as much was asked for: it counts for who was told what, and not for the rate.
    let (elapsed, calls) = (begun.elapsed(), told.held);
    while let Some(done) = callers.join_next().await {
        hear(done, told, &mut waits)?;
    }
    waits.sort_unstable();
    Ok(Seen {
        calls,
        elapsed,
        waits,
    })
}

/// Notes what became of an order, and how long one that is held took.
fn hear(
    done: std::result::Result<Result<(Made, Duration)>, tokio::task::JoinError>,
    told: &mut Told,
    waits: &mut Vec<Duration>,
) -> Result<()> {
    match done.map_err(PeerError::because("a caller"))?? {
        (Made::Held, wait) => {
            told.held += 1;
            waits.push(wait);
        }
        (Made::Busy, _) => told.busy += 1,
        (Made::Unknown, _) => told.unknown += 1,
    }
    Ok(())
}

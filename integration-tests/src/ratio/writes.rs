//! Goals of writes: reserves, ours against Java's service, plain SQL, Redis and our own lanes without calls.

use std::time::Duration;

use super::calls::Plan;
use super::contest::{Contest, turns};
use super::database::{self, Plain};
use super::goals::Goal;
use super::orders::Basket;
use super::sample::{self, Sample};
use super::sides::{Side, Tuning};
use super::{lanes, overload, script, startup};
use crate::error::{PeerError, Result};
use crate::mariadb::MariaDb;
use crate::redis::Redis;

/// Java's just-in-time compiler sees so much before it is measured.
const WARM_UP_JAVA: Duration = Duration::from_secs(20);
const WARM_UP: Duration = Duration::from_secs(3);
/// How long each way to set Java's service is tried.
const TRIAL: Duration = Duration::from_secs(5);
/// Callers of the plain updates, of the script and of the lanes.
const MANY: usize = 256;
/// Callers of the mixed orders.
const MIXED: usize = 128;

/// A contest of orders against Java.
struct Against {
    id: &'static str,
    basket: Basket,
    callers: usize,
    durable: bool,
}

const fn against(id: &'static str, basket: Basket, callers: usize, durable: bool) -> Against {
    Against {
        id,
        basket,
        callers,
        durable,
    }
}

const JAVA: [Against; 7] = [
    against("D1 64", Basket::Hot, 64, true),
    against("D1 256", Basket::Hot, 256, true),
    against("D3 64", Basket::Even, 64, true),
    against("D3 256", Basket::Even, 256, true),
    against("D9", Basket::Mixed, MIXED, true),
    against("D2 64", Basket::Hot, 64, false),
    against("D2 256", Basket::Hot, 256, false),
];

fn rate(ours: &Sample, theirs: &Sample) -> f64 {
    ours.rate / theirs.rate
}

/// Measures the goals of writes; what Java's service was set to.
///
/// # Errors
/// When a side does not come up, refuses an order, or has another number of them in its books than it answered.
pub async fn measure(
    server: &MariaDb,
    plan: &Plan,
    note: &mut impl FnMut(Contest),
) -> Result<Option<String>> {
    let mut set = None;
    let java = JAVA.iter().any(|one| plan.wants(one.id).is_some());
    let started = plan.any(&["R7 memory", "R7 start"]);
    if java || started {
        let tuning = tune(server).await?;
        set = Some(tuning.to_string());
        if started {
            startup::measure(server, tuning, plan, note).await?;
        }
        if java {
            against_java(server, tuning, plan, note).await?;
        }
    }
    plain(server, plan, note).await?;
    if let Some(goal) = plan.wants("D6") {
        lanes::measure(server, goal, MANY, plan, note).await?;
    }
    redis(server, plan, note).await?;
    if let Some(goal) = plan.wants("D10") {
        overload::measure(server, goal, plan, note).await?;
    }
    Ok(set)
}

async fn against_java(
    server: &MariaDb,
    tuning: Tuning,
    plan: &Plan,
    note: &mut impl FnMut(Contest),
) -> Result<()> {
    let stocked = Side::stocked(server).await?;
    let (ours, java) = (
        Side::ours(server).await?,
        Side::java(server, stocked, tuning).await?,
    );
    java.turn(Basket::Even, 64, WARM_UP_JAVA).await?;
    ours.turn(Basket::Even, 64, WARM_UP).await?;
    for one in &JAVA {
        let Some(goal) = plan.wants(one.id) else {
            continue;
        };
        database::durable(server, one.durable).await?;
        let (a, b) = turns(
            plan.rounds,
            async |_| ours.turn(one.basket, one.callers, plan.time).await,
            async |_| java.turn(one.basket, one.callers, plan.time).await,
        )
        .await?;
        ours.prove().await?;
        java.prove().await?;
        note(Contest::of(goal, a, b, rate));
    }
    database::durable(server, true).await?;
    ours.stop().await
}

/// The way to set Java's service that holds most orders in a second, half of them on one SKU, half evenly.
async fn tune(server: &MariaDb) -> Result<Tuning> {
    let stocked = Side::stocked(server).await?;
    let mut best: Option<(f64, Tuning)> = None;
    let start = Tuning {
        pool: 32,
        // More than callers: a fixed pool has no queue, and a thread is back only after its answer has left.
        threads: 512,
        collector: "-XX:+UseParallelGC",
    };
    let mut ways = vec![
        Tuning { pool: 16, ..start },
        start,
        Tuning { pool: 64, ..start },
    ];
    let mut tried = 0;
    let mut from = None;
    while let Some(tuning) = ways.get(tried).copied() {
        tried += 1;
        let mut side = Side::java(server, stocked.clone(), tuning).await?;
        if let Some(numbers) = from.take() {
            side.orders = side.orders.after(numbers);
        }
        side.turn(Basket::Even, 64, WARM_UP_JAVA / 2).await?;
        let even = side.turn(Basket::Even, 64, TRIAL).await?;
        let hot = side.turn(Basket::Hot, 64, TRIAL).await?;
        // Neither counts for more because its numbers are larger.
        let score = (even.rate * hot.rate).sqrt();
        println!(
            "    Java, {tuning}: {:.0}/s evenly, {:.0}/s hot",
            even.rate, hot.rate
        );
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, tuning));
        }
        from = Some(side.orders.next_number());
        if tried == 3
            && let Some((_, best)) = best
        {
            ways.push(Tuning {
                collector: "-XX:+UseG1GC",
                ..best
            });
        }
    }
    best.map(|(_, tuning)| tuning)
        .ok_or_else(|| PeerError::new("no way to set Java's service was tried"))
}

/// Plain updates, and a transaction of one caller.
async fn plain(server: &MariaDb, plan: &Plan, note: &mut impl FnMut(Contest)) -> Result<()> {
    let goals = ["D4 durable", "D4 relaxed", "D5 durable", "D5 relaxed"];
    if !plan.any(&goals) && plan.wants("D8").is_none() {
        return Ok(());
    }
    let (ours, plain) = (Side::ours(server).await?, Plain::create(server).await?);
    ours.turn(Basket::Even, 64, WARM_UP).await?;
    let id = server.id().await?;
    for id_of_goal in goals {
        let Some(goal) = plan.wants(id_of_goal) else {
            continue;
        };
        let hot = id_of_goal.starts_with("D4");
        let basket = if hot { Basket::Hot } else { Basket::Even };
        database::durable(server, id_of_goal.ends_with("durable")).await?;
        let updates = async |_| {
            let work = plain.updates(hot, MANY, plan.time);
            sample::take("plain UPDATE", &[("database", id)], work).await
        };
        let orders = async |_| ours.turn(basket, MANY, plan.time).await;
        let (a, b) = turns(plan.rounds, orders, updates).await?;
        ours.prove().await?;
        note(Contest::of(goal, a, b, rate));
    }
    database::durable(server, true).await?;
    if let Some(goal) = plan.wants("D8") {
        let alone = async |_| ours.turn(Basket::Even, 1, plan.time).await;
        let transactions = async |_| {
            let work = plain.transactions(plan.time);
            sample::take("plain transaction", &[("database", id)], work).await
        };
        let (a, b) = turns(plan.rounds, alone, transactions).await?;
        ours.prove().await?;
        note(Contest::of(goal, a, b, |a, b| a.p50_ms / b.p50_ms));
    }
    ours.stop().await
}

async fn redis(server: &MariaDb, plan: &Plan, note: &mut impl FnMut(Contest)) -> Result<()> {
    let wanted: Vec<&'static Goal> = ["D7 volatile", "D7 durable"]
        .into_iter()
        .filter_map(|id| plan.wants(id))
        .collect();
    if wanted.is_empty() {
        return Ok(());
    }
    let ours = Side::ours(server).await?;
    ours.turn(Basket::Hot, 64, WARM_UP).await?;
    for goal in wanted {
        let redis = match goal.id {
            "D7 durable" => {
                let flags = ["--appendonly", "yes", "--appendfsync", "always"];
                Redis::start_with(&flags, "").await?
            }
            _ => Redis::start().await?,
        };
        let scripts = async |_| {
            sample::take("Redis Lua", &[], script::reserve(&redis, MANY, plan.time)).await
        };
        let orders = async |_| ours.turn(Basket::Hot, MANY, plan.time).await;
        let (a, b) = turns(plan.rounds, orders, scripts).await?;
        ours.prove().await?;
        note(Contest::of(goal, a, b, rate));
    }
    ours.stop().await
}

//! From the start of a process to its first answered call, and what it then holds of memory.

use std::time::{Duration, Instant};

use super::calls::Plan;
use super::contest::{Contest, turns};
use super::machine::Busy;
use super::orders::{self, Basket, Orders};
use super::sample::Sample;
use super::sides::{self, OURS, Side, Tuning};
use crate::error::{PeerError, Result};
use crate::java::usage;
use crate::mariadb::MariaDb;
use crate::ports::PortLease;
use crate::stock_center::StockCenter;

/// How often a call is tried.
const POLL: Duration = Duration::from_millis(3);
/// Idle before its memory is looked at.
const IDLE: Duration = Duration::from_secs(5);
const DEADLINE: Duration = Duration::from_secs(120);

/// Starts both in turns, on databases that are there.
///
/// # Errors
/// When one does not answer.
pub async fn measure(
    server: &MariaDb,
    tuning: Tuning,
    plan: &Plan,
    note: &mut impl FnMut(Contest),
) -> Result<()> {
    let database = server.create_database().await?;
    let center = StockCenter::start(&sides::settings(&database)).await?;
    orders::receive(&orders::link(&center.address()).await?, &orders::skus()?).await?;
    center.stop().await?;
    let stocked = Side::stocked(server).await?;
    let next = std::cell::Cell::new(1_000_000_000);
    let ours = async |_| {
        let begun = Instant::now();
        center.launch_without_waiting().await?;
        let id = center.id().await;
        let id = id.ok_or_else(|| PeerError::new("the provider is gone"))?;
        let sample = started(
            OURS,
            id,
            &center.address(),
            begun,
            next.replace(next.get() + 1),
        )
        .await;
        center.stop().await?;
        sample
    };
    let java = async |_| {
        let lease = PortLease::take(&[0])?;
        let begun = Instant::now();
        let java = sides::spawn_java(&stocked, lease.port(), tuning).await?;
        let address = format!("127.0.0.1:{}", lease.port());
        let number = next.replace(next.get() + 1);
        started(sides::JAVA, java.id(), &address, begun, number).await
    };
    // The first start of either reads its program from the disk.
    ours(0).await?;
    java(0).await?;
    let (one, other) = turns(plan.rounds, ours, java).await?;
    if let Some(goal) = plan.wants("R7 memory") {
        let memory = |a: &Sample, b: &Sample| a.resident_kib as f64 / b.resident_kib.max(1) as f64;
        note(Contest::of(goal, one.clone(), other.clone(), memory));
    }
    if let Some(goal) = plan.wants("R7 start") {
        note(Contest::of(goal, one, other, |a, b| a.p50_ms / b.p50_ms));
    }
    Ok(())
}

/// Places one order as soon as that can be done; `p50_ms` is how long it took from the start.
async fn started(
    side: &str,
    id: u32,
    address: &str,
    begun: Instant,
    number: u64,
) -> Result<Sample> {
    let (skus, busy) = (orders::skus()?, Busy::now());
    loop {
        if let Ok(link) = orders::link(address).await {
            let orders = Orders::new(link, &skus).after(number);
            if orders.place(Basket::Even).await.is_ok() {
                break;
            }
        }
        if begun.elapsed() > DEADLINE {
            return Err(PeerError::new(format!("{side} answers no call")));
        }
        tokio::time::sleep(POLL).await;
    }
    let took = begun.elapsed().as_secs_f64() * 1_000.0;
    tokio::time::sleep(IDLE).await;
    Ok(Sample {
        side: side.to_owned(),
        calls: 1,
        p50_ms: took,
        p99_ms: took,
        resident_kib: usage::of(id)?.resident_kib,
        foreign: busy.foreign_since(),
        ..Sample::default()
    })
}

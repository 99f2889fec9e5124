//! What a listing page costs: `batchSellable` of 200 SKUs out of 10,000 in five sites, on MariaDB, from a provider with a Redis and from one without, in
//! turns; then at a fixed rate while a writer orders at full speed. A run after which Redis differs from the database has no numbers.
//!
//! ```text
//! cargo build --release --package stock-provider && cargo run --release --package integration-tests --bin bench_listing [SECONDS]
//! ```
#![allow(clippy::print_stdout)] // it talks to a person

use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use dubbo_api::inquiry::{
    SellableReq, StockQueryService as _, StockQueryServiceClient, stock_query_service,
};
use dubbo_api::{
    OccupyLine, OpContext, PreOccupyReq, Quantity, StockReservationService as _,
    StockReservationServiceClient, stock_reservation_service,
};
use dubbo_rpc::{Client, ClientOptions, Context, Invoker, ServiceRef};
use integration_tests::error::{PeerError, Result};
use integration_tests::java::usage;
use integration_tests::mariadb::MariaDb;
use integration_tests::redis::Redis;
use integration_tests::stock_center::StockCenter;

const SKUS: usize = 10_000;
const SITES: usize = 5;
const PAGE: usize = 200;
/// Pages asked for at a time.
const READERS: usize = 16;
/// Orders in flight.
const WRITERS: usize = 64;
/// Pages per second while the writer is at work.
const RATE: u32 = 40;
const ROUNDS: usize = 3;
const SECONDS_DEFAULT: u64 = 6;

#[tokio::main]
async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let seconds = std::env::args()
        .nth(1)
        .map_or(Ok(SECONDS_DEFAULT), |word| word.parse())?;
    let time = Duration::from_secs(seconds);
    println!("load average before: {}", load());
    let redis = Redis::start().await?;
    let mariadb = MariaDb::start().await?;
    let (database, cache) = (mariadb.create_database().await?, redis.url());
    let settings = [
        ("DATABASE__URL", database.as_str()),
        ("DATA__SAMPLE", "never"),
        ("RECONCILE__SCHEDULE", "false"),
    ];
    let cached = [&settings[..], &[("CACHE__URL", cache.as_str())]].concat();
    let with = StockCenter::prepare(&cached)?;
    let folder = tempfile::tempdir()?;
    catalogue(folder.path())?;
    let started = Instant::now();
    with.run(&["import", &folder.path().display().to_string()])?;
    println!(
        "{SKUS} SKUs in {SITES} sites imported in {:.1?}",
        started.elapsed()
    );
    with.launch().await?;
    let without = StockCenter::start(&settings).await?;
    let (one, other) = (link(&with).await?, link(&without).await?);
    pages(&one, Duration::from_secs(2), None).await?;
    let mut ratios = Vec::new();
    for round in 1..=ROUNDS {
        let cached = measure("with Redis", round, &with, &one, time).await?;
        let plain = measure("database alone", round, &without, &other, time).await?;
        ratios.push(plain / cached);
    }
    ratios.sort_by(f64::total_cmp);
    println!(
        "provider CPU per page, database alone against with Redis: {:.1} times (median of {ROUNDS}, {:.1} to {:.1})",
        ratios[ROUNDS / 2],
        ratios[0],
        ratios[ROUNDS - 1]
    );
    for (name, link) in [("with Redis", &one), ("database alone", &other)] {
        let stop = Arc::new(AtomicBool::new(false));
        let writing = tokio::spawn(write(
            Arc::clone(link),
            name.replace(' ', "-"),
            Arc::clone(&stop),
        ));
        tokio::time::sleep(Duration::from_secs(1)).await;
        let waits = pages(link, time, Some(RATE)).await?;
        stop.store(true, Ordering::Relaxed);
        let (orders, took) = writing.await??;
        println!(
            "{name}, {RATE} pages/s beside a writer of {:.0} orders/s: p50 {:.1} ms, p99 {:.1} ms, longest {:.1} ms",
            orders as f64 / took.as_secs_f64(),
            at(&waits, 50),
            at(&waits, 99),
            at(&waits, 100)
        );
    }
    println!(
        "{}",
        with.run(&["check"])?.lines().last().unwrap_or_default()
    );
    println!("load average after: {}", load());
    Ok(())
}

/// One round with all readers; provider CPU seconds per page.
async fn measure(
    name: &str,
    round: usize,
    center: &StockCenter,
    link: &Arc<dyn Invoker>,
    time: Duration,
) -> Result<f64> {
    let id = center
        .id()
        .await
        .ok_or_else(|| PeerError::new("the provider is gone"))?;
    let before = usage::of(id)?;
    let started = Instant::now();
    let waits = pages(link, time, None).await?;
    let elapsed = started.elapsed().as_secs_f64();
    let after = usage::of(id)?;
    let pages = waits.len().max(1) as f64;
    let cpu = (after.cpu - before.cpu).as_secs_f64() / pages;
    println!(
        "{name}, round {round}: {:.0} pages/s ({:.0} SKUs/s), provider CPU {:.3} ms per page, p50 {:.1} ms, p99 {:.1} ms, {} KiB resident",
        pages / elapsed,
        pages * PAGE as f64 / elapsed,
        cpu * 1_000.0,
        at(&waits, 50),
        at(&waits, 99),
        after.resident_kib
    );
    Ok(cpu)
}

/// Pages until the time is over, from all readers or at a rate; how long each took, sorted.
async fn pages(
    link: &Arc<dyn Invoker>,
    time: Duration,
    rate: Option<u32>,
) -> Result<Vec<Duration>> {
    let service = ServiceRef::new(stock_query_service::INTERFACE);
    let questions = Arc::new(StockQueryServiceClient::new(Arc::clone(link), service));
    let next = Arc::new(AtomicU64::new(0));
    let until = Instant::now() + time;
    let readers = rate.map_or(READERS, |rate| usize::try_from(rate).unwrap_or(1));
    let pause = rate.map(|_| Duration::from_secs(1));
    let readers: Vec<_> = (0..readers)
        .map(|reader| {
            let (questions, next) = (Arc::clone(&questions), Arc::clone(&next));
            tokio::spawn(async move {
                let mut waits = Vec::new();
                // At a rate each reader asks once a second, at its own moment: who waits for an answer does not ask less.
                let mut due = Instant::now();
                if let Some(pause) = pause {
                    due += pause * u32::try_from(reader).unwrap_or(0) / RATE;
                }
                while Instant::now() < until {
                    if let Some(pause) = pause {
                        tokio::time::sleep_until(due.into()).await;
                        due += pause;
                    }
                    let page = next.fetch_add(1, Ordering::Relaxed).wrapping_mul(7_919);
                    let first = usize::try_from(page % SKUS as u64).unwrap_or(0);
                    let request = SellableReq {
                        skus: (0..PAGE)
                            .map(|at| sku((first + at) % SKUS).as_str().into())
                            .collect(),
                        area_code: Some("440106".to_owned()),
                        ..SellableReq::default()
                    };
                    let started = Instant::now();
                    let reply = questions
                        .batch_sellable(&Context::new(), request)
                        .await
                        .map_err(PeerError::because("a page"))?;
                    waits.push(started.elapsed());
                    let items = reply
                        .into_data()
                        .map_err(|reply| PeerError::new(format!("{reply:?}")))?;
                    if items.len() != PAGE
                        || items
                            .iter()
                            .any(|item| !item.known || item.sellable.get() <= 0)
                    {
                        return Err(PeerError::new("a page shows other goods than there are"));
                    }
                }
                Ok(waits)
            })
        })
        .collect();
    let mut all = Vec::new();
    for reader in readers {
        all.extend(reader.await.map_err(PeerError::because("a reader"))??);
    }
    all.sort_unstable();
    Ok(all)
}

/// Orders at full speed until told to stop; how many were held, in which time.
async fn write(
    link: Arc<dyn Invoker>,
    round: String,
    stop: Arc<AtomicBool>,
) -> Result<(u64, Duration)> {
    let service = ServiceRef::new(stock_reservation_service::INTERFACE);
    let reservations = Arc::new(StockReservationServiceClient::new(link, service));
    let (next, started) = (Arc::new(AtomicU64::new(0)), Instant::now());
    let writers: Vec<_> = (0..WRITERS)
        .map(|_| {
            let (reservations, next) = (Arc::clone(&reservations), Arc::clone(&next));
            let (round, stop) = (round.clone(), Arc::clone(&stop));
            tokio::spawn(async move {
                while !stop.load(Ordering::Relaxed) {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    let at = usize::try_from(n.wrapping_mul(7_919) % SKUS as u64).unwrap_or(0);
                    let order_no = format!("{round}-{n}");
                    let request = PreOccupyReq {
                        context: Some(OpContext {
                            source_system: Some("bench".to_owned()),
                            biz_no: Some(order_no.clone()),
                            ..OpContext::default()
                        }),
                        order_no: order_no.as_str().into(),
                        lines: vec![OccupyLine {
                            sku: sku(at).as_str().into(),
                            quantity: Quantity(1),
                            ..OccupyLine::default()
                        }],
                        ..PreOccupyReq::default()
                    };
                    let reply = reservations
                        .pre_occupy(&Context::new(), request)
                        .await
                        .map_err(PeerError::because("an order"))?;
                    if !reply.is_success() {
                        return Err(PeerError::new(format!(
                            "an order: {} {:?}",
                            reply.code, reply.message
                        )));
                    }
                }
                Ok(())
            })
        })
        .collect();
    for writer in writers {
        writer.await.map_err(PeerError::because("a writer"))??;
    }
    Ok((next.load(Ordering::Relaxed), started.elapsed()))
}

async fn link(center: &StockCenter) -> Result<Arc<dyn Invoker>> {
    let options = ClientOptions {
        timeout: Duration::from_secs(20),
        ..ClientOptions::default()
    };
    let link = Client::connect(center.address(), options).await;
    Ok(Arc::new(link.map_err(PeerError::because("connecting"))?))
}

fn sku(at: usize) -> String {
    format!("PART-{at:05}")
}

/// A catalogue whose every part lies in every site.
fn catalogue(folder: &std::path::Path) -> Result<()> {
    let write = |name: &str, text: String| {
        std::fs::write(folder.join(name), text).map_err(PeerError::because(name))
    };
    write(
        "brand.csv",
        "code,name,name_en,grade\nT,测试,Test,OES\n".to_owned(),
    )?;
    let mut skus = String::from("sku,name,name_en,category,brand,unit,suspended,safety_default\n");
    let mut sites = String::from("code,name,name_en,kind,area,enabled\n");
    let mut coverage = String::from("area,warehouse,priority\n");
    let mut opening = String::from("warehouse,sku,quantity\n");
    for site in 0..SITES {
        let _ = writeln!(sites, "W{site},仓,Site,REGIONAL,440106,1");
        let _ = writeln!(coverage, "4401,W{site},{site}");
    }
    for part in 0..SKUS {
        let _ = writeln!(skus, "{},件,Part,TEST,T,件,0,0", sku(part));
        for site in 0..SITES {
            let _ = writeln!(opening, "W{site},{},1000000", sku(part));
        }
    }
    write("sku.csv", skus)?;
    write("warehouse.csv", sites)?;
    write("coverage.csv", coverage)?;
    write("opening_stock.csv", opening)
}

fn at(waits: &[Duration], part: usize) -> f64 {
    let last = waits.len().saturating_sub(1);
    let found = waits.get((waits.len() * part / 100).min(last));
    found.copied().unwrap_or_default().as_secs_f64() * 1_000.0
}

fn load() -> String {
    std::fs::read_to_string("/proc/loadavg")
        .unwrap_or_default()
        .trim()
        .to_owned()
}

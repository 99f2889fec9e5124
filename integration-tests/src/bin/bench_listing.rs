//! What a listing page costs: `batchSellable` of 200 SKUs out of 10,000 in five sites, warm, on MariaDB, from a provider with a Redis, from one without, and
//! from the Java reference (`java/listing-service`: Dubbo 3.3.6, Spring, MyBatis, a Redis of its own; with and without figures in its own process), in turns;
//! then at a fixed rate while a writer orders at full speed. Providers that show different figures, and a Redis that differs from the database afterwards,
//! have no numbers.
//!
//! The Java reference is measured at its best: its figures may be 60 s old where ours are 2 s old, so it never asks the database while it is measured. With
//! `STOCK_CACHE__AGE_MS=60000` ours may be as old.
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
use integration_tests::java::{self, JavaServer, usage};
use integration_tests::mariadb::MariaDb;
use integration_tests::ports::PortLease;
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
/// How long figures of the Java reference live in its Redis.
const JAVA_KEEPS_SECONDS: &str = "60";
/// And in its process, where it has them there.
const JAVA_FRONT_MS: &str = "60000";
/// What its just-in-time compiler sees before it is measured.
const JAVA_WARM_UP: Duration = Duration::from_secs(20);
/// The goal: ours uses at most one part in so many of the reference's CPU.
const GOAL: f64 = 8.0;

/// Somebody who answers listing pages.
struct Side {
    name: &'static str,
    id: u32,
    link: Arc<dyn Invoker>,
}

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
    let mut sides = vec![
        side("with Redis", &with).await?,
        side("database alone", &without).await?,
    ];
    let java_redis = Redis::start().await?;
    let mut references = Vec::new();
    if java::available() {
        for (name, front) in [
            ("Java, Redis", "0"),
            ("Java, Redis and own process", JAVA_FRONT_MS),
        ] {
            let (reference, found) = reference(name, &database, &java_redis, front).await?;
            references.push(reference);
            sides.push(found);
        }
    }
    for side in &sides {
        let warm_up = match side.name.starts_with("Java") {
            true => JAVA_WARM_UP,
            false => Duration::from_secs(3),
        };
        pages(&side.link, warm_up, None).await?;
    }
    agree(&sides).await?;
    let mut costs = vec![Vec::new(); sides.len()];
    for round in 1..=ROUNDS {
        for (side, costs) in sides.iter().zip(&mut costs) {
            costs.push(measure(side, round, time).await?);
        }
    }
    for (side, theirs) in sides.iter().zip(&costs).skip(1) {
        let mut ratios: Vec<f64> = theirs
            .iter()
            .zip(&costs[0])
            .map(|(theirs, ours)| theirs / ours)
            .collect();
        ratios.sort_by(f64::total_cmp);
        let goal = match (side.name.starts_with("Java"), ratios[ROUNDS / 2] >= GOAL) {
            (false, _) => "",
            (true, true) => "; the goal of 8 times is reached",
            (true, false) => "; the goal of 8 times is MISSED",
        };
        println!(
            "provider CPU per page, {} against with Redis: {:.1} times (median of {ROUNDS}, {:.1} to {:.1}){goal}",
            side.name,
            ratios[ROUNDS / 2],
            ratios[0],
            ratios[ROUNDS - 1]
        );
    }
    agree(&sides).await?;
    drop(references);
    let (one, other) = (&sides[0].link, &sides[1].link);
    for (name, link) in [("with Redis", one), ("database alone", other)] {
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

async fn side(name: &'static str, center: &StockCenter) -> Result<Side> {
    let id = center.id().await;
    Ok(Side {
        name,
        id: id.ok_or_else(|| PeerError::new("the provider is gone"))?,
        link: link(&center.address()).await?,
    })
}

/// Starts the Java reference on the same database.
async fn reference(
    name: &'static str,
    database: &str,
    redis: &Redis,
    front_ms: &str,
) -> Result<((JavaServer, PortLease), Side)> {
    let lease = PortLease::take(&[0])?;
    let port = lease.port().to_string();
    let rest = database.strip_prefix("mysql://").unwrap_or(database);
    let (login, place) = rest.split_once('@').unwrap_or(("", rest));
    let (user, password) = login.split_once(':').unwrap_or((login, ""));
    let jdbc = format!("jdbc:mysql://{place}?useSSL=false&allowPublicKeyRetrieval=true");
    let address = format!("127.0.0.1:{}", redis.port());
    let arguments = [
        ["--port", &port],
        ["--db", &jdbc],
        ["--db-user", user],
        ["--db-password", password],
        ["--redis", &address],
        ["--keep-seconds", JAVA_KEEPS_SECONDS],
        ["--front-ms", front_ms],
    ];
    let class = "com.autoparts.listing.Main";
    let server = JavaServer::start_measured("listing-service", class, arguments.as_flattened());
    let server = server.await?;
    let found = Side {
        name,
        id: server.id(),
        link: link(&format!("127.0.0.1:{port}")).await?,
    };
    Ok(((server, lease), found))
}

/// All of them show the same figures.
async fn agree(sides: &[Side]) -> Result<()> {
    let mut shown: Option<Vec<String>> = None;
    for side in sides {
        let service = ServiceRef::new(stock_query_service::INTERFACE);
        let questions = StockQueryServiceClient::new(Arc::clone(&side.link), service);
        let mut here = Vec::new();
        for first in (0..SKUS).step_by(PAGE * 5) {
            let reply = questions.batch_sellable(&Context::new(), page(first)).await;
            let reply = reply.map_err(PeerError::because(side.name))?;
            let items = reply
                .into_data()
                .map_err(|reply| PeerError::new(format!("{}: {reply:?}", side.name)))?;
            here.extend(items.iter().map(|item| {
                format!(
                    "{} {} {} {} in {}, {}",
                    item.sku,
                    item.known,
                    item.band,
                    item.sellable,
                    item.warehouse_count,
                    item.version
                )
            }));
        }
        match &shown {
            Some(shown) if *shown != here => {
                let differs = shown.iter().zip(&here).find(|(one, other)| one != other);
                return Err(PeerError::new(format!(
                    "{} shows other figures: {differs:?}",
                    side.name
                )));
            }
            _ => shown = Some(here),
        }
    }
    Ok(())
}

fn page(first: usize) -> SellableReq {
    SellableReq {
        skus: (0..PAGE)
            .map(|at| sku((first + at) % SKUS).as_str().into())
            .collect(),
        area_code: Some("440106".to_owned()),
        ..SellableReq::default()
    }
}

/// One round with all readers; provider CPU seconds per page.
async fn measure(side: &Side, round: usize, time: Duration) -> Result<f64> {
    let name = side.name;
    let before = usage::of(side.id)?;
    let started = Instant::now();
    let waits = pages(&side.link, time, None).await?;
    let elapsed = started.elapsed().as_secs_f64();
    let after = usage::of(side.id)?;
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
                    let request = self::page(first);
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

async fn link(address: &str) -> Result<Arc<dyn Invoker>> {
    let options = ClientOptions {
        timeout: Duration::from_secs(20),
        ..ClientOptions::default()
    };
    let link = Client::connect(address.to_owned(), options).await;
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

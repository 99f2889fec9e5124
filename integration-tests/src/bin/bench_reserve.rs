//! What a reserve costs: the real provider on SQLite and on MariaDB with durable commits, 64 callers on one `dubbo://` connection, one line an order, on one hot
//! SKU and spread over 400; with the machine's rate of synced writes and its load. A run whose ledger does not check has no numbers.
//!
//! ```text
//! cargo build --release --package stock-provider && cargo run --release --package integration-tests --bin bench_reserve [SECONDS]
//! ```
#![allow(clippy::print_stdout)] // it talks to a person

use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use dubbo_api::{
    InboundReq, OccupyLine, OpContext, PreOccupyReq, Quantity, StockChangeService as _,
    StockChangeServiceClient, StockLine, StockReservationService as _,
    StockReservationServiceClient, stock_change_service, stock_reservation_service,
};
use dubbo_rpc::{Client, ClientOptions, Context, Invoker, ServiceRef};
use integration_tests::error::{PeerError, Result};
use integration_tests::java::usage;
use integration_tests::mariadb::MariaDb;
use integration_tests::stock_center::StockCenter;

/// Orders in flight.
const CALLERS: usize = 64;
/// SKUs of the sample that the uniform round spreads over.
const SKUS: usize = 400;
/// Site of the sample.
const WAREHOUSE: &str = "WH-GZ";
/// Received of each SKU before a round: more than can be ordered.
const PLENTY: i64 = 1_000_000_000;
const SECONDS_DEFAULT: u64 = 8;

#[tokio::main]
async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let seconds = std::env::args()
        .nth(1)
        .map_or(Ok(SECONDS_DEFAULT), |word| word.parse())?;
    println!(
        "synced writes of 4 KiB on this disk: {:.0}/s",
        synced_writes()?
    );
    println!("load average before: {}", load());
    let sqlite = StockCenter::start(&[]).await?;
    rounds("SQLite", &sqlite, seconds).await?;
    let mariadb = MariaDb::start().await?;
    let database = mariadb.create_database().await?;
    let settings = [
        ("DATABASE__URL", database.as_str()),
        ("DATA__SAMPLE", "always"),
    ];
    let center = StockCenter::start(&settings).await?;
    rounds("MariaDB", &center, seconds).await?;
    println!("load average after: {}", load());
    Ok(())
}

async fn rounds(database: &str, center: &StockCenter, seconds: u64) -> Result<()> {
    let id = center
        .id()
        .await
        .ok_or_else(|| PeerError::new("the provider is gone"))?;
    println!(
        "{database}: idle provider {} KiB resident",
        usage::of(id)?.resident_kib
    );
    let options = ClientOptions {
        timeout: Duration::from_secs(10),
        ..ClientOptions::default()
    };
    let link: Arc<dyn Invoker> = Arc::new(
        Client::connect(center.address(), options)
            .await
            .map_err(PeerError::because("connecting"))?,
    );
    let skus = skus()?;
    receive(&link, &skus).await?;
    for (round, skus) in [("hot", &skus[..1]), ("uniform", &skus[..])] {
        let before = usage::of(id)?;
        let started = Instant::now();
        let mut waits = order(&link, round, skus, Duration::from_secs(seconds)).await?;
        let elapsed = started.elapsed().as_secs_f64();
        let after = usage::of(id)?;
        waits.sort_unstable();
        let orders = waits.len().max(1) as f64;
        let at = |part: usize| {
            waits
                .get(waits.len() * part / 100)
                .copied()
                .unwrap_or_default()
        };
        println!(
            "{database}, {round}: {:.0} reserves/s, provider CPU {:.4} s per 1,000, p50 {:.1} ms, p99 {:.1} ms, {} KiB resident",
            orders / elapsed,
            (after.cpu - before.cpu).as_secs_f64() * 1_000.0 / orders,
            at(50).as_secs_f64() * 1_000.0,
            at(99).as_secs_f64() * 1_000.0,
            after.resident_kib
        );
    }
    let checked = center.run(&["check"])?;
    println!("{database}: {}", checked.lines().last().unwrap_or_default());
    Ok(())
}

/// Parts of the bundled sample, kits left out.
fn skus() -> Result<Vec<String>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../provider/catalogue/sku.csv");
    let text = std::fs::read_to_string(path).map_err(PeerError::because(path))?;
    // The last two columns are `suspended` and `safety_default`.
    let on_sale = |row: &&str| row.rsplit(',').nth(1) == Some("0");
    let codes = text
        .lines()
        .skip(1)
        .filter(on_sale)
        .filter_map(|row| row.split(',').next());
    let parts = codes.filter(|code| !code.starts_with("KIT") && !code.starts_with("SET"));
    Ok(parts.take(SKUS).map(str::to_owned).collect())
}

fn context(biz_no: String) -> Option<OpContext> {
    Some(OpContext {
        source_system: Some("bench".to_owned()),
        biz_no: Some(biz_no),
        ..OpContext::default()
    })
}

async fn receive(link: &Arc<dyn Invoker>, skus: &[String]) -> Result<()> {
    let service = ServiceRef::new(stock_change_service::INTERFACE);
    let changes = StockChangeServiceClient::new(Arc::clone(link), service);
    for (part, skus) in skus.chunks(200).enumerate() {
        let lines = skus.iter().map(|sku| StockLine {
            sku: sku.as_str().into(),
            quantity: Quantity(PLENTY),
            ..StockLine::default()
        });
        let request = InboundReq {
            context: context(format!("FILL-{part}")),
            warehouse: WAREHOUSE.into(),
            lines: lines.collect(),
            ..InboundReq::default()
        };
        let reply = changes
            .purchase_in(&Context::new(), request)
            .await
            .map_err(PeerError::because("receiving"))?;
        if !reply.is_success() {
            return Err(PeerError::new(format!(
                "receiving: {} {:?}",
                reply.code, reply.message
            )));
        }
    }
    Ok(())
}

/// Orders from all callers until the time is over; how long each took. Every one must be held.
async fn order(
    link: &Arc<dyn Invoker>,
    round: &str,
    skus: &[String],
    time: Duration,
) -> Result<Vec<Duration>> {
    let service = ServiceRef::new(stock_reservation_service::INTERFACE);
    let reservations = Arc::new(StockReservationServiceClient::new(
        Arc::clone(link),
        service,
    ));
    let next = Arc::new(AtomicU64::new(0));
    let until = Instant::now() + time;
    let callers: Vec<_> = (0..CALLERS)
        .map(|_| {
            let (reservations, next) = (Arc::clone(&reservations), Arc::clone(&next));
            let (round, skus) = (round.to_owned(), skus.to_vec());
            tokio::spawn(async move {
                let mut waits = Vec::new();
                while Instant::now() < until {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    let at = usize::try_from(n.wrapping_mul(7_919)).unwrap_or(0) % skus.len();
                    let started = Instant::now();
                    let reply = reservations
                        .pre_occupy(&Context::new(), request(&round, n, &skus[at]))
                        .await
                        .map_err(PeerError::because("reserving"))?;
                    if !reply.is_success() {
                        return Err(PeerError::new(format!(
                            "reserving: {} {:?}",
                            reply.code, reply.message
                        )));
                    }
                    waits.push(started.elapsed());
                }
                Ok(waits)
            })
        })
        .collect();
    let mut all = Vec::new();
    for caller in callers {
        all.extend(caller.await.map_err(PeerError::because("a caller"))??);
    }
    Ok(all)
}

fn request(round: &str, n: u64, sku: &str) -> PreOccupyReq {
    let order_no = format!("{round}-{n}");
    let line = OccupyLine {
        sku: sku.into(),
        quantity: Quantity(1),
        warehouse: Some(WAREHOUSE.into()),
        ..OccupyLine::default()
    };
    PreOccupyReq {
        context: context(order_no.clone()),
        order_no: order_no.as_str().into(),
        lines: vec![line],
        ttl_seconds: Some(14_000),
        ..PreOccupyReq::default()
    }
}

/// How often a second this disk takes 4 KiB for good.
fn synced_writes() -> Result<f64> {
    let failed = || PeerError::because("measuring synced writes");
    let folder = tempfile::tempdir().map_err(failed())?;
    let mut file = std::fs::File::create(folder.path().join("sync")).map_err(failed())?;
    let started = Instant::now();
    let mut written = 0_u32;
    while started.elapsed() < Duration::from_secs(2) {
        file.write_all(&[7; 4_096]).map_err(failed())?;
        file.sync_data().map_err(failed())?;
        written += 1;
    }
    Ok(f64::from(written) / started.elapsed().as_secs_f64())
}

fn load() -> String {
    std::fs::read_to_string("/proc/loadavg")
        .unwrap_or_default()
        .trim()
        .to_owned()
}

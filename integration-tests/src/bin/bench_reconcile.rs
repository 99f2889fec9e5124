//! What a comparison of a long ledger costs: R1 over a million ledger rows on the real provider, on SQLite and on MariaDB, while 32 callers order. Says the
//! rows a second, the provider's largest resident size, and the reserves a second before and meanwhile; fails above 300 MiB, or when reserves lose more than a tenth.
//!
//! ```text
//! cargo build --release --package stock-provider && cargo run --release --package integration-tests --bin bench_reconcile [ROWS [sqlite|mariadb]]
//! ```
#![allow(clippy::print_stdout)] // it talks to a person

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use dubbo_api::{
    InboundReq, OccupyLine, OpContext, PreOccupyReq, Quantity, ReconRunReq, ReconcileService as _,
    ReconcileServiceClient, RunProgress, RunQuery, StockChangeService as _,
    StockChangeServiceClient, StockLine, StockReservationService as _,
    StockReservationServiceClient, reconcile_service, stock_change_service,
    stock_reservation_service,
};
use dubbo_rpc::{Client, ClientOptions, Context, Invoker, ServiceRef};
use integration_tests::error::{PeerError, Result};
use integration_tests::java::usage;
use integration_tests::mariadb::MariaDb;
use integration_tests::stock_center::StockCenter;

/// Ledger rows that are compared.
const ROWS_DEFAULT: usize = 1_000_000;
/// Lines of one receipt.
const LINES: usize = 200;
/// Receipts in flight while the ledger is filled.
const FILLERS: usize = 16;
/// Orders in flight.
const CALLERS: usize = 32;
/// Site of the sample.
const WAREHOUSE: &str = "WH-GZ";
/// How long reserves are counted without a comparison.
const CALM: Duration = Duration::from_secs(15);
/// Buffer pool of MariaDB: what a ledger of that length takes, as a shop that has one gives its server.
const POOL_MIB: u32 = 2_048;
/// Largest resident size, in KiB.
const RESIDENT_MAX: u64 = 300 * 1_024;

#[tokio::main]
async fn main() -> std::result::Result<ExitCode, Box<dyn std::error::Error>> {
    let rows = std::env::args()
        .nth(1)
        .map_or(Ok(ROWS_DEFAULT), |word| word.parse())?;
    println!("load average before: {}", load());
    let quiet = ("RECONCILE__SCHEDULE", "false");
    let only = std::env::args().nth(2);
    let wanted = |engine: &str| only.as_deref().is_none_or(|only| only == engine);
    if !wanted("sqlite") && !wanted("mariadb") {
        return Err(format!("engine {only:?}: sqlite or mariadb, both if absent").into());
    }
    let mut sound = true;
    if wanted("sqlite") {
        let center = StockCenter::start(&[quiet]).await?;
        sound &= compare("SQLite", &center, rows).await?;
        center.stop().await?;
    }
    if wanted("mariadb") {
        let mariadb = MariaDb::start_with_pool(POOL_MIB).await?;
        let database = mariadb.create_database().await?;
        let settings = [
            quiet,
            ("DATABASE__URL", database.as_str()),
            ("DATA__SAMPLE", "always"),
        ];
        let center = StockCenter::start(&settings).await?;
        sound &= compare("MariaDB", &center, rows).await?;
        center.stop().await?;
        mariadb.stop().await?;
    }
    println!("load average after: {}", load());
    Ok(if sound {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

async fn compare(database: &str, center: &StockCenter, rows: usize) -> Result<bool> {
    let link = connect(center).await?;
    let skus = Arc::new(skus()?);
    let started = Instant::now();
    fill(&link, &skus, rows).await?;
    println!(
        "{database}: {rows} ledger rows booked in {:.1?}",
        started.elapsed()
    );
    let orders = Orders::new(&link, &skus);
    orders.warm_up().await?;
    let calm = orders.rate_for("calm", CALM).await?;
    let id = center
        .id()
        .await
        .ok_or_else(|| PeerError::new("the provider is gone"))?;
    let idle = usage::of(id)?.resident_kib;
    let running = orders.start("busy");
    let started = Instant::now();
    let (progress, resident) = run(&link, id).await?;
    let took = started.elapsed();
    let busy = running.rate(took).await?;
    let after = orders.rate_for("after", CALM).await?;
    // What the machine does by itself between two measurements is no cost of the comparison.
    let kept = busy / f64::midpoint(calm, after);
    println!(
        "{database}: {} rows compared in {took:.1?}, {} differences; provider {idle} KiB before, at most {resident} KiB; \
         reserves/s before {calm:.0}, meanwhile {busy:.0}, after {after:.0}: {:.0} % kept",
        progress.rows_read,
        progress.diffs,
        kept * 100.0
    );
    let sound = progress.diffs == 0 && resident < RESIDENT_MAX && kept >= 0.9;
    println!(
        "{database}: {}",
        if sound {
            "within its bounds"
        } else {
            "OUT OF ITS BOUNDS"
        }
    );
    Ok(sound)
}

async fn connect(center: &StockCenter) -> Result<Arc<dyn Invoker>> {
    let options = ClientOptions {
        timeout: Duration::from_secs(60),
        ..ClientOptions::default()
    };
    let client = Client::connect(center.address(), options).await;
    Ok(Arc::new(client.map_err(PeerError::because("connecting"))?))
}

fn context(biz_no: String) -> Option<OpContext> {
    Some(OpContext {
        source_system: Some("bench".to_owned()),
        biz_no: Some(biz_no),
        ..OpContext::default()
    })
}

/// Parts of the bundled sample that are on sale, kits left out.
fn skus() -> Result<Vec<String>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../provider/catalogue/sku.csv");
    let text = std::fs::read_to_string(path).map_err(PeerError::because(path))?;
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let column = |name: &str| head.iter().position(|column| *column == name);
    let (Some(sku), Some(suspended)) = (column("sku"), column("suspended")) else {
        return Err(PeerError::new(format!(
            "{path} has no columns sku and suspended"
        )));
    };
    let rows = lines.map(|line| line.split(',').collect::<Vec<_>>());
    let on_sale = rows.filter(|row| row.len() == head.len() && row[suspended] == "0");
    // Goods told apart by lots are received by lot.
    let by_lot = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../provider/catalogue/lot_policy.csv"
    );
    let by_lot = std::fs::read_to_string(by_lot).map_err(PeerError::because(by_lot))?;
    let by_lot: Vec<&str> = by_lot
        .lines()
        .skip(1)
        .filter_map(|row| row.split(',').next())
        .collect();
    let parts = on_sale
        .filter(|row| !by_lot.contains(&row[sku]))
        .map(|row| row[sku].to_owned());
    let found: Vec<String> = parts
        .filter(|code| !code.starts_with("KIT") && !code.starts_with("SET"))
        .take(400)
        .collect();
    Ok(found)
}

/// Receipts until the ledger has so many rows.
async fn fill(link: &Arc<dyn Invoker>, skus: &Arc<Vec<String>>, rows: usize) -> Result<()> {
    let next = Arc::new(AtomicU64::new(0));
    let receipts = u64::try_from(rows.div_ceil(LINES)).unwrap_or(u64::MAX);
    let mut fillers = tokio::task::JoinSet::new();
    for _ in 0..FILLERS {
        let service = ServiceRef::new(stock_change_service::INTERFACE);
        let goods = StockChangeServiceClient::new(Arc::clone(link), service);
        let (next, skus) = (Arc::clone(&next), Arc::clone(skus));
        fillers.spawn(async move {
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= receipts {
                    return Ok(());
                }
                let first = usize::try_from(number).unwrap_or(0) * LINES;
                let line = |at: usize| StockLine {
                    sku: skus[(first + at) % skus.len()].as_str().into(),
                    quantity: Quantity(1_000),
                    ..StockLine::default()
                };
                let request = InboundReq {
                    context: context(format!("FILL-{number}")),
                    warehouse: WAREHOUSE.into(),
                    lines: (0..LINES).map(line).collect(),
                    ..InboundReq::default()
                };
                let reply = goods.purchase_in(&Context::new(), request).await;
                let reply = reply.map_err(PeerError::because("receiving"))?;
                if !reply.is_success() {
                    let why = format!("receiving: {} {:?}", reply.code, reply.message);
                    return Err(PeerError::new(why));
                }
            }
        });
    }
    while let Some(done) = fillers.join_next().await {
        done.map_err(PeerError::because("a filler"))??;
    }
    Ok(())
}

/// Callers that order one part after the other.
struct Orders {
    service: Arc<StockReservationServiceClient>,
    skus: Arc<Vec<String>>,
    next: Arc<AtomicU64>,
}

/// Callers at work.
struct Running {
    stop: Arc<AtomicBool>,
    done: Arc<AtomicU64>,
    callers: tokio::task::JoinSet<Result<()>>,
}

impl Orders {
    fn new(link: &Arc<dyn Invoker>, skus: &Arc<Vec<String>>) -> Self {
        let service = ServiceRef::new(stock_reservation_service::INTERFACE);
        Self {
            service: Arc::new(StockReservationServiceClient::new(
                Arc::clone(link),
                service,
            )),
            skus: Arc::clone(skus),
            next: Arc::new(AtomicU64::new(0)),
        }
    }

    async fn warm_up(&self) -> Result<()> {
        self.rate_for("warm", Duration::from_secs(3))
            .await
            .map(|_| ())
    }

    async fn rate_for(&self, round: &'static str, time: Duration) -> Result<f64> {
        let running = self.start(round);
        let started = Instant::now();
        tokio::time::sleep(time).await;
        running.rate(started.elapsed()).await
    }

    fn start(&self, round: &'static str) -> Running {
        let (stop, done) = (
            Arc::new(AtomicBool::new(false)),
            Arc::new(AtomicU64::new(0)),
        );
        let mut callers = tokio::task::JoinSet::new();
        for _ in 0..CALLERS {
            let (service, skus) = (Arc::clone(&self.service), Arc::clone(&self.skus));
            let (stop, done, next) = (Arc::clone(&stop), Arc::clone(&done), Arc::clone(&self.next));
            callers.spawn(async move {
                while !stop.load(Ordering::Relaxed) {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let at = usize::try_from(number.wrapping_mul(7_919)).unwrap_or(0) % skus.len();
                    let request = order(round, number, &skus[at]);
                    let reply = service.pre_occupy(&Context::new(), request).await;
                    let reply = reply.map_err(PeerError::because("reserving"))?;
                    if !reply.is_success() {
                        let why = format!("reserving: {} {:?}", reply.code, reply.message);
                        return Err(PeerError::new(why));
                    }
                    done.fetch_add(1, Ordering::Relaxed);
                }
                Ok(())
            });
        }
        Running {
            stop,
            done,
            callers,
        }
    }
}

impl Running {
    /// Stops the callers; how many orders a second they made in the time that is over.
    async fn rate(mut self, time: Duration) -> Result<f64> {
        let done = self.done.load(Ordering::Relaxed);
        self.stop.store(true, Ordering::Relaxed);
        while let Some(ended) = self.callers.join_next().await {
            ended.map_err(PeerError::because("a caller"))??;
        }
        Ok(done as f64 / time.as_secs_f64())
    }
}

fn order(round: &str, number: u64, sku: &str) -> PreOccupyReq {
    let order_no = format!("{round}-{number}");
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

/// Runs R1 over everything; how far it came, and the provider's largest resident size meanwhile.
async fn run(link: &Arc<dyn Invoker>, provider: u32) -> Result<(RunProgress, u64)> {
    let service = ServiceRef::new(reconcile_service::INTERFACE);
    let books = ReconcileServiceClient::new(Arc::clone(link), service);
    let request = ReconRunReq {
        context: context("RUN".to_owned()),
        run: "R1".into(),
        ..ReconRunReq::default()
    };
    let reply = books.run(&Context::new(), request).await;
    let reply = reply.map_err(PeerError::because("asking for R1"))?;
    let number = reply.data.ok_or_else(|| PeerError::new("R1 was refused"))?;
    let mut resident = 0;
    loop {
        tokio::time::sleep(Duration::from_millis(100)).await;
        resident = resident.max(usage::of(provider)?.resident_kib);
        let query = RunQuery {
            run_no: Some(number.clone()),
            ..RunQuery::default()
        };
        let reply = books.run_progress(&Context::new(), query).await;
        let progress = reply
            .map_err(PeerError::because("asking for progress"))?
            .data;
        let progress = progress.ok_or_else(|| PeerError::new("the run is gone"))?;
        match progress.state.as_str() {
            "QUEUED" | "RUNNING" => {}
            "DONE" => return Ok((progress, resident)),
            _ => return Err(PeerError::new(format!("R1 ended: {:?}", progress.message))),
        }
    }
}

fn load() -> String {
    std::fs::read_to_string("/proc/loadavg")
        .unwrap_or_default()
        .trim()
        .to_owned()
}

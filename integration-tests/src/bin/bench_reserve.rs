//! What a reserve costs: the real provider on SQLite and on MariaDB with durable commits, 64 callers on one `dubbo://` connection, one line an order, on one hot
//! SKU and spread over 400; with the machine's rate of synced writes and its load. A run whose ledger does not check has no numbers. Beside peers: `ratio`.
//!
//! ```text
//! cargo build --release --package stock-provider && cargo run --release --package integration-tests --bin bench_reserve [SECONDS]
//! ```
#![allow(clippy::print_stdout)] // it talks to a person

use std::time::Duration;

use integration_tests::error::{PeerError, Result};
use integration_tests::java::usage;
use integration_tests::mariadb::MariaDb;
use integration_tests::ratio::machine;
use integration_tests::ratio::orders::{self, Basket, Orders};
use integration_tests::ratio::sample::{self, PROVIDER};
use integration_tests::stock_center::StockCenter;

/// Orders in flight.
const CALLERS: usize = 64;
const SECONDS_DEFAULT: u64 = 8;

#[tokio::main]
async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let seconds = std::env::args()
        .nth(1)
        .map_or(Ok(SECONDS_DEFAULT), |word| word.parse())?;
    println!(
        "synced writes of 4 KiB on this disk: {:.0}/s",
        machine::synced_writes()?
    );
    println!("load average before: {}", machine::load());
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
    println!("load average after: {}", machine::load());
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
    let link = orders::link(&center.address()).await?;
    let skus = orders::skus()?;
    orders::receive(&link, &skus).await?;
    let orders = Orders::new(link, &skus);
    for (round, basket) in [("hot", Basket::Hot), ("uniform", Basket::Even)] {
        let work = orders.closed(basket, CALLERS, Duration::from_secs(seconds));
        let seen = sample::take(round, &[(PROVIDER, id)], work).await?;
        println!(
            "{database}, {round}: {:.0} reserves/s, provider CPU {:.4} s per 1,000, p50 {:.1} ms, p99 {:.1} ms, {} KiB resident",
            seen.rate,
            seen.cpu.get(PROVIDER).copied().unwrap_or_default(),
            seen.p50_ms,
            seen.p99_ms,
            seen.resident_kib
        );
    }
    let checked = center.run(&["check"])?;
    println!("{database}: {}", checked.lines().last().unwrap_or_default());
    Ok(())
}

//! Kill -9 under load from a Java consumer that sends an order again until it is answered: no acknowledged reservation is
//! lost, none is doubled, no unit is oversold.
//!
//! Twenty kills of each; with `STOCK_FULL=1` a hundred.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use dubbo_api::{
    BucketQuery, ReservationQuery, StockQueryService as _, StockQueryServiceClient,
    StockReservationService as _, StockReservationServiceClient, stock_query_service,
    stock_reservation_service,
};
use dubbo_rpc::{Client, ClientOptions, Context, Invoker, ServiceRef};
use integration_tests::java::{self, JavaServer};
use integration_tests::mariadb::MariaDb;
use integration_tests::nacos::{Nacos, Version};
use integration_tests::stock_center::StockCenter;

use crate::java_support::{SKUS, WAREHOUSE, java_settings, stock_level};

const THREADS: &str = "16";
/// What there is to sell: more than can be sold while the test runs.
const UNITS: i64 = 2_000_000;
/// Between two kills: long enough to start again and take orders.
const PAUSE: Duration = Duration::from_secs(2);
/// After the last: orders in flight are answered. A 3.3.6 consumer takes its time to trust a provider again.
const SETTLE: Duration = Duration::from_secs(330);

fn kills() -> u32 {
    if std::env::var("STOCK_FULL").is_ok() {
        100
    } else {
        20
    }
}

async fn load(find: [&str; 2], file: &Path, seconds: u64) -> JavaServer {
    let seconds = seconds.to_string();
    let file = file.display().to_string();
    JavaServer::start(
        "tools-336",
        "com.autoparts.load.LoadClient",
        &[
            find[0],
            find[1],
            "--sku",
            SKUS[0],
            "--warehouse",
            WAREHOUSE,
            "--seconds",
            &seconds,
            "--threads",
            THREADS,
            "--file",
            &file,
        ],
    )
    .await
    .unwrap()
}

/// Seconds of load that cover every kill.
fn load_seconds() -> u64 {
    u64::from(kills() + 1) * (PAUSE.as_secs() + 2)
}

/// Order number to reservation number, as the Java side wrote them down.
fn acknowledged(file: &Path) -> HashMap<String, String> {
    let mut found = HashMap::new();
    for line in std::fs::read_to_string(file).unwrap().lines() {
        let mut parts = line.split('\t');
        let (order, reservation) = (parts.next().unwrap(), parts.next().unwrap());
        let before = found.insert(order.to_owned(), reservation.to_owned());
        assert_eq!(before, None, "{order} was acknowledged twice");
    }
    found
}

/// Every acknowledged order is held under the number it was told, and held quantities are those orders' and no more.
async fn verify(center: &StockCenter, file: &Path) -> usize {
    let known = acknowledged(file);
    assert!(
        known.len() > 50,
        "only {} orders were acknowledged: no load",
        known.len()
    );
    let options = ClientOptions {
        timeout: Duration::from_secs(10),
        ..ClientOptions::default()
    };
    let client: Arc<dyn Invoker> =
        Arc::new(Client::connect(center.address(), options).await.unwrap());
    let reservations = StockReservationServiceClient::new(
        Arc::clone(&client),
        ServiceRef::new(stock_reservation_service::INTERFACE),
    );
    for (order, number) in &known {
        let query = ReservationQuery {
            order_no: Some(order.as_str().into()),
            ..ReservationQuery::default()
        };
        let answer = reservations.get(&Context::new(), query).await.unwrap();
        let held = answer
            .data
            .unwrap_or_else(|| panic!("{order} was acknowledged and is gone"));
        assert_eq!(
            held.reservation_no.map(|no| no.into_string()).as_ref(),
            Some(number),
            "{order}"
        );
        assert_eq!(
            held.lines.iter().map(|line| line.reserved.0).sum::<i64>(),
            1,
            "{order}"
        );
    }
    let queries =
        StockQueryServiceClient::new(client, ServiceRef::new(stock_query_service::INTERFACE));
    let query = BucketQuery {
        skus: vec![SKUS[0].into()],
        warehouses: vec![WAREHOUSE.into()],
        ..BucketQuery::default()
    };
    let rows = queries
        .buckets(&Context::new(), query)
        .await
        .unwrap()
        .data
        .unwrap();
    let held: i64 = rows.iter().map(|row| row.preoccupied.0).sum();
    let free: i64 = rows.iter().map(|row| row.available.0).sum();
    assert_eq!(
        usize::try_from(held).unwrap(),
        known.len(),
        "held without an acknowledged order, or doubled"
    );
    assert_eq!(free + held, UNITS);
    let checked = center.run(&["check"]).unwrap();
    assert!(checked.contains("all invariants hold"), "{checked}");
    known.len()
}

#[tokio::test(flavor = "multi_thread")]
async fn kill_9_of_one_provider_on_sqlite_loses_and_doubles_nothing() {
    if !java::available() {
        return;
    }
    let mut settings = java_settings("");
    settings.push(("DATA__SAMPLE", "always"));
    let center = StockCenter::start(&settings).await.unwrap();
    stock_level(&center.address(), SKUS[0], UNITS).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("acknowledged.tsv");
    let mut java = load(["--direct", &center.address()], &file, load_seconds()).await;
    for _ in 0..kills() {
        tokio::time::sleep(PAUSE).await;
        center.kill9().await;
        center.launch().await.unwrap();
    }
    let printed = java
        .finished(SETTLE + Duration::from_secs(load_seconds()))
        .await
        .unwrap();
    let orders = verify(&center, &file).await;
    println!("SQLite, {} kills, {orders} orders: {printed}", kills());
    center.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn kill_9_of_two_providers_on_mariadb_loses_and_doubles_nothing() {
    if !java::available() {
        return;
    }
    let Some(mariadb) = MariaDb::shared().await else {
        return;
    };
    let nacos = Nacos::start(Version::V2, integration_tests::nacos::Auth::Off)
        .await
        .unwrap();
    let registry = nacos.registry_url();
    let database = mariadb.create_database().await.unwrap();
    let mut settings = java_settings(&registry);
    settings.push(("DATABASE__URL", &database));
    settings.push(("DATA__SAMPLE", "always"));
    let centers = [
        StockCenter::start(&settings).await.unwrap(),
        StockCenter::start(&settings).await.unwrap(),
    ];
    stock_level(&centers[0].address(), SKUS[0], UNITS).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("acknowledged.tsv");
    let mut java = load(["--nacos", &nacos.server_addr()], &file, load_seconds()).await;
    for kill in 0..kills() {
        tokio::time::sleep(PAUSE).await;
        let center = &centers[usize::try_from(kill % 2).unwrap()];
        center.kill9().await;
        tokio::time::sleep(Duration::from_millis(500)).await;
        center.launch().await.unwrap();
    }
    let printed = java
        .finished(SETTLE + Duration::from_secs(load_seconds()))
        .await
        .unwrap();
    let orders = verify(&centers[0], &file).await;
    println!("MariaDB, {} kills, {orders} orders: {printed}", kills());
    for center in &centers {
        center.stop().await.unwrap();
    }
}

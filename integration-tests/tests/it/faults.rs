//! What must survive: a registry that is away, an instance that is switched off. (Kills: `java_load`.)
//!
//! Figures are a tenth of the full ones where time is the cost; `STOCK_FAULTS=full` runs the full ones.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use integration_tests::java::{self, JavaServer};
use integration_tests::mariadb::MariaDb;
use integration_tests::nacos::{Auth, Nacos, Version};
use integration_tests::stock_center::StockCenter;
use stock::command::Target;
use stock::ids::Tenant;
use stock_sql::{CheckLimits, Store, StoreOptions};

/// Part and site of the bundled sample that the orders are for.
const SKU: &str = "PAD-1001";
const WAREHOUSE: &str = "WH-GZ";
/// Enough for every order.
const PLENTY: &str = "1000000";
const RESERVATIONS: &str = "com.autoparts.stock.api.StockReservationService";
/// Longest wait for the Java client to finish what it has begun.
const CLIENT_DEADLINE: Duration = Duration::from_secs(420);

/// Java consumers replace a provider's 127.x by the machine's own address, so it has to listen on all.
const FOR_JAVA: [(&str, &str); 2] = [
    ("PROTOCOL__HOST", "0.0.0.0"),
    ("PROTOCOL__ADVERTISED_HOST", "127.0.0.1"),
];

fn full() -> bool {
    std::env::var("STOCK_FAULTS").is_ok_and(|value| value == "full")
}

/// A Java 3.3.6 consumer that orders one unit at a time from many threads and writes down what was acknowledged.
struct Load {
    client: JavaServer,
    acknowledged: PathBuf,
}

impl Load {
    async fn start(folder: &Path, at: [&str; 2], seconds: u64) -> Self {
        let acknowledged = folder.join("acknowledged.tsv");
        let seconds = seconds.to_string();
        let file = acknowledged.display().to_string();
        let arguments = [
            at[0],
            at[1],
            "--sku",
            SKU,
            "--warehouse",
            WAREHOUSE,
            "--seconds",
            &seconds,
            "--threads",
            "8",
            "--file",
            &file,
        ];
        let client = JavaServer::start("tools-336", "com.autoparts.load.LoadClient", &arguments)
            .await
            .unwrap();
        Self {
            client,
            acknowledged,
        }
    }

    /// Waits for the end and returns order and reservation numbers; every order was answered, none refused.
    async fn finish(mut self) -> Vec<(String, String)> {
        let done = self.client.finished(CLIENT_DEADLINE).await.unwrap();
        let text = std::fs::read_to_string(&self.acknowledged).unwrap();
        println!("load: {done}");
        assert!(
            done.contains("refused=0") && done.contains("unanswered=0"),
            "{done}"
        );
        text.lines()
            .map(|line| {
                let mut fields = line.split('\t').map(str::to_owned);
                (fields.next().unwrap(), fields.next().unwrap())
            })
            .collect()
    }
}

/// Nothing acknowledged is lost, nothing is doubled, every unit is accounted for.
async fn verify(database: &str, acknowledged: &[(String, String)]) {
    let store = Store::open(database, StoreOptions::default())
        .await
        .unwrap();
    let tenant = Tenant::from("default");
    let orders: BTreeSet<&str> = acknowledged
        .iter()
        .map(|(order, _)| order.as_str())
        .collect();
    assert_eq!(
        orders.len(),
        acknowledged.len(),
        "an order was acknowledged twice"
    );
    for (order, reservation) in acknowledged {
        let found = store
            .reservation(&tenant, &Target::Order(order.as_str().into()))
            .await
            .unwrap()
            .unwrap_or_else(|| panic!("{order} was acknowledged as {reservation} and is lost"));
        assert_eq!(found.no().as_str(), reservation, "{order} was held twice");
        assert_eq!(found.open_quantity(), 1, "{order}");
    }
    let violations = store.check(CheckLimits::default()).await.unwrap();
    assert!(violations.is_empty(), "{violations:?}");
    let filter = stock_sql::BalanceFilter {
        skus: vec![SKU.into()],
        warehouses: vec![WAREHOUSE.into()],
        ..stock_sql::BalanceFilter::default()
    };
    let held: i64 = store
        .balances(&filter)
        .await
        .unwrap()
        .iter()
        .map(|(_, balance)| balance.get(stock::bucket::Bucket::Preoccupied))
        .sum();
    // Every order was answered, so what is held is what was acknowledged: no more, no less.
    assert_eq!(held, i64::try_from(acknowledged.len()).unwrap());
    store.close().await;
}

async fn fill(center: &StockCenter) {
    let arguments = [
        "--direct",
        &center.address(),
        "--sku",
        SKU,
        "--warehouse",
        WAREHOUSE,
        "--available",
        PLENTY,
    ];
    let (status, printed) = java::run_to_end(
        "tools-336",
        "com.autoparts.load.StockLevel",
        &arguments,
        Duration::from_secs(60),
    )
    .await
    .unwrap();
    assert!(status.success(), "{printed}");
}

/// Calls of an interface that a provider has answered.
async fn calls(center: &StockCenter, interface: &str) -> u64 {
    let text = reqwest::get(center.admin_url("metrics"))
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    text.lines()
        .filter(|line| line.starts_with("dubbo_provider_requests_total{"))
        .filter(|line| line.contains(&format!("interface=\"{interface}\"")))
        .filter_map(|line| line.rsplit(' ').next()?.parse::<u64>().ok())
        .sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_go_on_while_nacos_is_away_and_it_is_told_again() {
    if !Nacos::available() {
        return;
    }
    let nacos = Nacos::start(Version::V2, Auth::Off).await.unwrap();
    let url = nacos.registry_url();
    let mut settings = FOR_JAVA.to_vec();
    settings.push(("REGISTRY__ADDRESS", url.as_str()));
    let center = StockCenter::start(&settings).await.unwrap();
    fill(&center).await;
    let name = format!("providers:{RESERVATIONS}::");
    registered(&nacos, &name, 1).await;
    let away = if full() { 120 } else { 12 };
    let folder = tempfile::tempdir().unwrap();
    let server = nacos.server_addr();
    let load = Load::start(folder.path(), ["--nacos", &server], away + 10).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    nacos.stop().await.unwrap();
    let before = calls(&center, RESERVATIONS).await;
    tokio::time::sleep(Duration::from_secs(away)).await;
    let after = calls(&center, RESERVATIONS).await;
    assert!(
        after > before + 50,
        "calls stopped with Nacos: {before} before, {after} after"
    );
    nacos.launch().await.unwrap();
    registered(&nacos, &name, 1).await;
    let acknowledged = load.finish().await;
    assert!(!acknowledged.is_empty());
    center.stop().await.unwrap();
    registered(&nacos, &name, 0).await;
    verify(&center.sqlite_url(), &acknowledged).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_instance_switched_off_in_the_console_gets_no_calls() {
    let Some(nacos) = Nacos::shared(Version::V3).await else {
        return;
    };
    let Some(mariadb) = MariaDb::shared().await else {
        return;
    };
    let database = mariadb.create_database().await.unwrap();
    let url = nacos.registry_url();
    let mut settings = FOR_JAVA.to_vec();
    settings.extend([
        ("DATABASE__URL", database.as_str()),
        ("DATA__SAMPLE", "always"),
        ("REGISTRY__ADDRESS", url.as_str()),
    ]);
    let first = StockCenter::start(&settings).await.unwrap();
    let second = StockCenter::start(&settings).await.unwrap();
    fill(&first).await;
    let name = format!("providers:{RESERVATIONS}::");
    registered(nacos, &name, 2).await;
    let folder = tempfile::tempdir().unwrap();
    let server = nacos.server_addr();
    let load = Load::start(folder.path(), ["--nacos", &server], 12).await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert!(
        calls(&first, RESERVATIONS).await > 0,
        "the first provider gets calls"
    );
    assert!(
        calls(&second, RESERVATIONS).await > 0,
        "the second provider gets calls"
    );
    nacos
        .set_enabled(&name, second.port(), false)
        .await
        .unwrap();
    // Nacos pushes half a second later.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let (one, two) = (
        calls(&first, RESERVATIONS).await,
        calls(&second, RESERVATIONS).await,
    );
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert!(
        calls(&first, RESERVATIONS).await > one,
        "the first provider goes on"
    );
    assert_eq!(
        calls(&second, RESERVATIONS).await,
        two,
        "the second provider is left alone"
    );
    let acknowledged = load.finish().await;
    first.stop().await.unwrap();
    second.stop().await.unwrap();
    verify(&database, &acknowledged).await;
}

/// Waits until the service has so many instances.
async fn registered(nacos: &Nacos, name: &str, wanted: usize) {
    let started = std::time::Instant::now();
    loop {
        let found = nacos.instances(name).await.unwrap_or_default();
        if found.len() == wanted {
            return;
        }
        assert!(
            started.elapsed() < Duration::from_secs(40),
            "{wanted} instances wanted: {found:?}"
        );
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

//! Consumers of every Dubbo line call every implemented method of the real stock center, direct and through Nacos,
//! configured by Spring XML and by annotations.

use std::time::Duration;

use integration_tests::java::matrix::Matrix;
use integration_tests::java::{self, JavaServer, Line, Via};
use integration_tests::nacos::{Nacos, Version};
use integration_tests::ports::PortLease;
use integration_tests::stock_center::StockCenter;
use sqlx::Connection as _;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;

use crate::cases::reconcile::books::LATER;
use crate::java_support::{SKUS, WAREHOUSE, java_settings, tables};

const STOCK_CONSUMER: &str = "com.autoparts.line.StockConsumer";
const JAVA_PROVIDER: &str = "com.autoparts.stock.ref.StockProvider";
const CONSUMER_DEADLINE: Duration = Duration::from_secs(240);

async fn stock(title: &str, name: &str, vias: &[Via]) -> Matrix {
    let skus = SKUS.join(",");
    let more = ["--warehouse", WAREHOUSE, "--skus", &skus];
    let mut matrix = Matrix::new(title);
    for line in Line::ALL {
        for via in vias {
            let cases = java::run_cases(line, STOCK_CONSUMER, via, &more, CONSUMER_DEADLINE)
                .await
                .unwrap();
            matrix.add(&format!("{} {}", line.release(), via.text()), cases);
        }
    }
    println!("{}", matrix.markdown());
    matrix.save(&tables(), name).unwrap();
    matrix
}

#[tokio::test(flavor = "multi_thread")]
async fn every_dubbo_line_calls_every_stock_method() {
    if !java::available() {
        return;
    }
    // No other test may register these interfaces in this server: its providers would be called too.
    let nacos = Nacos::shared(Version::V2).await.unwrap();
    let center = StockCenter::start(&java_settings(&nacos.registry_url()))
        .await
        .unwrap();
    let vias = [
        Via::Direct(center.address()),
        Via::Nacos(nacos.server_addr()),
    ];
    called_by_every_line("Stock center", "stock-center", &center, &vias).await;
}

/// The same through Nacos 3.1.0, with the clients that each line has.
#[tokio::test(flavor = "multi_thread")]
async fn every_dubbo_line_calls_every_stock_method_through_nacos_3() {
    if !java::available() {
        return;
    }
    let nacos = Nacos::shared(Version::V3).await.unwrap();
    // Other tests register the same interfaces in this server, in its public namespace.
    let namespaced = |address: String| format!("{address}?namespace=stock-matrix");
    let registry = namespaced(nacos.registry_url());
    let center = StockCenter::start(&java_settings(&registry)).await.unwrap();
    let vias = [Via::Nacos3(namespaced(nacos.server_addr()))];
    let title = "Stock center through Nacos 3.1.0";
    called_by_every_line(title, "stock-center-nacos-3", &center, &vias).await;
}

async fn called_by_every_line(title: &str, name: &str, center: &StockCenter, vias: &[Via]) {
    let matrix = stock(title, name, vias).await;
    assert_eq!(matrix.failures(), vec![]);
    let checked = center.run(&["check"]).unwrap();
    assert!(checked.contains("all invariants hold"), "{checked}");
    center.stop().await.unwrap();
}

/// The hard cases of the trade, as far as a caller is part of them, called by Java: all of them by the newest line, a few by the one before 3.
#[tokio::test(flavor = "multi_thread")]
async fn the_hard_cases_hold_for_java_callers() {
    if !java::available() {
        return;
    }
    let center = StockCenter::start(&java_settings("")).await.unwrap();
    let clock = clock(center.sqlite_url()).await;
    let via = Via::Direct(center.address());
    let skus = SKUS.join(",");
    for (line, which, count) in [(Line::V3_3, "all", 20), (Line::V2_7, "some", 5)] {
        let more = ["--warehouse", WAREHOUSE, "--skus", &skus];
        let trade = ["--trade", which, "--clock", &clock, "--only", "case_"];
        let more = [&more[..], &trade].concat();
        let cases = java::run_cases(line, STOCK_CONSUMER, &via, &more, CONSUMER_DEADLINE)
            .await
            .unwrap();
        // The start of the application is one more.
        assert_eq!(cases.len(), count + 1, "{which}");
        let mut matrix = Matrix::new(format!("Hard cases of the trade, {which} asked for"));
        matrix.add(&format!("{} {}", line.release(), via.text()), cases);
        println!("{}", matrix.markdown());
        let name = format!("hard-cases-{}", line.module());
        matrix.save(&tables(), &name).unwrap();
        assert_eq!(matrix.failures(), vec![]);
    }
    let checked = center.run(&["check"]).unwrap();
    assert!(checked.contains("all invariants hold"), "{checked}");
    center.stop().await.unwrap();
}

/// Where a Java caller lets time pass: it sends the name of its tenant, whose differences were then first seen more than two minutes earlier. Nobody waits
/// so long in a test.
async fn clock(database: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        while let Ok((link, _)) = listener.accept().await {
            let (asks, mut answers) = link.into_split();
            let mut tenant = String::new();
            let asked = BufReader::new(asks).read_line(&mut tenant).await;
            let aged =
                sqlx::query("UPDATE recon_diff SET found_at = found_at - ? WHERE tenant = ?")
                    .bind(LATER * 1_000)
                    .bind(tenant.trim());
            let mut database = sqlx::SqliteConnection::connect(&database).await.unwrap();
            let aged = aged.execute(&mut database).await.unwrap();
            database.close().await.unwrap();
            let passed = asked.is_ok() && aged.rows_affected() > 0;
            let answer = if passed {
                "passed\n"
            } else {
                "nothing was seen\n"
            };
            // A caller that has gone fails by itself.
            let _ = answers.write_all(answer.as_bytes()).await;
        }
    });
    address
}

/// The cases themselves: the Java reference passes those of the methods it has.
#[tokio::test(flavor = "multi_thread")]
async fn the_stock_cases_hold_between_java_and_java() {
    if !java::available() {
        return;
    }
    let lease = PortLease::take(&[0]).unwrap();
    let port = lease.port().to_string();
    let _provider = JavaServer::start(
        "stock-provider-java",
        JAVA_PROVIDER,
        &[
            "--port",
            &port,
            "--skus",
            &SKUS.join(","),
            "--warehouses",
            WAREHOUSE,
        ],
    )
    .await
    .unwrap();
    let matrix = stock(
        "Stock on the Java reference (in memory, reservations, receipts and freezing only)",
        "stock-java-reference",
        &[Via::Direct(format!("127.0.0.1:{port}"))],
    )
    .await;
    let not_there = [
        "explainQuantity",
        "stocktake",
        "scrap",
        "reverse",
        "assignPool",
    ];
    let unexpected: Vec<_> = matrix
        .failures()
        .into_iter()
        .filter(|(case, _, why)| {
            let case = case.trim_start_matches("annotation.");
            !(not_there.contains(&case) && why.contains("NOT_IMPLEMENTED"))
        })
        .collect();
    assert_eq!(unexpected, vec![]);
}

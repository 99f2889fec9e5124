//! Stocks and pasts made by SQL are such as providers make them, also where the ledger lies in partitions as operators are told to lay it.

use std::time::Duration;

use integration_tests::availability::{Program, have};
use integration_tests::growth::fill::{self, Size};
use integration_tests::growth::stand::{Setting, Stand};
use integration_tests::mariadb::MariaDb;
use integration_tests::ratio::orders::Basket;

/// A little of everything; 60 balances do not divide 500 orders.
const SIZE: Size = Size {
    skus: 20,
    sites: 3,
    orders: 500,
};
const POOL_MIB: u32 = 128;
const LOAD: Duration = Duration::from_millis(500);
/// Months of 1,000 days.
const MONTHS_MIN: usize = 30;

#[tokio::test(flavor = "multi_thread")]
async fn orders_go_on_upon_a_past_that_was_filled_in() {
    if !have("MariaDB", &[Program::MariaDb]) {
        return;
    }
    let server = MariaDb::start_measured(POOL_MIB).await.unwrap();
    let stand = Stand::filled(&server, SIZE, Setting::default())
        .await
        .unwrap();
    let point = stand.point(1.0, Basket::Lines(5), 8, LOAD).await.unwrap();
    assert!(
        point.sample.calls > 0 && point.per_call.rows > 5.0,
        "{point:?}"
    );
    // Books and every invariant.
    stand.close(&server).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ledger_in_partitions_keeps_every_invariant() {
    if !have("MariaDB", &[Program::MariaDb]) {
        return;
    }
    let server = MariaDb::start_measured(POOL_MIB).await.unwrap();
    let tables = fill::partitions().unwrap();
    let setting = Setting {
        tables: &tables,
        ..Setting::default()
    };
    let stand = Stand::filled(&server, SIZE, setting).await.unwrap();
    let used = server
        .execute("SELECT partition_name FROM information_schema.partitions WHERE table_name = 'ledger' AND partition_name IS NOT NULL AND table_rows > 0")
        .await
        .unwrap();
    assert!(used.lines().count() >= MONTHS_MIN, "rows lie in {used}");
    stand.point(1.0, Basket::Even, 8, LOAD).await.unwrap();
    stand.close(&server).await.unwrap();
}

//! The tale of the SDK's example `story` on both databases: three orders from browsing by vehicle to signature, refusal and return; the day balances, and so do the books.

use std::time::Duration;

use consumer_sdk::{ClientOptions, StockClient};
use integration_tests::mariadb::MariaDb;
use integration_tests::stock_center::StockCenter;

// What a reader of the example runs is what is tested.
#[path = "../../../consumer-sdk/examples/story/tale.rs"]
pub(crate) mod tale;

/// Tells it on a stock center with the bundled catalogue.
async fn told_on(settings: &[(&str, &str)]) {
    let center = StockCenter::start(settings).await.unwrap();
    // The machine may be loaded; what is late here is not what this test asks.
    let options = ClientOptions {
        timeout: Duration::from_secs(60),
        ..ClientOptions::default()
    };
    let stock = StockClient::connect(&center.address(), options)
        .await
        .unwrap();
    let mut tale = tale::Tale::begin(stock).unwrap();
    let end = tale.tell().await;
    let lines = tale.lines().join("\n");
    println!("{lines}");
    end.unwrap();
    for word in ["signed", "refused", "graded", "trace", "day"] {
        assert!(
            tale.lines().iter().any(|line| line.starts_with(word)),
            "nothing is told of {word}:\n{lines}"
        );
    }
    let checked = center.run(&["check"]).unwrap();
    assert!(checked.contains("all invariants hold"), "{checked}");
    center.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn three_orders_come_to_their_ends_on_sqlite() {
    told_on(&[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn three_orders_come_to_their_ends_on_mariadb() {
    let Some(server) = MariaDb::shared().await else {
        return;
    };
    let url = server.create_database().await.unwrap();
    told_on(&[("DATABASE__URL", &url), ("DATA__SAMPLE", "always")]).await;
}

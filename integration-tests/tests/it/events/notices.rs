//! Events that no voucher tells of: thresholds that goods have crossed, differences, closed days.

use dubbo_api::admin::{SafetyRule, StockAdminService as _};
use dubbo_api::sourcing::SafetyRuleRow;
use dubbo_api::states::SafetyScope;
use dubbo_rpc::Context;
use integration_tests::mariadb::MariaDb;

use super::listener::{Listener, Seen, once};
use super::outgoing::{PATIENCE, broker, delivered};
use super::schema::AsyncApi;
use crate::cases::mall::{Caller, told};
use crate::cases::provider::{Center, SETTLE, SHARE, until};
use crate::cases::reconcile::books::{Books, LATER, date, pass};

/// A day may be closed without what this mall does not compare.
const REQUIRED: (&str, &str) = ("RECONCILE__CLOSE_REQUIRES", "R1");

/// A provider of one database that tells, and who listens.
async fn telling(vhost: &str, database: Option<&MariaDb>) -> Option<(Center, Listener)> {
    let (_, url) = broker(vhost).await?;
    let listener = Listener::start(&url).await;
    let settings = [("EVENTS__URL", url.as_str()), SETTLE, SHARE, REQUIRED];
    let center = match database {
        Some(server) => Center::mariadb(server, 2, &settings).await,
        None => Center::sqlite(&settings).await,
    };
    Some((center, listener))
}

/// What was told since a number of events, as routing key and the words that matter.
async fn news(center: &Center, listener: &Listener, since: &mut usize) -> Vec<String> {
    let kept = once(&delivered(center, listener).await);
    let described = AsyncApi::read();
    let mut told: Vec<String> = kept[*since..]
        .iter()
        .inspect(|event| described.check(&event.key, &event.body))
        .filter_map(words)
        .collect();
    *since = kept.len();
    told.sort();
    told
}

fn words(event: &Seen) -> Option<String> {
    let payload = &event.body["payload"];
    let text = |name: &str| payload[name].as_str().unwrap_or_default().to_owned();
    let number = |name: &str| payload[name].as_i64().unwrap_or_default();
    let key = &event.key;
    Some(match key.split('.').nth(1)? {
        "sellable" => format!(
            "{key} {} {}>{}",
            text("sku"),
            text("bandBefore"),
            text("bandAfter")
        ),
        "low" => format!(
            "{key} {} {} {}<={}",
            text("warehouse"),
            text("sku"),
            number("quantity"),
            number("threshold")
        ),
        "diff" => format!(
            "{key} {} {} {}/{}",
            text("run"),
            text("state"),
            number("ours"),
            number("theirs")
        ),
        "day" => format!("{key} {}", text("businessDate")),
        _ => return None,
    })
}

async fn keep_back(caller: &Caller, no: &str, quantity: i64) {
    let rule = SafetyRule {
        context: caller.context(no),
        rule: Some(SafetyRuleRow {
            scope: SafetyScope::Sku,
            sku: Some("S".into()),
            warehouse: Some("W1".into()),
            quantity: Some(quantity),
            ..SafetyRuleRow::default()
        }),
        ..SafetyRule::default()
    };
    let reply = caller
        .operations
        .set_safety_stock(&Context::new(), rule)
        .await;
    assert_eq!(told(&reply.unwrap()), "OK");
}

/// W1 and W2 serve area 31, W2 serves 44, a closed site 99.
async fn thresholds_are_told_when_they_are_crossed(vhost: &str, database: Option<&MariaDb>) {
    let Some((center, listener)) = telling(vhost, database).await else {
        return;
    };
    let caller = Caller::connect(center.providers[0].address(), vhost).await;
    keep_back(&caller, "SAFETY-1", 3).await;
    let mut since = 0;
    caller.receive("S", 10).await;
    let first = news(&center, &listener, &mut since).await;
    assert_eq!(
        first,
        [
            "stock.sellable.31 S OUT>IN_STOCK",
            "stock.sellable.ALL S OUT>IN_STOCK"
        ]
    );
    assert_eq!(told(&caller.reserve("O1", &[("S", 1)]).await), "OK");
    assert_eq!(news(&center, &listener, &mut since).await, [""; 0]);
    assert_eq!(told(&caller.reserve("O2", &[("S", 2)]).await), "OK");
    assert_eq!(
        news(&center, &listener, &mut since).await,
        [
            "stock.sellable.31 S IN_STOCK>LOW",
            "stock.sellable.ALL S IN_STOCK>LOW"
        ]
    );
    assert_eq!(told(&caller.reserve("O3", &[("S", 4)]).await), "OK");
    assert_eq!(
        news(&center, &listener, &mut since).await,
        [
            "stock.low W1 S 3<=3",
            "stock.sellable.31 S LOW>OUT",
            "stock.sellable.ALL S LOW>OUT"
        ]
    );
    // Low again only after it was not.
    for order in ["O3", "O2"] {
        assert_eq!(told(&caller.cancel(order).await), "OK");
        news(&center, &listener, &mut since).await;
    }
    // Nothing moves: what is kept back does.
    keep_back(&caller, "SAFETY-2", 9).await;
    let low = |seen: &Seen| words(seen).as_deref() == Some("stock.low W1 S 9<=9");
    until("what is kept back has an effect", PATIENCE, || async {
        listener.seen().iter().any(low)
    })
    .await;
    let walked = news(&center, &listener, &mut since).await;
    assert!(
        walked.contains(&"stock.sellable.31 S IN_STOCK>OUT".to_owned()),
        "{walked:?}"
    );
    // A kit is made of what has moved: two discs to a pad.
    caller.receive("PAD", 9).await;
    caller.receive("DISC", 13).await;
    let kits = news(&center, &listener, &mut since).await;
    assert!(
        kits.contains(&"stock.sellable.31 BRAKES OUT>IN_STOCK".to_owned()),
        "{kits:?}"
    );
    center.check().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn thresholds_are_told_on_sqlite() {
    thresholds_are_told_when_they_are_crossed("crossed-sqlite", None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn thresholds_are_told_on_mariadb() {
    let Some(server) = MariaDb::shared().await else {
        return;
    };
    thresholds_are_told_when_they_are_crossed("crossed-mariadb", Some(server)).await;
}

/// Found is not told, for a second look may explain it; what follows is, each state once, and the close of the day with what lay where.
async fn differences_and_days_are_told(vhost: &str, database: Option<&MariaDb>) {
    let Some((center, listener)) = telling(vhost, database).await else {
        return;
    };
    let address = center.providers[0].address();
    let caller = Caller::connect(address.clone(), vhost).await;
    let books = Books::connect(address, vhost).await;
    caller.receive("A", 5).await;
    assert_eq!(told(&caller.reserve("O", &[("A", 2)]).await), "OK");
    let mut since = 0;
    let diff = |told: Vec<String>| -> Vec<String> {
        let mut told = told;
        told.retain(|words| words.starts_with("recon."));
        told
    };
    books.orders("L1", &[("O", "PAID", "A", 2, 700)]).await;
    books.run("R-1", "R5", None, None).await;
    assert_eq!(diff(news(&center, &listener, &mut since).await), [""; 0]);
    pass(&center, vhost, LATER).await;
    books.run("R-2", "R5", None, None).await;
    assert_eq!(
        diff(news(&center, &listener, &mut since).await),
        ["recon.diff.PAID_NO_ALLOC R5 CONFIRMED 0/2"]
    );
    books.run("R-3", "R5", None, None).await;
    assert_eq!(
        diff(news(&center, &listener, &mut since).await),
        [""; 0],
        "seen again as it was"
    );
    assert_eq!(told(&caller.confirm("O").await), "OK");
    books.run("R-4", "R5", None, None).await;
    assert_eq!(
        diff(news(&center, &listener, &mut since).await),
        ["recon.diff.PAID_NO_ALLOC R5 EXPLAINED 0/2"]
    );
    let yesterday = date(-1);
    books.run("D-R1", "R1", Some(&yesterday), None).await;
    let closed = books.close("C1", &yesterday, &[]).await;
    assert!(closed.is_success(), "{closed:?}");
    let closed = books.close("C1", &yesterday, &[]).await;
    assert!(closed.is_success(), "{closed:?}");
    assert_eq!(
        diff(news(&center, &listener, &mut since).await),
        [format!("recon.day.closed {yesterday}")],
        "once"
    );
    center.check().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn differences_and_days_are_told_on_sqlite() {
    differences_and_days_are_told("recon-sqlite", None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn differences_and_days_are_told_on_mariadb() {
    let Some(server) = MariaDb::shared().await else {
        return;
    };
    differences_and_days_are_told("recon-mariadb", Some(server)).await;
}

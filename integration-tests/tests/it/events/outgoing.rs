//! Events that leave: what is told of three orders that come to their ends, lost confirms, events sent again.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use consumer_sdk::{ClientOptions, StockClient};
use dubbo_api::admin::{ReplayReq, StockAdminService as _};
use dubbo_api::code::ResultCode;
use dubbo_rpc::Context;
use integration_tests::mariadb::MariaDb;
use integration_tests::rabbitmq::RabbitMq;
use integration_tests::stock_center::StockCenter;

use super::listener::{Listener, Seen, once};
use super::schema::AsyncApi;
use crate::cases::mall::Caller;
use crate::cases::provider::{Center, until};
use crate::cases::relay::{Mode, Relay};
use crate::story::tale::Tale;

/// Longest wait for events to come, on a busy machine.
pub(super) const PATIENCE: Duration = Duration::from_secs(90);
/// Events waiting in the outbox, or on their way.
const WAITING: &str =
    "SELECT COUNT(*) FROM outbox WHERE due_at IS NOT NULL AND CAST(id AS CHAR) <> ?";
/// Events that were numbered, in all.
const NUMBERED: &str =
    "SELECT CAST(COALESCE(SUM(last_seq), 0) AS SIGNED) FROM event_aggregate WHERE name <> ?";
const NUMBERED_SQLITE: &str =
    "SELECT COALESCE(SUM(last_seq), 0) FROM event_aggregate WHERE name <> ?";

/// Waits until the outbox is empty and everything that was numbered has come.
pub(super) async fn delivered(center: &Center, listener: &Listener) -> Vec<Seen> {
    let numbered = if center.is_sqlite() {
        NUMBERED_SQLITE
    } else {
        NUMBERED
    };
    until("all events have come", PATIENCE, || async {
        center.number(WAITING, "").await == 0
            && usize::try_from(center.number(numbered, "").await).unwrap() == listener.distinct()
    })
    .await;
    listener.seen()
}

/// The broker of these tests, and a virtual host of the caller's own.
pub(super) async fn broker(name: &str) -> Option<(&'static RabbitMq, String)> {
    let broker = RabbitMq::shared().await?;
    let url = broker.create_vhost(name).await.unwrap();
    Some((broker, url))
}

async fn told_of_three_orders(vhost: &str, database: Option<&MariaDb>) {
    let Some((_, url)) = broker(vhost).await else {
        return;
    };
    let listener = Listener::start(&url).await;
    let mut settings = vec![("EVENTS__URL", url.as_str()), ("DATA__SAMPLE", "always")];
    let address = match database {
        Some(server) => Some(server.create_database().await.unwrap()),
        None => None,
    };
    if let Some(address) = &address {
        settings.push(("DATABASE__URL", address));
    }
    let provider = StockCenter::start(&settings).await.unwrap();
    let options = ClientOptions {
        timeout: PATIENCE,
        ..ClientOptions::default()
    };
    let stock = StockClient::connect(&provider.address(), options)
        .await
        .unwrap();
    let mut tale = Tale::begin(stock).unwrap();
    tale.tell().await.unwrap();
    let center = Center {
        url: address.unwrap_or_else(|| provider.sqlite_url()),
        providers: vec![provider],
    };
    let seen = once(&delivered(&center, &listener).await);
    assert!(seen.iter().all(|seen| seen.persistent));
    assert!(seen.iter().all(|seen| seen.key == seen.text("type")));
    assert!(
        seen.iter()
            .all(|seen| seen.message_id == seen.text("eventId"))
    );
    let ids: BTreeSet<&str> = seen.iter().map(|seen| seen.message_id.as_str()).collect();
    assert_eq!(ids.len(), seen.len(), "an identifier was used twice");
    let described = AsyncApi::read();
    for event in &seen {
        described.check(&event.key, &event.body);
    }
    let mut keys: BTreeMap<&str, usize> = BTreeMap::new();
    for event in &seen {
        *keys.entry(event.key.as_str()).or_default() += 1;
    }
    println!("{keys:?}");
    for wanted in [
        "reservation.preoccupied",
        "reservation.confirmed",
        "fulfillment.created",
        "fulfillment.shipped",
        "fulfillment.signed",
        "fulfillment.rejected",
        "return.created",
        "return.received",
        "return.graded",
        "return.closed",
    ] {
        assert!(keys.contains_key(wanted), "no {wanted} in {keys:?}");
    }
    follows_the_ledger(&seen);
    let checked = center.providers[0].run(&["check"]).unwrap();
    assert!(checked.contains("all invariants hold"), "{checked}");
}

/// What events say lies in a bucket is what earlier ones added up to; ledger numbers grow.
fn follows_the_ledger(seen: &[Seen]) {
    let mut buckets: BTreeMap<String, i64> = BTreeMap::new();
    let mut seqs: BTreeMap<(String, String), i64> = BTreeMap::new();
    let mut changes = 0;
    for event in seen.iter().filter(|e| e.key.starts_with("stock.changed.")) {
        let payload = &event.body["payload"];
        let seq = payload["seq"].as_i64().unwrap();
        let before = seqs.insert(event.aggregate(), seq);
        assert!(before.is_none_or(|before| before < seq), "{event:?}");
        for delta in payload["deltas"].as_array().unwrap() {
            let name = format!(
                "{:?} {} {} {}",
                event.aggregate(),
                delta["pool"],
                delta["lotNo"],
                delta["bucket"]
            );
            let sum = buckets.entry(name).or_default();
            *sum += delta["delta"].as_i64().unwrap();
            assert_eq!(*sum, delta["after"].as_i64().unwrap(), "{event:?}");
        }
        changes += 1;
    }
    assert!(changes > 0, "no bucket changed");
}

#[tokio::test(flavor = "multi_thread")]
async fn three_orders_are_told_whole_and_in_order_on_sqlite() {
    told_of_three_orders("told-sqlite", None).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn three_orders_are_told_whole_and_in_order_on_mariadb() {
    let Some(server) = MariaDb::shared().await else {
        return;
    };
    told_of_three_orders("told-mariadb", Some(server)).await;
}

/// A provider on SQLite that reaches the broker over a wire which can be cut.
async fn behind_a_wire(vhost: &str) -> Option<(Center, Listener, Relay)> {
    let (broker, url) = broker(vhost).await?;
    let listener = Listener::start(&url).await;
    let wire = Relay::to(format!("127.0.0.1:{}", broker.port())).await;
    let wired = format!("amqp://guest:guest@{}/{vhost}", wire.address());
    let center = Center::sqlite(&[("EVENTS__URL", &wired)]).await;
    Some((center, listener, wire))
}

/// The broker takes an event and its confirm is lost: it is sent again, as it was.
#[tokio::test(flavor = "multi_thread")]
async fn case_52() {
    let Some((center, listener, wire)) = behind_a_wire("case-52").await else {
        return;
    };
    let caller = Caller::connect(center.providers[0].address(), "case_52").await;
    caller.receive("S", 50).await;
    delivered(&center, &listener).await;
    wire.set(Mode::LoseAnswers);
    for order in 0..5 {
        let reply = caller.reserve(&format!("O{order}"), &[("S", 1)]).await;
        assert_eq!(reply.code, ResultCode::Ok, "{reply:?}");
    }
    // They arrive, and the provider cannot know.
    let is_held = |seen: &Seen| seen.key == "reservation.preoccupied";
    until("the events came", PATIENCE, || async {
        listener.seen().iter().any(is_held)
    })
    .await;
    assert!(center.number(WAITING, "").await > 0);
    wire.cut();
    wire.set(Mode::Pass);
    delivered(&center, &listener).await;
    // A confirm may overtake the delivery, so the second copy is waited for.
    until("something has come twice", PATIENCE, || async {
        let seen = listener.seen();
        seen.len() > once(&seen).len()
    })
    .await;
    let kept = once(&listener.seen());
    assert_eq!(kept.iter().filter(|seen| is_held(seen)).count(), 5);
}

/// An event comes after a later one of its aggregate, as when an operator has it sent again: a consumer drops it, and what it tells can be asked for.
#[tokio::test(flavor = "multi_thread")]
async fn case_54() {
    let Some((_, url)) = broker("case-54").await else {
        return;
    };
    let listener = Listener::start(&url).await;
    let center = Center::sqlite(&[("EVENTS__URL", &url)]).await;
    let caller = Caller::connect(center.providers[0].address(), "case_54").await;
    caller.receive("S", 50).await;
    for order in 0..3 {
        caller.reserve(&format!("O{order}"), &[("S", 2)]).await;
    }
    caller.cancel("O0").await;
    caller.confirm("O1").await;
    let before = delivered(&center, &listener).await;
    let kept = once(&before);
    let goods = |seen: &&Seen| seen.key.starts_with("stock.changed.");
    // The account of the goods has had six events.
    assert_eq!(kept.iter().filter(goods).map(Seen::seq).max(), Some(6));
    // All of it once more: the first of them come after the last.
    let replay = |dry_run| ReplayReq {
        context: caller.context("again"),
        from_seq: Some(0),
        event_type: Some("stock.changed.".to_owned()),
        dry_run,
        ..ReplayReq::default()
    };
    let cx = Context::new();
    let reply = caller.operations.replay_outbox(&cx, replay(true)).await;
    let reply = reply.unwrap();
    assert_eq!(reply.details["events"], "6", "{reply:?}");
    assert_eq!(
        listener.seen().len(),
        before.len(),
        "a dry run sends nothing"
    );
    let reply = caller.operations.replay_outbox(&cx, replay(false)).await;
    assert_eq!(reply.unwrap().details["events"], "6");
    until("they came again", PATIENCE, || async {
        listener.seen().len() == before.len() + 6
    })
    .await;
    let seen = listener.seen();
    let again: Vec<i64> = seen[before.len()..].iter().map(Seen::seq).collect();
    assert_eq!(again, [1, 2, 3, 4, 5, 6]);
    assert!(seen[before.len()..].iter().all(|seen| seen.replayed));
    // Whoever follows the rule has what it had.
    assert_eq!(once(&seen).len(), kept.len());
    // A consumer that sees 4 first asks for what it missed: the events' figures are the stock's.
    let last = kept.iter().rfind(|seen| goods(seen)).unwrap();
    let deltas = last.body["payload"]["deltas"].as_array().unwrap();
    let free = deltas.iter().find(|delta| delta["bucket"] == "preoccupied");
    let held = free.unwrap()["after"].as_i64().unwrap();
    assert_eq!(
        caller.stock("S").await,
        "available=46 preoccupied=2 allocated=2"
    );
    assert_eq!(held, 2);
}

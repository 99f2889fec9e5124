//! A broker that goes away under load: no call fails for it, and everything is told later, in order.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use dubbo_api::code::ResultCode;
use integration_tests::availability::{Program, have};
use integration_tests::mariadb::MariaDb;
use integration_tests::rabbitmq::RabbitMq;
use tokio::task::JoinSet;

use super::listener::{Listener, once};
use super::outgoing::{broker, delivered};
use crate::cases::mall::Caller;
use crate::cases::provider::{Center, until};

/// Callers at once.
const CALLERS: usize = 4;
/// Longest wait for the events of an outage.
const PATIENCE: Duration = Duration::from_secs(120);

pub(super) fn full() -> bool {
    std::env::var("STOCK_FAULTS").is_ok_and(|value| value == "full")
}

/// Callers that order one unit at a time until told to stop.
pub(super) struct Load {
    going: Arc<AtomicBool>,
    done: Arc<AtomicUsize>,
    callers: JoinSet<()>,
}

impl Load {
    pub(super) async fn start(center: &Center, tenant: &str) -> Self {
        let first = Caller::connect(center.providers[0].address(), tenant).await;
        first.receive("S", 1_000_000).await;
        let mut load = Self {
            going: Arc::new(AtomicBool::new(true)),
            done: Arc::default(),
            callers: JoinSet::new(),
        };
        for number in 0..CALLERS {
            let provider = &center.providers[number % center.providers.len()];
            let caller = Caller::connect(provider.address(), tenant).await;
            let (going, done) = (Arc::clone(&load.going), Arc::clone(&load.done));
            load.callers.spawn(async move {
                for order in 0.. {
                    if !going.load(Ordering::Relaxed) {
                        return;
                    }
                    let order = format!("O{number}-{order}");
                    let reply = caller.reserve(&order, &[("S", 1)]).await;
                    assert_eq!(reply.code, ResultCode::Ok, "{reply:?}");
                    let reply = caller.cancel(&order).await;
                    assert_eq!(reply.code, ResultCode::Ok, "{reply:?}");
                    done.fetch_add(1, Ordering::Relaxed);
                    // A tenth of what it could: the test is about the broker, not about speed.
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            });
        }
        load
    }

    pub(super) fn orders(&self) -> usize {
        self.done.load(Ordering::Relaxed)
    }

    /// Waits for so many more orders.
    pub(super) async fn more(&self, count: usize) {
        let wanted = self.orders() + count;
        until("calls go on", PATIENCE, || async {
            self.orders() >= wanted
        })
        .await;
    }

    /// Ends it; how many orders were held and given back.
    pub(super) async fn finish(mut self) -> usize {
        self.going.store(false, Ordering::Relaxed);
        while let Some(ended) = self.callers.join_next().await {
            ended.unwrap();
        }
        self.done.load(Ordering::Relaxed)
    }
}

/// Two providers on one MariaDB with a broker of the test's own.
async fn two_providers() -> Option<(RabbitMq, Center, Listener)> {
    let server = MariaDb::shared().await?;
    if !RabbitMq::available() {
        return None;
    }
    let broker = RabbitMq::start().await.unwrap();
    let url = broker.url();
    let listener = Listener::start(&url).await;
    let center = Center::mariadb(server, 2, &[("EVENTS__URL", &url)]).await;
    Some((broker, center, listener))
}

/// Every order was told twice: held, and given back; nothing else than its share of the goods' account beside it.
pub(super) async fn all_told(center: &Center, listener: &Listener, orders: usize) -> usize {
    let seen = delivered(center, listener).await;
    let kept = once(&seen);
    let of = |key: &str| kept.iter().filter(|seen| seen.key == key).count();
    assert_eq!(of("reservation.preoccupied"), orders);
    assert_eq!(of("reservation.cancelled"), orders);
    // One for the receipt, two for each order.
    let goods = kept.iter().filter(|seen| {
        seen.key.starts_with("stock.changed.") && seen.body["payload"]["sku"] == "S"
    });
    assert_eq!(goods.count(), 1 + 2 * orders);
    seen.len() - kept.len()
}

#[tokio::test(flavor = "multi_thread")]
async fn events_wait_while_the_broker_is_stopped_and_none_is_lost() {
    let Some((broker, center, listener)) = two_providers().await else {
        return;
    };
    let load = Load::start(&center, "stopped").await;
    load.more(20).await;
    broker.stop().await.unwrap();
    let before = load.orders();
    let away = if full() { 60 } else { 6 };
    tokio::time::sleep(Duration::from_secs(away)).await;
    load.more(20).await;
    let during = load.orders() - before;
    let health = reqwest::get(center.providers[0].admin_url("ready")).await;
    assert!(health.unwrap().status().is_success(), "calls are served");
    broker.launch().await.unwrap();
    load.more(20).await;
    let orders = load.finish().await;
    let doubled = all_told(&center, &listener, orders).await;
    println!(
        "{orders} orders, {during} of them while the broker was away; {doubled} events came twice"
    );
    for provider in &center.providers {
        provider.stop().await.unwrap();
    }
    center.check().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn events_have_no_gap_when_the_broker_is_killed_while_they_are_sent() {
    let Some((broker, center, listener)) = two_providers().await else {
        return;
    };
    let load = Load::start(&center, "killed").await;
    for _ in 0..if full() { 10 } else { 2 } {
        load.more(40).await;
        broker.kill9().await;
        load.more(10).await;
        broker.launch().await.unwrap();
    }
    load.more(40).await;
    let orders = load.finish().await;
    let doubled = all_told(&center, &listener, orders).await;
    println!("{orders} orders; {doubled} events came twice");
    center.check().await;
}

/// A broker short of memory takes nothing: rows wait, nothing is given up or doubled, and health says why.
#[tokio::test(flavor = "multi_thread")]
async fn events_wait_while_the_broker_blocks() {
    if !RabbitMq::available() {
        return;
    }
    let broker = RabbitMq::start().await.unwrap();
    let listener = Listener::start(&broker.url()).await;
    let center = Center::sqlite(&[("EVENTS__URL", &broker.url())]).await;
    let caller = Caller::connect(center.providers[0].address(), "blocked").await;
    caller.receive("S", 100).await;
    delivered(&center, &listener).await;
    broker.block_publishers(true).await.unwrap();
    // The broker says so to whoever publishes.
    for order in 0..20 {
        let reply = caller.reserve(&format!("O{order}"), &[("S", 1)]).await;
        assert_eq!(reply.code, ResultCode::Ok, "{reply:?}");
    }
    let url = center.providers[0].admin_url("health");
    until("health says so", PATIENCE, || async {
        let health = reqwest::get(&url).await.unwrap().text().await.unwrap();
        health.contains("blocked by the broker")
    })
    .await;
    broker.block_publishers(false).await.unwrap();
    let kept = once(&delivered(&center, &listener).await);
    let held = kept
        .iter()
        .filter(|seen| seen.key == "reservation.preoccupied");
    assert_eq!(held.count(), 20);
}

/// The database dies in the middle of transactions and comes back: each order was held or not, its key tells which, and no half voucher is there.
#[tokio::test(flavor = "multi_thread")]
async fn case_51() {
    if !RabbitMq::available() || !have("MariaDB", &[Program::MariaDb]) {
        return;
    }
    let Some((_, url)) = broker("case-51").await else {
        return;
    };
    let listener = Listener::start(&url).await;
    let server = MariaDb::start().await.unwrap();
    let center = Center::mariadb(&server, 2, &[("EVENTS__URL", &url)]).await;
    let first = Caller::connect(center.providers[0].address(), "case_51").await;
    first.receive("S", 1_000_000).await;
    let going = Arc::new(AtomicBool::new(true));
    let done = Arc::new(AtomicUsize::new(0));
    let mut callers = JoinSet::new();
    for number in 0..CALLERS {
        let provider = &center.providers[number % center.providers.len()];
        let caller = Caller::connect(provider.address(), "case_51").await;
        let (going, done) = (Arc::clone(&going), Arc::clone(&done));
        callers.spawn(async move {
            for order in 0.. {
                if !going.load(Ordering::Relaxed) {
                    return order;
                }
                // Whatever it was told, it asks again under the same key until it knows.
                let order = format!("O{number}-{order}");
                loop {
                    let reply = caller.reserve(&order, &[("S", 1)]).await;
                    if reply.is_success() {
                        break;
                    }
                    assert!(reply.retryable, "{reply:?}");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
                done.fetch_add(1, Ordering::Relaxed);
            }
            0
        });
    }
    let more = |count: usize| {
        let (done, before) = (Arc::clone(&done), done.load(Ordering::Relaxed));
        async move {
            until("orders go on", PATIENCE, || async {
                done.load(Ordering::Relaxed) >= before + count
            })
            .await;
        }
    };
    for _ in 0..if full() { 20 } else { 2 } {
        more(40).await;
        server.kill9().await;
        server.launch().await.unwrap();
    }
    more(40).await;
    going.store(false, Ordering::Relaxed);
    let mut orders = 0;
    while let Some(ended) = callers.join_next().await {
        orders += ended.unwrap();
    }
    let orders = usize::try_from(orders).unwrap();
    let kept = once(&delivered(&center, &listener).await);
    let held = kept
        .iter()
        .filter(|seen| seen.key == "reservation.preoccupied");
    assert_eq!(
        held.count(),
        orders,
        "each order is held once and told once"
    );
    let stock = format!("available={} preoccupied={orders}", 1_000_000 - orders);
    assert_eq!(first.stock("S").await, stock);
    center.check().await;
}

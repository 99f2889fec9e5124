//! Two providers on a Galera cluster of three nodes, each on a node of its own: who is late at COMMIT runs again, what one has written the other reads, and a node
//! that is killed under load takes nothing with it that was acknowledged.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use dubbo_api::{
    InboundReq, OccupyLine, OpContext, PreOccupyReq, Quantity, Reservation, ReservationQuery,
    StockChangeService as _, StockChangeServiceClient, StockLine, StockReservationService as _,
    StockReservationServiceClient, stock_change_service, stock_reservation_service,
};
use dubbo_rpc::{Client, ClientOptions, Context, Invoker, ServiceRef};
use integration_tests::galera::{Galera, NODES};
use integration_tests::stock_center::StockCenter;
use stock::command::Target;
use stock::ids::Tenant;
use stock_sql::{CheckLimits, Store, StoreOptions};

/// Parts of the sample: one of which there are few, one of which there are many.
const FEW: &str = "PAD-1002";
const MANY: &str = "PAD-1001";
const WAREHOUSE: &str = "WH-GZ";
/// Units of the one that callers fight for, and callers.
const UNITS: usize = 100;
/// Units of it that are never sold to a shop: its safety stock.
const SAFETY: i64 = 2;
const CALLERS: usize = 200;
/// Callers under whose load a node is killed.
const LOADING: usize = 16;
const BEFORE_KILL: Duration = Duration::from_secs(2);
/// Orders that must be held after it. The other nodes wait 5 s before they go on without one (`evs.suspect_timeout`).
const AFTER_KILL: usize = 200;
/// Longest that an order may go without an answer while a node is away.
const PATIENCE: Duration = Duration::from_secs(60);

/// A provider, as its callers know it.
struct House {
    center: StockCenter,
}

impl House {
    async fn open(cluster: &Galera, node: usize, sample: &str) -> Self {
        let url = cluster.url(node);
        let settings = [
            ("DATABASE__URL", url.as_str()),
            ("DATA__SAMPLE", sample),
            ("RECONCILE__SCHEDULE", "false"),
        ];
        Self {
            center: StockCenter::start(&settings).await.unwrap(),
        }
    }

    async fn link(&self) -> Arc<dyn Invoker> {
        let options = ClientOptions {
            timeout: Duration::from_secs(5),
            ..ClientOptions::default()
        };
        Arc::new(
            Client::connect(self.center.address(), options)
                .await
                .unwrap(),
        )
    }

    async fn orders(&self) -> StockReservationServiceClient {
        let service = ServiceRef::new(stock_reservation_service::INTERFACE);
        StockReservationServiceClient::new(self.link().await, service)
    }

    async fn receive(&self, sku: &str, quantity: i64) {
        let service = ServiceRef::new(stock_change_service::INTERFACE);
        let changes = StockChangeServiceClient::new(self.link().await, service);
        let request = InboundReq {
            context: context(format!("IN-{sku}")),
            warehouse: WAREHOUSE.into(),
            lines: vec![StockLine {
                sku: sku.into(),
                quantity: Quantity(quantity),
                ..StockLine::default()
            }],
            ..InboundReq::default()
        };
        let reply = changes.purchase_in(&Context::new(), request).await.unwrap();
        assert!(reply.is_success(), "{reply:?}");
    }
}

fn context(biz_no: String) -> Option<OpContext> {
    Some(OpContext {
        source_system: Some("galera".to_owned()),
        biz_no: Some(biz_no),
        ..OpContext::default()
    })
}

fn order(order_no: &str, sku: &str) -> PreOccupyReq {
    PreOccupyReq {
        context: context(order_no.to_owned()),
        order_no: order_no.into(),
        lines: vec![OccupyLine {
            sku: sku.into(),
            quantity: Quantity(1),
            warehouse: Some(WAREHOUSE.into()),
            ..OccupyLine::default()
        }],
        ..PreOccupyReq::default()
    }
}

/// Sends an order until somebody answers it for good, to one provider after the other, under the same number; `at` is whom to ask first, then who answered.
async fn place(
    providers: &[StockReservationServiceClient],
    at: &mut usize,
    order_no: &str,
    sku: &str,
) -> Option<Reservation> {
    let until = Instant::now() + PATIENCE;
    loop {
        let provider = &providers[*at % providers.len()];
        match provider
            .pre_occupy(&Context::new(), order(order_no, sku))
            .await
        {
            Ok(reply) if reply.is_success() => return reply.into_data().ok(),
            Ok(reply) if reply.code.as_str() == "STOCK_NOT_ENOUGH" => return None,
            Ok(reply) => assert!(reply.retryable, "{order_no}: {reply:?}"),
            Err(_) => {}
        }
        assert!(Instant::now() < until, "{order_no} has no answer");
        *at += 1;
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Sums a counter over nodes.
async fn counted(cluster: &Galera, name: &str) -> u64 {
    let mut sum = 0;
    for node in 0..NODES {
        let line = cluster
            .execute(node, &format!("SHOW GLOBAL STATUS LIKE '{name}'"))
            .await
            .unwrap();
        sum += line
            .split_whitespace()
            .last()
            .unwrap()
            .parse::<u64>()
            .unwrap();
    }
    sum
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writers_on_two_nodes_of_galera_and_a_node_killed_under_load() {
    let Some(cluster) = Galera::start().await.unwrap() else {
        return;
    };
    let one = House::open(&cluster, 0, "always").await;
    let other = House::open(&cluster, 1, "never").await;
    let providers = [one.orders().await, other.orders().await];
    // The sample has some of it already.
    let before = free(&cluster, 0, FEW).await;
    one.receive(FEW, i64::try_from(UNITS).unwrap() + SAFETY - before)
        .await;

    exactly_as_many_as_there_are(&providers).await;
    one.receive(MANY, 1_000_000).await;
    what_one_writes_the_other_reads(&providers).await;
    let acknowledged = load_with_a_kill(&cluster, &providers).await;

    // The node takes what it missed, and its provider is of use again.
    cluster.rejoin(1).await.unwrap();
    let back = place(&providers[1..], &mut 0, "BACK", MANY).await;
    assert!(back.is_some());
    one.center.stop().await.unwrap();
    other.center.stop().await.unwrap();
    for node in 0..NODES {
        verify(&cluster.url(node), &acknowledged).await;
    }
}

async fn exactly_as_many_as_there_are(providers: &[StockReservationServiceClient; 2]) {
    let mut callers = tokio::task::JoinSet::new();
    for caller in 0..CALLERS {
        let providers = providers.clone();
        callers.spawn(async move {
            let mut at = caller;
            place(&providers, &mut at, &format!("FEW-{caller}"), FEW)
                .await
                .is_some()
        });
    }
    let held = callers
        .join_all()
        .await
        .into_iter()
        .filter(|held| *held)
        .count();
    assert_eq!(held, UNITS);
    println!("{held} of {CALLERS} held");
}

async fn what_one_writes_the_other_reads(providers: &[StockReservationServiceClient; 2]) {
    for number in 0..50 {
        let order_no = format!("SEEN-{number}");
        let (writer, reader) = (&providers[number % 2], &providers[(number + 1) % 2]);
        let reply = writer
            .pre_occupy(&Context::new(), order(&order_no, MANY))
            .await
            .unwrap();
        assert!(reply.is_success(), "{reply:?}");
        let query = ReservationQuery {
            order_no: Some(order_no.as_str().into()),
            ..ReservationQuery::default()
        };
        let found = reader.get(&Context::new(), query).await.unwrap();
        assert!(found.is_success(), "{order_no}: {found:?}");
    }
}

async fn load_with_a_kill(
    cluster: &Galera,
    providers: &[StockReservationServiceClient; 2],
) -> Vec<(String, String)> {
    let (stop, number) = (
        Arc::new(AtomicBool::new(false)),
        Arc::new(AtomicUsize::new(0)),
    );
    let mut callers = tokio::task::JoinSet::new();
    for caller in 0..LOADING {
        let (providers, stop, number) = (providers.clone(), Arc::clone(&stop), Arc::clone(&number));
        callers.spawn(async move {
            let (mut held, mut at) = (Vec::new(), caller);
            while !stop.load(Ordering::Relaxed) {
                let n = number.fetch_add(1, Ordering::Relaxed);
                let order_no = format!("LOAD-{n}");
                let reservation = place(&providers, &mut at, &order_no, MANY).await;
                let reservation = reservation.unwrap_or_else(|| panic!("{order_no} is refused"));
                held.push((order_no, reservation.reservation_no.unwrap().to_string()));
            }
            held
        });
    }
    tokio::time::sleep(BEFORE_KILL).await;
    let failures = counted(cluster, "wsrep_local_cert_failures").await;
    let aborts = counted(cluster, "wsrep_local_bf_aborts").await;
    println!("{failures} transactions failed at COMMIT, {aborts} were ended by the other node");
    assert!(failures + aborts > 0, "the two never met");
    let before = number.load(Ordering::Relaxed);
    cluster.kill9(1).await;
    let killed = Instant::now();
    while number.load(Ordering::Relaxed) < before + LOADING + AFTER_KILL {
        assert!(
            killed.elapsed() < PATIENCE,
            "nothing went on without the node"
        );
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let away = killed.elapsed();
    stop.store(true, Ordering::Relaxed);
    let acknowledged: Vec<_> = callers.join_all().await.into_iter().flatten().collect();
    println!(
        "{before} orders before the kill, {} in all, {AFTER_KILL} more after {away:.1?}",
        acknowledged.len()
    );
    acknowledged
}

/// What is free of a part in the warehouse.
async fn free(cluster: &Galera, node: usize, sku: &str) -> i64 {
    let line = cluster
        .execute(
            node,
            &format!("SELECT COALESCE(SUM(available), 0) FROM stock.balance WHERE sku = '{sku}' AND warehouse = '{WAREHOUSE}'"),
        )
        .await
        .unwrap();
    line.trim().parse().unwrap()
}

/// A node holds every order that was acknowledged, once, and its ledger is whole.
async fn verify(url: &str, acknowledged: &[(String, String)]) {
    let store = Store::open(url, StoreOptions::default()).await.unwrap();
    let tenant = Tenant::from("default");
    for (order_no, reservation_no) in acknowledged {
        let target = Target::Order(order_no.as_str().into());
        let found = store.reservation(&tenant, &target).await.unwrap();
        let found = found.unwrap_or_else(|| panic!("{order_no} was acknowledged and is lost"));
        assert_eq!(
            found.no().as_str(),
            reservation_no,
            "{order_no} was held twice"
        );
    }
    let violations = store.check(CheckLimits::default()).await.unwrap();
    assert!(violations.is_empty(), "{violations:?}");
    store.close().await;
}

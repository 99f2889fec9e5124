//! Three brokers that are one cluster: whichever dies, nothing is lost, in either direction.

use std::collections::BTreeSet;
use std::time::Duration;

use integration_tests::mariadb::MariaDb;
use integration_tests::rabbitmq::RabbitMq;
use lapin::options::{BasicPublishOptions, ConfirmSelectOptions};
use lapin::{BasicProperties, Channel};
use serde_json::json;
use tokio::task::JoinHandle;

use super::listener::{Listener, QUEUE, connect};
use super::outage::{Load, all_told, full};
use crate::cases::mall::Caller;
use crate::cases::provider::{Center, until};

/// Longest wait for what a fail-over held up.
const PATIENCE: Duration = Duration::from_secs(120);
/// Receipts that the warehouse reports while brokers die.
const RECEIPTS: usize = 40;
const TENANT: &str = "cluster";

/// The nodes, the first of them with the name server of all.
async fn three() -> [RabbitMq; 3] {
    let first = RabbitMq::start().await.unwrap();
    let second = first.start_beside().await.unwrap();
    let third = first.start_beside().await.unwrap();
    [first, second, third]
}

/// The node that leads a quorum queue, told by one that lives.
async fn leader<'n>(nodes: &'n [RabbitMq; 3], asked: &RabbitMq, queue: &str) -> &'n RabbitMq {
    let told = asked
        .ctl(&["list_queues", "name", "leader", "members"])
        .await
        .unwrap();
    let line = told.lines().find(|line| line.starts_with(queue)).unwrap();
    let leader = line.split('\t').nth(1).unwrap();
    let members = line.split('\t').nth(2).unwrap();
    for node in nodes {
        assert!(members.contains(&node.node()), "{line}");
    }
    nodes.iter().find(|node| node.node() == leader).unwrap()
}

/// A warehouse that reports receipts, each until the broker has confirmed it: some come twice.
fn warehouse(url: String) -> JoinHandle<()> {
    tokio::spawn(async move {
        let mut left: BTreeSet<usize> = (0..RECEIPTS).collect();
        while !left.is_empty() {
            let Ok(connection) = connect(&url).await else {
                tokio::time::sleep(Duration::from_millis(200)).await;
                continue;
            };
            let Ok(channel) = connection.create_channel().await else {
                continue;
            };
            let confirms = ConfirmSelectOptions::default();
            if channel.confirm_select(confirms).await.is_err() {
                continue;
            }
            for receipt in left.clone() {
                if !report(&channel, receipt).await {
                    break;
                }
                left.remove(&receipt);
                tokio::time::sleep(Duration::from_millis(250)).await;
            }
        }
    })
}

async fn report(channel: &Channel, receipt: usize) -> bool {
    let body = json!({
        "context": {"tenant": TENANT},
        "warehouse": "W1",
        "lines": [{"sku": "A", "quantity": 1}],
    });
    let properties = BasicProperties::default()
        .with_message_id(format!("IN-{receipt}").into())
        .with_delivery_mode(2);
    let options = BasicPublishOptions {
        mandatory: true,
        ..BasicPublishOptions::default()
    };
    let body = body.to_string();
    let sending = async {
        let confirm = channel
            .basic_publish(
                "wms.event".into(),
                "inbound.received".into(),
                options,
                body.as_bytes(),
                properties,
            )
            .await
            .ok()?;
        let confirmation = confirm.await.ok()?;
        (confirmation.is_ack() && confirmation.take_message().is_none()).then_some(())
    };
    let sent = tokio::time::timeout(Duration::from_secs(10), sending).await;
    matches!(sent, Ok(Some(())))
}

/// The node that leads the queue of events dies by SIGKILL under load, and comes back, and the next that leads dies: every order is told once and in order, every
/// receipt is booked once. (Twice; with `STOCK_FAULTS=full` six times.)
#[tokio::test(flavor = "multi_thread")]
async fn a_cluster_that_loses_its_leading_node_under_load_loses_nothing() {
    if !RabbitMq::available() {
        return;
    }
    let Some(server) = MariaDb::shared().await else {
        return;
    };
    let nodes = three().await;
    let url = RabbitMq::url_of_all(&[&nodes[0], &nodes[1], &nodes[2]]);
    let listener = Listener::start(&url).await;
    let center = Center::mariadb(server, 2, &[("EVENTS__URL", &url)]).await;
    let load = Load::start(&center, TENANT).await;
    load.more(20).await;
    let reporting = warehouse(url.clone());
    let mut during = 0;
    let rounds = if full() { 6 } else { 2 };
    println!("{rounds} leading nodes are killed (STOCK_FAULTS=full: 6)");
    for round in 0..rounds {
        let asked = &nodes[round % 3];
        let leading = leader(&nodes, asked, QUEUE).await;
        let before = load.orders();
        leading.kill9().await;
        load.more(40).await;
        during += load.orders() - before;
        leading.launch().await.unwrap();
    }
    load.more(20).await;
    let orders = load.finish().await;
    reporting.await.unwrap();
    let caller = Caller::connect(center.providers[1].address(), TENANT).await;
    until("every receipt is booked", PATIENCE, || async {
        caller.stock("A").await == format!("available={RECEIPTS}")
    })
    .await;
    let doubled = all_told(&center, &listener, orders).await;
    println!(
        "{orders} orders, {during} of them while a node was away; {doubled} events came twice"
    );
    let receipts = "SELECT COUNT(*) FROM voucher WHERE tenant = ? AND op = 'PURCHASE_IN' AND status = 'APPLIED'";
    // One for the goods that the orders take.
    let booked = usize::try_from(center.number(receipts, TENANT).await).unwrap();
    assert_eq!(booked, RECEIPTS + 1);
    center.check().await;
}

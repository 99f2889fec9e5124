//! Messages that come in: each works once, what comes too early waits, what can never work ends among the dead letters.

use std::time::Duration;

use dubbo_api::reservation::PreOccupyReq;
use integration_tests::rabbitmq::RabbitMq;
use lapin::options::{BasicPublishOptions, ConfirmSelectOptions, QueueDeclareOptions};
use lapin::types::FieldTable;
use lapin::{BasicProperties, Channel, Connection, ConnectionProperties};
use serde_json::{Value, json};

use super::outgoing::{PATIENCE, broker};
use crate::cases::mall::Caller;
use crate::cases::provider::{Bind, Center, until};

/// A system that sends messages.
struct Sender {
    _connection: Connection,
    channel: Channel,
    tenant: &'static str,
}

impl Sender {
    async fn to(url: &str, tenant: &'static str) -> Self {
        let connection = Connection::connect(url, ConnectionProperties::default())
            .await
            .unwrap();
        let channel = connection.create_channel().await.unwrap();
        channel
            .confirm_select(ConfirmSelectOptions::default())
            .await
            .unwrap();
        Self {
            _connection: connection,
            channel,
            tenant,
        }
    }

    async fn send(&self, exchange: &str, key: &str, id: &str, body: &Value) {
        let mut body = body.clone();
        if body.is_object() {
            body["context"] = json!({"tenant": self.tenant});
        }
        self.send_bytes(exchange, key, id, body.to_string().as_bytes())
            .await;
    }

    async fn send_bytes(&self, exchange: &str, key: &str, id: &str, body: &[u8]) {
        let properties = BasicProperties::default()
            .with_message_id(id.into())
            .with_delivery_mode(2);
        let options = BasicPublishOptions {
            mandatory: true,
            ..BasicPublishOptions::default()
        };
        let confirm = self
            .channel
            .basic_publish(exchange.into(), key.into(), options, body, properties)
            .await
            .unwrap();
        let confirmation = confirm.await.unwrap();
        assert!(confirmation.is_ack());
        assert!(confirmation.take_message().is_none(), "{key} has no queue");
    }

    /// Messages in a queue.
    async fn depth(&self, queue: &str) -> u32 {
        let options = QueueDeclareOptions {
            passive: true,
            ..QueueDeclareOptions::default()
        };
        let found = self
            .channel
            .queue_declare(queue.into(), options, FieldTable::default())
            .await;
        found.unwrap().message_count()
    }
}

/// A provider on SQLite, a caller of it, and a system that sends.
async fn opened(
    tenant: &'static str,
    settings: &[(&str, &str)],
) -> Option<(Center, Caller, Sender, &'static RabbitMq)> {
    let (server, url) = broker(tenant).await?;
    let settings = [&[("EVENTS__URL", url.as_str())][..], settings].concat();
    let center = Center::sqlite(&settings).await;
    let caller = Caller::connect(center.providers[0].address(), tenant).await;
    let sender = Sender::to(&url, tenant).await;
    // The intake has made its queues when the last of them is there.
    until("the queues are there", PATIENCE, || async {
        let Ok(channel) = sender._connection.create_channel().await else {
            return false;
        };
        let options = QueueDeclareOptions {
            passive: true,
            ..QueueDeclareOptions::default()
        };
        let last = channel.queue_declare("stock.delay".into(), options, FieldTable::default());
        last.await.is_ok()
    })
    .await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    Some((center, caller, sender, server))
}

async fn stock_is(caller: &Caller, wanted: &str) {
    until(wanted, PATIENCE, || async {
        caller.stock("S").await == wanted
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_lives_by_messages_alone() {
    let Some((center, caller, sender, _)) = opened("in-life", &[]).await else {
        return;
    };
    let receipt = json!({"warehouse": "W1", "lines": [{"sku": "S", "quantity": 10}]});
    sender
        .send("wms.event", "inbound.received", "IN-1", &receipt)
        .await;
    stock_is(&caller, "available=10").await;
    // Paid before it is placed: the message waits and is tried again.
    let paid = json!({"orderNo": "O-1", "payNo": "P-1"});
    sender.send("order.event", "order.paid", "P-1", &paid).await;
    until("the payment waits", PATIENCE, || async {
        let waiting = sender.depth("stock.wait.1s").await + sender.depth("stock.wait.5s").await;
        waiting > 0
    })
    .await;
    assert_eq!(caller.reserve("O-1", &[("S", 4)]).await.code.as_str(), "OK");
    stock_is(&caller, "available=6 allocated=4").await;
    assert_eq!(caller.reserve("O-2", &[("S", 1)]).await.code.as_str(), "OK");
    let closed = json!({"orderNo": "O-2"});
    sender
        .send("order.event", "order.cancelled", "C-2", &closed)
        .await;
    stock_is(&caller, "available=6 allocated=4").await;
    // Signed before it has shipped: the parcel's paper keeps it.
    let life = caller.life("O-1").await;
    let documents = life
        .positions
        .iter()
        .filter_map(|at| at.document_no.clone());
    let fo_no = documents
        .into_iter()
        .find(|no| no.starts_with('F'))
        .unwrap();
    let lines = json!([{"lineNo": 1, "quantity": 4}]);
    let parcel = json!({"foNo": fo_no, "parcelNo": "K-1", "lines": lines});
    sender
        .send("tms.event", "parcel.signed", "K-1-signed", &parcel)
        .await;
    sender
        .send("wms.event", "outbound.shipped", "K-1", &parcel)
        .await;
    stock_is(&caller, "available=6").await;
    let life = caller.life("O-1").await;
    let signed = |event: &dubbo_api::fulfillment::TimelineEvent| event.movement.as_str() == "SIGN";
    assert!(life.events.iter().any(signed), "{life:?}");
    assert_eq!(sender.depth("stock.dead").await, 0);
    center.check().await;
}

/// A message comes a hundred times and works once; poison ends among the dead letters, and the queue keeps moving.
#[tokio::test(flavor = "multi_thread")]
async fn case_53() {
    let tries = [("EVENTS__TRIES", "3")];
    let Some((center, caller, sender, _)) = opened("case-53", &tries).await else {
        return;
    };
    let receipt = json!({"warehouse": "W1", "lines": [{"sku": "S", "quantity": 10}]});
    for n in 0..100 {
        sender
            .send("wms.event", "inbound.received", "IN-1", &receipt)
            .await;
        if n == 50 {
            // No JSON; no request; a key nobody knows; a part nobody knows; an order that never comes.
            sender
                .send_bytes("wms.event", "inbound.received", "X-1", b"\x00\xffpoison")
                .await;
            let wrong = json!({"warehouse": {"no": "W1"}, "lines": 7});
            sender
                .send("wms.event", "inbound.received", "X-2", &wrong)
                .await;
            sender
                .send("wms.event", "transfer.forgotten", "X-3", &json!({}))
                .await;
            let unknown = json!({"warehouse": "W1", "lines": [{"sku": "NONE", "quantity": 1}]});
            sender
                .send("wms.event", "inbound.received", "X-4", &unknown)
                .await;
            let paid = json!({"orderNo": "NEVER", "payNo": "P-1"});
            sender.send("order.event", "order.paid", "X-5", &paid).await;
        }
    }
    let after = json!({"warehouse": "W1", "lines": [{"sku": "S", "quantity": 3}]});
    sender
        .send("wms.event", "inbound.received", "IN-2", &after)
        .await;
    stock_is(&caller, "available=13").await;
    until("poison is put aside", PATIENCE, || async {
        sender.depth("stock.dead").await == 5 && sender.depth("stock.wms").await == 0
    })
    .await;
    assert_eq!(caller.stock("S").await, "available=13");
    let receipts = "SELECT COUNT(*) FROM voucher WHERE tenant = ? AND op = 'PURCHASE_IN' AND status = 'APPLIED'";
    assert_eq!(center.number(receipts, "case-53").await, 2);

    // An operator looks at them, and gives back those that can work by now.
    let seen = center.providers[0].run(&["replay", "--dry-run"]).unwrap();
    for word in [
        "X-1",
        "X-2",
        "X-3",
        "X-4",
        "X-5",
        "no JSON",
        "SKU_UNKNOWN",
        "RESERVATION_NOT_FOUND",
    ] {
        assert!(seen.contains(word), "{word}: {seen}");
    }
    assert_eq!(
        caller.reserve("NEVER", &[("S", 2)]).await.code.as_str(),
        "OK"
    );
    let back = center.providers[0].run(&["replay", "--queue", "stock.order"]);
    let back = back.unwrap();
    assert!(back.contains("X-5") && !back.contains("X-4"), "{back}");
    stock_is(&caller, "available=11 allocated=2").await;
    until("the others stay", PATIENCE, || async {
        sender.depth("stock.dead").await == 4
    })
    .await;
    center.check().await;
}

/// What a supplier says stands at his site is what is there, what we hold of it included; a feed that was overtaken changes nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_suppliers_feed_is_a_count_and_the_newest_wins() {
    let Some((center, caller, sender, _)) = opened("in-feed", &[]).await else {
        return;
    };
    center.import("supplier");
    let tries = std::sync::atomic::AtomicUsize::new(0);
    let hold = |no: String, quantity| PreOccupyReq {
        fixed_warehouse: Some("SUP".into()),
        ..caller.hold(&no, &[("S", quantity)])
    };
    until("the site is known", PATIENCE, || async {
        let no = tries.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let reply = caller.send(hold(format!("TRY-{no}"), 1)).await;
        reply.code.as_str() == "STOCK_NOT_ENOUGH"
    })
    .await;
    let there = async |available: i64, held: i64| {
        let views = caller.buckets("S").await;
        let site = views.iter().find(|view| view.warehouse.as_str() == "SUP");
        site.is_some_and(|view| (view.available.get(), view.preoccupied.get()) == (available, held))
    };
    let feed = async |seq: i64, site: &str, quantity: i64| {
        let lines = json!([{"sku": "S", "quantity": quantity}]);
        let body = json!({"warehouse": site, "feedSeq": seq, "lines": lines});
        let id = format!("FEED-{site}-{seq}");
        sender
            .send("supplier.event", "feed.stock", &id, &body)
            .await;
    };
    feed(1, "SUP", 30).await;
    until("the first feed", PATIENCE, || there(30, 0)).await;
    let reply = caller.send(hold("O-1".to_owned(), 5)).await;
    assert_eq!(reply.code.as_str(), "OK", "{reply:?}");
    feed(3, "SUP", 12).await;
    until("the third feed", PATIENCE, || there(7, 5)).await;
    feed(2, "SUP", 40).await;
    feed(2, "W1", 40).await;
    until("a site of our own has no feed", PATIENCE, || async {
        sender.depth("stock.dead").await == 1 && sender.depth("stock.supplier").await == 0
    })
    .await;
    assert!(there(7, 5).await, "the second feed came after the third");
    feed(4, "SUP", 13).await;
    until("the fourth feed", PATIENCE, || there(8, 5)).await;
    let seen = center.providers[0].run(&["replay", "--dry-run"]).unwrap();
    assert!(
        seen.contains("FEED-W1-2") && seen.contains("REGIONAL"),
        "{seen}"
    );
    center.check().await;
}

/// The sweeper would look again in an hour: a message that a hold is due wakes it. What is to come later waits in the queue of its class.
#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_a_hold_is_due_wakes_the_sweeper() {
    let slow = [("SWEEPER__INTERVAL_MS", "3600000")];
    let Some((center, caller, sender, _)) = opened("in-delay", &slow).await else {
        return;
    };
    caller.receive("S", 9).await;
    assert_eq!(caller.reserve("O-1", &[("S", 4)]).await.code.as_str(), "OK");
    let overdue =
        "UPDATE reservation SET expire_at = expire_at - ?, due_at = due_at - ? WHERE order_no = ?";
    let day = Bind::Int(86_400_000);
    let changed = center
        .execute(overdue, &[day, day, Bind::Text("O-1")])
        .await;
    assert_eq!(changed, 1);
    sender
        .send_bytes("stock.delay", "in.60s", "LATER", b"")
        .await;
    until("it waits for its minute", PATIENCE, || async {
        sender.depth("stock.delay.60s").await == 1
    })
    .await;
    assert_eq!(caller.stock("S").await, "available=5 preoccupied=4");
    sender
        .send_bytes("stock.delay", "reservation.due", "DUE", b"")
        .await;
    stock_is(&caller, "available=9").await;
    center.check().await;
}

/// A provider dies with messages in its hands: another has them done, once.
#[tokio::test(flavor = "multi_thread")]
async fn messages_in_hand_are_not_lost_with_their_provider() {
    let Some((center, caller, sender, _)) = opened("in-killed", &[]).await else {
        return;
    };
    let count = 60;
    for n in 0..count {
        let receipt = json!({"warehouse": "W1", "lines": [{"sku": "S", "quantity": 1}]});
        sender
            .send(
                "wms.event",
                "inbound.received",
                &format!("IN-{n}"),
                &receipt,
            )
            .await;
        if n == 20 {
            center.providers[0].kill9().await;
        }
    }
    center.providers[0].launch().await.unwrap();
    drop(caller);
    let caller = Caller::connect(center.providers[0].address(), "in-killed").await;
    stock_is(&caller, &format!("available={count}")).await;
    assert_eq!(sender.depth("stock.dead").await, 0);
    center.check().await;
}

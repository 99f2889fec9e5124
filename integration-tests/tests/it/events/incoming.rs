//! Messages that come in: each works once, what comes too early waits, what can never work ends among the dead letters.

use std::time::Duration;

use integration_tests::rabbitmq::RabbitMq;
use lapin::options::{BasicPublishOptions, ConfirmSelectOptions, QueueDeclareOptions};
use lapin::types::FieldTable;
use lapin::{BasicProperties, Channel, Connection, ConnectionProperties};
use serde_json::{Value, json};

use super::outgoing::{PATIENCE, broker};
use crate::cases::mall::Caller;
use crate::cases::provider::{Center, until};

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
        let last = channel.queue_declare("stock.supplier".into(), options, FieldTable::default());
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

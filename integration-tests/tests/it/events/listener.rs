//! A consumer as the contract describes it: a queue of its own, bound to everything; what it has seen it knows by aggregate and number.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::StreamExt as _;
use integration_tests::rabbitmq::queue_of_everything;
use lapin::options::{BasicAckOptions, BasicConsumeOptions, BasicQosOptions};
use lapin::types::FieldTable;
use lapin::{Channel, Connection, ConnectionProperties};
use serde_json::Value;
use tokio::task::JoinHandle;

/// Name of the queue.
pub(crate) const QUEUE: &str = "mall.everything";

/// A message as it came.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) key: String,
    pub(crate) message_id: String,
    pub(crate) replayed: bool,
    pub(crate) persistent: bool,
    pub(crate) body: Value,
}

impl Seen {
    pub(crate) fn text(&self, field: &str) -> &str {
        self.body[field].as_str().unwrap_or_default()
    }

    pub(crate) fn seq(&self) -> i64 {
        self.body["aggregateSeq"].as_i64().unwrap()
    }

    /// Tenant and aggregate.
    pub(crate) fn aggregate(&self) -> (String, String) {
        (
            self.text("tenant").to_owned(),
            self.text("aggregateId").to_owned(),
        )
    }
}

/// A consumer that comes back when its broker does.
#[derive(Debug)]
pub(crate) struct Listener {
    seen: Arc<Mutex<Vec<Seen>>>,
    task: JoinHandle<()>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Listener {
    /// Declares exchange and queue, so that nothing is sent past it, and listens.
    pub(crate) async fn start(url: &str) -> Self {
        let connection = connect(url).await.unwrap();
        let channel = connection.create_channel().await.unwrap();
        queue_of_everything(&channel, QUEUE).await.unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (url, kept) = (url.to_owned(), Arc::clone(&seen));
        let task = tokio::spawn(async move {
            let mut link = Some((connection, channel));
            loop {
                if let Some((_connection, channel)) = &link {
                    let _ = consume(channel, &kept).await;
                }
                tokio::time::sleep(Duration::from_millis(200)).await;
                link = match connect(&url).await {
                    Ok(connection) => match connection.create_channel().await {
                        Ok(channel) => Some((connection, channel)),
                        Err(_) => None,
                    },
                    Err(_) => None,
                };
            }
        });
        Self { seen, task }
    }

    /// What has come so far.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// How many different events have come.
    pub(crate) fn distinct(&self) -> usize {
        let seen = self.seen.lock().unwrap();
        let ids: BTreeSet<&str> = seen.iter().map(|seen| seen.message_id.as_str()).collect();
        ids.len()
    }
}

/// Connects to the first node that takes the connection, of an address with one node or several (`host:port,host:port`).
pub(super) async fn connect(url: &str) -> Result<Connection, lapin::Error> {
    let (login, rest) = url.split_once('@').unwrap();
    let (hosts, vhost) = rest.split_once('/').unwrap();
    let mut last = None;
    for host in hosts.split(',') {
        let node = format!("{login}@{host}/{vhost}");
        match Connection::connect(&node, ConnectionProperties::default()).await {
            Ok(connection) => return Ok(connection),
            Err(error) => last = Some(error),
        }
    }
    Err(last.unwrap())
}

async fn consume(channel: &Channel, kept: &Mutex<Vec<Seen>>) -> Result<(), lapin::Error> {
    channel.basic_qos(200, BasicQosOptions::default()).await?;
    let mut deliveries = channel
        .basic_consume(
            QUEUE.into(),
            "".into(),
            BasicConsumeOptions::default(),
            FieldTable::default(),
        )
        .await?;
    while let Some(delivery) = deliveries.next().await {
        let delivery = delivery?;
        let properties = &delivery.properties;
        let headers = properties.headers().clone().unwrap_or_default();
        kept.lock().unwrap().push(Seen {
            key: delivery.routing_key.to_string(),
            message_id: properties
                .message_id()
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            replayed: headers.inner().contains_key("replayed"),
            persistent: *properties.delivery_mode() == Some(2),
            body: serde_json::from_slice(&delivery.data).unwrap(),
        });
        delivery.acker.ack(BasicAckOptions::default()).await?;
    }
    Ok(())
}

/// Follows the rule of the contract: what is not above the last number seen of its aggregate is dropped. Answers what is left, which must be each aggregate's
/// events from 1 on without a gap; what was dropped must be word for word what came before.
pub(crate) fn once(seen: &[Seen]) -> Vec<Seen> {
    let mut last: BTreeMap<(String, String), BTreeMap<i64, usize>> = BTreeMap::new();
    let mut kept: Vec<Seen> = Vec::new();
    for event in seen {
        let known = last.entry(event.aggregate()).or_default();
        let highest = known.keys().next_back().copied().unwrap_or(0);
        if let Some(first) = known.get(&event.seq()) {
            let first = &kept[*first];
            assert_eq!(first.body, event.body, "the same number, another event");
            assert_eq!(first.message_id, event.message_id);
            continue;
        }
        assert_eq!(
            event.seq(),
            highest + 1,
            "a gap or a step back in {:?}: {event:?}",
            event.aggregate()
        );
        known.insert(event.seq(), kept.len());
        kept.push(event.clone());
    }
    kept
}

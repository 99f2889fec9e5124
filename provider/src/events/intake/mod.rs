//! Messages in: what order, warehouse, carrier, after-sale and supplier systems tell drives the same methods as their calls do.
//!
//! A message works once: its business key is the call's, and what was taken in is noted by message identifier. What may work later (it has overtaken what it
//! tells of, or somebody is busy) waits at the broker and comes again; what never will, or has not after `events.tries`, goes to the dead letters.

mod dead;
mod deed;
mod feed;
mod message;

pub use dead::{DeadLetter, Letters};

use std::sync::Arc;
use std::time::Duration;

use futures_util::stream::StreamExt as _;
use lapin::message::Delivery;
use lapin::options::{BasicAckOptions, BasicConsumeOptions, BasicQosOptions};
use lapin::types::{AMQPValue, FieldTable};
use stock_sql::{MESSAGE_ID_MAX, Store};
use tokio_util::sync::CancellationToken;

use self::deed::Verdict;
use self::message::Message;
use super::EventsOptions;
use super::broker::{self, Broker, BrokerError, Outgoing};
use super::topology::{DEAD_LETTERS, QUEUES, Queue, WAITS, Wait, dead_queue, wait_exchange};
use crate::doors::StockCenter;

/// Pauses between two tries to reach the broker: doubled from the first to the last.
const RETRY_FIRST: Duration = Duration::from_millis(500);
const RETRY_LAST: Duration = Duration::from_secs(10);
/// How often what waits and what is dead is counted.
const COUNT_EVERY: Duration = Duration::from_secs(5);
/// Longest cause told with a dead letter, in bytes.
const CAUSE_MAX: usize = 512;

/// Takes messages in, until told to stop.
#[derive(Debug)]
pub struct Intake {
    center: Arc<StockCenter>,
    store: Store,
    options: EventsOptions,
    stop: CancellationToken,
}

impl Intake {
    /// An intake of a stock center.
    #[must_use]
    pub fn new(center: Arc<StockCenter>, options: EventsOptions, stop: CancellationToken) -> Self {
        let store = center.store().clone();
        Self {
            center,
            store,
            options,
            stop,
        }
    }

    /// Takes in until told to stop.
    pub async fn run(self) {
        let mut pause = RETRY_FIRST;
        let mut told = None;
        loop {
            let ended = tokio::select! {
                () = self.stop.cancelled() => return,
                ended = self.spell(&mut pause) => ended,
            };
            if let Err(error) = ended
                && told.as_ref() != Some(&error)
            {
                tracing::warn!("messages wait at the broker: {error}");
                told = Some(error);
            }
            tokio::select! {
                () = self.stop.cancelled() => return,
                () = tokio::time::sleep(pause) => {}
            }
            pause = (pause * 2).min(RETRY_LAST);
        }
    }

    /// Connects and takes in for as long as the connection holds.
    async fn spell(&self, pause: &mut Duration) -> Result<(), BrokerError> {
        let broker = Broker::connect(&self.options.url, "stock-center intake").await?;
        self.options.topology.queues(broker.channel()).await?;
        *pause = RETRY_FIRST;
        let [order, wms, tms, aftersale, supplier, delay] = &QUEUES;
        tokio::select! {
            counted = self.count(&broker) => counted,
            // The first that ends ends all: the connection is made anew.
            taken = async {
                tokio::try_join!(
                    self.take(&broker, order),
                    self.take(&broker, wms),
                    self.take(&broker, tms),
                    self.take(&broker, aftersale),
                    self.take(&broker, supplier),
                    self.take(&broker, delay),
                )
            } => taken.map(drop),
        }
    }

    /// Tells how much waits and how much is dead.
    async fn count(&self, broker: &Broker) -> Result<(), BrokerError> {
        loop {
            let channel = broker.another_channel().await?;
            let mut waiting = 0;
            for wait in &WAITS {
                waiting += super::topology::depth(&channel, &wait.queue()).await?;
            }
            metrics::gauge!("stock_messages_waiting").set(f64::from(waiting));
            let dead = super::topology::depth(&channel, dead_queue()).await?;
            metrics::gauge!("stock_messages_dead").set(f64::from(dead));
            let _ = channel.close(200, "counted".into()).await;
            tokio::time::sleep(COUNT_EVERY).await;
        }
    }

    /// Takes in what comes to one queue, so many messages at once.
    async fn take(&self, broker: &Broker, queue: &Queue) -> Result<(), BrokerError> {
        let failed = |error: lapin::Error| BrokerError::new(format!("{}: {error}", queue.name));
        let channel = broker.another_channel().await?;
        channel
            .basic_qos(self.options.prefetch, BasicQosOptions::default())
            .await
            .map_err(failed)?;
        let deliveries = channel
            .basic_consume(
                queue.name.into(),
                "".into(),
                BasicConsumeOptions::default(),
                FieldTable::default(),
            )
            .await
            .map_err(failed)?;
        let at_once = usize::from(self.options.prefetch);
        let mut done = deliveries
            .map(|delivery| async move {
                let delivery = delivery.map_err(failed)?;
                self.take_one(broker, queue.name, &delivery).await
            })
            .buffer_unordered(at_once);
        while let Some(done) = done.next().await {
            done?;
        }
        Err(BrokerError::new(format!(
            "{}: the broker ended the consumer",
            queue.name
        )))
    }

    async fn take_one(
        &self,
        broker: &Broker,
        queue: &'static str,
        delivery: &Delivery,
    ) -> Result<(), BrokerError> {
        let message = Message::of(queue, delivery);
        let verdict = self.verdict(&message).await;
        let outcome = match &verdict {
            Verdict::Done(code) => code.as_str().to_owned(),
            Verdict::Later(why) => match self.wait(&message) {
                Some(wait) => {
                    broker
                        .publish(&[waiting(&message, &wait_exchange(wait.seconds), why)])
                        .await?;
                    "later".to_owned()
                }
                None => {
                    let why = format!("{} tries: {why}", message.attempts + 1);
                    broker.publish(&[dead(&message, &why)]).await?;
                    "dead".to_owned()
                }
            },
            Verdict::Never(why) => {
                tracing::warn!(queue, key = %message.key, id = ?message.id, "a message can never work: {why}; see `stock-center replay`");
                broker.publish(&[dead(&message, why)]).await?;
                "dead".to_owned()
            }
        };
        metrics::counter!("stock_messages_total", "queue" => queue, "outcome" => outcome)
            .increment(1);
        // Only now: until here the broker gives it to somebody else if this provider dies.
        delivery
            .acker
            .ack(BasicAckOptions::default())
            .await
            .map_err(|error| BrokerError::new(format!("{queue}: {error}")))?;
        Ok(())
    }

    /// How long a message waits for its next try; `None` when it has had enough of them.
    fn wait(&self, message: &Message) -> Option<&'static Wait> {
        let left = message.attempts + 1 < self.options.tries;
        let wait = WAITS.iter().find(|wait| message.attempts < wait.up_to);
        wait.filter(|_| left)
    }

    /// Has the message done unless it was, and notes it.
    async fn verdict(&self, message: &Message) -> Verdict {
        let Some(id) = &message.id else {
            return deed::do_it(&self.center, message).await;
        };
        if id.is_empty() || id.ends_with(' ') || id.chars().count() > MESSAGE_ID_MAX {
            return Verdict::Never(format!(
                "the message's identifier must have 1 to {MESSAGE_ID_MAX} characters and no space at its end"
            ));
        }
        match self.store.was_taken_in(message.queue, id).await {
            Ok(true) => return Verdict::Done(dubbo_api::code::ResultCode::OkDuplicate),
            Ok(false) => {}
            Err(error) => return Verdict::Later(format!("the database: {error}")),
        }
        let verdict = deed::do_it(&self.center, message).await;
        if matches!(verdict, Verdict::Done(_))
            && let Err(error) = self.store.take_in(message.queue, id).await
        {
            // Its business key is noted with what it did: a second delivery finds that.
            tracing::debug!(%error, "a message was done and not noted");
        }
        verdict
    }
}

/// A message that waits and comes back to its queue.
fn waiting(message: &Message, exchange: &str, why: &str) -> Outgoing {
    again(message, exchange, message.attempts + 1, why)
}

/// A message that is given up.
fn dead(message: &Message, why: &str) -> Outgoing {
    again(message, DEAD_LETTERS, message.attempts + 1, why)
}

/// The message as it came, with what became of it.
fn again(message: &Message, exchange: &str, attempts: i64, why: &str) -> Outgoing {
    let mut headers = message.headers.clone();
    let mut end = why.len().min(CAUSE_MAX);
    while !why.is_char_boundary(end) {
        end -= 1;
    }
    headers.insert(message::ATTEMPTS.into(), AMQPValue::LongLongInt(attempts));
    headers.insert(message::KEY.into(), broker::text(&message.key));
    headers.insert(message::QUEUE.into(), broker::text(message.queue));
    headers.insert(message::CAUSE.into(), broker::text(&why[..end]));
    let id = message.id.as_deref().unwrap_or_default();
    let mut properties = broker::json_properties(id, &message.key, headers);
    if message.id.is_none() {
        properties = properties.with_message_id("".into());
    }
    Outgoing {
        exchange: exchange.to_owned(),
        key: message.queue.to_owned(),
        body: message.body.clone(),
        properties: properties.with_app_id(broker::short(&message.sender)),
    }
}

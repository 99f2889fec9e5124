//! Dead letters: looked at, and given back to their queues.

use std::time::Duration;

use lapin::message::BasicGetMessage;
use lapin::options::{BasicAckOptions, BasicGetOptions, BasicNackOptions};
use lapin::types::AMQPValue;

use super::message::{ATTEMPTS, BYTES_MAX, CAUSE, KEY, QUEUE, number, text};
use crate::events::EventsOptions;
use crate::events::broker::{self, Broker, BrokerError, Outgoing};
use crate::events::topology::{QUEUES, dead_queue};

/// Longest wait for one answer of the broker.
const WAIT: Duration = Duration::from_secs(10);
/// Bytes of a body that are shown.
const SHOWN: usize = 160;

/// Which dead letters are given back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letters {
    /// Of this queue only.
    pub queue: Option<String>,
    /// Most of them.
    pub limit: usize,
    /// Look only.
    pub dry_run: bool,
}

/// A dead letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadLetter {
    /// The queue it came from.
    pub queue: String,
    /// Its routing key.
    pub key: String,
    /// Its sender's identifier.
    pub id: String,
    /// How often it was tried.
    pub attempts: i64,
    /// Why it was given up.
    pub cause: String,
    /// The beginning of its body.
    pub beginning: String,
}

impl Letters {
    /// Gives them back to their queues, where they are tried as if they had just come; or only tells of them.
    ///
    /// # Errors
    /// When the broker fails: a letter is then where it was, or has been given back.
    pub async fn run(&self, options: &EventsOptions) -> Result<Vec<DeadLetter>, BrokerError> {
        let broker = Broker::connect(&options.url, "stock-center replay").await?;
        options.topology.queues(broker.channel()).await?;
        let mut told = Vec::new();
        let mut kept = Vec::new();
        while told.len() < self.limit {
            let getting = broker
                .channel()
                .basic_get(dead_queue().into(), BasicGetOptions::default());
            let got = tokio::time::timeout(WAIT, getting)
                .await
                .map_err(|_| BrokerError::new(format!("no answer within {WAIT:?}")))?
                .map_err(|error| BrokerError::new(error.to_string()))?;
            let Some(found) = got else { break };
            let letter = letter(&found);
            let is_wanted = self
                .queue
                .as_ref()
                .is_none_or(|queue| *queue == letter.queue);
            if !is_wanted || self.dry_run {
                kept.push(found);
                if is_wanted {
                    told.push(letter);
                }
                // What is looked at stays taken until the end, so that nothing is looked at twice.
                if kept.len() >= LOOKED_AT_MAX {
                    break;
                }
                continue;
            }
            let known = QUEUES.iter().any(|queue| queue.name == letter.queue);
            if !known {
                kept.push(found);
                continue;
            }
            broker.publish(&[back(&found, &letter)]).await?;
            found
                .acker
                .ack(BasicAckOptions::default())
                .await
                .map_err(|error| BrokerError::new(error.to_string()))?;
            told.push(letter);
        }
        for found in kept {
            let nack = BasicNackOptions {
                requeue: true,
                ..BasicNackOptions::default()
            };
            found
                .acker
                .nack(nack)
                .await
                .map_err(|error| BrokerError::new(error.to_string()))?;
        }
        broker.close().await;
        Ok(told)
    }
}

/// Most letters that are looked at without being given back.
const LOOKED_AT_MAX: usize = 10_000;

fn letter(found: &BasicGetMessage) -> DeadLetter {
    let headers = found.properties.headers().clone().unwrap_or_default();
    // What the broker itself gave up has been rejected or redelivered too often.
    let by_broker = || {
        let reason = text(&headers, "x-first-death-reason").unwrap_or_default();
        format!("given up by the broker: {reason}")
    };
    let beginning = &found.data[..found.data.len().min(SHOWN.min(BYTES_MAX))];
    DeadLetter {
        queue: text(&headers, QUEUE)
            .or_else(|| text(&headers, "x-first-death-queue"))
            .unwrap_or_default(),
        key: text(&headers, KEY).unwrap_or_else(|| found.routing_key.to_string()),
        id: found
            .properties
            .message_id()
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        attempts: number(&headers, ATTEMPTS).unwrap_or(0),
        cause: text(&headers, CAUSE).unwrap_or_else(by_broker),
        beginning: String::from_utf8_lossy(beginning)
            .escape_debug()
            .to_string(),
    }
}

/// The letter as a new message of its queue.
fn back(found: &BasicGetMessage, letter: &DeadLetter) -> Outgoing {
    let mut headers = found.properties.headers().clone().unwrap_or_default();
    headers.insert(ATTEMPTS.into(), AMQPValue::LongLongInt(0));
    headers.insert(KEY.into(), broker::text(&letter.key));
    Outgoing {
        // The broker's own exchange: to a queue by its name.
        exchange: String::new(),
        key: letter.queue.clone(),
        body: found.data.clone(),
        properties: found.properties.clone().with_headers(headers),
    }
}

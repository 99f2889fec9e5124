//! The connection to the broker: opened with a deadline, publishes with confirms.

use std::time::Duration;

use lapin::options::{BasicPublishOptions, ConfirmSelectOptions};
use lapin::types::{AMQPValue, FieldTable, ShortString};
use lapin::uri::AMQPUri;
use lapin::{BasicProperties, Channel, Confirmation, Connection, ConnectionProperties};

use crate::config::SecretUrl;

/// Longest wait for a connection with its channel.
const CONNECT_WAIT: Duration = Duration::from_secs(10);
/// Longest wait for the confirms of a batch while the broker is not blocking.
const CONFIRM_WAIT: Duration = Duration::from_secs(15);
/// A broker that has been silent for about twice this long is given up, in seconds. An address may say otherwise (`?heartbeat=`).
const HEARTBEAT_SECONDS: u16 = 10;
/// Kept on disk by the broker.
const PERSISTENT: u8 = 2;

/// The broker did not do what was asked; trying again later can help.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BrokerError(String);

impl BrokerError {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }

    fn because<E: std::fmt::Display>(what: &'static str) -> impl FnOnce(E) -> Self {
        move |error| Self(format!("{what}: {error}"))
    }
}

/// A message on its way out.
#[derive(Debug)]
pub(crate) struct Outgoing {
    pub(crate) exchange: String,
    pub(crate) key: String,
    pub(crate) body: Vec<u8>,
    pub(crate) properties: BasicProperties,
}

/// What became of a batch: all of it was confirmed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Published {
    /// Messages that no queue takes: nobody asked for them.
    pub(crate) returned: u64,
}

/// A connection with one channel that confirms.
#[derive(Debug)]
pub struct Broker {
    connection: Connection,
    channel: Channel,
}

impl Broker {
    /// Connects.
    ///
    /// # Errors
    /// When the address is not one, or the broker cannot be reached, refuses the login or does not answer in time. The address is never repeated, for it
    /// holds a password.
    pub async fn connect(url: &SecretUrl, name: &str) -> Result<Self, BrokerError> {
        let mut uri: AMQPUri = url.expose().parse().map_err(|_| {
            BrokerError::new("the address is not of the form amqp://user:password@host:port/vhost")
        })?;
        uri.query.heartbeat.get_or_insert(HEARTBEAT_SECONDS);
        let properties = ConnectionProperties::default().with_connection_name(name.into());
        let opening = async {
            let connection = Connection::connect_uri(uri, properties)
                .await
                .map_err(BrokerError::because("no connection"))?;
            let channel = connection
                .create_channel()
                .await
                .map_err(BrokerError::because("no channel"))?;
            channel
                .confirm_select(ConfirmSelectOptions::default())
                .await
                .map_err(BrokerError::because("no confirms"))?;
            Ok(Self {
                connection,
                channel,
            })
        };
        tokio::time::timeout(CONNECT_WAIT, opening)
            .await
            .unwrap_or_else(|_| {
                Err(BrokerError::new(format!(
                    "no connection within {CONNECT_WAIT:?}"
                )))
            })
    }

    /// The channel that confirms.
    #[must_use]
    pub const fn channel(&self) -> &Channel {
        &self.channel
    }

    /// A channel of its own.
    ///
    /// # Errors
    /// When the broker refuses.
    pub(crate) async fn another_channel(&self) -> Result<Channel, BrokerError> {
        self.connection
            .create_channel()
            .await
            .map_err(BrokerError::because("no channel"))
    }

    /// Whether the broker takes nothing for now.
    #[must_use]
    pub fn is_blocked(&self) -> bool {
        self.connection.status().blocked()
    }

    /// Whether the connection still stands.
    #[must_use]
    pub fn is_connected(&self) -> bool {
        self.connection.status().connected() && self.channel.status().connected()
    }

    /// Publishes a batch and waits until the broker has taken responsibility for all of it. While the broker blocks, it waits on: what was written is in its
    /// hands, and sending it again would only double it.
    ///
    /// # Errors
    /// When the connection ends, a confirm does not come in time, or the broker refuses a message: then any part of the batch may have been taken.
    pub(crate) async fn publish(&self, batch: &[Outgoing]) -> Result<Published, BrokerError> {
        let options = BasicPublishOptions {
            mandatory: true,
            ..BasicPublishOptions::default()
        };
        let mut waiting = Vec::with_capacity(batch.len());
        for message in batch {
            let confirm = self
                .channel
                .basic_publish(
                    message.exchange.as_str().into(),
                    message.key.as_str().into(),
                    options,
                    &message.body,
                    message.properties.clone(),
                )
                .await
                .map_err(BrokerError::because("a message could not be sent"))?;
            waiting.push(confirm);
        }
        let mut published = Published::default();
        for mut confirm in waiting {
            let confirmation = loop {
                match tokio::time::timeout(CONFIRM_WAIT, &mut confirm).await {
                    Ok(outcome) => {
                        break outcome.map_err(BrokerError::because("a confirm was lost"))?;
                    }
                    Err(_) if self.is_blocked() => {}
                    Err(_) => {
                        return Err(BrokerError::new(format!(
                            "no confirm within {CONFIRM_WAIT:?}"
                        )));
                    }
                }
            };
            match confirmation {
                Confirmation::Ack(returned) => published.returned += u64::from(returned.is_some()),
                Confirmation::Nack(_) | Confirmation::NotRequested => {
                    return Err(BrokerError::new("the broker refused a message"));
                }
            }
        }
        Ok(published)
    }

    /// Closes in order.
    pub async fn close(self) {
        const OK: u16 = 200;
        let closing = self.connection.close(OK, "done".into());
        let _ = tokio::time::timeout(CONNECT_WAIT, closing).await;
    }
}

/// Properties of a persistent JSON message.
pub(crate) fn json_properties(
    message_id: &str,
    kind: &str,
    headers: FieldTable,
) -> BasicProperties {
    BasicProperties::default()
        .with_content_type("application/json".into())
        .with_content_encoding("utf-8".into())
        .with_delivery_mode(PERSISTENT)
        .with_message_id(short(message_id))
        .with_type(short(kind))
        .with_app_id("stock-center".into())
        .with_headers(headers)
}

/// A text header.
pub(crate) fn text(value: &str) -> AMQPValue {
    AMQPValue::LongString(value.into())
}

/// A short string of AMQP holds 255 bytes; what is longer is cut at a character.
pub(crate) fn short(text: &str) -> ShortString {
    const MAX: usize = 255;
    let mut end = text.len().min(MAX);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].into()
}

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
/// Most nodes of a cluster that an address may name.
const NODES_MAX: usize = 16;
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
    /// Connects to the first of the nodes that takes the connection.
    ///
    /// # Errors
    /// When the address is not one, or no node can be reached, takes the login and answers in time; what the last of them said. The address is never
    /// repeated, for it holds a password.
    pub async fn connect(url: &SecretUrl, name: &str) -> Result<Self, BrokerError> {
        let nodes = nodes(url.expose());
        let mut last = BrokerError::new(format!("more than {NODES_MAX} nodes are named"));
        if nodes.len() > NODES_MAX {
            return Err(last);
        }
        for (at, node) in nodes.iter().enumerate() {
            match Self::connect_to(node, name).await {
                Ok(broker) => return Ok(broker),
                Err(error) if nodes.len() == 1 => return Err(error),
                Err(error) => last = BrokerError::new(format!("node {}: {error}", at + 1)),
            }
        }
        Err(last)
    }

    async fn connect_to(node: &str, name: &str) -> Result<Self, BrokerError> {
        let mut uri: AMQPUri = node.parse().map_err(|_| {
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

/// One address for each node that an address names: `amqp://user:password@one:5672,other:5672/vhost`. The password may hold an `@` or a comma.
fn nodes(url: &str) -> Vec<String> {
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    let (login, rest) = match rest.rfind('@') {
        Some(at) => rest.split_at(at + 1),
        None => ("", rest),
    };
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (hosts, tail) = rest.split_at(end);
    hosts
        .split(',')
        .map(|host| format!("{scheme}://{login}{}{tail}", host.trim()))
        .collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_one_node_or_several() {
        assert_eq!(
            nodes("amqp://u:p@h:5672/mall?heartbeat=5"),
            ["amqp://u:p@h:5672/mall?heartbeat=5"]
        );
        assert_eq!(
            nodes("amqps://u:p,@x@a:1, b:2,c/%2f"),
            [
                "amqps://u:p,@x@a:1/%2f",
                "amqps://u:p,@x@b:2/%2f",
                "amqps://u:p,@x@c/%2f"
            ]
        );
        assert_eq!(nodes("amqp://a,b"), ["amqp://a", "amqp://b"]);
    }

    #[tokio::test]
    async fn nodes_are_bounded_at_n_and_n_plus_one() {
        let url =
            |count| SecretUrl::new(format!("amqp://{}", vec!["127.0.0.1:1"; count].join(",")));
        let told = |count| async move {
            let error = Broker::connect(&url(count), "test").await.unwrap_err();
            error.to_string()
        };
        assert!(told(NODES_MAX).await.contains("node 16: no connection"));
        assert!(told(NODES_MAX + 1).await.contains("more than 16 nodes"));
        let error = Broker::connect(&SecretUrl::new("rabbit".to_owned()), "test").await;
        assert!(error.unwrap_err().to_string().contains("not of the form"));
    }
}

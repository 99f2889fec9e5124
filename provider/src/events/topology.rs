//! Exchanges and queues at the broker: made at start, or only looked for where somebody else owns them.

use dubbo_api::event::EXCHANGE;
use lapin::options::{ExchangeDeclareOptions, QueueBindOptions, QueueDeclareOptions};
use lapin::types::{AMQPValue, FieldTable};
use lapin::{Channel, ExchangeKind};

use super::broker::BrokerError;

/// Exchange and queue of messages that are given up.
pub(crate) const DEAD_LETTERS: &str = "stock.dlx";
/// How often the broker itself gives a message out again (its consumer died each time) before it is given up.
const DELIVERY_LIMIT: i64 = 50;
/// Most messages that wait in one class; more are refused, and their first copy stays in its queue.
const WAITING_MAX: i64 = 100_000;
/// Most dead letters; the oldest go.
const DEAD_MAX: i64 = 1_000_000;

/// A queue of ours, and what other systems send to it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Queue {
    pub(crate) name: &'static str,
    exchange: &'static str,
    keys: &'static [&'static str],
}

/// Where messages come in.
pub(crate) const QUEUES: [Queue; 6] = [
    Queue {
        name: "stock.order",
        exchange: "order.event",
        keys: &["order.paid", "order.cancelled", "order.closed"],
    },
    Queue {
        name: "stock.wms",
        exchange: "wms.event",
        keys: &[
            "inbound.received",
            "outbound.picked",
            "outbound.shipped",
            "count.done",
            "transfer.*",
            "snapshot.ready",
        ],
    },
    Queue {
        name: "stock.tms",
        exchange: "tms.event",
        keys: &[
            "parcel.signed",
            "parcel.rejected",
            "parcel.lost",
            "intercept.*",
        ],
    },
    Queue {
        name: "stock.aftersale",
        exchange: "aftersale.event",
        keys: &["return.approved", "return.cancelled"],
    },
    Queue {
        name: "stock.supplier",
        exchange: "supplier.event",
        keys: &["asn.sent", "feed.stock"],
    },
    Queue {
        name: DELAY,
        exchange: DELAY,
        keys: &[DUE],
    },
];

/// Exchange and queue of what is to happen later.
const DELAY: &str = "stock.delay";
/// Routing key of a hold whose time is over.
pub(crate) const DUE: &str = "reservation.due";
/// Classes of what is to happen later, in seconds, each a queue: who sends to `stock.delay` with the key `in.900s` has `reservation.due` come 900 s later.
const DELAYS: [i64; 5] = [60, 300, 900, 1_800, 7_200];

/// How long a message waits before it is tried again: the more often it was tried, the longer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wait {
    pub(crate) seconds: i64,
    /// For messages that were tried fewer times than this before.
    pub(crate) up_to: i64,
}

impl Wait {
    pub(crate) fn queue(&self) -> String {
        format!("stock.wait.{}s", self.seconds)
    }
}

/// Classes of waiting, each a queue: five times a second, ten times five, twenty times thirty, a hundred times five minutes; then it is given up.
pub(crate) const WAITS: [Wait; 4] = [
    Wait {
        seconds: 1,
        up_to: 5,
    },
    Wait {
        seconds: 5,
        up_to: 15,
    },
    Wait {
        seconds: 30,
        up_to: 35,
    },
    Wait {
        seconds: 300,
        up_to: 135,
    },
];

/// The exchange of a class of waiting.
pub(crate) fn wait_exchange(seconds: i64) -> String {
    format!("stock.wait.{seconds}s")
}

/// The queue of dead letters.
pub(crate) const fn dead_queue() -> &'static str {
    "stock.dead"
}

/// Whether this provider makes what it needs, or expects to find it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Topology {
    /// Makes what is not there; what is there otherwise is an error.
    #[default]
    Declare,
    /// Looks for it by name; what is absent is an error.
    Expect,
}

impl Topology {
    /// Makes or finds what events are published to.
    ///
    /// # Errors
    /// When the broker has it otherwise, or (where it is expected) not at all.
    pub(crate) async fn events(self, channel: &Channel) -> Result<(), BrokerError> {
        self.exchange(channel, EXCHANGE, ExchangeKind::Topic).await
    }

    /// Makes or finds what messages come in by.
    ///
    /// # Errors
    /// As [`Topology::events`].
    pub(crate) async fn queues(self, channel: &Channel) -> Result<(), BrokerError> {
        self.exchange(channel, DEAD_LETTERS, ExchangeKind::Topic)
            .await?;
        self.queue(channel, dead_queue(), &[("x-max-length", DEAD_MAX.into())])
            .await?;
        self.bind(channel, dead_queue(), DEAD_LETTERS, "#").await?;
        for wait in &WAITS {
            let exchange = wait_exchange(wait.seconds);
            self.exchange(channel, &exchange, ExchangeKind::Fanout)
                .await?;
            // What has waited goes to the queue that its routing key names.
            let arguments = [
                ("x-message-ttl", (wait.seconds * 1_000).into()),
                ("x-dead-letter-exchange", "".into()),
                ("x-max-length", WAITING_MAX.into()),
                ("x-overflow", "reject-publish".into()),
            ];
            self.queue(channel, &wait.queue(), &arguments).await?;
            self.bind(channel, &wait.queue(), &exchange, "").await?;
        }
        for seconds in DELAYS {
            let name = format!("{DELAY}.{seconds}s");
            let arguments = [
                ("x-message-ttl", (seconds * 1_000).into()),
                ("x-dead-letter-exchange", DELAY.into()),
                ("x-dead-letter-routing-key", DUE.into()),
                ("x-max-length", WAITING_MAX.into()),
                ("x-overflow", "reject-publish".into()),
            ];
            self.queue(channel, &name, &arguments).await?;
        }
        for queue in &QUEUES {
            self.exchange(channel, queue.exchange, ExchangeKind::Topic)
                .await?;
            let arguments = [
                ("x-dead-letter-exchange", DEAD_LETTERS.into()),
                ("x-dead-letter-routing-key", queue.name.into()),
                ("x-delivery-limit", DELIVERY_LIMIT.into()),
            ];
            self.queue(channel, queue.name, &arguments).await?;
            for key in queue.keys {
                self.bind(channel, queue.name, queue.exchange, key).await?;
            }
        }
        for seconds in DELAYS {
            let name = format!("{DELAY}.{seconds}s");
            self.bind(channel, &name, DELAY, &format!("in.{seconds}s"))
                .await?;
        }
        Ok(())
    }

    async fn exchange(
        self,
        channel: &Channel,
        name: &str,
        kind: ExchangeKind,
    ) -> Result<(), BrokerError> {
        let options = ExchangeDeclareOptions {
            durable: true,
            passive: self == Self::Expect,
            ..ExchangeDeclareOptions::default()
        };
        let declaring = channel.exchange_declare(name.into(), kind, options, FieldTable::default());
        declaring.await.map_err(unusable("exchange", name))
    }

    /// A durable quorum queue.
    async fn queue(
        self,
        channel: &Channel,
        name: &str,
        arguments: &[(&'static str, Argument)],
    ) -> Result<(), BrokerError> {
        let options = QueueDeclareOptions {
            durable: true,
            passive: self == Self::Expect,
            ..QueueDeclareOptions::default()
        };
        let mut table = FieldTable::default();
        table.insert("x-queue-type".into(), Argument::from("quorum").0);
        for (name, argument) in arguments {
            table.insert((*name).into(), argument.0.clone());
        }
        let declaring = channel.queue_declare(name.into(), options, table);
        declaring.await.map(drop).map_err(unusable("queue", name))
    }

    async fn bind(
        self,
        channel: &Channel,
        queue: &str,
        exchange: &str,
        key: &str,
    ) -> Result<(), BrokerError> {
        // Bindings cannot be looked at over AMQP: where the topology is expected, so are they.
        if self == Self::Expect {
            return Ok(());
        }
        let binding = channel.queue_bind(
            queue.into(),
            exchange.into(),
            key.into(),
            QueueBindOptions::default(),
            FieldTable::default(),
        );
        binding.await.map_err(unusable("binding of queue", queue))
    }
}

/// Messages in a queue that is there.
///
/// # Errors
/// When it is not, or the connection ends.
pub(crate) async fn depth(channel: &Channel, queue: &str) -> Result<u32, BrokerError> {
    let options = QueueDeclareOptions {
        passive: true,
        ..QueueDeclareOptions::default()
    };
    let looking = channel.queue_declare(queue.into(), options, FieldTable::default());
    let found = looking.await.map_err(unusable("queue", queue))?;
    Ok(found.message_count())
}

fn unusable(what: &'static str, name: &str) -> impl FnOnce(lapin::Error) -> BrokerError {
    let name = name.to_owned();
    move |error| {
        BrokerError::new(format!(
            "the {what} {name} cannot be used: {error}; remove the one that is there, or create it and set events.topology = \"expect\""
        ))
    }
}

/// An argument of a declaration.
#[derive(Clone, Debug)]
struct Argument(AMQPValue);

impl From<i64> for Argument {
    fn from(number: i64) -> Self {
        Self(AMQPValue::LongLongInt(number))
    }
}

impl From<&str> for Argument {
    fn from(text: &str) -> Self {
        Self(AMQPValue::LongString(text.into()))
    }
}

//! Messages between systems over RabbitMQ.
//!
//! Out: every committed transaction has left a row in the outbox; the relay makes events of its vouchers (`told`), numbers them along each aggregate, sends
//! them and notes that it did, in that order. What no voucher tells of (differences, closed days, thresholds that goods have crossed) stands in a row of its
//! own (`notice`), written by the transaction that changes it. Whatever breaks in between is sent again under the same numbers and identifiers, so a consumer that drops what
//! is not above the last number it saw has each event once and in order. Nothing here is on a caller's path: without a broker, rows wait.
//!
//! In: messages of other systems drive the doors, each once (`intake`).

mod broker;
mod crossings;
mod intake;
mod notice;
mod relay;
mod replay;
mod status;
mod told;
mod topology;

pub use broker::{Broker, BrokerError};
pub use intake::{DeadLetter, Intake, Letters};
pub(crate) use notice::{Numbers, Tale, Teller, notice};
pub use relay::Relay;
pub use replay::{Replay, ReplayError, Replayed};
pub use status::{EventsState, EventsStatus};
pub use topology::Topology;

use std::time::Duration;

use crate::config::SecretUrl;

/// What health says where no broker is configured.
pub(crate) const NO_BROKER: &str = "no broker configured (events.url): events wait in the outbox";

/// How the broker is used.
#[derive(Clone, Debug)]
pub struct EventsOptions {
    /// `amqp://user:password@host:port/vhost`, or `amqps://`.
    pub url: SecretUrl,
    /// What is made at the broker, or only looked for.
    pub topology: Topology,
    /// Pause between two looks for pending rows that found nothing.
    pub poll: Duration,
    /// Outbox rows sent in one go.
    pub batch: u32,
    /// Messages of one queue in hand at once.
    pub prefetch: u16,
    /// How often a message is tried before it is given up.
    pub tries: i64,
}

//! Settings of the message broker.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Config, ConfigError, SecretUrl, bad, range};
use crate::events::{EventsOptions, Topology};

/// Section of [`Config`]; keys and units: [`super::SETTINGS`].
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[allow(
    missing_docs,
    reason = "each field is documented under its key in SETTINGS"
)]
pub struct Events {
    pub url: SecretUrl,
    pub url_file: String,
    pub topology: EventsTopology,
    pub poll_ms: u64,
    pub batch: u32,
    pub intake: bool,
    pub prefetch: u16,
    pub tries: u32,
}

impl Default for Events {
    fn default() -> Self {
        Self {
            url: SecretUrl::default(),
            url_file: String::new(),
            topology: EventsTopology::Declare,
            poll_ms: 100,
            batch: 256,
            intake: true,
            prefetch: 32,
            tries: 135,
        }
    }
}

/// Whether exchanges and queues are made at the broker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EventsTopology {
    /// Made where they are absent.
    Declare,
    /// Expected to be there.
    Expect,
}

impl Config {
    /// How the message broker is used; `None` where none is configured.
    #[must_use]
    pub fn events(&self) -> Option<EventsOptions> {
        let events = &self.events;
        (!events.url.is_empty()).then(|| EventsOptions {
            url: events.url.clone(),
            topology: match events.topology {
                EventsTopology::Declare => Topology::Declare,
                EventsTopology::Expect => Topology::Expect,
            },
            poll: Duration::from_millis(events.poll_ms),
            batch: events.batch,
            prefetch: events.prefetch,
            tries: i64::from(events.tries),
        })
    }
}

impl Events {
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        let url = self.url.expose();
        if !(url.is_empty() || url.starts_with("amqp://") || url.starts_with("amqps://")) {
            return Err(bad(
                "events.url",
                format!(
                    "`{}` has no known scheme; use amqp://user:password@host:port/vhost",
                    self.url
                ),
            ));
        }
        let number = |value: u32| usize::try_from(value).unwrap_or(usize::MAX);
        let poll = usize::try_from(self.poll_ms).unwrap_or(usize::MAX);
        range("events.poll_ms", poll, 10, 60_000)?;
        range("events.batch", number(self.batch), 1, 512)?;
        range("events.prefetch", usize::from(self.prefetch), 1, 1_000)?;
        range("events.tries", number(self.tries), 1, 135)
    }
}

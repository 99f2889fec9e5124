//! A connection without a socket or a runtime, for the fuzz targets.

use std::sync::Arc;

use tokio::io::Empty;

use super::newcomer::Known;
use super::session::Session;
use super::state::{Connection, Phase, Security, State};
use super::triple::HttpOptions;
use super::{ExportOptions, Registry, Service};
use crate::connection::Pump;
use crate::limits::Limits;

/// Services and what their connections share.
pub struct Provider {
    state: Arc<State>,
}

impl std::fmt::Debug for Provider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Provider")
    }
}

impl Provider {
    /// Exports `service`, whose methods must never wait, at the default limits.
    #[must_use]
    pub fn new(service: impl Service) -> Self {
        let mut registry = Registry::default();
        registry
            .export(Arc::new(service), ExportOptions::default())
            .unwrap_or_else(|error| unreachable!("one service has one name: {error}"));
        Self {
            state: Arc::new(State::new(
                Limits::default(),
                registry,
                Registry::default(),
                HttpOptions::default(),
                Security::default(),
                None,
                tokio::sync::watch::Sender::new(Phase::Serving),
            )),
        }
    }

    /// Receives `bytes` on a connection of their own, in pieces of `piece` bytes; yields the number of bytes that it
    /// answers, `None` when the bytes end the connection.
    #[must_use]
    pub fn receive(&self, bytes: &[u8], piece: usize) -> Option<usize> {
        let pump: Pump<Empty> = Pump::new(tokio::io::empty(), usize::MAX);
        let outbox = Arc::clone(&pump.outbox);
        let remote = ([127, 0, 0, 1], 1).into();
        let connection = Connection::new(
            Arc::clone(&self.state),
            outbox,
            remote,
            None,
            Known::default(),
        );
        Session::new(pump, Arc::new(connection)).receive(bytes, piece)
    }
}

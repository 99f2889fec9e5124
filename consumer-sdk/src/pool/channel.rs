//! One connection, kept.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::time::Duration;

use dubbo_registry::Backoff;
use dubbo_rpc::{Fault, Invocation, Reply};
use tokio::sync::watch;
use tokio::time::Instant;

use super::{Connection, ReconnectOptions};

/// A connection that lives shorter than this was not worth the name: waits go on growing. A provider that refuses a certificate does so
/// after the connection is made.
const LASTING: Duration = Duration::from_secs(1);

/// Nobody has tried to connect yet.
const FRESH: u8 = 0;
const UP: u8 = 1;
const DOWN: u8 = 2;

/// A connection to one provider, with the task that keeps it.
pub(crate) struct Channel {
    address: String,
    connection: Arc<dyn Connection>,
    reconnect: ReconnectOptions,
    state: Arc<AtomicU8>,
    /// Whether the keeper runs.
    kept: AtomicBool,
    /// The keeper ends with it.
    life: watch::Sender<()>,
}

impl fmt::Debug for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Channel")
            .field("address", &self.address)
            .field("available", &self.is_available())
            .finish_non_exhaustive()
    }
}

impl Channel {
    pub(super) fn new(
        address: &str,
        connection: Arc<dyn Connection>,
        reconnect: ReconnectOptions,
    ) -> Self {
        Self {
            address: address.to_owned(),
            connection,
            reconnect,
            state: Arc::new(AtomicU8::new(FRESH)),
            kept: AtomicBool::new(false),
            life: watch::Sender::new(()),
        }
    }

    /// Connects in the background, now and whenever the connection is lost. Must be called within a tokio runtime.
    pub(crate) fn keep(&self) {
        // Looked at first: a write by every call would take the line from all others.
        if self.kept.load(Ordering::Relaxed) || self.kept.swap(true, Ordering::Relaxed) {
            return;
        }
        let keeper = Keeper {
            address: self.address.clone(),
            connection: Arc::clone(&self.connection),
            state: Arc::clone(&self.state),
            backoff: Backoff::new(self.reconnect.first_wait, self.reconnect.longest_wait),
        };
        let mut life = self.life.subscribe();
        tokio::spawn(async move {
            tokio::select! {
                () = keeper.run() => {}
                _ = life.changed() => {}
            }
        });
    }

    /// Whether a call may be given to it: connected and not asked to be spared, or lazy and not tried yet.
    #[must_use]
    pub(crate) fn is_available(&self) -> bool {
        self.connection.is_available()
            || (!self.kept.load(Ordering::Relaxed) && self.state.load(Ordering::Relaxed) == FRESH)
    }

    /// Waits until it is connected.
    ///
    /// # Errors
    /// A transport fault when nobody answers there in time.
    pub(crate) async fn ready(&self) -> Result<(), Fault> {
        self.keep();
        self.connection.ready().await
    }

    /// Gives it a call.
    ///
    /// # Errors
    /// As any call.
    pub(crate) async fn call(&self, call: Invocation) -> Result<Reply, Fault> {
        self.keep();
        self.connection.invoke(call).await
    }
}

struct Keeper {
    address: String,
    connection: Arc<dyn Connection>,
    state: Arc<AtomicU8>,
    backoff: Backoff,
}

impl Keeper {
    async fn run(mut self) {
        loop {
            match self.connection.ready().await {
                Ok(()) => {
                    let made = Instant::now();
                    self.state.store(UP, Ordering::Relaxed);
                    self.connection.lost().await;
                    if made.elapsed() >= LASTING {
                        self.backoff.reset();
                    }
                    tracing::info!(provider = self.address, "connection to a provider was lost");
                }
                Err(error) => {
                    if self.state.load(Ordering::Relaxed) != DOWN {
                        tracing::warn!(provider = self.address, %error, "a provider cannot be reached; trying again");
                    }
                }
            }
            self.state.store(DOWN, Ordering::Relaxed);
            tokio::time::sleep(self.backoff.next()).await;
        }
    }
}

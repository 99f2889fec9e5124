//! The link to Redis: every call has a deadline, and a breaker keeps callers from waiting for a Redis that does not answer.
//!
//! The breaker is closed while Redis answers. A lost connection opens it at once, calls that wait in vain open it after [`MISSES_MAX`] in a row. While it is
//! open a call fails at once; in the background the link is made anew, with pauses that grow.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use redis::{Client, ErrorKind, FromRedisValue, RedisError, ServerErrorKind};
use tokio::sync::{Notify, watch};
use tokio_util::sync::CancellationToken;

use super::connect::{CONNECT_WAIT, Connected, Target, Wire};

/// So many calls in a row without an answer in time open the breaker.
pub const MISSES_MAX: u32 = 3;
/// Pauses between two tries to make the link anew: the first, and the longest.
const PAUSE_MIN: Duration = Duration::from_millis(100);
const PAUSE_MAX: Duration = Duration::from_secs(2);
/// How often an idle link is tried.
const PROBE: Duration = Duration::from_millis(500);

/// Why a call of Redis came to nothing. Whoever asked goes to the database.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CacheError {
    /// The breaker is open.
    #[error("Redis is away: {0}")]
    Away(String),
    /// No answer in time.
    #[error("Redis did not answer within {0:?}")]
    Late(Duration),
    /// It answered with an error.
    #[error("Redis refuses: {0}")]
    Refused(String),
}

impl CacheError {
    /// Whether the same call may succeed later.
    #[must_use]
    pub const fn is_retryable(&self) -> bool {
        matches!(self, Self::Away(_) | Self::Late(_))
    }
}

/// The link as it is.
#[derive(Clone, Debug)]
pub struct LinkState {
    /// Whether calls are made.
    pub up: bool,
    /// Since when.
    pub since: Instant,
    /// Why not.
    pub why: Option<String>,
    /// How often the link was made.
    pub times: u64,
}

/// The link to Redis. Cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct Link {
    shared: Arc<Shared>,
}

struct Shared {
    target: Target,
    wire: RwLock<Option<(Wire, Client)>>,
    state: watch::Sender<LinkState>,
    misses: AtomicU32,
    times: AtomicU64,
    broken: Notify,
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shared")
            .field("target", &self.target)
            .field("state", &*self.state.borrow())
            .finish_non_exhaustive()
    }
}

impl Link {
    pub(super) fn new(target: Target) -> Self {
        let state = LinkState {
            up: false,
            since: Instant::now(),
            why: Some("not connected yet".to_owned()),
            times: 0,
        };
        Self {
            shared: Arc::new(Shared {
                target,
                wire: RwLock::new(None),
                state: watch::Sender::new(state),
                misses: AtomicU32::new(0),
                times: AtomicU64::new(0),
                broken: Notify::new(),
            }),
        }
    }

    /// How it is.
    pub(super) fn state(&self) -> LinkState {
        self.shared.state.borrow().clone()
    }

    /// Is told every change.
    pub(super) fn watch(&self) -> watch::Receiver<LinkState> {
        self.shared.state.subscribe()
    }

    /// Where news can be heard, while the link is up.
    pub(super) fn news(&self) -> Option<Client> {
        let wire = self.shared.wire.read();
        let wire = wire.unwrap_or_else(PoisonError::into_inner);
        wire.as_ref().map(|(_, news)| news.clone())
    }

    /// Makes one call, within the deadline.
    pub(super) async fn call<T, F>(&self, op: &'static str, ask: F) -> Result<T, CacheError>
    where
        T: FromRedisValue,
        F: AsyncFnOnce(&mut Wire) -> Result<T, RedisError>,
    {
        let wire = {
            let wire = self.shared.wire.read();
            let wire = wire.unwrap_or_else(PoisonError::into_inner);
            wire.as_ref().map(|(wire, _)| wire.clone())
        };
        let Some(mut wire) = wire else {
            count(op, "away");
            let why = self.state().why.unwrap_or_default();
            return Err(CacheError::Away(why));
        };
        let times = self.shared.times.load(Ordering::Acquire);
        let wait = self.shared.target.wait;
        match tokio::time::timeout(wait, ask(&mut wire)).await {
            Ok(Ok(value)) => {
                self.shared.misses.store(0, Ordering::Relaxed);
                count(op, "ok");
                Ok(value)
            }
            Ok(Err(error)) if error.is_timeout() => Err(self.missed(op, times, wait)),
            Ok(Err(error)) => {
                count(op, "error");
                if ends_the_link(&error) {
                    self.open(times, error.to_string());
                }
                Err(CacheError::Refused(error.to_string()))
            }
            Err(_) => Err(self.missed(op, times, wait)),
        }
    }

    fn missed(&self, op: &'static str, times: u64, wait: Duration) -> CacheError {
        count(op, "late");
        if self.shared.misses.fetch_add(1, Ordering::Relaxed) + 1 >= MISSES_MAX {
            self.open(
                times,
                format!("{MISSES_MAX} calls in a row had no answer within {wait:?}"),
            );
        }
        CacheError::Late(wait)
    }

    /// Opens the breaker, unless the link was made anew since.
    fn open(&self, times: u64, why: String) {
        {
            let wire = self.shared.wire.write();
            let mut wire = wire.unwrap_or_else(PoisonError::into_inner);
            if self.shared.times.load(Ordering::Acquire) != times || wire.take().is_none() {
                return;
            }
        }
        self.shared.misses.store(0, Ordering::Relaxed);
        tracing::warn!(%why, "Redis is away; listing pages are answered from the database until it is back");
        metrics::gauge!("stock_cache_up").set(0.0);
        metrics::counter!("stock_cache_lost_total").increment(1);
        self.told(false, Some(why));
        self.shared.broken.notify_one();
    }

    fn told(&self, up: bool, why: Option<String>) {
        let times = self.shared.times.load(Ordering::Acquire);
        self.shared.state.send_replace(LinkState {
            up,
            since: Instant::now(),
            why,
            times,
        });
    }

    /// Keeps the link: makes it, tries it, makes it anew, until told to stop.
    pub(super) async fn keep(self, stop: CancellationToken) {
        let mut pause = PAUSE_MIN;
        loop {
            let tried = tokio::select! {
                () = stop.cancelled() => return,
                tried = tokio::time::timeout(CONNECT_WAIT * 3, Box::pin(self.shared.target.connect())) => tried,
            };
            let why = match tried {
                Ok(Ok(connected)) => {
                    self.close_breaker(connected);
                    pause = PAUSE_MIN;
                    tokio::select! {
                        () = stop.cancelled() => return,
                        () = self.probe() => {}
                    }
                    None
                }
                Ok(Err(error)) => Some(error.to_string()),
                Err(_) => Some(format!("no connection within {:?}", CONNECT_WAIT * 3)),
            };
            if let Some(why) = why {
                tracing::debug!(%why, "Redis cannot be reached");
                self.told(false, Some(why));
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(pause) => {}
            }
            pause = (pause * 2).min(PAUSE_MAX);
        }
    }

    fn close_breaker(&self, connected: Connected) {
        {
            let wire = self.shared.wire.write();
            let mut wire = wire.unwrap_or_else(PoisonError::into_inner);
            *wire = Some((connected.wire, connected.news));
            self.shared.times.fetch_add(1, Ordering::AcqRel);
        }
        self.shared.misses.store(0, Ordering::Relaxed);
        tracing::info!(servers = ?self.shared.target.address.servers, "Redis answers");
        metrics::gauge!("stock_cache_up").set(1.0);
        self.told(true, None);
    }

    /// Tries the link now and then; returns when it is broken.
    async fn probe(&self) {
        loop {
            tokio::select! {
                () = self.shared.broken.notified() => return,
                () = tokio::time::sleep(PROBE) => {}
            }
            let ping = self.call("ping", async |wire: &mut Wire| {
                redis::cmd("PING").query_async::<String>(wire).await
            });
            let _ = ping.await;
        }
    }
}

/// Whether an error says that this connection, or this server, is of no more use.
fn ends_the_link(error: &RedisError) -> bool {
    let elsewhere = matches!(
        error.kind(),
        ErrorKind::Server(
            ServerErrorKind::ReadOnly | ServerErrorKind::MasterDown | ServerErrorKind::BusyLoading
        ) | ErrorKind::AuthenticationFailed
    );
    elsewhere
        || error.is_io_error()
        || error.is_connection_dropped()
        || error.is_unrecoverable_error()
}

fn count(op: &'static str, outcome: &'static str) {
    metrics::counter!("stock_cache_calls_total", "op" => op, "outcome" => outcome).increment(1);
}

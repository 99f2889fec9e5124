//! What the connections of one server share.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::{Semaphore, watch};

use super::newcomer::Known;
use super::stats::{Counters, Observer};
use super::tls::Tls;
use super::triple::HttpOptions;
use crate::connection::Outbox;
use crate::dispatch::Registry;
use crate::limits::Limits;

/// How far a server is on its way out. Only ever goes up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Phase {
    /// Takes connections and calls.
    Serving,
    /// Has asked its callers to call elsewhere; still serves.
    ReadOnly,
    /// Takes no connections; closes each when it is quiet.
    Draining,
    /// Closes everything now.
    Closed,
}

/// What a service's arguments and results are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Java values, in hessian2 or JSON.
    Values,
    /// Protobuf messages.
    Messages,
}

/// Who may talk how.
#[derive(Debug, Clone)]
pub(crate) struct Security {
    pub(crate) tls: Option<Tls>,
    /// Whether connections without TLS are served.
    pub(crate) plain: bool,
}

impl Default for Security {
    fn default() -> Self {
        Self {
            tls: None,
            plain: true,
        }
    }
}

pub(crate) struct State {
    pub(crate) limits: Limits,
    /// Services of Java values.
    pub(crate) registry: Registry,
    /// Services of protobuf messages, which Triple alone reaches.
    pub(crate) messages: Registry,
    pub(crate) http: HttpOptions,
    pub(crate) security: Security,
    pub(crate) observer: Option<Arc<dyn Observer>>,
    pub(crate) counters: Counters,
    pub(crate) phase: watch::Sender<Phase>,
    /// Bytes promised to half-received long frames.
    half_received: AtomicUsize,
    /// Turns of long messages to be unpacked.
    pub(crate) unpacking: Semaphore,
    /// Turns of connections that have had no call answered yet.
    pub(crate) newcomers: Arc<Semaphore>,
}

impl State {
    pub(crate) fn new(
        limits: Limits,
        registry: Registry,
        messages: Registry,
        http: HttpOptions,
        security: Security,
        observer: Option<Arc<dyn Observer>>,
        phase: watch::Sender<Phase>,
    ) -> Self {
        let turns = |count: usize| Semaphore::new(count.clamp(1, Semaphore::MAX_PERMITS));
        Self {
            unpacking: turns(limits.unpacking),
            newcomers: Arc::new(turns(limits.newcomers)),
            limits,
            registry,
            messages,
            http,
            security,
            observer,
            counters: Counters::default(),
            phase,
            half_received: AtomicUsize::new(0),
        }
    }

    pub(crate) fn registry(&self, kind: Kind) -> &Registry {
        match kind {
            Kind::Values => &self.registry,
            Kind::Messages => &self.messages,
        }
    }

    /// Moves on to `phase`, never back.
    pub(crate) fn enter(&self, phase: Phase) {
        self.phase.send_if_modified(|now| {
            let later = *now < phase;
            if later {
                *now = phase;
            }
            later
        });
    }
}

/// One connection as its calls see it.
pub(crate) struct Connection {
    pub(crate) state: Arc<State>,
    /// Replies of `dubbo://` on their way out; of HTTP it counts the waiting bytes only.
    pub(crate) outbox: Arc<Outbox>,
    pub(crate) remote: SocketAddr,
    pub(crate) local: Option<SocketAddr>,
    /// Set when the first call is answered.
    pub(crate) known: Known,
    in_flight: AtomicUsize,
}

impl Connection {
    pub(crate) fn new(
        state: Arc<State>,
        outbox: Arc<Outbox>,
        remote: SocketAddr,
        local: Option<SocketAddr>,
        known: Known,
    ) -> Self {
        Self {
            state,
            outbox,
            remote,
            local,
            known,
            in_flight: AtomicUsize::new(0),
        }
    }

    pub(crate) fn in_flight(&self) -> usize {
        self.in_flight.load(Ordering::Acquire)
    }
}

/// A call's place among those in flight, given back when dropped.
pub(crate) struct Ticket {
    connection: Arc<Connection>,
}

impl Ticket {
    /// A place, or the name of the limit that leaves none.
    pub(crate) fn take(connection: &Arc<Connection>) -> Result<Self, (&'static str, usize)> {
        let limits = &connection.state.limits;
        let mine = connection.in_flight.fetch_add(1, Ordering::Relaxed);
        let all = connection
            .state
            .counters
            .in_flight
            .fetch_add(1, Ordering::Relaxed);
        let ticket = Self {
            connection: Arc::clone(connection),
        };
        if mine >= limits.in_flight_per_connection {
            return Err(("in_flight_per_connection", limits.in_flight_per_connection));
        }
        if all >= limits.in_flight {
            return Err(("in_flight", limits.in_flight));
        }
        Ok(ticket)
    }

    pub(crate) fn connection(&self) -> &Arc<Connection> {
        &self.connection
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        self.connection
            .state
            .counters
            .in_flight
            .fetch_sub(1, Ordering::Relaxed);
        // Released after the reply was queued: who reads zero also sees the reply.
        self.connection.in_flight.fetch_sub(1, Ordering::Release);
    }
}

/// A share of [`Limits::half_received_bytes`], given back when dropped.
pub(crate) struct HalfReceived {
    state: Arc<State>,
    bytes: usize,
}

impl HalfReceived {
    pub(crate) fn reserve(state: &Arc<State>, bytes: usize) -> Option<Self> {
        let before = state.half_received.fetch_add(bytes, Ordering::Relaxed);
        let share = Self {
            state: Arc::clone(state),
            bytes,
        };
        (before + bytes <= state.limits.half_received_bytes).then_some(share)
    }
}

impl Drop for HalfReceived {
    fn drop(&mut self) {
        self.state
            .half_received
            .fetch_sub(self.bytes, Ordering::Relaxed);
    }
}

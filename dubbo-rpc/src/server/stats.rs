//! What a server counts, and the hook for who wants every call.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use crate::frame::Status;

/// Told about every call that ended. Called on the connection's task: it must not block.
pub trait Observer: Send + Sync + 'static {
    /// A call ended. Names are those of exported services and their methods, or empty when the
    /// call did not reach one: their number is bounded whatever callers send.
    fn call_ended(&self, call: &EndedCall<'_>);
}

/// A call of `dubbo://`, as [`EndedCall::protocol`] names it.
pub(super) const DUBBO: &str = "dubbo";
/// A call of Triple or gRPC.
pub(super) const TRIPLE: &str = "tri";
/// A call in JSON over HTTP/1.1 or HTTP/2.
pub(super) const HTTP: &str = "http";

/// A call that ended.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct EndedCall<'a> {
    /// Java interface, or empty.
    pub interface: &'a str,
    /// Group the service is exported in, or empty.
    pub group: &'a str,
    /// Version the service is exported with, or empty.
    pub version: &'a str,
    /// Java method, `$echo` or `$invoke`; or empty.
    pub method: &'a str,
    /// How it came: `dubbo`, `tri`, or `http` for JSON.
    pub protocol: &'static str,
    /// How it ended.
    pub ending: Ending,
    /// From the frame's arrival to its reply being queued.
    pub elapsed: Duration,
    /// The caller's application, if it said so. Chosen by the caller: unbounded.
    pub remote_application: Option<&'a str>,
}

/// How a call ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ending {
    /// With a value or null.
    Value,
    /// With an exception inside status 20.
    Exception,
    /// With a status other than 20.
    Refused(Status),
}

/// Counters of a server since its start.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stats {
    /// Connections open now.
    pub connections: usize,
    /// Connections accepted.
    pub accepted: u64,
    /// Connections closed on accept because there were too many.
    pub turned_away: u64,
    /// Failures of accept, as a rule for want of file descriptors.
    pub accept_errors: u64,
    /// Calls whose reply is not ready yet.
    pub in_flight: usize,
    /// Calls received, one-way ones included.
    pub requests: u64,
    /// One-way calls received.
    pub one_way: u64,
    /// Heartbeats answered.
    pub heartbeats: u64,
    /// Replies with a value or null.
    pub values: u64,
    /// Replies with an exception.
    pub exceptions: u64,
    /// Status 100: more work than the limits allow.
    pub exhausted: u64,
    /// Status 31: the caller had stopped waiting before the call began.
    pub late: u64,
    /// Status 40.
    pub bad_requests: u64,
    /// Any other status.
    pub other_statuses: u64,
    /// Panics of handlers.
    pub panics: u64,
    /// Connections closed because the peer broke the protocol or a deadline.
    pub broken_connections: u64,
}

macro_rules! counters {
    ($($name:ident),*) => {
        /// The live counters behind [`Stats`].
        /// On cache lines of their own: they are written for every call, and what lies beside them is read for every
        /// call on every core.
        #[derive(Debug, Default)]
        #[repr(align(128))]
        pub(crate) struct Counters {
            pub(crate) connections: AtomicUsize,
            pub(crate) in_flight: AtomicUsize,
            $(pub(crate) $name: AtomicU64,)*
        }

        impl Counters {
            pub(crate) fn snapshot(&self) -> Stats {
                Stats {
                    connections: self.connections.load(Ordering::Relaxed),
                    in_flight: self.in_flight.load(Ordering::Relaxed),
                    $($name: self.$name.load(Ordering::Relaxed),)*
                }
            }
        }
    };
}

counters!(
    accepted,
    turned_away,
    accept_errors,
    requests,
    one_way,
    heartbeats,
    values,
    exceptions,
    exhausted,
    late,
    bad_requests,
    other_statuses,
    panics,
    broken_connections
);

impl Counters {
    pub(crate) fn add(counter: &AtomicU64) {
        counter.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn ended(&self, ending: Ending) {
        Self::add(match ending {
            Ending::Value => &self.values,
            Ending::Exception => &self.exceptions,
            Ending::Refused(Status::EXHAUSTED) => &self.exhausted,
            Ending::Refused(Status::SERVER_TIMEOUT) => &self.late,
            Ending::Refused(Status::BAD_REQUEST) => &self.bad_requests,
            Ending::Refused(_) => &self.other_statuses,
        });
    }
}

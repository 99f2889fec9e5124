//! What a reference counts, through the crate `metrics`: whoever installs a recorder gets it. A recorder is to be installed
//! before the first reference is made.
//!
//! | name | kind | labels |
//! |---|---|---|
//! | `dubbo_client_calls_total` | counter | `service`, `outcome`: `ok`, `exception`, `transport`, `timeout`, `refused`, `protocol`, `cancelled` |
//! | `dubbo_client_call_seconds` | histogram | `service` |
//! | `dubbo_client_in_flight` | gauge | `service` |
//! | `dubbo_client_attempts_total`, `dubbo_client_retries_total` | counter | `service` |

use std::time::Duration;

use dubbo_rpc::{Fault, Reply};
use metrics::{Counter, Gauge, Histogram, counter, gauge, histogram};

/// Outcomes in the order of their counters.
const OUTCOMES: [&str; 7] = [
    "ok",
    "exception",
    "transport",
    "timeout",
    "refused",
    "protocol",
    "cancelled",
];

pub(crate) struct Meters {
    outcomes: [Counter; OUTCOMES.len()],
    seconds: Histogram,
    in_flight: Gauge,
    attempts: Counter,
    retries: Counter,
}

impl std::fmt::Debug for Meters {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Meters").finish_non_exhaustive()
    }
}

impl Meters {
    pub(crate) fn new(service: &str) -> Self {
        let label = || service.to_owned();
        Self {
            outcomes: OUTCOMES.map(|outcome| {
                counter!("dubbo_client_calls_total", "service" => label(), "outcome" => outcome)
            }),
            seconds: histogram!("dubbo_client_call_seconds", "service" => label()),
            in_flight: gauge!("dubbo_client_in_flight", "service" => label()),
            attempts: counter!("dubbo_client_attempts_total", "service" => label()),
            retries: counter!("dubbo_client_retries_total", "service" => label()),
        }
    }

    pub(crate) fn attempt(&self) {
        self.attempts.increment(1);
    }

    pub(crate) fn retry(&self) {
        self.retries.increment(1);
    }

    /// Counts a call from now on; as cancelled unless it is finished.
    pub(crate) fn call(&self) -> Counted<'_> {
        self.in_flight.increment(1.0);
        Counted {
            meters: self,
            outcome: OUTCOMES.len() - 1,
        }
    }
}

/// A call that is being counted.
pub(crate) struct Counted<'a> {
    meters: &'a Meters,
    outcome: usize,
}

impl Counted<'_> {
    pub(crate) fn finish(mut self, result: &Result<Reply, Fault>, elapsed: Duration) {
        self.outcome = match result {
            Ok(_) => 0,
            Err(fault) if fault.exception().is_some() => 1,
            Err(fault) if fault.is_transport() => 2,
            Err(fault) if fault.is_timeout() => 3,
            Err(fault) if fault.status().is_some() => 4,
            Err(_) => 5,
        };
        self.meters.seconds.record(elapsed.as_secs_f64());
    }
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.meters.in_flight.decrement(1.0);
        self.meters.outcomes[self.outcome].increment(1);
    }
}

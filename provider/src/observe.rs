//! Counts calls under the names that Dubbo's own dashboards ask for (Java: `MetricsKey`), and our own with the prefix `stock_`.

use dubbo_rpc::{EndedCall, Ending, Observer};
use metrics::{counter, gauge, histogram};

/// Tells the metrics recorder about every call that ended.
#[derive(Debug)]
pub struct CallMetrics {
    application: String,
}

/// Buckets of response times, in seconds: Dubbo's own, and finer ones below them.
pub const RESPONSE_TIME_BUCKETS: &[f64] = &[
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 0.5, 1.0, 3.0, 5.0, 10.0,
];

impl CallMetrics {
    /// Counts for an application of this name.
    #[must_use]
    pub const fn new(application: String) -> Self {
        Self { application }
    }
}

impl Observer for CallMetrics {
    fn call_ended(&self, call: &EndedCall<'_>) {
        let labels = [
            ("application_name", self.application.clone()),
            ("interface", call.interface.to_owned()),
            ("method", call.method.to_owned()),
            ("group", call.group.to_owned()),
            ("version", call.version.to_owned()),
            ("protocol", call.protocol.to_owned()),
        ];
        counter!("dubbo_provider_requests_total", &labels).increment(1);
        match call.ending {
            Ending::Value => {
                counter!("dubbo_provider_requests_succeed_total", &labels).increment(1)
            }
            Ending::Exception => {
                counter!("dubbo_provider_requests_business_failed_total", &labels).increment(1);
                counter!("dubbo_provider_requests_failed_total", &labels).increment(1);
            }
            Ending::Refused(_) => {
                counter!("dubbo_provider_requests_failed_total", &labels).increment(1);
            }
        }
        let seconds = call.elapsed.as_secs_f64();
        histogram!("dubbo_provider_rt_milliseconds_histogram_seconds", &labels).record(seconds);
        gauge!("dubbo_provider_rt_milliseconds_last", &labels).set(seconds * 1_000.0);
    }
}

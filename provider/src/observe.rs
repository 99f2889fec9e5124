//! Counts calls under the names that Dubbo's own dashboards ask for (Java: `MetricsKey`), and our own with the prefix `stock_`.

use std::fmt;
use std::hash::BuildHasher as _;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use dubbo_rpc::{EndedCall, Ending, Observer};
use foldhash::fast::RandomState;
use hashbrown::HashTable;
use metrics::{Counter, Gauge, Histogram, counter, gauge, histogram};

/// Most methods whose counters are kept at hand, by group, version and protocol; those of more are looked up by their names at each call.
const SERIES_MAX: usize = 4_096;

/// Tells the metrics recorder about every call that ended.
pub struct CallMetrics {
    application: String,
    series: RwLock<HashTable<Arc<Series>>>,
    hasher: RandomState,
}

/// Buckets of response times, in seconds: Dubbo's own, and finer ones below them.
pub const RESPONSE_TIME_BUCKETS: &[f64] = &[
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 0.5, 1.0, 3.0, 5.0, 10.0,
];

/// What tells series apart: interface, method, group, version and protocol.
type Key<'a> = [&'a str; 5];

/// What is counted of one method. A counter is there once it has counted.
struct Series {
    labels: [(&'static str, String); 6],
    requests: Counter,
    succeeded: OnceLock<Counter>,
    failed: OnceLock<Counter>,
    failed_by_business: OnceLock<Counter>,
    seconds: Histogram,
    last: Gauge,
}

impl Series {
    fn new(application: &str, key: Key<'_>) -> Self {
        let [interface, method, group, version, protocol] = key;
        let labels = [
            ("application_name", application.to_owned()),
            ("interface", interface.to_owned()),
            ("method", method.to_owned()),
            ("group", group.to_owned()),
            ("version", version.to_owned()),
            ("protocol", protocol.to_owned()),
        ];
        Self {
            requests: counter!("dubbo_provider_requests_total", &labels),
            succeeded: OnceLock::new(),
            failed: OnceLock::new(),
            failed_by_business: OnceLock::new(),
            seconds: histogram!("dubbo_provider_rt_milliseconds_histogram_seconds", &labels),
            last: gauge!("dubbo_provider_rt_milliseconds_last", &labels),
            labels,
        }
    }

    fn key(&self) -> Key<'_> {
        let [_, interface, method, group, version, protocol] = &self.labels;
        [interface, method, group, version, protocol].map(|(_, value)| value.as_str())
    }

    fn count(&self, call: &EndedCall<'_>) {
        let one_more = |counter: &OnceLock<Counter>, name: &'static str| {
            counter
                .get_or_init(|| counter!(name, &self.labels))
                .increment(1);
        };
        self.requests.increment(1);
        let failed = "dubbo_provider_requests_failed_total";
        match call.ending {
            Ending::Value => one_more(&self.succeeded, "dubbo_provider_requests_succeed_total"),
            Ending::Exception => {
                let name = "dubbo_provider_requests_business_failed_total";
                one_more(&self.failed_by_business, name);
                one_more(&self.failed, failed);
            }
            Ending::Refused(_) => one_more(&self.failed, failed),
        }
        let seconds = call.elapsed.as_secs_f64();
        self.seconds.record(seconds);
        self.last.set(seconds * 1_000.0);
    }
}

impl CallMetrics {
    /// Counts for an application of this name.
    #[must_use]
    pub fn new(application: String) -> Self {
        Self {
            application,
            series: RwLock::default(),
            hasher: RandomState::default(),
        }
    }

    fn series(&self, key: Key<'_>) -> Arc<Series> {
        let hash = self.hasher.hash_one(key);
        let is_of = |series: &Arc<Series>| series.key() == key;
        let known = self.series.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known.find(hash, is_of) {
            return Arc::clone(found);
        }
        drop(known);
        let new = Arc::new(Series::new(&self.application, key));
        let mut known = self.series.write().unwrap_or_else(PoisonError::into_inner);
        // Two of the same count into the same: the recorder knows them by their names.
        if known.len() < SERIES_MAX && known.find(hash, is_of).is_none() {
            let hash_of = |series: &Arc<Series>| self.hasher.hash_one(series.key());
            known.insert_unique(hash, Arc::clone(&new), hash_of);
        }
        new
    }
}

impl fmt::Debug for CallMetrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallMetrics")
            .field("application", &self.application)
            .finish_non_exhaustive()
    }
}

impl Observer for CallMetrics {
    fn call_ended(&self, call: &EndedCall<'_>) {
        let key = [
            call.interface,
            call.method,
            call.group,
            call.version,
            call.protocol,
        ];
        self.series(key).count(call);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(method: &str) -> Key<'_> {
        ["com.example.Greeter", method, "", "1.0.0", "tri"]
    }

    #[test]
    fn a_method_has_one_series_and_no_more_are_kept_than_allowed() {
        let metrics = CallMetrics::new("app".to_owned());
        let kept = || metrics.series.read().unwrap().len();
        let first = metrics.series(key("m0"));
        assert_eq!(first.key(), key("m0"));
        assert!(Arc::ptr_eq(&first, &metrics.series(key("m0"))));
        assert!(!Arc::ptr_eq(&first, &metrics.series(key("m1"))));
        let mut other = key("m0");
        other[4] = "dubbo";
        assert!(!Arc::ptr_eq(&first, &metrics.series(other)));
        assert_eq!(kept(), 3);
        for method in 2..SERIES_MAX - 1 {
            metrics.series(key(&format!("m{method}")));
        }
        assert_eq!(kept(), SERIES_MAX);
        let beyond = metrics.series(key("one more"));
        assert_eq!((beyond.key(), kept()), (key("one more"), SERIES_MAX));
        assert!(Arc::ptr_eq(&first, &metrics.series(key("m0"))));
    }
}

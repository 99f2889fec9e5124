//! How the calls of one method are done: everything a reference, a rule, a provider or the caller may say about it.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use dubbo_rpc::Url;

use crate::balance::LoadBalance;
use crate::balance::consistent_hash::DEFAULT_NODES;
use crate::cluster::Cluster;
use crate::mock::Mock;
use crate::params;

/// Java's `timeout` on `dubbo://`.
pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(1);
/// Java's `retries`: attempts beside the first.
pub const DEFAULT_RETRIES: u32 = 2;
/// Most attempts beside the first; more would only hide that nobody is well.
pub const RETRIES_MAX: u32 = 100;
/// Java's `forks`.
pub const DEFAULT_FORKS: u32 = 2;
/// Tries of a call that `failback` repeats.
pub const DEFAULT_FAILBACK_TRIES: u32 = 3;

/// What holds for one method, merged from all who may say it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tuning {
    pub(crate) cluster: Cluster,
    pub(crate) balance: LoadBalance,
    pub(crate) retries: u32,
    pub(crate) idempotent: bool,
    pub(crate) forks: u32,
    pub(crate) sticky: bool,
    pub(crate) hash_nodes: u32,
    pub(crate) hash_arguments: Arc<[usize]>,
    pub(crate) failback_tries: u32,
    pub(crate) mock: Option<Mock>,
}

impl Tuning {
    /// Read from the consumer's parameters, and from a provider's where the consumer says nothing. What cannot be read
    /// counts as not said, with a warning.
    pub(crate) fn read(consumer: &Url, provider: Option<&Url>, method: &str) -> Self {
        let said = |key: &str| {
            params::of_method(consumer, method, key)
                .or_else(|| provider.and_then(|url| params::of_method(url, method, key)))
        };
        let arguments = said("hash.arguments").unwrap_or("0");
        Self {
            cluster: parsed(said("cluster"), "cluster").unwrap_or_default(),
            balance: parsed(said("loadbalance"), "loadbalance").unwrap_or_default(),
            retries: parsed(said("retries"), "retries")
                // Java reads a negative number as none.
                .map_or(DEFAULT_RETRIES, |retries: i64| {
                    u32::try_from(retries.max(0)).unwrap_or(RETRIES_MAX)
                })
                .min(RETRIES_MAX),
            idempotent: parsed(said("idempotent"), "idempotent").unwrap_or(false),
            forks: parsed(said("forks"), "forks").unwrap_or(DEFAULT_FORKS),
            sticky: parsed(said("sticky"), "sticky").unwrap_or(false),
            hash_nodes: parsed(said("hash.nodes"), "hash.nodes").unwrap_or(DEFAULT_NODES),
            hash_arguments: arguments
                .split(',')
                .filter_map(|index| index.trim().parse().ok())
                .collect(),
            failback_tries: DEFAULT_FAILBACK_TRIES,
            // A mock is the consumer's alone.
            mock: params::of_method(consumer, method, "mock").and_then(Mock::read),
        }
    }
}

fn parsed<T: FromStr<Err: fmt::Display>>(said: Option<&str>, key: &str) -> Option<T> {
    match said?.trim().parse() {
        Ok(value) => Some(value),
        Err(error) => {
            tracing::warn!(key, %error, "a parameter cannot be read and counts as not set");
            None
        }
    }
}

/// The timeout of a method at a provider: its merged URL already says who is asked first.
pub(crate) fn timeout(merged: &Url, method: &str) -> Duration {
    params::read(merged, method, "timeout")
        .filter(|ms| *ms > 0)
        .map_or(DEFAULT_TIMEOUT, Duration::from_millis)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_consumer_is_asked_before_the_provider_and_the_method_before_all() {
        let consumer: Url = "consumer://h/a.B?retries=5&say.retries=-1&loadbalance=leastactive"
            .parse()
            .unwrap();
        let provider: Url =
            "dubbo://h/a.B?retries=9&loadbalance=roundrobin&cluster=failfast&mock=return+1"
                .parse()
                .unwrap();
        let tuning = Tuning::read(&consumer, Some(&provider), "say");
        assert_eq!(tuning.retries, 0);
        assert_eq!(tuning.balance, LoadBalance::LeastActive);
        assert_eq!(tuning.cluster, Cluster::Failfast);
        assert_eq!(tuning.mock, None);
        assert_eq!(Tuning::read(&consumer, None, "hear").retries, 5);
        let nothing = Tuning::read(&Url::default(), None, "any");
        assert_eq!((nothing.retries, nothing.forks), (2, 2));
        assert_eq!(*nothing.hash_arguments, [0]);
    }

    #[test]
    fn what_cannot_be_read_is_not_set_and_numbers_are_bounded() {
        let consumer: Url = "consumer://h/a.B?retries=101&loadbalance=best&forks=x&timeout=0"
            .parse()
            .unwrap();
        let tuning = Tuning::read(&consumer, None, "any");
        assert_eq!(tuning.retries, RETRIES_MAX);
        assert_eq!(tuning.balance, LoadBalance::Random);
        assert_eq!(tuning.forks, DEFAULT_FORKS);
        assert_eq!(timeout(&consumer, "any"), DEFAULT_TIMEOUT);
    }
}

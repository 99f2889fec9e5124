//! What a caller may say about one call.

use std::time::Duration;

use crate::balance::LoadBalance;
use crate::cluster::Cluster;
use crate::tuning::{RETRIES_MAX, Tuning};

/// Overrides for one call; goes before everything else that is configured.
///
/// ```
/// use std::time::Duration;
/// use consumer_sdk::{CallOptions, Context};
///
/// let once = CallOptions::new().retries(0).timeout(Duration::from_millis(300));
/// let cx = Context::new().with_local(once);
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CallOptions {
    pub(crate) timeout: Option<Duration>,
    pub(crate) provider: Option<String>,
    retries: Option<u32>,
    cluster: Option<Cluster>,
    balance: Option<LoadBalance>,
    idempotent: Option<bool>,
}

impl CallOptions {
    /// Overrides nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Time for each attempt. The whole call ends with the context's deadline.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Attempts beside the first, at most [`RETRIES_MAX`].
    #[must_use]
    pub fn retries(mut self, retries: u32) -> Self {
        self.retries = Some(retries.min(RETRIES_MAX));
        self
    }

    /// What is done when a provider fails.
    #[must_use]
    pub fn cluster(mut self, cluster: Cluster) -> Self {
        self.cluster = Some(cluster);
        self
    }

    /// How the provider is chosen.
    #[must_use]
    pub fn load_balance(mut self, balance: LoadBalance) -> Self {
        self.balance = Some(balance);
        self
    }

    /// Whether doing it twice is as good as once, so that it may be sent again when nobody knows whether it was done.
    #[must_use]
    pub fn idempotent(mut self, idempotent: bool) -> Self {
        self.idempotent = Some(idempotent);
        self
    }

    /// This provider and no other, `host:port` as it is registered.
    #[must_use]
    pub fn provider(mut self, address: impl Into<String>) -> Self {
        self.provider = Some(address.into());
        self
    }

    pub(crate) fn apply(&self, mut tuning: Tuning) -> Tuning {
        tuning.retries = self.retries.unwrap_or(tuning.retries);
        tuning.cluster = self.cluster.unwrap_or(tuning.cluster);
        tuning.balance = self.balance.unwrap_or(tuning.balance);
        tuning.idempotent = self.idempotent.unwrap_or(tuning.idempotent);
        tuning
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dubbo_rpc::Url;

    #[test]
    fn go_before_what_is_configured() {
        let url: Url = "consumer://h/a.B?retries=1&idempotent=true"
            .parse()
            .unwrap();
        let configured = Tuning::read(&url, None, "any");
        assert_eq!(CallOptions::new().apply(configured.clone()), configured);
        let options = CallOptions::new()
            .retries(RETRIES_MAX + 1)
            .cluster(Cluster::Failfast)
            .load_balance(LoadBalance::RoundRobin)
            .idempotent(false);
        let tuning = options.apply(configured);
        assert_eq!(tuning.retries, RETRIES_MAX);
        assert_eq!(tuning.cluster, Cluster::Failfast);
        assert_eq!(tuning.balance, LoadBalance::RoundRobin);
        assert!(!tuning.idempotent);
    }
}

//! Modes that ask one provider at a time.

use std::sync::Arc;
use std::time::Duration;

use dubbo_rpc::{Fault, Reply};
use smallvec::SmallVec;

use super::attempt::{First, Work};

/// Wait before the next attempt when all providers have been tried: what failed everywhere is not over at once.
const ROUND_WAIT: Duration = Duration::from_millis(20);
/// Java's `RETRY_FAILED_PERIOD`.
const FAILBACK_PERIOD: Duration = Duration::from_secs(5);

impl Work {
    /// Tries providers one after the other while the outcome allows it (Java: `FailoverClusterInvoker`).
    pub(crate) async fn failover(&self, first: First) -> Result<Reply, Fault> {
        let mut tried: SmallVec<[u64; 4]> = SmallVec::new();
        let mut left = self.tuning.retries;
        let mut next = first;
        loop {
            let candidates = next?;
            let index = self.choose(&candidates, &tried);
            let id = candidates.plan.endpoints[index].provider.id;
            if tried.contains(&id) {
                let jitter = ROUND_WAIT.mul_f64(0.5 + fastrand::f64());
                tokio::time::sleep(jitter).await;
            } else {
                tried.push(id);
            }
            let fault = match self.attempt(&candidates.plan, index).await {
                Ok(reply) => return Ok(reply),
                Err(fault) => fault,
            };
            let late = self
                .time_left()
                .is_some_and(|time_left| time_left.is_zero());
            if left == 0 || late || !self.may_repeat(&fault) {
                return Err(fault);
            }
            left -= 1;
            self.core.meters.retry();
            // Anew for every attempt: the list may have changed meanwhile.
            next = self.candidates();
        }
    }

    /// One provider, one attempt (Java: `FailfastClusterInvoker`).
    pub(crate) async fn failfast(&self, first: First) -> Result<Reply, Fault> {
        let candidates = first?;
        let index = self.choose(&candidates, &[]);
        self.attempt(&candidates.plan, index).await
    }

    /// The first provider that is available (Java: `AvailableClusterInvoker`).
    pub(crate) async fn available(&self, first: First) -> Result<Reply, Fault> {
        let candidates = first?;
        let plan = &candidates.plan;
        let is_available = |index: &&usize| plan.endpoints[**index].provider.is_available();
        let first = candidates.routed.iter().find(is_available);
        // Before the first connection is made nobody is available.
        let index = first.unwrap_or(&candidates.routed[0]);
        self.attempt(plan, *index).await
    }

    /// A failure is an empty answer (Java: `FailsafeClusterInvoker`).
    pub(crate) async fn failsafe(&self, first: First) -> Result<Reply, Fault> {
        self.failfast(first).await.or_else(|fault| {
            if fault.exception().is_some() {
                return Err(fault);
            }
            tracing::warn!(method = &*self.method, %fault, "failsafe: a failed call is answered with nothing");
            Ok(Reply::null())
        })
    }

    /// A failure is an empty answer, and the call is tried again later (Java: `FailbackClusterInvoker`). Where too many
    /// wait already it is given up, with an error in the log.
    pub(crate) async fn failback(&self, first: First) -> Result<Reply, Fault> {
        let fault = match self.failfast(first).await {
            Err(fault) if fault.exception().is_none() => fault,
            other => return other,
        };
        let Ok(place) = Arc::clone(&self.core.failback_places).try_acquire_owned() else {
            tracing::error!(method = &*self.method, %fault, "failback: too many failed calls wait already; this one is given up");
            return Ok(Reply::null());
        };
        tracing::warn!(method = &*self.method, %fault, "failback: a failed call is tried again later");
        let mut work = self.clone();
        // Its caller's deadline is over by then.
        work.call.context = dubbo_rpc::Context::new();
        for (key, value) in self.call.context.attachments().texts() {
            work.call.context = work.call.context.with_attachment(key, value);
        }
        tokio::spawn(async move {
            let _place = place;
            for _ in 0..work.tuning.failback_tries {
                tokio::time::sleep(FAILBACK_PERIOD).await;
                match work.failfast(work.candidates()).await {
                    Ok(_) => return,
                    Err(fault) => {
                        tracing::warn!(method = &*work.method, %fault, "failback: failed again");
                    }
                }
            }
            tracing::error!(method = &*work.method, "failback: a call is given up");
        });
        Ok(Reply::null())
    }
}

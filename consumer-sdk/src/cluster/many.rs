//! Modes that ask several providers at once.

use dubbo_rpc::{Fault, Reply};
use futures_util::future::join_all;
use futures_util::stream::{FuturesUnordered, StreamExt as _};

use super::attempt::{First, Work};

impl Work {
    /// The first answer of several providers (Java: `ForkingClusterInvoker`); the other calls are given up.
    pub(crate) async fn forking(&self, first: First) -> Result<Reply, Fault> {
        let candidates = first?;
        let wanted = usize::try_from(self.tuning.forks).unwrap_or(usize::MAX);
        let mut chosen: Vec<usize> = Vec::new();
        let mut tried = Vec::new();
        // Java: no number, all of them.
        let wanted = if wanted == 0 { usize::MAX } else { wanted }.min(candidates.routed.len());
        while chosen.len() < wanted {
            let index = self.choose(&candidates, &tried);
            if chosen.contains(&index) {
                break;
            }
            tried.push(candidates.plan.endpoints[index].provider.id);
            chosen.push(index);
        }
        let mut attempts: FuturesUnordered<_> = chosen
            .into_iter()
            .map(|index| self.attempt(&candidates.plan, index))
            .collect();
        let mut last = Err(Fault::unsent("no provider was chosen"));
        while let Some(result) = attempts.next().await {
            match result {
                Err(fault) if fault.exception().is_none() => last = Err(fault),
                answer => return answer,
            }
        }
        last
    }

    /// All providers, at once; one failure is the call's (Java: `BroadcastClusterInvoker`, which asks them one after the
    /// other). Answers what the last in order answered.
    pub(crate) async fn broadcast(&self, first: First) -> Result<Reply, Fault> {
        let candidates = first?;
        let attempts = candidates
            .routed
            .iter()
            .map(|index| self.attempt(&candidates.plan, *index));
        let mut last = Reply::null();
        for result in join_all(attempts).await {
            last = result?;
        }
        Ok(last)
    }
}

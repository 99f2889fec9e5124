//! A call on its way: the candidates, the choice among them, and one attempt.

use std::sync::Arc;
use std::time::Duration;

use dubbo_rpc::{Fault, Invocation, Reply};
use smallvec::SmallVec;
use tokio::time::Instant;

use crate::balance::{LoadBalance, adaptive};
use crate::directory::{Plan, Snapshot};
use crate::java_text;
use crate::options::CallOptions;
use crate::reference::Core;
use crate::route::{Request, TAG};
use crate::trace::Trace;
use crate::tuning::Tuning;

/// One call with everything that decides how it is done.
#[derive(Clone)]
pub(crate) struct Work {
    pub(crate) core: Arc<Core>,
    pub(crate) call: Invocation,
    /// The method that is meant: of a generic call the one it names.
    pub(crate) method: Arc<str>,
    pub(crate) tuning: Tuning,
    pub(crate) options: CallOptions,
    pub(crate) trace: Trace,
    /// Whether it is one of the share that goes to the other level's providers.
    pub(crate) is_rest: bool,
}

/// Where a call may go at this moment.
pub(crate) struct Candidates {
    pub(crate) plan: Arc<Plan>,
    /// Indices into the plan's endpoints, as the routers left them.
    pub(crate) routed: Indices,
}

/// Where a call may go when it begins, or why nowhere.
pub(crate) type First = Result<Candidates, Fault>;

/// Some of a plan's endpoints. Few services have more providers than lie here without an allocation.
pub(crate) type Indices = SmallVec<[usize; 16]>;

impl Work {
    /// The providers the call may go to.
    ///
    /// # Errors
    /// An unsent fault when there is none; it says why.
    pub(crate) fn candidates(&self) -> Result<Candidates, Fault> {
        self.candidates_of(&self.core.directory.snapshot())
    }

    /// The same as known at a moment.
    ///
    /// # Errors
    /// An unsent fault when there is none; it says why.
    pub(crate) fn candidates_of(&self, snapshot: &Snapshot) -> Result<Candidates, Fault> {
        let rest = snapshot.rest().filter(|_| self.is_rest);
        let snapshot = rest.map_or(snapshot, |rest| rest);
        let plan = snapshot.plan(&self.method);
        let mut routed = self.routed(snapshot);
        if let Some(address) = &self.options.provider {
            routed.retain(|index| plan.endpoints[*index].provider.address == *address);
        }
        if routed.is_empty() {
            return Err(self.no_provider(snapshot));
        }
        Ok(Candidates { plan, routed })
    }

    fn routed(&self, snapshot: &Snapshot) -> Indices {
        let context = &self.call.context;
        if !snapshot.routed && context.attachment(TAG).is_none() {
            return (0..snapshot.endpoints.len()).collect();
        }
        let argument = |index: usize| self.call.arguments.get(index).map(java_text::of);
        let request = Request {
            consumer: &snapshot.consumer,
            method: &self.method,
            attachment: &|key| context.attachment(key),
            argument: &argument,
        };
        snapshot.routers.route(&snapshot.endpoints, &request).into()
    }

    fn no_provider(&self, snapshot: &Snapshot) -> Fault {
        let service = self.call.service.interface();
        let listed = snapshot.endpoints.len();
        let why = match (&self.options.provider, snapshot.known, listed) {
            (_, false, _) => "the registry has not answered yet".to_owned(),
            (_, true, 0) if snapshot.left_out.is_some() => {
                snapshot.left_out.clone().unwrap_or_default()
            }
            (_, true, 0) => {
                "none is registered; is it running, with the same version and group?".to_owned()
            }
            (Some(address), ..) => format!("{address} is not among the {listed} registered"),
            (None, ..) => format!("routing rules or tags leave none of the {listed} registered"),
        };
        Fault::unsent(format!(
            "no provider of {service} for {}: {why}",
            self.method
        ))
    }

    /// Chooses one of `candidates` that has not been tried, available ones first.
    pub(crate) fn choose(&self, candidates: &Candidates, tried: &[u64]) -> usize {
        let Candidates { plan, routed } = candidates;
        let provider = |index: &usize| &plan.endpoints[*index].provider;
        let is_good =
            |index: &usize| provider(index).is_available() && !tried.contains(&provider(index).id);
        if self.tuning.sticky
            && let Some(last) = self.core.sticky()
            && let Some(index) = routed.iter().find(|index| provider(index).id == last)
            && is_good(index)
        {
            return *index;
        }
        let pick = |among: &[usize]| {
            if let [only] = among {
                return *only;
            }
            let key = || self.hash_key();
            self.core
                .balancers
                .of(&self.method)
                .choose(self.tuning.balance, plan, among, &key)
        };
        let chosen = 'chosen: {
            if self.tuning.balance == LoadBalance::ConsistentHash {
                // Over all of them, so that who comes back has its keys again.
                let first = pick(routed);
                if is_good(&first) {
                    break 'chosen first;
                }
            }
            let good: Indices = routed.iter().copied().filter(is_good).collect();
            if !good.is_empty() {
                break 'chosen pick(&good);
            }
            // Nobody is well. Who has not been tried is, then who is at least not known to be away.
            let untried: Indices = routed
                .iter()
                .copied()
                .filter(|index| !tried.contains(&provider(index).id))
                .collect();
            let rest = if untried.is_empty() { routed } else { &untried };
            let spared: Indices = rest
                .iter()
                .copied()
                .filter(|index| !provider(index).is_left_alone())
                .collect();
            pick(if spared.is_empty() { rest } else { &spared })
        };
        if self.tuning.sticky {
            self.core.stick_to(plan.endpoints[chosen].provider.id);
        }
        chosen
    }

    /// The text that consistent hashing looks at.
    fn hash_key(&self) -> String {
        let places = &self.tuning.hash_arguments;
        java_text::joined_at(places, &self.call.method, &self.call.arguments)
    }

    /// Gives the call to one provider. The reply's attachments are the call's.
    pub(crate) async fn attempt(&self, plan: &Plan, index: usize) -> Result<Reply, Fault> {
        let endpoint = &plan.endpoints[index];
        let timeout = self.options.timeout.unwrap_or(plan.timeouts[index]);
        let adaptive = self.tuning.balance == LoadBalance::Adaptive;
        let mut call = self.call.clone();
        call.service = endpoint.service.clone();
        call.context = self
            .call
            .context
            .child()
            .with_attachment(crate::trace::TRACEPARENT, self.trace.next_span());
        let started = Instant::now();
        // Streams take as long as they take, as in Java; their caller's own deadline holds.
        if !call.is_streaming()
            && let Some(deadline) = started.checked_add(timeout)
        {
            call.context = call.context.with_deadline(deadline);
        }
        if let Some(token) = &endpoint.token {
            call.context = call.context.with_attachment("token", token.as_str());
        }
        let stats = &plan.stats[index];
        if adaptive {
            call.context = call
                .context
                .with_attachment(adaptive::ATTACHMENT, adaptive::ASKED);
            stats.picked();
        }
        let context = call.context.clone();
        let active = stats.enter();
        let (result, elapsed) = endpoint.provider.call(call, timeout, started).await;
        drop(active);
        self.core.meters.attempt();
        match &result {
            Err(fault) if fault.exception().is_none() => {
                if adaptive {
                    stats.failed();
                }
                tracing::debug!(provider = endpoint.provider.address, method = &*self.method, %fault, "an attempt failed");
            }
            _ => {
                stats.succeeded(elapsed);
                if adaptive {
                    let load = context.response_attachment(adaptive::ATTACHMENT);
                    stats.answered(load.as_deref(), elapsed);
                }
            }
        }
        for (key, value) in context.response_attachments() {
            if key != adaptive::ATTACHMENT {
                self.call.context.set_response_attachment(key, value);
            }
        }
        result
    }

    /// Whether the call may be given to another provider after this.
    pub(crate) fn may_repeat(&self, fault: &Fault) -> bool {
        if self.call.has_streamed() {
            return false;
        }
        if fault.was_not_done() {
            return true;
        }
        // Done or not, nobody knows: only what may be done twice is sent again.
        self.tuning.idempotent && (fault.is_timeout() || fault.is_retryable())
    }

    /// Time that is left for the whole call; `None` when it is not limited.
    pub(crate) fn time_left(&self) -> Option<Duration> {
        self.call.context.time_left()
    }
}

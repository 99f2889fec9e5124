//! A service as a consumer sees it: any number of providers behind one [`Invoker`].

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use dubbo_rpc::{Fault, GenericClient, Invocation, InvokeFuture, Invoker, Reply, ServiceRef};
use futures_util::stream::{FuturesUnordered, StreamExt as _};
use tokio::sync::Semaphore;
use tokio::time::{Instant, timeout};
use tracing::Instrument as _;

use crate::balance::Balancers;
use crate::cluster::{Cluster, Work};
use crate::directory::Directory;
use crate::java_text;
use crate::messages::MessageClient;
use crate::meters::Meters;
use crate::options::CallOptions;
use crate::route::RuleNames;
use crate::trace::Trace;
use crate::tuning::DEFAULT_TIMEOUT;

/// Failed calls that `failback` keeps for later (Java: `DEFAULT_FAILBACK_TASKS`).
pub(crate) const FAILBACK_PLACES: usize = 100;

/// A service with its providers. Clones share everything; the connections close with the last clone.
///
/// Made by [`Consumer::refer`](crate::Consumer::refer). Give it to a generated client, or take [`Reference::generic`].
#[derive(Clone, Debug)]
pub struct Reference {
    core: Arc<Core>,
}

/// What the clones and the calls of a reference share.
#[derive(Debug)]
pub(crate) struct Core {
    pub(crate) service: ServiceRef,
    pub(crate) directory: Directory,
    pub(crate) balancers: Balancers,
    pub(crate) meters: Meters,
    pub(crate) failback_places: Arc<Semaphore>,
    /// The provider that sticky calls go to; 0 before the first.
    sticky: AtomicU64,
}

impl Core {
    pub(crate) fn sticky(&self) -> Option<u64> {
        Some(self.sticky.load(Ordering::Relaxed)).filter(|id| *id != 0)
    }

    pub(crate) fn stick_to(&self, id: u64) {
        self.sticky.store(id, Ordering::Relaxed);
    }
}

/// How one provider of a reference does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderState {
    /// `host:port`.
    pub address: String,
    /// Whether calls are given to it.
    pub available: bool,
    /// Whether it is left alone because its calls failed, until it answers a question again.
    pub left_alone: bool,
}

impl Reference {
    pub(crate) fn new(service: ServiceRef, directory: Directory) -> Self {
        let meters = Meters::new(service.interface());
        Self {
            core: Arc::new(Core {
                service,
                directory,
                balancers: Balancers::default(),
                meters,
                failback_places: Arc::new(Semaphore::new(FAILBACK_PLACES)),
                sticky: AtomicU64::new(0),
            }),
        }
    }

    /// The service; what a generated client is made with.
    #[must_use]
    pub fn service(&self) -> &ServiceRef {
        &self.core.service
    }

    /// Calls by name, for who has no types.
    #[must_use]
    pub fn generic(&self) -> GenericClient {
        GenericClient::new(Arc::new(self.clone()), self.core.service.clone())
    }

    /// Calls of protobuf messages, over Triple.
    #[must_use]
    pub fn messages(&self) -> MessageClient {
        MessageClient::new(Arc::new(self.clone()), self.core.service.clone())
    }

    /// The providers that are known, and how they do.
    #[must_use]
    pub fn providers(&self) -> Vec<ProviderState> {
        let snapshot = self.core.directory.snapshot();
        let endpoints = snapshot.endpoints.iter();
        endpoints
            .map(|endpoint| ProviderState {
                address: endpoint.provider.address.clone(),
                available: endpoint.provider.is_available(),
                left_alone: endpoint.provider.is_left_alone(),
            })
            .collect()
    }

    /// Why providers that are listed cannot be used, if there are such.
    pub(crate) fn left_out(&self) -> Option<String> {
        self.core.directory.snapshot().left_out.clone()
    }

    /// Names under which rules for this reference are kept, as far as they are known: the provider's application comes with the
    /// first provider.
    #[must_use]
    pub fn rule_names(&self) -> BTreeSet<String> {
        let snapshot = self.core.directory.snapshot();
        let first = snapshot.endpoints.first();
        let application = first.and_then(|endpoint| endpoint.url.param("remote.application"));
        RuleNames::new(&snapshot.consumer, application.map(str::to_owned)).all()
    }

    /// Waits until one provider is connected; for as long as it takes, so put a limit around it.
    pub async fn ready(&self) {
        loop {
            let snapshot = self.core.directory.populated().await;
            let endpoints = snapshot.endpoints.iter().take(READY_AT_ONCE);
            let mut tries: FuturesUnordered<_> = endpoints
                .map(|endpoint| endpoint.provider.ready())
                .collect();
            while let Some(tried) = tries.next().await {
                if tried.is_ok() {
                    return;
                }
            }
            // Nobody could be reached: the list may be old, and connecting may have failed at once.
            tokio::time::sleep(READY_PAUSE).await;
        }
    }

    async fn call(&self, call: Invocation) -> Result<Reply, Fault> {
        let method = meant(&call);
        let options = call
            .context
            .local::<CallOptions>()
            .cloned()
            .unwrap_or_default();
        let snapshot = self.first_answer(&call, &options).await;
        // Drawn once: a call is repeated among the providers it was first meant for.
        let is_rest = fastrand::u8(..100) < snapshot.rest_percent();
        let plan = snapshot.plan(&method);
        let tuning = options.apply(plan.tuning.clone());
        drop(plan);
        if let Some(mock) = tuning.mock.as_ref().filter(|mock| mock.forced) {
            return mock.answer();
        }
        let trace = Trace::of(&call.context);
        let span = tracing::debug_span!(
            "dubbo_call",
            service = call.service.interface(),
            method = &*method,
            trace = %trace.id()
        );
        let work = Work {
            core: Arc::clone(&self.core),
            call,
            method,
            tuning,
            options,
            trace,
            is_rest,
        };
        // Once for every mode: rules are not cheap. A mode that tries again later asks anew.
        let first = work.candidates_of(&snapshot);
        drop(snapshot);
        // Boxed: the modes' futures are larger than what carries them.
        let done = Box::pin(async {
            match work.tuning.cluster {
                // To one provider: what is streamed cannot be sent to several, nor again.
                _ if work.call.is_streaming() => work.failover(first).await,
                Cluster::Failover => work.failover(first).await,
                Cluster::Failfast => work.failfast(first).await,
                Cluster::Failsafe => work.failsafe(first).await,
                Cluster::Failback => work.failback(first).await,
                Cluster::Forking => work.forking(first).await,
                Cluster::Broadcast => work.broadcast(first).await,
                Cluster::Available => work.available(first).await,
            }
        });
        let started = Instant::now();
        let counted = self.core.meters.call();
        let result = done.instrument(span).await;
        counted.finish(&result, started.elapsed());
        match (&result, &work.tuning.mock) {
            (Err(fault), Some(mock)) if fault.exception().is_none() => {
                tracing::warn!(method = &*work.method, %fault, "a failed call is answered by its mock");
                mock.answer()
            }
            _ => result,
        }
    }

    /// What is known, after a wait for the registry's first answer if there was none yet: no longer than the call may take.
    async fn first_answer(
        &self,
        call: &Invocation,
        options: &CallOptions,
    ) -> Arc<crate::directory::Snapshot> {
        let snapshot = self.core.directory.snapshot();
        if snapshot.known {
            return snapshot;
        }
        let limit = call
            .context
            .time_left()
            .or(options.timeout)
            .unwrap_or(DEFAULT_TIMEOUT);
        match timeout(limit, self.core.directory.known()).await {
            Ok(known) => known,
            Err(_) => snapshot,
        }
    }
}

/// Providers that are connected to at once while waiting for the first.
const READY_AT_ONCE: usize = 64;
/// Pause between rounds of connecting to everybody.
const READY_PAUSE: std::time::Duration = std::time::Duration::from_millis(50);

impl Invoker for Reference {
    fn invoke(&self, call: Invocation) -> InvokeFuture<'_> {
        Box::pin(self.call(call))
    }
}

/// The method that is meant: a generic call names it in its first argument (Java: `RpcUtils.getMethodName`).
fn meant(call: &Invocation) -> Arc<str> {
    match (&*call.method, call.arguments.first()) {
        ("$invoke" | "$invokeAsync", Some(name)) => java_text::of(name).into(),
        _ => Arc::clone(&call.method),
    }
}

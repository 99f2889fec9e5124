//! One provider: its connections, how it does, and the call itself.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock, Weak};
use std::time::Duration;

use dubbo_rpc::frame::Status;
use dubbo_rpc::hessian2::Value;
use dubbo_rpc::{
    Context, Fault, GenericClient, Invocation, InvokeFuture, Invoker, Reply, ServiceRef,
};
use tokio::time::Instant;

use super::stats::Stats;
use crate::balance::METHODS_MAX;
use crate::breaker::{Breaker, BreakerOptions};
use crate::pool::Channel;

/// What holds for every provider of a reference.
#[derive(Debug, Clone)]
pub(crate) struct ProviderOptions {
    pub(crate) breaker: BreakerOptions,
    /// Calls in flight at one provider; further ones go to others.
    pub(crate) in_flight: u32,
    /// How long a question whether it is well again may take.
    pub(crate) question: Duration,
}

/// One provider of a service, for as long as it is listed, whatever it says of itself.
pub(crate) struct Provider {
    /// Names it in this process.
    pub(crate) id: u64,
    /// `host:port`.
    pub(crate) address: String,
    channels: Vec<Arc<Channel>>,
    next: AtomicUsize,
    in_flight: AtomicU32,
    /// Mirrors the breaker, for a look without its lock.
    left_alone: AtomicBool,
    breaker: Mutex<Breaker>,
    options: ProviderOptions,
    born: Instant,
    methods: RwLock<HashMap<Arc<str>, Arc<Stats>>>,
    /// To be asked about.
    service: ServiceRef,
}

impl std::fmt::Debug for Provider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Provider")
            .field("address", &self.address)
            .field("available", &self.is_available())
            .finish_non_exhaustive()
    }
}

impl Provider {
    pub(crate) fn new(
        address: String,
        service: ServiceRef,
        channels: Vec<Arc<Channel>>,
        options: ProviderOptions,
    ) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Self {
            id: NEXT.fetch_add(1, Ordering::Relaxed),
            address,
            channels,
            next: AtomicUsize::new(0),
            in_flight: AtomicU32::new(0),
            left_alone: AtomicBool::new(false),
            breaker: Mutex::default(),
            options,
            born: Instant::now(),
            methods: RwLock::default(),
            service,
        }
    }

    /// Whether a call may be given to it: connected, well, and not full.
    pub(crate) fn is_available(&self) -> bool {
        !self.is_left_alone()
            && !self.is_full()
            && self.channels.iter().any(|channel| channel.is_available())
    }

    pub(crate) fn is_left_alone(&self) -> bool {
        self.left_alone.load(Ordering::Relaxed)
    }

    pub(crate) fn is_full(&self) -> bool {
        self.in_flight.load(Ordering::Relaxed) >= self.options.in_flight
    }

    /// Connects in the background.
    pub(crate) fn keep(&self) {
        for channel in &self.channels {
            channel.keep();
        }
    }

    /// Waits until it is connected.
    pub(crate) async fn ready(&self) -> Result<(), Fault> {
        match self.channels.first() {
            Some(channel) => channel.ready().await,
            None => Err(Fault::unsent(format!("{} has no connection", self.address))),
        }
    }

    /// The counters of a method.
    pub(crate) fn stats(&self, method: &Arc<str>) -> Arc<Stats> {
        let methods = self.methods.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(stats) = methods.get(method) {
            return Arc::clone(stats);
        }
        drop(methods);
        let mut methods = self.methods.write().unwrap_or_else(PoisonError::into_inner);
        if methods.len() >= METHODS_MAX {
            methods.clear();
        }
        Arc::clone(methods.entry(Arc::clone(method)).or_default())
    }

    /// Does a call that `started` just now, and remembers how it went. `patience` is the timeout of the method: an answer that did
    /// not come although the caller had less than half of it left says nothing of the provider. How long it took comes with the result.
    pub(crate) async fn call(
        self: &Arc<Self>,
        call: Invocation,
        patience: Duration,
        started: Instant,
    ) -> (Result<Reply, Fault>, Duration) {
        let _counted = match InFlight::enter(self) {
            Ok(counted) => counted,
            Err(fault) => return (Err(fault), Duration::ZERO),
        };
        let deadline = call.context.deadline();
        let result = self.channel().call(call).await;
        let ended = Instant::now();
        let elapsed = ended.saturating_duration_since(started);
        let now = ended.saturating_duration_since(self.born);
        let mut breaker = self.breaker.lock().unwrap_or_else(PoisonError::into_inner);
        match &result {
            Err(fault) if is_late(fault, deadline, ended) && elapsed < patience / 2 => {}
            Err(fault) if speaks_against(fault) => {
                if breaker.failed(&self.options.breaker, now) {
                    self.left_alone.store(true, Ordering::Relaxed);
                    let wait = breaker.wait(&self.options.breaker);
                    drop(breaker);
                    tracing::warn!(provider = self.address, %fault, "a provider is left alone until it is well again");
                    tokio::spawn(ask_until_well(Arc::downgrade(self), wait));
                }
            }
            _ => breaker.answered(&self.options.breaker, now),
        }
        (result, elapsed)
    }

    /// A connection, in turn among those that are available.
    fn channel(&self) -> &Channel {
        if let [only] = &*self.channels {
            return only;
        }
        let count = self.channels.len();
        let first = self.next.fetch_add(1, Ordering::Relaxed);
        (0..count)
            .map(|step| &self.channels[(first.wrapping_add(step)) % count])
            .find(|channel| channel.is_available())
            .unwrap_or_else(|| &self.channels[first % count])
    }

    /// Whether it answers at all: `$echo`, which every provider has.
    async fn is_well(self: &Arc<Self>) -> bool {
        let cx = Context::new().with_timeout(self.options.question);
        let asked = GenericClient::new(Arc::new(Direct(Arc::clone(self))), self.service.clone());
        match asked.echo(&cx, Value::from("well")).await {
            Ok(_) => true,
            // It says no, but it says something.
            Err(fault) => !speaks_against(&fault),
        }
    }
}

/// Calls past the breaker.
struct Direct(Arc<Provider>);

impl Invoker for Direct {
    fn invoke(&self, call: Invocation) -> InvokeFuture<'_> {
        Box::pin(async move { self.0.channel().call(call).await })
    }
}

/// Whether a call has only run out of time: no answer came, or it could not leave before.
fn is_late(fault: &Fault, deadline: Option<Instant>, ended: Instant) -> bool {
    fault.is_timeout()
        || (fault.was_not_done() && deadline.is_some_and(|deadline| ended >= deadline))
}

/// Whether a fault is the provider's or the way's, rather than the call's.
fn speaks_against(fault: &Fault) -> bool {
    fault.is_timeout()
        || fault.is_transport()
        || (fault.is_remote()
            && fault
                .status()
                .is_some_and(|status| status != Status::BAD_REQUEST))
}

/// Asks with growing waits until there is an answer, or nobody is interested any more.
async fn ask_until_well(provider: Weak<Provider>, first: Duration) {
    let mut wait = first;
    loop {
        // Between three quarters and all of it, so that a fleet does not ask in step.
        tokio::time::sleep(wait.mul_f64(0.75 + fastrand::f64() / 4.0)).await;
        let Some(provider) = provider.upgrade() else {
            return;
        };
        let well = provider.is_well().await;
        let mut breaker = provider
            .breaker
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        breaker.asked(well);
        if well {
            provider.left_alone.store(false, Ordering::Relaxed);
            tracing::info!(provider = provider.address, "a provider is well again");
            return;
        }
        wait = breaker.wait(&provider.options.breaker);
    }
}

/// A call in flight at a provider.
struct InFlight<'a>(&'a Provider);

impl<'a> InFlight<'a> {
    fn enter(provider: &'a Provider) -> Result<Self, Fault> {
        let limit = provider.options.in_flight;
        if provider.in_flight.fetch_add(1, Ordering::Relaxed) >= limit {
            provider.in_flight.fetch_sub(1, Ordering::Relaxed);
            return Err(Fault::overloaded(format!(
                "{limit} calls are in flight at {}, limit `in_flight`",
                provider.address
            )));
        }
        Ok(Self(provider))
    }
}

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        self.0.in_flight.fetch_sub(1, Ordering::Relaxed);
    }
}

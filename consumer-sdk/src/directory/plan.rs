//! The providers of a service at one moment, and how the calls of each method go to them.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use dubbo_rpc::{ServiceRef, Url};

use super::provider::Provider;
use super::stats::Stats;
use crate::balance::METHODS_MAX;
use crate::balance::weight::{DEFAULT_WARMUP_MS, DEFAULT_WEIGHT, warmed_up};
use crate::params;
use crate::route::Routers;
use crate::tuning::{Tuning, timeout};

/// A provider with what it and the consumer say of the service.
#[derive(Debug)]
pub(crate) struct Endpoint {
    pub(crate) provider: Arc<Provider>,
    /// The provider's parameters, overridden by the consumer's and by rules.
    pub(crate) url: Url,
    /// The service under this provider's path.
    pub(crate) service: ServiceRef,
    /// To be sent along (Java: `TokenFilter`).
    pub(crate) token: Option<String>,
}

/// The providers of a service as known at one moment; replaced as a whole.
#[derive(Debug)]
pub(crate) struct Snapshot {
    /// Whether the registry has answered, or the cache stands in for it.
    pub(crate) known: bool,
    pub(crate) endpoints: Arc<[Arc<Endpoint>]>,
    /// The consumer's own URL, with rules applied.
    pub(crate) consumer: Url,
    pub(crate) routers: Arc<Routers>,
    /// Whether a call has to pass the routers: there are rules, or tagged providers.
    pub(crate) routed: bool,
    /// Why a listed provider cannot be used, of the last such.
    pub(crate) left_out: Option<String>,
    /// The providers of a share of the calls, and of how many in a hundred.
    rest: Option<(Arc<Self>, u8)>,
    plans: ArcSwap<Plans>,
}

/// Plans by method.
type Plans = HashMap<Arc<str>, Arc<Plan>, foldhash::fast::RandomState>;

/// How calls of one method go to the providers of one snapshot.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) tuning: Tuning,
    pub(crate) endpoints: Arc<[Arc<Endpoint>]>,
    pub(crate) timeouts: Vec<Duration>,
    pub(crate) stats: Vec<Arc<Stats>>,
    weights: Vec<Weight>,
}

#[derive(Debug)]
struct Weight {
    weight: i32,
    timestamp_ms: i64,
    warmup_ms: i32,
}

impl Snapshot {
    pub(crate) fn new(
        known: bool,
        endpoints: Vec<Arc<Endpoint>>,
        consumer: Url,
        routers: Arc<Routers>,
    ) -> Self {
        let tagged = |endpoint: &Arc<Endpoint>| endpoint.url.param("dubbo.tag").is_some();
        let routed = !routers.is_empty() || endpoints.iter().any(tagged);
        Self {
            known,
            endpoints: endpoints.into(),
            consumer,
            routers,
            routed,
            left_out: None,
            rest: None,
            plans: ArcSwap::default(),
        }
    }

    /// The same, some being listed that cannot be used.
    pub(crate) fn with_left_out(mut self, why: Option<String>) -> Self {
        self.left_out = why;
        self
    }

    /// The same with other providers for `percent` of the calls.
    pub(crate) fn with_rest(mut self, rest: Self, percent: u8) -> Self {
        self.rest = Some((Arc::new(rest), percent));
        self
    }

    /// The providers of those calls, where there are such calls now.
    pub(crate) fn rest(&self) -> Option<&Arc<Self>> {
        self.rest.as_ref().map(|(rest, _)| rest)
    }

    /// Of how many calls in a hundred.
    pub(crate) fn rest_percent(&self) -> u8 {
        self.rest.as_ref().map_or(0, |(_, percent)| *percent)
    }

    /// The plan of a method.
    pub(crate) fn plan(&self, method: &Arc<str>) -> Arc<Plan> {
        if let Some(plan) = self.plans.load().get(method) {
            return Arc::clone(plan);
        }
        let plan = Arc::new(self.make_plan(method));
        self.plans.rcu(|known| {
            let is_full = known.len() >= METHODS_MAX;
            let mut plans = if is_full {
                Plans::default()
            } else {
                Plans::clone(known)
            };
            plans.insert(Arc::clone(method), Arc::clone(&plan));
            plans
        });
        plan
    }

    fn make_plan(&self, method: &Arc<str>) -> Plan {
        let endpoints = Arc::clone(&self.endpoints);
        let first = endpoints.first().map(|endpoint| &endpoint.url);
        Plan {
            tuning: Tuning::read(&self.consumer, first, method),
            timeouts: endpoints
                .iter()
                .map(|endpoint| timeout(&endpoint.url, method))
                .collect(),
            stats: endpoints
                .iter()
                .map(|endpoint| endpoint.provider.stats(method))
                .collect(),
            weights: endpoints
                .iter()
                .map(|endpoint| Weight::read(&endpoint.url, method))
                .collect(),
            endpoints,
        }
    }
}

impl Plan {
    /// The weight of an endpoint now, its warm-up counted in.
    pub(crate) fn weight(&self, index: usize, now_ms: i64) -> u32 {
        let Weight {
            weight,
            timestamp_ms,
            warmup_ms,
        } = self.weights[index];
        warmed_up(weight, timestamp_ms, warmup_ms, now_ms)
    }
}

impl Weight {
    fn read(url: &Url, method: &str) -> Self {
        Self {
            weight: params::read(url, method, "weight").unwrap_or(DEFAULT_WEIGHT),
            timestamp_ms: url
                .param("timestamp")
                .and_then(|text| text.parse().ok())
                .unwrap_or(0),
            warmup_ms: url
                .param("warmup")
                .and_then(|text| text.parse().ok())
                .unwrap_or(DEFAULT_WARMUP_MS),
        }
    }
}

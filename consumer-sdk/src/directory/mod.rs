//! Who provides a service, as the registry or a list says, the cache remembers, and rules change it.

mod cache;
mod plan;
mod provider;
mod stats;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use dubbo_registry::{Addresses, ProviderAddress, ServiceKey};
use dubbo_rpc::{ServiceRef, Url};
use tokio::sync::watch;

pub use cache::CACHE_BYTES_MAX;
use cache::Cache;
pub(crate) use plan::{Endpoint, Plan, Snapshot};
pub(crate) use provider::{Provider, ProviderOptions};

use crate::discovery::{Board, Rest};
use crate::params;
use crate::pool::Pool;
use crate::route::{RuleNames, Rules};
use crate::security::Security;

/// Most providers of one service that are used; the rest, in the registry's order, is left out with a warning.
pub const PROVIDERS_MAX: usize = 10_000;

/// Where a directory's providers come from and how they are held.
#[derive(Debug)]
pub(crate) struct DirectoryOptions {
    pub(crate) service: ServiceRef,
    /// The consumer's own URL: what it says of the service.
    pub(crate) consumer: Url,
    pub(crate) pool: Pool,
    /// Which providers TLS is spoken with.
    pub(crate) security: Security,
    pub(crate) provider: ProviderOptions,
    /// Connections to each provider.
    pub(crate) connections: usize,
    /// Whose connections; 0 shares them with other references.
    pub(crate) owner: u64,
    /// Whether to connect with the first call.
    pub(crate) lazy: bool,
    /// Whether a list that has become empty is ignored.
    pub(crate) empty_protection: bool,
    /// How long the registry may take before the cache stands in.
    pub(crate) registry_wait: Duration,
    /// Folder of the cache, and the registry's name in it.
    pub(crate) cache: Option<(PathBuf, String)>,
}

/// The providers of a service, kept up to date until it is dropped.
#[derive(Debug)]
pub(crate) struct Directory {
    snapshots: watch::Receiver<Arc<Snapshot>>,
    /// The last of them, without a lock that all calls share.
    latest: Arc<ArcSwap<Snapshot>>,
}

impl Directory {
    /// Follows `addresses`, those of a share of the calls where there are such, and the texts of rules on `board`. Must be called within a tokio runtime.
    pub(crate) fn follow(
        options: DirectoryOptions,
        addresses: Addresses,
        rest: Option<watch::Receiver<Rest>>,
        board: Board,
    ) -> Self {
        let rules = Rules::new(&options.consumer.host);
        let empty = Snapshot::new(
            false,
            Vec::new(),
            options.consumer.clone(),
            Arc::clone(&rules.routers),
        );
        let empty = Arc::new(empty);
        let latest = Arc::new(ArcSwap::new(Arc::clone(&empty)));
        let (sender, snapshots) = watch::channel(empty);
        let cache = options
            .cache
            .as_ref()
            .map(|(folder, registry)| Cache::new(folder, registry, &key_of(&options.service)));
        let mut follower = Follower {
            options,
            board,
            published: false,
            rules,
            cache,
            present: None,
            rest,
            providers: HashMap::new(),
            sender,
            latest: Arc::clone(&latest),
        };
        // What is known at once, a fixed list above all, is there for the first call.
        let first = addresses.borrow().clone();
        if let Some(first) = first {
            follower.take(first);
        }
        tokio::spawn(follower.run(addresses));
        Self { snapshots, latest }
    }

    /// What is known now.
    pub(crate) fn snapshot(&self) -> Arc<Snapshot> {
        self.latest.load_full()
    }

    /// Waits until the registry has answered or the cache stands in for it.
    pub(crate) async fn known(&self) -> Arc<Snapshot> {
        let mut snapshots = self.snapshots.clone();
        // An error means that the follower was stopped with the runtime; what is known then is nothing.
        match snapshots.wait_for(|snapshot| snapshot.known).await {
            Ok(snapshot) => Arc::clone(&snapshot),
            Err(_) => self.snapshot(),
        }
    }

    /// Waits until there is a provider.
    pub(crate) async fn populated(&self) -> Arc<Snapshot> {
        let mut snapshots = self.snapshots.clone();
        match snapshots
            .wait_for(|snapshot| !snapshot.endpoints.is_empty())
            .await
        {
            Ok(snapshot) => Arc::clone(&snapshot),
            Err(_) => self.snapshot(),
        }
    }
}

/// The registry's key of a service.
pub(crate) fn key_of(service: &ServiceRef) -> ServiceKey {
    ServiceKey::new(service.interface())
        .with_version(service.version())
        .with_group(service.group())
}

/// Waits until the providers of a share of the calls have changed; whether there can be any later.
async fn changed(rest: &mut Option<watch::Receiver<Rest>>) -> bool {
    match rest {
        Some(rest) => rest.changed().await.is_ok(),
        None => std::future::pending().await,
    }
}

/// Protocol, `host:port`, path, and whether in TLS.
type Place = (String, String, String, bool);

struct Follower {
    options: DirectoryOptions,
    board: Board,
    /// Whether anything was published: the first time waits for rules, so that no call goes where a rule forbids it.
    published: bool,
    rules: Rules,
    cache: Option<Cache>,
    present: Option<Vec<ProviderAddress>>,
    rest: Option<watch::Receiver<Rest>>,
    providers: HashMap<Place, Arc<Provider>>,
    sender: watch::Sender<Arc<Snapshot>>,
    latest: Arc<ArcSwap<Snapshot>>,
}

impl Follower {
    async fn run(mut self, mut addresses: Addresses) {
        addresses.mark_changed();
        let mut addresses_open = true;
        let mut registry_late = Some(tokio::time::Instant::now() + self.options.registry_wait);
        loop {
            let late = async {
                match registry_late {
                    Some(moment) if !self.published => {
                        tokio::time::sleep_until(moment).await;
                    }
                    _ => std::future::pending().await,
                }
            };
            tokio::select! {
                () = self.sender.closed() => return,
                changed = addresses.changed(), if addresses_open => {
                    if changed.is_err() {
                        // A fixed list, or the registry's task is gone; what is known stays.
                        addresses_open = false;
                        continue;
                    }
                    let list = addresses.borrow_and_update().clone();
                    if let Some(list) = list {
                        if self.present.as_ref() != Some(&list) {
                            self.take(list.clone());
                        }
                        self.keep(list).await;
                    }
                }
                () = self.board.changed() => self.publish(),
                lasts = changed(&mut self.rest) => {
                    self.rest = self.rest.take().filter(|_| lasts);
                    self.publish();
                }
                () = late => {
                    registry_late = None;
                    self.published = true;
                    if self.present.is_none() {
                        self.remember().await;
                    } else {
                        tracing::warn!(
                            service = self.options.service.interface(),
                            "the registry does not tell its rules; calls go without them until it does"
                        );
                        self.publish();
                    }
                }
            }
        }
    }

    /// Takes over a list of the registry's.
    fn take(&mut self, mut list: Vec<ProviderAddress>) {
        let service = self.options.service.interface();
        let had = self.present.as_ref().is_some_and(|list| !list.is_empty());
        if list.is_empty() && had && self.options.empty_protection {
            tracing::warn!(
                service,
                "the registry lists no provider any more; the last known ones are kept"
            );
            return;
        }
        if list.len() > PROVIDERS_MAX {
            tracing::warn!(
                service,
                providers = list.len(),
                "more than {PROVIDERS_MAX} providers; the rest is left out"
            );
            list.truncate(PROVIDERS_MAX);
        }
        self.present = Some(list);
        self.publish();
    }

    /// The registry does not answer: the cache stands in for it.
    async fn remember(&mut self) {
        let service = self.options.service.interface().to_owned();
        let kept = match self.cache.clone() {
            Some(cache) => tokio::task::spawn_blocking(move || cache.load())
                .await
                .unwrap_or_default(),
            None => None,
        };
        match kept {
            Some(list) if !list.is_empty() => {
                tracing::warn!(
                    service,
                    providers = list.len(),
                    "the registry does not answer; the providers of last time are used"
                );
                self.present = Some(list);
            }
            _ => tracing::warn!(
                service,
                "the registry does not answer and no provider is known from last time"
            ),
        }
        self.publish();
    }

    /// Writes the cache. An empty list does not replace one that could help.
    async fn keep(&self, list: Vec<ProviderAddress>) {
        if let Some(cache) = self.cache.clone()
            && !list.is_empty()
        {
            let _ = tokio::task::spawn_blocking(move || cache.store(&list)).await;
        }
    }

    /// The application of the providers, as the first of them says (Java: `TagStateRouter.notify`).
    fn provider_application(&self) -> Option<String> {
        let first = self.present.as_ref()?.first()?;
        first.parameters.get("application").cloned()
    }

    fn publish(&mut self) {
        let application = self.provider_application();
        let names = RuleNames::new(&self.options.consumer, application);
        self.board.follow(&names.all());
        let texts = self.board.texts();
        self.rules = self.rules.updated(&names, &texts);
        if !self.published && (self.present.is_none() || !self.board.is_settled()) {
            return;
        }
        self.published = true;
        let consumer = self.rules.overridden(self.options.consumer.clone());
        let mut met = HashMap::new();
        let list = self.present.clone().unwrap_or_default();
        let used = self.snapshot(&list, &consumer, &mut met);
        let rest = self
            .rest
            .as_mut()
            .map(|rest| rest.borrow_and_update().clone());
        let snapshot = match rest {
            Some(Rest { list, percent }) if percent > 0 => {
                let rest = self.snapshot(&list, &consumer, &mut met);
                used.with_rest(rest, percent)
            }
            _ => used,
        };
        // Who is not listed any more closes its connections when its last call is over.
        self.providers = met;
        let snapshot = Arc::new(snapshot);
        self.latest.store(Arc::clone(&snapshot));
        self.sender.send_replace(snapshot);
    }

    fn snapshot(
        &self,
        list: &[ProviderAddress],
        consumer: &Url,
        met: &mut HashMap<Place, Arc<Provider>>,
    ) -> Snapshot {
        let list = &list[..list.len().min(PROVIDERS_MAX)];
        let mut endpoints = Vec::with_capacity(list.len());
        let mut left_out = None;
        for address in list {
            match self.endpoint(address, consumer, met) {
                Ok(Some((place, endpoint))) => {
                    met.insert(place, Arc::clone(&endpoint.provider));
                    endpoints.push(Arc::new(endpoint));
                }
                Ok(None) => {}
                Err(why) => {
                    let service = self.options.service.interface();
                    tracing::warn!(service, why, "a provider is left out");
                    left_out = Some(why);
                }
            }
        }
        let routers = Arc::clone(&self.rules.routers);
        Snapshot::new(true, endpoints, consumer.clone(), routers).with_left_out(left_out)
    }

    /// A listed provider as it is used; `None` when rules switch it off.
    ///
    /// # Errors
    /// In words, when it cannot be used.
    fn endpoint(
        &self,
        address: &ProviderAddress,
        consumer: &Url,
        met: &HashMap<Place, Arc<Provider>>,
    ) -> Result<Option<(Place, Endpoint)>, String> {
        let url = self.rules.overridden(params::merge(address, consumer));
        if url.param("disabled") == Some("true") || url.param("enabled") == Some("false") {
            return Ok(None);
        }
        let security = self.options.security;
        let place = (
            address.protocol.clone(),
            url.address(),
            address.path.clone(),
            // What the provider itself says: no rule talks anybody out of TLS.
            security.toward(&url.address(), &address.parameters)?,
        );
        let service = self.options.service.clone().with_path(&*address.path);
        let known = met.get(&place).or_else(|| self.providers.get(&place));
        let provider = match known {
            Some(provider) => Arc::clone(provider),
            None => self.meet(&place, &service)?,
        };
        let token = address
            .parameters
            .get("token")
            .filter(|token| !token.is_empty());
        let endpoint = Endpoint {
            provider,
            service,
            token: token.cloned(),
            url,
        };
        Ok(Some((place, endpoint)))
    }

    /// A provider that was not listed before.
    fn meet(
        &self,
        (protocol, address, _, tls): &Place,
        service: &ServiceRef,
    ) -> Result<Arc<Provider>, String> {
        let channels: Result<Vec<_>, _> = (0..self.options.connections.max(1))
            .map(|number| {
                self.options
                    .pool
                    .channel(protocol, address, number, self.options.owner, *tls)
            })
            .collect();
        let channels = channels.map_err(|fault| fault.to_string())?;
        let options = self.options.provider.clone();
        let provider = Provider::new(address.clone(), service.clone(), channels, options);
        if !self.options.lazy {
            provider.keep();
        }
        Ok(Arc::new(provider))
    }
}

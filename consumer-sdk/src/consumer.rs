//! An application that calls services: its registry, its connections, and the references it makes.

use std::collections::BTreeMap;
use std::net::UdpSocket;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use dubbo_registry::{AppInfo, FixedRegistry, ProviderAddress, Registry, RegistryUrl};
use dubbo_rpc::{ClientOptions, ClientTls, ServiceRef, Url};
use tokio::time::timeout;

use crate::balance::LoadBalance;
use crate::breaker::BreakerOptions;
use crate::cluster::Cluster;
use crate::directory::{Directory, DirectoryOptions, ProviderOptions, key_of};
use crate::discovery::{self, Asking, Board, Levels, Migration};
use crate::error::Error;
use crate::pool::{Pool, ReconnectOptions};
use crate::reference::Reference;
use crate::rulebook::Rulebook;
use crate::security::{Security, TlsUse};

/// How long [`ReferenceBuilder::connect`] waits for a provider when it is to check for one.
pub const CHECK_WAIT: Duration = Duration::from_secs(10);
/// How long the registry may take before the providers of last time are used.
pub const REGISTRY_WAIT: Duration = Duration::from_secs(3);
/// Calls in flight at one provider.
pub const IN_FLIGHT: u32 = 10_240;

/// An application that calls services. Clones share its registry and connections.
#[derive(Debug, Clone)]
pub struct Consumer {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    application: String,
    source: Source,
    pool: Pool,
    cache: Option<PathBuf>,
    host: String,
    rules: Rulebook,
}

#[derive(Debug)]
enum Source {
    /// The registry, and its name for the cache.
    Registry(Registry, String),
    /// Addresses with what is said of each.
    Direct(Vec<Url>),
}

/// Makes a [`Consumer`].
#[derive(Debug, Clone)]
pub struct ConsumerBuilder {
    application: String,
    address: String,
    client: ClientOptions,
    tls: Option<ClientTls>,
    reconnect: ReconnectOptions,
    cache: Option<PathBuf>,
    host: Option<String>,
    rules: Rulebook,
}

impl Consumer {
    /// An application of this name that finds providers at `address`: a registry (`nacos://host:8848?namespace=…`), or the
    /// providers themselves, `host:port`, `dubbo://host:port?weight=…` or `tri://host:port`, separated by commas or semicolons.
    #[must_use]
    pub fn builder(application: impl Into<String>, address: impl Into<String>) -> ConsumerBuilder {
        ConsumerBuilder {
            application: application.into(),
            address: address.into(),
            client: ClientOptions::default(),
            tls: None,
            reconnect: ReconnectOptions::default(),
            cache: None,
            host: None,
            rules: Rulebook::default(),
        }
    }

    /// Begins to refer to a service.
    #[must_use]
    pub fn refer(&self, service: ServiceRef) -> ReferenceBuilder {
        ReferenceBuilder {
            consumer: self.clone(),
            service,
            parameters: BTreeMap::new(),
            connections: 0,
            lazy: false,
            check: true,
            empty_protection: true,
            breaker: BreakerOptions::default(),
            in_flight: IN_FLIGHT,
            tls: None,
        }
    }

    /// The connections to all providers.
    #[must_use]
    pub fn pool(&self) -> &Pool {
        &self.shared.pool
    }
}

impl ConsumerBuilder {
    /// How connections behave. The application's name is set by the consumer.
    #[must_use]
    pub fn client(mut self, client: ClientOptions) -> Self {
        self.client = client;
        self
    }

    /// Speaks TLS with providers, with all of them unless a reference says otherwise ([`ReferenceBuilder::tls`]). The registry is
    /// spoken to as before.
    #[must_use]
    pub fn tls(mut self, tls: ClientTls) -> Self {
        self.tls = Some(tls);
        self
    }

    /// How lost connections come back.
    #[must_use]
    pub fn reconnect(mut self, reconnect: ReconnectOptions) -> Self {
        self.reconnect = reconnect;
        self
    }

    /// Keeps the last known providers of every service in this folder, for a start while the registry is away.
    #[must_use]
    pub fn cache_folder(mut self, folder: impl AsRef<Path>) -> Self {
        self.cache = Some(folder.as_ref().to_owned());
        self
    }

    /// This machine's address as rules on the consumer's `host` see it; found out unless given.
    #[must_use]
    pub fn host(mut self, host: impl Into<String>) -> Self {
        self.host = Some(host.into());
        self
    }

    /// Rules that the program keeps itself. One stands in the place of the registry's of the same name; all others of the registry
    /// hold beside them.
    #[must_use]
    pub fn rules(mut self, rules: Rulebook) -> Self {
        self.rules = rules;
        self
    }

    /// Begins to connect to the registry, in the background. Must be called within a tokio runtime.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) when the address is none.
    pub fn build(self) -> Result<Consumer, Error> {
        if self.application.trim().is_empty() {
            return Err(Error::configuration("the application's name is empty"));
        }
        let (source, peer) = if self.address.trim_start().starts_with("nacos://") {
            let url: RegistryUrl = self.address.parse()?;
            let peer = url.servers().first().cloned();
            let registry = Registry::connect(&url, AppInfo::new(&*self.application));
            (Source::Registry(registry, url.to_string()), peer)
        } else {
            let urls = direct(&self.address)?;
            let peer = urls.first().map(Url::address);
            (Source::Direct(urls), peer)
        };
        let mut client = self.client;
        client.application = Some(self.application.clone());
        client.tls = self.tls.or(client.tls);
        let host = self
            .host
            .or_else(|| peer.and_then(|peer| local_host(&peer)))
            .unwrap_or_else(|| "127.0.0.1".to_owned());
        Ok(Consumer {
            shared: Arc::new(Shared {
                application: self.application,
                source,
                pool: Pool::new(client, self.reconnect),
                cache: self.cache,
                host,
                rules: self.rules,
            }),
        })
    }
}

/// Addresses of providers.
fn direct(text: &str) -> Result<Vec<Url>, Error> {
    let urls: Vec<Url> = text
        .split([',', ';'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| {
            let whole = if part.contains("://") {
                part.to_owned()
            } else {
                format!("dubbo://{part}")
            };
            let url: Url = whole.parse().map_err(Error::configuration)?;
            if !Pool::speaks(&url.protocol) {
                return Err(Error::configuration(format!(
                    "`{part}`: `{}` is neither a registry nor a protocol that is spoken here; give nacos://host:8848, dubbo://host:port or tri://host:port",
                    url.protocol
                )));
            }
            if url.port == 0 {
                return Err(Error::configuration(format!("`{part}` has no port; give host:port")));
            }
            Ok(url)
        })
        .collect::<Result<_, _>>()?;
    if urls.is_empty() {
        return Err(Error::configuration(
            "the address is empty; give nacos://host:8848 or host:port",
        ));
    }
    Ok(urls)
}

/// The address of this machine that `peer` would see; nothing is sent.
fn local_host(peer: &str) -> Option<String> {
    let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
    socket.connect(peer).ok()?;
    Some(socket.local_addr().ok()?.ip().to_string())
}

/// Makes a [`Reference`]: what `<dubbo:reference>` says in Java. What is not said is what the provider publishes, else
/// Java's default.
#[derive(Debug, Clone)]
pub struct ReferenceBuilder {
    consumer: Consumer,
    service: ServiceRef,
    parameters: BTreeMap<String, String>,
    connections: usize,
    lazy: bool,
    check: bool,
    empty_protection: bool,
    breaker: BreakerOptions,
    in_flight: u32,
    tls: Option<TlsUse>,
}

impl ReferenceBuilder {
    /// Time for each attempt.
    #[must_use]
    pub fn timeout(self, timeout: Duration) -> Self {
        let ms = timeout.as_millis().max(1);
        self.parameter("timeout", ms)
    }

    /// Attempts beside the first.
    #[must_use]
    pub fn retries(self, retries: u32) -> Self {
        self.parameter("retries", retries)
    }

    /// Whether doing a call twice is as good as once. Otherwise a call is only sent again when it was certainly not done.
    #[must_use]
    pub fn idempotent(self, idempotent: bool) -> Self {
        self.parameter("idempotent", idempotent)
    }

    /// What is done when a provider fails.
    #[must_use]
    pub fn cluster(self, cluster: Cluster) -> Self {
        self.parameter("cluster", cluster)
    }

    /// How the provider is chosen.
    #[must_use]
    pub fn load_balance(self, balance: LoadBalance) -> Self {
        self.parameter("loadbalance", balance)
    }

    /// Whether to stay with one provider while it is available.
    #[must_use]
    pub fn sticky(self, sticky: bool) -> Self {
        self.parameter("sticky", sticky)
    }

    /// The answer made up in Java's words, such as `fail:return null`.
    #[must_use]
    pub fn mock(self, mock: &str) -> Self {
        self.parameter("mock", mock)
    }

    /// The routing tag of all calls; the attachment `dubbo.tag` of one call goes before it.
    #[must_use]
    pub fn tag(self, tag: &str) -> Self {
        self.parameter("dubbo.tag", tag)
    }

    /// The providers' applications, so that the interface's mapping in the registry is not asked for them (Java: `provided-by`).
    #[must_use]
    pub fn provided_by(self, applications: &[&str]) -> Self {
        self.parameter("provided-by", applications.join(","))
    }

    /// Any URL parameter of Java's, `loadbalance` or `sayHello.timeout` for one method.
    #[must_use]
    pub fn parameter(mut self, key: impl Into<String>, value: impl ToString) -> Self {
        self.parameters.insert(key.into(), value.to_string());
        self
    }

    /// Connections of its own to each provider; 0 shares one with other references (Java: `connections`).
    #[must_use]
    pub fn connections(mut self, connections: usize) -> Self {
        self.connections = connections;
        self
    }

    /// Whether to connect with the first call only (Java: `lazy`).
    #[must_use]
    pub fn lazy(mut self, lazy: bool) -> Self {
        self.lazy = lazy;
        self
    }

    /// Whether [`ReferenceBuilder::connect`] fails when there is no provider (Java: `check`).
    #[must_use]
    pub fn check(mut self, check: bool) -> Self {
        self.check = check;
        self
    }

    /// Whether a list that has become empty is ignored, as the sign of an ill registry rather than of no provider.
    #[must_use]
    pub fn empty_protection(mut self, protect: bool) -> Self {
        self.empty_protection = protect;
        self
    }

    /// When a provider is left alone.
    #[must_use]
    pub fn breaker(mut self, breaker: BreakerOptions) -> Self {
        self.breaker = breaker;
        self
    }

    /// Calls in flight at one provider; further ones go to others, and fail when all are full (Java: `actives`, which waits).
    #[must_use]
    pub fn in_flight(mut self, calls: u32) -> Self {
        self.in_flight = calls;
        self
    }

    /// Which providers TLS is spoken with (Java: `ssl-enabled`); all of them where the consumer has TLS.
    #[must_use]
    pub fn tls(mut self, tls: TlsUse) -> Self {
        self.tls = Some(tls);
        self
    }

    /// Begins to follow the service and, unless told otherwise, waits until a provider is connected.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) when no service can have this name;
    /// [`ErrorKind::Transport`](crate::ErrorKind::Transport) when there is no provider within [`CHECK_WAIT`].
    pub async fn connect(self) -> Result<Reference, Error> {
        let check = self.check && !self.lazy;
        let reference = self.start()?;
        if check && timeout(CHECK_WAIT, reference.ready()).await.is_err() {
            let known = reference.providers();
            let service = reference.service().interface();
            let reason = if known.is_empty() {
                let left_out = reference.left_out();
                left_out.unwrap_or_else(|| "none is registered".to_owned())
            } else {
                let addresses: Vec<_> = known.into_iter().map(|known| known.address).collect();
                format!("none of {} can be reached", addresses.join(", "))
            };
            return Err(dubbo_rpc::Fault::unsent(format!(
                "no provider of {service} within {CHECK_WAIT:?}: {reason}; `check(false)` starts without one"
            ))
            .into());
        }
        Ok(reference)
    }

    /// Begins to follow the service without waiting for anything. Must be called within a tokio runtime.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) when no service can have this name, or TLS is asked for that the
    /// consumer does not have.
    pub fn start(self) -> Result<Reference, Error> {
        static OWNERS: AtomicU64 = AtomicU64::new(1);
        let shared = &self.consumer.shared;
        let security = Security::new(shared.pool.has_tls(), self.tls, &self.parameters)?;
        let key = key_of(&self.service);
        let mut consumer = Url::new("consumer", &shared.host, 0, self.service.interface());
        consumer.params = self.parameters.clone();
        for (name, value) in [
            ("side", "consumer"),
            ("category", "consumers"),
            ("application", &shared.application),
            ("interface", self.service.interface()),
            ("version", self.service.version()),
            ("group", self.service.group()),
        ] {
            if !value.is_empty() {
                consumer.params.insert(name.to_owned(), value.to_owned());
            }
        }
        let (addresses, rest, board, registry) = match &shared.source {
            Source::Registry(registry, name) => {
                let levels = Levels {
                    key,
                    application: shared.application.clone(),
                    provided_by: discovery::provided_by(&consumer),
                    own: Migration::of_url(&consumer).map_err(Error::configuration)?,
                    protocol: consumer.param("protocol").map(str::to_owned),
                };
                let asking = Asking {
                    pool: shared.pool.clone(),
                    security,
                };
                let (addresses, rest) = discovery::follow(registry, levels, asking)?;
                let board = Board::new(Some(registry.clone()), shared.rules.follow());
                (addresses, Some(rest), board, Some(name.clone()))
            }
            Source::Direct(urls) => {
                let providers = urls
                    .iter()
                    .map(|url| {
                        let mut provider =
                            ProviderAddress::dubbo(key.clone(), &*url.host, url.port);
                        provider.protocol.clone_from(&url.protocol);
                        if !url.path.is_empty() {
                            provider.path.clone_from(&url.path);
                        }
                        provider.parameters.clone_from(&url.params);
                        provider
                    })
                    .collect();
                let fixed = Registry::Fixed(FixedRegistry::new(providers));
                (
                    fixed.subscribe(key)?,
                    None,
                    Board::new(None, shared.rules.follow()),
                    None,
                )
            }
        };
        let options = DirectoryOptions {
            consumer,
            pool: shared.pool.clone(),
            security,
            provider: ProviderOptions {
                breaker: self.breaker,
                in_flight: self.in_flight.max(1),
                question: Duration::from_secs(1),
            },
            connections: self.connections,
            owner: match self.connections {
                0 => 0,
                _ => OWNERS.fetch_add(1, Ordering::Relaxed),
            },
            lazy: self.lazy,
            empty_protection: self.empty_protection,
            registry_wait: REGISTRY_WAIT,
            cache: registry.and_then(|name| Some((shared.cache.clone()?, name))),
            service: self.service.clone(),
        };
        let directory = Directory::follow(options, addresses, rest, board);
        Ok(Reference::new(self.service, directory))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    #[tokio::test]
    async fn addresses_are_read_and_refused_with_a_way_out() {
        let urls = direct("10.0.0.1:1; dubbo://h:2/p?weight=7,").unwrap();
        let found: Vec<_> = urls.iter().map(Url::address).collect();
        assert_eq!(found, ["10.0.0.1:1", "h:2"]);
        assert_eq!(urls[1].param("weight"), Some("7"));
        for (application, address, says) in [
            ("a", "", "empty"),
            ("a", "h", "no port"),
            ("a", "zookeeper://h:2181", "`zookeeper`"),
            ("a", "nacos://", "names no server"),
            (" ", "h:1", "application"),
        ] {
            let error = Consumer::builder(application, address).build().unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Configuration);
            assert!(error.to_string().contains(says), "{address}: {error}");
        }
    }
}

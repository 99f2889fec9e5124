//! The provider's side: a port, the services behind it, and the way down.

mod call;
mod detect;
mod familiar;
#[cfg(fuzzing)]
mod fuzzing;
mod listener;
mod newcomer;
mod record;
mod session;
mod state;
mod stats;
mod tls;
mod triple;

use std::fmt;
use std::io;
use std::net::{SocketAddr, ToSocketAddrs};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use socket2::{Domain, Socket, Type};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio_util::task::TaskTracker;

#[cfg(fuzzing)]
pub use fuzzing::Provider;
pub use stats::{EndedCall, Ending, Observer, Stats};
pub use tls::{Tls, TlsOptions};
pub use triple::{DescriptorError, Document};

use crate::dispatch::{ExportError, ExportOptions, Exported, Governance, Registry, Service};
use crate::limits::Limits;
use crate::triple::ExceptionStyle;
use state::{Phase, Security, State};
use triple::{HealthService, HttpOptions, ReflectionService};

/// Connections the kernel keeps waiting for accept.
const BACKLOG: i32 = 1024;

/// Makes servers.
///
/// ```no_run
/// # async fn run(greeter: impl dubbo_rpc::Service) -> Result<(), dubbo_rpc::ServeError> {
/// use dubbo_rpc::{ExportOptions, Server};
///
/// let server = Server::builder()
///     .bind("0.0.0.0:20880")
///     .service(greeter, ExportOptions::default())
///     .start()
///     .await?;
/// println!("serving at {}", server.local_addr());
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Server;

impl Server {
    /// A server that is to be given its address and services.
    #[must_use]
    pub fn builder() -> ServerBuilder {
        ServerBuilder {
            address: "0.0.0.0:20880".to_owned(),
            limits: Limits::default(),
            observer: None,
            services: Vec::new(),
            messages: Vec::new(),
            http: HttpOptions::default(),
            security: Security::default(),
            descriptors: Vec::new(),
        }
    }
}

/// A server before it starts.
pub struct ServerBuilder {
    address: String,
    limits: Limits,
    observer: Option<Arc<dyn Observer>>,
    services: Vec<(Arc<dyn Service>, ExportOptions)>,
    messages: Vec<(Arc<dyn Service>, ExportOptions)>,
    http: HttpOptions,
    security: Security,
    descriptors: Vec<Bytes>,
}

impl fmt::Debug for ServerBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServerBuilder")
            .field("address", &self.address)
            .field("services", &self.services.len())
            .finish_non_exhaustive()
    }
}

/// Why a server did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {source}; choose a free port or stop who uses it")]
    Bind {
        /// The address as given.
        address: String,
        /// The system's reason.
        source: io::Error,
    },
    /// Two services have one name.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// What was given for reflection is no set of files.
    #[error(transparent)]
    Descriptors(#[from] DescriptorError),
}

impl ServerBuilder {
    /// Address to listen on, `host:port`; port 0 for any free one. Default `0.0.0.0:20880`.
    #[must_use]
    pub fn bind(mut self, address: impl Into<String>) -> Self {
        self.address = address.into();
        self
    }

    /// Bounds other than the defaults.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Who is told about every call.
    #[must_use]
    pub fn observer(mut self, observer: Arc<dyn Observer>) -> Self {
        self.observer = Some(observer);
        self
    }

    /// Exports a service.
    #[must_use]
    pub fn service(self, service: impl Service, options: ExportOptions) -> Self {
        self.shared_service(Arc::new(service), options)
    }

    /// Exports a service that is known only when the program runs, or under several names.
    #[must_use]
    pub fn shared_service(mut self, service: Arc<dyn Service>, options: ExportOptions) -> Self {
        self.services.push((service, options));
        self
    }

    /// Exports a service whose arguments and results are protobuf messages, for callers of Triple and gRPC that have
    /// its `.proto`. Its schema's interface is the service's full name in the `.proto`, and each of its methods reads
    /// its argument with [`Args::message`](crate::Args::message) and answers [`Outcome::message`](crate::Outcome::message).
    #[must_use]
    pub fn message_service(mut self, service: Arc<dyn Service>, options: ExportOptions) -> Self {
        self.messages.push((service, options));
        self
    }

    /// How exceptions reach Triple callers. Default [`ExceptionStyle::Status`].
    #[must_use]
    pub fn exceptions(mut self, style: ExceptionStyle) -> Self {
        self.http.exceptions = style;
        self
    }

    /// Speaks TLS as well, to callers whose first byte asks for it, whatever protocol is inside; with `plain`, callers
    /// without it are still served.
    #[must_use]
    pub fn tls(mut self, tls: Tls, plain: bool) -> Self {
        self.security = Security {
            tls: Some(tls),
            plain,
        };
        self
    }

    /// Lets callers without the `.proto` ask for it (gRPC server reflection, which `grpcurl` uses): `descriptors` is a
    /// `FileDescriptorSet` with all imports, as `protoc --include_imports --descriptor_set_out` writes it. May be called several times.
    #[must_use]
    pub fn reflection(mut self, descriptors: impl Into<Bytes>) -> Self {
        self.descriptors.push(descriptors.into());
        self
    }

    /// Serves a fixed text to `GET` requests.
    #[must_use]
    pub fn document(mut self, document: Document) -> Self {
        self.http.documents.push(document);
        self
    }

    /// Listens and serves, on the current tokio runtime. `grpc.health.v1.Health` is served as well: for the server,
    /// and for each service by its name.
    ///
    /// # Errors
    /// When the address cannot be listened on, two services share a name, or what was given for reflection is no set of files.
    pub async fn start(self) -> Result<ServerHandle, ServeError> {
        let mut registry = Registry::default();
        for (service, options) in self.services {
            registry.export(service, options)?;
        }
        let mut messages = Registry::default();
        for (service, options) in self.messages {
            messages.export(service, options)?;
        }
        let phase = watch::Sender::new(Phase::Serving);
        let health = HealthService::new(
            [&registry, &messages]
                .into_iter()
                .flat_map(Registry::exported)
                .map(|service| service.schema.interface.to_owned())
                .collect(),
            phase.subscribe(),
        );
        messages.export(Arc::new(health), ExportOptions::default())?;
        if !self.descriptors.is_empty() {
            let files = Arc::new(triple::Files::with_own(&self.descriptors)?);
            let own: Arc<[&'static str]> = messages
                .exported()
                .iter()
                .map(|service| service.schema.interface)
                .filter(|name| name.starts_with("grpc."))
                .chain(triple::REFLECTION)
                .collect();
            for name in triple::REFLECTION {
                let service = ReflectionService {
                    name,
                    files: Arc::clone(&files),
                    own: Arc::clone(&own),
                };
                messages.export(Arc::new(service), ExportOptions::default())?;
            }
        }
        let bind = |source| ServeError::Bind {
            address: self.address.clone(),
            source,
        };
        let listener = listen(&self.address).map_err(bind)?;
        let local_addr = listener.local_addr().map_err(bind)?;
        let mut limits = self.limits;
        // The frame's bound holds for what is in it.
        limits.hessian.bytes = usize::try_from(limits.payload_bytes).unwrap_or(usize::MAX);
        let state = Arc::new(State::new(
            limits,
            registry,
            messages,
            self.http,
            self.security,
            self.observer,
            phase,
        ));
        let tasks = TaskTracker::new();
        tasks.spawn(listener::accept(
            listener,
            Arc::clone(&state),
            tasks.clone(),
        ));
        Ok(ServerHandle {
            local_addr,
            state,
            tasks,
        })
    }
}

fn listen(address: &str) -> io::Result<TcpListener> {
    let mut last = io::Error::new(io::ErrorKind::InvalidInput, "it names no address");
    for address in address.to_socket_addrs()? {
        match listen_at(address) {
            Ok(listener) => return Ok(listener),
            Err(error) => last = error,
        }
    }
    Err(last)
}

fn listen_at(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, None)?;
    // A restart must not wait for the old connections' last states to expire.
    socket.set_reuse_address(true)?;
    socket.set_nonblocking(true)?;
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    TcpListener::from_std(socket.into())
}

/// A running server. Dropping it closes every connection at once; see [`ServerHandle::shutdown`].
pub struct ServerHandle {
    local_addr: SocketAddr,
    state: Arc<State>,
    tasks: TaskTracker,
}

/// How a shutdown went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drained {
    /// Calls that were still running when time was up; their callers got no reply.
    pub calls_cut: usize,
    /// Connections that had to be closed while something was going on.
    pub connections_cut: usize,
}

impl fmt::Debug for ServerHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServerHandle")
            .field("local_addr", &self.local_addr)
            .field("stats", &self.stats())
            .finish_non_exhaustive()
    }
}

impl ServerHandle {
    /// Where it listens.
    #[must_use]
    pub fn local_addr(&self) -> SocketAddr {
        self.local_addr
    }

    /// The services it exports, for registries.
    #[must_use]
    pub fn services(&self) -> Vec<Exported> {
        self.state.registry.exported()
    }

    /// The protocols its port speaks, by the names of Dubbo's URLs, the first one first choice.
    #[must_use]
    pub fn protocols(&self) -> &'static [&'static str] {
        &["dubbo", "tri"]
    }

    /// Puts other rules in force for a service, for calls that begin from now on; `false` when it is not exported.
    pub fn govern(&self, path: &str, version: &str, group: &str, governance: Governance) -> bool {
        let registry = &self.state.registry;
        let export = registry
            .find(path, version, group)
            .and_then(|index| registry.get(index));
        if let Some(export) = export {
            export.govern(governance);
        }
        export.is_some()
    }

    /// Counters since the start.
    #[must_use]
    pub fn stats(&self) -> Stats {
        self.state.counters.snapshot()
    }

    /// Asks every caller, also those still to connect, to send its calls elsewhere (Dubbo's
    /// read-only event). Calls that come nevertheless are served.
    pub fn begin_read_only(&self) {
        self.state.enter(Phase::ReadOnly);
    }

    /// Stops: read-only event, no new connections, each connection closed once its calls are
    /// answered and no more come. What is not done after `patience` is cut off.
    pub async fn shutdown(&self, patience: Duration) -> Drained {
        // Every session that has not sent the read-only event does so first.
        self.state.enter(Phase::Draining);
        self.tasks.close();
        if tokio::time::timeout(patience, self.tasks.wait())
            .await
            .is_ok()
        {
            return Drained {
                calls_cut: 0,
                connections_cut: 0,
            };
        }
        let cut = Drained {
            calls_cut: self.stats().in_flight,
            connections_cut: self.stats().connections,
        };
        self.state.enter(Phase::Closed);
        // Queued replies still leave; a peer that does not read is not waited for.
        let _ = tokio::time::timeout(Duration::from_secs(2), self.tasks.wait()).await;
        cut
    }
}

impl Drop for ServerHandle {
    fn drop(&mut self) {
        self.state.enter(Phase::Closed);
    }
}

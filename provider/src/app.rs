//! The parts of a running provider, put together and taken down in order.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use dubbo_registry::{Registration, RegistrationState};
use dubbo_rpc::{Document, ExportOptions, Limits, Server, ServerHandle, Stats, Tls};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use stock::ids::Tenant;
use stock_sql::Store;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::admin::{self, Health, HealthSource, PartHealth};
use crate::cache::Cache;
use crate::config::{Config, Log, LogFormat};
use crate::datadir::DataDir;
use crate::doors::StockCenter;
use crate::events::{Intake, Relay};
use crate::hot::HotDoor;
use crate::lane::{LaneOptions, Lanes, Movements};
use crate::observe::{CallMetrics, RESPONSE_TIME_BUCKETS};
use crate::operation::metadata::Announced;
use crate::operation::{Operation, qos::Qos, tls};
use crate::reconcile::{self, ReconcileOptions, Reconciler};
use crate::sweeper::{self, SweeperOptions};
use crate::vitals::{self, Vitals};
use crate::{exports, keeper, sample, store};

/// How often sites, coverage and channels are read again.
const NETWORK_REFRESH: Duration = Duration::from_secs(2);
/// Longest wait for the registry to confirm that we are gone.
const DEREGISTER_WAIT: Duration = Duration::from_secs(3);
/// Longest wait for events that are on their way to be confirmed.
const RELAY_WAIT: Duration = Duration::from_secs(5);
/// How long consumers get to hear from the registry that we are going, before the port closes to them.
const DEREGISTER_SETTLE: Duration = Duration::from_millis(600);

/// A provider that serves.
#[derive(Debug)]
pub struct Running {
    server: Arc<ServerHandle>,
    admin: SocketAddr,
    registration: Option<Registration>,
    lanes: Lanes,
    store: Store,
    draining: Arc<AtomicBool>,
    stop: CancellationToken,
    relay: Option<JoinHandle<()>>,
    shutdown_wait: Duration,
    _data: Option<DataDir>,
}

/// Starts to log.
///
/// # Errors
/// When the filter cannot be read.
pub fn start_log(log: &Log) -> Result<(), String> {
    use std::io::IsTerminal as _;
    use tracing_subscriber::EnvFilter;
    // The Nacos client library logs every push, tokens of services included; what matters is logged by the registry.
    // A filter that names the library has it otherwise.
    let filter = EnvFilter::try_new(format!("nacos_sdk=off,{}", log.filter)).map_err(|error| {
        format!("setting log.filter: `{}` cannot be read: {error}; use for example info or info,stock_provider=debug", log.filter)
    })?;
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    match log.format {
        // Colours are for people; in a file they would stand between the reader and the text.
        LogFormat::Text => builder
            .with_target(false)
            .with_ansi(std::io::stderr().is_terminal())
            .init(),
        LogFormat::Json => builder.json().init(),
    }
    Ok(())
}

/// Starts every part and returns once calls are served.
///
/// # Errors
/// What is wrong and what to do about it, in words.
pub async fn start(config: &Config) -> Result<Running, String> {
    let data = if config.is_embedded_default() {
        Some(DataDir::claim(&config.data.dir).map_err(|error| error.to_string())?)
    } else {
        None
    };
    let metrics = recorder()?;
    let store = store::open(config).await?;
    store
        .migrate()
        .await
        .map_err(|error| format!("the database's schema cannot be brought up to date: {error}"))?;
    store
        .refresh_network()
        .await
        .map_err(|error| format!("the catalogue cannot be read: {error}"))?;

    let options = config.cache().map_err(|error| error.to_string())?;
    let cache = options.map(|options| Cache::new(store.clone(), options));
    let movements = cache.clone();
    let movements = movements.map(|cache| Arc::new(cache) as Arc<dyn Movements>);
    let lanes = Lanes::start_watched(&store, lane_options(config, &store), movements);
    sample::load_if_wanted(config, &store, &lanes).await?;

    let reconciler = reconciler(config, &store, &lanes)?.with_cache(cache.clone());
    let token = config.operator_token().map_err(|error| error.to_string())?;
    let center = StockCenter::new(store.clone(), lanes.clone())
        .with_operator_token(token)
        .with_reconciler(reconciler.clone())
        .with_cache(cache.clone())
        .with_hot(HotDoor::new(store.clone(), cache.clone(), config.hot()))
        .with_events(config.events());
    let center = Arc::new(center);
    let announced = Announced::default();
    let stop = CancellationToken::new();
    let tls = tls::start(&config.protocol, &stop).await?;
    let server = Arc::new(serve(config, &center, &announced, tls).await?);
    tokio::spawn(sweeper::run(
        store.clone(),
        lanes.clone(),
        SweeperOptions {
            interval: Duration::from_millis(config.sweeper.interval_ms.max(10)),
            batch: config.sweeper.batch,
            lots_interval: Duration::from_millis(config.sweeper.lots_interval_ms.max(10)),
        },
        Arc::clone(center.sweep()),
        stop.clone(),
    ));
    tokio::spawn(keep_network_fresh(store.clone(), stop.clone()));
    if let Some(cache) = &cache {
        cache.start(&stop);
    }
    tokio::spawn(keeper::run(store.clone(), config.keeper(), stop.clone()));
    tokio::spawn(reconcile::run_schedule(reconciler.clone(), stop.clone()));
    tokio::spawn(reconciler.serve(stop.clone()));

    let relay = config.events().map(|options| {
        let node = lane_options(config, &store).node;
        let relay = Relay::new(store.clone(), node, options, stop.clone());
        center.vitals().watch_events(relay.status());
        tokio::spawn(relay.run())
    });

    if let Some(options) = config.events().filter(|_| config.events.intake) {
        tokio::spawn(Intake::new(Arc::clone(&center), options, stop.clone()).run());
    }
    let operation = Operation::start(config, &server, &announced, &stop)?;
    if let Some(operation) = &operation {
        center
            .vitals()
            .watch_registration(operation.handle().state());
    }
    let draining = Arc::new(AtomicBool::new(false));
    let from = config.admin.qos_from().map_err(|error| error.to_string())?;
    let qos = Qos::new(operation.as_ref(), from);
    let watch = PartsWatch {
        vitals: Arc::clone(center.vitals()),
        store: store.clone(),
        lanes: lanes.clone(),
        cache,
        server: Arc::clone(&server),
        draining: Arc::clone(&draining),
        registry_required: config.registry.required,
    };
    let address = (config.admin.host.as_str(), config.admin.port);
    let admin = admin::serve(address, watch, qos, metrics, stop.clone())
        .await
        .map_err(|error| {
            format!(
                "the admin port {}:{} cannot be opened: {error}; stop who uses it, or set admin.port (0 takes a free one)",
                config.admin.host, config.admin.port
            )
        })?;
    Ok(Running {
        server,
        admin,
        registration: operation.map(Operation::into_registration),
        lanes,
        store,
        draining,
        stop,
        relay,
        shutdown_wait: Duration::from_millis(config.provider.shutdown_wait_ms),
        _data: data,
    })
}

impl Running {
    /// Where Dubbo calls are served.
    #[must_use]
    pub fn dubbo_address(&self) -> SocketAddr {
        self.server.local_addr()
    }

    /// Where health and metrics are served.
    #[must_use]
    pub const fn admin_address(&self) -> SocketAddr {
        self.admin
    }

    /// Counters of the Dubbo port.
    #[must_use]
    pub fn stats(&self) -> Stats {
        self.server.stats()
    }

    /// Goes down in Dubbo's order: not ready any more, taken back from the registry, read-only event to every consumer, running
    /// calls finished, lanes emptied, database closed.
    pub async fn shutdown(self) {
        self.draining.store(true, Ordering::Relaxed);
        if let Some(registration) = self.registration {
            match tokio::time::timeout(DEREGISTER_WAIT, registration.deregister()).await {
                Ok(Ok(())) => tokio::time::sleep(DEREGISTER_SETTLE).await,
                Ok(Err(error)) => {
                    tracing::warn!(%error, "the registry did not confirm that we are gone")
                }
                Err(_) => tracing::warn!("the registry did not confirm in time that we are gone"),
            }
        }
        let drained = self.server.shutdown(self.shutdown_wait).await;
        if drained.calls_cut > 0 {
            tracing::warn!(
                calls = drained.calls_cut,
                "calls were still running when the wait for them ended"
            );
        }
        self.lanes.shutdown(self.shutdown_wait).await;
        self.stop.cancel();
        if let Some(relay) = self.relay
            && tokio::time::timeout(RELAY_WAIT, relay).await.is_err()
        {
            tracing::warn!("events were still on their way at the end; they are sent again");
        }
        self.store.close().await;
    }
}

fn lane_options(config: &Config, store: &Store) -> LaneOptions {
    let count = match (config.lane.count, store.engine_name()) {
        (0, "sqlite") => 1,
        (0, _) => 2,
        (count, _) => count,
    };
    // Two processes that happen to share a node number still never share an identifier: the rows' primary keys see to it.
    let nanos = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.subsec_nanos());
    let node = i64::from(std::process::id() ^ nanos.rotate_left(7));
    LaneOptions {
        count,
        transactions: config.lane.transactions,
        batch_max: config.lane.batch_max,
        queue_max: config.lane.queue_max,
        node,
    }
}

/// Reconciliation with the settings of this provider.
///
/// # Errors
/// What is wrong with the settings.
pub(crate) fn reconciler(
    config: &Config,
    store: &Store,
    lanes: &Lanes,
) -> Result<Reconciler, String> {
    let settings = &config.reconcile;
    let tenants = settings.tenants.split(',').map(str::trim);
    let options = ReconcileOptions {
        schedule: settings.schedule,
        tenants: tenants
            .filter(|name| !name.is_empty())
            .map(Tenant::from)
            .collect(),
        share_percent: settings.share_percent,
        settle_seconds: settings.settle_seconds,
        abc_default: settings.default_class()?,
        close_requires: settings.required()?,
    };
    let node = lane_options(config, store).node;
    Ok(Reconciler::new(store.clone(), lanes.clone(), options, node))
}

fn recorder() -> Result<PrometheusHandle, String> {
    PrometheusBuilder::new()
        .set_buckets_for_metric(
            Matcher::Suffix("_seconds".to_owned()),
            RESPONSE_TIME_BUCKETS,
        )
        .and_then(PrometheusBuilder::install_recorder)
        .map_err(|error| format!("metrics cannot be recorded: {error}"))
}

/// Where the OpenAPI document of the JSON calls is served.
const OPENAPI_PATH: &str = "/openapi.json";

async fn serve(
    config: &Config,
    center: &Arc<StockCenter>,
    announced: &Announced,
    tls: Option<Tls>,
) -> Result<ServerHandle, String> {
    let protocol = &config.protocol;
    let limits = Limits {
        payload_bytes: u32::try_from(protocol.payload_bytes).unwrap_or(u32::MAX),
        connections: protocol.connections_max,
        in_flight_per_connection: protocol.in_flight_per_connection_max,
        in_flight: protocol.in_flight_max,
        streams_per_connection: u32::try_from(protocol.in_flight_per_connection_max)
            .unwrap_or(u32::MAX),
        text_zone: protocol.zone().map_err(|error| error.to_string())?,
        ..Limits::default()
    };
    let options = ExportOptions {
        version: config.provider.version.clone(),
        group: config.provider.group.clone(),
        ..ExportOptions::default()
    };
    let builder = Server::builder()
        .bind(format!("{}:{}", protocol.host, protocol.port))
        .limits(limits)
        .exceptions(
            protocol
                .exception_style()
                .map_err(|error| error.to_string())?,
        )
        .document(Document {
            path: OPENAPI_PATH.to_owned(),
            content_type: "application/json",
            body: dubbo_api::generate::open_api().to_string().into(),
        })
        .observer(Arc::new(CallMetrics::new(config.application.name.clone())));
    let builder = match tls {
        Some(tls) => builder.tls(tls, !protocol.tls_only),
        None => builder,
    };
    let (metadata, metadata_options) = announced.server(&config.application.name).export();
    let builder = exports::add(builder, center, &options)
        .map_err(|error| error.to_string())?
        .service(metadata, metadata_options);
    builder.start().await.map_err(|error| {
        format!(
            "the Dubbo port cannot be opened: {error}; or set protocol.port (0 takes a free one)"
        )
    })
}

async fn keep_network_fresh(store: Store, stop: CancellationToken) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(NETWORK_REFRESH) => {}
        }
        if let Err(error) = store.refresh_network().await {
            tracing::debug!(%error, "sites and coverage could not be read again");
        }
    }
}

/// What the admin port asks.
struct PartsWatch {
    vitals: Arc<Vitals>,
    store: Store,
    lanes: Lanes,
    cache: Option<Cache>,
    server: Arc<ServerHandle>,
    draining: Arc<AtomicBool>,
    registry_required: bool,
}

impl HealthSource for PartsWatch {
    async fn health(&self) -> Health {
        let database = vitals::pulse(&self.store).await;
        let stats = self.server.stats();
        let calls = format!(
            "{} connections, {} calls running, {} commands waiting for a lane",
            stats.connections,
            stats.in_flight,
            self.lanes.waiting()
        );
        let draining = self.draining.load(Ordering::Relaxed);
        let mut parts = vec![
            PartHealth {
                name: "database",
                ok: database.now.is_some(),
                required: true,
                detail: database.detail,
            },
            PartHealth {
                name: "dubbo",
                ok: !draining,
                required: true,
                detail: calls,
            },
        ];
        if let Some(state) = self.vitals.registration() {
            parts.push(PartHealth {
                name: "registry",
                ok: state == RegistrationState::Registered,
                // An outage later is no reason to send callers away who know the address.
                required: self.registry_required && !self.vitals.was_registered(),
                detail: format!("{state:?}"),
            });
        }
        if let Some(cache) = &self.cache {
            let health = cache.health();
            parts.push(PartHealth {
                name: "cache",
                ok: health.link.up,
                required: false,
                detail: health.detail(),
            });
        }
        parts.push(match self.vitals.events() {
            Some(status) => PartHealth {
                name: "messages",
                ok: status.state.is_well(),
                required: false,
                detail: status.in_words(),
            },
            None => PartHealth {
                name: "messages",
                ok: true,
                required: false,
                detail: crate::events::NO_BROKER.to_owned(),
            },
        });
        metrics::gauge!("stock_lane_waiting").set(f64::from(
            i32::try_from(self.lanes.waiting()).unwrap_or(i32::MAX),
        ));
        Health {
            ready: parts.iter().all(|part| part.ok || !part.required),
            version: env!("CARGO_PKG_VERSION"),
            uptime_seconds: self.vitals.uptime().as_secs(),
            parts,
        }
    }
}

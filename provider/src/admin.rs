//! The admin port: probes, health, metrics, and the commands of Dubbo's QoS. Loopback by default.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{ConnectInfo, Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use metrics_exporter_prometheus::PrometheusHandle;
use serde::Serialize;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::admin_port::{self, Lines, Peer};
use crate::operation::qos::Qos;

/// How one part of the provider is.
#[derive(Clone, Debug, Serialize)]
pub struct PartHealth {
    /// Name: `database`, `registry`, `lanes`.
    pub name: &'static str,
    /// Whether it does its work.
    pub ok: bool,
    /// Whether the provider can serve without it.
    pub required: bool,
    /// In words.
    pub detail: String,
}

/// How the provider is.
#[derive(Clone, Debug, Serialize)]
pub struct Health {
    /// Every required part is well and the provider is not draining.
    pub ready: bool,
    /// Release.
    pub version: &'static str,
    /// Seconds since the start.
    pub uptime_seconds: u64,
    /// The parts.
    pub parts: Vec<PartHealth>,
}

/// Where the admin port gets its answers from.
pub trait HealthSource: Send + Sync + 'static {
    /// How the provider is now; asks its peers, within two seconds.
    fn health(&self) -> impl Future<Output = Health> + Send;
}

struct Shared<H> {
    source: H,
    qos: Qos,
    metrics: PrometheusHandle,
}

impl<H: HealthSource> Lines for Shared<H> {
    async fn answer(&self, line: &str, from: SocketAddr) -> String {
        let (name, arguments) = line.split_once(' ').unwrap_or((line, ""));
        match name {
            "live" => return "true".to_owned(),
            "ready" | "startup" => {
                let ready = ask(self).await.is_some_and(|health| health.ready);
                return ready.to_string();
            }
            _ => {}
        }
        match self.qos.command(name, arguments, from.ip()).await {
            Some(answer) => answer.text,
            None => format!("no such command: {}; try help", shown(name)),
        }
    }
}

/// A name that somebody sent, fit to be sent back.
fn shown(name: &str) -> String {
    name.chars()
        .take(32)
        .flat_map(char::escape_default)
        .collect()
}

/// Longest a health question may take.
const HEALTH_WAIT: Duration = Duration::from_secs(3);

/// Serves the admin port until told to stop; returns the bound address.
///
/// # Errors
/// When the address cannot be bound.
pub async fn serve<H: HealthSource>(
    address: (&str, u16),
    source: H,
    qos: Qos,
    metrics: PrometheusHandle,
    stop: CancellationToken,
) -> std::io::Result<SocketAddr> {
    let listener = TcpListener::bind(address).await?;
    let bound = listener.local_addr()?;
    let shared = Arc::new(Shared {
        source,
        qos,
        metrics,
    });
    let listener = admin_port::open(listener, Arc::clone(&shared), stop.clone())?;
    let app = Router::new()
        .route("/", get(index))
        .route("/live", get(|| async { "true" }))
        .route("/startup", get(ready::<H>))
        .route("/ready", get(ready::<H>))
        .route("/health", get(health::<H>))
        .route("/metrics", get(scrape::<H>))
        .route("/{command}", get(command::<H>))
        .with_state(shared)
        .into_make_service_with_connect_info::<Peer>();
    tokio::spawn(async move {
        let ended = axum::serve(listener, app)
            .with_graceful_shutdown(async move { stop.cancelled().await })
            .await;
        if let Err(error) = ended {
            tracing::error!(%error, "the admin port ended");
        }
    });
    Ok(bound)
}

async fn index() -> &'static str {
    "stock center, admin port\n\
     /live     true while the process answers (Kubernetes liveness)\n\
     /ready    true while calls can be served (Kubernetes readiness), else 503 false\n\
     /startup  true once the provider is ready\n\
     /health   every part with its state, as JSON\n\
     /metrics  Prometheus text\n\
     /ls       services and whether the registry has them\n\
     /offline  takes the registration back; calls go on being served\n\
     /online   registers again\n\
     /help     the commands, which may also be sent as a line of text\n"
}

/// A command of QoS. A page that a browser shows may send requests to this port, too: those are told by what browsers
/// put into them.
async fn command<H: HealthSource>(
    State(shared): State<Arc<Shared<H>>>,
    ConnectInfo(Peer(from)): ConnectInfo<Peer>,
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let cross_site = headers
        .get("sec-fetch-site")
        .is_some_and(|site| site != "none" && site != "same-origin");
    if headers.contains_key(header::ORIGIN) || cross_site {
        return (
            StatusCode::FORBIDDEN,
            "commands are not taken from a web page",
        )
            .into_response();
    }
    match shared
        .qos
        .command(&name, query.as_deref().unwrap_or_default(), from.ip())
        .await
    {
        Some(answer) => {
            let status =
                StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (status, answer.text).into_response()
        }
        None => (
            StatusCode::NOT_FOUND,
            format!("no such command: {}", shown(&name)),
        )
            .into_response(),
    }
}

async fn ask<H: HealthSource>(shared: &Shared<H>) -> Option<Health> {
    tokio::time::timeout(HEALTH_WAIT, shared.source.health())
        .await
        .ok()
}

async fn ready<H: HealthSource>(State(shared): State<Arc<Shared<H>>>) -> Response {
    match ask(&shared).await {
        Some(health) if health.ready => "true".into_response(),
        _ => (StatusCode::SERVICE_UNAVAILABLE, "false").into_response(),
    }
}

async fn health<H: HealthSource>(State(shared): State<Arc<Shared<H>>>) -> Response {
    match ask(&shared).await {
        Some(health) if health.ready => Json(health).into_response(),
        Some(health) => (StatusCode::SERVICE_UNAVAILABLE, Json(health)).into_response(),
        None => (
            StatusCode::SERVICE_UNAVAILABLE,
            "the parts did not say how they are in time",
        )
            .into_response(),
    }
}

async fn scrape<H: HealthSource>(State(shared): State<Arc<Shared<H>>>) -> Response {
    (
        [(
            header::CONTENT_TYPE,
            "text/plain; version=0.0.4; charset=utf-8",
        )],
        shared.metrics.render(),
    )
        .into_response()
}

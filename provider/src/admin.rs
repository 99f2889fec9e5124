//! The admin port: probes, health, metrics. Loopback by default, read only.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use metrics_exporter_prometheus::PrometheusHandle;
use serde::Serialize;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

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
    metrics: PrometheusHandle,
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
    metrics: PrometheusHandle,
    stop: CancellationToken,
) -> std::io::Result<SocketAddr> {
    let listener = TcpListener::bind(address).await?;
    let bound = listener.local_addr()?;
    let shared = Arc::new(Shared { source, metrics });
    let app = Router::new()
        .route("/", get(index))
        .route("/live", get(|| async { "true" }))
        .route("/startup", get(ready::<H>))
        .route("/ready", get(ready::<H>))
        .route("/health", get(health::<H>))
        .route("/metrics", get(scrape::<H>))
        .with_state(shared);
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
     /metrics  Prometheus text\n"
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

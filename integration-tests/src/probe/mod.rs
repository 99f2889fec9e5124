//! The Rust side of the probe: a Java interface that is not stock, hosted with `dubbo-rpc`.
//!
//! Its Java side and the cases that call it are in `integration-tests/java/probe-*`; what each method has to do stands in
//! `com.autoparts.probe.ProbeService`.

mod service;
mod types;

pub use service::Probe;
pub use types::{
    Base, Color, Graph, Part, ProbeService, ProbeServiceClient, ProbeServiceServer, Sample,
    probe_service,
};

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::from_jar::probe_api::ProbeServiceConstants;
use dubbo_rpc::{
    EndedCall, ExceptionStyle, ExportOptions, Limits, Observer, ServeError, Server, ServerHandle,
    Tls,
};

/// Group of the second export.
pub const GROUP: &str = ProbeServiceConstants::GROUP;
/// Version of the second export.
pub const VERSION: &str = ProbeServiceConstants::VERSION;

/// Serves the probe at `address`: once under its plain name, once as [`GROUP`] and [`VERSION`].
///
/// # Errors
/// When the address cannot be bound.
pub async fn serve(address: &str) -> Result<ServerHandle, ServeError> {
    serve_with(address, ExceptionStyle::default()).await
}

/// The same with this way of sending exceptions over Triple.
///
/// # Errors
/// When the address cannot be bound.
pub async fn serve_with(address: &str, style: ExceptionStyle) -> Result<ServerHandle, ServeError> {
    serve_counted(address, style, Arc::default()).await
}

/// Calls that ended, by the protocol they came over.
#[derive(Debug, Default)]
pub struct Protocols(Mutex<BTreeMap<&'static str, u64>>);

impl Protocols {
    /// Those since the last question.
    pub fn take(&self) -> BTreeMap<&'static str, u64> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Observer for Protocols {
    fn call_ended(&self, call: &EndedCall<'_>) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *counts.entry(call.protocol).or_default() += 1;
    }
}

/// The same within these limits, on a port that speaks TLS as well.
///
/// # Errors
/// When the address cannot be bound.
pub async fn serve_in_tls(
    address: &str,
    tls: Tls,
    limits: Limits,
) -> Result<ServerHandle, ServeError> {
    let probe = ProbeServiceServer::new(Arc::new(Probe::default()));
    Server::builder()
        .bind(address)
        .tls(tls, true)
        .limits(limits)
        .service(probe, ExportOptions::default())
        .start()
        .await
}

/// The same, with its calls counted.
///
/// # Errors
/// When the address cannot be bound.
pub async fn serve_counted(
    address: &str,
    style: ExceptionStyle,
    protocols: Arc<Protocols>,
) -> Result<ServerHandle, ServeError> {
    let probe = Arc::new(Probe::default());
    Server::builder()
        .bind(address)
        .exceptions(style)
        .observer(protocols)
        .service(
            ProbeServiceServer::new(Arc::clone(&probe)),
            ExportOptions::default(),
        )
        .service(
            ProbeServiceServer::new(probe),
            ExportOptions {
                group: GROUP.to_owned(),
                version: VERSION.to_owned(),
                ..ExportOptions::default()
            },
        )
        .start()
        .await
}

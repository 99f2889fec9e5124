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

use std::sync::Arc;

use dubbo_rpc::{ExceptionStyle, ExportOptions, ServeError, Server, ServerHandle};

/// Group of the second export.
pub const GROUP: &str = "probe-group";
/// Version of the second export.
pub const VERSION: &str = "1.2.3";

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
    let probe = Arc::new(Probe::default());
    Server::builder()
        .bind(address)
        .exceptions(style)
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

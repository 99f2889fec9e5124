//! Which interfaces of the contract are served, and by what.

use std::sync::Arc;

use dubbo_api::{
    FulfillmentServiceServer, PartCatalogServiceServer, ReconcileServiceServer,
    SourcingServiceServer, StockAdminServiceServer, StockChangeServiceServer,
    StockQueryServiceServer, StockReservationServiceServer,
};
use dubbo_rpc::{ExportOptions, ServerBuilder};

use crate::doors::StockCenter;

/// Adds every interface under the same version and group. Methods whose release has not come answer `NOT_IMPLEMENTED`.
pub fn add(
    builder: ServerBuilder,
    center: &Arc<StockCenter>,
    options: &ExportOptions,
) -> ServerBuilder {
    let center = || Arc::clone(center);
    let options = || options.clone();
    builder
        .service(StockReservationServiceServer::new(center()), options())
        .service(StockChangeServiceServer::new(center()), options())
        .service(StockQueryServiceServer::new(center()), options())
        .service(SourcingServiceServer::new(center()), options())
        .service(FulfillmentServiceServer::new(center()), options())
        .service(ReconcileServiceServer::new(center()), options())
        .service(PartCatalogServiceServer::new(center()), options())
        .service(StockAdminServiceServer::new(center()), options())
}

//! Which interfaces of the contract are served, and by what.

use std::sync::Arc;

use dubbo_api::change::StockChangeServiceServer;
use dubbo_api::inquiry::StockQueryServiceServer;
use dubbo_api::reservation::StockReservationServiceServer;
use dubbo_rpc::{ExportOptions, ServerBuilder};

use crate::doors::StockCenter;

/// Adds every interface under the same version and group. Methods whose release has not come answer `NOT_IMPLEMENTED`.
pub fn add(builder: ServerBuilder, center: &Arc<StockCenter>, options: &ExportOptions) -> ServerBuilder {
    builder
        .service(StockReservationServiceServer::new(Arc::clone(center)), options.clone())
        .service(StockChangeServiceServer::new(Arc::clone(center)), options.clone())
        .service(StockQueryServiceServer::new(Arc::clone(center)), options.clone())
}

//! Which interfaces of the contract are served, and by what.

use std::sync::Arc;

use dubbo_api::{
    FulfillmentServiceServer, PartCatalogServiceServer, ReconcileServiceServer,
    SourcingServiceServer, StockAdminServiceServer, StockChangeServiceServer,
    StockQueryServiceServer, StockReservationServiceServer,
};
use dubbo_rpc::{ExportOptions, ServerBuilder, Service};
use stock::admin::Module;

use crate::doors::{Gated, StockCenter};

/// Adds every interface under the same version and group. Methods whose release has not come answer `NOT_IMPLEMENTED`.
pub fn add(
    builder: ServerBuilder,
    center: &Arc<StockCenter>,
    options: &ExportOptions,
) -> ServerBuilder {
    let own = || Arc::clone(center);
    let options = || options.clone();
    builder
        .service(
            gated(
                center,
                Module::Reservation,
                StockReservationServiceServer::new(own()),
            ),
            options(),
        )
        .service(
            gated(center, Module::Change, StockChangeServiceServer::new(own())),
            options(),
        )
        .service(
            gated(center, Module::Query, StockQueryServiceServer::new(own())),
            options(),
        )
        .service(
            gated(center, Module::Sourcing, SourcingServiceServer::new(own())),
            options(),
        )
        .service(
            gated(
                center,
                Module::Fulfillment,
                FulfillmentServiceServer::new(own()),
            ),
            options(),
        )
        .service(
            gated(
                center,
                Module::Reconcile,
                ReconcileServiceServer::new(own()),
            ),
            options(),
        )
        .service(PartCatalogServiceServer::new(own()), options())
        .service(StockAdminServiceServer::new(own()), options())
}

/// A service behind the gate of its module. The catalogue belongs to no module, and administration turns the switches back.
fn gated<S: Service>(center: &StockCenter, module: Module, service: S) -> Gated<S> {
    Gated {
        service,
        module,
        store: center.store().clone(),
    }
}

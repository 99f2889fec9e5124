//! Which interfaces of the contract are served, and by what.

use std::sync::Arc;

use dubbo_api::{
    FulfillmentServiceServer, PartCatalogServiceServer, ReconcileServiceServer,
    SourcingServiceServer, StockAdminServiceServer, StockChangeServiceServer,
    StockReservationServiceServer,
};
use dubbo_rpc::{ExportOptions, MessageError, MessageServer, ServerBuilder, Service};
use stock::admin::Module;

use crate::doors::{Gated, Inquiries, StockCenter};

/// Adds every interface under the same version and group, for callers with the Java interface and for callers with the
/// `.proto`.
///
/// # Errors
/// When the messages of the `.proto` are not those of the interfaces: the build is at fault.
pub fn add(
    mut builder: ServerBuilder,
    center: &Arc<StockCenter>,
    options: &ExportOptions,
) -> Result<ServerBuilder, MessageError> {
    let own = || Arc::clone(center);
    let services: [Arc<dyn Service>; 8] = [
        gated(
            center,
            Module::Reservation,
            StockReservationServiceServer::new(own()),
        ),
        gated(center, Module::Change, StockChangeServiceServer::new(own())),
        gated(center, Module::Query, Inquiries::new(own())),
        gated(center, Module::Sourcing, SourcingServiceServer::new(own())),
        gated(
            center,
            Module::Fulfillment,
            FulfillmentServiceServer::new(own()),
        ),
        gated(
            center,
            Module::Reconcile,
            ReconcileServiceServer::new(own()),
        ),
        Arc::new(PartCatalogServiceServer::new(own())),
        Arc::new(StockAdminServiceServer::new(own())),
    ];
    builder = builder.reflection(dubbo_api::triple::DESCRIPTORS);
    for service in services {
        let interface = service.schema().interface;
        builder = builder.shared_service(Arc::clone(&service), options.clone());
        let proto = dubbo_api::triple::services()
            .iter()
            .find(|proto| proto.interface == interface);
        if let Some(proto) = proto {
            let messages = MessageServer::new(proto.name, proto.methods, service)?;
            builder = builder.message_service(Arc::new(messages), options.clone());
        }
    }
    Ok(builder)
}

/// A service behind the gate of its module. The catalogue belongs to no module, and administration turns the switches back.
fn gated<S: Service>(center: &StockCenter, module: Module, service: S) -> Arc<dyn Service> {
    Arc::new(Gated {
        service,
        module,
        store: center.store().clone(),
    })
}

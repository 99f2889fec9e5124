//! What a Rust service adds to call the stock center.
//!
//! [`StockClient`] holds one connection that all calls share, and the contract's interfaces on it. The contract's types come along as [`api`].

use std::sync::Arc;

pub use dubbo_api as api;
use dubbo_api::{
    FulfillmentServiceClient, PartCatalogServiceClient, ReconcileServiceClient,
    SourcingServiceClient, StockAdminServiceClient, StockChangeServiceClient,
    StockQueryServiceClient, StockReservationServiceClient, fulfillment_service,
    part_catalog_service, reconcile_service, sourcing_service, stock_admin_service,
    stock_change_service, stock_query_service, stock_reservation_service,
};
use dubbo_rpc::{Client, Invoker, ServiceRef};
pub use dubbo_rpc::{ClientOptions, Context, Fault};

/// The stock center at one address.
#[derive(Clone, Debug)]
pub struct StockClient {
    reservations: StockReservationServiceClient,
    changes: StockChangeServiceClient,
    sourcing: SourcingServiceClient,
    queries: StockQueryServiceClient,
    fulfillment: FulfillmentServiceClient,
    reconcile: ReconcileServiceClient,
    catalog: PartCatalogServiceClient,
    admin: StockAdminServiceClient,
}

/// Under which version and group the provider exports its services; empty for none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// Version.
    pub version: String,
    /// Group.
    pub group: String,
}

impl StockClient {
    /// Connects to a provider at `host:port` that exports without version and group.
    ///
    /// # Errors
    /// A transport fault when nobody answers there in time.
    pub async fn connect(address: &str, options: ClientOptions) -> Result<Self, Fault> {
        Self::connect_to(address, &Exported::default(), options).await
    }

    /// Connects to a provider at `host:port`.
    ///
    /// # Errors
    /// A transport fault when nobody answers there in time.
    pub async fn connect_to(
        address: &str,
        exported: &Exported,
        options: ClientOptions,
    ) -> Result<Self, Fault> {
        let connection: Arc<dyn Invoker> = Arc::new(Client::connect(address, options).await?);
        Ok(Self::over(&connection, exported))
    }

    /// The same interfaces over any invoker.
    #[must_use]
    pub fn over(connection: &Arc<dyn Invoker>, exported: &Exported) -> Self {
        let service = |interface: &str| {
            ServiceRef::new(interface)
                .with_version(&*exported.version)
                .with_group(&*exported.group)
        };
        let link = || Arc::clone(connection);
        Self {
            reservations: StockReservationServiceClient::new(
                link(),
                service(stock_reservation_service::INTERFACE),
            ),
            changes: StockChangeServiceClient::new(
                link(),
                service(stock_change_service::INTERFACE),
            ),
            sourcing: SourcingServiceClient::new(link(), service(sourcing_service::INTERFACE)),
            queries: StockQueryServiceClient::new(link(), service(stock_query_service::INTERFACE)),
            fulfillment: FulfillmentServiceClient::new(
                link(),
                service(fulfillment_service::INTERFACE),
            ),
            reconcile: ReconcileServiceClient::new(link(), service(reconcile_service::INTERFACE)),
            catalog: PartCatalogServiceClient::new(
                link(),
                service(part_catalog_service::INTERFACE),
            ),
            admin: StockAdminServiceClient::new(link(), service(stock_admin_service::INTERFACE)),
        }
    }

    /// Pre-occupation (库存预占).
    #[must_use]
    pub const fn reservations(&self) -> &StockReservationServiceClient {
        &self.reservations
    }

    /// Change (库存变更).
    #[must_use]
    pub const fn changes(&self) -> &StockChangeServiceClient {
        &self.changes
    }

    /// Sourcing (寻源).
    #[must_use]
    pub const fn sourcing(&self) -> &SourcingServiceClient {
        &self.sourcing
    }

    /// Inquiry (库存查询).
    #[must_use]
    pub const fn queries(&self) -> &StockQueryServiceClient {
        &self.queries
    }

    /// Contract performance (库存履约).
    #[must_use]
    pub const fn fulfillment(&self) -> &FulfillmentServiceClient {
        &self.fulfillment
    }

    /// Account reconciliation (库存对账).
    #[must_use]
    pub const fn reconcile(&self) -> &ReconcileServiceClient {
        &self.reconcile
    }

    /// The part catalogue (配件目录).
    #[must_use]
    pub const fn catalog(&self) -> &PartCatalogServiceClient {
        &self.catalog
    }

    /// Administration (库存管理).
    #[must_use]
    pub const fn admin(&self) -> &StockAdminServiceClient {
        &self.admin
    }
}

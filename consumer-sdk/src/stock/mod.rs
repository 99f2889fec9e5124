//! The stock center, typed.

mod answer;
mod builder;
mod hold;
mod settle;

use std::sync::Arc;

use dubbo_api::{
    FulfillmentServiceClient, PartCatalogServiceClient, ReconcileServiceClient,
    SourcingServiceClient, StockAdminServiceClient, StockChangeServiceClient,
    StockQueryServiceClient, StockReservationServiceClient, fulfillment_service,
    part_catalog_service, reconcile_service, sourcing_service, stock_admin_service,
    stock_change_service, stock_query_service, stock_reservation_service,
};
use dubbo_rpc::{Client, ClientOptions, Fault, Invoker, ServiceRef};

pub use answer::{Answered, Refusal, StockError};
pub use builder::StockClientBuilder;
pub use hold::{CANCEL_TRIES, Hold, NotEnded};
pub use settle::{SETTLE_ROUNDS, Settled};

/// The stock center's interfaces. Cheap to clone; clones share providers and connections.
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

impl Exported {
    fn service(&self, interface: &str) -> ServiceRef {
        ServiceRef::new(interface)
            .with_version(&*self.version)
            .with_group(&*self.group)
    }
}

impl StockClient {
    /// Begins to make a client of `application` that finds the stock center at `address`: a registry
    /// (`nacos://host:8848?namespace=…`) or providers (`host:port,host:port`).
    #[must_use]
    pub fn builder(
        application: impl Into<String>,
        address: impl Into<String>,
    ) -> StockClientBuilder {
        StockClientBuilder::new(application.into(), address.into())
    }

    /// Connects to one provider at `host:port` that exports without version and group. One connection, no second attempt:
    /// [`StockClient::builder`] has both.
    ///
    /// # Errors
    /// A transport fault when nobody answers there in time.
    pub async fn connect(address: &str, options: ClientOptions) -> Result<Self, Fault> {
        Self::connect_to(address, &Exported::default(), options).await
    }

    /// Connects to one provider at `host:port`.
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
        Self::made_of(|interface| (Arc::clone(connection), exported.service(interface)))
    }

    fn made_of(mut part: impl FnMut(&str) -> (Arc<dyn Invoker>, ServiceRef)) -> Self {
        macro_rules! client {
            ($client:ident, $module:ident) => {{
                let (invoker, service) = part($module::INTERFACE);
                $client::new(invoker, service)
            }};
        }
        Self {
            reservations: client!(StockReservationServiceClient, stock_reservation_service),
            changes: client!(StockChangeServiceClient, stock_change_service),
            sourcing: client!(SourcingServiceClient, sourcing_service),
            queries: client!(StockQueryServiceClient, stock_query_service),
            fulfillment: client!(FulfillmentServiceClient, fulfillment_service),
            reconcile: client!(ReconcileServiceClient, reconcile_service),
            catalog: client!(PartCatalogServiceClient, part_catalog_service),
            admin: client!(StockAdminServiceClient, stock_admin_service),
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

//! One builder for the whole stock center.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use dubbo_api::{
    fulfillment_service, part_catalog_service, reconcile_service, sourcing_service,
    stock_admin_service, stock_change_service, stock_query_service, stock_reservation_service,
};
use dubbo_rpc::Invoker;

use super::{Exported, StockClient};
use crate::consumer::{Consumer, ConsumerBuilder, ReferenceBuilder};
use crate::error::Error;

/// Time for an attempt unless it is set: a batch of sixty lines on a loaded database takes a few hundred milliseconds.
const TIMEOUT: Duration = Duration::from_secs(3);

/// Makes a [`StockClient`] with many providers behind it.
///
/// Every attempt that fails on the way is tried at another provider, twice: reads because they may be repeated, writes because
/// each carries its key and is one write however often it arrives.
pub struct StockClientBuilder {
    consumer: ConsumerBuilder,
    exported: Exported,
    timeout: Duration,
    check: bool,
    tune: Box<dyn Fn(ReferenceBuilder) -> ReferenceBuilder + Send>,
}

impl std::fmt::Debug for StockClientBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StockClientBuilder")
            .field("consumer", &self.consumer)
            .field("exported", &self.exported)
            .finish_non_exhaustive()
    }
}

impl StockClientBuilder {
    pub(super) fn new(application: String, address: String) -> Self {
        Self {
            consumer: Consumer::builder(application, address),
            exported: Exported::default(),
            timeout: TIMEOUT,
            check: true,
            tune: Box::new(|reference| reference),
        }
    }

    /// Version and group under which the stock center exports its services.
    #[must_use]
    pub fn exported(mut self, exported: Exported) -> Self {
        self.exported = exported;
        self
    }

    /// Time for each attempt.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Keeps the last known providers in this folder, for a start while the registry is away.
    #[must_use]
    pub fn cache_folder(mut self, folder: impl AsRef<Path>) -> Self {
        self.consumer = self.consumer.cache_folder(folder);
        self
    }

    /// Whether [`StockClientBuilder::connect`] fails when no provider can be reached.
    #[must_use]
    pub fn check(mut self, check: bool) -> Self {
        self.check = check;
        self
    }

    /// Changes the application: connections, rules, this machine's address.
    #[must_use]
    pub fn consumer(mut self, change: impl FnOnce(ConsumerBuilder) -> ConsumerBuilder) -> Self {
        self.consumer = change(self.consumer);
        self
    }

    /// Changes every reference: load balance, retries, breaker, …
    #[must_use]
    pub fn tune(
        mut self,
        tune: impl Fn(ReferenceBuilder) -> ReferenceBuilder + Send + 'static,
    ) -> Self {
        self.tune = Box::new(tune);
        self
    }

    /// Connects.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) for an address that is none;
    /// [`ErrorKind::Transport`](crate::ErrorKind::Transport) when no provider can be reached, unless told not to check.
    pub async fn connect(self) -> Result<StockClient, Error> {
        let consumer = self.consumer.build()?;
        let mut invokers: HashMap<&str, Arc<dyn Invoker>> = HashMap::new();
        for interface in [
            stock_reservation_service::INTERFACE,
            stock_change_service::INTERFACE,
            sourcing_service::INTERFACE,
            stock_query_service::INTERFACE,
            fulfillment_service::INTERFACE,
            reconcile_service::INTERFACE,
            part_catalog_service::INTERFACE,
            stock_admin_service::INTERFACE,
        ] {
            let reference = consumer
                .refer(self.exported.service(interface))
                .timeout(self.timeout)
                .idempotent(true)
                // One is enough to know that the stock center is there: they share providers.
                .check(self.check && interface == stock_reservation_service::INTERFACE);
            let reference = (self.tune)(reference).connect().await?;
            invokers.insert(interface, Arc::new(reference));
        }
        Ok(StockClient::made_of(|interface| {
            let invoker = Arc::clone(&invokers[interface]);
            (invoker, self.exported.service(interface))
        }))
    }
}

//! The service of inquiry as it is exported: listing pages reach their door without being built as values.
//!
//! `batchSellable` is asked for more often than everything else together, with 200 SKUs at a time. Its request is read into one block and its reply copied
//! from items encoded before. What is sent is what the service's own code would send, byte for byte.

use std::sync::Arc;

use dubbo_api::StockQueryServiceServer;
use dubbo_rpc::{Args, BadArgument, CallFuture, Context, Outcome, Service, ServiceSchema};

use super::StockCenter;
use super::listing::Listing;

/// The method that answers pages.
const PAGE: &str = "batchSellable";

/// Hosts the inquiry of a [`StockCenter`].
#[derive(Debug)]
pub struct Inquiries {
    center: Arc<StockCenter>,
    service: StockQueryServiceServer<StockCenter>,
    /// Index of [`PAGE`] in the interface.
    page: Option<usize>,
}

impl Inquiries {
    /// Hosts it.
    #[must_use]
    pub fn new(center: Arc<StockCenter>) -> Self {
        let service = StockQueryServiceServer::new(Arc::clone(&center));
        let methods = service.schema().methods;
        Self {
            center,
            service,
            page: methods.iter().position(|method| method.name == PAGE),
        }
    }
}

impl Service for Inquiries {
    fn schema(&self) -> ServiceSchema {
        self.service.schema()
    }

    fn call(
        &self,
        method: usize,
        cx: Context,
        args: &mut Args<'_>,
    ) -> Result<CallFuture, BadArgument> {
        if self.page != Some(method) {
            return self.service.call(method, cx, args);
        }
        let asked: Listing = args.next("request")?;
        let center = Arc::clone(&self.center);
        Ok(Box::pin(async move {
            let reply = center.sellable(&asked).await;
            Outcome::of(&cx, reply)
        }))
    }
}

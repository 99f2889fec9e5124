//! Doors of modules whose release has not come: every method answers `NOT_IMPLEMENTED`, so that a caller is told instead of finding no provider.

use dubbo_api::FulfillmentService;

use super::StockCenter;

impl FulfillmentService for StockCenter {}

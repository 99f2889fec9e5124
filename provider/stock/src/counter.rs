//! Counters: small figures that bound what may be done, such as the orders a site takes in a day. Never negative.

use serde::{Deserialize, Serialize};

use crate::ids::Tenant;
use crate::movement::codes;

/// Longest key of a counter, in characters.
pub const COUNTER_KEY_MAX: usize = 200;

codes! {
    /// What is counted.
    CounterKind {
        /// Unpaid units of one buyer and SKU.
        BuyerHold = "BUYER_HOLD",
        /// Orders of one site, day and slot.
        SiteOrders = "SITE_ORDERS",
        /// Lines of one site, day and slot.
        SiteLines = "SITE_LINES",
    }
}

/// Name of a counter. The order is the order in which rows are locked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CounterKey {
    /// Tenant.
    pub tenant: Tenant,
    /// What is counted.
    pub kind: CounterKind,
    /// Of what, in the words of its kind; at most [`COUNTER_KEY_MAX`] characters.
    pub key: String,
}

/// What one transaction does to a counter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// By how much it changes, all commands together.
    pub delta: i64,
    /// What it may come to, the strictest of all commands that raised it.
    pub max: Option<i64>,
}

//! What is read for a command: documents by what they are named by.

use super::{Book, Documents, Plan};
use crate::ids::{FulfilmentNo, OrderNo, Tenant};
use crate::reservation::Fulfilment;

impl Documents {
    /// Whether nothing is to be read.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.keys.is_empty()
            && self.reservations.is_empty()
            && self.fulfilments_of.is_empty()
            && self.fulfilments.is_empty()
            && self.vouchers.is_empty()
            && self.papers.is_empty()
    }
}

/// Which fulfilment orders a command needs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FulfilmentRef {
    /// The one of that number.
    No(Tenant, FulfilmentNo),
    /// Those of an order, the latest [`FULFILMENTS_OF_ORDER_MAX`].
    OfOrder(Tenant, OrderNo),
}

/// Most fulfilment orders read for one order, latest first.
pub const FULFILMENTS_OF_ORDER_MAX: usize = 200;

impl Book {
    /// The fulfilment order of a number.
    #[must_use]
    pub fn fulfilment(&self, tenant: &Tenant, no: &FulfilmentNo) -> Option<&Fulfilment> {
        let id = crate::op::parse_no('F', no.as_str())?;
        let found = self.fulfilments.get(&id);
        found.filter(|found| found.tenant == *tenant)
    }
}

impl Plan {
    /// Whether it moves nothing and changes no document.
    #[must_use]
    pub const fn does_nothing(&self) -> bool {
        self.moves.is_empty()
            && self.reservations.is_empty()
            && self.fulfilments.is_empty()
            && self.papers.is_empty()
            && self.counts.is_empty()
    }
}

//! Events of contract performance: what the relay publishes of a voucher, named in the voucher's stored answer.

use serde::{Deserialize, Serialize};

use crate::ids::{FulfilmentNo, Moment, OrderNo, Pool, Sku, Warehouse};
use crate::movement::codes;

codes! {
    /// Routing keys.
    EventName {
        /// Fulfilment orders were made.
        Created = "fulfillment.created",
        /// Goods were found short; with `refund`, they are nowhere to be had.
        Short = "fulfillment.short",
        /// Sent from another site instead.
        Resourced = "fulfillment.resourced",
        /// Handed to a carrier.
        Shipped = "fulfillment.shipped",
        /// Signed for.
        Signed = "fulfillment.signed",
        /// Refused at the door.
        Rejected = "fulfillment.rejected",
        /// Lost by the carrier.
        Lost = "fulfillment.lost",
        /// Given up before it shipped.
        Cancelled = "fulfillment.cancelled",
        /// Stopped on the way.
        Intercepted = "fulfillment.intercepted",
        /// It will arrive on another date than promised.
        PromiseChanged = "promise.changed",
        /// A return was opened.
        ReturnCreated = "return.created",
        /// Returned goods arrived.
        ReturnReceived = "return.received",
        /// Returned goods were graded: the refund can follow.
        ReturnGraded = "return.graded",
        /// A return is over.
        ReturnClosed = "return.closed",
    }
}

/// A quantity of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventLine {
    /// The order's line; 0 if it is on none.
    pub order_line_no: i64,
    /// SKU.
    pub sku: Sku,
    /// Where.
    pub warehouse: Warehouse,
    /// Pool.
    pub pool: Pool,
    /// How many.
    pub quantity: i64,
}

/// Something that happened and is told to others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Routing key.
    pub name: EventName,
    /// The fulfilment order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fo_no: Option<FulfilmentNo>,
    /// The parcel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parcel_no: Option<String>,
    /// The return.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub return_no: Option<String>,
    /// The order, where the voucher itself is of none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_no: Option<OrderNo>,
    /// The quantities concerned.
    pub lines: Vec<EventLine>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The quantities are to be refunded.
    #[serde(default)]
    pub refund: bool,
    /// When goods were expected, and when they are now; `None` of a date where nobody knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dates: Option<(Option<Moment>, Option<Moment>)>,
}

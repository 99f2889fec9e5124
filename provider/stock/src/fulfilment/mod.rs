//! Contract performance: what becomes of a paid order's units, from the shelf to the signature, the refusal and the return.
//!
//! The fulfilment order itself is in [`crate::reservation`], beside the reservation it comes from. Here is what happens to it: quantities by line, from which
//! its state is derived, so that reports may come in any order; parcels and returns, which are papers; and the commands that report it.

mod command;
mod discrepancy;
mod event;
mod parcel;
mod returns;
mod state;
mod view;

pub use command::{
    Apply, ApplyLine, CancelFo, Choice, Create, Decide, Deliver, DeliveryLine, DeliveryResult,
    FoPart, FulfilCommand, Grade, GradeLine, Hold, Intercept, Pick, PickLine, Receive,
    ReceivedLine, Resource, ReturnCommand, ReturnDecision, Sent, Ship,
};
pub use discrepancy::{Cause, Discrepancy, DiscrepancyLine, DiscrepancyNo, DiscrepancyStatus};
pub use event::{Event, EventLine, EventName};
pub use parcel::{Parcel, ParcelLine, ParcelStatus, ParkedDelivery};
pub use returns::{Held, Return, ReturnGrade, ReturnKind, ReturnLine, ReturnStatus};
pub use view::{FoLineView, FulfilView, FulfilmentView, ParcelView, ReturnView};

use serde::{Deserialize, Serialize};

use crate::ids::Moment;
use crate::movement::codes;

codes! {
    /// Why a pick was short. It decides where the missing units go.
    ShortReason {
        /// Not on the shelf: the site's free stock is locked and counted.
        NotFound = "NOT_FOUND",
        /// Damaged.
        Damaged = "DAMAGED",
        /// The site cannot do it in time.
        Capacity = "CAPACITY",
    }
}

codes! {
    /// What somebody outside was asked to do with a fulfilment order or a parcel, and what he said.
    Ask {
        /// Nothing was asked.
        None = "NONE",
        /// The warehouse shall stop.
        Cancelling = "CANCELLING",
        /// The warehouse could not.
        CancelFailed = "CANCEL_FAILED",
        /// The carrier shall stop.
        Intercepting = "INTERCEPTING",
        /// The carrier did.
        Intercepted = "INTERCEPTED",
        /// The carrier could not.
        InterceptFailed = "INTERCEPT_FAILED",
    }
}

/// What became of a fulfilment order's line beside what is bound, given up and shipped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Progress {
    /// Picked, as reported.
    pub picked: i64,
    /// Found short, in all.
    pub short_picked: i64,
    /// Of it, still bound here: neither re-sourced nor given up.
    pub short_open: i64,
    /// Of what was given up: goods that were nowhere to be had.
    pub short_closed: i64,
    /// Of what was given up: sent from another site instead.
    pub resourced: i64,
    /// The warehouse is asked to stop these.
    pub cancelling: i64,
    /// Signed for.
    pub signed: i64,
    /// Refused or stopped on the way.
    pub rejected: i64,
    /// Lost by a carrier.
    pub lost: i64,
    /// Of what was signed for: on a return.
    pub returned: i64,
}

/// How a fulfilment order is handled, beside its quantities.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handling {
    /// When it was promised to arrive.
    pub promise_at: Option<Moment>,
    /// When it was sent to the warehouse.
    pub sent_at: Option<Moment>,
    /// Why it is held back, if it is.
    pub hold_reason: Option<String>,
    /// Everything is packed.
    pub packed: bool,
    /// What was asked of warehouse or carrier.
    pub ask: Ask,
    /// When its last unit reached its end.
    pub closed_at: Option<Moment>,
}

impl Default for Handling {
    fn default() -> Self {
        Self {
            promise_at: None,
            sent_at: None,
            hold_reason: None,
            packed: false,
            ask: Ask::None,
            closed_at: None,
        }
    }
}

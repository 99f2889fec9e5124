//! Parcels: papers of what is with a carrier, line by line. A parcel that is delivered before it is shipped is a paper already: its results wait for it.

use serde::{Deserialize, Serialize};

use super::{Ask, DeliveryLine};
use crate::balance::BalanceKey;
use crate::bucket::Bucket;
use crate::ids::{FulfilmentNo, Moment, Warehouse};
use crate::movement::codes;
use crate::paper::{Claim, Paper, PaperBody};

codes! {
    /// States of a parcel.
    ParcelStatus {
        /// Its delivery was reported, its departure was not.
        Parked = "PARKED",
        /// With the carrier.
        Shipped = "SHIPPED",
        /// Signed for.
        Signed = "SIGNED",
        /// Refused at the door, whole or in part.
        Rejected = "REJECTED",
        /// Lost by the carrier.
        Lost = "LOST",
        /// Stopped on the way.
        Intercepted = "INTERCEPTED",
    }
}

/// What is in a parcel, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParcelLine {
    /// The fulfilment order's line.
    pub line_no: i64,
    /// Balance the goods are booked on while they are under way.
    pub key: BalanceKey,
    /// How many are in it.
    pub quantity: i64,
    /// Signed for.
    pub signed: i64,
    /// Refused or stopped on the way.
    pub rejected: i64,
    /// Lost.
    pub lost: i64,
}

impl ParcelLine {
    /// Still with the carrier.
    #[must_use]
    pub const fn open(&self) -> i64 {
        self.quantity - self.signed - self.rejected - self.lost
    }
}

/// A delivery that was reported before the parcel left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParkedDelivery {
    /// When it happened, as the carrier says.
    pub delivered_at: Option<Moment>,
    /// What became of it.
    pub lines: Vec<DeliveryLine>,
}

/// A parcel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parcel {
    /// The fulfilment order it is of.
    pub fo_no: FulfilmentNo,
    /// The site it left.
    pub warehouse: Warehouse,
    /// The carrier's code.
    pub carrier: Option<String>,
    /// The carrier's waybill.
    pub waybill_no: Option<String>,
    /// When it was handed over.
    pub shipped_at: Option<Moment>,
    /// When its last unit was delivered, refused or lost.
    pub delivered_at: Option<Moment>,
    /// Whether the carrier was asked to stop it.
    pub ask: Ask,
    /// What is in it.
    pub lines: Vec<ParcelLine>,
    /// Deliveries that wait for its departure.
    #[serde(default)]
    pub parked: Vec<ParkedDelivery>,
}

impl Parcel {
    /// The parcel in a paper.
    #[must_use]
    pub const fn of(paper: &Paper) -> Option<&Self> {
        match &paper.body {
            PaperBody::Parcel(parcel) => Some(parcel),
            _ => None,
        }
    }

    /// Still with the carrier, over all lines.
    #[must_use]
    pub fn open_quantity(&self) -> i64 {
        self.lines.iter().map(ParcelLine::open).sum()
    }

    /// The state its quantities say.
    #[must_use]
    pub fn status(&self) -> ParcelStatus {
        let any = |count: fn(&ParcelLine) -> i64| self.lines.iter().any(|line| count(line) > 0);
        if self.lines.is_empty() {
            ParcelStatus::Parked
        } else if any(ParcelLine::open) {
            ParcelStatus::Shipped
        } else if any(|line| line.rejected) {
            if self.ask == Ask::Intercepted {
                ParcelStatus::Intercepted
            } else {
                ParcelStatus::Rejected
            }
        } else if any(|line| line.lost) {
            ParcelStatus::Lost
        } else {
            ParcelStatus::Signed
        }
    }

    /// What it accounts for: everything still with the carrier.
    #[must_use]
    pub fn claims(&self) -> Vec<Claim> {
        let open = self.lines.iter().filter(|line| line.open() > 0);
        open.map(|line| Claim {
            key: line.key.clone(),
            bucket: Bucket::Shipped,
            quantity: line.open(),
        })
        .collect()
    }
}

//! Discrepancies: what was reported and cannot be as the books stand. Each is a paper that waits for two persons to look at it.

use serde::{Deserialize, Serialize};

use super::Ship;
use crate::balance::BalanceKey;
use crate::ids::{FulfilmentNo, Moment};
use crate::movement::codes;
use crate::paper::{Paper, PaperBody};

/// The number of a discrepancy: its cause and the document that showed it, so that the same report makes it once.
pub type DiscrepancyNo = String;

codes! {
    /// What kind of discrepancy it is.
    Cause {
        /// A parcel holds more than was allocated: goods left beyond the books.
        ShippedBeyond = "SHIPPED_BEYOND",
        /// More was delivered than the parcel held when it left.
        DeliveredBeyond = "DELIVERED_BEYOND",
        /// Goods arrived that nobody had announced.
        BlindReturn = "BLIND_RETURN",
        /// Another article came back than was sent.
        WrongItem = "WRONG_ITEM",
        /// Sent back and not arrived in time.
        ReturnOverdue = "RETURN_OVERDUE",
    }
}

codes! {
    /// States of a discrepancy.
    DiscrepancyStatus {
        /// Nobody has decided.
        Open = "OPEN",
        /// Booked as it was reported.
        Accepted = "ACCEPTED",
        /// Put aside.
        Dismissed = "DISMISSED",
    }
}

/// One quantity of a discrepancy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiscrepancyLine {
    /// The fulfilment order's or the return's line; 0 if it is on none.
    pub line_no: i64,
    /// Which goods.
    pub key: BalanceKey,
    /// What the books allow.
    pub ours: i64,
    /// What was reported.
    pub theirs: i64,
}

/// Something reported that the books do not allow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discrepancy {
    /// What kind.
    pub cause: Cause,
    /// The fulfilment order, if it is about one.
    pub fo_no: Option<FulfilmentNo>,
    /// The parcel, if it is about one.
    pub parcel_no: Option<String>,
    /// The return, if it is about one.
    pub return_no: Option<String>,
    /// What.
    pub lines: Vec<DiscrepancyLine>,
    /// The report of the parcel that was refused, so that it can be booked once it is accepted.
    #[serde(default)]
    pub ship: Option<Ship>,
    /// When it was decided.
    #[serde(default)]
    pub decided_at: Option<Moment>,
    /// By whom.
    #[serde(default)]
    pub decided_by: Option<String>,
}

impl Discrepancy {
    /// The discrepancy in a paper.
    #[must_use]
    pub const fn of(paper: &Paper) -> Option<&Self> {
        match &paper.body {
            PaperBody::Discrepancy(found) => Some(found),
            _ => None,
        }
    }

    /// The number of what a document showed.
    #[must_use]
    pub fn no(cause: Cause, document: &str) -> DiscrepancyNo {
        format!("{}:{document}", cause.as_str())
    }
}

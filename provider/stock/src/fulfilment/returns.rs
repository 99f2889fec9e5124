//! Returns: papers of goods on their way back and under inspection.

use serde::{Deserialize, Serialize};

use crate::balance::BalanceKey;
use crate::bucket::Bucket;
use crate::ids::{FulfilmentNo, Moment, Pool, Warehouse};
use crate::movement::codes;
use crate::paper::{Claim, Paper, PaperBody};

codes! {
    /// Where a return comes from.
    ReturnKind {
        /// The customer sends goods back after signing.
        AfterSale = "AFTER_SALE",
        /// Refused at the door.
        Rejection = "REJECTION",
        /// Stopped on the way.
        Interception = "INTERCEPTION",
        /// Goods arrived without an application.
        Blind = "BLIND",
    }
}

codes! {
    /// States of a return.
    ReturnStatus {
        /// Asked for.
        Applied = "APPLIED",
        /// May be sent.
        Approved = "APPROVED",
        /// Refused by customer service.
        Refused = "REFUSED",
        /// Never sent in time.
        Expired = "EXPIRED",
        /// Withdrawn.
        Cancelled = "CANCELLED",
        /// On its way back.
        Sent = "SENT",
        /// At the warehouse.
        Received = "RECEIVED",
        /// Being inspected.
        Inspecting = "INSPECTING",
        /// Graded: the refund can follow.
        Graded = "GRADED",
        /// Closed.
        Closed = "CLOSED",
    }
}

impl ReturnStatus {
    /// Whether nothing can become of it any more.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(
            self,
            Self::Refused | Self::Expired | Self::Cancelled | Self::Closed
        )
    }
}

codes! {
    /// Result of inspecting returned units.
    ReturnGrade {
        /// Sellable again.
        Good = "GOOD",
        /// Defective.
        Defective = "DEFECTIVE",
        /// Another article than returned on paper.
        WrongItem = "WRONG_ITEM",
        /// Not in the parcel.
        Missing = "MISSING",
        /// More than returned on paper.
        Extra = "EXTRA",
    }
}

/// Units of a line that lie in quality hold of a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The site.
    pub warehouse: Warehouse,
    /// How many, > 0.
    pub quantity: i64,
}

/// One line of a return.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnLine {
    /// Position, from 1.
    pub line_no: i64,
    /// The order's line; 0 for goods without one.
    pub order_line_no: i64,
    /// The fulfilment order that sent it, and its line there; `None` for goods without one.
    pub sent_by: Option<(FulfilmentNo, i64)>,
    /// Balance it was sent from: where it is booked while it is on its way back.
    pub origin: BalanceKey,
    /// Applied for.
    pub applied: i64,
    /// Arrived.
    pub received: i64,
    /// Found good.
    pub good: i64,
    /// Found defective.
    pub defective: i64,
    /// Another article came.
    pub wrong_item: i64,
    /// Did not come.
    pub missing: i64,
    /// More than applied for.
    pub extra: i64,
    /// On its way back now.
    pub transit: i64,
    /// Not inspected, where it lies.
    pub held: Vec<Held>,
}

impl ReturnLine {
    /// A line of nothing yet.
    #[must_use]
    pub const fn new(line_no: i64, order_line_no: i64, origin: BalanceKey) -> Self {
        Self {
            line_no,
            order_line_no,
            sent_by: None,
            origin,
            applied: 0,
            received: 0,
            good: 0,
            defective: 0,
            wrong_item: 0,
            missing: 0,
            extra: 0,
            transit: 0,
            held: Vec::new(),
        }
    }

    /// Not inspected, wherever it lies.
    #[must_use]
    pub fn held_quantity(&self) -> i64 {
        self.held.iter().map(|held| held.quantity).sum()
    }

    /// Applied for and never yet on its way.
    #[must_use]
    pub const fn unsent(&self) -> i64 {
        let left = self.transit + self.received + self.missing + self.wrong_item;
        // A line that nobody applied for has received more than that.
        if left < self.applied {
            self.applied - left
        } else {
            0
        }
    }

    /// The balance its goods lie in at a site, under inspection and after.
    #[must_use]
    pub fn key_at(&self, warehouse: &Warehouse) -> BalanceKey {
        BalanceKey {
            warehouse: warehouse.clone(),
            pool: Pool::shared(),
            ..self.origin.clone()
        }
    }

    /// Adds units in quality hold of a site.
    pub(crate) fn hold(&mut self, warehouse: &Warehouse, quantity: i64) {
        match self
            .held
            .iter_mut()
            .find(|held| held.warehouse == *warehouse)
        {
            Some(held) => held.quantity += quantity,
            None => self.held.push(Held {
                warehouse: warehouse.clone(),
                quantity,
            }),
        }
    }
}

/// Goods that come back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Return {
    /// Where it comes from.
    pub kind: ReturnKind,
    /// The fulfilment order it was sent with, if it is of one.
    pub fo_no: Option<FulfilmentNo>,
    /// The parcel that was refused or stopped.
    pub parcel_no: Option<String>,
    /// Where it is to arrive, or arrived.
    pub warehouse: Warehouse,
    /// Why.
    pub reason: Option<String>,
    /// The carrier's code.
    pub carrier: Option<String>,
    /// The carrier's waybill.
    pub waybill_no: Option<String>,
    /// When it was sent.
    pub sent_at: Option<Moment>,
    /// When it arrived.
    pub received_at: Option<Moment>,
    /// When it was closed.
    pub closed_at: Option<Moment>,
    /// Its lines.
    pub lines: Vec<ReturnLine>,
}

impl Return {
    /// The return in a paper.
    #[must_use]
    pub const fn of(paper: &Paper) -> Option<&Self> {
        match &paper.body {
            PaperBody::Return(found) => Some(found),
            _ => None,
        }
    }

    /// On its way back, over all lines.
    #[must_use]
    pub fn in_transit(&self) -> i64 {
        self.lines.iter().map(|line| line.transit).sum()
    }

    /// Not inspected, over all lines.
    #[must_use]
    pub fn held_quantity(&self) -> i64 {
        self.lines.iter().map(ReturnLine::held_quantity).sum()
    }

    /// What may be refunded of a line: what was refused or stopped on its way, all of it; of a return after signing, what really came back.
    #[must_use]
    pub const fn refundable(&self, line: &ReturnLine) -> i64 {
        match self.kind {
            ReturnKind::Rejection | ReturnKind::Interception => line.applied,
            ReturnKind::AfterSale => {
                let came = line.good + line.defective;
                if came < line.applied {
                    came
                } else {
                    line.applied
                }
            }
            ReturnKind::Blind => 0,
        }
    }

    /// What it accounts for: what is on its way, and what lies in quality hold until it is graded.
    #[must_use]
    pub fn claims(&self) -> Vec<Claim> {
        let mut claims = Vec::new();
        for line in &self.lines {
            if line.transit > 0 {
                claims.push(Claim {
                    key: line.origin.clone(),
                    bucket: Bucket::ReturnTransit,
                    quantity: line.transit,
                });
            }
            claims.extend(line.held.iter().map(|held| Claim {
                key: line.key_at(&held.warehouse),
                bucket: Bucket::QcHold,
                quantity: held.quantity,
            }));
        }
        claims
    }
}

//! Account reconciliation: two figures that should be equal, and what becomes of a difference.
//!
//! Everything here is pure: a comparison is given rows and comes to [`Sighting`]s, [`diff`] says what a sighting makes of the differences known so far, and
//! [`day`] knows business days, their cut in the ledger and their report. Reading, pacing and storing are others' work.
//!
//! The ledger's numbers are the clock of every comparison: a balance names the last row it has seen, so it is compared with the rows up to that
//! number, whatever is booked meanwhile; a warehouse's snapshot names the last document it has seen, so what came later is known to be on its way.

pub mod command;
pub mod day;
pub mod diff;
pub mod holdings;
pub mod ledger;
pub mod orders;
pub mod report;
pub mod settle;
pub mod snapshot;
pub mod state;
pub mod tolerance;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::bucket::Bucket;
use crate::ids::{Owner, Pool, Sku, Warehouse};
use crate::movement::codes;

codes! {
    /// Comparisons.
    RunKind {
        /// Ledger and balances.
        R1 = "R1",
        /// Balances and documents.
        R2 = "R2",
        /// Database and cache.
        R3 = "R3",
        /// Stock and a warehouse's snapshot.
        R4 = "R4",
        /// Orders and holds.
        R5 = "R5",
        /// Deliveries and bills.
        R6 = "R6",
        /// Outbox and confirms.
        R7 = "R7",
    }
}

codes! {
    /// What kind of difference it is.
    DiffClass {
        /// Ledger and balance differ, or the ledger's chain has a gap.
        LedgerGap = "LEDGER_GAP",
        /// A ledger row stands outside its voucher.
        DupPost = "DUP_POST",
        /// Held without a document.
        OrphanHold = "ORPHAN_HOLD",
        /// Allocated without a fulfilment order.
        GhostAlloc = "GHOST_ALLOC",
        /// A hold past its time.
        StaleHold = "STALE_HOLD",
        /// The cache differs.
        CacheDrift = "CACHE_DRIFT",
        /// The cache is gone.
        CacheLost = "CACHE_LOST",
        /// Only the stock center has it.
        ScOnly = "SC_ONLY",
        /// Only the warehouse has it.
        WmsOnly = "WMS_ONLY",
        /// The sum is right, the lots are not.
        LotMismatch = "LOT_MISMATCH",
        /// Explained by what is on its way.
        InFlight = "IN_FLIGHT",
        /// Paid, not allocated.
        PaidNoAlloc = "PAID_NO_ALLOC",
        /// Cancelled, still held.
        CancelledHeld = "CANCELLED_HELD",
        /// Both have it, the quantities differ.
        QtyDiff = "QTY_DIFF",
        /// Delivered, not settled.
        Unsettled = "UNSETTLED",
        /// Settled more than once.
        DoubleSettled = "DOUBLE_SETTLED",
        /// Settled long after.
        Late = "LATE",
        /// An event not sent.
        Unsent = "UNSENT",
        /// An event not consumed.
        Unconsumed = "UNCONSUMED",
    }
}

codes! {
    /// Where a difference stands.
    DiffState {
        /// Seen once.
        Found = "FOUND",
        /// Seen again, long enough after.
        Confirmed = "CONFIRMED",
        /// Repaired by rule. Final.
        AutoFixed = "AUTO_FIXED",
        /// A repair waits for its second person.
        Proposed = "PROPOSED",
        /// Approved; being carried out.
        Approved = "APPROVED",
        /// Repaired. Final.
        Fixed = "FIXED",
        /// The repair was refused. Final.
        Rejected = "REJECTED",
        /// Explained. Final, but what is only on its way is looked at again.
        Explained = "EXPLAINED",
    }
}

codes! {
    /// What a repair does.
    RepairAction {
        /// A correction voucher.
        Adjust = "ADJUST",
        /// Have it counted.
        CountTask = "COUNT_TASK",
        /// Give a hold back.
        Release = "RELEASE",
        /// Rebuild the cache.
        Rebuild = "REBUILD",
        /// Send the event again.
        Resend = "RESEND",
        /// Only the reason is written down.
        Explain = "EXPLAIN",
    }
}

/// What a difference is about; what does not apply is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subject {
    /// Owner of the goods.
    pub owner: Option<Owner>,
    /// SKU.
    pub sku: Option<Sku>,
    /// Site.
    pub warehouse: Option<Warehouse>,
    /// Pool.
    pub pool: Option<Pool>,
    /// Bucket.
    pub bucket: Option<Bucket>,
    /// Lot.
    pub lot: Option<String>,
    /// Document.
    pub document: Option<String>,
}

/// One comparison's result that is not equal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// About what.
    pub subject: Subject,
    /// Of which kind. [`DiffClass::InFlight`] needs no repair and no alarm.
    pub class: DiffClass,
    /// Our figure.
    pub ours: i64,
    /// The other side's.
    pub theirs: i64,
    /// How much may differ.
    pub tolerance: i64,
    /// In words, where the figures do not say it.
    pub note: Option<String>,
}

//! Movements: why a quantity went from one bucket to another.

use serde::{Deserialize, Serialize};

use crate::balance::BalanceKey;
use crate::bucket::Bucket;

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $text)] $variant,)+ }

        impl $name {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The code as stored and as sent.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// The code of that text, if there is one.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}
pub(crate) use codes;

codes! {
    /// Kinds of movement.
    Movement {
        /// Purchase order expected.
        PoExpect = "PO_EXPECT",
        /// Purchase received.
        PoIn = "PO_IN",
        /// Inspection passed.
        QcPass = "QC_PASS",
        /// Inspection failed.
        QcFail = "QC_FAIL",
        /// Order placed.
        PreOccupy = "PRE_OCCUPY",
        /// Hold given back by a cancel.
        Release = "RELEASE",
        /// Hold given back by time.
        Expire = "EXPIRE",
        /// Paid.
        Confirm = "CONFIRM",
        /// Allocated without a hold: credit, cash on delivery, late pay.
        DirectAlloc = "DIRECT_ALLOC",
        /// Paid order given up before it shipped.
        Dealloc = "DEALLOC",
        /// Moved to another site after a short pick.
        Resource = "RESOURCE",
        /// Handed to the carrier.
        Ship = "SHIP",
        /// Signed by the customer.
        Sign = "SIGN",
        /// Refused at the door.
        Reject = "REJECT",
        /// Called back from the carrier.
        Intercept = "INTERCEPT",
        /// Lost by the carrier.
        Lost = "LOST",
        /// Sent back by the customer.
        RetSend = "RET_SEND",
        /// Return received.
        RetIn = "RET_IN",
        /// Return graded good.
        RetGood = "RET_GOOD",
        /// Return graded bad.
        RetBad = "RET_BAD",
        /// Return never arrived.
        RetMiss = "RET_MISS",
        /// Locked for a transfer.
        TrLock = "TR_LOCK",
        /// Left for a transfer.
        TrOut = "TR_OUT",
        /// Arrived by a transfer.
        TrIn = "TR_IN",
        /// Lost in a transfer.
        TrLoss = "TR_LOSS",
        /// Locked.
        Freeze = "FREEZE",
        /// Unlocked.
        Unfreeze = "UNFREEZE",
        /// Counted more.
        CountGain = "COUNT_GAIN",
        /// Counted less.
        CountLoss = "COUNT_LOSS",
        /// Disposed of.
        Scrap = "SCRAP",
        /// Returned to the vendor.
        Rtv = "RTV",
        /// Given to a quota.
        PoolAssign = "POOL_ASSIGN",
        /// Taken back from a quota.
        PoolRecall = "POOL_RECALL",
        /// Presale opened.
        PsOpen = "PS_OPEN",
        /// Presale quota taken back.
        PsClose = "PS_CLOSE",
        /// Presale held.
        PsHold = "PS_HOLD",
        /// Presale turned into an allocation.
        PsConvert = "PS_CONVERT",
        /// Approved repair.
        ReconAdj = "RECON_ADJ",
        /// Correction of an earlier voucher.
        Reverse = "REVERSE",
    }
}

/// One side of a leg: a bucket of a balance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// Balance row.
    pub key: BalanceKey,
    /// Bucket in it.
    pub bucket: Bucket,
    /// What lies in the bucket after the leg.
    pub after: i64,
}

/// One leg of a voucher: `quantity` (> 0) goes from one bucket to another of the same owner and SKU. One ledger row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leg {
    /// Sequence number; grows along every account.
    pub seq: i64,
    /// Voucher it belongs to.
    pub voucher_id: i64,
    /// Position in the voucher, from 1.
    pub leg_no: i64,
    /// Why.
    pub movement: Movement,
    /// Where from.
    pub from: Side,
    /// Where to.
    pub to: Side,
    /// How much, in base units, > 0.
    pub quantity: i64,
    /// What a base unit cost, in fen, where the document told it.
    pub unit_cost: Option<i64>,
}

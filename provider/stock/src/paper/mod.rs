//! Papers: the documents of goods that are on their way, locked, counted or disposed of, each with the quantities it accounts for.
//!
//! Reservations and fulfilment orders, which every order writes, have tables of their own. Every other document is a paper: one head, the claims it has on
//! goods, and a body of its kind. A claim says "this document accounts for so much in that bucket": where a bucket has documents, it is the sum of their
//! claims (invariant I5), and "who holds each unit" is one question.

mod change;
pub mod presale;

pub use change::{
    Asn, Count, CountTask, Counted, Disposal, Freeze, Inspection, Parked, Recall, RecallLeft,
    STEP_LINES_MAX, STEPS_MAX, Step, StepBy, StepLine, StepMark, Transfer,
};
pub use presale::Presale;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::balance::BalanceKey;
use crate::book::Place;
use crate::bucket::Bucket;
use crate::fulfilment::{Discrepancy, Parcel, Return};
use crate::ids::{Moment, OrderNo, Tenant};
use crate::movement::codes;

/// Longest number of a paper, in characters: some are made up of a warehouse, a SKU and an owner.
pub const PAPER_NO_MAX: usize = 200;
/// Most papers of one kind read for one order, latest first.
pub const PAPERS_OF_ORDER_MAX: usize = 200;

/// Buckets that are, unit for unit, the sum of papers' claims. In every other bucket of the stock center papers claim at most what is there.
pub const CLAIMED_WHOLLY: [Bucket; 5] = [
    Bucket::Shipped,
    Bucket::ReturnTransit,
    Bucket::TransferTransit,
    Bucket::Incoming,
    Bucket::PresaleHeld,
];

/// Goods in a bucket that a paper accounts for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Claim {
    /// Balance.
    pub key: BalanceKey,
    /// Bucket in it.
    pub bucket: Bucket,
    /// How much, > 0.
    pub quantity: i64,
}

codes! {
    /// Kinds of paper.
    PaperKind {
        /// Purchase announced by a supplier.
        Asn = "ASN",
        /// Inspection of received goods.
        Inspection = "INSPECTION",
        /// Transfer between two sites.
        Transfer = "TRANSFER",
        /// Goods locked under a number.
        Freeze = "FREEZE",
        /// Goods counted.
        Count = "COUNT",
        /// Goods to be counted.
        CountTask = "COUNT_TASK",
        /// Goods disposed of or returned to the vendor.
        Disposal = "DISPOSAL",
        /// What is still to be recalled from a quota.
        Recall = "RECALL",
        /// What a carrier has.
        Parcel = "PARCEL",
        /// What comes back.
        Return = "RETURN",
        /// What was reported and cannot be as the books stand.
        Discrepancy = "DISCREPANCY",
        /// What a paid order still has to get of a presale.
        Presale = "PRESALE",
    }
}

/// What a kind of paper says beside its head. The struct of each kind lies in the module that owns it and only ever gains fields with a default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum PaperBody {
    /// See [`Asn`].
    Asn(Asn),
    /// See [`Inspection`].
    Inspection(Inspection),
    /// See [`Transfer`].
    Transfer(Transfer),
    /// See [`Freeze`].
    Freeze(Freeze),
    /// See [`Count`].
    Count(Count),
    /// See [`CountTask`].
    CountTask(CountTask),
    /// See [`Disposal`].
    Disposal(Disposal),
    /// See [`Recall`].
    Recall(Recall),
    /// See [`Parcel`].
    Parcel(Parcel),
    /// See [`Return`].
    Return(Return),
    /// See [`Discrepancy`].
    Discrepancy(Discrepancy),
    /// See [`Presale`].
    Presale(Presale),
}

impl PaperBody {
    /// What was done under it, for kinds that keep steps.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        match self {
            Self::Asn(body) => &body.steps,
            Self::Inspection(body) => &body.steps,
            Self::Transfer(body) => &body.steps,
            Self::Freeze(body) => &body.steps,
            Self::Count(body) => &body.steps,
            Self::Disposal(body) => &body.steps,
            _ => &[],
        }
    }

    /// As [`PaperBody::steps`], to be added to.
    pub fn steps_mut(&mut self) -> Option<&mut Vec<Step>> {
        match self {
            Self::Asn(body) => Some(&mut body.steps),
            Self::Inspection(body) => Some(&mut body.steps),
            Self::Transfer(body) => Some(&mut body.steps),
            Self::Freeze(body) => Some(&mut body.steps),
            Self::Count(body) => Some(&mut body.steps),
            Self::Disposal(body) => Some(&mut body.steps),
            _ => None,
        }
    }

    /// The kind it is of.
    #[must_use]
    pub const fn kind(&self) -> PaperKind {
        match self {
            Self::Asn(_) => PaperKind::Asn,
            Self::Inspection(_) => PaperKind::Inspection,
            Self::Transfer(_) => PaperKind::Transfer,
            Self::Freeze(_) => PaperKind::Freeze,
            Self::Count(_) => PaperKind::Count,
            Self::CountTask(_) => PaperKind::CountTask,
            Self::Disposal(_) => PaperKind::Disposal,
            Self::Recall(_) => PaperKind::Recall,
            Self::Parcel(_) => PaperKind::Parcel,
            Self::Return(_) => PaperKind::Return,
            Self::Discrepancy(_) => PaperKind::Discrepancy,
            Self::Presale(_) => PaperKind::Presale,
        }
    }
}

/// A document with what it accounts for.
#[derive(Clone, Debug, PartialEq)]
pub struct Paper {
    /// Row identifier, out of the same source as vouchers.
    pub id: i64,
    /// Tenant.
    pub tenant: Tenant,
    /// Kind; as its body says.
    pub kind: PaperKind,
    /// Its number, unique per tenant and kind, at most [`PAPER_NO_MAX`] characters.
    pub no: String,
    /// The order it is of, if it is of one.
    pub order_no: Option<OrderNo>,
    /// State, in the words of its kind.
    pub status: String,
    /// When a sweeper shall look at it; `None` where nothing is due.
    pub due_at: Option<Moment>,
    /// When it was made.
    pub created_at: Moment,
    /// Grows with every change; the guard of an update.
    pub version: i64,
    /// Goods it accounts for: each balance and bucket once, in their order (the book sees to that).
    pub claims: Vec<Claim>,
    /// The rest.
    pub body: PaperBody,
}

impl Paper {
    /// A paper that is new: no claims, nothing due, of no order.
    #[must_use]
    pub fn new(
        id: i64,
        tenant: &Tenant,
        no: impl Into<String>,
        status: &str,
        created_at: Moment,
        body: PaperBody,
    ) -> Self {
        Self {
            id,
            tenant: tenant.clone(),
            kind: body.kind(),
            no: no.into(),
            order_no: None,
            status: status.to_owned(),
            due_at: None,
            created_at,
            version: 0,
            claims: Vec::new(),
            body,
        }
    }

    /// What it accounts for in one bucket of one balance.
    #[must_use]
    pub fn claimed(&self, key: &BalanceKey, bucket: Bucket) -> i64 {
        let mine = self.claims.iter();
        mine.filter(|claim| claim.bucket == bucket && claim.key == *key)
            .map(|claim| claim.quantity)
            .sum()
    }

    /// Adds to what it accounts for (a negative quantity takes away).
    pub fn claim(&mut self, key: &BalanceKey, bucket: Bucket, quantity: i64) {
        let mut mine = self.claims.iter_mut();
        let found = mine.find(|claim| claim.bucket == bucket && claim.key == *key);
        match found {
            Some(claim) => claim.quantity = claim.quantity.saturating_add(quantity),
            None => self.claims.push(Claim {
                key: key.clone(),
                bucket,
                quantity,
            }),
        }
    }

    /// Whether it accounts for goods in a bucket of a place, whatever the pool.
    #[must_use]
    pub fn claims_at(&self, place: &Place, bucket: Bucket) -> bool {
        let mut claims = self.claims.iter();
        claims.any(|claim| claim.bucket == bucket && Place::from(&claim.key) == *place)
    }

    /// Claims summed by balance and bucket, in their order, without those of nothing.
    pub(crate) fn tidy_claims(&mut self) {
        let sorted = self
            .claims
            .windows(2)
            .all(|pair| (&pair[0].key, pair[0].bucket) < (&pair[1].key, pair[1].bucket));
        if sorted && self.claims.iter().all(|claim| claim.quantity != 0) {
            return;
        }
        let mut sums: BTreeMap<(BalanceKey, Bucket), i64> = BTreeMap::new();
        for claim in self.claims.drain(..) {
            let sum = sums.entry((claim.key, claim.bucket)).or_default();
            *sum = sum.saturating_add(claim.quantity);
        }
        let sums = sums.into_iter().filter(|(_, quantity)| *quantity != 0);
        self.claims = sums
            .map(|((key, bucket), quantity)| Claim {
                key,
                bucket,
                quantity,
            })
            .collect();
    }
}

/// Which papers a command needs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PaperRef {
    /// The one of that number.
    No(Tenant, PaperKind, String),
    /// Those of an order, the latest [`PAPERS_OF_ORDER_MAX`].
    OfOrder(Tenant, PaperKind, OrderNo),
}

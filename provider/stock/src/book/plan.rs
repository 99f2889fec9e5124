//! What a rule wants to do.

use crate::admin::Setting;
use crate::answer::Answer;
use crate::balance::BalanceKey;
use crate::bucket::Bucket;
use crate::counter::CounterKey;
use crate::facts::PresaleOffer;
use crate::ids::{OrderNo, Tenant};
use crate::lot::{LotFacts, LotRecall};
use crate::movement::Movement;
use crate::paper::Paper;
use crate::reservation::{Fulfilment, Reservation};

/// A move a rule wants to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// Why.
    pub movement: Movement,
    /// From which bucket.
    pub from: (BalanceKey, Bucket),
    /// To which bucket; same owner and SKU.
    pub to: (BalanceKey, Bucket),
    /// How much, > 0.
    pub quantity: i64,
}

/// All a command does, or nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Moves in order.
    pub moves: Vec<Move>,
    /// Reservations as they shall be; `version` is raised when applied. An answer that tells of a reservation tells of the first.
    pub reservations: Vec<Reservation>,
    /// Fulfilment orders as they shall be; `version` is raised when applied.
    pub fulfilments: Vec<Fulfilment>,
    /// Papers as they shall be, new or changed; `version` is raised and claims are put in order when applied.
    pub papers: Vec<Paper>,
    /// What is learned of lots: new ones only.
    pub lots: Vec<LotFacts>,
    /// Lots that are recalled, or whose recall is lifted.
    pub recalls: Vec<LotRecall>,
    /// Counters: by how much each changes (down to 0 at most), and what it may come to if it is raised.
    pub counts: Vec<(CounterKey, i64, Option<i64>)>,
    /// Settings to store.
    pub settings: Vec<Setting>,
    /// Presales as they shall be.
    pub offers: Vec<PresaleOffer>,
    /// Whose single legs are, where the voucher as a whole is of no order: first and last leg (from 1), and the order.
    pub orders: Vec<(i64, i64, OrderNo)>,
    /// What a base unit of single legs (from 1) cost, in fen.
    pub costs: Vec<(i64, i64)>,
    /// The voucher undone by this one.
    pub reverses: Option<i64>,
    /// What the caller is told; the voucher's number is filled in when applied.
    pub answer: Answer,
}

impl Plan {
    /// A plan that only answers.
    #[must_use]
    pub const fn answer(answer: Answer) -> Self {
        Self {
            moves: Vec::new(),
            reservations: Vec::new(),
            fulfilments: Vec::new(),
            papers: Vec::new(),
            lots: Vec::new(),
            recalls: Vec::new(),
            counts: Vec::new(),
            settings: Vec::new(),
            offers: Vec::new(),
            orders: Vec::new(),
            costs: Vec::new(),
            reverses: None,
            answer,
        }
    }
}

/// Legs of a voucher that are of an order the voucher itself is not of: it serves or cuts several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegsOfOrder {
    /// The voucher.
    pub voucher_id: i64,
    /// First and last of them, by their position in the voucher.
    pub legs: (i64, i64),
    /// Tenant.
    pub tenant: Tenant,
    /// The order.
    pub order_no: OrderNo,
}

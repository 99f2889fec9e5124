//! The report of a business day: opening, movements, closing.
//!
//! Closing is read backwards, from balances less what was booked after the day; the way there is added up forwards, from the last close that was
//! stored (or from nothing). Where the two meet the day is balanced.

use std::collections::{BTreeMap, HashMap};

use crate::balance::{Balance, BalanceKey};
use crate::bucket::Bucket;
use crate::ids::{Owner, Warehouse};
use crate::movement::{Leg, Movement};

/// A row of the report.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// Owner.
    pub owner: Owner,
    /// Site.
    pub warehouse: Warehouse,
    /// Category of parts; empty if the SKU is not in the catalogue any more.
    pub category: String,
    /// Bucket.
    pub bucket: Bucket,
}

/// What a stored close keeps: all categories together, for a part may change its category.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TotalKey {
    /// Owner.
    pub owner: Owner,
    /// Site.
    pub warehouse: Warehouse,
    /// Bucket.
    pub bucket: Bucket,
}

/// Figures of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// At the end of the day.
    pub closing: i64,
    /// What moved in and out, by kind.
    pub moves: BTreeMap<Movement, (i64, i64)>,
    /// What the closing is worth, in fen.
    pub value_minor: i64,
    /// The cost of some of it is not known.
    pub value_unknown: bool,
}

impl Row {
    /// At the start of the day.
    #[must_use]
    pub fn opening(&self) -> i64 {
        let moved: i64 = self.moves.values().map(|(into, out)| into - out).sum();
        self.closing - moved
    }
}

/// A report being made.
#[derive(Clone, Debug)]
pub struct Report {
    from_seq: i64,
    to_seq: i64,
    /// Up to this number the forward sums are given.
    base_seq: i64,
    rows: BTreeMap<Cell, Row>,
    forward: BTreeMap<TotalKey, i64>,
    moved: HashMap<BalanceKey, i64>,
    /// The one site it is about.
    warehouse: Option<Warehouse>,
}

impl Report {
    /// Begins for the rows after `from_seq` up to `to_seq`, with the totals of the last stored close at `base_seq`.
    #[must_use]
    pub fn new(from_seq: i64, to_seq: i64, base_seq: i64, base: BTreeMap<TotalKey, i64>) -> Self {
        Self {
            from_seq,
            to_seq,
            base_seq,
            rows: BTreeMap::new(),
            forward: base,
            moved: HashMap::new(),
            warehouse: None,
        }
    }

    /// Leaves out every other site, also at the far end of a movement between two.
    pub fn only_in(&mut self, warehouse: Option<Warehouse>) {
        self.warehouse = warehouse;
    }

    /// The first number of the ledger rows to be given to [`Report::add_leg`], less one.
    #[must_use]
    pub const fn reads_after(&self) -> i64 {
        if self.base_seq < self.from_seq {
            self.base_seq
        } else {
            self.from_seq
        }
    }

    /// Takes a balance, before any ledger row.
    pub fn add_balance(
        &mut self,
        key: &BalanceKey,
        balance: &Balance,
        category: &str,
        cost: Option<i64>,
    ) {
        for bucket in Bucket::ALL {
            let quantity = balance.get(bucket);
            if quantity != 0 {
                let row = self.row(key, category, bucket);
                row.closing = row.closing.saturating_add(quantity);
                value(row, quantity, cost);
            }
        }
        if balance.last_seq > self.to_seq {
            self.moved.insert(key.clone(), balance.last_seq);
        }
    }

    /// Takes the next ledger row.
    pub fn add_leg(&mut self, leg: &Leg, category: &str, cost: Option<i64>) {
        for (side, into, out) in [(&leg.from, 0, leg.quantity), (&leg.to, leg.quantity, 0)] {
            if self
                .warehouse
                .as_ref()
                .is_some_and(|site| *site != side.key.warehouse)
            {
                continue;
            }
            let amount = into - out;
            if leg.seq > self.to_seq {
                if self
                    .moved
                    .get(&side.key)
                    .is_some_and(|seen| leg.seq <= *seen)
                {
                    let row = self.row(&side.key, category, side.bucket);
                    row.closing = row.closing.saturating_sub(amount);
                    value(row, -amount, cost);
                }
                continue;
            }
            if leg.seq > self.base_seq {
                let total = self.forward.entry(total_key(&side.key, side.bucket));
                *total.or_default() += amount;
            }
            if leg.seq > self.from_seq {
                let row = self.row(&side.key, category, side.bucket);
                let sums = row.moves.entry(leg.movement).or_default();
                sums.0 += into;
                sums.1 += out;
            }
        }
    }

    /// Rows that hold or moved something, and whether what was read backwards is what was added up forwards.
    #[must_use]
    pub fn finish(self) -> Finished {
        let mut backward: BTreeMap<TotalKey, i64> = BTreeMap::new();
        for (cell, row) in &self.rows {
            let key = TotalKey {
                owner: cell.owner.clone(),
                warehouse: cell.warehouse.clone(),
                bucket: cell.bucket,
            };
            *backward.entry(key).or_default() += row.closing;
        }
        let mut forward = self.forward;
        forward.retain(|_, total| *total != 0);
        backward.retain(|_, total| *total != 0);
        let balanced = forward == backward;
        let mut rows = self.rows;
        rows.retain(|_, row| row.closing != 0 || !row.moves.is_empty());
        Finished {
            rows,
            totals: backward,
            balanced,
        }
    }

    fn row(&mut self, key: &BalanceKey, category: &str, bucket: Bucket) -> &mut Row {
        let cell = Cell {
            owner: key.owner.clone(),
            warehouse: key.warehouse.clone(),
            category: category.to_owned(),
            bucket,
        };
        self.rows.entry(cell).or_default()
    }
}

/// A finished report.
#[derive(Clone, Debug)]
pub struct Finished {
    /// Its rows.
    pub rows: BTreeMap<Cell, Row>,
    /// Closing by owner, site and bucket, as the close stores it.
    pub totals: BTreeMap<TotalKey, i64>,
    /// Whether the two ways to the closing meet.
    pub balanced: bool,
}

fn total_key(key: &BalanceKey, bucket: Bucket) -> TotalKey {
    TotalKey {
        owner: key.owner.clone(),
        warehouse: key.warehouse.clone(),
        bucket,
    }
}

fn value(row: &mut Row, quantity: i64, cost: Option<i64>) {
    match cost {
        Some(cost) => {
            row.value_minor = row
                .value_minor
                .saturating_add(quantity.saturating_mul(cost));
        }
        None => row.value_unknown = true,
    }
}

//! Balances: what lies in each bucket of one (tenant, owner, SKU, warehouse, pool, lot).

use serde::{Deserialize, Serialize};

use crate::bucket::{BUCKETS, Bucket};
use crate::ids::{Lot, Owner, Pool, Sku, Tenant, Warehouse};

/// Key of a balance row. The order (SKU first) is the order in which rows are locked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct BalanceKey {
    /// Stock keeping unit.
    pub sku: Sku,
    /// Site that holds it.
    pub warehouse: Warehouse,
    /// Quota it belongs to.
    pub pool: Pool,
    /// Lot of the goods; empty where lots are not told apart.
    #[serde(default, skip_serializing_if = "Lot::is_none")]
    pub lot: Lot,
    /// Owner of the goods.
    pub owner: Owner,
    /// Tenant.
    pub tenant: Tenant,
}

impl BalanceKey {
    /// The balance of the same pool's goods without a lot.
    #[must_use]
    pub fn without_lot(&self) -> Self {
        Self {
            lot: Lot::none(),
            ..self.clone()
        }
    }
}

/// Quantities by bucket, in base units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quantities([i64; BUCKETS]);

impl Quantities {
    /// Takes over quantities in the order of [`Bucket::ALL`].
    #[must_use]
    pub const fn from_columns(columns: [i64; BUCKETS]) -> Self {
        Self(columns)
    }

    /// Quantities in the order of [`Bucket::ALL`].
    #[must_use]
    pub const fn columns(&self) -> &[i64; BUCKETS] {
        &self.0
    }

    /// The quantity in one bucket.
    #[must_use]
    pub const fn get(&self, bucket: Bucket) -> i64 {
        self.0[bucket.index()]
    }

    /// Adds to one bucket (a negative amount takes away). Saturates: quantities are bounded far below the ends by the doors.
    pub const fn add(&mut self, bucket: Bucket, amount: i64) {
        let quantity = &mut self.0[bucket.index()];
        *quantity = quantity.saturating_add(amount);
    }

    /// Goods that stand in the warehouse: the six physical buckets.
    #[must_use]
    pub fn on_hand(&self) -> i64 {
        Bucket::ALL
            .into_iter()
            .filter(|b| b.is_physical())
            .map(|b| self.get(b))
            .sum()
    }

    /// The first internal bucket that is negative, with its quantity.
    #[must_use]
    pub fn negative_internal(&self) -> Option<(Bucket, i64)> {
        Bucket::ALL
            .into_iter()
            .filter(|b| b.is_internal())
            .map(|b| (b, self.get(b)))
            .find(|(_, quantity)| *quantity < 0)
    }

    /// Whether nothing is in any bucket.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.0.iter().all(|quantity| *quantity == 0)
    }
}

/// One balance row as read under the transaction that will change it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// Row identifier, 0 while the row does not exist.
    pub id: i64,
    /// What lies in each bucket.
    pub quantities: Quantities,
    /// Sequence number of the last ledger row that touched it.
    pub last_seq: i64,
}

impl Balance {
    /// The quantity in one bucket.
    #[must_use]
    pub const fn get(&self, bucket: Bucket) -> i64 {
        self.quantities.get(bucket)
    }
}

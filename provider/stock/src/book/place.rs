//! Places: where goods of one owner lie, whatever their pool and lot.

use crate::balance::BalanceKey;
use crate::ids::{Lot, Owner, Pool, Sku, Tenant, Warehouse};

/// All pools and lots of one owner's SKU in one warehouse.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// SKU.
    pub sku: Sku,
    /// Site.
    pub warehouse: Warehouse,
    /// Owner.
    pub owner: Owner,
    /// Tenant.
    pub tenant: Tenant,
}

impl Place {
    /// The balance of one pool there, of goods without a lot.
    #[must_use]
    pub fn pool(&self, pool: &Pool) -> BalanceKey {
        self.lot(pool, &Lot::none())
    }

    /// The balance of one lot in one pool there.
    #[must_use]
    pub fn lot(&self, pool: &Pool, lot: &Lot) -> BalanceKey {
        BalanceKey {
            sku: self.sku.clone(),
            warehouse: self.warehouse.clone(),
            pool: pool.clone(),
            lot: lot.clone(),
            owner: self.owner.clone(),
            tenant: self.tenant.clone(),
        }
    }
}

impl From<&BalanceKey> for Place {
    fn from(key: &BalanceKey) -> Self {
        Self {
            sku: key.sku.clone(),
            warehouse: key.warehouse.clone(),
            owner: key.owner.clone(),
            tenant: key.tenant.clone(),
        }
    }
}

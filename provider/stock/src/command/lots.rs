//! Commands about lots.

use serde::{Deserialize, Serialize};

use crate::ids::{Lot, Owner, Sku, Warehouse};

/// A lot may be past its last day in a warehouse (the sweeper's): what is free of it is locked, whatever its pool. With nothing to lock it answers `OK`
/// without a voucher and leaves no row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgeOut {
    /// Where.
    pub warehouse: Warehouse,
    /// SKU.
    pub sku: Sku,
    /// Owner of the goods.
    pub owner: Owner,
    /// Which lot.
    pub lot: Lot,
}

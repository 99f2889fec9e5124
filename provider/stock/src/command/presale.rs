//! Commands about presales: quota that is sold before the goods are there.

use serde::{Deserialize, Serialize};

use crate::ids::{Moment, Owner, Pool, Sku, Warehouse};
use crate::op::OpType;

/// Quota of one SKU.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PresaleLine {
    /// Position in the document.
    pub line_no: i64,
    /// SKU.
    pub sku: Sku,
    /// Owner of the goods; the mall's own if absent.
    pub owner: Option<Owner>,
    /// How many, > 0; absent when a presale is closed: all that is left, and nothing more of it is sold.
    pub quantity: Option<i64>,
}

/// Sell goods before they are there. Opened again under another key, it adds to the quota; its dates are then those told last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenPresale {
    /// The presale.
    pub presale_no: String,
    /// Where the goods are expected.
    pub warehouse: Warehouse,
    /// Pool the quota is of; shared if absent.
    pub pool: Option<Pool>,
    /// When the goods are expected.
    pub expected_at: Option<Moment>,
    /// Sold before this moment; until it is closed if absent.
    pub sale_until: Option<Moment>,
    /// What; each SKU and owner once.
    pub lines: Vec<PresaleLine>,
}

/// Take quota back that nobody holds. More than is left takes what is left and reports the rest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosePresale {
    /// The presale.
    pub presale_no: String,
    /// Where.
    pub warehouse: Warehouse,
    /// Pool the quota is of; shared if absent.
    pub pool: Option<Pool>,
    /// What; each SKU and owner once.
    pub lines: Vec<PresaleLine>,
}

/// Commands of operators.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PresaleCommand {
    /// See [`OpenPresale`].
    Open(OpenPresale),
    /// See [`ClosePresale`].
    Close(ClosePresale),
}

impl PresaleCommand {
    /// The kind of operation.
    #[must_use]
    pub const fn op(&self) -> OpType {
        match self {
            Self::Open(_) => OpType::OpenPresale,
            Self::Close(_) => OpType::ClosePresale,
        }
    }

    /// Its lines.
    #[must_use]
    pub fn lines(&self) -> &[PresaleLine] {
        match self {
            Self::Open(open) => &open.lines,
            Self::Close(close) => &close.lines,
        }
    }
}

/// Paid presale orders may wait for goods that became free in a place (the sweeper's): they are served by the time they paid. With nothing to serve it
/// answers `OK` without a voucher and leaves no row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConvertPresale {
    /// Where.
    pub warehouse: Warehouse,
    /// SKU.
    pub sku: Sku,
    /// Owner of the goods.
    pub owner: Owner,
}

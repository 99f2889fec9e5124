//! Presales: quota that is sold before the goods are there.

use hessian2::{Date, Hessian};

use crate::reply::OpContext;
use crate::text::{Owner, Pool, Sku, WarehouseCode};

/// Opens a presale, adds to it, or takes quota back.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.PresaleReq")]
pub struct PresaleReq {
    /// Who asks, under which key (bizNo = presale number, opSeq = the how-many-th change). Required.
    pub context: Option<OpContext>,
    /// The presale, at most 64 characters. Required. A SKU of one warehouse, pool and owner is on one open presale at a time.
    pub presale_no: Option<String>,
    /// Where the goods are expected. Required.
    pub warehouse: WarehouseCode,
    /// The pool the quota is of; null means `SHARED`. Only orders that may draw from that pool are sold it.
    pub pool: Option<Pool>,
    /// openPresale only: when the goods are expected; null when nobody knows. Holds for what is sold already too.
    pub expected_at: Option<Date>,
    /// openPresale only: sold before this moment; null means until it is closed.
    pub sale_until: Option<Date>,
    /// What, 1 to 200 lines, each SKU and owner once.
    pub lines: Vec<PresaleLine>,
}

/// Quota of one SKU; kits have none, their parts do.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.PresaleLine")]
pub struct PresaleLine {
    /// The document's line number, unique in the request; null means the position, from 1.
    pub line_no: Option<i64>,
    /// SKU. Required.
    pub sku: Sku,
    /// The goods' owner; null means the mall's own goods (`SELF`).
    pub owner: Option<Owner>,
    /// How many, in base units, 1 to 2^40. closePresale: null takes back all that nobody holds and ends the sale; a quantity only makes the quota smaller.
    pub quantity: Option<i64>,
}

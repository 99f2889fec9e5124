//! What other services hand in for a comparison, page by page, and how far a comparison has come.

use hessian2::{Date, Hessian};

use crate::reply::OpContext;
use crate::states::{BillKind, OrderListState, ReconRun, RunState};
use crate::text::{OrderNo, Owner, Quantity, Sku, Tenant};

/// One page of the order service's list of orders. A page sent twice replaces the first; the comparison waits for all pages.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.OrderListPage")]
pub struct OrderListPage {
    /// Who sends it, under which key (bizNo = list number, opSeq = page). Required.
    pub context: Option<OpContext>,
    /// The list's number, at most 64 characters. Required.
    pub list_no: Option<String>,
    /// This page, from 1.
    pub page: i32,
    /// How many pages there are, 1 to 10000.
    pub pages: i32,
    /// When the list was taken.
    pub taken_at: Option<Date>,
    /// The orders, at most 1000 rows per page.
    pub rows: Vec<OrderListRow>,
}

/// One SKU of one order, as the order service sees it.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.OrderListRow")]
pub struct OrderListRow {
    /// The order. Required.
    pub order_no: OrderNo,
    /// What the order service says of it, see `OrderListState`. Required.
    pub state: OrderListState,
    /// SKU or kit as ordered. Required.
    pub sku: Sku,
    /// How many, in base units.
    pub quantity: Quantity,
    /// Seconds the order has been in this state when the list was taken: an interval, so that clocks may differ.
    pub age_seconds: i64,
}

/// One page of a settlement statement or of a carrier's bill. A page sent twice replaces the first; the comparison waits for all pages.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.BillPage")]
pub struct BillPage {
    /// Who sends it, under which key (bizNo = bill number, opSeq = page). Required.
    pub context: Option<OpContext>,
    /// The bill's number, at most 64 characters. Required.
    pub bill_no: Option<String>,
    /// Whose bill it is, see `BillKind`. Required.
    pub kind: BillKind,
    /// This page, from 1.
    pub page: i32,
    /// How many pages there are, 1 to 10000.
    pub pages: i32,
    /// The lines, at most 1000 per page.
    pub rows: Vec<BillRow>,
}

/// One line of a settlement statement or of a carrier's bill; quantities in base units.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.BillRow")]
pub struct BillRow {
    /// The goods' owner; null means the mall's own goods (`SELF`).
    pub owner: Option<Owner>,
    /// The business day on which it was settled, `yyyy-MM-dd`. Required.
    pub business_date: Option<String>,
    /// The order. Required.
    pub order_no: OrderNo,
    /// SKU. Required.
    pub sku: Sku,
    /// Signed for; settlement only.
    pub signed: Quantity,
    /// Returned and found good or defective; settlement only.
    pub returned: Quantity,
    /// Lost by the carrier; carrier's bill only.
    pub lost: Quantity,
}

/// Names a comparison.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.RunQuery")]
pub struct RunQuery {
    /// The mall; null means the server's default tenant.
    pub tenant: Option<Tenant>,
    /// Its number, as `run` answered it. Required.
    pub run_no: Option<String>,
}

/// How far a comparison has come.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.RunProgress")]
pub struct RunProgress {
    /// Its number.
    pub run_no: Option<String>,
    /// Which comparison, see `ReconRun`.
    pub run: ReconRun,
    /// How far it is, see `RunState`.
    pub state: RunState,
    /// The business day, `yyyy-MM-dd`.
    pub business_date: Option<String>,
    /// The ledger's sequence of the comparison.
    pub cut_seq: i64,
    /// Rows read so far.
    pub rows_read: i64,
    /// Differences found so far; what was only on its way is not counted.
    pub diffs: i32,
    /// When it was asked for.
    pub created_at: Option<Date>,
    /// When it ended; null before.
    pub finished_at: Option<Date>,
    /// Why it failed, or what was left out; null otherwise.
    pub message: Option<String>,
}

//! The close of a business day, its report, and the settlement statement.

use hessian2::{Date, Hessian};

use crate::states::{Bucket, DiffClass, Movement, ReconRun};
use crate::text::{DiffNo, FulfillmentNo, OrderNo, Owner, Quantity, Sku, WarehouseCode};

/// A closed business day.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.DayClose")]
pub struct DayClose {
    /// The day, `yyyy-MM-dd` in Asia/Shanghai.
    pub business_date: Option<String>,
    /// Whether it is closed now.
    pub closed: bool,
    /// The ledger's last sequence that belongs to the day.
    pub cut_seq: i64,
    /// When it was closed.
    pub closed_at: Option<Date>,
    /// Who closed it.
    pub closed_by: Option<String>,
    /// The day's comparisons.
    pub runs: Vec<RunSummary>,
    /// Differences that stay open on purpose.
    pub carried_over: Vec<DiffNo>,
}

/// One comparison of a day.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.RunSummary")]
pub struct RunSummary {
    /// Which one, see `ReconRun`.
    pub run: ReconRun,
    /// Its number.
    pub run_no: Option<String>,
    /// Whether it is done.
    pub done: bool,
    /// Differences found.
    pub diffs: i32,
    /// Of them, still open.
    pub open: i32,
}

/// Opening, movements and closing of a business day.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.DayReport")]
pub struct DayReport {
    /// The day, `yyyy-MM-dd` in Asia/Shanghai.
    pub business_date: Option<String>,
    /// The last sequence of the day before.
    pub from_seq: i64,
    /// The last sequence of the day.
    pub to_seq: i64,
    /// A row per owner, warehouse, category and bucket.
    pub rows: Vec<DayReportRow>,
    /// The day's differences by class.
    pub diffs: Vec<DiffCount>,
    /// Whether opening plus movements is closing on every row.
    pub balanced: bool,
}

/// One row of a day's report; quantities in base units.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.DayReportRow")]
pub struct DayReportRow {
    /// The goods' owner.
    pub owner: Owner,
    /// Where.
    pub warehouse: WarehouseCode,
    /// The category of parts.
    pub category: Option<String>,
    /// The bucket, see `Bucket`.
    pub bucket: Bucket,
    /// At the start of the day.
    pub opening: Quantity,
    /// What moved, by kind of movement.
    pub movements: Vec<MovementSum>,
    /// At the end of the day.
    pub closing: Quantity,
    /// What the closing is worth at cost, in the smallest currency unit (fen); null when not known.
    pub value_minor: Option<i64>,
}

/// What one kind of movement brought and took, in base units.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.MovementSum")]
pub struct MovementSum {
    /// The kind, see `Movement`.
    pub movement: Movement,
    /// Into the bucket.
    pub quantity_in: Quantity,
    /// Out of the bucket.
    pub quantity_out: Quantity,
}

/// How many differences of one class a day has.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.DiffCount")]
pub struct DiffCount {
    /// The class, see `DiffClass`.
    pub diff_class: DiffClass,
    /// How many.
    pub count: i32,
    /// Of them, still open.
    pub open: i32,
    /// By how many base units, taken absolutely.
    pub quantity: Quantity,
    /// Age of the oldest open one in hours.
    pub oldest_hours: i32,
    /// Repaired, and by whom approved: `approver (count)`.
    pub repairs: Vec<String>,
}

/// One line of a settlement statement; quantities in base units.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.StatementLine")]
pub struct StatementLine {
    /// The goods' owner.
    pub owner: Owner,
    /// The business day it counts for, `yyyy-MM-dd`.
    pub business_date: Option<String>,
    /// The order.
    pub order_no: OrderNo,
    /// The fulfilment order the parcel is of; empty where the goods are of no parcel.
    pub fo_no: FulfillmentNo,
    /// The parcel they were delivered in, or came back in unopened; null for what came back after it was signed for.
    pub parcel_no: Option<String>,
    /// SKU.
    pub sku: Sku,
    /// Signed for.
    pub signed: Quantity,
    /// Returned and found good or defective.
    pub returned: Quantity,
    /// Lost by the carrier.
    pub lost: Quantity,
    /// To be settled: signed minus returned.
    pub settle: Quantity,
    /// Cost of one base unit in the smallest currency unit (fen): the average of what the owner's goods cost now; null when not known.
    pub unit_cost_minor: Option<i64>,
    /// To be paid, in the smallest currency unit (fen); null when the cost is not known.
    pub amount_minor: Option<i64>,
    /// An open difference about it; null when there is none.
    pub diff_no: Option<DiffNo>,
}

//! Account reconciliation (库存对账): comparisons, differences, repairs with two persons, the close of the day.

use dubbo_rpc::{Context, Fault};
use hessian2::{Date, Hessian};

pub use crate::reconcile_day::*;
pub use crate::reconcile_lists::*;
use crate::reply::{Nothing, OpContext, Page, Reply};
use crate::states::{Bucket, DiffClass, DiffState, ReconRun, RepairAction};
use crate::text::{DiffNo, Owner, Pool, Quantity, Sku, Tenant, VoucherNo, WarehouseCode};

/// One page of a warehouse's stock snapshot. A page sent twice replaces the first; the comparison waits for all pages.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.SnapshotPage")]
pub struct SnapshotPage {
    /// Who sends it, under which key (bizNo = snapshot number, opSeq = page). Required.
    pub context: Option<OpContext>,
    /// The warehouse's snapshot number, at most 64 characters. Required.
    pub snapshot_no: Option<String>,
    /// Where. Required.
    pub warehouse: WarehouseCode,
    /// This page, from 1.
    pub page: i32,
    /// How many pages there are, 1 to 10000.
    pub pages: i32,
    /// The last document the warehouse had applied: what came later is on its way.
    pub last_doc_no: Option<String>,
    /// When the snapshot was taken.
    pub taken_at: Option<Date>,
    /// What stands there, at most 1000 rows per page.
    pub rows: Vec<SnapshotRow>,
}

/// What stands in a warehouse, by its own books; quantities in base units.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.SnapshotRow")]
pub struct SnapshotRow {
    /// SKU. Required.
    pub sku: Sku,
    /// The goods' owner; null means the mall's own goods (`SELF`).
    pub owner: Option<Owner>,
    /// The lot; null when the SKU has none.
    pub lot_no: Option<String>,
    /// Good, whether free or bound.
    pub good: Quantity,
    /// Not inspected yet.
    pub qc_hold: Quantity,
    /// Defective.
    pub defective: Quantity,
}

/// How far a snapshot has arrived.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.SnapshotAck")]
pub struct SnapshotAck {
    /// The snapshot.
    pub snapshot_no: Option<String>,
    /// How many pages there are.
    pub pages: i32,
    /// How many have arrived.
    pub pages_received: i32,
    /// Whether all have.
    pub complete: bool,
    /// The first 100 pages that are missing.
    pub missing_pages: Vec<i32>,
    /// How many rows have arrived.
    pub rows: i64,
}

/// Starts a comparison.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.ReconRunReq")]
pub struct ReconRunReq {
    /// Who asks, under which key. Required.
    pub context: Option<OpContext>,
    /// Which comparison, see `ReconRun`. Required.
    pub run: ReconRun,
    /// The business day, `yyyy-MM-dd`; null means today.
    pub business_date: Option<String>,
    /// One warehouse only; null means all.
    pub warehouse: Option<WarehouseCode>,
    /// One owner only; null means all.
    pub owner: Option<Owner>,
    /// These SKUs only, at most 200; empty means all.
    pub skus: Vec<Sku>,
    /// The snapshot to compare with, for `R4`; null means the warehouse's latest complete one.
    pub snapshot_no: Option<String>,
}

/// Which differences to list. Every filter that is given must match.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.DiffQuery")]
pub struct DiffQuery {
    /// The mall; null means the server's default tenant.
    pub tenant: Option<Tenant>,
    /// Of this run.
    pub run_no: Option<String>,
    /// Of this comparison, see `ReconRun`.
    pub run: Option<ReconRun>,
    /// Of this class, see `DiffClass`.
    pub diff_class: Option<DiffClass>,
    /// In this state, see `DiffState`.
    pub state: Option<DiffState>,
    /// SKU.
    pub sku: Option<Sku>,
    /// Where.
    pub warehouse: Option<WarehouseCode>,
    /// The goods' owner.
    pub owner: Option<Owner>,
    /// Of this business day, `yyyy-MM-dd`.
    pub business_date: Option<String>,
    /// `nextCursor` of the page before; null for the first page.
    pub cursor: Option<String>,
    /// Rows per page, 1 to 500; null means 100.
    pub limit: Option<i32>,
}

/// Two figures that should be equal and are not.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.Diff")]
pub struct Diff {
    /// Its number.
    pub diff_no: DiffNo,
    /// The run that found it.
    pub run_no: Option<String>,
    /// The comparison, see `ReconRun`.
    pub run: ReconRun,
    /// Its class, see `DiffClass`.
    pub diff_class: DiffClass,
    /// Where it stands, see `DiffState`.
    pub state: DiffState,
    /// The goods' owner.
    pub owner: Option<Owner>,
    /// SKU; null when it is not about one.
    pub sku: Option<Sku>,
    /// Where; null when it is not about one.
    pub warehouse: Option<WarehouseCode>,
    /// Pool; null when it is not about one.
    pub pool: Option<Pool>,
    /// Bucket, see `Bucket`; null when it is not about one.
    pub bucket: Option<Bucket>,
    /// The lot; null when it is not about one.
    pub lot_no: Option<String>,
    /// The document concerned; null when it is not about one.
    pub document_no: Option<String>,
    /// The stock center's figure, in base units.
    pub ours: i64,
    /// The other side's figure, in base units.
    pub theirs: i64,
    /// How much may differ, in base units.
    pub tolerance: i64,
    /// What the difference is worth at cost, in the smallest currency unit (fen); null when not known.
    pub value_minor: Option<i64>,
    /// When it was first seen.
    pub found_at: Option<Date>,
    /// When it was seen again; null before.
    pub confirmed_at: Option<Date>,
    /// The ledger's sequence of the comparison.
    pub cut_seq: i64,
    /// The repair; null while none is proposed.
    pub repair: Option<Repair>,
}

/// A repair of a difference, and who decided it.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.Repair")]
pub struct Repair {
    /// What it does, see `RepairAction`.
    pub action: RepairAction,
    /// By how much, in base units; negative takes away.
    pub quantity: i64,
    /// Why.
    pub reason: Option<String>,
    /// Who proposed it.
    pub proposed_by: Option<String>,
    /// When.
    pub proposed_at: Option<Date>,
    /// Who approved or refused it; never who proposed it.
    pub decided_by: Option<String>,
    /// When.
    pub decided_at: Option<Date>,
    /// The voucher that repaired it; null before.
    pub voucher_no: Option<VoucherNo>,
}

/// Proposes a repair.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.RepairReq")]
pub struct RepairReq {
    /// Who proposes (`operator` is required), under which key. Required.
    pub context: Option<OpContext>,
    /// The difference. Required.
    pub diff_no: DiffNo,
    /// What to do, see `RepairAction`. Required.
    pub action: RepairAction,
    /// By how much, in base units; null means the whole difference.
    pub quantity: Option<i64>,
    /// Why, at most 200 characters. Required.
    pub reason: Option<String>,
}

/// Approves or refuses a proposed repair.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.ApproveReq")]
pub struct ApproveReq {
    /// Who decides (`operator` is required and is not who proposed), under which key. Required.
    pub context: Option<OpContext>,
    /// The difference. Required.
    pub diff_no: DiffNo,
    /// True books the repair; false refuses it.
    pub approved: bool,
    /// Why, at most 200 characters.
    pub comment: Option<String>,
}

/// Names a business day.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.DayReq")]
pub struct DayReq {
    /// Who asks; required with its key by closeDay, only the tenant is read by dayReport.
    pub context: Option<OpContext>,
    /// The day, `yyyy-MM-dd` in Asia/Shanghai. Required.
    pub business_date: Option<String>,
    /// One owner only; null means all. dayReport only.
    pub owner: Option<Owner>,
    /// One warehouse only; null means all. dayReport only.
    pub warehouse: Option<WarehouseCode>,
    /// Differences that stay open on purpose; closeDay only.
    pub carry_over: Vec<DiffNo>,
}

/// Which lines of the settlement statement to list.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.StatementReq")]
pub struct StatementReq {
    /// The mall; null means the server's default tenant.
    pub tenant: Option<Tenant>,
    /// The goods' owner to settle with. Required.
    pub owner: Owner,
    /// First business day, `yyyy-MM-dd`. Required.
    pub from_date: Option<String>,
    /// Last business day, `yyyy-MM-dd`. Required; at most 92 days.
    pub to_date: Option<String>,
    /// `nextCursor` of the page before; null for the first page.
    pub cursor: Option<String>,
    /// Rows per page, 1 to 500; null means 100.
    pub limit: Option<i32>,
}

/// Account reconciliation (库存对账). Every write may be sent again under the same key and takes effect once.
#[dubbo_rpc::service(interface = "com.autoparts.stock.api.ReconcileService")]
pub trait ReconcileService {
    /// Takes one page of a warehouse's snapshot.
    async fn submit_wms_snapshot(
        &self,
        cx: &Context,
        page: SnapshotPage,
    ) -> Result<Reply<SnapshotAck>, Fault> {
        crate::not_implemented("ReconcileService.submitWmsSnapshot", (cx, page))
    }

    /// Starts a comparison; the data is the run's number.
    async fn run(&self, cx: &Context, request: ReconRunReq) -> Result<Reply<String>, Fault> {
        crate::not_implemented("ReconcileService.run", (cx, request))
    }

    /// Lists differences, newest first.
    async fn diffs(&self, cx: &Context, query: DiffQuery) -> Result<Reply<Page<Diff>>, Fault> {
        crate::not_implemented("ReconcileService.diffs", (cx, query))
    }

    /// Proposes a repair of a difference.
    async fn propose(&self, cx: &Context, request: RepairReq) -> Result<Reply<Nothing>, Fault> {
        crate::not_implemented("ReconcileService.propose", (cx, request))
    }

    /// Approves or refuses a proposed repair; not by who proposed it.
    async fn approve(&self, cx: &Context, request: ApproveReq) -> Result<Reply<Nothing>, Fault> {
        crate::not_implemented("ReconcileService.approve", (cx, request))
    }

    /// Closes a business day: all comparisons are done, or their differences are carried over by name.
    async fn close_day(&self, cx: &Context, request: DayReq) -> Result<Reply<DayClose>, Fault> {
        crate::not_implemented("ReconcileService.closeDay", (cx, request))
    }

    /// Reports a business day: opening, movements, closing.
    async fn day_report(&self, cx: &Context, request: DayReq) -> Result<Reply<DayReport>, Fault> {
        crate::not_implemented("ReconcileService.dayReport", (cx, request))
    }

    /// Lists what is to be settled with an owner.
    async fn statement(
        &self,
        cx: &Context,
        request: StatementReq,
    ) -> Result<Reply<Page<StatementLine>>, Fault> {
        crate::not_implemented("ReconcileService.statement", (cx, request))
    }

    /// Takes one page of the order service's list, for `R5`.
    async fn submit_order_list(
        &self,
        cx: &Context,
        page: OrderListPage,
    ) -> Result<Reply<SnapshotAck>, Fault> {
        crate::not_implemented("ReconcileService.submitOrderList", (cx, page))
    }

    /// Takes one page of a settlement statement or of a carrier's bill, for `R6`.
    async fn submit_bill(&self, cx: &Context, page: BillPage) -> Result<Reply<SnapshotAck>, Fault> {
        crate::not_implemented("ReconcileService.submitBill", (cx, page))
    }

    /// Tells how far a comparison has come.
    async fn run_progress(
        &self,
        cx: &Context,
        query: RunQuery,
    ) -> Result<Reply<RunProgress>, Fault> {
        crate::not_implemented("ReconcileService.runProgress", (cx, query))
    }

    /// Reopens a closed business day. It takes two persons: the first call asks (`closed` stays true), the call of another operator does it.
    async fn reopen_day(&self, cx: &Context, request: DayReq) -> Result<Reply<DayClose>, Fault> {
        crate::not_implemented("ReconcileService.reopenDay", (cx, request))
    }
}

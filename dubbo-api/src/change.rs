//! Change (库存变更): receipts, inspections, transfers, freezes, stocktakes, disposals, quotas; and the ledger they leave.

use dubbo_rpc::{Context, Fault};
use hessian2::{Date, Hessian};

pub use crate::presale::{PresaleLine, PresaleReq};
use crate::reply::{OpContext, Page, Reply};
use crate::states::{Bucket, FreezeReason, Movement};
use crate::text::{
    FulfillmentNo, OrderNo, Owner, Pool, Quantity, ReservationNo, Sku, Tenant, VoucherNo,
    WarehouseCode,
};

/// A purchase order announced by a supplier or by purchasing.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.AsnReq")]
pub struct AsnReq {
    /// Who asks, under which key (bizNo = ASN number). Required.
    pub context: Option<OpContext>,
    /// The announcement (advance shipping notice), at most 64 characters. Required.
    pub asn_no: Option<String>,
    /// The supplier's code.
    pub supplier_code: Option<String>,
    /// Where it will arrive. Required.
    pub warehouse: WarehouseCode,
    /// When it is expected; feeds promise dates.
    pub expected_at: Option<Date>,
    /// What is expected, 1 to 200 lines.
    pub lines: Vec<StockLine>,
}

/// Goods received from a supplier; also the opening stock.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.InboundReq")]
pub struct InboundReq {
    /// Who asks, under which key (bizNo = receipt number). Required.
    pub context: Option<OpContext>,
    /// The announcement it belongs to; null when none was sent.
    pub asn_no: Option<String>,
    /// Where it arrived. Required.
    pub warehouse: WarehouseCode,
    /// Whether it must be inspected before it can be sold: true books to qc_hold, false to available.
    pub inspect_first: bool,
    /// What arrived, 1 to 200 lines. More than was announced is booked all the same.
    pub lines: Vec<StockLine>,
    /// With an asnNo: nothing more will come of the announcement; what is missing is no longer incoming.
    pub last_receipt: bool,
    /// Of goods that were sold before they were there, when the rest is expected; null means as other announcements of them say. Presale orders that go on
    /// waiting are told (`promise.changed`).
    pub rest_expected_at: Option<Date>,
}

/// A quantity of one SKU in a change document.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.StockLine")]
pub struct StockLine {
    /// The document's line number, unique in the request; null means the position, from 1.
    pub line_no: Option<i64>,
    /// SKU. Required.
    pub sku: Sku,
    /// How many, in base units, 1 to 2^40.
    pub quantity: Quantity,
    /// The goods' owner; null means the mall's own goods (`SELF`).
    pub owner: Option<Owner>,
    /// The pool; null means `SHARED`.
    pub pool: Option<Pool>,
    /// The lot or batch, at most 64 characters; required for lot-tracked SKUs.
    pub lot_no: Option<String>,
    /// When the lot was made (tyre DOT week, battery charge).
    pub produced_at: Option<Date>,
    /// When the lot expires.
    pub expires_at: Option<Date>,
    /// Cost of one base unit in the smallest currency unit (fen), 0 to 2^40, of what `purchaseIn` receives: it stands on its ledger rows and goes into the
    /// moving average by which reports and statements value the owner's goods. Null when not known, and in every other document.
    pub unit_cost_minor: Option<i64>,
}

/// The result of an inspection of what lies in qc_hold.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.InspectReq")]
pub struct InspectReq {
    /// Who asks, under which key (bizNo = inspection number). Required.
    pub context: Option<OpContext>,
    /// Where. Required.
    pub warehouse: WarehouseCode,
    /// Good: to available.
    pub passed: Vec<StockLine>,
    /// Bad: to defective. Passed and failed together have 1 to 200 lines.
    pub failed: Vec<StockLine>,
    /// What was found, at most 200 characters.
    pub remark: Option<String>,
}

/// A transfer between two warehouses: locked, sent, received.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.TransferReq")]
pub struct TransferReq {
    /// Who asks, under which key (bizNo = transfer number, opSeq = the how-many-th leg). Required.
    pub context: Option<OpContext>,
    /// The transfer, at most 64 characters. Required.
    pub transfer_no: Option<String>,
    /// From where. Required.
    pub from_warehouse: WarehouseCode,
    /// To where. Required.
    pub to_warehouse: WarehouseCode,
    /// What is locked, sent or received by this call, 1 to 200 lines. Receiving less leaves the rest in transit.
    pub lines: Vec<StockLine>,
    /// transferIn only: nothing more will come; what is missing is proposed as a loss.
    pub last_receipt: bool,
}

/// What never arrived of a transfer is written off, by a second person.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.TransferLossReq")]
pub struct TransferLossReq {
    /// Who approves (`operator`, required), under which key. Required.
    pub context: Option<OpContext>,
    /// The transfer, at most 64 characters. Required; its last receipt must have been reported.
    pub transfer_no: Option<String>,
    /// Who found the goods missing, at most 64 characters; null means who reported the last receipt. Never who approves.
    pub proposed_by: Option<String>,
    /// What, at most 200 lines; empty means all that is still under way.
    pub lines: Vec<StockLine>,
}

/// Locks free stock, or unlocks it.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.FreezeReq")]
pub struct FreezeReq {
    /// Who asks, under which key (bizNo = freeze number). Required.
    pub context: Option<OpContext>,
    /// Where. Required.
    pub warehouse: WarehouseCode,
    /// What, 1 to 200 lines. Asking for more than is free locks what is free; the answer tells the rest.
    pub lines: Vec<StockLine>,
    /// Why, see `FreezeReason`. Required. Locking lots with `RECALL` recalls them: none of them is sold in any warehouse, and what comes back is locked, until
    /// they are unlocked with `RECALL`, which unlocks as much as is locked and lifts the recall; any other reason unlocks nothing of a recalled lot.
    pub reason: FreezeReason,
    /// More words, at most 200 characters.
    pub remark: Option<String>,
}

/// Counted stock. The difference is computed at the moment of the count; later movements are kept.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.CountReq")]
pub struct CountReq {
    /// Who asks, under which key (bizNo = count number). Required.
    pub context: Option<OpContext>,
    /// Where. Required.
    pub warehouse: WarehouseCode,
    /// What was counted, 1 to 200 lines, each SKU and owner once.
    pub lines: Vec<CountLine>,
}

/// One counted position.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.CountLine")]
pub struct CountLine {
    /// The document's line number, unique in the request; null means the position, from 1.
    pub line_no: Option<i64>,
    /// SKU. Required.
    pub sku: Sku,
    /// The goods' owner; null means the mall's own goods (`SELF`).
    pub owner: Option<Owner>,
    /// All that stands there, whatever bucket and pool it is booked in, in base units, 0 to 2^40.
    pub counted: Quantity,
    /// The ledger's sequence at the moment of counting (`BucketView.lastSeq`); null means now.
    pub counted_seq: Option<i64>,
    /// The lot counted; null when the SKU has none.
    pub lot_no: Option<String>,
}

/// Defective goods are disposed of, or returned to the vendor.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.DisposeReq")]
pub struct DisposeReq {
    /// Who asks, under which key (bizNo = document number). Required.
    pub context: Option<OpContext>,
    /// Where. Required.
    pub warehouse: WarehouseCode,
    /// What leaves the defective bucket, 1 to 200 lines.
    pub lines: Vec<StockLine>,
    /// The supplier who takes it back; returnToVendor only.
    pub supplier_code: Option<String>,
    /// Why, at most 200 characters.
    pub reason: Option<String>,
}

/// Moves free stock into a channel's or activity's pool, or back.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.PoolReq")]
pub struct PoolReq {
    /// Who asks, under which key (bizNo = quota number). Required.
    pub context: Option<OpContext>,
    /// Where. Required.
    pub warehouse: WarehouseCode,
    /// From. Exactly one of the two pools is `SHARED`.
    pub from_pool: Pool,
    /// To.
    pub to_pool: Pool,
    /// What, 1 to 200 lines; `pool` of a line is not read. More than is free moves what is free; the answer tells the rest.
    pub lines: Vec<StockLine>,
}

/// Undoes a voucher by its mirror image, if the goods have not moved on.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.ReverseReq")]
pub struct ReverseReq {
    /// Who asks, under which key. Required.
    pub context: Option<OpContext>,
    /// The voucher to undo. Required; each can be undone once.
    pub voucher_no: VoucherNo,
    /// Why, at most 200 characters.
    pub reason: Option<String>,
}

/// What a change booked.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.Voucher")]
pub struct Voucher {
    /// Its number.
    pub voucher_no: VoucherNo,
    /// The document's lines with what was asked for and what was booked.
    pub lines: Vec<VoucherLine>,
    /// The ledger's legs; filled when a voucher is read, empty in the answer to a write.
    pub legs: Vec<LedgerRow>,
    /// Unpaid reservations that were closed or cut because counted goods were not there.
    pub hit_reservations: Vec<ReservationNo>,
    /// Fulfilment orders that were cut because counted goods were not there.
    pub hit_fulfillments: Vec<FulfillmentNo>,
    /// The voucher which this one undoes; null otherwise.
    pub reverses: Option<VoucherNo>,
    /// The voucher which undid this one; null otherwise.
    pub reversed_by: Option<VoucherNo>,
    /// When it was booked, by the database's clock.
    pub booked_at: Option<Date>,
}

/// One booked quantity.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.VoucherLine")]
pub struct VoucherLine {
    /// The document's line number.
    pub line_no: i64,
    /// SKU.
    pub sku: Sku,
    /// Where.
    pub warehouse: WarehouseCode,
    /// Pool.
    pub pool: Pool,
    /// The kind of movement, see `Movement`.
    pub movement: Movement,
    /// Asked for, in base units.
    pub asked: Quantity,
    /// Booked, in base units. Less than asked: the rest was not there.
    pub booked: Quantity,
}

/// Which ledger rows to read. Every filter that is given must match; at least a SKU, a voucher, an order or a sequence range is required.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.LedgerQuery")]
pub struct LedgerQuery {
    /// The mall; null means the server's default tenant.
    pub tenant: Option<Tenant>,
    /// The goods' owner.
    pub owner: Option<Owner>,
    /// SKU.
    pub sku: Option<Sku>,
    /// Where.
    pub warehouse: Option<WarehouseCode>,
    /// Pool.
    pub pool: Option<Pool>,
    /// Rows that touch this bucket, see `Bucket`.
    pub bucket: Option<Bucket>,
    /// Rows of this kind, see `Movement`.
    pub movement: Option<Movement>,
    /// Rows of this voucher.
    pub voucher_no: Option<VoucherNo>,
    /// Rows of this order.
    pub order_no: Option<OrderNo>,
    /// From this sequence on, inclusive.
    pub from_seq: Option<i64>,
    /// Up to this sequence, inclusive.
    pub to_seq: Option<i64>,
    /// Booked at or after.
    pub booked_from: Option<Date>,
    /// Booked before.
    pub booked_to: Option<Date>,
    /// Newest first; false reads in the order of booking.
    pub newest_first: bool,
    /// `nextCursor` of the page before; null for the first page.
    pub cursor: Option<String>,
    /// Rows per page, 1 to 500; null means 100.
    pub limit: Option<i32>,
}

/// One leg of a voucher in the ledger. Never changed, never deleted.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.LedgerRow")]
pub struct LedgerRow {
    /// Its sequence; grows along every account.
    pub seq: i64,
    /// The voucher it belongs to.
    pub voucher_no: VoucherNo,
    /// Position in the voucher, from 1.
    pub leg_no: i32,
    /// The kind of movement, see `Movement`.
    pub movement: Movement,
    /// The goods' owner.
    pub owner: Owner,
    /// SKU.
    pub sku: Sku,
    /// The lot; null when the SKU has none.
    pub lot_no: Option<String>,
    /// From where.
    pub from_warehouse: WarehouseCode,
    /// From which pool.
    pub from_pool: Pool,
    /// From which bucket, see `Bucket`.
    pub from_bucket: Bucket,
    /// What is left in the source after the leg, in base units.
    pub from_after: i64,
    /// To where.
    pub to_warehouse: WarehouseCode,
    /// To which pool.
    pub to_pool: Pool,
    /// To which bucket, see `Bucket`.
    pub to_bucket: Bucket,
    /// What lies in the target after the leg, in base units.
    pub to_after: i64,
    /// How many moved, in base units, 1 or more.
    pub quantity: Quantity,
    /// Cost of one base unit in the smallest currency unit (fen), as the receipt told it; null when it did not, and on rows of other movements.
    pub unit_cost_minor: Option<i64>,
    /// The order on whose behalf; null otherwise.
    pub order_no: Option<OrderNo>,
    /// The system that wrote.
    pub source_system: Option<String>,
    /// Its document.
    pub biz_no: Option<String>,
    /// When it happened, as the caller says; null if he did not.
    pub biz_time: Option<Date>,
    /// When it was booked, by the database's clock.
    pub book_time: Option<Date>,
    /// The business day it counts for, `yyyy-MM-dd` in Asia/Shanghai.
    pub biz_date: Option<String>,
    /// Who did it.
    pub operator: Option<String>,
    /// The trace of the call.
    pub trace_id: Option<String>,
}

/// Changes of stock (库存变更). Every write may be sent again under the same key and takes effect once.
#[dubbo_rpc::service(interface = "com.autoparts.stock.api.StockChangeService")]
pub trait StockChangeService {
    /// Announces a purchase: it becomes incoming.
    async fn purchase_expect(
        &self,
        cx: &Context,
        request: AsnReq,
    ) -> Result<Reply<Voucher>, Fault> {
        crate::not_implemented("StockChangeService.purchaseExpect", (cx, request))
    }

    /// Books goods received from a supplier; also opening stock.
    async fn purchase_in(
        &self,
        cx: &Context,
        request: InboundReq,
    ) -> Result<Reply<Voucher>, Fault> {
        crate::not_implemented("StockChangeService.purchaseIn", (cx, request))
    }

    /// Books the result of an inspection: good to available, bad to defective.
    async fn inspect(&self, cx: &Context, request: InspectReq) -> Result<Reply<Voucher>, Fault> {
        crate::not_implemented("StockChangeService.inspect", (cx, request))
    }

    /// Locks goods for a transfer.
    async fn transfer_lock(
        &self,
        cx: &Context,
        request: TransferReq,
    ) -> Result<Reply<Voucher>, Fault> {
        crate::not_implemented("StockChangeService.transferLock", (cx, request))
    }

    /// Sends locked goods to the other warehouse.
    async fn transfer_out(
        &self,
        cx: &Context,
        request: TransferReq,
    ) -> Result<Reply<Voucher>, Fault> {
        crate::not_implemented("StockChangeService.transferOut", (cx, request))
    }

    /// Receives goods of a transfer, in one or several receipts; also less or more than was sent.
    async fn transfer_in(
        &self,
        cx: &Context,
        request: TransferReq,
    ) -> Result<Reply<Voucher>, Fault> {
        crate::not_implemented("StockChangeService.transferIn", (cx, request))
    }

    /// Writes off what never arrived of a transfer: approved by another person than who found it missing.
    async fn transfer_loss(
        &self,
        cx: &Context,
        request: TransferLossReq,
    ) -> Result<Reply<Voucher>, Fault> {
        crate::not_implemented("StockChangeService.transferLoss", (cx, request))
    }

    /// Opens a presale: its quota can be held by orders that allow it. Opened again under another key, it adds to the quota. Seen by every provider within 4 s.
    async fn open_presale(
        &self,
        cx: &Context,
        request: PresaleReq,
    ) -> Result<Reply<Voucher>, Fault> {
        crate::not_implemented("StockChangeService.openPresale", (cx, request))
    }

    /// Takes presale quota back that nobody holds, or ends the sale. Orders keep what they hold, and are served when goods come.
    async fn close_presale(
        &self,
        cx: &Context,
        request: PresaleReq,
    ) -> Result<Reply<Voucher>, Fault> {
        crate::not_implemented("StockChangeService.closePresale", (cx, request))
    }

    /// Locks free stock, as far as it is free.
    async fn freeze(&self, cx: &Context, request: FreezeReq) -> Result<Reply<Voucher>, Fault> {
        crate::not_implemented("StockChangeService.freeze", (cx, request))
    }

    /// Unlocks frozen stock.
    async fn unfreeze(&self, cx: &Context, request: FreezeReq) -> Result<Reply<Voucher>, Fault> {
        crate::not_implemented("StockChangeService.unfreeze", (cx, request))
    }

    /// Books what was counted.
    async fn stocktake(&self, cx: &Context, request: CountReq) -> Result<Reply<Voucher>, Fault> {
        crate::not_implemented("StockChangeService.stocktake", (cx, request))
    }

    /// Disposes of defective goods.
    async fn scrap(&self, cx: &Context, request: DisposeReq) -> Result<Reply<Voucher>, Fault> {
        crate::not_implemented("StockChangeService.scrap", (cx, request))
    }

    /// Returns defective goods to the vendor.
    async fn return_to_vendor(
        &self,
        cx: &Context,
        request: DisposeReq,
    ) -> Result<Reply<Voucher>, Fault> {
        crate::not_implemented("StockChangeService.returnToVendor", (cx, request))
    }

    /// Moves free stock between the shared pool and a channel's or activity's.
    async fn assign_pool(&self, cx: &Context, request: PoolReq) -> Result<Reply<Voucher>, Fault> {
        crate::not_implemented("StockChangeService.assignPool", (cx, request))
    }

    /// Undoes a voucher; refused with what blocks it when the goods have moved on.
    async fn reverse(&self, cx: &Context, request: ReverseReq) -> Result<Reply<Voucher>, Fault> {
        crate::not_implemented("StockChangeService.reverse", (cx, request))
    }

    /// Reads the ledger, page by page.
    async fn list_ledger(
        &self,
        cx: &Context,
        query: LedgerQuery,
    ) -> Result<Reply<Page<LedgerRow>>, Fault> {
        crate::not_implemented("StockChangeService.listLedger", (cx, query))
    }
}

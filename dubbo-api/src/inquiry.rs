//! Inquiry (库存查询): what can be sold, when it arrives, why the number is what it is. Reads only.

use dubbo_rpc::{Context, Fault};
use hessian2::{Date, Hessian};

use crate::change::LedgerRow;
use crate::reply::Reply;
use crate::states::{Band, Bucket, DocumentKind, ExplainReason, Fitment, PartGrade, RelationKind};
use crate::text::{OrderNo, Owner, Pool, Quantity, Sku, Tenant, WarehouseCode};

/// Asks what of many SKUs can be sold in an area.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.SellableReq")]
pub struct SellableReq {
    /// The mall; null means the server's default tenant.
    pub tenant: Option<Tenant>,
    /// SKUs or kits, 1 to 200; each is answered once, in this order.
    pub skus: Vec<Sku>,
    /// The delivery area; null means every open warehouse.
    pub area_code: Option<String>,
    /// The sales channel; null sees the shared pool only.
    pub channel: Option<String>,
    /// The goods' owner; null means the mall's own goods (`SELF`).
    pub owner: Option<Owner>,
    /// One warehouse only; null means all that serve the area.
    pub warehouse: Option<WarehouseCode>,
    /// Read the database instead of the projection that may be up to 2 seconds old.
    pub exact: bool,
}

/// What of one SKU can be sold. Only preOccupy is binding.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.SellableItem")]
pub struct SellableItem {
    /// The SKU asked for.
    pub sku: Sku,
    /// Whether the catalogue knows it.
    pub known: bool,
    /// What a listing page shows, see `Band`.
    pub band: Band,
    /// What can be sold, in base units: free minus safety stock, never below 0.
    pub sellable: Quantity,
    /// Days until it can be had, for band `ORDERABLE`; null otherwise.
    pub orderable_in_days: Option<i32>,
    /// Presale quota left, for band `PRESALE`; null otherwise, and for kits.
    pub presale_left: Option<i64>,
    /// In how many warehouses it is.
    pub warehouse_count: i32,
    /// The ledger's sequence the figure is of; grows.
    pub version: i64,
    /// When the figure was true, by the database's clock.
    pub as_of: Option<Date>,
}

/// Asks when goods would arrive.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.PromiseReq")]
pub struct PromiseReq {
    /// The mall; null means the server's default tenant.
    pub tenant: Option<Tenant>,
    /// The delivery area. Required.
    pub area_code: Option<String>,
    /// The sales channel.
    pub channel: Option<String>,
    /// What, 1 to 200 lines.
    pub lines: Vec<PromiseLine>,
    /// When the order would be placed; null means now.
    pub order_at: Option<Date>,
}

/// One line of a question for a date, with its answer.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.PromiseLine")]
pub struct PromiseLine {
    /// The line number; null means the position, from 1.
    pub line_no: Option<i64>,
    /// SKU or kit. Required.
    pub sku: Sku,
    /// How many, in base units, 1 to 2^40.
    pub quantity: Quantity,
    /// Answer: how many of them are there now.
    pub available_now: Quantity,
    /// Answer: the warehouse with the earliest date; null when none has it.
    pub warehouse: Option<WarehouseCode>,
    /// Answer: when all of it can be there; null when that is not known.
    pub arrive_at: Option<Date>,
    /// Answer: whether the date depends on goods that are still to come.
    pub from_incoming: bool,
}

/// When goods would arrive.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.Promise")]
pub struct Promise {
    /// The delivery area.
    pub area_code: Option<String>,
    /// When everything can be there; null when some line has no date.
    pub earliest_full: Option<Date>,
    /// When the first part can be there; null when nothing can.
    pub earliest_partial: Option<Date>,
    /// Order by then to keep these dates.
    pub order_by: Option<Date>,
    /// The answer per line.
    pub lines: Vec<PromiseLine>,
}

/// Asks for the buckets of SKUs.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.BucketQuery")]
pub struct BucketQuery {
    /// The mall; null means the server's default tenant.
    pub tenant: Option<Tenant>,
    /// SKUs, 1 to 200.
    pub skus: Vec<Sku>,
    /// Warehouses; empty means all.
    pub warehouses: Vec<WarehouseCode>,
    /// The goods' owner; null means every owner.
    pub owner: Option<Owner>,
    /// Pool; null means every pool, a row each.
    pub pool: Option<Pool>,
    /// As they were after this ledger sequence; null means now.
    pub as_of_seq: Option<i64>,
}

/// The buckets of one owner's SKU in one warehouse and pool, in base units.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.BucketView")]
pub struct BucketView {
    /// The goods' owner.
    pub owner: Owner,
    /// SKU.
    pub sku: Sku,
    /// Where.
    pub warehouse: WarehouseCode,
    /// Pool.
    pub pool: Pool,
    /// Good and free.
    pub available: Quantity,
    /// Held for unpaid orders.
    pub preoccupied: Quantity,
    /// Bound to paid orders.
    pub allocated: Quantity,
    /// Locked.
    pub frozen: Quantity,
    /// Not inspected yet.
    pub qc_hold: Quantity,
    /// Failed inspection.
    pub defective: Quantity,
    /// With a carrier, not signed for.
    pub shipped: Quantity,
    /// Refused or returned, on the way back.
    pub return_transit: Quantity,
    /// On the way from another warehouse.
    pub transfer_transit: Quantity,
    /// Expected from suppliers.
    pub incoming: Quantity,
    /// Presale quota left.
    pub presale_avail: Quantity,
    /// Presale quota held.
    pub presale_held: Quantity,
    /// In the building: the first six buckets.
    pub on_hand: Quantity,
    /// Safety stock held back from sale.
    pub safety_stock: Quantity,
    /// What can be sold: available minus safety stock, never below 0.
    pub sellable: Quantity,
    /// The sequence of the last ledger row.
    pub last_seq: i64,
    /// When it last changed, by the database's clock.
    pub updated_at: Option<Date>,
}

/// Asks for the lots of a SKU.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.LotQuery")]
pub struct LotQuery {
    /// The mall; null means the server's default tenant.
    pub tenant: Option<Tenant>,
    /// SKU. Required.
    pub sku: Sku,
    /// Where; null means everywhere.
    pub warehouse: Option<WarehouseCode>,
    /// The goods' owner; null means every owner.
    pub owner: Option<Owner>,
    /// Not older than so many days; null means any.
    pub max_age_days: Option<i32>,
}

/// One lot, in base units.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.LotView")]
pub struct LotView {
    /// The goods' owner.
    pub owner: Owner,
    /// SKU.
    pub sku: Sku,
    /// Where.
    pub warehouse: WarehouseCode,
    /// The lot.
    pub lot_no: Option<String>,
    /// Good and free.
    pub available: Quantity,
    /// Bound to paid orders.
    pub allocated: Quantity,
    /// Locked.
    pub frozen: Quantity,
    /// Not inspected yet.
    pub qc_hold: Quantity,
    /// Failed inspection.
    pub defective: Quantity,
    /// When it was made.
    pub produced_at: Option<Date>,
    /// The tyre's DOT week, `WWYY`; null for other goods.
    pub dot_week: Option<String>,
    /// When it was received.
    pub received_at: Option<Date>,
    /// When it expires.
    pub expires_at: Option<Date>,
    /// Its age in days; null when not known.
    pub age_days: Option<i32>,
    /// Its turn in picking, from 1: first expired, first out.
    pub pick_order: i32,
}

/// Asks why a number is what it is.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.ExplainQuery")]
pub struct ExplainQuery {
    /// The mall; null means the server's default tenant.
    pub tenant: Option<Tenant>,
    /// SKU. Required.
    pub sku: Sku,
    /// Where; null means everywhere.
    pub warehouse: Option<WarehouseCode>,
    /// The goods' owner; null means the mall's own goods (`SELF`).
    pub owner: Option<Owner>,
    /// As seen by this sales channel; null means the shared pool.
    pub channel: Option<String>,
    /// As seen in this delivery area; null means every open warehouse.
    pub area_code: Option<String>,
    /// As it was after this ledger sequence; null means now.
    pub as_of_seq: Option<i64>,
    /// Most holders and most movements to list, 1 to 200 each; null means 20.
    pub limit: Option<i32>,
}

/// Why a number is what it is.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.QtyExplain")]
pub struct QtyExplain {
    /// SKU.
    pub sku: Sku,
    /// What can be sold, in base units.
    pub sellable: Quantity,
    /// The steps from what is in the building to what can be sold.
    pub steps: Vec<ExplainStep>,
    /// The buckets, a row per warehouse and pool.
    pub buckets: Vec<BucketView>,
    /// Who holds units now, latest first; empty for an earlier sequence, of which the documents are not kept.
    pub holders: Vec<Holder>,
    /// The last movements, newest first.
    pub movements: Vec<LedgerRow>,
    /// The ledger's sequence the answer is of.
    pub as_of_seq: i64,
}

/// One step from "in the building" to "can be sold".
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.ExplainStep")]
pub struct ExplainStep {
    /// Which one, see `ExplainReason`.
    pub reason: ExplainReason,
    /// SKU; for a kit, the component.
    pub sku: Sku,
    /// Where; null when it is about all warehouses.
    pub warehouse: Option<WarehouseCode>,
    /// What the step adds, or takes away when negative, in base units.
    pub quantity: i64,
    /// In words.
    pub text: Option<String>,
}

/// A document that holds units.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.Holder")]
pub struct Holder {
    /// Kind of document, see `DocumentKind`.
    pub kind: DocumentKind,
    /// Its number.
    pub document_no: Option<String>,
    /// The order; null when it is not about one.
    pub order_no: Option<OrderNo>,
    /// Where.
    pub warehouse: WarehouseCode,
    /// Pool.
    pub pool: Pool,
    /// Bucket, see `Bucket`.
    pub bucket: Bucket,
    /// How many, in base units.
    pub quantity: Quantity,
    /// Since when.
    pub since: Option<Date>,
    /// Until when; null when it does not run out.
    pub until: Option<Date>,
}

/// Asks what else would do.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.SubstituteReq")]
pub struct SubstituteReq {
    /// The mall; null means the server's default tenant.
    pub tenant: Option<Tenant>,
    /// The part that is wanted. Required.
    pub sku: Sku,
    /// The vehicle it is for; null with a VIN or when it does not matter.
    pub vehicle_id: Option<String>,
    /// The vehicle identification number, 17 characters; null with a vehicle.
    pub vin: Option<String>,
    /// The delivery area.
    pub area_code: Option<String>,
    /// The sales channel.
    pub channel: Option<String>,
    /// How many, in base units; null means the vehicle's quantity, else 1.
    pub quantity: Option<i64>,
    /// Only these relations, see `RelationKind`; empty means all.
    pub kinds: Vec<RelationKind>,
    /// Only these grades, see `PartGrade`; empty means all.
    pub grades: Vec<PartGrade>,
    /// Most answers, 1 to 50; null means 10.
    pub limit: Option<i32>,
}

/// A part that would do instead, best first.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.Substitute")]
pub struct Substitute {
    /// The part.
    pub sku: Sku,
    /// Its name.
    pub name: Option<String>,
    /// Its brand.
    pub brand: Option<String>,
    /// Its original-equipment number.
    pub oe_no: Option<String>,
    /// How it stands for the wanted part, see `RelationKind`.
    pub kind: RelationKind,
    /// Its grade, see `PartGrade`.
    pub grade: PartGrade,
    /// Whether it fits the vehicle, see `Fitment`.
    pub fitment: Fitment,
    /// How many the vehicle needs; null when not known.
    pub quantity_per_vehicle: Option<i64>,
    /// What can be sold, in base units.
    pub sellable: Quantity,
    /// What a listing page shows, see `Band`.
    pub band: Band,
    /// When it can be there; null when not known.
    pub promise_at: Option<Date>,
    /// The chain of replacements from the wanted part to this one.
    pub chain: Vec<Sku>,
}

/// Queries of stock (库存查询). Reads only; may be repeated at will.
#[dubbo_rpc::service(interface = "com.autoparts.stock.api.StockQueryService")]
pub trait StockQueryService {
    /// Tells what of up to 200 SKUs can be sold, for listing pages.
    async fn batch_sellable(
        &self,
        cx: &Context,
        request: SellableReq,
    ) -> Result<Reply<Vec<SellableItem>>, Fault> {
        crate::not_implemented("StockQueryService.batchSellable", (cx, request))
    }

    /// Tells when goods would arrive.
    async fn promise(&self, cx: &Context, request: PromiseReq) -> Result<Reply<Promise>, Fault> {
        crate::not_implemented("StockQueryService.promise", (cx, request))
    }

    /// Reads the buckets per warehouse and pool, now or as of an earlier sequence.
    async fn buckets(
        &self,
        cx: &Context,
        query: BucketQuery,
    ) -> Result<Reply<Vec<BucketView>>, Fault> {
        crate::not_implemented("StockQueryService.buckets", (cx, query))
    }

    /// Reads the lots of a SKU in picking order.
    async fn lots(&self, cx: &Context, query: LotQuery) -> Result<Reply<Vec<LotView>>, Fault> {
        crate::not_implemented("StockQueryService.lots", (cx, query))
    }

    /// Explains a number: its buckets, who holds units, the last movements, why not all can be sold.
    async fn explain_quantity(
        &self,
        cx: &Context,
        query: ExplainQuery,
    ) -> Result<Reply<QtyExplain>, Fault> {
        crate::not_implemented("StockQueryService.explainQuantity", (cx, query))
    }

    /// Offers parts that would do instead and fit the vehicle.
    async fn substitutes(
        &self,
        cx: &Context,
        request: SubstituteReq,
    ) -> Result<Reply<Vec<Substitute>>, Fault> {
        crate::not_implemented("StockQueryService.substitutes", (cx, request))
    }
}

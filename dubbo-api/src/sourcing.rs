//! Sourcing (寻源): which warehouses send what, and why.

use dubbo_rpc::{Context, Fault};
use hessian2::{Date, Hessian};

use crate::reply::{Nothing, OpContext, Reply, Shortage};
use crate::states::{FilterReason, ObjectiveKind, ShortReason, SplitPolicy, WarehouseType};
use crate::text::{
    FulfillmentNo, OrderNo, Owner, PlanNo, Pool, Quantity, Sku, Tenant, WarehouseCode,
};

pub use crate::sourcing_rules::*;

/// Asks where the goods of an order would come from. A trial: nothing is held.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.SourcingReq")]
pub struct SourcingReq {
    /// The mall; null means the server's default tenant.
    pub tenant: Option<Tenant>,
    /// The order, when there is one already.
    pub order_no: Option<OrderNo>,
    /// The sales channel: decides policy and pools.
    pub channel: Option<String>,
    /// The delivery area. Required.
    pub area_code: Option<String>,
    /// The name of the policy; null means the channel's.
    pub policy: Option<String>,
    /// A draft rule set to try; null means the published one.
    pub rule_version: Option<String>,
    /// What is wanted, 1 to 200 lines.
    pub lines: Vec<SourcingLine>,
    /// Value of the order in the smallest currency unit (fen); decides whether an extra parcel is worth it.
    pub order_value_minor: Option<i64>,
    /// Must arrive by; null means no bound.
    pub required_by: Option<Date>,
    /// Warehouses that must not be used.
    pub excluded_warehouses: Vec<WarehouseCode>,
    /// Most parcels; null means the policy's.
    pub max_parcels: Option<i32>,
}

/// One line to source.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.SourcingLine")]
pub struct SourcingLine {
    /// The order's line number; null means the position, from 1.
    pub line_no: Option<i64>,
    /// SKU or kit. Required.
    pub sku: Sku,
    /// How many, in base units, 1 to 2^40.
    pub quantity: Quantity,
    /// The goods' owner; null means the mall's own goods (`SELF`).
    pub owner: Option<Owner>,
    /// Lines of one group must ship together; null means no group.
    pub together_group: Option<String>,
    /// Not older than so many days; null means any age that may be sold.
    pub max_age_days: Option<i32>,
}

/// Where the goods of an order would come from.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.SourcingPlan")]
pub struct SourcingPlan {
    /// Its number: give it to preOccupy, or to `explain`.
    pub plan_no: PlanNo,
    /// The rule set that decided.
    pub rule_version: Option<String>,
    /// Whether every line is covered.
    pub complete: bool,
    /// Whether the search was cut at its deadline; the plan is valid but perhaps not the best.
    pub truncated: bool,
    /// The parcels, best first.
    pub parcels: Vec<PlanParcel>,
    /// What no warehouse has.
    pub shortages: Vec<Shortage>,
    /// Freight of all parcels in the smallest currency unit (fen).
    pub freight_minor: i64,
    /// When the last parcel arrives; null when not known.
    pub arrive_at: Option<Date>,
    /// Order by then to keep the date.
    pub order_by: Option<Date>,
    /// The warehouse that gathers the parcels and sends them on as one; null when each travels by itself.
    pub hub: Option<WarehouseCode>,
    /// How long the search took, in microseconds.
    pub elapsed_micros: i64,
}

/// One parcel of a plan.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.PlanParcel")]
pub struct PlanParcel {
    /// The site that would send.
    pub warehouse: WarehouseCode,
    /// What kind of site it is, see `WarehouseType`.
    pub warehouse_type: WarehouseType,
    /// What it would send.
    pub lines: Vec<PlanLine>,
    /// Freight in the smallest currency unit (fen).
    pub freight_minor: i64,
    /// When it arrives; null when not known.
    pub arrive_at: Option<Date>,
}

/// One line of a parcel of a plan.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.PlanLine")]
pub struct PlanLine {
    /// The order's line number.
    pub line_no: i64,
    /// The SKU; for a kit, the component.
    pub sku: Sku,
    /// The pool it would come from.
    pub pool: Pool,
    /// How many, in base units.
    pub quantity: Quantity,
}

/// A warehouse cannot send what it was to send: find another. Moves stock.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.ResourceReq")]
pub struct ResourceReq {
    /// Who asks, under which key (bizNo = resource number). Required.
    pub context: Option<OpContext>,
    /// The fulfilment order. Required.
    pub fo_no: FulfillmentNo,
    /// Why, see `ShortReason`. Required; decides where the missing units are booked.
    pub reason: ShortReason,
    /// What is missing, 1 to 200 lines.
    pub lines: Vec<ResourceLine>,
    /// Whether a later date than promised is allowed; it is told by the event promise.changed.
    pub allow_later: bool,
}

/// One missing line.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.ResourceLine")]
pub struct ResourceLine {
    /// The fulfilment order's line.
    pub line_no: i64,
    /// How many are missing, in base units, 1 or more.
    pub quantity: Quantity,
}

/// Why a plan is what it is.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.SourcingTrace")]
pub struct SourcingTrace {
    /// The plan.
    pub plan: Option<SourcingPlan>,
    /// What was asked.
    pub request: Option<SourcingReq>,
    /// Every warehouse that was looked at.
    pub candidates: Vec<TraceCandidate>,
    /// The sets of warehouses that were scored, best first, the chosen one included.
    pub options: Vec<TraceOption>,
    /// How many sets were looked at in all.
    pub options_examined: i64,
    /// When it was decided.
    pub decided_at: Option<Date>,
}

/// One warehouse that was looked at.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.TraceCandidate")]
pub struct TraceCandidate {
    /// The site.
    pub warehouse: WarehouseCode,
    /// Whether it passed the filters.
    pub accepted: bool,
    /// Why it did not, see `FilterReason`; null when it did.
    pub filter_reason: Option<FilterReason>,
    /// How many lines it could cover in full.
    pub lines_covered: i32,
    /// When it could deliver; null when not known.
    pub arrive_at: Option<Date>,
}

/// One set of warehouses that was scored.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.TraceOption")]
pub struct TraceOption {
    /// The set.
    pub warehouses: Vec<WarehouseCode>,
    /// Whether it was chosen.
    pub chosen: bool,
    /// Its figures, one per objective.
    pub scores: Vec<TraceScore>,
    /// The weighted sum; smaller is better. 0 for lexicographic policies.
    pub total: f64,
}

/// One figure of a set of warehouses.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.TraceScore")]
pub struct TraceScore {
    /// The objective, see `ObjectiveKind`.
    pub objective: ObjectiveKind,
    /// The figure: parcels, fen, hours, priority, or share of the site's stock taken.
    pub value: f64,
    /// Its weight; 0 for lexicographic policies.
    pub weight: f64,
}

/// How an order may be split, as a policy says it.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.SourcingPolicy")]
pub struct SourcingPolicy {
    /// The policy's name.
    pub name: Option<String>,
    /// The sales channel it is for; null means every channel without its own.
    pub channel: Option<String>,
    /// What is sought, most important first, or weighted.
    pub objectives: Vec<Objective>,
    /// Whether the objectives are weighted; false takes them in order.
    pub weighted: bool,
    /// How an order may be split, see `SplitPolicy`.
    pub split: SplitPolicy,
    /// Most parcels per order, 1 to 8.
    pub max_parcels: i32,
    /// An extra parcel must carry at least this value, in the smallest currency unit (fen).
    pub min_extra_parcel_value_minor: i64,
    /// Use suppliers only when no own warehouse has the goods.
    pub supplier_last: bool,
    /// Gather at a hub when that is cheaper within the promise.
    pub consolidate: bool,
    /// Do not take the last units of the only front warehouse of an area for another area.
    pub protect_front: bool,
}

/// Sourcing (寻源): which warehouses send what.
#[dubbo_rpc::service(interface = "com.autoparts.stock.api.SourcingService")]
pub trait SourcingService {
    /// Tells where the goods of an order would come from. A trial: nothing is held.
    async fn source(
        &self,
        cx: &Context,
        request: SourcingReq,
    ) -> Result<Reply<SourcingPlan>, Fault> {
        crate::not_implemented("SourcingService.source", (cx, request))
    }

    /// Finds another warehouse for what one cannot send, and moves the allocation there.
    async fn resource(
        &self,
        cx: &Context,
        request: ResourceReq,
    ) -> Result<Reply<SourcingPlan>, Fault> {
        crate::not_implemented("SourcingService.resource", (cx, request))
    }

    /// Tells why a plan is what it is: candidates, filters, scores, the second best.
    async fn explain(&self, cx: &Context, plan_no: PlanNo) -> Result<Reply<SourcingTrace>, Fault> {
        crate::not_implemented("SourcingService.explain", (cx, plan_no))
    }

    /// Runs a draft rule set over past plans.
    async fn simulate(&self, cx: &Context, request: SimReq) -> Result<Reply<SimReport>, Fault> {
        crate::not_implemented("SourcingService.simulate", (cx, request))
    }

    /// Saves a draft rule set.
    async fn save_rule_set(
        &self,
        cx: &Context,
        rule_set: RuleSet,
    ) -> Result<Reply<Nothing>, Fault> {
        crate::not_implemented("SourcingService.saveRuleSet", (cx, rule_set))
    }

    /// Publishes a saved rule set. Refused unless it was simulated.
    async fn publish_rule_set(
        &self,
        cx: &Context,
        version: Option<String>,
        context: OpContext,
    ) -> Result<Reply<Nothing>, Fault> {
        crate::not_implemented("SourcingService.publishRuleSet", (cx, version, context))
    }
}

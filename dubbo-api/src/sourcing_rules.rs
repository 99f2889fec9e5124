//! Rule sets of sourcing, and their trial on past plans.

use hessian2::{Date, Hessian};

use crate::reply::OpContext;
use crate::sourcing::SourcingPolicy;
use crate::states::{ObjectiveKind, SafetyScope, WarehouseType};
use crate::text::{PlanNo, Quantity, Sku, Tenant, WarehouseCode};

/// All rules of sourcing, as one version. The document number in `context` is the version.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.RuleSet")]
pub struct RuleSet {
    /// Who saves it, under which key. Required.
    pub context: Option<OpContext>,
    /// Its version, at most 32 characters. Required; a published version is never changed.
    pub version: Option<String>,
    /// The version it was made from; null for the first.
    pub base_version: Option<String>,
    /// In words, at most 200 characters.
    pub description: Option<String>,
    /// Policies, one per channel and a general one.
    pub policies: Vec<SourcingPolicy>,
    /// Which warehouse serves which area.
    pub coverage: Vec<CoverageRule>,
    /// How much a warehouse can send per day.
    pub capacities: Vec<CapacityRule>,
    /// What must not be sent how.
    pub exclusions: Vec<ExclusionRule>,
    /// Safety stock.
    pub safety: Vec<SafetyRuleRow>,
}

/// One aim of a policy.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.Objective")]
pub struct Objective {
    /// Which one, see `ObjectiveKind`. Required.
    pub kind: ObjectiveKind,
    /// Its weight, 0 to 1000; not read by lexicographic policies.
    pub weight: f64,
}

/// A warehouse serves an area.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.CoverageRule")]
pub struct CoverageRule {
    /// The site. Required.
    pub warehouse: WarehouseCode,
    /// Area code of province, city or district; the longest match decides. Required.
    pub area_code: Option<String>,
    /// Level of service, for example `NEXT_DAY`; null means standard.
    pub service_level: Option<String>,
    /// Smaller goes first.
    pub priority: i32,
    /// Hours from handing over to arrival.
    pub lead_hours: i32,
    /// Freight of the first kilogram in the smallest currency unit (fen).
    pub first_kg_minor: i64,
    /// Freight of each further kilogram (fen).
    pub next_kg_minor: i64,
    /// Fixed cost of a parcel (fen).
    pub parcel_minor: i64,
    /// Valid from; null means always.
    pub valid_from: Option<Date>,
    /// Valid until; null means for ever.
    pub valid_to: Option<Date>,
}

/// How much a warehouse can send.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.CapacityRule")]
pub struct CapacityRule {
    /// The site. Required.
    pub warehouse: WarehouseCode,
    /// Day of the week, 1 Monday to 7 Sunday; null means every day.
    pub weekday: Option<i32>,
    /// Orders placed before this time leave the same day, `HH:mm` in Asia/Shanghai; null means midnight.
    pub cutoff: Option<String>,
    /// Orders per day; null means no bound.
    pub orders_per_day: Option<i32>,
    /// Order lines per day; null means no bound.
    pub lines_per_day: Option<i32>,
    /// Minutes from order to handing over.
    pub processing_minutes: i32,
}

/// What must not be sent how.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.ExclusionRule")]
pub struct ExclusionRule {
    /// The category of parts, for example `BATTERY`; null means every category.
    pub category: Option<String>,
    /// The SKU; null means every SKU of the category.
    pub sku: Option<Sku>,
    /// The site that must not send it; null means every site.
    pub warehouse: Option<WarehouseCode>,
    /// The area it must not be sent to; null means every area.
    pub area_code: Option<String>,
    /// The service level it must not use, for example `AIR`; null means every level.
    pub service_level: Option<String>,
}

/// Safety stock as a rule.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.SafetyRuleRow")]
pub struct SafetyRuleRow {
    /// What it applies to, see `SafetyScope`. Required.
    pub scope: SafetyScope,
    /// The SKU, for scope `SKU`.
    pub sku: Option<Sku>,
    /// The category, for scope `CATEGORY`.
    pub category: Option<String>,
    /// The type of site, for scope `WAREHOUSE_TYPE`; see `WarehouseType`.
    pub warehouse_type: Option<WarehouseType>,
    /// One site only; null means every site.
    pub warehouse: Option<WarehouseCode>,
    /// So many base units; null with a share.
    pub quantity: Option<i64>,
    /// So many hundredths of a percent of what is available, 0 to 10000; null with a quantity.
    pub basis_points: Option<i32>,
}

/// Runs a draft rule set over past plans.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.SimReq")]
pub struct SimReq {
    /// The mall; null means the server's default tenant.
    pub tenant: Option<Tenant>,
    /// The draft. Required.
    pub rule_version: Option<String>,
    /// Plans decided at or after; null means seven days ago.
    pub from: Option<Date>,
    /// Plans decided before; null means now.
    pub to: Option<Date>,
    /// Most plans, 1 to 10000; null means 1000.
    pub limit: Option<i32>,
}

/// What a draft rule set would have changed.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.SimReport")]
pub struct SimReport {
    /// The draft.
    pub rule_version: Option<String>,
    /// How many plans were tried.
    pub plans: i32,
    /// How many came out differently.
    pub changed: i32,
    /// Parcels before.
    pub parcels_before: i64,
    /// Parcels with the draft.
    pub parcels_after: i64,
    /// Freight before, in the smallest currency unit (fen).
    pub freight_minor_before: i64,
    /// Freight with the draft (fen).
    pub freight_minor_after: i64,
    /// Mean hours to arrival before.
    pub hours_before: f64,
    /// Mean hours to arrival with the draft.
    pub hours_after: f64,
    /// Units without a source before, in base units.
    pub short_before: Quantity,
    /// Units without a source with the draft, in base units.
    pub short_after: Quantity,
    /// Up to 100 plans that came out differently.
    pub samples: Vec<SimDiff>,
}

/// One plan that came out differently.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.SimDiff")]
pub struct SimDiff {
    /// The past plan.
    pub plan_no: PlanNo,
    /// Its warehouses.
    pub warehouses_before: Vec<WarehouseCode>,
    /// The draft's warehouses.
    pub warehouses_after: Vec<WarehouseCode>,
    /// Its freight in the smallest currency unit (fen).
    pub freight_minor_before: i64,
    /// The draft's freight (fen).
    pub freight_minor_after: i64,
}

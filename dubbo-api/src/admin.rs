//! Administration (运营管理): safety stock, hot SKUs, switches, caches, events, health.

use dubbo_rpc::{Context, Fault};
use hessian2::{Date, Hessian};

use crate::reply::{Nothing, OpContext, Reply};
use crate::sourcing::SafetyRuleRow;
use crate::states::{HealthStatus, HotMode, SwitchMode, SwitchScope};
use crate::text::{Pool, Quantity, Sku, WarehouseCode};

/// Sets safety stock: what is held back from sale. Holds that exist are not touched.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.SafetyRule")]
pub struct SafetyRule {
    /// Who sets it, under which key. Required.
    pub context: Option<OpContext>,
    /// The rule. Required; it replaces the rule of the same scope.
    pub rule: Option<SafetyRuleRow>,
    /// Remove the rule instead.
    pub remove: bool,
    /// Only check, and tell in `details` what would change.
    pub dry_run: bool,
}

/// Sets how writes of a hot SKU are served.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.HotReq")]
pub struct HotReq {
    /// Who sets it, under which key. Required.
    pub context: Option<OpContext>,
    /// SKU. Required.
    pub sku: Sku,
    /// Where; null means every warehouse.
    pub warehouse: Option<WarehouseCode>,
    /// Pool; null means `SHARED`.
    pub pool: Option<Pool>,
    /// How, see `HotMode`. Required.
    pub mode: HotMode,
    /// Rows to split the free stock over, for `SHARDS`, which no release serves yet.
    pub shards: Option<i32>,
    /// Most units to accept by the buffer, in base units, for `BUFFERED`, which no release serves yet.
    pub quota: Option<i64>,
    /// Go back by itself then; null means never.
    pub until: Option<Date>,
    /// Only check, and tell in `details` what would change.
    pub dry_run: bool,
}

/// Switches a SKU, channel, warehouse or module on, to reads only, or off.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.SwitchReq")]
pub struct SwitchReq {
    /// Who switches, under which key. Required.
    pub context: Option<OpContext>,
    /// What kind of thing, see `SwitchScope`. Required.
    pub scope: SwitchScope,
    /// Which one: SKU, channel, warehouse, or module (`RESERVATION`, `CHANGE`, `SOURCING`, `QUERY`, `FULFILLMENT`, `RECONCILE`). Required.
    pub target: Option<String>,
    /// To which position, see `SwitchMode`. Required.
    pub mode: SwitchMode,
    /// Why, at most 200 characters. Required.
    pub reason: Option<String>,
    /// Go back by itself then; null means never.
    pub until: Option<Date>,
    /// Only check, and tell in `details` what would change.
    pub dry_run: bool,
}

/// How orders may hold a SKU: against hoarding, under scarcity, and for stock so deep that it is taken only when paid.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.HoldRuleReq")]
pub struct HoldRuleReq {
    /// Who sets it, under which key. Required.
    pub context: Option<OpContext>,
    /// SKU; null sets the rule of every SKU without one of its own.
    pub sku: Option<Sku>,
    /// Most base units that one buyer may hold unpaid; more is refused with `BUYER_HOLD_LIMIT`. Null means no limit.
    pub buyer_limit: Option<i64>,
    /// The SKU is scarce when no more than so many base units can be sold to the order; null means never.
    pub scarce_below: Option<i64>,
    /// While it is scarce, a hold lasts so many seconds at most, 5 to 14400; null means 90. Needs `scarceBelow`.
    pub scarce_seconds: Option<i32>,
    /// Hold nothing until the payment: preOccupy only checks, confirm takes the stock and answers `LATE_PAY_NO_STOCK` (refund) when it is gone.
    pub occupy_on_pay: bool,
    /// Remove the rule instead.
    pub remove: bool,
    /// Only check, and tell in `details` what would change.
    pub dry_run: bool,
}

/// Rebuilds cached figures from the database.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.CacheReq")]
pub struct CacheReq {
    /// Who asks, under which key. Required.
    pub context: Option<OpContext>,
    /// These SKUs only; empty means all.
    pub skus: Vec<Sku>,
    /// One delivery area only; null means all.
    pub area_code: Option<String>,
    /// Only check, and tell in `details` what would change.
    pub dry_run: bool,
}

/// Sends events again.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.ReplayReq")]
pub struct ReplayReq {
    /// Who asks, under which key. Required.
    pub context: Option<OpContext>,
    /// From this outbox sequence on, inclusive; null with dead letters.
    pub from_seq: Option<i64>,
    /// Up to this outbox sequence, inclusive; null means to the end.
    pub to_seq: Option<i64>,
    /// Events of this type only, for example `reservation.confirmed`; null means all.
    pub event_type: Option<String>,
    /// Events of this aggregate only; null means all.
    pub aggregate_id: Option<String>,
    /// Take the dead letters of received messages instead.
    pub dead_letters: bool,
    /// Most events, 1 to 10000; null means 1000.
    pub limit: Option<i32>,
    /// Only check, and tell in `details` what would be sent.
    pub dry_run: bool,
}

/// How the server is.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.Health")]
pub struct Health {
    /// Over all, see `HealthStatus`.
    pub status: HealthStatus,
    /// The release.
    pub version: Option<String>,
    /// When it started.
    pub started_at: Option<Date>,
    /// The database's clock.
    pub now: Option<Date>,
    /// Its parts: database, registry, cache, messages, each module.
    pub components: Vec<ComponentHealth>,
    /// The ledger's last sequence.
    pub ledger_seq: i64,
    /// Events not sent yet.
    pub outbox_pending: Quantity,
}

/// How one part of the server is.
#[derive(Hessian, Clone, Debug, Default, PartialEq)]
#[hessian(class = "com.autoparts.stock.api.ComponentHealth")]
pub struct ComponentHealth {
    /// Its name.
    pub name: Option<String>,
    /// How it is, see `HealthStatus`.
    pub status: HealthStatus,
    /// In words; null when all is well.
    pub detail: Option<String>,
    /// How long its last check took, in microseconds; null when it has none.
    pub latency_micros: Option<i64>,
}

/// Administration of the stock center (运营管理). Every write may be sent again under the same key and takes effect once. Where the server has an operator's
/// token configured, every write must carry it as the attachment `operator-token`, or is answered `NOT_AUTHORIZED`.
#[dubbo_rpc::service(interface = "com.autoparts.stock.api.StockAdminService")]
pub trait StockAdminService {
    /// Sets safety stock.
    async fn set_safety_stock(
        &self,
        cx: &Context,
        rule: SafetyRule,
    ) -> Result<Reply<Nothing>, Fault> {
        crate::not_implemented("StockAdminService.setSafetyStock", (cx, rule))
    }

    /// Sets how writes of a hot SKU are served.
    async fn set_hot(&self, cx: &Context, request: HotReq) -> Result<Reply<Nothing>, Fault> {
        crate::not_implemented("StockAdminService.setHot", (cx, request))
    }

    /// Switches a SKU, channel, warehouse or module on, to reads only, or off.
    async fn set_switch(&self, cx: &Context, request: SwitchReq) -> Result<Reply<Nothing>, Fault> {
        crate::not_implemented("StockAdminService.setSwitch", (cx, request))
    }

    /// Sets how orders may hold a SKU.
    async fn set_hold_rule(
        &self,
        cx: &Context,
        request: HoldRuleReq,
    ) -> Result<Reply<Nothing>, Fault> {
        crate::not_implemented("StockAdminService.setHoldRule", (cx, request))
    }

    /// Rebuilds cached figures from the database.
    async fn rebuild_cache(
        &self,
        cx: &Context,
        request: CacheReq,
    ) -> Result<Reply<Nothing>, Fault> {
        crate::not_implemented("StockAdminService.rebuildCache", (cx, request))
    }

    /// Sends events again.
    async fn replay_outbox(
        &self,
        cx: &Context,
        request: ReplayReq,
    ) -> Result<Reply<Nothing>, Fault> {
        crate::not_implemented("StockAdminService.replayOutbox", (cx, request))
    }

    /// Tells how the server is.
    async fn health(&self, cx: &Context) -> Result<Reply<Health>, Fault> {
        crate::not_implemented("StockAdminService.health", (cx,))
    }
}

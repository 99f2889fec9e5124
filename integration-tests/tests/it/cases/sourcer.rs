//! The sourcing service as a caller sees it, and small malls with rules of their own.

use std::sync::Arc;
use std::time::Duration;

use dubbo_api::change::{InboundReq, StockChangeService as _, StockLine};
use dubbo_api::code::ResultCode;
use dubbo_api::reply::Reply;
use dubbo_api::reservation::{PreOccupyReq, Reservation};
use dubbo_api::sourcing::{
    CapacityRule, CoverageRule, Objective, RuleSet, SimReport, SimReq, SourcingLine, SourcingPlan,
    SourcingPolicy, SourcingReq, SourcingService as _, SourcingServiceClient, SourcingTrace,
    sourcing_service,
};
use dubbo_api::text::{PlanNo, Quantity};
use dubbo_rpc::{Client, ClientOptions, Context, Invoker, ServiceRef};

use super::mall::{Mall, told};

/// The sourcing service as a caller of its own sees it.
pub(super) struct Sourcer<'m> {
    pub(super) mall: &'m Mall,
    pub(super) service: SourcingServiceClient,
}

impl<'m> Sourcer<'m> {
    pub(super) async fn of(mall: &'m Mall) -> Self {
        let options = ClientOptions {
            timeout: Duration::from_secs(60),
            ..ClientOptions::default()
        };
        Self::at(mall, mall.center.providers[0].address(), options).await
    }

    pub(super) async fn at(mall: &'m Mall, address: String, options: ClientOptions) -> Self {
        let link: Arc<dyn Invoker> = Arc::new(Client::connect(address, options).await.unwrap());
        Self {
            mall,
            service: SourcingServiceClient::new(link, ServiceRef::new(sourcing_service::INTERFACE)),
        }
    }

    pub(super) async fn save(&self, set: RuleSet) -> Reply<()> {
        self.service
            .save_rule_set(&Context::new(), set)
            .await
            .unwrap()
    }

    pub(super) async fn simulate(&self, version: &str) -> Reply<SimReport> {
        let request = SimReq {
            tenant: Some(self.mall.tenant.as_str().into()),
            rule_version: Some(version.to_owned()),
            ..SimReq::default()
        };
        self.service
            .simulate(&Context::new(), request)
            .await
            .unwrap()
    }

    pub(super) async fn publish(&self, version: &str) -> Reply<()> {
        let context = self.mall.context(version).unwrap();
        self.service
            .publish_rule_set(&Context::new(), Some(version.to_owned()), context)
            .await
            .unwrap()
    }

    /// Saves, tries and publishes.
    pub(super) async fn rules(&self, set: RuleSet) {
        let version = set.version.clone().unwrap();
        assert_eq!(self.save(set).await.code, ResultCode::Ok);
        assert_eq!(self.simulate(&version).await.code, ResultCode::Ok);
        assert_eq!(self.publish(&version).await.code, ResultCode::Ok);
    }

    pub(super) fn set(&self, version: &str) -> RuleSet {
        RuleSet {
            context: self.mall.context(version),
            version: Some(version.to_owned()),
            ..RuleSet::default()
        }
    }

    pub(super) async fn source(
        &self,
        policy: Option<&str>,
        lines: &[(&str, i64)],
    ) -> Reply<SourcingPlan> {
        let request = SourcingReq {
            tenant: Some(self.mall.tenant.as_str().into()),
            area_code: Some("310115".to_owned()),
            policy: policy.map(str::to_owned),
            lines: lines
                .iter()
                .map(|(sku, quantity)| SourcingLine {
                    sku: (*sku).into(),
                    quantity: Quantity(*quantity),
                    ..SourcingLine::default()
                })
                .collect(),
            ..SourcingReq::default()
        };
        self.service.source(&Context::new(), request).await.unwrap()
    }

    pub(super) async fn explain(&self, no: &PlanNo) -> SourcingTrace {
        let reply = self
            .service
            .explain(&Context::new(), no.clone())
            .await
            .unwrap();
        reply.into_data().unwrap()
    }

    pub(super) async fn receive(&self, warehouse: &str, goods: &[(&str, i64)]) {
        let lines = goods.iter().map(|(sku, quantity)| StockLine {
            sku: (*sku).into(),
            quantity: Quantity(*quantity),
            ..StockLine::default()
        });
        let request = InboundReq {
            context: self
                .mall
                .context(&format!("IN-{warehouse}-{}-{}", goods[0].0, goods[0].1)),
            warehouse: warehouse.into(),
            lines: lines.collect(),
            ..InboundReq::default()
        };
        let reply = self
            .mall
            .goods
            .purchase_in(&Context::new(), request)
            .await
            .unwrap();
        assert_eq!(reply.code, ResultCode::Ok, "{reply:?}");
    }

    pub(super) fn hold(&self, order: &str, lines: &[(&str, i64)]) -> PreOccupyReq {
        PreOccupyReq {
            area_code: Some("310115".to_owned()),
            sourcing_policy: Some("FEW".to_owned()),
            ..self.mall.hold(order, lines)
        }
    }
}

pub(super) fn way(warehouse: &str, parcel: i64, first: i64, priority: i32) -> CoverageRule {
    CoverageRule {
        warehouse: warehouse.into(),
        area_code: Some("31".to_owned()),
        priority,
        lead_hours: 24,
        first_kg_minor: first,
        parcel_minor: parcel,
        ..CoverageRule::default()
    }
}

pub(super) fn policy(name: &str, aims: &[&str]) -> SourcingPolicy {
    let objectives = aims.iter().map(|aim| Objective {
        kind: (*aim).into(),
        weight: 0.0,
    });
    SourcingPolicy {
        name: Some(name.to_owned()),
        // Of one channel nobody sells through: only who names it is sourced by it.
        channel: Some(format!("only-{name}")),
        objectives: objectives.collect(),
        split: "BY_LINE".into(),
        max_parcels: 4,
        ..SourcingPolicy::default()
    }
}

pub(super) fn capacity(warehouse: &str, cutoff: &str, orders: Option<i32>) -> CapacityRule {
    CapacityRule {
        warehouse: warehouse.into(),
        cutoff: Some(cutoff.to_owned()),
        orders_per_day: orders,
        ..CapacityRule::default()
    }
}

/// The sites of a plan.
pub(super) fn sites(reply: &Reply<SourcingPlan>) -> Vec<String> {
    let plan = reply.data.as_ref().unwrap_or_else(|| panic!("{reply:?}"));
    let parcels = plan.parcels.iter();
    parcels.map(|parcel| parcel.warehouse.to_string()).collect()
}

/// The sites an order is held in.
pub(super) fn held_in(reply: &Reply<Reservation>) -> String {
    match &reply.data {
        Some(held) => {
            let lines = held.lines.iter();
            let lines: Vec<String> = lines
                .map(|line| format!("{}*{}@{}", line.sku, line.reserved.get(), line.warehouse))
                .collect();
            lines.join(" ")
        }
        None => told(reply),
    }
}

/// X1 is dear and has everything, X2 and X3 are cheap.
pub(super) async fn three_sites<'m>(mall: &'m Mall) -> Sourcer<'m> {
    let sourcer = Sourcer::of(mall).await;
    sourcer
        .rules(RuleSet {
            policies: vec![
                policy("FEW", &["PARCELS", "COST"]),
                policy("CHEAP", &["COST", "PARCELS"]),
            ],
            coverage: vec![
                way("X1", 3_000, 2_000, 30),
                way("X2", 500, 500, 10),
                way("X3", 500, 600, 20),
            ],
            ..sourcer.set("v1")
        })
        .await;
    sourcer
}

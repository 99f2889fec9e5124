//! Trial of a draft on past plans: the same questions, what was seen then, other rules.

use std::sync::Arc;

use dubbo_api::reply::Reply;
use dubbo_api::sourcing::{SimDiff, SimReport, SimReq};
use dubbo_api::text::Quantity;
use serde::{Deserialize, Serialize};
use stock::facts::Facts;
use stock::ids::{Moment, Sku, Warehouse};
use stock::sourcing::plan::{Plan, Trace};
use stock::sourcing::rules::Rules;
use stock_sql::{Error, TraceFilter};

use super::super::StockCenter;
use super::super::form::{self, Formed};
use super::{Told, rule_text, solve};

/// Plans tried when the caller names no number.
const PLANS_DEFAULT: i64 = 1_000;
/// Most of them.
const PLANS_MAX: i64 = 10_000;
/// Plans read at a time.
const PAGE: u32 = 50;
/// Changed plans that are told.
const SAMPLES_MAX: usize = 100;
/// How far back a trial goes when the caller does not say.
const DAYS_DEFAULT: i64 = 7;

/// Sums of a trial.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Sums {
    plans: i32,
    changed: i32,
    parcels: (i64, i64),
    freight: (i64, i64),
    hours: (i64, i64),
    dated: (i64, i64),
    short: (i64, i64),
}

/// What is asked.
struct Asked {
    tenant: stock::ids::Tenant,
    version: String,
    from: Option<Moment>,
    to: Option<Moment>,
    limit: usize,
}

impl StockCenter {
    pub(super) async fn simulate_formed(&self, request: &SimReq) -> Told<SimReport> {
        let asked = asked(request)?;
        Ok(self.simulate_as(&asked).await)
    }

    async fn simulate_as(&self, asked: &Asked) -> Result<Reply<SimReport>, Error> {
        let Some(kept) = self.store.rule_set(&asked.tenant, &asked.version).await? else {
            return Ok(super::no_rule_set(&asked.version));
        };
        let network = self.store.network();
        let rules = Arc::new(Rules::of(&kept.set, &network.sourcing.base));
        let now = self.store.now().await?;
        let mut filter = TraceFilter {
            tenant: asked.tenant.clone(),
            from: asked
                .from
                .unwrap_or_else(|| now.plus_seconds(-DAYS_DEFAULT * 86_400)),
            to: asked.to.unwrap_or_else(|| now.plus_seconds(1)),
            after: None,
            limit: PAGE,
        };
        let (mut sums, mut samples, mut left) = (Sums::default(), Vec::new(), asked.limit);
        while left > 0 {
            let page = self.store.traces(&filter).await?;
            let Some(last) = page.last() else { break };
            filter.after = Some((last.decided_at, last.id));
            for row in page {
                let Ok(trace) = serde_json::from_str::<Trace>(&row.body) else {
                    continue;
                };
                // Of a very large question what was seen is not kept.
                if trace.seen.stock.is_empty() && !trace.plan.parcels.is_empty() {
                    continue;
                }
                if left == 0 {
                    break;
                }
                left -= 1;
                let Some(tried) = self.try_on(&trace, &rules).await? else {
                    continue;
                };
                let no: stock::ids::VoucherNo = stock::op::number('P', row.id);
                if sums.add(&trace, &tried) && samples.len() < SAMPLES_MAX {
                    samples.push(diff(no.as_str(), &trace.plan, &tried));
                }
            }
        }
        let report = serde_json::to_string(&sums).unwrap_or_default();
        self.store
            .save_trial(&asked.tenant, &kept.set, &report)
            .await?;
        Ok(Reply::ok(sums.report(&asked.version, samples)))
    }

    /// The plan that other rules come to; `None` where the goods are not in the catalogue any more.
    async fn try_on(&self, trace: &Trace, rules: &Arc<Rules>) -> Result<Option<Plan>, Error> {
        let mut skus: Vec<Sku> = trace
            .ask
            .lines
            .iter()
            .map(|line| line.sku.clone())
            .collect();
        skus.sort();
        skus.dedup();
        let facts: Facts = self.facts(&skus).await?;
        let mut ask = trace.ask.clone();
        // A policy that the draft does not have any more gives way to the channel's.
        if rules.policy(ask.policy.as_deref(), None).is_none() {
            ask.policy = None;
        }
        let tried = solve::search(ask, trace.seen.clone(), Arc::clone(rules), facts).await;
        Ok(tried.ok().map(|tried| tried.plan))
    }
}

impl Sums {
    /// Adds a plan before and after; whether it came out differently.
    fn add(&mut self, trace: &Trace, tried: &Plan) -> bool {
        let before = &trace.plan;
        let parcels = |plan: &Plan| i64::try_from(plan.parcels.len()).unwrap_or(i64::MAX);
        let hours = |plan: &Plan| {
            plan.arrive_at
                .map(|at| at.0.saturating_sub(trace.seen.at.0) / 3_600_000)
        };
        let short = |plan: &Plan| {
            plan.shortages
                .iter()
                .map(|s| (s.need - s.have).max(0))
                .sum::<i64>()
        };
        let changed = goods(before) != goods(tried);
        self.plans += 1;
        self.changed += i32::from(changed);
        self.parcels.0 += parcels(before);
        self.parcels.1 += parcels(tried);
        self.freight.0 += before.freight;
        self.freight.1 += tried.freight;
        for (plan, sum, dated) in [
            (before, &mut self.hours.0, &mut self.dated.0),
            (tried, &mut self.hours.1, &mut self.dated.1),
        ] {
            if let Some(hours) = hours(plan) {
                *sum += hours;
                *dated += 1;
            }
        }
        self.short.0 += short(before);
        self.short.1 += short(tried);
        changed
    }

    fn report(&self, version: &str, samples: Vec<SimDiff>) -> SimReport {
        let mean = |sum: i64, count: i64| {
            #[allow(clippy::cast_precision_loss, reason = "told, not computed with")]
            let (sum, count) = (sum as f64, count.max(1) as f64);
            sum / count
        };
        SimReport {
            rule_version: Some(version.to_owned()),
            plans: self.plans,
            changed: self.changed,
            parcels_before: self.parcels.0,
            parcels_after: self.parcels.1,
            freight_minor_before: self.freight.0,
            freight_minor_after: self.freight.1,
            hours_before: mean(self.hours.0, self.dated.0),
            hours_after: mean(self.hours.1, self.dated.1),
            short_before: Quantity(self.short.0),
            short_after: Quantity(self.short.1),
            samples,
        }
    }
}

/// Which site sends what.
fn goods(plan: &Plan) -> Vec<(&Warehouse, i64, i64)> {
    let mut goods: Vec<_> = plan
        .parcels
        .iter()
        .flat_map(|parcel| {
            parcel
                .units
                .iter()
                .map(|(line, units)| (&parcel.warehouse, *line, *units))
        })
        .collect();
    goods.sort();
    goods
}

fn diff(no: &str, before: &Plan, after: &Plan) -> SimDiff {
    let sites = |plan: &Plan| {
        plan.warehouses()
            .iter()
            .map(|site| site.as_str().into())
            .collect()
    };
    SimDiff {
        plan_no: no.into(),
        warehouses_before: sites(before),
        warehouses_after: sites(after),
        freight_minor_before: before.freight,
        freight_minor_after: after.freight,
    }
}

fn asked(request: &SimReq) -> Formed<Asked> {
    let version = request.rule_version.as_deref().unwrap_or_default();
    let limit = request.limit.map_or(PLANS_DEFAULT, i64::from);
    Ok(Asked {
        tenant: super::super::tenant(request.tenant.as_ref())?,
        version: form::name("ruleVersion", version, rule_text::VERSION_MAX)?.to_owned(),
        from: request.from.map(|date| Moment(date.0)),
        to: request.to.map(|date| Moment(date.0)),
        limit: usize::try_from(form::within("limit", limit, 1, PLANS_MAX)?).unwrap_or(1),
    })
}

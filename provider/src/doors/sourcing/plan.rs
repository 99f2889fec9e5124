//! Plans and traces in the words of the contract.

use dubbo_api::sourcing::{
    PlanLine, PlanParcel, SourcingLine, SourcingPlan, SourcingReq, SourcingTrace, TraceCandidate,
    TraceOption, TraceScore,
};
use dubbo_api::text::Quantity;
use hessian2::Date;
use stock::ids::Moment;
use stock::sourcing::ask::Ask;
use stock::sourcing::plan::{Choice, Parcel, Plan, Trace};
use stock::sourcing::rules::Aim;

use super::super::answer::{date, shortage};

/// A plan under its number.
pub(super) fn plan(trace: &Trace, no: &str) -> SourcingPlan {
    let plan = &trace.plan;
    SourcingPlan {
        plan_no: no.into(),
        rule_version: Some(plan.version.clone()).filter(|version| !version.is_empty()),
        complete: plan.is_complete(),
        truncated: plan.truncated,
        parcels: plan.parcels.iter().map(parcel).collect(),
        shortages: plan.shortages.iter().map(shortage).collect(),
        freight_minor: plan.freight,
        arrive_at: plan.arrive_at.map(date),
        order_by: plan.order_by.map(date),
        hub: plan.hub.as_ref().map(|hub| hub.warehouse.as_str().into()),
        elapsed_micros: trace.micros,
    }
}

fn parcel(parcel: &Parcel) -> PlanParcel {
    PlanParcel {
        warehouse: parcel.warehouse.as_str().into(),
        warehouse_type: parcel.kind.as_str().into(),
        lines: parcel
            .lines
            .iter()
            .map(|line| PlanLine {
                line_no: line.line_no,
                sku: line.sku.as_str().into(),
                pool: line.pool.as_str().into(),
                quantity: Quantity(line.quantity),
            })
            .collect(),
        freight_minor: parcel.freight,
        arrive_at: parcel.arrive_at.map(date),
    }
}

/// Why a plan is what it is.
pub(super) fn trace(trace: &Trace, no: &str, decided_at: Moment) -> SourcingTrace {
    let found = &trace.plan;
    SourcingTrace {
        plan: Some(plan(trace, no)),
        request: Some(request(&trace.ask, found)),
        candidates: found
            .looked
            .iter()
            .map(|site| TraceCandidate {
                warehouse: site.warehouse.as_str().into(),
                accepted: site.why_not.is_none(),
                filter_reason: site.why_not.map(|why| why.as_str().into()),
                lines_covered: i32::try_from(site.lines_covered).unwrap_or(i32::MAX),
                arrive_at: site.arrive_at.map(date),
            })
            .collect(),
        options: found
            .choices
            .iter()
            .enumerate()
            .map(|(at, choice)| option(found, at, choice))
            .collect(),
        options_examined: i64::try_from(found.examined).unwrap_or(i64::MAX),
        decided_at: Some(date(decided_at)),
    }
}

fn option(plan: &Plan, at: usize, choice: &Choice) -> TraceOption {
    let scores = plan.policy.objectives.iter().zip(&choice.figures);
    TraceOption {
        warehouses: choice
            .warehouses
            .iter()
            .map(|site| site.as_str().into())
            .collect(),
        chosen: at == 0,
        scores: scores
            .map(|(objective, figure)| TraceScore {
                objective: objective.aim.as_str().into(),
                value: match objective.aim {
                    Aim::StockHealth => float(*figure) / 10_000.0,
                    _ => float(*figure),
                },
                weight: if plan.policy.weighted {
                    float(objective.weight_milli) / 1_000.0
                } else {
                    0.0
                },
            })
            .collect(),
        total: float(choice.total) / 1_000_000.0,
    }
}

/// A figure as the contract tells it; far below where a double loses whole numbers.
fn float(figure: i64) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "told, not computed with")]
    let figure = figure as f64;
    figure
}

fn request(ask: &Ask, plan: &Plan) -> SourcingReq {
    SourcingReq {
        tenant: Some(ask.tenant.as_str().into()),
        order_no: ask.order_no.as_ref().map(|no| no.as_str().into()),
        channel: ask.channel.as_ref().map(ToString::to_string),
        area_code: ask.area.as_ref().map(ToString::to_string),
        policy: Some(plan.policy.name.clone()),
        rule_version: Some(plan.version.clone()).filter(|version| !version.is_empty()),
        lines: ask
            .lines
            .iter()
            .map(|line| SourcingLine {
                line_no: Some(line.line_no),
                sku: line.sku.as_str().into(),
                quantity: Quantity(line.quantity),
                owner: Some(line.owner.as_str().into()),
                together_group: line.group.clone(),
                max_age_days: line.max_age_days.and_then(|days| i32::try_from(days).ok()),
            })
            .collect(),
        order_value_minor: ask.order_value,
        required_by: ask.required_by.map(|at| Date(at.0)),
        excluded_warehouses: ask
            .excluded
            .iter()
            .map(|site| site.as_str().into())
            .collect(),
        max_parcels: ask.max_parcels.and_then(|most| i32::try_from(most).ok()),
    }
}

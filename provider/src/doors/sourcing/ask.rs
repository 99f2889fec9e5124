//! From requests to questions.

use dubbo_api::sourcing::{SourcingLine, SourcingReq};
use stock::command::PreOccupy;
use stock::ids::{Moment, Owner, Sku, Tenant, Warehouse};
use stock::sourcing::ask::{Ask, AskLine};
use stock::sourcing::rules::PARCELS_MAX;

use super::super::form::{self, Bad, Formed};
use super::super::reservation;

/// Most sites a request may exclude.
const EXCLUDED_MAX: usize = 200;
/// Oldest age that can be asked for, in days: a hundred years.
const AGE_MAX: i64 = 36_500;
/// Largest value of an order in fen: ten billion yuan.
const VALUE_MAX: i64 = 1_000_000_000_000;

/// The question of a trial.
pub(super) fn of_request(request: &SourcingReq) -> Formed<Ask> {
    let area = reservation::area(request.area_code.as_deref())?;
    if area.is_none() {
        return Err(Bad::new("areaCode", "", "given"));
    }
    form::lines("lines", &request.lines)?;
    let lines: Vec<AskLine> = request
        .lines
        .iter()
        .enumerate()
        .map(|(index, asked)| line(index, asked))
        .collect::<Formed<_>>()?;
    form::distinct("lines", lines.iter().map(|line| line.line_no))?;
    if request.excluded_warehouses.len() > EXCLUDED_MAX {
        let limit = format!("at most {EXCLUDED_MAX} warehouses");
        return Err(Bad::new(
            "excludedWarehouses",
            request.excluded_warehouses.len(),
            limit,
        ));
    }
    let excluded = request.excluded_warehouses.iter().enumerate();
    let excluded = excluded.map(|(at, site)| {
        form::name(
            &format!("excludedWarehouses[{at}]"),
            site.as_str(),
            form::NAME_MAX,
        )
        .map(Warehouse::from)
    });
    let most = i64::try_from(PARCELS_MAX).unwrap_or(i64::MAX);
    let max_parcels = request
        .max_parcels
        .map(|given| form::within("maxParcels", i64::from(given), 1, most))
        .transpose()?;
    let order_no = form::optional(
        "orderNo",
        request
            .order_no
            .as_ref()
            .map(dubbo_api::text::OrderNo::as_str),
        form::NAME_MAX,
    )?;
    Ok(Ask {
        tenant: super::super::tenant(request.tenant.as_ref())?,
        order_no: order_no.map(Into::into),
        area,
        channel: form::optional("channel", request.channel.as_deref(), form::SHORT_NAME_MAX)?
            .map(Into::into),
        policy: form::optional("policy", request.policy.as_deref(), form::NAME_MAX)?
            .map(str::to_owned),
        lines,
        order_value: request
            .order_value_minor
            .map(|value| form::within("orderValueMinor", value, 0, VALUE_MAX))
            .transpose()?,
        required_by: request.required_by.map(|date| Moment(date.0)),
        excluded: excluded.collect::<Formed<_>>()?,
        max_parcels: max_parcels.and_then(|most| usize::try_from(most).ok()),
    })
}

fn line(index: usize, line: &SourcingLine) -> Formed<AskLine> {
    let field = |name: &str| format!("lines[{index}].{name}");
    let age = line
        .max_age_days
        .map(|days| form::within(&field("maxAgeDays"), i64::from(days), 0, AGE_MAX))
        .transpose()?;
    let group = form::optional(
        &field("togetherGroup"),
        line.together_group.as_deref(),
        form::NAME_MAX,
    )?;
    Ok(AskLine {
        line_no: form::line_no(&format!("lines[{index}]"), line.line_no, index)?,
        sku: Sku::from(form::name(
            &field("sku"),
            line.sku.as_str(),
            form::NAME_MAX,
        )?),
        quantity: form::quantity(&field("quantity"), line.quantity)?,
        owner: reservation::owner(&field("owner"), line.owner.as_ref())?.unwrap_or_else(Owner::own),
        group: group.map(str::to_owned),
        max_age_days: age,
    })
}

/// The question of a hold.
pub(super) fn of_hold(tenant: &Tenant, hold: &PreOccupy) -> Ask {
    let lines = hold.lines.iter().map(|line| AskLine {
        line_no: line.line_no,
        sku: line.sku.clone(),
        quantity: line.quantity,
        owner: line.owner.clone().unwrap_or_else(Owner::own),
        group: None,
        max_age_days: line.max_age_days,
    });
    let sourcing = hold.sourcing.as_deref();
    Ask {
        tenant: tenant.clone(),
        order_no: Some(hold.order_no.clone()),
        area: hold.area.clone(),
        channel: hold.channel.clone(),
        policy: sourcing.and_then(|sourcing| sourcing.policy.clone()),
        lines: lines.collect(),
        order_value: None,
        required_by: None,
        excluded: Vec::new(),
        max_parcels: None,
    }
}

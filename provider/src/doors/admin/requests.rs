//! Requests of operators as settings.

use dubbo_api::admin::{HoldRuleReq, HotReq, ReplayReq, SafetyRule, SwitchReq};
use dubbo_api::reply::OpContext;
use dubbo_api::states::SafetyScope;
use hessian2::Date;
use stock::admin::{
    HoldRule, HoldSetting, HotMode, HotSetting, Module, SafetySetting, Setting, SwitchMode,
    SwitchScope, SwitchSetting,
};
use stock::ids::{Moment, Pool, Sku};
use stock::op::OpType;
use stock::policy::{HOLD_SECONDS_MAX, HOLD_SECONDS_MIN, QUANTITY_MAX, SCARCE_SECONDS_DEFAULT};

use crate::doors::form::{self, Bad, Formed};
use crate::doors::{envelope, reservation};
use crate::events::{Letters, Replay};

/// A code of a set.
fn code<T: Copy>(field: &str, text: &str, parse: fn(&str) -> Option<T>, all: &str) -> Formed<T> {
    parse(text).ok_or_else(|| Bad::new(field, text, format!("one of {all}")))
}

fn moment(given: Option<Date>) -> Option<Moment> {
    given.map(|date| Moment(date.0))
}

/// Who asks, where nothing is stored.
pub(super) fn named(context: Option<&OpContext>) -> Formed<()> {
    // The key is not used; its form is that of every write.
    let nothing = stock::command::Command::Expire("R0".into());
    envelope::envelope(context, OpType::Expire, nothing).map(|_| ())
}

pub(super) fn switch(request: &SwitchReq) -> Formed<Setting> {
    let scope = code(
        "scope",
        request.scope.as_str(),
        SwitchScope::parse,
        "SKU, CHANNEL, WAREHOUSE, MODULE",
    )?;
    let target = request.target.as_deref().unwrap_or_default();
    let target = form::name("target", target, form::NAME_MAX)?.to_owned();
    if scope == SwitchScope::Module && Module::parse(&target).is_none() {
        let known: Vec<&str> = Module::ALL.iter().map(|module| module.as_str()).collect();
        return Err(Bad::new(
            "target",
            target,
            format!("one of {}", known.join(", ")),
        ));
    }
    let reason = form::remark("reason", request.reason.as_deref())?;
    Ok(Setting::Switch(SwitchSetting {
        scope,
        target,
        mode: code(
            "mode",
            request.mode.as_str(),
            SwitchMode::parse,
            "ON, READ_ONLY, OFF",
        )?,
        reason: reason.ok_or_else(|| Bad::new("reason", "", "given, at most 200 characters"))?,
        until: moment(request.until),
    }))
}

pub(super) fn safety(request: &SafetyRule) -> Formed<Setting> {
    let Some(rule) = &request.rule else {
        return Err(Bad::new("rule", "", "given"));
    };
    // Rules by category or kind of site and shares of what is free are part of a rule set of sourcing.
    if rule.scope != SafetyScope::Sku {
        return Err(Bad::new(
            "rule.scope",
            &rule.scope,
            "SKU; a rule by category or type of site is published with a rule set of sourcing",
        ));
    }
    if let Some(share) = rule.basis_points {
        return Err(Bad::new(
            "rule.basisPoints",
            share,
            "null; a share is published with a rule set of sourcing",
        ));
    }
    let sku = rule.sku.as_ref().map_or("", |sku| sku.as_str());
    let quantity = match (rule.quantity, request.remove) {
        (_, true) => None,
        (Some(quantity), false) => Some(form::within("rule.quantity", quantity, 0, QUANTITY_MAX)?),
        (None, false) => return Err(Bad::new("rule.quantity", "", "given, or remove true")),
    };
    Ok(Setting::Safety(SafetySetting {
        sku: Sku::from(form::name("rule.sku", sku, form::NAME_MAX)?),
        warehouse: reservation::warehouse("rule.warehouse", rule.warehouse.as_ref())?,
        quantity,
    }))
}

pub(super) fn hold_rule(request: &HoldRuleReq) -> Formed<Setting> {
    let sku = request.sku.as_ref().map(|sku| sku.as_str());
    let sku = form::optional("sku", sku, form::NAME_MAX)?.map(Sku::from);
    let figure = |field: &str, given: Option<i64>| {
        let formed = given.map(|given| form::within(field, given, 1, QUANTITY_MAX));
        formed.transpose()
    };
    let rule = HoldRule {
        occupy_on_pay: request.occupy_on_pay,
        buyer_limit: figure("buyerLimit", request.buyer_limit)?,
        scarce_below: figure("scarceBelow", request.scarce_below)?,
        scarce_seconds: form::within(
            "scarceSeconds",
            request
                .scarce_seconds
                .map_or(SCARCE_SECONDS_DEFAULT, i64::from),
            HOLD_SECONDS_MIN,
            HOLD_SECONDS_MAX,
        )?,
    };
    if request.scarce_seconds.is_some() && rule.scarce_below.is_none() {
        return Err(Bad::new("scarceBelow", "", "given with scarceSeconds"));
    }
    Ok(Setting::Hold(HoldSetting {
        sku,
        rule: (!request.remove).then_some(rule),
    }))
}

pub(super) fn hot(request: &HotReq) -> Formed<Setting> {
    let mode = code(
        "mode",
        request.mode.as_str(),
        HotMode::parse,
        "NORMAL, GATE, SHARDS, BUFFERED",
    )?;
    if matches!(mode, HotMode::Shards | HotMode::Buffered) {
        return Err(Bad::not_served(
            "mode",
            mode.as_str(),
            "NORMAL or GATE: lanes merge the orders of one SKU into one transaction, so its stock need not be split, and nothing is accepted before the database has it",
        ));
    }
    Ok(Setting::Hot(HotSetting {
        sku: Sku::from(form::name("sku", request.sku.as_str(), form::NAME_MAX)?),
        warehouse: reservation::warehouse("warehouse", request.warehouse.as_ref())?,
        pool: reservation::pool("pool", request.pool.as_ref())?.unwrap_or_else(Pool::shared),
        mode,
        shards: None,
        quota: None,
        until: moment(request.until),
    }))
}

/// Events sent again when the request names no number.
const REPLAY_DEFAULT: i64 = 1_000;
/// Most events of one request.
const REPLAY_MAX: i64 = 10_000;

pub(super) fn letters(request: &ReplayReq) -> Formed<Letters> {
    let limit = request.limit.map_or(REPLAY_DEFAULT, i64::from);
    let limit = form::within("limit", limit, 1, REPLAY_MAX)?;
    Ok(Letters {
        queue: None,
        limit: usize::try_from(limit).unwrap_or(usize::MAX),
        dry_run: request.dry_run,
    })
}

pub(super) fn replay(request: &ReplayReq) -> Formed<Replay> {
    let from = request
        .from_seq
        .ok_or_else(|| Bad::new("fromSeq", "", "given: the first outbox row to send again"))?;
    let limit = form::within(
        "limit",
        request.limit.map_or(REPLAY_DEFAULT, i64::from),
        1,
        REPLAY_MAX,
    )?;
    let text = |field: &str, given: Option<&str>| -> Formed<Option<String>> {
        let given = form::optional(field, given, form::NAME_MAX)?;
        Ok(given.map(str::to_owned))
    };
    Ok(Replay {
        from,
        to: request.to_seq.unwrap_or(i64::MAX),
        event_type: text("eventType", request.event_type.as_deref())?,
        aggregate: text("aggregateId", request.aggregate_id.as_deref())?,
        limit: usize::try_from(limit).unwrap_or(usize::MAX),
        dry_run: request.dry_run,
    })
}

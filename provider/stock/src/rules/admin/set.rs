//! Sets what an operator asked for.

use crate::admin::{
    HoldRule, HoldSetting, HotMode, HotSetting, Module, SafetySetting, Setting, SwitchMode,
    SwitchScope, SwitchSetting,
};
use crate::answer::Answer;
use crate::book::Plan;
use crate::code::Code;
use crate::facts::Facts;
use crate::ids::{POOL_ACTIVITY_PREFIX, Sku, Warehouse};
use crate::policy::{HOLD_SECONDS_MAX, HOLD_SECONDS_MIN, QUANTITY_MAX, SHARDS_MAX, SHARDS_MIN};
use crate::rules::form;
use crate::rules::order::{unknown_skus, unknown_warehouse};
use crate::rules::refusal::{Outcome, Refusal};

/// Checks a setting and plans to store it. The answer tells what was set `before` and what is set `after`.
///
/// # Errors
/// A SKU, warehouse, channel or module that does not exist; a figure outside its limits.
pub(in crate::rules) fn set(setting: &Setting, facts: &Facts) -> Outcome<Plan> {
    let (before, after) = match setting {
        Setting::Switch(switch) => set_switch(switch, facts)?,
        Setting::Safety(safety) => set_safety(safety, facts)?,
        Setting::Hot(hot) => set_hot(hot, facts)?,
        Setting::Hold(hold) => set_hold(hold, facts)?,
    };
    let mut answer = Answer::refused(Code::Ok, String::new());
    answer.details.insert("before".to_owned(), before);
    answer.details.insert("after".to_owned(), after);
    Ok(Plan {
        settings: vec![setting.clone()],
        ..Plan::answer(answer)
    })
}

fn set_switch(set: &SwitchSetting, facts: &Facts) -> Outcome<(String, String)> {
    match set.scope {
        SwitchScope::Sku => check_sku(&Sku::from(set.target.as_str()), facts)?,
        SwitchScope::Warehouse => {
            check_warehouse(Some(&Warehouse::from(set.target.as_str())), facts)?;
        }
        SwitchScope::Module if Module::parse(&set.target).is_none() => {
            let known: Vec<&str> = Module::ALL.iter().map(|module| module.as_str()).collect();
            return Err(Refusal::form(format!(
                "target is {:?}, a module must be one of {}",
                set.target,
                known.join(", ")
            )));
        }
        // Channels need no row of their own to sell.
        SwitchScope::Module | SwitchScope::Channel => {}
    }
    let before = facts.network.switches.get(set.scope, &set.target);
    let before = before.map_or(SwitchMode::On, |switch| switch.mode);
    Ok((before.as_str().to_owned(), set.mode.as_str().to_owned()))
}

fn set_safety(set: &SafetySetting, facts: &Facts) -> Outcome<(String, String)> {
    check_sku(&set.sku, facts)?;
    check_warehouse(set.warehouse.as_ref(), facts)?;
    if let Some(quantity) = set.quantity.filter(|q| !(0..=QUANTITY_MAX).contains(q)) {
        return Err(Refusal::form(format!(
            "quantity is {quantity}, it must be 0 to {QUANTITY_MAX}"
        )));
    }
    let found = &facts.skus[&set.sku];
    let before = match &set.warehouse {
        Some(warehouse) => found.safety.get(warehouse).copied(),
        None => Some(found.safety_default),
    };
    let spell =
        |quantity: Option<i64>| quantity.map_or_else(|| "none".to_owned(), |q| q.to_string());
    let after = match set.warehouse {
        // The figure for every site cannot be missing: none is 0.
        None => Some(set.quantity.unwrap_or(0)),
        Some(_) => set.quantity,
    };
    Ok((spell(before), spell(after)))
}

fn set_hot(set: &HotSetting, facts: &Facts) -> Outcome<(String, String)> {
    check_sku(&set.sku, facts)?;
    check_warehouse(set.warehouse.as_ref(), facts)?;
    if set.mode == HotMode::Buffered && !set.pool.as_str().starts_with(POOL_ACTIVITY_PREFIX) {
        return Err(Refusal::form(format!(
            "pool is {}, BUFFERED needs the pool of an activity, {POOL_ACTIVITY_PREFIX}<activity>: its quota bounds what a lost buffer can cost",
            set.pool
        )));
    }
    if let Some(shards) = set
        .shards
        .filter(|n| !(SHARDS_MIN..=SHARDS_MAX).contains(n))
    {
        return Err(Refusal::form(format!(
            "shards is {shards}, it must be {SHARDS_MIN} to {SHARDS_MAX}"
        )));
    }
    Ok((
        "stored marks are not read by this release".to_owned(),
        set.mode.as_str().to_owned(),
    ))
}

fn set_hold(set: &HoldSetting, facts: &Facts) -> Outcome<(String, String)> {
    if let Some(rule) = &set.rule {
        for (name, value) in [
            ("buyerLimit", rule.buyer_limit),
            ("scarceBelow", rule.scarce_below),
        ] {
            if let Some(value) = value.filter(|value| !(1..=QUANTITY_MAX).contains(value)) {
                return Err(Refusal::form(format!(
                    "{name} is {value}, it must be 1 to {QUANTITY_MAX}"
                )));
            }
        }
        form::seconds(
            "scarceSeconds",
            rule.scarce_seconds,
            HOLD_SECONDS_MIN,
            HOLD_SECONDS_MAX,
        )?;
    }
    let before = match &set.sku {
        Some(sku) => {
            check_sku(sku, facts)?;
            facts.skus[sku].hold.as_ref()
        }
        None => Some(&facts.network.hold),
    };
    Ok((spell_rule(before), spell_rule(set.rule.as_ref())))
}

fn spell_rule(rule: Option<&HoldRule>) -> String {
    let Some(rule) = rule else {
        return "none".to_owned();
    };
    let spell = |figure: Option<i64>| figure.map_or_else(|| "none".to_owned(), |n| n.to_string());
    format!(
        "buyerLimit {}, scarceBelow {}, scarceSeconds {}",
        spell(rule.buyer_limit),
        spell(rule.scarce_below),
        rule.scarce_seconds
    )
}

fn check_sku(sku: &Sku, facts: &Facts) -> Outcome<()> {
    if facts.skus.contains_key(sku) {
        return Ok(());
    }
    Err(unknown_skus(&[sku.as_str()]))
}

fn check_warehouse(warehouse: Option<&Warehouse>, facts: &Facts) -> Outcome<()> {
    match warehouse {
        Some(warehouse) if !facts.network.warehouses.contains_key(warehouse) => {
            Err(unknown_warehouse(warehouse))
        }
        _ => Ok(()),
    }
}

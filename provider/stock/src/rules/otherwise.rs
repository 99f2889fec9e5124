//! What may serve a line that is short: equivalent parts that fit, then the quota of an open presale. A line is served by one of them as a whole, or by none.

use super::cover::{Cover, Demand, Need, Part, cover};
use super::order;
use super::refusal::{Outcome, Refusal};
use super::supply::{Quota, Stock, Supply};
use crate::answer::Shortage;
use crate::command::OrderLine;
use crate::facts::Facts;
use crate::ids::Owner;
use crate::reservation::HoldMode;

/// What else may serve a line, the first choice first.
///
/// # Errors
/// A kit that may be sold before it is there: its parts are.
pub(super) fn others<'a>(
    supply: &mut Supply<'a>,
    line: &OrderLine,
    owner: &Owner,
    facts: &'a Facts,
) -> Outcome<Vec<Part>> {
    let Some(found) = facts.skus.get(&line.sku) else {
        return Ok(Vec::new());
    };
    if line.allow_presale && !found.kit.is_empty() {
        return Err(Refusal::form(format!(
            "line {}: sku {} is a kit, which has no presale of its own: order its parts, or without allowPresale",
            line.line_no, line.sku
        ))
        .with("field", "allowPresale"));
    }
    if !found.kit.is_empty() {
        return Ok(Vec::new());
    }
    let mut others = Vec::new();
    let mut add = |stock| {
        others.push(Part {
            stock,
            ratio: 1,
            quantity: line.quantity,
            kept: 0,
        });
    };
    for sku in &line.substitutes {
        let known = facts.skus.get(sku);
        let sold = known.filter(|part| part.kit.is_empty() && !part.suspended);
        let Some(part) = sold.filter(|_| !facts.network.is_off_sale(sku, None)) else {
            continue;
        };
        // Of goods that are not told apart by lots no age is known.
        if line.max_age_days.is_none() || part.lots.is_some() {
            add(order::stock(supply, sku, owner, part));
        }
    }
    let tenant = supply.tenant;
    let on_presale = |offer: &crate::facts::PresaleOffer| offer.tenant == *tenant;
    if line.allow_presale && found.presales.iter().any(on_presale) {
        let known = supply.stocks.iter().position(|stock| {
            stock.sku == line.sku && stock.owner == *owner && stock.quota.is_some()
        });
        add(known.unwrap_or_else(|| {
            supply.stocks.push(Stock {
                sku: line.sku.clone(),
                owner: owner.clone(),
                safety: None,
                tracked: false,
                quota: Some(Quota::Sold(&found.presales)),
            });
            supply.stocks.len() - 1
        }));
    }
    Ok(others)
}

/// Spreads a demand over a supply; lines that are short are served by what else may serve them, as far as that goes.
pub(super) fn cover_or_other(
    supply: &mut Supply<'_>,
    demand: &mut Demand,
    mode: HoldMode,
) -> Cover {
    let first = cover(supply, demand, mode);
    let has_others = |need: &Need| !need.others.is_empty();
    if first.shortages.is_empty() || !demand.needs.iter().any(has_others) {
        return first;
    }
    let asked: Vec<Vec<Part>> = demand.needs.iter().map(|n| n.parts.clone()).collect();
    let mut short = first.shortages.clone();
    // The last lines give way first, so that the order's first choice is kept where it is short by little.
    for at in (0..demand.needs.len()).rev() {
        if is_short(&demand.needs[at], &short, supply)
            && let Some(rest) = try_others(supply, demand, at)
        {
            short = rest;
        }
        if short.is_empty() {
            break;
        }
    }
    supply.restart();
    let last = cover(supply, demand, mode);
    if last.shortages.is_empty() || !last.takes.is_empty() {
        return last;
    }
    for (need, parts) in demand.needs.iter_mut().zip(asked) {
        need.parts = parts;
    }
    first
}

/// Whether a line is one that is short of goods.
fn is_short(need: &Need, short: &[Shortage], supply: &Supply<'_>) -> bool {
    let mut parts = need.parts.iter().filter(|part| part.quantity > 0);
    parts.any(|part| {
        let sku = &supply.stocks[part.stock].sku;
        short.iter().any(|short| short.sku == *sku)
    })
}

/// Has a line served by the first of its others that has all of it; says what is short then. `None` if none has.
fn try_others(supply: &mut Supply<'_>, demand: &mut Demand, at: usize) -> Option<Vec<Shortage>> {
    let wanted = demand.needs[at].parts.first().copied()?;
    let line_no = demand.needs[at].line_no;
    let units = wanted.quantity / wanted.ratio.max(1);
    let before = demand.needs[at].parts.clone();
    for other in demand.needs[at].others.clone() {
        demand.needs[at].parts = vec![Part {
            quantity: units,
            ..other
        }];
        supply.restart();
        let tried = cover(supply, demand, HoldMode::All);
        let stock = &supply.stocks[other.stock];
        // Quota is asked for by lines that gave way only, of which this one is the first.
        let mut short = tried.shortages.iter().filter(|s| s.sku == stock.sku);
        if !short.any(|s| stock.quota.is_none() || s.line_no == line_no) {
            return Some(tried.shortages);
        }
    }
    demand.needs[at].parts = before;
    None
}

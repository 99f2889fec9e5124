//! Limits of holds: what one buyer may hold unpaid of a SKU, and how long a scarce SKU is held.

use std::collections::{BTreeMap, BTreeSet};

use crate::book::{Book, Plan};
use crate::code::Code;
use crate::command::OrderLine;
use crate::counter::CounterKey;
use crate::facts::Facts;
use crate::ids::{Buyer, Sku, Tenant};
use crate::reservation::{Reservation, ReservationLine, buyer_counter};
use crate::rules::cover::{Cover, Demand, cells};
use crate::rules::refusal::{Outcome, Refusal};
use crate::rules::supply::Supply;

/// Counters that a buyer's order lines are counted in.
pub(in crate::rules) fn counters(
    tenant: &Tenant,
    buyer: Option<&Buyer>,
    lines: &[OrderLine],
    facts: &Facts,
) -> Vec<CounterKey> {
    let Some(buyer) = buyer else {
        return Vec::new();
    };
    let limited = |sku: &&Sku| facts.hold_rule(sku).buyer_limit.is_some();
    let parts = lines.iter().flat_map(|line| {
        let kit = facts
            .skus
            .get(&line.sku)
            .map_or(&[][..], |found| &found.kit);
        std::iter::once(&line.sku).chain(kit.iter().map(|part| &part.sku))
    });
    let skus: BTreeSet<&Sku> = parts.filter(limited).collect();
    skus.into_iter()
        .map(|sku| buyer_counter(tenant, buyer, sku))
        .collect()
}

/// Marks new lines that count against their buyer's limit, and those of which nothing is held until they are paid. Presale quota is always held.
pub(super) fn mark(lines: &mut [ReservationLine], buyer: Option<&Buyer>, facts: &Facts) {
    for line in lines {
        let rule = facts.hold_rule(&line.sku);
        line.terms.on_pay = rule.occupy_on_pay && line.presale.is_none();
        line.terms.counted = buyer.is_some() && rule.buyer_limit.is_some() && !line.terms.on_pay;
    }
}

/// How long the order may hold what it takes: shorter where a SKU is scarce.
pub(super) fn seconds(
    asked: i64,
    supply: &mut Supply<'_>,
    demand: &Demand,
    cover: &Cover,
    facts: &Facts,
) -> i64 {
    let rule =
        |supply: &Supply<'_>, stock: usize| facts.hold_rule(&supply.stocks[stock].sku).clone();
    let mut seconds = asked;
    for stock in 0..supply.stocks.len() {
        let rule = rule(supply, stock);
        let Some(scarce_below) = rule.scarce_below else {
            continue;
        };
        let taken = cover.takes.iter().filter(|take| take.cell.stock == stock);
        let mut there: i64 = taken.map(|take| take.quantity).sum();
        let of_stock: BTreeSet<_> = cells(supply, demand)
            .into_iter()
            .filter(|cell| cell.stock == stock)
            .collect();
        for cell in of_stock {
            there = there.saturating_add(supply.left(cell, None));
        }
        if there <= scarce_below {
            seconds = seconds.min(rule.scarce_seconds);
        }
    }
    seconds
}

/// Counts what a plan changes in unpaid holds, whatever the command: orders, their payments, cancels, the sweep, a count that cuts them.
///
/// # Errors
/// `BUYER_HOLD_LIMIT`, with the limit and what the buyer holds.
pub(in crate::rules) fn count(plan: &mut Plan, book: &Book, facts: &Facts) -> Outcome<()> {
    let mut net: BTreeMap<CounterKey, i64> = BTreeMap::new();
    for after in &plan.reservations {
        add(&mut net, after, 1);
        if let Some(before) = book.reservations().get(&after.id) {
            add(&mut net, before, -1);
        }
    }
    for (key, delta) in net {
        if delta == 0 {
            continue;
        }
        let (buyer, sku) = key.key.split_once('\t').unwrap_or_default();
        let limit = facts.hold_rule(&Sku::from(sku)).buyer_limit;
        let held = book.counter(&key);
        if let Some(limit) = limit.filter(|limit| delta > 0 && held.saturating_add(delta) > *limit)
        {
            return Err(Refusal::new(
                Code::BuyerHoldLimit,
                format!(
                    "buyer {buyer} holds {held} unpaid of {sku} and asks for {delta} more, at most {limit} may be held: pay or cancel first"
                ),
            )
            .with("limit", limit)
            .with("held", held)
            .with("sku", sku));
        }
        plan.counts.push((key, delta, limit));
    }
    Ok(())
}

fn add(net: &mut BTreeMap<CounterKey, i64>, reservation: &Reservation, sign: i64) {
    for (key, units) in reservation.counted() {
        *net.entry(key).or_default() += sign * units;
    }
}

//! Receive: goods come from a supplier, to be sold at once or to be inspected first. Opening stock comes the same way.

use std::collections::BTreeMap;

use super::{Desk, asn, booked, check_names, document, filed, key_of};
use crate::balance::BalanceKey;
use crate::book::{Book, Move, Plan};
use crate::bucket::Bucket;
use crate::code::Code;
use crate::command::PurchaseIn;
use crate::movement::Movement;
use crate::policy::BALANCE_MAX;
use crate::rules::form;
use crate::rules::refusal::{Outcome, Refusal};

/// Books every line from the supplier into free stock or quality hold.
///
/// # Errors
/// Unknown names, a kit, a malformed document, or a balance that would pass [`BALANCE_MAX`].
pub(in crate::rules) fn receive(receipt: &PurchaseIn, desk: &Desk<'_>) -> Outcome<Plan> {
    form::count(receipt.lines.len())?;
    form::stock_lines(&receipt.lines)?;
    if !matches!(receipt.to, Bucket::Available | Bucket::QcHold) {
        return Err(Refusal::form(format!(
            "goods can not be received into {}: receive into available or qc_hold",
            receipt.to.as_str()
        )));
    }
    check_names(
        &receipt.warehouse,
        receipt.lines.iter().map(|l| &l.sku),
        desk.facts,
    )?;
    let announced = match &receipt.asn_no {
        Some(asn_no) => Some(asn::receive(receipt, asn_no, desk)?),
        None => None,
    };
    let mut moves = Vec::with_capacity(receipt.lines.len());
    let mut lines = Vec::with_capacity(receipt.lines.len());
    let mut costs = Vec::new();
    for (leg_no, line) in (1_i64..).zip(&receipt.lines) {
        let key = key_of(desk.tenant(), &receipt.warehouse, line);
        lines.push(booked(
            line.line_no,
            &key,
            Movement::PoIn,
            line.quantity,
            line.quantity,
        ));
        moves.push(Move {
            movement: Movement::PoIn,
            from: (key.clone(), Bucket::Supplier),
            to: (key, receipt.to),
            quantity: line.quantity,
        });
        form::unit_cost(line.line_no, line.unit_cost)?;
        costs.extend(line.unit_cost.map(|cost| (leg_no, cost)));
    }
    check_room(desk.book, moves.iter())?;
    let mut plan = match announced {
        Some((no_longer_expected, paper)) => {
            let before = i64::try_from(no_longer_expected.len()).unwrap_or(i64::MAX);
            costs.iter_mut().for_each(|(leg_no, _)| *leg_no += before);
            moves.splice(0..0, no_longer_expected);
            filed(document(moves, lines), paper)
        }
        None => document(moves, lines),
    };
    plan.costs = costs;
    Ok(plan)
}

/// No balance may grow so large that sums over balances could overflow.
pub(super) fn check_room<'m>(book: &Book, moves: impl Iterator<Item = &'m Move>) -> Outcome<()> {
    let mut sums: BTreeMap<&BalanceKey, i64> = BTreeMap::new();
    for into in moves {
        let sum = sums.entry(&into.to.0).or_default();
        *sum = sum.saturating_add(into.quantity);
    }
    let full = sums.into_iter().find(|(key, sum)| {
        let there = book.balance(key).quantities;
        let columns = there
            .columns()
            .iter()
            .map(|quantity| quantity.saturating_abs());
        let largest = columns.fold(there.on_hand(), i64::max);
        largest.saturating_add(*sum) > BALANCE_MAX
    });
    full.map_or(Ok(()), |(key, _)| {
        Err(Refusal::new(
            Code::QtyExceeds,
            format!(
                "sku {} in {} would pass {BALANCE_MAX} in one balance: receive less, or in a larger base unit",
                key.sku, key.warehouse
            ),
        )
        .with("limit", BALANCE_MAX)
        .with("sku", &key.sku)
        .with("warehouse", &key.warehouse))
    })
}

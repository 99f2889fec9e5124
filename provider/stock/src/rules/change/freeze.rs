//! Freeze: free stock is locked, and unlocked again. Orders keep what they hold.

use super::{Stand, booked, check_names, document, key_of, short_lines};
use crate::book::{Book, Move, Plan};
use crate::bucket::Bucket;
use crate::code::Code;
use crate::command::Freeze;
use crate::facts::Facts;
use crate::ids::Tenant;
use crate::movement::Movement;
use crate::rules::form;
use crate::rules::refusal::{Outcome, Refusal};

/// Locks what is free of each line and reports the rest.
///
/// # Errors
/// Unknown names or a malformed document.
pub(in crate::rules) fn freeze(
    freeze: &Freeze,
    book: &Book,
    facts: &Facts,
    tenant: &Tenant,
) -> Outcome<Plan> {
    check(freeze, facts)?;
    let mut stand = Stand::new(book);
    Ok(shift(freeze, tenant, Movement::Freeze, |key, asked| {
        stand.take(key, Bucket::Available, asked)
    }))
}

/// Unlocks, all lines or none.
///
/// # Errors
/// Unknown names, a malformed document, or more than is locked.
pub(in crate::rules) fn unfreeze(
    unfreeze: &Freeze,
    book: &Book,
    facts: &Facts,
    tenant: &Tenant,
) -> Outcome<Plan> {
    check(unfreeze, facts)?;
    let keyed = unfreeze.lines.iter().map(|line| {
        let key = key_of(tenant, &unfreeze.warehouse, line);
        (line.line_no, key, line.quantity)
    });
    let short = short_lines(book, keyed, Bucket::Frozen);
    if !short.is_empty() {
        return Err(Refusal::short(
            Code::QtyExceeds,
            short,
            "no more can be unlocked than is frozen: correct the quantities",
        ));
    }
    Ok(shift(unfreeze, tenant, Movement::Unfreeze, |_, asked| {
        asked
    }))
}

fn check(freeze: &Freeze, facts: &Facts) -> Outcome<()> {
    form::count(freeze.lines.len())?;
    form::stock_lines(&freeze.lines)?;
    check_names(
        &freeze.warehouse,
        freeze.lines.iter().map(|l| &l.sku),
        facts,
    )
}

/// Moves between the free and the frozen bucket what `granted` allows of each line.
fn shift(
    freeze: &Freeze,
    tenant: &Tenant,
    movement: Movement,
    mut granted: impl FnMut(&crate::balance::BalanceKey, i64) -> i64,
) -> Plan {
    let (from, to) = if movement == Movement::Freeze {
        (Bucket::Available, Bucket::Frozen)
    } else {
        (Bucket::Frozen, Bucket::Available)
    };
    let mut moves = Vec::with_capacity(freeze.lines.len());
    let mut lines = Vec::with_capacity(freeze.lines.len());
    for line in &freeze.lines {
        let key = key_of(tenant, &freeze.warehouse, line);
        let quantity = granted(&key, line.quantity);
        lines.push(booked(
            line.line_no,
            &key,
            movement,
            line.quantity,
            quantity,
        ));
        if quantity > 0 {
            moves.push(Move {
                movement,
                from: (key.clone(), from),
                to: (key, to),
                quantity,
            });
        }
    }
    document(moves, lines)
}

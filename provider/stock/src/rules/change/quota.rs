//! Quota: free stock is given to a channel or an activity, and taken back. What orders hold of a quota stays there and goes back there.

use super::{Stand, booked, check_names, document, key_of};
use crate::balance::BalanceKey;
use crate::book::{Book, Move, Plan};
use crate::bucket::Bucket;
use crate::command::{AssignPool, StockLine};
use crate::facts::Facts;
use crate::ids::{Pool, Tenant};
use crate::movement::Movement;
use crate::rules::form;
use crate::rules::refusal::{Outcome, Refusal};

/// The balance of a line in one of the two pools.
pub(in crate::rules) fn key_in(
    tenant: &Tenant,
    assign: &AssignPool,
    line: &StockLine,
    pool: &Pool,
) -> BalanceKey {
    BalanceKey {
        pool: pool.clone(),
        ..key_of(tenant, &assign.warehouse, line)
    }
}

/// Moves what is free of each line between the shared pool and a quota, and reports the rest.
///
/// # Errors
/// Unknown names, a malformed document, two quotas or none.
pub(in crate::rules) fn assign(
    assign: &AssignPool,
    book: &Book,
    facts: &Facts,
    tenant: &Tenant,
) -> Outcome<Plan> {
    form::count(assign.lines.len())?;
    form::stock_lines(&assign.lines)?;
    form::pool(&assign.from)?;
    form::pool(&assign.to)?;
    let movement = match (assign.from.is_shared(), assign.to.is_shared()) {
        (true, false) => Movement::PoolAssign,
        (false, true) => Movement::PoolRecall,
        _ => {
            return Err(Refusal::form(format!(
                "stock goes from {} to {}: exactly one of the two must be SHARED, recall to it first",
                assign.from, assign.to
            )));
        }
    };
    check_names(
        &assign.warehouse,
        assign.lines.iter().map(|l| &l.sku),
        facts,
    )?;
    let mut stand = Stand::new(book);
    let mut moves = Vec::with_capacity(assign.lines.len());
    let mut lines = Vec::with_capacity(assign.lines.len());
    for line in &assign.lines {
        let from = key_in(tenant, assign, line, &assign.from);
        let to = key_in(tenant, assign, line, &assign.to);
        let quantity = stand.take(&from, Bucket::Available, line.quantity);
        lines.push(booked(line.line_no, &to, movement, line.quantity, quantity));
        if quantity > 0 {
            moves.push(Move {
                movement,
                from: (from, Bucket::Available),
                to: (to, Bucket::Available),
                quantity,
            });
        }
    }
    Ok(document(moves, lines))
}

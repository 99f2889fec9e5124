//! Inspect: what lies in quality hold is found good or bad.

use super::{booked, check_names, document, key_of, short_lines};
use crate::book::{Book, Move, Plan};
use crate::bucket::Bucket;
use crate::code::Code;
use crate::command::Inspect;
use crate::facts::Facts;
use crate::ids::Tenant;
use crate::movement::Movement;
use crate::rules::form;
use crate::rules::refusal::{Outcome, Refusal};

/// Moves good quantities to free stock and bad ones to the defective bucket, all or none.
///
/// # Errors
/// Unknown names, a malformed document, or more than lies in quality hold.
pub(in crate::rules) fn inspect(
    inspect: &Inspect,
    book: &Book,
    facts: &Facts,
    tenant: &Tenant,
) -> Outcome<Plan> {
    form::count(inspect.passed.len() + inspect.failed.len())?;
    form::stock_lines(&inspect.passed)?;
    form::stock_lines(&inspect.failed)?;
    let both = || inspect.passed.iter().chain(&inspect.failed);
    check_names(&inspect.warehouse, both().map(|line| &line.sku), facts)?;
    let keyed = both().map(|line| {
        let key = key_of(tenant, &inspect.warehouse, line);
        (line.line_no, key, line.quantity)
    });
    let short = short_lines(book, keyed, Bucket::QcHold);
    if !short.is_empty() {
        return Err(Refusal::short(
            Code::StockNotEnough,
            short,
            "only what lies in quality hold can be inspected: receive it first, or correct the quantities",
        ));
    }
    let mut moves = Vec::new();
    let mut lines = Vec::new();
    let results = [
        (&inspect.passed, Movement::QcPass, Bucket::Available),
        (&inspect.failed, Movement::QcFail, Bucket::Defective),
    ];
    for (result, movement, to) in results {
        for line in result {
            let key = key_of(tenant, &inspect.warehouse, line);
            lines.push(booked(
                line.line_no,
                &key,
                movement,
                line.quantity,
                line.quantity,
            ));
            moves.push(Move {
                movement,
                from: (key.clone(), Bucket::QcHold),
                to: (key, to),
                quantity: line.quantity,
            });
        }
    }
    Ok(document(moves, lines))
}

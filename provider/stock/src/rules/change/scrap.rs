//! Scrap: what failed inspection is disposed of.

use super::{booked, check_names, document, key_of, short_lines};
use crate::book::{Book, Move, Plan};
use crate::bucket::Bucket;
use crate::code::Code;
use crate::command::Scrap;
use crate::facts::Facts;
use crate::ids::Tenant;
use crate::movement::Movement;
use crate::rules::form;
use crate::rules::refusal::{Outcome, Refusal};

/// Takes defective goods out of stock, all lines or none.
///
/// # Errors
/// Unknown names, a malformed document, or more than is defective.
pub(in crate::rules) fn scrap(
    scrap: &Scrap,
    book: &Book,
    facts: &Facts,
    tenant: &Tenant,
) -> Outcome<Plan> {
    form::count(scrap.lines.len())?;
    form::stock_lines(&scrap.lines)?;
    check_names(&scrap.warehouse, scrap.lines.iter().map(|l| &l.sku), facts)?;
    let keyed = scrap.lines.iter().map(|line| {
        let key = key_of(tenant, &scrap.warehouse, line);
        (line.line_no, key, line.quantity)
    });
    let short = short_lines(book, keyed, Bucket::Defective);
    if !short.is_empty() {
        return Err(Refusal::short(
            Code::StockNotEnough,
            short,
            "only defective goods are scrapped: fail them in an inspection first, or correct the quantities",
        ));
    }
    let mut moves = Vec::with_capacity(scrap.lines.len());
    let mut lines = Vec::with_capacity(scrap.lines.len());
    for line in &scrap.lines {
        let key = key_of(tenant, &scrap.warehouse, line);
        lines.push(booked(
            line.line_no,
            &key,
            Movement::Scrap,
            line.quantity,
            line.quantity,
        ));
        moves.push(Move {
            movement: Movement::Scrap,
            from: (key.clone(), Bucket::Defective),
            to: (key, Bucket::Scrap),
            quantity: line.quantity,
        });
    }
    Ok(document(moves, lines))
}

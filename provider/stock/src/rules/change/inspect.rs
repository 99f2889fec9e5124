//! Inspect: what lies in quality hold is found good or bad, under the number of the inspection.

use super::{Desk, Entry, booked, check_names, document, filed, key_of, short_lines};
use crate::book::{Move, Plan};
use crate::bucket::Bucket;
use crate::code::Code;
use crate::command::Inspect;
use crate::ids::IdSource;
use crate::movement::Movement;
use crate::paper::{Inspection, PaperBody, PaperKind};
use crate::rules::form;
use crate::rules::refusal::{Outcome, Refusal};

/// Moves good quantities to free stock and bad ones to the defective bucket, all or none.
///
/// # Errors
/// Unknown names, a malformed document, or more than lies in quality hold.
pub(in crate::rules) fn inspect(
    inspect: &Inspect,
    desk: &Desk<'_>,
    ids: &mut IdSource,
) -> Outcome<Plan> {
    form::count(inspect.passed.len() + inspect.failed.len())?;
    form::stock_lines(&inspect.passed)?;
    form::stock_lines(&inspect.failed)?;
    let both = || inspect.passed.iter().chain(&inspect.failed);
    check_names(&inspect.warehouse, both().map(|line| &line.sku), desk.facts)?;
    let keyed = both().map(|line| {
        let key = key_of(desk.tenant(), &inspect.warehouse, line);
        (line.line_no, key, line.quantity)
    });
    let short = short_lines(desk.book, keyed, Bucket::QcHold);
    if !short.is_empty() {
        return Err(Refusal::short(
            Code::StockNotEnough,
            short,
            "only what lies in quality hold can be inspected: receive it first, or correct the quantities",
        ));
    }
    let new = || {
        PaperBody::Inspection(Inspection {
            warehouse: inspect.warehouse.clone(),
            remark: None,
            steps: Vec::new(),
        })
    };
    let mut entry = Entry::of(desk, desk.number(), ids, new, PaperKind::Inspection);
    if let PaperBody::Inspection(body) = &mut entry.paper.body {
        body.remark = inspect.remark.clone().or_else(|| body.remark.take());
    }
    let mut moves = Vec::new();
    let mut lines = Vec::new();
    let results = [
        (&inspect.passed, Movement::QcPass, Bucket::Available),
        (&inspect.failed, Movement::QcFail, Bucket::Defective),
    ];
    for (result, movement, to) in results {
        for line in result {
            let key = key_of(desk.tenant(), &inspect.warehouse, line);
            let quantity = line.quantity;
            lines.push(booked(line.line_no, &key, movement, quantity, quantity));
            entry.add(line.line_no, movement, &key, quantity);
            moves.push(Move {
                movement,
                from: (key.clone(), Bucket::QcHold),
                to: (key, to),
                quantity,
            });
        }
    }
    Ok(filed(document(moves, lines), entry.done(desk)?))
}

//! Dispose: what failed inspection is scrapped, or goes back to the vendor.

use super::{Desk, Entry, booked, check_names, document, filed, key_of, short_lines};
use crate::book::{Move, Plan};
use crate::bucket::Bucket;
use crate::code::Code;
use crate::command::{ReturnToVendor, Scrap, StockLine};
use crate::ids::{IdSource, Warehouse};
use crate::movement::Movement;
use crate::paper::{Disposal, PaperBody, PaperKind};
use crate::rules::form;
use crate::rules::refusal::{Outcome, Refusal};

/// Takes defective goods out of stock, all lines or none.
///
/// # Errors
/// Unknown names, a malformed document, or more than is defective.
pub(in crate::rules) fn scrap(scrap: &Scrap, desk: &Desk<'_>, ids: &mut IdSource) -> Outcome<Plan> {
    let disposal = Disposal {
        warehouse: scrap.warehouse.clone(),
        supplier: None,
        reason: scrap.reason.clone(),
        steps: Vec::new(),
    };
    dispose(disposal, &scrap.lines, desk, ids)
}

/// Gives defective goods back to who delivered them, all lines or none.
///
/// # Errors
/// As [`scrap`].
pub(in crate::rules) fn return_to_vendor(
    back: &ReturnToVendor,
    desk: &Desk<'_>,
    ids: &mut IdSource,
) -> Outcome<Plan> {
    let disposal = Disposal {
        warehouse: back.warehouse.clone(),
        supplier: back.supplier.clone(),
        reason: back.reason.clone(),
        steps: Vec::new(),
    };
    dispose(disposal, &back.lines, desk, ids)
}

fn dispose(
    disposal: Disposal,
    asked: &[StockLine],
    desk: &Desk<'_>,
    ids: &mut IdSource,
) -> Outcome<Plan> {
    let (movement, to) = match desk.envelope.key.op {
        crate::op::OpType::ReturnToVendor => (Movement::Rtv, Bucket::Supplier),
        _ => (Movement::Scrap, Bucket::Scrap),
    };
    let warehouse: Warehouse = disposal.warehouse.clone();
    form::count(asked.len())?;
    form::stock_lines(asked)?;
    check_names(&warehouse, asked.iter().map(|l| &l.sku), desk.facts)?;
    let keyed = asked.iter().map(|line| {
        let key = key_of(desk.tenant(), &warehouse, line);
        (line.line_no, key, line.quantity)
    });
    let short = short_lines(desk.book, keyed, Bucket::Defective);
    if !short.is_empty() {
        return Err(Refusal::short(
            Code::StockNotEnough,
            short,
            "only defective goods are disposed of: fail them in an inspection first, or correct the quantities",
        ));
    }
    let new = || PaperBody::Disposal(disposal);
    let mut entry = Entry::of(desk, desk.number(), ids, new, PaperKind::Disposal);
    let mut moves = Vec::with_capacity(asked.len());
    let mut lines = Vec::with_capacity(asked.len());
    for line in asked {
        let key = key_of(desk.tenant(), &warehouse, line);
        let quantity = line.quantity;
        lines.push(booked(line.line_no, &key, movement, quantity, quantity));
        entry.add(line.line_no, movement, &key, quantity);
        moves.push(Move {
            movement,
            from: (key.clone(), Bucket::Defective),
            to: (key, to),
            quantity,
        });
    }
    Ok(filed(document(moves, lines), entry.done(desk)?))
}

//! Cancel: the order is given up before it is paid. A cancel that comes before its hold leaves a tombstone.

use super::{change, close_if_empty, find, give_back_all, key_of, not_found, ok, part, waiting};
use crate::book::{Book, Plan};
use crate::code::Code;
use crate::command::{Cancel, Target};
use crate::ids::{IdSource, OrderNo, Tenant};
use crate::movement::Movement;
use crate::reservation::{HoldMode, Reservation, ReservationLine, ReservationStatus};
use crate::rules::form;
use crate::rules::order::{self, Way};
use crate::rules::refusal::{Outcome, Refusal};

/// Gives a hold back, whole or in part, to the pools it came from. After a hold is over it is done already.
///
/// # Errors
/// No such reservation number; more than is held; the order is paid.
pub(in crate::rules) fn cancel(
    cancel: &Cancel,
    book: &Book,
    tenant: &Tenant,
    ids: &mut IdSource,
) -> Outcome<Plan> {
    form::parts(&cancel.lines)?;
    let found = match (find(book, tenant, &cancel.target), &cancel.target) {
        (Ok(found), _) => found,
        // Only who gives the whole order up closes it; a part of what is not held can not be taken out of it.
        (Err(_), Target::Order(order)) if cancel.lines.is_empty() => {
            return Ok(change(tombstone(order, tenant, book, ids), Vec::new()));
        }
        (Err(_), target) => return Err(not_found(target)),
    };
    match found.status {
        ReservationStatus::PreOccupied => give_back(found, cancel),
        ReservationStatus::Expired
        | ReservationStatus::Cancelled
        | ReservationStatus::Suspended => Ok(Plan::answer(ok(found, Vec::new()))),
        ReservationStatus::Confirmed => match waiting::withdraw(found, cancel, book)? {
            Some(plan) => Ok(plan),
            None => Err(Refusal::new(
                Code::StateConflict,
                format!(
                    "reservation {} of order {} is CONFIRMED: cancel its fulfilment orders and refund",
                    found.no(),
                    found.order_no
                ),
            )
            .with("currentState", found.status.as_str())),
        },
    }
}

fn give_back(found: &Reservation, cancel: &Cancel) -> Outcome<Plan> {
    let mut after = found.clone();
    let moves = if cancel.lines.is_empty() {
        give_back_all(&mut after, Movement::Release)
    } else {
        let shares = part::shares(found, &cancel.lines, ReservationLine::open)?;
        let mut back = Vec::with_capacity(shares.len());
        for (at, quantity) in shares {
            let line = &mut after.lines[at];
            line.released += quantity;
            if !line.terms.on_pay {
                back.push((key_of(&found.tenant, line), line.bucket(), quantity));
            }
        }
        order::held_moves(back, Way::Back(Movement::Release))
    };
    close_if_empty(&mut after);
    Ok(change(after, moves))
}

/// A reservation that holds nothing and lets nothing be held under its order.
fn tombstone(order: &OrderNo, tenant: &Tenant, book: &Book, ids: &mut IdSource) -> Reservation {
    Reservation {
        id: ids.next(),
        tenant: tenant.clone(),
        order_no: order.clone(),
        status: ReservationStatus::Suspended,
        mode: HoldMode::All,
        buyer: None,
        area: None,
        channel: None,
        fixed_warehouse: None,
        created_at: book.now,
        expire_at: book.now,
        pay_no: None,
        late: false,
        predecessor: None,
        sourced: None,
        version: 0,
        lines: Vec::new(),
    }
}

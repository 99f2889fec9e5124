//! Release and hold: a fulfilment order is sent to the warehouse, or held back before it ships.

use super::conflict;
use super::work::Work;
use crate::book::{Book, Plan};
use crate::fulfilment::Hold;
use crate::ids::{FulfilmentNo, Tenant};
use crate::rules::refusal::{Outcome, Refusal};

/// Ends a hold and sends it to the warehouse; once it is there, nothing is left to do.
///
/// # Errors
/// No such fulfilment order; one that is over.
pub(super) fn release(no: &FulfilmentNo, book: &Book, tenant: &Tenant) -> Outcome<Plan> {
    let mut work = Work::on(no, book, tenant)?;
    if work.fo.status.is_closed() {
        return Err(conflict(&work.fo, "there is nothing left to send"));
    }
    work.fo.handling.hold_reason = None;
    work.fo.handling.sent_at = work.fo.handling.sent_at.or(Some(book.now));
    Ok(work.into_plan())
}

/// Holds it back: nothing more moves in the warehouse until it is released.
///
/// # Errors
/// No such fulfilment order; one of which nothing is left in the warehouse, or that the warehouse is about to stop.
pub(super) fn hold(hold: &Hold, book: &Book, tenant: &Tenant) -> Outcome<Plan> {
    if hold.reason.trim().is_empty() {
        return Err(Refusal::form("reason is empty, it must say why"));
    }
    let mut work = Work::on(&hold.fo_no, book, tenant)?;
    if work.fo.open_quantity() == 0 {
        return Err(conflict(
            &work.fo,
            "nothing of it is left in the warehouse; stop its parcels on their way instead",
        ));
    }
    if work.fo.is_asked_to_stop() {
        return Err(conflict(&work.fo, "the warehouse is asked to stop already"));
    }
    work.fo.handling.hold_reason = Some(hold.reason.clone());
    Ok(work.into_plan())
}

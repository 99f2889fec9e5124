//! Expire: the sweeper found a hold that ran out of time.

use super::{change, find, give_back_all, is_due, ok};
use crate::book::{Book, Plan};
use crate::command::Target;
use crate::ids::{ReservationNo, Tenant};
use crate::movement::Movement;
use crate::reservation::ReservationStatus;
use crate::rules::refusal::Outcome;

/// Gives everything open back, if the hold is still unpaid and due by the database's clock; otherwise there is nothing to do, which is as good.
///
/// # Errors
/// No such reservation.
pub(in crate::rules) fn expire(no: &ReservationNo, book: &Book, tenant: &Tenant) -> Outcome<Plan> {
    let found = find(book, tenant, &Target::Reservation(no.clone()))?;
    if !is_due(found, book) {
        return Ok(Plan::answer(ok(found, Vec::new())));
    }
    let mut after = found.clone();
    let moves = give_back_all(&mut after, Movement::Expire);
    after.status = ReservationStatus::Expired;
    Ok(change(after, moves))
}

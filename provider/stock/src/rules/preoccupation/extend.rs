//! Extend: the payment is under way, the hold gets more time.

use super::{change, running};
use crate::book::{Book, Plan};
use crate::command::Extend;
use crate::ids::Tenant;
use crate::policy::HOLD_SECONDS_MAX;
use crate::rules::form;
use crate::rules::refusal::Outcome;

/// Moves the end of a hold to so many seconds from now. Never shortens it, and stops at [`HOLD_SECONDS_MAX`] from its start: the answer says when it ends.
///
/// # Errors
/// No such reservation, one that ran out, or one in another state than held.
pub(in crate::rules) fn extend(extend: &Extend, book: &Book, tenant: &Tenant) -> Outcome<Plan> {
    form::seconds("ttl_seconds", extend.ttl_seconds, 1, HOLD_SECONDS_MAX)?;
    let found = running(book, tenant, &extend.target)?;
    let last = found.created_at.plus_seconds(HOLD_SECONDS_MAX);
    let asked = book.now.plus_seconds(extend.ttl_seconds).min(last);
    let mut after = found.clone();
    after.expire_at = asked.max(found.expire_at);
    Ok(change(after, Vec::new()))
}

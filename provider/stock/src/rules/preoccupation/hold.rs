//! Hold: an order takes free stock, all of it or as far as it goes.

use super::{closed, give_back_all, held_keys, is_due, limits, ok, sourced, suspended};
use crate::book::{Accounts, Book, Plan};
use crate::code::Code;
use crate::command::PreOccupy;
use crate::facts::Facts;
use crate::ids::{IdSource, Tenant, Warehouse};
use crate::movement::Movement;
use crate::policy::{HOLD_SECONDS_MAX, HOLD_SECONDS_MIN};
use crate::reservation::{Reservation, ReservationStatus};
use crate::rules::cover::cells;
use crate::rules::form;
use crate::rules::order::{self, Terms, Way};
use crate::rules::otherwise::cover_or_other;
use crate::rules::refusal::{Outcome, Refusal};
use crate::rules::supply::{Credit, Supply};

const fn terms<'a>(hold: &'a PreOccupy, sites: Option<&'a [Warehouse]>) -> Terms<'a> {
    Terms {
        sites,
        area: hold.area.as_ref(),
        channel: hold.channel.as_ref(),
        fixed_warehouse: hold.fixed_warehouse.as_ref(),
    }
}

/// Balances a hold may draw from, and those that an overdue hold of the same order gives back to.
pub(in crate::rules) fn accounts(
    hold: &PreOccupy,
    book: &Book,
    facts: &Facts,
    tenant: &Tenant,
    accounts: &mut Accounts,
) {
    let mut supply = Supply::new(book, tenant);
    let sites = sourced::sites(hold);
    let terms = terms(hold, sites.as_deref());
    let Ok(demand) = order::demand(&mut supply, &hold.lines, terms, facts) else {
        return;
    };
    supply.name(&cells(&supply, &demand), accounts);
    let before = book.latest_of(tenant, &hold.order_no);
    if let Some(before) = before.filter(|r| r.status == ReservationStatus::PreOccupied) {
        accounts.keys.extend(held_keys(before));
    }
}

/// Holds stock for an order.
///
/// # Errors
/// Short stock with every short line; an order that has a hold, is paid, or was cancelled first; unknown names; a malformed request.
pub(in crate::rules) fn hold(
    hold: &PreOccupy,
    book: &Book,
    facts: &Facts,
    tenant: &Tenant,
    ids: &mut IdSource,
) -> Outcome<Plan> {
    form::order_lines(&hold.lines)?;
    form::seconds(
        "ttl_seconds",
        hold.ttl_seconds,
        HOLD_SECONDS_MIN,
        HOLD_SECONDS_MAX,
    )?;
    let mut supply = Supply::new(book, tenant);
    let mut plan = Plan::answer(crate::answer::Answer::refused(Code::Ok, String::new()));
    if let Some(before) = book.latest_of(tenant, &hold.order_no) {
        ids.observe(before.id);
        if let Some(overdue) = check_order(before, book)? {
            expire_first(overdue, &mut supply, &mut plan);
        }
    }
    sourced::check(hold)?;
    let sites = sourced::sites(hold);
    let mut demand = order::demand(
        &mut supply,
        &hold.lines,
        terms(hold, sites.as_deref()),
        facts,
    )
    .map_err(|refusal| match (&sites, refusal.code) {
        (Some(_), Code::NoSource) => sourced::overtaken("a site it was to take from closed"),
        _ => refusal,
    })?;
    let mut cover = match sourced::cover(hold, book, tenant, &mut supply, &demand)? {
        Some(planned) => planned,
        None => cover_or_other(&mut supply, &mut demand, hold.mode),
    };
    if cover.takes.is_empty() {
        let bound = !facts.network.shared_allowed(hold.channel.as_ref());
        return Err(order::short(cover, &demand, bound));
    }
    let seconds = limits::seconds(hold.ttl_seconds, &mut supply, &demand, &cover, facts);
    let mut lines = order::lines(&supply, &demand, &cover.takes, 1);
    limits::mark(&mut lines, hold.buyer.as_ref(), facts);
    let reservation = Reservation {
        id: ids.next(),
        tenant: tenant.clone(),
        order_no: hold.order_no.clone(),
        status: ReservationStatus::PreOccupied,
        mode: hold.mode,
        buyer: hold.buyer.clone(),
        area: hold.area.clone(),
        channel: hold.channel.clone(),
        fixed_warehouse: hold.fixed_warehouse.clone(),
        created_at: book.now,
        expire_at: book.now.plus_seconds(seconds),
        pay_no: None,
        late: false,
        predecessor: None,
        sourced: sourced::allocation(hold).map(|plan| plan.sourced.clone()),
        version: 0,
        lines,
    };
    // Lines stand in the order of what was taken for them.
    let taken = order::taken(&supply, &cover.takes).into_iter();
    let taken = taken.zip(&reservation.lines);
    let held = taken.filter(|(_, line)| !line.terms.on_pay);
    let mut moves = order::held_moves(held.map(|(taken, _)| taken).collect(), Way::Hold);
    if plan.moves.is_empty() {
        plan.moves = moves;
    } else {
        plan.moves.append(&mut moves);
    }
    plan.answer = ok(&reservation, Vec::new());
    plan.answer.shortages = std::mem::take(&mut cover.shortages);
    plan.reservations.insert(0, reservation);
    Ok(plan)
}

/// Whether the order may hold anew: `Some` if its hold has run out and only waits for the sweeper.
fn check_order<'a>(before: &'a Reservation, book: &Book) -> Outcome<Option<&'a Reservation>> {
    match before.status {
        ReservationStatus::Expired | ReservationStatus::Cancelled => Ok(None),
        ReservationStatus::PreOccupied if is_due(before, book) => Ok(Some(before)),
        ReservationStatus::PreOccupied => Err(Refusal::new(
            Code::StateConflict,
            format!(
                "order {} is PRE_OCCUPIED by reservation {} until {} ms: amend, extend or cancel that one",
                before.order_no,
                before.no(),
                before.expire_at.0
            ),
        )
        .with("currentState", before.status.as_str())),
        ReservationStatus::Confirmed => Err(closed(before)),
        ReservationStatus::Suspended => Err(suspended(before)),
    }
}

/// An overdue hold expires in the same voucher, as if the sweeper had come.
fn expire_first(overdue: &Reservation, supply: &mut Supply<'_>, plan: &mut Plan) {
    let mut expired = overdue.clone();
    plan.moves = give_back_all(&mut expired, Movement::Expire);
    for back in &plan.moves {
        let credit = supply.credits.entry(back.to.clone()).or_default();
        *credit = Credit {
            freed: credit.freed + back.quantity,
            ..*credit
        };
    }
    expired.status = ReservationStatus::Expired;
    plan.reservations.push(expired);
}

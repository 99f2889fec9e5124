//! Waiting: what was paid of a presale keeps its quota until goods take its place, under a paper of its own whose time of making is its turn. Given up
//! before that, the quota goes back.

use std::collections::BTreeMap;

use super::part::Shares;
use super::{key_of, ok};
use crate::balance::BalanceKey;
use crate::book::{Book, Documents, Plan};
use crate::bucket::Bucket;
use crate::code::Code;
use crate::command::{Cancel, Command, PartLine};
use crate::ids::{IdSource, Moment, Tenant};
use crate::movement::Movement;
use crate::paper::presale::{Awaited, settle};
use crate::paper::{Paper, PaperBody, PaperKind, PaperRef, Presale};
use crate::reservation::{Reservation, ReservationStatus};
use crate::rules::order::{self, Way};
use crate::rules::refusal::{Outcome, Refusal};

/// The paper of what was just paid of presales; none where nothing was.
pub(super) fn paid(
    reservation: &Reservation,
    shares: &Shares,
    now: Moment,
    ids: &mut IdSource,
) -> Vec<Paper> {
    let mut lines = Vec::new();
    for &(at, quantity) in shares {
        let line = &reservation.lines[at];
        if let Some(presale_no) = &line.presale {
            lines.push(Awaited {
                line_no: line.line_no,
                order_line_no: line.order_line_no,
                presale_no: presale_no.clone(),
                key: key_of(&reservation.tenant, line),
                max_age_days: line.max_age_days,
                paid: quantity,
                converted: 0,
                withdrawn: 0,
            });
        }
    }
    if lines.is_empty() {
        return Vec::new();
    }
    let body = Presale {
        reservation_id: reservation.id,
        pay_no: reservation.pay_no.clone(),
        lines,
        conversions: Vec::new(),
    };
    let (tenant, order) = (&reservation.tenant, &reservation.order_no);
    vec![body.paper(ids.next(), tenant, order, now)]
}

/// Papers a cancel may be about, once its reservation is in the book: only of one that is paid and has presale lines.
pub(in crate::rules) fn of_order(
    command: &Command,
    tenant: &Tenant,
    book: &Book,
    documents: &mut Documents,
) {
    let Command::Cancel(cancel) = command else {
        return;
    };
    let found = book.reservation(tenant, &cancel.target);
    let paid = found.filter(|found| found.status == ReservationStatus::Confirmed);
    if let Some(found) = paid.filter(|found| found.lines.iter().any(|l| l.presale.is_some())) {
        let order = found.order_no.clone();
        let wanted = PaperRef::OfOrder(tenant.clone(), PaperKind::Presale, order);
        documents.papers.push(wanted);
    }
}

/// Gives quota back that is paid and still waits; `None` where nothing of the reservation does or did.
///
/// # Errors
/// More than waits.
pub(super) fn withdraw(found: &Reservation, cancel: &Cancel, book: &Book) -> Outcome<Option<Plan>> {
    let papers = book.papers_of(&found.tenant, PaperKind::Presale, &found.order_no);
    let papers = papers.filter(|p| Presale::of(p).is_some_and(|b| b.reservation_id == found.id));
    let mut papers: Vec<Paper> = papers.cloned().collect();
    let waiting: i64 = papers
        .iter()
        .filter_map(Presale::of)
        .map(Presale::waiting)
        .sum();
    if waiting == 0 {
        // All of it was given up before: done already. What goods came for is cancelled by their fulfilment orders.
        let all_quota = found.lines.iter().all(|line| line.presale.is_some());
        let given_up = all_quota && papers.iter().all(|paper| paper.status == "WITHDRAWN");
        return Ok((given_up && !papers.is_empty()).then(|| Plan::answer(ok(found, Vec::new()))));
    }
    let mut wanted = wanted(found, &papers, &cancel.lines)?;
    let mut back = order::Held::new();
    for paper in &mut papers {
        if let PaperBody::Presale(body) = &mut paper.body {
            for line in &mut body.lines {
                let rest = wanted.entry(line.order_line_no).or_default();
                let given = line.waiting().min(*rest);
                *rest -= given;
                line.withdrawn += given;
                if given > 0 {
                    back.push((line.key.clone(), Bucket::PresaleHeld, given));
                }
            }
        }
        settle(paper);
    }
    papers.retain(|paper| {
        book.papers()
            .get(&paper.id)
            .is_none_or(|old| old.body != paper.body)
    });
    let withdrawn: i64 = back.iter().map(|(_, _, quantity)| quantity).sum();
    let mut answer = ok(found, Vec::new());
    answer
        .details
        .insert("withdrawn".to_owned(), withdrawn.to_string());
    Ok(Some(Plan {
        moves: order::held_moves(back, Way::Back(Movement::Release)),
        papers,
        ..Plan::answer(answer)
    }))
}

/// How much of each of the order's lines is given up: all that waits, if no line is named.
fn wanted(
    found: &Reservation,
    papers: &[Paper],
    lines: &[PartLine],
) -> Outcome<BTreeMap<i64, i64>> {
    let mut waiting: BTreeMap<i64, i64> = BTreeMap::new();
    for line in papers
        .iter()
        .filter_map(Presale::of)
        .flat_map(|body| &body.lines)
    {
        *waiting.entry(line.order_line_no).or_default() += line.waiting();
    }
    if lines.is_empty() {
        return Ok(waiting);
    }
    let mut wanted = BTreeMap::new();
    for part in lines {
        let limit = waiting.get(&part.order_line_no).copied().unwrap_or(0);
        if part.quantity > limit {
            return Err(Refusal::new(
                Code::QtyExceeds,
                format!(
                    "line {} of reservation {}: {} to give up, {limit} wait for goods of a presale; cancel the fulfilment orders of the rest",
                    part.order_line_no,
                    found.no(),
                    part.quantity
                ),
            )
            .with("limit", limit));
        }
        wanted.insert(part.order_line_no, part.quantity);
    }
    Ok(wanted)
}

/// Balances in which quota of a paid reservation waits.
pub(in crate::rules) fn keys(found: &Reservation, book: &Book) -> Vec<BalanceKey> {
    if found.status != ReservationStatus::Confirmed {
        return Vec::new();
    }
    let papers = book.papers_of(&found.tenant, PaperKind::Presale, &found.order_no);
    let claims = papers.flat_map(|paper| &paper.claims);
    claims.map(|claim| claim.key.clone()).collect()
}

//! Due: a return's time is over. One that was never sent expires; one that never arrived is kept as a discrepancy until two persons write it off.

use super::sheet::Sheet;
use super::{conflict, event, find, status_of};
use crate::answer::Answer;
use crate::book::{Book, Move, Plan};
use crate::bucket::Bucket;
use crate::code::Code;
use crate::fulfilment::{Cause, DiscrepancyLine, Event, EventName, Return, ReturnStatus};
use crate::ids::{IdSource, Moment, Tenant};
use crate::movement::Movement;
use crate::paper::{Paper, PaperBody};
use crate::rules::fulfil::not_found;
use crate::rules::refusal::Outcome;

/// Looks at a return whose time is over.
///
/// # Errors
/// No such return.
pub(super) fn due(no: &str, book: &Book, tenant: &Tenant, ids: &mut IdSource) -> Outcome<Plan> {
    let (paper, found) = find(no, book, tenant)?;
    if paper.due_at.is_none_or(|due| due > book.now) {
        return Ok(Plan::answer(Answer::refused(Code::Ok, String::new())));
    }
    let mut sheet = Sheet::on(paper, found, book);
    if status_of(paper) == ReturnStatus::Approved && found.in_transit() == 0 {
        for at in 0..sheet.body.lines.len() {
            let applied = sheet.body.lines[at].applied;
            sheet.give_up(at, applied);
        }
        sheet.set_status(ReturnStatus::Expired);
        return Ok(sheet.into_plan());
    }
    let overdue = found.lines.iter().filter(|line| line.transit > 0);
    for line in overdue {
        let told = DiscrepancyLine {
            line_no: line.line_no,
            key: line.origin.clone(),
            ours: line.transit,
            theirs: 0,
        };
        sheet.keep(Cause::ReturnOverdue, told, ids);
    }
    sheet.paper.due_at = None;
    Ok(sheet.into_plan())
}

/// What is on its way back never comes: it is the carrier's to pay for.
///
/// # Errors
/// Nothing is on its way any more.
pub(in crate::rules) fn missed(
    paper: &Paper,
    now: Moment,
) -> Outcome<(Paper, Vec<Move>, Vec<Event>)> {
    let Some(found) = Return::of(paper) else {
        return Err(not_found("return", &paper.no));
    };
    if found.in_transit() == 0 {
        return Err(conflict(paper, "nothing of it is on its way any more"));
    }
    let mut body = found.clone();
    let mut moves = Vec::new();
    for line in body.lines.iter_mut().filter(|line| line.transit > 0) {
        moves.push(Move {
            movement: Movement::RetMiss,
            from: (line.origin.clone(), Bucket::ReturnTransit),
            to: (line.origin.clone(), Bucket::CarrierLoss),
            quantity: line.transit,
        });
        line.missing += line.transit;
        line.transit = 0;
    }
    let mut after = paper.clone();
    after.due_at = None;
    let mut events = Vec::new();
    if body.held_quantity() == 0 {
        ReturnStatus::Closed.as_str().clone_into(&mut after.status);
        body.closed_at = Some(now);
        events.push(event(EventName::ReturnClosed, &paper.no, &body));
    }
    after.claims = body.claims();
    after.body = PaperBody::Return(body);
    Ok((after, moves, events))
}

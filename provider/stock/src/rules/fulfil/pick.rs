//! Pick: what the warehouse took from the shelf, and what it did not find.
//!
//! What is short stays bound to the fulfilment order until it is re-sourced or given up. What is free beside goods that were not found is locked at once, so
//! that nobody is sold what nobody can find, and the place is to be counted.

use super::work::Work;
use super::{check_lot, conflict, exceeds, line_of};
use crate::book::{Book, Place, Plan};
use crate::bucket::Bucket;
use crate::fulfilment::{EventName, Pick, PickLine, ShortReason};
use crate::ids::{IdSource, Tenant};
use crate::movement::Movement;
use crate::paper::{CountTask, Paper, PaperBody, PaperKind};
use crate::policy::QUANTITY_MAX;
use crate::reservation::FulfilmentStatus;
use crate::rules::form;
use crate::rules::refusal::{Outcome, Refusal};

/// Takes a report of what was picked.
///
/// # Errors
/// No such fulfilment order or line; one that is held or over; more than is bound.
pub(super) fn pick(pick: &Pick, book: &Book, tenant: &Tenant, ids: &mut IdSource) -> Outcome<Plan> {
    form::count(pick.lines.len())?;
    for line in &pick.lines {
        check_line(line)?;
    }
    let mut work = Work::on(&pick.fo_no, book, tenant)?;
    if work.fo.status == FulfilmentStatus::OnHold {
        return Err(conflict(&work.fo, "release it before it is picked"));
    }
    if work.fo.status.is_closed() {
        return Err(conflict(&work.fo, "there is nothing left to pick"));
    }
    let mut short = Vec::new();
    for reported in &pick.lines {
        check_lot(&mut work.fo, reported.line_no, reported.lot.as_ref())?;
        apply(&mut work, reported)?;
        if reported.short > 0 {
            let line = line_of(&mut work.fo, reported.line_no)?.clone();
            short.push(work.event_line(&line, reported.short));
            if reported.reason == Some(ShortReason::NotFound) {
                let place = Place::from(&work.fo.key_of(&line));
                search(&mut work, &place, ids);
            }
        }
    }
    work.fo.handling.sent_at = work.fo.handling.sent_at.or(Some(book.now));
    work.fo.handling.packed |= pick.packed;
    let reasons = pick.lines.iter().filter_map(|line| line.reason);
    let reason = reasons.map(ShortReason::as_str).next();
    work.tell(EventName::Short, None, short, reason);
    Ok(work.into_plan())
}

fn check_line(line: &PickLine) -> Outcome<()> {
    let no = line.line_no;
    for (name, quantity) in [("picked", line.picked), ("short", line.short)] {
        if !(0..=QUANTITY_MAX).contains(&quantity) {
            return Err(Refusal::form(format!(
                "line {no}: {name} is {quantity}, it must be 0 to {QUANTITY_MAX}"
            )));
        }
    }
    if line.picked + line.short == 0 {
        return Err(Refusal::form(format!(
            "line {no}: neither picked nor short, one of them must be 1 or more"
        )));
    }
    if (line.short > 0) != line.reason.is_some() {
        return Err(Refusal::form(format!(
            "line {no}: {} short and reason {}, a reason goes with what is short and only with that",
            line.short,
            line.reason.map_or("absent", ShortReason::as_str)
        )));
    }
    Ok(())
}

fn apply(work: &mut Work<'_>, reported: &PickLine) -> Outcome<()> {
    let line = line_of(&mut work.fo, reported.line_no)?;
    let bound = line.allocated - line.deallocated;
    let known = line.progress.picked + line.progress.short_open;
    let all = reported.picked + reported.short;
    let room = (bound - known).max(0);
    if all > room {
        let what = "of what is bound are neither picked nor found short yet";
        return Err(exceeds(&work.fo, reported.line_no, all, room, what));
    }
    let missing = line.progress.short_open + reported.short;
    if missing > line.open() {
        let (asked, left) = (reported.short, line.open() - line.progress.short_open);
        let what = "have not shipped and can be short";
        return Err(exceeds(&work.fo, reported.line_no, asked, left, what));
    }
    line.progress.picked += reported.picked;
    line.progress.short_picked += reported.short;
    line.progress.short_open = missing;
    Ok(())
}

/// Locks what is free in a place and has it counted.
pub(super) fn search(work: &mut Work<'_>, place: &Place, ids: &mut IdSource) {
    let book = work.book;
    for (key, balance) in book.pools_of(place) {
        let taken: i64 = work
            .moves
            .iter()
            .filter(|done| done.from == (key.clone(), Bucket::Available))
            .map(|done| done.quantity)
            .sum();
        let free = balance.get(Bucket::Available) - taken;
        let lock = (Bucket::Available, Bucket::Frozen);
        work.shift(Movement::Freeze, key, lock, free);
    }
    let no = CountTask::no(&place.warehouse, &place.sku, &place.owner);
    if work
        .papers
        .iter()
        .any(|paper| paper.kind == PaperKind::CountTask && paper.no == no)
    {
        return;
    }
    let known = book.paper(&place.tenant, PaperKind::CountTask, &no);
    if known.is_some_and(|paper| paper.status == COUNT_TASK_OPEN) {
        return;
    }
    let body = PaperBody::CountTask(CountTask {
        warehouse: place.warehouse.clone(),
        sku: place.sku.clone(),
        owner: place.owner.clone(),
        reason: ShortReason::NotFound.as_str().to_owned(),
        origin: Some(work.fo.no().to_string()),
        done_by: None,
    });
    let fresh = Paper::new(
        ids.next(),
        &place.tenant,
        no,
        COUNT_TASK_OPEN,
        book.now,
        body,
    );
    let task = match known {
        // Counted once before: the place is to be counted again, under the same number.
        Some(done) => Paper {
            id: done.id,
            created_at: done.created_at,
            version: done.version,
            ..fresh
        },
        None => fresh,
    };
    work.papers.push(task);
}

/// State of a count task that nobody has done.
const COUNT_TASK_OPEN: &str = "OPEN";

//! Decide: two persons have looked at a discrepancy. What really happened is booked, or it is put aside.

use std::collections::BTreeMap;

use super::work::Work;
use super::{line_of, not_found, ship};
use crate::answer::{Answer, Body};
use crate::balance::BalanceKey;
use crate::book::{Book, Plan};
use crate::bucket::Bucket;
use crate::code::Code;
use crate::fulfilment::{
    Cause, Decide, Discrepancy, DiscrepancyStatus, Parcel, Return, ReturnView, Ship,
};
use crate::ids::{IdSource, Tenant};
use crate::movement::Movement;
use crate::paper::{Paper, PaperBody, PaperKind};
use crate::rules::refusal::{Outcome, Refusal};
use crate::rules::returns;

fn find<'a>(
    decide: &Decide,
    book: &'a Book,
    tenant: &Tenant,
) -> Option<(&'a Paper, &'a Discrepancy)> {
    let paper = book.paper(tenant, PaperKind::Discrepancy, &decide.no)?;
    Some((paper, Discrepancy::of(paper)?))
}

/// Balances the decision may move.
pub(super) fn accounts(decide: &Decide, book: &Book, tenant: &Tenant) -> Vec<BalanceKey> {
    let Some((_, found)) = find(decide, book, tenant) else {
        return Vec::new();
    };
    let mut keys: Vec<BalanceKey> = found.lines.iter().map(|line| line.key.clone()).collect();
    if let Some(fo) = found
        .fo_no
        .as_ref()
        .and_then(|no| book.fulfilment(tenant, no))
    {
        keys.extend(super::keys(fo));
    }
    let back = found.return_no.as_ref();
    let back = back.and_then(|no| book.paper(tenant, PaperKind::Return, no));
    if let Some(back) = back.and_then(Return::of) {
        keys.extend(back.lines.iter().map(|line| line.origin.clone()));
    }
    keys
}

/// Books what was reported, or puts it aside.
///
/// # Errors
/// No such discrepancy; one that is decided; what was reported does not fit any more.
pub(super) fn decide(
    decide: &Decide,
    book: &Book,
    tenant: &Tenant,
    ids: &mut IdSource,
) -> Outcome<Plan> {
    let Some((paper, found)) = find(decide, book, tenant) else {
        return Err(not_found("discrepancy", &decide.no));
    };
    if paper.status != DiscrepancyStatus::Open.as_str() {
        return Err(Refusal::new(
            Code::StateConflict,
            format!("discrepancy {} is {} already", paper.no, paper.status),
        )
        .with("currentState", &paper.status));
    }
    let mut plan = match (decide.accepted, found.cause, &found.ship) {
        (true, Cause::ShippedBeyond, Some(report)) => beyond(report, book, tenant, ids)?,
        (true, Cause::ReturnOverdue, _) => missed(found, book, tenant)?,
        // Nothing is left to move: what came is in quality hold, or the rest was never there.
        _ => Plan::answer(Answer::refused(Code::Ok, String::new())),
    };
    plan.papers.push(decided(decide, paper, found, book));
    Ok(plan)
}

fn decided(decide: &Decide, paper: &Paper, found: &Discrepancy, book: &Book) -> Paper {
    let status = if decide.accepted {
        DiscrepancyStatus::Accepted
    } else {
        DiscrepancyStatus::Dismissed
    };
    let mut after = paper.clone();
    status.as_str().clone_into(&mut after.status);
    after.body = PaperBody::Discrepancy(Discrepancy {
        decided_at: Some(book.now),
        decided_by: decide.decided_by.clone(),
        ..found.clone()
    });
    after
}

/// Goods that left beyond the books: bound as far as they are free where they lay, else corrected, and shipped.
fn beyond(report: &Ship, book: &Book, tenant: &Tenant, ids: &mut IdSource) -> Outcome<Plan> {
    let mut work = Work::on(&report.fo_no, book, tenant)?;
    let known = book.paper(tenant, PaperKind::Parcel, &report.parcel_no);
    if let Some(parcel) = known.and_then(Parcel::of).filter(|p| !p.lines.is_empty()) {
        let status = parcel.status();
        return Err(Refusal::new(
            Code::StateConflict,
            format!(
                "parcel {} was reported again and is {}: put the discrepancy aside",
                report.parcel_no,
                status.as_str()
            ),
        )
        .with("currentState", status.as_str()));
    }
    let mut asked: BTreeMap<i64, i64> = BTreeMap::new();
    for part in &report.lines {
        *asked.entry(part.line_no).or_default() += part.quantity;
    }
    let mut drawn: BTreeMap<BalanceKey, i64> = BTreeMap::new();
    for (line_no, quantity) in &asked {
        let line = line_of(&mut work.fo, *line_no)?;
        let excess = (*quantity - line.open()).max(0);
        line.allocated += excess;
        let line = line.clone();
        let key = work.fo.key_of(&line);
        let drawn = drawn.entry(key.clone()).or_default();
        let free = (book.quantity(&key, Bucket::Available) - *drawn).clamp(0, excess);
        *drawn += free;
        let bound = (Bucket::Available, Bucket::Allocated);
        work.shift(Movement::DirectAlloc, &key, bound, free);
        let corrected = (Bucket::Adjust, Bucket::Allocated);
        work.shift(Movement::ReconAdj, &key, corrected, excess - free);
    }
    ship::send(&mut work, report, &asked, known, ids)?;
    Ok(work.into_plan())
}

/// What was to come back never will.
fn missed(found: &Discrepancy, book: &Book, tenant: &Tenant) -> Outcome<Plan> {
    let no = found.return_no.as_deref().unwrap_or_default();
    let paper = book
        .paper(tenant, PaperKind::Return, no)
        .ok_or_else(|| not_found("return", no))?;
    let (paper, moves, events) = returns::missed(paper, book.now)?;
    let mut seen = paper.clone();
    seen.version += 1;
    let body = ReturnView::of(&seen).map_or(Body::None, Body::Return);
    let answer = Answer {
        events,
        body,
        ..Answer::refused(Code::Ok, String::new())
    };
    Ok(Plan {
        moves,
        papers: vec![paper],
        ..Plan::answer(answer)
    })
}

//! Ship: a parcel leaves with a carrier. What was delivered before it left is applied in the same voucher.

use std::collections::BTreeMap;

use super::work::Work;
use super::{check_lot, conflict, deliver, exceeds, line_of};
use crate::book::{Book, Plan};
use crate::bucket::Bucket;
use crate::code::Code;
use crate::fulfilment::{
    Ask, Cause, Discrepancy, DiscrepancyLine, DiscrepancyStatus, EventName, FoPart, Parcel,
    ParcelLine, Ship,
};
use crate::ids::{IdSource, Tenant};
use crate::movement::Movement;
use crate::paper::{Paper, PaperBody, PaperKind};
use crate::policy::{PARCEL_LINES_MAX, PARCELS_MAX};
use crate::reservation::FulfilmentStatus;
use crate::rules::form;
use crate::rules::refusal::{Outcome, Refusal};

/// Takes a report of a parcel handed to a carrier, picked before or not.
///
/// # Errors
/// No such fulfilment order or line; one that is held; a parcel number taken by another parcel; more than is bound, which is kept as a discrepancy.
pub(super) fn ship(ship: &Ship, book: &Book, tenant: &Tenant, ids: &mut IdSource) -> Outcome<Plan> {
    form::count(ship.lines.len())?;
    for line in &ship.lines {
        form::quantity(line.line_no, line.quantity)?;
    }
    let mut work = Work::on(&ship.fo_no, book, tenant)?;
    let asked = sums(&ship.lines);
    for line in &ship.lines {
        check_lot(&mut work.fo, line.line_no, line.lot.as_ref())?;
    }
    let known = book.paper(tenant, PaperKind::Parcel, &ship.parcel_no);
    if let Some(parcel) = known.and_then(Parcel::of) {
        check_number(&work, ship, parcel)?;
        if !parcel.lines.is_empty() {
            return again(work, ship, parcel, &asked);
        }
    }
    if work.fo.status == FulfilmentStatus::OnHold {
        return Err(conflict(&work.fo, "release it before it ships"));
    }
    check_room(&work, asked.len())?;
    if let Some(refusal) = beyond(&mut work, ship, &asked, ids)? {
        return Err(refusal);
    }
    send(&mut work, ship, &asked, known, ids)?;
    Ok(work.into_plan())
}

/// Quantities by line.
fn sums(lines: &[FoPart]) -> BTreeMap<i64, i64> {
    let mut sums = BTreeMap::new();
    for line in lines {
        *sums.entry(line.line_no).or_default() += line.quantity;
    }
    sums
}

fn check_number(work: &Work<'_>, ship: &Ship, parcel: &Parcel) -> Outcome<()> {
    if parcel.fo_no == work.fo.no() {
        return Ok(());
    }
    Err(Refusal::new(
        Code::StateConflict,
        format!(
            "parcel {} is of fulfilment order {}: number parcels apart",
            ship.parcel_no, parcel.fo_no
        ),
    )
    .with("currentState", parcel.status().as_str()))
}

/// The parcel has left already: the same report again moves nothing, another one is refused.
fn again(
    mut work: Work<'_>,
    ship: &Ship,
    parcel: &Parcel,
    asked: &BTreeMap<i64, i64>,
) -> Outcome<Plan> {
    let mut left = BTreeMap::new();
    for line in &parcel.lines {
        *left.entry(line.line_no).or_default() += line.quantity;
    }
    if left == *asked {
        work.code = Code::OkDuplicate;
        return Ok(work.into_plan());
    }
    Err(Refusal::new(
        Code::StateConflict,
        format!(
            "parcel {} left with other contents: number parcels apart",
            ship.parcel_no
        ),
    )
    .with("currentState", parcel.status().as_str()))
}

fn check_room(work: &Work<'_>, lines: usize) -> Outcome<()> {
    let fo_no = work.fo.no();
    let (mut parcels, mut all) = (1, lines);
    for parcel in work.parcels().filter_map(Parcel::of) {
        if parcel.fo_no == fo_no && !parcel.lines.is_empty() {
            parcels += 1;
            all += parcel.lines.len();
        }
    }
    if parcels <= PARCELS_MAX && all <= PARCEL_LINES_MAX {
        return Ok(());
    }
    Err(Refusal::new(
        Code::QtyExceeds,
        format!(
            "fulfilment order {fo_no} comes to {parcels} parcels, at most {PARCELS_MAX}, and {all} lines in them, at most {PARCEL_LINES_MAX}: put more into one parcel"
        ),
    )
    .with("limit", PARCELS_MAX))
}

/// Goods that left beyond what is bound: refused, and kept for two persons to decide.
fn beyond(
    work: &mut Work<'_>,
    ship: &Ship,
    asked: &BTreeMap<i64, i64>,
    ids: &mut IdSource,
) -> Outcome<Option<Refusal>> {
    let mut lines = Vec::new();
    for (line_no, quantity) in asked {
        let line = line_of(&mut work.fo, *line_no)?.clone();
        if *quantity > line.open() {
            lines.push(DiscrepancyLine {
                line_no: *line_no,
                key: work.fo.key_of(&line),
                ours: line.open(),
                theirs: *quantity,
            });
        }
    }
    let Some(first) = lines.first() else {
        return Ok(None);
    };
    let what = "are bound and have not shipped; the parcel is kept as a discrepancy until two persons have decided";
    let refusal = exceeds(&work.fo, first.line_no, first.theirs, first.ours, what);
    let no = Discrepancy::no(Cause::ShippedBeyond, &ship.parcel_no);
    if work
        .book
        .paper(&work.fo.tenant, PaperKind::Discrepancy, &no)
        .is_some()
    {
        return Ok(Some(refusal.with("discrepancy", no)));
    }
    let body = PaperBody::Discrepancy(Discrepancy {
        cause: Cause::ShippedBeyond,
        fo_no: Some(work.fo.no()),
        parcel_no: Some(ship.parcel_no.clone()),
        return_no: None,
        lines,
        ship: Some(ship.clone()),
        decided_at: None,
        decided_by: None,
    });
    let open = DiscrepancyStatus::Open.as_str();
    let (tenant, now) = (work.fo.tenant.clone(), work.book.now);
    let mut paper = Paper::new(ids.next(), &tenant, no.clone(), open, now, body);
    paper.order_no = Some(work.fo.order_no.clone());
    Ok(Some(refusal.with("discrepancy", no).keeping(paper)))
}

/// Books a parcel's departure, and its deliveries that came before.
pub(super) fn send(
    work: &mut Work<'_>,
    ship: &Ship,
    asked: &BTreeMap<i64, i64>,
    known: Option<&Paper>,
    ids: &mut IdSource,
) -> Outcome<()> {
    let now = work.book.now;
    let mut lines = Vec::with_capacity(asked.len());
    let mut told = Vec::with_capacity(asked.len());
    let asked_to_stop = work.fo.is_asked_to_stop();
    for (line_no, quantity) in asked {
        let line = line_of(&mut work.fo, *line_no)?;
        line.shipped += *quantity;
        line.trim();
        let line = line.clone();
        let key = work.fo.key_of(&line);
        let out = (Bucket::Allocated, Bucket::Shipped);
        work.shift(Movement::Ship, &key, out, *quantity);
        told.push(work.event_line(&line, *quantity));
        lines.push(ParcelLine {
            line_no: *line_no,
            key,
            quantity: *quantity,
            signed: 0,
            rejected: 0,
            lost: 0,
        });
    }
    if asked_to_stop {
        // It was packed already: the goods are gone, only the carrier can stop them now.
        work.fo.handling.ask = Ask::CancelFailed;
        for line in &mut work.fo.lines {
            line.progress.cancelling = 0;
        }
    }
    work.fo.handling.sent_at = work.fo.handling.sent_at.or(Some(now));
    work.tell(EventName::Shipped, Some(&ship.parcel_no), told, None);
    let parcel = Parcel {
        fo_no: work.fo.no(),
        warehouse: work.fo.warehouse.clone(),
        carrier: ship.carrier.clone(),
        waybill_no: ship.waybill_no.clone(),
        shipped_at: ship.shipped_at.or(Some(now)),
        delivered_at: None,
        ask: Ask::None,
        lines,
        parked: Vec::new(),
    };
    let tenant = work.fo.tenant.clone();
    let parked = known
        .and_then(Parcel::of)
        .map(|parcel| parcel.parked.clone());
    let mut paper = known.cloned().unwrap_or_else(|| {
        let body = PaperBody::Parcel(parcel.clone());
        Paper::new(ids.next(), &tenant, ship.parcel_no.as_str(), "", now, body)
    });
    paper.order_no = Some(work.fo.order_no.clone());
    deliver::put(&mut paper, parcel);
    work.papers.push(paper);
    deliver::unpark(work, &ship.parcel_no, parked.unwrap_or_default(), ids)
}

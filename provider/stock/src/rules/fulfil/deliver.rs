//! Deliver: what became of a parcel, unit by unit. A delivery that comes before the departure waits for it.

use std::collections::BTreeMap;

use super::work::Work;
use super::{exceeds, line_of};
use crate::book::{Book, Plan};
use crate::bucket::Bucket;
use crate::code::Code;
use crate::fulfilment::{
    Ask, Cause, Deliver, DeliveryLine, DeliveryResult, Discrepancy, DiscrepancyLine,
    DiscrepancyStatus, EventLine, EventName, Parcel, ParcelLine, ParkedDelivery, ReturnKind,
};
use crate::ids::{IdSource, Moment, Tenant};
use crate::movement::Movement;
use crate::paper::{Paper, PaperBody, PaperKind};
use crate::policy::{PARKED_DELIVERIES_MAX, PARKED_PARCELS_MAX};
use crate::rules::form;
use crate::rules::refusal::{Outcome, Refusal};
use crate::rules::returns::{self, SentBack};

/// Takes a report of what became of a parcel.
///
/// # Errors
/// No such fulfilment order or line; more than is in the parcel; what has reached another end already.
pub(super) fn deliver(
    report: &Deliver,
    book: &Book,
    tenant: &Tenant,
    ids: &mut IdSource,
) -> Outcome<Plan> {
    form::count(report.lines.len())?;
    for line in &report.lines {
        form::quantity(line.line_no, line.quantity)?;
    }
    let mut work = Work::on(&report.fo_no, book, tenant)?;
    let paper = book.paper(tenant, PaperKind::Parcel, &report.parcel_no);
    let parcel = paper.and_then(Parcel::of);
    if let Some(other) = parcel.filter(|parcel| parcel.fo_no != report.fo_no) {
        return Err(Refusal::new(
            Code::StateConflict,
            format!(
                "parcel {} is of fulfilment order {}, not of {}",
                report.parcel_no, other.fo_no, report.fo_no
            ),
        )
        .with("currentState", other.status().as_str()));
    }
    let (Some(paper), Some(parcel)) = (paper, parcel.filter(|p| !p.lines.is_empty())) else {
        return park(work, report, paper, ids);
    };
    if is_known(parcel, &report.lines) {
        work.code = Code::OkDuplicate;
        return Ok(work.into_plan());
    }
    for line in &report.lines {
        check(parcel, &report.parcel_no, line)?;
    }
    let mut paper = paper.clone();
    let mut parcel = parcel.clone();
    let mut ends = Ends::default();
    for line in &report.lines {
        let rest = end(&mut work, &mut parcel, line, &mut ends)?;
        if rest > 0 {
            return Err(over(&parcel, &report.parcel_no, line));
        }
    }
    close(&mut work, &mut parcel, report.delivered_at);
    put(&mut paper, parcel);
    tell(&mut work, &report.parcel_no, ends, ids);
    work.papers.push(paper);
    Ok(work.into_plan())
}

/// Puts a parcel as it shall be into its paper.
pub(super) fn put(paper: &mut Paper, parcel: Parcel) {
    parcel.status().as_str().clone_into(&mut paper.status);
    paper.claims = parcel.claims();
    paper.body = PaperBody::Parcel(parcel);
}

/// Whether the parcel says all of this already: the same report under another key.
fn is_known(parcel: &Parcel, lines: &[DeliveryLine]) -> bool {
    let mut told: BTreeMap<(i64, DeliveryResult), i64> = BTreeMap::new();
    for line in lines {
        *told.entry((line.line_no, line.result)).or_default() += line.quantity;
    }
    told.into_iter().all(|((line_no, result), quantity)| {
        let mine = || parcel.lines.iter().filter(|line| line.line_no == line_no);
        let ended: i64 = mine().map(|line| ended_as(line, result)).sum();
        let open: i64 = mine().map(ParcelLine::open).sum();
        open == 0 && ended == quantity
    })
}

const fn ended_as(line: &ParcelLine, result: DeliveryResult) -> i64 {
    match result {
        DeliveryResult::Signed => line.signed,
        DeliveryResult::Rejected => line.rejected,
        DeliveryResult::Lost => line.lost,
    }
}

/// The line is in the parcel and no more is told of than was in it.
fn check(parcel: &Parcel, no: &str, told: &DeliveryLine) -> Outcome<()> {
    let mine = || {
        parcel
            .lines
            .iter()
            .filter(|line| line.line_no == told.line_no)
    };
    if mine().next().is_none() {
        return Err(Refusal::form(format!(
            "line {} is not in parcel {no}",
            told.line_no
        )));
    }
    let all: i64 = mine().map(|line| line.quantity).sum();
    if told.quantity > all {
        return Err(Refusal::new(
            Code::QtyExceeds,
            format!(
                "line {} of parcel {no}: {} reported, {all} were in it",
                told.line_no, told.quantity
            ),
        )
        .with("limit", all));
    }
    Ok(())
}

/// The units have reached another end already.
fn over(parcel: &Parcel, no: &str, told: &DeliveryLine) -> Refusal {
    let status = parcel.status();
    Refusal::new(
        Code::StateConflict,
        format!(
            "line {} of parcel {no}: not {} units are left to be {}, the parcel is {}; what was signed for comes back as a return after the sale",
            told.line_no,
            told.quantity,
            told.result.as_str(),
            status.as_str()
        ),
    )
    .with("currentState", status.as_str())
}

/// What reached which end, for events and returns.
#[derive(Debug, Default)]
pub(super) struct Ends {
    told: BTreeMap<DeliveryResult, Vec<EventLine>>,
    reason: BTreeMap<DeliveryResult, String>,
    back: Vec<SentBack>,
}

/// Takes units of a line to their end, lost ones that were found among them; returns how many there were not.
fn end(
    work: &mut Work<'_>,
    parcel: &mut Parcel,
    told: &DeliveryLine,
    ends: &mut Ends,
) -> Outcome<i64> {
    let mut rest = told.quantity;
    let found = told.result != DeliveryResult::Lost;
    for line in parcel
        .lines
        .iter_mut()
        .filter(|line| line.line_no == told.line_no)
    {
        let open = line.open();
        let lost = if found { line.lost } else { 0 };
        let units = rest.min(open + lost);
        if units == 0 {
            continue;
        }
        let back = (units - open).max(0);
        // Lost and found: the loss is reversed, and both stay to be seen.
        let lost_and_found = (Bucket::CarrierLoss, Bucket::Shipped);
        work.shift(Movement::Reverse, &line.key, lost_and_found, back);
        line.lost -= back;
        let (movement, to) = match told.result {
            DeliveryResult::Signed => (Movement::Sign, Bucket::Customer),
            DeliveryResult::Rejected => (Movement::Reject, Bucket::ReturnTransit),
            DeliveryResult::Lost => (Movement::Lost, Bucket::CarrierLoss),
        };
        work.shift(movement, &line.key, (Bucket::Shipped, to), units);
        let key = line.key.clone();
        let ordered = line_of(&mut work.fo, told.line_no)?;
        ordered.progress.lost -= back;
        let (in_parcel, in_order) = match told.result {
            DeliveryResult::Signed => (&mut line.signed, &mut ordered.progress.signed),
            DeliveryResult::Rejected => (&mut line.rejected, &mut ordered.progress.rejected),
            DeliveryResult::Lost => (&mut line.lost, &mut ordered.progress.lost),
        };
        *in_parcel += units;
        *in_order += units;
        if told.result == DeliveryResult::Rejected {
            ends.back.push(SentBack {
                order_line_no: ordered.order_line_no,
                fo_line: told.line_no,
                origin: key,
                quantity: units,
            });
        }
        let ordered = ordered.clone();
        let event = work.event_line(&ordered, units);
        ends.told.entry(told.result).or_default().push(event);
        rest -= units;
    }
    if let Some(reason) = &told.reason {
        ends.reason
            .entry(told.result)
            .or_insert_with(|| reason.clone());
    }
    Ok(rest)
}

/// The last unit has reached its end: the moment is noted, and who was asked to stop it has not.
fn close(work: &mut Work<'_>, parcel: &mut Parcel, at: Option<Moment>) {
    if parcel.open_quantity() == 0 {
        parcel.delivered_at = at.or(Some(work.book.now));
        if parcel.ask == Ask::Intercepting {
            parcel.ask = Ask::InterceptFailed;
            work.fo.handling.ask = Ask::InterceptFailed;
        }
    }
}

/// Tells others, and opens the return of what was refused.
fn tell(work: &mut Work<'_>, parcel_no: &str, ends: Ends, ids: &mut IdSource) {
    for (result, lines) in ends.told {
        let name = match result {
            DeliveryResult::Signed => EventName::Signed,
            DeliveryResult::Rejected => EventName::Rejected,
            DeliveryResult::Lost => EventName::Lost,
        };
        let reason = ends.reason.get(&result).map(String::as_str);
        work.tell(name, Some(parcel_no), lines, reason);
    }
    if !ends.back.is_empty() {
        let reason = ends.reason.get(&DeliveryResult::Rejected).cloned();
        let opened = returns::open(
            &work.fo,
            (ReturnKind::Rejection, parcel_no),
            ends.back,
            reason,
            (work.book.now, ids),
        );
        work.return_no = Some(opened.paper.no.clone());
        work.events.push(opened.event);
        work.papers.push(opened.paper);
    }
}

/// Keeps a delivery until the parcel's departure is reported.
fn park(
    mut work: Work<'_>,
    report: &Deliver,
    known: Option<&Paper>,
    ids: &mut IdSource,
) -> Outcome<Plan> {
    let parked_here = known.and_then(Parcel::of);
    let mut parcel = parked_here.cloned().unwrap_or_else(|| Parcel {
        fo_no: work.fo.no(),
        warehouse: work.fo.warehouse.clone(),
        carrier: None,
        waybill_no: None,
        shipped_at: None,
        delivered_at: None,
        ask: Ask::None,
        lines: Vec::new(),
        parked: Vec::new(),
    });
    work.code = Code::AcceptedPending;
    let delivery = ParkedDelivery {
        delivered_at: report.delivered_at,
        lines: report.lines.clone(),
    };
    if parcel.parked.contains(&delivery) {
        return Ok(work.into_plan());
    }
    check_parked(&mut work, report, parked_here)?;
    // What waits is bounded by the order's units: two reports of two parcels must not both take the last of them.
    work.guarded = true;
    if parcel.parked.len() >= PARKED_DELIVERIES_MAX {
        return Err(Refusal::new(
            Code::QtyExceeds,
            format!(
                "{} deliveries of parcel {} wait for its departure, at most {PARKED_DELIVERIES_MAX}: report that it shipped",
                parcel.parked.len(),
                report.parcel_no
            ),
        )
        .with("limit", PARKED_DELIVERIES_MAX));
    }
    parcel.parked.push(delivery);
    let (tenant, now) = (work.fo.tenant.clone(), work.book.now);
    let mut paper = known.cloned().unwrap_or_else(|| {
        let body = PaperBody::Parcel(parcel.clone());
        Paper::new(
            ids.next(),
            &tenant,
            report.parcel_no.as_str(),
            "",
            now,
            body,
        )
    });
    paper.order_no = Some(work.fo.order_no.clone());
    put(&mut paper, parcel);
    work.papers.push(paper);
    Ok(work.into_plan())
}

/// Units of each line that a report tells of.
fn told_units(lines: &[DeliveryLine]) -> BTreeMap<i64, i64> {
    let mut told: BTreeMap<i64, i64> = BTreeMap::new();
    for line in lines {
        *told.entry(line.line_no).or_default() += line.quantity;
    }
    told
}

/// Units of each line that must be in a parcel for every one of its reports to be true: reports of one parcel may tell of the same units (lost, then found).
fn units_of(parcel: &Parcel) -> BTreeMap<i64, i64> {
    let mut units: BTreeMap<i64, i64> = BTreeMap::new();
    for delivery in &parcel.parked {
        for (line_no, told) in told_units(&delivery.lines) {
            let most = units.entry(line_no).or_default();
            *most = told.max(*most);
        }
    }
    units
}

/// What may wait has bounds: parcels of the order, and units of each line that have not shipped, over all parcels that wait.
fn check_parked(
    work: &mut Work<'_>,
    report: &Deliver,
    parked_here: Option<&Parcel>,
) -> Outcome<()> {
    let waiting = work
        .parcels()
        .filter_map(Parcel::of)
        .filter(|parcel| parcel.lines.is_empty())
        .count();
    if parked_here.is_none() && waiting >= PARKED_PARCELS_MAX {
        return Err(Refusal::new(
            Code::QtyExceeds,
            format!(
                "{waiting} parcels of order {} were delivered and not shipped, at most {PARKED_PARCELS_MAX} may wait: report that they shipped",
                work.fo.order_no
            ),
        )
        .with("limit", PARKED_PARCELS_MAX));
    }
    let mut elsewhere: BTreeMap<i64, i64> = BTreeMap::new();
    let fo_no = work.fo.no();
    for paper in work.parcels().filter(|paper| paper.no != report.parcel_no) {
        let waits = Parcel::of(paper).filter(|p| p.lines.is_empty() && p.fo_no == fo_no);
        for (line_no, units) in waits.map(units_of).unwrap_or_default() {
            *elsewhere.entry(line_no).or_default() += units;
        }
    }
    for (line_no, quantity) in told_units(&report.lines) {
        let open = line_of(&mut work.fo, line_no)?.open();
        let left = open - elsewhere.get(&line_no).copied().unwrap_or(0);
        if quantity > left {
            let what = "have not shipped and can be in this parcel beside others that wait";
            return Err(exceeds(&work.fo, line_no, quantity, left.max(0), what));
        }
    }
    Ok(())
}

/// Applies deliveries that waited, as far as the parcel holds what they tell of; the rest is kept as a discrepancy.
pub(super) fn unpark(
    work: &mut Work<'_>,
    parcel_no: &str,
    parked: Vec<ParkedDelivery>,
    ids: &mut IdSource,
) -> Outcome<()> {
    let at = work
        .papers
        .iter()
        .position(|paper| paper.kind == PaperKind::Parcel && paper.no == parcel_no);
    let Some(at) = at.filter(|_| !parked.is_empty()) else {
        return Ok(());
    };
    let mut paper = work.papers.remove(at);
    let Some(mut parcel) = Parcel::of(&paper).cloned() else {
        return Ok(());
    };
    let mut ends = Ends::default();
    let mut beyond: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
    for delivery in parked {
        for told in &delivery.lines {
            let rest = end(work, &mut parcel, told, &mut ends)?;
            if rest > 0 {
                let (ours, theirs) = beyond.entry(told.line_no).or_default();
                *ours += told.quantity - rest;
                *theirs += told.quantity;
            }
        }
        close(work, &mut parcel, delivery.delivered_at);
    }
    put(&mut paper, parcel);
    tell(work, parcel_no, ends, ids);
    work.papers.push(paper);
    if !beyond.is_empty() {
        let paper = delivered_beyond(work, parcel_no, beyond, ids)?;
        work.papers.push(paper);
    }
    Ok(())
}

fn delivered_beyond(
    work: &mut Work<'_>,
    parcel_no: &str,
    beyond: BTreeMap<i64, (i64, i64)>,
    ids: &mut IdSource,
) -> Outcome<Paper> {
    let mut lines = Vec::with_capacity(beyond.len());
    for (line_no, (ours, theirs)) in beyond {
        let line = line_of(&mut work.fo, line_no)?.clone();
        lines.push(DiscrepancyLine {
            line_no,
            key: work.fo.key_of(&line),
            ours,
            theirs,
        });
    }
    let body = PaperBody::Discrepancy(Discrepancy {
        cause: Cause::DeliveredBeyond,
        fo_no: Some(work.fo.no()),
        parcel_no: Some(parcel_no.to_owned()),
        return_no: None,
        lines,
        ship: None,
        decided_at: None,
        decided_by: None,
    });
    let no = Discrepancy::no(Cause::DeliveredBeyond, parcel_no);
    let open = DiscrepancyStatus::Open.as_str();
    let mut paper = Paper::new(ids.next(), &work.fo.tenant, no, open, work.book.now, body);
    paper.order_no = Some(work.fo.order_no.clone());
    Ok(paper)
}

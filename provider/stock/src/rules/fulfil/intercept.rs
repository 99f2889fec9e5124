//! Intercept: a parcel is stopped on its way, or could not be.

use super::deliver::put;
use super::not_found;
use super::work::Work;
use crate::book::{Book, Plan};
use crate::bucket::Bucket;
use crate::code::Code;
use crate::fulfilment::{Ask, EventName, Intercept, Parcel, ReturnKind};
use crate::ids::{IdSource, Tenant};
use crate::movement::Movement;
use crate::paper::PaperKind;
use crate::rules::refusal::{Outcome, Refusal};
use crate::rules::returns::{self, SentBack};

use super::line_of;

/// Asks the carrier to stop a parcel, or takes his answer; what is stopped comes back as a return.
///
/// # Errors
/// No such fulfilment order or parcel; a parcel of which nothing is under way.
pub(super) fn intercept(
    stop: &Intercept,
    book: &Book,
    tenant: &Tenant,
    ids: &mut IdSource,
) -> Outcome<Plan> {
    let mut work = Work::on(&stop.fo_no, book, tenant)?;
    let paper = book
        .paper(tenant, PaperKind::Parcel, &stop.parcel_no)
        .filter(|paper| {
            Parcel::of(paper).is_some_and(|p| p.fo_no == stop.fo_no && !p.lines.is_empty())
        })
        .ok_or_else(|| not_found("parcel", &stop.parcel_no))?;
    let mut paper = paper.clone();
    let Some(mut parcel) = Parcel::of(&paper).cloned() else {
        return Err(not_found("parcel", &stop.parcel_no));
    };
    if parcel.open_quantity() == 0 {
        return answered(work, stop, &parcel);
    }
    match stop.stopped {
        None => {
            parcel.ask = Ask::Intercepting;
            work.fo.handling.ask = Ask::Intercepting;
        }
        Some(false) => {
            parcel.ask = Ask::InterceptFailed;
            work.fo.handling.ask = Ask::InterceptFailed;
        }
        Some(true) => stopped(&mut work, stop, &mut parcel, ids)?,
    }
    put(&mut paper, parcel);
    work.papers.push(paper);
    Ok(work.into_plan())
}

/// Nothing of it is under way: the same answer again moves nothing, any other comes too late.
fn answered(mut work: Work<'_>, stop: &Intercept, parcel: &Parcel) -> Outcome<Plan> {
    let said = match stop.stopped {
        Some(true) => parcel.ask == Ask::Intercepted,
        Some(false) => parcel.ask == Ask::InterceptFailed,
        None => false,
    };
    if said {
        work.code = Code::OkDuplicate;
        return Ok(work.into_plan());
    }
    let status = parcel.status();
    Err(Refusal::new(
        Code::StateConflict,
        format!(
            "parcel {} is {}: nothing of it is under way any more",
            stop.parcel_no,
            status.as_str()
        ),
    )
    .with("currentState", status.as_str()))
}

fn stopped(
    work: &mut Work<'_>,
    stop: &Intercept,
    parcel: &mut Parcel,
    ids: &mut IdSource,
) -> Outcome<()> {
    let mut back = Vec::new();
    let mut told = Vec::new();
    for line in &mut parcel.lines {
        let open = line.open();
        if open == 0 {
            continue;
        }
        line.rejected += open;
        let turned = (Bucket::Shipped, Bucket::ReturnTransit);
        work.shift(Movement::Intercept, &line.key, turned, open);
        let ordered = line_of(&mut work.fo, line.line_no)?;
        ordered.progress.rejected += open;
        let ordered = ordered.clone();
        told.push(work.event_line(&ordered, open));
        back.push(SentBack {
            order_line_no: ordered.order_line_no,
            fo_line: line.line_no,
            origin: line.key.clone(),
            quantity: open,
        });
    }
    parcel.ask = Ask::Intercepted;
    parcel.delivered_at = Some(work.book.now);
    work.fo.handling.ask = Ask::Intercepted;
    work.tell(
        EventName::Intercepted,
        Some(&stop.parcel_no),
        told,
        stop.reason.as_deref(),
    );
    let opened = returns::open(
        &work.fo,
        (ReturnKind::Interception, &stop.parcel_no),
        back,
        stop.reason.clone(),
        (work.book.now, ids),
    );
    work.return_no = Some(opened.paper.no.clone());
    work.events.push(opened.event);
    work.papers.push(opened.paper);
    Ok(())
}

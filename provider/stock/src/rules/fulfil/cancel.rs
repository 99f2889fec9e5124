//! Cancel: what has not shipped goes back to the pool it came from. Once the warehouse has begun it is asked first, and may say no.

use super::work::Work;
use super::{conflict, exceeds, line_of};
use crate::book::{Book, Plan};
use crate::bucket::Bucket;
use crate::fulfilment::{Ask, CancelFo, EventName};
use crate::ids::Tenant;
use crate::movement::Movement;
use crate::reservation::FulfilmentStatus;
use crate::rules::form;
use crate::rules::refusal::Outcome;

/// Gives up what has not shipped, asks the warehouse to stop, or takes the warehouse's answer.
///
/// # Errors
/// No such fulfilment order or line; more than has not shipped; one that is over, or under way as a whole.
pub(super) fn cancel(cancel: &CancelFo, book: &Book, tenant: &Tenant) -> Outcome<Plan> {
    for line in &cancel.lines {
        form::quantity(line.line_no, line.quantity)?;
    }
    if !cancel.lines.is_empty() {
        form::count(cancel.lines.len())?;
        form::distinct(cancel.lines.iter().map(|line| line.line_no))?;
    }
    let mut work = Work::on(&cancel.fo_no, book, tenant)?;
    if work.fo.open_quantity() == 0 {
        return nothing_left(work);
    }
    let asked = work.fo.is_asked_to_stop();
    match cancel.stopped {
        Some(false) if asked => {
            refused(&mut work);
            Ok(work.into_plan())
        }
        Some(false) => Err(conflict(&work.fo, "nobody asked the warehouse to stop")),
        Some(true) => {
            let shares = if asked && cancel.lines.is_empty() {
                asked_for(&work)
            } else {
                shares(&mut work, cancel)?
            };
            give_back(&mut work, &shares, cancel.reason.as_deref())?;
            Ok(work.into_plan())
        }
        None if asked => Ok(work.into_plan()),
        None => {
            let shares = shares(&mut work, cancel)?;
            if work.fo.is_in_hand() {
                ask(&mut work, &shares)?;
            } else {
                give_back(&mut work, &shares, cancel.reason.as_deref())?;
            }
            Ok(work.into_plan())
        }
    }
}

/// Everything has left or was given up: done already, or too late.
fn nothing_left(work: Work<'_>) -> Outcome<Plan> {
    match work.fo.status {
        FulfilmentStatus::Cancelled | FulfilmentStatus::ShortClosed => Ok(work.into_plan()),
        status if status.is_closed() => Err(conflict(
            &work.fo,
            "what was signed for comes back as a return after the sale",
        )),
        _ => Err(conflict(
            &work.fo,
            "everything has shipped; have its parcels stopped on their way (intercept)",
        )),
    }
}

/// How much of which line, by number.
type Shares = Vec<(i64, i64)>;

fn shares(work: &mut Work<'_>, cancel: &CancelFo) -> Outcome<Shares> {
    if cancel.lines.is_empty() {
        let open = work.fo.lines.iter().filter(|line| line.open() > 0);
        return Ok(open.map(|line| (line.line_no, line.open())).collect());
    }
    let mut shares = Shares::with_capacity(cancel.lines.len());
    for part in &cancel.lines {
        let open = line_of(&mut work.fo, part.line_no)?.open();
        if part.quantity > open {
            let what = "have not shipped and can be cancelled";
            return Err(exceeds(&work.fo, part.line_no, part.quantity, open, what));
        }
        shares.push((part.line_no, part.quantity));
    }
    Ok(shares)
}

/// What the warehouse was asked to stop.
fn asked_for(work: &Work<'_>) -> Shares {
    let lines = work.fo.lines.iter();
    lines
        .filter(|line| line.progress.cancelling > 0)
        .map(|line| (line.line_no, line.progress.cancelling))
        .collect()
}

fn ask(work: &mut Work<'_>, shares: &Shares) -> Outcome<()> {
    for (line_no, quantity) in shares {
        line_of(&mut work.fo, *line_no)?.progress.cancelling = *quantity;
    }
    work.fo.handling.ask = Ask::Cancelling;
    Ok(())
}

/// The warehouse could not stop: what is left is stopped on its way, if at all.
fn refused(work: &mut Work<'_>) {
    work.fo.handling.ask = Ask::CancelFailed;
    for line in &mut work.fo.lines {
        line.progress.cancelling = 0;
    }
}

fn give_back(work: &mut Work<'_>, shares: &Shares, reason: Option<&str>) -> Outcome<()> {
    let mut told = Vec::with_capacity(shares.len());
    for (line_no, quantity) in shares {
        let line = line_of(&mut work.fo, *line_no)?;
        line.deallocated += *quantity;
        line.progress.cancelling = 0;
        line.trim();
        let line = line.clone();
        let key = work.fo.key_of(&line);
        let back = (Bucket::Allocated, Bucket::Available);
        work.shift(Movement::Dealloc, &key, back, *quantity);
        told.push(work.event_line(&line, *quantity));
    }
    if work.fo.handling.ask == Ask::Cancelling && !work.fo.is_asked_to_stop() {
        work.fo.handling.ask = Ask::None;
    }
    work.tell(EventName::Cancelled, None, told, reason);
    Ok(())
}

//! Re-source: missing units are booked where they are, and others are bound in their stead at other sites, in one voucher. What is nowhere to be had is given up.

use std::collections::BTreeMap;

use super::pick::search;
use super::work::Work;
use super::{conflict, exceeds, line_of};
use crate::balance::BalanceKey;
use crate::book::{Book, Place, Plan};
use crate::bucket::Bucket;
use crate::code::Code;
use crate::facts::Facts;
use crate::fulfilment::{Choice, EventName, FoPart, Handling, Progress, Resource, ShortReason};
use crate::ids::{IdSource, Tenant, Warehouse};
use crate::movement::Movement;
use crate::reservation::{Fulfilment, FulfilmentLine, FulfilmentStatus};
use crate::rules::form;
use crate::rules::order::unknown_warehouse;
use crate::rules::refusal::{Outcome, Refusal};

/// Where a choice's goods lie.
fn key_of(choice: &Choice, line: &FulfilmentLine, fo: &Fulfilment) -> BalanceKey {
    BalanceKey {
        warehouse: choice.warehouse.clone(),
        pool: choice.pool.clone(),
        lot: choice.lot.clone(),
        ..fo.key_of(line)
    }
}

/// Balances the choices draw from.
pub(super) fn keys(elsewhere: &Resource, fo: &Fulfilment) -> Vec<BalanceKey> {
    let line = |no: i64| fo.lines.iter().find(move |line| line.line_no == no);
    let choices = elsewhere.choices.iter();
    choices
        .filter_map(|choice| Some(key_of(choice, line(choice.line_no)?, fo)))
        .collect()
}

/// Books missing units by their reason and binds the chosen ones; the rest is closed as short, for the refund.
///
/// # Errors
/// No such fulfilment order, line or site; more than is bound; one that is held or over; a choice that is gone by now (`VERSION_STALE`: choose again).
pub(super) fn resource(
    elsewhere: &Resource,
    book: &Book,
    facts: &Facts,
    tenant: &Tenant,
    ids: &mut IdSource,
) -> Outcome<Plan> {
    form::count(elsewhere.lines.len())?;
    form::distinct(elsewhere.lines.iter().map(|line| line.line_no))?;
    let mut work = Work::on(&elsewhere.fo_no, book, tenant)?;
    if work.fo.status == FulfilmentStatus::OnHold {
        return Err(conflict(
            &work.fo,
            "release it before it is sent from elsewhere",
        ));
    }
    if work.fo.open_quantity() == 0 {
        return Err(conflict(
            &work.fo,
            "nothing of it is left to be sent from elsewhere",
        ));
    }
    check_choices(elsewhere, &work, facts)?;
    check_there(elsewhere, &work)?;
    for part in &elsewhere.lines {
        leave(&mut work, part, elsewhere, ids)?;
    }
    bind(&mut work, elsewhere, ids)?;
    Ok(work.into_plan())
}

/// Each line is there, its choices are of other sites that exist and come to no more than is missing.
fn check_choices(elsewhere: &Resource, work: &Work<'_>, facts: &Facts) -> Outcome<()> {
    let mut chosen: BTreeMap<i64, i64> = BTreeMap::new();
    for choice in &elsewhere.choices {
        form::quantity(choice.line_no, choice.quantity)?;
        form::pool(&choice.pool)?;
        if choice.warehouse == work.fo.warehouse {
            return Err(Refusal::form(format!(
                "line {}: {} is where it is missing, another site must be chosen",
                choice.line_no, choice.warehouse
            )));
        }
        if !facts.network.warehouses.contains_key(&choice.warehouse) {
            return Err(unknown_warehouse(&choice.warehouse));
        }
        *chosen.entry(choice.line_no).or_default() += choice.quantity;
    }
    for part in &elsewhere.lines {
        form::quantity(part.line_no, part.quantity)?;
        let chosen = chosen.remove(&part.line_no).unwrap_or(0);
        if chosen > part.quantity {
            return Err(Refusal::form(format!(
                "line {}: {chosen} are chosen for {} that are missing",
                part.line_no, part.quantity
            )));
        }
    }
    match chosen.keys().next() {
        None => Ok(()),
        Some(line_no) => Err(Refusal::form(format!(
            "line {line_no} has choices and is not among what is missing"
        ))),
    }
}

/// The choices are still there.
fn check_there(elsewhere: &Resource, work: &Work<'_>) -> Outcome<()> {
    let mut wanted: BTreeMap<BalanceKey, i64> = BTreeMap::new();
    for choice in &elsewhere.choices {
        let line = work
            .fo
            .lines
            .iter()
            .find(|line| line.line_no == choice.line_no);
        if let Some(line) = line {
            *wanted.entry(key_of(choice, line, &work.fo)).or_default() += choice.quantity;
        }
    }
    let gone = wanted
        .into_iter()
        .map(|(key, need)| (work.book.quantity(&key, Bucket::Available), key, need))
        .find(|(have, _, need)| have < need);
    match gone {
        None => Ok(()),
        Some((have, key, need)) => Err(Refusal::new(
            Code::VersionStale,
            format!(
                "{need} of sku {} were chosen in {} (pool {}), where {have} are free by now: choose again",
                key.sku, key.warehouse, key.pool
            ),
        )
        .with("limit", have)
        .with("sku", &key.sku)
        .with("warehouse", &key.warehouse)),
    }
}

/// Missing units leave the fulfilment order for where they really are.
fn leave(
    work: &mut Work<'_>,
    part: &FoPart,
    elsewhere: &Resource,
    ids: &mut IdSource,
) -> Outcome<()> {
    let chosen: i64 = elsewhere
        .choices
        .iter()
        .filter(|choice| choice.line_no == part.line_no)
        .map(|choice| choice.quantity)
        .sum();
    let line = line_of(&mut work.fo, part.line_no)?;
    let left = line.open();
    if part.quantity > left {
        let what = "have not shipped and can be missing";
        return Err(exceeds(&work.fo, part.line_no, part.quantity, left, what));
    }
    let unreported = part.quantity > line.progress.short_open;
    let closed = part.quantity - chosen;
    line.deallocated += part.quantity;
    line.progress.short_open = (line.progress.short_open - part.quantity).max(0);
    line.progress.resourced += chosen;
    line.progress.short_closed += closed;
    line.trim();
    let line = line.clone();
    let key = work.fo.key_of(&line);
    let to = match elsewhere.reason {
        ShortReason::NotFound => Bucket::Frozen,
        ShortReason::Damaged => Bucket::Defective,
        ShortReason::Capacity => Bucket::Available,
    };
    let gone = (Bucket::Allocated, to);
    work.shift(Movement::Resource, &key, gone, part.quantity);
    if unreported && elsewhere.reason == ShortReason::NotFound {
        search(work, &Place::from(&key), ids);
    }
    let reason = Some(elsewhere.reason.as_str());
    if chosen > 0 {
        let told = vec![work.event_line(&line, chosen)];
        work.tell(EventName::Resourced, None, told, reason);
    }
    if closed > 0 {
        let told = vec![work.event_line(&line, closed)];
        work.tell(EventName::Short, None, told, reason);
        if let Some(event) = work.events.last_mut() {
            event.refund = true;
        }
    }
    Ok(())
}

/// Chosen units are bound by new fulfilment orders, one per site.
fn bind(work: &mut Work<'_>, elsewhere: &Resource, ids: &mut IdSource) -> Outcome<()> {
    let mut by_site: BTreeMap<&Warehouse, Vec<&Choice>> = BTreeMap::new();
    for choice in &elsewhere.choices {
        by_site.entry(&choice.warehouse).or_default().push(choice);
    }
    let promise_at = elsewhere.promise_at.or(work.fo.handling.promise_at);
    for (warehouse, choices) in by_site {
        let mut made = Fulfilment {
            id: ids.next(),
            warehouse: warehouse.clone(),
            status: FulfilmentStatus::Allocated,
            created_at: work.book.now,
            version: 0,
            handling: Handling {
                promise_at,
                ..Handling::default()
            },
            lines: Vec::with_capacity(choices.len()),
            ..work.fo.clone()
        };
        for (line_no, choice) in (1..).zip(choices) {
            let line = line_of(&mut work.fo, choice.line_no)?.clone();
            let key = key_of(choice, &line, &work.fo);
            let bound = (Bucket::Available, Bucket::Allocated);
            work.shift(Movement::Resource, &key, bound, choice.quantity);
            made.lines.push(FulfilmentLine {
                line_no,
                pool: choice.pool.clone(),
                lot: choice.lot.clone(),
                allocated: choice.quantity,
                deallocated: 0,
                shipped: 0,
                progress: Progress::default(),
                ..line
            });
        }
        work.others.push(made);
    }
    if promise_at != work.fo.handling.promise_at {
        let lines = work.fo.lines.iter();
        let told = lines.map(|line| work.event_line(line, line.open()));
        let told = told.collect();
        work.tell(
            EventName::PromiseChanged,
            None,
            told,
            Some(elsewhere.reason.as_str()),
        );
    }
    Ok(())
}

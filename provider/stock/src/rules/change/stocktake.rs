//! Stocktake: what was counted is compared with what the ledger said at the moment of counting; the difference is booked now, later moves are kept.
//!
//! Open tasks to count what was counted are done with it.

use std::collections::BTreeSet;

use super::entry::{Entry, settled};
use super::loss::{NOBODYS, Sheet};
use super::receive::check_room;
use super::{Desk, check_names, filed};
use crate::book::{Accounts, Place, Plan};
use crate::code::Code;
use crate::command::{CountLine, Stocktake};
use crate::ids::{IdSource, Lot, Owner, Pool, Tenant};
use crate::movement::Movement;
use crate::paper::{Count, CountTask, Counted, PaperBody, PaperKind, STEP_LINES_MAX};
use crate::policy::QUANTITY_MAX;
use crate::rules::form;
use crate::rules::refusal::{Outcome, Refusal};

fn place_of(count: &Stocktake, line: &CountLine, tenant: &Tenant) -> Place {
    Place {
        sku: line.sku.clone(),
        warehouse: count.warehouse.clone(),
        owner: line.owner.clone().unwrap_or_else(Owner::own),
        tenant: tenant.clone(),
    }
}

/// The lot a line counts.
fn lot_of(line: &CountLine) -> Lot {
    line.lot.clone().unwrap_or_default()
}

/// Every pool of what was counted, what moved since the count, and who holds goods there.
pub(super) fn accounts(count: &Stocktake, tenant: &Tenant) -> Accounts {
    let mut accounts = Accounts::default();
    for line in &count.lines {
        let place = place_of(count, line, tenant);
        let lot = lot_of(line);
        accounts.keys.push(place.lot(&Pool::shared(), &lot));
        if let Some(seq) = line.counted_seq {
            accounts.changes_since.push((place.clone(), lot, seq));
        }
        accounts.holders.push(place.clone());
        accounts
            .claimants
            .extend(NOBODYS.map(|bucket| (place.clone(), bucket)));
        accounts.places.push(place);
    }
    accounts
}

/// Books the differences of a count.
///
/// # Errors
/// Unknown names, a malformed document, or one position counted twice.
pub(in crate::rules) fn stocktake(
    count: &Stocktake,
    desk: &Desk<'_>,
    ids: &mut IdSource,
) -> Outcome<Plan> {
    let (book, tenant) = (desk.book, desk.tenant());
    check(count, tenant)?;
    let skus = count.lines.iter().map(|l| &l.sku);
    check_names(&count.warehouse, skus, desk.facts)?;
    let new = || {
        PaperBody::Count(Count {
            warehouse: count.warehouse.clone(),
            steps: Vec::new(),
            counted: Vec::new(),
        })
    };
    let mut entry = Entry::of(desk, desk.number(), ids, new, PaperKind::Count);
    let differences = differences(count, desk);
    if let PaperBody::Count(body) = &mut entry.paper.body {
        body.counted.extend(differences.iter().cloned());
        if body.counted.len() > STEP_LINES_MAX {
            return Err(Refusal::new(
                Code::QtyExceeds,
                format!(
                    "count {} has {} lines by now, it takes {STEP_LINES_MAX}: begin another document",
                    desk.number(),
                    body.counted.len()
                ),
            ));
        }
    }
    let mut sheet = Sheet::new(desk, entry);
    for (line, found) in count.lines.iter().zip(&differences) {
        let spot = (place_of(count, line, tenant), lot_of(line));
        if found.difference > 0 {
            sheet.gain(line.line_no, &spot, found.difference);
        } else if found.difference < 0 {
            sheet.lose(line.line_no, &spot, -found.difference);
        }
    }
    let gains = sheet.moves.iter();
    check_room(book, gains.filter(|m| m.movement == Movement::CountGain))?;
    let mut plan = sheet.into_plan()?;
    for line in &count.lines {
        let owner = line.owner.clone().unwrap_or_else(Owner::own);
        let no = CountTask::no(&count.warehouse, &line.sku, &owner);
        let task = book.paper(tenant, PaperKind::CountTask, &no).cloned();
        if let Some(mut task) = task.filter(|task| task.status == "OPEN") {
            if let PaperBody::CountTask(body) = &mut task.body {
                body.done_by = Some(desk.by());
            }
            task.due_at = None;
            plan = filed(plan, settled(task));
        }
    }
    Ok(plan)
}

/// What was counted against what stood there at the moment of counting.
fn differences(count: &Stocktake, desk: &Desk<'_>) -> Vec<Counted> {
    let lines = count.lines.iter();
    lines
        .map(|line| {
            let place = place_of(count, line, desk.tenant());
            let lot = lot_of(line);
            let pools = desk.book.pools_of(&place);
            let pools = pools.filter(|(key, _)| key.lot == lot);
            let there: i64 = pools.map(|(_, b)| b.quantities.on_hand()).sum();
            let since = line
                .counted_seq
                .map_or(0, |seq| desk.book.on_hand_change(&place, &lot, seq));
            Counted {
                by: desk.by(),
                line_no: line.line_no,
                sku: place.sku,
                owner: place.owner,
                lot,
                counted: line.counted,
                counted_seq: line.counted_seq,
                difference: line.counted - (there - since),
            }
        })
        .collect()
}

fn check(count: &Stocktake, tenant: &Tenant) -> Outcome<()> {
    form::count(count.lines.len())?;
    let mut counted = BTreeSet::new();
    for line in &count.lines {
        if !(0..=QUANTITY_MAX).contains(&line.counted) {
            return Err(Refusal::form(format!(
                "line {}: counted is {}, it must be 0 to {QUANTITY_MAX}",
                line.line_no, line.counted
            )));
        }
        if !counted.insert((place_of(count, line, tenant), lot_of(line))) {
            return Err(Refusal::form(format!(
                "line {}: sku {} is counted twice in {}: add the counts up",
                line.line_no, line.sku, count.warehouse
            )));
        }
    }
    Ok(())
}

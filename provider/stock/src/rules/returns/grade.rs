//! Grade: what inspection found of returned goods, unit by unit.

use super::receive::check_goods;
use super::sheet::Sheet;
use super::{conflict, find, strange_key};
use crate::book::{Book, Plan};
use crate::bucket::Bucket;
use crate::code::Code;
use crate::facts::Facts;
use crate::fulfilment::{
    Cause, DiscrepancyLine, Grade, GradeLine, ReturnGrade, ReturnKind, ReturnStatus,
};
use crate::ids::{IdSource, Tenant, Warehouse};
use crate::movement::Movement;
use crate::rules::form;
use crate::rules::refusal::{Outcome, Refusal};

/// Books an inspection.
///
/// # Errors
/// No such return or line; goods that are not there to inspect; unknown names; one that is over or has not arrived.
pub(super) fn grade(
    grade: &Grade,
    book: &Book,
    facts: &Facts,
    tenant: &Tenant,
    ids: &mut IdSource,
) -> Outcome<Plan> {
    form::count(grade.lines.len())?;
    for line in &grade.lines {
        check(line)?;
    }
    let actual = grade
        .lines
        .iter()
        .filter_map(|line| line.actual_sku.as_ref());
    check_goods(actual, facts)?;
    let (paper, found) = find(&grade.return_no, book, tenant)?;
    let mut sheet = Sheet::on(paper, found, book);
    match sheet.status() {
        ReturnStatus::Received | ReturnStatus::Inspecting | ReturnStatus::Graded => {}
        // What never comes can be graded missing before anything arrives.
        ReturnStatus::Sent if grade.lines.iter().all(|l| l.grade == ReturnGrade::Missing) => {}
        status if status.is_final() => return Err(conflict(paper, "it was inspected already")),
        _ => return Err(conflict(paper, "report what arrived first")),
    }
    for told in &grade.lines {
        match told.grade {
            ReturnGrade::Good => passed(&mut sheet, told, Bucket::Available)?,
            ReturnGrade::Defective => passed(&mut sheet, told, Bucket::Defective)?,
            ReturnGrade::Missing => missing(&mut sheet, told)?,
            ReturnGrade::WrongItem => wrong_item(&mut sheet, told, ids)?,
            ReturnGrade::Extra => extra(&mut sheet, told, ids),
        }
    }
    conclude(&mut sheet, grade.last);
    Ok(sheet.into_plan())
}

fn check(line: &GradeLine) -> Outcome<()> {
    let no = line.line_no.unwrap_or(0);
    form::quantity(no, line.quantity)?;
    let named = line.actual_sku.is_some();
    let (needs_line, needs_sku) = match line.grade {
        ReturnGrade::Good | ReturnGrade::Defective | ReturnGrade::Missing => (true, false),
        ReturnGrade::WrongItem => (true, true),
        ReturnGrade::Extra => (false, true),
    };
    let grade = line.grade.as_str();
    if needs_line != line.line_no.is_some() {
        let must = if needs_line { "be given" } else { "be absent" };
        return Err(Refusal::form(format!("grade {grade}: lineNo must {must}")));
    }
    if needs_sku != named {
        let must = if needs_sku { "be given" } else { "be absent" };
        return Err(Refusal::form(format!(
            "grade {grade}: actualSku must {must}"
        )));
    }
    Ok(())
}

/// So much is not there to inspect.
fn too_many(sheet: &Sheet<'_>, told: &GradeLine, limit: i64, what: &str) -> Refusal {
    Refusal::new(
        Code::QtyExceeds,
        format!(
            "line {} of return {}: {} graded {}, {limit} {what}",
            told.line_no.unwrap_or(0),
            sheet.paper.no,
            told.quantity,
            told.grade.as_str()
        ),
    )
    .with("limit", limit)
}

/// Takes units of a line out of quality hold, site by site; the first site first.
fn take(sheet: &mut Sheet<'_>, at: usize, quantity: i64) -> Vec<(Warehouse, i64)> {
    let mut rest = quantity;
    let mut taken = Vec::new();
    for held in &mut sheet.body.lines[at].held {
        let units = held.quantity.min(rest);
        if units > 0 {
            held.quantity -= units;
            rest -= units;
            taken.push((held.warehouse.clone(), units));
        }
    }
    sheet.body.lines[at].held.retain(|held| held.quantity > 0);
    taken
}

fn line_at(sheet: &Sheet<'_>, told: &GradeLine) -> Outcome<usize> {
    sheet.position(told.line_no.unwrap_or(0))
}

/// Good or defective: it is what was to come.
fn passed(sheet: &mut Sheet<'_>, told: &GradeLine, to: Bucket) -> Outcome<()> {
    let at = line_at(sheet, told)?;
    let held = sheet.body.lines[at].held_quantity();
    if told.quantity > held {
        let what = "arrived and are not graded yet";
        return Err(too_many(sheet, told, held, what));
    }
    let movement = if to == Bucket::Available {
        sheet.body.lines[at].good += told.quantity;
        Movement::RetGood
    } else {
        sheet.body.lines[at].defective += told.quantity;
        Movement::RetBad
    };
    for (site, units) in take(sheet, at, told.quantity) {
        let key = sheet.body.lines[at].key_at(&site);
        sheet.carry(movement, (&key, Bucket::QcHold), (&key, to), units);
    }
    Ok(())
}

/// Units that are not what they were taken for go back to where they came from, as far as they were booked in; returns how many of them are on their way.
fn undo_receipt(sheet: &mut Sheet<'_>, at: usize, quantity: i64) -> i64 {
    let on_the_way = sheet.body.lines[at].transit.min(quantity);
    let booked_in = quantity - on_the_way;
    for (site, units) in take(sheet, at, booked_in) {
        let line = &mut sheet.body.lines[at];
        line.received -= units;
        line.transit += units;
        let (here, origin) = (line.key_at(&site), line.origin.clone());
        let from = (&here, Bucket::QcHold);
        let to = (&origin, Bucket::ReturnTransit);
        sheet.carry(Movement::Reverse, from, to, units);
    }
    quantity
}

/// The line has so many units that arrived ungraded or are on their way.
fn check_there(sheet: &Sheet<'_>, told: &GradeLine, at: usize) -> Outcome<()> {
    let line = &sheet.body.lines[at];
    let there = line.transit + line.held_quantity();
    if told.quantity > there || line.applied == 0 {
        let there = if line.applied == 0 { 0 } else { there };
        let what = "were to come and are not graded yet";
        return Err(too_many(sheet, told, there, what));
    }
    Ok(())
}

/// Not in the parcel: lost on the way back.
fn missing(sheet: &mut Sheet<'_>, told: &GradeLine) -> Outcome<()> {
    let at = line_at(sheet, told)?;
    check_there(sheet, told, at)?;
    undo_receipt(sheet, at, told.quantity);
    let line = &mut sheet.body.lines[at];
    line.transit -= told.quantity;
    line.missing += told.quantity;
    let origin = line.origin.clone();
    let from = (&origin, Bucket::ReturnTransit);
    let to = (&origin, Bucket::CarrierLoss);
    sheet.carry(Movement::RetMiss, from, to, told.quantity);
    Ok(())
}

/// Another article came: the expected one stays with whoever has it, in dispute; what came is held for inspection.
fn wrong_item(sheet: &mut Sheet<'_>, told: &GradeLine, ids: &mut IdSource) -> Outcome<()> {
    let at = line_at(sheet, told)?;
    check_there(sheet, told, at)?;
    let held = sheet.body.lines[at].held.first();
    let site = held.map_or_else(|| sheet.body.warehouse.clone(), |h| h.warehouse.clone());
    undo_receipt(sheet, at, told.quantity);
    let line = &mut sheet.body.lines[at];
    line.transit -= told.quantity;
    line.wrong_item += told.quantity;
    let (origin, line_no) = (line.origin.clone(), line.line_no);
    let from = (&origin, Bucket::ReturnTransit);
    if sheet.body.kind == ReturnKind::AfterSale {
        let to = (&origin, Bucket::Customer);
        sheet.carry(Movement::Reverse, from, to, told.quantity);
        sheet.give_up(at, told.quantity);
    } else {
        let to = (&origin, Bucket::CarrierLoss);
        sheet.carry(Movement::RetMiss, from, to, told.quantity);
    }
    if let Some(actual) = &told.actual_sku {
        let owner = told.owner.as_ref().or(Some(&origin.owner));
        let key = strange_key(
            &sheet.paper.tenant,
            (actual, told.lot.as_ref()),
            owner,
            &site,
        );
        let at = sheet.strange_line(key);
        sheet.take_in(at, &site, told.quantity);
    }
    let line = DiscrepancyLine {
        line_no,
        key: origin,
        ours: told.quantity,
        theirs: 0,
    };
    sheet.keep(Cause::WrongItem, line, ids);
    Ok(())
}

/// More than was to come: what was not counted when it arrived is taken in now.
fn extra(sheet: &mut Sheet<'_>, told: &GradeLine, ids: &mut IdSource) {
    let Some(actual) = &told.actual_sku else {
        return;
    };
    let counted: i64 = sheet
        .body
        .lines
        .iter()
        .filter(|line| line.applied == 0 && line.origin.sku == *actual)
        .map(crate::fulfilment::ReturnLine::held_quantity)
        .sum();
    let more = (told.quantity - counted).max(0);
    if more == 0 {
        return;
    }
    let site = sheet.body.warehouse.clone();
    let key = strange_key(
        &sheet.paper.tenant,
        (actual, told.lot.as_ref()),
        told.owner.as_ref(),
        &site,
    );
    let at = sheet.strange_line(key.clone());
    sheet.take_in(at, &site, more);
    let line = DiscrepancyLine {
        line_no: sheet.body.lines[at].line_no,
        key,
        ours: 0,
        theirs: more,
    };
    sheet.keep(Cause::BlindReturn, line, ids);
}

/// Nothing more to inspect, or something: the state says so. What the last inspection leaves ungraded lies in quality hold as any goods do, and what a
/// customer never sent stays his; only what a carrier has on its way back keeps a return open.
fn conclude(sheet: &mut Sheet<'_>, last: bool) {
    let lines = &sheet.body.lines;
    let open = sheet.body.held_quantity() + sheet.body.in_transit();
    let unsent: i64 = match sheet.body.kind {
        ReturnKind::AfterSale => lines.iter().map(|line| line.unsent()).sum(),
        _ => 0,
    };
    if !last {
        sheet.set_status(if open + unsent == 0 {
            ReturnStatus::Graded
        } else {
            ReturnStatus::Inspecting
        });
        return;
    }
    if sheet.body.kind == ReturnKind::AfterSale {
        for at in 0..sheet.body.lines.len() {
            let line = &mut sheet.body.lines[at];
            let (transit, unsent) = (line.transit, line.unsent());
            line.transit = 0;
            let origin = line.origin.clone();
            let from = (&origin, Bucket::ReturnTransit);
            let to = (&origin, Bucket::Customer);
            sheet.carry(Movement::Reverse, from, to, transit);
            sheet.give_up(at, transit + unsent);
        }
    }
    for line in &mut sheet.body.lines {
        line.held.clear();
    }
    sheet.set_status(if sheet.body.in_transit() == 0 {
        ReturnStatus::Closed
    } else {
        ReturnStatus::Graded
    });
}

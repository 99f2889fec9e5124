//! Receive: returned goods have arrived, at whatever site, and wait for inspection there.

use super::apply::send;
use super::sheet::Sheet;
use super::{conflict, find, strange_key};
use crate::book::{Book, Plan};
use crate::bucket::Bucket;
use crate::facts::Facts;
use crate::fulfilment::{
    Cause, DiscrepancyLine, Receive, ReceivedLine, Return, ReturnKind, ReturnStatus,
};
use crate::ids::{IdSource, Sku, Tenant};
use crate::movement::Movement;
use crate::paper::{Paper, PaperBody, PaperKind};
use crate::rules::form;
use crate::rules::order::{unknown_skus, unknown_warehouse};
use crate::rules::refusal::{Outcome, Refusal};

/// Takes a report of what arrived. What nobody had announced is a blind return.
///
/// # Errors
/// Unknown names; a line the return does not have; one that is over.
pub(super) fn receive(
    receive: &Receive,
    book: &Book,
    facts: &Facts,
    tenant: &Tenant,
    ids: &mut IdSource,
) -> Outcome<Plan> {
    form::count(receive.lines.len())?;
    for (at, line) in (1..).zip(&receive.lines) {
        form::quantity(line.line_no.unwrap_or(at), line.quantity)?;
    }
    if !facts.network.warehouses.contains_key(&receive.warehouse) {
        return Err(unknown_warehouse(&receive.warehouse));
    }
    check_goods(receive.lines.iter().map(|line| &line.sku), facts)?;
    let fresh;
    let (paper, body) = match book.paper(tenant, PaperKind::Return, &receive.return_no) {
        Some(_) => find(&receive.return_no, book, tenant)?,
        None => {
            fresh = unannounced(receive, book, tenant, ids);
            (&fresh.0, &fresh.1)
        }
    };
    let mut sheet = Sheet::on(paper, body, book);
    if sheet.status().is_final() {
        return Err(conflict(
            paper,
            "what arrives now is a blind return, under a number of its own",
        ));
    }
    for line in &receive.lines {
        arrive(&mut sheet, receive, line, ids)?;
    }
    sheet.body.warehouse = receive.warehouse.clone();
    sheet.body.received_at = receive.received_at.or(Some(book.now));
    if matches!(
        sheet.status(),
        ReturnStatus::Applied | ReturnStatus::Approved | ReturnStatus::Sent | ReturnStatus::Graded
    ) {
        sheet.set_status(ReturnStatus::Received);
    }
    Ok(sheet.into_plan())
}

/// SKUs that the catalogue has and that are goods, not kits.
pub(super) fn check_goods<'a>(skus: impl Iterator<Item = &'a Sku>, facts: &Facts) -> Outcome<()> {
    let mut unknown = Vec::new();
    for sku in skus {
        match facts.skus.get(sku) {
            None => unknown.push(sku.as_str()),
            Some(found) if !found.kit.is_empty() => {
                return Err(Refusal::form(format!(
                    "sku {sku} is a kit and has no stock of its own: name its parts"
                )));
            }
            Some(_) => {}
        }
    }
    if unknown.is_empty() {
        return Ok(());
    }
    Err(unknown_skus(&unknown))
}

/// The paper of goods that arrived without an application.
fn unannounced(
    receive: &Receive,
    book: &Book,
    tenant: &Tenant,
    ids: &mut IdSource,
) -> (Paper, Return) {
    let body = Return {
        kind: ReturnKind::Blind,
        fo_no: None,
        parcel_no: None,
        warehouse: receive.warehouse.clone(),
        reason: None,
        carrier: None,
        waybill_no: None,
        sent_at: None,
        received_at: None,
        closed_at: None,
        lines: Vec::new(),
    };
    let approved = ReturnStatus::Approved.as_str();
    let no = receive.return_no.as_str();
    let paper = PaperBody::Return(body.clone());
    let paper = Paper::new(ids.next(), tenant, no, approved, book.now, paper);
    (paper, body)
}

/// Units of a line arrive; what is not on the return, or more than is on it, is taken in beside it.
fn arrive(
    sheet: &mut Sheet<'_>,
    receive: &Receive,
    told: &ReceivedLine,
    ids: &mut IdSource,
) -> Outcome<()> {
    let mut rest = told.quantity;
    if let Some(line_no) = told.line_no {
        let at = sheet.position(line_no)?;
        let line = &sheet.body.lines[at];
        if line.origin.sku == told.sku {
            let due = (line.transit + line.unsent()).min(rest);
            let unsent = (due - line.transit).max(0);
            send(sheet, at, unsent);
            let line = &mut sheet.body.lines[at];
            line.transit -= due;
            line.received += due;
            line.hold(&receive.warehouse, due);
            let (origin, here) = (line.origin.clone(), line.key_at(&receive.warehouse));
            let from = (&origin, Bucket::ReturnTransit);
            sheet.carry(Movement::RetIn, from, (&here, Bucket::QcHold), due);
            rest -= due;
        }
    }
    if rest > 0 {
        let owner = told.line_no.and_then(|line_no| {
            let line = sheet.body.lines.iter().find(|line| line.line_no == line_no);
            line.map(|line| line.origin.owner.clone())
        });
        let tenant = &sheet.paper.tenant;
        let key = strange_key(
            tenant,
            (&told.sku, None),
            owner.as_ref(),
            &receive.warehouse,
        );
        let at = sheet.strange_line(key.clone());
        sheet.take_in(at, &receive.warehouse, rest);
        let line = DiscrepancyLine {
            line_no: sheet.body.lines[at].line_no,
            key,
            ours: 0,
            theirs: rest,
        };
        sheet.keep(Cause::BlindReturn, line, ids);
    }
    Ok(())
}

//! Apply: a return is asked for, approved, refused or withdrawn; then the customer sends the goods.

use std::collections::BTreeMap;

use super::sheet::Sheet;
use super::{conflict, due_at, event, find, status_of};
use crate::answer::{Answer, Body};
use crate::book::{Book, Plan};
use crate::bucket::Bucket;
use crate::code::Code;
use crate::facts::Facts;
use crate::fulfilment::{
    Apply, ApplyLine, EventName, Return, ReturnDecision, ReturnKind, ReturnLine, ReturnStatus,
    ReturnView, Sent,
};
use crate::ids::{FulfilmentNo, IdSource, OrderNo, Sku, Tenant, Warehouse};
use crate::movement::Movement;
use crate::paper::{Paper, PaperBody, PaperKind};
use crate::reservation::Fulfilment;
use crate::rules::form;
use crate::rules::fulfil::not_found;
use crate::rules::order::unknown_warehouse;
use crate::rules::refusal::{Outcome, Refusal};

/// Opens a return, or takes what customer service says to it.
///
/// # Errors
/// An order or site there is not; more than was signed for and is on no return yet; a decision that comes too late.
pub(super) fn apply(
    apply: &Apply,
    book: &Book,
    facts: &Facts,
    tenant: &Tenant,
    ids: &mut IdSource,
) -> Outcome<Plan> {
    for line in &apply.lines {
        form::quantity(line.order_line_no, line.quantity)?;
    }
    if let Some(warehouse) = &apply.warehouse
        && !facts.network.warehouses.contains_key(warehouse)
    {
        return Err(unknown_warehouse(warehouse));
    }
    if let Some(paper) = book.paper(tenant, PaperKind::Return, &apply.return_no) {
        let (paper, body) = find(&paper.no, book, tenant)?;
        return decide(apply, Sheet::on(paper, body, book));
    }
    if matches!(
        apply.decision,
        Some(ReturnDecision::Refused | ReturnDecision::Cancelled)
    ) {
        return Err(not_found("return", &apply.return_no));
    }
    match (apply.kind, &apply.order_no) {
        (ReturnKind::Blind, _) => blind(apply, book, tenant, ids),
        (ReturnKind::AfterSale, Some(order)) => after_sale(apply, order, book, tenant, ids),
        (ReturnKind::AfterSale, None) => Err(Refusal::form(
            "orderNo is absent: only a blind return has none",
        )),
        (kind, _) => Err(Refusal::form(format!(
            "kind is {}: what is refused or stopped on its way opens its return by itself",
            kind.as_str()
        ))),
    }
}

/// What customer service says to an application that is there.
fn decide(apply: &Apply, mut sheet: Sheet<'_>) -> Outcome<Plan> {
    check_same(apply, &sheet)?;
    let status = sheet.status();
    let wanted = match apply.decision {
        None => return Ok(sheet.into_duplicate()),
        Some(ReturnDecision::Approved) => ReturnStatus::Approved,
        Some(ReturnDecision::Refused) => ReturnStatus::Refused,
        Some(ReturnDecision::Cancelled) => ReturnStatus::Cancelled,
    };
    if status == wanted {
        return Ok(sheet.into_duplicate());
    }
    let may = match wanted {
        ReturnStatus::Approved | ReturnStatus::Refused => status == ReturnStatus::Applied,
        _ => matches!(status, ReturnStatus::Applied | ReturnStatus::Approved),
    };
    if !may || sheet.body.kind != ReturnKind::AfterSale {
        let why = format!("it can not become {} any more", wanted.as_str());
        return Err(conflict(&sheet.paper, &why));
    }
    sheet.set_status(wanted);
    if wanted.is_final() {
        for at in 0..sheet.body.lines.len() {
            let applied = sheet.body.lines[at].applied;
            sheet.give_up(at, applied);
        }
    }
    Ok(sheet.into_plan())
}

/// The same application again, or none: a number stands for one return.
fn check_same(apply: &Apply, sheet: &Sheet<'_>) -> Outcome<()> {
    if apply.lines.is_empty() {
        return Ok(());
    }
    let mut asked: BTreeMap<(i64, &Sku), i64> = BTreeMap::new();
    for line in &apply.lines {
        *asked.entry((line.order_line_no, &line.sku)).or_default() += line.quantity;
    }
    let mut there: BTreeMap<(i64, &Sku), i64> = BTreeMap::new();
    for line in sheet.body.lines.iter().filter(|line| line.applied > 0) {
        *there
            .entry((line.order_line_no, &line.origin.sku))
            .or_default() += line.applied;
    }
    if asked == there && apply.order_no == sheet.paper.order_no {
        return Ok(());
    }
    Err(conflict(
        &sheet.paper,
        "it was opened with other lines, number returns apart",
    ))
}

/// A return that waits for goods nobody can name yet.
fn blind(apply: &Apply, book: &Book, tenant: &Tenant, ids: &mut IdSource) -> Outcome<Plan> {
    let Some(warehouse) = &apply.warehouse else {
        return Err(Refusal::form(
            "warehouse is absent: a blind return must say where it arrives",
        ));
    };
    if !apply.lines.is_empty() {
        return Err(Refusal::form(format!(
            "there are {} lines: what comes with a blind return is told when it arrives",
            apply.lines.len()
        )));
    }
    let body = body(apply, warehouse.clone(), None, Vec::new());
    opened(
        apply,
        None,
        body,
        ReturnStatus::Approved,
        (book, tenant, ids),
    )
}

fn body(
    apply: &Apply,
    warehouse: Warehouse,
    fo_no: Option<FulfilmentNo>,
    lines: Vec<ReturnLine>,
) -> Return {
    Return {
        kind: apply.kind,
        fo_no,
        parcel_no: None,
        warehouse,
        reason: apply.reason.clone(),
        carrier: None,
        waybill_no: None,
        sent_at: None,
        received_at: None,
        closed_at: None,
        lines,
    }
}

fn opened(
    apply: &Apply,
    order_no: Option<&OrderNo>,
    body: Return,
    status: ReturnStatus,
    (book, tenant, ids): (&Book, &Tenant, &mut IdSource),
) -> Outcome<Plan> {
    let told = event(EventName::ReturnCreated, &apply.return_no, &body);
    let due = due_at(status, &body, book.now);
    let body = PaperBody::Return(body);
    let no = apply.return_no.as_str();
    let mut paper = Paper::new(ids.next(), tenant, no, status.as_str(), book.now, body);
    paper.order_no = order_no.cloned();
    // A blind return has nothing that could be sent too late.
    paper.due_at = due.filter(|_| order_no.is_some());
    let mut seen = paper.clone();
    seen.version += 1;
    let answer = Answer {
        events: vec![told],
        body: ReturnView::of(&seen).map_or(Body::None, Body::Return),
        ..Answer::refused(Code::Ok, String::new())
    };
    Ok(Plan {
        papers: vec![paper],
        ..Plan::answer(answer)
    })
}

fn after_sale(
    apply: &Apply,
    order: &OrderNo,
    book: &Book,
    tenant: &Tenant,
    ids: &mut IdSource,
) -> Outcome<Plan> {
    form::count(apply.lines.len())?;
    let mut senders: Vec<Fulfilment> = book
        .fulfilments()
        .values()
        .filter(|fo| fo.tenant == *tenant && fo.order_no == *order)
        .filter(|fo| apply.fo_no.as_ref().is_none_or(|only| *only == fo.no()))
        .cloned()
        .collect();
    if senders.is_empty() {
        return Err(match &apply.fo_no {
            Some(no) => not_found("fulfilment order", no.as_str()),
            None => not_found("order", order.as_str()),
        });
    }
    let before = senders.clone();
    let mut lines = Vec::with_capacity(apply.lines.len());
    for asked in &apply.lines {
        take(&mut senders, asked, &mut lines)?;
    }
    senders.retain(|fo| !before.contains(fo));
    let site = apply.warehouse.clone().or_else(|| {
        let origin = lines.first().map(|line| &line.origin);
        origin.map(|origin| origin.warehouse.clone())
    });
    let Some(site) = site else {
        return Err(not_found("order", order.as_str()));
    };
    let one = senders.first().map(Fulfilment::no);
    let fo_no = one.filter(|_| senders.len() == 1);
    let status = if apply.decision == Some(ReturnDecision::Approved) {
        ReturnStatus::Approved
    } else {
        ReturnStatus::Applied
    };
    let body = body(apply, site, fo_no, lines);
    let mut plan = opened(apply, Some(order), body, status, (book, tenant, ids))?;
    plan.fulfilments = senders;
    Ok(plan)
}

/// Takes units of an order line from the fulfilment orders that sent them and had them signed for.
fn take(senders: &mut [Fulfilment], asked: &ApplyLine, lines: &mut Vec<ReturnLine>) -> Outcome<()> {
    let mut rest = asked.quantity;
    for fo in senders.iter_mut() {
        for at in 0..fo.lines.len() {
            let line = &fo.lines[at];
            if line.order_line_no != asked.order_line_no || line.sku != asked.sku {
                continue;
            }
            let units = line.returnable().min(rest);
            if units <= 0 {
                continue;
            }
            rest -= units;
            let origin = fo.key_of(line);
            let sent_by = Some((fo.no(), line.line_no));
            fo.lines[at].progress.returned += units;
            let line_no = lines.last().map_or(1, |last| last.line_no + 1);
            lines.push(ReturnLine {
                sent_by,
                applied: units,
                ..ReturnLine::new(line_no, asked.order_line_no, origin)
            });
        }
    }
    if rest == 0 {
        return Ok(());
    }
    let limit = asked.quantity - rest;
    Err(Refusal::new(
        Code::ReturnExceedsSigned,
        format!(
            "line {} ({}): {} to be returned, {limit} were signed for and are on no return yet",
            asked.order_line_no, asked.sku, asked.quantity
        ),
    )
    .with("limit", limit)
    .with("sku", &asked.sku))
}

/// The customer has sent the goods: what is not on its way yet is now.
///
/// # Errors
/// No such return; one that is not approved, or over.
pub(super) fn sent(sent: &Sent, book: &Book, tenant: &Tenant) -> Outcome<Plan> {
    let (paper, found) = find(&sent.return_no, book, tenant)?;
    let status = status_of(paper);
    if status == ReturnStatus::Applied {
        return Err(conflict(paper, "approve it before it is sent"));
    }
    if status.is_final() {
        return Err(conflict(paper, "apply for another one"));
    }
    let mut sheet = Sheet::on(paper, found, book);
    for at in 0..sheet.body.lines.len() {
        let unsent = sheet.body.lines[at].unsent();
        send(&mut sheet, at, unsent);
    }
    if status == ReturnStatus::Approved {
        sheet.set_status(ReturnStatus::Sent);
    }
    sheet.body.carrier = sent.carrier.clone().or(sheet.body.carrier);
    sheet.body.waybill_no = sent.waybill_no.clone().or(sheet.body.waybill_no);
    sheet.body.sent_at = sent.sent_at.or(sheet.body.sent_at).or(Some(book.now));
    Ok(sheet.into_plan())
}

/// Units of a line leave the customer.
pub(super) fn send(sheet: &mut Sheet<'_>, at: usize, quantity: i64) {
    if quantity > 0 {
        sheet.body.lines[at].transit += quantity;
        let origin = sheet.body.lines[at].origin.clone();
        let from = (&origin, Bucket::Customer);
        let to = (&origin, Bucket::ReturnTransit);
        sheet.carry(Movement::RetSend, from, to, quantity);
    }
}

//! Returns: goods come back, after the sale, from the door, from the way, or without anybody having announced them.

mod apply;
mod due;
mod grade;
mod receive;
mod sheet;
#[cfg(test)]
mod tests;

pub(super) use due::missed;

use super::fulfil::not_found;
use super::refusal::{Outcome, Refusal};
use crate::balance::BalanceKey;
use crate::book::{Book, Documents, FulfilmentRef, Plan};
use crate::code::Code;
use crate::facts::Facts;
use crate::fulfilment::{
    Apply, Cause, Discrepancy, Event, EventLine, EventName, Return, ReturnCommand, ReturnKind,
    ReturnLine, ReturnStatus,
};
use crate::ids::{
    FulfilmentNo, IdSource, Lot, Moment, OrderNo, Owner, Pool, Sku, Tenant, Warehouse,
};
use crate::paper::{Paper, PaperBody, PaperKind, PaperRef};
use crate::policy::{RETURN_ARRIVE_SECONDS, RETURN_SEND_SECONDS};
use crate::reservation::Fulfilment;

/// SKUs whose facts a command needs.
pub(super) fn skus(command: &ReturnCommand) -> Vec<Sku> {
    match command {
        ReturnCommand::Receive(receive) => receive.lines.iter().map(|l| l.sku.clone()).collect(),
        ReturnCommand::Grade(grade) => {
            let lines = grade.lines.iter();
            lines.filter_map(|line| line.actual_sku.clone()).collect()
        }
        _ => Vec::new(),
    }
}

/// Documents a command names.
pub(super) fn documents(command: &ReturnCommand, tenant: &Tenant, documents: &mut Documents) {
    let no = command.return_no().to_owned();
    let paper = |kind, no| PaperRef::No(tenant.clone(), kind, no);
    for cause in [Cause::BlindReturn, Cause::WrongItem, Cause::ReturnOverdue] {
        let no = Discrepancy::no(cause, &no);
        documents.papers.push(paper(PaperKind::Discrepancy, no));
    }
    documents.papers.push(paper(PaperKind::Return, no));
    if let ReturnCommand::Apply(Apply {
        order_no: Some(order),
        ..
    }) = command
    {
        let of_order = FulfilmentRef::OfOrder(tenant.clone(), order.clone());
        documents.fulfilments.push(of_order);
    }
}

/// The fulfilment orders that sent what is on a return.
pub(super) fn linked(
    command: &ReturnCommand,
    tenant: &Tenant,
    book: &Book,
    documents: &mut Documents,
) {
    let paper = book.paper(tenant, PaperKind::Return, command.return_no());
    let mut sent_by: Vec<FulfilmentNo> = paper
        .and_then(Return::of)
        .into_iter()
        .flat_map(|found| &found.lines)
        .filter_map(|line| Some(line.sent_by.as_ref()?.0.clone()))
        .collect();
    sent_by.dedup();
    let named = sent_by.into_iter();
    let named = named.map(|no| FulfilmentRef::No(tenant.clone(), no));
    documents.fulfilments.extend(named);
}

/// Balances a command needs.
pub(super) fn accounts(command: &ReturnCommand, tenant: &Tenant, book: &Book) -> Vec<BalanceKey> {
    let paper = book.paper(tenant, PaperKind::Return, command.return_no());
    let lines = paper.and_then(Return::of).map_or(&[][..], |r| &r.lines);
    let mut keys: Vec<BalanceKey> = lines.iter().map(|line| line.origin.clone()).collect();
    let mut at = |line: &ReturnLine, warehouse: &Warehouse| keys.push(line.key_at(warehouse));
    for line in lines {
        for held in &line.held {
            at(line, &held.warehouse);
        }
    }
    match command {
        ReturnCommand::Receive(receive) => {
            lines.iter().for_each(|line| at(line, &receive.warehouse));
            for told in &receive.lines {
                let line = lines.iter().find(|line| Some(line.line_no) == told.line_no);
                let owner = line.map(|line| &line.origin.owner);
                let goods = (&told.sku, None);
                keys.push(strange_key(tenant, goods, owner, &receive.warehouse));
            }
        }
        ReturnCommand::Grade(grade) => {
            let sites = paper.and_then(Return::of).into_iter().flat_map(|found| {
                let held = found.lines.iter().flat_map(|line| &line.held);
                let held = held.map(|held| &held.warehouse);
                held.chain(std::iter::once(&found.warehouse))
            });
            let sites: std::collections::BTreeSet<&Warehouse> = sites.collect();
            for told in &grade.lines {
                let line = lines.iter().find(|line| Some(line.line_no) == told.line_no);
                let owner = told
                    .owner
                    .as_ref()
                    .or_else(|| line.map(|line| &line.origin.owner));
                let actual = told.actual_sku.iter();
                keys.extend(actual.flat_map(|sku| {
                    sites
                        .iter()
                        .map(|site| strange_key(tenant, (sku, told.lot.as_ref()), owner, site))
                }));
            }
        }
        _ => {}
    }
    keys
}

/// The balance of goods that nobody had announced, where they arrived.
fn strange_key(
    tenant: &Tenant,
    (sku, lot): (&Sku, Option<&Lot>),
    owner: Option<&Owner>,
    warehouse: &Warehouse,
) -> BalanceKey {
    BalanceKey {
        sku: sku.clone(),
        warehouse: warehouse.clone(),
        pool: Pool::shared(),
        lot: lot.cloned().unwrap_or_else(Lot::none),
        owner: owner.cloned().unwrap_or_else(Owner::own),
        tenant: tenant.clone(),
    }
}

/// The order a command is about.
pub(super) fn order_of(command: &ReturnCommand, tenant: &Tenant, book: &Book) -> Option<OrderNo> {
    let paper = book.paper(tenant, PaperKind::Return, command.return_no());
    match (paper, command) {
        (Some(paper), _) => paper.order_no.clone(),
        (None, ReturnCommand::Apply(apply)) => apply.order_no.clone(),
        (None, _) => None,
    }
}

/// The parcel that was refused or stopped, of a return of one.
pub(super) fn parcel_of(command: &ReturnCommand, tenant: &Tenant, book: &Book) -> Option<String> {
    let paper = book.paper(tenant, PaperKind::Return, command.return_no());
    paper
        .and_then(Return::of)
        .and_then(|found| found.parcel_no.clone())
}

/// Decides a command.
pub(super) fn plan(
    command: &ReturnCommand,
    book: &Book,
    facts: &Facts,
    tenant: &Tenant,
    ids: &mut IdSource,
) -> Outcome<Plan> {
    match command {
        ReturnCommand::Apply(apply) => apply::apply(apply, book, facts, tenant, ids),
        ReturnCommand::Sent(sent) => apply::sent(sent, book, tenant),
        ReturnCommand::Receive(receive) => receive::receive(receive, book, facts, tenant, ids),
        ReturnCommand::Grade(grade) => grade::grade(grade, book, facts, tenant, ids),
        ReturnCommand::Due(no) => due::due(no, book, tenant, ids),
    }
}

/// Units of a parcel's line that turn back.
#[derive(Clone, Debug)]
pub(super) struct SentBack {
    /// The order's line.
    pub(super) order_line_no: i64,
    /// The fulfilment order's line.
    pub(super) fo_line: i64,
    /// Balance they were sent from.
    pub(super) origin: BalanceKey,
    /// How many.
    pub(super) quantity: i64,
}

/// A return that was just opened.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) paper: Paper,
    pub(super) event: Event,
}

/// Opens the return of what was refused or stopped: it is on its way at once.
pub(super) fn open(
    fo: &Fulfilment,
    (kind, parcel_no): (ReturnKind, &str),
    back: Vec<SentBack>,
    reason: Option<String>,
    (now, ids): (Moment, &mut IdSource),
) -> Opened {
    let id = ids.next();
    let lines = (1..).zip(back).map(|(line_no, back)| ReturnLine {
        sent_by: Some((fo.no(), back.fo_line)),
        applied: back.quantity,
        transit: back.quantity,
        ..ReturnLine::new(line_no, back.order_line_no, back.origin)
    });
    let body = Return {
        kind,
        fo_no: Some(fo.no()),
        parcel_no: Some(parcel_no.to_owned()),
        warehouse: fo.warehouse.clone(),
        reason,
        carrier: None,
        waybill_no: None,
        sent_at: Some(now),
        received_at: None,
        closed_at: None,
        lines: lines.collect(),
    };
    let event = event(EventName::ReturnCreated, &format!("T{id}"), &body);
    let claims = body.claims();
    let sent = ReturnStatus::Sent.as_str();
    let body = PaperBody::Return(body);
    let mut paper = Paper::new(id, &fo.tenant, format!("T{id}"), sent, now, body);
    paper.order_no = Some(fo.order_no.clone());
    paper.due_at = Some(now.plus_seconds(RETURN_ARRIVE_SECONDS));
    paper.claims = claims;
    Opened { paper, event }
}

/// What is told of a return: of each line what may be refunded so far, or what was applied for.
fn event(name: EventName, no: &str, body: &Return) -> Event {
    let graded = matches!(name, EventName::ReturnGraded | EventName::ReturnClosed);
    let lines = body.lines.iter().map(|line| EventLine {
        order_line_no: line.order_line_no,
        sku: line.origin.sku.clone(),
        warehouse: body.warehouse.clone(),
        pool: line.origin.pool.clone(),
        quantity: if graded {
            body.refundable(line)
        } else {
            line.applied.max(line.received)
        },
    });
    Event {
        name,
        fo_no: body.fo_no.clone(),
        parcel_no: body.parcel_no.clone(),
        return_no: Some(no.to_owned()),
        lines: lines.collect(),
        reason: body.reason.clone(),
        refund: name == EventName::ReturnGraded,
        order_no: None,
        dates: None,
    }
}

/// When somebody has to look at a return that stands like this.
fn due_at(status: ReturnStatus, body: &Return, now: Moment) -> Option<Moment> {
    match status {
        ReturnStatus::Approved => Some(now.plus_seconds(RETURN_SEND_SECONDS)),
        ReturnStatus::Sent => Some(now.plus_seconds(RETURN_ARRIVE_SECONDS)),
        status if !status.is_final() && body.in_transit() > 0 => {
            Some(now.plus_seconds(RETURN_ARRIVE_SECONDS))
        }
        _ => None,
    }
}

/// The state of a return's paper.
fn status_of(paper: &Paper) -> ReturnStatus {
    ReturnStatus::parse(&paper.status).unwrap_or(ReturnStatus::Closed)
}

/// Not in this state.
fn conflict(paper: &Paper, why: &str) -> Refusal {
    Refusal::new(
        Code::StateConflict,
        format!("return {} is {}: {why}", paper.no, paper.status),
    )
    .with("currentState", &paper.status)
}

fn find<'a>(no: &str, book: &'a Book, tenant: &Tenant) -> Outcome<(&'a Paper, &'a Return)> {
    book.paper(tenant, PaperKind::Return, no)
        .and_then(|paper| Some((paper, Return::of(paper)?)))
        .ok_or_else(|| not_found("return", no))
}

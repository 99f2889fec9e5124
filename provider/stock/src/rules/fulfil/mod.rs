//! Fulfilment orders: made, sent, picked, shipped, delivered, held, cancelled, stopped, sent from elsewhere.
//!
//! Every report is applied by quantity: whatever order reports come in, the same quantities end in the same state. A report that does not fit the quantities
//! is refused; what really happened all the same is kept as a discrepancy that two persons decide.

mod cancel;
mod create;
mod decide;
mod deliver;
mod intercept;
mod pick;
mod resource;
mod send;
mod ship;
#[cfg(test)]
mod tests;
mod work;

use std::collections::BTreeSet;

use super::refusal::{Outcome, Refusal};
use crate::balance::BalanceKey;
use crate::book::{Accounts, Book, Documents, FulfilmentRef, Place, Plan};
use crate::code::Code;
use crate::command::Target;
use crate::facts::Facts;
use crate::fulfilment::{Cause, Discrepancy, FulfilCommand, PickLine, ShortReason};
use crate::ids::{FulfilmentNo, IdSource, Lot, OrderNo, Sku, Tenant};
use crate::paper::{CountTask, PaperKind, PaperRef};
use crate::reservation::{Fulfilment, FulfilmentLine};

/// SKUs whose facts a command needs.
pub(super) fn skus(command: &FulfilCommand) -> Vec<Sku> {
    match command {
        FulfilCommand::Create(create) => create.lines.iter().map(|l| l.sku.clone()).collect(),
        _ => Vec::new(),
    }
}

/// Documents a command names.
pub(super) fn documents(command: &FulfilCommand, tenant: &Tenant, documents: &mut Documents) {
    if let Some(no) = command.fo_no() {
        let named = FulfilmentRef::No(tenant.clone(), no.clone());
        documents.fulfilments.push(named);
    }
    let parcel = |no: &String| PaperRef::No(tenant.clone(), PaperKind::Parcel, no.clone());
    match command {
        FulfilCommand::Create(create) => {
            let order = create.order_no.clone();
            let target = create
                .reservation
                .clone()
                .map_or_else(|| Target::Order(order.clone()), Target::Reservation);
            documents.reservations.push((tenant.clone(), target));
            let of_order = FulfilmentRef::OfOrder(tenant.clone(), order);
            documents.fulfilments.push(of_order);
        }
        FulfilCommand::Ship(ship) => {
            documents.papers.push(parcel(&ship.parcel_no));
            let no = Discrepancy::no(Cause::ShippedBeyond, &ship.parcel_no);
            let beyond = PaperRef::No(tenant.clone(), PaperKind::Discrepancy, no);
            documents.papers.push(beyond);
        }
        FulfilCommand::Deliver(deliver) => documents.papers.push(parcel(&deliver.parcel_no)),
        FulfilCommand::Intercept(stop) => documents.papers.push(parcel(&stop.parcel_no)),
        FulfilCommand::Decide(decide) => {
            let no = decide.no.clone();
            let paper = PaperRef::No(tenant.clone(), PaperKind::Discrepancy, no);
            documents.papers.push(paper);
        }
        _ => {}
    }
}

/// Documents that the documents of a command name: the parcels of its order, count tasks of its places.
pub(super) fn linked(
    command: &FulfilCommand,
    tenant: &Tenant,
    book: &Book,
    documents: &mut Documents,
) {
    let parcels_of =
        |order: &OrderNo| PaperRef::OfOrder(tenant.clone(), PaperKind::Parcel, order.clone());
    match command {
        FulfilCommand::Create(create) => documents.papers.push(parcels_of(&create.order_no)),
        FulfilCommand::Decide(decide) => {
            let paper = book.paper(tenant, PaperKind::Discrepancy, &decide.no);
            let Some((paper, found)) = paper.and_then(|p| Some((p, Discrepancy::of(p)?))) else {
                return;
            };
            documents
                .papers
                .extend(paper.order_no.as_ref().map(parcels_of));
            let fo = found.fo_no.clone();
            let fo = fo.map(|no| FulfilmentRef::No(tenant.clone(), no));
            documents.fulfilments.extend(fo);
            let named = |kind, no: &Option<String>| {
                no.clone().map(|no| PaperRef::No(tenant.clone(), kind, no))
            };
            let parcel = named(PaperKind::Parcel, &found.parcel_no);
            let back = named(PaperKind::Return, &found.return_no);
            documents.papers.extend(parcel.into_iter().chain(back));
        }
        _ => {
            let Some(fo) = command.fo_no().and_then(|no| book.fulfilment(tenant, no)) else {
                return;
            };
            documents.papers.push(parcels_of(&fo.order_no));
            let tasks = searched(command, fo).into_iter().map(|place| {
                let no = CountTask::no(&place.warehouse, &place.sku, &place.owner);
                PaperRef::No(tenant.clone(), PaperKind::CountTask, no)
            });
            documents.papers.extend(tasks);
        }
    }
}

/// Balances a command needs.
pub(super) fn accounts(
    command: &FulfilCommand,
    tenant: &Tenant,
    book: &Book,
    facts: &Facts,
) -> Accounts {
    let mut accounts = Accounts::default();
    match command {
        FulfilCommand::Create(direct) => {
            accounts = create::accounts(direct, book, facts, tenant);
        }
        FulfilCommand::Decide(decide) => {
            accounts.keys = decide::accounts(decide, book, tenant);
        }
        FulfilCommand::Release(_) | FulfilCommand::Hold(_) => {}
        _ => {
            let Some(fo) = command.fo_no().and_then(|no| book.fulfilment(tenant, no)) else {
                return accounts;
            };
            accounts.keys = keys(fo);
            accounts.places = searched(command, fo);
            if let FulfilCommand::Resource(elsewhere) = command {
                accounts.keys.extend(resource::keys(elsewhere, fo));
            }
        }
    }
    accounts
}

/// Every balance of a fulfilment order.
fn keys(fo: &Fulfilment) -> Vec<BalanceKey> {
    fo.lines.iter().map(|line| fo.key_of(line)).collect()
}

/// Places where goods were not found: whatever is free there is locked and counted.
fn searched(command: &FulfilCommand, fo: &Fulfilment) -> Vec<Place> {
    let not_found = |line: &&PickLine| line.short > 0 && line.reason == Some(ShortReason::NotFound);
    let numbers: Vec<i64> = match command {
        FulfilCommand::Pick(pick) => {
            let lines = pick.lines.iter().filter(not_found);
            lines.map(|line| line.line_no).collect()
        }
        FulfilCommand::Resource(elsewhere) if elsewhere.reason == ShortReason::NotFound => {
            elsewhere.lines.iter().map(|line| line.line_no).collect()
        }
        _ => Vec::new(),
    };
    let places: BTreeSet<Place> = numbers
        .iter()
        .filter_map(|no| fo.lines.iter().find(|line| line.line_no == *no))
        .map(|line| Place::from(&fo.key_of(line)))
        .collect();
    places.into_iter().collect()
}

/// The order a command is about.
pub(super) fn order_of(command: &FulfilCommand, tenant: &Tenant, book: &Book) -> Option<OrderNo> {
    match command {
        FulfilCommand::Create(create) => Some(create.order_no.clone()),
        FulfilCommand::Decide(decide) => book
            .paper(tenant, PaperKind::Discrepancy, &decide.no)
            .and_then(|paper| paper.order_no.clone()),
        _ => {
            let fo = command.fo_no().and_then(|no| book.fulfilment(tenant, no));
            fo.map(|fo| fo.order_no.clone())
        }
    }
}

/// The parcel a command is about.
pub(super) fn parcel_of(command: &FulfilCommand, tenant: &Tenant, book: &Book) -> Option<String> {
    match command {
        FulfilCommand::Ship(ship) => Some(ship.parcel_no.clone()),
        FulfilCommand::Deliver(deliver) => Some(deliver.parcel_no.clone()),
        FulfilCommand::Intercept(stop) => Some(stop.parcel_no.clone()),
        FulfilCommand::Decide(decide) => book
            .paper(tenant, PaperKind::Discrepancy, &decide.no)
            .and_then(Discrepancy::of)
            .and_then(|found| found.parcel_no.clone()),
        _ => None,
    }
}

/// Decides a command.
pub(super) fn plan(
    command: &FulfilCommand,
    book: &Book,
    facts: &Facts,
    tenant: &Tenant,
    ids: &mut IdSource,
) -> Outcome<Plan> {
    match command {
        FulfilCommand::Create(create) => create::create(create, book, facts, tenant, ids),
        FulfilCommand::Release(no) => send::release(no, book, tenant),
        FulfilCommand::Hold(hold) => send::hold(hold, book, tenant),
        FulfilCommand::Pick(pick) => pick::pick(pick, book, tenant, ids),
        FulfilCommand::Ship(ship) => ship::ship(ship, book, tenant, ids),
        FulfilCommand::Deliver(deliver) => deliver::deliver(deliver, book, tenant, ids),
        FulfilCommand::Cancel(cancel) => cancel::cancel(cancel, book, tenant),
        FulfilCommand::Intercept(stop) => intercept::intercept(stop, book, tenant, ids),
        FulfilCommand::Resource(elsewhere) => {
            resource::resource(elsewhere, book, facts, tenant, ids)
        }
        FulfilCommand::Decide(decide) => decide::decide(decide, book, tenant, ids),
    }
}

/// A document of a number that there is not.
pub(super) fn not_found(kind: &str, no: &str) -> Refusal {
    Refusal::new(
        Code::NotFound,
        format!("there is no {kind} {no}: check the number and the tenant"),
    )
    .with("kind", kind)
    .with("value", no)
}

fn find<'a>(no: &FulfilmentNo, book: &'a Book, tenant: &Tenant) -> Outcome<&'a Fulfilment> {
    book.fulfilment(tenant, no)
        .ok_or_else(|| not_found("fulfilment order", no.as_str()))
}

/// A line of a fulfilment order, by number.
fn line_of(fo: &mut Fulfilment, line_no: i64) -> Outcome<&mut FulfilmentLine> {
    let (no, lines) = (fo.no(), fo.lines.len());
    fo.lines
        .iter_mut()
        .find(|line| line.line_no == line_no)
        .ok_or_else(|| {
            Refusal::form(format!(
                "line {line_no} is not in fulfilment order {no}, which has lines 1 to {lines}"
            ))
        })
}

/// Goods of another lot than was bound can not be told from goods that were never bound.
fn check_lot(fo: &mut Fulfilment, line_no: i64, lot: Option<&Lot>) -> Outcome<()> {
    let no = fo.no();
    let line = line_of(fo, line_no)?;
    match lot.filter(|lot| **lot != line.lot) {
        None => Ok(()),
        Some(other) => Err(Refusal::new(
            Code::StateConflict,
            format!(
                "line {line_no} of fulfilment order {no} is bound to lot {:?}, not to {other:?}: give these units up and have them sent from the other lot",
                line.lot.as_str()
            ),
        )
        .with("lot", &line.lot)),
    }
}

/// More than a line allows.
fn exceeds(fo: &Fulfilment, line_no: i64, asked: i64, limit: i64, what: &str) -> Refusal {
    Refusal::new(
        Code::QtyExceeds,
        format!(
            "line {line_no} of fulfilment order {}: {asked} reported, {limit} {what}",
            fo.no()
        ),
    )
    .with("limit", limit)
    .with("line", line_no)
}

/// Not in this state.
fn conflict(fo: &Fulfilment, why: &str) -> Refusal {
    Refusal::new(
        Code::StateConflict,
        format!(
            "fulfilment order {} of order {} is {}: {why}",
            fo.no(),
            fo.order_no,
            fo.status.as_str()
        ),
    )
    .with("currentState", fo.status.as_str())
}

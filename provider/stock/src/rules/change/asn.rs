//! Announcements: a purchase is expected, and received against what was announced.

use super::receive::check_room;
use super::{Desk, Entry, booked, check_names, document, filed, key_of};
use crate::balance::BalanceKey;
use crate::book::{Move, Plan};
use crate::bucket::Bucket;
use crate::code::Code;
use crate::command::{PurchaseExpect, PurchaseIn};
use crate::ids::{IdSource, Warehouse};
use crate::movement::Movement;
use crate::paper::{Asn, Paper, PaperBody, PaperKind, StepMark};
use crate::rules::form;
use crate::rules::refusal::{Outcome, Refusal};

/// Books what is announced as incoming.
///
/// # Errors
/// Unknown names, a malformed document, an announcement of another warehouse, one that is closed.
pub(in crate::rules) fn expect(
    expect: &PurchaseExpect,
    desk: &Desk<'_>,
    ids: &mut IdSource,
) -> Outcome<Plan> {
    form::count(expect.lines.len())?;
    form::stock_lines(&expect.lines)?;
    let skus = expect.lines.iter().map(|line| &line.sku);
    check_names(&expect.warehouse, skus, desk.facts)?;
    let new = || {
        PaperBody::Asn(Asn {
            warehouse: expect.warehouse.clone(),
            supplier: expect.supplier.clone(),
            expected_at: expect.expected_at,
            steps: Vec::new(),
            closed_by: None,
        })
    };
    let mut entry = Entry::of(desk, &expect.asn_no, ids, new, PaperKind::Asn);
    check_open(&entry.paper, &expect.warehouse)?;
    if let PaperBody::Asn(body) = &mut entry.paper.body {
        body.supplier = expect.supplier.clone().or_else(|| body.supplier.take());
        body.expected_at = expect.expected_at.or(body.expected_at);
    }
    let mut moves = Vec::with_capacity(expect.lines.len());
    let mut lines = Vec::with_capacity(expect.lines.len());
    for line in &expect.lines {
        let key = key_of(desk.tenant(), &expect.warehouse, line);
        let (movement, quantity) = (Movement::PoExpect, line.quantity);
        lines.push(booked(line.line_no, &key, movement, quantity, quantity));
        entry.add(line.line_no, movement, &key, quantity);
        moves.push(Move {
            movement,
            from: (key.clone(), Bucket::OnOrder),
            to: (key, Bucket::Incoming),
            quantity,
        });
    }
    check_room(desk.book, moves.iter())?;
    Ok(filed(document(moves, lines), entry.done(desk)?))
}

/// Balances an announcement still expects goods in.
pub(super) fn expected_keys(paper: Option<&Paper>) -> Vec<BalanceKey> {
    let claims = paper.into_iter().flat_map(|paper| &paper.claims);
    claims.map(|claim| claim.key.clone()).collect()
}

/// What a receipt does to the announcement it belongs to: what was announced is no longer expected, first in the very balance it arrived in, then in
/// others of the same owner and SKU; the rest was not announced.
///
/// # Errors
/// No such announcement, one of another warehouse, one that is closed.
pub(super) fn receive(
    receipt: &PurchaseIn,
    asn_no: &str,
    desk: &Desk<'_>,
) -> Outcome<(Vec<Move>, Paper)> {
    let found = desk.book.paper(desk.tenant(), PaperKind::Asn, asn_no);
    let Some(found) = found else {
        return Err(Refusal::form(format!(
            "asnNo is {asn_no:?}, which was not announced: announce it first, or leave it out"
        )));
    };
    check_open(found, &receipt.warehouse)?;
    let mut entry = Entry::on(found);
    let mut moves = Vec::new();
    for line in &receipt.lines {
        let key = key_of(desk.tenant(), &receipt.warehouse, line);
        let mut rest = line.quantity;
        for (announced, left) in open_lines(&entry.paper, &key) {
            let taken = left.min(rest);
            entry.add(line.line_no, Movement::PoIn, &announced, taken);
            moves.extend(no_longer_expected(announced, taken));
            rest -= taken;
        }
        let beyond = Some(StepMark::Beyond);
        entry.mark(line.line_no, Movement::PoIn, &key, rest, beyond);
    }
    if receipt.last_receipt {
        let missing = entry.paper.claims.clone();
        for claim in missing {
            let mark = Some(StepMark::Missing);
            entry.mark(0, Movement::PoIn, &claim.key, claim.quantity, mark);
            moves.extend(no_longer_expected(claim.key, claim.quantity));
        }
        if let PaperBody::Asn(body) = &mut entry.paper.body {
            body.closed_by = Some(desk.by());
        }
    }
    Ok((moves, entry.done(desk)?))
}

/// What is still expected of an owner's SKU, the given balance first.
fn open_lines(paper: &Paper, key: &BalanceKey) -> Vec<(BalanceKey, i64)> {
    let same = |other: &BalanceKey| other.sku == key.sku && other.owner == key.owner;
    let claims = paper.claims.iter().filter(|claim| same(&claim.key));
    let mut open: Vec<_> = claims.map(|c| (c.key.clone(), c.quantity)).collect();
    open.sort_by_key(|(other, _)| other != key);
    open
}

fn no_longer_expected(key: BalanceKey, quantity: i64) -> Option<Move> {
    (quantity > 0).then(|| Move {
        movement: Movement::PoIn,
        from: (key.clone(), Bucket::Incoming),
        to: (key, Bucket::OnOrder),
        quantity,
    })
}

fn check_open(paper: &Paper, warehouse: &Warehouse) -> Outcome<()> {
    let PaperBody::Asn(body) = &paper.body else {
        return Ok(());
    };
    let refuse = |why: String| {
        Err(Refusal::new(Code::StateConflict, why).with("currentState", &paper.status))
    };
    if body.warehouse != *warehouse {
        return refuse(format!(
            "announcement {} is for warehouse {}, not {warehouse}: receive there, or without the announcement",
            paper.no, body.warehouse
        ));
    }
    match &body.closed_by {
        None => Ok(()),
        Some(by) => refuse(format!(
            "announcement {} was closed by receipt {}: announce the goods under a new number, or receive them without one",
            paper.no, by.biz_no
        )),
    }
}

//! Presale: quota is opened before the goods are there, added to, and taken back. What orders hold of it they keep.

use std::collections::BTreeSet;

use super::receive::check_room;
use super::{Desk, Stand, booked, check_names, document};
use crate::balance::BalanceKey;
use crate::book::{Accounts, Move, Plan};
use crate::bucket::Bucket;
use crate::code::Code;
use crate::command::{ClosePresale, Command, OpenPresale, PresaleCommand, PresaleLine};
use crate::facts::PresaleOffer;
use crate::ids::{Lot, Owner, Pool, Warehouse};
use crate::movement::Movement;
use crate::rules::form;
use crate::rules::refusal::{Outcome, Refusal};

/// Balances whose quota a command changes.
pub(super) fn accounts(command: &PresaleCommand, desk: &Desk<'_>) -> Vec<BalanceKey> {
    let (warehouse, pool) = match command {
        PresaleCommand::Open(open) => (&open.warehouse, open.pool.as_ref()),
        PresaleCommand::Close(close) => (&close.warehouse, close.pool.as_ref()),
    };
    let lines = command.lines().iter();
    lines
        .map(|line| key_of(desk, warehouse, pool, line))
        .collect()
}

fn key_of(
    desk: &Desk<'_>,
    warehouse: &Warehouse,
    pool: Option<&Pool>,
    line: &PresaleLine,
) -> BalanceKey {
    BalanceKey {
        sku: line.sku.clone(),
        warehouse: warehouse.clone(),
        pool: pool.cloned().unwrap_or_else(Pool::shared),
        lot: Lot::none(),
        owner: line.owner.clone().unwrap_or_else(Owner::own),
        tenant: desk.tenant().clone(),
    }
}

/// Opens quota, or adds to it; the presale's dates are those told last, for what it has sold already too.
///
/// # Errors
/// Unknown names, a malformed document, a sale that is over already, goods that another open presale sells.
pub(in crate::rules) fn open(open: &OpenPresale, desk: &Desk<'_>) -> Outcome<Plan> {
    check(&open.warehouse, open.pool.as_ref(), &open.lines, desk)?;
    if let Some(end) = open.sale_until.filter(|end| *end <= desk.book.now) {
        return Err(Refusal::form(format!(
            "saleUntil is {} ms, which is not after now, {} ms: name a later end, or none",
            end.0, desk.book.now.0
        )));
    }
    let (mut moves, mut lines, mut offers) = (Vec::new(), Vec::new(), Vec::new());
    for line in &open.lines {
        let key = key_of(desk, &open.warehouse, open.pool.as_ref(), line);
        if let Some(other) = offer_of(&key, desk).filter(|offer| is_anothers(offer, desk, open)) {
            return Err(Refusal::new(
                Code::StateConflict,
                format!(
                    "sku {} in {} (pool {}) is on presale {} already: add to that one, or close it first",
                    key.sku, key.warehouse, key.pool, other.presale_no
                ),
            )
            .with("currentState", "OPEN")
            .with("sku", &key.sku));
        }
        let Some(quantity) = line.quantity else {
            return Err(Refusal::form(format!(
                "line {}: quantity is absent: say how many are sold before they are there",
                line.line_no
            )));
        };
        let movement = Movement::PsOpen;
        lines.push(booked(line.line_no, &key, movement, quantity, quantity));
        offers.push(PresaleOffer {
            presale_no: open.presale_no.clone(),
            tenant: key.tenant.clone(),
            sku: key.sku.clone(),
            warehouse: key.warehouse.clone(),
            pool: key.pool.clone(),
            owner: key.owner.clone(),
            expected_at: open.expected_at,
            sale_until: open.sale_until,
            closed: false,
        });
        moves.push(Move {
            movement,
            from: (key.clone(), Bucket::PresaleContra),
            to: (key, Bucket::PresaleAvail),
            quantity,
        });
    }
    check_room(desk.book, moves.iter())?;
    let mut plan = document(moves, lines);
    plan.offers = offers;
    Ok(plan)
}

fn offer_of<'a>(key: &BalanceKey, desk: &Desk<'a>) -> Option<&'a PresaleOffer> {
    desk.facts.skus.get(&key.sku)?.presale_of(key)
}

fn is_anothers(offer: &PresaleOffer, desk: &Desk<'_>, open: &OpenPresale) -> bool {
    offer.presale_no != open.presale_no && offer.is_open(desk.book.now)
}

/// Takes back what nobody holds: so much of each line, or all that is left, which then is not sold any more.
///
/// # Errors
/// Unknown names, a malformed document, no such presale.
pub(in crate::rules) fn close(close: &ClosePresale, desk: &Desk<'_>) -> Outcome<Plan> {
    check(&close.warehouse, close.pool.as_ref(), &close.lines, desk)?;
    let mut stand = Stand::new(desk.book);
    let (mut moves, mut lines, mut offers) = (Vec::new(), Vec::new(), Vec::new());
    for line in &close.lines {
        let key = key_of(desk, &close.warehouse, close.pool.as_ref(), line);
        let offer = offer_of(&key, desk).filter(|offer| offer.presale_no == close.presale_no);
        let Some(offer) = offer else {
            return Err(Refusal::new(
                Code::NotFound,
                format!(
                    "there is no presale {} of sku {} in {} (pool {}): check its number, warehouse and pool",
                    close.presale_no, key.sku, key.warehouse, key.pool
                ),
            )
            .with("kind", "presale")
            .with("value", &close.presale_no));
        };
        let left = stand.left(&key, Bucket::PresaleAvail);
        let asked = line.quantity.unwrap_or(left);
        let taken = stand.take(&key, Bucket::PresaleAvail, asked);
        let movement = Movement::PsClose;
        lines.push(booked(line.line_no, &key, movement, asked, taken));
        if line.quantity.is_none() && !offer.closed {
            offers.push(PresaleOffer {
                closed: true,
                ..offer.clone()
            });
        }
        if taken > 0 {
            moves.push(Move {
                movement,
                from: (key.clone(), Bucket::PresaleAvail),
                to: (key, Bucket::PresaleContra),
                quantity: taken,
            });
        }
    }
    let mut plan = document(moves, lines);
    plan.offers = offers;
    Ok(plan)
}

fn check(
    warehouse: &Warehouse,
    pool: Option<&Pool>,
    lines: &[PresaleLine],
    desk: &Desk<'_>,
) -> Outcome<()> {
    form::count(lines.len())?;
    pool.map_or(Ok(()), form::pool)?;
    let mut seen = BTreeSet::new();
    for line in lines {
        line.quantity
            .map_or(Ok(()), |quantity| form::quantity(line.line_no, quantity))?;
        if !seen.insert((&line.sku, &line.owner)) {
            return Err(Refusal::form(format!(
                "line {}: sku {} is on two lines: add them up",
                line.line_no, line.sku
            )));
        }
    }
    check_names(warehouse, lines.iter().map(|line| &line.sku), desk.facts)
}

/// What presales make a command look at beside what it names: who waits for the goods it brings, and when the rest is expected.
pub(in crate::rules) fn look(desk: &Desk<'_>, accounts: &mut Accounts) {
    if let Command::ConvertPresale(convert) = &desk.envelope.command {
        accounts.stocked.push(super::serve::place(convert, desk));
    }
    for offer in super::serve::offers(desk) {
        let key = offer.key();
        let place = crate::book::Place::from(&key);
        accounts
            .claimants
            .push((place.clone(), Bucket::PresaleHeld));
        accounts.claimants.push((place, Bucket::Incoming));
        accounts.keys.push(key);
    }
    accounts.claimants.sort();
    accounts.claimants.dedup();
}

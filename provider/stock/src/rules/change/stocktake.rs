//! Stocktake: what was counted is compared with what the ledger said at the moment of counting; the difference is booked now, later moves are kept.
//!
//! A loss takes what is nobody's first. Then unpaid holds give way, the latest first, then fulfilment orders, the latest first; the callers learn which.

use std::collections::BTreeSet;

use super::receive::check_room;
use super::{Stand, booked, check_names, document};
use crate::answer::{Body, BookedLine};
use crate::balance::BalanceKey;
use crate::book::{Accounts, Book, Move, Place, Plan};
use crate::bucket::Bucket;
use crate::command::{CountLine, Stocktake};
use crate::facts::Facts;
use crate::ids::{Lot, Owner, Pool, Tenant};
use crate::movement::Movement;
use crate::policy::QUANTITY_MAX;
use crate::reservation::{Fulfilment, Reservation};
use crate::rules::form;
use crate::rules::preoccupation;
use crate::rules::refusal::{Outcome, Refusal};

/// Buckets a loss is taken from before anybody's goods are touched, in order.
const NOBODYS: [Bucket; 4] = [
    Bucket::Available,
    Bucket::Frozen,
    Bucket::QcHold,
    Bucket::Defective,
];

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
pub(in crate::rules) fn accounts(count: &Stocktake, tenant: &Tenant) -> Accounts {
    let mut accounts = Accounts::default();
    for line in &count.lines {
        let place = place_of(count, line, tenant);
        let lot = lot_of(line);
        accounts.keys.push(place.lot(&Pool::shared(), &lot));
        if let Some(seq) = line.counted_seq {
            accounts.changes_since.push((place.clone(), lot, seq));
        }
        accounts.holders.push(place.clone());
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
    book: &Book,
    facts: &Facts,
    tenant: &Tenant,
) -> Outcome<Plan> {
    check(count, tenant)?;
    check_names(&count.warehouse, count.lines.iter().map(|l| &l.sku), facts)?;
    let mut sheet = Sheet::new(book);
    for line in &count.lines {
        let spot = (place_of(count, line, tenant), lot_of(line));
        let (place, lot) = &spot;
        let there: i64 = book
            .pools_of(place)
            .filter(|(key, _)| key.lot == *lot)
            .map(|(_, b)| b.quantities.on_hand())
            .sum();
        let since = line
            .counted_seq
            .map_or(0, |seq| book.on_hand_change(place, lot, seq));
        let difference = line.counted - (there - since);
        if difference > 0 {
            sheet.gain(line.line_no, &spot, difference);
        } else if difference < 0 {
            sheet.lose(line.line_no, &spot, -difference);
        }
    }
    let gains = sheet.moves.iter();
    check_room(book, gains.filter(|m| m.movement == Movement::CountGain))?;
    Ok(sheet.into_plan())
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

/// A counted position: one lot (or the goods without one) in a place.
type Spot = (Place, Lot);

/// The count as it is worked off.
struct Sheet<'a> {
    book: &'a Book,
    stand: Stand<'a>,
    moves: Vec<Move>,
    lines: Vec<BookedLine>,
    /// Holds and fulfilment orders that had to give way, as they shall be, latest first.
    hit_reservations: Vec<Reservation>,
    hit_fulfilments: Vec<Fulfilment>,
}

impl<'a> Sheet<'a> {
    const fn new(book: &'a Book) -> Self {
        Self {
            book,
            stand: Stand::new(book),
            moves: Vec::new(),
            lines: Vec::new(),
            hit_reservations: Vec::new(),
            hit_fulfilments: Vec::new(),
        }
    }

    fn gain(&mut self, line_no: i64, (place, lot): &Spot, found: i64) {
        let key = place.lot(&Pool::shared(), lot);
        self.lines
            .push(booked(line_no, &key, Movement::CountGain, found, found));
        self.step(
            Movement::CountGain,
            &key,
            Bucket::Adjust,
            Bucket::Available,
            found,
        );
    }

    fn lose(&mut self, line_no: i64, spot: &Spot, missing: i64) {
        let mut rest = missing;
        for bucket in NOBODYS {
            for key in self.pools(spot) {
                let taken = self.stand.take(&key, bucket, rest);
                self.step(Movement::CountLoss, &key, bucket, Bucket::Adjust, taken);
                rest -= taken;
            }
        }
        rest = self.cut_reservations(spot, rest);
        rest = self.cut_fulfilments(spot, rest);
        let key = spot.0.lot(&Pool::shared(), &spot.1);
        let line = booked(line_no, &key, Movement::CountLoss, missing, missing - rest);
        self.lines.push(line);
    }

    /// Pools with goods of the lot, the shared one first.
    fn pools(&self, (place, lot): &Spot) -> Vec<BalanceKey> {
        let pools = self.book.pools_of(place).map(|(key, _)| key.clone());
        let pools = pools.filter(|key| key.lot == *lot);
        let (mut shared, rest): (Vec<_>, Vec<_>) = pools.partition(|key| key.pool.is_shared());
        shared.extend(rest);
        shared
    }

    fn cut_reservations(&mut self, (place, lot): &Spot, missing: i64) -> i64 {
        let mut rest = missing;
        let mut latest: Vec<&Reservation> = self.book.reservations().values().collect();
        latest.retain(|held| rest > 0 && held.holds_at(place));
        latest.sort_by_key(|held| std::cmp::Reverse((held.created_at, held.id)));
        for held in latest {
            if rest == 0 {
                break;
            }
            let at = hit(&mut self.hit_reservations, held, |r| r.id);
            let mut cut = self.hit_reservations[at].clone();
            for line in &mut cut.lines {
                let key = preoccupation::key_of(&place.tenant, line);
                if key.lot == *lot && Place::from(&key) == *place {
                    let gone = line.open().min(rest);
                    line.released += gone;
                    rest -= gone;
                    let (held, free) = (Bucket::Preoccupied, Bucket::Available);
                    self.step(Movement::Release, &key, held, free, gone);
                    self.step(Movement::CountLoss, &key, free, Bucket::Adjust, gone);
                }
            }
            preoccupation::close_if_empty(&mut cut);
            self.hit_reservations[at] = cut;
        }
        rest
    }

    fn cut_fulfilments(&mut self, (place, lot): &Spot, missing: i64) -> i64 {
        let mut rest = missing;
        let mut latest: Vec<&Fulfilment> = self.book.fulfilments().values().collect();
        latest.retain(|bound| rest > 0 && bound.holds_at(place));
        latest.sort_by_key(|bound| std::cmp::Reverse((bound.created_at, bound.id)));
        for bound in latest {
            if rest == 0 {
                break;
            }
            let at = hit(&mut self.hit_fulfilments, bound, |f| f.id);
            let mut cut = self.hit_fulfilments[at].clone();
            for line in &mut cut.lines {
                if line.sku == place.sku && line.owner == place.owner && line.lot == *lot {
                    let key = place.lot(&line.pool, &line.lot);
                    let gone = line.open().min(rest);
                    line.deallocated += gone;
                    line.progress.short_closed += gone;
                    rest -= gone;
                    let (bound, free) = (Bucket::Allocated, Bucket::Available);
                    self.step(Movement::Dealloc, &key, bound, free, gone);
                    self.step(Movement::CountLoss, &key, free, Bucket::Adjust, gone);
                }
            }
            cut.settle(self.book.now);
            self.hit_fulfilments[at] = cut;
        }
        rest
    }

    fn step(
        &mut self,
        movement: Movement,
        key: &BalanceKey,
        from: Bucket,
        to: Bucket,
        quantity: i64,
    ) {
        if quantity > 0 {
            self.moves.push(Move {
                movement,
                from: (key.clone(), from),
                to: (key.clone(), to),
                quantity,
            });
        }
    }

    fn into_plan(self) -> Plan {
        let mut plan = document(self.moves, self.lines);
        if let Body::Voucher(view) = &mut plan.answer.body {
            view.hit_reservations = self.hit_reservations.iter().map(Reservation::no).collect();
            view.hit_fulfilments = self.hit_fulfilments.iter().map(Fulfilment::no).collect();
        }
        plan.reservations = self.hit_reservations;
        plan.fulfilments = self.hit_fulfilments;
        plan
    }
}

/// Position of a document among those hit, added as it is if new.
fn hit<T: Clone>(hits: &mut Vec<T>, document: &T, id: fn(&T) -> i64) -> usize {
    let known = hits.iter().position(|other| id(other) == id(document));
    known.unwrap_or_else(|| {
        hits.push(document.clone());
        hits.len() - 1
    })
}

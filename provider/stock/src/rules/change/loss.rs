//! What a count finds missing or beyond the books, as it is worked off.
//!
//! A loss takes what is nobody's first; documents that had locked it claim less from then on. Then unpaid holds give way, the latest first, then
//! fulfilment orders, the latest first; the callers learn which. A kit's parts give way together: what is left of a hold, or of a paid order over all its
//! sites, is whole kits; parts that have shipped stay shipped.

use std::collections::BTreeMap;

use super::entry::Entry;
use super::{Desk, Stand, booked, document, filed};
use crate::answer::{Body, BookedLine};
use crate::balance::BalanceKey;
use crate::book::{Move, Place, Plan};
use crate::bucket::Bucket;
use crate::ids::{Lot, OrderNo, Pool, Sku};
use crate::movement::Movement;
use crate::paper::{PaperBody, PaperKind};
use crate::reservation::{Fulfilment, FulfilmentLine, Reservation, ReservationLine};
use crate::rules::preoccupation;
use crate::rules::refusal::Outcome;

/// Buckets a loss is taken from before anybody's goods are touched, in order.
pub(super) const NOBODYS: [Bucket; 4] = [
    Bucket::Available,
    Bucket::Frozen,
    Bucket::QcHold,
    Bucket::Defective,
];

/// A counted position: one lot (or the goods without one) in a place.
pub(super) type Spot = (Place, Lot);

/// The count as it is worked off.
pub(super) struct Sheet<'a> {
    desk: &'a Desk<'a>,
    stand: Stand<'a>,
    pub(super) moves: Vec<Move>,
    lines: Vec<BookedLine>,
    /// The count's own paper.
    count: Entry,
    /// Papers that claim less than before, by row identifier.
    cut: BTreeMap<i64, Entry>,
    /// Holds and fulfilment orders that had to give way, as they shall be, latest first.
    hit_reservations: Vec<Reservation>,
    hit_fulfilments: Vec<Fulfilment>,
    /// Whose legs are: first, last, order.
    orders: Vec<(i64, i64, OrderNo)>,
}

impl<'a> Sheet<'a> {
    pub(super) const fn new(desk: &'a Desk<'a>, count: Entry) -> Self {
        Self {
            desk,
            stand: Stand::new(desk.book),
            moves: Vec::new(),
            lines: Vec::new(),
            count,
            cut: BTreeMap::new(),
            hit_reservations: Vec::new(),
            hit_fulfilments: Vec::new(),
            orders: Vec::new(),
        }
    }

    pub(super) fn gain(&mut self, line_no: i64, (place, lot): &Spot, found: i64) {
        let key = place.lot(&Pool::shared(), lot);
        self.lines
            .push(booked(line_no, &key, Movement::CountGain, found, found));
        self.count.add(line_no, Movement::CountGain, &key, found);
        self.step(
            Movement::CountGain,
            &key,
            Bucket::Adjust,
            Bucket::Available,
            found,
        );
    }

    pub(super) fn lose(&mut self, line_no: i64, spot: &Spot, missing: i64) {
        let mut rest = missing;
        for bucket in NOBODYS {
            rest = self.take_from(spot, bucket, rest);
        }
        rest = self.cut_reservations(spot, rest);
        rest = self.cut_fulfilments(spot, rest);
        let key = spot.0.lot(&Pool::shared(), &spot.1);
        let line = booked(line_no, &key, Movement::CountLoss, missing, missing - rest);
        self.lines.push(line);
        self.count
            .add(line_no, Movement::CountLoss, &key, missing - rest);
    }

    /// Takes from one bucket of every pool; says what is still missing.
    fn take_from(&mut self, spot: &Spot, bucket: Bucket, missing: i64) -> i64 {
        let mut rest = missing;
        for key in self.pools(spot) {
            let spoken_for = self.spoken_for(&spot.0, &key, bucket);
            let free = self.stand.left(&key, bucket) - spoken_for;
            let taken = self.stand.take(&key, bucket, rest.min(free));
            self.step(Movement::CountLoss, &key, bucket, Bucket::Adjust, taken);
            rest -= taken;
            if taken > 0 {
                self.cut_claims(&spot.0, &key, bucket);
            }
        }
        rest
    }

    /// What documents other than locks hold: a return that waits to be graded tells itself what became of its goods.
    fn spoken_for(&self, place: &Place, key: &BalanceKey, bucket: Bucket) -> i64 {
        let claiming = self.desk.book.claimants(place, bucket);
        let others = claiming.filter(|paper| !is_lock(&paper.body));
        others.map(|paper| paper.claimed(key, bucket)).sum()
    }

    /// Papers account for no more than is left: locks give way first, the latest of them first.
    fn cut_claims(&mut self, place: &Place, key: &BalanceKey, bucket: Bucket) {
        let left = self.stand.left(key, bucket);
        let mut claiming: Vec<_> = self.desk.book.claimants(place, bucket).collect();
        claiming.retain(|paper| is_lock(&paper.body));
        claiming
            .sort_by_key(|paper| (paper.kind != PaperKind::Freeze, std::cmp::Reverse(paper.id)));
        let claimed_by = |sheet: &Self, paper: &crate::paper::Paper| {
            let cut = sheet.cut.get(&paper.id).map(|entry| &entry.paper);
            cut.unwrap_or(paper).claimed(key, bucket)
        };
        let claimed: i64 = claiming.iter().map(|paper| claimed_by(self, paper)).sum();
        let mut beyond = claimed - (left - self.spoken_for(place, key, bucket));
        for paper in claiming {
            let gone = claimed_by(self, paper).min(beyond);
            if gone <= 0 {
                continue;
            }
            beyond -= gone;
            let entry = self.cut.entry(paper.id).or_insert_with(|| Entry::on(paper));
            entry.add(0, Movement::CountLoss, key, gone);
        }
    }

    /// Pools with goods of the lot, the shared one first.
    fn pools(&self, (place, lot): &Spot) -> Vec<BalanceKey> {
        let pools = self.desk.book.pools_of(place).map(|(key, _)| key.clone());
        let pools = pools.filter(|key| key.lot == *lot);
        let (mut shared, rest): (Vec<_>, Vec<_>) = pools.partition(|key| key.pool.is_shared());
        shared.extend(rest);
        shared
    }

    fn cut_reservations(&mut self, spot: &Spot, missing: i64) -> i64 {
        let (place, lot) = spot;
        let mut rest = missing;
        let mut latest: Vec<&Reservation> = self.desk.book.reservations().values().collect();
        latest.retain(|held| rest > 0 && held.holds_at(place));
        latest.sort_by_key(|held| std::cmp::Reverse((held.created_at, held.id)));
        for held in latest {
            if rest == 0 {
                break;
            }
            let mut cut = so_far(&self.hit_reservations, held, |r| r.id);
            let legs_before = self.moves.len();
            let before = rest;
            let mut kits = Vec::new();
            for line in &mut cut.lines {
                let key = preoccupation::key_of(&place.tenant, line);
                let goods = line.presale.is_none() && line.held() > 0;
                if goods && key.lot == *lot && Place::from(&key) == *place {
                    let gone = line.open().min(rest);
                    line.released += gone;
                    rest -= gone;
                    let (held, free) = (Bucket::Preoccupied, Bucket::Available);
                    self.step(Movement::Release, &key, held, free, gone);
                    self.step(Movement::CountLoss, &key, free, Bucket::Adjust, gone);
                    if let (true, Some(kit)) = (gone > 0, &line.kit) {
                        kits.push((line.order_line_no, kit.clone()));
                    }
                }
            }
            kits.dedup();
            for (order_line_no, kit) in kits {
                self.keep_whole_kits(&mut cut, order_line_no, &kit);
            }
            if rest == before {
                continue;
            }
            preoccupation::close_if_empty(&mut cut);
            self.are_of(legs_before, &held.order_no);
            keep(&mut self.hit_reservations, cut, |r| r.id);
            // Parts of a broken kit that lay here are nobody's now.
            rest = self.take_from(spot, Bucket::Available, rest);
        }
        rest
    }

    /// Gives back the parts of a kit that no whole kit is left for, wherever they are held.
    fn keep_whole_kits(&mut self, cut: &mut Reservation, order_line_no: i64, kit: &Sku) {
        let of_kit = |line: &ReservationLine| {
            line.order_line_no == order_line_no && line.kit.as_ref() == Some(kit)
        };
        let mut parts: BTreeMap<(Sku, i64), i64> = BTreeMap::new();
        for line in cut.lines.iter().filter(|line| of_kit(line)) {
            let part = (line.sku.clone(), line.ratio.max(1));
            *parts.entry(part).or_default() += line.open();
        }
        let whole = parts.iter().map(|((_, ratio), open)| open / ratio);
        let whole = whole.min().unwrap_or(0);
        for ((sku, ratio), open) in parts {
            let mut loose = open - whole * ratio;
            for line in cut.lines.iter_mut().rev() {
                if line.sku == sku && of_kit(line) {
                    let back = line.open().min(loose);
                    line.released += back;
                    loose -= back;
                    // Of a part that is taken when it is paid, nothing is held.
                    let back = if line.terms.on_pay { 0 } else { back };
                    let key = preoccupation::key_of(&cut.tenant, line);
                    let (held, free) = (Bucket::Preoccupied, Bucket::Available);
                    self.step(Movement::Release, &key, held, free, back);
                    if back > 0 {
                        self.stand.give(&key, free, back);
                    }
                }
            }
        }
    }

    fn cut_fulfilments(&mut self, (place, lot): &Spot, missing: i64) -> i64 {
        let mut rest = missing;
        let mut latest: Vec<&Fulfilment> = self.desk.book.fulfilments().values().collect();
        latest.retain(|bound| rest > 0 && bound.holds_at(place));
        latest.sort_by_key(|bound| std::cmp::Reverse((bound.created_at, bound.id)));
        for bound in latest {
            if rest == 0 {
                break;
            }
            let mut cut = so_far(&self.hit_fulfilments, bound, |f| f.id);
            let legs_before = self.moves.len();
            let before = rest;
            let mut kits = Vec::new();
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
                    if let (true, Some(kit)) = (gone > 0, &line.kit) {
                        kits.push((line.order_line_no, kit.clone()));
                    }
                }
            }
            if rest == before {
                continue;
            }
            cut.settle(self.desk.book.now);
            keep(&mut self.hit_fulfilments, cut, |f| f.id);
            kits.dedup();
            for (order_line_no, kit) in kits {
                self.keep_whole_paid_kits(bound, order_line_no, &kit);
            }
            self.are_of(legs_before, &bound.order_no);
            // Parts of a broken kit that lay here are nobody's now.
            rest = self.take_from(&(place.clone(), lot.clone()), Bucket::Available, rest);
        }
        rest
    }

    /// Gives back the parts of a paid kit that no whole kit is left for, at whatever site of the order they are bound and have not shipped.
    fn keep_whole_paid_kits(&mut self, of: &Fulfilment, order_line_no: i64, kit: &Sku) {
        let of_kit = |line: &FulfilmentLine| {
            line.order_line_no == order_line_no && line.kit.as_ref() == Some(kit)
        };
        let all = self.desk.book.fulfilments().values().rev();
        let siblings = all.filter(|fo| {
            fo.tenant == of.tenant && fo.order_no == of.order_no && fo.lines.iter().any(of_kit)
        });
        let mut orders: Vec<Fulfilment> = siblings
            .map(|fo| {
                let hit = self.hit_fulfilments.iter().find(|hit| hit.id == fo.id);
                hit.unwrap_or(fo).clone()
            })
            .collect();
        let mut parts: BTreeMap<(Sku, i64), i64> = BTreeMap::new();
        for line in orders.iter().flat_map(|fo| &fo.lines).filter(|l| of_kit(l)) {
            let part = (line.sku.clone(), line.ratio.max(1));
            *parts.entry(part).or_default() += line.open() + line.shipped;
        }
        let whole = parts.iter().map(|((_, ratio), there)| there / ratio);
        let whole = whole.min().unwrap_or(0);
        for ((sku, ratio), there) in parts {
            let mut loose = there - whole * ratio;
            for fo in &mut orders {
                for at in (0..fo.lines.len()).rev() {
                    let line = &mut fo.lines[at];
                    if line.sku != sku || !of_kit(line) {
                        continue;
                    }
                    let back = line.open().min(loose);
                    line.deallocated += back;
                    line.progress.short_closed += back;
                    loose -= back;
                    let line = line.clone();
                    let key = fo.key_of(&line);
                    let (bound, free) = (Bucket::Allocated, Bucket::Available);
                    self.step(Movement::Dealloc, &key, bound, free, back);
                    if back > 0 {
                        self.stand.give(&key, free, back);
                    }
                }
            }
        }
        for mut fo in orders {
            fo.settle(self.desk.book.now);
            let before = self.desk.book.fulfilments().get(&fo.id);
            if before != Some(&fo) {
                keep(&mut self.hit_fulfilments, fo, |f| f.id);
            }
        }
    }

    /// The legs since so many were there are of an order.
    fn are_of(&mut self, legs_before: usize, order_no: &OrderNo) {
        let at = |legs: usize| i64::try_from(legs).unwrap_or(i64::MAX);
        let (first, last) = (at(legs_before + 1), at(self.moves.len()));
        if first <= last {
            self.orders.push((first, last, order_no.clone()));
        }
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

    /// The plan, with the count's paper and those that claim less.
    ///
    /// # Errors
    /// A paper that takes no more steps.
    pub(super) fn into_plan(self) -> Outcome<Plan> {
        let mut plan = document(self.moves, self.lines);
        if let Body::Voucher(view) = &mut plan.answer.body {
            view.hit_reservations = self.hit_reservations.iter().map(Reservation::no).collect();
            view.hit_fulfilments = self.hit_fulfilments.iter().map(Fulfilment::no).collect();
        }
        plan.reservations = self.hit_reservations;
        plan.fulfilments = self.hit_fulfilments;
        plan.orders = self.orders;
        let papers = std::iter::once(self.count).chain(self.cut.into_values());
        for entry in papers {
            plan = filed(plan, entry.done(self.desk)?);
        }
        Ok(plan)
    }
}

/// Whether a document only keeps goods from being sold.
const fn is_lock(body: &PaperBody) -> bool {
    matches!(body, PaperBody::Freeze(_) | PaperBody::Transfer(_))
}

/// A document as it stands by now.
fn so_far<T: Clone>(hits: &[T], document: &T, id: fn(&T) -> i64) -> T {
    let hit = hits.iter().find(|other| id(other) == id(document));
    hit.unwrap_or(document).clone()
}

/// Keeps a document among those hit, in the place of what it was before.
fn keep<T>(hits: &mut Vec<T>, document: T, id: fn(&T) -> i64) {
    match hits.iter_mut().find(|other| id(other) == id(&document)) {
        Some(known) => *known = document,
        None => hits.push(document),
    }
}

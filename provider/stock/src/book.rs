//! The book: what was read for a batch of commands, changed in memory as each is decided, and the writes that come of it.
//!
//! Order of events, driven by the lane: [`crate::rules::documents`] says what documents each command needs, the store reads them into the book;
//! [`crate::rules::accounts`] says which balances, the store locks and reads them; [`crate::rules::decide`] decides one command after the other; the store
//! writes [`Book::into_writes`] in the same transaction. A command whose document an earlier command of the batch touches waits for the next batch.

mod papers;
mod place;
mod plan;
mod wanted;

pub use place::Place;
pub use plan::{LegsOfOrder, Move, Plan};
pub use wanted::{FULFILMENTS_OF_ORDER_MAX, FulfilmentRef};

use std::collections::{BTreeMap, HashMap};

use crate::admin::Setting;
use crate::answer::{Answer, Body};
use crate::balance::{Balance, BalanceKey, Quantities};
use crate::bucket::Bucket;
use crate::code::Code;
use crate::command::{Envelope, Target};
use crate::counter::{Count, CounterKey};
use crate::facts::PresaleOffer;
use crate::ids::{Day, IdSource, Lot, Moment, OrderNo, Pool, Tenant};
use crate::lot::{LotFacts, LotRecall, Lots};
use crate::movement::{Leg, Side};
use crate::op::{OpKey, Voucher, VoucherStatus, voucher_no};
use crate::paper::{Paper, PaperKind, PaperRef};
use crate::policy::REFUSAL_SECONDS;
use crate::reservation::{Fulfilment, Reservation};

/// Documents to read before balances can be named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Documents {
    /// Idempotency keys to look up.
    pub keys: Vec<OpKey>,
    /// Reservations, lines included. By order: the latest of the order. By number: that one, and the latest of the same order too where that is another
    /// (a payment for an expired hold must see the hold that came after it).
    pub reservations: Vec<(Tenant, Target)>,
    /// Fulfilment orders of these reservations are needed too.
    pub fulfilments_of: Vec<(Tenant, Target)>,
    /// Fulfilment orders, by number or by order.
    pub fulfilments: Vec<FulfilmentRef>,
    /// Vouchers by row identifier, with their legs and the papers their answers name.
    pub vouchers: Vec<(Tenant, i64)>,
    /// Papers. One that does not exist is no error.
    pub papers: Vec<PaperRef>,
}

/// Balances to lock, and what hangs on them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accounts {
    /// Balances by key. One that does not exist reads as zero.
    pub keys: Vec<BalanceKey>,
    /// Every pool and lot there.
    pub places: Vec<Place>,
    /// Every pool and lot there that has free goods.
    pub stocked: Vec<Place>,
    /// Change of on-hand of one lot there (all pools) by ledger rows after a sequence number.
    pub changes_since: Vec<(Place, Lot, i64)>,
    /// Open reservations and fulfilment orders with goods there, latest first, at most [`HOLDERS_MAX`] of each; and the balances in which these
    /// reservations hold parts of kits, for a kit's parts give way together.
    pub holders: Vec<Place>,
    /// Papers that account for goods in a bucket of a place, oldest first, at most [`HOLDERS_MAX`] of each.
    pub claimants: Vec<(Place, Bucket)>,
    /// Counters. One that does not exist reads as zero.
    pub counters: Vec<CounterKey>,
}

/// Most holders read for one place.
pub const HOLDERS_MAX: usize = 1_000;

/// A document before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct Change<T> {
    /// As read; `None` for a new one.
    pub before: Option<T>,
    /// As it shall be.
    pub after: T,
}

/// Everything one transaction writes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Writes {
    /// Refused vouchers whose time is over, replaced by one of `vouchers` under the same key: delete where still refused.
    pub forgotten: Vec<i64>,
    /// New vouchers.
    pub vouchers: Vec<Voucher>,
    /// Vouchers that go from applied to reversed.
    pub reversed: Vec<i64>,
    /// Reservations: insert, or update where the version is still that of `before`.
    pub reservations: Vec<Change<Reservation>>,
    /// Fulfilment orders, likewise.
    pub fulfilments: Vec<Change<Fulfilment>>,
    /// Papers, likewise; the claims of one whose claims changed are replaced.
    pub papers: Vec<Change<Paper>>,
    /// Ledger rows.
    pub legs: Vec<Leg>,
    /// Net change per balance; every internal bucket that goes down is guarded by `bucket >= amount`.
    pub deltas: BTreeMap<BalanceKey, Quantities>,
    /// Lots that were not known.
    pub lots: Vec<LotFacts>,
    /// Lots that are recalled, or whose recall is lifted, in the order in which that was decided.
    pub recalls: Vec<LotRecall>,
    /// Largest sequence number of `legs`.
    pub last_seq: i64,
    /// Net change per counter, guarded by 0 and by its maximum.
    pub counts: BTreeMap<CounterKey, Count>,
    /// Settings, in the order in which they were made.
    pub settings: Vec<Setting>,
    /// Presales as they shall be, in the order in which they were changed.
    pub offers: Vec<PresaleOffer>,
    /// Whose legs are, of vouchers that are of no order as a whole.
    pub orders: Vec<LegsOfOrder>,
}

impl Writes {
    /// Whether there is nothing to write.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.vouchers.is_empty()
    }
}

/// What was read for a batch, and what became of it.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// Now, by the database's clock, as of the locking read.
    pub now: Moment,
    /// Stored operations by key.
    pub vouchers: BTreeMap<OpKey, Voucher>,
    /// Stored operations by row identifier with their legs, where asked for.
    pub voucher_legs: BTreeMap<i64, (Voucher, Vec<Leg>)>,
    /// Balances.
    pub balances: BTreeMap<BalanceKey, Balance>,
    /// What is known of the lots that balances or commands name.
    pub lots: Lots,
    /// Change of on-hand since a sequence number, where asked for.
    pub changes_since: BTreeMap<(Place, Lot, i64), i64>,
    reservations: BTreeMap<i64, Reservation>,
    /// The latest reservation of each order, so that the check of a new order does not walk the batch.
    /// Only looked up, never walked: hashing leaves no order to depend on.
    latest: HashMap<(OrderNo, Tenant), i64>,
    fulfilments: BTreeMap<i64, Fulfilment>,
    papers: BTreeMap<i64, Paper>,
    paper_nos: HashMap<(Tenant, PaperKind, String), i64>,
    counters: BTreeMap<CounterKey, i64>,
    /// Documents this batch touched, each once; as read, if they were.
    reservations_touched: Vec<(i64, Option<Reservation>)>,
    fulfilments_touched: Vec<(i64, Option<Fulfilment>)>,
    papers_touched: Vec<(i64, Option<Paper>)>,
    /// Where in `writes` the voucher of a key is.
    fresh: HashMap<OpKey, usize>,
    writes: Writes,
}

impl Book {
    /// An empty book at a moment of the database's clock.
    #[must_use]
    pub fn new(now: Moment) -> Self {
        Self {
            now,
            ..Self::default()
        }
    }

    /// The day it is, for what ages.
    #[must_use]
    pub const fn today(&self) -> Day {
        Day::of(self.now)
    }

    /// A balance; zero if it does not exist.
    #[must_use]
    pub fn balance(&self, key: &BalanceKey) -> Balance {
        self.balances.get(key).copied().unwrap_or_default()
    }

    /// What lies in a bucket.
    #[must_use]
    pub fn quantity(&self, key: &BalanceKey, bucket: Bucket) -> i64 {
        self.balances.get(key).map_or(0, |found| found.get(bucket))
    }

    /// Balances of every pool and lot of a place, in the order of their keys.
    pub fn pools_of<'a>(
        &'a self,
        place: &'a Place,
    ) -> impl Iterator<Item = (&'a BalanceKey, &'a Balance)> {
        // Keys sort by SKU, then warehouse: the place is one run of the map.
        self.balances
            .range(place.pool(&Pool::from(""))..)
            .take_while(|(key, _)| key.sku == place.sku && key.warehouse == place.warehouse)
            .filter(|(key, _)| key.owner == place.owner && key.tenant == place.tenant)
    }

    /// Change of on-hand of one lot in a place by ledger rows after a sequence number: what was read, and what this batch has done since. Zero if it was not asked for.
    #[must_use]
    pub fn on_hand_change(&self, place: &Place, lot: &Lot, since_seq: i64) -> i64 {
        let stored = self
            .changes_since
            .get(&(place.clone(), lot.clone(), since_seq));
        let in_batch = self
            .writes
            .deltas
            .range(place.pool(&Pool::from(""))..)
            .take_while(|(key, _)| key.sku == place.sku && key.warehouse == place.warehouse)
            .filter(|(key, _)| key.owner == place.owner && key.tenant == place.tenant)
            .filter(|(key, _)| key.lot == *lot)
            .map(|(_, delta)| delta.on_hand())
            .sum::<i64>();
        stored.copied().unwrap_or(0) + in_batch
    }

    /// Reservations in the book, by row identifier.
    #[must_use]
    pub const fn reservations(&self) -> &BTreeMap<i64, Reservation> {
        &self.reservations
    }

    /// Fulfilment orders in the book, by row identifier.
    #[must_use]
    pub const fn fulfilments(&self) -> &BTreeMap<i64, Fulfilment> {
        &self.fulfilments
    }

    /// The reservation a target means: by number that one, by order the latest.
    #[must_use]
    pub fn reservation(&self, tenant: &Tenant, target: &Target) -> Option<&Reservation> {
        match target {
            Target::Reservation(no) => crate::op::parse_no('R', no.as_str())
                .and_then(|id| self.reservations.get(&id))
                .filter(|found| found.tenant == *tenant),
            Target::Order(order) => self.latest_of(tenant, order),
        }
    }

    /// The latest reservation of an order.
    #[must_use]
    pub fn latest_of(&self, tenant: &Tenant, order: &OrderNo) -> Option<&Reservation> {
        let id = self.latest.get(&(order.clone(), tenant.clone()))?;
        self.reservations.get(id)
    }

    /// Adds a reservation that a store has read.
    pub fn take_reservation(&mut self, reservation: Reservation) {
        self.index(&reservation);
        self.reservations.insert(reservation.id, reservation);
    }

    /// Adds a fulfilment order that a store has read.
    pub fn take_fulfilment(&mut self, fulfilment: Fulfilment) {
        self.fulfilments.insert(fulfilment.id, fulfilment);
    }

    /// The voucher of a key: of this batch, or as read.
    #[must_use]
    pub fn voucher(&self, key: &OpKey) -> Option<&Voucher> {
        match self.fresh.get(key) {
            Some(at) => self.writes.vouchers.get(*at),
            None => self.vouchers.get(key),
        }
    }

    /// Books a plan under an envelope: numbers its voucher and legs, changes balances and documents, and returns the answer.
    ///
    /// A plan whose moves would make an internal bucket negative, or whose legs are not of one owner and SKU, is a defect of a rule: nothing is
    /// booked and the answer is `SYSTEM_ERROR`. This is the first half of a pair of checks; the store's guarded update is the second.
    pub fn apply(&mut self, envelope: &Envelope, plan: Plan, ids: &mut IdSource) -> Answer {
        if let Some(why) = self.check_counts(&plan.counts) {
            return Answer::refused(Code::SystemError, why);
        }
        let id = ids.next();
        let first = self.writes.legs.len();
        for (leg_no, wanted) in (1..).zip(plan.moves) {
            if let Err(why) = self.book_move(id, leg_no, wanted, ids) {
                self.take_back(first);
                return Answer::refused(Code::SystemError, why);
            }
        }
        let mut answer = plan.answer;
        answer.voucher_no = Some(voucher_no(id));
        for (at, reservation) in plan.reservations.into_iter().enumerate() {
            let version = self.keep_reservation(reservation);
            if let (0, Body::Reservation(view)) = (at, &mut answer.body) {
                view.version = version;
            }
        }
        if let Body::Voucher(view) = &mut answer.body {
            view.booked_at = Some(self.now);
        }
        for fulfilment in plan.fulfilments {
            self.keep_fulfilment(fulfilment);
        }
        for paper in plan.papers {
            self.keep_paper(paper);
        }
        for lot in plan.lots {
            self.lots.insert(lot.clone());
            self.writes.lots.push(lot);
        }
        for recall in plan.recalls {
            self.lots.recall(&recall);
            self.writes.recalls.push(recall);
        }
        for (key, delta, max) in plan.counts {
            self.keep_count(key, delta, max);
        }
        self.writes.settings.extend(plan.settings);
        self.writes.offers.extend(plan.offers);
        for (leg_no, cost) in plan.costs {
            let mut legs = self.writes.legs[first..].iter_mut();
            if let Some(leg) = legs.find(|leg| leg.leg_no == leg_no) {
                leg.unit_cost = Some(cost);
            }
        }
        let orders = plan.orders.into_iter();
        self.writes
            .orders
            .extend(orders.map(|(first, last, order_no)| LegsOfOrder {
                voucher_id: id,
                legs: (first, last),
                tenant: envelope.key.tenant.clone(),
                order_no,
            }));
        if let Some(reversed) = plan.reverses {
            self.mark_reversed(reversed);
        }
        self.keep_voucher(envelope, id, VoucherStatus::Applied, &answer, plan.reverses);
        answer
    }

    /// Remembers a refusal under its key for [`REFUSAL_SECONDS`], so that a late duplicate cannot succeed behind the caller's back; papers keep what was
    /// reported all the same.
    pub fn refuse(
        &mut self,
        envelope: &Envelope,
        answer: Answer,
        papers: Vec<Paper>,
        ids: &mut IdSource,
    ) -> Answer {
        let id = ids.next();
        for paper in papers {
            self.keep_paper(paper);
        }
        self.keep_voucher(envelope, id, VoucherStatus::Refused, &answer, None);
        answer
    }

    /// Whether a command has changed presales: what is known of them as facts is no longer so.
    #[must_use]
    pub fn changes_presales(&self) -> bool {
        !self.writes.offers.is_empty()
    }

    /// What the transaction has to write.
    #[must_use]
    pub fn into_writes(self) -> Writes {
        let Self {
            mut writes,
            reservations,
            fulfilments,
            papers,
            reservations_touched,
            fulfilments_touched,
            papers_touched,
            ..
        } = self;
        writes.reservations = changes(reservations, reservations_touched);
        writes.fulfilments = changes(fulfilments, fulfilments_touched);
        writes.papers = changes(papers, papers_touched);
        writes
    }

    /// Books one leg: changes its one or two balances, numbers it past everything booked on them, and notes the net change.
    fn book_move(
        &mut self,
        voucher_id: i64,
        leg_no: i64,
        wanted: Move,
        ids: &mut IdSource,
    ) -> Result<(), String> {
        let Move {
            movement,
            from: (from_key, from_bucket),
            to: (to_key, to_bucket),
            quantity,
        } = wanted;
        let one_stock = from_key.sku == to_key.sku
            && from_key.lot == to_key.lot
            && from_key.owner == to_key.owner
            && from_key.tenant == to_key.tenant;
        if quantity <= 0 || !one_stock {
            return Err(format!(
                "a rule planned {quantity} of {} from {} to {}, which is no movement of one owner, sku and lot",
                from_key.sku, from_key.warehouse, to_key.warehouse
            ));
        }
        let from = self.balance(&from_key);
        let have = from.get(from_bucket);
        if from_bucket.is_internal() && have < quantity {
            return Err(format!(
                "a rule planned to take {quantity} from {} of {} in {}, which has only {have}",
                from_bucket.as_str(),
                from_key.sku,
                from_key.warehouse,
            ));
        }
        ids.observe(from.last_seq);
        let (seq, from_after, to_after) = if from_key == to_key {
            let seq = ids.next();
            let change = [(from_bucket, -quantity), (to_bucket, quantity)];
            let after = self.shift(&from_key, &change, seq);
            (seq, after.get(from_bucket), after.get(to_bucket))
        } else {
            ids.observe(self.balance(&to_key).last_seq);
            let seq = ids.next();
            let from = self.shift(&from_key, &[(from_bucket, -quantity)], seq);
            let to = self.shift(&to_key, &[(to_bucket, quantity)], seq);
            (seq, from.get(from_bucket), to.get(to_bucket))
        };
        self.writes.last_seq = self.writes.last_seq.max(seq);
        self.writes.legs.push(Leg {
            seq,
            voucher_id,
            leg_no,
            movement,
            from: Side {
                key: from_key,
                bucket: from_bucket,
                after: from_after,
            },
            to: Side {
                key: to_key,
                bucket: to_bucket,
                after: to_after,
            },
            quantity,
            unit_cost: None,
        });
        Ok(())
    }

    /// Adds to buckets, in the balance and in the net change; returns what lies there afterwards.
    fn shift(&mut self, key: &BalanceKey, change: &[(Bucket, i64)], seq: i64) -> Quantities {
        let balance = at(&mut self.balances, key);
        let delta = at(&mut self.writes.deltas, key);
        for &(bucket, amount) in change {
            balance.quantities.add(bucket, amount);
            delta.add(bucket, amount);
        }
        balance.last_seq = seq;
        balance.quantities
    }

    /// Undoes the legs from `first` on, of a plan that turned out to be impossible.
    fn take_back(&mut self, first: usize) {
        for leg in self.writes.legs.split_off(first).into_iter().rev() {
            self.shift(&leg.from.key, &[(leg.from.bucket, leg.quantity)], leg.seq);
            self.shift(&leg.to.key, &[(leg.to.bucket, -leg.quantity)], leg.seq);
        }
    }

    fn index(&mut self, reservation: &Reservation) {
        let latest = self
            .latest
            .entry((reservation.order_no.clone(), reservation.tenant.clone()))
            .or_insert(reservation.id);
        *latest = reservation.id.max(*latest);
    }

    /// Keeps a reservation as it shall be; returns its new version.
    fn keep_reservation(&mut self, mut after: Reservation) -> i64 {
        let id = after.id;
        let before = self.reservations.remove(&id);
        after.version = before.as_ref().map_or(0, |b| b.version) + 1;
        let version = after.version;
        if before.is_none() {
            self.index(&after);
        }
        if before.is_none() || !self.reservations_touched.iter().any(|(old, _)| *old == id) {
            self.reservations_touched.push((id, before));
        }
        self.reservations.insert(id, after);
        version
    }

    fn keep_fulfilment(&mut self, mut after: Fulfilment) {
        let id = after.id;
        let before = self.fulfilments.remove(&id);
        after.version = before.as_ref().map_or(0, |b| b.version) + 1;
        if before.is_none() || !self.fulfilments_touched.iter().any(|(old, _)| *old == id) {
            self.fulfilments_touched.push((id, before));
        }
        self.fulfilments.insert(id, after);
    }

    /// Marks a voucher as reversed wherever it was read, so that a second reversal in the same batch sees it.
    fn mark_reversed(&mut self, id: i64) {
        self.writes.reversed.push(id);
        if let Some((voucher, _)) = self.voucher_legs.get_mut(&id) {
            voucher.status = VoucherStatus::Reversed;
        }
    }

    fn keep_voucher(
        &mut self,
        envelope: &Envelope,
        id: i64,
        status: VoucherStatus,
        answer: &Answer,
        reverses: Option<i64>,
    ) {
        let voucher = Voucher {
            id,
            key: envelope.key.clone(),
            hash: envelope.hash.clone(),
            status,
            answer: answer.clone(),
            refused_until: (status == VoucherStatus::Refused)
                .then(|| self.now.plus_seconds(REFUSAL_SECONDS)),
            operator: envelope.operator.clone(),
            trace_id: envelope.trace_id.clone(),
            biz_time: envelope.occurred_at,
            book_time: self.now,
            reverses,
            order_no: crate::rules::order_of(envelope, self),
            parcel_no: crate::rules::parcel_of(envelope, self),
        };
        if let Some(at) = self.fresh.get(&envelope.key) {
            // A refusal of this very batch: it was never stored, the new voucher takes its place.
            self.writes.vouchers[*at] = voucher;
            return;
        }
        if let Some(old) = self.vouchers.get(&envelope.key) {
            self.writes.forgotten.push(old.id);
        }
        self.fresh
            .insert(envelope.key.clone(), self.writes.vouchers.len());
        self.writes.vouchers.push(voucher);
    }
}

/// The value of a key, made if there is none. The key is cloned only then, unlike with the map's own `entry`.
fn at<'m, T: Default>(map: &'m mut BTreeMap<BalanceKey, T>, key: &BalanceKey) -> &'m mut T {
    if !map.contains_key(key) {
        map.insert(key.clone(), T::default());
    }
    map.get_mut(key).expect("it was made just now")
}

fn changes<T>(mut after: BTreeMap<i64, T>, touched: Vec<(i64, Option<T>)>) -> Vec<Change<T>> {
    touched
        .into_iter()
        .filter_map(|(id, before)| after.remove(&id).map(|after| Change { before, after }))
        .collect()
}

//! The book: what was read for a batch of commands, changed in memory as each is decided, and the writes that come of it.
//!
//! Order of events, driven by the lane: [`crate::rules::documents`] says what documents each command needs, the store reads them into the book;
//! [`crate::rules::accounts`] says which balances, the store locks and reads them; [`crate::rules::decide`] decides one command after the other; the store
//! writes [`Book::into_writes`] in the same transaction. A command whose document an earlier command of the batch touches waits for the next batch.

use std::collections::BTreeMap;

use crate::answer::Answer;
use crate::balance::{Balance, BalanceKey, Quantities};
use crate::bucket::Bucket;
use crate::code::Code;
use crate::command::{Envelope, Target};
use crate::ids::{IdSource, Moment, Owner, Sku, Tenant, Warehouse};
use crate::movement::{Leg, Movement, Side};
use crate::op::{OpKey, Voucher, VoucherStatus, voucher_no};
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
    /// Vouchers by row identifier, with their legs.
    pub vouchers: Vec<(Tenant, i64)>,
}

/// All pools of one owner's SKU in one warehouse.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// SKU.
    pub sku: Sku,
    /// Site.
    pub warehouse: Warehouse,
    /// Owner.
    pub owner: Owner,
    /// Tenant.
    pub tenant: Tenant,
}

impl Place {
    /// The balance of one pool there.
    #[must_use]
    pub fn pool(&self, pool: &crate::ids::Pool) -> BalanceKey {
        BalanceKey {
            sku: self.sku.clone(),
            warehouse: self.warehouse.clone(),
            pool: pool.clone(),
            owner: self.owner.clone(),
            tenant: self.tenant.clone(),
        }
    }
}

impl From<&BalanceKey> for Place {
    fn from(key: &BalanceKey) -> Self {
        Self {
            sku: key.sku.clone(),
            warehouse: key.warehouse.clone(),
            owner: key.owner.clone(),
            tenant: key.tenant.clone(),
        }
    }
}

/// Balances to lock, and what hangs on them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accounts {
    /// Balances by key. One that does not exist reads as zero.
    pub keys: Vec<BalanceKey>,
    /// Every pool there.
    pub places: Vec<Place>,
    /// Change of on-hand there (all pools) by ledger rows after a sequence number.
    pub changes_since: Vec<(Place, i64)>,
    /// Open reservations and fulfilment orders with goods there, latest first, at most [`HOLDERS_MAX`] of each.
    pub holders: Vec<Place>,
}

/// Most holders read for one place.
pub const HOLDERS_MAX: usize = 1_000;

/// A move a rule wants to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// Why.
    pub movement: Movement,
    /// From which bucket.
    pub from: (BalanceKey, Bucket),
    /// To which bucket; same owner and SKU.
    pub to: (BalanceKey, Bucket),
    /// How much, > 0.
    pub quantity: i64,
}

/// All a command does, or nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Moves in order.
    pub moves: Vec<Move>,
    /// Reservations as they shall be; `version` is raised when applied.
    pub reservations: Vec<Reservation>,
    /// Fulfilment orders as they shall be; `version` is raised when applied.
    pub fulfilments: Vec<Fulfilment>,
    /// The voucher undone by this one.
    pub reverses: Option<i64>,
    /// What the caller is told; the voucher's number is filled in when applied.
    pub answer: Answer,
}

impl Plan {
    /// A plan that only answers.
    #[must_use]
    pub const fn answer(answer: Answer) -> Self {
        Self {
            moves: Vec::new(),
            reservations: Vec::new(),
            fulfilments: Vec::new(),
            reverses: None,
            answer,
        }
    }
}

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
    /// Ledger rows.
    pub legs: Vec<Leg>,
    /// Net change per balance; every internal bucket that goes down is guarded by `bucket >= amount`.
    pub deltas: BTreeMap<BalanceKey, Quantities>,
    /// Largest sequence number of `legs`.
    pub last_seq: i64,
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
    /// Reservations by row identifier.
    pub reservations: BTreeMap<i64, Reservation>,
    /// Fulfilment orders by row identifier.
    pub fulfilments: BTreeMap<i64, Fulfilment>,
    /// Balances.
    pub balances: BTreeMap<BalanceKey, Balance>,
    /// Change of on-hand since a sequence number, where asked for.
    pub changes_since: BTreeMap<(Place, i64), i64>,
    reservations_before: BTreeMap<i64, Option<Reservation>>,
    fulfilments_before: BTreeMap<i64, Option<Fulfilment>>,
    writes: Writes,
}

impl Book {
    /// A balance; zero if it does not exist.
    #[must_use]
    pub fn balance(&self, key: &BalanceKey) -> Balance {
        self.balances.get(key).copied().unwrap_or_default()
    }

    /// What lies in a bucket.
    #[must_use]
    pub fn quantity(&self, key: &BalanceKey, bucket: Bucket) -> i64 {
        self.balance(key).get(bucket)
    }

    /// Balances of every pool of a place, in pool order.
    pub fn pools_of<'a>(
        &'a self,
        place: &'a Place,
    ) -> impl Iterator<Item = (&'a BalanceKey, &'a Balance)> {
        self.balances.iter().filter(move |(key, _)| {
            key.sku == place.sku
                && key.warehouse == place.warehouse
                && key.owner == place.owner
                && key.tenant == place.tenant
        })
    }

    /// The reservation a target means: by number that one, by order the latest.
    #[must_use]
    pub fn reservation(&self, tenant: &Tenant, target: &Target) -> Option<&Reservation> {
        match target {
            Target::Reservation(no) => crate::op::parse_no('R', no.as_str())
                .and_then(|id| self.reservations.get(&id))
                .filter(|found| found.tenant == *tenant),
            Target::Order(order) => self
                .reservations
                .values()
                .rev()
                .find(|found| found.order_no == *order && found.tenant == *tenant),
        }
    }

    /// Books a plan under an envelope: numbers its voucher and legs, changes balances and documents, and returns the answer.
    ///
    /// A plan whose moves would make an internal bucket negative, or whose legs are not of one owner and SKU, is a defect of a rule: nothing is
    /// booked and the answer is `SYSTEM_ERROR`. This is the first half of a pair of checks; the store's guarded update is the second.
    pub fn apply(&mut self, envelope: &Envelope, plan: Plan, ids: &mut IdSource) -> Answer {
        let mut balances: BTreeMap<BalanceKey, Balance> = BTreeMap::new();
        let mut sides = Vec::with_capacity(plan.moves.len());
        for wanted in &plan.moves {
            match self.try_move(&mut balances, wanted) {
                Ok(after) => sides.push(after),
                Err(why) => return Answer::refused(Code::SystemError, why),
            }
        }
        let id = ids.next();
        for balance in balances.values() {
            ids.observe(balance.last_seq);
        }
        let mut answer = plan.answer;
        answer.voucher_no = Some(voucher_no(id));
        for ((leg_no, wanted), (from_after, to_after)) in (1..).zip(plan.moves).zip(sides) {
            let seq = ids.next();
            self.book_leg(Leg {
                seq,
                voucher_id: id,
                leg_no,
                movement: wanted.movement,
                from: Side {
                    key: wanted.from.0,
                    bucket: wanted.from.1,
                    after: from_after,
                },
                to: Side {
                    key: wanted.to.0,
                    bucket: wanted.to.1,
                    after: to_after,
                },
                quantity: wanted.quantity,
            });
        }
        let last_seq = self.writes.last_seq;
        for (key, mut balance) in balances {
            balance.last_seq = last_seq;
            self.balances.insert(key, balance);
        }
        for reservation in plan.reservations {
            self.keep_reservation(reservation);
        }
        for fulfilment in plan.fulfilments {
            self.keep_fulfilment(fulfilment);
        }
        if let Some(reversed) = plan.reverses {
            self.writes.reversed.push(reversed);
        }
        self.keep_voucher(envelope, id, VoucherStatus::Applied, &answer, plan.reverses);
        answer
    }

    /// Remembers a refusal under its key for [`REFUSAL_SECONDS`], so that a late duplicate cannot succeed behind the caller's back.
    pub fn refuse(&mut self, envelope: &Envelope, answer: Answer, ids: &mut IdSource) -> Answer {
        let id = ids.next();
        self.keep_voucher(envelope, id, VoucherStatus::Refused, &answer, None);
        answer
    }

    /// What the transaction has to write.
    #[must_use]
    pub fn into_writes(self) -> Writes {
        let Self {
            mut writes,
            reservations,
            fulfilments,
            reservations_before,
            fulfilments_before,
            ..
        } = self;
        writes.reservations = changes(reservations, reservations_before);
        writes.fulfilments = changes(fulfilments, fulfilments_before);
        writes
    }

    /// Adds what a store has read.
    pub fn take_reservation(&mut self, reservation: Reservation) {
        self.reservations.insert(reservation.id, reservation);
    }

    fn try_move(
        &self,
        balances: &mut BTreeMap<BalanceKey, Balance>,
        wanted: &Move,
    ) -> Result<(i64, i64), String> {
        let (from_key, from_bucket) = &wanted.from;
        let (to_key, to_bucket) = &wanted.to;
        if wanted.quantity <= 0
            || from_key.sku != to_key.sku
            || from_key.owner != to_key.owner
            || from_key.tenant != to_key.tenant
        {
            return Err(format!(
                "a rule planned {} of {} from {} to {}, which is no movement of one owner and sku",
                wanted.quantity, from_key.sku, from_key.warehouse, to_key.warehouse
            ));
        }
        let read = |key: &BalanceKey| self.balance(key);
        let from = balances
            .entry(from_key.clone())
            .or_insert_with(|| read(from_key));
        from.quantities.add(*from_bucket, -wanted.quantity);
        let from_after = from.get(*from_bucket);
        if from_bucket.is_internal() && from_after < 0 {
            return Err(format!(
                "a rule planned to take {} from {} of {} in {}, which has only {}",
                wanted.quantity,
                from_bucket.as_str(),
                from_key.sku,
                from_key.warehouse,
                from_after + wanted.quantity
            ));
        }
        let to = balances
            .entry(to_key.clone())
            .or_insert_with(|| read(to_key));
        to.quantities.add(*to_bucket, wanted.quantity);
        Ok((from_after, to.get(*to_bucket)))
    }

    fn book_leg(&mut self, leg: Leg) {
        let writes = &mut self.writes;
        writes.last_seq = writes.last_seq.max(leg.seq);
        writes
            .deltas
            .entry(leg.from.key.clone())
            .or_default()
            .add(leg.from.bucket, -leg.quantity);
        writes
            .deltas
            .entry(leg.to.key.clone())
            .or_default()
            .add(leg.to.bucket, leg.quantity);
        writes.legs.push(leg);
    }

    fn keep_reservation(&mut self, mut after: Reservation) {
        let before = self.reservations.get(&after.id).cloned();
        after.version = before.as_ref().map_or(0, |b| b.version) + 1;
        self.reservations_before.entry(after.id).or_insert(before);
        self.reservations.insert(after.id, after);
    }

    fn keep_fulfilment(&mut self, mut after: Fulfilment) {
        let before = self.fulfilments.get(&after.id).cloned();
        after.version = before.as_ref().map_or(0, |b| b.version) + 1;
        self.fulfilments_before.entry(after.id).or_insert(before);
        self.fulfilments.insert(after.id, after);
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
        };
        if let Some(old) = self.vouchers.insert(envelope.key.clone(), voucher.clone()) {
            self.writes.forgotten.push(old.id);
        }
        self.writes.vouchers.push(voucher);
    }
}

fn changes<T: Clone>(
    mut after: BTreeMap<i64, T>,
    before: BTreeMap<i64, Option<T>>,
) -> Vec<Change<T>> {
    before
        .into_iter()
        .filter_map(|(id, before)| after.remove(&id).map(|after| Change { before, after }))
        .collect()
}

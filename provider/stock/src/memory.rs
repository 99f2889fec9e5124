//! A store in memory: reads what the rules ask for, has them decide, takes the writes back with the checks a database makes. It is the reference that a
//! database's store can be compared with, and what the rules' own tests run on.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::admin::{Setting, Switch};
use crate::answer::Answer;
use crate::balance::{Balance, BalanceKey};
use crate::book::{
    Accounts, Book, Change, Documents, FULFILMENTS_OF_ORDER_MAX, FulfilmentRef, HOLDERS_MAX, Place,
    Writes,
};
use crate::bucket::Bucket;
use crate::check::{Snapshot, Violation, check};
use crate::command::{Envelope, Target};
use crate::counter::CounterKey;
use crate::facts::Facts;
use crate::ids::{IdSource, Lot, Moment, Tenant};
use crate::lot::{LotFacts, Lots};
use crate::movement::Leg;
use crate::op::{OpKey, Voucher, VoucherStatus};
use crate::paper::{PAPERS_OF_ORDER_MAX, Paper, PaperKind, PaperRef};
use crate::reservation::{Fulfilment, Reservation};
use crate::rules::{self, is_paid_in_part};
use crate::sourcing::held::counters_of;

/// Most documents that one command numbers.
const DRAWS_MAX: i64 = 10_000;

/// Everything stored.
#[derive(Clone, Debug)]
pub struct Memory {
    /// The database's clock.
    pub now: Moment,
    /// Catalogue, sites, channels.
    pub facts: Facts,
    balances: BTreeMap<BalanceKey, Balance>,
    lots: Lots,
    legs: Vec<Leg>,
    vouchers: BTreeMap<i64, Voucher>,
    keys: BTreeMap<OpKey, i64>,
    reservations: BTreeMap<i64, Reservation>,
    fulfilments: BTreeMap<i64, Fulfilment>,
    papers: BTreeMap<i64, Paper>,
    paper_nos: BTreeMap<(Tenant, PaperKind, String), i64>,
    counters: BTreeMap<CounterKey, i64>,
    ids: IdSource,
}

impl Memory {
    /// An empty store.
    #[must_use]
    pub fn new(facts: Facts, now: Moment) -> Self {
        let mut ids = IdSource::new(0);
        ids.advance_to(now);
        Self {
            now,
            facts,
            balances: BTreeMap::new(),
            lots: Lots::default(),
            legs: Vec::new(),
            vouchers: BTreeMap::new(),
            keys: BTreeMap::new(),
            reservations: BTreeMap::new(),
            fulfilments: BTreeMap::new(),
            papers: BTreeMap::new(),
            paper_nos: BTreeMap::new(),
            counters: BTreeMap::new(),
            ids,
        }
    }

    /// One command in a transaction of its own.
    ///
    /// # Errors
    /// What a database would have refused: a guard, a version or a unique key. A defect of the rules, never the caller's fault.
    pub fn submit(&mut self, envelope: &Envelope) -> Result<Answer, String> {
        let answers = self.submit_together(std::slice::from_ref(envelope))?;
        answers
            .into_iter()
            .next()
            .ok_or_else(|| "a batch of one has one answer".into())
    }

    /// Several commands in one transaction, in order. As in the lane, no two of them may be about one order.
    ///
    /// # Errors
    /// As [`Memory::submit`].
    pub fn submit_together(&mut self, envelopes: &[Envelope]) -> Result<Vec<Answer>, String> {
        self.ids.advance_to(self.now);
        let mut book = self.read(envelopes);
        let answers = envelopes
            .iter()
            .map(|envelope| rules::decide(&mut book, &self.facts, envelope, &mut self.ids))
            .collect();
        self.write(book.into_writes())?;
        Ok(answers)
    }

    /// One command as a database booked it at [`Memory::now`]: under the number of its voucher there. Only an answer that `fits` is kept; whether it was.
    ///
    /// # Errors
    /// As [`Memory::submit`].
    pub fn replay(
        &mut self,
        envelope: &Envelope,
        voucher_id: i64,
        fits: impl FnOnce(&Answer) -> bool,
    ) -> Result<bool, String> {
        let book = self.read(std::slice::from_ref(envelope));
        // How many documents are numbered before the voucher is known once it was tried.
        let mut trial = book.clone();
        let mut ids = IdSource::before(voucher_id, 0);
        rules::decide(&mut trial, &self.facts, envelope, &mut ids);
        let tried = trial.into_writes().vouchers;
        let tried = tried.first().map_or(voucher_id, |voucher| voucher.id);
        let mut ids = IdSource::before(voucher_id, 0);
        let draws = (1..=DRAWS_MAX).find(|_| ids.next() == tried);
        let mut ids = IdSource::before(voucher_id, draws.unwrap_or(1) - 1);
        let mut book = book;
        let answer = rules::decide(&mut book, &self.facts, envelope, &mut ids);
        let is_kept = fits(&answer);
        if is_kept {
            self.write(book.into_writes())?;
            // The ledger is in order of its numbers, which grow along every account, not over all of them.
            self.legs.sort_by_key(|leg| leg.seq);
        }
        Ok(is_kept)
    }

    fn read(&self, envelopes: &[Envelope]) -> Book {
        let mut book = Book::new(self.now);
        for envelope in envelopes {
            self.read_documents(&rules::documents(envelope), &mut book);
        }
        for envelope in envelopes {
            let linked = rules::linked(envelope, &book);
            self.read_documents(&linked, &mut book);
            let last = rules::linked_last(envelope, &book);
            self.read_documents(&last, &mut book);
        }
        let wanted: Vec<Accounts> = envelopes
            .iter()
            .map(|envelope| rules::accounts(envelope, &book, &self.facts))
            .collect();
        for accounts in &wanted {
            self.read_accounts(accounts, &mut book);
        }
        book
    }

    /// What is wrong with what is stored.
    #[must_use]
    pub fn violations(&self) -> Vec<Violation> {
        check(&Snapshot {
            balances: &self.balances,
            lots: &self.lots,
            legs: &self.legs,
            vouchers: &self.vouchers,
            reservations: &self.reservations,
            fulfilments: &self.fulfilments,
            papers: &self.papers,
            counters: &self.counters,
        })
    }

    /// Balances by key.
    #[must_use]
    pub const fn balances(&self) -> &BTreeMap<BalanceKey, Balance> {
        &self.balances
    }

    /// What is known of lots, with how they may be sold as the catalogue says now.
    #[must_use]
    pub fn known_lots(&self) -> Lots {
        let known = self.lots.iter();
        known.map(|facts| self.with_policy(facts)).collect()
    }

    fn with_policy(&self, facts: &LotFacts) -> LotFacts {
        let sku = self.facts.skus.get(&facts.sku);
        LotFacts {
            policy: sku.and_then(|sku| sku.lots).unwrap_or_default(),
            ..facts.clone()
        }
    }

    /// The ledger, oldest row first.
    #[must_use]
    pub fn legs(&self) -> &[Leg] {
        &self.legs
    }

    /// Vouchers by row identifier.
    #[must_use]
    pub const fn vouchers(&self) -> &BTreeMap<i64, Voucher> {
        &self.vouchers
    }

    /// Reservations by row identifier.
    #[must_use]
    pub const fn reservations(&self) -> &BTreeMap<i64, Reservation> {
        &self.reservations
    }

    /// Fulfilment orders by row identifier.
    #[must_use]
    pub const fn fulfilments(&self) -> &BTreeMap<i64, Fulfilment> {
        &self.fulfilments
    }

    /// Papers by row identifier.
    #[must_use]
    pub const fn papers(&self) -> &BTreeMap<i64, Paper> {
        &self.papers
    }

    /// The paper of a number.
    #[must_use]
    pub fn paper(&self, tenant: &Tenant, kind: PaperKind, no: &str) -> Option<&Paper> {
        let id = self.paper_nos.get(&(tenant.clone(), kind, no.to_owned()))?;
        self.papers.get(id)
    }

    /// Counters that were ever raised.
    #[must_use]
    pub const fn counters(&self) -> &BTreeMap<CounterKey, i64> {
        &self.counters
    }

    fn latest(&self, tenant: &Tenant, target: &Target) -> Vec<Reservation> {
        let by_order = |order: &crate::ids::OrderNo| {
            let mut found = self.reservations.values().rev();
            found.find(|r| r.order_no == *order && r.tenant == *tenant)
        };
        match target {
            Target::Order(order) => by_order(order).into_iter().cloned().collect(),
            Target::Reservation(no) => {
                let that = crate::op::parse_no('R', no.as_str())
                    .and_then(|id| self.reservations.get(&id))
                    .filter(|found| found.tenant == *tenant);
                let latest = that.and_then(|that| by_order(&that.order_no));
                that.into_iter().chain(latest).cloned().collect()
            }
        }
    }

    fn read_documents(&self, documents: &Documents, book: &mut Book) {
        for key in &documents.keys {
            if let Some(voucher) = self.keys.get(key).and_then(|id| self.vouchers.get(id)) {
                book.vouchers.insert(key.clone(), voucher.clone());
            }
        }
        for (tenant, target) in &documents.reservations {
            for reservation in self.latest(tenant, target) {
                book.take_reservation(reservation);
            }
        }
        for (tenant, target) in &documents.fulfilments_of {
            let of: Vec<i64> = self.latest(tenant, target).iter().map(|r| r.id).collect();
            for fulfilment in self.fulfilments.values() {
                if of.contains(&fulfilment.reservation_id) {
                    book.take_fulfilment(fulfilment.clone());
                }
            }
        }
        for wanted in &documents.fulfilments {
            let all = self.fulfilments.values().rev();
            let found = all.filter(|fulfilment| match wanted {
                FulfilmentRef::No(tenant, no) => {
                    fulfilment.tenant == *tenant && fulfilment.no() == *no
                }
                FulfilmentRef::OfOrder(tenant, order) => {
                    fulfilment.tenant == *tenant && fulfilment.order_no == *order
                }
            });
            for fulfilment in found.take(FULFILMENTS_OF_ORDER_MAX) {
                book.take_fulfilment(fulfilment.clone());
            }
        }
        for (tenant, id) in &documents.vouchers {
            let found = self.vouchers.get(id).filter(|v| v.key.tenant == *tenant);
            if let Some(voucher) = found {
                let legs = self.legs.iter().filter(|leg| leg.voucher_id == *id);
                let legs = legs.cloned().collect();
                for paper in voucher.answer.papers(tenant) {
                    self.read_papers(&paper, book);
                }
                book.voucher_legs.insert(*id, (voucher.clone(), legs));
            }
        }
        for paper in &documents.papers {
            self.read_papers(paper, book);
        }
    }

    fn read_papers(&self, wanted: &PaperRef, book: &mut Book) {
        match wanted {
            PaperRef::No(tenant, kind, no) => {
                if let Some(paper) = self.paper(tenant, *kind, no) {
                    book.take_paper(paper.clone());
                }
            }
            PaperRef::OfOrder(tenant, kind, order) => {
                let all = self.papers.values().rev();
                let of_order = all.filter(|paper| {
                    paper.kind == *kind
                        && paper.tenant == *tenant
                        && paper.order_no.as_ref() == Some(order)
                });
                for paper in of_order.take(PAPERS_OF_ORDER_MAX) {
                    book.take_paper(paper.clone());
                }
            }
        }
    }

    fn read_accounts(&self, accounts: &Accounts, book: &mut Book) {
        for key in &accounts.keys {
            if let Some(balance) = self.balances.get(key) {
                book.balances.insert(key.clone(), *balance);
            }
        }
        for place in &accounts.places {
            let at = self
                .balances
                .iter()
                .filter(|(key, _)| Place::from(*key) == *place);
            book.balances
                .extend(at.map(|(key, balance)| (key.clone(), *balance)));
        }
        for place in &accounts.stocked {
            let free = self.balances.iter().filter(|(key, balance)| {
                balance.get(Bucket::Available) > 0 && Place::from(*key) == *place
            });
            book.balances
                .extend(free.map(|(key, balance)| (key.clone(), *balance)));
        }
        let read: Vec<&BalanceKey> = book.balances.keys().collect();
        let known = accounts.keys.iter().chain(read);
        let known = known.filter_map(|key| self.lots.of(key));
        let known: Vec<LotFacts> = known.map(|facts| self.with_policy(facts)).collect();
        for facts in known {
            book.lots.insert(facts);
        }
        for (place, lot, seq) in &accounts.changes_since {
            let change = self.change_since(place, lot, *seq);
            let of = (place.clone(), lot.clone(), *seq);
            book.changes_since.insert(of, change);
        }
        for place in &accounts.holders {
            let holding = self.reservations.values().rev();
            let holding = holding.filter(|r| r.holds_at(place)).take(HOLDERS_MAX);
            for reservation in holding {
                for key in reservation.kit_keys() {
                    if let Some(balance) = self.balances.get(&key) {
                        book.balances.insert(key, *balance);
                    }
                }
                book.take_reservation(reservation.clone());
            }
            let holding = self.fulfilments.values().rev();
            let holding = holding.filter(|f| f.holds_at(place)).take(HOLDERS_MAX);
            let holding: Vec<&Fulfilment> = holding.collect();
            for holder in holding {
                let all = self.fulfilments.values().rev();
                let siblings = all.filter(|f| {
                    holder.has_kits() && f.tenant == holder.tenant && f.order_no == holder.order_no
                });
                let siblings = siblings.take(FULFILMENTS_OF_ORDER_MAX);
                for fulfilment in siblings.chain([holder]) {
                    for key in fulfilment.kit_keys() {
                        if let Some(balance) = self.balances.get(&key) {
                            book.balances.insert(key, *balance);
                        }
                    }
                    book.take_fulfilment(fulfilment.clone());
                }
            }
        }
        for (place, bucket) in &accounts.claimants {
            let all = self.papers.values();
            let claiming = all.filter(|paper| paper.claims_at(place, *bucket));
            for paper in claiming.take(HOLDERS_MAX) {
                book.take_claimant(paper.clone());
            }
        }
        if !accounts.holders.is_empty() {
            let held = book.reservations().values().filter(|r| is_paid_in_part(r));
            let orders: BTreeSet<_> = held.map(|r| (&r.tenant, &r.order_no)).collect();
            let all = self.fulfilments.values();
            let all = all.filter(|f| orders.contains(&(&f.tenant, &f.order_no)));
            let all: Vec<Fulfilment> = all.cloned().collect();
            for fulfilment in all {
                book.take_fulfilment(fulfilment);
            }
        }
        let held = book.reservations().values();
        let held = held.flat_map(|r| r.counted().into_keys().chain(counters_of(r)));
        let held: Vec<CounterKey> = held.collect();
        for key in accounts.counters.iter().chain(&held) {
            if let Some(value) = self.counters.get(key) {
                book.take_counter(key.clone(), *value);
            }
        }
    }

    fn change_since(&self, place: &Place, lot: &Lot, seq: i64) -> i64 {
        let mut change = 0;
        for leg in self.legs.iter().filter(|leg| leg.seq > seq) {
            for (side, amount) in [(&leg.from, -leg.quantity), (&leg.to, leg.quantity)] {
                let here = side.key.lot == *lot && Place::from(&side.key) == *place;
                if side.bucket.is_physical() && here {
                    change += amount;
                }
            }
        }
        change
    }

    fn write(&mut self, writes: Writes) -> Result<(), String> {
        for id in writes.forgotten {
            let old = self
                .vouchers
                .get(&id)
                .filter(|v| v.status == VoucherStatus::Refused);
            let key = old
                .map(|v| v.key.clone())
                .ok_or("a voucher that was done is forgotten")?;
            self.vouchers.remove(&id);
            self.keys.remove(&key);
        }
        for voucher in writes.vouchers {
            if self.keys.insert(voucher.key.clone(), voucher.id).is_some() {
                return Err(format!("a second voucher under {:?}", voucher.key));
            }
            self.vouchers.insert(voucher.id, voucher);
        }
        for id in writes.reversed {
            let voucher = self.vouchers.get_mut(&id);
            let voucher = voucher.filter(|v| v.status == VoucherStatus::Applied);
            voucher.ok_or("a voucher is reversed twice")?.status = VoucherStatus::Reversed;
        }
        for (key, delta) in writes.deltas {
            let balance = self.balances.entry(key.clone()).or_default();
            for (bucket, amount) in Bucket::ALL.into_iter().zip(delta.columns()) {
                balance.quantities.add(bucket, *amount);
            }
            balance.last_seq = writes.last_seq;
            if let Some((bucket, quantity)) = balance.quantities.negative_internal() {
                return Err(format!("{key:?}: {quantity} in {}", bucket.as_str()));
            }
        }
        for facts in writes.lots {
            if self
                .lots
                .get(&facts.tenant, &facts.sku, &facts.lot)
                .is_some()
            {
                return Err(format!("lot {} of {} is known", facts.lot, facts.sku));
            }
            self.lots.insert(facts);
        }
        for recall in &writes.recalls {
            self.lots.recall(recall);
        }
        self.legs.extend(writes.legs);
        for setting in writes.settings {
            self.set(setting);
        }
        for offer in writes.offers {
            let facts = self.facts.skus.entry(offer.sku.clone()).or_default();
            let facts = Arc::make_mut(facts);
            facts.presales.retain(|old| old.key() != offer.key());
            facts.presales.push(offer);
        }
        keep(&mut self.reservations, writes.reservations, |r| {
            (r.id, r.version)
        })?;
        keep(&mut self.fulfilments, writes.fulfilments, |f| {
            (f.id, f.version)
        })?;
        for change in &writes.papers {
            let paper = &change.after;
            let name = (paper.tenant.clone(), paper.kind, paper.no.clone());
            let taken = self.paper_nos.insert(name, paper.id);
            if taken.is_some_and(|id| id != paper.id) {
                return Err(format!("a second {:?} {}", paper.kind, paper.no));
            }
        }
        keep(&mut self.papers, writes.papers, |p| (p.id, p.version))?;
        for (key, count) in writes.counts {
            let value = self.counters.get(&key).copied().unwrap_or(0) + count.delta;
            if value < 0 || count.max.is_some_and(|max| count.delta > 0 && value > max) {
                return Err(format!("{key:?} would come to {value}"));
            }
            self.counters.insert(key, value);
        }
        Ok(())
    }
}

impl Memory {
    /// What a setting changes in the facts.
    fn set(&mut self, setting: Setting) {
        match setting {
            Setting::Switch(set) => {
                let switch = Switch {
                    mode: set.mode,
                    reason: set.reason,
                };
                let network = Arc::make_mut(&mut self.facts.network);
                network.switches.turn(set.scope, &set.target, switch);
            }
            Setting::Safety(set) => {
                let Some(found) = self.facts.skus.get_mut(&set.sku) else {
                    return;
                };
                let found = Arc::make_mut(found);
                match (set.warehouse, set.quantity) {
                    (None, quantity) => found.safety_default = quantity.unwrap_or(0),
                    (Some(site), Some(quantity)) => {
                        found.safety.insert(site, quantity);
                    }
                    (Some(site), None) => {
                        found.safety.remove(&site);
                    }
                }
            }
            // Stored only.
            Setting::Hot(_) => {}
            Setting::Hold(set) => match &set.sku {
                Some(sku) => {
                    if let Some(found) = self.facts.skus.get_mut(sku) {
                        Arc::make_mut(found).hold = set.rule;
                    }
                }
                None => {
                    let network = Arc::make_mut(&mut self.facts.network);
                    network.hold = set.rule.unwrap_or_default();
                }
            },
        }
    }
}

/// Writes documents whose stored version is still the one that was read.
fn keep<T>(
    stored: &mut BTreeMap<i64, T>,
    changes: Vec<Change<T>>,
    id_and_version: fn(&T) -> (i64, i64),
) -> Result<(), String> {
    for Change { before, after } in changes {
        let (id, _) = id_and_version(&after);
        let read = before.as_ref().map(|b| id_and_version(b).1);
        let there = stored.get(&id).map(|t| id_and_version(t).1);
        if read != there {
            return Err(format!(
                "document {id} was read at {read:?} and is at {there:?}"
            ));
        }
        stored.insert(id, after);
    }
    Ok(())
}

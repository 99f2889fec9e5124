//! Change: goods come in, are inspected, locked, counted, disposed of, moved between quotas, and corrected.

mod asn;
mod dispose;
mod entry;
mod freeze;
mod inspect;
mod loss;
mod names;
mod presale;
mod quota;
mod receive;
mod reverse;
mod serve;
mod stocktake;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_papers;

mod transfer;

pub(super) use asn::expect;
pub(super) use dispose::{return_to_vendor, scrap};
pub(super) use freeze::{freeze, unfreeze};
pub(super) use inspect::inspect;
pub(super) use names::{accounts, papers, skus};
pub(super) use presale::{close as close_presale, look as look_at_presales, open as open_presale};
pub(super) use quota::{assign, recall_rest};
pub(super) use receive::receive;
pub(super) use reverse::reverse;
pub(super) use serve::{convert as convert_presale, received as serve_received};
pub(super) use stocktake::stocktake;
pub(super) use transfer::transfer;

use entry::Entry;

use super::order::{unknown_skus, unknown_warehouse};
use super::refusal::{Outcome, Refusal};
use std::collections::BTreeMap;

use crate::answer::{Answer, Body, BookedLine, Shortage, VoucherView};
use crate::balance::BalanceKey;
use crate::book::{Book, Move, Place, Plan};
use crate::bucket::Bucket;
use crate::code::Code;
use crate::command::{Envelope, StockLine};
use crate::facts::Facts;
use crate::ids::{Owner, Pool, Sku, Tenant, Warehouse};
use crate::movement::Movement;
use crate::paper::{Paper, StepBy};

/// Where a change is decided.
#[derive(Clone, Copy, Debug)]
pub(super) struct Desk<'a> {
    pub(super) book: &'a Book,
    pub(super) facts: &'a Facts,
    pub(super) envelope: &'a Envelope,
}

impl<'a> Desk<'a> {
    const fn tenant(&self) -> &'a Tenant {
        &self.envelope.key.tenant
    }

    /// The number under which the caller books: that of documents which have no other.
    fn number(&self) -> &'a str {
        &self.envelope.key.biz_no
    }

    fn by(&self) -> StepBy {
        StepBy::from(&self.envelope.key)
    }
}

/// The balance a line of a change document is about.
pub(super) fn key_of(tenant: &Tenant, warehouse: &Warehouse, line: &StockLine) -> BalanceKey {
    BalanceKey {
        sku: line.sku.clone(),
        warehouse: warehouse.clone(),
        pool: line.pool.clone().unwrap_or_else(Pool::shared),
        lot: line.lot.clone().unwrap_or_default(),
        owner: line.owner.clone().unwrap_or_else(Owner::own),
        tenant: tenant.clone(),
    }
}

/// A warehouse must exist (closed for orders or not), and SKUs must exist and be goods, not kits.
fn check_names<'a>(
    warehouse: &Warehouse,
    skus: impl Iterator<Item = &'a Sku>,
    facts: &Facts,
) -> Outcome<()> {
    if !facts.network.warehouses.contains_key(warehouse) {
        return Err(unknown_warehouse(warehouse));
    }
    let mut unknown = Vec::new();
    for sku in skus {
        match facts.skus.get(sku) {
            None => unknown.push(sku.as_str()),
            Some(found) if !found.kit.is_empty() => {
                return Err(Refusal::form(format!(
                    "sku {sku} is a kit and has no stock of its own: name its parts"
                )));
            }
            Some(_) => {}
        }
    }
    if unknown.is_empty() {
        return Ok(());
    }
    Err(unknown_skus(&unknown))
}

/// What lies in buckets, counted down while a document's lines take from them: two lines of one balance do not take the same goods twice.
#[derive(Debug)]
struct Stand<'a> {
    book: &'a Book,
    left: BTreeMap<(BalanceKey, Bucket), i64>,
}

impl<'a> Stand<'a> {
    const fn new(book: &'a Book) -> Self {
        Self {
            book,
            left: BTreeMap::new(),
        }
    }

    /// What is left.
    fn left(&mut self, key: &BalanceKey, bucket: Bucket) -> i64 {
        let there = || self.book.quantity(key, bucket).max(0);
        *self.left.entry((key.clone(), bucket)).or_insert_with(there)
    }

    /// Puts back what became free meanwhile.
    fn give(&mut self, key: &BalanceKey, bucket: Bucket, quantity: i64) {
        let left = self.left(key, bucket).saturating_add(quantity);
        self.left.insert((key.clone(), bucket), left);
    }

    /// Takes up to `asked`; says how much it was.
    fn take(&mut self, key: &BalanceKey, bucket: Bucket, asked: i64) -> i64 {
        let there = || self.book.quantity(key, bucket).max(0);
        let left = self.left.entry((key.clone(), bucket)).or_insert_with(there);
        let taken = asked.min(*left).max(0);
        *left -= taken;
        taken
    }
}

/// What documents in the book account for in a bucket: not for anybody else to take.
pub(super) fn claimed(book: &Book, key: &BalanceKey, bucket: Bucket) -> i64 {
    let place = Place::from(key);
    let claiming = book.claimants(&place, bucket);
    claiming.map(|paper| paper.claimed(key, bucket)).sum()
}

/// Lines that ask for more than lies in their bucket and is no document's, summed by balance.
fn short_lines<'a>(
    book: &Book,
    lines: impl Iterator<Item = (i64, BalanceKey, i64)> + 'a,
    bucket: Bucket,
) -> Vec<Shortage> {
    let mut sums: BTreeMap<BalanceKey, (i64, i64)> = BTreeMap::new();
    for (line_no, key, quantity) in lines {
        let (_, need) = sums.entry(key).or_insert((line_no, 0));
        *need += quantity;
    }
    sums.into_iter()
        .map(|(key, (line_no, need))| Shortage {
            line_no,
            have: (book.quantity(&key, bucket) - claimed(book, &key, bucket)).max(0),
            sku: key.sku,
            kit: None,
            warehouse: Some(key.warehouse),
            need,
        })
        .filter(|short| short.need > short.have)
        .collect()
}

/// One line as asked and as booked.
fn booked(
    line_no: i64,
    key: &BalanceKey,
    movement: Movement,
    asked: i64,
    booked: i64,
) -> BookedLine {
    BookedLine {
        line_no,
        sku: key.sku.clone(),
        warehouse: key.warehouse.clone(),
        pool: key.pool.clone(),
        lot: key.lot.clone(),
        movement,
        asked,
        booked,
    }
}

/// Adds a paper to a plan and its name to the answer.
fn filed(mut plan: Plan, paper: Paper) -> Plan {
    if let Body::Voucher(view) = &mut plan.answer.body {
        view.papers.push((paper.kind, paper.no.clone()));
    }
    plan.papers.push(paper);
    plan
}

/// A plan that books a document.
pub(super) fn document(moves: Vec<Move>, lines: Vec<BookedLine>) -> Plan {
    let answer = Answer {
        body: Body::Voucher(VoucherView {
            lines,
            hit_reservations: Vec::new(),
            hit_fulfilments: Vec::new(),
            reverses: None,
            booked_at: None,
            papers: Vec::new(),
        }),
        ..Answer::refused(Code::Ok, String::new())
    };
    Plan {
        moves,
        ..Plan::answer(answer)
    }
}

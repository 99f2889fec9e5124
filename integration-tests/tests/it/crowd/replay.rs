//! What a database has booked, decided again by the rules alone.

use std::collections::{BTreeMap, BTreeSet};

use stock::answer::Answer;
use stock::balance::BalanceKey;
use stock::book::{Accounts, Book, Documents, FulfilmentRef};
use stock::code::Code;
use stock::command::{Envelope, Target};
use stock::memory::Memory;
use stock::op::{Voucher, VoucherStatus};
use stock::paper::Paper;
use stock_sql::Store;

use super::Sums;
use super::callers::Crowd;
use super::providers::House;

/// How often the vouchers of a round are moved before it is given up, times their number.
const MOVES_MAX: usize = 4;

/// One voucher and the command it is of.
struct Booked<'a> {
    envelope: &'a Envelope,
    voucher: Voucher,
    /// Vouchers that booked on one of its accounts right before it did.
    after: BTreeSet<i64>,
}

/// Takes what a round booked into the rules' own store, in the order in which the database wrote it, and compares both: each command must come to the answer
/// that is stored. Where several write side by side a refusal may rest on what was there a moment before; there an order is looked for in which each
/// command comes to its answer. What a caller was told must be what is stored.
pub(super) async fn replay(
    memory: &mut Memory,
    house: &House,
    crowd: &Crowd,
    sums: &mut Sums,
) -> Result<(), String> {
    let store = &house.store;
    let mut booked = Vec::new();
    for call in &crowd.calls {
        let key = &call.envelope.key;
        let stored = store.answer_by_key(key).await;
        let stored = stored.map_err(|error| error.to_string())?;
        match &call.answer {
            Some(answer) => {
                sums.acknowledged += 1;
                told(answer, stored.as_ref()).map_err(|why| format!("{key:?}: {why}"))?;
            }
            None => sums.lost += 1,
        }
        let Some(voucher) = stored else { continue };
        if voucher.status != VoucherStatus::Refused {
            sums.applied += 1;
        }
        booked.push(Booked {
            envelope: &call.envelope,
            voucher,
            after: BTreeSet::new(),
        });
    }
    let written = house.written().await;
    for booked in &booked {
        if !written.contains_key(&booked.voucher.id) {
            return Err(format!("voucher {} has no outbox row", booked.voucher.id));
        }
    }
    // Within a batch commands are decided one after the other and numbered so.
    booked.sort_by_key(|booked| (written.get(&booked.voucher.id), booked.voucher.id));
    if house.writes_alone() {
        for booked in &booked {
            if !decide(memory, booked)? {
                return Err(unexplained(memory, booked)?);
            }
            let violations = memory.violations();
            if !violations.is_empty() {
                return Err(format!(
                    "after {:?}\nanswered {:?}: {violations:#?}",
                    booked.envelope.command, booked.voucher.answer
                ));
            }
        }
    } else {
        chain(store, &mut booked).await?;
        sums.moved += in_some_order(memory, booked)?;
    }
    compare(memory, store).await
}

/// What a caller was told is what is stored.
fn told(answer: &Answer, stored: Option<&Voucher>) -> Result<(), String> {
    if answer.code == Code::SystemError {
        return Err(format!("told {answer:?}"));
    }
    let Some(stored) = stored else {
        // A refusal of the moment, or a success that had nothing to do.
        return match &answer.voucher_no {
            Some(no) => Err(format!("voucher {no} was acknowledged and is gone")),
            None => Ok(()),
        };
    };
    if *answer == stored.answer || *answer == stored.answer.again() {
        return Ok(());
    }
    if answer.voucher_no.is_none() {
        // Refused without being remembered, or nothing to do yet; and done or refused under the same key when it was sent again.
        return Ok(());
    }
    Err(format!("told {answer:?}, stored is {stored:?}"))
}

/// Along each account the ledger says who came after whom.
async fn chain(store: &Store, booked: &mut [Booked<'_>]) -> Result<(), String> {
    let ids = booked.iter().map(|booked| {
        let tenant = booked.voucher.key.tenant.clone();
        (tenant, booked.voucher.id)
    });
    let documents = Documents {
        vouchers: ids.collect(),
        ..Documents::default()
    };
    let mut tx = store.begin().await.map_err(|error| error.to_string())?;
    let mut book = Book::default();
    let read = tx.documents(&documents, &mut book).await;
    tx.rollback().await;
    read.map_err(|error| error.to_string())?;
    let legs = book.voucher_legs.values().flat_map(|(_, legs)| legs);
    let mut rows: BTreeMap<&BalanceKey, BTreeMap<i64, i64>> = BTreeMap::new();
    for leg in legs {
        for side in [&leg.from, &leg.to] {
            let account = rows.entry(&side.key).or_default();
            account.insert(leg.seq, leg.voucher_id);
        }
    }
    let mut after: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
    for account in rows.values() {
        for (first, second) in account.values().zip(account.values().skip(1)) {
            if first != second {
                after.entry(*second).or_default().insert(*first);
            }
        }
    }
    for booked in booked {
        booked.after = after.remove(&booked.voucher.id).unwrap_or_default();
    }
    Ok(())
}

/// Whether a command comes to its stored answer now; then it is booked. A refusal changes nothing, so nobody can tell where between the others it stood:
/// that it is refused for the same reason is enough, whatever the figures were (unless it leaves a
/// discrepancy, with its figures).
fn decide(memory: &mut Memory, booked: &Booked<'_>) -> Result<bool, String> {
    memory.now = booked.voucher.book_time;
    let stored = &booked.voucher.answer;
    let leaves_nothing = !stored.details.contains_key("discrepancy");
    let refused = booked.voucher.status == VoucherStatus::Refused && leaves_nothing;
    memory.replay(booked.envelope, booked.voucher.id, |answer| {
        answer == stored || refused && answer.code == stored.code
    })
}

/// Decides all of them; how many had to leave their place for it.
fn in_some_order(memory: &mut Memory, mut order: Vec<Booked<'_>>) -> Result<usize, String> {
    let before = memory.clone();
    let (mut moved, mut moves) = (0, 0);
    let mut at = 0;
    while at < order.len() {
        let waiting = of(&order[at..]);
        let mut next = None;
        for (later, booked) in order.iter().enumerate().skip(at) {
            if booked.after.is_disjoint(&waiting) && decide(memory, booked)? {
                next = Some(later);
                break;
            }
        }
        if let Some(later) = next {
            order[at..=later].rotate_right(1);
            moved += usize::from(later != at);
            at += 1;
            continue;
        }
        // It rests on things as they were before some that come first by their numbers: its place is looked for from the beginning.
        moves += 1;
        if moves > order.len() * MOVES_MAX {
            return Err("no order explains all answers together".to_owned());
        }
        let mut earlier = before.clone();
        let mut found = None;
        for (place, booked) in order.iter().enumerate().take(at) {
            let fits = order[at].after.is_disjoint(&of(&order[place..at]));
            if fits && decide(&mut earlier, &order[at])? {
                found = Some(place);
                break;
            }
            if !decide(&mut earlier, booked)? {
                return Err("the rules come to another answer when asked again".to_owned());
            }
        }
        if let Some(place) = found {
            order[place..=at].rotate_right(1);
            *memory = earlier;
            at = place + 1;
            moved += 1;
            continue;
        }
        return Err(unexplained(memory, &order[at])?);
    }
    Ok(moved)
}

/// What is stored, and what the rules come to.
fn unexplained(memory: &mut Memory, wrong: &Booked<'_>) -> Result<String, String> {
    let mut now = None;
    memory.now = wrong.voucher.book_time;
    memory.replay(wrong.envelope, wrong.voucher.id, |answer| {
        now = Some(answer.clone());
        false
    })?;
    Ok(format!(
        "no order explains this answer.\ncommand {:?}\nstored {:#?}\nby the rules {now:#?}",
        wrong.envelope.command, wrong.voucher
    ))
}

fn of(booked: &[Booked<'_>]) -> BTreeSet<i64> {
    booked.iter().map(|booked| booked.voucher.id).collect()
}

/// Balances, reservations, fulfilment orders and papers are the same.
async fn compare(memory: &Memory, store: &Store) -> Result<(), String> {
    let reservations = memory.reservations().values();
    let reservations = reservations.map(|r| (r.tenant.clone(), Target::Reservation(r.no())));
    let fulfilments = memory.fulfilments().values();
    let fulfilments = fulfilments.map(|fo| FulfilmentRef::No(fo.tenant.clone(), fo.no()));
    let documents = Documents {
        reservations: reservations.collect(),
        fulfilments: fulfilments.collect(),
        ..Documents::default()
    };
    let accounts = Accounts {
        keys: memory.balances().keys().cloned().collect(),
        counters: memory.counters().keys().cloned().collect(),
        ..Accounts::default()
    };
    let mut tx = store.begin().await.map_err(|error| error.to_string())?;
    let mut book = Book::default();
    let read = async {
        tx.documents(&documents, &mut book).await?;
        tx.lock(&accounts, &mut book).await
    };
    read.await.map_err(|error| error.to_string())?;
    tx.rollback().await;
    for (id, ours) in memory.reservations() {
        same(ours, book.reservations().get(id))?;
    }
    for (id, ours) in memory.fulfilments() {
        same(ours, book.fulfilments().get(id))?;
    }
    for (key, balance) in memory.balances() {
        same(
            &(key, balance.quantities),
            Some(&(key, book.balance(key).quantities)),
        )?;
    }
    for (key, count) in memory.counters() {
        same(&(key, *count), Some(&(key, book.counter(key))))?;
    }
    for paper in memory.papers().values() {
        let found = store.paper(&paper.tenant, paper.kind, &paper.no).await;
        let found = found.map_err(|error| error.to_string())?;
        // Of two reports of the same, either may have come first; what they leave is one paper, numbered by the one or the other.
        let ours = found.as_ref().map_or_else(
            || paper.clone(),
            |theirs| Paper {
                id: theirs.id,
                created_at: theirs.created_at,
                ..paper.clone()
            },
        );
        same(&ours, found.as_ref())?;
    }
    Ok(())
}

fn same<T: PartialEq + std::fmt::Debug>(ours: &T, theirs: Option<&T>) -> Result<(), String> {
    if Some(ours) == theirs {
        return Ok(());
    }
    Err(format!(
        "by the rules {ours:#?}\nin the database {theirs:#?}"
    ))
}

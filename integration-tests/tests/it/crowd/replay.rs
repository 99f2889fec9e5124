//! What a database has booked, decided again by the rules alone.

use stock::answer::Answer;
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

/// One voucher and the command it is of.
struct Booked<'a> {
    envelope: &'a Envelope,
    voucher: Voucher,
}

/// Takes what a round booked into the rules' own store, in the order in which the database wrote it, and compares both: each command must come to the answer
/// that is stored, and what a caller was told must be that.
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
    in_order(memory, &booked, house.writes_alone(), sums)?;
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

/// Whether a command comes to its stored answer now; then it is booked.
fn decide(memory: &mut Memory, booked: &Booked<'_>) -> Result<bool, String> {
    memory.now = booked.voucher.book_time;
    memory.replay(booked.envelope, booked.voucher.id, |answer| {
        is_of(booked, answer)
    })
}

/// Whether an answer is the one that is stored. A refusal changes nothing, so nobody can tell where between the others it stood: that it is refused for the
/// same reason is enough, whatever the figures were (unless it leaves a discrepancy, with its figures).
fn is_of(booked: &Booked<'_>, answer: &Answer) -> bool {
    let stored = &booked.voucher.answer;
    let refused = booked.voucher.status == VoucherStatus::Refused && leaves_nothing(booked);
    answer == stored || refused && answer.code == stored.code
}

fn leaves_nothing(booked: &Booked<'_>) -> bool {
    let details = &booked.voucher.answer.details;
    !details.contains_key("discrepancy")
}

/// Decides all of them one after the other; every invariant holds after each.
///
/// Where rows are locked, a batch has locked whatever it read and decided by, so that the order in which batches were written is the order in which they were
/// decided. Nobody can lock what is not there: a batch may miss a document or a lot that another brings while it decides. Then its answer is that of a
/// moment before, and must be it in front of the other.
fn in_order(
    memory: &mut Memory,
    booked: &[Booked<'_>],
    writes_alone: bool,
    sums: &mut Sums,
) -> Result<(), String> {
    let before = memory.clone();
    let mut order: Vec<&Booked<'_>> = Vec::with_capacity(booked.len());
    for booked in booked {
        if decide(memory, booked)? {
            order.push(booked);
        } else {
            let wrong = unexplained(memory, booked)?;
            if writes_alone {
                return Err(wrong);
            }
            let Some(moved) = a_moment_before(&before, &mut order, booked)? else {
                return Err(wrong);
            };
            println!(
                "crowd: {:?} of {:?} is as of a moment before",
                booked.voucher.answer.code, booked.envelope.command
            );
            *memory = moved;
            sums.moved += 1;
        }
        // A refusal has changed nothing.
        if booked.voucher.status == VoucherStatus::Refused && leaves_nothing(booked) {
            continue;
        }
        let violations = memory.violations();
        if !violations.is_empty() {
            return Err(format!(
                "after {:?}\nanswered {:?}: {violations:#?}",
                booked.envelope.command, booked.voucher.answer
            ));
        }
    }
    Ok(())
}

/// Puts a command at the last place where it comes to its stored answer, and all behind it still come to theirs; what is stored then. `None` if there is no
/// such place.
fn a_moment_before<'b>(
    before: &Memory,
    order: &mut Vec<&'b Booked<'b>>,
    late: &'b Booked<'b>,
) -> Result<Option<Memory>, String> {
    let mut memory = before.clone();
    let mut places = Vec::new();
    for (place, booked) in order.iter().enumerate() {
        if fits(&mut memory, late)? {
            places.push(place);
        }
        if !decide(&mut memory, booked)? {
            return Err("the rules come to another answer when asked again".to_owned());
        }
    }
    for place in places.into_iter().rev() {
        order.insert(place, late);
        if let Some(memory) = again(before, order)? {
            return Ok(Some(memory));
        }
        order.remove(place);
    }
    Ok(None)
}

/// All of them, if each comes to its answer in this order too.
fn again(before: &Memory, order: &[&Booked<'_>]) -> Result<Option<Memory>, String> {
    let mut memory = before.clone();
    for booked in order {
        if !decide(&mut memory, booked)? {
            return Ok(None);
        }
    }
    Ok(Some(memory))
}

fn fits(memory: &mut Memory, booked: &Booked<'_>) -> Result<bool, String> {
    memory.now = booked.voucher.book_time;
    let mut fits = false;
    memory.replay(booked.envelope, booked.voucher.id, |answer| {
        fits = is_of(booked, answer);
        false
    })?;
    Ok(fits)
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

//! Random histories decided on a database and in memory: every answer, document and quantity is the same.

use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;
use stock::answer::Answer;
use stock::book::{Accounts, Book, Documents, FulfilmentRef};
use stock::command::{Envelope, Target};
use stock::facts::Facts;
use stock::ids::{IdSource, Moment};
use stock::memory::Memory;
use stock::rules;
use stock_sql::{CheckLimits, Store};

use crate::planning::witness;
use crate::shop::memory;
use crate::support::{Database, on_both_engines};
use crate::world::{SKUS, Step, TRACKED, envelope, lives, opening};

on_both_engines!(random_histories_come_to_the_same_as_in_memory);

/// Steps of each history, at most; one database carries one history.
const LENGTH: usize = 160;
/// Histories drawn; the longest is run.
const DRAWN: usize = 8;

async fn random_histories_come_to_the_same_as_in_memory(database: &Database) {
    let store = &database.store;
    let mut memory = memory();
    let mut ids = IdSource::new(0);
    let (sku, days) = TRACKED;
    let policy = format!("INSERT INTO lot_policy (sku, max_age_days) VALUES ('{sku}', {days})");
    database.sql(&policy).await;
    for envelope in opening() {
        same(store, &mut ids, &mut memory, &envelope).await;
    }
    let mut moved = 0;
    for (at, step) in history().iter().enumerate() {
        if let Step::Tick(seconds) = step {
            memory.now = memory.now.plus_seconds(*seconds);
        }
        if let Some(envelope) = envelope(step, at, &memory, &SKUS) {
            let before = memory.legs().len();
            same(store, &mut ids, &mut memory, &envelope).await;
            same(store, &mut ids, &mut memory, &envelope).await;
            moved += usize::from(memory.legs().len() > before);
        }
    }
    assert!(
        moved > 20,
        "only {moved} steps moved goods: the history says little"
    );
    compare(store, &memory).await;
    for turn in 0..12 {
        witness(&memory, turn).unwrap();
    }
    let violations = store.check(CheckLimits::default()).await.unwrap();
    assert_eq!(violations, Vec::new());
}

/// The same one in every run.
fn history() -> Vec<Step> {
    let mut runner = TestRunner::deterministic();
    let drawn = (0..DRAWN).map(|_| {
        let tree = lives(LENGTH).new_tree(&mut runner);
        tree.expect("a history can always be drawn").current()
    });
    drawn.max_by_key(Vec::len).unwrap_or_default()
}

/// One command in both stores; the answers are equal, numbers included.
async fn same(store: &Store, ids: &mut IdSource, memory: &mut Memory, envelope: &Envelope) {
    // What is on presale is a fact that commands change: both decide by what was known before.
    let facts = memory.facts.clone();
    let expected = memory.submit(envelope).expect("a sound write");
    let got = submit(store, ids, memory.now, &facts, envelope).await;
    assert_eq!(got, expected, "{envelope:?}");
}

async fn submit(
    store: &Store,
    ids: &mut IdSource,
    now: Moment,
    facts: &Facts,
    envelope: &Envelope,
) -> Answer {
    let mut tx = store.begin().await.unwrap();
    let mut book = Book::default();
    tx.documents(&rules::documents(envelope), &mut book)
        .await
        .unwrap();
    // Both go by one clock, so that holds run out at the same step.
    book.now = now;
    ids.advance_to(book.now);
    tx.documents(&rules::linked(envelope, &book), &mut book)
        .await
        .unwrap();
    tx.documents(&rules::linked_last(envelope, &book), &mut book)
        .await
        .unwrap();
    let accounts = rules::accounts(envelope, &book, facts);
    tx.lock(&accounts, &mut book).await.unwrap();
    book.now = now;
    let answer = rules::decide(&mut book, facts, envelope, ids);
    let writes = book.into_writes();
    if writes.is_empty() {
        tx.rollback().await;
    } else {
        tx.write(&writes).await.unwrap();
        tx.commit().await.unwrap();
    }
    answer
}

/// Balances, reservations and fulfilment orders are the same.
async fn compare(store: &Store, memory: &Memory) {
    let targets = memory.reservations().values();
    let targets = targets.map(|r| (r.tenant.clone(), Target::Reservation(r.no())));
    let targets: Vec<_> = targets.collect();
    let fulfilments = memory.fulfilments().values();
    let fulfilments = fulfilments.map(|fo| FulfilmentRef::No(fo.tenant.clone(), fo.no()));
    let documents = Documents {
        reservations: targets,
        fulfilments: fulfilments.collect(),
        ..Documents::default()
    };
    let accounts = Accounts {
        keys: memory.balances().keys().cloned().collect(),
        ..Accounts::default()
    };
    let mut tx = store.begin().await.unwrap();
    let mut book = Book::default();
    tx.documents(&documents, &mut book).await.unwrap();
    tx.lock(&accounts, &mut book).await.unwrap();
    tx.rollback().await;
    assert_eq!(book.lots.iter().count(), 3, "every lot is known");
    assert_eq!(book.reservations(), memory.reservations());
    assert_eq!(book.fulfilments(), memory.fulfilments());
    for paper in memory.papers().values() {
        let found = store.paper(&paper.tenant, paper.kind, &paper.no).await;
        assert_eq!(found.unwrap().as_ref(), Some(paper));
    }
    for (key, balance) in memory.balances() {
        assert_eq!(book.balance(key).quantities, balance.quantities, "{key:?}");
    }
}

//! What holds whatever happens.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use stock::answer::Answer;
use stock::code::Code;
use stock::command::{Command, Envelope, Target};
use stock::memory::Memory;

use crate::shop::memory;
use crate::world::{SKUS, Step, envelope, lives, opening, steps};

/// A store with opening stock.
fn opened() -> Memory {
    let mut memory = memory();
    for envelope in opening() {
        let answer = memory.submit(&envelope).expect("opening stock");
        assert!(answer.code.is_success(), "{answer:?}");
    }
    memory
}

fn sound(memory: &Memory) -> Result<(), TestCaseError> {
    let violations = memory.violations();
    prop_assert!(violations.is_empty(), "{violations:#?}");
    Ok(())
}

fn unmoved(before: &Memory, after: &Memory) -> Result<(), TestCaseError> {
    prop_assert_eq!(before.legs(), after.legs());
    prop_assert_eq!(before.balances(), after.balances());
    prop_assert_eq!(before.reservations(), after.reservations());
    prop_assert_eq!(before.fulfilments(), after.fulfilments());
    Ok(())
}

/// Quantities by balance, without empty rows: what two histories must agree in.
fn quantities(memory: &Memory) -> BTreeMap<String, Vec<i64>> {
    let filled = memory
        .balances()
        .iter()
        .filter(|(_, b)| !b.quantities.is_zero());
    filled
        .map(|(key, b)| (format!("{key:?}"), b.quantities.columns().to_vec()))
        .collect()
}

/// Orders with their states and lines, without numbers and times.
fn orders(memory: &Memory) -> Vec<String> {
    let mut orders: Vec<String> = memory
        .reservations()
        .values()
        .map(|r| format!("{} {:?} {} {:?}", r.order_no, r.status, r.late, r.lines))
        .collect();
    orders.sort();
    orders
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, rng_seed: crate::world::seed(), ..ProptestConfig::default() })]

    /// The invariants hold after every step; a retry answers the same and changes nothing; a refusal moves nothing; no rule plans the impossible.
    #[test]
    fn invariants_hold_and_retries_change_nothing(steps in lives(60)) {
        let mut memory = opened();
        for (at, step) in steps.iter().enumerate() {
            if let Step::Tick(seconds) = step {
                memory.now = memory.now.plus_seconds(*seconds);
            }
            let Some(envelope) = envelope(step, at, &memory, &SKUS) else { continue };
            let before = memory.clone();
            let answer = memory.submit(&envelope).map_err(TestCaseError::fail)?;
            prop_assert_ne!(answer.code, Code::SystemError, "{}", answer.message);
            prop_assert!(answer.code.is_success() || !answer.message.is_empty());
            prop_assert!(answer.code != Code::Ok || answer.message.is_empty());
            if !answer.code.is_success() {
                unmoved(&before, &memory)?;
            }
            sound(&memory)?;
            let once = memory.clone();
            let again = memory.submit(&envelope).map_err(TestCaseError::fail)?;
            let left_a_row = answer.voucher_no.is_some() || !answer.code.is_success();
            prop_assert_eq!(again, if left_a_row { answer.again() } else { answer });
            unmoved(&once, &memory)?;
            prop_assert_eq!(once.vouchers(), memory.vouchers());
        }
    }

    /// A caller's answer does not depend on who shares its transaction.
    #[test]
    fn batches_come_to_the_same_as_single_commands(steps in steps(&SKUS, 1, 60), size in 2_usize..8) {
        let (mut alone, mut shared) = (opened(), opened());
        let mut batch = Batch::default();
        for (at, step) in steps.iter().enumerate() {
            let next = envelope(step, at, &alone, &SKUS);
            let document = next.as_ref().and_then(|e| document(e, &alone));
            let touched = document.as_ref().is_some_and(|d| batch.documents.contains(d));
            let foreseen = next.as_ref().is_some_and(|e| knows_the_uncommitted(e, &shared));
            if batch.envelopes.len() >= size || touched || foreseen || next.is_none() {
                batch.run(&mut shared)?;
            }
            if let Step::Tick(seconds) = step {
                alone.now = alone.now.plus_seconds(*seconds);
                shared.now = alone.now;
            }
            let Some(next) = next else { continue };
            let expected = alone.submit(&next).map_err(TestCaseError::fail)?;
            batch.documents.extend(document);
            batch.envelopes.push(next);
            batch.expected.push(expected);
        }
        batch.run(&mut shared)?;
        sound(&shared)?;
        prop_assert_eq!(quantities(&alone), quantities(&shared));
        prop_assert_eq!(orders(&alone), orders(&shared));
    }

    /// Commands about different orders and different goods come to the same in any order.
    #[test]
    fn independent_commands_commute(
        a in steps(&SKUS[..1], 1, 16),
        b in steps(&SKUS[1..2], 11, 16),
        turns in proptest::collection::vec(any::<bool>(), 32),
    ) {
        // Time, and what is undone by its place in the common ledger, are no part of an independent history.
        let own = |steps: Vec<Step>| -> Vec<Step> {
            let mut steps = steps;
            steps.retain(|s| matches!(s, Step::Order { .. } | Step::Goods(_)));
            steps
        };
        let (a, b) = (own(a), own(b));
        let mut apart = opened();
        for (at, step) in a.iter().enumerate() {
            run(&mut apart, step, at)?;
        }
        for (at, step) in b.iter().enumerate() {
            run(&mut apart, step, 1_000 + at)?;
        }
        let mut mixed = opened();
        let (mut left, mut right) = (a.iter().enumerate(), b.iter().enumerate());
        for turn in turns.into_iter().chain([true; 16]).chain([false; 16]) {
            if turn {
                if let Some((at, step)) = left.next() {
                    run(&mut mixed, step, at)?;
                }
            } else if let Some((at, step)) = right.next() {
                run(&mut mixed, step, 1_000 + at)?;
            }
        }
        prop_assert_eq!(quantities(&apart), quantities(&mixed));
        prop_assert_eq!(orders(&apart), orders(&mixed));
    }
}

fn run(memory: &mut Memory, step: &Step, at: usize) -> Result<(), TestCaseError> {
    if let Some(envelope) = envelope(step, at, memory, &SKUS) {
        memory.submit(&envelope).map_err(TestCaseError::fail)?;
    }
    Ok(())
}

/// Commands that wait for their common transaction, with what each came to alone.
#[derive(Default)]
struct Batch {
    envelopes: Vec<Envelope>,
    expected: Vec<Answer>,
    documents: BTreeSet<String>,
}

impl Batch {
    fn run(&mut self, memory: &mut Memory) -> Result<(), TestCaseError> {
        let Self {
            envelopes,
            expected,
            ..
        } = std::mem::take(self);
        let got = memory
            .submit_together(&envelopes)
            .map_err(TestCaseError::fail)?;
        prop_assert_eq!(got, expected);
        sound(memory)
    }
}

/// The order that two commands of one batch must not share.
fn document(envelope: &Envelope, memory: &Memory) -> Option<String> {
    let of = |target: &Target| match target {
        Target::Order(order) => order.to_string(),
        Target::Reservation(no) => {
            let found = memory.reservations().values().find(|r| r.no() == *no);
            found.map_or_else(|| no.to_string(), |r| r.order_no.to_string())
        }
    };
    match &envelope.command {
        Command::PreOccupy(hold) => Some(hold.order_no.to_string()),
        Command::Confirm(confirm) => Some(of(&confirm.target)),
        Command::Cancel(cancel) => Some(of(&cancel.target)),
        Command::Extend(extend) => Some(of(&extend.target)),
        Command::Amend(amend) => Some(of(&amend.target)),
        Command::Expire(no) => Some(of(&Target::Reservation(no.clone()))),
        _ => None,
    }
}

/// Whether a command names what only the transaction it waits for will make known: a voucher, a ledger row. No caller can.
fn knows_the_uncommitted(envelope: &Envelope, committed: &Memory) -> bool {
    match &envelope.command {
        Command::Reverse(_) => true,
        Command::Stocktake(count) => {
            let last = committed.legs().last().map_or(0, |leg| leg.seq);
            let mut counted = count.lines.iter().filter_map(|line| line.counted_seq);
            counted.any(|seq| seq > last)
        }
        _ => false,
    }
}

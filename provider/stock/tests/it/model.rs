//! Histories of all modules: whatever happens in whatever order, the invariants hold after every step, a retry changes nothing and a refusal moves nothing.
//! A history that breaks one is shrunk, printed with its seed, and kept beside this file.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use proptest::test_runner::{Config, FileFailurePersistence, TestRunner};
use stock::code::Code;
use stock::command::{Command, Envelope};
use stock::memory::Memory;
use stock::reconcile::command::ReconcileCommand;

use crate::planning::witness;
use crate::shop::memory;
use crate::world::{SKUS, Step, envelope, lives, opening};

/// Steps in all histories together, at least.
const STEPS_MIN: usize = 10_000;
/// After every so many steps inquiry is asked.
const WITNESSED: usize = 4;
/// Steps in one of them, at most.
const LENGTH: usize = 150;

/// What the histories did, to tell whether they say anything.
#[derive(Default)]
struct Seen {
    steps: usize,
    /// Operations that took effect, by kind.
    applied: BTreeMap<&'static str, usize>,
    /// Orders held by plans.
    planned: usize,
    /// Documents refused because their day was closed.
    too_late: usize,
}

#[test]
fn histories_of_all_modules_keep_every_invariant() {
    let config = Config {
        cases: 448,
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("regressions"))),
        source_file: Some(file!()),
        rng_seed: crate::world::seed(),
        ..Config::default()
    };
    let seen = RefCell::new(Seen::default());
    let outcome = TestRunner::new(config).run(&lives(LENGTH), |history| {
        run(&history, &mut seen.borrow_mut())
    });
    if let Err(broken) = outcome {
        panic!("{broken}");
    }
    let seen = seen.into_inner();
    assert!(
        seen.steps >= STEPS_MIN,
        "{} steps are too few to say much",
        seen.steps
    );
    let names = [
        "PRE_OCCUPY",
        "CONFIRM",
        "CANCEL",
        "AMEND",
        "FO_CREATE",
        "PICK",
        "SHIP",
        "DELIVER",
        "OPEN_PRESALE",
        "CONVERT_PRESALE",
        "FO_CANCEL",
        "INTERCEPT",
        "RESOURCE",
        "RETURN_CREATE",
        "RETURN_IN",
        "GRADE",
        "PURCHASE_EXPECT",
        "TRANSFER_LOCK",
        "TRANSFER_OUT",
        "TRANSFER_IN",
        "TRANSFER_LOSS",
        "FREEZE",
        "UNFREEZE",
        "STOCKTAKE",
        "ASSIGN_POOL",
        "REVERSE",
        "REPAIR",
        "CLOSE_DAY",
    ];
    assert!(seen.planned > 0, "no order was held by a plan");
    assert!(seen.too_late > 0, "no document came for a closed day");
    for name in names {
        assert!(
            seen.applied.get(name).is_some_and(|count| *count > 0),
            "no {name} took effect: {:?}",
            seen.applied
        );
    }
}

fn run(history: &[Step], seen: &mut Seen) -> Result<(), TestCaseError> {
    let mut memory = memory();
    for envelope in opening() {
        memory.submit(&envelope).map_err(TestCaseError::fail)?;
    }
    for (at, step) in history.iter().enumerate() {
        if let Step::Tick(seconds) = step {
            memory.now = memory.now.plus_seconds(*seconds);
        }
        let Some(envelope) = envelope(step, at, &memory, &SKUS) else {
            continue;
        };
        seen.steps += 1;
        let before = memory.clone();
        let answer = memory.submit(&envelope).map_err(TestCaseError::fail)?;
        prop_assert_ne!(answer.code, Code::SystemError, "{}", answer.message);
        if answer.code.is_success() {
            *seen.applied.entry(envelope.key.op.as_str()).or_default() += 1;
            seen.planned += usize::from(matches!(step, Step::Plan { .. }));
            close(&mut memory, &envelope);
        } else {
            seen.too_late += usize::from(answer.code == Code::PeriodClosed);
            prop_assert_eq!(before.balances(), memory.balances());
            prop_assert_eq!(before.reservations(), memory.reservations());
        }
        let violations = memory.violations();
        prop_assert!(violations.is_empty(), "{at}: {envelope:?}: {violations:#?}");
        let once = memory.clone();
        let again = memory.submit(&envelope).map_err(TestCaseError::fail)?;
        let left_a_row = answer.voucher_no.is_some();
        if left_a_row {
            prop_assert_eq!(again, answer.again());
        }
        prop_assert_eq!(once.legs(), memory.legs());
        prop_assert_eq!(once.papers(), memory.papers());
        if at.is_multiple_of(WITNESSED) {
            witness(&memory, at / WITNESSED)?;
        }
    }
    Ok(())
}

/// What the close of a day is to the rules from then on, as a provider reads it from its database.
fn close(memory: &mut Memory, envelope: &Envelope) {
    if let Command::Reconcile(ReconcileCommand::CloseDay(close)) = &envelope.command {
        let network = Arc::make_mut(&mut memory.facts.network);
        let closed = &mut network.periods.closed;
        let days = closed.entry(envelope.key.tenant.clone()).or_default();
        days.insert(close.day);
    }
}

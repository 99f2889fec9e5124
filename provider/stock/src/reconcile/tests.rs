//! Comparisons and the life of a difference, as tables.

use std::collections::BTreeMap;

use super::day::{Calendar, Day};
use super::diff::{Diff, Look};
use super::ledger::{VoucherSpan, Walk};
use super::orders::{OrderRow, OrderStand, OrderState};
use super::report::Report;
use super::snapshot::{Item, Ours};
use super::state::{self, Decided, Decision, Proposal};
use super::tolerance::Abc;
use super::{DiffClass, DiffState, RepairAction, RunKind, Sighting, Subject, holdings, orders};
use crate::balance::{Balance, BalanceKey, Quantities};
use crate::bucket::Bucket;
use crate::code::Code;
use crate::ids::Moment;
use crate::movement::{Leg, Movement, Side};

fn key() -> BalanceKey {
    BalanceKey {
        sku: "PAD".into(),
        warehouse: "W1".into(),
        pool: "SHARED".into(),
        lot: "".into(),
        owner: "SELF".into(),
        tenant: "mall".into(),
    }
}

fn leg(seq: i64, movement: Movement, from: (Bucket, i64), to: (Bucket, i64), quantity: i64) -> Leg {
    let side = |(bucket, after)| Side {
        key: key(),
        bucket,
        after,
    };
    Leg {
        seq,
        voucher_id: 1,
        leg_no: 1,
        movement,
        from: side(from),
        to: side(to),
        quantity,
        unit_cost: None,
    }
}

fn balance(last_seq: i64, filled: &[(Bucket, i64)]) -> Balance {
    let mut quantities = Quantities::default();
    for (bucket, quantity) in filled {
        quantities.add(*bucket, *quantity);
    }
    Balance {
        id: 1,
        quantities,
        last_seq,
    }
}

/// Received 10, held 3, and one more received after the balance was read.
fn story() -> Vec<Leg> {
    use Bucket::{Available, Preoccupied, Supplier};
    vec![
        leg(10, Movement::PoIn, (Supplier, -10), (Available, 10), 10),
        leg(20, Movement::PreOccupy, (Available, 7), (Preoccupied, 3), 3),
        leg(30, Movement::PoIn, (Supplier, -15), (Available, 12), 5),
    ]
}

fn stood() -> Balance {
    balance(
        20,
        &[
            (Bucket::Available, 7),
            (Bucket::Preoccupied, 3),
            (Bucket::Supplier, -10),
        ],
    )
}

fn walk(balance: Balance, legs: &[Leg], span: VoucherSpan) -> Vec<Sighting> {
    let mut walk = Walk::new(vec![(key(), balance)], 0);
    for leg in legs {
        walk.add(leg, span);
    }
    walk.finish()
}

#[test]
fn a_balance_is_compared_with_the_rows_it_has_seen() {
    let sound = VoucherSpan::Within(1, 99);
    assert_eq!(walk(stood(), &story(), sound), []);
    let mut wrong = stood();
    wrong.quantities.add(Bucket::Available, 2);
    let found = walk(wrong, &story(), sound);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].class, found[0].ours, found[0].theirs),
        (DiffClass::LedgerGap, 9, 7)
    );
}

#[test]
fn a_missing_row_breaks_the_chain_and_a_second_booking_stands_outside_its_voucher() {
    let sound = VoucherSpan::Within(1, 99);
    let gap = walk(stood(), &story()[1..], sound);
    assert!(
        gap.iter()
            .any(|s| s.subject.document.as_deref() == Some("ledger 20"))
    );
    assert!(gap.iter().all(|s| s.class == DiffClass::LedgerGap));
    let twice = walk(stood(), &story()[..2], VoucherSpan::Within(10, 10));
    assert_eq!(twice.len(), 1);
    assert_eq!(twice[0].class, DiffClass::DupPost);
    let nobody = walk(stood(), &story()[..1], VoucherSpan::Missing);
    assert!(nobody.iter().any(|s| s.class == DiffClass::LedgerGap));
}

#[test]
fn holds_without_documents_and_documents_without_holds_are_found() {
    let balances = [(key(), stood())];
    let buckets = [Bucket::Preoccupied, Bucket::Allocated];
    let held = |quantity| BTreeMap::from([((key(), Bucket::Preoccupied), quantity)]);
    assert_eq!(holdings::compare(&balances, held(3), &buckets), []);
    let orphan = holdings::compare(&balances, held(1), &buckets);
    assert_eq!(
        (orphan[0].class, orphan[0].ours, orphan[0].theirs),
        (DiffClass::OrphanHold, 3, 1)
    );
    let mut ghost = held(3);
    ghost.insert((key(), Bucket::Allocated), 2);
    let ghost = holdings::compare(&balances, ghost, &buckets);
    assert_eq!(
        (ghost[0].class, ghost[0].ours, ghost[0].theirs),
        (DiffClass::GhostAlloc, 0, 2)
    );
    let no = "R1".into();
    let due = Moment(1_000_000);
    assert_eq!(holdings::stale(&no, 2, due, due.plus_seconds(59)), None);
    assert!(holdings::stale(&no, 2, due, due.plus_seconds(60)).is_some());
    assert_eq!(holdings::stale(&no, 0, due, due.plus_seconds(60)), None);
}

fn item(sku: &str, lot: Option<&str>) -> Item {
    Item {
        sku: sku.into(),
        owner: "SELF".into(),
        lot: lot.map(str::to_owned),
    }
}

fn against(cut: i64, snapshot: &[(Item, [i64; 3])], abc: Abc, later: &[Leg]) -> Vec<Sighting> {
    let seen_all = balance(
        30,
        &[
            (Bucket::Available, 12),
            (Bucket::Preoccupied, 3),
            (Bucket::Supplier, -15),
        ],
    );
    let mut ours = Ours::new("W1".into(), cut);
    ours.add_balance(&key(), &seen_all);
    for leg in story() {
        ours.take_back(&leg);
    }
    let mut differing = ours.compare(snapshot.iter().cloned().collect(), |_| abc);
    for leg in story().iter().chain(later) {
        differing.explain(leg);
    }
    differing.into_sightings()
}

#[test]
fn a_snapshot_is_compared_at_its_last_document() {
    let stands = |good| [(item("PAD", None), [good, 0, 0])];
    // At row 20 ten stood there; row 30 brought five more.
    assert_eq!(against(20, &stands(10), Abc::A, &[]), []);
    let further = against(20, &stands(15), Abc::A, &[]);
    assert_eq!(
        (further[0].class, further[0].ours),
        (DiffClass::InFlight, 10)
    );
    let less = against(20, &stands(9), Abc::A, &[]);
    assert_eq!(
        (less[0].class, less[0].ours, less[0].theirs),
        (DiffClass::QtyDiff, 10, 9)
    );
    assert_eq!(
        against(20, &stands(9), Abc::B, &[]),
        [],
        "one unit is allowed"
    );
    assert_eq!(
        against(20, &stands(8), Abc::C, &[]),
        [],
        "two units are allowed"
    );
    assert_eq!(against(20, &stands(8), Abc::B, &[]).len(), 1);
    assert_eq!(against(20, &[], Abc::A, &[])[0].class, DiffClass::ScOnly);
    let other = [
        (item("PAD", None), [10, 0, 0]),
        (item("DISC", None), [0, 0, 4]),
    ];
    let found = against(20, &other, Abc::A, &[]);
    assert_eq!(found[0].class, DiffClass::WmsOnly);
    assert_eq!(found[0].subject.bucket, Some(Bucket::Defective));
}

#[test]
fn goods_under_another_lot_are_a_mismatch_of_lots() {
    let found = against(20, &[(item("PAD", Some("L1")), [10, 0, 0])], Abc::A, &[]);
    assert_eq!(found.len(), 2);
    assert!(
        found.iter().all(|s| s.class == DiffClass::LotMismatch),
        "{found:?}"
    );
}

#[test]
fn orders_get_ten_minutes_to_meet_their_holds() {
    let row = |state, quantity, age_s: i64| OrderRow {
        order_no: "O-1".into(),
        state,
        sku: "PAD".into(),
        quantity,
        age_ms: age_s * 1_000,
    };
    let stand = |held, confirmed, allocated| OrderStand {
        held,
        confirmed,
        allocated,
    };
    let class = |row, stand| orders::compare(&row, stand).map(|s| s.class);
    use OrderState::{Cancelled, Paid, Unpaid};
    for (row, stand, expected) in [
        (row(Paid, 2, 2), stand(2, 0, 0), Some(DiffClass::InFlight)),
        (row(Paid, 2, 599), stand(2, 0, 0), Some(DiffClass::InFlight)),
        (
            row(Paid, 2, 600),
            stand(2, 0, 0),
            Some(DiffClass::PaidNoAlloc),
        ),
        (row(Paid, 2, 600), stand(0, 2, 0), None),
        (row(Paid, 2, 600), stand(0, 1, 1), Some(DiffClass::QtyDiff)),
        (
            row(Cancelled, 2, 600),
            stand(2, 0, 0),
            Some(DiffClass::CancelledHeld),
        ),
        (
            row(Cancelled, 2, 600),
            stand(0, 2, 2),
            Some(DiffClass::CancelledHeld),
        ),
        (row(Cancelled, 2, 600), stand(0, 2, 0), None),
        (row(Unpaid, 2, 600), stand(2, 0, 0), None),
        (row(Unpaid, 2, 600), stand(0, 0, 0), None),
        (
            row(Unpaid, 2, 600),
            stand(3, 0, 0),
            Some(DiffClass::QtyDiff),
        ),
        (
            row(Unpaid, 2, 600),
            stand(0, 2, 2),
            Some(DiffClass::QtyDiff),
        ),
    ] {
        assert_eq!(class(row.clone(), stand), expected, "{row:?} {stand:?}");
    }
}

fn look(run_id: i64, now: i64) -> Look {
    Look {
        run_id,
        kind: RunKind::R4,
        now: Moment(now),
        cut_seq: 20,
        day: Day(20_000),
    }
}

fn sighting(class: DiffClass, theirs: i64) -> Sighting {
    Sighting {
        subject: Subject {
            sku: Some("PAD".into()),
            warehouse: Some("W1".into()),
            bucket: Some(Bucket::Available),
            ..Subject::default()
        },
        class,
        ours: 10,
        theirs,
        tolerance: 0,
        note: None,
    }
}

fn found() -> Diff {
    Diff::first(
        7,
        "mall".into(),
        &look(1, 0),
        sighting(DiffClass::QtyDiff, 8),
    )
}

fn confirmed() -> Diff {
    let second = state::seen_again(found(), &look(2, 120_000), sighting(DiffClass::QtyDiff, 8));
    assert_eq!(second.state, DiffState::Confirmed);
    second
}

#[test]
fn a_difference_is_confirmed_by_a_second_look_two_minutes_later() {
    let early = state::seen_again(found(), &look(2, 119_999), sighting(DiffClass::QtyDiff, 8));
    assert_eq!(early.state, DiffState::Found);
    assert_eq!(confirmed().confirmed_at, Some(Moment(120_000)));
    let gone = state::gone(found(), &look(2, 1)).unwrap();
    assert_eq!((gone.state, gone.followed), (DiffState::Explained, false));
}

#[test]
fn what_is_on_its_way_is_no_alarm_until_it_is_late() {
    let way = Diff::first(
        7,
        "mall".into(),
        &look(1, 0),
        sighting(DiffClass::InFlight, 8),
    );
    assert_eq!((way.state, way.is_open()), (DiffState::Explained, false));
    let late = state::seen_again(way, &look(2, 700_000), sighting(DiffClass::PaidNoAlloc, 8));
    assert_eq!(
        (late.state, late.found_at),
        (DiffState::Found, Moment(700_000))
    );
    let second = state::seen_again(late, &look(3, 820_000), sighting(DiffClass::PaidNoAlloc, 8));
    assert_eq!(second.state, DiffState::Confirmed);
}

fn proposal(by: &str, key: &str, quantity: Option<i64>) -> Proposal {
    Proposal {
        action: RepairAction::Adjust,
        quantity,
        reason: "counted".to_owned(),
        by: by.to_owned(),
        key: key.to_owned(),
    }
}

fn decision(by: &str, key: &str) -> Decision {
    Decision {
        approved: true,
        by: by.to_owned(),
        key: key.to_owned(),
        comment: None,
    }
}

#[test]
fn case_59_a_repair_takes_two_persons_and_happens_once() {
    let now = Moment(200_000);
    let propose = |diff: Diff, proposal| state::propose(diff, proposal, now);
    let early = propose(found(), proposal("anna", "k1", None)).unwrap_err();
    assert_eq!(early.code, Code::StateConflict);
    let proposed = propose(confirmed(), proposal("anna", "k1", None))
        .unwrap()
        .unwrap();
    assert_eq!(proposed.repair.as_ref().unwrap().quantity, -2);
    assert_eq!(
        propose(proposed.clone(), proposal("anna", "k1", None)).unwrap(),
        None
    );
    let second = propose(proposed.clone(), proposal("bert", "k2", None)).unwrap_err();
    assert_eq!(second.code, Code::StateConflict);
    let other = propose(proposed.clone(), proposal("anna", "k1", Some(-1))).unwrap_err();
    assert_eq!(other.code, Code::IdempotentConflict);
    let own = state::decide(proposed.clone(), decision("anna", "k3"), now).unwrap_err();
    assert_eq!(own.code, Code::NotAuthorized);
    let Decided::Now(approved) = state::decide(proposed, decision("bert", "k4"), now).unwrap()
    else {
        panic!("it is decided now")
    };
    assert_eq!(approved.state, DiffState::Approved);
    assert!(
        state::gone(approved.clone(), &look(3, 0)).is_none(),
        "it is being repaired"
    );
    let again = state::decide(approved.clone(), decision("bert", "k4"), now).unwrap();
    assert!(matches!(again, Decided::Unfinished(_)));
    let late = state::decide(approved.clone(), decision("carl", "k5"), now).unwrap_err();
    assert_eq!(late.code, Code::StateConflict);
    let fixed = state::fixed(approved, Some("V1".into()), now);
    assert_eq!(fixed.state, DiffState::Fixed);
    assert_eq!(
        propose(fixed, proposal("carl", "k6", None))
            .unwrap_err()
            .code,
        Code::StateConflict
    );
}

#[test]
fn a_repair_stays_within_the_difference() {
    let now = Moment(200_000);
    for (quantity, ok) in [(-1, true), (-2, true), (-3, false), (0, false), (1, false)] {
        let outcome = state::propose(confirmed(), proposal("anna", "k1", Some(quantity)), now);
        assert_eq!(outcome.is_ok(), ok, "{quantity}");
    }
    let release = Proposal {
        action: RepairAction::Release,
        ..proposal("anna", "k1", None)
    };
    let refused = state::propose(confirmed(), release, now).unwrap_err();
    assert_eq!(refused.code, Code::ParamInvalid);
}

#[test]
fn a_day_is_balanced_when_both_ways_to_its_closing_meet() {
    let report = |base_error: i64| {
        let mut report = Report::new(10, 20, 0, BTreeMap::new());
        let seen_all = balance(
            30,
            &[
                (Bucket::Available, 12 + base_error),
                (Bucket::Preoccupied, 3),
                (Bucket::Supplier, -15),
            ],
        );
        report.add_balance(&key(), &seen_all, "brakes", Some(100));
        for leg in story() {
            report.add_leg(&leg, "brakes", Some(100));
        }
        report.finish()
    };
    let day = report(0);
    assert!(day.balanced);
    let available = day
        .rows
        .iter()
        .find(|(cell, _)| cell.bucket == Bucket::Available);
    let (_, row) = available.unwrap();
    assert_eq!((row.opening(), row.closing, row.value_minor), (10, 7, 700));
    assert_eq!(row.moves, BTreeMap::from([(Movement::PreOccupy, (0, 3))]));
    assert!(
        !report(1).balanced,
        "a balance that is not its ledger's sum shows"
    );
}

#[test]
fn the_day_of_a_row_is_the_day_of_its_number() {
    let calendar = Calendar::default();
    let day = Day::parse("2026-08-01").unwrap();
    assert!(calendar.cut_seq(day.before()) < calendar.cut_seq(day));
    assert_eq!(calendar.day_of_seq(calendar.cut_seq(day)), day);
    assert_eq!(calendar.day_of_seq(calendar.cut_seq(day) + 1), day.next());
}

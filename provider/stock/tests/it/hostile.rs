//! Nonsense gets an answer: no panic, no overflow, nothing moved that should not.

use proptest::prelude::*;
use stock::answer::Body;
use stock::bucket::Bucket;
use stock::code::Code;
use stock::command::*;
use stock::ids::*;
use stock::op::{OpKey, OpType};
use stock::policy::QUANTITY_MAX;
use stock::reservation::HoldMode;

use crate::shop::memory;

fn number() -> impl Strategy<Value = i64> {
    prop_oneof![
        any::<i64>(),
        Just(i64::MAX),
        Just(i64::MIN),
        Just(0),
        Just(QUANTITY_MAX),
        Just(QUANTITY_MAX + 1),
        1_i64..5
    ]
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("A".to_owned()),
        Just("K".to_owned()),
        Just("W1".to_owned()),
        Just("SHARED".to_owned()),
        Just("R1".to_owned()),
        Just("V99999999999999999999".to_owned()),
        ".{0,12}"
    ]
}

fn line() -> impl Strategy<Value = OrderLine> {
    let optional = || proptest::option::weighted(0.2, name());
    (
        number(),
        name(),
        number(),
        optional(),
        optional(),
        optional(),
    )
        .prop_map(
            |(line_no, sku, quantity, owner, warehouse, pool)| OrderLine {
                line_no,
                sku: sku.into(),
                quantity,
                owner: owner.map(Owner::from),
                warehouse: warehouse.map(Warehouse::from),
                pool: pool.map(Pool::from),
                max_age_days: None,
                vehicle: None,
                allow_presale: false,
                allow_substitute: false,
                substitutes: Vec::new(),
            },
        )
}

fn stock_line(line: OrderLine) -> StockLine {
    StockLine {
        line_no: line.line_no,
        sku: line.sku,
        quantity: line.quantity,
        owner: line.owner,
        pool: line.pool,
        lot: None,
        dates: LotDates::default(),
        unit_cost: None,
    }
}

/// What a random command is made of.
#[derive(Clone, Debug)]
struct Scraps {
    lines: Vec<OrderLine>,
    one: String,
    other: String,
    number: i64,
    second: i64,
}

fn command() -> impl Strategy<Value = Command> {
    let lines = proptest::collection::vec(line(), 0..4);
    let scraps = (lines, name(), name(), number(), number());
    (scraps, 0_usize..14).prop_map(|((lines, one, other, number, second), verb)| {
        let scraps = Scraps {
            lines,
            one,
            other,
            number,
            second,
        };
        if verb < 6 {
            of_order(verb, scraps)
        } else {
            of_goods(verb, scraps)
        }
    })
}

fn of_order(verb: usize, scraps: Scraps) -> Command {
    let Scraps {
        lines,
        one,
        other,
        number,
        second,
    } = scraps;
    let target = if second % 2 == 0 {
        Target::Order(one.as_str().into())
    } else {
        Target::Reservation(one.as_str().into())
    };
    let parts = vec![PartLine {
        order_line_no: number,
        quantity: second,
    }];
    match verb {
        0 => Command::PreOccupy(PreOccupy {
            order_no: one.into(),
            lines,
            buyer: None,
            area: Some(other.as_str().into()),
            channel: Some(other.into()),
            ttl_seconds: number,
            mode: HoldMode::Partial,
            fixed_warehouse: None,
            sourcing: None,
        }),
        1 => Command::Confirm(Confirm {
            target,
            pay_no: other,
            lines: parts,
            late_pay: LatePay::Reoccupy,
        }),
        2 => Command::Cancel(Cancel {
            target,
            lines: parts,
            reason: None,
        }),
        3 => Command::Extend(Extend {
            target,
            ttl_seconds: number,
        }),
        4 => Command::Amend(Amend {
            target,
            lines,
            area: Some(other.into()),
        }),
        _ => Command::Expire(one.into()),
    }
}

fn of_goods(verb: usize, scraps: Scraps) -> Command {
    let warehouse = Warehouse::from(scraps.one.as_str());
    let lines: Vec<StockLine> = scraps.lines.into_iter().map(stock_line).collect();
    let count_line = |line: StockLine| CountLine {
        line_no: line.line_no,
        sku: line.sku,
        owner: line.owner,
        counted: line.quantity,
        counted_seq: Some(scraps.number),
        lot: None,
    };
    let freeze = || Freeze {
        warehouse: warehouse.clone(),
        lines: lines.clone(),
        reason: "RISK".into(),
        remark: None,
    };
    match verb {
        6 => Command::PurchaseIn(PurchaseIn {
            warehouse,
            lines,
            to: Bucket::ALL[usize::try_from(scraps.number.rem_euclid(19)).expect("below 19")],
            asn_no: None,
            last_receipt: false,
            rest_expected_at: None,
        }),
        7 => Command::Inspect(Inspect {
            warehouse,
            passed: lines.clone(),
            failed: lines,
            remark: None,
        }),
        8 => Command::Freeze(freeze()),
        9 => Command::Unfreeze(freeze()),
        10 => Command::Stocktake(Stocktake {
            warehouse,
            lines: lines.into_iter().map(count_line).collect(),
        }),
        11 => Command::Scrap(Scrap {
            warehouse,
            lines,
            reason: None,
        }),
        12 => Command::AssignPool(AssignPool {
            warehouse,
            from: "SHARED".into(),
            to: scraps.other.into(),
            lines,
        }),
        _ => Command::Reverse(Reverse {
            voucher_no: scraps.one.into(),
            reason: Some(scraps.other),
        }),
    }
}

fn key(op: OpType, biz_no: &str) -> OpKey {
    OpKey {
        tenant: "T".into(),
        source: "test".into(),
        op,
        biz_no: biz_no.into(),
        op_seq: 0,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn nonsense_is_answered(commands in proptest::collection::vec(command(), 1..20)) {
        let mut memory = memory();
        for (at, command) in commands.into_iter().enumerate() {
            let envelope = Envelope::new(key(command.op(), &at.to_string()), command);
            let answer = memory.submit(&envelope).map_err(TestCaseError::fail)?;
            prop_assert_ne!(answer.code, Code::SystemError, "{}", answer.message);
            let violations = memory.violations();
            prop_assert!(violations.is_empty(), "{violations:#?}");
        }
    }
}

/// The largest document there may be, again and again, until a balance is full.
#[test]
fn the_largest_quantities_add_up_without_overflow() {
    let mut memory = memory();
    let line = |line_no| OrderLine {
        line_no,
        sku: "A".into(),
        quantity: QUANTITY_MAX,
        owner: None,
        warehouse: Some("W1".into()),
        pool: None,
        max_age_days: None,
        vehicle: None,
        allow_presale: false,
        allow_substitute: false,
        substitutes: Vec::new(),
    };
    let lines: Vec<OrderLine> = (1..=200).map(line).collect();
    let mut send = |command: Command, biz_no: &str| {
        let envelope = Envelope::new(key(command.op(), biz_no), command);
        let answer = memory.submit(&envelope).expect("a sound write");
        assert_eq!(memory.violations(), Vec::new());
        answer
    };
    let receipt = Command::PurchaseIn(PurchaseIn {
        warehouse: "W1".into(),
        lines: lines.iter().cloned().map(stock_line).collect(),
        to: Bucket::Available,
        asn_no: None,
        last_receipt: false,
        rest_expected_at: None,
    });
    let received = (0..40)
        .take_while(|at| send(receipt.clone(), &format!("P{at}")).code == Code::Ok)
        .count();
    assert_eq!(
        received, 20,
        "20 times 200 times 2^40 is the most below 2^52"
    );
    let hold = |order_no: &str| {
        Command::PreOccupy(PreOccupy {
            order_no: order_no.into(),
            lines: lines.clone(),
            buyer: None,
            area: None,
            channel: None,
            ttl_seconds: 60,
            mode: HoldMode::All,
            fixed_warehouse: None,
            sourcing: None,
        })
    };
    let held = (0..40)
        .take_while(|at| send(hold(&format!("O{at}")), &format!("H{at}")).code == Code::Ok)
        .count();
    assert_eq!(
        held, 19,
        "one unit of safety stock stands in the way of the last"
    );
}

/// A key that names another operation than the command is refused before it can meet another command's key.
#[test]
fn a_key_names_its_operation() {
    let command = Command::Expire("R1".into());
    let answer = memory().submit(&Envelope::new(key(OpType::Cancel, "1"), command));
    assert_eq!(answer.expect("a sound write").code, Code::ParamInvalid);
}

/// Two tenants and two owners: neither sees, takes or undoes what is the other's.
#[test]
fn tenants_and_owners_do_not_meet() {
    let mut memory = memory();
    let mut send = |tenant: &str, biz_no: &str, command: Command| {
        let key = OpKey {
            tenant: tenant.into(),
            ..key(command.op(), biz_no)
        };
        let answer = memory.submit(&Envelope::new(key, command));
        assert_eq!(memory.violations(), Vec::new());
        answer.expect("a sound write")
    };
    let line = |owner: Option<&str>, quantity| OrderLine {
        line_no: 1,
        sku: "B".into(),
        quantity,
        owner: owner.map(Owner::from),
        warehouse: None,
        pool: None,
        max_age_days: None,
        vehicle: None,
        allow_presale: false,
        allow_substitute: false,
        substitutes: Vec::new(),
    };
    let receive = |owner, quantity| {
        Command::PurchaseIn(PurchaseIn {
            warehouse: "W1".into(),
            lines: vec![stock_line(line(owner, quantity))],
            to: Bucket::Available,
            asn_no: None,
            last_receipt: false,
            rest_expected_at: None,
        })
    };
    let hold = |order_no: &str, owner, quantity| {
        Command::PreOccupy(PreOccupy {
            order_no: order_no.into(),
            lines: vec![line(owner, quantity)],
            buyer: None,
            area: None,
            channel: None,
            ttl_seconds: 60,
            mode: HoldMode::All,
            fixed_warehouse: None,
            sourcing: None,
        })
    };
    let received = send("T", "P1", receive(None, 5));
    send("T", "P2", receive(Some("BOSCH"), 3));
    assert_eq!(
        send("U", "O1", hold("O1", None, 1)).code,
        Code::StockNotEnough
    );
    assert_eq!(
        send("T", "O1", hold("O1", None, 6)).code,
        Code::StockNotEnough
    );
    assert_eq!(send("T", "O2", hold("O2", Some("BOSCH"), 3)).code, Code::Ok);
    let held = send("T", "O3", hold("O3", None, 5));
    assert_eq!(held.code, Code::Ok);
    let Body::Reservation(view) = held.body else {
        panic!("a reservation")
    };
    let cancel = |target| {
        Command::Cancel(Cancel {
            target,
            lines: Vec::new(),
            reason: None,
        })
    };
    let number = view.reservation_no.expect("a number");
    let foreign = send("U", "C1", cancel(Target::Reservation(number)));
    assert_eq!(foreign.code, Code::ReservationNotFound);
    let undone = send(
        "U",
        "V1",
        Command::Reverse(Reverse {
            voucher_no: received.voucher_no.expect("a number"),
            reason: None,
        }),
    );
    assert_eq!(undone.code, Code::ParamInvalid);
    // The same order number is another order in another tenant: this leaves a tombstone there and nothing here.
    assert_eq!(
        send("U", "C2", cancel(Target::Order("O3".into()))).code,
        Code::Ok
    );
    assert_eq!(
        send("T", "C2", cancel(Target::Order("O3".into()))).code,
        Code::Ok
    );
}

/// Two reversals of one voucher in one transaction: the second sees the first.
#[test]
fn one_batch_does_not_undo_a_voucher_twice() {
    let mut memory = memory();
    let receipt = Command::PurchaseIn(PurchaseIn {
        warehouse: "W1".into(),
        lines: vec![StockLine {
            line_no: 1,
            sku: "B".into(),
            quantity: 5,
            owner: None,
            pool: None,
            lot: None,
            dates: LotDates::default(),
            unit_cost: None,
        }],
        to: Bucket::Available,
        asn_no: None,
        last_receipt: false,
        rest_expected_at: None,
    });
    // Goods of another receipt are there too: it is not the lack of goods that stops the second reversal.
    let other = memory.submit(&Envelope::new(key(receipt.op(), "0"), receipt.clone()));
    assert_eq!(other.expect("a sound write").code, Code::Ok);
    for at in ["1", "2"] {
        let received = memory.submit(&Envelope::new(key(receipt.op(), at), receipt.clone()));
        let undo = Command::Reverse(Reverse {
            voucher_no: received
                .expect("a sound write")
                .voucher_no
                .expect("a voucher"),
            reason: None,
        });
        let [first, second] = ["a", "b"].map(|nth| key(undo.op(), &format!("{at}{nth}")));
        let both = [first, second].map(|key| Envelope::new(key, undo.clone()));
        let answers = memory.submit_together(&both).expect("a sound write");
        let codes: Vec<Code> = answers.iter().map(|answer| answer.code).collect();
        assert_eq!(codes, [Code::Ok, Code::StateConflict]);
        assert_eq!(memory.violations(), Vec::new());
    }
}

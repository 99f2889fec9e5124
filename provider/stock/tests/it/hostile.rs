//! Nonsense gets an answer: no panic, no overflow, nothing moved that should not.

use proptest::prelude::*;
use stock::bucket::Bucket;
use stock::code::Code;
use stock::command::*;
use stock::ids::*;
use stock::op::{OpKey, OpType};
use stock::policy::QUANTITY_MAX;
use stock::reservation::HoldMode;

use crate::world::memory;

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
    }
}

fn command() -> impl Strategy<Value = Command> {
    let lines = proptest::collection::vec(line(), 0..4);
    (lines, name(), name(), number(), number(), 0_usize..14).prop_map(
        |(lines, one, other, number, second, verb)| {
            let stock: Vec<StockLine> = lines.iter().cloned().map(stock_line).collect();
            let target = if second % 2 == 0 {
                Target::Order(one.as_str().into())
            } else {
                Target::Reservation(one.as_str().into())
            };
            let parts = vec![PartLine {
                order_line_no: number,
                quantity: second,
            }];
            let warehouse = Warehouse::from(one.as_str());
            let freeze = Freeze {
                warehouse: warehouse.clone(),
                lines: stock.clone(),
                reason: other.clone(),
            };
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
                5 => Command::Expire(one.into()),
                6 => Command::PurchaseIn(PurchaseIn {
                    warehouse,
                    lines: stock,
                    to: Bucket::ALL[usize::try_from(number.rem_euclid(19)).expect("below 19")],
                }),
                7 => Command::Inspect(Inspect {
                    warehouse,
                    passed: stock.clone(),
                    failed: stock,
                }),
                8 => Command::Freeze(freeze),
                9 => Command::Unfreeze(freeze),
                10 => Command::Stocktake(Stocktake {
                    warehouse,
                    lines: stock
                        .into_iter()
                        .map(|line| CountLine {
                            line_no: line.line_no,
                            sku: line.sku,
                            owner: line.owner,
                            counted: line.quantity,
                            counted_seq: Some(number),
                        })
                        .collect(),
                }),
                11 => Command::Scrap(Scrap {
                    warehouse,
                    lines: stock,
                    reason: None,
                }),
                12 => Command::AssignPool(AssignPool {
                    warehouse,
                    from: "SHARED".into(),
                    to: other.into(),
                    lines: stock,
                }),
                _ => Command::Reverse(Reverse {
                    voucher_no: one.into(),
                    reason: Some(other),
                }),
            }
        },
    )
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

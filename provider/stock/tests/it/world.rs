//! A small world and random steps in it.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use stock::bucket::Bucket;
use stock::command::*;
use stock::ids::*;
use stock::memory::Memory;
use stock::op::OpKey;
use stock::reservation::HoldMode;

use crate::moving::{Move, moving};
use crate::performing::{Report, report};
use crate::planning::by_plan;

/// SKUs of the world: two plain ones, a kit of two of the first and one of the second, and one told apart by lots.
pub(crate) const SKUS: [&str; 4] = ["A", "B", "K", "T"];
/// The one with lots, and how old they may grow.
pub(crate) const TRACKED: (&str, i64) = ("T", 30);
/// Its lots, with the age each has on the first day.
const LOTS: [(&str, i64); 3] = [("L1", 29), ("L2", 20), ("L3", 1)];
/// Whose orders and goods they are.
pub(crate) const TENANT: &str = "T";
/// When the world begins.
pub(crate) const BEGIN: Moment = Moment(1_780_000_000_000);
pub(crate) const WAREHOUSES: [&str; 2] = ["W1", "W2"];
const POOLS: [&str; 3] = ["SHARED", "CH:web", "ACT:sale"];
pub(crate) const CHANNELS: [Option<&str>; 3] = [None, Some("web"), Some("vip")];

/// Each change is held to the same histories; the full test command draws new ones.
#[allow(dead_code, reason = "the store's histories have a source of their own")]
pub(crate) fn seed() -> RngSeed {
    if std::env::var("STOCK_FULL").is_ok() {
        return RngSeed::Random;
    }
    RngSeed::Fixed(20_261_130)
}

/// Something that happens; orders and vouchers by number, resolved when it happens.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// Time passes.
    Tick(i64),
    /// A command about an order; `by_number` names the reservation instead. An order that holds nothing is held first, unless the caller is `stubborn`.
    Order {
        order: usize,
        by_number: bool,
        stubborn: bool,
        hold: Act,
        act: Act,
    },
    /// A command about goods.
    Goods(Command),
    /// A report on a paid order.
    Perform(Report),
    /// A move of goods beside orders, or of the books.
    Move(Move),
    /// An order held by a plan.
    Plan { order: usize, hold: Act },
    /// Undo the voucher so many back.
    Reverse(usize),
    /// Count at the ledger row so many back, so many more or less than the ledger has now.
    CountAt {
        warehouse: usize,
        sku: usize,
        difference: i64,
        back: usize,
    },
}

/// What happens to an order.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    Hold(PreOccupy),
    Confirm(Vec<PartLine>, LatePay),
    Cancel(Vec<PartLine>),
    Extend(i64),
    Amend(Vec<OrderLine>, Option<Area>),
    Expire,
}

fn pick(names: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    proptest::sample::select(names)
}

fn order_lines(skus: &'static [&'static str]) -> impl Strategy<Value = Vec<OrderLine>> {
    let age = prop_oneof![2 => Just(None), 1 => (0_i64..40).prop_map(Some)];
    let line = (pick(skus), 1_i64..6, 0_usize..10, 0_usize..12, age);
    proptest::collection::vec(line, 1..4).prop_map(|lines| {
        let lines = lines.into_iter().zip(1..);
        lines
            .map(|((sku, quantity, site, pool, age), line_no)| OrderLine {
                line_no,
                sku: sku.into(),
                quantity,
                owner: None,
                warehouse: WAREHOUSES.get(site).map(|w| (*w).into()),
                pool: POOLS.get(pool).map(|p| (*p).into()),
                max_age_days: age.filter(|_| sku == TRACKED.0),
                vehicle: None,
                allow_presale: quantity % 2 == 0 && sku != "K",
                allow_substitute: false,
                // Where every SKU plays, one may stand in for another; commands of different SKUs are to commute elsewhere.
                substitutes: Vec::from_iter(
                    (quantity == 5 && sku == "A" && skus.len() == SKUS.len()).then(|| "B".into()),
                ),
            })
            .collect()
    })
}

fn parts() -> impl Strategy<Value = Vec<PartLine>> {
    let part = (1_i64..4, 1_i64..5).prop_map(|(order_line_no, quantity)| PartLine {
        order_line_no,
        quantity,
    });
    prop_oneof![2 => Just(Vec::new()), 1 => proptest::collection::vec(part, 1..3)]
}

fn area() -> impl Strategy<Value = Option<Area>> {
    proptest::sample::select(vec![None, Some("31"), Some("4403")]).prop_map(|a| a.map(Area::from))
}

fn late() -> impl Strategy<Value = LatePay> {
    prop_oneof![3 => Just(LatePay::Reoccupy), 1 => Just(LatePay::Refuse)]
}

fn hold(skus: &'static [&'static str]) -> impl Strategy<Value = Act> {
    let hold = (
        order_lines(skus),
        area(),
        0_usize..3,
        any::<bool>(),
        0_usize..8,
        5_i64..40,
    );
    hold.prop_map(|(lines, area, channel, partial, fixed, ttl_seconds)| {
        Act::Hold(PreOccupy {
            order_no: "".into(),
            lines,
            buyer: None,
            area,
            channel: CHANNELS[channel].map(Channel::from),
            ttl_seconds,
            mode: if partial {
                HoldMode::Partial
            } else {
                HoldMode::All
            },
            fixed_warehouse: WAREHOUSES.get(fixed).map(|w| (*w).into()),
            sourcing: None,
        })
    })
}

fn act(skus: &'static [&'static str]) -> impl Strategy<Value = Act> {
    prop_oneof![
        2 => hold(skus),
        4 => (parts(), late()).prop_map(|(parts, late)| Act::Confirm(parts, late)),
        2 => parts().prop_map(Act::Cancel),
        1 => (1_i64..40).prop_map(Act::Extend),
        3 => (order_lines(skus), area()).prop_map(|(lines, area)| Act::Amend(lines, area)),
        2 => Just(Act::Expire),
    ]
}

fn stock_lines(skus: &'static [&'static str]) -> impl Strategy<Value = Vec<StockLine>> {
    let line = (pick(skus), 1_i64..12, 0_usize..6, 0..LOTS.len());
    proptest::collection::vec(line, 1..3).prop_map(|lines| {
        let lines = lines.into_iter().zip(1..);
        lines
            .map(|((sku, quantity, pool, lot), line_no)| StockLine {
                line_no,
                sku: sku.into(),
                quantity,
                owner: None,
                pool: POOLS.get(pool).map(|p| (*p).into()),
                lot: (sku == TRACKED.0).then(|| LOTS[lot].0.into()),
                dates: LotDates::default(),
                unit_cost: None,
            })
            .collect()
    })
}

/// A line of one of the SKUs; of one told apart by lots, one of its lots.
pub(crate) fn lot_line(sku: &str, quantity: i64, turn: usize) -> StockLine {
    dated(StockLine {
        line_no: 1,
        sku: sku.into(),
        quantity,
        owner: None,
        pool: (turn == 5).then(|| POOLS[1].into()),
        lot: (sku == TRACKED.0).then(|| LOTS[turn % LOTS.len()].0.into()),
        dates: LotDates::default(),
        unit_cost: None,
    })
}

/// A line of a receipt: of a lot, with the day it was made.
fn dated(line: StockLine) -> StockLine {
    let lot = line.lot.as_ref().and_then(|lot| {
        let mut lots = LOTS.iter();
        lots.find(|(name, _)| *name == lot.as_str())
    });
    StockLine {
        dates: LotDates {
            produced_on: lot.map(|(_, age)| Day::of(BEGIN).plus(-age)),
            expires_on: None,
        },
        ..line
    }
}

fn goods(skus: &'static [&'static str]) -> impl Strategy<Value = Command> {
    let line = move || {
        (
            pick(&WAREHOUSES).prop_map(Warehouse::from),
            stock_lines(skus),
        )
    };
    let to = prop_oneof![3 => Just(Bucket::Available), 1 => Just(Bucket::QcHold)];
    let receive = (line(), to).prop_map(|((warehouse, lines), to)| {
        Command::PurchaseIn(PurchaseIn {
            warehouse,
            lines: lines.into_iter().map(dated).collect(),
            to,
            asn_no: None,
            last_receipt: false,
            rest_expected_at: None,
        })
    });
    let inspect = (line(), stock_lines(skus)).prop_map(|((warehouse, passed), failed)| {
        Command::Inspect(Inspect {
            warehouse,
            passed,
            failed,
            remark: None,
        })
    });
    let freeze = (line(), any::<bool>(), any::<bool>());
    let freeze = freeze.prop_map(|((warehouse, lines), lock, recall)| {
        let freeze = Freeze {
            warehouse,
            lines,
            reason: if recall { "RECALL" } else { "RISK" }.into(),
            remark: None,
        };
        if lock {
            Command::Freeze(freeze)
        } else {
            Command::Unfreeze(freeze)
        }
    });
    let scrap = line().prop_map(|(warehouse, lines)| {
        Command::Scrap(Scrap {
            warehouse,
            lines,
            reason: None,
        })
    });
    let assign = (line(), 0_usize..3, 0_usize..3).prop_map(|((warehouse, lines), from, to)| {
        Command::AssignPool(AssignPool {
            warehouse,
            from: POOLS[from].into(),
            to: POOLS[to].into(),
            lines,
        })
    });
    let aged = (pick(&WAREHOUSES), 0..LOTS.len()).prop_map(|(warehouse, lot)| {
        Command::AgeOut(AgeOut {
            warehouse: warehouse.into(),
            sku: TRACKED.0.into(),
            owner: Owner::own(),
            lot: LOTS[lot].0.into(),
        })
    });
    let presale = (pick(&WAREHOUSES), pick(skus), 0_usize..5, 0_i64..8);
    let presale = presale.prop_map(|(warehouse, sku, pool, quantity)| {
        let pool = POOLS.get(pool).map(|p| (*p).into());
        let line = PresaleLine {
            line_no: 1,
            sku: sku.into(),
            owner: None,
            quantity: (quantity > 0).then_some(quantity),
        };
        let presale_no = format!("PS{}", quantity % 2);
        let warehouse = Warehouse::from(warehouse);
        Command::Presale(if quantity < 3 {
            PresaleCommand::Close(ClosePresale {
                presale_no,
                warehouse,
                pool,
                lines: vec![line],
            })
        } else {
            PresaleCommand::Open(OpenPresale {
                presale_no,
                warehouse,
                pool,
                expected_at: Some(BEGIN.plus_seconds(quantity * 9)),
                sale_until: (quantity == 7).then(|| BEGIN.plus_seconds(400)),
                lines: vec![line],
            })
        })
    });
    let serve = (pick(&WAREHOUSES), pick(skus)).prop_map(|(warehouse, sku)| {
        Command::ConvertPresale(ConvertPresale {
            warehouse: warehouse.into(),
            sku: sku.into(),
            owner: Owner::own(),
        })
    });
    prop_oneof![
        2 => presale,
        1 => serve,
        6 => receive,
        1 => inspect,
        2 => freeze,
        1 => scrap,
        2 => assign,
        1 => aged,
    ]
}

/// Kits have no stock: mostly plain SKUs are received and moved.
fn goods_of(skus: &'static [&'static str]) -> &'static [&'static str] {
    if skus.len() == SKUS.len() {
        &["A", "A", "A", "B", "B", "B", "K", "T", "T", "T"]
    } else {
        skus
    }
}

/// Opening stock: free goods, a quota, and some that wait for inspection or have failed it.
pub(crate) fn opening() -> Vec<Envelope> {
    let mut envelopes = Vec::new();
    let line = |sku: &str, quantity, pool: Option<&str>| StockLine {
        line_no: 1,
        sku: sku.into(),
        quantity,
        owner: None,
        pool: pool.map(Pool::from),
        lot: None,
        dates: LotDates::default(),
        unit_cost: None,
    };
    for (at, warehouse) in WAREHOUSES.into_iter().enumerate() {
        let receive = |lines, to| {
            Command::PurchaseIn(PurchaseIn {
                warehouse: warehouse.into(),
                lines,
                to,
                asn_no: None,
                last_receipt: false,
                rest_expected_at: None,
            })
        };
        let free = vec![
            line("A", 12, None),
            line("B", 8, None),
            line("A", 3, Some("CH:web")),
        ];
        let held = vec![line("A", 4, None), line("B", 4, None)];
        let mut free = free;
        free.extend(LOTS.map(|(lot, _)| {
            dated(StockLine {
                lot: Some(lot.into()),
                ..line(TRACKED.0, 4, None)
            })
        }));
        let failed = vec![line("A", 2, None), line("B", 2, None)];
        let failed = Command::Inspect(Inspect {
            warehouse: warehouse.into(),
            passed: Vec::new(),
            failed,
            remark: None,
        });
        let commands = [
            receive(free, Bucket::Available),
            receive(held, Bucket::QcHold),
            failed,
        ];
        let numbered = commands.into_iter().enumerate();
        envelopes.extend(numbered.map(|(nth, command)| sealed(command, format!("OPEN{at}{nth}"))));
    }
    envelopes
}

fn sealed(command: Command, biz_no: String) -> Envelope {
    let key = OpKey {
        tenant: TENANT.into(),
        source: "test".into(),
        op: command.op(),
        biz_no,
        op_seq: 0,
    };
    Envelope::new(key, command)
}

/// Steps about five orders (numbered from `first`) and some SKUs.
pub(crate) fn steps(
    skus: &'static [&'static str],
    first: usize,
    length: usize,
) -> impl Strategy<Value = Vec<Step>> {
    let stubborn = proptest::bool::weighted(0.1);
    let order = (
        first..first + 5,
        any::<bool>(),
        stubborn,
        hold(skus),
        act(skus),
    );
    let order = order.prop_map(|(order, by_number, stubborn, hold, act)| Step::Order {
        order,
        by_number,
        stubborn,
        hold,
        act,
    });
    let count = (0_usize..2, 0..skus.len(), -6_i64..4, 0_usize..6);
    let count = count.prop_map(|(warehouse, sku, difference, back)| Step::CountAt {
        warehouse,
        sku,
        difference,
        back,
    });
    let step = prop_oneof![
        8 => order,
        4 => goods(goods_of(skus)).prop_map(Step::Goods),
        1 => (0_usize..6).prop_map(Step::Reverse),
        1 => count,
        2 => prop_oneof![9 => 1_i64..15, 1 => 20_000_i64..90_000].prop_map(Step::Tick),
    ];
    proptest::collection::vec(step, 1..length)
}

/// The same with reports on what was paid and moves beside orders: whole lives of orders.
pub(crate) fn lives(length: usize) -> impl Strategy<Value = Vec<Step>> {
    lives_of(1, length)
}

/// The same about the eight orders from a number on.
pub(crate) fn lives_of(first: usize, length: usize) -> impl Strategy<Value = Vec<Step>> {
    let ordinary = prop_oneof![4 => steps(&SKUS, first, 4), 1 => steps(&SKUS, first + 3, 4)];
    let reports = proptest::collection::vec(report().prop_map(Step::Perform), 1..4);
    let moves = proptest::collection::vec(moving().prop_map(Step::Move), 1..4);
    let plan = (first + 5..first + 8, hold(&SKUS))
        .prop_map(|(order, hold)| vec![Step::Plan { order, hold }]);
    let long = (1_i64..4).prop_map(|days| vec![Step::Tick(days * 864_000)]);
    let some = prop_oneof![5 => ordinary, 10 => reports, 4 => moves, 2 => plan, 1 => long];
    proptest::collection::vec(some, 1..length / 2).prop_map(|some| some.concat())
}

/// The command a step means in a store as it is; `None` for one that is no command.
pub(crate) fn envelope(step: &Step, at: usize, memory: &Memory, skus: &[&str]) -> Option<Envelope> {
    // A count is of the first lot where its SKU has lots.
    let counted = match step {
        Step::CountAt { sku, .. } => skus[*sku],
        _ => "",
    };
    let lot = if counted == TRACKED.0 { LOTS[0].0 } else { "" };
    let command = match step {
        Step::Tick(_) => return None,
        Step::Goods(command) => command.clone(),
        Step::Perform(report) => report.command(at, memory),
        Step::Move(moved) => moved.command(at, memory),
        Step::Plan { order, hold } => match of_order(*order, false, hold, memory) {
            Command::PreOccupy(hold) => Command::PreOccupy(by_plan(hold, memory)),
            other => other,
        },
        Step::Order {
            order,
            by_number,
            stubborn,
            hold,
            act,
        } => {
            let holds = memory
                .reservations()
                .values()
                .any(|r| r.order_no.as_str() == format!("O{order}"));
            let act = if holds || *stubborn { act } else { hold };
            of_order(*order, *by_number, act, memory)
        }
        Step::Reverse(back) => Command::Reverse(Reverse {
            voucher_no: memory
                .vouchers()
                .values()
                .rev()
                .nth(*back)
                .map_or_else(|| "V1".into(), |voucher| voucher.no()),
            reason: None,
        }),
        Step::CountAt {
            warehouse,
            sku,
            difference,
            back,
        } => Command::Stocktake(Stocktake {
            warehouse: WAREHOUSES[*warehouse].into(),
            lines: vec![CountLine {
                line_no: 1,
                sku: skus[*sku].into(),
                owner: None,
                counted: (on_hand(memory, skus[*sku], WAREHOUSES[*warehouse], lot) + difference)
                    .max(0),
                counted_seq: memory.legs().iter().rev().nth(*back).map(|leg| leg.seq),
                lot: (!lot.is_empty()).then(|| lot.into()),
            }],
        }),
    };
    let happened = match step {
        Step::Move(moved) => moved.happened(memory.now),
        _ => None,
    };
    let mut envelope = Envelope {
        occurred_at: happened,
        ..sealed(command, format!("B{at}"))
    };
    if let Step::Move(moved) = step
        && let Some(no) = moved.biz_no(memory)
    {
        envelope.key.biz_no = no;
        envelope.key.op_seq = i32::try_from(at).unwrap_or(0);
    }
    Some(envelope)
}

/// On hand of a lot of a SKU in a warehouse, all pools.
fn on_hand(memory: &Memory, sku: &str, warehouse: &str, lot: &str) -> i64 {
    let balances = memory.balances().iter();
    let here =
        balances.filter(|(key, _)| key.sku.as_str() == sku && key.warehouse.as_str() == warehouse);
    let here = here.filter(|(key, _)| key.lot.as_str() == lot);
    here.map(|(_, balance)| balance.quantities.on_hand()).sum()
}

fn of_order(order: usize, by_number: bool, act: &Act, memory: &Memory) -> Command {
    let order_no = OrderNo::from(format!("O{order}"));
    let mut reservations = memory.reservations().values().rev();
    let latest = reservations.find(|r| r.order_no == order_no);
    // Sometimes an older reservation of the order, as a caller that kept its number would name it.
    let mut oldest_first = memory.reservations().values();
    let oldest = oldest_first.find(|r| r.order_no == order_no);
    let target = match oldest.filter(|_| by_number) {
        Some(found) => Target::Reservation(found.no()),
        None => Target::Order(order_no.clone()),
    };
    match act.clone() {
        Act::Hold(hold) => Command::PreOccupy(PreOccupy { order_no, ..hold }),
        Act::Confirm(lines, late_pay) => Command::Confirm(Confirm {
            target,
            pay_no: "P".into(),
            lines,
            late_pay,
        }),
        Act::Cancel(lines) => Command::Cancel(Cancel {
            target,
            lines,
            reason: None,
        }),
        Act::Extend(ttl_seconds) => Command::Extend(Extend {
            target,
            ttl_seconds,
        }),
        Act::Amend(lines, area) => Command::Amend(Amend {
            target,
            lines,
            area,
        }),
        Act::Expire => {
            Command::Expire(latest.map_or_else(|| ReservationNo::from("R1"), |found| found.no()))
        }
    }
}

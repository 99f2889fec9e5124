//! A small world and random steps in it.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use stock::bucket::Bucket;
use stock::command::*;
use stock::facts::{ChannelFacts, Coverage, Facts, KitPart, Network, SkuFacts, WarehouseFacts};
use stock::ids::*;
use stock::memory::Memory;
use stock::op::OpKey;
use stock::reservation::HoldMode;

/// SKUs of the world: two plain ones, and a kit of two of the first and one of the second.
pub(crate) const SKUS: [&str; 3] = ["A", "B", "K"];
const WAREHOUSES: [&str; 2] = ["W1", "W2"];
const POOLS: [&str; 3] = ["SHARED", "CH:web", "ACT:sale"];
const CHANNELS: [Option<&str>; 3] = [None, Some("web"), Some("vip")];

/// An empty store with catalogue and sites.
pub(crate) fn memory() -> Memory {
    let plain = |safety_default| SkuFacts {
        safety_default,
        ..SkuFacts::default()
    };
    let part = |sku: &str, ratio| KitPart {
        sku: sku.into(),
        ratio,
    };
    let kit = SkuFacts {
        kit: vec![part("A", 2), part("B", 1)],
        ..SkuFacts::default()
    };
    let skus = [("A", plain(1)), ("B", plain(0)), ("K", kit)];
    let open = WAREHOUSES.map(|w| (w.into(), WarehouseFacts { enabled: true }));
    let coverage = |warehouse: &str, priority| Coverage {
        warehouse: warehouse.into(),
        priority,
    };
    let vip = ChannelFacts {
        shared_allowed: false,
    };
    let network = Network {
        warehouses: open.into(),
        coverage: BTreeMap::from([
            ("31".into(), vec![coverage("W1", 1), coverage("W2", 2)]),
            ("44".into(), vec![coverage("W2", 1)]),
        ]),
        channels: [("vip".into(), vip)].into(),
        ..Network::default()
    };
    let facts = Facts {
        network: Arc::new(network),
        skus: skus
            .map(|(sku, facts)| (sku.into(), Arc::new(facts)))
            .into(),
    };
    Memory::new(facts, Moment(1_780_000_000_000))
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
    let line = (pick(skus), 1_i64..6, 0_usize..10, 0_usize..12);
    proptest::collection::vec(line, 1..4).prop_map(|lines| {
        let lines = lines.into_iter().zip(1..);
        lines
            .map(|((sku, quantity, site, pool), line_no)| OrderLine {
                line_no,
                sku: sku.into(),
                quantity,
                owner: None,
                warehouse: WAREHOUSES.get(site).map(|w| (*w).into()),
                pool: POOLS.get(pool).map(|p| (*p).into()),
                max_age_days: None,
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
    let line = (pick(skus), 1_i64..12, 0_usize..6);
    proptest::collection::vec(line, 1..3).prop_map(|lines| {
        let lines = lines.into_iter().zip(1..);
        lines
            .map(|((sku, quantity, pool), line_no)| StockLine {
                line_no,
                sku: sku.into(),
                quantity,
                owner: None,
                pool: POOLS.get(pool).map(|p| (*p).into()),
                lot: None,
                dates: LotDates::default(),
            })
            .collect()
    })
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
            lines,
            to,
            asn_no: None,
            last_receipt: false,
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
    let freeze = (line(), any::<bool>()).prop_map(|((warehouse, lines), lock)| {
        let freeze = Freeze {
            warehouse,
            lines,
            reason: "RISK".into(),
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
    prop_oneof![6 => receive, 1 => inspect, 2 => freeze, 1 => scrap, 2 => assign]
}

/// Kits have no stock: mostly plain SKUs are received and moved.
fn goods_of(skus: &'static [&'static str]) -> &'static [&'static str] {
    if skus.len() == SKUS.len() {
        &["A", "A", "A", "B", "B", "B", "K"]
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
    };
    for (at, warehouse) in WAREHOUSES.into_iter().enumerate() {
        let receive = |lines, to| {
            Command::PurchaseIn(PurchaseIn {
                warehouse: warehouse.into(),
                lines,
                to,
                asn_no: None,
                last_receipt: false,
            })
        };
        let free = vec![
            line("A", 12, None),
            line("B", 8, None),
            line("A", 3, Some("CH:web")),
        ];
        let held = vec![line("A", 4, None), line("B", 4, None)];
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
        tenant: "T".into(),
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
        2 => (1_i64..15).prop_map(Step::Tick),
    ];
    proptest::collection::vec(step, 1..length)
}

/// The command a step means in a store as it is; `None` for one that is no command.
pub(crate) fn envelope(step: &Step, at: usize, memory: &Memory, skus: &[&str]) -> Option<Envelope> {
    let command = match step {
        Step::Tick(_) => return None,
        Step::Goods(command) => command.clone(),
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
                counted: (on_hand(memory, skus[*sku], WAREHOUSES[*warehouse]) + difference).max(0),
                counted_seq: memory.legs().iter().rev().nth(*back).map(|leg| leg.seq),
                lot: None,
            }],
        }),
    };
    Some(sealed(command, format!("B{at}")))
}

/// On hand of a SKU in a warehouse, all pools.
fn on_hand(memory: &Memory, sku: &str, warehouse: &str) -> i64 {
    let balances = memory.balances().iter();
    let here =
        balances.filter(|(key, _)| key.sku.as_str() == sku && key.warehouse.as_str() == warehouse);
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

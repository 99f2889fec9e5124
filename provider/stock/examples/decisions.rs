//! How many decisions one core makes per second: `cargo run --release -p stock --example decisions`.
//!
//! Batches of orders of one line for one hot SKU, as the lane hands them over; and orders of ten lines over four sites. The parts are timed apart: naming the
//! balances (`accounts`), deciding (`decide`), handing over the writes (`into_writes`). With a word after `--`, only the rows that contain it.
#![allow(clippy::print_stdout, reason = "a program that talks to a person")]

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use stock::balance::{Balance, BalanceKey, Quantities};
use stock::book::Book;
use stock::bucket::{BUCKETS, Bucket};
use stock::code::Code;
use stock::command::{Command, Envelope, OrderLine, PreOccupy};
use stock::facts::{Coverage, Facts, Network, SkuFacts, WarehouseFacts};
use stock::ids::{IdSource, Moment};
use stock::op::{OpKey, OpType};
use stock::reservation::HoldMode;
use stock::rules;

const BATCH: usize = 128;
const ORDERS: usize = 256 * BATCH;
const ROUNDS: usize = 5;

fn facts(skus: usize, sites: usize) -> Facts {
    let site = |at: usize| format!("WH-{at:02}");
    let coverage = (0..sites).zip(1..).map(|(at, priority)| Coverage {
        warehouse: site(at).into(),
        priority,
    });
    let network = Network {
        warehouses: (0..sites)
            .map(|at| (site(at).into(), WarehouseFacts { enabled: true }))
            .collect(),
        coverage: BTreeMap::from([("3101".into(), coverage.collect())]),
        ..Network::default()
    };
    let sku = |at: usize| (format!("SKU-{at:06}").into(), Arc::new(SkuFacts::default()));
    Facts {
        network: Arc::new(network),
        skus: (0..skus).map(sku).collect(),
    }
}

fn orders(lines: usize) -> Vec<Envelope> {
    let line = |at: usize, line_no: i64| OrderLine {
        line_no,
        sku: format!("SKU-{at:06}").into(),
        quantity: 1,
        owner: None,
        warehouse: None,
        pool: None,
        max_age_days: None,
        vehicle: None,
        allow_presale: false,
        allow_substitute: false,
        substitutes: Vec::new(),
    };
    (0..ORDERS)
        .map(|order| {
            let key = OpKey {
                tenant: "default".into(),
                source: "order-service".into(),
                op: OpType::PreOccupy,
                biz_no: format!("20260601{order:010}"),
                op_seq: 0,
            };
            let hold = PreOccupy {
                order_no: format!("20260601{order:010}").into(),
                lines: (0..lines).zip(1..).map(|(at, no)| line(at, no)).collect(),
                buyer: Some("B1000001".into()),
                area: Some("310115".into()),
                channel: None,
                ttl_seconds: 1_020,
                mode: HoldMode::All,
                fixed_warehouse: None,
                sourcing: None,
            };
            Envelope::new(key, Command::PreOccupy(hold))
        })
        .collect()
}

/// Time per batch, so that the median tells what the work takes and not what else the machine did.
#[derive(Default)]
struct Spent {
    accounts: Vec<Duration>,
    decide: Vec<Duration>,
    hand_over: Vec<Duration>,
}

fn run(facts: &Facts, orders: &[Envelope], spent: &mut Spent) {
    let mut ids = IdSource::new(1);
    let now = Moment(1_780_000_000_000);
    ids.advance_to(now);
    let mut columns = [0; BUCKETS];
    columns[Bucket::Available.index()] = 1 << 40;
    let full = Balance {
        id: 1,
        quantities: Quantities::from_columns(columns),
        last_seq: 0,
    };
    for batch in orders.chunks(BATCH) {
        let mut book = Book::new(now);
        let start = Instant::now();
        let mut keys: Vec<BalanceKey> = Vec::new();
        for envelope in batch {
            keys.extend(rules::accounts(envelope, &book, facts).keys);
        }
        spent.accounts.push(start.elapsed());
        book.balances
            .extend(keys.into_iter().map(|key| (key, full)));
        let start = Instant::now();
        for envelope in batch {
            let answer = rules::decide(&mut book, facts, envelope, &mut ids);
            assert_eq!(answer.code, Code::Ok, "{}", answer.message);
        }
        spent.decide.push(start.elapsed());
        let start = Instant::now();
        let writes = book.into_writes();
        spent.hand_over.push(start.elapsed());
        assert_eq!(writes.vouchers.len(), batch.len());
    }
}

fn report(name: &str, facts: &Facts, orders: &[Envelope]) {
    let mut spent = Spent::default();
    for _ in 0..ROUNDS {
        run(facts, orders, &mut spent);
    }
    let median = |mut batches: Vec<Duration>| {
        batches.sort();
        batches[batches.len() / 2].as_nanos() / BATCH as u128
    };
    let decide = median(spent.decide);
    println!(
        "{name:<24} {:>9}/s decided  decide {decide} ns  accounts {} ns  into_writes {} ns",
        1_000_000_000 / decide.max(1),
        median(spent.accounts),
        median(spent.hand_over)
    );
}

fn main() {
    let asked = std::env::args().nth(1).unwrap_or_default();
    for (name, lines, sites) in [
        ("1 line, 1 site, hot SKU", 1, 1),
        ("1 line, 4 sites", 1, 4),
        ("10 lines, 4 sites", 10, 4),
    ] {
        if name.contains(&asked) {
            report(name, &facts(lines, sites), &orders(lines));
        }
    }
}

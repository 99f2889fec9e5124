//! Two providers that do two things to one order at the same moment: neither sees the other's, and what they leave together has to be right.

use std::collections::BTreeMap;

use integration_tests::mariadb::MariaDb;
use stock::answer::{Answer, Body};
use stock::bucket::Bucket;
use stock::code::Code;
use stock::command::{
    Cancel, Command, Confirm, Envelope, LatePay, OrderLine, PartLine, PreOccupy, PurchaseIn,
    StockLine, Target,
};
use stock::fulfilment::{CancelFo, FulfilCommand};
use stock::ids::{Day, FulfilmentNo};
use stock::reservation::HoldMode;
use stock::sourcing::ask::Slot;
use stock::sourcing::held::{Allocation, Share, Sourced, Sourcing, Verdict};
use stock_provider::lane::Lanes;
use stock_sql::CheckLimits;

use super::providers::House;
use crate::lanes::key;

/// How often an order is given up by two at once.
const ROUNDS: usize = 5;
/// Orders of a round, all at once.
const ORDERS: usize = 8;
/// Tries of one command, where the database was too busy.
const TRIES_MAX: usize = 20;

fn sealed(command: Command, biz_no: &str) -> Envelope {
    Envelope::new(key(command.op(), biz_no), command)
}

/// Four of A by plan from the first site, in a wave whose capacity is counted.
fn planned(order: &str) -> Command {
    let line = OrderLine {
        line_no: 1,
        sku: "A".into(),
        quantity: 4,
        owner: None,
        warehouse: None,
        pool: None,
        max_age_days: None,
        vehicle: None,
        allow_presale: false,
        allow_substitute: false,
        substitutes: Vec::new(),
    };
    let wave = Slot {
        warehouse: "W1".into(),
        day: Day(20_000),
        cutoff_minute: 1_440,
        orders: Some(10_000),
        lines: Some(10_000),
    };
    let takes = vec![Share {
        line_no: 1,
        warehouse: "W1".into(),
        units: 4,
    }];
    let found = Verdict::Take(Allocation {
        takes,
        shortages: Vec::new(),
        sourced: Sourced {
            plan_no: None,
            policy: "DEFAULT".to_owned(),
            slots: vec![wave],
        },
    });
    Command::PreOccupy(PreOccupy {
        order_no: order.into(),
        lines: vec![line],
        buyer: None,
        area: None,
        channel: None,
        ttl_seconds: 3_600,
        mode: HoldMode::All,
        fixed_warehouse: None,
        sourcing: Some(Box::new(Sourcing {
            policy: None,
            plan_no: None,
            found: Some(found),
        })),
    })
}

/// Two of the four are paid.
fn half_paid(order: &str) -> Command {
    Command::Confirm(Confirm {
        target: Target::Order(order.into()),
        pay_no: format!("PAY-{order}"),
        lines: vec![PartLine {
            order_line_no: 1,
            quantity: 2,
        }],
        late_pay: LatePay::Refuse,
    })
}

/// What was not paid is given up.
fn rest(order: &str) -> Command {
    Command::Cancel(Cancel {
        target: Target::Order(order.into()),
        lines: Vec::new(),
        reason: None,
    })
}

/// What was paid is given up before it ships.
fn paid(fo_no: &FulfilmentNo) -> Command {
    Command::Fulfil(FulfilCommand::Cancel(CancelFo {
        fo_no: fo_no.clone(),
        lines: Vec::new(),
        reason: None,
        stopped: None,
    }))
}

fn goods(quantity: i64) -> Command {
    let line = StockLine {
        line_no: 1,
        sku: "A".into(),
        quantity,
        owner: None,
        pool: None,
        lot: None,
        dates: stock::command::LotDates::default(),
        unit_cost: None,
    };
    Command::PurchaseIn(PurchaseIn {
        warehouse: "W1".into(),
        lines: vec![line],
        to: Bucket::Available,
        asn_no: None,
        last_receipt: false,
        rest_expected_at: None,
    })
}

/// Has a command done by a provider, however busy the database is.
async fn done(lanes: &Lanes, command: Command, biz_no: &str) -> Answer {
    let envelope = sealed(command, biz_no);
    let mut answer = lanes.submit(envelope.clone(), None).await;
    for _ in 0..TRIES_MAX {
        if answer.code != Code::BusyRetry {
            break;
        }
        answer = lanes.submit(envelope.clone(), None).await;
    }
    assert!(answer.code.is_success(), "{biz_no}: {answer:?}");
    answer
}

async fn given_up_by_two(server: Option<&MariaDb>) {
    let house = House::build(server).await;
    let [one, other] = [0, 1].map(|at| house.providers[at].lanes.clone());
    done(&one, goods(1_000), "IN").await;
    for round in 0..ROUNDS {
        let mut orders = BTreeMap::new();
        for nth in 0..ORDERS {
            let order = format!("O{round}-{nth}");
            done(&one, planned(&order), &order).await;
            let answer = done(&one, half_paid(&order), &order).await;
            let Body::Reservation(view) = answer.body else {
                panic!("{answer:?}");
            };
            orders.insert(order, view.fulfilments[0].clone());
        }
        let both = orders.iter().map(|(order, fo_no)| async {
            tokio::join!(
                done(&one, rest(order), order),
                done(&other, paid(fo_no), order)
            )
        });
        futures_util::future::join_all(both).await;
        let violations = house.store.check(CheckLimits::default()).await.unwrap();
        assert!(violations.is_empty(), "round {round}: {violations:#?}");
    }
    house.leave().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_two_give_up_at_once_gives_the_wave_back_its_capacity_on_sqlite() {
    given_up_by_two(None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_two_give_up_at_once_gives_the_wave_back_its_capacity_on_mariadb() {
    let Some(server) = MariaDb::shared().await else {
        return;
    };
    given_up_by_two(Some(server)).await;
}

//! Try, confirm and cancel out of order, as Seata's coordinator and Dubbo's retries send them: shuffled, repeated, late.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use dubbo_api::code::ResultCode;
use dubbo_api::reservation::PreOccupyReq;
use tokio::task::JoinSet;

use super::mall::{Caller, Mall, told};
use super::on_both_databases;

/// Orders; `STOCK_TCC_ORDERS=100000` is the full figure.
const ORDERS: usize = 1_000;
const ORDERS_VARIABLE: &str = "STOCK_TCC_ORDERS";
/// The shuffles follow from it.
const SEED: u64 = 0x5EED_0004;
/// Orders at once.
const TOGETHER: usize = 64;

on_both_databases! {
    tcc_out_of_order_leaves_no_hold_stuck,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Try,
    Confirm,
    Cancel,
}

/// A small generator: the same sequence for a seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit).unwrap()).unwrap()
    }

    /// One order's messages: each at least once, up to three times, in any order; and how the coordinator decided.
    fn order(&mut self) -> (Vec<Step>, Step) {
        let decision = if self.below(2) == 0 {
            Step::Confirm
        } else {
            Step::Cancel
        };
        let mut steps = Vec::new();
        for step in [Step::Try, decision] {
            for _ in 0..=self.below(3) {
                steps.push(step);
            }
        }
        for at in (1..steps.len()).rev() {
            steps.swap(at, self.below(at + 1));
        }
        (steps, decision)
    }
}

async fn tcc_out_of_order_leaves_no_hold_stuck(mall: &Mall) {
    let orders = std::env::var(ORDERS_VARIABLE).map_or(ORDERS, |text| text.parse().unwrap());
    println!("seed {SEED:#x}, {orders} orders");
    let stock = i64::try_from(orders).unwrap() * 2;
    mall.receive("S", stock).await;
    let callers = mall.callers(TOGETHER).await;
    let next = Arc::new(AtomicUsize::new(0));
    let mut workers = JoinSet::new();
    for caller in callers {
        let next = Arc::clone(&next);
        workers.spawn(async move {
            let mut settled = Vec::new();
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                if at >= orders {
                    return settled;
                }
                settled.push(one_order(&caller, at).await);
            }
        });
    }
    let settled = workers.join_all().await.concat();
    let too_early: Vec<&String> = settled
        .iter()
        .filter_map(|order| order.too_early.as_ref())
        .collect();
    if !too_early.is_empty() {
        // A payment that came before its order was refused, and a refusal stands for a minute, so that a late copy of the call cannot contradict what the
        // caller was told. The coordinator goes on repeating; the minute passes in the database.
        println!("{} payments came before their order", too_early.len());
        mall.pass_for_refusals(61).await;
        for order in too_early {
            assert_eq!(told(&mall.confirm(order).await), "OK", "{order}");
        }
    }
    let paid: i64 = settled
        .iter()
        .map(|order| i64::from(order.decision == Step::Confirm))
        .sum();
    let free = stock - paid * 2;
    assert_eq!(
        mall.stock("S").await,
        format!("available={free} allocated={}", paid * 2),
        "no hold is stuck"
    );
    let sql = "SELECT COUNT(*) FROM reservation WHERE tenant = ? AND status = 'PRE_OCCUPIED'";
    assert_eq!(mall.center.number(sql, &mall.tenant).await, 0);
    assert!(paid > 0 && paid < i64::try_from(orders).unwrap());
}

/// What became of an order.
#[derive(Clone, Debug)]
struct Settled {
    decision: Step,
    /// Its number, when its payment came before it and is still refused.
    too_early: Option<String>,
}

/// Sends one order's messages, some at the same instant, then repeats the decision, as a coordinator does.
async fn one_order(caller: &Caller, at: usize) -> Settled {
    let mut dice =
        Dice(SEED ^ (u64::try_from(at).unwrap() + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let (steps, decision) = dice.order();
    let order = format!("O{at}");
    let mut rest = steps.as_slice();
    while !rest.is_empty() {
        let (now, later) = rest.split_at((1 + dice.below(3)).min(rest.len()));
        rest = later;
        let mut sent = JoinSet::new();
        for step in now {
            let (caller, order, step) = (caller.clone(), order.clone(), *step);
            sent.spawn(async move { (step, send(&caller, &order, step).await) });
        }
        for (step, code) in sent.join_all().await {
            assert!(
                expected(step, code.as_str()),
                "{order}: {step:?} was told {code} ({steps:?})"
            );
        }
    }
    // Every message got through at least once: the hold is there, or its cancel came first.
    let code = send(caller, &order, decision).await;
    let state = caller.order(&order).await.into_data().unwrap().state;
    let state = state.as_str();
    if decision == Step::Cancel {
        assert!(
            code.is_success() && matches!(state, "CANCELLED" | "SUSPENDED"),
            "{order}: {code} {state} ({steps:?})"
        );
    } else if code != ResultCode::ReservationNotFound {
        assert!(
            code.is_success() && state == "CONFIRMED",
            "{order}: {code} {state} ({steps:?})"
        );
    } else {
        assert_eq!(state, "PRE_OCCUPIED", "{order} ({steps:?})");
    }
    let too_early = (code == ResultCode::ReservationNotFound).then_some(order);
    Settled {
        decision,
        too_early,
    }
}

async fn send(caller: &Caller, order: &str, step: Step) -> ResultCode {
    let reply = match step {
        Step::Try => {
            let request = PreOccupyReq {
                ttl_seconds: Some(14_400),
                ..caller.hold(order, &[("S", 2)])
            };
            caller.send(request).await
        }
        Step::Confirm => caller.confirm(order).await,
        Step::Cancel => caller.cancel(order).await,
    };
    assert!(
        reply.code != ResultCode::SystemError && reply.code != ResultCode::BusyRetry,
        "{}",
        told(&reply)
    );
    reply.code
}

/// What a message may be told that comes at any moment.
fn expected(step: Step, code: &str) -> bool {
    matches!(code, "OK" | "OK_DUPLICATE" | "IDEMPOTENT_IN_PROGRESS")
        || match step {
            Step::Try => code == "RESERVATION_SUSPENDED",
            Step::Confirm => code == "RESERVATION_NOT_FOUND",
            Step::Cancel => false,
        }
}

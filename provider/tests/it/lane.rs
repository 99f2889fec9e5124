//! Many callers, one transaction.

use std::time::Duration;

use futures_util::future::join_all;
use stock::code::Code;
use stock_provider::lane::{LaneOptions, Lanes};
use tokio::time::Instant;

use crate::support::{check, confirm, options, receive, reserve, sqlite};

fn count(answers: &[stock::answer::Answer], code: Code) -> usize {
    answers.iter().filter(|answer| answer.code == code).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_callers_share_a_hundred_units() {
    let (_folder, store) = sqlite().await;
    let lanes = Lanes::start(&store, options());
    receive(&lanes, "A", 100).await;
    let calls = (0..1_000).map(|n| {
        let lanes = lanes.clone();
        tokio::spawn(async move {
            lanes
                .submit(reserve(&format!("O{n}"), &[("A", 1)]), None)
                .await
        })
    });
    let answers: Vec<_> = join_all(calls)
        .await
        .into_iter()
        .map(Result::unwrap)
        .collect();
    assert_eq!(count(&answers, Code::Ok), 100);
    assert_eq!(count(&answers, Code::StockNotEnough), 900);
    check(&store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn copies_of_one_call_have_one_effect_wherever_they_meet() {
    let (_folder, store) = sqlite().await;
    // Two lanes: copies meet within a batch and across transactions.
    let lanes = Lanes::start(
        &store,
        LaneOptions {
            count: 2,
            ..options()
        },
    );
    receive(&lanes, "A", 1_000).await;
    let copies = (0..64).map(|_| lanes.submit(reserve("O1", &[("A", 3)]), None));
    let answers = join_all(copies).await;
    assert_eq!(count(&answers, Code::Ok), 1);
    assert_eq!(count(&answers, Code::OkDuplicate), 63);
    let vouchers: std::collections::BTreeSet<_> =
        answers.iter().map(|a| a.voucher_no.clone()).collect();
    assert_eq!(vouchers.len(), 1);
    let other = lanes.submit(reserve("O1", &[("A", 4)]), None).await;
    assert_eq!(other.code, Code::IdempotentConflict);
    check(&store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn hold_and_payment_in_one_breath_are_decided_in_order() {
    let (_folder, store) = sqlite().await;
    let lanes = Lanes::start(&store, options());
    receive(&lanes, "A", 100).await;
    receive(&lanes, "B", 100).await;
    let pairs = (0..50).map(|n| {
        let order = format!("O{n}");
        let lanes = lanes.clone();
        async move {
            tokio::join!(
                lanes.submit(reserve(&order, &[("A", 1), ("B", 2)]), None),
                lanes.submit(confirm(&order), None)
            )
        }
    });
    for (held, paid) in join_all(pairs).await {
        assert_eq!(
            (held.code, paid.code),
            (Code::Ok, Code::Ok),
            "{held:?} {paid:?}"
        );
    }
    check(&store).await;
}

#[tokio::test]
async fn a_call_whose_time_is_over_is_not_begun() {
    let (_folder, store) = sqlite().await;
    let lanes = Lanes::start(&store, options());
    receive(&lanes, "A", 10).await;
    let late = Instant::now()
        .checked_sub(Duration::from_millis(1))
        .unwrap();
    let answer = lanes.submit(reserve("O1", &[("A", 1)]), Some(late)).await;
    assert!(
        matches!(answer.code, Code::TimeoutUnknown | Code::BusyRetry),
        "{answer:?}"
    );
    // The lane has passed it by: the next call of the order is a first one.
    let answer = lanes.submit(reserve("O1", &[("A", 1)]), None).await;
    assert_eq!(answer.code, Code::Ok);
}

#[tokio::test]
async fn a_full_lane_refuses_at_once_and_an_ended_one_too() {
    let (_folder, store) = sqlite().await;
    let lanes = Lanes::start(
        &store,
        LaneOptions {
            queue_max: 1,
            ..options()
        },
    );
    receive(&lanes, "A", 1_000).await;
    let calls = (0..200).map(|n| {
        let lanes = lanes.clone();
        async move {
            lanes
                .submit(reserve(&format!("O{n}"), &[("A", 1)]), None)
                .await
        }
    });
    let answers = join_all(calls).await;
    assert!(count(&answers, Code::BusyRetry) > 0, "{answers:?}");
    assert_eq!(
        count(&answers, Code::BusyRetry) + count(&answers, Code::Ok),
        200
    );
    lanes.shutdown(Duration::from_secs(10)).await;
    let answer = lanes.submit(reserve("X", &[("A", 1)]), None).await;
    assert_eq!(answer.code, Code::BusyRetry);
    check(&store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_accepted_is_finished_before_the_end() {
    let (_folder, store) = sqlite().await;
    let lanes = Lanes::start(&store, options());
    receive(&lanes, "A", 1_000).await;
    let calls: Vec<_> = (0..300)
        .map(|n| {
            let lanes = lanes.clone();
            tokio::spawn(async move {
                lanes
                    .submit(reserve(&format!("O{n}"), &[("A", 1)]), None)
                    .await
            })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(5)).await;
    lanes.shutdown(Duration::from_secs(20)).await;
    for call in calls {
        let answer = call.await.unwrap();
        assert!(
            matches!(answer.code, Code::Ok | Code::BusyRetry),
            "{answer:?}"
        );
    }
    check(&store).await;
}

//! Many callers at once.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use dubbo_api::reservation::PreOccupyReq;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::mall::{Caller, Mall, told};
use super::on_both_databases;

/// Connections that the callers of a test share.
const CONNECTIONS: usize = 50;

on_both_databases! {
    case_08_confirm_and_sweeper_race,
    case_11_a_thousand_callers_a_hundred_units,
    case_12_seven_and_seven_of_ten_together,
    case_13_crossing_orders,
}

/// How many calls were told what.
fn tally(answers: Vec<String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for answer in answers {
        *counts.entry(answer).or_insert(0) += 1;
    }
    counts
}

/// Payments come from half a second before to half a second after the end of each hold, while the sweepers of all providers take what is due.
async fn case_08_confirm_and_sweeper_race(mall: &Mall) {
    const ORDERS: usize = 200;
    mall.receive("S", 200).await;
    let callers = mall.callers(20).await;
    let mut races = JoinSet::new();
    for at in 0..ORDERS {
        let caller = callers[at % callers.len()].clone();
        races.spawn(async move {
            let order = format!("O{at}");
            let request = PreOccupyReq {
                ttl_seconds: Some(5),
                ..caller.hold(&order, &[("S", 1)])
            };
            let held = caller.send(request).await.into_data().unwrap();
            let left = held.expire_at.unwrap().0 - held.created_at.unwrap().0;
            assert_eq!(left, 5_000);
            let early = u64::try_from(at).unwrap() * 5;
            tokio::time::sleep(Duration::from_millis(4_500 + early)).await;
            let paid = told(&caller.confirm(&order).await);
            (order, paid)
        });
    }
    let mut told_of = BTreeMap::new();
    for (order, paid) in races.join_all().await {
        assert!(
            matches!(paid.as_str(), "OK" | "RESERVATION_EXPIRED"),
            "{order}: {paid}"
        );
        told_of.insert(order, paid);
    }
    let all_closed = || async { !mall.stock("S").await.contains("preoccupied") };
    super::provider::until("the sweepers", Duration::from_secs(20), all_closed).await;
    let mut paid = 0;
    for (order, told) in &told_of {
        let state = mall.order(order).await.into_data().unwrap().state;
        let expected = if told == "OK" { "CONFIRMED" } else { "EXPIRED" };
        assert_eq!(state.as_str(), expected, "{order} was told {told}");
        paid += usize::from(told == "OK");
    }
    let moves = tally(
        mall.ledger("S")
            .await
            .iter()
            .map(|row| row.movement.to_string())
            .collect(),
    );
    assert_eq!(moves.get("CONFIRM").copied().unwrap_or(0), paid);
    assert_eq!(
        moves.get("EXPIRE").copied().unwrap_or(0),
        ORDERS - paid,
        "each ended once"
    );
    assert!(
        paid > 0 && paid < ORDERS,
        "{paid} of {ORDERS} were paid in time: no race"
    );
}

/// On MariaDB the callers are spread over two providers.
async fn case_11_a_thousand_callers_a_hundred_units(mall: &Mall) {
    mall.receive("S", 100).await;
    let callers = mall.callers(CONNECTIONS).await;
    let mut crowd = JoinSet::new();
    for at in 0..1_000 {
        let caller = callers[at % CONNECTIONS].clone();
        crowd.spawn(async move { told(&caller.reserve(&format!("O{at}"), &[("S", 1)]).await) });
    }
    let counts = tally(crowd.join_all().await);
    let expected = BTreeMap::from([
        ("OK".to_owned(), 100),
        ("STOCK_NOT_ENOUGH S 0/1".to_owned(), 900),
    ]);
    assert_eq!(counts, expected);
    assert_eq!(mall.stock("S").await, "preoccupied=100");
    let rows = mall.ledger("S").await;
    assert!(
        rows.iter()
            .all(|row| row.from_bucket.as_str() == "supplier" || row.from_after >= 0),
        "never negative"
    );
    assert_eq!(rows.len(), 101);
}

async fn case_12_seven_and_seven_of_ten_together(mall: &Mall) {
    mall.receive("S", 10).await;
    let there = mall.elsewhere().await;
    for round in 0..20 {
        let orders = [format!("A{round}"), format!("B{round}")];
        let line = [("S", 7)];
        let (one, two) = tokio::join!(
            mall.reserve(&orders[0], &line),
            there.reserve(&orders[1], &line)
        );
        let told = [told(&one), told(&two)];
        let winner = usize::from(told[1] == "OK");
        assert_eq!(told[winner], "OK", "{told:?}");
        assert_eq!(told[1 - winner], "STOCK_NOT_ENOUGH S 3/7", "{told:?}");
        assert_eq!(mall.cancel(&orders[winner]).await.code.as_str(), "OK");
    }
    assert_eq!(mall.stock("S").await, "available=10");
}

/// A thousand orders that name the same two parts in opposite order, each held, half of them given back: no deadlock reaches a caller.
async fn case_13_crossing_orders(mall: &Mall) {
    mall.receive("A", 2_000).await;
    mall.receive("B", 2_000).await;
    let callers = mall.callers(CONNECTIONS).await;
    let together = Arc::new(Semaphore::new(64));
    let mut crossings = JoinSet::new();
    for at in 0..1_000 {
        let caller: Caller = callers[at % CONNECTIONS].clone();
        let together = Arc::clone(&together);
        crossings.spawn(async move {
            let _turn = together.acquire_owned().await.unwrap();
            let order = format!("O{at}");
            let lines = if at % 2 == 0 {
                [("A", 2), ("B", 1)]
            } else {
                [("B", 1), ("A", 2)]
            };
            let held = told(&caller.reserve(&order, &lines).await);
            let back = if at % 4 < 2 {
                told(&caller.cancel(&order).await)
            } else {
                "kept".to_owned()
            };
            format!("{held} {back}")
        });
    }
    let counts = tally(crossings.join_all().await);
    assert_eq!(
        counts,
        BTreeMap::from([("OK OK".to_owned(), 500), ("OK kept".to_owned(), 500)])
    );
    assert_eq!(mall.stock("A").await, "available=1000 preoccupied=1000");
    assert_eq!(mall.stock("B").await, "available=1500 preoccupied=500");
}

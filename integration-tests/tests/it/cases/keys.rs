//! The same call again: copies, retries, answers that were lost, calls that come late.

use std::time::Duration;

use dubbo_api::code::ResultCode;
use dubbo_api::reservation::StockReservationService as _;
use dubbo_rpc::Context;
use tokio::task::JoinSet;

use super::mall::{Caller, Mall, told};
use super::on_both_databases;
use super::provider::until;
use super::relay::{Mode, Relay};
use super::table::rows;

on_both_databases! {
    case_01_sent_twice_with_the_same_content,
    case_02_same_key_other_quantity,
    case_03_two_copies_of_a_key_at_the_same_instant,
    case_03_one_key_with_two_contents_from_64_callers,
    case_04_caller_times_out_after_the_commit,
    case_75_refusal_is_remembered_for_the_delayed_copy,
}

async fn case_01_sent_twice_with_the_same_content(mall: &Mall) {
    mall.receive("S", 10).await;
    let first = mall.reserve("O1", &[("S", 3)]).await;
    let second = mall.reserve("O1", &[("S", 3)]).await;
    assert_eq!(
        (told(&first), told(&second)),
        ("OK".to_owned(), "OK_DUPLICATE".to_owned())
    );
    let (first, second) = (first.data.unwrap(), second.data.unwrap());
    assert!(
        first.reservation_no.is_some() && first.voucher_no.is_some(),
        "{first:?}"
    );
    assert_eq!(first, second);
    assert_eq!(mall.stock("S").await, "available=7 preoccupied=3");
    let rows = mall.ledger("S").await;
    assert_eq!(
        rows.iter()
            .filter(|row| row.movement.as_str() == "PRE_OCCUPY")
            .count(),
        1
    );
}

async fn case_02_same_key_other_quantity(mall: &Mall) {
    rows(
        mall,
        "
        receive W1 S*10
        reserve O1 S*3 key=K       -> OK
        reserve O1 S*4 key=K       -> IDEMPOTENT_CONFLICT
        stock W1 S                 -> available=7 preoccupied=3
        order O1                   -> PRE_OCCUPIED S*3@W1
    ",
    )
    .await;
}

async fn case_03_two_copies_of_a_key_at_the_same_instant(mall: &Mall) {
    mall.receive("S", 100).await;
    let there = mall.elsewhere().await;
    for round in 0..30 {
        let order = format!("O{round}");
        let line = [("S", 2)];
        let (one, two) = tokio::join!(mall.reserve(&order, &line), there.reserve(&order, &line));
        let codes = [one.code.as_str(), two.code.as_str()];
        assert_eq!(
            codes.iter().filter(|code| **code == "OK").count(),
            1,
            "{codes:?}"
        );
        assert!(
            codes
                .iter()
                .all(|code| matches!(*code, "OK" | "OK_DUPLICATE" | "IDEMPOTENT_IN_PROGRESS")),
            "{codes:?}"
        );
        if let (Some(one), Some(two)) = (&one.data, &two.data) {
            assert_eq!(one.reservation_no, two.reservation_no);
        }
    }
    assert_eq!(mall.stock("S").await, "available=40 preoccupied=60");
}

/// 64 callers, half of them with another quantity under the same key: one effect, the others replay it or are told of the conflict.
async fn case_03_one_key_with_two_contents_from_64_callers(mall: &Mall) {
    mall.receive("S", 100).await;
    let callers = mall.callers(64).await;
    let mut asked = JoinSet::new();
    for (at, caller) in callers.into_iter().enumerate() {
        let quantity = if at % 2 == 0 { 3 } else { 4 };
        asked.spawn(async move { (quantity, caller.reserve("O1", &[("S", quantity)]).await) });
    }
    let answers = asked.join_all().await;
    let won: Vec<_> = answers
        .iter()
        .filter(|(_, reply)| reply.code == ResultCode::Ok)
        .collect();
    let [(held, winner)] = won[..] else {
        panic!("{} calls took effect", won.len())
    };
    for (quantity, reply) in &answers {
        match reply.code.as_str() {
            "OK" => {}
            "OK_DUPLICATE" => assert_eq!((quantity, &reply.data), (held, &winner.data)),
            "IDEMPOTENT_CONFLICT" => assert_ne!(quantity, held),
            "IDEMPOTENT_IN_PROGRESS" => assert!(reply.retryable),
            other => panic!("{other}: {reply:?}"),
        }
    }
    assert_eq!(
        mall.stock("S").await,
        format!("available={} preoccupied={held}", 100 - held)
    );
}

async fn case_04_caller_times_out_after_the_commit(mall: &Mall) {
    mall.receive("S", 10).await;
    let wire = Relay::to(mall.center.providers[0].address()).await;
    let caller = Caller::connect(wire.address(), &mall.tenant).await;
    assert_eq!(
        told(&caller.reserve("WARM", &[("S", 1)]).await),
        "OK",
        "the wire passes"
    );

    wire.set(Mode::LoseAnswers);
    let impatient = Context::new().with_timeout(Duration::from_secs(1));
    let request = caller.hold("O1", &[("S", 3)]);
    let fault = caller
        .orders
        .pre_occupy(&impatient, request.clone())
        .await
        .unwrap_err();
    assert!(fault.is_timeout(), "{fault}");

    // It committed, though the caller never heard of it: the key tells.
    let found = || async { mall.by_key("O1").await.unwrap().is_success() };
    until("the answer by key", Duration::from_secs(20), found).await;
    let stored = mall.by_key("O1").await.unwrap().into_data().unwrap();
    assert_eq!(stored.code, ResultCode::Ok);
    let held = stored.reservation.unwrap();
    assert_eq!(
        (held.order_no.as_str(), held.state.as_str()),
        ("O1", "PRE_OCCUPIED")
    );
    assert!(
        stored.answered_at.is_some()
            && stored.refused_until.is_none()
            && stored.voucher_no.is_some()
    );
    // And so does sending it again.
    let again = mall.send(request).await;
    assert_eq!(told(&again), "OK_DUPLICATE");
    assert_eq!(again.data.unwrap().reservation_no, held.reservation_no);
    assert_eq!(told(&mall.by_key("NEVER").await.unwrap()), "NOT_FOUND");
    assert_eq!(mall.stock("S").await, "available=6 preoccupied=4");
}

/// Dubbo's failover: the first copy is stuck on its way, the second is refused by the other provider, then goods arrive, then the first copy.
async fn case_75_refusal_is_remembered_for_the_delayed_copy(mall: &Mall) {
    mall.receive("S", 2).await;
    let wire = Relay::to(mall.center.providers[0].address()).await;
    let stuck = Caller::connect(wire.address(), &mall.tenant).await;
    assert_eq!(told(&stuck.reserve("WARM", &[("S", 1)]).await), "OK");
    wire.set(Mode::HoldRequests);
    let request = mall.hold("O1", &[("S", 3)]);
    let first_copy = tokio::spawn({
        let request = request.clone();
        async move { stuck.send(request).await }
    });
    tokio::time::sleep(Duration::from_millis(200)).await;

    let elsewhere = mall.elsewhere().await;
    let refused = elsewhere.send(request.clone()).await;
    assert_eq!(told(&refused), "STOCK_NOT_ENOUGH S 1/3");
    mall.receive("S", 50).await;
    assert!(!first_copy.is_finished());
    wire.set(Mode::Pass);
    let late = first_copy.await.unwrap();
    assert_eq!(
        told(&late),
        "STOCK_NOT_ENOUGH S 1/3",
        "the refusal that the caller was told"
    );
    assert_eq!(told(&mall.order("O1").await), "RESERVATION_NOT_FOUND");
    assert_eq!(mall.stock("S").await, "available=51 preoccupied=1");
    let stored = elsewhere.by_key("O1").await.unwrap().into_data().unwrap();
    assert_eq!(stored.code, ResultCode::StockNotEnough);
    assert!(stored.refused_until > stored.answered_at, "{stored:?}");

    // After a minute (moved into the past in the database) the same key may be served.
    mall.pass_for_refusals(61).await;
    assert_eq!(told(&mall.send(request).await), "OK");
    assert_eq!(mall.stock("S").await, "available=48 preoccupied=4");
}

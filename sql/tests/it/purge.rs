//! Old rows go away, what is still needed stays.

use std::time::Duration;

use stock::answer::{Answer, Body, ReservationView};
use stock::book::Documents;
use stock::code::Code;
use stock::op::OpType;
use stock_sql::{CheckLimits, Keep, Purged};

use crate::support::{Database, envelope, hold, ids, on_both_engines, op_key, run, stock_up};

on_both_engines!(
    what_is_over_goes_and_what_counts_stays,
    one_provider_purges_at_a_time,
);

/// Everything is old; two rows at a time.
const NOW: Keep = Keep {
    refusals: Duration::ZERO,
    answers: Duration::ZERO,
    sent: Duration::ZERO,
    batch: 2,
    traces: Duration::ZERO,
};

async fn what_is_over_goes_and_what_counts_stays(database: &Database) {
    let store = &database.store;
    let mut ids = ids();
    stock_up(store, &mut ids, "PO-1", &[("A", 10)]).await;
    run(
        store,
        &mut ids,
        Documents::default(),
        &["A"],
        |book, ids| {
            // As the rules answer a hold: with the reservation.
            let mut plan = hold(book, ids, "O-1", &[("A", 1)]);
            plan.answer.body =
                Body::Reservation(ReservationView::of(&plan.reservations[0], Vec::new()));
            let answer = book.apply(&envelope(OpType::PreOccupy, "O-1"), plan, ids);
            assert_eq!(answer.code, Code::Ok, "{}", answer.message);
        },
    )
    .await
    .unwrap();
    for order in ["O-2", "O-3", "O-4"] {
        run(store, &mut ids, Documents::default(), &[], |book, ids| {
            let refused = Answer::refused(Code::StockNotEnough, "no");
            book.refuse(
                &envelope(OpType::PreOccupy, order),
                refused,
                Vec::new(),
                ids,
            );
        })
        .await
        .unwrap();
    }
    // The first two refusals are over, the third is remembered still; one outbox row was sent.
    let past = "UPDATE voucher SET refused_until = 1 WHERE biz_no IN ('O-2', 'O-3')";
    assert_eq!(database.sql(past).await, 2);
    let sent = "UPDATE outbox SET due_at = NULL WHERE id = (SELECT outbox_id FROM voucher WHERE biz_no = 'PO-1')";
    assert_eq!(database.sql(sent).await, 1);
    tokio::time::sleep(Duration::from_millis(20)).await;

    let mut all = Purged::default();
    loop {
        let one = store.purge(NOW).await.unwrap();
        all.refusals += one.refusals;
        all.answers += one.answers;
        all.sent += one.sent;
        if !one.more {
            break;
        }
    }
    assert_eq!((all.refusals, all.answers, all.sent), (2, 1, 1));
    let by_key = |order| {
        let key = op_key(OpType::PreOccupy, order);
        async move { store.answer_by_key(&key).await.unwrap() }
    };
    assert!(by_key("O-2").await.is_none());
    assert!(by_key("O-4").await.is_some(), "it is still remembered");
    let held = by_key("O-1").await.unwrap().answer;
    assert_eq!(held.code, Code::Ok);
    assert!(held.voucher_no.is_some());
    assert_eq!(held.body, Body::None);
    assert_eq!(store.check(CheckLimits::default()).await.unwrap(), []);
    assert_eq!(store.purge(NOW).await.unwrap(), Purged::default(), "once");
}

async fn one_provider_purges_at_a_time(database: &Database) {
    let mut ids = ids();
    hold_up(database, &mut ids).await;
    let second = database.second().await;
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert!(database.store.purge(NOW).await.unwrap().more);
    assert_eq!(second.purge(NOW).await.unwrap(), Purged::default());
    // The first one died; its lease ends.
    database.sql("UPDATE lease SET lease_until = 1").await;
    assert!(second.purge(NOW).await.unwrap().more);
    assert_eq!(database.store.purge(NOW).await.unwrap(), Purged::default());
    second.close().await;
}

async fn hold_up(database: &Database, ids: &mut stock::ids::IdSource) {
    for number in 0..8 {
        stock_up(&database.store, ids, &format!("PO-{number}"), &[("A", 10)]).await;
    }
}

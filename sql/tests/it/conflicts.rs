//! Two who want the same.

use std::time::{Duration, Instant};

use stock::book::{Accounts, Book, Documents, Writes};
use stock::bucket::Bucket;
use stock::code::Code;
use stock::command::Target;
use stock::op::OpType;
use stock::reservation::ReservationStatus;
use stock_sql::{ErrorKind, Store, StoreOptions, UniqueKey};

use crate::support::{
    Database, envelope, hold, hold_order, ids, key, on_both_engines, op_key, receive, run, stock_up,
};

on_both_engines!(
    a_key_is_used_once,
    an_order_is_held_once,
    a_closed_order_is_held_again,
    a_stale_balance_misses_its_guard,
    a_stale_reservation_misses_its_version,
    a_stale_new_balance_is_noticed,
    a_refusal_replaced_twice_misses_its_guard,
    a_voucher_is_reversed_once,
    two_writers_on_one_row_lose_nothing,
    due_holds_are_claimed_once,
    crossing_orders_do_not_deadlock,
    a_lock_held_too_long_is_a_retry,
    what_a_document_says_while_it_decides_nobody_changes,
);

async fn due_holds_are_claimed_once(database: &Database) {
    let lease = Duration::from_secs(60);
    let mut ids = ids();
    stock_up(&database.store, &mut ids, "PO-1", &[("A", 100)]).await;
    for n in 0..20 {
        hold_order(&database.store, &mut ids, &format!("O-{n}"), &[("A", 1)])
            .await
            .unwrap();
    }
    assert!(database.store.due(100, lease).await.unwrap().is_empty());
    database
        .sql("UPDATE reservation SET due_at = due_at - 900000 - id % 7")
        .await;
    let second = database.second().await;
    let (ours, theirs) = tokio::join!(database.store.due(15, lease), second.due(15, lease));
    let mut claimed: Vec<_> = ours.unwrap().into_iter().chain(theirs.unwrap()).collect();
    claimed.extend(second.due(20, lease).await.unwrap());
    claimed.sort();
    let count = claimed.len();
    claimed.dedup();
    assert_eq!((claimed.len(), count), (20, 20));
    assert!(second.due(20, lease).await.unwrap().is_empty());
    // A claimer that died leaves them to the next when its lease ends.
    database
        .sql("UPDATE reservation SET due_at = due_at - 61000")
        .await;
    assert_eq!(second.due(20, lease).await.unwrap().len(), 20);
    let found = second
        .reservation(&"T1".into(), &Target::Reservation(claimed[3].1.clone()))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(found.lines.len(), 1);
    let stored = second
        .answer_by_key(&op_key(OpType::PreOccupy, "O-7"))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(stored.answer.code, Code::Ok);
    assert!(
        second
            .answer_by_key(&op_key(OpType::Cancel, "O-7"))
            .await
            .unwrap()
            .is_none()
    );
    second.close().await;
}

async fn a_key_is_used_once(database: &Database) {
    let mut ids = ids();
    stock_up(&database.store, &mut ids, "PO-1", &[("A", 10)]).await;
    let error = run(
        &database.store,
        &mut ids,
        Documents::default(),
        &["A"],
        |book, ids| {
            book.apply(
                &envelope(OpType::PurchaseIn, "PO-1"),
                receive(&[("A", 10)]),
                ids,
            );
        },
    )
    .await
    .unwrap_err();
    assert_eq!(
        error.kind(),
        ErrorKind::Duplicate(UniqueKey::VoucherKey),
        "{error}"
    );
    assert!(error.is_retryable());
}

async fn an_order_is_held_once(database: &Database) {
    let mut ids = ids();
    stock_up(&database.store, &mut ids, "PO-1", &[("A", 10)]).await;
    hold_order(&database.store, &mut ids, "O-1", &[("A", 1)])
        .await
        .unwrap();
    let error = run(
        &database.store,
        &mut ids,
        Documents::default(),
        &["A"],
        |book, ids| {
            let plan = hold(book, ids, "O-1", &[("A", 1)]);
            // Another key, so that only the order is the same.
            book.apply(&envelope(OpType::PreOccupy, "O-1b"), plan, ids);
        },
    )
    .await
    .unwrap_err();
    assert_eq!(
        error.kind(),
        ErrorKind::Duplicate(UniqueKey::OpenOrder),
        "{error}"
    );
}

async fn a_closed_order_is_held_again(database: &Database) {
    let mut ids = ids();
    stock_up(&database.store, &mut ids, "PO-1", &[("A", 10)]).await;
    hold_order(&database.store, &mut ids, "O-1", &[("A", 1)])
        .await
        .unwrap();
    let of_order = Documents {
        reservations: vec![("T1".into(), Target::Order("O-1".into()))],
        ..Documents::default()
    };
    run(
        &database.store,
        &mut ids,
        of_order.clone(),
        &["A"],
        |book, ids| {
            let mut after = book
                .reservation(&"T1".into(), &of_order.reservations[0].1)
                .unwrap()
                .clone();
            after.status = ReservationStatus::Cancelled;
            after.lines[0].released = 1;
            let plan = stock::book::Plan {
                reservations: vec![after],
                ..stock::book::Plan::answer(crate::support::ok())
            };
            book.apply(&envelope(OpType::Cancel, "O-1"), plan, ids);
        },
    )
    .await
    .unwrap();
    run(
        &database.store,
        &mut ids,
        Documents::default(),
        &["A"],
        |book, ids| {
            let plan = hold(book, ids, "O-1", &[("A", 1)]);
            book.apply(&envelope(OpType::PreOccupy, "O-1b"), plan, ids);
        },
    )
    .await
    .unwrap();
    let mut tx = database.store.begin().await.unwrap();
    let mut book = Book::default();
    tx.documents(&of_order, &mut book).await.unwrap();
    assert_eq!(book.reservations().len(), 1, "only the latest is read");
    assert_eq!(
        book.reservations().values().next().unwrap().status,
        ReservationStatus::PreOccupied
    );
    tx.rollback().await;
}

/// Writes of a hold decided on a balance as it is now.
async fn stale_hold(database: &Database, order: &str, quantity: i64) -> Writes {
    let mut ids = ids();
    let mut tx = database.store.begin().await.unwrap();
    let mut book = Book::default();
    tx.documents(&Documents::default(), &mut book)
        .await
        .unwrap();
    let accounts = Accounts {
        keys: vec![key("A")],
        ..Accounts::default()
    };
    tx.lock(&accounts, &mut book).await.unwrap();
    tx.rollback().await;
    ids.advance_to(book.now.plus_seconds(10));
    let plan = hold(&book, &mut ids, order, &[("A", quantity)]);
    assert_eq!(
        book.apply(&envelope(OpType::PreOccupy, order), plan, &mut ids)
            .code,
        Code::Ok
    );
    book.into_writes()
}

async fn a_stale_balance_misses_its_guard(database: &Database) {
    let mut ids = ids();
    stock_up(&database.store, &mut ids, "PO-1", &[("A", 10)]).await;
    let writes = stale_hold(database, "O-late", 7).await;
    hold_order(&database.store, &mut ids, "O-1", &[("A", 7)])
        .await
        .unwrap();
    let mut tx = database.store.begin().await.unwrap();
    let error = tx.write(&writes).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::GuardMissed, "{error}");
    tx.rollback().await;
    assert_eq!(
        database
            .number("SELECT available FROM balance WHERE sku = 'A'")
            .await,
        3
    );
    assert_eq!(database.number("SELECT COUNT(*) FROM voucher").await, 2);
    assert_eq!(database.number("SELECT COUNT(*) FROM ledger").await, 2);
}

async fn a_stale_reservation_misses_its_version(database: &Database) {
    let mut ids = ids();
    stock_up(&database.store, &mut ids, "PO-1", &[("A", 10)]).await;
    hold_order(&database.store, &mut ids, "O-1", &[("A", 1)])
        .await
        .unwrap();
    let of_order = Documents {
        reservations: vec![("T1".into(), Target::Order("O-1".into()))],
        ..Documents::default()
    };
    let extend = |biz_no: &'static str| {
        let target = of_order.reservations[0].1.clone();
        move |book: &mut Book, ids: &mut stock::ids::IdSource| {
            let mut after = book.reservation(&"T1".into(), &target).unwrap().clone();
            after.expire_at = after.expire_at.plus_seconds(60);
            let plan = stock::book::Plan {
                reservations: vec![after],
                ..stock::book::Plan::answer(crate::support::ok())
            };
            book.apply(&envelope(OpType::Extend, biz_no), plan, ids);
        }
    };
    let mut book = Book::default();
    let mut tx = database.store.begin().await.unwrap();
    tx.documents(&of_order, &mut book).await.unwrap();
    tx.rollback().await;
    run(
        &database.store,
        &mut ids,
        of_order.clone(),
        &[],
        extend("E-1"),
    )
    .await
    .unwrap();
    extend("E-2")(&mut book, &mut ids);
    let mut tx = database.store.begin().await.unwrap();
    let error = tx.write(&book.into_writes()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::GuardMissed, "{error}");
    tx.rollback().await;
    assert_eq!(
        database
            .number("SELECT COUNT(*) FROM voucher WHERE op = 'EXTEND'")
            .await,
        1
    );
}

async fn a_stale_new_balance_is_noticed(database: &Database) {
    let mut ids = ids();
    // Decided while the row did not exist; another provider makes and fills it meanwhile.
    let mut book = Book::default();
    book.apply(
        &envelope(OpType::PurchaseIn, "PO-2"),
        receive(&[("A", 5)]),
        &mut ids,
    );
    let second = database.second().await;
    stock_up(&second, &mut crate::support::ids(), "PO-1", &[("A", 10)]).await;
    second.close().await;
    let mut tx = database.store.begin().await.unwrap();
    let error = tx.write(&book.into_writes()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::GuardMissed, "{error}");
    tx.rollback().await;
}

async fn a_refusal_replaced_twice_misses_its_guard(database: &Database) {
    let mut ids = ids();
    stock_up(&database.store, &mut ids, "PO-1", &[("A", 10)]).await;
    let voucher = database.number("SELECT id FROM voucher").await;
    let mut book = Book::default();
    book.apply(
        &envelope(OpType::PurchaseIn, "PO-9"),
        receive(&[("B", 5)]),
        &mut ids,
    );
    let mut writes = book.into_writes();
    // Not refused any more: somebody replaced it.
    writes.forgotten.push(voucher);
    let mut tx = database.store.begin().await.unwrap();
    let error = tx.write(&writes).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::GuardMissed, "{error}");
    tx.rollback().await;
    assert_eq!(database.number("SELECT COUNT(*) FROM voucher").await, 1);
}

async fn a_voucher_is_reversed_once(database: &Database) {
    let mut ids = ids();
    stock_up(&database.store, &mut ids, "PO-1", &[("A", 10)]).await;
    let voucher = database.number("SELECT id FROM voucher").await;
    let reverse = |biz_no: &str, ids: &mut stock::ids::IdSource| {
        let mut book = Book::default();
        let plan = stock::book::Plan {
            reverses: Some(voucher),
            ..stock::book::Plan::answer(crate::support::ok())
        };
        book.apply(&envelope(OpType::Reverse, biz_no), plan, ids);
        book.into_writes()
    };
    let mut tx = database.store.begin().await.unwrap();
    tx.write(&reverse("R-1", &mut ids)).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = database.store.begin().await.unwrap();
    let error = tx.write(&reverse("R-2", &mut ids)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::GuardMissed, "{error}");
    tx.rollback().await;
}

async fn two_writers_on_one_row_lose_nothing(database: &Database) {
    let mut first_ids = ids();
    stock_up(&database.store, &mut first_ids, "PO-1", &[("A", 30)]).await;
    let mut tasks = Vec::new();
    for writer in 0..2 {
        let store = database.second().await;
        let mut ids = ids();
        tasks.push(tokio::spawn(async move {
            let mut held = 0;
            for n in 0..40 {
                let order = format!("O-{writer}-{n}");
                loop {
                    let mut refused = false;
                    let outcome = run(
                        &store,
                        &mut ids,
                        Documents::default(),
                        &["A"],
                        |book, ids| {
                            if book.quantity(&key("A"), Bucket::Available) == 0 {
                                refused = true;
                                return;
                            }
                            let plan = hold(book, ids, &order, &[("A", 1)]);
                            let answer =
                                book.apply(&envelope(OpType::PreOccupy, &order), plan, ids);
                            assert_eq!(answer.code, Code::Ok, "{}", answer.message);
                        },
                    )
                    .await;
                    match outcome {
                        Ok(_) => {
                            held += i32::from(!refused);
                            break;
                        }
                        Err(error) => assert!(error.is_retryable(), "{error}"),
                    }
                }
            }
            store.close().await;
            held
        }));
    }
    let mut held = 0;
    for task in tasks {
        held += task.await.unwrap();
    }
    assert_eq!(held, 30);
    assert_eq!(database.number("SELECT available FROM balance").await, 0);
    assert_eq!(database.number("SELECT preoccupied FROM balance").await, 30);
    assert_eq!(
        database.number("SELECT COUNT(*) FROM reservation").await,
        30
    );
    // Every `after` follows from the one before: no lost update hides in the ledger.
    assert_eq!(
        database
            .number("SELECT COUNT(DISTINCT from_after) FROM ledger WHERE from_bucket = 'available'")
            .await,
        30
    );
}

async fn crossing_orders_do_not_deadlock(database: &Database) {
    let mut first_ids = ids();
    stock_up(
        &database.store,
        &mut first_ids,
        "PO-1",
        &[("A", 1_000), ("B", 1_000)],
    )
    .await;
    let mut tasks = Vec::new();
    for (writer, lines) in [[("A", 1), ("B", 1)], [("B", 1), ("A", 1)]]
        .into_iter()
        .enumerate()
    {
        let store = database.second().await;
        let mut ids = ids();
        tasks.push(tokio::spawn(async move {
            let mut retries = 0;
            for n in 0..50 {
                let order = format!("O-{writer}-{n}");
                while let Err(error) = hold_order(&store, &mut ids, &order, &lines).await {
                    assert!(error.is_retryable(), "{error}");
                    retries += 1;
                }
            }
            store.close().await;
            retries
        }));
    }
    let mut retries = 0;
    for task in tasks {
        retries += task.await.unwrap();
    }
    // Rows are locked in one order, whatever the order of the lines.
    assert!(retries < 5, "{retries} retries of 100 orders");
    for sku in ["A", "B"] {
        let held = format!("SELECT preoccupied FROM balance WHERE sku = '{sku}'");
        assert_eq!(database.number(&held).await, 100);
    }
}

async fn a_lock_held_too_long_is_a_retry(database: &Database) {
    let mut ids = ids();
    stock_up(&database.store, &mut ids, "PO-1", &[("A", 10)]).await;
    let options = StoreOptions {
        lock_wait: Duration::from_secs(1),
        ..StoreOptions::default()
    };
    let second = Store::open(&database.url, options).await.unwrap();
    let accounts = Accounts {
        keys: vec![key("A")],
        ..Accounts::default()
    };
    let mut holder = database.store.begin().await.unwrap();
    holder.lock(&accounts, &mut Book::default()).await.unwrap();
    let since = Instant::now();
    let error = hold_order(&second, &mut ids, "O-1", &[("A", 1)])
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Retry, "{error}");
    let waited = since.elapsed();
    assert!((900..4_000).contains(&waited.as_millis()), "{waited:?}");
    holder.rollback().await;
    hold_order(&second, &mut ids, "O-1", &[("A", 1)])
        .await
        .unwrap();
    second.close().await;
}

/// A writer that read an order and writes nothing of it: another order of the same goods goes on, this one waits. Who only looks neither waits nor keeps others
/// waiting.
async fn what_a_document_says_while_it_decides_nobody_changes(database: &Database) {
    let mut ids = ids();
    stock_up(&database.store, &mut ids, "PO-1", &[("A", 10)]).await;
    for order in ["O-1", "O-2"] {
        hold_order(&database.store, &mut ids, order, &[("A", 1)])
            .await
            .unwrap();
    }
    let options = StoreOptions {
        lock_wait: Duration::from_secs(1),
        ..StoreOptions::default()
    };
    let second = Store::open(&database.url, options).await.unwrap();
    let of = |order: &str| Documents {
        reservations: vec![("T1".into(), Target::Order(order.into()))],
        ..Documents::default()
    };
    let extend = async |ids: &mut stock::ids::IdSource, order: &'static str, biz_no| {
        run(&second, ids, of(order), &[], |book, ids| {
            let target = Target::Order(order.into());
            let mut after = book.reservation(&"T1".into(), &target).unwrap().clone();
            after.expire_at = after.expire_at.plus_seconds(60);
            let plan = stock::book::Plan {
                reservations: vec![after],
                ..stock::book::Plan::answer(crate::support::ok())
            };
            book.apply(&envelope(OpType::Extend, biz_no), plan, ids);
        })
        .await
    };
    let mut decides = database.store.begin().await.unwrap();
    let mut book = Book::default();
    decides.documents(&of("O-1"), &mut book).await.unwrap();
    let since = Instant::now();
    let error = extend(&mut ids, "O-1", "E-1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Retry, "{error}");
    assert!(since.elapsed() >= Duration::from_millis(900));
    let target = Target::Order("O-1".into());
    let seen = second.reservation(&"T1".into(), &target).await.unwrap();
    assert_eq!(seen.as_ref(), book.reservation(&"T1".into(), &target));
    // SQLite has one writer at a time, whatever it writes.
    if !database.url.starts_with("sqlite:") {
        extend(&mut ids, "O-2", "E-2").await.unwrap();
    }
    decides.rollback().await;
    extend(&mut ids, "O-1", "E-1").await.unwrap();
    second.close().await;
}

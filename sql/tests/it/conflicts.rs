//! Two who want the same, dead connections, hostile and oversize values.

use stock::balance::BalanceKey;
use stock::book::{Accounts, Book, Documents, Writes};
use stock::bucket::Bucket;
use stock::code::Code;
use stock::command::Target;
use stock::op::OpType;
use stock::reservation::ReservationStatus;
use stock_sql::{ErrorKind, UniqueKey};

use crate::support::{
    Database, envelope, hold, hold_order, ids, key, on_both_engines, op_key, receive, run, stock_up,
};

on_both_engines!(
    a_key_is_used_once,
    an_order_is_held_once,
    a_stale_balance_misses_its_guard,
    a_stale_reservation_misses_its_version,
    a_stale_new_balance_is_noticed,
    a_refusal_replaced_twice_misses_its_guard,
    a_voucher_is_reversed_once,
    two_writers_on_one_row_lose_nothing,
    a_dropped_transaction_leaves_nothing,
    a_failed_write_leaves_nothing,
    hostile_texts_are_only_texts,
    oversize_values_are_refused_by_name,
    identifiers_of_a_rolled_back_row_are_not_remembered,
    due_holds_are_claimed_once,
);

async fn due_holds_are_claimed_once(database: &Database) {
    let lease = std::time::Duration::from_secs(60);
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
    // Once it is closed, the order can be held again.
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

async fn a_dropped_transaction_leaves_nothing(database: &Database) {
    let mut ids = ids();
    for _ in 0..3 {
        let mut tx = database.store.begin().await.unwrap();
        let mut book = Book::default();
        book.apply(
            &envelope(OpType::PurchaseIn, "PO-1"),
            receive(&[("A", 5)]),
            &mut ids,
        );
        tx.write(&book.into_writes()).await.unwrap();
        drop(tx);
    }
    stock_up(&database.store, &mut ids, "PO-1", &[("A", 5)]).await;
    assert_eq!(database.number("SELECT COUNT(*) FROM voucher").await, 1);
    assert_eq!(database.number("SELECT available FROM balance").await, 5);
}

async fn a_failed_write_leaves_nothing(database: &Database) {
    let mut ids = ids();
    let mut book = Book::default();
    book.apply(
        &envelope(OpType::PurchaseIn, "PO-1"),
        receive(&[("A", 5)]),
        &mut ids,
    );
    let mut writes = book.into_writes();
    // Two legs of one number.
    writes.legs.push(writes.legs[0].clone());
    let mut tx = database.store.begin().await.unwrap();
    let error = tx.write(&writes).await.unwrap_err();
    assert_eq!(
        error.kind(),
        ErrorKind::Duplicate(UniqueKey::RowId),
        "{error}"
    );
    tx.rollback().await;
    for table in ["voucher", "outbox", "ledger", "balance"] {
        assert_eq!(
            database
                .number(&format!("SELECT COUNT(*) FROM {table}"))
                .await,
            0,
            "{table}"
        );
    }
}

/// Texts that broke somebody's SQL before.
const HOSTILE: [&str; 14] = [
    "' OR '1'='1",
    "'; DROP TABLE voucher; --",
    "\\'; DROP TABLE voucher; --",
    "\"; DELETE FROM balance; #",
    "` -- ",
    "/*!50000 SLEEP(5) */",
    "%",
    "_",
    "a\0b",
    "换行\n\r\t",
    "\u{1b}[31m",
    "😀𠮷",
    "\u{feff}bom",
    "?,?",
];

async fn hostile_texts_are_only_texts(database: &Database) {
    let mut ids = ids();
    let text = |text: &str| format!("{text}.");
    for hostile in HOSTILE {
        let hostile = text(hostile);
        let at = BalanceKey {
            sku: hostile.as_str().into(),
            warehouse: hostile.as_str().into(),
            pool: hostile.as_str().into(),
            owner: hostile.as_str().into(),
            tenant: "T1".into(),
        };
        let mut tx = database.store.begin().await.unwrap();
        let mut book = Book::default();
        let accounts = Accounts {
            keys: vec![at.clone()],
            places: vec![(&at).into()],
            changes_since: vec![((&at).into(), 0)],
            holders: vec![(&at).into()],
        };
        tx.lock(&accounts, &mut book).await.unwrap();
        assert_eq!(book.balances.len(), 0, "{hostile:?} meets no other row");
        let mut envelope = envelope(OpType::PurchaseIn, &hostile);
        envelope.operator = Some(hostile.clone());
        envelope.key.source.clone_from(&hostile);
        let plan = stock::book::Plan {
            moves: vec![stock::book::Move {
                movement: stock::movement::Movement::PoIn,
                from: (at.clone(), Bucket::Supplier),
                to: (at.clone(), Bucket::Available),
                quantity: 1,
            }],
            ..stock::book::Plan::answer(crate::support::ok())
        };
        book.apply(&envelope, plan, &mut ids);
        tx.write(&book.into_writes()).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = database.store.begin().await.unwrap();
        let mut book = Book::default();
        let documents = Documents {
            keys: vec![envelope.key.clone()],
            reservations: vec![("T1".into(), Target::Order(hostile.as_str().into()))],
            ..Documents::default()
        };
        tx.documents(&documents, &mut book).await.unwrap();
        tx.lock(&accounts, &mut book).await.unwrap();
        assert_eq!(
            book.vouchers[&envelope.key].operator.as_deref(),
            Some(hostile.as_str())
        );
        assert_eq!(book.quantity(&at, Bucket::Available), 1);
        assert_eq!(
            book.changes_since.values().copied().collect::<Vec<_>>(),
            [1]
        );
        tx.rollback().await;
    }
    let texts = i64::try_from(HOSTILE.len()).unwrap();
    assert_eq!(database.number("SELECT COUNT(*) FROM voucher").await, texts);
    assert_eq!(database.number("SELECT COUNT(*) FROM balance").await, texts);
}

async fn oversize_values_are_refused_by_name(database: &Database) {
    let mut ids = ids();
    let at_limit = "x".repeat(64);
    stock_up(
        &database.store,
        &mut ids,
        &"y".repeat(128),
        &[(&at_limit, 1)],
    )
    .await;
    let over = "x".repeat(65);
    let refused =
        |envelope: stock::command::Envelope, sku: &str, ids: &mut stock::ids::IdSource| {
            let mut book = Book::default();
            book.apply(&envelope, receive(&[(sku, 1)]), ids);
            book.into_writes()
        };
    let mut wide_key = envelope(OpType::PurchaseIn, "PO-1");
    wide_key.operator = Some("o".repeat(129));
    let mut padded_key = envelope(OpType::PurchaseIn, "PO-1");
    padded_key.key.biz_no.push(' ');
    let cases = [
        (
            "sku",
            refused(envelope(OpType::PurchaseIn, "PO-1"), &over, &mut ids),
        ),
        (
            "bizNo",
            refused(
                envelope(OpType::PurchaseIn, &"y".repeat(129)),
                "A",
                &mut ids,
            ),
        ),
        ("operator", refused(wide_key, "A", &mut ids)),
        ("bizNo", refused(padded_key, "A", &mut ids)),
    ];
    for (field, writes) in cases {
        let mut tx = database.store.begin().await.unwrap();
        let error = tx.write(&writes).await.unwrap_err();
        tx.rollback().await;
        assert_eq!(error.kind(), ErrorKind::Fatal, "{error}");
        assert!(error.to_string().starts_with(field), "{error}");
    }
    let mut tx = database.store.begin().await.unwrap();
    let documents = Documents {
        keys: vec![op_key(OpType::PurchaseIn, "PO-1 ")],
        ..Documents::default()
    };
    assert!(
        tx.documents(&documents, &mut Book::default())
            .await
            .is_err()
    );
    tx.rollback().await;
}

async fn identifiers_of_a_rolled_back_row_are_not_remembered(database: &Database) {
    let mut ids = ids();
    let mut tx = database.store.begin().await.unwrap();
    let mut book = Book::default();
    book.apply(
        &envelope(OpType::PurchaseIn, "PO-1"),
        receive(&[("A", 5)]),
        &mut ids,
    );
    tx.write(&book.into_writes()).await.unwrap();
    tx.rollback().await;
    // Another row may get the identifier.
    stock_up(&database.store, &mut ids, "PO-2", &[("B", 7)]).await;
    stock_up(&database.store, &mut ids, "PO-1", &[("A", 5)]).await;
    assert_eq!(
        database
            .number("SELECT available FROM balance WHERE sku = 'A'")
            .await,
        5
    );
    assert_eq!(
        database
            .number("SELECT available FROM balance WHERE sku = 'B'")
            .await,
        7
    );
}

/// A server with a packet limit of 1 MiB takes a batch of many times that, and one answer of nearly that.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn small_packets_are_enough() {
    let Some(database) = crate::support::mysql().await else {
        return;
    };
    let before = database
        .number("SELECT CAST(@@GLOBAL.max_allowed_packet AS SIGNED)")
        .await;
    // Tests that run beside this one must not mind either.
    database
        .sql("SET GLOBAL max_allowed_packet = 1048576")
        .await;
    let store = database.second().await;
    let mut ids = ids();
    let mut book = Book::default();
    let sizes = (0..40).map(|_| 100 * 1_024).chain([760 * 1_024]);
    for (n, size) in sizes.enumerate() {
        let answer = stock::answer::Answer::refused(Code::StockNotEnough, "x".repeat(size));
        book.refuse(
            &envelope(OpType::PreOccupy, &format!("O-{n}")),
            answer,
            &mut ids,
        );
    }
    let mut tx = store.begin().await.unwrap();
    tx.write(&book.into_writes()).await.unwrap();
    tx.commit().await.unwrap();
    let stored = store
        .answer_by_key(&op_key(OpType::PreOccupy, "O-40"))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(stored.answer.message.len(), 760 * 1_024);
    // Beyond the limit the store says so itself.
    let mut book = Book::default();
    let answer = stock::answer::Answer::refused(Code::StockNotEnough, "x".repeat(768 * 1_024));
    book.refuse(&envelope(OpType::PreOccupy, "O-big"), answer, &mut ids);
    let mut tx = store.begin().await.unwrap();
    let error = tx.write(&book.into_writes()).await.unwrap_err();
    assert!(error.to_string().contains("O-big"), "{error}");
    tx.rollback().await;
    store.close().await;
    database
        .sql(&format!("SET GLOBAL max_allowed_packet = {before}"))
        .await;
    database.drop_database().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_connections_are_replaced() {
    let Some(database) = crate::support::mysql().await else {
        return;
    };
    let mut ids = ids();
    stock_up(&database.store, &mut ids, "PO-1", &[("A", 10)]).await;
    for round in 0..5 {
        // In the middle of a transaction.
        let mut tx = database.store.begin().await.unwrap();
        let mut book = Book::default();
        let accounts = Accounts {
            keys: vec![key("A")],
            ..Accounts::default()
        };
        tx.lock(&accounts, &mut book).await.unwrap();
        kill_all_but_us(&database).await;
        let plan = hold(&book, &mut ids, &format!("O-{round}"), &[("A", 1)]);
        book.apply(
            &envelope(OpType::PreOccupy, &format!("O-{round}")),
            plan,
            &mut ids,
        );
        let error = tx.write(&book.into_writes()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotReady, "{error}");
        tx.rollback().await;
        // Before the commit: nobody can know.
        let mut tx = database.store.begin().await.unwrap();
        let mut book = Book::default();
        tx.lock(&accounts, &mut book).await.unwrap();
        kill_all_but_us(&database).await;
        assert_eq!(tx.commit().await.unwrap_err().kind(), ErrorKind::Unknown);
        hold_order(
            &database.store,
            &mut ids,
            &format!("O-{round}"),
            &[("A", 1)],
        )
        .await
        .unwrap();
    }
    assert_eq!(database.number("SELECT preoccupied FROM balance").await, 5);
    database.drop_database().await;
}

async fn kill_all_but_us(database: &Database) {
    use sqlx::{AssertSqlSafe, Connection as _, Executor as _, MySqlConnection};
    let mut root = MySqlConnection::connect(&database.url).await.unwrap();
    let links: Vec<i64> = sqlx::query_scalar(
        "SELECT CAST(id AS SIGNED) FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()",
    )
    .fetch_all(&mut root)
    .await
    .unwrap();
    assert!(!links.is_empty());
    for link in links {
        // It may be gone by itself.
        let _ = root.execute(AssertSqlSafe(format!("KILL {link}"))).await;
    }
}

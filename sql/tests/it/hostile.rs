//! Hostile and oversize values, and small packets.

use stock::balance::BalanceKey;
use stock::book::{Accounts, Book, Documents};
use stock::bucket::Bucket;
use stock::code::Code;
use stock::command::Target;
use stock::ids::Lot;
use stock::op::OpType;
use stock_sql::ErrorKind;

use crate::support::{Database, envelope, ids, on_both_engines, op_key, receive, stock_up};

on_both_engines!(
    hostile_texts_are_only_texts,
    oversize_values_are_refused_by_name,
);

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
            lot: Lot::none(),
            owner: hostile.as_str().into(),
            tenant: "T1".into(),
        };
        let mut tx = database.store.begin().await.unwrap();
        let mut book = Book::default();
        let accounts = Accounts {
            keys: vec![at.clone()],
            places: vec![(&at).into()],
            changes_since: vec![((&at).into(), Lot::none(), 0)],
            holders: vec![(&at).into()],
            ..Accounts::default()
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
            Vec::new(),
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
    book.refuse(
        &envelope(OpType::PreOccupy, "O-big"),
        answer,
        Vec::new(),
        &mut ids,
    );
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

//! Transactions that end otherwise than by a commit.

use stock::book::{Accounts, Book};
use stock::op::OpType;
use stock_sql::{ErrorKind, UniqueKey};

use crate::support::{
    Database, envelope, hold, hold_order, ids, key, on_both_engines, op_key, receive, stock_up,
};

on_both_engines!(
    a_dropped_transaction_leaves_nothing,
    a_failed_write_leaves_nothing,
    identifiers_of_a_rolled_back_row_are_not_remembered,
);

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
    // Reads go on with another connection.
    for _ in 0..5 {
        kill_all_but_us(&database).await;
        database.store.now().await.unwrap();
        kill_all_but_us(&database).await;
        let stored = database
            .store
            .answer_by_key(&op_key(OpType::PreOccupy, "O-3"))
            .await;
        assert!(stored.unwrap().is_some());
    }
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

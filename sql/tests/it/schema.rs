//! Migrations: from nothing, again, from the version before, two at once; and both engines get the same schema.

use std::collections::BTreeSet;

use sqlx::{Connection as _, MySqlConnection, SqliteConnection};
use stock_sql::{CheckLimits, Store, StoreOptions};

use crate::support::{
    Database, hold_order, ids, mysql_unmigrated, on_both_engines, sqlite_unmigrated, stock_up,
};

on_both_engines!(migrating_again_changes_nothing);

async fn migrating_again_changes_nothing(database: &Database) {
    stock_up(&database.store, &mut ids(), "PO-1", &[("A", 10)]).await;
    database.store.migrate().await.unwrap();
    let second = database.second().await;
    second.migrate().await.unwrap();
    second.close().await;
    assert_eq!(database.number("SELECT available FROM balance").await, 10);
    assert_eq!(database.number("SELECT COUNT(*) FROM lease").await, 0);
}

/// What the release before wrote: ten received, one of them held for an order, in the columns it knew.
const WRITTEN_BY_VERSION_2: [&str; 7] = [
    "INSERT INTO balance (sku, warehouse, pool, owner, tenant, available, preoccupied, supplier, last_seq) \
     VALUES ('A', 'WH-GZ', 'SHARED', 'SELF', 'T1', 9, 1, -10, 1005)",
    "INSERT INTO outbox (id, vouchers, created_at, due_at, attempts) VALUES (1001, '1001', 7, 7, 0), (1003, '1003', 8, 8, 0)",
    "INSERT INTO voucher (id, tenant, source, op, biz_no, op_seq, hash, status, answer, book_time, first_seq, last_seq, outbox_id) VALUES \
     (1001, 'T1', 'order', 'PURCHASE_IN', 'PO-0', 0, 'h', 'APPLIED', \
      '{\"code\":\"OK\",\"message\":\"\",\"voucher_no\":\"V1001\",\"body\":\"None\",\"shortages\":[],\"details\":{}}', 7, 1002, 1002, 1001), \
     (1003, 'T1', 'order', 'PRE_OCCUPY', 'O-0', 0, 'h', 'APPLIED', \
      '{\"code\":\"OK\",\"message\":\"\",\"voucher_no\":\"V1003\",\"body\":\"None\",\"shortages\":[],\"details\":{}}', 8, 1005, 1005, 1003)",
    "INSERT INTO ledger (seq, voucher_id, leg_no, movement, tenant, owner, sku, from_warehouse, from_pool, from_bucket, from_after, \
     to_warehouse, to_pool, to_bucket, to_after, quantity) VALUES \
     (1002, 1001, 1, 'PO_IN', 'T1', 'SELF', 'A', 'WH-GZ', 'SHARED', 'supplier', -10, 'WH-GZ', 'SHARED', 'available', 10, 10), \
     (1005, 1003, 1, 'PRE_OCCUPY', 'T1', 'SELF', 'A', 'WH-GZ', 'SHARED', 'available', 9, 'WH-GZ', 'SHARED', 'preoccupied', 1, 1)",
    "INSERT INTO reservation (id, tenant, order_no, open_order, status, mode, created_at, expire_at, due_at, late, version) \
     VALUES (1004, 'T1', 'O-0', 'O-0', 'PRE_OCCUPIED', 'ALL', 8, 9, 9, 0, 1)",
    "INSERT INTO reservation_line (reservation_id, line_no, order_line_no, owner, sku, warehouse, pool, ratio, reserved, confirmed, released, \
     expired, open_sku) VALUES (1004, 1, 1, 'SELF', 'A', 'WH-GZ', 'SHARED', 1, 1, 0, 0, 0, 'A')",
    "INSERT INTO sku (sku, name, name_en, category, brand, unit, suspended, safety_default) VALUES ('A', 'a', 'a', 'c', 'b', 'PCS', 0, 2)",
];

/// And the one after it: a paper that accounts for a unit of them.
const WRITTEN_BY_VERSION_3: [&str; 2] = [
    "INSERT INTO paper (id, tenant, kind, paper_no, status, created_at, version, body) \
     VALUES (1006, 'T1', 'RECALL', 'WH-GZ/SHARED/A', 'OPEN', 8, 1, \
     '{\"Recall\":{\"left\":[{\"key\":{\"sku\":\"A\",\"warehouse\":\"WH-GZ\",\"pool\":\"SHARED\",\"owner\":\"SELF\",\"tenant\":\"T1\"},\"quantity\":1}]}}')",
    "INSERT INTO paper_claim (paper_id, claim_no, tenant, owner, sku, warehouse, pool, bucket, quantity) \
     VALUES (1006, 1, 'T1', 'SELF', 'A', 'WH-GZ', 'SHARED', 'available', 1)",
];

async fn upgrade(database: &Database) {
    // Before any migration the way out is told.
    let error = database.store.refresh_network().await.unwrap_err();
    assert!(error.to_string().contains("migration"), "{error}");
    database.store.migrate_to(2).await.unwrap();
    for statement in WRITTEN_BY_VERSION_2 {
        database.sql(statement).await;
    }
    database.store.migrate_to(3).await.unwrap();
    for statement in WRITTEN_BY_VERSION_3 {
        database.sql(statement).await;
    }
    database.store.migrate().await.unwrap();
    sound(database).await;
    let facts = database.store.facts(&["A".into()]).await.unwrap();
    assert_eq!(facts["A"].safety_default, 2);
    let mut ids = ids();
    stock_up(&database.store, &mut ids, "PO-2", &[("A", 10)]).await;
    hold_order(&database.store, &mut ids, "O-1", &[("A", 1)])
        .await
        .unwrap();
    // The goods are in the account they were in, and the old hold is still one.
    assert_eq!(database.number("SELECT COUNT(*) FROM balance").await, 1);
    assert_eq!(database.number("SELECT available FROM balance").await, 18);
    assert_eq!(database.number("SELECT preoccupied FROM balance").await, 2);
    sound(database).await;
    // A provider of the release before starts once more while the others are replaced, and writes what it knows.
    database.store.migrate_to(2).await.unwrap();
    database
        .sql("INSERT INTO balance (sku, warehouse, pool, owner, tenant) VALUES ('B', 'WH-GZ', 'SHARED', 'SELF', 'T1')")
        .await;
    stock_up(&database.store, &mut ids, "PO-3", &[("B", 3)]).await;
    assert_eq!(database.number("SELECT COUNT(*) FROM balance").await, 2);
    sound(database).await;
}

/// No invariant is broken.
async fn sound(database: &Database) {
    let violations = database.store.check(CheckLimits::default()).await.unwrap();
    assert!(violations.is_empty(), "{violations:#?}");
}

#[tokio::test]
async fn a_database_of_the_version_before_is_upgraded() {
    upgrade(&sqlite_unmigrated().await).await;
    if let Some(database) = mysql_unmigrated().await {
        upgrade(&database).await;
        database.drop_database().await;
    }
}

async fn orders_are_named(database: &Database) {
    database.store.migrate_to(4).await.unwrap();
    for row in PAID_AND_COUNTED {
        database.sql(row).await;
    }
    database.store.migrate().await.unwrap();
    let number = |sql: &'static str| database.number(sql);
    let about = "SELECT COUNT(*) FROM voucher WHERE order_no = 'O-1' AND op = 'PRE_OCCUPY'";
    assert_eq!(number(about).await, 1);
    let unknown = "SELECT COUNT(*) FROM voucher WHERE order_no IS NOT NULL AND op <> 'PRE_OCCUPY'";
    assert_eq!(number(unknown).await, 0);
    let short = "SELECT short_closed FROM fulfilment_line WHERE fulfilment_id = 30";
    assert_eq!(number(short).await, 1);
}

#[tokio::test]
async fn what_was_stored_before_vouchers_named_their_order_is_named() {
    orders_are_named(&sqlite_unmigrated().await).await;
    if let Some(database) = mysql_unmigrated().await {
        orders_are_named(&database).await;
        database.drop_database().await;
    }
}

/// As the release before left it: a receipt of 10, an order of 6 that was paid, and a count that found one of them missing.
const PAID_AND_COUNTED: [&str; 9] = [
    "INSERT INTO balance (sku, warehouse, pool, owner, tenant, available, allocated, supplier, adjust, last_seq) VALUES ('A', 'WH-GZ', 'SHARED', 'SELF', 'mall', 4, 5, -10, 1, 8)",
    "INSERT INTO voucher (id, tenant, source, op, biz_no, op_seq, hash, status, answer, book_time, outbox_id) VALUES (1, 'mall', 's', 'PURCHASE_IN', 'PO-1', 0, 'h', 'APPLIED', '{\"code\":\"OK\",\"message\":\"\",\"voucher_no\":\"V1\",\"shortages\":[],\"body\":\"None\"}', 1, 1)",
    "INSERT INTO voucher (id, tenant, source, op, biz_no, op_seq, hash, status, answer, book_time, outbox_id) VALUES (2, 'mall', 's', 'PRE_OCCUPY', 'B-1', 0, 'h', 'APPLIED', '{\"code\":\"OK\",\"body\":{\"Reservation\":{\"reservation_no\":\"R20\",\"order_no\":\"O-1\"}}}', 1, 2)",
    "INSERT INTO voucher (id, tenant, source, op, biz_no, op_seq, hash, status, answer, book_time, outbox_id) VALUES (3, 'mall', 's', 'CONFIRM', 'P-1', 0, 'h', 'REFUSED', '{\"code\":\"RESERVATION_NOT_FOUND\",\"body\":\"None\"}', 1, 3)",
    "INSERT INTO reservation (id, tenant, order_no, open_order, status, mode, created_at, expire_at, late, version) VALUES (20, 'mall', 'O-1', 'O-1', 'CONFIRMED', 'ALL', 1, 1, 0, 2)",
    "INSERT INTO reservation_line (reservation_id, line_no, order_line_no, owner, sku, warehouse, pool, ratio, reserved, confirmed, released, expired) VALUES (20, 1, 1, 'SELF', 'A', 'WH-GZ', 'SHARED', 1, 6, 6, 0, 0)",
    "INSERT INTO fulfilment (id, tenant, order_no, reservation_id, warehouse, status, created_at, version) VALUES (30, 'mall', 'O-1', 20, 'WH-GZ', 'ALLOCATED', 1, 2)",
    "INSERT INTO fulfilment_line (fulfilment_id, line_no, order_line_no, owner, sku, pool, warehouse, allocated, deallocated, shipped, open_sku) VALUES (30, 1, 1, 'SELF', 'A', 'SHARED', 'WH-GZ', 6, 1, 0, 'A')",
    "INSERT INTO outbox (id, vouchers, created_at, due_at, attempts) VALUES (1, '1,2,3', 1, 1, 0)",
];

#[tokio::test]
async fn a_migration_that_was_cut_off_is_run_again() {
    let Some(database) = mysql_unmigrated().await else {
        return;
    };
    database.store.migrate_to(1).await.unwrap();
    // As a kill half-way leaves it: some tables, and the migration not marked as done.
    database.sql("DROP TABLE ledger").await;
    database
        .sql("UPDATE _sqlx_migrations SET success = 0")
        .await;
    database.store.migrate().await.unwrap();
    stock_up(&database.store, &mut ids(), "PO-1", &[("A", 10)]).await;
    assert_eq!(database.number("SELECT COUNT(*) FROM ledger").await, 1);
    // Every migration can be run again: what it has done already it leaves.
    database
        .sql("UPDATE _sqlx_migrations SET success = 0 WHERE version = (SELECT v FROM (SELECT MAX(version) AS v FROM _sqlx_migrations) AS last)")
        .await;
    database.store.migrate().await.unwrap();
    stock_up(&database.store, &mut ids(), "PO-2", &[("A", 10)]).await;
    database.drop_database().await;
}

async fn together(database: &Database) {
    let mut tasks = Vec::new();
    for _ in 0..4 {
        let store = database.second().await;
        tasks.push(tokio::spawn(async move {
            store.migrate().await.map(|()| store)
        }));
    }
    for task in tasks {
        task.await.unwrap().unwrap().close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn providers_that_start_together_migrate_once() {
    together(&sqlite_unmigrated().await).await;
    if let Some(database) = mysql_unmigrated().await {
        together(&database).await;
        database.drop_database().await;
    }
}

#[tokio::test]
async fn a_database_in_memory_is_one_stores_own() {
    let first = Store::open("sqlite::memory:", StoreOptions::default())
        .await
        .unwrap();
    first.migrate().await.unwrap();
    stock_up(&first, &mut ids(), "PO-1", &[("A", 10)]).await;
    assert!(first.facts(&["A".into()]).await.unwrap().is_empty());
    let second = Store::open("sqlite::memory:", StoreOptions::default())
        .await
        .unwrap();
    second.migrate().await.unwrap();
    stock_up(&second, &mut ids(), "PO-1", &[("A", 3)]).await;
    assert_eq!(
        (first.engine_name(), second.engine_name()),
        ("sqlite", "sqlite")
    );
}

#[tokio::test]
async fn bad_addresses_say_what_is_wrong_and_keep_secrets() {
    let folder = tempfile::tempdir().unwrap();
    let missing = format!("sqlite://{}/no/such/stock.db", folder.path().display());
    for (url, hint) in [
        ("postgres://u:canary@h/d", "postgres"),
        ("mysql://u:canary@127.0.0.1:1", "names no database"),
        ("mysql://u:canary@127.0.0.1:1/d", "does not answer"),
        (missing.as_str(), "does not exist"),
    ] {
        let options = StoreOptions {
            connection_wait: std::time::Duration::from_secs(1),
            ..StoreOptions::default()
        };
        let error = Store::open(url, options).await.unwrap_err();
        let text = format!("{error} {error:?}");
        assert!(text.contains(hint), "{url}: {text}");
        assert!(!text.contains("canary"), "{text}");
    }
}

/// Table, column, whether it may be null.
type Columns = BTreeSet<(String, String, bool)>;
/// Table, columns of a unique key or primary key.
type Keys = BTreeSet<(String, Vec<String>)>;

async fn sqlite_schema(url: &str) -> (Columns, Keys) {
    let mut link = SqliteConnection::connect(url).await.unwrap();
    let columns: Vec<(String, String, bool)> = sqlx::query_as(
        "SELECT m.name, c.name, c.\"notnull\" = 0 FROM sqlite_master m JOIN pragma_table_info(m.name) c \
         WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> '_sqlx_migrations'",
    )
    .fetch_all(&mut link)
    .await
    .unwrap();
    let unique: Vec<(String, String)> = sqlx::query_as(
        "SELECT m.name, (SELECT group_concat(i.name) FROM (SELECT name FROM pragma_index_info(l.name) ORDER BY seqno) i) \
         FROM sqlite_master m JOIN pragma_index_list(m.name) l ON l.\"unique\" = 1 \
         WHERE m.type = 'table' AND m.name <> '_sqlx_migrations'",
    )
    .fetch_all(&mut link)
    .await
    .unwrap();
    // A primary key that is the row's own number has no index.
    let primary: Vec<(String, String)> = sqlx::query_as(
        "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c ON c.pk = 1 AND c.type = 'INTEGER' \
         WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'",
    )
    .fetch_all(&mut link)
    .await
    .unwrap();
    (
        columns.into_iter().collect(),
        keys(unique.into_iter().chain(primary)),
    )
}

async fn mysql_schema(url: &str) -> (Columns, Keys) {
    let mut link = MySqlConnection::connect(url).await.unwrap();
    let columns: Vec<(String, String, String, Option<String>)> = sqlx::query_as(
        "SELECT table_name, column_name, is_nullable, collation_name FROM information_schema.columns \
         WHERE table_schema = DATABASE() AND table_name <> '_sqlx_migrations'",
    )
    .fetch_all(&mut link)
    .await
    .unwrap();
    for (table, column, _, collation) in &columns {
        assert!(
            collation.as_ref().is_none_or(|name| name == "utf8mb4_bin"),
            "{table}.{column} compares by {collation:?}"
        );
    }
    let unique: Vec<(String, String)> = sqlx::query_as(
        "SELECT table_name, GROUP_CONCAT(column_name ORDER BY seq_in_index) FROM information_schema.statistics \
         WHERE table_schema = DATABASE() AND non_unique = 0 AND table_name <> '_sqlx_migrations' \
         GROUP BY table_name, index_name",
    )
    .fetch_all(&mut link)
    .await
    .unwrap();
    let columns = columns
        .into_iter()
        .map(|(table, column, null, _)| (table, column, null == "YES"));
    (columns.collect(), keys(unique.into_iter()))
}

fn keys(rows: impl Iterator<Item = (String, String)>) -> Keys {
    rows.map(|(table, columns)| (table, columns.split(',').map(str::to_owned).collect()))
        .collect()
}

#[tokio::test]
async fn both_engines_have_the_same_schema() {
    let Some(mysql) = crate::support::mysql().await else {
        return;
    };
    let sqlite = crate::support::sqlite().await;
    let ours = sqlite_schema(&sqlite.url).await;
    let theirs = mysql_schema(&mysql.url).await;
    assert!(ours.0.len() > 100, "{} columns", ours.0.len());
    assert_eq!(ours, theirs);
    assert!(mysql.is_mysql());
    mysql.drop_database().await;
}

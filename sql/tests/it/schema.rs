//! Migrations: from nothing, again, from the version before, two at once; and both engines get the same schema.

use std::collections::BTreeSet;

use sqlx::{Connection as _, MySqlConnection, SqliteConnection};
use stock_sql::{Store, StoreOptions};

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

async fn upgrade(database: &Database) {
    // Before any migration the way out is told.
    let error = database.store.refresh_network().await.unwrap_err();
    assert!(error.to_string().contains("migration"), "{error}");
    database.store.migrate_to(1).await.unwrap();
    let mut ids = ids();
    stock_up(&database.store, &mut ids, "PO-1", &[("A", 10)]).await;
    hold_order(&database.store, &mut ids, "O-1", &[("A", 1)])
        .await
        .unwrap();
    database.store.migrate().await.unwrap();
    stock_up(&database.store, &mut ids, "PO-2", &[("A", 10)]).await;
    assert_eq!(database.number("SELECT available FROM balance").await, 19);
    // A provider of the release before starts once more while the others are replaced.
    database.store.migrate_to(1).await.unwrap();
    hold_order(&database.store, &mut ids, "O-2", &[("A", 1)])
        .await
        .unwrap();
}

#[tokio::test]
async fn a_database_of_the_version_before_is_upgraded() {
    upgrade(&sqlite_unmigrated().await).await;
    if let Some(database) = mysql_unmigrated().await {
        upgrade(&database).await;
        database.drop_database().await;
    }
}

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

//! A fresh database for each test, on either engine, and books to fill it with.

use std::sync::atomic::{AtomicU64, Ordering};

use sqlx::{AssertSqlSafe, Connection as _, Executor as _, MySqlConnection, SqliteConnection};
use stock::answer::Answer;
use stock::balance::BalanceKey;
use stock::book::{Accounts, Book, Documents, Move, Plan};
use stock::bucket::Bucket;
use stock::code::Code;
use stock::command::{Command, Envelope};
use stock::ids::{IdSource, Lot, Moment};
use stock::movement::Movement;
use stock::op::{OpKey, OpType};
use stock::reservation::{HoldMode, LineTerms, Reservation, ReservationLine, ReservationStatus};
use stock_sql::{Error, Store, StoreOptions};

/// A database of one test.
#[derive(Debug)]
pub(crate) struct Database {
    pub(crate) store: Store,
    pub(crate) url: String,
    server: Option<(String, String)>,
    _folder: Option<tempfile::TempDir>,
}

/// Runs each test function on SQLite and, where there is a server, on MySQL.
macro_rules! on_both_engines {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name(&crate::support::sqlite().await).await;
            })+
        }
        mod mysql {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                let Some(database) = crate::support::mysql().await else { return };
                super::$name(&database).await;
                database.drop_database().await;
            })+
        }
    };
}
pub(crate) use on_both_engines;

pub(crate) async fn sqlite_unmigrated() -> Database {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/stock.db", folder.path().display());
    Database {
        store: Store::open(&url, StoreOptions::default()).await.unwrap(),
        url,
        server: None,
        _folder: Some(folder),
    }
}

pub(crate) async fn sqlite() -> Database {
    let database = sqlite_unmigrated().await;
    database.store.migrate().await.unwrap();
    database
}

/// `None`, loudly, without a server; a failure if peers are required.
pub(crate) async fn mysql_unmigrated() -> Option<Database> {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let Ok(server) = std::env::var("STOCK_MYSQL_URL") else {
        assert_ne!(
            std::env::var("STOCK_PEERS").as_deref(),
            Ok("required"),
            "STOCK_PEERS=required, but STOCK_MYSQL_URL names no server"
        );
        eprintln!("SKIPPED on MySQL: STOCK_MYSQL_URL=mysql://user:password@host:port is not set");
        return None;
    };
    let server = server.trim_end_matches('/').to_owned();
    let name = format!(
        "stock_test_{}_{}",
        std::process::id(),
        COUNT.fetch_add(1, Ordering::Relaxed)
    );
    let mut root = MySqlConnection::connect(&server).await.unwrap();
    root.execute(AssertSqlSafe(format!("CREATE DATABASE {name}")))
        .await
        .unwrap();
    root.close().await.unwrap();
    let url = format!("{server}/{name}");
    let options = StoreOptions {
        max_connections: 6,
        ..StoreOptions::default()
    };
    Some(Database {
        store: Store::open(&url, options).await.unwrap(),
        url,
        server: Some((server, name)),
        _folder: None,
    })
}

pub(crate) async fn mysql() -> Option<Database> {
    let database = mysql_unmigrated().await?;
    database.store.migrate().await.unwrap();
    Some(database)
}

impl Database {
    /// Another store on the same database, as a second provider has it.
    pub(crate) async fn second(&self) -> Store {
        Store::open(&self.url, StoreOptions::default())
            .await
            .unwrap()
    }

    /// Runs text past the store.
    pub(crate) async fn sql(&self, text: &str) -> u64 {
        let text = AssertSqlSafe(text.to_owned());
        if self.server.is_some() {
            let mut link = MySqlConnection::connect(&self.url).await.unwrap();
            link.execute(text).await.unwrap().rows_affected()
        } else {
            let mut link = SqliteConnection::connect(&self.url).await.unwrap();
            link.execute("PRAGMA ignore_check_constraints = on")
                .await
                .unwrap();
            link.execute(text).await.unwrap().rows_affected()
        }
    }

    /// One number by text.
    pub(crate) async fn number(&self, text: &str) -> i64 {
        let text = AssertSqlSafe(text.to_owned());
        if self.server.is_some() {
            let mut link = MySqlConnection::connect(&self.url).await.unwrap();
            sqlx::query_scalar(text).fetch_one(&mut link).await.unwrap()
        } else {
            let mut link = SqliteConnection::connect(&self.url).await.unwrap();
            sqlx::query_scalar(text).fetch_one(&mut link).await.unwrap()
        }
    }

    pub(crate) fn is_mysql(&self) -> bool {
        self.server.is_some()
    }

    pub(crate) async fn drop_database(self) {
        self.store.close().await;
        if let Some((server, name)) = self.server {
            let mut root = MySqlConnection::connect(&server).await.unwrap();
            root.execute(AssertSqlSafe(format!("DROP DATABASE {name}")))
                .await
                .unwrap();
        }
    }
}

pub(crate) fn key(sku: &str) -> BalanceKey {
    BalanceKey {
        sku: sku.into(),
        warehouse: "WH-GZ".into(),
        pool: "SHARED".into(),
        lot: Lot::none(),
        owner: "SELF".into(),
        tenant: "T1".into(),
    }
}

pub(crate) fn op_key(op: OpType, biz_no: &str) -> OpKey {
    OpKey {
        tenant: "T1".into(),
        source: "order".to_owned(),
        op,
        biz_no: biz_no.to_owned(),
        op_seq: 0,
    }
}

pub(crate) fn envelope(op: OpType, biz_no: &str) -> Envelope {
    // What the command says does not matter to the store; it only has to differ.
    Envelope::new(op_key(op, biz_no), Command::Expire(biz_no.into()))
}

pub(crate) fn ok() -> Answer {
    Answer::refused(Code::Ok, "")
}

pub(crate) fn ids() -> IdSource {
    static NODE: AtomicU64 = AtomicU64::new(1);
    let mut ids = IdSource::new(i64::try_from(NODE.fetch_add(1, Ordering::Relaxed)).unwrap());
    ids.advance_to(Moment(1_700_000_000_000));
    ids
}

pub(crate) fn a_move(
    movement: Movement,
    sku: &str,
    from: Bucket,
    to: Bucket,
    quantity: i64,
) -> Move {
    Move {
        movement,
        from: (key(sku), from),
        to: (key(sku), to),
        quantity,
    }
}

/// A plan that brings goods in.
pub(crate) fn receive(lines: &[(&str, i64)]) -> Plan {
    Plan {
        moves: lines
            .iter()
            .map(|(sku, n)| a_move(Movement::PoIn, sku, Bucket::Supplier, Bucket::Available, *n))
            .collect(),
        ..Plan::answer(ok())
    }
}

/// A plan that holds goods for an order.
pub(crate) fn hold(book: &Book, ids: &mut IdSource, order: &str, lines: &[(&str, i64)]) -> Plan {
    let lines = (1..).zip(lines).map(|(line_no, (sku, n))| ReservationLine {
        line_no,
        order_line_no: line_no,
        owner: "SELF".into(),
        sku: (*sku).into(),
        kit: None,
        warehouse: "WH-GZ".into(),
        pool: "SHARED".into(),
        lot: Lot::none(),
        max_age_days: None,
        ratio: 1,
        reserved: *n,
        confirmed: 0,
        released: 0,
        expired: 0,
        terms: LineTerms::default(),
        presale: None,
        instead_of: None,
    });
    let reservation = Reservation {
        id: ids.next(),
        tenant: "T1".into(),
        order_no: order.into(),
        status: ReservationStatus::PreOccupied,
        mode: HoldMode::All,
        buyer: Some("buyer-1".into()),
        area: Some("440106".into()),
        channel: Some("APP".into()),
        fixed_warehouse: Some("WH-GZ".into()),
        created_at: book.now,
        expire_at: book.now.plus_seconds(900),
        pay_no: None,
        late: false,
        predecessor: None,
        sourced: None,
        version: 0,
        lines: lines.collect(),
    };
    Plan {
        moves: reservation
            .lines
            .iter()
            .map(|l| {
                a_move(
                    Movement::PreOccupy,
                    l.sku.as_str(),
                    Bucket::Available,
                    Bucket::Preoccupied,
                    l.reserved,
                )
            })
            .collect(),
        reservations: vec![reservation],
        ..Plan::answer(ok())
    }
}

/// One transaction as the lane runs it: documents, locks, one decision per envelope, writes, commit.
pub(crate) async fn run(
    store: &Store,
    ids: &mut IdSource,
    documents: Documents,
    skus: &[&str],
    decide: impl FnOnce(&mut Book, &mut IdSource),
) -> Result<Book, Error> {
    let mut tx = store.begin().await?;
    let mut book = Book::default();
    tx.documents(&documents, &mut book).await?;
    let accounts = Accounts {
        keys: skus.iter().map(|sku| key(sku)).collect(),
        ..Accounts::default()
    };
    tx.lock(&accounts, &mut book).await?;
    ids.advance_to(book.now);
    decide(&mut book, ids);
    let after = book.clone();
    let outcome = tx.write(&book.into_writes()).await;
    if let Err(error) = outcome {
        tx.rollback().await;
        return Err(error);
    }
    tx.commit().await?;
    Ok(after)
}

/// Brings goods in.
pub(crate) async fn stock_up(
    store: &Store,
    ids: &mut IdSource,
    biz_no: &str,
    lines: &[(&str, i64)],
) {
    let skus: Vec<_> = lines.iter().map(|(sku, _)| *sku).collect();
    run(store, ids, Documents::default(), &skus, |book, ids| {
        let answer = book.apply(&envelope(OpType::PurchaseIn, biz_no), receive(lines), ids);
        assert_eq!(answer.code, Code::Ok, "{}", answer.message);
    })
    .await
    .unwrap();
}

/// Holds goods for an order.
pub(crate) async fn hold_order(
    store: &Store,
    ids: &mut IdSource,
    order: &str,
    lines: &[(&str, i64)],
) -> Result<Book, Error> {
    let skus: Vec<_> = lines.iter().map(|(sku, _)| *sku).collect();
    run(store, ids, Documents::default(), &skus, |book, ids| {
        let plan = hold(book, ids, order, lines);
        let answer = book.apply(&envelope(OpType::PreOccupy, order), plan, ids);
        assert_eq!(answer.code, Code::Ok, "{}", answer.message);
    })
    .await
}

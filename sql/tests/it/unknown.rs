//! Commits of unknown outcome: the same key again finds out, and nothing is ever done twice or lost.

use std::time::{Duration, Instant};

use stock::book::{Book, Documents};
use stock::op::{OpType, VoucherStatus};
use stock_sql::{CheckLimits, ErrorKind, Store, StoreOptions};

use crate::proxy::{Cut, Proxy};
use crate::support::{Database, hold_order, ids, mysql, op_key, stock_up};

/// Cuts of each kind: a tenth of the full figure, which `STOCK_FULL=1` asks for.
fn cuts() -> i64 {
    if std::env::var_os("STOCK_FULL").is_some() {
        1_000
    } else {
        100
    }
}

async fn through(proxy: &Proxy, database: &Database, options: StoreOptions) -> Store {
    let (head, path) = database.url.rsplit_once('/').unwrap();
    let (user, _) = head.rsplit_once('@').unwrap();
    let url = format!("{user}@127.0.0.1:{}/{path}?ssl-mode=disabled", proxy.port);
    Store::open(&url, options).await.unwrap()
}

async fn before(database: &Database) -> Proxy {
    let (head, _) = database.url.rsplit_once('/').unwrap();
    let (_, server) = head.rsplit_once('@').unwrap();
    Proxy::start(server.to_owned()).await
}

/// Whether the order's hold is there, asked the way a provider asks: by its key.
async fn is_held(store: &Store, order: &str) -> Result<bool, stock_sql::Error> {
    let mut tx = store.begin().await?;
    let mut book = Book::default();
    let documents = Documents {
        keys: vec![op_key(OpType::PreOccupy, order)],
        ..Documents::default()
    };
    tx.documents(&documents, &mut book).await?;
    tx.rollback().await;
    Ok(book
        .vouchers
        .values()
        .any(|voucher| voucher.status == VoucherStatus::Applied))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_unknown_commit_comes_to_its_true_outcome() {
    let Some(database) = mysql().await else {
        return;
    };
    let proxy = before(&database).await;
    let store = through(&proxy, &database, StoreOptions::default()).await;
    let mut ids = ids();
    stock_up(&store, &mut ids, "PO-1", &[("A", 10_000)]).await;
    let mut slowest = Duration::ZERO;
    for (cut, name) in [(Cut::Before, "B"), (Cut::After, "A")] {
        for n in 0..cuts() {
            let order = format!("{name}-{n}");
            proxy.arm(cut);
            let error = hold_order(&store, &mut ids, &order, &[("A", 1)])
                .await
                .unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Unknown, "{error}");
            let since = Instant::now();
            // Again under the same key, until it says something for sure.
            loop {
                match hold_order(&store, &mut ids, &order, &[("A", 1)]).await {
                    Ok(_) => {
                        assert_eq!(cut, Cut::Before, "{order} was done twice");
                        break;
                    }
                    Err(error) => assert!(error.is_retryable(), "{error}"),
                }
                if is_held(&store, &order).await.is_ok_and(|held| held) {
                    assert_eq!(cut, Cut::After, "{order} was never sent");
                    break;
                }
            }
            slowest = slowest.max(since.elapsed());
        }
    }
    assert!(
        slowest < Duration::from_secs(2),
        "the slowest took {slowest:?}"
    );
    assert_eq!(
        database.number("SELECT preoccupied FROM balance").await,
        2 * cuts()
    );
    assert_eq!(
        database.number("SELECT COUNT(*) FROM reservation").await,
        2 * cuts()
    );
    assert_eq!(
        database.store.check(CheckLimits::default()).await.unwrap(),
        []
    );
    store.close().await;
    proxy.arm(Cut::Never);
    eprintln!(
        "{} commits cut before and as many after: the slowest outcome took {slowest:?}",
        cuts()
    );
    database.drop_database().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_silent_server_is_given_up() {
    let Some(database) = mysql().await else {
        return;
    };
    let proxy = before(&database).await;
    let options = StoreOptions {
        max_connections: 2,
        statement_wait: Duration::from_secs(1),
        ..StoreOptions::default()
    };
    let store = through(&proxy, &database, options).await;
    let mut ids = ids();
    stock_up(&store, &mut ids, "PO-1", &[("A", 10)]).await;
    for n in 0..4 {
        let order = format!("O-{n}");
        proxy.arm(Cut::Silent);
        let since = Instant::now();
        let error = hold_order(&store, &mut ids, &order, &[("A", 1)])
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unknown, "{error}");
        assert!(
            since.elapsed() < Duration::from_secs(5),
            "{:?}",
            since.elapsed()
        );
        // More silences than connections: each silent one was replaced.
        assert!(is_held(&store, &order).await.unwrap());
    }
    store.close().await;
    database.drop_database().await;
}

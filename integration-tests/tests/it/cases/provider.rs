//! A database with its catalogue, and the providers that serve it.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use integration_tests::mariadb::MariaDb;
use integration_tests::stock_center::StockCenter;
use sqlx::Connection as _;
use stock_sql::{CheckLimits, Store, StoreOptions};
use tokio::sync::OnceCell;

/// How long the sweepers pause: short, so that tests need not wait.
const SWEEP: (&str, &str) = ("SWEEPER__INTERVAL_MS", "200");
const LOTS: (&str, &str) = ("SWEEPER__LOTS_INTERVAL_MS", "200");
/// Ledger rows count as committed so soon: tests need not wait, and no transaction of theirs takes longer.
pub(crate) const SETTLE: (&str, &str) = ("RECONCILE__SETTLE_SECONDS", "2");
/// Comparisons do not rest: the machine has nothing better to do.
pub(crate) const SHARE: (&str, &str) = ("RECONCILE__SHARE_PERCENT", "100");

/// One database and its providers.
#[derive(Debug)]
pub(crate) struct Center {
    pub(crate) providers: Vec<StockCenter>,
    pub(crate) url: String,
}

/// A value of a statement.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Bind<'a> {
    Int(i64),
    Text(&'a str),
}

/// The SQLite provider that the cases share.
pub(crate) async fn sqlite() -> &'static Center {
    static SHARED: OnceCell<Center> = OnceCell::const_new();
    SHARED
        .get_or_init(|| Center::sqlite(&[SWEEP, LOTS, SETTLE, SHARE]))
        .await
}

/// The two MariaDB providers that the cases share; `None`, and said so, without MariaDB.
pub(crate) async fn mariadb() -> Option<&'static Center> {
    static SHARED: OnceCell<Center> = OnceCell::const_new();
    let server = MariaDb::shared().await?;
    Some(
        SHARED
            .get_or_init(|| Center::mariadb(server, 2, &[SWEEP, LOTS, SETTLE, SHARE]))
            .await,
    )
}

/// A folder of fixtures.
pub(crate) fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(name)
}

impl Center {
    /// A provider of the caller's own on the embedded default.
    pub(crate) async fn sqlite(settings: &[(&str, &str)]) -> Self {
        let settings = [&[("DATA__SAMPLE", "never")][..], settings].concat();
        let provider = StockCenter::prepare(&settings).unwrap();
        let data = provider.log().parent().unwrap().join("data");
        std::fs::create_dir_all(&data).unwrap();
        let center = Self {
            url: format!("sqlite://{}", data.join("stock.db").display()),
            providers: vec![provider],
        };
        center.open().await;
        center
    }

    /// Some providers on a fresh database of a server.
    pub(crate) async fn mariadb(server: &MariaDb, count: usize, settings: &[(&str, &str)]) -> Self {
        let url = server.create_database().await.unwrap();
        let settings = [
            &[("DATA__SAMPLE", "never"), ("DATABASE__URL", url.as_str())][..],
            settings,
        ]
        .concat();
        let providers = (0..count)
            .map(|_| StockCenter::prepare(&settings).unwrap())
            .collect();
        let center = Self { providers, url };
        center.open().await;
        center
    }

    async fn open(&self) {
        self.import("catalogue");
        for provider in &self.providers {
            provider.launch().await.unwrap();
        }
    }

    /// `stock-center import` of a folder of fixtures.
    pub(crate) fn import(&self, name: &str) {
        let folder = fixture(name);
        self.providers[0]
            .run(&["import", &folder.display().to_string()])
            .unwrap();
    }

    /// The same for a folder with rows that cannot be imported: what it tells.
    pub(crate) fn import_refused(&self, name: &str) -> String {
        let folder = fixture(name);
        let refused = self.providers[0].run(&["import", &folder.display().to_string()]);
        refused.unwrap_err().to_string()
    }

    pub(crate) fn is_sqlite(&self) -> bool {
        self.url.starts_with("sqlite:")
    }

    /// No invariant is broken anywhere in the database.
    pub(crate) async fn check(&self) {
        let store = self.store().await;
        let violations = store.check(CheckLimits::default()).await.unwrap();
        store.close().await;
        assert!(violations.is_empty(), "{violations:#?}");
    }

    /// The database, opened by the test itself.
    pub(crate) async fn store(&self) -> Store {
        let options = StoreOptions {
            max_connections: 2,
            ..StoreOptions::default()
        };
        Store::open(&self.url, options).await.unwrap()
    }

    /// Runs a statement in the database, past the provider; how many rows it changed.
    pub(crate) async fn execute(&self, sql: &'static str, binds: &[Bind<'_>]) -> u64 {
        macro_rules! run {
            ($connection:ty) => {{
                let mut link = <$connection>::connect(&self.url).await.unwrap();
                let mut query = sqlx::query(sql);
                for bind in binds {
                    query = match bind {
                        Bind::Int(number) => query.bind(*number),
                        Bind::Text(text) => query.bind((*text).to_owned()),
                    };
                }
                let done = query.execute(&mut link).await.unwrap().rows_affected();
                link.close().await.unwrap();
                done
            }};
        }
        if self.is_sqlite() {
            run!(sqlx::SqliteConnection)
        } else {
            run!(sqlx::MySqlConnection)
        }
    }

    /// The one number that a question is answered with.
    pub(crate) async fn number(&self, sql: &'static str, tenant: &str) -> i64 {
        macro_rules! ask {
            ($connection:ty) => {{
                let mut link = <$connection>::connect(&self.url).await.unwrap();
                let query = sqlx::query_scalar::<_, i64>(sql).bind(tenant.to_owned());
                let found = query.fetch_one(&mut link).await.unwrap();
                link.close().await.unwrap();
                found
            }};
        }
        if self.is_sqlite() {
            ask!(sqlx::SqliteConnection)
        } else {
            ask!(sqlx::MySqlConnection)
        }
    }
}

/// Waits until a question is answered with yes.
pub(crate) async fn until<F, Fut>(what: &str, limit: Duration, mut yes: F)
where
    F: FnMut() -> Fut,
    Fut: Future<Output = bool>,
{
    let started = Instant::now();
    while !yes().await {
        assert!(started.elapsed() < limit, "{what}: not after {limit:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

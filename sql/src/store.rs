//! The store: pools of connections, and what is remembered between transactions.

use std::path::Path;
use std::str::FromStr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use sqlx::mysql::{MySqlConnectOptions, MySqlPool, MySqlPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions as _, Connection as _, Executor as _};
use stock::facts::Network;
use stock::ids::Moment;

use crate::dialect::Engine;
use crate::error::{Error, ErrorKind};
use crate::facts::FactsCache;
use crate::ids::BalanceIds;
use crate::link::{Control, Link, Row};
use crate::options::{StoreOptions, Synchronous};
use crate::seat::{Seat, Seats};
use crate::statement::Statement;
use crate::tx::Tx;

/// Prepared statements kept per connection.
const PREPARED_MAX: usize = 256;
/// A pooled connection that was idle for longer is tried before it is used.
const TRUSTED_IDLE: Duration = Duration::from_secs(1);

/// The database of the stock center. Cheap to clone; clones share connections and caches.
#[derive(Clone, Debug)]
pub struct Store {
    pub(crate) shared: Arc<Shared>,
}

#[derive(Debug)]
pub(crate) struct Shared {
    pools: Pools,
    /// This store's own name, for leases.
    pub(crate) name: String,
    pub(crate) options: StoreOptions,
    pub(crate) balance_ids: BalanceIds,
    pub(crate) facts: FactsCache,
    seats: Seats,
    pub(crate) network: RwLock<Arc<Network>>,
    /// Readings of the network follow one another: the one begun last is the one that stays.
    pub(crate) network_reading: tokio::sync::Mutex<()>,
    /// Questions asked outside of transactions.
    reads: AtomicU64,
}

#[derive(Debug)]
enum Pools {
    MySql(MySqlPool),
    Sqlite {
        writer: SqlitePool,
        readers: SqlitePool,
    },
}

impl Store {
    /// Opens a database: `sqlite://path/to/file.db`, `sqlite::memory:` (a fresh one of this store alone, for tests) or `mysql://user:password@host:port/database`.
    ///
    /// # Errors
    /// If the address is not of these forms, or the database cannot be reached. Messages never hold the address, for it holds a password.
    pub async fn open(url: &str, options: StoreOptions) -> Result<Self, Error> {
        let options = StoreOptions {
            max_connections: options.max_connections.max(2),
            ..options
        };
        let pools = if url.starts_with("mysql://") || url.starts_with("mariadb://") {
            Pools::MySql(open_mysql(url, &options).await?)
        } else if url.starts_with("sqlite:") {
            open_sqlite(url, &options).await?
        } else {
            let scheme = url.split(':').next().unwrap_or_default();
            return Err(Error::fatal(format!(
                "database address of kind {scheme:?}: it has to start with sqlite:// or mysql://"
            )));
        };
        Ok(Self {
            shared: Arc::new(Shared {
                pools,
                name: holder_name(),
                balance_ids: BalanceIds::new(options.balance_ids_max),
                facts: FactsCache::new(options.facts_max, options.facts_age),
                seats: Seats::default(),
                network: RwLock::default(),
                network_reading: tokio::sync::Mutex::default(),
                reads: AtomicU64::new(0),
                options,
            }),
        })
    }

    /// Begins a transaction that writes.
    ///
    /// # Errors
    /// `NotReady` or `Retry` if the database cannot be reached or is busy; nothing was done.
    pub async fn begin(&self) -> Result<Tx, Error> {
        self.begin_at(&Seat::passing()).await
    }

    /// A place at which a writer keeps its connection between its transactions. One of an embedded database keeps none, for all its writers share the only one; and half of the
    /// connections are always there for others.
    #[must_use]
    pub fn seat(&self) -> Seat {
        let most = match self.engine() {
            Engine::MySql => self.shared.options.max_connections / 2,
            Engine::Sqlite => 0,
        };
        self.shared
            .seats
            .add(usize::try_from(most).unwrap_or(usize::MAX))
    }

    /// Begins a transaction that writes on the connection its writer had before, where it still has it.
    ///
    /// # Errors
    /// As [`Store::begin`].
    pub async fn begin_at(&self, seat: &Seat) -> Result<Tx, Error> {
        // Every pooled connection may be a dead one after the server has restarted.
        let mut left = self.shared.options.max_connections;
        loop {
            let mut link = match seat.take() {
                Some(link) => link,
                None => self.writer().await?,
            };
            let engine = link.engine();
            match link.control(engine.begin(), self.wait()).await {
                Ok(()) => return Ok(Tx::new(self.clone(), link, seat.clone())),
                Err(failure) => {
                    link.close();
                    left -= 1;
                    let error = match failure {
                        Control::Failed(error) => Error::before_commit(engine, "begin", error),
                        Control::NoAnswer => {
                            return Err(Error::new(
                                ErrorKind::NotReady,
                                "no answer from the database to begin",
                            ));
                        }
                    };
                    if left == 0 || error.kind() != ErrorKind::NotReady {
                        return Err(error);
                    }
                }
            }
        }
    }

    /// Begins a transaction that sees one moment of the database and writes nothing; ended by `rollback`.
    pub(crate) async fn snapshot(&self) -> Result<Tx, Error> {
        let mut link = self.reader().await?;
        let engine = link.engine();
        for word in engine.begin_snapshot() {
            if let Err(failure) = link.control(word, self.wait()).await {
                link.close();
                return Err(match failure {
                    Control::Failed(error) => Error::before_commit(engine, "snapshot", error),
                    Control::NoAnswer => {
                        Error::new(ErrorKind::NotReady, "no answer from the database to begin")
                    }
                });
            }
        }
        Ok(Tx::reading(self.clone(), link))
    }

    /// Now, by the database's clock.
    ///
    /// # Errors
    /// If the database cannot be asked.
    pub async fn now(&self) -> Result<Moment, Error> {
        let statement = Statement::new(format!("SELECT {}", self.engine().now()));
        let rows = self.read(&statement).await?;
        let row = rows
            .first()
            .ok_or_else(|| Error::fatal("the clock gave no row"))?;
        Ok(Moment(row.int(0)?))
    }

    /// Questions asked outside of transactions since it was opened: what an answer costs is told by how many it took.
    #[must_use]
    pub fn reads(&self) -> u64 {
        self.shared.reads.load(Ordering::Relaxed)
    }

    /// Gives back what idle connections of an embedded database remember of work that does not come again: prepared statements and pages. Another engine keeps
    /// them in its server.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn rest(&self) -> Result<(), Error> {
        let Pools::Sqlite { writer, readers } = &self.shared.pools else {
            return Ok(());
        };
        let failed = |e| Error::before_commit(Engine::Sqlite, "giving memory back", e);
        let mut idle: Vec<_> = writer.try_acquire().into_iter().collect();
        idle.extend(std::iter::from_fn(|| readers.try_acquire()));
        for link in &mut idle {
            link.clear_cached_statements().await.map_err(failed)?;
            link.execute("PRAGMA shrink_memory").await.map_err(failed)?;
        }
        Ok(())
    }

    /// Closes all connections; SQLite merges its write-ahead log into the file.
    pub async fn close(&self) {
        self.shared.seats.clear();
        match &self.shared.pools {
            Pools::MySql(pool) => pool.close().await,
            Pools::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
        }
    }

    /// Name of the engine's family, for messages: `mysql` or `sqlite`.
    #[must_use]
    pub fn engine_name(&self) -> &'static str {
        match self.engine() {
            Engine::MySql => "mysql",
            Engine::Sqlite => "sqlite",
        }
    }

    pub(crate) fn engine(&self) -> Engine {
        match &self.shared.pools {
            Pools::MySql(_) => Engine::MySql,
            Pools::Sqlite { .. } => Engine::Sqlite,
        }
    }

    pub(crate) fn wait(&self) -> Duration {
        self.shared.options.statement_wait
    }

    pub(crate) async fn writer(&self) -> Result<Link, Error> {
        let engine = self.engine();
        match &self.shared.pools {
            Pools::MySql(pool) => pool.acquire().await.map(Link::MySql),
            Pools::Sqlite { writer, .. } => writer.acquire().await.map(Link::Sqlite),
        }
        .map_err(|e| Error::before_commit(engine, "a connection to write with", e))
    }

    pub(crate) async fn reader(&self) -> Result<Link, Error> {
        let engine = self.engine();
        match &self.shared.pools {
            Pools::MySql(pool) => pool.acquire().await.map(Link::MySql),
            Pools::Sqlite { readers, .. } => readers.acquire().await.map(Link::Sqlite),
        }
        .map_err(|e| Error::before_commit(engine, "a connection to read with", e))
    }

    /// One query outside of any transaction.
    pub(crate) async fn read(&self, statement: &Statement<'_>) -> Result<Vec<Row>, Error> {
        self.shared.reads.fetch_add(1, Ordering::Relaxed);
        let mut patience = self.patience();
        loop {
            let mut link = self.reader().await?;
            match link.fetch(statement, self.wait()).await {
                Err(error) if error.kind() == ErrorKind::NotReady => {
                    link.close();
                    patience.after(error)?;
                }
                outcome => return outcome,
            }
        }
    }

    /// For reads that meet connections which died while they were idle: each may be one.
    pub(crate) fn patience(&self) -> Patience {
        Patience {
            left: self.shared.options.max_connections,
            until: Instant::now() + TRUSTED_IDLE,
        }
    }

    /// Sites, coverage and channels as last read by [`Store::refresh_network`].
    #[must_use]
    pub fn network(&self) -> Arc<Network> {
        Arc::clone(
            &self
                .shared
                .network
                .read()
                .unwrap_or_else(PoisonError::into_inner),
        )
    }
}

/// How often and how long a read is tried again on another connection.
#[derive(Debug)]
pub(crate) struct Patience {
    left: u32,
    until: Instant,
}

impl Patience {
    /// Counts a failure; gives it back when patience is at its end.
    pub(crate) fn after(&mut self, error: Error) -> Result<(), Error> {
        self.left = self.left.saturating_sub(1);
        if self.left == 0 || Instant::now() > self.until {
            return Err(error);
        }
        Ok(())
    }
}

/// A name no other store has, of letters and digits.
pub(crate) fn holder_name() -> String {
    use std::hash::{BuildHasher, Hasher, RandomState};
    let salt = RandomState::new().build_hasher().finish();
    format!("{}x{salt:x}", std::process::id())
}

async fn open_mysql(url: &str, options: &StoreOptions) -> Result<MySqlPool, Error> {
    let connect = MySqlConnectOptions::from_str(url)
        .map_err(|_| {
            Error::fatal(
                "the database address is not of the form mysql://user:password@host:port/database",
            )
        })?
        // The tables'. With another, the engine compares by this one where values come from the connection (`UNION`, bound texts), and sorts rows that an index
        // has in order: a page of a SKU's ledger then reads all its rows.
        .charset("utf8mb4")
        .collation("utf8mb4_bin")
        .statement_cache_capacity(PREPARED_MAX)
        .disable_statement_logging();
    if connect.get_database().is_none_or(str::is_empty) {
        return Err(Error::fatal(
            "the database address names no database: mysql://user:password@host:port/database",
        ));
    }
    let lock_wait_seconds = options.lock_wait.as_secs().max(1);
    let pool = MySqlPoolOptions::new()
        .max_connections(options.max_connections)
        .acquire_timeout(options.connection_wait)
        .test_before_acquire(false)
        .before_acquire(|link, meta| {
            Box::pin(async move {
                if meta.idle_for > TRUSTED_IDLE {
                    link.ping().await?;
                }
                Ok(true)
            })
        })
        .after_connect(move |link, _| {
            Box::pin(async move {
                link.execute("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED")
                    .await?;
                link.execute(sqlx::AssertSqlSafe(format!(
                    "SET SESSION innodb_lock_wait_timeout = {lock_wait_seconds}"
                )))
                .await?;
                if in_a_cluster(link).await? {
                    // Its nodes answer from what they have applied. What was committed by another one a moment ago is then there to be read, above all the
                    // answer under a key that somebody asks for again.
                    link.execute("SET SESSION wsrep_sync_wait = 1").await?;
                }
                Ok(())
            })
        });
    pool.connect_with(connect).await.map_err(|e| {
        let what = match e {
            sqlx::Error::Database(_) => "the database server refuses the connection",
            _ => "the database server does not answer",
        };
        Error::before_commit(Engine::MySql, what, e)
    })
}

/// Whether the server is a node of a Galera cluster. Others know no such variable, or have it off.
async fn in_a_cluster(link: &mut sqlx::MySqlConnection) -> Result<bool, sqlx::Error> {
    let row = sqlx::query("SHOW VARIABLES LIKE 'wsrep_on'")
        .fetch_optional(link)
        .await?;
    let value = row.and_then(|row| sqlx::Row::try_get::<String, _>(&row, 1).ok());
    Ok(value.is_some_and(|value| value.eq_ignore_ascii_case("ON")))
}

async fn open_sqlite(url: &str, options: &StoreOptions) -> Result<Pools, Error> {
    let connect = if url == "sqlite::memory:" {
        memory_database()
    } else {
        let connect = SqliteConnectOptions::from_str(url).map_err(|e| {
            Error::fatal(format!(
                "the database address is not of the form sqlite://path: {e}"
            ))
        })?;
        check_folder(connect.get_filename())?;
        connect.journal_mode(SqliteJournalMode::Wal)
    };
    let connect = connect
        .create_if_missing(true)
        .busy_timeout(options.lock_wait)
        .statement_cache_capacity(PREPARED_MAX)
        .synchronous(match options.sqlite_synchronous {
            Synchronous::Full => SqliteSynchronous::Full,
            Synchronous::Normal => SqliteSynchronous::Normal,
        })
        .disable_statement_logging();
    let pool = |connections| {
        SqlitePoolOptions::new()
            .min_connections(1)
            .max_connections(connections)
            .acquire_timeout(options.connection_wait)
            .idle_timeout(None)
            .max_lifetime(None)
            .test_before_acquire(false)
    };
    let failed = |e| Error::before_commit(Engine::Sqlite, "the database file cannot be opened", e);
    let writer = pool(1)
        .connect_with(connect.clone())
        .await
        .map_err(failed)?;
    let readers = pool(options.max_connections - 1)
        .connect_with(connect.pragma("query_only", "on"))
        .await
        .map_err(failed)?;
    Ok(Pools::Sqlite { writer, readers })
}

/// A database in memory that all connections of one store share, and nobody else.
fn memory_database() -> SqliteConnectOptions {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    SqliteConnectOptions::new()
        .filename(format!("/stock-{number}"))
        .vfs("memdb")
}

fn check_folder(file: &Path) -> Result<(), Error> {
    let Some(folder) = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    else {
        return Ok(());
    };
    if folder.is_dir() {
        return Ok(());
    }
    Err(Error::fatal(format!(
        "the folder {} of the database file does not exist: create it, or name another file",
        folder.display()
    )))
}

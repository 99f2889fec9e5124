//! What a native client does with plain SQL: the database's own limits.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use sqlx::{Connection as _, Executor as _, MySqlConnection};

use crate::echo::Seen;
use crate::error::{PeerError, Result};
use crate::mariadb::MariaDb;

/// Rows of the even load.
const ROWS: u64 = 10_000;
/// Rows made by one statement.
const ROWS_AT_ONCE: u64 = 1_000;
const STRIDE: u64 = 7_919;

/// Durable commits: a commit that was answered is on the disk. Else it may be lost for a second.
///
/// # Errors
/// When the server refuses.
pub async fn durable(server: &MariaDb, durable: bool) -> Result<()> {
    let (log, binlog) = if durable { (1, 1) } else { (2, 0) };
    server
        .execute(&format!(
            "SET GLOBAL innodb_flush_log_at_trx_commit = {log}; SET GLOBAL sync_binlog = {binlog}"
        ))
        .await
        .map(drop)
}

/// A table of stock that knows nothing but numbers.
#[derive(Debug)]
pub struct Plain {
    url: String,
    next: Arc<AtomicU64>,
}

fn failed<E: std::fmt::Display>() -> impl FnOnce(E) -> PeerError {
    PeerError::because("plain SQL")
}

impl Plain {
    /// Makes it in a database of its own.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn create(server: &MariaDb) -> Result<Self> {
        let url = server.create_database().await?;
        let mut link = MySqlConnection::connect(&url).await.map_err(failed())?;
        for sql in [
            "CREATE TABLE plain_stock (id BIGINT NOT NULL PRIMARY KEY, available BIGINT NOT NULL) ENGINE = InnoDB",
            "CREATE TABLE plain_journal (id BIGINT NOT NULL PRIMARY KEY, stock BIGINT NOT NULL, quantity BIGINT NOT NULL) ENGINE = InnoDB",
        ] {
            link.execute(sql).await.map_err(failed())?;
        }
        for first in (0..ROWS).step_by(usize::try_from(ROWS_AT_ONCE).map_err(failed())?) {
            let rows: Vec<String> = (first..first + ROWS_AT_ONCE)
                .map(|id| format!("({id}, 1000000000)"))
                .collect();
            let sql = format!("INSERT INTO plain_stock VALUES {}", rows.join(", "));
            let sql = sqlx::AssertSqlSafe(sql);
            link.execute(sql).await.map_err(failed())?;
        }
        Ok(Self {
            url,
            next: Arc::default(),
        })
    }

    /// Single updates, each a transaction, on so many connections; of one row or of all evenly.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn updates(&self, hot: bool, callers: usize, time: Duration) -> Result<Seen> {
        let links = self.connect(callers).await?;
        let begun = Instant::now();
        let until = begun + time;
        let callers: Vec<_> = links
            .into_iter()
            .map(|mut link| {
                let next = Arc::clone(&self.next);
                tokio::spawn(async move {
                    let mut waits = Vec::new();
                    while Instant::now() < until {
                        let n = next.fetch_add(1, Ordering::Relaxed);
                        let id = if hot {
                            0
                        } else {
                            n.wrapping_mul(STRIDE) % ROWS
                        };
                        let started = Instant::now();
                        take(&mut link, id).await?;
                        waits.push(started.elapsed());
                    }
                    Ok((waits.len() as u64, waits))
                })
            })
            .collect();
        join(callers, begun).await
    }

    /// One caller, one transaction after the other: a row in a journal, a guarded update.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn transactions(&self, time: Duration) -> Result<Seen> {
        let mut link = MySqlConnection::connect(&self.url)
            .await
            .map_err(failed())?;
        let begun = Instant::now();
        let until = begun + time;
        let mut waits = Vec::new();
        while Instant::now() < until {
            let n = self.next.fetch_add(1, Ordering::Relaxed);
            let id = n.wrapping_mul(STRIDE) % ROWS;
            let started = Instant::now();
            let mut tx = link.begin().await.map_err(failed())?;
            sqlx::query("INSERT INTO plain_journal VALUES (?, ?, 1)")
                .bind(n)
                .bind(id)
                .execute(&mut *tx)
                .await
                .map_err(failed())?;
            take(&mut tx, id).await?;
            tx.commit().await.map_err(failed())?;
            waits.push(started.elapsed());
        }
        Ok(Seen::of(vec![(waits.len() as u64, waits)], begun))
    }

    async fn connect(&self, count: usize) -> Result<Vec<MySqlConnection>> {
        let mut links = Vec::with_capacity(count);
        for _ in 0..count {
            links.push(
                MySqlConnection::connect(&self.url)
                    .await
                    .map_err(failed())?,
            );
        }
        Ok(links)
    }
}

async fn take(link: &mut MySqlConnection, id: u64) -> Result<()> {
    let sql = "UPDATE plain_stock SET available = available - 1 WHERE id = ? AND available >= 1";
    let done = sqlx::query(sql).bind(id).execute(link).await;
    match done.map_err(failed())?.rows_affected() {
        1 => Ok(()),
        rows => Err(PeerError::new(format!(
            "{rows} rows of plain stock {id} changed"
        ))),
    }
}

type Caller = tokio::task::JoinHandle<Result<(u64, Vec<Duration>)>>;

/// What all callers have seen.
pub(crate) async fn join(callers: Vec<Caller>, begun: Instant) -> Result<Seen> {
    let mut parts = Vec::with_capacity(callers.len());
    for caller in callers {
        parts.push(caller.await.map_err(PeerError::because("a caller"))??);
    }
    Ok(Seen::of(parts, begun))
}

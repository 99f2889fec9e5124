//! What the database itself counts.

use sqlx::mysql::{MySqlConnectOptions, MySqlPoolOptions};
use sqlx::{AssertSqlSafe, MySqlPool, Row as _};

use super::point::PerCall;
use crate::error::{PeerError, Result};

/// Counters of the server, by the names it gives them; the last is the growth of the redo log.
const COUNTERS: [&str; 5] = [
    "Binlog_commits",
    "Binlog_group_commits",
    "Binlog_bytes_written",
    "Handler_write",
    "Innodb_lsn_current",
];

/// Reads counters.
#[derive(Debug)]
pub struct Meter {
    pool: MySqlPool,
    database: String,
}

/// Counters at one time.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counters {
    counted: [f64; COUNTERS.len()],
    file_bytes: f64,
}

fn failed<E: std::fmt::Display>() -> impl FnOnce(E) -> PeerError {
    PeerError::because("the database's counters")
}

impl Meter {
    /// Of a database.
    ///
    /// # Errors
    /// When it cannot be reached.
    pub async fn new(url: &str) -> Result<Self> {
        let options: MySqlConnectOptions = url.parse().map_err(failed())?;
        let pool = MySqlPoolOptions::new().max_connections(1);
        Ok(Self {
            pool: pool.connect_with(options).await.map_err(failed())?,
            database: url.rsplit('/').next().unwrap_or_default().to_owned(),
        })
    }

    /// Now.
    ///
    /// # Errors
    /// When the server does not say.
    pub async fn read(&self) -> Result<Counters> {
        let mut counters = Counters::default();
        for (value, name) in counters.counted.iter_mut().zip(COUNTERS) {
            let sql = AssertSqlSafe(format!("SHOW GLOBAL STATUS LIKE '{name}'"));
            let row = sqlx::query(sql).fetch_one(&self.pool).await;
            let text: String = row.map_err(failed())?.try_get(1).map_err(failed())?;
            *value = text.parse().map_err(failed())?;
        }
        let sql = "SELECT CAST(COALESCE(SUM(FILE_SIZE), 0) AS SIGNED) FROM information_schema.INNODB_SYS_TABLESPACES WHERE NAME LIKE ?";
        let files = sqlx::query(sql)
            .bind(format!("{}/%", self.database))
            .fetch_one(&self.pool)
            .await
            .map_err(failed())?;
        let bytes: i64 = files.try_get(0).map_err(failed())?;
        counters.file_bytes = bytes as f64;
        Ok(counters)
    }
}

impl Counters {
    /// How much was counted since.
    #[must_use]
    pub fn since(mut self, before: &Self) -> Self {
        for (now, before) in self.counted.iter_mut().zip(before.counted) {
            *now -= before;
        }
        self.file_bytes -= before.file_bytes;
        self
    }

    /// Shared among calls.
    #[must_use]
    pub fn per_call(self, calls: u64) -> PerCall {
        let calls = calls.max(1) as f64;
        let [commits, groups, binlog, rows, redo] = self.counted.map(|value| value / calls);
        PerCall {
            commits,
            groups,
            rows,
            binlog_bytes: binlog,
            redo_bytes: redo,
            file_bytes: self.file_bytes / calls,
        }
    }
}

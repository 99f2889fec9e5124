//! What can go wrong with the database, sorted by what a caller shall do about it.

use std::fmt;

use crate::dialect::Engine;

/// What kind of failure, that is: what to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// Surely rolled back by a lock conflict or a deadlock: run the transaction again.
    Retry,
    /// A unique key is taken: read again, then decide again.
    Duplicate(UniqueKey),
    /// A guarded change matched fewer rows than it had to: somebody else changed them. Read again, then decide again.
    GuardMissed,
    /// Whether it was committed is not known: run the call again under the same idempotency key, never read and guess.
    Unknown,
    /// The database cannot be reached or takes no writes now; nothing was committed.
    NotReady,
    /// Trying again does not help.
    Fatal,
}

impl ErrorKind {
    /// Whether running the whole transaction again, from its first read and under the same idempotency keys, may succeed and can do no harm.
    #[must_use]
    pub const fn is_retryable(self) -> bool {
        !matches!(self, Self::Fatal)
    }
}

/// Which unique key was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UniqueKey {
    /// The idempotency key of a voucher.
    VoucherKey,
    /// One reservation in force per order.
    OpenOrder,
    /// One paper per tenant, kind and number.
    PaperNo,
    /// A row identifier, or any other key.
    RowId,
}

/// A failure of the store.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    message: String,
    source: Option<Box<sqlx::Error>>,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            source: None,
        }
    }

    pub(crate) fn fatal(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Fatal, message)
    }

    pub(crate) fn guard(what: &str, wanted: usize, matched: u64) -> Self {
        Self::new(
            ErrorKind::GuardMissed,
            format!("{what}: {matched} of {wanted} rows matched; somebody else changed the rest"),
        )
    }

    /// A failure before the commit was sent.
    pub(crate) fn before_commit(engine: Engine, what: &str, error: sqlx::Error) -> Self {
        Self::classified(classify(engine, &error), what, error)
    }

    /// A failure of the commit itself: only what is surely rolled back is not unknown.
    pub(crate) fn at_commit(engine: Engine, error: sqlx::Error) -> Self {
        let surely_rolled_back = match (engine, number(engine, &error)) {
            (Engine::MySql, Some(number)) => number == mysql::DEADLOCK,
            (Engine::Sqlite, Some(code)) => matches!(code & 0xff, sqlite::BUSY | sqlite::LOCKED),
            (_, None) => false,
        };
        let kind = if surely_rolled_back {
            ErrorKind::Retry
        } else {
            ErrorKind::Unknown
        };
        Self::classified(kind, "commit", error)
    }

    fn classified(kind: ErrorKind, what: &str, error: sqlx::Error) -> Self {
        Self {
            kind,
            message: what.to_owned(),
            source: Some(Box::new(error)),
        }
    }

    /// What to do about it.
    #[must_use]
    pub const fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Whether running the whole transaction again, from its first read and under the same idempotency keys, may succeed and can do no harm.
    #[must_use]
    pub const fn is_retryable(&self) -> bool {
        self.kind.is_retryable()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.source {
            Some(source) => write!(f, "{}: {source}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source
            .as_ref()
            .map(|source| source as &(dyn std::error::Error + 'static))
    }
}

/// Error numbers of MySQL, MariaDB, Galera, TiDB, OceanBase.
mod mysql {
    pub(super) const DEADLOCK: u32 = 1213;
    pub(super) const DUPLICATE: u32 = 1062;
    /// Says "try again later" when a table was altered meanwhile (TiDB), anything else otherwise.
    pub(super) const UNKNOWN_ERROR: u32 = 1105;
    /// Deadlock, lock wait, snapshot conflict, interrupted query; TiDB write conflicts and schema changes; OceanBase rollbacks.
    pub(super) const RETRY: [u32; 12] = [
        DEADLOCK, 1205, 1020, 1317, 8002, 8005, 8022, 8028, 9007, 6002, 6005, 6003,
    ];
    /// Too many connections, shutting down, not prepared (Galera), read-only, killed connection, network; TiDB without its store.
    pub(super) const NOT_READY: [u32; 16] = [
        1040, 1047, 1053, 1158, 1159, 1160, 1161, 1290, 1792, 1836, 1927, 9001, 9002, 9003, 9004,
        9005,
    ];
    /// No such table, no such column.
    pub(super) const NO_TABLE: [u32; 2] = [1146, 1054];
}

/// Primary result codes of SQLite.
mod sqlite {
    pub(super) const BUSY: u32 = 5;
    pub(super) const LOCKED: u32 = 6;
    /// Extended: primary key and unique.
    pub(super) const DUPLICATE: [u32; 3] = [1555, 2067, 2579];
}

/// The engine's own number of a failure, if the engine gave one.
fn number(engine: Engine, error: &sqlx::Error) -> Option<u32> {
    let database = error.as_database_error()?;
    match engine {
        Engine::MySql => database
            .try_downcast_ref::<sqlx::mysql::MySqlDatabaseError>()
            .map(|e| u32::from(e.number())),
        Engine::Sqlite => database.code()?.parse().ok(),
    }
}

fn classify(engine: Engine, error: &sqlx::Error) -> ErrorKind {
    match number(engine, error) {
        Some(number) => {
            let message = error
                .as_database_error()
                .map_or_else(Default::default, |e| e.message().to_owned());
            classify_number(engine, number, &message)
        }
        None => match error {
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => ErrorKind::NotReady,
            _ => ErrorKind::Fatal,
        },
    }
}

fn classify_number(engine: Engine, number: u32, message: &str) -> ErrorKind {
    match engine {
        Engine::MySql => match number {
            mysql::DUPLICATE => ErrorKind::Duplicate(mysql_key(message)),
            mysql::UNKNOWN_ERROR if message.contains("try again later") => ErrorKind::Retry,
            n if mysql::RETRY.contains(&n) => ErrorKind::Retry,
            n if mysql::NOT_READY.contains(&n) => ErrorKind::NotReady,
            _ => ErrorKind::Fatal,
        },
        Engine::Sqlite => match number {
            n if sqlite::DUPLICATE.contains(&n) => ErrorKind::Duplicate(sqlite_key(message)),
            n if matches!(n & 0xff, sqlite::BUSY | sqlite::LOCKED) => ErrorKind::Retry,
            _ => ErrorKind::Fatal,
        },
    }
}

/// Whether a statement failed because a table or a column is not there, that is: before migration.
pub(crate) fn is_unmigrated(engine: Engine, error: &sqlx::Error) -> bool {
    match engine {
        Engine::MySql => number(engine, error).is_some_and(|n| mysql::NO_TABLE.contains(&n)),
        Engine::Sqlite => error
            .as_database_error()
            .is_some_and(|e| e.message().starts_with("no such ")),
    }
}

/// "Duplicate entry '…' for key 'voucher_key'": the entry is a caller's text, so the last key named counts.
fn mysql_key(message: &str) -> UniqueKey {
    let key = message.rsplit("for key ").next().unwrap_or_default();
    if key.contains("voucher_key") {
        UniqueKey::VoucherKey
    } else if key.contains("reservation_open_order") {
        UniqueKey::OpenOrder
    } else if key.contains("paper_key") {
        UniqueKey::PaperNo
    } else {
        UniqueKey::RowId
    }
}

/// "UNIQUE constraint failed: voucher.tenant, voucher.source, …".
fn sqlite_key(message: &str) -> UniqueKey {
    if message.contains("voucher.biz_no") {
        UniqueKey::VoucherKey
    } else if message.contains("reservation.open_order") {
        UniqueKey::OpenOrder
    } else if message.contains("paper.paper_no") {
        UniqueKey::PaperNo
    } else {
        UniqueKey::RowId
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MYSQL: &[(u32, &str, ErrorKind)] = &[
        (
            1213,
            "Deadlock found when trying to get lock",
            ErrorKind::Retry,
        ),
        (1205, "Lock wait timeout exceeded", ErrorKind::Retry),
        (1020, "Record has changed since last read", ErrorKind::Retry),
        (1317, "Query execution was interrupted", ErrorKind::Retry),
        (8002, "tidb: write conflict", ErrorKind::Retry),
        (8005, "tidb: write conflict", ErrorKind::Retry),
        (8022, "tidb: commit failed, retry", ErrorKind::Retry),
        (
            8028,
            "tidb: information schema is changed",
            ErrorKind::Retry,
        ),
        (9007, "tidb: write conflict", ErrorKind::Retry),
        (
            6002,
            "oceanbase: transaction is rolled back",
            ErrorKind::Retry,
        ),
        (6003, "oceanbase: row locked too long", ErrorKind::Retry),
        (6005, "oceanbase: set lock conflict", ErrorKind::Retry),
        (
            1105,
            "schema is changed [try again later]",
            ErrorKind::Retry,
        ),
        (1105, "something else", ErrorKind::Fatal),
        (
            1062,
            "Duplicate entry 'a-b' for key 'voucher_key'",
            ErrorKind::Duplicate(UniqueKey::VoucherKey),
        ),
        (
            1062,
            "Duplicate entry 'a' for key 'voucher.voucher_key'",
            ErrorKind::Duplicate(UniqueKey::VoucherKey),
        ),
        (
            1062,
            "Duplicate entry 'a' for key 'reservation_open_order'",
            ErrorKind::Duplicate(UniqueKey::OpenOrder),
        ),
        (
            1062,
            "Duplicate entry 'for key 'voucher_key'' for key 'PRIMARY'",
            ErrorKind::Duplicate(UniqueKey::RowId),
        ),
        (1040, "Too many connections", ErrorKind::NotReady),
        (1047, "WSREP has not yet prepared node", ErrorKind::NotReady),
        (1053, "Server shutdown in progress", ErrorKind::NotReady),
        (
            1158,
            "Got an error reading communication packets",
            ErrorKind::NotReady,
        ),
        (
            1159,
            "Got timeout reading communication packets",
            ErrorKind::NotReady,
        ),
        (
            1160,
            "Got an error writing communication packets",
            ErrorKind::NotReady,
        ),
        (
            1161,
            "Got timeout writing communication packets",
            ErrorKind::NotReady,
        ),
        (
            1290,
            "running with the --read-only option",
            ErrorKind::NotReady,
        ),
        (1792, "READ ONLY transaction", ErrorKind::NotReady),
        (1836, "Running in read-only mode", ErrorKind::NotReady),
        (1927, "Connection was killed", ErrorKind::NotReady),
        (9001, "tidb: PD server timeout", ErrorKind::NotReady),
        (9002, "tidb: TiKV server timeout", ErrorKind::NotReady),
        (9003, "tidb: TiKV server is busy", ErrorKind::NotReady),
        (9004, "tidb: resolve lock timeout", ErrorKind::NotReady),
        (9005, "tidb: region is unavailable", ErrorKind::NotReady),
        (
            1153,
            "Got a packet bigger than 'max_allowed_packet' bytes",
            ErrorKind::Fatal,
        ),
        (1406, "Data too long for column", ErrorKind::Fatal),
        (1146, "Table doesn't exist", ErrorKind::Fatal),
        (
            1064,
            "You have an error in your SQL syntax",
            ErrorKind::Fatal,
        ),
        (
            4025,
            "CONSTRAINT `balance_not_negative` failed",
            ErrorKind::Fatal,
        ),
    ];

    #[test]
    fn every_mysql_number_has_its_kind() {
        for (number, message, kind) in MYSQL {
            assert_eq!(
                classify_number(Engine::MySql, *number, message),
                *kind,
                "{number} {message}"
            );
        }
    }

    #[test]
    fn every_sqlite_code_has_its_kind() {
        let rows: &[(u32, &str, ErrorKind)] = &[
            (5, "database is locked", ErrorKind::Retry),
            (261, "database is locked", ErrorKind::Retry),
            (517, "database is locked", ErrorKind::Retry),
            (6, "database table is locked", ErrorKind::Retry),
            (
                2067,
                "UNIQUE constraint failed: voucher.tenant, voucher.source, voucher.op, voucher.biz_no, voucher.op_seq",
                ErrorKind::Duplicate(UniqueKey::VoucherKey),
            ),
            (
                2067,
                "UNIQUE constraint failed: reservation.tenant, reservation.open_order",
                ErrorKind::Duplicate(UniqueKey::OpenOrder),
            ),
            (
                1555,
                "UNIQUE constraint failed: voucher.id",
                ErrorKind::Duplicate(UniqueKey::RowId),
            ),
            (
                2579,
                "UNIQUE constraint failed: ledger.seq",
                ErrorKind::Duplicate(UniqueKey::RowId),
            ),
            (
                275,
                "CHECK constraint failed: balance_not_negative",
                ErrorKind::Fatal,
            ),
            (8, "attempt to write a readonly database", ErrorKind::Fatal),
            (10, "disk I/O error", ErrorKind::Fatal),
            (11, "database disk image is malformed", ErrorKind::Fatal),
            (13, "database or disk is full", ErrorKind::Fatal),
            (26, "file is not a database", ErrorKind::Fatal),
        ];
        for (number, message, kind) in rows {
            assert_eq!(
                classify_number(Engine::Sqlite, *number, message),
                *kind,
                "{number} {message}"
            );
        }
    }

    #[test]
    fn a_lost_link_is_not_ready_before_commit_and_unknown_at_commit() {
        for engine in [Engine::MySql, Engine::Sqlite] {
            let lost = || sqlx::Error::Io(std::io::ErrorKind::ConnectionReset.into());
            assert_eq!(
                Error::before_commit(engine, "x", lost()).kind(),
                ErrorKind::NotReady
            );
            assert_eq!(Error::at_commit(engine, lost()).kind(), ErrorKind::Unknown);
            assert_eq!(
                Error::at_commit(engine, sqlx::Error::PoolTimedOut).kind(),
                ErrorKind::Unknown
            );
        }
        assert!(Error::new(ErrorKind::Unknown, "").is_retryable());
        assert!(!Error::fatal("").is_retryable());
    }
}

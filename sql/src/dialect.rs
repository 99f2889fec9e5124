//! Everything in which the engines differ. The rest of the store is one SQL text for all of them.

/// Families of engines: everything that speaks MySQL's protocol, and the embedded one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    MySql,
    Sqlite,
}

impl Engine {
    /// Milliseconds since the epoch by the database's clock.
    pub(crate) const fn now(self) -> &'static str {
        match self {
            Self::MySql => "CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED)",
            Self::Sqlite => "CAST(ROUND(unixepoch('subsec') * 1000) AS INTEGER)",
        }
    }

    /// Starts a transaction that writes. Named explicitly everywhere: TiDB is optimistic without it, and SQLite must take its write lock at once, for a
    /// read that turns into a write later fails instead of waiting.
    pub(crate) const fn begin(self) -> &'static str {
        match self {
            Self::MySql => "BEGIN /*T! PESSIMISTIC */",
            Self::Sqlite => "BEGIN IMMEDIATE",
        }
    }

    /// Starts a transaction that sees one moment of the database and writes nothing.
    pub(crate) const fn begin_snapshot(self) -> &'static [&'static str] {
        match self {
            Self::MySql => &[
                "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ",
                "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY",
            ],
            Self::Sqlite => &["BEGIN"],
        }
    }

    /// End of an insert that leaves a row in peace that is already there.
    pub(crate) const fn or_leave(self, column: &str) -> &'static str {
        match self {
            // Which column is named does not matter as long as it stays as it is.
            Self::MySql => match column.as_bytes() {
                b"id" => " ON DUPLICATE KEY UPDATE id = id",
                b"queue" => " ON DUPLICATE KEY UPDATE queue = queue",
                b"version" => " ON DUPLICATE KEY UPDATE version = version",
                b"value" => " ON DUPLICATE KEY UPDATE value = value",
                b"oe" => " ON DUPLICATE KEY UPDATE oe = VALUES(oe)",
                _ => " ON DUPLICATE KEY UPDATE name = name",
            },
            Self::Sqlite => " ON CONFLICT DO NOTHING",
        }
    }

    /// End of an insert of numbers that replaces the ones of rows that are there, found by `key`.
    pub(crate) fn or_replace(self, key: &str, column: &str) -> String {
        match self {
            Self::MySql => format!(" ON DUPLICATE KEY UPDATE {column} = VALUES({column})"),
            Self::Sqlite => {
                format!(" ON CONFLICT({key}) DO UPDATE SET {column} = excluded.{column}")
            }
        }
    }

    /// Locks what a select reads. SQLite's transaction holds the only write lock already.
    pub(crate) const fn for_update(self) -> &'static str {
        match self {
            Self::MySql => " FOR UPDATE",
            Self::Sqlite => "",
        }
    }

    /// Keeps the optimiser from scanning (and locking) the table when many rows are named by identifier.
    pub(crate) const fn by_primary_key(self) -> &'static str {
        match self {
            Self::MySql => " FORCE INDEX (PRIMARY)",
            Self::Sqlite => "",
        }
    }

    /// The same where rows are named by the columns of an index.
    pub(crate) fn by_index(self, index: &str) -> String {
        match self {
            Self::MySql => format!(" FORCE INDEX ({index})"),
            Self::Sqlite => String::new(),
        }
    }
}

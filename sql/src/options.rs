//! How a store is opened.

use std::time::Duration;

/// When SQLite waits for the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Synchronous {
    /// At every commit: an acknowledged write survives a power cut.
    Full,
    /// At checkpoints: an acknowledged write survives a crash of the process, not of the machine.
    Normal,
}

/// Settings of a store.
#[derive(Clone, Debug)]
pub struct StoreOptions {
    /// Most connections, readers and writers together; SQLite writes through one of them. At least 2.
    pub max_connections: u32,
    /// How long to wait for a row lock (MySQL, whole seconds) or for the write lock (SQLite).
    pub lock_wait: Duration,
    /// How long to wait for a free connection.
    pub connection_wait: Duration,
    /// How long to wait for the answer to one statement before the connection is given up.
    pub statement_wait: Duration,
    /// SQLite only.
    pub sqlite_synchronous: Synchronous,
    /// How old catalogue facts may get in this process.
    pub facts_age: Duration,
    /// Most SKUs whose facts are remembered.
    pub facts_max: usize,
    /// Most balance keys whose row identifiers are remembered.
    pub balance_ids_max: usize,
    /// When business days begin.
    pub calendar: stock::reconcile::day::Calendar,
    /// Whether documents that happened on a closed business day are refused; else they are booked today.
    pub refuse_back_dated: bool,
}

impl Default for StoreOptions {
    fn default() -> Self {
        Self {
            max_connections: 16,
            lock_wait: Duration::from_secs(3),
            connection_wait: Duration::from_secs(5),
            statement_wait: Duration::from_secs(10),
            sqlite_synchronous: Synchronous::Full,
            facts_age: Duration::from_secs(2),
            facts_max: 100_000,
            balance_ids_max: 1_000_000,
            calendar: stock::reconcile::day::Calendar::default(),
            refuse_back_dated: false,
        }
    }
}

//! The store against real databases: SQLite always, MySQL's family where `STOCK_MYSQL_URL` names a server.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "tests: a failure ends them, and what is skipped is said aloud"
)]

mod catalogue;
mod check;
mod conflicts;
mod faults;
mod hostile;
mod orders;
mod proxy;
mod queries;
mod round_trip;
mod schema;
mod support;
mod unknown;

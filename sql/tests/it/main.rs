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
mod oracle;
mod orders;
mod outbox;
mod papers;
mod parts;
mod proxy;
mod purge;
mod queries;
mod reconcile;
mod round_trip;
mod schema;
mod sourcing;
mod support;
mod unknown;
mod upgrade;
// The rules' own random histories, so that the databases are held to the same.
#[path = "../../../provider/stock/tests/it/moving.rs"]
mod moving;
#[path = "../../../provider/stock/tests/it/performing.rs"]
mod performing;
#[path = "../../../provider/stock/tests/it/planning.rs"]
mod planning;
#[path = "../../../provider/stock/tests/it/shop.rs"]
mod shop;
#[path = "../../../provider/stock/tests/it/world.rs"]
mod world;

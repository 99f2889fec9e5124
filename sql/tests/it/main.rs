//! The store against real databases: SQLite always, MySQL's family where `STOCK_MYSQL_URL` names a server.

mod conflicts;
mod queries;
mod round_trip;
mod schema;
mod support;

//! Schema and store of the stock center, on SQLite and MySQL.

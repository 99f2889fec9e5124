//! One connection of either engine: runs statements, hands out rows.

use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::{Arguments, AssertSqlSafe, Executor as _, MySql, Row as _, Sqlite};

use crate::dialect::Engine;
use crate::error::{Error, ErrorKind, is_unmigrated};
use crate::statement::{Statement, Value};

/// A row as read.
#[derive(Debug)]
pub(crate) enum Row {
    MySql(sqlx::mysql::MySqlRow),
    Sqlite(sqlx::sqlite::SqliteRow),
}

macro_rules! column {
    ($row:expr, $index:expr, $kind:ty) => {
        match $row {
            Row::MySql(row) => row.try_get::<$kind, _>($index),
            Row::Sqlite(row) => row.try_get::<$kind, _>($index),
        }
        .map_err(|e| Error::fatal(format!("column {} of a row: {e}", $index)))
    };
}

impl Row {
    pub(crate) fn int(&self, index: usize) -> Result<i64, Error> {
        column!(self, index, i64)
    }

    pub(crate) fn int_or_null(&self, index: usize) -> Result<Option<i64>, Error> {
        column!(self, index, Option<i64>)
    }

    pub(crate) fn text(&self, index: usize) -> Result<&str, Error> {
        column!(self, index, &str)
    }

    pub(crate) fn text_or_null(&self, index: usize) -> Result<Option<&str>, Error> {
        column!(self, index, Option<&str>)
    }

    /// A text that names one of our codes.
    pub(crate) fn code<T>(&self, index: usize, parse: fn(&str) -> Option<T>) -> Result<T, Error> {
        let text = self.text(index)?;
        parse(text).ok_or_else(|| {
            Error::fatal(format!(
                "column {index} of a row holds {text:?}, which this release does not know: a newer release wrote it, or somebody else"
            ))
        })
    }
}

/// A connection of its own, out of a pool.
#[derive(Debug)]
pub(crate) enum Link {
    MySql(PoolConnection<MySql>),
    Sqlite(PoolConnection<Sqlite>),
}

macro_rules! arguments {
    ($kind:ty, $values:expr) => {{
        let mut arguments = <$kind>::default();
        arguments.reserve($values.len(), $values.iter().map(Value::bytes).sum());
        for value in $values {
            match value {
                Value::Null => arguments.add(None::<&str>),
                Value::Int(number) => arguments.add(*number),
                Value::Text(text) => arguments.add(text.as_ref()),
            }
            .map_err(|e| Error::fatal(format!("a value cannot be bound: {e}")))?;
        }
        arguments
    }};
}

impl Link {
    pub(crate) const fn engine(&self) -> Engine {
        match self {
            Self::MySql(_) => Engine::MySql,
            Self::Sqlite(_) => Engine::Sqlite,
        }
    }

    /// Runs a statement; how many rows it matched.
    pub(crate) async fn execute(
        &mut self,
        statement: &Statement<'_>,
        wait: Duration,
    ) -> Result<u64, Error> {
        let engine = self.engine();
        let sql = AssertSqlSafe(statement.sql.clone());
        let outcome = match self {
            Self::MySql(link) => {
                let arguments = arguments!(sqlx::mysql::MySqlArguments, &statement.values);
                let query = sqlx::query_with(sql, arguments).persistent(statement.keep_prepared);
                tokio::time::timeout(wait, link.execute(query))
                    .await
                    .map(|done| done.map(|done| done.rows_affected()))
            }
            Self::Sqlite(link) => {
                let arguments = arguments!(sqlx::sqlite::SqliteArguments, &statement.values);
                let query = sqlx::query_with(sql, arguments).persistent(statement.keep_prepared);
                tokio::time::timeout(wait, link.execute(query))
                    .await
                    .map(|done| done.map(|done| done.rows_affected()))
            }
        };
        outcome
            .map_err(|_| no_answer(&statement.sql, wait))?
            .map_err(|e| failed(engine, &statement.sql, e))
    }

    /// Runs a query; all its rows.
    pub(crate) async fn fetch(
        &mut self,
        statement: &Statement<'_>,
        wait: Duration,
    ) -> Result<Vec<Row>, Error> {
        let engine = self.engine();
        let sql = AssertSqlSafe(statement.sql.clone());
        let outcome = match self {
            Self::MySql(link) => {
                let arguments = arguments!(sqlx::mysql::MySqlArguments, &statement.values);
                let query = sqlx::query_with(sql, arguments).persistent(statement.keep_prepared);
                tokio::time::timeout(wait, link.fetch_all(query))
                    .await
                    .map(|done| done.map(|rows| rows.into_iter().map(Row::MySql).collect()))
            }
            Self::Sqlite(link) => {
                let arguments = arguments!(sqlx::sqlite::SqliteArguments, &statement.values);
                let query = sqlx::query_with(sql, arguments).persistent(statement.keep_prepared);
                tokio::time::timeout(wait, link.fetch_all(query))
                    .await
                    .map(|done| done.map(|rows| rows.into_iter().map(Row::Sqlite).collect()))
            }
        };
        outcome
            .map_err(|_| no_answer(&statement.sql, wait))?
            .map_err(|e| failed(engine, &statement.sql, e))
    }

    /// Sends a word of transaction control, which cannot be prepared.
    pub(crate) async fn control(
        &mut self,
        word: &'static str,
        wait: Duration,
    ) -> Result<(), Control> {
        let outcome = match self {
            Self::MySql(link) => tokio::time::timeout(wait, link.execute(word))
                .await
                .map(|done| done.map(|_| ())),
            Self::Sqlite(link) => tokio::time::timeout(wait, link.execute(word))
                .await
                .map(|done| done.map(|_| ())),
        };
        match outcome {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(Control::Failed(error)),
            Err(_) => Err(Control::NoAnswer),
        }
    }

    /// Closes the connection instead of giving it back: the server rolls back what is open on it.
    pub(crate) fn close(self) {
        match self {
            Self::MySql(mut link) => link.close_on_drop(),
            Self::Sqlite(mut link) => link.close_on_drop(),
        }
    }
}

/// How transaction control failed.
#[derive(Debug)]
pub(crate) enum Control {
    Failed(sqlx::Error),
    NoAnswer,
}

fn no_answer(sql: &str, wait: Duration) -> Error {
    Error::new(
        ErrorKind::NotReady,
        format!(
            "no answer from the database within {wait:?} to {:?}",
            head(sql)
        ),
    )
}

fn failed(engine: Engine, sql: &str, error: sqlx::Error) -> Error {
    if is_unmigrated(engine, &error) {
        return Error::fatal(format!(
            "{error}: the database is not of this release; run the migration first"
        ));
    }
    Error::before_commit(engine, head(sql), error)
}

/// The first words of a statement, for messages; values are never in it.
fn head(sql: &str) -> &str {
    sql.char_indices()
        .nth(60)
        .map_or(sql, |(end, _)| &sql[..end])
}

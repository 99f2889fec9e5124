//! Whether nothing was oversold, nothing lost and nothing granted twice: asked of the database itself, after every contest.

use sqlx::{Connection as _, MySqlConnection, Row as _};

use super::orders::PLENTY;
use crate::error::{PeerError, Result};

/// What must have grown by the orders that were answered.
const OF_ORDERS: [(&str, &str); 2] = [
    (
        "vouchers",
        "SELECT COUNT(*) FROM voucher WHERE op = 'PRE_OCCUPY' AND status = 'APPLIED'",
    ),
    ("reservations", "SELECT COUNT(*) FROM reservation"),
];

/// What must have grown by their lines, each of which is of one unit.
const OF_LINES: [(&str, &str); 3] = [
    (
        "units of lines",
        "SELECT CAST(COALESCE(SUM(reserved), 0) AS SIGNED) FROM reservation_line",
    ),
    (
        "units of the ledger",
        "SELECT CAST(COALESCE(SUM(quantity), 0) AS SIGNED) FROM ledger WHERE movement = 'PRE_OCCUPY'",
    ),
    (
        "held units of balances",
        "SELECT CAST(COALESCE(SUM(preoccupied), 0) AS SIGNED) FROM balance",
    ),
];

/// What there must be none of.
const NEVER: [(&str, &str); 2] = [
    (
        "negative balances",
        "SELECT COUNT(*) FROM balance WHERE available < 0 OR preoccupied < 0",
    ),
    (
        "goods that are neither free nor held",
        "SELECT CAST(COALESCE(SUM(-supplier - available - preoccupied), 0) AS SIGNED) FROM balance WHERE supplier < 0",
    ),
];

const RECEIVED: &str = "SELECT COUNT(*) FROM balance WHERE supplier <= -1000000000";

/// The books of a database as they stood before a load.
#[derive(Debug, Default)]
pub struct Books {
    orders: [i64; OF_ORDERS.len()],
    lines: [i64; OF_LINES.len()],
}

impl Books {
    /// As they stand now.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn open(database: &str) -> Result<Self> {
        let mut link = connect(database).await?;
        let mut books = Self::default();
        for (figure, (_, sql)) in books.orders.iter_mut().zip(OF_ORDERS) {
            *figure = number(&mut link, sql).await?;
        }
        for (figure, (_, sql)) in books.lines.iter_mut().zip(OF_LINES) {
            *figure = number(&mut link, sql).await?;
        }
        Ok(books)
    }

    /// Proves that exactly the orders that were answered came to them since.
    ///
    /// # Errors
    /// When it is otherwise: the run has no numbers.
    pub async fn prove(&self, database: &str, side: &str, orders: u64, lines: u64) -> Result<()> {
        let now = Self::open(database).await?;
        let of = |names: &[(&'static str, &str)], now: &[i64], before: &[i64], expected: u64| {
            let grown = now.iter().zip(before).map(|(now, before)| now - before);
            let named = names.iter().map(|(what, _)| *what);
            named
                .zip(grown)
                .map(|(what, grown)| (what, grown, expected))
                .collect::<Vec<_>>()
        };
        let mut found = of(&OF_ORDERS, &now.orders, &self.orders, orders);
        found.extend(of(&OF_LINES, &now.lines, &self.lines, lines));
        let mut link = connect(database).await?;
        for (what, sql) in NEVER {
            found.push((what, number(&mut link, sql).await?, 0));
        }
        for (what, found, expected) in found {
            if u64::try_from(found) != Ok(expected) {
                return Err(PeerError::new(format!(
                    "{side}: {found} {what} where {expected} must be; this run has no numbers"
                )));
            }
        }
        if number(&mut link, RECEIVED).await? == 0 {
            return Err(PeerError::new(format!(
                "{side}: nothing of {PLENTY} was received, so nothing was proved"
            )));
        }
        Ok(())
    }
}

/// Proves that a database that was empty before holds exactly the orders that were answered.
///
/// # Errors
/// When it does not: the run has no numbers.
pub async fn prove(database: &str, side: &str, orders: u64, lines: u64) -> Result<()> {
    Books::default().prove(database, side, orders, lines).await
}

async fn connect(database: &str) -> Result<MySqlConnection> {
    let link = MySqlConnection::connect(database).await;
    link.map_err(PeerError::because("asking a database for its books"))
}

async fn number(link: &mut MySqlConnection, sql: &'static str) -> Result<i64> {
    let row = sqlx::query(sql).fetch_one(link).await;
    let number = row.and_then(|row| row.try_get::<i64, _>(0));
    number.map_err(PeerError::because(sql))
}

//! Whether nothing was oversold, nothing lost and nothing granted twice: asked of the database itself, after every contest.

use sqlx::{Connection as _, MySqlConnection, Row as _};

use super::orders::PLENTY;
use crate::error::{PeerError, Result};

/// Proves that a database holds exactly the orders that were answered.
///
/// # Errors
/// When it does not: the run has no numbers.
pub async fn prove(database: &str, side: &str, orders: u64, lines: u64) -> Result<()> {
    let failed = || PeerError::because(format!("asking the database of {side}"));
    let mut link = MySqlConnection::connect(database).await.map_err(failed())?;
    let mut number = async |sql: &'static str| -> Result<i64> {
        let row = sqlx::query(sql).fetch_one(&mut link).await;
        row.map_err(failed())?
            .try_get::<i64, _>(0)
            .map_err(failed())
    };
    let asked = [
        (
            "vouchers",
            number("SELECT COUNT(*) FROM voucher WHERE op = 'PRE_OCCUPY' AND status = 'APPLIED'").await?,
            orders,
        ),
        ("reservations", number("SELECT COUNT(*) FROM reservation").await?, orders),
        (
            "units of lines",
            number("SELECT CAST(COALESCE(SUM(reserved), 0) AS SIGNED) FROM reservation_line").await?,
            lines,
        ),
        (
            "units of the ledger",
            number("SELECT CAST(COALESCE(SUM(quantity), 0) AS SIGNED) FROM ledger WHERE movement = 'PRE_OCCUPY'").await?,
            lines,
        ),
        (
            "held units of balances",
            number("SELECT CAST(COALESCE(SUM(preoccupied), 0) AS SIGNED) FROM balance").await?,
            lines,
        ),
        (
            "negative balances",
            number("SELECT COUNT(*) FROM balance WHERE available < 0 OR preoccupied < 0").await?,
            0,
        ),
        (
            "goods that are neither free nor held",
            number("SELECT CAST(COALESCE(SUM(-supplier - available - preoccupied), 0) AS SIGNED) FROM balance WHERE supplier < 0").await?,
            0,
        ),
    ];
    for (what, found, expected) in asked {
        if u64::try_from(found) != Ok(expected) {
            return Err(PeerError::new(format!(
                "{side}: {found} {what} where {expected} must be; this run has no numbers"
            )));
        }
    }
    let received = number("SELECT COUNT(*) FROM balance WHERE supplier <= -1000000000").await?;
    if received == 0 {
        return Err(PeerError::new(format!(
            "{side}: nothing of {PLENTY} was received, so nothing was proved"
        )));
    }
    Ok(())
}

//! Whether every grant is there once, and nothing was granted that was not there: asked of the database.

use std::collections::BTreeMap;

use sqlx::{AssertSqlSafe, Connection as _, MySqlConnection, Row as _};

use super::callers::{self, Fate, Fates};
use crate::error::{PeerError, Result};
use crate::ratio::orders::WAREHOUSE;

/// Reservations read at a time.
const PAGE: usize = 10_000;

/// What each of some SKUs has, at the site of the orders.
pub type Units = BTreeMap<String, i64>;

/// What was found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Proved {
    /// Grants that are there.
    pub grants: u64,
    /// Orders that are there and whose callers never knew.
    pub unknown: u64,
    /// Of scarce goods: units that were there, and units that are held now.
    pub scarce: (i64, i64),
}

fn failed<E: std::fmt::Display>() -> impl FnOnce(E) -> PeerError {
    PeerError::because("proving the books")
}

/// Free and held units of some SKUs together, and the held ones alone.
///
/// # Errors
/// When the database cannot be asked.
pub async fn units(database: &str, skus: &[String]) -> Result<(Units, Units)> {
    let mut link = MySqlConnection::connect(database).await.map_err(failed())?;
    let marks = vec!["?"; skus.len()].join(", ");
    let sql = format!(
        "SELECT sku, CAST(SUM(available + preoccupied) AS SIGNED), CAST(SUM(preoccupied) AS SIGNED), CAST(MIN(available) AS SIGNED) FROM balance WHERE warehouse = ? AND sku IN ({marks}) GROUP BY sku"
    );
    let mut query = sqlx::query(AssertSqlSafe(sql)).bind(WAREHOUSE);
    for sku in skus {
        query = query.bind(sku);
    }
    let rows = query.fetch_all(&mut link).await.map_err(failed())?;
    let (mut all, mut held) = (Units::new(), Units::new());
    for row in rows {
        let sku: String = row.try_get(0).map_err(failed())?;
        let least: i64 = row.try_get(3).map_err(failed())?;
        if least < 0 {
            return Err(PeerError::new(format!(
                "{sku} is oversold: {least} are free"
            )));
        }
        all.insert(sku.clone(), row.try_get(1).map_err(failed())?);
        held.insert(sku, row.try_get(2).map_err(failed())?);
    }
    Ok((all, held))
}

/// Proves it; `other` orders were held before the callers came.
///
/// # Errors
/// When a grant is lost or there twice, one is there that was refused, or more is held of something scarce than there was.
pub async fn prove(
    database: &str,
    fates: &Fates,
    other: u64,
    scarce: (&[String], &Units),
) -> Result<Proved> {
    let mut link = MySqlConnection::connect(database).await.map_err(failed())?;
    let mut found = Proved::default();
    let mut seen = vec![false; usize::try_from(fates.room()).map_err(failed())?];
    let (mut after, mut others) = (i64::MIN, 0_u64);
    loop {
        let page =
            sqlx::query("SELECT id, order_no FROM reservation WHERE id > ? ORDER BY id LIMIT ?")
                .bind(after)
                .bind(i64::try_from(PAGE).map_err(failed())?)
                .fetch_all(&mut link)
                .await
                .map_err(failed())?;
        for row in &page {
            after = row.try_get(0).map_err(failed())?;
            let name: String = row.try_get(1).map_err(failed())?;
            let Some(number) = callers::number(&name) else {
                others += 1;
                continue;
            };
            let slot = usize::try_from(number).ok().and_then(|at| seen.get_mut(at));
            let slot = slot.ok_or_else(|| PeerError::new(format!("{name} was never placed")))?;
            if std::mem::replace(slot, true) {
                return Err(PeerError::new(format!("{name} is held twice")));
            }
            match fates.get(number) {
                Some(Fate::Held) => found.grants += 1,
                Some(Fate::Short) => {
                    return Err(PeerError::new(format!("{name} was refused and is held")));
                }
                _ => found.unknown += 1,
            }
        }
        if page.len() < PAGE {
            break;
        }
    }
    let granted = fates.count(Fate::Held);
    if found.grants != granted {
        return Err(PeerError::new(format!(
            "{granted} orders were granted and {} of them are there: grants are lost",
            found.grants
        )));
    }
    if others != other {
        return Err(PeerError::new(format!(
            "{others} orders are there of the {other} that were held before"
        )));
    }
    let (skus, before) = scarce;
    let (all, held) = units(database, skus).await?;
    if &all != before {
        return Err(PeerError::new(format!(
            "scarce goods: {before:?} were there, {all:?} are"
        )));
    }
    found.scarce = (all.values().sum(), held.values().sum());
    Ok(found)
}

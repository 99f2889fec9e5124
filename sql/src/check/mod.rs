//! The check: every invariant of stock over the whole database, at one moment, in bounded memory.
//!
//! I1 no internal bucket is negative. I2 all buckets of an owner's SKU add up to zero. I3 a balance is the sum of its ledger rows, each of which carries on
//! where the one before it ended. I4 ledger rows belong to a voucher that was done and are all there; a voucher is reversed once. I5 what is pre-occupied,
//! allocated or on its way is what open documents hold, and no bucket is claimed for more than is there. I6 no line gives away more than it has. I7 a closed document holds nothing. I8 one key, one voucher, one answer
//! that fits its state. I11 every voucher is named by its one outbox row. I10 lots add up: no leg carries goods from one
//! lot into another, the buckets of a lot add up to zero, and every lot is known. (I9 is of the cache.)

mod accounts;
mod lots;
mod orders;
mod papers;
mod vouchers;

use stock::balance::BalanceKey;
use stock::check::Violation;

use crate::error::Error;
use crate::store::Store;

/// Bounds of a check.
#[derive(Clone, Copy, Debug)]
pub struct CheckLimits {
    /// Ends the check when so many violations are found.
    pub violations_max: usize,
    /// Rows read at a time.
    pub page_rows: usize,
}

impl Default for CheckLimits {
    fn default() -> Self {
        Self {
            violations_max: 1_000,
            page_rows: 1_000,
        }
    }
}

impl Store {
    /// Every violation of an invariant, up to the limit; none if all is well. Reads one moment of the database and disturbs nobody.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn check(&self, limits: CheckLimits) -> Result<Vec<Violation>, Error> {
        let mut found = Found {
            violations: Vec::new(),
            max: limits.violations_max.max(1),
        };
        let page_rows = limits.page_rows.clamp(1, crate::statement::LIST_MAX);
        let mut tx = self.snapshot().await?;
        accounts::check(&mut tx, page_rows, &mut found).await?;
        lots::check(&mut tx, &mut found).await?;
        orders::reservations(&mut tx, page_rows, &mut found).await?;
        orders::fulfilments(&mut tx, page_rows, &mut found).await?;
        papers::check(&mut tx, page_rows, &mut found).await?;
        vouchers::check(&mut tx, page_rows, &mut found).await?;
        vouchers::outbox(&mut tx, page_rows, &mut found).await?;
        tx.rollback().await;
        Ok(found.violations)
    }
}

/// What was found so far.
struct Found {
    violations: Vec<Violation>,
    max: usize,
}

impl Found {
    fn expect(&mut self, holds: bool, invariant: &'static str, what: impl FnOnce() -> String) {
        if !holds && !self.is_full() {
            self.violations.push(Violation {
                invariant,
                what: what(),
            });
        }
    }

    fn is_full(&self) -> bool {
        self.violations.len() >= self.max
    }
}

fn spell(key: &BalanceKey) -> String {
    let lot = if key.lot.is_none() { "" } else { "~" };
    format!(
        "{}/{}/{}/{}/{}{lot}{}",
        key.tenant, key.owner, key.sku, key.warehouse, key.pool, key.lot
    )
}

//! Lots: that they add up to their buckets and that every one of them is known (I10).

use crate::check::Found;
use crate::error::Error;
use crate::statement::Statement;
use crate::tx::Tx;

/// Rows told of at most, of each kind.
const TOLD_MAX: usize = 100;

pub(super) async fn check(tx: &mut Tx, found: &mut Found) -> Result<(), Error> {
    // What came into a lot lies in one of its buckets: no leg may carry goods from one lot into another.
    let crossed = Statement::new(format!(
        "SELECT seq, from_lot, to_lot FROM ledger WHERE from_lot <> to_lot LIMIT {TOLD_MAX}"
    ));
    for row in tx.fetch(&crossed).await? {
        let (seq, from, to) = (row.int(0)?, row.text(1)?, row.text(2)?);
        found.expect(false, "I10", || {
            format!("ledger row {seq} carries goods from lot {from:?} into {to:?}")
        });
    }
    let all: Vec<&str> = stock::bucket::Bucket::ALL
        .iter()
        .map(|bucket| bucket.as_str())
        .collect();
    let sum = format!("SUM({})", all.join(" + "));
    let uneven = Statement::new(format!(
        "SELECT tenant, owner, sku, lot, CAST({sum} AS SIGNED) FROM balance GROUP BY tenant, owner, sku, lot HAVING {sum} <> 0 LIMIT {TOLD_MAX}"
    ));
    for row in tx.fetch(&uneven).await? {
        let (tenant, owner, sku) = (row.text(0)?, row.text(1)?, row.text(2)?);
        let (lot, sum) = (row.text(3)?, row.int(4)?);
        found.expect(false, "I10", || {
            format!("all buckets of lot {lot:?} of {tenant}/{owner}/{sku} add up to {sum}, not 0")
        });
    }
    let unknown = Statement::new(format!(
        "SELECT DISTINCT b.tenant, b.sku, b.lot FROM balance b LEFT JOIN lot l ON l.tenant = b.tenant AND l.sku = b.sku AND l.lot = b.lot \
         WHERE b.lot <> '' AND l.lot IS NULL LIMIT {TOLD_MAX}"
    ));
    for row in tx.fetch(&unknown).await? {
        let (tenant, sku, lot) = (row.text(0)?, row.text(1)?, row.text(2)?);
        found.expect(false, "I10", || {
            format!("nothing is known of lot {lot} of {tenant}/{sku}")
        });
    }
    Ok(())
}

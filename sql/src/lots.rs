//! Lots for whoever asks, and for the sweeper of what has grown too old.

use stock::ids::{Day, Sku, Tenant};
use stock::lot::{LotFacts, Lots};
use stock::{book::Place, ids::Lot};

use crate::error::Error;
use crate::rows;
use crate::statement::{LIST_MAX, Statement};
use crate::store::Store;

/// A lot past its last day, or recalled, and a place where some of it is free.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgedLot {
    /// Where, and what.
    pub place: Place,
    /// Which lot.
    pub lot: Lot,
}

impl Store {
    /// What is known of the lots of some SKUs that lie anywhere, in whatever bucket.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn lots(&self, tenant: &Tenant, skus: &[Sku]) -> Result<Lots, Error> {
        let mut found: Vec<LotFacts> = Vec::new();
        for piece in skus.chunks(LIST_MAX) {
            let mut statement = rows::lot_query();
            statement.push("l.tenant = ").bind(tenant.as_str());
            statement
                .push(" AND l.sku IN ")
                .list(piece.iter().map(Sku::as_str));
            for row in self.read(&statement).await? {
                found.push(rows::lot(&row)?);
            }
        }
        Ok(found.into_iter().collect())
    }

    /// Lots past their last day, or recalled, of which something is free, by the database's clock; at most `limit`.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn aged_lots(&self, limit: u32) -> Result<Vec<AgedLot>, Error> {
        let today = Day::of(self.now().await?).0;
        let mut statement = Statement::new(
            "SELECT b.sku, b.warehouse, b.owner, b.tenant, b.lot FROM lot_policy p JOIN lot l ON l.sku = p.sku \
             JOIN balance b ON b.sku = l.sku AND b.lot = l.lot AND b.tenant = l.tenant \
             WHERE b.available > 0 AND (l.expires_on < ",
        );
        statement
            .bind(today)
            .push(" OR l.produced_on + p.max_age_days < ")
            .bind(today)
            .push(" OR l.recall_no IS NOT NULL) GROUP BY b.sku, b.warehouse, b.owner, b.tenant, b.lot LIMIT ")
            .bind(i64::from(limit));
        let rows = self.read(&statement).await?;
        rows.iter()
            .map(|row| {
                Ok(AgedLot {
                    place: Place {
                        sku: row.text(0)?.into(),
                        warehouse: row.text(1)?.into(),
                        owner: row.text(2)?.into(),
                        tenant: row.text(3)?.into(),
                    },
                    lot: row.text(4)?.into(),
                })
            })
            .collect()
    }
}

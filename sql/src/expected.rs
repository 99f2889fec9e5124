//! Goods that are expected: what announced purchases still account for, and who waits for them.

use std::collections::BTreeMap;

use stock::book::Place;
use stock::bucket::Bucket;
use stock::ids::{Owner, POOL_SHARED, Sku, Tenant, Warehouse};
use stock::inquiry::Incoming;
use stock::paper::{PaperBody, PaperKind};

use crate::error::Error;
use crate::statement::{LIST_MAX, Statement};
use crate::store::Store;

/// Most announcements read for one list of SKUs; the oldest come first.
const EXPECTED_MAX: i64 = 2_000;

impl Store {
    /// Places where paid orders wait for goods of presales and such goods are free; at most `limit`.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn presales_to_serve(&self, limit: u32) -> Result<Vec<Place>, Error> {
        let mut statement = Statement::new(
            "SELECT DISTINCT c.sku, c.warehouse, c.owner, c.tenant FROM paper_claim c JOIN balance b ON b.sku = c.sku AND b.warehouse = c.warehouse \
             AND b.owner = c.owner AND b.tenant = c.tenant WHERE c.bucket = ",
        );
        statement.bind(Bucket::PresaleHeld.as_str());
        statement.push(" AND b.available > 0 AND (b.pool = c.pool OR b.pool = ");
        statement.bind(POOL_SHARED).push(") LIMIT ");
        statement.bind(i64::from(limit));
        let rows = self.read(&statement).await?;
        rows.iter()
            .map(|row| {
                Ok(Place {
                    sku: row.text(0)?.into(),
                    warehouse: row.text(1)?.into(),
                    owner: row.text(2)?.into(),
                    tenant: row.text(3)?.into(),
                })
            })
            .collect()
    }

    /// Presale quota of an owner that orders hold, by SKU and warehouse.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn sold_before(
        &self,
        tenant: &Tenant,
        owner: &Owner,
        skus: &[Sku],
    ) -> Result<BTreeMap<(Sku, Warehouse), i64>, Error> {
        let mut sold = BTreeMap::new();
        for piece in skus.chunks(LIST_MAX) {
            let mut statement = Statement::new(
                "SELECT sku, warehouse, CAST(SUM(presale_held) AS SIGNED) FROM balance WHERE sku IN ",
            );
            statement.list(piece.iter().map(Sku::as_str));
            statement.push(" AND presale_held > 0 AND tenant = ");
            statement.bind(tenant.as_str());
            statement.push(" AND owner = ").bind(owner.as_str());
            statement.push(" GROUP BY sku, warehouse");
            for row in self.read(&statement).await? {
                sold.insert((row.text(0)?.into(), row.text(1)?.into()), row.int(2)?);
            }
        }
        Ok(sold)
    }

    /// Goods of an owner that suppliers have announced with a date and not delivered, of these SKUs. Announcements without a date bear none.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn expected(
        &self,
        tenant: &Tenant,
        owner: &Owner,
        skus: &[Sku],
    ) -> Result<Vec<Incoming>, Error> {
        let mut found = Vec::new();
        for piece in skus.chunks(LIST_MAX) {
            let mut statement = Statement::new(
                "SELECT c.sku, c.warehouse, c.quantity, p.body FROM paper_claim c JOIN paper p ON p.id = c.paper_id WHERE c.sku IN ",
            );
            statement.list(piece.iter().map(Sku::as_str));
            statement
                .push(" AND c.bucket = ")
                .bind(Bucket::Incoming.as_str());
            statement.push(" AND c.tenant = ").bind(tenant.as_str());
            statement.push(" AND c.owner = ").bind(owner.as_str());
            statement
                .push(" AND p.kind = ")
                .bind(PaperKind::Asn.as_str());
            statement
                .push(" ORDER BY c.paper_id, c.claim_no LIMIT ")
                .bind(EXPECTED_MAX);
            for row in self.read(&statement).await? {
                let body: PaperBody = serde_json::from_str(row.text(3)?).map_err(|error| {
                    Error::fatal(format!("an announcement cannot be read: {error}"))
                })?;
                let PaperBody::Asn(asn) = body else { continue };
                if let Some(expected_at) = asn.expected_at {
                    found.push(Incoming {
                        sku: row.text(0)?.into(),
                        warehouse: row.text(1)?.into(),
                        quantity: row.int(2)?,
                        expected_at,
                    });
                }
            }
        }
        Ok(found)
    }
}

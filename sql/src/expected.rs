//! Goods that are expected: what announced purchases still account for.

use stock::bucket::Bucket;
use stock::ids::{Owner, Sku, Tenant};
use stock::inquiry::Incoming;
use stock::paper::{PaperBody, PaperKind};

use crate::error::Error;
use crate::statement::{LIST_MAX, Statement};
use crate::store::Store;

/// Most announcements read for one list of SKUs; the oldest come first.
const EXPECTED_MAX: i64 = 2_000;

impl Store {
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

//! What a plan is made from: free stock, and what the waves of sites hold already.

use std::collections::BTreeMap;

use stock::book::{Documents, FulfilmentRef};
use stock::counter::{CounterKey, CounterKind};
use stock::ids::{Day, FulfilmentNo, Moment, Sku, Tenant};
use stock::reservation::Fulfilment;
use stock::sourcing::ask::{Load, Seen, Slot, StockRow};

use crate::error::Error;
use crate::statement::{LIST_MAX, Statement};
use crate::store::Store;

impl Store {
    /// What is free of some SKUs in every site, and what some slots hold, as of now. Goods whose lot may not be sold any more are left out.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn seen(
        &self,
        tenant: &Tenant,
        skus: &[Sku],
        slots: &[Slot],
        now: Moment,
    ) -> Result<Seen, Error> {
        let mut seen = Seen {
            at: now,
            stock: Vec::new(),
            loads: self.loads(tenant, slots).await?,
        };
        let today = Day::of(now);
        for piece in skus.chunks(LIST_MAX) {
            let mut statement = Statement::new(
                "SELECT b.sku, b.warehouse, b.pool, b.owner, b.available, l.produced_on, l.expires_on, p.max_age_days, b.lot \
                 FROM balance b LEFT JOIN lot l ON l.tenant = b.tenant AND l.sku = b.sku AND l.lot = b.lot \
                 LEFT JOIN lot_policy p ON p.sku = b.sku WHERE b.sku IN ",
            );
            statement.list(piece.iter().map(Sku::as_str));
            statement.push(" AND b.tenant = ").bind(tenant.as_str());
            statement
                .push(" AND b.available > 0 ORDER BY b.sku, b.warehouse, b.pool, b.owner, b.lot");
            for row in self.read(&statement).await? {
                let produced = row.int_or_null(5)?.map(Day);
                let expired = row.int_or_null(6)?.is_some_and(|last| last < today.0);
                let aged = row
                    .int_or_null(7)?
                    .zip(produced)
                    .is_some_and(|(most, made)| today.since(made) > most);
                if expired || aged {
                    continue;
                }
                seen.stock.push(StockRow {
                    sku: row.text(0)?.into(),
                    warehouse: row.text(1)?.into(),
                    pool: row.text(2)?.into(),
                    owner: row.text(3)?.into(),
                    available: row.int(4)?,
                    lot: row.text(8)?.into(),
                    produced,
                });
            }
        }
        Ok(seen)
    }

    async fn loads(
        &self,
        tenant: &Tenant,
        slots: &[Slot],
    ) -> Result<BTreeMap<String, Load>, Error> {
        let mut loads: BTreeMap<String, Load> = BTreeMap::new();
        for piece in slots.chunks(LIST_MAX) {
            let mut statement =
                Statement::new("SELECT kind, counter_key, value FROM counter WHERE tenant = ");
            statement.bind(tenant.as_str()).push(" AND kind IN ");
            statement.list([
                CounterKind::SiteOrders.as_str(),
                CounterKind::SiteLines.as_str(),
            ]);
            statement.push(" AND counter_key IN ");
            statement.list(piece.iter().map(Slot::key));
            for row in self.read(&statement).await? {
                let load = loads.entry(row.text(1)?.to_owned()).or_default();
                match row.code(0, CounterKind::parse)? {
                    CounterKind::SiteOrders => load.orders = row.int(2)?,
                    CounterKind::SiteLines => load.lines = row.int(2)?,
                    CounterKind::BuyerHold => {}
                }
            }
        }
        Ok(loads)
    }

    /// Whether a counter has a value; for tests and operators.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn counter(&self, key: &CounterKey) -> Result<i64, Error> {
        let mut statement = Statement::new("SELECT value FROM counter WHERE tenant = ");
        statement
            .bind(key.tenant.as_str())
            .push(" AND kind = ")
            .bind(key.kind.as_str());
        statement.push(" AND counter_key = ").bind(key.key.as_str());
        let rows = self.read(&statement).await?;
        rows.first().map_or(Ok(0), |row| row.int(0))
    }

    /// A fulfilment order by its number.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn fulfilment_order(
        &self,
        tenant: &Tenant,
        no: &FulfilmentNo,
    ) -> Result<Option<Fulfilment>, Error> {
        let wanted = Documents {
            fulfilments: vec![FulfilmentRef::No(tenant.clone(), no.clone())],
            ..Documents::default()
        };
        let book = self.look(&wanted).await?;
        Ok(book.fulfilments().values().next().cloned())
    }
}

//! What receipts told of costs goes into the average by which reports and statements value an owner's goods.

use std::collections::BTreeMap;

use stock::cost::{Received, average};
use stock::ids::{Owner, Sku, Tenant};
use stock::movement::Leg;

use crate::error::Error;
use crate::statement::Statement;
use crate::tx::Tx;

/// A SKU of an owner, in the order in which rows are locked.
type Goods = (Tenant, Owner, Sku);

impl Tx {
    /// The costs that change by some legs, as they shall be: read before the legs' balances are written, since the average weighs by what was there.
    pub(super) async fn costs_after(&mut self, legs: &[Leg]) -> Result<Vec<(Goods, i64)>, Error> {
        let mut received: BTreeMap<Goods, Vec<Received>> = BTreeMap::new();
        for leg in legs {
            let Some(one) = Received::of_leg(leg) else {
                continue;
            };
            let key = &leg.from.key;
            let goods = (key.tenant.clone(), key.owner.clone(), key.sku.clone());
            received.entry(goods).or_default().push(one);
        }
        let mut costs = Vec::with_capacity(received.len());
        for (goods, received) in received {
            // The row is locked first: who else receives the SKU waits, and sees these goods then.
            let before = self.cost_before(&goods).await?;
            let held = self.held_of(&goods).await?;
            if let Some(after) = average(before, held, &received) {
                costs.push((goods, after));
            }
        }
        Ok(costs)
    }

    /// Keeps costs.
    pub(super) async fn write_costs(&mut self, costs: &[(Goods, i64)]) -> Result<(), Error> {
        for ((tenant, owner, sku), cost) in costs {
            let key = [
                ("tenant", tenant.as_str().into()),
                ("owner", owner.as_str().into()),
                ("sku", sku.as_str().into()),
            ];
            let values = [("cost_minor", (*cost).into())];
            self.put("recon_cost", &key, Some(&values[..])).await?;
        }
        Ok(())
    }

    async fn cost_before(&mut self, (tenant, owner, sku): &Goods) -> Result<Option<i64>, Error> {
        let engine = self.engine();
        let mut statement = Statement::new("SELECT cost_minor FROM recon_cost WHERE tenant = ");
        statement.bind(tenant.as_str());
        statement.push(" AND owner = ").bind(owner.as_str());
        statement.push(" AND sku = ").bind(sku.as_str());
        statement.push(engine.for_update());
        let rows = self.fetch(&statement).await?;
        rows.first().map(|row| row.int(0)).transpose()
    }

    /// How many goods of an owner's SKU there are, over all sites.
    async fn held_of(&mut self, (tenant, owner, sku): &Goods) -> Result<i64, Error> {
        let mut statement = Statement::new(format!(
            "SELECT CAST(COALESCE(SUM({}), 0) AS SIGNED) FROM balance WHERE sku = ",
            stock::cost::OWNED.map(|bucket| bucket.as_str()).join(" + ")
        ));
        statement.bind(sku.as_str());
        statement.push(" AND tenant = ").bind(tenant.as_str());
        statement.push(" AND owner = ").bind(owner.as_str());
        let rows = self.fetch(&statement).await?;
        rows.first().map_or(Ok(0), |row| row.int(0))
    }
}

//! Lots in a transaction: what is known of them, and what was learned.

use std::collections::{BTreeMap, BTreeSet};

use stock::balance::BalanceKey;
use stock::book::Book;
use stock::lot::{LotFacts, LotRecall};

use crate::error::Error;
use crate::limits::{self, NAME_MAX};
use crate::rows;
use crate::statement::{LIST_MAX, Statement, inserts};
use crate::tx::Tx;

impl Tx {
    /// Reads into the book what is known of the lots of some accounts. Where no account has one, nothing is asked.
    pub(super) async fn lots<'k>(
        &mut self,
        keys: impl Iterator<Item = &'k BalanceKey>,
        book: &mut Book,
    ) -> Result<(), Error> {
        let mut groups: BTreeMap<&str, (BTreeSet<&str>, BTreeSet<&str>)> = BTreeMap::new();
        for key in keys.filter(|key| !key.lot.is_none()) {
            limits::balance_key(key)?;
            let group = groups.entry(key.tenant.as_str()).or_default();
            group.0.insert(key.sku.as_str());
            group.1.insert(key.lot.as_str());
        }
        let mut found = Vec::new();
        for (tenant, (skus, lots)) in groups {
            let skus: Vec<&str> = skus.into_iter().collect();
            let lots: Vec<&str> = lots.into_iter().collect();
            for skus in skus.chunks(LIST_MAX) {
                for lots in lots.chunks(LIST_MAX) {
                    let mut statement = rows::lot_query();
                    statement.push("l.tenant = ").bind(tenant);
                    statement.push(" AND l.sku IN ").list(skus.iter().copied());
                    statement.push(" AND l.lot IN ").list(lots.iter().copied());
                    for row in self.fetch(&statement).await? {
                        found.push(rows::lot(&row)?);
                    }
                }
            }
        }
        for facts in found {
            book.lots.insert(facts);
        }
        Ok(())
    }

    /// Marks lots as recalled, or takes the mark away.
    pub(super) async fn write_recalls(&mut self, recalls: &[LotRecall]) -> Result<(), Error> {
        for recall in recalls {
            let no = recall.recall_no.as_deref();
            limits::text("freezeNo", no.unwrap_or_default(), NAME_MAX)?;
            let mut statement = Statement::new("UPDATE lot SET recall_no = ");
            statement.bind(no).push(" WHERE tenant = ");
            statement.bind(recall.tenant.as_str());
            statement.push(" AND sku = ").bind(recall.sku.as_str());
            statement.push(" AND lot = ").bind(recall.lot.as_str());
            self.execute(&statement).await?;
        }
        Ok(())
    }

    /// Keeps what was learned of new lots. One that another provider has learned meanwhile is a duplicate: its dates decide, so the rules look again.
    pub(super) async fn write_lots(&mut self, lots: &[LotFacts]) -> Result<(), Error> {
        let mut values = Vec::with_capacity(lots.len() * 6);
        for facts in lots {
            limits::key_text("tenant", facts.tenant.as_str(), NAME_MAX)?;
            limits::key_text("sku", facts.sku.as_str(), NAME_MAX)?;
            limits::key_text("lot", facts.lot.as_str(), NAME_MAX)?;
            values.extend([
                facts.tenant.as_str().into(),
                facts.sku.as_str().into(),
                facts.lot.as_str().into(),
                facts.produced_on.map(|day| day.0).into(),
                facts.expires_on.map(|day| day.0).into(),
                facts.received_at.0.into(),
            ]);
        }
        let head =
            "INSERT INTO lot (tenant, sku, lot, produced_on, expires_on, received_at) VALUES ";
        for statement in inserts(head, 6, values, "") {
            self.execute(&statement).await?;
        }
        Ok(())
    }
}

//! What was last told of goods, and what is told of them now: kept and told in one transaction.

use std::collections::HashMap;

use stock::crossing::Shown;
use stock::ids::{Owner, Sku, Tenant};
use stock::projection::Goods;

use crate::error::{Error, ErrorKind};
use crate::limits::{self, NAME_MAX};
use crate::link::Row;
use crate::outbox::{Notice, write_notice};
use crate::statement::{LIST_MAX, Statement};
use crate::store::Store;
use crate::tx::Tx;

/// What was last told of some goods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What is shown of them.
    pub shown: Shown,
    /// Grows with every change.
    pub version: i64,
}

/// Something else to be told of some goods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Of which.
    pub goods: Goods,
    /// What is shown of them now.
    pub shown: Shown,
    /// Version of what was told before; `None` where nothing was.
    pub before: Option<i64>,
}

impl Store {
    /// What was last told of some goods of one owner; of which nothing was, those are left out.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn told(
        &self,
        tenant: &Tenant,
        owner: &Owner,
        skus: &[Sku],
    ) -> Result<HashMap<Sku, Told>, Error> {
        let mut found = HashMap::with_capacity(skus.len());
        for piece in skus.chunks(LIST_MAX) {
            let mut statement =
                Statement::new("SELECT sku, told, version FROM goods_told WHERE tenant = ");
            statement.bind(tenant.as_str()).push(" AND owner = ");
            statement.bind(owner.as_str()).push(" AND sku IN ");
            statement.list(piece.iter().map(Sku::as_str));
            for row in self.read(&statement).await? {
                found.insert(row.text(0)?.into(), told(&row)?);
            }
        }
        Ok(found)
    }

    /// Goods of which something was told, in order, after some of them.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn told_after(&self, after: Option<&Goods>, limit: u32) -> Result<Vec<Goods>, Error> {
        let mut statement = Statement::new("SELECT tenant, owner, sku FROM goods_told");
        if let Some(after) = after {
            // Spelt out: not every engine finds its place in an index by a comparison of rows.
            statement
                .push(" WHERE tenant > ")
                .bind(after.tenant.as_str());
            statement.push(" OR (tenant = ").bind(after.tenant.as_str());
            statement.push(" AND (owner > ").bind(after.owner.as_str());
            statement.push(" OR (owner = ").bind(after.owner.as_str());
            statement.push(" AND sku > ").bind(after.sku.as_str());
            statement.push(")))");
        }
        statement.push(" ORDER BY tenant, owner, sku LIMIT ");
        statement.bind(i64::from(limit));
        let rows = self.read(&statement).await?;
        rows.iter()
            .map(|row| {
                Ok(Goods {
                    tenant: row.text(0)?.into(),
                    owner: row.text(1)?.into(),
                    sku: row.text(2)?.into(),
                })
            })
            .collect()
    }

    /// Kits that are made of some SKUs.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn kits_of(&self, parts: &[Sku]) -> Result<Vec<Sku>, Error> {
        let mut kits = Vec::new();
        for piece in parts.chunks(LIST_MAX) {
            let mut statement = Statement::new("SELECT DISTINCT kit FROM kit_part WHERE sku IN ");
            statement.list(piece.iter().map(Sku::as_str));
            for row in self.read(&statement).await? {
                kits.push(row.text(0)?.into());
            }
        }
        kits.sort();
        kits.dedup();
        Ok(kits)
    }

    /// Keeps what is told of goods now, and tells it: all of it, or nothing where something else was told of one of them meanwhile. Answers which.
    ///
    /// # Errors
    /// If the database fails; nothing is told then, or it is not known.
    pub async fn tell(&self, changes: &[Change], notices: &[Notice]) -> Result<bool, Error> {
        let mut tx = self.begin().await?;
        match keep(&mut tx, changes, notices).await {
            Ok(true) => tx.commit().await.map(|()| true),
            Ok(false) => {
                tx.rollback().await;
                Ok(false)
            }
            Err(error) => {
                tx.rollback().await;
                Err(error)
            }
        }
    }
}

async fn keep(tx: &mut Tx, changes: &[Change], notices: &[Notice]) -> Result<bool, Error> {
    for change in changes {
        let goods = &change.goods;
        let text = serde_json::to_string(&change.shown)
            .map_err(|error| Error::fatal(format!("what is told of {}: {error}", goods.sku)))?;
        let statement = match change.before {
            Some(before) => {
                let mut update = Statement::new("UPDATE goods_told SET told = ");
                update.bind(text).push(", version = ").bind(before + 1);
                update.push(" WHERE tenant = ").bind(goods.tenant.as_str());
                update.push(" AND owner = ").bind(goods.owner.as_str());
                update.push(" AND sku = ").bind(goods.sku.as_str());
                update.push(" AND version = ").bind(before);
                update
            }
            None => {
                limits::key_text("owner", goods.owner.as_str(), NAME_MAX)?;
                limits::key_text("sku", goods.sku.as_str(), NAME_MAX)?;
                let mut insert = Statement::new(
                    "INSERT INTO goods_told (tenant, owner, sku, told, version) VALUES (",
                );
                insert.bind(goods.tenant.as_str()).push(", ");
                insert.bind(goods.owner.as_str()).push(", ");
                insert.bind(goods.sku.as_str()).push(", ");
                insert.bind(text).push(", 1)");
                insert
            }
        };
        match tx.run(&statement).await {
            Ok(1) => {}
            Ok(_) => return Ok(false),
            Err(error) if matches!(error.kind(), ErrorKind::Duplicate(_)) => return Ok(false),
            Err(error) => return Err(error),
        }
    }
    for notice in notices {
        write_notice(tx, notice).await?;
    }
    Ok(true)
}

fn told(row: &Row) -> Result<Told, Error> {
    Ok(Told {
        // What a newer release wrote and this one cannot read is as good as nothing: it must not hold up what else is to be told.
        shown: serde_json::from_str(row.text(1)?).unwrap_or_default(),
        version: row.int(2)?,
    })
}

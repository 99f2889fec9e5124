//! Questions about stock that decide nothing: balances now and then, what may be sold, who holds what.

use std::collections::{BTreeMap, HashSet};

use stock::balance::{Balance, BalanceKey};
use stock::book::{Book, Place};
use stock::bucket::Bucket;
use stock::ids::{Moment, Owner, Pool, Sku, Tenant, Warehouse};
use stock::op::{OpKey, OpType};
use stock::reservation::{Fulfilment, Reservation};

use crate::error::Error;
use crate::rows;
use crate::statement::{LIST_MAX, Statement};
use crate::store::Store;
use crate::tx::Tx;

/// Which balances are asked for: all of them must match what is given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BalanceFilter {
    /// Tenant; all if absent.
    pub tenant: Option<Tenant>,
    /// Owner; all if absent.
    pub owner: Option<Owner>,
    /// SKUs; nothing is found if empty.
    pub skus: Vec<Sku>,
    /// Sites; all if empty. At most 512.
    pub warehouses: Vec<Warehouse>,
    /// Pools; all if empty. At most 512.
    pub pools: Vec<Pool>,
}

/// What is free in one balance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SellableRow {
    /// Where.
    pub key: BalanceKey,
    /// Free, before safety stock.
    pub available: i64,
}

/// Who holds goods of one owner's SKU in one warehouse, each at most [`stock::book::HOLDERS_MAX`], by row identifier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holders {
    /// Unpaid.
    pub reservations: Vec<Reservation>,
    /// Paid and not shipped.
    pub fulfilments: Vec<Fulfilment>,
}

impl Store {
    /// Balances as they are.
    ///
    /// # Errors
    /// If the database fails, or the filter names too much.
    pub async fn balances(
        &self,
        filter: &BalanceFilter,
    ) -> Result<Vec<(BalanceKey, Balance)>, Error> {
        let columns = format!("id, last_seq{}", rows::bucket_columns());
        let mut found = Vec::new();
        for piece in filter.skus.chunks(LIST_MAX) {
            let statement = balance_query(&columns, filter, piece)?;
            for row in self.read(&statement).await? {
                let balance = Balance {
                    id: row.int(6)?,
                    last_seq: row.int(7)?,
                    quantities: rows::quantities(&row, 8)?,
                };
                found.push((rows::balance_key(&row, 0)?, balance));
            }
        }
        found.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(found)
    }

    /// Balances as they are, and the moment at which they were so, by the database's clock: one query, unless it finds nothing to carry the time.
    ///
    /// # Errors
    /// If the database fails, or the filter names too much.
    pub async fn balances_now(
        &self,
        filter: &BalanceFilter,
    ) -> Result<(Moment, Vec<(BalanceKey, Balance)>), Error> {
        let columns = format!(
            "{}, id, last_seq{}",
            self.engine().now(),
            rows::bucket_columns()
        );
        let mut found = Vec::new();
        let mut now = None;
        for piece in filter.skus.chunks(LIST_MAX) {
            let statement = balance_query(&columns, filter, piece)?;
            for row in self.read(&statement).await? {
                let at = rows::BALANCE_KEY_WIDTH;
                now = Some(Moment(row.int(at)?));
                let balance = Balance {
                    id: row.int(at + 1)?,
                    last_seq: row.int(at + 2)?,
                    quantities: rows::quantities(&row, at + 3)?,
                };
                found.push((rows::balance_key(&row, 0)?, balance));
            }
        }
        let now = match now {
            Some(now) => now,
            None => self.now().await?,
        };
        Ok((now, found))
    }

    /// Which of some keys have a voucher, refusals among them.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn known_keys(&self, keys: &[OpKey]) -> Result<HashSet<OpKey>, Error> {
        let mut groups: BTreeMap<(&Tenant, &str, OpType), Vec<&str>> = BTreeMap::new();
        for key in keys {
            let group = groups
                .entry((&key.tenant, &key.source, key.op))
                .or_default();
            group.push(&key.biz_no);
        }
        let mut found = HashSet::new();
        for ((tenant, source, op), numbers) in groups {
            for piece in numbers.chunks(LIST_MAX) {
                let mut statement =
                    Statement::new("SELECT biz_no, op_seq FROM voucher WHERE tenant = ");
                statement.bind(tenant.as_str()).push(" AND source = ");
                statement.bind(source).push(" AND op = ").bind(op.as_str());
                statement
                    .push(" AND biz_no IN ")
                    .list(piece.iter().copied());
                for row in self.read(&statement).await? {
                    found.insert(OpKey {
                        tenant: tenant.clone(),
                        source: source.to_owned(),
                        op,
                        biz_no: row.text(0)?.to_owned(),
                        op_seq: i32::try_from(row.int(1)?).unwrap_or(i32::MAX),
                    });
                }
            }
        }
        Ok(found)
    }

    /// The next so many SKUs that have balances, of whatever tenant and owner.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn skus_after(&self, after: &str, count: usize) -> Result<Vec<Sku>, Error> {
        let mut statement = Statement::new("SELECT DISTINCT sku FROM balance WHERE sku > ");
        statement
            .bind(after)
            .push(&format!(" ORDER BY sku LIMIT {count}"));
        let rows = self.read(&statement).await?;
        rows.iter().map(|row| Ok(row.text(0)?.into())).collect()
    }

    /// Balances as they are, or as they were after a ledger row. A balance that did not exist then is all zero.
    ///
    /// # Errors
    /// If the database fails, or the filter names too much.
    pub async fn buckets(
        &self,
        filter: &BalanceFilter,
        as_of_seq: Option<i64>,
    ) -> Result<Vec<(BalanceKey, Balance)>, Error> {
        let Some(seq) = as_of_seq else {
            return self.balances(filter).await;
        };
        let columns = format!("id, last_seq{}", rows::bucket_columns());
        // Balances and ledger of one moment.
        let mut tx = self.snapshot().await?;
        let mut found = BTreeMap::new();
        for piece in filter.skus.chunks(LIST_MAX) {
            let statement = balance_query(&columns, filter, piece)?;
            for row in tx.fetch(&statement).await? {
                let balance = Balance {
                    id: row.int(6)?,
                    last_seq: row.int(7)?.min(seq),
                    quantities: rows::quantities(&row, 8)?,
                };
                found.insert(rows::balance_key(&row, 0)?, balance);
            }
            take_back(&mut tx, piece, seq, &mut found).await?;
        }
        tx.rollback().await;
        Ok(found.into_iter().collect())
    }

    /// What is free, in one query: for listings and carts.
    ///
    /// # Errors
    /// If the database fails, or the filter names too much.
    pub async fn sellable(&self, filter: &BalanceFilter) -> Result<Vec<SellableRow>, Error> {
        let mut found = Vec::new();
        for piece in filter.skus.chunks(LIST_MAX) {
            let statement = balance_query("available", filter, piece)?;
            for row in self.read(&statement).await? {
                found.push(SellableRow {
                    key: rows::balance_key(&row, 0)?,
                    available: row.int(6)?,
                });
            }
        }
        Ok(found)
    }

    /// The number of the last ledger row; 0 of an empty ledger.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn ledger_end(&self) -> Result<i64, Error> {
        let statement = Statement::new("SELECT COALESCE(MAX(seq), 0) FROM ledger");
        let rows = self.read(&statement).await?;
        rows.first().map_or(Ok(0), |row| row.int(0))
    }

    /// Outbox rows that were not sent, counted up to a limit.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn outbox_pending(&self, limit: u32) -> Result<i64, Error> {
        let statement = Statement::new(format!(
            "SELECT COUNT(*) FROM (SELECT id FROM outbox WHERE due_at IS NOT NULL LIMIT {limit}) pending"
        ));
        let rows = self.read(&statement).await?;
        rows.first().map_or(Ok(0), |row| row.int(0))
    }

    /// Who holds goods there.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn holders(&self, place: &Place) -> Result<Holders, Error> {
        let mut book = Book::default();
        let mut tx = self.snapshot().await?;
        tx.holders(place, &mut book).await?;
        tx.rollback().await;
        Ok(Holders {
            reservations: book.reservations().values().cloned().collect(),
            fulfilments: book.fulfilments().values().cloned().collect(),
        })
    }
}

/// Key columns and then the given ones, of the balances that match.
fn balance_query<'f>(
    columns: &str,
    filter: &'f BalanceFilter,
    skus: &'f [Sku],
) -> Result<Statement<'f>, Error> {
    for (name, count) in [
        ("warehouses", filter.warehouses.len()),
        ("pools", filter.pools.len()),
    ] {
        if count > LIST_MAX {
            return Err(Error::fatal(format!(
                "{count} {name} in one question, at most {LIST_MAX} can be asked for: leave them out to get all"
            )));
        }
    }
    let mut statement = Statement::new(format!(
        "SELECT {}, {columns} FROM balance WHERE sku IN ",
        rows::BALANCE_KEY
    ));
    statement.list(skus.iter().map(Sku::as_str));
    if !filter.warehouses.is_empty() {
        statement.push(" AND warehouse IN ");
        statement.list(filter.warehouses.iter().map(Warehouse::as_str));
    }
    if !filter.pools.is_empty() {
        statement.push(" AND pool IN ");
        statement.list(filter.pools.iter().map(Pool::as_str));
    }
    if let Some(owner) = &filter.owner {
        statement.push(" AND owner = ").bind(owner.as_str());
    }
    if let Some(tenant) = &filter.tenant {
        statement.push(" AND tenant = ").bind(tenant.as_str());
    }
    Ok(statement)
}

/// Takes back what ledger rows after a number did to balances.
async fn take_back(
    tx: &mut Tx,
    skus: &[Sku],
    seq: i64,
    found: &mut BTreeMap<BalanceKey, Balance>,
) -> Result<(), Error> {
    for (side, sign) in [("from", 1), ("to", -1)] {
        let key =
            format!("sku, {side}_warehouse, {side}_pool, {side}_lot, owner, tenant, {side}_bucket");
        let mut statement = Statement::new(format!(
            "SELECT {key}, CAST(SUM(quantity) AS SIGNED) FROM ledger WHERE sku IN "
        ));
        statement.list(skus.iter().map(Sku::as_str));
        statement.push(" AND seq > ").bind(seq);
        statement.push(" GROUP BY ").push(&key);
        for row in tx.fetch(&statement).await? {
            if let Some(balance) = found.get_mut(&rows::balance_key(&row, 0)?) {
                let bucket = row.code(6, Bucket::parse)?;
                balance.quantities.add(bucket, sign * row.int(7)?);
            }
        }
    }
    Ok(())
}

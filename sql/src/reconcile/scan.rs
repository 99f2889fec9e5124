//! Pages of balances, ledger and documents for whoever compares them.

use std::collections::BTreeMap;

use stock::balance::{Balance, BalanceKey};
use stock::bucket::Bucket;
use stock::ids::{Moment, ReservationNo, Sku, Tenant};
use stock::movement::Leg;
use stock::op::VoucherStatus;
use stock::reconcile::holdings::Held;
use stock::reconcile::ledger::VoucherSpan;
use stock::reservation::reservation_no;

use super::RunScope;
use crate::error::Error;
use crate::link::Row;
use crate::rows;
use crate::statement::Statement;
use crate::store::Store;
use crate::tx::Tx;

/// Columns of a balance's key, and of a ledger row.
const KEY_COLUMNS: usize = rows::BALANCE_KEY_COLUMNS;
const LEDGER_COLUMNS: usize = rows::LEDGER_COLUMNS;

/// SKUs after one, up to another or to the end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SkuRange {
    /// After this one.
    pub after: String,
    /// Up to this one; to the end if absent.
    pub to: Option<String>,
}

/// Which goods a comparison looks at: a range of SKUs within a scope.
#[derive(Clone, Copy, Debug)]
pub struct Goods<'a> {
    /// Tenant.
    pub tenant: &'a Tenant,
    /// Scope.
    pub scope: &'a RunScope,
    /// Range of SKUs.
    pub range: &'a SkuRange,
}

/// A balance with what the report needs of its SKU.
#[derive(Clone, Debug)]
pub struct PricedBalance {
    /// Key.
    pub key: BalanceKey,
    /// Balance; its `id` is where the next page starts.
    pub balance: Balance,
    /// Category; empty for a SKU that is not in the catalogue.
    pub category: String,
    /// Cost of a unit, in fen.
    pub cost: Option<i64>,
}

/// A ledger row with what the report needs of its SKU.
#[derive(Clone, Debug)]
pub struct PricedLeg {
    /// Row.
    pub leg: Leg,
    /// Category; empty for a SKU that is not in the catalogue.
    pub category: String,
    /// Cost of a unit, in fen.
    pub cost: Option<i64>,
}

impl<'a> Goods<'a> {
    /// Tests on the SKU, tenant and owner columns of a table, and on its warehouse if it has one.
    fn test(&self, table: &str, owner: &str, warehouse: bool, statement: &mut Statement<'a>) {
        statement
            .push(&format!("{table}.sku > "))
            .bind(self.range.after.as_str());
        if let Some(to) = &self.range.to {
            statement
                .push(&format!(" AND {table}.sku <= "))
                .bind(to.as_str());
        }
        if !self.scope.skus.is_empty() {
            statement.push(&format!(" AND {table}.sku IN "));
            statement.list(self.scope.skus.iter().map(Sku::as_str));
        }
        statement
            .push(&format!(" AND {owner}.tenant = "))
            .bind(self.tenant.as_str());
        if let Some(name) = &self.scope.owner {
            statement
                .push(&format!(" AND {table}.owner = "))
                .bind(name.as_str());
        }
        if let Some(site) = self.scope.warehouse.as_ref().filter(|_| warehouse) {
            statement
                .push(&format!(" AND {table}.warehouse = "))
                .bind(site.as_str());
        }
    }
}

fn key_columns(table: &str) -> String {
    let columns = rows::BALANCE_KEY
        .split(", ")
        .map(|column| format!("{table}.{column}"));
    columns.collect::<Vec<_>>().join(", ")
}

fn bucket_columns(table: &str) -> String {
    let columns = Bucket::ALL
        .iter()
        .map(|bucket| format!(", {table}.{}", bucket.as_str()));
    columns.collect()
}

fn balance(row: &Row) -> Result<(BalanceKey, Balance), Error> {
    let balance = Balance {
        id: row.int(0)?,
        last_seq: row.int(1)?,
        quantities: rows::quantities(row, 2 + KEY_COLUMNS)?,
    };
    Ok((rows::balance_key(row, 2)?, balance))
}

impl Store {
    /// The next so many SKUs that have balances; the range is open at its end when these are the last.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn sku_range(&self, after: &str, count: usize) -> Result<SkuRange, Error> {
        let mut statement = Statement::new("SELECT DISTINCT sku FROM balance WHERE sku > ");
        statement
            .bind(after)
            .push(&format!(" ORDER BY sku LIMIT {count}"));
        let rows = self.read(&statement).await?;
        let to = match rows.last() {
            Some(row) if rows.len() == count => Some(row.text(0)?.to_owned()),
            _ => None,
        };
        Ok(SkuRange {
            after: after.to_owned(),
            to,
        })
    }

    /// So many SKUs that follow each other, from a place that another number chooses anew.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn sample_skus(&self, number: i64, count: usize) -> Result<Vec<Sku>, Error> {
        let last = self
            .read(&Statement::new("SELECT MAX(id) FROM balance"))
            .await?;
        let last = last.first().map_or(Ok(None), |row| row.int_or_null(0))?;
        let Some(last) = last else {
            return Ok(Vec::new());
        };
        // An odd multiplier spreads following numbers over the rows.
        let place = number
            .wrapping_mul(0x9E37_79B9_7F4A_7C15_u64.cast_signed())
            .rem_euclid(last.max(1))
            + 1;
        let mut at = Statement::new("SELECT sku FROM balance WHERE id >= ");
        at.bind(place).push(" ORDER BY id LIMIT 1");
        let first = self.read(&at).await?;
        let Some(first) = first.first() else {
            return Ok(Vec::new());
        };
        let mut from = Statement::new("SELECT DISTINCT sku FROM balance WHERE sku >= ");
        from.bind(first.text(0)?)
            .push(&format!(" ORDER BY sku LIMIT {count}"));
        let rows = self.read(&from).await?;
        rows.iter().map(|row| Ok(row.text(0)?.into())).collect()
    }

    /// Balances of a range.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn goods_balances(
        &self,
        goods: Goods<'_>,
    ) -> Result<Vec<(BalanceKey, Balance)>, Error> {
        let statement = balances_query(goods);
        self.read(&statement).await?.iter().map(balance).collect()
    }

    /// A page of a range's ledger rows in the order of SKU and number, each with what is known of its voucher. `inside` goes on within a SKU.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn goods_legs(
        &self,
        goods: Goods<'_>,
        inside: Option<(&Sku, i64)>,
        to_seq: i64,
        limit: usize,
    ) -> Result<Vec<(Leg, VoucherSpan)>, Error> {
        let mut statement = Statement::new(format!(
            "SELECT {}, v.status, v.first_seq, v.last_seq FROM ledger l LEFT JOIN voucher v ON v.id = l.voucher_id WHERE ",
            rows::ledger_of("l")
        ));
        match inside {
            // One index range each, however long a SKU's ledger is.
            Some((sku, seq)) => {
                statement.push("l.sku = ").bind(sku.as_str());
                statement.push(" AND l.seq > ").bind(seq);
                statement.push(" AND l.seq <= ").bind(to_seq);
                statement
                    .push(" AND l.tenant = ")
                    .bind(goods.tenant.as_str());
                if let Some(owner) = &goods.scope.owner {
                    statement.push(" AND l.owner = ").bind(owner.as_str());
                }
            }
            // No end of the numbers here: it would tempt an optimiser away from the index of SKUs. What is too new is left out by who compares.
            None => goods.test("l", "l", false, &mut statement),
        }
        statement.push(&format!(" ORDER BY l.sku, l.seq LIMIT {limit}"));
        let rows = self.read(&statement).await?;
        rows.iter()
            .map(|row| Ok((rows::leg(row)?, span(row)?)))
            .collect()
    }

    /// Balances of a range, and what documents hold of them, both of one moment.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn goods_held(
        &self,
        goods: Goods<'_>,
    ) -> Result<(Vec<(BalanceKey, Balance)>, Held), Error> {
        let mut tx = self.snapshot().await?;
        let outcome = held(&mut tx, goods).await;
        tx.rollback().await;
        outcome
    }

    /// Holds in force whose time was over before a moment: number, open quantity, end.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn overdue_holds(
        &self,
        tenant: &Tenant,
        before: Moment,
        limit: u32,
    ) -> Result<Vec<(ReservationNo, i64, Moment)>, Error> {
        let mut statement = Statement::new(
            "SELECT r.id, r.expire_at, CAST(SUM(l.reserved - l.confirmed - l.released) AS SIGNED) \
             FROM reservation r JOIN reservation_line l ON l.reservation_id = r.id \
             WHERE r.due_at IS NOT NULL AND r.open_order IS NOT NULL AND r.expire_at <= ",
        );
        statement
            .bind(before.0)
            .push(" AND r.tenant = ")
            .bind(tenant.as_str());
        statement.push(" GROUP BY r.id, r.expire_at ORDER BY r.id LIMIT ");
        statement.bind(i64::from(limit));
        let rows = self.read(&statement).await?;
        rows.iter()
            .map(|row| {
                Ok((
                    reservation_no(row.int(0)?),
                    row.int(2)?,
                    Moment(row.int(1)?),
                ))
            })
            .collect()
    }

    /// A page of all balances of a tenant, of one site or owner if it is named, in the order of their rows.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn balances_after(
        &self,
        tenant: &Tenant,
        scope: &RunScope,
        after_id: i64,
        limit: usize,
    ) -> Result<Vec<PricedBalance>, Error> {
        let mut statement = Statement::new(format!(
            "SELECT b.id, b.last_seq, {}{}, s.category, c.cost_minor FROM balance b LEFT JOIN sku s ON s.sku = b.sku \
             LEFT JOIN recon_cost c ON c.tenant = b.tenant AND c.owner = b.owner AND c.sku = b.sku WHERE b.id > ",
            key_columns("b"),
            bucket_columns("b")
        ));
        statement
            .bind(after_id)
            .push(" AND b.tenant = ")
            .bind(tenant.as_str());
        if let Some(site) = &scope.warehouse {
            statement.push(" AND b.warehouse = ").bind(site.as_str());
        }
        if let Some(owner) = &scope.owner {
            statement.push(" AND b.owner = ").bind(owner.as_str());
        }
        statement.push(&format!(" ORDER BY b.id LIMIT {limit}"));
        let last = 2 + KEY_COLUMNS + Bucket::ALL.len();
        let rows = self.read(&statement).await?;
        rows.iter()
            .map(|row| {
                let (key, balance) = balance(row)?;
                Ok(PricedBalance {
                    key,
                    balance,
                    category: row.text_or_null(last)?.unwrap_or_default().to_owned(),
                    cost: row.int_or_null(last + 1)?,
                })
            })
            .collect()
    }

    /// A page of a tenant's ledger in the order of its numbers; rows that touch one site or owner only, if it is named.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn legs_after(
        &self,
        tenant: &Tenant,
        scope: &RunScope,
        (after_seq, to_seq): (i64, i64),
        limit: usize,
    ) -> Result<Vec<PricedLeg>, Error> {
        let mut statement = Statement::new(format!(
            "SELECT {}, s.category, c.cost_minor FROM ledger l LEFT JOIN sku s ON s.sku = l.sku \
             LEFT JOIN recon_cost c ON c.tenant = l.tenant AND c.owner = l.owner AND c.sku = l.sku WHERE l.seq > ",
            rows::ledger_of("l")
        ));
        statement
            .bind(after_seq)
            .push(" AND l.seq <= ")
            .bind(to_seq);
        statement.push(" AND l.tenant = ").bind(tenant.as_str());
        if let Some(site) = &scope.warehouse {
            let site = site.as_str();
            statement.push(" AND (l.from_warehouse = ").bind(site);
            statement.push(" OR l.to_warehouse = ").bind(site).push(")");
        }
        if let Some(owner) = &scope.owner {
            statement.push(" AND l.owner = ").bind(owner.as_str());
        }
        statement.push(&format!(" ORDER BY l.seq LIMIT {limit}"));
        let rows = self.read(&statement).await?;
        rows.iter()
            .map(|row| {
                Ok(PricedLeg {
                    leg: rows::leg(row)?,
                    category: row
                        .text_or_null(LEDGER_COLUMNS)?
                        .unwrap_or_default()
                        .to_owned(),
                    cost: row.int_or_null(LEDGER_COLUMNS + 1)?,
                })
            })
            .collect()
    }

    /// How many outbox rows have waited since before a moment, counted up to a limit, and the oldest of them.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn unsent(&self, before: Moment, limit: u32) -> Result<(i64, Option<i64>), Error> {
        let mut statement = Statement::new(
            "SELECT COUNT(*), MIN(id) FROM (SELECT id FROM outbox WHERE due_at IS NOT NULL AND created_at <= ",
        );
        statement
            .bind(before.0)
            .push(" LIMIT ")
            .bind(i64::from(limit))
            .push(") waiting");
        let rows = self.read(&statement).await?;
        rows.first()
            .map_or(Ok((0, None)), |row| Ok((row.int(0)?, row.int_or_null(1)?)))
    }

    /// Makes outbox rows due at once that have waited since before a moment.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn resend(&self, before: Moment, now: Moment) -> Result<u64, Error> {
        let mut statement = Statement::new("UPDATE outbox SET due_at = ");
        statement.bind(now.0).push(" WHERE due_at > ").bind(now.0);
        statement.push(" AND created_at <= ").bind(before.0);
        self.write_one(&statement).await
    }
}

fn balances_query(goods: Goods<'_>) -> Statement<'_> {
    let mut statement = Statement::new(format!(
        "SELECT b.id, b.last_seq, {}{} FROM balance b WHERE ",
        key_columns("b"),
        bucket_columns("b")
    ));
    goods.test("b", "b", true, &mut statement);
    statement
}

fn span(row: &Row) -> Result<VoucherSpan, Error> {
    if row.text_or_null(LEDGER_COLUMNS)?.is_none() {
        return Ok(VoucherSpan::Missing);
    }
    let status = row.code(LEDGER_COLUMNS, VoucherStatus::parse)?;
    let ends = row
        .int_or_null(LEDGER_COLUMNS + 1)?
        .zip(row.int_or_null(LEDGER_COLUMNS + 2)?);
    Ok(match ends {
        Some((first, last)) if status != VoucherStatus::Refused => VoucherSpan::Within(first, last),
        _ => VoucherSpan::Missing,
    })
}

async fn held(tx: &mut Tx, goods: Goods<'_>) -> Result<(Vec<(BalanceKey, Balance)>, Held), Error> {
    let statement = balances_query(goods);
    let balances = tx.fetch(&statement).await?;
    let balances = balances
        .iter()
        .map(balance)
        .collect::<Result<Vec<_>, _>>()?;
    let mut held: Held = BTreeMap::new();
    let lines = [
        (
            Bucket::Preoccupied,
            "reservation",
            "l.reserved - l.confirmed - l.released",
            " AND l.presale_no IS NULL",
        ),
        (
            Bucket::PresaleHeld,
            "reservation",
            "l.reserved - l.confirmed - l.released",
            " AND l.presale_no IS NOT NULL",
        ),
        (
            Bucket::Allocated,
            "fulfilment",
            "l.allocated - l.deallocated - l.shipped",
            "",
        ),
    ];
    for (bucket, document, open, only) in lines {
        let mut statement = Statement::new(format!(
            "SELECT {}, CAST(SUM({open}) AS SIGNED) FROM {document}_line l JOIN {document} d ON d.id = l.{document}_id \
             WHERE l.open_sku IS NOT NULL AND ",
            document_key()
        ));
        goods.test("l", "d", true, &mut statement);
        statement.push(only);
        statement.push(&format!(" GROUP BY {}", document_key()));
        for row in tx.fetch(&statement).await? {
            *held
                .entry((rows::balance_key(&row, 0)?, bucket))
                .or_default() += row.int(KEY_COLUMNS)?;
        }
    }
    let mut statement = Statement::new(format!(
        "SELECT {}, c.bucket, CAST(SUM(c.quantity) AS SIGNED) FROM paper_claim c WHERE ",
        key_columns("c")
    ));
    goods.test("c", "c", true, &mut statement);
    statement.push(&format!(" GROUP BY {}, c.bucket", key_columns("c")));
    for row in tx.fetch(&statement).await? {
        let bucket = row.code(KEY_COLUMNS, Bucket::parse)?;
        let claimed = row.int(KEY_COLUMNS + 1)?;
        *held
            .entry((rows::balance_key(&row, 0)?, bucket))
            .or_default() += claimed;
    }
    Ok((balances, held))
}

/// The key of the balance a document's line is about: the tenant stands in its head.
fn document_key() -> String {
    let columns = rows::BALANCE_KEY.split(", ").map(|column| match column {
        "tenant" => "d.tenant".to_owned(),
        column => format!("l.{column}"),
    });
    columns.collect::<Vec<_>>().join(", ")
}

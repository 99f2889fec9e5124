//! Large stocks and long histories, written by a few statements of SQL.
//!
//! Every row is a copy of one that a provider wrote, with other keys and numbers: what a column means is known by who wrote it, and the database passes
//! `stock-center check`. Goods come by receipts of `LEGS` legs each. An order of the past was held and cancelled: two vouchers, two ledger rows, a closed
//! reservation and its line, spread over [`DAYS`] days up to now; its answers are cut short and its outbox rows gone, as they are of old orders.

use std::time::Duration;

use sqlx::{AssertSqlSafe, Connection as _, Executor as _, MySqlConnection, Row as _};
use stock::ids::{IdSource, Moment};
use stock_sql::{Keep, Store, StoreOptions};

use crate::error::{PeerError, Result};

/// Legs of a receipt.
const LEGS: u64 = 200;
/// Days over which orders of the past are spread.
pub const DAYS: i64 = 1_000;
const DAY_MS: i64 = 86_400_000;
/// Rows written by one statement.
const ROWS_AT_ONCE: u64 = 100_000;
/// Rows of vouchers whose answers are cut short together.
const CUT_AT_ONCE: usize = 512;

/// What is to be there.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// SKUs.
    pub skus: u32,
    /// Sites, each with all SKUs.
    pub sites: u32,
    /// Orders of the past.
    pub orders: u64,
}

impl Size {
    /// Balances.
    #[must_use]
    pub fn balances(self) -> u64 {
        u64::from(self.skus) * u64::from(self.sites)
    }

    /// Names of the SKUs.
    #[must_use]
    pub fn skus(self) -> Vec<String> {
        (0..self.skus).map(|n| format!("G-{n:07}")).collect()
    }

    /// Names of the sites.
    #[must_use]
    pub fn sites(self) -> Vec<String> {
        (0..self.sites).map(|n| format!("S-{n:03}")).collect()
    }
}

/// The order that all orders of the past are copies of.
pub const PATTERN: &str = "PATTERN";

/// The document that cancels it.
#[must_use]
pub fn cancelling() -> String {
    format!("{PATTERN}-C")
}

/// A database that is being filled.
#[derive(Debug)]
pub struct Filling {
    url: String,
    link: MySqlConnection,
    size: Size,
    /// Numbers a millisecond has, and the first one of the past.
    step: i64,
    past: i64,
}

fn failed<E: std::fmt::Display>(what: &str) -> impl FnOnce(E) -> PeerError {
    PeerError::because(format!("filling {what}"))
}

impl Filling {
    /// Begins with one that a provider has brought to its schema and sample, and left.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn begin(url: &str, size: Size) -> Result<Self> {
        let link = MySqlConnection::connect(url).await;
        let mut link = link.map_err(failed(url))?;
        // What is filled is no load: it need be neither in the binary log nor durable.
        for sql in [
            "SET SESSION sql_log_bin = 0, SESSION unique_checks = 0",
            "SET GLOBAL innodb_flush_log_at_trx_commit = 0",
        ] {
            link.execute(sql).await.map_err(failed(sql))?;
        }
        let mut filling = Self {
            url: url.to_owned(),
            link,
            size,
            step: IdSource::first_of(Moment(1)),
            past: 0,
        };
        let clock = "SELECT CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED)";
        let now = filling.number(clock.to_owned()).await?;
        filling.past = IdSource::first_of(Moment(now - (DAYS + 1) * DAY_MS));
        Ok(filling)
    }

    /// SKUs and sites, copies of the sample's.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn catalogue(&mut self) -> Result<()> {
        let (skus, sites) = (u64::from(self.size.skus), u64::from(self.size.sites));
        let sku = [("sku", sku_name("n"))];
        self.copy("sku", "sku = 'PAD-1001'", &sku, 0, skus).await?;
        let code = [("code", site_name("n"))];
        let site = "code = 'WH-GZ'";
        self.copy("warehouse", site, &code, 0, sites).await?;
        let sql = "UPDATE facts_version SET version = version + 1";
        self.link.execute(sql).await.map_err(failed(sql)).map(drop)
    }

    /// Balances with plenty, each with its receipt: copies of the first SKU's at the first site, which a provider has received.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn goods(&mut self) -> Result<()> {
        let balances = self.size.balances();
        let sites = self.size.sites;
        let (sku, site) = (
            sku_name(&format!("(n DIV {sites})")),
            site_name(&format!("(n MOD {sites})")),
        );
        let seq = format!("{} + n", self.past);
        let mine = "sku = 'G-0000000' AND warehouse = 'S-000'";
        // By their primary keys: a copy of many looks for its pattern again and again.
        let first_leg = self
            .number(format!(
                "SELECT MIN(seq) FROM ledger WHERE sku = '{FIRST_SKU}'"
            ))
            .await?;
        let receipt = self
            .number(format!(
                "SELECT voucher_id FROM ledger WHERE seq = {first_leg}"
            ))
            .await?;
        let id = format!("{} + n", self.past);
        let leg = [
            ("seq", seq.clone()),
            ("voucher_id", format!("{} + n DIV {LEGS}", self.past)),
            ("leg_no", format!("n MOD {LEGS}")),
            ("sku", sku.clone()),
            ("from_warehouse", site.clone()),
            ("to_warehouse", site.clone()),
        ];
        let of_balance = [("sku", sku), ("warehouse", site), ("last_seq", seq)];
        let of_voucher = [
            ("id", id.clone()),
            ("biz_no", "CONCAT('FILL-', n)".to_owned()),
            ("first_seq", format!("{} + n * {LEGS}", self.past)),
            (
                "last_seq",
                format!("{} + LEAST(n * {LEGS} + {LEGS}, {balances}) - 1", self.past),
            ),
            ("book_time", format!("({id}) DIV {}", self.step)),
            ("outbox_id", id),
        ];
        // The first account is the provider's own; its receipt is there.
        self.copy("balance", mine, &of_balance, 1, balances).await?;
        let first_leg = format!("seq = {first_leg}");
        self.copy("ledger", &first_leg, &leg, 1, balances).await?;
        let receipts = balances.div_ceil(LEGS);
        let receipt = format!("id = {receipt}");
        self.copy("voucher", &receipt, &of_voucher, 0, receipts)
            .await?;
        // The first leg of the first receipt is not there.
        let sql = format!(
            "UPDATE voucher SET first_seq = first_seq + 1 WHERE id = {}",
            self.past
        );
        self.run(sql).await
    }

    /// Orders of the past: copies of [`PATTERN`], which a provider has held and cancelled.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn history(&mut self) -> Result<()> {
        let (orders, accounts) = (self.size.orders, self.size.balances().saturating_sub(1));
        if orders == 0 || accounts == 0 {
            return self.past_is_purged().await;
        }
        self.cut_answers().await?;
        let sites = self.size.sites;
        let account = format!("(1 + n MOD {accounts})");
        let (sku, site) = (
            sku_name(&format!("({account} DIV {sites})")),
            site_name(&format!("({account} MOD {sites})")),
        );
        // Numbers of orders lie evenly in the days, the cancelling one half a step after the holding one; the last before the end of what is purged.
        let apart = (DAYS - 2) * DAY_MS / i64::try_from(orders).unwrap_or(i64::MAX);
        let apart = apart.max(1).saturating_mul(self.step) / 2;
        let first = self.past + DAY_MS * self.step;
        let number = |half: &str| format!("({first} + (n * 2 + {half}) * {apart})");
        for (half, biz_no) in [("0", PATTERN.to_owned()), ("1", cancelling())] {
            let at = number(half);
            let named = format!("FROM voucher WHERE biz_no = '{biz_no}'");
            let mine = self.number(format!("SELECT id {named}")).await?;
            let leg_of = self.number(format!("SELECT first_seq {named}")).await?;
            let (mine, leg_of) = (format!("id = {mine}"), format!("seq = {leg_of}"));
            let voucher = [
                ("id", at.clone()),
                ("biz_no", format!("CONCAT('PAST-{half}-', n)")),
                ("order_no", "CONCAT('PAST-', n)".to_owned()),
                ("first_seq", at.clone()),
                ("last_seq", at.clone()),
                ("outbox_id", at.clone()),
                ("book_time", format!("{at} DIV {}", self.step)),
            ];
            let leg = [
                ("seq", at.clone()),
                ("voucher_id", at),
                ("sku", sku.clone()),
                ("from_warehouse", site.clone()),
                ("to_warehouse", site.clone()),
            ];
            self.copy("voucher", &mine, &voucher, 0, orders).await?;
            self.copy("ledger", &leg_of, &leg, 0, orders).await?;
        }
        let id = number("0");
        let head = [
            ("id", id.clone()),
            ("order_no", "CONCAT('PAST-', n)".to_owned()),
            ("created_at", format!("{id} DIV {}", self.step)),
        ];
        let reservation = format!("SELECT id FROM reservation WHERE order_no = '{PATTERN}'");
        let reservation = self.number(reservation).await?;
        let pattern = format!("id = {reservation}");
        self.copy("reservation", &pattern, &head, 0, orders).await?;
        let line = [("reservation_id", id), ("sku", sku), ("warehouse", site)];
        let pattern = format!("reservation_id = {reservation}");
        self.copy("reservation_line", &pattern, &line, 0, orders)
            .await?;
        self.run(format!(
            "UPDATE balance SET last_seq = {} WHERE sku LIKE 'G-%' AND NOT (sku = '{FIRST_SKU}' AND warehouse = 'S-000')",
            first + i64::try_from(orders * 2).unwrap_or(0) * apart
        ))
        .await?;
        self.past_is_purged().await
    }

    /// Ends the filling: commits are durable again, and the engine has counted its tables.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn end(mut self) -> Result<()> {
        for sql in [
            "ANALYZE TABLE balance, ledger, voucher, reservation, reservation_line, sku",
            "SET GLOBAL innodb_flush_log_at_trx_commit = 1",
        ] {
            self.run(sql.to_owned()).await?;
        }
        Ok(())
    }

    /// The pattern's answers as those of old orders are.
    async fn cut_answers(&mut self) -> Result<()> {
        // The provider that made the pattern has left, and may have been the one that purges.
        self.run("DELETE FROM lease WHERE name = 'purge'".to_owned())
            .await?;
        let store = Store::open(&self.url, StoreOptions::default()).await;
        let store = store.map_err(failed("answers"))?;
        let keep = Keep {
            answers: Duration::ZERO,
            batch: CUT_AT_ONCE,
            ..Keep::default()
        };
        while store.purge(keep).await.map_err(failed("answers"))?.more {}
        store.close().await;
        Ok(())
    }

    /// What walks over old rows has been over these.
    async fn past_is_purged(&mut self) -> Result<()> {
        let end = self.past + DAYS * DAY_MS * self.step;
        for name in ["purge.refusals", "purge.answers", "purge.outbox"] {
            self.run(format!(
                "INSERT INTO progress (name, position) VALUES ('{name}', {end}) ON DUPLICATE KEY UPDATE position = GREATEST(position, {end})"
            ))
            .await?;
        }
        Ok(())
    }

    /// Copies of one row, numbered by `n` from `first` up to before `end`, with other values in some columns.
    async fn copy(
        &mut self,
        table: &str,
        pattern: &str,
        other: &[(&str, String)],
        first: u64,
        end: u64,
    ) -> Result<()> {
        let columns = self.columns(table).await?;
        let unknown = other
            .iter()
            .find(|(name, _)| !columns.iter().any(|column| column == name));
        if let Some((name, _)) = unknown {
            return Err(PeerError::new(format!("{table} has no column {name}")));
        }
        let values: Vec<&str> = columns
            .iter()
            .map(|column| {
                let other = other.iter().find(|(name, _)| name == column);
                other.map_or(column.as_str(), |(_, value)| value.as_str())
            })
            .collect();
        let mut from = first;
        while from < end {
            let to = end.min(from + ROWS_AT_ONCE);
            self.run(format!(
                "INSERT INTO {table} ({}) SELECT {} FROM (SELECT * FROM {table} WHERE {pattern} LIMIT 1) pattern, (SELECT seq AS n FROM seq_{from}_to_{}) numbers",
                columns.join(", "),
                values.join(", "),
                to - 1
            ))
            .await?;
            from = to;
        }
        Ok(())
    }

    /// Columns of a table that are not numbered by the engine.
    async fn columns(&mut self, table: &str) -> Result<Vec<String>> {
        let sql = "SELECT column_name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ? AND extra <> 'auto_increment' ORDER BY ordinal_position";
        let rows = sqlx::query(sql).bind(table).fetch_all(&mut self.link).await;
        let rows = rows.map_err(failed(table))?;
        let names = rows.iter().map(|row| row.try_get::<String, _>(0));
        names
            .collect::<std::result::Result<_, _>>()
            .map_err(failed(table))
    }

    async fn number(&mut self, sql: String) -> Result<i64> {
        let what = sql.clone();
        let row = sqlx::query(AssertSqlSafe(sql))
            .fetch_one(&mut self.link)
            .await;
        let number = row.and_then(|row| row.try_get(0));
        number.map_err(failed(&what))
    }

    /// Runs one statement.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn run(&mut self, sql: String) -> Result<()> {
        let what = sql.clone();
        let done = self.link.execute(AssertSqlSafe(sql)).await;
        done.map(drop).map_err(failed(&what))
    }
}

/// The statements that make a ledger one of partitions, as `docs/engines.md` tells operators.
///
/// # Errors
/// When the page does not tell.
pub fn partitions() -> Result<Vec<String>> {
    let page = include_str!("../../../docs/engines.md");
    let told = page
        .split_once(PARTITIONS)
        .and_then(|(_, rest)| rest.split_once("```sql"))
        .and_then(|(_, rest)| rest.split_once("```"));
    let (text, _) = told.ok_or_else(|| {
        PeerError::new(format!(
            "docs/engines.md has no statements under \"{PARTITIONS}\""
        ))
    })?;
    let statements = text.split(";\n").map(str::trim);
    Ok(statements
        .filter(|statement| !statement.is_empty())
        .map(str::to_owned)
        .collect())
}

const PARTITIONS: &str = "## The ledger in partitions";

const FIRST_SKU: &str = "G-0000000";

fn sku_name(number: &str) -> String {
    format!("CONCAT('G-', LPAD({number}, 7, '0'))")
}

fn site_name(number: &str) -> String {
    format!("CONCAT('S-', LPAD({number}, 3, '0'))")
}

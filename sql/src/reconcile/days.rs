//! Business days: their cut in the ledger, their close with its totals, their reopening; classes and costs of parts.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use stock::bucket::Bucket;
use stock::ids::{Moment, Owner, Sku, Tenant};
use stock::reconcile::day::Day;
use stock::reconcile::report::TotalKey;
use stock::reconcile::tolerance::Abc;

use super::is_there;
use crate::error::Error;
use crate::link::Row;
use crate::outbox::{Notice, write_notice};
use crate::statement::{Statement, Value, inserts};
use crate::store::Store;
use crate::tx::Tx;

const COLUMNS: &str = "tenant, business_day, closed, cut_seq, closed_at, closed_by, carried_over, reopen_asked_by, reopen_key, reopened_by";
/// Closed days that are remembered for back-dated documents.
const DAYS_REMEMBERED: i64 = 400;

/// The close of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayCloseRow {
    /// Tenant.
    pub tenant: Tenant,
    /// Day.
    pub day: Day,
    /// Closed now; a reopened day is not.
    pub closed: bool,
    /// The ledger's last number that belongs to the day.
    pub cut_seq: i64,
    /// When.
    pub closed_at: Moment,
    /// By whom.
    pub closed_by: String,
    /// Differences that stay open on purpose.
    pub carried_over: Vec<String>,
    /// Who asked to reopen it.
    pub reopen_asked_by: Option<String>,
    /// Under which key.
    pub reopen_key: Option<String>,
    /// Who did.
    pub reopened_by: Option<String>,
}

/// Where the forward sums of a report begin: the last close before a day.
#[derive(Clone, Debug, Default)]
pub struct LatestClose {
    /// Its cut; 0 if no day was closed.
    pub cut_seq: i64,
    /// Its totals.
    pub totals: BTreeMap<TotalKey, i64>,
}

impl Store {
    /// Records the cut of a day, once; the recorded cut.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn record_cut(&self, day: Day, cut_seq: i64, now: Moment) -> Result<i64, Error> {
        let mut known = Statement::new("SELECT cut_seq FROM day_cut WHERE business_day = ");
        known.bind(day.0);
        if let Some(row) = self.read(&known).await?.first() {
            return row.int(0);
        }
        let mut insert =
            Statement::new("INSERT INTO day_cut (business_day, cut_seq, recorded_at) VALUES (");
        insert
            .bind(day.0)
            .push(", ")
            .bind(cut_seq)
            .push(", ")
            .bind(now.0)
            .push(")");
        match self.write_one(&insert).await {
            Ok(_) => Ok(cut_seq),
            Err(error) if is_there(&error) => {
                let rows = self.read(&known).await?;
                rows.first().map_or(Ok(cut_seq), |row| row.int(0))
            }
            Err(error) => Err(error),
        }
    }

    /// The close of a day.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn day_close(&self, tenant: &Tenant, day: Day) -> Result<Option<DayCloseRow>, Error> {
        let mut statement =
            Statement::new(format!("SELECT {COLUMNS} FROM day_close WHERE tenant = "));
        statement
            .bind(tenant.as_str())
            .push(" AND business_day = ")
            .bind(day.0);
        let rows = self.read(&statement).await?;
        rows.first().map(close).transpose()
    }

    /// Stores a close with its totals, in place of a reopened one, and with it what is told of it.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn put_close(
        &self,
        row: &DayCloseRow,
        totals: &BTreeMap<TotalKey, i64>,
        notice: Option<&Notice>,
    ) -> Result<(), Error> {
        let mut left = 5;
        loop {
            let mut tx = self.begin().await?;
            let outcome = match put_close(&mut tx, row, totals, notice).await {
                Ok(()) => tx.commit().await,
                Err(error) => {
                    tx.rollback().await;
                    Err(error)
                }
            };
            match outcome {
                Err(error) if error.is_retryable() && left > 0 => left -= 1,
                outcome => return outcome,
            }
        }
    }

    /// Notes that somebody asks to reopen a closed day; `false` if it is not closed or somebody asked before.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn ask_reopen(
        &self,
        tenant: &Tenant,
        day: Day,
        by: &str,
        key: &str,
    ) -> Result<bool, Error> {
        let mut ask = Statement::new("UPDATE day_close SET reopen_asked_by = ");
        ask.bind(by).push(", reopen_key = ").bind(key);
        ask.push(" WHERE tenant = ").bind(tenant.as_str());
        ask.push(" AND business_day = ").bind(day.0);
        ask.push(" AND closed = 1 AND reopen_asked_by IS NULL");
        Ok(self.write_one(&ask).await? == 1)
    }

    /// Reopens a closed day that another person asked to reopen; `false` if it is not so any more.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn reopen(&self, tenant: &Tenant, day: Day, by: &str) -> Result<bool, Error> {
        let mut reopen = Statement::new("UPDATE day_close SET closed = 0, reopened_by = ");
        reopen
            .bind(by)
            .push(" WHERE tenant = ")
            .bind(tenant.as_str());
        reopen.push(" AND business_day = ").bind(day.0);
        reopen
            .push(" AND closed = 1 AND reopen_asked_by <> ")
            .bind(by);
        Ok(self.write_one(&reopen).await? == 1)
    }

    /// The last close before a day, with its totals, of one site or owner if it is named.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn latest_close(
        &self,
        tenant: &Tenant,
        before: Day,
        scope: &super::RunScope,
    ) -> Result<LatestClose, Error> {
        let mut statement = Statement::new(
            "SELECT business_day, cut_seq FROM day_close WHERE closed = 1 AND tenant = ",
        );
        statement
            .bind(tenant.as_str())
            .push(" AND business_day < ")
            .bind(before.0);
        statement.push(" ORDER BY business_day DESC LIMIT 1");
        let rows = self.read(&statement).await?;
        let Some(row) = rows.first() else {
            return Ok(LatestClose::default());
        };
        let (day, cut_seq) = (row.int(0)?, row.int(1)?);
        let mut statement = Statement::new(
            "SELECT owner, warehouse, bucket, quantity FROM day_total WHERE tenant = ",
        );
        statement
            .bind(tenant.as_str())
            .push(" AND business_day = ")
            .bind(day);
        if let Some(owner) = &scope.owner {
            statement.push(" AND owner = ").bind(owner.as_str());
        }
        if let Some(site) = &scope.warehouse {
            statement.push(" AND warehouse = ").bind(site.as_str());
        }
        let mut totals = BTreeMap::new();
        for row in self.read(&statement).await? {
            let key = TotalKey {
                owner: row.text(0)?.into(),
                warehouse: row.text(1)?.into(),
                bucket: row.code(2, Bucket::parse)?,
            };
            totals.insert(key, row.int(3)?);
        }
        Ok(LatestClose { cut_seq, totals })
    }

    /// Closed days by tenant, of the last year or so.
    pub(crate) async fn closed_days(&self) -> Result<BTreeMap<Tenant, BTreeSet<Day>>, Error> {
        let mut statement = Statement::new(
            "SELECT tenant, business_day FROM day_close WHERE closed = 1 ORDER BY business_day DESC LIMIT 10000",
        );
        statement.push("");
        let mut days: BTreeMap<Tenant, BTreeSet<Day>> = BTreeMap::new();
        for row in self.read(&statement).await? {
            let closed = days.entry(row.text(0)?.into()).or_default();
            if i64::try_from(closed.len()).is_ok_and(|count| count < DAYS_REMEMBERED) {
                closed.insert(Day(row.int(1)?));
            }
        }
        Ok(days)
    }

    /// Classes of parts that are not the default one.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn abc_classes(&self, tenant: &Tenant) -> Result<HashMap<Sku, Abc>, Error> {
        let mut statement = Statement::new("SELECT sku, abc FROM recon_abc WHERE tenant = ");
        statement.bind(tenant.as_str());
        let rows = self.read(&statement).await?;
        rows.iter()
            .map(|row| Ok((row.text(0)?.into(), row.code(1, Abc::parse)?)))
            .collect()
    }

    /// Stores classes of parts, in place of what was there for them.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn put_abc(&self, tenant: &Tenant, classes: &[(Sku, Abc)]) -> Result<(), Error> {
        for piece in classes.chunks(200) {
            let mut delete = Statement::new("DELETE FROM recon_abc WHERE tenant = ");
            delete.bind(tenant.as_str()).push(" AND sku IN ");
            delete.list(piece.iter().map(|(sku, _)| sku.as_str()));
            let mut values: Vec<Value<'_>> = Vec::new();
            for (sku, abc) in piece {
                values.extend([
                    tenant.as_str().into(),
                    sku.as_str().into(),
                    abc.as_str().into(),
                ]);
            }
            let insert = inserts(
                "INSERT INTO recon_abc (tenant, sku, abc) VALUES ",
                3,
                values,
                "",
            );
            self.replace(&delete, insert).await?;
        }
        Ok(())
    }

    /// Stores costs of parts in fen, in place of what was there for them.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn put_costs(
        &self,
        tenant: &Tenant,
        owner: &Owner,
        costs: &[(Sku, i64)],
    ) -> Result<(), Error> {
        for piece in costs.chunks(200) {
            let mut delete = Statement::new("DELETE FROM recon_cost WHERE tenant = ");
            delete
                .bind(tenant.as_str())
                .push(" AND owner = ")
                .bind(owner.as_str());
            delete
                .push(" AND sku IN ")
                .list(piece.iter().map(|(sku, _)| sku.as_str()));
            let mut values: Vec<Value<'_>> = Vec::new();
            for (sku, cost) in piece {
                values.extend([tenant.as_str().into(), owner.as_str().into()]);
                values.extend([sku.as_str().into(), (*cost).into()]);
            }
            let head = "INSERT INTO recon_cost (tenant, owner, sku, cost_minor) VALUES ";
            self.replace(&delete, inserts(head, 4, values, "")).await?;
        }
        Ok(())
    }

    async fn replace(
        &self,
        delete: &Statement<'_>,
        insert: Vec<Statement<'_>>,
    ) -> Result<(), Error> {
        let mut tx = self.begin().await?;
        let outcome = async {
            tx.run(delete).await?;
            for statement in &insert {
                tx.run(statement).await?;
            }
            Ok::<(), Error>(())
        }
        .await;
        match outcome {
            Ok(()) => tx.commit().await,
            Err(error) => {
                tx.rollback().await;
                Err(error)
            }
        }
    }

    /// What a unit costs, in fen.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn cost(
        &self,
        tenant: &Tenant,
        owner: &Owner,
        sku: &Sku,
    ) -> Result<Option<i64>, Error> {
        let mut statement = Statement::new("SELECT cost_minor FROM recon_cost WHERE tenant = ");
        statement
            .bind(tenant.as_str())
            .push(" AND owner = ")
            .bind(owner.as_str());
        statement.push(" AND sku = ").bind(sku.as_str());
        let rows = self.read(&statement).await?;
        rows.first().map(|row| row.int(0)).transpose()
    }
}

async fn put_close(
    tx: &mut Tx,
    row: &DayCloseRow,
    totals: &BTreeMap<TotalKey, i64>,
    notice: Option<&Notice>,
) -> Result<(), Error> {
    if let Some(notice) = notice {
        write_notice(tx, notice).await?;
    }
    for table in ["day_close", "day_total"] {
        let mut delete = Statement::new(format!("DELETE FROM {table} WHERE tenant = "));
        delete
            .bind(row.tenant.as_str())
            .push(" AND business_day = ")
            .bind(row.day.0);
        tx.run(&delete).await?;
    }
    let mut insert = Statement::new(format!("INSERT INTO day_close ({COLUMNS}) VALUES ("));
    insert.bind(row.tenant.as_str()).push(", ").bind(row.day.0);
    insert
        .push(", ")
        .bind(row.closed)
        .push(", ")
        .bind(row.cut_seq);
    insert
        .push(", ")
        .bind(row.closed_at.0)
        .push(", ")
        .bind(row.closed_by.as_str());
    insert.push(", ").bind(row.carried_over.join(","));
    insert.push(", ").bind(row.reopen_asked_by.as_deref());
    insert.push(", ").bind(row.reopen_key.as_deref());
    insert.push(", ").bind(row.reopened_by.as_deref()).push(")");
    tx.run(&insert).await?;
    let mut values: Vec<Value<'_>> = Vec::new();
    for (key, quantity) in totals {
        values.extend([row.tenant.as_str().into(), row.day.0.into()]);
        values.extend([key.owner.as_str().into(), key.warehouse.as_str().into()]);
        values.extend([key.bucket.as_str().into(), (*quantity).into()]);
    }
    let head =
        "INSERT INTO day_total (tenant, business_day, owner, warehouse, bucket, quantity) VALUES ";
    for statement in inserts(head, 6, values, "") {
        tx.run(&statement).await?;
    }
    Ok(())
}

fn close(row: &Row) -> Result<DayCloseRow, Error> {
    let carried = row.text(6)?;
    Ok(DayCloseRow {
        tenant: row.text(0)?.into(),
        day: Day(row.int(1)?),
        closed: row.int(2)? != 0,
        cut_seq: row.int(3)?,
        closed_at: Moment(row.int(4)?),
        closed_by: row.text(5)?.to_owned(),
        carried_over: carried
            .split(',')
            .filter(|no| !no.is_empty())
            .map(str::to_owned)
            .collect(),
        reopen_asked_by: row.text_or_null(7)?.map(str::to_owned),
        reopen_key: row.text_or_null(8)?.map(str::to_owned),
        reopened_by: row.text_or_null(9)?.map(str::to_owned),
    })
}

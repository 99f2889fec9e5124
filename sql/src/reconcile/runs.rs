//! Comparisons: asked for, taken by a provider under a lease, done.

use std::time::Duration;

use stock::ids::{Moment, Owner, Sku, Tenant, Warehouse};
use stock::reconcile::RunKind;
use stock::reconcile::day::Day;

use super::is_there;
use crate::error::Error;
use crate::link::Row;
use crate::statement::Statement;
use crate::store::Store;

const COLUMNS: &str = "id, tenant, kind, state, business_day, warehouse, owner, skus, list_id, cut_seq, rows_read, diffs, message, created_at, finished_at";

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunState {
    /// Waits for a provider.
    Queued,
    /// A provider is at it.
    Running,
    /// Done.
    Done,
    /// Given up.
    Failed,
}

impl RunState {
    /// The code as stored and as sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "QUEUED",
            Self::Running => "RUNNING",
            Self::Done => "DONE",
            Self::Failed => "FAILED",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::Queued, Self::Running, Self::Done, Self::Failed]
            .into_iter()
            .find(|state| state.as_str() == text)
    }
}

/// What a run looks at; everything if nothing is named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunScope {
    /// One site.
    pub warehouse: Option<Warehouse>,
    /// One owner.
    pub owner: Option<Owner>,
    /// These SKUs.
    pub skus: Vec<Sku>,
}

impl RunScope {
    /// Whether it looks at everything.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        *self == Self::default()
    }
}

/// A run as asked for.
#[derive(Clone, Debug)]
pub struct NewRun {
    /// Row identifier.
    pub id: i64,
    /// Tenant.
    pub tenant: Tenant,
    /// Comparison.
    pub kind: RunKind,
    /// Business day.
    pub day: Day,
    /// What it looks at.
    pub scope: RunScope,
    /// The snapshot or list to compare with.
    pub list_id: Option<i64>,
    /// The ledger's sequence of the comparison.
    pub cut_seq: i64,
    /// The call that asks; none for the schedule.
    pub key: Option<String>,
    /// Now.
    pub now: Moment,
}

/// A run as stored.
#[derive(Clone, Debug)]
pub struct Run {
    /// Row identifier; `N` and its digits is the number.
    pub id: i64,
    /// Tenant.
    pub tenant: Tenant,
    /// Comparison.
    pub kind: RunKind,
    /// How far.
    pub state: RunState,
    /// Business day.
    pub day: Day,
    /// What it looks at.
    pub scope: RunScope,
    /// The snapshot or list it compares with.
    pub list_id: Option<i64>,
    /// The ledger's sequence of the comparison.
    pub cut_seq: i64,
    /// Rows read so far.
    pub rows_read: i64,
    /// Differences so far.
    pub diffs: i64,
    /// Why it failed, or what was left out.
    pub message: Option<String>,
    /// When it was asked for.
    pub created_at: Moment,
    /// When it ended.
    pub finished_at: Option<Moment>,
}

impl Run {
    /// Its number as callers see it.
    #[must_use]
    pub fn no(&self) -> String {
        format!("N{}", self.id)
    }
}

impl Store {
    /// Stores a run to be done; if the same call asked before, the run of then and `true`.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn ask_run(&self, run: &NewRun) -> Result<(i64, bool), Error> {
        if let Some(id) = self.run_by_key(run.key.as_deref()).await? {
            return Ok((id, true));
        }
        let skus = run.scope.skus.iter().map(Sku::as_str);
        let skus = skus.collect::<Vec<_>>().join("\n");
        let mut statement = Statement::new(
            "INSERT INTO recon_run (id, tenant, kind, state, business_day, warehouse, owner, skus, list_id, run_key, cut_seq, rows_read, diffs, created_at, lease_until) VALUES (",
        );
        statement.bind(run.id).push(", ").bind(run.tenant.as_str());
        statement.push(", ").bind(run.kind.as_str());
        statement.push(", ").bind(RunState::Queued.as_str());
        statement.push(", ").bind(run.day.0).push(", ");
        statement.bind(run.scope.warehouse.as_ref().map(Warehouse::as_str));
        statement
            .push(", ")
            .bind(run.scope.owner.as_ref().map(Owner::as_str));
        statement
            .push(", ")
            .bind(Some(skus).filter(|text| !text.is_empty()));
        statement
            .push(", ")
            .bind(run.list_id)
            .push(", ")
            .bind(run.key.clone());
        statement.push(", ").bind(run.cut_seq).push(", 0, 0, ");
        statement
            .bind(run.now.0)
            .push(", ")
            .bind(run.now.0)
            .push(")");
        match self.write_one(&statement).await {
            Ok(_) => Ok((run.id, false)),
            Err(error) if is_there(&error) => match self.run_by_key(run.key.as_deref()).await? {
                Some(id) => Ok((id, true)),
                None => Err(error),
            },
            Err(error) => Err(error),
        }
    }

    async fn run_by_key(&self, key: Option<&str>) -> Result<Option<i64>, Error> {
        let Some(key) = key else { return Ok(None) };
        let mut statement = Statement::new("SELECT id FROM recon_run WHERE run_key = ");
        statement.bind(key);
        let rows = self.read(&statement).await?;
        rows.first().map(|row| row.int(0)).transpose()
    }

    /// Takes the oldest run that nobody is at, for as long as the lease.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn take_run(&self, now: Moment, lease: Duration) -> Result<Option<Run>, Error> {
        let mut due = Statement::new("SELECT id, lease_until FROM recon_run WHERE lease_until <= ");
        due.bind(now.0).push(" ORDER BY lease_until, id LIMIT 1");
        let rows = self.read(&due).await?;
        let Some(row) = rows.first() else {
            return Ok(None);
        };
        let (id, seen) = (row.int(0)?, row.int(1)?);
        if !self.lease_run(id, seen, now, lease).await? {
            return Ok(None);
        }
        self.run(id).await
    }

    async fn lease_run(
        &self,
        id: i64,
        seen: i64,
        now: Moment,
        lease: Duration,
    ) -> Result<bool, Error> {
        let lease_ms = i64::try_from(lease.as_millis()).unwrap_or(i64::MAX / 4);
        let mut take = Statement::new("UPDATE recon_run SET state = ");
        take.bind(RunState::Running.as_str())
            .push(", lease_until = ");
        take.bind(now.0.saturating_add(lease_ms))
            .push(" WHERE id = ");
        take.bind(id).push(" AND lease_until = ").bind(seen);
        Ok(self.write_one(&take).await? == 1)
    }

    /// Takes a run by its number, whoever is at it: for a command that waits for it itself.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn take_this_run(
        &self,
        id: i64,
        now: Moment,
        lease: Duration,
    ) -> Result<Option<Run>, Error> {
        let mut due = Statement::new("SELECT lease_until FROM recon_run WHERE id = ");
        due.bind(id).push(" AND lease_until <= ").bind(now.0);
        let rows = self.read(&due).await?;
        let Some(row) = rows.first() else {
            return Ok(None);
        };
        if !self.lease_run(id, row.int(0)?, now, lease).await? {
            return Ok(None);
        }
        self.run(id).await
    }

    /// Stores how far a run is and prolongs its lease; `false` if another provider has taken it over.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn keep_run(&self, run: &Run, now: Moment, lease: Duration) -> Result<bool, Error> {
        let lease_ms = i64::try_from(lease.as_millis()).unwrap_or(i64::MAX / 4);
        let mut keep = Statement::new("UPDATE recon_run SET rows_read = ");
        keep.bind(run.rows_read).push(", diffs = ").bind(run.diffs);
        keep.push(", cut_seq = ")
            .bind(run.cut_seq)
            .push(", lease_until = ");
        keep.bind(now.0.saturating_add(lease_ms))
            .push(" WHERE id = ");
        keep.bind(run.id)
            .push(" AND state = ")
            .bind(RunState::Running.as_str());
        keep.push(" AND lease_until > ").bind(now.0);
        Ok(self.write_one(&keep).await? == 1)
    }

    /// Ends a run.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn end_run(&self, run: &Run, now: Moment) -> Result<(), Error> {
        let message = run.message.as_ref();
        let message = message.map(|text| text.chars().take(500).collect::<String>());
        let mut end = Statement::new("UPDATE recon_run SET state = ");
        end.bind(run.state.as_str())
            .push(", rows_read = ")
            .bind(run.rows_read);
        end.push(", diffs = ")
            .bind(run.diffs)
            .push(", cut_seq = ")
            .bind(run.cut_seq);
        end.push(", message = ")
            .bind(message)
            .push(", finished_at = ")
            .bind(now.0);
        end.push(", lease_until = NULL WHERE id = ").bind(run.id);
        self.write_one(&end).await.map(|_| ())
    }

    /// A run.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn run(&self, id: i64) -> Result<Option<Run>, Error> {
        let mut statement = Statement::new(format!("SELECT {COLUMNS} FROM recon_run WHERE id = "));
        statement.bind(id);
        let rows = self.read(&statement).await?;
        rows.first().map(run_of).transpose()
    }

    /// The latest whole run of each comparison that is done for a business day.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn runs_of_day(&self, tenant: &Tenant, day: Day) -> Result<Vec<Run>, Error> {
        let mut statement = Statement::new(format!(
            "SELECT {COLUMNS} FROM recon_run WHERE id IN (SELECT MAX(id) FROM recon_run WHERE tenant = "
        ));
        statement
            .bind(tenant.as_str())
            .push(" AND business_day = ")
            .bind(day.0);
        // A snapshot is of one warehouse; every other comparison counts only if it looked everywhere.
        statement.push(" AND owner IS NULL AND skus IS NULL AND (warehouse IS NULL OR kind = ");
        statement.bind(RunKind::R4.as_str()).push(") AND state = ");
        statement.bind(RunState::Done.as_str());
        statement.push(" GROUP BY kind) ORDER BY kind");
        let rows = self.read(&statement).await?;
        rows.iter().map(run_of).collect()
    }
}

fn run_of(row: &Row) -> Result<Run, Error> {
    let skus = row.text_or_null(7)?.unwrap_or_default();
    Ok(Run {
        id: row.int(0)?,
        tenant: row.text(1)?.into(),
        kind: row.code(2, RunKind::parse)?,
        state: row.code(3, RunState::parse)?,
        day: Day(row.int(4)?),
        scope: RunScope {
            warehouse: row.text_or_null(5)?.map(Into::into),
            owner: row.text_or_null(6)?.map(Into::into),
            skus: skus.lines().map(Sku::from).collect(),
        },
        list_id: row.int_or_null(8)?,
        cut_seq: row.int(9)?,
        rows_read: row.int(10)?,
        diffs: row.int(11)?,
        message: row.text_or_null(12)?.map(str::to_owned),
        created_at: Moment(row.int(13)?),
        finished_at: row.int_or_null(14)?.map(Moment),
    })
}

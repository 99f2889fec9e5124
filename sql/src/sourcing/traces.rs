//! Traces: why plans were what they were. Bounded in size and in age.

use std::hash::{BuildHasher, Hasher, RandomState};

use stock::ids::{Moment, OrderNo, Tenant};

use crate::error::Error;
use crate::statement::{LIST_MAX, Statement};
use crate::store::Store;

/// A trace that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceRow {
    /// Its row identifier; the plan's number is made from it.
    pub id: i64,
    /// The trace, as text.
    pub body: String,
    /// When it was decided.
    pub decided_at: Moment,
}

/// Which traces are asked for, in the order they were decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceFilter {
    /// Tenant.
    pub tenant: Tenant,
    /// Decided at or after.
    pub from: Moment,
    /// Decided before.
    pub to: Moment,
    /// After this one of an earlier page.
    pub after: Option<(Moment, i64)>,
    /// Most rows.
    pub limit: u32,
}

impl Store {
    /// Keeps a trace; its row identifier.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn keep_trace(
        &self,
        tenant: &Tenant,
        order: Option<&OrderNo>,
        decided_at: Moment,
        body: &str,
    ) -> Result<i64, Error> {
        // Milliseconds and chance: two providers that decide in one millisecond rarely draw the same, and the key tells when they do.
        let salt = RandomState::new().build_hasher().finish() >> 44;
        let id = (decided_at.0 << 20) | i64::try_from(salt).unwrap_or(0);
        let mut statement = Statement::new(
            "INSERT INTO sourcing_trace (id, tenant, order_no, decided_at, body) VALUES (",
        );
        statement
            .bind(id)
            .push(", ")
            .bind(tenant.as_str())
            .push(", ");
        statement.bind(order.map(OrderNo::as_str)).push(", ");
        statement.bind(decided_at.0).push(", ").bind(body).push(")");
        self.write_one(&statement).await?;
        Ok(id)
    }

    /// A trace by its row identifier.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn trace(&self, tenant: &Tenant, id: i64) -> Result<Option<TraceRow>, Error> {
        let mut statement =
            Statement::new("SELECT id, body, decided_at FROM sourcing_trace WHERE id = ");
        statement
            .bind(id)
            .push(" AND tenant = ")
            .bind(tenant.as_str());
        let rows = self.read(&statement).await?;
        rows.first().map(trace_row).transpose()
    }

    /// A trace by its row identifier, whatever the tenant: a plan's number is all its caller has.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn trace_of_any(&self, id: i64) -> Result<Option<TraceRow>, Error> {
        let mut statement =
            Statement::new("SELECT id, body, decided_at FROM sourcing_trace WHERE id = ");
        statement.bind(id);
        let rows = self.read(&statement).await?;
        rows.first().map(trace_row).transpose()
    }

    /// A page of traces.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn traces(&self, filter: &TraceFilter) -> Result<Vec<TraceRow>, Error> {
        let mut statement =
            Statement::new("SELECT id, body, decided_at FROM sourcing_trace WHERE tenant = ");
        statement.bind(filter.tenant.as_str());
        statement.push(" AND decided_at >= ").bind(filter.from.0);
        statement.push(" AND decided_at < ").bind(filter.to.0);
        if let Some((at, id)) = filter.after {
            statement.push(" AND (decided_at > ").bind(at.0);
            statement
                .push(" OR (decided_at = ")
                .bind(at.0)
                .push(" AND id > ")
                .bind(id)
                .push("))");
        }
        statement
            .push(" ORDER BY decided_at, id LIMIT ")
            .bind(i64::from(filter.limit));
        let rows = self.read(&statement).await?;
        rows.iter().map(trace_row).collect()
    }

    /// Deletes up to `limit` traces decided before a moment; how many that were.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn purge_traces(&self, before: Moment, limit: usize) -> Result<u64, Error> {
        let mut old = Statement::new("SELECT id FROM sourcing_trace WHERE decided_at < ");
        old.bind(before.0)
            .push(" ORDER BY decided_at LIMIT ")
            .bind(i64::try_from(limit.min(LIST_MAX)).unwrap_or(1));
        let rows = self.read(&old).await?;
        let ids = rows
            .iter()
            .map(|row| row.int(0))
            .collect::<Result<Vec<_>, _>>()?;
        if ids.is_empty() {
            return Ok(0);
        }
        let mut delete = Statement::new("DELETE FROM sourcing_trace WHERE id IN ");
        delete.list(ids);
        self.write_one(&delete).await
    }
}

fn trace_row(row: &crate::link::Row) -> Result<TraceRow, Error> {
    Ok(TraceRow {
        id: row.int(0)?,
        body: row.text(1)?.to_owned(),
        decided_at: Moment(row.int(2)?),
    })
}

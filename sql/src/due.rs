//! Claims of what is due: holds that ran out of time.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

use stock::ids::{ReservationNo, Tenant};
use stock::reservation::reservation_no;

use crate::error::Error;
use crate::statement::{LIST_MAX, Statement};
use crate::store::Store;

impl Store {
    /// Claims up to `limit` holds that have run out, oldest first, by the database's clock. A claimed hold is not due for anybody else until `lease` is over;
    /// a claimer that dies leaves it to the next. Leases end up to a second late.
    ///
    /// # Errors
    /// If the database fails; nothing is claimed then, or until the lease is over.
    pub async fn due(
        &self,
        limit: u32,
        lease: Duration,
    ) -> Result<Vec<(Tenant, ReservationNo)>, Error> {
        let engine = self.engine();
        let limit = usize::try_from(limit).map_or(LIST_MAX, |limit| limit.min(LIST_MAX));
        let mut statement = Statement::new(format!(
            "SELECT id, tenant, {now} FROM reservation WHERE due_at <= {now} ORDER BY due_at LIMIT {limit}",
            now = engine.now()
        ));
        // `LIMIT 0` would be a text of its own for nothing.
        statement.keep_prepared = limit > 0;
        let rows = self.read(&statement).await?;
        let mut due = Vec::with_capacity(rows.len());
        let mut now = 0;
        for row in &rows {
            now = row.int(2)?;
            due.push((row.int(0)?, Tenant::from(row.text(1)?)));
        }
        if due.is_empty() {
            return Ok(Vec::new());
        }
        let lease_ms = i64::try_from(lease.as_millis()).unwrap_or(i64::MAX / 4);
        // Two claimers of one millisecond must not take each other's claim for their own.
        let salt = RandomState::new().build_hasher().finish() % 1_000;
        let until = now
            .saturating_add(lease_ms)
            .saturating_add(i64::try_from(salt).unwrap_or(0));
        let mut claim = Statement::new("UPDATE reservation SET due_at = ");
        claim
            .bind(until)
            .push(" WHERE id IN ")
            .list(due.iter().map(|(id, _)| *id));
        claim.push(" AND due_at <= ").bind(now);
        let claimed = self.write_one(&claim).await?;
        if usize::try_from(claimed).is_ok_and(|claimed| claimed < due.len()) {
            let mut ours = Statement::new("SELECT id FROM reservation WHERE id IN ");
            ours.list(due.iter().map(|(id, _)| *id));
            ours.push(" AND due_at = ").bind(until);
            let mut left = std::collections::HashSet::new();
            for row in self.read(&ours).await? {
                left.insert(row.int(0)?);
            }
            due.retain(|(id, _)| left.contains(id));
        }
        Ok(due
            .into_iter()
            .map(|(id, tenant)| (tenant, reservation_no(id)))
            .collect())
    }
}

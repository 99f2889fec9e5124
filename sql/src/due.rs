//! Claims of what is due: holds that ran out of time.

use std::collections::HashSet;
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
        let now = self.engine().now();
        let mut statement = Statement::new(format!(
            "SELECT id, tenant, {now} FROM reservation WHERE due_at <= {now} ORDER BY due_at LIMIT "
        ));
        statement.bind(i64::from(limit));
        let mut due = Vec::new();
        let mut now = 0;
        for row in self.read(&statement).await? {
            now = row.int(2)?;
            due.push((row.int(0)?, Tenant::from(row.text(1)?)));
        }
        let lease_ms = i64::try_from(lease.as_millis()).unwrap_or(i64::MAX / 4);
        // Two claimers of one millisecond must not take each other's claim for their own.
        let salt = RandomState::new().build_hasher().finish() % 1_000;
        let until = now
            .saturating_add(lease_ms)
            .saturating_add(i64::try_from(salt).unwrap_or(0));
        let ids: Vec<i64> = due.iter().map(|(id, _)| *id).collect();
        let mut ours = HashSet::with_capacity(ids.len());
        for piece in ids.chunks(LIST_MAX) {
            ours.extend(self.claim(piece, now, until).await?);
        }
        due.retain(|(id, _)| ours.contains(id));
        Ok(due
            .into_iter()
            .map(|(id, tenant)| (tenant, reservation_no(id)))
            .collect())
    }
    /// Those of the rows that were still due and now are ours.
    async fn claim(&self, ids: &[i64], now: i64, until: i64) -> Result<Vec<i64>, Error> {
        let mut claim = Statement::new("UPDATE reservation SET due_at = ");
        claim.bind(until).push(" WHERE id IN ");
        claim.list(ids.iter().copied());
        claim.push(" AND due_at <= ").bind(now);
        let claimed = self.write_one(&claim).await?;
        if usize::try_from(claimed).is_ok_and(|claimed| claimed == ids.len()) {
            return Ok(ids.to_vec());
        }
        let mut ours = Statement::new("SELECT id FROM reservation WHERE id IN ");
        ours.list(ids.iter().copied());
        ours.push(" AND due_at = ").bind(until);
        let rows = self.read(&ours).await?;
        rows.iter().map(|row| row.int(0)).collect()
    }
}

//! Leases: who may do what nobody else may, until when, by the database's clock.

use std::time::Duration;

use crate::error::Error;
use crate::statement::Statement;
use crate::store::Store;

impl Store {
    /// Takes a lease, or renews it; whether it is this store's now. One that is not renewed in time goes to whoever asks next.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn lease(&self, name: &str, time: Duration) -> Result<bool, Error> {
        let engine = self.engine();
        let holder = &self.shared.name;
        let until = i64::try_from(time.as_millis()).unwrap_or(i64::MAX / 4);
        let mut take = Statement::new("UPDATE lease SET holder = ");
        take.bind(holder.as_str())
            .push(", lease_until = ")
            .push(engine.now())
            .push(" + ")
            .bind(until);
        take.push(" WHERE name = ").bind(name);
        take.push(" AND (holder = ").bind(holder.as_str());
        take.push(" OR lease_until < ").push(engine.now()).push(")");
        if self.write_one(&take).await? == 1 {
            return Ok(true);
        }
        let mut look = Statement::new("SELECT COUNT(*) FROM lease WHERE name = ");
        look.bind(name);
        let rows = self.read(&look).await?;
        if rows.first().map_or(Ok(0), |row| row.int(0))? > 0 {
            return Ok(false);
        }
        let mut make = Statement::new("INSERT INTO lease (name, holder, lease_until) VALUES (");
        make.bind(name)
            .push(", '', 0)")
            .push(engine.or_leave("name"));
        self.write_one(&make).await?;
        Ok(self.write_one(&take).await? == 1)
    }

    /// Gives a lease back, so that the next need not wait for its end.
    ///
    /// # Errors
    /// If the database fails; the lease then ends by itself.
    pub async fn give_lease_back(&self, name: &str) -> Result<(), Error> {
        let mut give = Statement::new("UPDATE lease SET lease_until = 0 WHERE name = ");
        give.bind(name)
            .push(" AND holder = ")
            .bind(self.shared.name.as_str());
        self.write_one(&give).await.map(drop)
    }
}

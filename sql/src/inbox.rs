//! The inbox: which messages have been taken in.
//!
//! That a message works once is the business key's doing, whose voucher is unique; the inbox spares the second delivery the way to it.

use std::collections::BTreeMap;

use stock::ids::{Tenant, Warehouse};

use crate::error::{Error, ErrorKind};
use crate::limits::{self, NAME_MAX, NUMBER_MAX};
use crate::statement::Statement;
use crate::store::Store;
use crate::tx::Tx;

/// Most characters of a message's identifier.
pub const MESSAGE_ID_MAX: usize = NUMBER_MAX;

impl Store {
    /// Whether a message of a queue was taken in.
    ///
    /// # Errors
    /// If the database fails, or the identifier cannot be one.
    pub async fn was_taken_in(&self, queue: &str, message_id: &str) -> Result<bool, Error> {
        let mut statement = Statement::new("SELECT COUNT(*) FROM inbox WHERE queue = ");
        key(queue, message_id)?;
        statement.bind(queue).push(" AND message_id = ");
        statement.bind(message_id);
        let rows = self.read(&statement).await?;
        Ok(rows.first().map_or(Ok(0), |row| row.int(0))? > 0)
    }

    /// How far the feed of a site has come; `None` before its first.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn feed(&self, tenant: &Tenant, warehouse: &Warehouse) -> Result<Option<i64>, Error> {
        let mut statement = Statement::new("SELECT last_seq FROM feed WHERE tenant = ");
        statement.bind(tenant.as_str()).push(" AND warehouse = ");
        statement.bind(warehouse.as_str());
        let rows = self.read(&statement).await?;
        rows.first().map(|row| row.int(0)).transpose()
    }

    /// Notes how far the feed of a site has come; one that is further already stays.
    ///
    /// # Errors
    /// If the database fails, or a name cannot be one.
    pub async fn feed_came(
        &self,
        tenant: &Tenant,
        warehouse: &Warehouse,
        seq: i64,
    ) -> Result<(), Error> {
        limits::key_text("tenant", tenant.as_str(), NAME_MAX)?;
        limits::key_text("warehouse", warehouse.as_str(), NAME_MAX)?;
        let mut insert = Statement::new("INSERT INTO feed (tenant, warehouse, last_seq) VALUES (");
        insert.bind(tenant.as_str()).push(", ");
        insert.bind(warehouse.as_str()).push(", ");
        insert.bind(seq).push(")");
        match self.write_one(&insert).await {
            Ok(_) => return Ok(()),
            Err(error) if matches!(error.kind(), ErrorKind::Duplicate(_)) => {}
            Err(error) => return Err(error),
        }
        let mut update = Statement::new("UPDATE feed SET last_seq = ");
        update.bind(seq).push(" WHERE tenant = ");
        update.bind(tenant.as_str()).push(" AND warehouse = ");
        update.bind(warehouse.as_str()).push(" AND last_seq < ");
        update.bind(seq);
        self.write_one(&update).await.map(drop)
    }

    /// Notes that a message was taken in; nothing happens if that was noted before.
    ///
    /// # Errors
    /// If the database fails, or the identifier cannot be one.
    pub async fn take_in(&self, queue: &str, message_id: &str) -> Result<(), Error> {
        key(queue, message_id)?;
        let engine = self.engine();
        let mut statement =
            Statement::new("INSERT INTO inbox (queue, message_id, received_at) VALUES (");
        statement.bind(queue).push(", ").bind(message_id);
        statement.push(", ").push(engine.now()).push(")");
        statement.push(engine.or_leave("queue"));
        self.write_one(&statement).await.map(drop)
    }
}

fn key(queue: &str, message_id: &str) -> Result<(), Error> {
    limits::key_text("queue", queue, NAME_MAX)?;
    limits::key_text("messageId", message_id, MESSAGE_ID_MAX)
}

/// Takes away messages that were taken in before a moment, at most so many; answers how many.
pub(crate) async fn forget(tx: &mut Tx, before: i64, batch: usize) -> Result<u64, Error> {
    let mut page = Statement::new("SELECT queue, message_id FROM inbox WHERE received_at < ");
    page.bind(before);
    page.push(&format!(" ORDER BY received_at LIMIT {batch}"));
    let rows = tx.fetch(&page).await?;
    let mut by_queue: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in &rows {
        by_queue.entry(row.text(0)?).or_default().push(row.text(1)?);
    }
    let mut gone = 0;
    for (queue, ids) in by_queue {
        let mut remove = Statement::new("DELETE FROM inbox WHERE queue = ");
        remove.bind(queue).push(" AND message_id IN ").list(ids);
        gone += tx.run(&remove).await?;
    }
    Ok(gone)
}

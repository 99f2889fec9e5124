//! Old rows that nobody needs any more, taken away in small batches, by one provider at a time and never by the lanes.
//!
//! The ledger, its vouchers and its documents stay for ever. What goes: refusals that are no longer remembered, the long part of a reservation's stored
//! answers after [`Keep::answers`] (its code and number stay: a duplicate is still told that it was done), outbox rows that were sent, and old traces of sourcing.

use std::time::Duration;

use stock::answer::{Answer, Body};
use stock::ids::Moment;
use stock::op::VoucherStatus;

use crate::error::Error;
use crate::statement::{LIST_MAX, Statement};
use crate::store::Store;
use crate::tx::Tx;

/// Name of the lease under which one provider purges.
const LEASE: &str = "purge";
/// A purger that died gives way after this long.
const LEASE_TIME: Duration = Duration::from_secs(30);
/// Names of positions.
const REFUSALS: &str = "purge.refusals";
const ANSWERS: &str = "purge.answers";
pub(crate) const OUTBOX: &str = "purge.outbox";

/// How long what is kept.
#[derive(Clone, Copy, Debug)]
pub struct Keep {
    /// Refusals, after their time is over: until then `getByKey` tells why.
    pub refusals: Duration,
    /// Stored answers in full.
    pub answers: Duration,
    /// Outbox rows after they were sent, and messages after they were taken in.
    pub sent: Duration,
    /// Traces of sourcing: why plans were what they were.
    pub traces: Duration,
    /// Rows looked at in one transaction, at most 512.
    pub batch: usize,
}

impl Default for Keep {
    fn default() -> Self {
        Self {
            refusals: Duration::from_secs(24 * 3_600),
            answers: Duration::from_secs(90 * 24 * 3_600),
            sent: Duration::from_secs(72 * 3_600),
            traces: Duration::from_secs(7 * 24 * 3_600),
            batch: 128,
        }
    }
}

/// What one batch did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Purged {
    /// Refusals taken away.
    pub refusals: u64,
    /// Answers cut short.
    pub answers: u64,
    /// Traces of sourcing taken away.
    pub traces: u64,
    /// Outbox rows taken away.
    pub sent: u64,
    /// Messages forgotten that were taken in.
    pub taken_in: u64,
    /// Whether there is more to look at now.
    pub more: bool,
}

impl Store {
    /// Takes away one batch of each kind; nothing while another provider is at it.
    ///
    /// # Errors
    /// If the database fails; what was taken away before that stays away.
    pub async fn purge(&self, keep: Keep) -> Result<Purged, Error> {
        let mut purged = Purged::default();
        if !self.lease(LEASE, LEASE_TIME).await? {
            return Ok(purged);
        }
        let batch = keep.batch.clamp(1, LIST_MAX);
        let now = self.now().await?.0;
        let before =
            |age: Duration| now.saturating_sub(i64::try_from(age.as_millis()).unwrap_or(now));
        purged.refusals = self
            .purge_refusals(before(keep.refusals), batch, &mut purged.more)
            .await?;
        purged.answers = self
            .purge_answers(before(keep.answers), batch, &mut purged.more)
            .await?;
        purged.sent = self
            .purge_sent(before(keep.sent), batch, &mut purged.more)
            .await?;
        purged.taken_in = self
            .purge_taken_in(before(keep.sent), batch, &mut purged.more)
            .await?;
        purged.traces = self
            .purge_traces(Moment(before(keep.traces)), batch)
            .await?;
        purged.more |= usize::try_from(purged.traces).is_ok_and(|rows| rows >= batch);
        Ok(purged)
    }

    /// Refusals of vouchers booked before a moment, whose time is over.
    async fn purge_refusals(
        &self,
        before: i64,
        batch: usize,
        more: &mut bool,
    ) -> Result<u64, Error> {
        let mut tx = self.begin().await?;
        let done = walk_refusals(&mut tx, before, batch, more).await;
        finish(tx, done).await
    }

    async fn purge_answers(
        &self,
        before: i64,
        batch: usize,
        more: &mut bool,
    ) -> Result<u64, Error> {
        let mut tx = self.begin().await?;
        let done = walk_answers(&mut tx, before, batch, more).await;
        finish(tx, done).await
    }

    async fn purge_sent(&self, before: i64, batch: usize, more: &mut bool) -> Result<u64, Error> {
        let mut tx = self.begin().await?;
        let done = walk_sent(&mut tx, before, batch, more).await;
        finish(tx, done).await
    }
}

impl Store {
    async fn purge_taken_in(
        &self,
        before: i64,
        batch: usize,
        more: &mut bool,
    ) -> Result<u64, Error> {
        let mut tx = self.begin().await?;
        let done = crate::inbox::forget(&mut tx, before, batch).await;
        *more |= usize::try_from(*done.as_ref().unwrap_or(&0)).is_ok_and(|gone| gone == batch);
        finish(tx, done).await
    }
}

async fn finish(tx: Tx, done: Result<u64, Error>) -> Result<u64, Error> {
    match done {
        Ok(count) => tx.commit().await.map(|()| count),
        Err(error) => {
            tx.rollback().await;
            Err(error)
        }
    }
}

async fn walk_refusals(
    tx: &mut Tx,
    before: i64,
    batch: usize,
    more: &mut bool,
) -> Result<u64, Error> {
    let from = tx.position(REFUSALS).await?;
    let mut page = Statement::new("SELECT id, status, refused_until FROM voucher WHERE id > ");
    page.bind(from).push(&format!(" ORDER BY id LIMIT {batch}"));
    let rows = tx.fetch(&page).await?;
    let (mut last, mut over, mut seen) = (from, Vec::new(), 0);
    for row in &rows {
        let id = row.int(0)?;
        if stock::ids::IdSource::millis_of(id) >= before {
            break;
        }
        let is_refusal = row.text(1)? == VoucherStatus::Refused.as_str();
        // One that is remembered for longer than it is kept holds the walk up until it is over.
        if is_refusal && row.int_or_null(2)?.is_some_and(|until| until >= before) {
            break;
        }
        if is_refusal {
            over.push(id);
        }
        last = id;
        seen += 1;
    }
    *more |= seen == batch;
    if seen == 0 {
        return Ok(0);
    }
    let mut gone = 0;
    if !over.is_empty() {
        let mut remove = Statement::new("DELETE FROM voucher WHERE id IN ");
        remove.list(over).push(" AND status = ");
        remove.bind(VoucherStatus::Refused.as_str());
        gone = tx.run(&remove).await?;
    }
    tx.advance(REFUSALS, last).await?;
    Ok(gone)
}

async fn walk_answers(
    tx: &mut Tx,
    before: i64,
    batch: usize,
    more: &mut bool,
) -> Result<u64, Error> {
    let from = tx.position(ANSWERS).await?;
    let mut page = Statement::new("SELECT id, answer FROM voucher WHERE id > ");
    page.bind(from).push(&format!(" ORDER BY id LIMIT {batch}"));
    let rows = tx.fetch(&page).await?;
    let (mut last, mut short, mut seen) = (from, Vec::new(), 0);
    for row in &rows {
        let id = row.int(0)?;
        if stock::ids::IdSource::millis_of(id) >= before {
            break;
        }
        short.extend(shortened(row.text(1)?).map(|answer| (id, answer)));
        last = id;
        seen += 1;
    }
    *more |= seen == batch;
    if seen == 0 {
        return Ok(0);
    }
    let mut cut = 0;
    if !short.is_empty() {
        let mut change = Statement::new("UPDATE voucher SET answer = CASE id");
        change.keep_prepared = false;
        for (id, answer) in &short {
            change
                .push(" WHEN ")
                .bind(*id)
                .push(" THEN ")
                .bind(answer.as_str());
        }
        change
            .push(" ELSE answer END WHERE id IN ")
            .list(short.iter().map(|(id, _)| *id));
        cut = tx.run(&change).await?;
    }
    tx.advance(ANSWERS, last).await?;
    Ok(cut)
}

/// An answer without its reservation, if it has one. What a voucher of goods tells stays: its reversal reads it.
fn shortened(json: &str) -> Option<String> {
    let mut answer: Answer = serde_json::from_str(json).ok()?;
    if !matches!(answer.body, Body::Reservation(_)) {
        return None;
    }
    answer.body = Body::None;
    answer.shortages.clear();
    serde_json::to_string(&answer).ok()
}

async fn walk_sent(tx: &mut Tx, before: i64, batch: usize, more: &mut bool) -> Result<u64, Error> {
    let mut page = Statement::new("SELECT id FROM outbox WHERE due_at IS NULL AND created_at < ");
    page.bind(before)
        .push(&format!(" ORDER BY id LIMIT {batch}"));
    let rows = tx.fetch(&page).await?;
    let ids: Vec<i64> = rows
        .iter()
        .map(|row| row.int(0))
        .collect::<Result<_, _>>()?;
    *more |= ids.len() == batch;
    let Some(last) = ids.last().copied() else {
        return Ok(0);
    };
    let mut remove = Statement::new("DELETE FROM outbox WHERE id IN ");
    remove.list(ids).push(" AND due_at IS NULL");
    let gone = tx.run(&remove).await?;
    let last = last.max(tx.position(OUTBOX).await?);
    tx.advance(OUTBOX, last).await?;
    Ok(gone)
}

impl Tx {
    /// How far a walk has come; before everything if it never began.
    pub(crate) async fn position(&mut self, name: &str) -> Result<i64, Error> {
        let mut statement = Statement::new("SELECT position FROM progress WHERE name = ");
        statement.bind(name);
        let rows = self.fetch(&statement).await?;
        rows.first().map_or(Ok(i64::MIN), |row| row.int(0))
    }

    async fn advance(&mut self, name: &str, position: i64) -> Result<(), Error> {
        let values = [("position", position.into())];
        self.put("progress", &[("name", name.into())], Some(&values))
            .await
    }
}

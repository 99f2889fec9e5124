//! The outbox as its readers see it: which transactions have not been told, and what happened in them.
//!
//! Rows are found by their state, never by "after the last one": a row may become visible after one with a larger number. Of two transactions on the same
//! goods or document the later one has the larger number and is visible only when the earlier one is; so whoever takes what is pending in the order of the
//! numbers has each account and each document in the order in which it changed.

use std::collections::{BTreeMap, HashMap};

use stock::book::{Book, Documents};
use stock::ids::Moment;
use stock::movement::Leg;
use stock::op::Voucher;

use crate::error::{Error, ErrorKind};
use crate::rows;
use crate::statement::{LIST_MAX, STATEMENT_BYTES_MAX, Statement, inserts};
use crate::store::Store;
use crate::tx::Tx;

/// Ranges of the ledger asked for in one query.
const RANGES_MAX: usize = 32;

/// One committed transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxRow {
    /// Its number.
    pub id: i64,
    /// Its vouchers, by row identifier, in the order in which they were decided.
    pub vouchers: Vec<i64>,
    /// When it was written, by the database's clock.
    pub created_at: Moment,
    /// The numbers its events were sent with; `None` while they were not sent.
    pub sequences: Option<Vec<i64>>,
    /// What it tells beside its vouchers, see [`Notice`].
    pub notice: Option<String>,
}

/// Events that no voucher tells of (a difference, a closed day, a threshold that was crossed), in an outbox row of their own. The row is written by the
/// transaction that changes what the events tell of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Number of the row: no voucher and no other row may have it.
    pub id: i64,
    /// When it happened, by the database's clock.
    pub at: Moment,
    /// The events, as whoever sends them reads them; at most [`NOTICE_BYTES_MAX`].
    pub text: String,
}

/// Most bytes of a notice.
pub const NOTICE_BYTES_MAX: usize = 768 * 1_024;

/// One voucher and what it moved.
#[derive(Clone, Debug, PartialEq)]
pub struct Happened {
    /// The voucher, with its stored answer.
    pub voucher: Voucher,
    /// Its ledger rows, in order.
    pub legs: Vec<Leg>,
}

/// A row that was sent, and the numbers of its events in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The row.
    pub id: i64,
    /// The numbers.
    pub sequences: Vec<i64>,
}

impl Store {
    /// The first pending row, and now by the database's clock; `None` if nothing is pending. Its cost grows with the number of pending rows.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn outbox_floor(&self) -> Result<Option<(i64, Moment)>, Error> {
        let statement = Statement::new(format!(
            "SELECT MIN(id), {} FROM outbox WHERE due_at IS NOT NULL",
            self.engine().now()
        ));
        let rows = self.read(&statement).await?;
        let Some(row) = rows.first() else {
            return Ok(None);
        };
        let now = Moment(row.int(1)?);
        Ok(row.int_or_null(0)?.map(|first| (first, now)))
    }

    /// Pending rows from a number on, in their order.
    ///
    /// # Errors
    /// If the database fails, or a row cannot be read.
    pub async fn outbox_pending_rows(
        &self,
        from: i64,
        limit: u32,
    ) -> Result<Vec<OutboxRow>, Error> {
        self.outbox_rows("due_at IS NOT NULL", (from, i64::MAX), limit)
            .await
    }

    /// Sent rows between two numbers, both included, in their order.
    ///
    /// # Errors
    /// If the database fails, or a row cannot be read.
    pub async fn outbox_sent_rows(
        &self,
        span: (i64, i64),
        limit: u32,
    ) -> Result<Vec<OutboxRow>, Error> {
        self.outbox_rows("due_at IS NULL", span, limit).await
    }

    async fn outbox_rows(
        &self,
        state: &str,
        (from, to): (i64, i64),
        limit: u32,
    ) -> Result<Vec<OutboxRow>, Error> {
        let mut statement = Statement::new(format!(
            "SELECT id, vouchers, created_at, sequences, notice FROM outbox{} WHERE id >= ",
            self.engine().by_primary_key()
        ));
        statement.bind(from).push(" AND id <= ").bind(to);
        statement.push(&format!(" AND {state} ORDER BY id LIMIT "));
        statement.bind(i64::from(limit));
        let rows = self.read(&statement).await?;
        rows.iter()
            .map(|row| {
                let id = row.int(0)?;
                Ok(OutboxRow {
                    id,
                    vouchers: numbers(id, row.text(1)?)?,
                    created_at: Moment(row.int(2)?),
                    sequences: row
                        .text_or_null(3)?
                        .map(|text| numbers(id, text))
                        .transpose()?,
                    notice: row.text_or_null(4)?.map(str::to_owned),
                })
            })
            .collect()
    }

    /// What happened in vouchers, by row identifier. One that is not there any more (a refusal whose time was over) is left out.
    ///
    /// # Errors
    /// If the database fails, or a voucher cannot be read.
    pub async fn happened(&self, vouchers: &[i64]) -> Result<BTreeMap<i64, Happened>, Error> {
        let mut found = BTreeMap::new();
        let mut ranges = Vec::new();
        for piece in vouchers.chunks(LIST_MAX) {
            let mut statement = Statement::new(format!(
                "SELECT {} FROM voucher WHERE id IN ",
                rows::VOUCHER
            ));
            statement.list(piece.iter().copied());
            for row in self.read(&statement).await? {
                let voucher = rows::voucher(&row)?;
                ranges.extend(rows::voucher_legs(&row)?);
                let legs = Vec::new();
                found.insert(voucher.id, Happened { voucher, legs });
            }
        }
        for piece in joined(ranges).chunks(RANGES_MAX) {
            let mut statement =
                Statement::new(format!("SELECT {} FROM ledger WHERE ", rows::LEDGER));
            statement.keep_prepared = piece.len() == 1;
            for (position, (first, last)) in piece.iter().enumerate() {
                statement
                    .push(if position == 0 { "" } else { " OR " })
                    .push("seq BETWEEN ");
                statement.bind(*first).push(" AND ").bind(*last);
            }
            statement.push(" ORDER BY seq");
            for row in self.read(&statement).await? {
                let leg = rows::leg(&row)?;
                // Rows of vouchers that were not asked for lie between them.
                if let Some(happened) = found.get_mut(&leg.voucher_id) {
                    happened.legs.push(leg);
                }
            }
        }
        Ok(found)
    }

    /// Documents as they stand, without a transaction.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn documents(&self, wanted: &Documents) -> Result<Book, Error> {
        self.look(wanted).await
    }

    /// The numbers that aggregates have come to; one that never had an event is left out.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn event_sequences(&self, names: &[String]) -> Result<HashMap<String, i64>, Error> {
        let mut found = HashMap::with_capacity(names.len());
        for piece in names.chunks(LIST_MAX) {
            let mut statement =
                Statement::new("SELECT name, last_seq FROM event_aggregate WHERE name IN ");
            statement.list(piece.iter().map(String::as_str));
            for row in self.read(&statement).await? {
                found.insert(row.text(0)?.to_owned(), row.int(1)?);
            }
        }
        Ok(found)
    }

    /// Notes that rows were sent, and the numbers their aggregates came to: all of it, or nothing where one of the rows is not pending any more (another
    /// relay was at it; what both have sent is the same under the same numbers). Answers which.
    ///
    /// # Errors
    /// If the database fails; nothing is noted then, or it is not known.
    pub async fn outbox_sent(
        &self,
        sent: &[Sent],
        aggregates: &BTreeMap<String, i64>,
    ) -> Result<bool, Error> {
        let mut tx = self.begin().await?;
        match note_sent(&mut tx, sent, aggregates).await {
            Ok(true) => tx.commit().await.map(|()| true),
            Ok(false) => {
                tx.rollback().await;
                Ok(false)
            }
            Err(error) => {
                tx.rollback().await;
                Err(error)
            }
        }
    }
}

/// Writes the outbox row of a notice.
pub(crate) async fn write_notice(tx: &mut Tx, notice: &Notice) -> Result<(), Error> {
    if notice.text.len() > NOTICE_BYTES_MAX {
        return Err(Error::fatal(format!(
            "a notice has {} bytes, at most {NOTICE_BYTES_MAX} can be stored",
            notice.text.len()
        )));
    }
    let mut statement = Statement::new(
        "INSERT INTO outbox (id, vouchers, created_at, due_at, attempts, notice) VALUES (",
    );
    statement.bind(notice.id).push(", '', ").bind(notice.at.0);
    statement.push(", ").bind(notice.at.0).push(", 0, ");
    statement.bind(notice.text.as_str()).push(")");
    match tx.run(&statement).await {
        Ok(_) => Ok(()),
        // Another number is drawn when it is tried again: what was to be stored with it is not there already.
        Err(error) if matches!(error.kind(), ErrorKind::Duplicate(_)) => Err(Error::new(
            ErrorKind::Retry,
            format!("the number {} is taken", notice.id),
        )),
        Err(error) => Err(error),
    }
}

async fn note_sent(
    tx: &mut Tx,
    sent: &[Sent],
    aggregates: &BTreeMap<String, i64>,
) -> Result<bool, Error> {
    // The rows first: they are what two relays would both have.
    let texts: Vec<(i64, String)> = sent.iter().map(|sent| (sent.id, text(sent))).collect();
    for piece in by_bytes(&texts) {
        let mut change = Statement::new(
            "UPDATE outbox SET due_at = NULL, attempts = attempts + 1, sequences = CASE id",
        );
        change.keep_prepared = false;
        for (id, text) in piece {
            change.push(" WHEN ").bind(*id).push(" THEN ");
            change.bind(text.as_str());
        }
        change
            .push(" ELSE sequences END WHERE id IN ")
            .list(piece.iter().map(|(id, _)| *id));
        change.push(" AND due_at IS NOT NULL");
        if usize::try_from(tx.run(&change).await?).is_ok_and(|rows| rows != piece.len()) {
            return Ok(false);
        }
    }
    let mut values = Vec::with_capacity(aggregates.len() * 2);
    for (name, last) in aggregates {
        values.extend([name.as_str().into(), (*last).into()]);
    }
    if !values.is_empty() {
        let tail = tx.store().engine().or_replace("name", "last_seq");
        let head = "INSERT INTO event_aggregate (name, last_seq) VALUES ";
        for statement in inserts(head, 2, values, &tail) {
            tx.run(&statement).await?;
        }
    }
    Ok(true)
}

fn text(sent: &Sent) -> String {
    let numbers: Vec<String> = sent.sequences.iter().map(i64::to_string).collect();
    numbers.join(",")
}

/// Pieces of at most [`LIST_MAX`] rows and about [`STATEMENT_BYTES_MAX`].
fn by_bytes(texts: &[(i64, String)]) -> Vec<&[(i64, String)]> {
    let mut pieces = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (at, (_, text)) in texts.iter().enumerate() {
        let full = at - start >= LIST_MAX || bytes + text.len() > STATEMENT_BYTES_MAX;
        if full && at > start {
            pieces.push(&texts[start..at]);
            (start, bytes) = (at, 0);
        }
        bytes += text.len() + 40;
    }
    if start < texts.len() {
        pieces.push(&texts[start..]);
    }
    pieces
}

/// Ranges put together where they meet.
fn joined(mut ranges: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
    ranges.sort_unstable();
    let mut joined: Vec<(i64, i64)> = Vec::new();
    for (first, last) in ranges {
        match joined.last_mut() {
            // Numbers of one process and millisecond lie close together; what lies between is theirs, or little.
            Some(before) if first <= before.1.saturating_add(NEAR) => before.1 = before.1.max(last),
            _ => joined.push((first, last)),
        }
    }
    joined
}

/// Numbers that far apart are asked for together: those of one process and millisecond.
const NEAR: i64 = 1 << 12;

fn numbers(id: i64, text: &str) -> Result<Vec<i64>, Error> {
    let numbers = text.split(',').filter(|number| !number.is_empty());
    numbers
        .map(|number| {
            number.parse().map_err(|_| {
                Error::fatal(format!(
                    "outbox row {id} has {number:?}, which is no number"
                ))
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_that_meet_are_one() {
        let far = NEAR * 2;
        assert_eq!(
            joined(vec![
                (far, far + 1),
                (5, 9),
                (1, 4),
                (far + NEAR + 1, far + NEAR + 7)
            ]),
            [(1, 9), (far, far + NEAR + 7)]
        );
        assert_eq!(joined(Vec::new()), []);
    }

    #[test]
    fn pieces_keep_rows_and_bytes_within_bounds() {
        let rows = |count: usize, bytes: usize| -> Vec<(i64, String)> {
            (0..count).map(|_| (1, "7".repeat(bytes))).collect()
        };
        for (count, bytes, pieces) in [
            (0, 1, 0),
            (LIST_MAX, 1, 1),
            (LIST_MAX + 1, 1, 2),
            (3, STATEMENT_BYTES_MAX, 3),
        ] {
            let rows = rows(count, bytes);
            let cut = by_bytes(&rows);
            assert_eq!(cut.len(), pieces, "{count} rows of {bytes} bytes");
            assert_eq!(cut.iter().map(|piece| piece.len()).sum::<usize>(), count);
        }
    }
}

//! Changes of many rows by few statements: rows that change alike share one.

use std::collections::BTreeMap;

use stock::balance::BalanceKey;
use stock::book::Writes;
use stock::bucket::{BUCKETS, Bucket};

use crate::error::Error;
use crate::statement::{LIST_MAX, Statement, Value, padded};
use crate::tx::Tx;

impl Tx {
    /// Net changes of balances: one guarded update for all rows that change by the same amounts.
    pub(super) async fn write_balances(&mut self, writes: &Writes) -> Result<(), Error> {
        let missing: Vec<&BalanceKey> = writes
            .deltas
            .keys()
            .filter(|key| !self.ids.contains_key(*key))
            .collect();
        if !missing.is_empty() {
            let new = self.ensure_rows(&missing).await?;
            self.ids.extend(new);
        }
        let mut groups: BTreeMap<[i64; BUCKETS], Vec<i64>> = BTreeMap::new();
        for (key, delta) in &writes.deltas {
            let id = self
                .ids
                .get(key)
                .ok_or_else(|| Error::guard("balance rows", writes.deltas.len(), 0))?;
            groups.entry(*delta.columns()).or_default().push(*id);
        }
        for (delta, mut ids) in groups {
            ids.sort_unstable();
            for piece in ids.chunks(LIST_MAX) {
                let statement = balance_update(&delta, writes.last_seq, piece);
                self.guarded(&statement, piece.len(), "balances").await?;
            }
        }
        Ok(())
    }

    /// Sets columns of rows named by `(document, line_no)` to the same values.
    pub(super) async fn write_lines(
        &mut self,
        document: &str,
        columns: &[&str],
        groups: BTreeMap<Vec<Value<'_>>, Vec<(i64, i64)>>,
    ) -> Result<(), Error> {
        /// Most lines of one statement; each is a term of its own.
        const TERMS_MAX: usize = 128;
        for (values, rows) in groups {
            for piece in rows.chunks(TERMS_MAX) {
                let mut statement = Statement::new(format!("UPDATE {document}_line SET "));
                for (position, (column, value)) in columns.iter().zip(&values).enumerate() {
                    statement
                        .push(if position == 0 { "" } else { ", " })
                        .push(column)
                        .push(" = ");
                    statement.bind(value.clone());
                }
                let last = piece[piece.len() - 1];
                for position in 0..padded(piece.len()) {
                    let (id, line_no) = piece.get(position).copied().unwrap_or(last);
                    statement.push(if position == 0 { " WHERE (" } else { " OR (" });
                    statement.push(document).push("_id = ").bind(id);
                    statement.push(" AND line_no = ").bind(line_no).push(")");
                }
                self.guarded(&statement, piece.len(), document).await?;
            }
        }
        Ok(())
    }

    /// Updates head rows, guarded by version: one statement for all rows of one version before and after.
    pub(super) async fn write_heads(
        &mut self,
        table: &str,
        columns: &[&str],
        heads: Vec<HeadChange<'_>>,
    ) -> Result<(), Error> {
        /// Most rows of one statement; each adds a branch to each column that differs.
        const ROWS_MAX: usize = 64;
        let mut groups: BTreeMap<(i64, i64), Vec<HeadChange<'_>>> = BTreeMap::new();
        for head in heads {
            groups
                .entry((head.version_before, head.version_after))
                .or_default()
                .push(head);
        }
        for ((before, after), heads) in groups {
            for piece in heads.chunks(ROWS_MAX) {
                let mut statement = Statement::new(format!("UPDATE {table} SET version = "));
                statement.bind(after);
                for (position, column) in columns.iter().enumerate() {
                    set_column(&mut statement, column, position, piece);
                }
                statement
                    .push(" WHERE id IN ")
                    .list(piece.iter().map(|head| head.id));
                statement.push(" AND version = ").bind(before);
                self.guarded(&statement, piece.len(), table).await?;
            }
        }
        Ok(())
    }
}

/// A head row before and after, values in the order of the columns.
#[derive(Debug)]
pub(super) struct HeadChange<'a> {
    pub(super) id: i64,
    pub(super) version_before: i64,
    pub(super) version_after: i64,
    pub(super) before: Vec<Value<'a>>,
    pub(super) after: Vec<Value<'a>>,
}

/// Nothing where no row changes the column, one value where all get the same, else a value per row.
fn set_column<'a>(
    statement: &mut Statement<'a>,
    column: &str,
    position: usize,
    heads: &[HeadChange<'a>],
) {
    if heads
        .iter()
        .all(|head| head.before[position] == head.after[position])
    {
        return;
    }
    statement.push(", ").push(column).push(" = ");
    let first = &heads[0].after[position];
    if heads.iter().all(|head| head.after[position] == *first) {
        statement.bind(first.clone());
        return;
    }
    statement.push("CASE id");
    let last = &heads[heads.len() - 1];
    for index in 0..padded(heads.len()) {
        let head = heads.get(index).unwrap_or(last);
        statement
            .push(" WHEN ")
            .bind(head.id)
            .push(" THEN ")
            .bind(head.after[position].clone());
    }
    statement.push(" END");
}

fn balance_update(delta: &[i64; BUCKETS], last_seq: i64, ids: &[i64]) -> Statement<'static> {
    let mut statement = Statement::new("UPDATE balance SET last_seq = ");
    statement.bind(last_seq);
    let changed = || {
        Bucket::ALL
            .into_iter()
            .zip(delta)
            .filter(|(_, amount)| **amount != 0)
    };
    for (bucket, amount) in changed() {
        let sign = if *amount < 0 { " - " } else { " + " };
        statement
            .push(", ")
            .push(bucket.as_str())
            .push(" = ")
            .push(bucket.as_str())
            .push(sign);
        statement.bind(amount.saturating_abs());
    }
    statement.push(" WHERE id IN ").list(ids.iter().copied());
    statement.push(" AND last_seq < ").bind(last_seq);
    for (bucket, amount) in
        changed().filter(|(bucket, amount)| bucket.is_internal() && **amount < 0)
    {
        statement
            .push(" AND ")
            .push(bucket.as_str())
            .push(" >= ")
            .bind(amount.saturating_abs());
    }
    statement
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_internal_bucket_that_goes_down_is_guarded() {
        let mut delta = [0; BUCKETS];
        delta[Bucket::Available.index()] = -3;
        delta[Bucket::Preoccupied.index()] = 2;
        delta[Bucket::Supplier.index()] = -4;
        let statement = balance_update(&delta, 9, &[1, 2, 3]);
        assert_eq!(
            statement.sql,
            "UPDATE balance SET last_seq = ?, available = available - ?, preoccupied = preoccupied + ?, supplier = supplier - ? \
             WHERE id IN (?,?,?,?) AND last_seq < ? AND available >= ?"
        );
        assert_eq!(
            statement.values,
            [9, 3, 2, 4, 1, 2, 3, 3, 9, 3].map(Value::Int)
        );
    }

    #[test]
    fn heads_share_what_they_share() {
        let head = |id, pay: &'static str| HeadChange {
            id,
            version_before: 1,
            version_after: 2,
            before: vec!["A".into(), Value::Null, 1.into()],
            after: vec!["B".into(), pay.into(), 1.into()],
        };
        let heads = [head(1, "p1"), head(2, "p2"), head(3, "p3")];
        let mut statement = Statement::new("SET");
        for (position, column) in ["status", "pay_no", "late"].into_iter().enumerate() {
            set_column(&mut statement, column, position, &heads);
        }
        assert_eq!(
            statement.sql,
            "SET, status = ?, pay_no = CASE id WHEN ? THEN ? WHEN ? THEN ? WHEN ? THEN ? WHEN ? THEN ? END"
        );
    }
}

//! Statements under construction: text and bound values. Nothing a caller sent ever becomes text of a statement.

use std::borrow::Cow;

/// A bound value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Value<'a> {
    Null,
    Int(i64),
    Text(Cow<'a, str>),
}

impl Value<'_> {
    /// About what it takes in a packet.
    pub(crate) fn bytes(&self) -> usize {
        match self {
            Value::Null => 1,
            Value::Int(_) => 9,
            Value::Text(text) => text.len() + 10,
        }
    }
}

impl From<i64> for Value<'_> {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<bool> for Value<'_> {
    fn from(value: bool) -> Self {
        Self::Int(i64::from(value))
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(value: &'a str) -> Self {
        Self::Text(Cow::Borrowed(value))
    }
}

impl From<String> for Value<'_> {
    fn from(value: String) -> Self {
        Self::Text(Cow::Owned(value))
    }
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// Most values in one list; longer ones are cut by the caller. MariaDB turns lists of 1,000 and more into a join with a temporary table, which would lock
/// rows in an order of its own.
pub(crate) const LIST_MAX: usize = 512;

/// SQL text with `?` for each value.
#[derive(Clone, Debug)]
pub(crate) struct Statement<'a> {
    pub(crate) sql: String,
    pub(crate) values: Vec<Value<'a>>,
    /// Whether its text is one of few, so that the connection may keep it prepared.
    pub(crate) keep_prepared: bool,
}

impl<'a> Statement<'a> {
    pub(crate) fn new(sql: impl Into<String>) -> Self {
        Self {
            sql: sql.into(),
            values: Vec::new(),
            keep_prepared: true,
        }
    }

    pub(crate) fn push(&mut self, sql: &str) -> &mut Self {
        self.sql.push_str(sql);
        self
    }

    /// Appends a placeholder and its value.
    pub(crate) fn bind(&mut self, value: impl Into<Value<'a>>) -> &mut Self {
        self.sql.push('?');
        self.values.push(value.into());
        self
    }

    /// Appends `(?, ?, …)`. The length is raised to a power of two by repeating the last value, so that few texts exist.
    pub(crate) fn list<T>(&mut self, items: impl IntoIterator<Item = T>) -> &mut Self
    where
        T: Into<Value<'a>>,
    {
        let start = self.values.len();
        self.values.extend(items.into_iter().map(Into::into));
        let len = self.values.len() - start;
        debug_assert!((1..=LIST_MAX).contains(&len), "a list of {len} values");
        if let Some(last) = self.values.last().cloned() {
            self.values.resize(start + padded(len), last);
        }
        self.sql.push('(');
        for position in 0..self.values.len() - start {
            self.sql.push_str(if position == 0 { "?" } else { ",?" });
        }
        self.sql.push(')');
        self
    }
}

/// The length lists are raised to.
pub(crate) fn padded(len: usize) -> usize {
    len.next_power_of_two()
}

/// Bytes of values in one statement at most: a server with a `max_allowed_packet` of 1 MiB has to take it.
pub(crate) const STATEMENT_BYTES_MAX: usize = 512 * 1_024;

/// Numbers of rows one insert may have: few texts, and few statements for any number of rows. A server keeps every text it has prepared, in memory that grows with its placeholders.
const ROW_COUNTS: [usize; 16] = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256];

/// The largest number of rows, no larger than `rows`, that is written by as few inserts as can be: who has more to write than that may leave the rest for the next time.
#[must_use]
pub fn whole_batch(rows: usize) -> usize {
    let largest = ROW_COUNTS[ROW_COUNTS.len() - 1];
    let rest = rows % largest;
    let fitting = ROW_COUNTS.into_iter().rev().find(|count| *count <= rest);
    rows - rest + fitting.unwrap_or(0)
}

/// What a column mostly holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Usual {
    Null,
    Zero,
    One,
    Empty,
}

impl Usual {
    const fn text(self) -> &'static str {
        match self {
            Self::Null => "NULL",
            Self::Zero => "0",
            Self::One => "1",
            Self::Empty => "''",
        }
    }

    fn is(self, value: &Value<'_>) -> bool {
        match (self, value) {
            (Self::Null, Value::Null)
            | (Self::Zero, Value::Int(0))
            | (Self::One, Value::Int(1)) => true,
            (Self::Empty, Value::Text(text)) => text.is_empty(),
            _ => false,
        }
    }
}

/// Cuts rows of `width` values into inserts of `ROW_COUNTS` rows and at most [`STATEMENT_BYTES_MAX`]; a single row may be larger.
pub(crate) fn inserts<'a>(
    head: &str,
    width: usize,
    values: Vec<Value<'a>>,
    tail: &str,
) -> Vec<Statement<'a>> {
    let row = row(width, &[]);
    cut(head, width, &row, values, tail)
}

/// The same for rows that mostly hold the same in some columns, named in their order: where all of them do, these values are part of the text. A parameter costs a server several times as
/// much as a word of a text that it has prepared. All columns or none: a table has two texts for each number of rows.
pub(crate) fn inserts_of_usual<'a>(
    head: &str,
    width: usize,
    usual: &[(usize, Usual)],
    mut values: Vec<Value<'a>>,
) -> Vec<Statement<'a>> {
    debug_assert!(usual.is_sorted_by(|a, b| a.0 < b.0), "columns of {head}");
    let all = values.chunks(width).all(|row| {
        let mut usual = usual.iter();
        usual.all(|(column, usual)| row.get(*column).is_some_and(|value| usual.is(value)))
    });
    if !all {
        return inserts(head, width, values, "");
    }
    let mut place = 0;
    values.retain(|_| {
        let column = place % width;
        place += 1;
        usual.binary_search_by_key(&column, |(at, _)| *at).is_err()
    });
    let row = row(width, usual);
    cut(head, width - usual.len(), &row, values, "")
}

/// Text of one row.
fn row(width: usize, usual: &[(usize, Usual)]) -> String {
    let mut text = String::from("(");
    for column in 0..width {
        if column > 0 {
            text.push(',');
        }
        let known = usual.iter().find(|(at, _)| *at == column);
        text.push_str(known.map_or("?", |(_, usual)| usual.text()));
    }
    text.push(')');
    text
}

fn cut<'a>(
    head: &str,
    width: usize,
    row: &str,
    values: Vec<Value<'a>>,
    tail: &str,
) -> Vec<Statement<'a>> {
    debug_assert_eq!(values.len() % width, 0, "whole rows for {head}");
    let sizes: Vec<usize> = values
        .chunks(width)
        .map(|row| row.iter().map(Value::bytes).sum())
        .collect();
    let mut values = values.into_iter();
    let mut statements = Vec::new();
    let mut done = 0;
    while done < sizes.len() {
        let mut bytes = 0;
        let fitting = sizes[done..]
            .iter()
            .take_while(|size| {
                bytes += **size;
                bytes <= STATEMENT_BYTES_MAX
            })
            .count();
        let rows = ROW_COUNTS
            .into_iter()
            .rev()
            .find(|count| *count <= fitting)
            .unwrap_or(1);
        let mut sql = String::with_capacity(head.len() + rows * (row.len() + 1) + tail.len());
        sql.push_str(head);
        for position in 0..rows {
            if position > 0 {
                sql.push(',');
            }
            sql.push_str(row);
        }
        sql.push_str(tail);
        let mut statement = Statement::new(sql);
        statement.values = values.by_ref().take(rows * width).collect();
        statements.push(statement);
        done += rows;
    }
    statements
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_padded_with_their_last_value() {
        let mut statement = Statement::new("x IN ");
        statement.list([1, 2, 3]);
        assert_eq!(statement.sql, "x IN (?,?,?,?)");
        assert_eq!(statement.values, [1, 2, 3, 3].map(Value::Int));
    }

    #[test]
    fn rows_are_cut_by_count() {
        for count in [1, 16, 17, 255, 256, 257, 1_000] {
            let values = (0..count * 2).map(|n| Value::Int(i64::from(n))).collect();
            let statements = inserts("I ", 2, values, " T");
            let all: Vec<_> = statements.iter().flat_map(|s| s.values.clone()).collect();
            assert_eq!(all.len(), usize::try_from(count).unwrap() * 2);
            assert!(all.windows(2).all(|pair| pair[0] < pair[1]));
            for statement in statements {
                assert_eq!(statement.sql.matches('?').count(), statement.values.len());
                assert!(statement.sql.starts_with("I (?,?)") && statement.sql.ends_with(" T"));
            }
        }
    }

    #[test]
    fn what_all_rows_usually_hold_is_text() {
        let usual = [(1, Usual::Null), (2, Usual::Zero), (4, Usual::Empty)];
        let plain = |id: i64| -> [Value<'static>; 5] {
            [id.into(), Value::Null, 0.into(), id.into(), "".into()]
        };
        let values: Vec<_> = [plain(1), plain(2)].into_iter().flatten().collect();
        let statements = inserts_of_usual("I ", 5, &usual, values);
        assert_eq!(statements.len(), 1);
        assert_eq!(statements[0].sql, "I (?,NULL,0,?,''),(?,NULL,0,?,'')");
        assert_eq!(statements[0].values, [1, 1, 2, 2].map(Value::Int));
        // One that is otherwise, in any of the columns.
        for (column, other) in [(1, 7.into()), (2, Value::Null), (4, Value::from("x"))] {
            let mut second = plain(2);
            second[column] = other;
            let values: Vec<_> = plain(1).into_iter().chain(second).collect();
            let statements = inserts_of_usual("I ", 5, &usual, values.clone());
            assert_eq!(statements[0].sql, "I (?,?,?,?,?),(?,?,?,?,?)");
            assert_eq!(statements[0].values, values);
        }
    }

    #[test]
    fn whole_batches_take_few_inserts() {
        for (rows, whole) in [(0, 0), (1, 1), (5, 4), (61, 48), (64, 64), (255, 192)] {
            assert_eq!(whole_batch(rows), whole);
        }
        assert_eq!((whole_batch(257), whole_batch(511)), (257, 448));
        for rows in 1..=1_024_usize {
            let values = vec![Value::Int(0); whole_batch(rows)];
            assert!(whole_batch(rows) * 2 > rows);
            let inserts = inserts("I ", 1, values, "").len();
            assert!(inserts <= rows.div_ceil(256), "{rows}: {inserts}");
        }
    }

    #[test]
    fn rows_are_cut_by_bytes() {
        let text = "x".repeat(STATEMENT_BYTES_MAX / 3);
        let values = (0..9).map(|_| Value::from(text.as_str())).collect();
        let statements = inserts("I ", 1, values, "");
        assert_eq!(
            statements
                .iter()
                .map(|s| s.values.len())
                .collect::<Vec<_>>(),
            [2, 2, 2, 2, 1]
        );
        let huge = "x".repeat(STATEMENT_BYTES_MAX + 1);
        assert_eq!(
            inserts("I ", 1, vec![Value::from(huge.as_str())], "").len(),
            1
        );
    }
}

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

/// Numbers of rows one insert may have: few texts, and few statements for any number of rows.
const ROW_COUNTS: [usize; 24] = [
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 24, 32, 48, 64, 96, 128, 192, 256,
];

/// Cuts rows of `width` values into inserts of `ROW_COUNTS` rows and at most [`STATEMENT_BYTES_MAX`]; a single row may be larger.
pub(crate) fn inserts<'a>(
    head: &str,
    width: usize,
    values: Vec<Value<'a>>,
    tail: &str,
) -> Vec<Statement<'a>> {
    debug_assert_eq!(values.len() % width, 0, "whole rows for {head}");
    let sizes: Vec<usize> = values
        .chunks(width)
        .map(|row| row.iter().map(Value::bytes).sum())
        .collect();
    let mut values = values.into_iter();
    let mut row = format!("({}", "?,".repeat(width));
    row.pop();
    row.push(')');
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
            sql.push_str(&row);
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

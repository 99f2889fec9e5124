//! Figures as text: a head of fixed width by which the store of the projection compares two of them byte by byte, then one line per row.

use super::{Aging, Figures, Row};
use crate::ids::{Day, Moment};

/// Form of the text; a newer form counts as newer figures.
const FORM: char = '1';
/// Bytes of the head: form, version and moment.
pub const HEAD_LENGTH: usize = 1 + 32 + 16;

/// The head of a text, if it has one.
#[must_use]
pub fn head(text: &str) -> Option<&str> {
    text.get(..HEAD_LENGTH)
}

impl Figures {
    /// As text. `None` where a name holds a character that separates; such a SKU is not kept and always read from the database.
    #[must_use]
    pub fn to_text(&self) -> Option<String> {
        use std::fmt::Write as _;
        let mut text = String::with_capacity(HEAD_LENGTH + 32 + self.rows.len() * 48);
        let at = self.at.0.max(0).unsigned_abs();
        let _ = write!(text, "{FORM}{:032x}{at:016x}", self.version);
        match self.aging {
            Some(aging) => {
                let _ = write!(text, "{} {}", aging.day.0, aging.facts);
            }
            None => text.push('-'),
        }
        for row in &self.rows {
            let separates = |name: &str| name.contains(['\n', '\t']);
            if separates(row.warehouse.as_str()) || separates(row.pool.as_str()) {
                return None;
            }
            let _ = write!(
                text,
                "\n{}\t{}\t{}\t{}\t{}",
                row.warehouse, row.pool, row.available, row.presale, row.seq
            );
        }
        Some(text)
    }

    /// From text; `None` for what is no such text, of another form, or cut off.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let fixed = head(text)?;
        if !fixed.is_ascii() || !fixed.starts_with(FORM) {
            return None;
        }
        let version = u128::from_str_radix(&fixed[1..33], 16).ok()?;
        let at = u64::from_str_radix(&fixed[33..], 16).ok()?;
        let mut lines = text[HEAD_LENGTH..].split('\n');
        let aging = match lines.next()? {
            "-" => None,
            two => {
                let (day, facts) = two.split_once(' ')?;
                Some(Aging {
                    day: Day(day.parse().ok()?),
                    facts: facts.parse().ok()?,
                })
            }
        };
        Some(Self {
            at: Moment(i64::try_from(at).ok()?),
            version,
            aging,
            rows: lines.map(row).collect::<Option<_>>()?,
        })
    }
}

fn row(line: &str) -> Option<Row> {
    let mut fields = line.split('\t');
    let mut next = || fields.next();
    let row = Row {
        warehouse: next()?.into(),
        pool: pool(next()?),
        available: next()?.parse().ok()?,
        presale: next()?.parse().ok()?,
        seq: next()?.parse().ok()?,
    };
    fields.next().is_none().then_some(row)
}

/// One text for the pool that nearly every row is of.
fn pool(name: &str) -> crate::ids::Pool {
    let shared = crate::ids::Pool::shared();
    if name == shared.as_str() {
        shared
    } else {
        name.into()
    }
}

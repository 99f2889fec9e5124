//! Form of requests: a field that is missing or outside its limit is named with its value and the limit, before anything is read or written.

use dubbo_api::code::ResultCode;
use dubbo_api::reply::Reply;
use dubbo_api::text::Quantity;
use stock::policy::{LINES_MAX, QUANTITY_MAX};

/// Longest SKU, warehouse, order number and other names, in characters.
pub(crate) const NAME_MAX: usize = 64;
/// Longest source system and channel, in characters.
pub(crate) const SHORT_NAME_MAX: usize = 32;
/// Longest area code, in characters.
pub(crate) const AREA_MAX: usize = 16;
/// Longest free text, in characters.
pub(crate) const REMARK_MAX: usize = 200;
/// Longest value repeated in a message, in characters.
const SHOWN_MAX: usize = 64;

/// A request that is refused for its form.
#[derive(Debug)]
pub(crate) struct Bad {
    code: ResultCode,
    field: String,
    value: String,
    limit: String,
}

/// What came through the check of form.
pub(crate) type Formed<T> = Result<T, Box<Bad>>;

impl Bad {
    pub(crate) fn new(field: &str, value: impl ToString, limit: impl Into<String>) -> Box<Self> {
        Box::new(Self {
            code: ResultCode::ParamInvalid,
            field: field.to_owned(),
            value: shown(&value.to_string()),
            limit: limit.into(),
        })
    }

    /// A value of the contract that this release does not serve: refused by its name, with what may be given instead.
    pub(crate) fn not_served(
        field: &str,
        value: impl ToString,
        limit: impl Into<String>,
    ) -> Box<Self> {
        Box::new(Self {
            code: ResultCode::NotImplemented,
            ..*Self::new(field, value, limit)
        })
    }

    /// Its value and the limit.
    pub(crate) fn told(&self) -> (&str, &str) {
        (&self.value, &self.limit)
    }

    pub(crate) fn into_reply<T>(self) -> Reply<T> {
        let message = format!(
            "{} is {}; it must be {}",
            self.field, self.value, self.limit
        );
        Reply::refused(self.code, message)
            .detail("field", self.field)
            .detail("value", self.value)
            .detail("limit", self.limit)
    }
}

/// A value as it may stand in a message: short, without control characters.
pub(crate) fn shown(value: &str) -> String {
    let mut shown: String = value
        .chars()
        .take(SHOWN_MAX)
        .flat_map(char::escape_debug)
        .collect();
    if value.chars().nth(SHOWN_MAX).is_some() {
        shown.push('…');
    }
    if shown.is_empty() {
        "absent".to_owned()
    } else {
        format!("`{shown}`")
    }
}

/// A name that must be there.
pub(crate) fn name<'a>(field: &str, value: &'a str, max: usize) -> Formed<&'a str> {
    if value.is_empty() {
        return Err(Bad::new(field, "", format!("given, 1 to {max} characters")));
    }
    text(field, value, max)?;
    if value.trim() != value {
        return Err(Bad::new(field, value, "without blanks at its ends"));
    }
    Ok(value)
}

/// A name that may be absent (null or empty).
pub(crate) fn optional<'a>(
    field: &str,
    value: Option<&'a str>,
    max: usize,
) -> Formed<Option<&'a str>> {
    value
        .filter(|text| !text.is_empty())
        .map(|text| name(field, text, max))
        .transpose()
}

/// Free text that may be absent.
pub(crate) fn remark(field: &str, value: Option<&str>) -> Formed<Option<String>> {
    let Some(value) = value.filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    text(field, value, REMARK_MAX)?;
    Ok(Some(value.to_owned()))
}

fn text(field: &str, value: &str, max: usize) -> Formed<()> {
    if value.chars().count() > max {
        return Err(Bad::new(
            field,
            value,
            format!("at most {max} characters long"),
        ));
    }
    if value.chars().any(char::is_control) {
        return Err(Bad::new(field, value, "without control characters"));
    }
    Ok(())
}

/// A quantity to move.
pub(crate) fn quantity(field: &str, value: Quantity) -> Formed<i64> {
    if (1..=QUANTITY_MAX).contains(&value.get()) {
        return Ok(value.get());
    }
    Err(Bad::new(
        field,
        value.get(),
        format!("1 to {QUANTITY_MAX} (2^40) base units"),
    ))
}

/// The number of lines.
pub(crate) fn lines<T>(field: &str, lines: &[T]) -> Formed<()> {
    line_count(field, lines.len())
}

/// The same where they are no slice.
pub(crate) fn line_count(field: &str, count: usize) -> Formed<()> {
    if (1..=LINES_MAX).contains(&count) {
        return Ok(());
    }
    Err(Bad::new(field, count, format!("1 to {LINES_MAX} lines")))
}

/// A number within bounds.
pub(crate) fn within(field: &str, value: i64, low: i64, high: i64) -> Formed<i64> {
    if (low..=high).contains(&value) {
        return Ok(value);
    }
    Err(Bad::new(field, value, format!("{low} to {high}")))
}

/// The number of a line: given, or its position from 1.
pub(crate) fn line_no(field: &str, given: Option<i64>, index: usize) -> Formed<i64> {
    let position = i64::try_from(index).unwrap_or(i64::MAX).saturating_add(1);
    within(
        &format!("{field}.lineNo"),
        given.unwrap_or(position),
        0,
        i64::from(i32::MAX),
    )
}

/// Line numbers must not repeat.
pub(crate) fn distinct(field: &str, numbers: impl Iterator<Item = i64>) -> Formed<()> {
    let mut seen = std::collections::BTreeSet::new();
    for number in numbers {
        if !seen.insert(number) {
            return Err(Bad::new(
                &format!("{field}.lineNo"),
                number,
                "unique in the request",
            ));
        }
    }
    Ok(())
}

/// Only a receipt can be the last one.
pub(crate) fn no_last_receipt(given: bool) -> Formed<()> {
    if given {
        return Err(Bad::new(
            "lastReceipt",
            true,
            "false: only transferIn reads it",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply<T: std::fmt::Debug>(formed: Formed<T>) -> Reply<i64> {
        formed.unwrap_err().into_reply()
    }

    #[test]
    fn limits_hold_at_n_and_n_plus_one() {
        assert!(name("f", &"x".repeat(NAME_MAX), NAME_MAX).is_ok());
        assert!(name("f", &"x".repeat(NAME_MAX + 1), NAME_MAX).is_err());
        assert!(
            name("f", &"轮".repeat(NAME_MAX), NAME_MAX).is_ok(),
            "characters, not bytes"
        );
        assert!(quantity("q", Quantity(QUANTITY_MAX)).is_ok());
        assert!(quantity("q", Quantity(QUANTITY_MAX + 1)).is_err());
        assert!(quantity("q", Quantity(0)).is_err());
        assert!(quantity("q", Quantity(-1)).is_err());
        assert!(lines("l", &[0; LINES_MAX]).is_ok());
        assert!(lines("l", &[0; LINES_MAX + 1]).is_err());
        assert!(lines::<i32>("l", &[]).is_err());
    }

    #[test]
    fn a_refusal_names_field_value_and_limit_and_cannot_break_a_log_line() {
        let refused = reply(name("sku", "a\r\nb\u{1b}[2J", NAME_MAX));
        assert_eq!(refused.code, ResultCode::ParamInvalid);
        let message = refused.message.unwrap();
        assert!(message.starts_with("sku is `a\\r\\nb"), "{message}");
        assert!(!message.contains(['\r', '\n', '\u{1b}']));
        assert_eq!(refused.details["field"], "sku");
        let long = reply(name("sku", &"y".repeat(70_000), NAME_MAX));
        assert!(long.message.unwrap().len() < 256);
    }
}

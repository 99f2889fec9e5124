//! Generic calls in JSON, `generic=gson`: each argument is a JSON text, and so is the result.
//!
//! Gson leaves out fields that are null, and so does this. Times are ISO 8601 texts, which Gson
//! needs an adapter for on its own side as well.

use std::fmt::Write as _;

use hessian2::{Error, ErrorKind, ObjectValue, Schema, Value};
use serde_json::Value as Json;

use super::pojo::{is_enum, spend, time_text};

/// The value of a JSON argument.
///
/// # Errors
/// When it is no text or no JSON.
pub(super) fn parse(argument: &Value) -> Result<Value, Error> {
    let text = match argument {
        Value::Null => return Ok(Value::Null),
        Value::String(text) => text,
        _ => return Err(mismatch("an argument of a gson call is no text")),
    };
    read(text.as_bytes())
}

/// The value of a JSON text.
///
/// # Errors
/// When it is none.
pub(super) fn read(text: &[u8]) -> Result<Value, Error> {
    let json: Json = serde_json::from_slice(text)
        .map_err(|error| mismatch(&format!("an argument is no JSON: {error}")))?;
    Ok(from_json(json))
}

fn from_json(json: Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Bool(flag),
        Json::Number(number) => match number.as_i64() {
            Some(long) => i32::try_from(long).map_or(Value::Long(long), Value::Int),
            // Exact as text, which every number reads; a double would round it into the range of a long.
            None if number.is_u64() => Value::String(number.to_string()),
            None => number.as_f64().map_or(Value::Null, Value::Double),
        },
        Json::String(text) => Value::String(text),
        Json::Array(items) => Value::list(items.into_iter().map(from_json).collect()),
        Json::Object(fields) => Value::map(
            fields
                .into_iter()
                .map(|(key, value)| (Value::String(key), from_json(value)))
                .collect(),
        ),
    }
}

/// A result as JSON text.
///
/// # Errors
/// When it holds more than `left` values, or a map whose keys are no texts or numbers.
pub(super) fn write(value: &Value, types: &Schema, left: &mut usize) -> Result<String, Error> {
    let mut out = String::new();
    append(&mut out, value, types, left)?;
    Ok(out)
}

fn append(out: &mut String, value: &Value, types: &Schema, left: &mut usize) -> Result<(), Error> {
    spend(left)?;
    match value {
        Value::Null | Value::Cycle(_) => out.push_str("null"),
        Value::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Value::Int(number) => show(out, format_args!("{number}")),
        Value::Long(number) => show(out, format_args!("{number}")),
        Value::Double(number) if number.is_finite() => show(out, format_args!("{number:?}")),
        Value::Double(number) => {
            return Err(mismatch(&format!("{number} cannot be written as JSON")));
        }
        Value::Date(ms) => append_text(out, &date_text(*ms)),
        Value::String(text) => append_text(out, text),
        // As Gson writes a byte[]: signed numbers.
        Value::Binary(bytes) => {
            let signed = bytes
                .iter()
                .map(|byte| i8::from_be_bytes([*byte]).to_string());
            show(
                out,
                format_args!("[{}]", signed.collect::<Vec<_>>().join(",")),
            );
        }
        Value::List(list) => {
            out.push('[');
            for (index, item) in list.items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                append(out, item, types, left)?;
            }
            out.push(']');
        }
        Value::Map(map) => {
            let entries = map
                .entries
                .iter()
                .map(|(key, value)| Ok((key_text(key)?, value)));
            append_fields(out, entries, types, left)?;
        }
        Value::Object(object) => append_object(out, object, types, left)?,
    }
    Ok(())
}

fn append_object(
    out: &mut String,
    object: &ObjectValue,
    types: &Schema,
    left: &mut usize,
) -> Result<(), Error> {
    let class = object.class();
    if is_enum(types, class) || class == "java.lang.Class" {
        append_text(
            out,
            object
                .get("name")
                .and_then(Value::as_str)
                .unwrap_or_default(),
        );
        return Ok(());
    }
    if let Some(text) = time_text(object) {
        append_text(out, &text);
        return Ok(());
    }
    let value = object.get("value");
    match (class, value) {
        ("java.math.BigDecimal", Some(Value::String(number))) if is_number(number) => {
            out.push_str(number);
            Ok(())
        }
        // One-field wrappers of the JDK: UUID, Locale, Timestamp, the atomics.
        (_, Some(value)) if class.starts_with("java.") || class.contains(".hessian.io.") => {
            append(out, value, types, left)
        }
        _ => {
            let fields = object.fields().filter(|(_, value)| !value.is_null());
            append_fields(
                out,
                fields.map(|(name, value)| Ok((name.to_owned(), value))),
                types,
                left,
            )
        }
    }
}

fn append_fields<'a>(
    out: &mut String,
    fields: impl Iterator<Item = Result<(String, &'a Value), Error>>,
    types: &Schema,
    left: &mut usize,
) -> Result<(), Error> {
    out.push('{');
    for (index, field) in fields.enumerate() {
        let (name, value) = field?;
        if index > 0 {
            out.push(',');
        }
        append_text(out, &name);
        out.push(':');
        append(out, value, types, left)?;
    }
    out.push('}');
    Ok(())
}

fn key_text(key: &Value) -> Result<String, Error> {
    match key {
        Value::Null => Ok("null".to_owned()),
        Value::String(text) => Ok(text.clone()),
        Value::Bool(flag) => Ok(flag.to_string()),
        Value::Int(number) => Ok(number.to_string()),
        Value::Long(number) => Ok(number.to_string()),
        Value::Object(object) => match object.get("name").and_then(Value::as_str) {
            Some(name) => Ok(name.to_owned()),
            None => Err(mismatch(
                "a map's key is an object, which JSON has no form for",
            )),
        },
        _ => Err(mismatch("a map's key is neither text nor number")),
    }
}

fn append_text(out: &mut String, text: &str) {
    show(out, format_args!("{}", Json::String(text.to_owned())));
}

fn show(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = out.write_fmt(text);
}

/// Whether a decimal's text is a JSON number as it stands.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    serde_json::from_str::<Json>(digits).is_ok_and(|json| json.is_number())
        && digits.starts_with(|first: char| first.is_ascii_digit())
}

/// Milliseconds since 1970 as `2023-11-14T22:13:20.123Z`.
fn date_text(ms: i64) -> String {
    const DAY_MS: i64 = 86_400_000;
    let (days, time) = (ms.div_euclid(DAY_MS), ms.rem_euclid(DAY_MS));
    // Days to a civil date, counting eras of 400 years from 0000-03-01.
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let (hour, minute) = (time / 3_600_000, time / 60_000 % 60);
    let (second, milli) = (time / 1000 % 60, time % 1000);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z")
}

fn mismatch(message: &str) -> Error {
    Error::new(ErrorKind::TypeMismatch, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: Value, expected: &str) {
        assert_eq!(write(&value, &Schema::new(), &mut 1000).unwrap(), expected);
    }

    #[test]
    fn values_as_json() {
        check(Value::Null, "null");
        check(Value::Double(1.0), "1.0");
        check(Value::from("a\"b\n轴"), "\"a\\\"b\\n轴\"");
        check(Value::from(vec![1_u8, 255]), "[1,-1]");
        check(
            Value::Date(1_700_000_000_123),
            "\"2023-11-14T22:13:20.123Z\"",
        );
        check(Value::Date(-1), "\"1969-12-31T23:59:59.999Z\"");
        check(Value::Date(951_782_400_000), "\"2000-02-29T00:00:00.000Z\"");
        let decimal = |text| {
            ObjectValue::new("java.math.BigDecimal")
                .with("value", text)
                .into()
        };
        check(
            decimal("12345678901234567890.10"),
            "12345678901234567890.10",
        );
        check(decimal("-0.5"), "-0.5");
        check(decimal("1}"), "\"1}\"");
        check(
            ObjectValue::new("a.B")
                .with("n", 1)
                .with("no", Value::Null)
                .into(),
            "{\"n\":1}",
        );
        check(
            Value::map(vec![(Value::Int(1), Value::Bool(true))]),
            "{\"1\":true}",
        );
        assert!(write(&Value::Double(f64::NAN), &Schema::new(), &mut 9).is_err());
    }

    #[test]
    fn arguments_from_json() {
        let parsed = parse(&Value::from(r#"{"a":[1,2147483648,1.5,null,"x",true]}"#)).unwrap();
        let items = vec![
            Value::Int(1),
            Value::Long(2_147_483_648),
            Value::Double(1.5),
            Value::Null,
            Value::from("x"),
            Value::Bool(true),
        ];
        assert_eq!(
            parsed,
            Value::map(vec![(Value::from("a"), Value::list(items))])
        );
        assert!(parse(&Value::from("{")).is_err());
        assert!(parse(&Value::from("[".repeat(500))).is_err());
        assert!(parse(&Value::Int(1)).is_err());
    }
}

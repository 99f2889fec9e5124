//! The generalised form of values: maps for objects, names for enums.
//!
//! Upstream: `org.apache.dubbo.common.utils.PojoUtils.generalize`. The way back needs no code
//! here: the codec reads that form into every type when told to be generous.

use hessian2::schema::ClassKind;
use hessian2::{Error, ErrorKind, ObjectValue, Schema, Value};

const HANDLES: &str = "com.alibaba.com.caucho.hessian.io.java8.";

/// Takes one value off what may still be built: a value the stream names many times is many
/// values here, so the count is bounded.
pub(super) fn spend(left: &mut usize) -> Result<(), Error> {
    *left = left.checked_sub(1).ok_or_else(|| {
        Error::new(
            ErrorKind::Limit,
            "values that are named many times make more values than their bytes allow for",
        )
    })?;
    Ok(())
}

/// Whether the schema knows the class as an enum.
pub(super) fn is_enum(types: &Schema, class: &str) -> bool {
    types
        .classes
        .get(class)
        .is_some_and(|class| matches!(class.kind, ClassKind::Enum(_)))
}

/// A value as a caller without its classes reads it.
///
/// # Errors
/// When it holds more than `left` values.
pub(super) fn generalize(value: &Value, types: &Schema, left: &mut usize) -> Result<Value, Error> {
    spend(left)?;
    Ok(match value {
        Value::List(list) => {
            let items: Result<Vec<_>, _> = list
                .items
                .iter()
                .map(|item| generalize(item, types, left))
                .collect();
            match list_type(list.type_name.as_deref(), types) {
                Some(name) => Value::typed_list(name, items?),
                None => Value::list(items?),
            }
        }
        Value::Map(map) => {
            let mut entries = Vec::with_capacity(map.entries.len());
            for (key, value) in &map.entries {
                entries.push((
                    generalize(key, types, left)?,
                    generalize(value, types, left)?,
                ));
            }
            match map.type_name.as_deref() {
                Some(name) => Value::typed_map(name, entries),
                None => Value::map(entries),
            }
        }
        Value::Object(object) => return generalize_object(object, types, left),
        // A value inside itself has no end as a map; Java's own callers do not send such.
        Value::Cycle(_) => Value::Null,
        plain => plain.clone(),
    })
}

fn generalize_object(
    object: &ObjectValue,
    types: &Schema,
    left: &mut usize,
) -> Result<Value, Error> {
    let class = object.class();
    if is_enum(types, class) || class == "java.lang.Class" {
        return Ok(object.get("name").cloned().unwrap_or_default());
    }
    if let Some(text) = time_text(object) {
        return Ok(Value::String(text));
    }
    if is_plain(class) {
        return Ok(Value::from(object.clone()));
    }
    let mut entries = Vec::with_capacity(4);
    for (name, value) in object.fields() {
        entries.push((Value::from(name), generalize(value, types, left)?));
    }
    entries.push((Value::from("class"), Value::from(class)));
    Ok(Value::map(entries))
}

/// Classes whose values every caller has: they go as they are.
pub(super) fn is_plain(class: &str) -> bool {
    class.starts_with("java.") || class.starts_with("com.alibaba.com.caucho.hessian.io.")
}

/// The wire type of a generalised list. Arrays of simple elements stay what they are.
fn list_type<'a>(name: Option<&'a str>, types: &Schema) -> Option<&'a str> {
    let name = name?;
    if let Some(element) = name.strip_prefix('[') {
        let simple = matches!(
            element,
            "int"
                | "long"
                | "short"
                | "byte"
                | "boolean"
                | "float"
                | "double"
                | "char"
                | "string"
                | "date"
        ) || element.starts_with("java.lang.")
            || element.starts_with("java.math.");
        return Some(if simple {
            name
        } else if is_enum(types, element) {
            "[string"
        } else {
            "[object"
        });
    }
    name.ends_with("Set").then_some("java.util.HashSet")
}

/// `LocalDate`, `LocalTime` and `LocalDateTime` as their `toString` writes them.
pub(super) fn time_text(object: &ObjectValue) -> Option<String> {
    match object.class().strip_prefix(HANDLES)? {
        "LocalDateHandle" => date_text(object),
        "LocalTimeHandle" => clock_text(object),
        "LocalDateTimeHandle" => {
            let date = date_text(object.get("date")?.as_object()?)?;
            let time = clock_text(object.get("time")?.as_object()?)?;
            Some(format!("{date}T{time}"))
        }
        _ => None,
    }
}

fn date_text(date: &ObjectValue) -> Option<String> {
    let part = |name| date.get(name)?.as_i64();
    let (year, month, day) = (part("year")?, part("month")?, part("day")?);
    Some(match year {
        0..=9999 => format!("{year:04}-{month:02}-{day:02}"),
        10_000.. => format!("+{year}-{month:02}-{day:02}"),
        _ => format!("-{:04}-{month:02}-{day:02}", year.unsigned_abs()),
    })
}

fn clock_text(time: &ObjectValue) -> Option<String> {
    let part = |name| time.get(name)?.as_i64();
    let (hour, minute, second, nano) = (
        part("hour")?,
        part("minute")?,
        part("second")?,
        part("nano")?,
    );
    let mut text = format!("{hour:02}:{minute:02}");
    if second != 0 || nano != 0 {
        text.push_str(&format!(":{second:02}"));
    }
    if nano != 0 {
        text.push_str(&if nano % 1_000_000 == 0 {
            format!(".{:03}", nano / 1_000_000)
        } else if nano % 1_000 == 0 {
            format!(".{:06}", nano / 1_000)
        } else {
            format!(".{nano:09}")
        });
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use hessian2::schema::{ClassSchema, ConstantSchema};

    use super::*;

    fn schema() -> Schema {
        let mut types = Schema::new();
        types.class_once("a.Color", |_| ClassSchema {
            name: "a.Color".into(),
            kind: ClassKind::Enum(vec![ConstantSchema {
                name: "RED".into(),
                doc: String::new(),
            }]),
            ..ClassSchema::default()
        });
        types
    }

    fn check(value: Value, expected: Value) {
        assert_eq!(generalize(&value, &schema(), &mut 1000).unwrap(), expected);
    }

    fn time(hour: i32, minute: i32, second: i32, nano: i32) -> Value {
        ObjectValue::new(format!("{HANDLES}LocalTimeHandle"))
            .with("hour", hour)
            .with("minute", minute)
            .with("second", second)
            .with("nano", nano)
            .into()
    }

    #[test]
    fn values_as_pojo_utils_shows_them() {
        let red = || Value::from(ObjectValue::new("a.Color").with("name", "RED"));
        let decimal =
            || Value::from(ObjectValue::new("java.math.BigDecimal").with("value", "1.10"));
        check(red(), Value::from("RED"));
        check(decimal(), decimal());
        check(Value::Date(7), Value::Date(7));
        check(
            ObjectValue::new("a.B")
                .with("color", red())
                .with("n", 1)
                .into(),
            Value::map(vec![
                (Value::from("color"), Value::from("RED")),
                (Value::from("n"), Value::Int(1)),
                (Value::from("class"), Value::from("a.B")),
            ]),
        );
        check(
            Value::typed_list("[a.Color", vec![red()]),
            Value::typed_list("[string", vec![Value::from("RED")]),
        );
        check(
            Value::typed_list("java.util.TreeSet", vec![Value::Int(1)]),
            Value::typed_list("java.util.HashSet", vec![Value::Int(1)]),
        );
        check(
            Value::typed_list("java.util.LinkedList", vec![Value::Int(1)]),
            Value::list(vec![Value::Int(1)]),
        );
        check(
            Value::typed_list("[int", vec![]),
            Value::typed_list("[int", vec![]),
        );
        check(
            Value::typed_list("[a.B", vec![]),
            Value::typed_list("[object", vec![]),
        );
    }

    #[test]
    fn times_as_java_prints_them() {
        for (value, text) in [
            (time(0, 0, 0, 0), "00:00"),
            (time(12, 30, 15, 0), "12:30:15"),
            (time(1, 2, 0, 5_000_000), "01:02:00.005"),
            (time(1, 2, 3, 4_000), "01:02:03.000004"),
            (time(1, 2, 3, 4), "01:02:03.000000004"),
        ] {
            check(value, Value::from(text));
        }
        let date = ObjectValue::new(format!("{HANDLES}LocalDateHandle"))
            .with("year", 2024)
            .with("month", 2)
            .with("day", 29);
        let both = ObjectValue::new(format!("{HANDLES}LocalDateTimeHandle"))
            .with("date", date)
            .with("time", time(0, 0, 0, 0));
        check(both.into(), Value::from("2024-02-29T00:00"));
    }

    #[test]
    fn a_value_named_often_is_counted_often() {
        let mut value = Value::list(vec![Value::Int(1)]);
        for _ in 0..20 {
            value = Value::list(vec![value.clone(), value]);
        }
        let error = generalize(&value, &schema(), &mut 10_000).unwrap_err();
        assert!(error.to_string().contains("named many times"), "{error}");
    }
}

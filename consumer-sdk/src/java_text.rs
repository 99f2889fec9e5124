//! An argument as Java's `String.valueOf` prints it: what consistent hashing and rules on `arguments[N]` look at.

use dubbo_rpc::Argument;
use dubbo_rpc::hessian2::{Decoder, Encoder, Value};

/// Longest text an argument is turned into, in bytes; what is longer is cut, and told apart by its beginning only.
pub(crate) const TEXT_BYTES_MAX: usize = 64 * 1024;

/// The texts of the arguments at these places, joined. A generic call means those that it carries as a list in its third
/// (Java: `RpcUtils.getArguments`, `ConsistentHashLoadBalance.toKey`).
#[must_use]
pub(crate) fn joined_at(places: &[usize], method: &str, arguments: &[Argument]) -> String {
    if let ("$invoke" | "$invokeAsync", [_, _, carried, ..]) = (method, arguments)
        && let Some(Value::List(list)) = value(carried)
    {
        let meant = places.iter().filter_map(|place| list.items.get(*place));
        return meant.map(text).collect();
    }
    let meant = places.iter().filter_map(|place| arguments.get(*place));
    meant.map(of).collect()
}

/// The text of an argument. Numbers, texts, booleans, enum constants and lists of them are Java's exactly; for other
/// objects Java prints an address that differs from run to run, so theirs is the class with the fields in order.
#[must_use]
pub(crate) fn of(argument: &Argument) -> String {
    value(argument).map_or_else(|| "null".to_owned(), |value| text(&value))
}

fn value(argument: &Argument) -> Option<Value> {
    let mut encoder = Encoder::new();
    argument.encode(&mut encoder).ok()?;
    let bytes = encoder.into_vec();
    Decoder::new(&bytes).read::<Value>().ok()
}

/// The text of a value.
#[must_use]
pub(crate) fn text(value: &Value) -> String {
    let mut out = String::new();
    write(value, &mut out);
    if out.len() > TEXT_BYTES_MAX {
        let end = (0..=TEXT_BYTES_MAX)
            .rev()
            .find(|end| out.is_char_boundary(*end))
            .unwrap_or(0);
        out.truncate(end);
    }
    out
}

fn write(value: &Value, out: &mut String) {
    if out.len() > TEXT_BYTES_MAX {
        return;
    }
    match value {
        Value::Null | Value::Cycle(_) => out.push_str("null"),
        Value::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Value::Int(number) => out.push_str(&number.to_string()),
        Value::Long(number) | Value::Date(number) => out.push_str(&number.to_string()),
        Value::Double(number) => out.push_str(&double(*number)),
        Value::String(text) => out.push_str(text),
        Value::Binary(bytes) => out.push_str(&format!("{bytes:?}")),
        Value::List(list) => {
            out.push('[');
            joined(list.items.iter(), out, write);
            out.push(']');
        }
        Value::Map(map) => {
            out.push('{');
            joined(map.entries.iter(), out, |(key, value), out| {
                write(key, out);
                out.push('=');
                write(value, out);
            });
            out.push('}');
        }
        Value::Object(object) => {
            // An enum constant and a BigDecimal print as what they hold.
            match (object.class(), object.get("name"), object.get("value")) {
                (_, Some(name @ Value::String(_)), _) if object.fields().count() == 1 => {
                    write(name, out);
                }
                ("java.math.BigDecimal" | "java.util.UUID", _, Some(value)) => write(value, out),
                (class, _, _) => {
                    out.push_str(class);
                    out.push('{');
                    joined(object.fields(), out, |(name, value), out| {
                        out.push_str(name);
                        out.push('=');
                        write(value, out);
                    });
                    out.push('}');
                }
            }
        }
    }
}

fn joined<T>(
    items: impl Iterator<Item = T>,
    out: &mut String,
    mut each: impl FnMut(T, &mut String),
) {
    for (index, item) in items.enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        each(item, out);
    }
}

/// `Double.toString`: at least one digit after the point, an exponent below 10^-3 and from 10^7.
fn double(number: f64) -> String {
    if number.is_nan() {
        return "NaN".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        }
        .to_owned();
    }
    let size = number.abs();
    if size == 0.0 || (1e-3..1e7).contains(&size) {
        let text = number.to_string();
        return if text.contains('.') {
            text
        } else {
            text + ".0"
        };
    }
    let text = format!("{number:E}");
    match text.split_once('E') {
        Some((digits, exponent)) if !digits.contains('.') => format!("{digits}.0E{exponent}"),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_as_java_does() {
        for (value, expected) in [
            (Value::Null, "null"),
            (Value::from("O-1"), "O-1"),
            (Value::Int(-7), "-7"),
            (Value::Long(1 << 40), "1099511627776"),
            (Value::Bool(true), "true"),
            (Value::Double(1.0), "1.0"),
            (Value::Double(0.5), "0.5"),
            (Value::Double(1e7), "1.0E7"),
            (Value::Double(1.25e-4), "1.25E-4"),
            (Value::Double(-0.0), "-0.0"),
            (Value::Double(f64::NEG_INFINITY), "-Infinity"),
            (
                Value::list(vec![Value::from("a"), Value::Null, Value::Int(1)]),
                "[a, null, 1]",
            ),
            (Value::map(vec![(Value::from("k"), Value::Int(1))]), "{k=1}"),
        ] {
            assert_eq!(text(&value), expected);
        }
        let argument: Argument = Box::new(Some("x".to_owned()));
        assert_eq!(of(&argument), "x");
    }

    #[test]
    fn a_generic_call_means_the_arguments_it_carries() {
        let call = || -> Vec<Argument> {
            let carried = Value::list(vec![Value::from("O-1"), Value::Int(7)]);
            vec![
                Box::new("reserve".to_owned()),
                Box::new(vec!["java.lang.String".to_owned(), "int".to_owned()]),
                Box::new(carried),
            ]
        };
        assert_eq!(joined_at(&[0, 9, 1], "$invoke", &call()), "O-17");
        assert_eq!(joined_at(&[1], "$invokeAsync", &call()), "7");
        assert_eq!(joined_at(&[0], "reserve", &call()), "reserve");
        assert_eq!(joined_at(&[0, 1], "$invoke", &call()[..1]), "reserve");
    }

    #[test]
    fn is_bounded() {
        let long = "ä".repeat(TEXT_BYTES_MAX);
        assert!(text(&Value::from(long.as_str())).len() <= TEXT_BYTES_MAX);
        let exact = "x".repeat(TEXT_BYTES_MAX);
        assert_eq!(text(&Value::from(exact.as_str())), exact);
    }
}

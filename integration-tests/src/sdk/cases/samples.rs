//! Values that the cases send, the same as the Java consumers'.

use std::collections::{HashMap, HashSet};

use hessian2::{ByteArray, Date, ObjectValue, Uuid, Value};

use super::{Wrong, failed, text};
use crate::from_jar::probe_api::{Base, Color, Part, Sample};

/// BMP, supplementary and combining characters, quotes and a NUL.
pub(super) const TEXT: &str = "刹车片 前轴 😀🚗 𠮷 é \"quoted\" \\ \u{0} end";
/// What an HTTP header can carry.
pub(super) const HEADER: &str = "brake pad, front: \"quoted\" \\ 100% +1; end";
/// What one cannot.
pub(super) const CJK: &str = "käy 键";

pub(super) fn part(sku: &str, quantity: i64, price: Option<&str>) -> Result<Part, Wrong> {
    Ok(Part {
        sku: text(sku),
        quantity,
        price: price.map(parsed).transpose()?,
    })
}

/// Every field set, values at the edges of their types.
pub(super) fn full() -> Result<Sample, Wrong> {
    Ok(Sample {
        base: Base {
            created_at: Some(Date(1_735_689_600_123)),
            trace_id: text("trace-1"),
        },
        name: text(TEXT),
        count: i32::MIN,
        count_or_null: Some(i32::MAX),
        total: i64::MIN,
        total_or_null: Some(i64::MAX),
        weight: 0.1,
        weight_or_null: Some(-1.0e300),
        active: true,
        active_or_null: Some(false),
        amount: Some(parsed("12345678901234567890.123400")?),
        big: Some(parsed("-123456789012345678901234567890")?),
        data: Some(ByteArray(vec![0, 1, 255, 127, 128])),
        day: Some(parsed("2024-02-29")?),
        moment: Some(parsed("1999-12-31T23:59:59.123456789")?),
        id: Some(Uuid(0x0f8f_ad5b_d9cb_469f_a165_7086_7728_950e)),
        color: Some(Color::Green),
        parts: Some(vec![
            Some(part("BP-1001", 4, Some("89.90"))?),
            Some(part("油滤", 1, None)?),
            None,
        ]),
        tags: Some(HashSet::from(["a", "b", "丙"].map(str::to_owned))),
        labels: Some(HashMap::from([
            ("oe".to_owned(), text("34116761244")),
            ("空".to_owned(), text("")),
            ("none".to_owned(), None),
        ])),
        extra: Some(mixed()),
        main: Some(part("main", 0, Some("0"))?),
    })
}

/// A map of one value of each plain kind.
pub(super) fn mixed() -> HashMap<String, Value> {
    let list = vec![Value::Int(1), "two".into(), Value::Null, Value::Long(4)];
    let values: [(&str, Value); 10] = [
        ("int", Value::Int(1)),
        ("long", Value::Long(1 << 40)),
        ("double", Value::Double(2.5)),
        ("bool", Value::Bool(true)),
        ("text", TEXT.into()),
        ("null", Value::Null),
        ("date", Value::Date(0)),
        ("list", Value::list(list)),
        ("map", Value::map(vec![("k".into(), "v".into())])),
        (
            "decimal",
            ObjectValue::new("java.math.BigDecimal")
                .with("value", "0.10")
                .into(),
        ),
    ];
    HashMap::from(values.map(|(key, value)| (key.to_owned(), value)))
}

/// At least `length` UTF-16 units, of one, two, three and (as pairs) four bytes.
pub(super) fn long_text(length: usize) -> String {
    "a件é😀".repeat(length.div_ceil(5))
}

pub(super) fn parsed<T: std::str::FromStr<Err: std::fmt::Display>>(text: &str) -> Result<T, Wrong> {
    text.parse()
        .map_err(|error| failed(format!("`{text}`: {error}")))
}

/// A dynamic value without the names of the classes that are Java's defaults: 2.6 writes them, later lines do not.
pub(super) fn plain(value: &Value) -> Value {
    const DEFAULTS: [&str; 2] = ["java.util.ArrayList", "java.util.HashMap"];
    let kept = |name: &Option<std::sync::Arc<str>>| {
        name.clone().filter(|name| !DEFAULTS.contains(&&**name))
    };
    match value {
        Value::List(list) => {
            let items = list.items.iter().map(plain).collect();
            match kept(&list.type_name) {
                Some(name) => Value::typed_list(&name, items),
                None => Value::list(items),
            }
        }
        Value::Map(map) => {
            let entries = map.entries.iter();
            let entries = entries.map(|(key, value)| (plain(key), plain(value)));
            match kept(&map.type_name) {
                Some(name) => Value::typed_map(&name, entries.collect()),
                None => Value::map(entries.collect()),
            }
        }
        other => other.clone(),
    }
}

/// The same for the values of a map.
pub(super) fn plain_map(map: &HashMap<String, Value>) -> HashMap<String, Value> {
    let entries = map.iter();
    entries
        .map(|(key, value)| (key.clone(), plain(value)))
        .collect()
}

/// The same for a bean's dynamic field.
pub(super) fn plain_bean(bean: Option<Sample>) -> Option<Sample> {
    bean.map(|bean| Sample {
        extra: bean.extra.as_ref().map(plain_map),
        ..bean
    })
}

/// Names of the fields in which two beans differ.
pub(super) fn differences(wanted: &Sample, seen: &Sample) -> Vec<&'static str> {
    let mut all = Vec::new();
    macro_rules! compare {
        ($($field:ident),*) => {$(
            if wanted.$field != seen.$field {
                all.push(stringify!($field));
            }
        )*};
    }
    compare!(
        base,
        name,
        count,
        count_or_null,
        total,
        total_or_null,
        weight,
        weight_or_null,
        active,
        active_or_null,
        amount,
        big,
        data,
        day,
        moment,
        id,
        color,
        parts,
        tags,
        labels,
        extra,
        main
    );
    all
}

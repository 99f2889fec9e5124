//! The values: built here in Rust, and by the same name in the probe's `Samples.java`.

use super::jdk_cases::{exceptions, jdk, shapes};
use crate::sample::{self, AllKinds, Base, Color, Derived, JdkKinds, Node, Point, Reply, Shadow};
use hessian2::*;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, LinkedList};

/// Whether bytes Java wrote are the value meant.
type Check = Box<dyn Fn(&[u8]) -> std::result::Result<(), String>>;

pub(super) struct Case {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    /// How `text` says what Java must read: `sample`, `same` or a scalar.
    pub(super) kind: &'static str,
    pub(super) text: String,
    pub(super) check: Option<Check>,
}

pub(super) fn cases() -> Vec<Case> {
    let mut all = Vec::new();
    numbers(&mut all);
    texts(&mut all);
    classes(&mut all);
    collections(&mut all);
    arrays(&mut all);
    jdk(&mut all);
    exceptions(&mut all);
    shapes(&mut all);
    other_forms(&mut all);
    super::references::references(&mut all);
    let names: HashSet<_> = all.iter().map(|case| &case.name).collect();
    assert_eq!(names.len(), all.len(), "names are unique");
    all
}

pub(super) fn bytes_of<T: Encode + ?Sized>(value: &T) -> Vec<u8> {
    let mut e = Encoder::new();
    e.write(value).unwrap();
    e.into_vec()
}

fn check<T: Decode + PartialEq + std::fmt::Debug + 'static>(value: T) -> Check {
    Box::new(move |bytes| {
        let read: T = Decoder::new(bytes).read().map_err(|e| e.to_string())?;
        if read == value {
            Ok(())
        } else {
            Err(format!("read {read:?}, not {value:?}"))
        }
    })
}

/// A scalar, which Java reads from its text.
fn scalar<T>(all: &mut Vec<Case>, kind: &'static str, text: impl ToString, value: T)
where
    T: Encode + Decode + PartialEq + std::fmt::Debug + 'static,
{
    all.push(Case {
        name: format!("{kind}_{}", all.len()),
        bytes: bytes_of(&value),
        kind,
        text: text.to_string(),
        check: Some(check(value)),
    });
}

/// A value of mixed parts: what Java writes of it is compared without the name `ArrayList`, which
/// only some versions write, and without the order of maps, which Java does not keep.
pub(super) fn mixed(all: &mut Vec<Case>, name: &str, value: Value) {
    let bytes = bytes_of(&value);
    let check: Check = Box::new(move |bytes| {
        let read: Value = Decoder::new(bytes).read().map_err(|e| e.to_string())?;
        if alike(&read, &value) {
            Ok(())
        } else {
            Err(format!("read {read:?}, not {value:?}"))
        }
    });
    let (name, text) = (name.into(), name.into());
    all.push(Case {
        name,
        bytes,
        kind: "sample",
        text,
        check: Some(check),
    });
}

fn alike(a: &Value, b: &Value) -> bool {
    let named = |name: &Option<std::sync::Arc<str>>| {
        name.as_deref()
            .filter(|name| *name != "java.util.ArrayList")
            .map(str::to_owned)
    };
    match (a, b) {
        (Value::List(a), Value::List(b)) => {
            named(&a.type_name) == named(&b.type_name)
                && a.items.len() == b.items.len()
                && a.items.iter().zip(&b.items).all(|(a, b)| alike(a, b))
        }
        (Value::Map(a), Value::Map(b)) => {
            a.entries.len() == b.entries.len()
                && a.entries.iter().all(|(key, value)| {
                    b.entries
                        .iter()
                        .any(|(k, v)| alike(key, k) && alike(value, v))
                })
        }
        _ => a == b,
    }
}

/// A value that `Samples.java` has under the same name.
pub(super) fn sample<T>(all: &mut Vec<Case>, name: &str, value: T)
where
    T: Encode + Decode + PartialEq + std::fmt::Debug + 'static,
{
    let bytes = bytes_of(&value);
    all.push(Case {
        name: name.into(),
        bytes,
        kind: "sample",
        text: name.into(),
        check: Some(check(value)),
    });
}

/// Bytes that must read as the sample of that name; what Java writes of it is not looked at.
pub(super) fn written(
    all: &mut Vec<Case>,
    name: &str,
    write: impl FnOnce(&mut Encoder) -> Result<()>,
) {
    let mut e = Encoder::new();
    write(&mut e).unwrap();
    let (name, bytes) = (name.to_owned(), e.into_vec());
    all.push(Case {
        text: name.clone(),
        name,
        bytes,
        kind: "sample",
        check: None,
    });
}

fn numbers(all: &mut Vec<Case>) {
    all.push(Case {
        name: "null".into(),
        bytes: bytes_of(&()),
        kind: "null",
        text: String::new(),
        check: Some(check(())),
    });
    scalar(all, "Boolean", true, true);
    scalar(all, "Boolean", false, false);
    // Both sides of every border between the forms, and the ends.
    for border in [
        -17,
        -16,
        47,
        48,
        -2048,
        2047,
        -262_144,
        262_143,
        i32::MIN,
        i32::MAX,
    ] {
        for value in [border.saturating_sub(1), border, border.saturating_add(1)] {
            scalar(all, "Integer", value, value);
        }
    }
    let small = [-8, 15, -2048, 2047, -262_144, 262_143];
    let large = [
        i64::from(i32::MIN),
        i64::from(i32::MAX),
        i64::MIN,
        i64::MAX,
        1 << 53,
    ];
    for border in small.into_iter().chain(large) {
        for value in [border.saturating_sub(1), border, border.saturating_add(1)] {
            scalar(all, "Long", value, value);
        }
    }
    for ms in [
        0,
        1,
        -1,
        60_000,
        59_999,
        -60_000,
        i64::MIN,
        i64::MAX,
        1_700_000_040_000,
    ] {
        scalar(all, "Date", ms, Date(ms));
    }
    decimals(all);
}

fn decimals(all: &mut Vec<Case>) {
    let doubles = "0 1 -1 127 128 -128 -129 32767 32768 -32768 -32769 0.001 -0.001 0.1 19.9 1.1 \
        2147483.647 2147483.648 -2147483.648 1e300 5e-324 1.7976931348623157e308 Infinity \
        -Infinity 0.30000000000000004 1234.567 65.536";
    for text in doubles.split_whitespace() {
        scalar(all, "Double", text, text.parse::<f64>().unwrap());
    }
    let decimals = "0 -1 19.90 1E+30 0E-7 0.00 12345678901234567890.1234 -1.5E-9 -0.000001 \
        99999999999999999999.99 18446744073709551615 18446744073709551616 1E-7 123E-9";
    for text in decimals.split_whitespace() {
        scalar(all, "BigDecimal", text, text.parse::<BigDecimal>().unwrap());
    }
    let big = "9".repeat(400);
    let integers = "0 1 -1 2147483648 18446744073709551616 -4294967296";
    for text in integers.split_whitespace().chain([&*big]) {
        scalar(all, "BigInteger", text, text.parse::<BigInt>().unwrap());
    }
}

fn texts(all: &mut Vec<Case>) {
    let mut texts = vec![
        String::new(),
        "a".into(),
        "中文é".into(),
        "😀".into(),
        "\0\t\n\x7f\u{80}\u{7ff}\u{800}\u{ffff}\u{10ffff}".into(),
    ];
    for units in [
        31, 32, 33, 1023, 1024, 1025, 32_767, 32_768, 32_769, 65_535, 65_536, 65_537,
    ] {
        texts.push("x".repeat(units));
        texts.push("中".repeat(units));
        // The pair lies across the border at every parity.
        texts.push("😀".repeat(units / 2 + 1));
        texts.push(format!("x{}", "😀".repeat(units / 2 + 1)));
    }
    for text in texts {
        let units: String = text
            .encode_utf16()
            .map(|unit| format!("{unit:04x}"))
            .collect();
        scalar(all, "String", units, text);
    }
    for len in [
        0, 1, 15, 16, 1023, 1024, 4093, 8188, 8189, 8190, 16_378, 16_379, 65_536, 100_000,
    ] {
        let bytes: Vec<u8> = (0..len)
            .map(|i: u32| i.to_le_bytes()[0].wrapping_mul(31))
            .collect();
        scalar(all, "bytes", super::hex(&bytes), ByteArray(bytes));
    }
}

fn classes(all: &mut Vec<Case>) {
    let base = Base {
        created_at: Some(Date(1_700_000_000_123)),
        name: Some("base".into()),
    };
    let p = Some(Point { x: 1, y: -1 });
    sample(all, "point", Point { x: 1, y: -2 });
    sample(
        all,
        "derived",
        Derived {
            id: 42,
            note: None,
            p,
            base,
        },
    );
    sample(
        all,
        "shadow",
        Shadow {
            name: Some("shadow".into()),
            base: Base::default(),
        },
    );
    let tail = Node {
        v: Some("b".into()),
        next: None,
    };
    sample(
        all,
        "nodes",
        Node {
            v: Some("a".into()),
            next: Some(Box::new(tail)),
        },
    );
    sample(all, "color_red", Color::Red);
    sample(all, "color_blue", Color::Blue);
    sample(all, "colors", vec![Color::Red, Color::Verdant, Color::Red]);
    sample(all, "all_kinds", sample::all_kinds());
    sample(
        all,
        "all_kinds_without_float_short_char",
        AllKinds {
            s: 0,
            f: 0.0,
            c: '\0',
            ..sample::all_kinds()
        },
    );
    sample(all, "all_kinds_default", AllKinds::default());
    sample(all, "jdk_kinds", sample::jdk_kinds());
    let without = JdkKinds {
        bits: None,
        ..sample::jdk_kinds()
    };
    sample(all, "jdk_kinds_without_bitset", without);
    sample(all, "jdk_kinds_default", JdkKinds::default());
    sample(
        all,
        "reply",
        Reply {
            code: "OK".into(),
            data: Some(Point { x: 1, y: 2 }),
            page: vec![Point { x: 3, y: 4 }],
            by_name: HashMap::from([("😀".into(), Vec::new())]),
        },
    );
}

fn collections(all: &mut Vec<Case>) {
    let (a, b) = ("a".to_owned(), "b".to_owned());
    sample(all, "list_empty", Vec::<i32>::new());
    sample(all, "list_long", vec![Some(1_i64), Some(1 << 40), None]);
    sample(all, "list_300", (0..300).collect::<Vec<i32>>());
    sample(
        all,
        "list_points",
        vec![Point { x: 1, y: 2 }, Point { x: 3, y: 4 }],
    );
    let inner = Value::list(vec![Value::list(vec!["x".into()])]);
    mixed(
        all,
        "list_nested",
        Value::list(vec![
            Value::list(vec![1.into()]),
            Value::list(Vec::new()),
            inner,
        ]),
    );
    for name in ["list_as_linked", "list_as_set", "list_as_strings"] {
        written(all, name, |e| e.write(&[a.clone(), b.clone()][..]));
    }
    written(all, "list_as_ints", |e| e.write(&[1, 2][..]));
    sample(all, "linked_list", LinkedList::from([a.clone(), b.clone()]));
    sample(all, "hash_set", HashSet::from([a.clone()]));
    sample(all, "ordered_set", BTreeSet::from([a.clone(), b.clone()]));
    sample(all, "map_empty", HashMap::<String, i64>::new());
    sample(
        all,
        "map_string_long",
        BTreeMap::from([(a, Some(1_i64)), (b, None)]),
    );
    sample(
        all,
        "map_int_keys",
        HashMap::from([(1, "x".to_owned()), (2, "y".to_owned())]),
    );
    sample(
        all,
        "map_long_point",
        HashMap::from([(1_i64, Point { x: 1, y: 2 })]),
    );
    sample(all, "map_enum_keys", HashMap::from([(Color::Red, 1)]));
    let items = vec![
        1.into(),
        2_i64.into(),
        1.5.into(),
        true.into(),
        "s".into(),
        Value::Null,
    ];
    let inner = Value::map(vec![("n".into(), Value::list(items))]);
    mixed(all, "map_nested", Value::map(vec![("m".into(), inner)]));
}

fn arrays(all: &mut Vec<Case>) {
    let text = |s: &str| s.to_owned();
    sample(all, "ints", Array(vec![0, 1000, -1_000_000]));
    sample(all, "longs", Array(vec![0_i64, 1 << 33]));
    sample(all, "shorts", Array(vec![1_i16, -1]));
    sample(all, "booleans", Array(vec![true, false]));
    sample(all, "doubles", Array(vec![0.5, -1.0]));
    sample(all, "floats", Array(vec![0.5_f32, -1.0]));
    sample(all, "strings", Array(vec![Some(text("a")), None]));
    sample(
        all,
        "objects",
        Array(vec![Value::Int(1), "x".into(), Value::Null]),
    );
    sample(all, "dates", Array(vec![Date(1)]));
    sample(all, "integers", Array(vec![Some(1), None]));
    sample(all, "point_array", Array(vec![Point { x: 3, y: 4 }]));
    sample(all, "color_array", Array(vec![Color::Red]));
    sample(
        all,
        "decimals",
        Array(vec!["1.10".parse::<BigDecimal>().unwrap()]),
    );
    sample(
        all,
        "grid",
        Array(vec![Array(vec![1_i64, 1 << 40]), Array(Vec::new())]),
    );
    sample(
        all,
        "string_grid",
        Array(vec![
            Array(vec![text("a")]),
            Array(vec![text("b"), text("c")]),
        ]),
    );
    sample(all, "chars", CharArray("a中".into()));
}

/// Streams of Java's that we write in another form: both must read as the same value.
fn other_forms(all: &mut Vec<Case>) {
    for row in crate::vectors::rows() {
        let name = row["name"].as_str().unwrap();
        let Some(java) = row["hex"].as_str() else {
            continue;
        };
        if !crate::vectors::is_written_otherwise(&row) || name == "iterator"
            // 3.2.13 does not read its own bytes of it right.
            || name == "uuid_then_ref"
        {
            continue;
        }
        let values = crate::vectors::read_all(&crate::vectors::unhex(java)).unwrap();
        assert_eq!(values.len(), 1);
        all.push(Case {
            name: format!("{}_{name}", row["lib"].as_str().unwrap()),
            bytes: bytes_of(&values[0]),
            kind: "same",
            text: java.into(),
            check: None,
        });
    }
}

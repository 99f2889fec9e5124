//! Every row hessian-lite wrote, read into Rust types and compared with the value its text says.

use crate::sample::{Base, Color, Derived, Point, Shadow};
use hessian2::*;
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, LinkedList, VecDeque};
use std::fmt::Debug;

/// Rows without a value to compare, and why: nothing is left out without a reason here.
const NOT_COMPARED: &[(&str, &str)] = &[
    ("4.0.4 optional_empty", "Java refuses to write it: no bytes"),
    (
        "3.2.13 optional_empty",
        "Java refuses to write it: no bytes",
    ),
    (
        "3.2.13 list_of",
        "3.2.13 loses the elements when writing, and cannot read it",
    ),
    (
        "3.2.13 set_of",
        "3.2.13 loses the elements when writing, and cannot read it",
    ),
    ("3.2.13 inet4", "3.2.13 loses the address when writing"),
];

#[test]
fn every_row_is_the_value_its_text_says() {
    let (mut compared, mut left_out) = (0, Vec::new());
    for row in crate::vectors::rows() {
        let name = crate::vectors::row_name(&row);
        if NOT_COMPARED.iter().any(|(other, _)| *other == name) {
            left_out.push(name);
            continue;
        }
        compared += 1;
        compare(&Row {
            name,
            json: &row,
            bytes: crate::vectors::unhex(text(&row, "hex")),
        });
    }
    println!("{compared} rows compared, {} not:", left_out.len());
    NOT_COMPARED
        .iter()
        .for_each(|(name, why)| println!("  {name}: {why}"));
    assert_eq!((compared, left_out.len()), (511, NOT_COMPARED.len()));
}

fn text<'a>(row: &'a Json, key: &str) -> &'a str {
    row[key].as_str().unwrap()
}

struct Row<'a> {
    name: String,
    json: &'a Json,
    bytes: Vec<u8>,
}

impl Row<'_> {
    fn name(&self) -> &str {
        text(self.json, "name")
    }

    /// The text of the value.
    fn value(&self) -> &str {
        text(self.json, "value")
    }

    /// The number after the last `_` of the name.
    fn number(&self) -> usize {
        self.name().rsplit('_').next().unwrap().parse().unwrap()
    }

    #[track_caller]
    fn is<T: Decode + PartialEq + Debug>(&self, value: T) {
        let mut d = Decoder::new(&self.bytes);
        let read: T = d.read().unwrap_or_else(|e| panic!("{}: {e}", self.name));
        assert_eq!(read, value, "{}", self.name);
        assert!(d.is_at_end(), "{}", self.name);
    }

    /// As [`Row::is`] with the value read from its text.
    #[track_caller]
    fn parses<T: Decode + PartialEq + Debug + std::str::FromStr>(&self) {
        let Ok(value) = self.value().parse::<T>() else {
            panic!("{}", self.name)
        };
        self.is(value);
    }

    /// All values of a stream.
    fn stream(&self, read: impl FnOnce(&mut Decoder<'_>) -> Result<()>) {
        let mut d = Decoder::new(&self.bytes);
        read(&mut d).unwrap_or_else(|e| panic!("{}: {e}", self.name));
        assert!(d.is_at_end(), "{}", self.name);
    }
}

fn compare(row: &Row<'_>) {
    let name = row.name();
    let kind = name.split('_').next().unwrap();
    match kind {
        "int" | "long" | "short" | "byte" if !name.contains("array") => match kind {
            "int" => row.parses::<i32>(),
            "long" => row.parses::<i64>(),
            "short" => row.parses::<i16>(),
            _ => row.parses::<i8>(),
        },
        "double" if !name.contains("array") => double(row),
        "float" if !name.contains("array") => row.parses::<f32>(),
        "str" | "char" if !name.contains("array") => row.is(string(row)),
        "bin" => {
            let bytes = (0..row.number())
                .map(|i| (i * 31 + 7).to_le_bytes()[0])
                .collect();
            row.is(ByteArray(bytes));
        }
        "date" => row.is(Date(name.trim_start_matches("date_").parse().unwrap())),
        "arraylist" => row.is((0..i32::try_from(row.number()).unwrap()).collect::<Vec<_>>()),
        "linkedlist" => {
            let numbers = 0..i32::try_from(row.number()).unwrap();
            row.is(numbers.collect::<LinkedList<_>>());
        }
        "bigdecimal" => row.parses::<BigDecimal>(),
        "biginteger" => row.parses::<BigInt>(),
        _ if name.ends_with(|c: char| c.is_ascii_digit()) && name.contains("_array_") => array(row),
        "stream" => streams(row),
        _ => {
            let known = collections(row) || objects(row) || shapes(row) || jdk(row);
            assert!(known, "{} is new: say what it is", row.name);
        }
    }
}

fn double(row: &Row<'_>) {
    match row.value() {
        "NaN" => assert!(Decoder::new(&row.bytes).read::<f64>().unwrap().is_nan()),
        "Infinity" => row.is(f64::INFINITY),
        "-Infinity" => row.is(f64::NEG_INFINITY),
        _ => row.parses::<f64>(),
    }
}

fn string(row: &Row<'_>) -> String {
    let repeated = |text: &str| {
        let units: Vec<u16> = text.encode_utf16().collect();
        let units: Vec<u16> = units.iter().copied().cycle().take(row.number()).collect();
        // Where the text was cut inside a pair, the vectors have an exclamation mark.
        char::decode_utf16(units)
            .map(|c| c.unwrap_or('!'))
            .collect()
    };
    match row.name() {
        "str_controls" => "\0\t\n\x7f\u{80}\u{7ff}\u{800}\u{ffff}".into(),
        "str_pair_across_chunk_32768" => format!("{}😀y", "x".repeat(32_767)),
        "char_cjk" => row.value().into(),
        name if name.starts_with("str_ascii") => repeated("abcdefghijklmnopqrstuvwxyz"),
        name if name.starts_with("str_cjk") => repeated("中文é"),
        name => {
            assert!(name.starts_with("str_emoji"), "{name}");
            repeated("a😀")
        }
    }
}

fn array(row: &Row<'_>) {
    let len = i32::try_from(row.number()).unwrap();
    let numbers = || 0..len;
    let longs = |shift: i64| numbers().map(|i| i64::from(i) << shift).collect::<Vec<_>>();
    match row.name().split('_').next().unwrap() {
        "int" => row.is(Array(numbers().map(|i| i * 1000).collect())),
        "long" => row.is(Array(longs(33))),
        "short" => row.is(Array(
            numbers().map(|i| i16::try_from(-i).unwrap()).collect(),
        )),
        "double" => row.is(Array(numbers().map(|i| f64::from(i) + 0.5).collect())),
        "float" => row.is(Array(
            numbers()
                .map(|i| f32::from(i16::try_from(i).unwrap()))
                .collect(),
        )),
        "boolean" => row.is(Array(numbers().map(|i| i % 2 == 0).collect())),
        "Integer" => row.is(Array(numbers().map(Some).collect())),
        "Long" => row.is(Array(longs(0).into_iter().map(Some).collect())),
        "string" => row.is(Array(numbers().map(|i| format!("s{i}")).collect())),
        "object" => row.is(Array(
            numbers()
                .map(|i| {
                    if i % 2 == 0 {
                        i.into()
                    } else {
                        Value::String(format!("o{i}"))
                    }
                })
                .collect(),
        )),
        other => panic!("{other} is new: say what it is"),
    }
}

fn strings<C: FromIterator<String>>(items: &[&str]) -> C {
    items.iter().map(|item| (*item).to_owned()).collect()
}

fn entries<C: FromIterator<(String, V)>, V>(items: Vec<(&str, V)>) -> C {
    items
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect()
}

fn collections(row: &Row<'_>) -> bool {
    match row.name() {
        "list_mixed" => row.is(vec![
            Value::Int(1),
            Value::Long(2),
            "x".into(),
            Value::Null,
            true.into(),
            1.5.into(),
        ]),
        "arrays_aslist" | "sublist" | "iterator" => row.is(vec![1, 2]),
        "empty_list" => row.is(Vec::<String>::new()),
        "unmodifiable_list" | "sync_list" | "cow_list" | "vector" => row.is(vec![1]),
        "arraydeque" => row.is(VecDeque::from([1])),
        "list_of" => row.is(vec![1, 2, 3]),
        "set_of" => row.is(HashSet::from([1])),
        "list_of_points" => row.is(vec![Point { x: 1, y: 2 }, Point { x: 3, y: 4 }]),
        "char_array" => row.is(CharArray("a中".into())),
        "int_array_2d" => row.is(Array(vec![Array(vec![1, 2]), Array(vec![3])])),
        "string_array_2d" => {
            row.is(Array(vec![
                Array(strings(&["a"])),
                Array(strings(&["b", "c"])),
            ]));
        }
        "byte_array_2d" => row.is(Array(vec![ByteArray(vec![1]), ByteArray(vec![2])])),
        "enum_array" => row.is(Array(vec![Color::Red])),
        "hashmap_empty" => row.is(HashMap::<String, i32>::new()),
        "hashmap" => row.is(entries::<HashMap<_, _>, _>(vec![
            ("a", Some(1)),
            ("b", None),
        ])),
        "linkedhashmap" => row.is(entries::<HashMap<_, _>, _>(vec![("z", 1), ("a", 2)])),
        "treemap" => row.is(entries::<BTreeMap<_, _>, _>(vec![("a", 1), ("b", 2)])),
        "map_int_keys" => {
            row.is(HashMap::from([(1, "x".to_owned()), (2, "y".to_owned())]));
        }
        "map_long_keys" => row.is(BTreeMap::from([(1_i64, Point { x: 1, y: 2 })])),
        "singleton_map" | "unmodifiable_map" | "identityhashmap" => {
            row.is(entries::<HashMap<_, _>, _>(vec![("a", 1)]));
        }
        "enummap" => row.is(HashMap::from([(Color::Red, 1)])),
        "properties" => row.is(entries::<HashMap<_, _>, _>(vec![("a", "b".to_owned())])),
        "hashset" => row.is(HashSet::from([1, 2])),
        "treeset" => row.is(strings::<BTreeSet<_>>(&["a", "b"])),
        "keyset" => row.is(strings::<HashSet<_>>(&["a"])),
        "enumset" => row.is(EnumSet {
            element: JavaClass {
                name: "com.example.vec.Types$Color".into(),
            },
            objects: Objects(vec![Color::Red, Color::Blue]),
        }),
        _ => return false,
    }
    true
}

fn objects(row: &Row<'_>) -> bool {
    let base = Base {
        created_at: Some(Date(1_700_000_000_123)),
        name: Some("base".into()),
    };
    match row.name() {
        "derived" => {
            let p = Some(Point { x: 1, y: -1 });
            row.is(Derived {
                id: 42,
                note: None,
                p,
                base,
            });
        }
        "shadow" => {
            let base = Base { name: None, ..base };
            row.is(Shadow {
                name: Some("shadow".into()),
                base,
            });
        }
        "many_classes_twice" => {
            let objects: Vec<HashMap<String, i32>> = Decoder::new(&row.bytes).read().unwrap();
            let numbers = (0..40).chain(0..40);
            let expected: Vec<_> = numbers
                .map(|i| HashMap::from([(format!("f{i:02}"), i)]))
                .collect();
            assert_eq!(objects, expected, "{}", row.name);
        }
        "enum_RED" => row.is(Color::Red),
        "enum_list" => row.is(vec![Color::Red, Color::Verdant, Color::Red]),
        "enum_timeunit" => row.is(Color::Other("SECONDS".into())),
        "enum_dayofweek" => row.is(Color::Other("MONDAY".into())),
        "throwable_cause" | "throwable_notrace" | "throwable_biz" => throwable(row),
        "stacktraceelement" => row.is(frame("com.example.A", "run", Some("A.java"), 12)),
        // Classes nobody maps: as objects of their fields.
        "uri" => row.is(HashMap::from([("string".to_owned(), "urn:a:b".to_owned())])),
        "url" => {
            let url: HashMap<String, Value> = Decoder::new(&row.bytes).read().unwrap();
            let of = |field: &str| url[field].as_str().unwrap();
            let url = format!("{}://{}{}", of("protocol"), of("authority"), of("file"));
            assert!(row.value().ends_with(&url), "{url}");
        }
        "inet4" => {
            let inet: HashMap<String, HashMap<String, Value>> =
                Decoder::new(&row.bytes).read().unwrap();
            assert_eq!(inet["holder"]["address"], Value::Int(0x7f00_0001));
        }
        "simpleentry" => {
            let entry: BTreeMap<String, Value> = Decoder::new(&row.bytes).read().unwrap();
            assert_eq!((&entry["key"], &entry["value"]), (&"a".into(), &1.into()));
        }
        "stringbuilder" => {
            let builder: HashMap<String, Value> = Decoder::new(&row.bytes).read().unwrap();
            let Value::Binary(bytes) = &builder["value"] else {
                panic!("{builder:?}")
            };
            assert_eq!((bytes[0], &builder["count"]), (b'x', &1.into()));
        }
        "timezone" => {
            let zone: Value = Decoder::new(&row.bytes).read().unwrap();
            let zone = zone.as_object().unwrap();
            assert_eq!(zone.get("ID").and_then(Value::as_str), Some("UTC"));
        }
        "inputstream" => row.is(ByteArray(vec![1, 2, 3])),
        _ => return false,
    }
    true
}

fn frame(class: &str, method: &str, file: Option<&str>, line: i32) -> StackTraceElement {
    StackTraceElement {
        declaring_class: class.into(),
        method_name: method.into(),
        file_name: file.map(Into::into),
        line_number: line,
    }
}

fn throwable(row: &Row<'_>) {
    let read: Throwable = Decoder::new(&row.bytes).read().unwrap();
    assert_eq!(read.class, text(row.json, "java_type"));
    assert!(read.suppressed.is_empty());
    let frames = [
        frame("com.example.A", "run", Some("A.java"), 12),
        frame("com.example.B", "<init>", None, -2),
    ];
    match row.name() {
        "throwable_notrace" => {
            assert_eq!(
                (read.message.as_deref(), read.cause, read.stack_trace.len()),
                (Some("x"), None, 0)
            );
        }
        "throwable_cause" => {
            assert_eq!(read.message.as_deref(), Some("outer"));
            let cause = read.cause.unwrap();
            assert_eq!(
                (cause.class.as_str(), cause.message.as_deref()),
                ("java.io.IOException", Some("inner"))
            );
            assert_eq!(read.stack_trace, frames);
        }
        _ => {
            assert_eq!(read.message.as_deref(), Some("库存不足"));
            assert_eq!(
                read.fields,
                [
                    ("message".to_owned(), "库存不足".into()),
                    ("code".to_owned(), "OUT_OF_STOCK".into()),
                ]
            );
            let cause = read.cause.unwrap();
            assert_eq!(
                (cause.message.as_deref(), cause.cause),
                (Some("row lock"), None)
            );
            assert_eq!(read.stack_trace, frames);
            assert_eq!(cause.stack_trace, frames);
        }
    }
}

/// Shared and cyclic values: as dynamic values, which keep them, and where a type can, typed.
fn shapes(row: &Row<'_>) -> bool {
    let value: Value = Decoder::new(&row.bytes).read().unwrap();
    let items = value
        .as_list()
        .map(|list| list.items.as_slice())
        .unwrap_or_default();
    let shares = |a: usize, b: usize| match (&items[a], &items[b]) {
        (Value::Object(a), Value::Object(b)) => std::sync::Arc::ptr_eq(a, b),
        _ => false,
    };
    let point = |i: usize| from_value::<Point>(&items[i]).unwrap();
    match row.name() {
        "cycle_self" => {
            assert!(matches!(
                value.as_object().unwrap().get("next"),
                Some(Value::Cycle(_))
            ));
        }
        "cycle_list" => assert!(matches!(items, [Value::Cycle(_)])),
        "cycle_map" => {
            assert!(matches!(
                value.as_map().unwrap().get("me"),
                Some(Value::Cycle(_))
            ));
        }
        "shared_bigdecimal" => {
            assert!(shares(0, 1));
            row.is(vec![
                "1.5".parse::<BigDecimal>().unwrap(),
                "1.5".parse().unwrap(),
            ]);
        }
        "shared_ldt" => {
            // Java makes a new handle each time it writes the time.
            let both: Vec<LocalDateTime> = Decoder::new(&row.bytes).read().unwrap();
            assert_eq!(both[0], both[1]);
        }
        "shared_ldt_then_point"
        | "uuid_then_ref"
        | "class_then_ref"
        | "bytes_then_ref"
        | "intarray_then_ref" => {
            assert!(shares(1, 2), "{}", row.name);
            assert_eq!(
                (point(1), point(2)),
                (Point { x: 1, y: 2 }, Point { x: 1, y: 2 })
            );
            before_the_point(row, &items[0]);
        }
        "boxed_float_then_ref" => {
            assert!(shares(4, 5));
            assert_eq!(items[..4], [1.5.into(), 1.into(), 2.into(), "c".into()]);
        }
        _ => return false,
    }
    true
}

/// What comes before two references to one point, and takes a slot or does not.
fn before_the_point(row: &Row<'_>, first: &Value) {
    match row.name() {
        "uuid_then_ref" => assert_eq!(from_value::<Uuid>(first).unwrap(), Uuid((1 << 64) | 2)),
        "class_then_ref" => {
            assert_eq!(
                from_value::<JavaClass>(first).unwrap().name,
                "java.lang.String"
            );
        }
        "bytes_then_ref" => {
            assert_eq!(from_value::<ByteArray>(first).unwrap(), ByteArray(vec![1]));
        }
        "intarray_then_ref" => {
            assert_eq!(from_value::<Array<i32>>(first).unwrap(), Array(vec![1, 2]));
        }
        name => {
            assert_eq!(name, "shared_ldt_then_point");
            from_value::<LocalDateTime>(first).unwrap();
        }
    }
}

fn jdk(row: &Row<'_>) -> bool {
    match row.name() {
        "sql_timestamp" => row.is(SqlTimestamp {
            value: Date(1_700_000_000_123),
        }),
        "sql_date" => row.is(SqlDate {
            value: Date(1_700_000_000_000),
        }),
        "localdate_min" => row.is(LocalDate {
            year: -999_999_999,
            month: 1,
            day: 1,
        }),
        "localtime" | "localtime_midnight" => row.parses::<LocalTime>(),
        "localdatetime" | "localdatetime_zero" => row.parses::<LocalDateTime>(),
        "ldt_list" => {
            let both: Vec<LocalDateTime> = Decoder::new(&row.bytes).read().unwrap();
            assert_eq!(both.len(), 2, "{both:?}");
            assert_ne!(both[0], both[1]);
        }
        "instant" => row.is(Instant {
            seconds: 1_700_000_000,
            nanos: 123_456_789,
        }),
        "year" => row.is(Year {
            year: row.value().parse().unwrap(),
        }),
        "yearmonth" => row.is(YearMonth {
            year: 2024,
            month: 2,
        }),
        "zoneoffset" => row.is(ZoneOffset { seconds: 8 * 3600 }),
        "locale_zh_CN" | "locale_en" => row.is(Locale {
            value: row.value().into(),
        }),
        "class" => row.is(JavaClass {
            name: "java.lang.String".into(),
        }),
        "class_int" => row.is(JavaClass { name: "int".into() }),
        "atomicinteger" => row.is(AtomicInteger { value: 5 }),
        "atomiclong" => row.is(AtomicLong { value: 5 }),
        "atomicreference" => row.is(AtomicReference {
            value: Some("x".to_owned()),
        }),
        "bitset" => row.is(BitSet {
            words: Array(vec![2, 2]),
        }),
        _ => return false,
    }
    true
}

fn streams(row: &Row<'_>) {
    row.stream(|d| {
        match row.name() {
            "stream_args" => {
                assert_eq!(d.read::<String>()?, "2.0.2");
                let (first, again): (Point, Point) = (d.read()?, d.read()?);
                assert_eq!(first, again);
                assert_eq!(d.read::<Point>()?, Point { x: 3, y: 4 });
                assert_eq!(d.read::<LinkedList<Value>>()?.len(), 0);
                assert_eq!(d.read::<LinkedList<Value>>()?.len(), 0);
            }
            "stream_primitives" => {
                assert_eq!(d.read::<i32>()?, 148);
                assert!(d.read::<bool>()?);
                assert_eq!(d.read::<i64>()?, 1);
                assert_eq!(d.read::<f64>()?, 1.5);
                assert_eq!(d.read::<Option<i32>>()?, None);
                assert_eq!(d.read::<ByteArray>()?, ByteArray(vec![1, 2]));
                assert_eq!(d.read::<Date>()?, Date(60_000));
            }
            _ => {
                assert_eq!(d.read::<String>()?, "x");
                let attachments: HashMap<String, String> = d.read()?;
                assert_eq!(attachments["path"], "a.B");
                assert_eq!(attachments["timeout"], "1000");
            }
        }
        Ok(())
    });
}

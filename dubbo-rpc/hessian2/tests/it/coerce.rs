//! What is converted when the sent type is not the wanted one: as a Java reader of a typed field.

use crate::sample::{Color, Point};
use hessian2::*;
use std::collections::{BTreeMap, HashMap, HashSet, LinkedList};

fn bytes_of<T: Encode + ?Sized>(value: &T) -> Vec<u8> {
    let mut e = Encoder::new();
    e.write(value).unwrap();
    e.into_vec()
}

fn wire<F: Encode + ?Sized, T: Decode>(from: &F) -> Result<T> {
    Decoder::new(&bytes_of(from)).read()
}

fn generic<F: Encode + ?Sized, T: Decode>(from: &F) -> Result<T> {
    Decoder::new(&bytes_of(from))
        .coercing(Coercion::Generic)
        .read()
}

#[test]
fn numbers_convert_into_one_another() {
    assert_eq!(wire::<_, i64>(&7_i32).unwrap(), 7);
    assert_eq!(wire::<_, i32>(&7_i64).unwrap(), 7);
    assert_eq!(wire::<_, i32>(&-7.9).unwrap(), -7);
    assert_eq!(wire::<_, f64>(&7_i64).unwrap(), 7.0);
    assert_eq!(wire::<_, i16>(&7_i64).unwrap(), 7);
    assert_eq!(wire::<_, i64>(&true).unwrap(), 1);
    assert!(wire::<_, bool>(&2).unwrap());
    assert!(!wire::<_, bool>(&0.0).unwrap());
    // Java would wrap; a wrapped quantity is a wrong quantity.
    for error in [
        wire::<_, i32>(&(1_i64 << 40)).unwrap_err(),
        wire::<_, i64>(&1e300).unwrap_err(),
        wire::<_, i64>(&f64::NAN).unwrap_err(),
        wire::<_, i8>(&128).unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::OutOfRange, "{error}");
    }
}

#[test]
fn null_is_zero_where_there_is_one() {
    assert_eq!(wire::<_, i32>(&()).unwrap(), 0);
    assert!(!wire::<_, bool>(&()).unwrap());
    assert_eq!(wire::<_, char>(&()).unwrap(), '\0');
    assert_eq!(wire::<_, String>(&()).unwrap(), "");
    assert!(wire::<_, Vec<i32>>(&()).unwrap().is_empty());
    assert_eq!(wire::<_, Option<i32>>(&()).unwrap(), None);
    for error in [
        wire::<_, BigDecimal>(&()).unwrap_err(),
        wire::<_, Date>(&()).unwrap_err(),
        wire::<_, Point>(&()).unwrap_err(),
        wire::<_, Color>(&()).unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::Null, "{error}");
    }
}

#[test]
fn numbers_and_booleans_become_text() {
    assert_eq!(wire::<_, String>(&5).unwrap(), "5");
    assert_eq!(wire::<_, String>(&5_i64).unwrap(), "5");
    assert_eq!(wire::<_, String>(&1e10).unwrap(), "1.0E10");
    assert_eq!(wire::<_, String>(&true).unwrap(), "true");
    assert_eq!(wire::<_, char>("x").unwrap(), 'x');
    assert!(wire::<_, char>("xy").is_err());
}

#[test]
fn text_becomes_nothing_else() {
    assert!(wire::<_, i32>("5").is_err());
    assert!(wire::<_, i64>("5").is_err());
    assert!(wire::<_, bool>("true").is_err());
    assert!(wire::<_, Date>("0").is_err());
    assert!(wire::<_, BigDecimal>("5").is_err());
    assert!(wire::<_, Color>("RED").is_err());
    assert!(wire::<_, LocalDate>("2024-02-29").is_err());
    assert!(wire::<_, Date>(&5_i64).is_err());
    assert!(wire::<_, BigDecimal>(&5).is_err());
    assert!(wire::<_, String>(&Color::Red).is_err());
}

#[test]
fn generic_calls_convert_text() {
    assert_eq!(generic::<_, i32>("5").unwrap(), 5);
    assert_eq!(generic::<_, f64>("1.5").unwrap(), 1.5);
    assert!(generic::<_, bool>("true").unwrap());
    assert_eq!(generic::<_, Color>("RED").unwrap(), Color::Red);
    assert_eq!(
        generic::<_, BigDecimal>("19.90").unwrap().to_string(),
        "19.90"
    );
    assert_eq!(generic::<_, BigDecimal>(&5).unwrap(), BigDecimal::from(5));
    assert_eq!(
        generic::<_, BigInt>("12345678901234567890")
            .unwrap()
            .to_string(),
        "12345678901234567890"
    );
    assert_eq!(generic::<_, Date>(&5_i64).unwrap(), Date(5));
    assert_eq!(
        generic::<_, Date>("1970-01-01 08:00:05").unwrap(),
        Date(5_000)
    );
    assert_eq!(
        generic::<_, Date>("1970-01-01T00:00:05Z").unwrap(),
        Date(5_000)
    );
    assert_eq!(
        generic::<_, hessian2::SqlTimestamp>("1970-01-01 08:00:05")
            .unwrap()
            .value,
        Date(5_000)
    );
    let mut e = Encoder::new();
    e.write("1970-01-01 08:00:05").unwrap();
    let utc = Decoder::new(&e.into_vec())
        .coercing(Coercion::Generic)
        .in_zone(hessian2::ZoneOffset { seconds: 0 })
        .read::<Date>();
    assert_eq!(utc.unwrap(), Date(28_805_000));
    assert!(generic::<_, Date>("tomorrow").is_err());
    assert_eq!(generic::<_, LocalDate>("2024-02-29").unwrap().day, 29);
    assert_eq!(
        generic::<_, LocalDateTime>("2024-02-29T01:02")
            .unwrap()
            .time
            .minute,
        2
    );
    assert_eq!(
        generic::<_, Uuid>("00000000-0000-0001-0000-000000000002").unwrap(),
        Uuid(1 << 64 | 2)
    );
    let map = Value::map(vec![
        ("class".into(), "any".into()),
        ("x".into(), "1".into()),
    ]);
    assert_eq!(from_value::<Point>(&map).unwrap(), Point { x: 1, y: 0 });
    assert!(generic::<_, i32>("many").is_err());
}

#[test]
fn any_collection_fits_any_other() {
    for class in [
        None,
        Some("java.util.ArrayList"),
        Some("java.util.HashSet"),
        Some("java.util.Arrays$ArrayList"),
        Some("java.util.Collections$UnmodifiableRandomAccessList"),
        Some("[string"),
        Some("no.such.List"),
    ] {
        let mut e = Encoder::new();
        e.begin_list(class, 2).unwrap();
        e.write("a").unwrap();
        e.write("b").unwrap();
        let bytes = e.into_vec();
        let read = || Decoder::new(&bytes);
        let (a, b) = ("a".to_owned(), "b".to_owned());
        assert_eq!(read().read::<Vec<String>>().unwrap(), ["a", "b"]);
        assert_eq!(
            read().read::<HashSet<String>>().unwrap(),
            HashSet::from([a.clone(), b.clone()])
        );
        assert_eq!(
            read().read::<LinkedList<String>>().unwrap(),
            LinkedList::from([a.clone(), b.clone()])
        );
        assert_eq!(read().read::<Array<String>>().unwrap(), Array(vec![a, b]));
        assert!(read().read::<HashMap<String, String>>().is_err());
        assert!(read().read::<Point>().is_err());
    }
    // Without a length, as no Java writes lists but other senders may.
    assert_eq!(
        Decoder::new(b"W\x91\x92Z").read::<Vec<i32>>().unwrap(),
        [1, 2]
    );
    assert_eq!(
        Decoder::new(b"U\x04[int\x91\x92Z")
            .read::<Vec<i32>>()
            .unwrap(),
        [1, 2]
    );
    let set = EnumSet {
        element: JavaClass { name: "x".into() },
        objects: Objects(vec![Color::Red, Color::Blue]),
    };
    assert_eq!(
        wire::<_, Vec<Color>>(&set).unwrap(),
        [Color::Red, Color::Blue]
    );
}

#[test]
fn maps_and_objects_fit_each_other() {
    let fields = BTreeMap::from([
        ("x".to_owned(), 1),
        ("y".to_owned(), 2),
        ("z".to_owned(), 3),
    ]);
    assert_eq!(wire::<_, Point>(&fields).unwrap(), Point { x: 1, y: 2 });
    let mut e = Encoder::new();
    e.begin_map(Some("com.example.vec.Types$Point")).unwrap();
    e.write("y").unwrap();
    e.write(&2).unwrap();
    e.end_map();
    assert_eq!(
        Decoder::new(&e.into_vec()).read::<Point>().unwrap(),
        Point { x: 0, y: 2 }
    );
    let map = BTreeMap::from([("x".to_owned(), 1_i64), ("y".to_owned(), 2)]);
    assert_eq!(
        wire::<_, BTreeMap<String, i64>>(&Point { x: 1, y: 2 }).unwrap(),
        map
    );
    let constant = BTreeMap::from([("name".to_owned(), "GREEN".to_owned())]);
    assert_eq!(wire::<_, Color>(&constant).unwrap(), Color::Verdant);
}

#[test]
fn of_fields_of_one_name_the_last_counts() {
    let mut e = Encoder::new();
    e.object("P", &["x", "x"]).unwrap();
    e.write(&1).unwrap();
    e.write(&2).unwrap();
    let bytes = e.into_vec();
    assert_eq!(Decoder::new(&bytes).read::<Point>().unwrap().x, 2);
    let value: Value = Decoder::new(&bytes).read().unwrap();
    assert_eq!(value.as_object().unwrap().get("x"), Some(&Value::Int(2)));
}

#[test]
fn surrogates_join_over_chunks_and_lone_ones_are_replaced() {
    let cases: [(&[u8], &str); 6] = [
        (b"R\x00\x01\xed\xa0\xbd\x01\xed\xb8\x80", "😀"),
        (b"R\x00\x02a\xed\xa0\xbdR\x00\x00\x02\xed\xb8\x80b", "a😀b"),
        (b"\x01\xed\xa0\xbd", "\u{fffd}"),
        (b"\x02\xed\xb8\x80x", "\u{fffd}x"),
        (b"\x03\xed\xa0\xbd\xed\xa0\xbd\xed\xb8\x80", "\u{fffd}😀"),
        (b"R\x00\x01\xed\xa0\xbd\x01x", "\u{fffd}x"),
    ];
    for (bytes, text) in cases {
        let mut d = Decoder::new(bytes);
        assert_eq!(d.read::<String>().unwrap(), text);
        assert!(d.is_at_end());
    }
    // Four-byte UTF-8, a lone continuation, a cut sequence, an overlong one.
    for bytes in [
        &b"\x02\xf0\x9f\x98\x80"[..],
        b"\x01\x80",
        b"\x01\xe4\xb8",
        b"\x01\xc0\x80",
        b"\x01\xe4xx",
    ] {
        assert!(
            Decoder::new(bytes).read::<String>().is_err(),
            "{bytes:02x?}"
        );
    }
}

#[test]
fn errors_say_where_and_what() {
    #[derive(Hessian, Debug)]
    #[hessian(class = "com.example.Order")]
    struct Order {
        lines: Vec<Point>,
    }
    let mut e = Encoder::new();
    e.object("com.example.Order", &["lines"]).unwrap();
    e.begin_list(None, 1).unwrap();
    e.object("com.example.vec.Types$Point", &["x"]).unwrap();
    e.write("many").unwrap();
    let error = Decoder::new(&e.into_vec()).read::<Order>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "hessian2: at byte 61: in com.example.Order.lines.x: expected an int, met a string (0x04)"
    );
    assert_eq!(
        (error.kind(), error.position()),
        (ErrorKind::TypeMismatch, Some(61))
    );
    let order = Decoder::new(b"C\x01O\x90\x60").read::<Order>().unwrap();
    assert!(order.lines.is_empty());
}

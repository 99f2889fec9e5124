//! Every limit at n and at n + 1, reading dynamic values, typed ones, and skipping.

use hessian2::{
    BigDecimal, BigInt, ByteArray, Decoder, Encoder, ErrorKind, Limits, MAX_DEPTH,
    MAX_REPEATED_BYTES, Value,
};

/// Asserts that `bytes` need exactly `n` of the limit that `set` sets, called `name` in the error.
fn exact(name: &str, n: usize, bytes: &[u8], set: impl Fn(&mut Limits, usize)) {
    exact_by(name, n, bytes, set, |d| d.read::<Value>().map(drop));
}

fn exact_by(
    name: &str,
    n: usize,
    bytes: &[u8],
    set: impl Fn(&mut Limits, usize),
    read: impl Fn(&mut Decoder<'_>) -> hessian2::Result<()>,
) {
    let run = |limit: usize| {
        let mut limits = Limits::default();
        set(&mut limits, limit);
        let mut d = Decoder::with_limits(bytes, limits);
        while !d.is_at_end() {
            read(&mut d)?;
        }
        Ok::<_, hessian2::Error>(())
    };
    run(n).unwrap_or_else(|e| panic!("{name} at {n}: {e}"));
    let error = run(n - 1).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Limit, "{error}");
    assert!(
        error
            .to_string()
            .contains(&format!("`{name}` of {}", n - 1)),
        "{error}"
    );
}

/// As [`exact`], and also when the value is passed over.
fn exact_and_skipped(name: &str, n: usize, bytes: &[u8], set: impl Fn(&mut Limits, usize)) {
    exact(name, n, bytes, &set);
    exact_by(name, n, bytes, &set, |d| d.skip());
}

fn bytes_of(write: impl FnOnce(&mut Encoder)) -> Vec<u8> {
    let mut e = Encoder::new();
    write(&mut e);
    e.into_vec()
}

#[test]
fn bytes() {
    exact_and_skipped("bytes", 6, b"\x05hello", |l, n| l.bytes = n);
}

#[test]
fn depth() {
    let nested = |levels: usize| {
        let mut bytes = vec![0x79; levels];
        bytes.push(0x90);
        bytes
    };
    exact_and_skipped("depth", 64, &nested(64), |l, n| l.depth = n);
    let default = Limits::default().depth;
    assert!(Decoder::new(&nested(default)).read::<Value>().is_ok());
    assert!(Decoder::new(&nested(default + 1)).read::<Value>().is_err());
    // A map in an object in a list.
    let mixed = bytes_of(|e| {
        e.begin_list(None, 1).unwrap();
        e.object("X", &["m"]).unwrap();
        e.begin_map(None).unwrap();
        e.end_map();
    });
    exact_and_skipped("depth", 3, &mixed, |l, n| l.depth = n);
    // Nobody can ask for more than a thread's stack holds.
    let limits = Limits {
        depth: usize::MAX,
        ..Limits::default()
    };
    let error = Decoder::with_limits(&nested(1 << 20), limits)
        .read::<Value>()
        .unwrap_err();
    assert!(
        error
            .to_string()
            .contains(&format!("`depth` of {MAX_DEPTH}")),
        "{error}"
    );
}

#[test]
fn items() {
    let lists = bytes_of(|e| {
        e.write(&vec![vec![1, 2], vec![3]]).unwrap();
        e.write(&std::collections::BTreeMap::from([(1, 1), (2, 2)]))
            .unwrap();
    });
    exact_and_skipped("items", 7, &lists, |l, n| l.items = n);
    // Without a length, elements count one by one.
    exact_and_skipped("items", 3, b"W\x90\x90\x90Z", |l, n| l.items = n);
    // What is read again through a reference counts again.
    let shared = Value::list(vec![1.into(), 2.into()]);
    let bytes = bytes_of(|e| e.write(&Value::list(vec![shared.clone(), shared])).unwrap());
    exact_by(
        "items",
        6,
        &bytes,
        |l, n| l.items = n,
        |d| d.read::<Vec<Vec<i32>>>().map(drop),
    );
}

#[test]
fn string_units() {
    for (units, text) in [
        (5, "hello".to_owned()),
        (4, "中😀x".into()),
        (40_000, "é".repeat(40_000)),
    ] {
        let bytes = bytes_of(|e| e.write(&text).unwrap());
        exact_and_skipped("string_units", units, &bytes, |l, n| l.string_units = n);
        exact_by(
            "string_units",
            units,
            &bytes,
            |l, n| l.string_units = n,
            |d| d.read::<String>().map(drop),
        );
    }
}

#[test]
fn binary_bytes() {
    for len in [5, 40, 2000, 20_000] {
        let bytes = bytes_of(|e| e.write(&ByteArray(vec![1; len])).unwrap());
        exact_and_skipped("binary_bytes", len, &bytes, |l, n| l.binary_bytes = n);
    }
}

#[test]
fn class_definitions() {
    let bytes = bytes_of(|e| {
        for i in 0..20 {
            e.object(&format!("C{i}"), &[]).unwrap();
        }
    });
    exact_and_skipped("class_definitions", 20, &bytes, |l, n| {
        l.class_definitions = n
    });
}

#[test]
fn class_fields() {
    let names: Vec<String> = (0..30).map(|i| format!("f{i}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let bytes = bytes_of(|e| {
        e.object("C", &names).unwrap();
        names.iter().for_each(|_| e.write_null());
    });
    exact_and_skipped("class_fields", 30, &bytes, |l, n| l.class_fields = n);
}

#[test]
fn type_names() {
    let bytes = bytes_of(|e| {
        for i in 0..20 {
            e.begin_list(Some(&format!("T{i}")), 0).unwrap();
            e.begin_list(Some(&format!("T{i}")), 0).unwrap();
        }
    });
    exact_and_skipped("type_names", 20, &bytes, |l, n| l.type_names = n);
}

#[test]
fn decimal_digits() {
    let set = |l: &mut Limits, n| l.decimal_digits = n;
    for (n, text) in [
        (10, "1234567.890"),
        (30, "1E+30"),
        (30, "1E-30"),
        (20, "1.2345678901234567890"),
    ] {
        let bytes = bytes_of(|e| {
            e.object("java.math.BigDecimal", &["value"]).unwrap();
            e.write(text).unwrap();
        });
        exact_by("decimal_digits", n, &bytes, set, |d| {
            d.read::<BigDecimal>().map(drop)
        });
    }
    let bytes = bytes_of(|e| e.write(&(BigInt::from(1) << 90)).unwrap());
    exact_by("decimal_digits", 28, &bytes, set, |d| {
        d.read::<BigInt>().map(drop)
    });
}

#[test]
fn expansion() {
    let text = "x".repeat(1000);
    let bytes = bytes_of(|e| e.write(&text).unwrap());
    let set = |l: &mut Limits, n| (l.expansion, l.expansion_floor) = (0, n);
    exact("expansion", 1000, &bytes, set);
    // By the size of the input and the floor together.
    let pair = b"\x7a\x00\x00";
    let limits = |floor| Limits {
        expansion: 1,
        expansion_floor: floor,
        ..Limits::default()
    };
    let read = |floor| Decoder::with_limits(pair, limits(floor)).read::<Vec<String>>();
    assert_eq!(read(48 - 3).unwrap().len(), 2);
    let error = read(48 - 4).unwrap_err();
    assert!(error.to_string().contains("`expansion`"), "{error}");
}

/// At the defaults: what is dense but honest is read at any length, what is not only as far as the
/// constant goes.
#[test]
fn expansion_at_its_default() {
    // 24 for one byte; then 48 and a slot for three, which is what most objects come to.
    let texts = bytes_of(|e| e.write(&vec![String::new(); 500_000]).unwrap());
    assert!(Decoder::new(&texts).read::<Vec<String>>().is_ok());
    assert!(Decoder::new(&texts).read::<Value>().is_ok());
    let lists = bytes_of(|e| e.write(&vec![vec!["x"]; 500_000]).unwrap());
    assert!(Decoder::new(&lists).read::<Vec<Vec<String>>>().is_ok());
    // One byte of input for 72 here and a slot do not, beyond the constant.
    let empties = |count: usize| bytes_of(|e| e.write(&vec![Vec::<i32>::new(); count]).unwrap());
    assert!(Decoder::new(&empties(500)).read::<Value>().is_ok());
    let error = Decoder::new(&empties(10_000)).read::<Value>().unwrap_err();
    assert!(error.to_string().contains("`expansion`"), "{error}");
}

#[test]
fn stack_bytes() {
    let nested = |levels: usize| {
        let mut bytes = vec![0x79; levels];
        bytes.push(0x90);
        bytes
    };
    let limits = |stack_bytes| Limits {
        stack_bytes,
        ..Limits::default()
    };
    // What one level takes is the compiler's choice; that levels count is ours.
    let read = |stack_bytes, levels| {
        Decoder::with_limits(&nested(levels), limits(stack_bytes)).read::<Value>()
    };
    assert!(read(0, 1).is_ok());
    let needed = (0..1 << 20)
        .step_by(64)
        .find(|n| read(*n, 200).is_ok())
        .unwrap();
    assert!(read(needed, 201).is_err() && read(needed, 100).is_ok());
    let error = read(needed - 64, 200).unwrap_err();
    assert!(error.to_string().contains("`stack_bytes`"), "{error}");
}

/// Values that share values on every one of `levels`, two each, around `innermost`.
fn doubled(levels: usize, innermost: Value) -> Value {
    (0..levels).fold(innermost, |inner, _| {
        Value::list(vec![inner.clone(), inner])
    })
}

fn written(value: &Value) -> hessian2::Result<Vec<u8>> {
    let mut e = Encoder::new();
    e.write(value)?;
    Ok(e.into_vec())
}

#[test]
fn max_repeated_bytes() {
    let uuid = || hessian2::to_value(&hessian2::Uuid(1)).unwrap();
    // A list of `bytes` bytes, a binary and nulls, after a UUID and with copies.
    let copied = |bytes: usize, copies: usize| {
        let list = |nulls| {
            let mut all = vec![Value::Null; nulls];
            all.push(Value::Binary(vec![1; bytes - 10_000].into()));
            Value::list(all)
        };
        let list = list(5_000 + bytes - written(&list(5_000)).unwrap().len());
        assert_eq!(written(&list).unwrap().len(), bytes);
        let mut all = vec![list; copies + 1];
        all.insert(0, uuid());
        written(&Value::list(all))
    };
    let fits = copied(MAX_REPEATED_BYTES, 1).unwrap();
    assert!(fits.len() > 2 * MAX_REPEATED_BYTES);
    let error = copied(MAX_REPEATED_BYTES + 1, 1).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unencodable);
    let text = error.to_string();
    let limit = format!("`MAX_REPEATED_BYTES` of {MAX_REPEATED_BYTES}");
    assert!(text.contains(&limit), "{text}");
    // Several copies count together.
    assert!(copied(MAX_REPEATED_BYTES / 8, 8).is_ok());
    assert!(copied(MAX_REPEATED_BYTES / 8, 9).is_err());
}

#[test]
fn what_doubles_with_each_level_is_refused_before_it_is_written() {
    let uuid = || hessian2::to_value(&hessian2::Uuid(1)).unwrap();
    let shared = doubled(200, Value::list(Vec::new()));
    // Without a UUID, and before one, every level is a reference.
    assert!(written(&shared).unwrap().len() < 1000);
    let before = Value::list(vec![shared.clone(), uuid(), shared.clone()]);
    assert!(written(&before).unwrap().len() < 1000);
    let after = Value::list(vec![uuid(), shared]);
    let error = written(&after).unwrap_err();
    assert!(error.to_string().contains("MAX_REPEATED_BYTES"), "{error}");
    // Nobody but us reads what is only turned into another form.
    assert!(hessian2::from_value::<Value>(&after).is_ok());
    // A few levels are copied, and read the same.
    let some = Value::list(vec![uuid(), doubled(10, Value::list(vec![1.into()]))]);
    let bytes = written(&some).unwrap();
    assert!(bytes.len() > 2 << 10);
    let limits = Limits {
        expansion_floor: usize::MAX,
        ..Limits::default()
    };
    let read: Value = Decoder::with_limits(&bytes, limits).read().unwrap();
    assert_eq!(read, some);
}

/// Nothing else can express a cycle.
#[test]
fn cycles_keep_their_reference_after_a_uuid() {
    let mut e = Encoder::new();
    e.begin_list(None, 3).unwrap();
    e.write(&hessian2::Uuid(1)).unwrap();
    let ring = b"\x79\x51\x92\x51\x92";
    let bytes = [e.into_vec(), ring.to_vec()].concat();
    let value: Value = Decoder::new(&bytes).read().unwrap();
    assert_eq!(written(&value).unwrap(), bytes);
}

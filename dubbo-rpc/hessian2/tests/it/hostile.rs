//! Bytes nobody should send: every one gets a value or an error, in bounded memory and time.

use crate::sample::{Everything, everything};
use hessian2::{Coercion, Decoder, Encoder, ErrorKind, Hessian, Limits, Throwable, Value};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, LinkedList};
use std::time::{Duration, Instant};

/// A way of reading one value.
type Read = fn(&mut Decoder<'_>) -> hessian2::Result<()>;

const WAYS: [Read; 12] = [
    |d| d.read::<Value>().map(drop),
    |d| d.skip(),
    |d| d.read::<Option<Everything>>().map(drop),
    |d| d.read::<Vec<Vec<Vec<String>>>>().map(drop),
    |d| d.read::<Throwable>().map(drop),
    |d| d.read::<Vec<Tree>>().map(drop),
    |d| d.read::<Vec<BTreeMap<String, String>>>().map(drop),
    |d| d.read::<Vec<HashMap<String, Vec<i64>>>>().map(drop),
    |d| d.read::<Vec<HashSet<Option<String>>>>().map(drop),
    |d| d.read::<BTreeSet<Vec<String>>>().map(drop),
    |d| d.read::<LinkedList<LinkedList<bool>>>().map(drop),
    |d| d.read::<BTreeMap<Vec<i8>, BTreeMap<i8, bool>>>().map(drop),
];

/// Bytes that reading `len` bytes may take at a time: the budget, and what needs none because the
/// input has no say in it (the decoder's own tables up to their limits, the text of one error).
fn allowed(len: usize) -> u64 {
    const OWN: usize = 16 << 10;
    let limits = Limits::default();
    u64::try_from(len * limits.expansion + limits.expansion_floor + OWN).unwrap()
}

/// The smallest class that can hold itself twice.
#[derive(Hessian)]
#[hessian(class = "com.example.Tree")]
struct Tree {
    more: Vec<Tree>,
}

/// Reads `bytes` in every way; yields the most memory any of them took at a time, and the time of
/// the slowest.
fn read_in_every_way(bytes: &[u8]) -> (u64, Duration) {
    let (mut most, mut slowest) = (0, Duration::ZERO);
    for read in WAYS {
        for coercion in [Coercion::Wire, Coercion::Generic] {
            let begun = Instant::now();
            let cost = allocation_counter::measure(|| {
                let mut d = Decoder::new(bytes).coercing(coercion);
                while !d.is_at_end() && read(&mut d).is_ok() {}
            });
            slowest = slowest.max(begun.elapsed());
            most = most.max(cost.bytes_max);
        }
    }
    (most, slowest)
}

/// Asserts that `bytes`, at most 64 KiB, are read in every way within 32 times their size and a
/// constant ([`allowed`]) and, optimised, within milliseconds.
fn bounded(name: &str, bytes: &[u8]) {
    assert!(bytes.len() <= 65_536, "{name} is {} bytes", bytes.len());
    // The best of three: the machine does other things too.
    let runs: Vec<_> = (0..3).map(|_| read_in_every_way(bytes)).collect();
    let (most, slowest) = runs
        .into_iter()
        .min_by_key(|(_, slowest)| *slowest)
        .unwrap();
    println!(
        "{name}: {most} bytes, {slowest:?} for {} bytes",
        bytes.len()
    );
    assert!(
        most <= allowed(bytes.len()),
        "{name}: {most} bytes allocated for {}",
        bytes.len()
    );
    // 10 ms on an idle machine; the tests share theirs.
    let allowed = if cfg!(debug_assertions) { 2_000 } else { 100 };
    assert!(
        slowest <= Duration::from_millis(allowed),
        "{name}: {slowest:?}"
    );
}

fn stream(write: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(&mut bytes);
    bytes
}

#[test]
fn declared_lengths_reserve_nothing() {
    for head in [
        &b"X"[..],
        b"V\x04[int",
        b"V\x01x",
        b"\x51",
        b"O",
        b"C\x01x",
        b"C",
    ] {
        for length in [
            [b'I', 0x7f, 0xff, 0xff, 0xff],
            [b'I', 0xff, 0xff, 0xff, 0xff],
        ] {
            bounded("length", &[head, &length].concat());
        }
    }
    for head in [
        &b"S\xff\xff"[..],
        b"B\xff\xff",
        b"R\xff\xff",
        b"A\xff\xff",
        b"\x33\xff",
    ] {
        bounded("chunk", head);
    }
    // A list inside a list inside a list, each as long as the rest of the input.
    let nested = stream(|b| {
        for _ in 0..60 {
            b.extend(b"X\xd4\xf0\x00");
        }
        b.resize(65_536, 0x90);
    });
    bounded("nested lengths", &nested);
}

#[test]
fn reference_bombs_end_early() {
    // Each list holds the one before twice: 2^60 when unfolded.
    let doubling = stream(|b| {
        b.extend([0x58, 0x90 + 30, 0x78]);
        for i in 0..29 {
            b.extend([0x7a, b'Q', 0x91 + i, b'Q', 0x91 + i]);
        }
    });
    bounded("doubling", &doubling);
    // The same in a class that a type can follow: one hundred of them, for 2^100.
    let typed = stream(|b| {
        b.extend(b"X\xc8\x64C\x01T\x91\x04more\x60\x78");
        for slot in (1..=197_u8).step_by(2) {
            b.extend([0x60, 0x7a, b'Q', 0xc8, slot, b'Q', 0xc8, slot]);
        }
    });
    bounded("doubling trees", &typed);
    let error = Decoder::new(&typed).read::<Vec<Tree>>().err().unwrap();
    assert_eq!(error.kind(), ErrorKind::Limit, "{error}");
    // One large value, and references to it as often as fits.
    let large = stream(|b| {
        b.extend(b"X\x49\x00\x00\x70\x00X\x49\x00\x00\x50\x00");
        b.resize(b.len() + 0x5000, 0x00);
        b.extend(b"Q\x91".repeat(0x4fff));
    });
    bounded("large", &large);
    // The same where the large part is an unknown field.
    let unknown = stream(|b| {
        b.extend(b"X\x49\x00\x00\x70\x00C\x01P\x91\x01?`X\x49\x00\x00\x50\x00");
        b.resize(b.len() + 0x5000, 0x90);
        b.extend(b"Q\x91".repeat(0x4fff));
    });
    bounded("unknown", &unknown);
    let value: Value = Decoder::new(&doubling).read().unwrap();
    // Nor does printing, comparing, dropping or writing it unfold it.
    assert!(format!("{value:?}").len() < 100_000);
    assert!(value == value.clone());
    let mut e = Encoder::new();
    e.write(&value).unwrap();
    assert!(e.len() < 2 * doubling.len());
}

#[test]
fn class_table_floods_are_refused() {
    let flood = stream(|b| {
        while b.len() < 65_000 {
            b.extend(b"C\x01x\x90");
        }
        b.extend(b"\x60");
    });
    bounded("definitions", &flood);
    let wide = stream(|b| {
        b.extend(b"C\x01x\xcb\xff");
        b.extend(b"\x01f".repeat(1023));
        while b.len() < 64_000 {
            b.push(0x60);
            b.extend([b'N'; 1023]);
        }
    });
    bounded("wide", &wide);
    let types = stream(|b| {
        for i in 0..20_000_u16 {
            let [high, low] = i.to_be_bytes();
            b.extend([0x70, 0x02, high & 0x7f, low & 0x7f]);
        }
        b.truncate(65_536);
    });
    bounded("type names", &types);
}

#[test]
fn small_parts_stay_small() {
    let cases: [(&str, &[u8]); 13] = [
        ("empty lists", b"\x78"),
        ("empty maps", b"HZ"),
        ("empty strings", b"\x00"),
        ("nulls", b"N"),
        ("ints", b"\x90"),
        ("empty typed lists", b"\x70\x01x"),
        ("empty chunks", b"R\x00\x00"),
        ("empty binaries", b"A\x00\x00"),
        ("lists of one", b"W\x90Z"),
        ("lists of an empty text", b"\x79\x00"),
        ("maps of one", b"H\x00\x00Z"),
        ("maps of a list", b"H\x78\x78Z"),
        ("lists in themselves", b"\x79Q\x90"),
    ];
    for (name, part) in cases {
        for head in [&b"W"[..], b""] {
            let mut bytes = head.to_vec();
            while bytes.len() + part.len() <= 65_536 {
                bytes.extend(part);
            }
            bounded(name, &bytes);
        }
    }
    // Each list holds itself.
    let rings = stream(|b| {
        b.push(b'W');
        for slot in 1_u16..16_000 {
            let [high, low] = slot.to_be_bytes();
            b.extend([0x79, b'Q', 0xd4, high, low]);
            b.truncate(65_536);
        }
    });
    bounded("rings", &rings);
    // A map of one-byte keys and values, also as an object's fields.
    let map = stream(|b| {
        b.push(b'H');
        b.resize(65_535, 0x90);
    });
    bounded("map", &map);
}

#[test]
fn nesting_never_overflows_the_stack() {
    for part in [
        &b"\x79"[..],
        b"H\x90",
        b"\x71\x01x",
        b"W",
        b"C\x01x\x91\x01f\x60",
        b"M\x01xN",
    ] {
        bounded("nesting", &part.repeat(65_536 / part.len()));
        // At the very deepest a limit can be set to, on the stack a runtime's thread has.
        let deepest = part.repeat(hessian2::MAX_DEPTH + 8);
        let thread = std::thread::Builder::new()
            .stack_size(2 << 20)
            .spawn(move || {
                let limits = Limits {
                    depth: usize::MAX,
                    class_definitions: usize::MAX,
                    type_names: usize::MAX,
                    ..Limits::default()
                };
                let _ = Decoder::with_limits(&deepest, limits.clone()).read::<Value>();
                let _ = Decoder::with_limits(&deepest, limits.clone()).skip();
                let _ = Decoder::with_limits(&deepest, limits.clone()).read::<Throwable>();
                let _ = Decoder::with_limits(&deepest, limits).read::<Everything>();
            });
        thread.unwrap().join().unwrap();
    }
}

/// A class whose frame, when it is read, is far larger than any real one's.
struct Wide(Option<Box<Wide>>);

impl hessian2::Decode for Wide {
    #[allow(clippy::large_stack_arrays)] // the point
    fn decode(d: &mut Decoder<'_>) -> hessian2::Result<Self> {
        let frame = std::hint::black_box([1_u8; 32 << 10]);
        let inner = d.read::<Vec<Option<Wide>>>()?.into_iter().flatten().next();
        std::hint::black_box(&frame);
        Ok(Wide(inner.map(Box::new)))
    }
}

#[test]
fn large_frames_end_before_the_stack_does() {
    let nested = |levels: usize| {
        let mut bytes = vec![0x79; levels];
        bytes.push(b'N');
        bytes
    };
    // 200 levels of 32 KiB or more are three times a thread's stack.
    let thread = std::thread::Builder::new()
        .stack_size(2 << 20)
        .spawn(move || {
            let read = |levels| Decoder::new(&nested(levels)).read::<Wide>();
            assert!(read(5).unwrap().0.is_some());
            let error = read(200).err().unwrap();
            assert_eq!(error.kind(), ErrorKind::Limit, "{error}");
            assert!(
                error.to_string().contains("`stack_bytes` of 1048576"),
                "{error}"
            );
        });
    thread.unwrap().join().unwrap();
}

/// A chain as deep as the default allows (the last level is the empty list in its last object) is
/// read on the stack of a runtime's thread, in an unoptimised build, in every way; one more is not.
#[test]
fn the_deepest_default_fits_a_thread() {
    let chain = |levels: usize| {
        let mut e = Encoder::new();
        let inner = (1..levels).fold(Chain::default(), |next, _| Chain {
            next: Some(Box::new(next)),
            ..Chain::default()
        });
        e.write(&inner).unwrap();
        e.into_vec()
    };
    let thread = std::thread::Builder::new()
        .stack_size(2 << 20)
        .spawn(move || {
            let fits = chain(hessian2::MAX_DEPTH - 1);
            let read: Chain = Decoder::new(&fits).read().unwrap();
            assert_eq!(read.len(), 255);
            let value: Value = Decoder::new(&fits).read().unwrap();
            // Whatever is done with the value recurses as deep.
            assert!(format!("{value:?}").contains("Chain"));
            assert!(value == value.clone());
            let again: Chain = hessian2::from_value(&value).unwrap();
            assert_eq!(again.len(), 255);
            Decoder::new(&fits).skip().unwrap();

            let over = chain(hessian2::MAX_DEPTH);
            for error in [
                Decoder::new(&over).read::<Chain>().err().unwrap(),
                Decoder::new(&over).read::<Value>().err().unwrap(),
                Decoder::new(&over).skip().err().unwrap(),
            ] {
                assert!(error.to_string().contains("`depth` of 256"), "{error}");
            }
        });
    thread.unwrap().join().unwrap();
}

/// A class with as many fields as a large one of the contract, that can follow itself.
#[derive(Hessian, Default)]
#[hessian(class = "com.example.Chain")]
struct Chain {
    next: Option<Box<Chain>>,
    a: Option<String>,
    b: Option<i64>,
    c: Vec<String>,
    d: HashMap<String, String>,
    e: Option<hessian2::BigDecimal>,
    f: Option<hessian2::Date>,
    g: Option<String>,
    h: Option<String>,
    i: Option<String>,
    j: Option<hessian2::LocalDateTime>,
}

impl Chain {
    fn len(&self) -> usize {
        std::iter::successors(Some(self), |chain| chain.next.as_deref()).count()
    }
}

#[test]
fn a_deep_value_is_dropped_without_recursion() {
    for wrap in [
        |inner| Value::list(vec![inner]),
        |inner| Value::map(vec![(inner, Value::Null)]),
        |inner: Value| hessian2::ObjectValue::new("X").with("f", inner).into(),
    ] {
        let mut value = Value::Null;
        for _ in 0..200_000 {
            value = wrap(value);
        }
        // Nor is it written: Java would not read it either.
        assert!(Encoder::new().write(&value).is_err());
        drop(value);
    }
}

/// `String.hashCode` collides for every mix of "Aa" and "BB"; here the hash is seeded.
#[test]
fn colliding_keys_cost_linear_time() {
    const KEYS: u32 = 1 << 17;
    let mut e = Encoder::new();
    e.begin_map(None).unwrap();
    for i in 0..KEYS {
        let key: String = (0..17)
            .map(|bit| if i >> bit & 1 == 0 { "Aa" } else { "BB" })
            .collect();
        e.write(&key).unwrap();
        e.write_i32(1);
    }
    e.end_map();
    let bytes = e.into_vec();
    let begun = Instant::now();
    let map: HashMap<String, i32> = Decoder::new(&bytes).read().unwrap();
    assert_eq!(map.len(), KEYS as usize);
    let as_value: Value = Decoder::new(&bytes).read().unwrap();
    assert_eq!(as_value.as_map().unwrap().entries.len(), KEYS as usize);
    let set: HashSet<String> = map.into_keys().collect();
    assert_eq!(set.len(), KEYS as usize);
    assert!(
        begun.elapsed() < Duration::from_secs(20),
        "{:?}",
        begun.elapsed()
    );
}

#[test]
fn class_names_have_no_effect() {
    // What real exploits name, and a name nobody has: the same answer but for the name.
    let gadgets = [
        "javax.naming.InitialContext",
        "com.rometools.rome.feed.impl.EqualsBean",
        "org.springframework.aop.support.DefaultBeanFactoryPointcutAdvisor",
        "com.sun.rowset.JdbcRowSetImpl",
        "javax.swing.UIDefaults$ProxyLazyValue",
        "java.lang.Runtime",
        "no.such.Class",
    ];
    for class in gadgets {
        for write in [
            |e: &mut Encoder, class: &str| e.object(class, &["class", "value"]),
            |e: &mut Encoder, class: &str| e.begin_list(Some(class), 2),
        ] {
            let mut e = Encoder::new();
            write(&mut e, class).unwrap();
            e.write(class).unwrap();
            e.write("x").unwrap();
            let value: Value = Decoder::new(&e.into_vec()).read().unwrap();
            let shown = format!("{value:?}").replace(class, "C");
            assert!(
                ["C { class: \"C\", value: \"x\" }", "C[\"C\", \"x\"]"].contains(&&*shown),
                "{shown}"
            );
        }
    }
}

#[test]
fn what_fuzzing_found_stays_fixed() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/regressions");
    let mut count = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let file = file.unwrap();
        bounded(
            &file.file_name().to_string_lossy(),
            &std::fs::read(file.path()).unwrap(),
        );
        count += 1;
    }
    assert!(count > 0);
}

/// The seed that gives the fuzzer a field of every type.
#[test]
fn everything_is_a_seed() {
    let mut e = Encoder::new();
    e.write(&everything()).unwrap();
    let bytes = e.into_vec();
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/testdata/regressions/everything"
    );
    if std::env::var_os("HESSIAN_WRITE_SEEDS").is_some() {
        std::fs::write(file, &bytes).unwrap();
    }
    assert!(
        std::fs::read(file).unwrap() == bytes,
        "run with HESSIAN_WRITE_SEEDS=1 and commit"
    );
    assert_eq!(
        Decoder::new(&bytes).read::<Everything>().unwrap(),
        everything()
    );
}

fn corpus() -> Vec<Vec<u8>> {
    let rows = crate::vectors::rows();
    let mut all: Vec<_> = rows
        .iter()
        .filter_map(|row| row["hex"].as_str())
        .filter(|hex| hex.len() < 4000)
        .map(crate::vectors::unhex)
        .collect();
    let mut e = Encoder::new();
    e.write(&everything()).unwrap();
    all.extend(std::iter::repeat_n(e.into_vec(), 64));
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    /// Java's own bytes with some changed, cut, doubled or joined.
    #[test]
    fn mutated_vectors_never_panic(
        picks in prop::collection::vec(any::<prop::sample::Index>(), 1..3),
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..5), 0..6),
    ) {
        thread_local!(static CORPUS: Vec<Vec<u8>> = corpus());
        let mut bytes = CORPUS.with(|corpus| {
            picks.iter().flat_map(|pick| pick.get(corpus).iter().copied()).collect::<Vec<u8>>()
        });
        for (at, byte, edit) in edits {
            if bytes.is_empty() {
                break;
            }
            let at = at.index(bytes.len());
            match edit {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                2 => drop(bytes.remove(at)),
                3 => bytes.truncate(at),
                _ => bytes.extend_from_within(at..),
            }
        }
        let (most, _) = read_in_every_way(&bytes);
        prop_assert!(most <= allowed(bytes.len()), "{most} bytes for {}", bytes.len());
    }

    /// Any text comes back, with a lone surrogate at either end of a chunk or not.
    #[test]
    fn any_text_comes_back(text in "\\PC{0,40}", pad in 0usize..3) {
        let text = format!("{}{text}", "x".repeat(32_766 + pad));
        let mut e = Encoder::new();
        e.write(&text).unwrap();
        let bytes = e.into_vec();
        let mut d = Decoder::new(&bytes);
        prop_assert_eq!(d.read::<String>().unwrap(), text);
        prop_assert!(d.is_at_end());
        let mut d = Decoder::new(&bytes);
        d.skip().unwrap();
        prop_assert!(d.is_at_end());
    }

    #[test]
    fn any_number_comes_back(int: i32, long: i64, bits: u64) {
        let double = f64::from_bits(bits);
        let mut e = Encoder::new();
        e.write(&int).unwrap();
        e.write(&long).unwrap();
        e.write(&double).unwrap();
        e.write_date_ms(long);
        let bytes = e.into_vec();
        let mut d = Decoder::new(&bytes);
        prop_assert_eq!(d.read::<i32>().unwrap(), int);
        prop_assert_eq!(d.read::<i64>().unwrap(), long);
        let read = d.read::<f64>().unwrap();
        prop_assert!(read == double || (read.is_nan() && double.is_nan()));
        prop_assert_eq!(d.read_date_ms().unwrap(), long);
    }
}

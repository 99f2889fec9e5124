//! Java classes of the test data, and one class that has a field of every type this crate knows.
//! Shared with the fuzz targets and the benchmark.

use hessian2::{
    Array, AtomicBoolean, AtomicInteger, AtomicLong, AtomicReference, BigDecimal, BigInt, BitSet,
    ByteArray, CharArray, Currency, Date, Duration, EnumSet, Hessian, Instant, JavaClass,
    LocalDate, LocalDateTime, LocalTime, Locale, MonthDay, OffsetDateTime, OffsetTime, Period,
    SqlDate, SqlTime, SqlTimestamp, StackTraceElement, Throwable, Uuid, Value, Year, YearMonth,
    ZoneId, ZoneOffset, ZonedDateTime,
};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, LinkedList, VecDeque};

/// A place on the plane.
#[derive(Hessian, Debug, Clone, Default, PartialEq)]
#[hessian(class = "com.example.vec.Types$Point")]
pub(crate) struct Point {
    /// To the right.
    pub(crate) x: i32,
    /// Up.
    pub(crate) y: i32,
}

#[derive(Hessian, Debug, Clone, Default, PartialEq)]
#[hessian(class = "com.example.vec.Types$Base")]
pub(crate) struct Base {
    pub(crate) created_at: Option<Date>,
    pub(crate) name: Option<String>,
}

#[derive(Hessian, Debug, Clone, Default, PartialEq)]
#[hessian(class = "com.example.vec.Types$Derived")]
pub(crate) struct Derived {
    pub(crate) id: i64,
    pub(crate) note: Option<String>,
    pub(crate) p: Option<Point>,
    #[hessian(flatten_super)]
    pub(crate) base: Base,
}

#[derive(Hessian, Debug, Clone, Default, PartialEq)]
#[hessian(class = "com.example.vec.Types$Shadow")]
pub(crate) struct Shadow {
    pub(crate) name: Option<String>,
    #[hessian(flatten_super)]
    pub(crate) base: Base,
}

#[derive(Hessian, Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[hessian(class = "com.example.vec.Types$Color")]
pub(crate) enum Color {
    Red,
    #[hessian(name = "GREEN")]
    Verdant,
    Blue,
    #[hessian(other)]
    Other(String),
}

/// What every method answers.
#[derive(Hessian, Debug, Clone, PartialEq)]
#[hessian(class = "com.example.vec.Types$Result")]
pub(crate) struct Reply<T> {
    pub(crate) code: String,
    pub(crate) data: Option<T>,
    pub(crate) page: Vec<T>,
    pub(crate) by_name: HashMap<String, Vec<T>>,
}

#[derive(Hessian, Debug, Clone, Default, PartialEq)]
#[hessian(class = "com.example.vec.Types$Node")]
pub(crate) struct Node {
    pub(crate) v: Option<String>,
    pub(crate) next: Option<Box<Node>>,
}

/// `Types.AllKinds`.
#[derive(Hessian, Debug, Clone, Default, PartialEq)]
#[hessian(class = "com.example.vec.Types$AllKinds")]
pub(crate) struct AllKinds {
    pub(crate) z: bool,
    pub(crate) b: i8,
    pub(crate) s: i16,
    pub(crate) c: char,
    pub(crate) i: i32,
    pub(crate) l: i64,
    pub(crate) f: f32,
    pub(crate) d: f64,
    pub(crate) bz: Option<bool>,
    pub(crate) bb: Option<i8>,
    pub(crate) bs: Option<i16>,
    pub(crate) bc: Option<char>,
    pub(crate) bi: Option<i32>,
    pub(crate) bl: Option<i64>,
    pub(crate) bf: Option<f32>,
    pub(crate) bd: Option<f64>,
    pub(crate) str: Option<String>,
    pub(crate) bytes: Option<ByteArray>,
    pub(crate) ints: Option<Array<i32>>,
    pub(crate) strs: Option<Array<Option<String>>>,
    pub(crate) objs: Option<Array<Value>>,
    pub(crate) pts: Option<Array<Option<Point>>>,
    pub(crate) color: Option<Color>,
    pub(crate) dec: Option<BigDecimal>,
    pub(crate) date: Option<Date>,
    pub(crate) ldt: Option<LocalDateTime>,
    pub(crate) list: Option<Vec<Option<Point>>>,
    pub(crate) map: Option<BTreeMap<String, Option<Point>>>,
    pub(crate) set: Option<HashSet<i64>>,
    pub(crate) nothing: Value,
}

/// The types of the JDK that `AllKinds` does not have.
#[derive(Hessian, Debug, Clone, Default, PartialEq)]
#[hessian(class = "com.example.vec.Types$JdkKinds")]
pub(crate) struct JdkKinds {
    pub(crate) big: Option<BigInt>,
    pub(crate) uuid: Option<Uuid>,
    pub(crate) locale: Option<Locale>,
    pub(crate) currency: Option<Currency>,
    pub(crate) type_: Option<JavaClass>,
    pub(crate) bits: Option<BitSet>,
    pub(crate) colors: Option<EnumSet<Color>>,
    pub(crate) chars: Option<CharArray>,
    pub(crate) atomic_bool: Option<AtomicBoolean>,
    pub(crate) atomic_int: Option<AtomicInteger>,
    pub(crate) atomic_long: Option<AtomicLong>,
    pub(crate) atomic_ref: Option<AtomicReference<String>>,
    pub(crate) sql_timestamp: Option<SqlTimestamp>,
    pub(crate) sql_date: Option<SqlDate>,
    pub(crate) sql_time: Option<SqlTime>,
    pub(crate) local_date: Option<LocalDate>,
    pub(crate) local_time: Option<LocalTime>,
    pub(crate) instant: Option<Instant>,
    pub(crate) duration: Option<Duration>,
    pub(crate) period: Option<Period>,
    pub(crate) year: Option<Year>,
    pub(crate) year_month: Option<YearMonth>,
    pub(crate) month_day: Option<MonthDay>,
    pub(crate) zone_offset: Option<ZoneOffset>,
    pub(crate) zone_id: Option<ZoneId>,
    pub(crate) offset_time: Option<OffsetTime>,
    pub(crate) offset_date_time: Option<OffsetDateTime>,
    pub(crate) zoned_date_time: Option<ZonedDateTime>,
    pub(crate) linked: Option<LinkedList<Option<i64>>>,
    pub(crate) deque: Option<VecDeque<Option<String>>>,
    pub(crate) sorted: Option<BTreeSet<String>>,
    pub(crate) grid: Option<Array<Array<i64>>>,
    pub(crate) flags: Option<Array<bool>>,
    pub(crate) wide: Option<Array<f64>>,
    pub(crate) by_color: Option<HashMap<Color, Vec<Shadow>>>,
}

/// Everything at once, recursive.
#[derive(Hessian, Debug, Clone, Default, PartialEq)]
#[hessian(class = "com.example.vec.Types$Everything")]
pub(crate) struct Everything {
    pub(crate) all: Option<AllKinds>,
    pub(crate) jdk: Option<JdkKinds>,
    pub(crate) derived: Option<Derived>,
    pub(crate) node: Option<Node>,
    pub(crate) more: Vec<Everything>,
    pub(crate) failure: Option<Throwable>,
    pub(crate) frames: Vec<StackTraceElement>,
    pub(crate) reply: Option<Reply<Point>>,
    pub(crate) any: Value,
}

/// `new Types.AllKinds()`.
pub(crate) fn all_kinds() -> AllKinds {
    let point = |x, y| Some(Point { x, y });
    AllKinds {
        z: true,
        b: -5,
        s: 300,
        c: '中',
        i: 1 << 20,
        l: 1 << 40,
        f: 1.5,
        d: 2.25,
        bz: None,
        bb: Some(7),
        bs: Some(-300),
        bc: Some('x'),
        bi: Some(0),
        bl: Some(5),
        bf: Some(0.1),
        bd: Some(0.1),
        str: Some("s".into()),
        bytes: Some(ByteArray(vec![1, 2])),
        ints: Some(Array(vec![1, 2])),
        strs: Some(Array(vec![Some("a".into()), Some("b".into())])),
        objs: Some(Array(vec![Value::Int(1), "x".into(), Value::Null])),
        pts: Some(Array(vec![point(3, 4)])),
        color: Some(Color::Verdant),
        dec: "10.20".parse().ok(),
        date: Some(Date(0)),
        ldt: "2024-01-02T03:04:05.000000006".parse().ok(),
        list: Some(vec![point(5, 6), point(7, 8)]),
        map: Some(BTreeMap::from([("k".into(), point(9, 10))])),
        set: Some(HashSet::from([1])),
        nothing: Value::Null,
    }
}

/// A value of each type in [`JdkKinds`].
pub(crate) fn jdk_kinds() -> JdkKinds {
    let class = |name: &str| JavaClass { name: name.into() };
    JdkKinds {
        big: "-12345678901234567890123456789".parse().ok(),
        uuid: Some(Uuid(0x0123_4567_89ab_cdef_8123_4567_89ab_cdef)),
        locale: Some(Locale {
            value: "zh_CN".into(),
        }),
        currency: Some(Currency {
            currency_code: "CNY".into(),
        }),
        type_: Some(class("java.lang.String")),
        bits: Some(BitSet {
            words: Array(vec![2, 2]),
        }),
        colors: Some(EnumSet {
            element: class("com.example.vec.Types$Color"),
            objects: hessian2::Objects(vec![Color::Red, Color::Blue]),
        }),
        chars: Some(CharArray("a中".into())),
        atomic_bool: Some(AtomicBoolean { value: 1 }),
        atomic_int: Some(AtomicInteger { value: 5 }),
        atomic_long: Some(AtomicLong { value: 6 }),
        atomic_ref: Some(AtomicReference {
            value: Some("x".into()),
        }),
        sql_timestamp: Some(SqlTimestamp {
            value: Date(1_700_000_000_123),
        }),
        sql_date: Some(SqlDate {
            value: Date(1_700_000_000_000),
        }),
        sql_time: Some(SqlTime {
            value: Date(3_723_000),
        }),
        linked: Some(LinkedList::from([Some(1), None])),
        deque: Some(VecDeque::from([Some("q".into())])),
        sorted: Some(BTreeSet::from(["a".into(), "b".into()])),
        grid: Some(Array(vec![Array(vec![1, 1 << 40]), Array(Vec::new())])),
        flags: Some(Array(vec![true, false])),
        wide: Some(Array(vec![0.5, -1.0])),
        by_color: Some(HashMap::from([(
            Color::Blue,
            vec![Shadow {
                name: Some("shadow".into()),
                base: Base::default(),
            }],
        )])),
        ..times()
    }
}

fn times() -> JdkKinds {
    let date = LocalDate {
        year: 2024,
        month: 2,
        day: 29,
    };
    let time = LocalTime {
        hour: 23,
        minute: 59,
        second: 58,
        nano: 123_456_789,
    };
    let date_time = LocalDateTime {
        date: date.clone(),
        time: time.clone(),
    };
    let offset = ZoneOffset { seconds: 28_800 };
    JdkKinds {
        local_date: Some(date),
        local_time: Some(time.clone()),
        instant: Some(Instant {
            seconds: 1_700_000_000,
            nanos: 123_456_789,
        }),
        duration: Some(Duration {
            seconds: -3,
            nanos: 5,
        }),
        period: Some(Period {
            years: 1,
            months: -2,
            days: 3,
        }),
        year: Some(Year { year: 2024 }),
        year_month: Some(YearMonth {
            year: 2024,
            month: 2,
        }),
        month_day: Some(MonthDay { month: 2, day: 29 }),
        zone_offset: Some(offset.clone()),
        zone_id: Some(ZoneId {
            zone_id: "Asia/Shanghai".into(),
        }),
        offset_time: Some(OffsetTime {
            local_time: time,
            zone_offset: offset.clone(),
        }),
        offset_date_time: Some(OffsetDateTime {
            date_time: date_time.clone(),
            offset: offset.clone(),
        }),
        zoned_date_time: Some(ZonedDateTime {
            date_time,
            offset,
            zone_id: "Asia/Shanghai".into(),
        }),
        ..JdkKinds::default()
    }
}

/// Everything at once.
pub(crate) fn everything() -> Everything {
    let frame = StackTraceElement {
        declaring_class: "com.example.A".into(),
        method_name: "run".into(),
        file_name: Some("A.java".into()),
        line_number: 12,
    };
    let mut failure = Throwable::new("com.example.vec.Types$BizException", "库存不足")
        .with("code", "OUT_OF_STOCK")
        .with("message", "库存不足");
    failure.stack_trace = vec![frame.clone()];
    failure.cause = Some(Box::new(Throwable::new(
        "java.lang.IllegalStateException",
        "row lock",
    )));
    failure.suppressed = vec![Throwable::new("java.lang.RuntimeException", "closing")];
    Everything {
        all: Some(all_kinds()),
        jdk: Some(jdk_kinds()),
        derived: Some(Derived {
            id: 42,
            note: None,
            p: Some(Point { x: 1, y: -1 }),
            base: Base {
                created_at: Some(Date(1_700_000_000_123)),
                name: Some("base".into()),
            },
        }),
        node: Some(Node {
            v: Some("a".into()),
            next: Some(Box::default()),
        }),
        more: vec![Everything::default()],
        failure: Some(failure),
        frames: vec![frame],
        reply: Some(Reply {
            code: "OK".into(),
            data: Some(Point { x: 1, y: 2 }),
            page: vec![Point { x: 3, y: 4 }],
            by_name: HashMap::from([("😀".into(), Vec::new())]),
        }),
        any: Value::map(vec![("k".into(), Value::list(vec![1.into(), Value::Null]))]),
    }
}

//! Hessian2 as Dubbo's hessian-lite speaks it.
//!
//! Reads and writes what `com.alibaba:hessian-lite` 3.2 (Dubbo 2.6 to 3.2) and
//! `org.apache.dubbo:hessian-lite` 4.0 (Dubbo 3.3) read and write. Knows neither Dubbo nor
//! sockets: bytes in, values out.
//!
//! ```
//! use hessian2::{Decoder, Encoder, Hessian};
//!
//! /// A line of an order.
//! #[derive(Hessian, Debug, PartialEq)]
//! #[hessian(class = "com.example.OrderLine")]
//! struct OrderLine {
//!     /// The article.
//!     sku_id: i64,
//!     /// Pieces.
//!     quantity: i32,
//!     remark: Option<String>,
//! }
//!
//! let line = OrderLine { sku_id: 1001, quantity: 2, remark: None };
//! let mut e = Encoder::new();
//! e.write(&line)?;
//! let bytes = e.into_vec();
//! assert_eq!(Decoder::new(&bytes).read::<OrderLine>()?, line);
//! # Ok::<(), hessian2::Error>(())
//! ```
//!
//! | Java | Rust |
//! |---|---|
//! | `boolean` `byte` `short` `int` `long` `float` `double` `char` | `bool` `i8` `i16` `i32` `i64` `f32` `f64` `char` |
//! | their boxes, and any nullable type | `Option<..>` |
//! | `String` | `String`, `Box<str>`, `Arc<str>` |
//! | `byte[]`, `char[]`, other arrays | [`ByteArray`], [`CharArray`], [`Array<T>`](Array) |
//! | `List` | `Vec<T>`, `VecDeque<T>`, `LinkedList<T>` |
//! | `Set` | `BTreeSet<T>`, `HashSet<T>` |
//! | `Map` | `BTreeMap<K, V>`, `HashMap<K, V>` |
//! | `java.util.Date`, `java.sql.*` | [`Date`], [`SqlTimestamp`], [`SqlDate`], [`SqlTime`] |
//! | `java.time.*` | [`LocalDate`], [`LocalDateTime`], [`Instant`], … |
//! | `BigDecimal`, `BigInteger` | `bigdecimal::BigDecimal`, `num_bigint::BigInt` |
//! | `UUID`, `Locale`, `Currency`, `Class`, `BitSet`, `EnumSet`, atomics | [`Uuid`], [`Locale`], … |
//! | `Throwable` | [`Throwable`] |
//! | `Object` | [`Value`] |
//! | your classes and enums | structs and enums with `#[derive(Hessian)]` |
//!
//! Input is hostile until read: see [`Limits`].

// The derive names this crate by its name, here too.
extern crate self as hessian2;

mod decode;
#[doc(hidden)]
pub mod derive;
mod encode;
mod error;
mod java;
mod limits;
mod object;
pub mod schema;
mod tag;
mod types;
mod value;

pub use bigdecimal::BigDecimal;
pub use decode::{Coercion, Decode, Decoder, Kind};
pub use dubbo_macros::Hessian;
pub use encode::{Encode, Encoder, ObjectList, PreparedFields};
pub use error::{Error, ErrorKind, Result};
pub use limits::{Limits, MAX_BYTES, MAX_DEPTH, MAX_REPEATED_BYTES};
pub use num_bigint::BigInt;
pub use object::{Class, DecodeFields, EncodeFields, Object};
pub use schema::{JavaType, Schema, TypeRef};
pub use types::{
    Array, AtomicBoolean, AtomicInteger, AtomicLong, AtomicReference, BitSet, ByteArray, CharArray,
    Currency, Date, Duration, EnumSet, Instant, JavaClass, LocalDate, LocalDateTime, LocalTime,
    Locale, MonthDay, Objects, OffsetDateTime, OffsetTime, Period, SqlDate, SqlTime, SqlTimestamp,
    StackTraceElement, Texts, Throwable, Uuid, Year, YearMonth, ZoneId, ZoneOffset, ZonedDateTime,
};
pub use value::{Identity, ListValue, MapValue, ObjectValue, Shape, Value, from_value, to_value};

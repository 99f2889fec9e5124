//! Bytes, dates, UUIDs and other JDK classes with a shape of their own on the wire.

use crate::decode::{Decode, Decoder, Head, Kind};
use crate::encode::{Encode, Encoder};
use crate::error::{Error, ErrorKind, Result};
use crate::object::Class;
use crate::schema::{JavaType, Primitive, TypeRef};
use crate::types::{Array, date_text::date_ms, owned_bytes};
use dubbo_macros::Hessian;
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// `byte[]`
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ByteArray(pub Vec<u8>);

impl From<Vec<u8>> for ByteArray {
    fn from(bytes: Vec<u8>) -> Self {
        ByteArray(bytes)
    }
}

impl Encode for ByteArray {
    fn encode(&self, e: &mut Encoder) -> Result<()> {
        e.write_bytes(&self.0);
        Ok(())
    }
}

impl Decode for ByteArray {
    fn decode(d: &mut Decoder<'_>) -> Result<Self> {
        if d.take_null()? {
            Ok(ByteArray::default())
        } else {
            owned_bytes(d).map(ByteArray)
        }
    }

    fn null() -> Option<Self> {
        Some(ByteArray::default())
    }
}

impl JavaType for ByteArray {
    fn type_ref() -> TypeRef {
        TypeRef::Array(Box::new(TypeRef::Primitive(Primitive::Byte)))
    }

    fn descriptor() -> Cow<'static, str> {
        Cow::Borrowed("[B")
    }
}

/// `char[]`, which is text on the wire.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CharArray(pub String);

impl Encode for CharArray {
    fn encode(&self, e: &mut Encoder) -> Result<()> {
        e.write_str(&self.0)
    }
}

impl Decode for CharArray {
    fn decode(d: &mut Decoder<'_>) -> Result<Self> {
        String::decode(d).map(CharArray)
    }

    fn null() -> Option<Self> {
        Some(CharArray::default())
    }
}

impl JavaType for CharArray {
    fn type_ref() -> TypeRef {
        TypeRef::Array(Box::new(TypeRef::Primitive(Primitive::Char)))
    }
}

/// `java.util.Date`: milliseconds since 1970-01-01T00:00Z.
///
/// A `java.sql.Timestamp`, `Date` or `Time` is read as one too, as MyBatis puts them where a
/// `java.util.Date` is declared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date(pub i64);

impl Encode for Date {
    #[inline]
    fn encode(&self, e: &mut Encoder) -> Result<()> {
        e.write_date_ms(self.0);
        Ok(())
    }
}

impl Decode for Date {
    fn decode(d: &mut Decoder<'_>) -> Result<Self> {
        match d.peek()? {
            Kind::Object | Kind::Ref => d.read_object::<SqlObject>().map(|sql| sql.value),
            Kind::String if d.is_generic() => {
                let text = d.read_str()?;
                date_ms(&text, d.zone()).map(Date)
            }
            _ => d.read_date_ms().map(Date),
        }
    }
}

impl JavaType for Date {
    fn type_ref() -> TypeRef {
        TypeRef::class("java.util.Date")
    }
}

/// A `java.sql` date that is not where its own type is declared.
#[derive(Hessian)]
#[hessian(class = "java.util.Date", java_type = "java.util.Date")]
struct SqlObject {
    value: Date,
}

macro_rules! sql_date {
    ($(#[$doc:meta])* $name:ident, $class:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name {
            /// The time; Hessian2 carries milliseconds only.
            pub value: Date,
        }

        impl Encode for $name {
            fn encode(&self, e: &mut Encoder) -> Result<()> {
                static CLASS: Class = Class { name: $class, fields: &["value"] };
                e.object_of(&CLASS)?;
                self.value.encode(e)
            }
        }

        impl Decode for $name {
            /// Also a plain date: what Java writes for a field of this type.
            fn decode(d: &mut Decoder<'_>) -> Result<Self> {
                Date::decode(d).map(|value| $name { value })
            }
        }

        impl JavaType for $name {
            fn type_ref() -> TypeRef {
                TypeRef::class($class)
            }
        }
    };
}

sql_date! {
    /// `java.sql.Timestamp`
    SqlTimestamp, "java.sql.Timestamp"
}
sql_date! {
    /// `java.sql.Date`
    SqlDate, "java.sql.Date"
}
sql_date! {
    /// `java.sql.Time`
    SqlTime, "java.sql.Time"
}

/// `java.util.UUID`
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Uuid(pub u128);

static UUID: Class = Class {
    name: "java.util.UUID",
    fields: &["value"],
};

impl fmt::Display for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n = self.0;
        let [a, b, c, d, e] = [
            n >> 96,
            n >> 80 & 0xffff,
            n >> 64 & 0xffff,
            n >> 48 & 0xffff,
            n & 0xffff_ffff_ffff,
        ];
        write!(f, "{a:08x}-{b:04x}-{c:04x}-{d:04x}-{e:012x}")
    }
}

impl FromStr for Uuid {
    type Err = Error;

    /// Reads the form of `UUID.toString`.
    fn from_str(text: &str) -> Result<Self> {
        let bytes = text.as_bytes();
        let shaped = bytes.len() == 36
            && bytes.iter().enumerate().all(|(i, b)| match i {
                8 | 13 | 18 | 23 => *b == b'-',
                _ => b.is_ascii_hexdigit(),
            });
        let digits: String = text.chars().filter(|c| *c != '-').take(36).collect();
        match u128::from_str_radix(&digits, 16) {
            Ok(n) if shaped => Ok(Uuid(n)),
            _ => Err(Error::new(
                ErrorKind::TypeMismatch,
                format!(
                    "{:?} is not a UUID",
                    text.chars().take(60).collect::<String>()
                ),
            )),
        }
    }
}

impl Encode for Uuid {
    fn encode(&self, e: &mut Encoder) -> Result<()> {
        e.object_of(&UUID)?;
        e.write_str(&self.to_string())
    }
}

impl Decode for Uuid {
    /// Reads `{value}` of hessian-lite 3.2.8 and later and `{mostSigBits, leastSigBits}` of
    /// earlier ones.
    fn decode(d: &mut Decoder<'_>) -> Result<Self> {
        const FIELDS: &[&str] = &["value", "mostSigBits", "leastSigBits"];
        if d.is_generic() && d.peek()? == Kind::String {
            return d.read_str()?.parse();
        }
        let open = d.open(UUID.name)?;
        let Head::Object { class } = open.head else {
            return Err(d.mismatch_in(&open, UUID.name));
        };
        let plan = d.plan(class, FIELDS)?;
        let (mut value, mut most, mut least) = (None, None, None);
        for i in 0..d.class_fields(class) {
            match d.planned(plan, i) {
                0 if d.take_null()? => {}
                0 => value = Some(d.read_str()?.parse()?),
                1 => most = Some(d.read_i64()?),
                2 => least = Some(d.read_i64()?),
                _ => d.skip()?,
            }
        }
        let uuid = match (value, most, least) {
            (Some(uuid), _, _) => uuid,
            (None, Some(most), Some(least)) => {
                let bits = |half: i64| u128::from(u64::from_be_bytes(half.to_be_bytes()));
                Uuid(bits(most) << 64 | bits(least))
            }
            _ => return Err(d.mismatch_in(&open, UUID.name)),
        };
        d.close(open);
        Ok(uuid)
    }
}

impl JavaType for Uuid {
    fn type_ref() -> TypeRef {
        TypeRef::class(UUID.name)
    }
}

/// `java.util.Locale`
#[derive(Hessian, Debug, Clone, Default, PartialEq, Eq, Hash)]
#[hessian(
    class = "com.alibaba.com.caucho.hessian.io.LocaleHandle",
    java_type = "java.util.Locale"
)]
pub struct Locale {
    /// Language and country, e.g. `zh_CN`.
    pub value: String,
}

/// `java.lang.Class`
#[derive(Hessian, Debug, Clone, Default, PartialEq, Eq, Hash)]
#[hessian(class = "java.lang.Class", java_type = "java.lang.Class")]
pub struct JavaClass {
    /// Binary name, e.g. `java.lang.String`, `int`, `[I`.
    pub name: String,
}

/// `java.util.Currency`
#[derive(Hessian, Debug, Clone, Default, PartialEq, Eq, Hash)]
#[hessian(class = "java.util.Currency", java_type = "java.util.Currency")]
pub struct Currency {
    /// ISO 4217 code, e.g. `CNY`.
    pub currency_code: String,
}

/// `java.util.BitSet`
#[derive(Hessian, Debug, Clone, Default, PartialEq, Eq, Hash)]
#[hessian(
    class = "com.alibaba.com.caucho.hessian.io.BitSetHandle",
    java_type = "java.util.BitSet"
)]
pub struct BitSet {
    /// 64 bits each, the lowest bits first.
    pub words: Array<i64>,
}

/// `java.util.EnumSet`, which names the enum so that Java can make an empty one.
#[derive(Hessian, Debug, Clone, PartialEq, Eq, Hash)]
#[hessian(
    class = "com.alibaba.com.caucho.hessian.io.EnumSetHandler",
    java_type = "java.util.EnumSet"
)]
pub struct EnumSet<T> {
    /// The class of the enum.
    #[hessian(name = "type")]
    pub element: JavaClass,
    /// The constants in it.
    pub objects: Objects<T>,
}

/// `Object[]` of values of one type.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Objects<T>(pub Vec<T>);

impl<T: Encode> Encode for Objects<T> {
    fn encode(&self, e: &mut Encoder) -> Result<()> {
        e.begin_list(Some("[object"), self.0.len())?;
        self.0.iter().try_for_each(|item| item.encode(e))
    }
}

impl<T: Decode> Decode for Objects<T> {
    fn decode(d: &mut Decoder<'_>) -> Result<Self> {
        Vec::decode(d).map(Objects)
    }
}

impl<T> JavaType for Objects<T> {
    fn type_ref() -> TypeRef {
        TypeRef::Array(Box::new(TypeRef::class("java.lang.Object")))
    }
}

//! Reading one stream: `com.alibaba.com.caucho.hessian.io.Hessian2Input`.
//!
//! The decoder walks one borrowed buffer and builds nothing but what it is asked for. What the
//! stream defines on the way (classes, type names, reference slots) is kept as offsets into the
//! buffer, so that knowing them costs no allocation:
//!
//! - a class definition is matched once with the fields of the Rust type it is read into; each
//!   object after that follows the plan,
//! - a reference is followed by reading again from the offset of the value it names, into the
//!   type wanted at this place, within the budget of [`Limits::expansion`].

mod container;
mod primitive;
mod room;
mod skip;
mod text;

use crate::error::{Error, ErrorKind, Result, describe_tag};
use crate::limits::{Limits, MAX_BYTES, MAX_DEPTH};
use crate::tag;
use crate::types::ZoneOffset;
use crate::value::SharedValues;
pub(crate) use container::{ClassDef, Head, Length, Open, Plan, Slot, UNKNOWN_FIELD};
pub(crate) use primitive::{Scalar, out_of_range};
pub(crate) use room::Growth;
use smallvec::SmallVec;

/// Where the callers are.
const SHANGHAI: ZoneOffset = ZoneOffset { seconds: 8 * 3600 };

/// A type that can be read from a stream.
///
/// Derived for structs and enums with `#[derive(Hessian)]`; implemented here for the types of
/// the table in the [crate documentation](crate).
pub trait Decode: Sized {
    /// Reads one value.
    ///
    /// # Errors
    /// When the next value is not of this type or not of the stream format, or exceeds a limit.
    fn decode(d: &mut Decoder<'_>) -> Result<Self>;

    /// What a Java `null`, or a field the sender left out, stands for: zero, `false`, `""`, the
    /// empty collection, `None`. `None` (the default) when the type has no such value; then a
    /// null is an error of kind [`ErrorKind::Null`].
    fn null() -> Option<Self> {
        None
    }
}

/// How far a value may differ from the wanted type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Coercion {
    /// What a Java reader of a typed field converts: int, long and double into one another,
    /// numbers and booleans to `String`, number to boolean.
    #[default]
    Wire,
    /// Additionally what Dubbo converts for generic calls (`CompatibleTypeUtils`, `PojoUtils`):
    /// text to numbers, enums, decimals, dates and times, numbers to decimals and dates.
    Generic,
}

/// What kind of value comes next; see [`Decoder::peek`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `null`
    Null,
    /// A boolean.
    Bool,
    /// A 32-bit integer.
    Int,
    /// A 64-bit integer.
    Long,
    /// A 64-bit float.
    Double,
    /// A `java.util.Date`.
    Date,
    /// Text.
    String,
    /// Bytes.
    Binary,
    /// A list, set or array.
    List,
    /// A map.
    Map,
    /// An object, or the class definition before it.
    Object,
    /// A reference to an earlier list, map or object.
    Ref,
}

/// Reads values from one Hessian2 stream.
///
/// One decoder is one stream: class definitions, type names and references are shared by all
/// values read from it, as in one `Hessian2Input`.
#[derive(Debug)]
pub struct Decoder<'a> {
    buf: &'a [u8],
    pos: usize,
    limits: Limits,
    coercion: Coercion,
    /// Zone of the texts that name none.
    zone: ZoneOffset,
    /// Bytes that may still be allocated or read again.
    budget: usize,
    /// List elements and map entries that may still be read.
    items: usize,
    /// Slots of the lists, maps and objects being read, outermost first: the depth, and what a
    /// reference may not be resolved to yet.
    open: SmallVec<[usize; 16]>,
    /// Where the stack was when the outermost of them began.
    stack_at: usize,
    /// Every list, map and object met so far; a reference is an index.
    slots: SmallVec<[Slot; 32]>,
    /// How many references are being followed. While any is, what is read was read before:
    /// it defines nothing new.
    following: usize,
    classes: SmallVec<[ClassDef; 8]>,
    /// Every class matched with every Rust type it was read into.
    plans: SmallVec<[Plan; 8]>,
    /// The fields of all plans, end to end: for each wire field the index of the Rust field.
    planned: SmallVec<[u16; 64]>,
    /// Offsets of the type names of lists and maps.
    types: SmallVec<[usize; 4]>,
    /// What dynamic values share; none while only typed values are read.
    shared: Option<Box<SharedValues>>,
    /// Size of an input that was refused for it; `buf` is empty then.
    refused: Option<usize>,
}

impl<'a> Decoder<'a> {
    /// A decoder of `buf` with default limits.
    pub fn new(buf: &'a [u8]) -> Self {
        Decoder::with_limits(buf, Limits::default())
    }

    /// A decoder of `buf` within `limits`.
    pub fn with_limits(buf: &'a [u8], mut limits: Limits) -> Self {
        limits.depth = limits.depth.min(MAX_DEPTH);
        limits.bytes = limits.bytes.min(MAX_BYTES);
        let refused = (buf.len() > limits.bytes).then_some(buf.len());
        // Said when the first byte is read, without a check on every other.
        let buf = if refused.is_some() { &[] } else { buf };
        Decoder {
            buf,
            pos: 0,
            coercion: Coercion::Wire,
            zone: SHANGHAI,
            budget: limits.budget(buf.len()),
            items: limits.items,
            open: SmallVec::new(),
            stack_at: 0,
            slots: SmallVec::new(),
            following: 0,
            classes: SmallVec::new(),
            plans: SmallVec::new(),
            planned: SmallVec::new(),
            types: SmallVec::new(),
            shared: None,
            refused,
            limits,
        }
    }

    /// Converts as `coercion` says from here on.
    #[must_use]
    pub fn coercing(mut self, coercion: Coercion) -> Self {
        self.coercion = coercion;
        self
    }

    /// Takes a date that comes as text without a zone ([`Coercion::Generic`]) for a time of `zone`
    /// from here on; before, of `+08:00`, which Asia/Shanghai has had all year since 1992.
    #[must_use]
    pub fn in_zone(mut self, zone: ZoneOffset) -> Self {
        self.zone = zone;
        self
    }

    /// Reads one value of type `T`.
    ///
    /// # Errors
    /// When the next value is no `T`, is malformed, or exceeds a limit. The decoder cannot be
    /// used after an error.
    pub fn read<T: Decode>(&mut self) -> Result<T> {
        T::decode(self)
    }

    /// Offset of the next byte to read.
    pub fn position(&self) -> usize {
        self.pos
    }

    /// Whether every byte has been read.
    pub fn is_at_end(&self) -> bool {
        self.pos >= self.buf.len() && self.refused.is_none()
    }

    pub(crate) fn shared(&mut self) -> &mut SharedValues {
        self.shared.get_or_insert_default()
    }

    /// The limits in force.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The zone of texts that name none.
    pub(crate) fn zone(&self) -> &ZoneOffset {
        &self.zone
    }

    /// Whether the lenient conversions of generic calls are in force.
    pub(crate) fn is_generic(&self) -> bool {
        self.coercion == Coercion::Generic
    }

    /// The kind of the next value, without reading it.
    ///
    /// # Errors
    /// At the end of the input, or when the next byte starts no value.
    pub fn peek(&self) -> Result<Kind> {
        let tag = self.peek_tag()?;
        Ok(match tag {
            tag::NULL => Kind::Null,
            tag::TRUE | tag::FALSE => Kind::Bool,
            0x80..=0xd7 | tag::INT => Kind::Int,
            0xd8..=0xff | 0x38..=0x3f | tag::LONG_INT | tag::LONG => Kind::Long,
            0x5b..=0x5f | tag::DOUBLE => Kind::Double,
            tag::DATE_MS | tag::DATE_MINUTE => Kind::Date,
            0x00..=0x1f | 0x30..=0x33 | tag::STRING_FINAL | tag::STRING_CHUNK => Kind::String,
            0x20..=0x2f | 0x34..=0x37 | tag::BINARY_FINAL | tag::BINARY_CHUNK => Kind::Binary,
            0x55..=0x58 | 0x70..=0x7f => Kind::List,
            tag::MAP_UNTYPED | tag::MAP => Kind::Map,
            tag::CLASS_DEF | tag::OBJECT | 0x60..=0x6f => Kind::Object,
            tag::REF => Kind::Ref,
            _ => return Err(self.unexpected(self.pos, tag, "a value")),
        })
    }

    /// Reads a `null` if one comes next.
    ///
    /// # Errors
    /// At the end of the input.
    pub fn take_null(&mut self) -> Result<bool> {
        let null = self.peek_tag()? == tag::NULL;
        self.pos += usize::from(null);
        Ok(null)
    }

    #[inline]
    pub(crate) fn peek_tag(&self) -> Result<u8> {
        match self.buf.get(self.pos) {
            Some(&tag) => Ok(tag),
            None => Err(self.truncated()),
        }
    }

    #[inline]
    fn byte(&mut self) -> Result<u8> {
        let b = self.peek_tag()?;
        self.pos += 1;
        Ok(b)
    }

    #[inline]
    fn bytes<const N: usize>(&mut self) -> Result<[u8; N]> {
        match self
            .buf
            .get(self.pos..)
            .and_then(|rest| rest.first_chunk::<N>())
        {
            Some(bytes) => {
                self.pos += N;
                Ok(*bytes)
            }
            None => Err(self.truncated()),
        }
    }

    fn slice(&mut self, len: usize) -> Result<&'a [u8]> {
        let end = self.pos.saturating_add(len);
        match self.buf.get(self.pos..end) {
            Some(bytes) => {
                self.pos = end;
                Ok(bytes)
            }
            None => Err(self.truncated()),
        }
    }

    fn remaining(&self) -> usize {
        self.buf.len() - self.pos.min(self.buf.len())
    }

    /// Counts `n` list elements or map entries.
    #[inline]
    fn count_items(&mut self, n: usize) -> Result<()> {
        match self.items.checked_sub(n) {
            Some(left) => {
                self.items = left;
                Ok(())
            }
            None => {
                let met = (self.limits.items - self.items).saturating_add(n);
                Err(Error::limit(self.pos, "items", self.limits.items, met))
            }
        }
    }

    #[cold]
    fn truncated(&self) -> Error {
        if let Some(len) = self.refused {
            return Error::limit(0, "bytes", self.limits.bytes, len);
        }
        Error::at(
            ErrorKind::Truncated,
            self.buf.len(),
            format!(
                "the input ends after {} bytes, inside a value",
                self.buf.len()
            ),
        )
    }

    #[cold]
    pub(crate) fn unexpected(&self, at: usize, tag: u8, wanted: &str) -> Error {
        let met = describe_tag(tag);
        let kind = match tag {
            tag::NULL => ErrorKind::Null,
            tag::END | 0x40 | 0x45 | 0x47 | 0x50 => ErrorKind::UnexpectedTag,
            _ => ErrorKind::TypeMismatch,
        };
        Error::at(
            kind,
            at,
            format!("expected {wanted}, met {met} (0x{tag:02x})"),
        )
    }

    /// The error of meeting the value that starts here where `wanted` was expected.
    #[cold]
    pub(crate) fn mismatch(&self, wanted: &str) -> Error {
        match self.peek_tag() {
            Ok(tag) => self.unexpected(self.pos, tag, wanted),
            Err(e) => e,
        }
    }

    /// An error of `kind` at the current position.
    #[cold]
    pub fn error(&self, kind: ErrorKind, message: impl Into<String>) -> Error {
        Error::at(kind, self.pos, message)
    }
}

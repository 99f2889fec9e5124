//! Writing one stream: `com.alibaba.com.caucho.hessian.io.Hessian2Output`.

mod number;
mod prepared;
mod text;

use crate::error::{Error, ErrorKind, Result};
use crate::object::Class;
use crate::tag;
use crate::value::WrittenValues;
pub use prepared::{ObjectList, PreparedFields};
use smallvec::SmallVec;
use std::ops::Range;

/// A type that can be written to a stream.
pub trait Encode {
    /// Writes one value.
    ///
    /// # Errors
    /// When the value cannot be expressed in Hessian2 or in Java.
    fn encode(&self, e: &mut Encoder) -> Result<()>;
}

/// Writes values to one Hessian2 stream.
///
/// One encoder is one stream: a class is defined where it first appears, type names are written
/// once. Values of Rust types have no identity, so they are never written as references; the
/// dynamic [`Value`](crate::Value) keeps what it shares.
///
/// ```
/// let mut e = hessian2::Encoder::new();
/// e.write(&"hello")?;
/// e.write(&vec![1_i32, 2])?;
/// assert_eq!(e.into_vec(), b"\x05hello\x7a\x91\x92");
/// # Ok::<(), hessian2::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct Encoder {
    buf: Vec<u8>,
    /// Lists, maps and objects written so far: the next reference index.
    slots: usize,
    /// The slot of the first object that some readers do not count; see
    /// [`Encoder::is_sure_reference`].
    uncounted: Option<usize>,
    /// Whether only this crate reads the stream, which counts like it writes.
    is_ours: bool,
    classes: SmallVec<[DefinedClass; 8]>,
    /// Where in `buf` each type name lies.
    types: SmallVec<[Range<usize>; 4]>,
    /// What dynamic values share; none while only typed values are written.
    written: Option<Box<WrittenValues>>,
}

/// The class whose objects some readers do not count.
const UNCOUNTED: &str = "java.util.UUID";

#[derive(Debug)]
struct DefinedClass {
    /// The static description it was written from: equal address, equal class.
    known: Option<&'static Class>,
    /// Whether some readers give its objects no slot.
    is_uncounted: bool,
    /// The definition in `buf`, for classes without or with another address.
    bytes: Range<usize>,
}

impl Encoder {
    /// An encoder of an empty stream.
    pub fn new() -> Self {
        Encoder::default()
    }

    /// A new stream after the bytes already in `buf`, e.g. room kept for a frame header.
    pub fn append_to(buf: Vec<u8>) -> Self {
        Encoder {
            buf,
            ..Encoder::default()
        }
    }

    /// Writes `value`.
    ///
    /// # Errors
    /// When the value cannot be expressed in Hessian2 or in Java.
    pub fn write<T: Encode + ?Sized>(&mut self, value: &T) -> Result<()> {
        value.encode(self)
    }

    /// Everything written, after what the buffer began with.
    pub fn into_vec(self) -> Vec<u8> {
        self.buf
    }

    /// Bytes in the buffer, what it began with included.
    pub fn len(&self) -> usize {
        self.buf.len()
    }

    /// Whether the buffer holds no byte.
    pub fn is_empty(&self) -> bool {
        self.buf.is_empty()
    }

    fn as_slice(&self) -> &[u8] {
        &self.buf
    }

    /// Makes room for so many more bytes.
    fn reserve(&mut self, bytes: usize) {
        self.buf.reserve(bytes);
    }

    /// Adds what was written elsewhere and holds nothing that streams number.
    #[inline]
    fn append(&mut self, written: &[u8]) {
        self.buf.extend_from_slice(written);
    }

    /// Whether nothing was written that the stream numbers: no class, no type name, no list, map
    /// or object. Then the bytes are the same in every stream.
    #[inline]
    fn check_unnumbered(&self) -> Result<()> {
        if self.slots == 0 && self.classes.is_empty() && self.types.is_empty() {
            return Ok(());
        }
        Err(Error::new(
            ErrorKind::Unencodable,
            "holds a list, map or object, which is not the same bytes in every stream",
        ))
    }

    pub(crate) fn written(&mut self) -> &mut WrittenValues {
        self.written.get_or_insert_default()
    }

    /// Lists, maps and objects written so far; the next one gets this reference index.
    pub(crate) fn slots(&self) -> usize {
        self.slots
    }

    /// A stream that nobody but a [`Decoder`](crate::Decoder) reads.
    pub(crate) fn for_ourselves() -> Self {
        Encoder {
            is_ours: true,
            ..Encoder::default()
        }
    }

    /// Whether every reader finds the same under the number `slot`: hessian-lite up to 3.2.13 gives
    /// a UUID no slot when reading (`UUIDDeserializer` adds no reference, its writer does), so that
    /// references to it and to all after it lead elsewhere.
    pub(crate) fn is_sure_reference(&self, slot: usize) -> bool {
        self.uncounted.is_none_or(|first| slot < first)
    }

    /// Writes a reference to list, map or object number `slot` of this stream.
    pub(crate) fn write_ref(&mut self, slot: usize) -> Result<()> {
        self.buf.push(tag::REF);
        self.write_len(slot)
    }

    /// Begins a list of `len` elements; the elements follow, nothing ends it.
    ///
    /// `type_name` is the Java class, e.g. `java.util.HashSet`, or an array type, e.g. `[int`;
    /// without one Java reads an `ArrayList`, or what the declared type of the field asks for.
    ///
    /// # Errors
    /// When `len` is beyond what a Java list can hold.
    pub fn begin_list(&mut self, type_name: Option<&str>, len: usize) -> Result<()> {
        self.slots += 1;
        let small = u8::try_from(len).ok().filter(|n| *n <= 7);
        match (type_name, small) {
            (Some(name), Some(n)) => {
                self.buf.push(tag::LIST_DIRECT + n);
                self.write_type(name)
            }
            (None, Some(n)) => {
                self.buf.push(tag::LIST_DIRECT_UNTYPED + n);
                Ok(())
            }
            (Some(name), None) => {
                self.buf.push(tag::LIST_FIXED);
                self.write_type(name)?;
                self.write_len(len)
            }
            (None, None) => {
                self.buf.push(tag::LIST_FIXED_UNTYPED);
                self.write_len(len)
            }
        }
    }

    /// Begins a map; keys and values follow in turn, [`Encoder::end_map`] ends it. Without a
    /// type name Java reads a `HashMap`.
    ///
    /// # Errors
    /// When the type name is too long to be written.
    pub fn begin_map(&mut self, type_name: Option<&str>) -> Result<()> {
        self.slots += 1;
        match type_name {
            Some(name) => {
                self.buf.push(tag::MAP);
                self.write_type(name)
            }
            None => {
                self.buf.push(tag::MAP_UNTYPED);
                Ok(())
            }
        }
    }

    /// Ends a map.
    pub fn end_map(&mut self) {
        self.buf.push(tag::END);
    }

    /// Begins an object of Java class `class`; the values of `fields` follow in order, nothing
    /// ends it. The class is defined in the stream when it was not yet, with these fields.
    ///
    /// # Errors
    /// When there are more fields than Hessian2 can count.
    pub fn object(&mut self, class: &str, fields: &[&str]) -> Result<()> {
        let index = self.define(None, class, fields)?;
        self.instance(index)
    }

    /// As [`Encoder::object`] for a class known when compiled; what derived code calls.
    ///
    /// # Errors
    /// When there are more fields than Hessian2 can count.
    #[inline]
    pub fn object_of(&mut self, class: &'static Class) -> Result<()> {
        let index = self.class_of(class)?;
        self.instance(index)
    }

    /// The index of a class known when compiled, which is defined if it was not yet.
    #[inline]
    fn class_of(&mut self, class: &'static Class) -> Result<usize> {
        let known = self.classes.iter().position(|defined| {
            defined
                .known
                .is_some_and(|known| std::ptr::eq(known, class))
        });
        match known {
            Some(index) => Ok(index),
            None => self.define(Some(class), class.name, class.fields),
        }
    }

    #[inline]
    fn instance(&mut self, class: usize) -> Result<()> {
        let is_uncounted = |class: &DefinedClass| class.is_uncounted;
        if !self.is_ours && self.classes.get(class).is_some_and(is_uncounted) {
            self.uncounted.get_or_insert(self.slots);
        }
        self.slots += 1;
        match u8::try_from(class) {
            Ok(small @ 0..=15) => {
                self.buf.push(tag::OBJECT_DIRECT + small);
                Ok(())
            }
            _ => {
                self.buf.push(tag::OBJECT);
                self.write_len(class)
            }
        }
    }

    /// The index of the definition of this class, which is written if it is new.
    fn define(
        &mut self,
        known: Option<&'static Class>,
        class: &str,
        fields: &[&str],
    ) -> Result<usize> {
        let start = self.buf.len();
        self.buf.push(tag::CLASS_DEF);
        self.write_str(class)?;
        self.write_len(fields.len())?;
        for field in fields {
            self.write_str(field)?;
        }
        let written = start..self.buf.len();
        let same = self
            .classes
            .iter()
            .position(|defined| self.buf[defined.bytes.clone()] == self.buf[written.clone()]);
        if let Some(index) = same {
            self.buf.truncate(start);
            return Ok(index);
        }
        self.classes.push(DefinedClass {
            known,
            is_uncounted: class == UNCOUNTED,
            bytes: written,
        });
        Ok(self.classes.len() - 1)
    }

    fn write_type(&mut self, name: &str) -> Result<()> {
        let known = self
            .types
            .iter()
            .position(|at| &self.buf[at.clone()] == name.as_bytes());
        if let Some(index) = known {
            return self.write_len(index);
        }
        self.write_str(name)?;
        // Where the name is not plain UTF-8 in CESU-8 this finds other bytes and is not reused.
        let start = self.buf.len().saturating_sub(name.len());
        self.types.push(start..self.buf.len());
        Ok(())
    }

    fn write_len(&mut self, len: usize) -> Result<()> {
        let len = i32::try_from(len).map_err(|_| {
            Error::new(
                ErrorKind::Unencodable,
                format!("{len} elements are more than a Java collection can hold"),
            )
        })?;
        self.write_i32(len);
        Ok(())
    }
}

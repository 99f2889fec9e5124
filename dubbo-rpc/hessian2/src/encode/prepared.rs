//! Objects written once and copied into many streams.
//!
//! Class definitions, type names, and the lists, maps and objects that references name are numbered by each stream anew. What holds none of them (null,
//! booleans, numbers, dates, text, bytes) is the same bytes in every stream. An object of such fields is one number that its stream gives it, the class's,
//! and bytes that can be kept. What is copied comes out as what [`Encode`] would write: no reader can tell them apart.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use super::{Encode, Encoder};
use crate::decode::Decoder;
use crate::error::{Error, ErrorKind, Result};
use crate::limits::Limits;
use crate::object::{DecodeFields, EncodeFields};

/// Fields of so many bytes lie in their place, as a table of many objects wants them.
const IN_PLACE_BYTES: usize = 54;

/// The leading fields of an object of `T`, written beforehand.
///
/// The others follow where it is written, so that one that changes all the time, such as a date, can stand last and the rest be kept.
pub struct PreparedFields<T> {
    bytes: Kept,
    count: u8,
    of: PhantomData<fn() -> T>,
}

#[derive(Clone)]
enum Kept {
    InPlace {
        len: u8,
        bytes: [u8; IN_PLACE_BYTES],
    },
    Apart(Box<[u8]>),
}

impl Kept {
    fn of(written: Vec<u8>) -> Self {
        let mut bytes = [0; IN_PLACE_BYTES];
        match (bytes.get_mut(..written.len()), u8::try_from(written.len())) {
            (Some(place), Ok(len)) => {
                place.copy_from_slice(&written);
                Self::InPlace { len, bytes }
            }
            _ => Self::Apart(written.into_boxed_slice()),
        }
    }

    fn as_slice(&self) -> &[u8] {
        match self {
            Self::InPlace { len, bytes } => bytes.get(..usize::from(*len)).unwrap_or_default(),
            Self::Apart(bytes) => bytes,
        }
    }
}

impl<T: EncodeFields> PreparedFields<T> {
    /// Writes the first `count` fields of `value`, as [`Class::fields`](crate::Class::fields) orders them.
    ///
    /// # Errors
    /// Of kind [`ErrorKind::Unencodable`] when the class has fewer fields, or one of them holds a list, map or object, whose bytes are not the same in
    /// every stream; else as the fields' own encoding.
    pub fn of(value: &T, count: usize) -> Result<Self> {
        let class = T::CLASS;
        let Some(few) = u8::try_from(count)
            .ok()
            .filter(|_| count <= class.fields.len())
        else {
            return Err(Error::new(
                ErrorKind::Unencodable,
                format!(
                    "{count} fields of {} were to be prepared, which has {}; at most 255 can be",
                    class.name,
                    class.fields.len()
                ),
            ));
        };
        let mut e = Encoder::new();
        for (index, field) in class.fields.iter().enumerate().take(count) {
            value.encode_field(index, &mut e)?;
            e.check_unnumbered()
                .map_err(|error| error.in_field(class.name, field))?;
        }
        Ok(Self {
            bytes: Kept::of(e.into_vec()),
            count: few,
            of: PhantomData,
        })
    }
}

impl<T> PreparedFields<T> {
    /// Whether the first field is this text.
    #[inline]
    #[must_use]
    pub fn begins_with(&self, text: &str) -> bool {
        let kept = self.bytes.as_slice();
        match u8::try_from(text.len()) {
            // The form of most names.
            Ok(units @ 0..=0x1f) if text.is_ascii() => kept
                .split_first()
                .is_some_and(|(head, rest)| *head == units && rest.starts_with(text.as_bytes())),
            _ => begins_with_written(kept, text),
        }
    }

    /// How many fields are prepared.
    #[must_use]
    pub fn count(&self) -> usize {
        usize::from(self.count)
    }
}

/// The same by writing the text: no text's bytes are the start of another's.
#[cold]
fn begins_with_written(kept: &[u8], text: &str) -> bool {
    let mut e = Encoder::new();
    e.write_str(text).is_ok() && kept.starts_with(&e.into_vec())
}

impl<T: DecodeFields> PreparedFields<T> {
    /// The value, fields that were not prepared as their type's null.
    ///
    /// # Errors
    /// When `T` does not read what it writes, or such a field's type has no null.
    pub fn read(&self) -> Result<T> {
        read_fields(self.bytes.as_slice(), self.count())
    }
}

impl<T> Clone for PreparedFields<T> {
    fn clone(&self) -> Self {
        Self {
            bytes: self.bytes.clone(),
            ..*self
        }
    }
}

impl<T> fmt::Debug for PreparedFields<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PreparedFields")
            .field("count", &self.count)
            .field("bytes", &self.bytes.as_slice())
            .finish()
    }
}

/// A `java.util.ArrayList` of objects of `T` in the making, from fields that were prepared.
///
/// [`ObjectList::push_gap`] keeps the place of an item that [`ObjectList::fill`] brings later. Written it is what a `Vec<T>` of the same items is.
pub struct ObjectList<T> {
    /// Fields of the items that were pushed, end to end.
    fields: Encoder,
    /// Where each ends; that of a gap where the one before it does.
    ends: Vec<u32>,
    /// Gaps by their index, with the fields of those that were filled.
    gaps: BTreeMap<usize, Option<Vec<u8>>>,
    of: PhantomData<fn() -> T>,
}

impl<T: EncodeFields> ObjectList<T> {
    /// An empty list with room for `items` items of `bytes` bytes each.
    #[must_use]
    pub fn with_capacity(items: usize, bytes: usize) -> Self {
        Self {
            fields: Encoder::append_to(Vec::with_capacity(items.saturating_mul(bytes))),
            ends: Vec::with_capacity(items),
            gaps: BTreeMap::new(),
            of: PhantomData,
        }
    }

    /// Adds an item: its prepared fields, and `rest`, the values of all others in their order.
    ///
    /// # Errors
    /// Of kind [`ErrorKind::Unencodable`] when these are not all fields, or one of `rest` holds a list, map or object. The list is unusable then.
    #[inline]
    pub fn push_prepared<const N: usize>(
        &mut self,
        leading: &PreparedFields<T>,
        rest: [&dyn Encode; N],
    ) -> Result<()> {
        if leading.count() + N != T::CLASS.fields.len() {
            return Err(wrong_count::<T>(leading.count() + N));
        }
        self.fields.append(leading.bytes.as_slice());
        for value in rest {
            value.encode(&mut self.fields)?;
        }
        self.end_item()
    }

    /// Adds an item.
    ///
    /// # Errors
    /// As [`PreparedFields::of`]. The list is unusable then.
    pub fn push(&mut self, item: &T) -> Result<()> {
        write_fields(item, &mut self.fields)?;
        self.end_item()
    }

    /// Adds the place of an item that [`ObjectList::fill`] brings.
    ///
    /// # Errors
    /// As [`ObjectList::push`].
    pub fn push_gap(&mut self) -> Result<()> {
        self.gaps.insert(self.ends.len(), None);
        self.end_item()
    }

    /// Brings the item of the gap at `index`, counted from 0.
    ///
    /// # Errors
    /// Of kind [`ErrorKind::OutOfRange`] when there is no gap; else as [`PreparedFields::of`].
    pub fn fill(&mut self, index: usize, item: &T) -> Result<()> {
        let len = self.ends.len();
        let Some(gap) = self.gaps.get_mut(&index) else {
            return Err(Error::new(
                ErrorKind::OutOfRange,
                format!("item {index} of a list of {len} is no gap"),
            ));
        };
        let mut e = Encoder::new();
        write_fields(item, &mut e)?;
        e.check_unnumbered()?;
        *gap = Some(e.into_vec());
        Ok(())
    }

    #[inline]
    fn end_item(&mut self) -> Result<()> {
        self.fields.check_unnumbered()?;
        let end = self.fields.len();
        let end = u32::try_from(end).map_err(|_| {
            Error::new(
                ErrorKind::Unencodable,
                format!(
                    "{end} bytes of objects in one list, at most {} fit",
                    u32::MAX
                ),
            )
        })?;
        self.ends.push(end);
        Ok(())
    }
}

fn write_fields<T: EncodeFields>(item: &T, e: &mut Encoder) -> Result<()> {
    (0..T::CLASS.fields.len()).try_for_each(|index| item.encode_field(index, e))
}

impl<T> ObjectList<T> {
    /// How many items there are, gaps included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The fields of each item.
    #[inline]
    fn each(&self) -> impl Iterator<Item = Result<&[u8]>> {
        let written = self.fields.as_slice();
        let mut start = 0;
        self.ends.iter().enumerate().map(move |(index, end)| {
            let end = usize::try_from(*end).unwrap_or(usize::MAX);
            let item = written.get(start..end);
            start = end;
            match item {
                Some(item) if !item.is_empty() || self.gaps.is_empty() => Ok(item),
                _ => self.filled(index),
            }
        })
    }

    #[cold]
    fn filled(&self, index: usize) -> Result<&[u8]> {
        match self.gaps.get(&index) {
            Some(Some(fields)) => Ok(fields),
            // Of a class without fields.
            None => Ok(&[]),
            Some(None) => Err(Error::new(
                ErrorKind::Unencodable,
                format!("item {index} of a list was left open and never filled"),
            )),
        }
    }
}

impl<T: DecodeFields> ObjectList<T> {
    /// The items.
    ///
    /// # Errors
    /// When a gap was left, or `T` does not read what it writes.
    pub fn read(&self) -> Result<Vec<T>> {
        let count = T::CLASS.fields.len();
        self.each().map(|item| read_fields(item?, count)).collect()
    }
}

impl<T: EncodeFields> Encode for ObjectList<T> {
    fn encode(&self, e: &mut Encoder) -> Result<()> {
        e.begin_list(None, self.len())?;
        // A byte more for the class of each.
        e.reserve(self.fields.len() + self.len());
        if self.is_empty() {
            return Ok(());
        }
        let class = e.class_of(T::CLASS)?;
        for item in self.each() {
            let item = item?;
            e.instance(class)?;
            e.append(item);
        }
        Ok(())
    }
}

impl<T> fmt::Debug for ObjectList<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ObjectList")
            .field("items", &self.ends.len())
            .field("gaps", &self.gaps.len())
            .field("bytes", &self.fields.len())
            .finish_non_exhaustive()
    }
}

#[cold]
fn wrong_count<T: EncodeFields>(given: usize) -> Error {
    let class = T::CLASS;
    Error::new(
        ErrorKind::Unencodable,
        format!(
            "{given} fields were given of {}, which has {}",
            class.name,
            class.fields.len()
        ),
    )
}

fn read_fields<T: DecodeFields>(written: &[u8], count: usize) -> Result<T> {
    // Written here: what it takes was nobody else's to choose.
    let limits = Limits {
        bytes: usize::MAX,
        string_units: usize::MAX,
        expansion_floor: usize::MAX,
        ..Limits::default()
    };
    let mut d = Decoder::with_limits(written, limits);
    let mut parts = T::parts();
    for index in 0..count {
        T::decode_field(&mut parts, index, &mut d)?;
    }
    T::finish(parts)
}

//! What derived code and the codec agree on: the fields of a Java class and how to read them.

use crate::decode::{Decode, Decoder, Head, UNKNOWN_FIELD};
use crate::encode::Encoder;
use crate::error::{Error, ErrorKind, Result};

/// A Java class as an object on the wire knows it.
#[derive(Debug, PartialEq, Eq)]
pub struct Class {
    /// Binary name, e.g. `com.example.Outer$Inner`.
    pub name: &'static str,
    /// Java names of the fields in the order written, those of superclasses last.
    pub fields: &'static [&'static str],
}

/// Most fields a Rust struct may have on the wire, those of superclasses included.
const MOST_FIELDS: usize = 192;

/// The fields of a class and of its superclass as one list, in which a name the two share is
/// the subclass's.
#[derive(Debug)]
pub struct Joined {
    names: [&'static str; MOST_FIELDS],
    len: usize,
    /// For each field in `names`: its index in the class's own, or own count plus its index in
    /// the superclass's.
    source: [usize; MOST_FIELDS],
}

impl Joined {
    /// Joins the names of a class with those of its superclass; evaluated when compiled.
    ///
    /// # Panics
    /// While compiling, when a class has more than 192 fields.
    pub const fn new(own: &[&'static str], inherited: &[&'static str]) -> Self {
        let mut joined = Joined {
            names: [""; MOST_FIELDS],
            len: 0,
            source: [0; MOST_FIELDS],
        };
        assert!(
            own.len() + inherited.len() <= MOST_FIELDS,
            "more than 192 fields in one class"
        );
        let mut i = 0;
        while i < own.len() {
            joined.names[i] = own[i];
            joined.source[i] = i;
            i += 1;
        }
        joined.len = i;
        i = 0;
        while i < inherited.len() {
            if !contains(own, inherited[i]) {
                joined.names[joined.len] = inherited[i];
                joined.source[joined.len] = own.len() + i;
                joined.len += 1;
            }
            i += 1;
        }
        joined
    }

    /// All names.
    pub const fn names(&self) -> &[&'static str] {
        self.names.split_at(self.len).0
    }

    /// Where field `index` comes from: below the number of own fields it is an own field, else
    /// that number plus the index in the superclass.
    pub const fn source(&self, index: usize) -> usize {
        self.source[index]
    }
}

const fn contains(names: &[&str], name: &str) -> bool {
    let mut i = 0;
    while i < names.len() {
        if same(names[i].as_bytes(), name.as_bytes()) {
            return true;
        }
        i += 1;
    }
    false
}

const fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut i = 0;
    while i < a.len() {
        if a[i] != b[i] {
            return false;
        }
        i += 1;
    }
    true
}

/// A Rust struct that stands for a Java class. Implemented by `#[derive(Hessian)]`.
pub trait Object {
    /// Its Java class.
    const CLASS: &'static Class;
}

/// Writing the fields of an [`Object`] one by one, so that a subclass can.
pub trait EncodeFields: Object {
    /// Writes field `index` of [`Class::fields`].
    ///
    /// # Errors
    /// As the field's own encoding.
    fn encode_field(&self, index: usize, e: &mut Encoder) -> Result<()>;
}

/// Reading the fields of an [`Object`] in whatever order they come.
pub trait DecodeFields: Object + Sized {
    /// The fields read so far.
    type Parts;

    /// No field read yet.
    fn parts() -> Self::Parts;

    /// Reads field `index` of [`Class::fields`]; of two with one name the last is kept.
    ///
    /// # Errors
    /// As the field's own decoding.
    fn decode_field(parts: &mut Self::Parts, index: usize, d: &mut Decoder<'_>) -> Result<()>;

    /// The value, absent fields as their type's null.
    ///
    /// # Errors
    /// When an absent field's type has no null, or the parts make no valid value.
    fn finish(parts: Self::Parts) -> Result<Self>;
}

impl Decoder<'_> {
    /// Reads an object, or a map whose keys are field names, into `T`. The class name on the
    /// wire is not looked at: it may be a subclass's, or that of another version's package.
    ///
    /// # Errors
    /// When the next value is neither, or a field's value is not of its type.
    pub fn read_object<T: DecodeFields>(&mut self) -> Result<T> {
        let open = self.open(T::CLASS.name)?;
        let mut parts = T::parts();
        match open.head {
            Head::Object { class } => {
                let plan = self.plan(class, T::CLASS.fields)?;
                for i in 0..self.class_fields(class) {
                    match self.planned(plan, i) {
                        UNKNOWN_FIELD => self.skip()?,
                        field => read_field::<T>(&mut parts, usize::from(field), self)?,
                    }
                }
            }
            Head::Map { .. } => {
                while self.next_entry()? {
                    let name = self.read_str()?;
                    match T::CLASS.fields.iter().position(|field| *field == name) {
                        None => self.skip()?,
                        Some(field) => read_field::<T>(&mut parts, field, self)?,
                    }
                }
            }
            Head::List { .. } => return Err(self.mismatch_in(&open, T::CLASS.name)),
        }
        self.close(open);
        T::finish(parts)
    }
}

#[inline]
fn read_field<T: DecodeFields>(
    parts: &mut T::Parts,
    field: usize,
    d: &mut Decoder<'_>,
) -> Result<()> {
    T::decode_field(parts, field, d).map_err(|e| e.in_field(T::CLASS.name, T::CLASS.fields[field]))
}

/// What derived code makes of a field nobody sent.
///
/// # Errors
/// When `T` has no null.
pub fn present<T: Decode>(part: Option<T>, class: &'static Class, field: usize) -> Result<T> {
    match part.or_else(T::null) {
        Some(value) => Ok(value),
        None => Err(
            Error::new(ErrorKind::Null, "was not sent, and its type has no null")
                .in_field(class.name, class.fields[field]),
        ),
    }
}

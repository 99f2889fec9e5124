//! What the code written by `#[derive(Hessian)]` calls. Not for other use.

use std::borrow::Cow;
use std::str::FromStr;

pub use crate::decode::{Decode, Decoder};
pub use crate::encode::{Encode, Encoder};
pub use crate::error::Result;
pub use crate::object::{Class, DecodeFields, EncodeFields, Joined, Object, present};
pub use crate::schema::{
    ClassKind, ClassSchema, ConstantSchema, FieldSchema, JavaType, Schema, TypeParameter, TypeRef,
};

use crate::decode::{Head, Kind};
use crate::error::{Error, ErrorKind};

/// Reads the name of a constant of the Java enum `class`: an object with the field `name`, a map
/// with that key as `PojoUtils` makes it, in generic calls text.
///
/// # Errors
/// When the next value is none of these.
pub fn read_constant<'a>(d: &mut Decoder<'a>, class: &'static str) -> Result<Cow<'a, str>> {
    const FIELDS: &[&str] = &["name"];
    if d.is_generic() && d.peek()? == Kind::String {
        return d.read_str();
    }
    let open = d.open(class)?;
    let mut name = None;
    match open.head {
        Head::Object { class } => {
            let plan = d.plan(class, FIELDS)?;
            for i in 0..d.class_fields(class) {
                match d.planned(plan, i) {
                    0 => name = Some(d.read_str()?),
                    _ => d.skip()?,
                }
            }
        }
        Head::Map { .. } => {
            while d.next_entry()? {
                if d.read_str()? == FIELDS[0] {
                    name = Some(d.read_str()?);
                } else {
                    d.skip()?;
                }
            }
        }
        Head::List { .. } => return Err(d.mismatch_in(&open, class)),
    }
    d.close(open);
    name.ok_or_else(|| {
        d.error(
            ErrorKind::TypeMismatch,
            format!("expected {class}, met an object without name"),
        )
    })
}

/// The error of a constant that this side does not know.
#[cold]
pub fn unknown_constant(d: &Decoder<'_>, class: &'static str, name: &str) -> Error {
    let name: String = name.chars().take(100).collect();
    d.error(
        ErrorKind::OutOfRange,
        format!("{class} has no constant {name:?}"),
    )
}

/// In a generic call, the value if it comes as text.
///
/// # Errors
/// When the text is none of `T`.
pub fn read_text_form<T: FromStr<Err = Error>>(d: &mut Decoder<'_>) -> Result<Option<T>> {
    if !d.is_generic() || d.peek()? != Kind::String {
        return Ok(None);
    }
    d.read_str()?.parse().map(Some)
}

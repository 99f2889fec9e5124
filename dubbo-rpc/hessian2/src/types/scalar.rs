//! Primitives, text, and the wrappers Rust puts around values.

use crate::decode::{Decode, Decoder, out_of_range};
use crate::encode::{Encode, Encoder};
use crate::error::{Error, ErrorKind, Result};
use crate::java::ShortText;
use crate::schema::{JavaType, Primitive, Schema, TypeRef};
use std::borrow::Cow;
use std::fmt::Write;
use std::sync::Arc;

macro_rules! primitive {
    ($rust:ty, $java:ident, $descriptor:literal, $array:literal) => {
        impl JavaType for $rust {
            fn type_ref() -> TypeRef {
                TypeRef::Primitive(Primitive::$java)
            }

            fn descriptor() -> Cow<'static, str> {
                Cow::Borrowed($descriptor)
            }

            fn array_name() -> Cow<'static, str> {
                Cow::Borrowed($array)
            }
        }
    };
}

primitive!(bool, Boolean, "Z", "[boolean");
primitive!(i8, Byte, "B", "[byte");
primitive!(i16, Short, "S", "[short");
primitive!(i32, Int, "I", "[int");
primitive!(i64, Long, "J", "[long");
primitive!(f32, Float, "F", "[float");
primitive!(f64, Double, "D", "[double");
primitive!(char, Char, "C", "[char");
primitive!((), Void, "V", "[void");

impl Encode for bool {
    fn encode(&self, e: &mut Encoder) -> Result<()> {
        e.write_bool(*self);
        Ok(())
    }
}

impl Decode for bool {
    fn decode(d: &mut Decoder<'_>) -> Result<Self> {
        d.read_bool()
    }

    fn null() -> Option<Self> {
        Some(false)
    }
}

impl Encode for i32 {
    #[inline]
    fn encode(&self, e: &mut Encoder) -> Result<()> {
        e.write_i32(*self);
        Ok(())
    }
}

impl Decode for i32 {
    #[inline]
    fn decode(d: &mut Decoder<'_>) -> Result<Self> {
        d.read_i32()
    }

    fn null() -> Option<Self> {
        Some(0)
    }
}

impl Encode for i64 {
    #[inline]
    fn encode(&self, e: &mut Encoder) -> Result<()> {
        e.write_i64(*self);
        Ok(())
    }
}

impl Decode for i64 {
    #[inline]
    fn decode(d: &mut Decoder<'_>) -> Result<Self> {
        d.read_i64()
    }

    fn null() -> Option<Self> {
        Some(0)
    }
}

macro_rules! small_int {
    ($rust:ty, $java:literal) => {
        impl Encode for $rust {
            fn encode(&self, e: &mut Encoder) -> Result<()> {
                e.write_i32(i32::from(*self));
                Ok(())
            }
        }

        impl Decode for $rust {
            fn decode(d: &mut Decoder<'_>) -> Result<Self> {
                let at = d.position();
                let wide = d.read_i32()?;
                Self::try_from(wide).map_err(|_| out_of_range(at, wide, $java))
            }

            fn null() -> Option<Self> {
                Some(0)
            }
        }
    };
}

small_int!(i8, "byte");
small_int!(i16, "short");

impl Encode for f64 {
    fn encode(&self, e: &mut Encoder) -> Result<()> {
        e.write_f64(*self);
        Ok(())
    }
}

impl Decode for f64 {
    fn decode(d: &mut Decoder<'_>) -> Result<Self> {
        d.read_f64()
    }

    fn null() -> Option<Self> {
        Some(0.0)
    }
}

impl Encode for f32 {
    /// Widened by way of its decimal text, as hessian-lite 3.2.7 and later do: 1.1 stays 1.1.
    fn encode(&self, e: &mut Encoder) -> Result<()> {
        let mut text = ShortText::new();
        let wide = match write!(text, "{self:e}") {
            Ok(()) => text.as_str().parse().ok(),
            Err(_) => None,
        };
        let wide = wide.unwrap_or_else(|| f64::from(*self));
        e.write_f64(wide);
        Ok(())
    }
}

impl Decode for f32 {
    fn decode(d: &mut Decoder<'_>) -> Result<Self> {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a Java reader rounds the same way"
        )]
        d.read_f64().map(|wide| wide as f32)
    }

    fn null() -> Option<Self> {
        Some(0.0)
    }
}

impl Encode for char {
    fn encode(&self, e: &mut Encoder) -> Result<()> {
        if self.len_utf16() > 1 {
            return Err(Error::new(
                ErrorKind::Unencodable,
                format!("{self:?} does not fit a Java char; send it as a String"),
            ));
        }
        e.write_str(self.encode_utf8(&mut [0; 4]))
    }
}

impl Decode for char {
    fn decode(d: &mut Decoder<'_>) -> Result<Self> {
        if d.take_null()? {
            return Ok('\0');
        }
        let at = d.position();
        let text = d.read_str()?;
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) => Ok(c),
            // As Hessian2Input for a field of type char.
            (None, _) => Ok('\0'),
            _ => Err(Error::at(
                ErrorKind::TypeMismatch,
                at,
                format!("expected a char, met text of {} bytes", text.len()),
            )),
        }
    }

    fn null() -> Option<Self> {
        Some('\0')
    }
}

impl Encode for () {
    /// What a `void` method returns: null.
    fn encode(&self, e: &mut Encoder) -> Result<()> {
        e.write_null();
        Ok(())
    }
}

impl Decode for () {
    /// Whatever is there is passed over.
    fn decode(d: &mut Decoder<'_>) -> Result<Self> {
        d.skip()
    }

    fn null() -> Option<Self> {
        Some(())
    }
}

macro_rules! text {
    ($($rust:ty),*) => {$(
        impl Encode for $rust {
            #[inline]
            fn encode(&self, e: &mut Encoder) -> Result<()> {
                e.write_str(self)
            }
        }

        impl JavaType for $rust {
            fn type_ref() -> TypeRef {
                TypeRef::class("java.lang.String")
            }

            fn descriptor() -> Cow<'static, str> {
                Cow::Borrowed("Ljava/lang/String;")
            }

            fn array_name() -> Cow<'static, str> {
                Cow::Borrowed("[string")
            }
        }
    )*};
}

text!(str, String, Box<str>, Arc<str>);

impl Decode for String {
    fn decode(d: &mut Decoder<'_>) -> Result<Self> {
        if d.take_null()? {
            Ok(String::new())
        } else {
            d.read_string()
        }
    }

    fn null() -> Option<Self> {
        Some(String::new())
    }
}

impl Decode for Box<str> {
    fn decode(d: &mut Decoder<'_>) -> Result<Self> {
        String::decode(d).map(Into::into)
    }

    fn null() -> Option<Self> {
        Some("".into())
    }
}

impl Decode for Arc<str> {
    fn decode(d: &mut Decoder<'_>) -> Result<Self> {
        String::decode(d).map(Into::into)
    }

    fn null() -> Option<Self> {
        Some("".into())
    }
}

impl<T: Encode> Encode for Option<T> {
    #[inline]
    fn encode(&self, e: &mut Encoder) -> Result<()> {
        match self {
            Some(value) => value.encode(e),
            None => {
                e.write_null();
                Ok(())
            }
        }
    }
}

impl<T: Decode> Decode for Option<T> {
    #[inline]
    fn decode(d: &mut Decoder<'_>) -> Result<Self> {
        if d.take_null()? {
            Ok(None)
        } else {
            T::decode(d).map(Some)
        }
    }

    fn null() -> Option<Self> {
        Some(None)
    }
}

impl<T: JavaType> JavaType for Option<T> {
    fn type_ref() -> TypeRef {
        T::type_ref().boxed()
    }

    fn describe(schema: &mut Schema) {
        T::describe(schema);
    }
}

impl<T: Encode + ?Sized> Encode for &T {
    fn encode(&self, e: &mut Encoder) -> Result<()> {
        (**self).encode(e)
    }
}

macro_rules! pointer {
    ($($pointer:ident),*) => {$(
        impl<T: Encode> Encode for $pointer<T> {
            fn encode(&self, e: &mut Encoder) -> Result<()> {
                (**self).encode(e)
            }
        }

        impl<T: Decode> Decode for $pointer<T> {
            fn decode(d: &mut Decoder<'_>) -> Result<Self> {
                d.charge(size_of::<T>())?;
                T::decode(d).map($pointer::new)
            }

            fn null() -> Option<Self> {
                T::null().map($pointer::new)
            }
        }

        impl<T: JavaType> JavaType for $pointer<T> {
            fn type_ref() -> TypeRef {
                T::type_ref()
            }

            fn describe(schema: &mut Schema) {
                T::describe(schema);
            }
        }
    )*};
}

pointer!(Box, Arc);

impl JavaType for crate::Value {
    fn type_ref() -> TypeRef {
        TypeRef::class("java.lang.Object")
    }
}

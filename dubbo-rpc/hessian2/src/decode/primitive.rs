//! Null, booleans, numbers, dates and binaries, with the conversions a Java reader makes.

use super::Decoder;
use crate::error::{Error, ErrorKind, Result};
use crate::tag;
use std::borrow::Cow;

/// A value without parts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Scalar {
    Null,
    Bool(bool),
    Int(i32),
    Long(i64),
    Double(f64),
}

impl<'a> Decoder<'a> {
    /// Reads an int; a long, double (its fraction dropped), boolean (1, 0) or null (0) is
    /// converted as by `Hessian2Input.readInt`, except that a value out of range is refused
    /// where Java would wrap it.
    ///
    /// # Errors
    /// When the next value is no number, or out of range.
    #[inline]
    pub fn read_i32(&mut self) -> Result<i32> {
        let at = self.pos;
        match self.buf.get(at) {
            Some(&tag @ 0x80..=0xbf) => {
                self.pos += 1;
                Ok(i32::from(tag) - 0x90)
            }
            _ => {
                let wide = self.read_integer("an int")?;
                i32::try_from(wide).map_err(|_| out_of_range(at, wide, "int"))
            }
        }
    }

    /// Reads a long; converts like [`Decoder::read_i32`].
    ///
    /// # Errors
    /// When the next value is no number, or out of range.
    #[inline]
    pub fn read_i64(&mut self) -> Result<i64> {
        let at = self.pos;
        match self.buf.get(at) {
            Some(&tag @ 0xd8..=0xef) => {
                self.pos += 1;
                Ok(i64::from(tag) - 0xe0)
            }
            _ => self.read_integer("a long"),
        }
    }

    /// Reads a double; ints, longs, booleans and null are converted.
    ///
    /// # Errors
    /// When the next value is no number.
    pub fn read_f64(&mut self) -> Result<f64> {
        Ok(match self.scalar("a double")? {
            Scalar::Null => 0.0,
            Scalar::Bool(b) => f64::from(u8::from(b)),
            Scalar::Int(i) => f64::from(i),
            #[expect(
                clippy::cast_precision_loss,
                reason = "a Java reader rounds the same way"
            )]
            Scalar::Long(l) => l as f64,
            Scalar::Double(d) => d,
        })
    }

    /// Reads a boolean; a number is true unless zero, null is false.
    ///
    /// # Errors
    /// When the next value is neither boolean nor number.
    pub fn read_bool(&mut self) -> Result<bool> {
        Ok(match self.scalar("a boolean")? {
            Scalar::Null => false,
            Scalar::Bool(b) => b,
            Scalar::Int(i) => i != 0,
            Scalar::Long(l) => l != 0,
            Scalar::Double(d) => d != 0.0,
        })
    }

    /// Reads a `java.util.Date` as milliseconds since 1970-01-01T00:00Z.
    ///
    /// # Errors
    /// When the next value is no date; a long is none in Hessian2.
    pub fn read_date_ms(&mut self) -> Result<i64> {
        let at = self.pos;
        match self.byte()? {
            tag::DATE_MS => Ok(i64::from_be_bytes(self.bytes()?)),
            tag::DATE_MINUTE => Ok(i64::from(i32::from_be_bytes(self.bytes()?)) * 60_000),
            tag if self.is_generic() => {
                self.pos = at;
                self.read_integer("a date")
                    .map_err(|_| self.unexpected(at, tag, "a date"))
            }
            tag => Err(self.unexpected(at, tag, "a date")),
        }
    }

    /// Reads a binary. Borrows from the input unless it was sent in several chunks.
    ///
    /// # Errors
    /// When the next value is no binary, or longer than [`Limits::binary_bytes`].
    ///
    /// [`Limits::binary_bytes`]: crate::Limits::binary_bytes
    pub fn read_binary(&mut self) -> Result<Cow<'a, [u8]>> {
        let (first, mut last) = self.binary_chunk(0)?;
        if last {
            return Ok(Cow::Borrowed(first));
        }
        let mut all = Vec::new();
        self.charge(first.len().saturating_mul(2))?;
        all.extend_from_slice(first);
        while !last {
            let (chunk, is_last) = self.binary_chunk(all.len())?;
            // Twice, for the room a growing vector keeps.
            self.charge(chunk.len().saturating_mul(2))?;
            all.extend_from_slice(chunk);
            last = is_last;
        }
        Ok(Cow::Owned(all))
    }

    /// One chunk of a binary of which `before` bytes were read, and whether it is the last.
    pub(super) fn binary_chunk(&mut self, before: usize) -> Result<(&'a [u8], bool)> {
        let at = self.pos;
        let tag = self.byte()?;
        let (len, last) = match tag {
            0x20..=0x2f => (usize::from(tag - 0x20), true),
            0x34..=0x37 => (
                usize::from(tag - 0x34) << 8 | usize::from(self.byte()?),
                true,
            ),
            tag::BINARY_FINAL => (usize::from(u16::from_be_bytes(self.bytes()?)), true),
            tag::BINARY_CHUNK => (usize::from(u16::from_be_bytes(self.bytes()?)), false),
            _ => return Err(self.unexpected(at, tag, "a binary")),
        };
        let total = before.saturating_add(len);
        if total > self.limits.binary_bytes {
            return Err(Error::limit(
                at,
                "binary_bytes",
                self.limits.binary_bytes,
                total,
            ));
        }
        Ok((self.slice(len)?, last))
    }

    fn read_integer(&mut self, wanted: &str) -> Result<i64> {
        let at = self.pos;
        match self.scalar(wanted)? {
            Scalar::Null => Ok(0),
            Scalar::Bool(b) => Ok(i64::from(b)),
            Scalar::Int(i) => Ok(i64::from(i)),
            Scalar::Long(l) => Ok(l),
            Scalar::Double(d) => truncate(at, d),
        }
    }

    /// Reads null, boolean or number; text too where generic calls are read.
    #[inline]
    pub(crate) fn scalar(&mut self, wanted: &str) -> Result<Scalar> {
        let at = self.pos;
        let tag = self.byte()?;
        Ok(match tag {
            tag::NULL => Scalar::Null,
            tag::TRUE => Scalar::Bool(true),
            tag::FALSE => Scalar::Bool(false),
            0x80..=0xbf => Scalar::Int(i32::from(tag) - 0x90),
            0xc0..=0xcf => Scalar::Int(((i32::from(tag) - 0xc8) << 8) + i32::from(self.byte()?)),
            0xd0..=0xd7 => {
                let low = i32::from(u16::from_be_bytes(self.bytes()?));
                Scalar::Int(((i32::from(tag) - 0xd4) << 16) + low)
            }
            tag::INT => Scalar::Int(i32::from_be_bytes(self.bytes()?)),
            0xd8..=0xef => Scalar::Long(i64::from(tag) - 0xe0),
            0xf0..=0xff => Scalar::Long(((i64::from(tag) - 0xf8) << 8) + i64::from(self.byte()?)),
            0x38..=0x3f => {
                let low = i64::from(u16::from_be_bytes(self.bytes()?));
                Scalar::Long(((i64::from(tag) - 0x3c) << 16) + low)
            }
            tag::LONG_INT => Scalar::Long(i64::from(i32::from_be_bytes(self.bytes()?))),
            tag::LONG => Scalar::Long(i64::from_be_bytes(self.bytes()?)),
            tag::DOUBLE_ZERO => Scalar::Double(0.0),
            tag::DOUBLE_ONE => Scalar::Double(1.0),
            tag::DOUBLE_BYTE => Scalar::Double(f64::from(i8::from_be_bytes(self.bytes()?))),
            tag::DOUBLE_SHORT => Scalar::Double(f64::from(i16::from_be_bytes(self.bytes()?))),
            // The public Hessian 2.0 text says float32 here; every Java version writes thousandths.
            tag::DOUBLE_MILLI => {
                Scalar::Double(0.001 * f64::from(i32::from_be_bytes(self.bytes()?)))
            }
            tag::DOUBLE => Scalar::Double(f64::from_be_bytes(self.bytes()?)),
            _ if self.is_generic() => self.scalar_from_text(at, tag, wanted)?,
            _ => return Err(self.unexpected(at, tag, wanted)),
        })
    }

    /// `CompatibleTypeUtils.compatibleTypeConvert` of a string to a number or boolean.
    #[cold]
    fn scalar_from_text(&mut self, at: usize, tag: u8, wanted: &str) -> Result<Scalar> {
        if !matches!(tag, 0x00..=0x1f | 0x30..=0x33 | tag::STRING_FINAL | tag::STRING_CHUNK) {
            return Err(self.unexpected(at, tag, wanted));
        }
        self.pos = at;
        let text = self.read_str()?;
        let text = text.trim();
        if text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false") {
            return Ok(Scalar::Bool(text.eq_ignore_ascii_case("true")));
        }
        if let Ok(long) = text.parse::<i64>() {
            return Ok(Scalar::Long(long));
        }
        text.parse::<f64>().map(Scalar::Double).map_err(|_| {
            let text: String = text.chars().take(40).collect();
            Error::at(
                ErrorKind::TypeMismatch,
                at,
                format!("expected {wanted}, met text {text:?}"),
            )
        })
    }
}

/// The whole part of `d`, as Java's `(long) d`, but an error where Java would saturate.
fn truncate(at: usize, d: f64) -> Result<i64> {
    const TWO_POW_63: f64 = 9_223_372_036_854_775_808.0;
    if (-TWO_POW_63..TWO_POW_63).contains(&d) {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "range checked; the fraction goes"
        )]
        return Ok(d as i64);
    }
    Err(Error::at(
        ErrorKind::OutOfRange,
        at,
        format!("{d:e} is outside the range of a long"),
    ))
}

#[cold]
pub(crate) fn out_of_range(at: usize, met: impl std::fmt::Display, wanted: &str) -> Error {
    Error::at(
        ErrorKind::OutOfRange,
        at,
        format!("{met} is outside the range of a Java {wanted}"),
    )
}

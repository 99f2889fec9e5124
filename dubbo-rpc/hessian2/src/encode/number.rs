//! Null, booleans, numbers, dates and binaries, each in its shortest form, as Java writes them.

use super::Encoder;
use crate::tag;

/// Bytes of one chunk of a long binary: what hessian-lite 4.0 puts into its buffer of 8,192.
const BINARY_CHUNK_BYTES: usize = 8189;

impl Encoder {
    /// Writes a Java `null`.
    pub fn write_null(&mut self) {
        self.buf.push(tag::NULL);
    }

    /// Writes a boolean.
    pub fn write_bool(&mut self, value: bool) {
        self.buf.push(if value { tag::TRUE } else { tag::FALSE });
    }

    /// Writes an int; bytes and shorts are ints too.
    #[inline]
    pub fn write_i32(&mut self, value: i32) {
        let [_, b1, b2, b3] = value.to_be_bytes();
        match value {
            -16..=47 => self.buf.push(b3.wrapping_add(0x90)),
            -2048..=2047 => self.buf.extend_from_slice(&[b2.wrapping_add(0xc8), b3]),
            -262_144..=262_143 => self.buf.extend_from_slice(&[b1.wrapping_add(0xd4), b2, b3]),
            _ => self.tagged(tag::INT, value.to_be_bytes()),
        }
    }

    /// Writes a long: never in the form of an int, so that Java reads a `Long` back.
    #[inline]
    pub fn write_i64(&mut self, value: i64) {
        let [.., b5, b6, b7] = value.to_be_bytes();
        match value {
            -8..=15 => self.buf.push(b7.wrapping_add(0xe0)),
            -2048..=2047 => self.buf.extend_from_slice(&[b6.wrapping_add(0xf8), b7]),
            -262_144..=262_143 => self.buf.extend_from_slice(&[b5.wrapping_add(0x3c), b6, b7]),
            _ => match i32::try_from(value) {
                Ok(int) => self.tagged(tag::LONG_INT, int.to_be_bytes()),
                Err(_) => self.tagged(tag::LONG, value.to_be_bytes()),
            },
        }
    }

    /// Writes a double. Negative zero comes out as zero, as from Java.
    pub fn write_f64(&mut self, value: f64) {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "compared with the value below"
        )]
        let whole = value as i32;
        if f64::from(whole) == value {
            match whole {
                0 => return self.buf.push(tag::DOUBLE_ZERO),
                1 => return self.buf.push(tag::DOUBLE_ONE),
                _ => {}
            }
            if let Ok(byte) = i8::try_from(whole) {
                return self.tagged(tag::DOUBLE_BYTE, byte.to_be_bytes());
            }
            if let Ok(short) = i16::try_from(whole) {
                return self.tagged(tag::DOUBLE_SHORT, short.to_be_bytes());
            }
        }
        #[expect(
            clippy::cast_possible_truncation,
            reason = "compared with the value below"
        )]
        let milli = (value * 1000.0) as i32;
        if 0.001 * f64::from(milli) == value {
            self.tagged(tag::DOUBLE_MILLI, milli.to_be_bytes());
        } else {
            self.tagged(tag::DOUBLE, value.to_be_bytes());
        }
    }

    /// Writes a `java.util.Date` of `ms` milliseconds since 1970-01-01T00:00Z.
    #[inline]
    pub fn write_date_ms(&mut self, ms: i64) {
        match i32::try_from(ms / 60_000) {
            Ok(minutes) if ms % 60_000 == 0 => self.tagged(tag::DATE_MINUTE, minutes.to_be_bytes()),
            _ => self.tagged(tag::DATE_MS, ms.to_be_bytes()),
        }
    }

    /// Writes a `byte[]`.
    pub fn write_bytes(&mut self, value: &[u8]) {
        let mut rest = value;
        while let Some((chunk, after)) = rest.split_at_checked(BINARY_CHUNK_BYTES)
            && !after.is_empty()
        {
            self.buf.push(tag::BINARY_CHUNK);
            self.u16(BINARY_CHUNK_BYTES);
            self.buf.extend_from_slice(chunk);
            rest = after;
        }
        match rest.len() {
            len @ 0..=15 => self.low_byte(0x20, len),
            len @ 16..=1023 => {
                self.low_byte(0x34, len >> 8);
                self.low_byte(0, len & 0xff);
            }
            len => {
                self.buf.push(tag::BINARY_FINAL);
                self.u16(len);
            }
        }
        self.buf.extend_from_slice(rest);
    }

    #[inline]
    pub(super) fn tagged<const N: usize>(&mut self, tag: u8, bytes: [u8; N]) {
        self.buf.push(tag);
        self.buf.extend_from_slice(&bytes);
    }

    /// Pushes `base + low`, where `low` fits the byte.
    pub(super) fn low_byte(&mut self, base: u8, low: usize) {
        let [.., byte] = low.to_be_bytes();
        self.buf.push(base + byte);
    }

    /// Pushes a length below 65,536.
    pub(super) fn u16(&mut self, len: usize) {
        let [.., high, low] = len.to_be_bytes();
        self.buf.extend_from_slice(&[high, low]);
    }
}

//! Strings as CESU-8 in chunks of at most 0x8000 UTF-16 units, cut where Java cuts them.

use super::Encoder;
use crate::error::Result;
use crate::tag;

/// UTF-16 units of one chunk of a long string, in every hessian-lite.
const STRING_CHUNK_UNITS: usize = 0x8000;

impl Encoder {
    /// Writes a string.
    ///
    /// # Errors
    /// None today; the signature leaves room for a limit of the output.
    #[inline]
    pub fn write_str(&mut self, text: &str) -> Result<()> {
        if text.len() <= STRING_CHUNK_UNITS && text.is_ascii() {
            self.final_head(text.len());
            self.buf.extend_from_slice(text.as_bytes());
        } else {
            self.write_long_str(text);
        }
        Ok(())
    }

    /// The head of the last or only chunk, of `units` units.
    #[inline]
    fn final_head(&mut self, units: usize) {
        match units {
            0..=31 => self.low_byte(0, units),
            32..=1023 => {
                self.low_byte(0x30, units >> 8);
                self.low_byte(0, units & 0xff);
            }
            _ => {
                self.buf.push(tag::STRING_FINAL);
                self.u16(units);
            }
        }
    }

    fn write_long_str(&mut self, text: &str) {
        let mut rest = text;
        // A unit takes a byte at least: shorter text needs no cutting.
        while rest.len() > STRING_CHUNK_UNITS {
            let (chunk, units) = leading_chunk(rest);
            if chunk.len() == rest.len() {
                break;
            }
            self.buf.push(tag::STRING_CHUNK);
            self.u16(units);
            self.cesu8(chunk);
            rest = &rest[chunk.len()..];
        }
        self.final_head(units_of(rest));
        self.cesu8(rest);
    }

    /// Appends `text`, supplementary characters as two surrogates of three bytes each.
    fn cesu8(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.bytes().position(|b| b >= 0xf0) {
            self.buf.extend_from_slice(&rest.as_bytes()[..at]);
            let mut chars = rest[at..].chars();
            if let Some(c) = chars.next() {
                let mut pair = [0; 2];
                for unit in c.encode_utf16(&mut pair) {
                    let [high, low] = unit.to_be_bytes();
                    self.buf.extend_from_slice(&[
                        0xe0 | high >> 4,
                        0x80 | (high & 0x0f) << 2 | low >> 6,
                        0x80 | low & 0x3f,
                    ]);
                }
            }
            rest = chars.as_str();
        }
        self.buf.extend_from_slice(rest.as_bytes());
    }
}

/// UTF-16 units of `text`.
fn units_of(text: &str) -> usize {
    // Every lead byte is a unit, a four-byte lead another one.
    text.bytes()
        .map(|b| usize::from(b & 0xc0 != 0x80) + usize::from(b >= 0xf0))
        .sum()
}

/// The longest start of `text` of at most [`STRING_CHUNK_UNITS`], not cutting a pair, and its
/// units.
fn leading_chunk(text: &str) -> (&str, usize) {
    let mut units = 0;
    for (at, c) in text.char_indices() {
        if units + c.len_utf16() > STRING_CHUNK_UNITS {
            return (&text[..at], units);
        }
        units += c.len_utf16();
    }
    (text, units)
}

//! Strings: lengths count UTF-16 code units, each unit is written as its own 1 to 3 bytes
//! (CESU-8), so a supplementary character is two 3-byte surrogates, in one chunk or two.

use super::Decoder;
use super::primitive::Scalar;
use crate::error::{Error, ErrorKind, Result};
use crate::java;
use crate::tag;
use std::borrow::Cow;

impl<'a> Decoder<'a> {
    /// Reads a string. Borrows from the input when it came in one chunk without supplementary
    /// characters. Numbers and booleans become their Java text.
    ///
    /// A lone surrogate, which Java can hold and Rust cannot, becomes U+FFFD.
    ///
    /// # Errors
    /// When the next value is no text, not CESU-8, or longer than [`Limits::string_units`].
    ///
    /// [`Limits::string_units`]: crate::Limits::string_units
    pub fn read_str(&mut self) -> Result<Cow<'a, str>> {
        let at = self.pos;
        let tag = self.byte()?;
        match tag {
            0x00..=0x1f => self.short_str(usize::from(tag)),
            0x30..=0x33 => {
                let units = usize::from(tag - 0x30) << 8 | usize::from(self.byte()?);
                self.short_str(units)
            }
            tag::STRING_FINAL | tag::STRING_CHUNK => {
                self.pos = at;
                self.long_str()
            }
            _ => {
                self.pos = at;
                self.scalar_text()
            }
        }
    }

    /// Reads a string into one owned allocation.
    ///
    /// # Errors
    /// As [`Decoder::read_str`].
    pub fn read_string(&mut self) -> Result<String> {
        let text = self.read_str()?;
        if let Cow::Borrowed(text) = text {
            self.charge(text.len())?;
        }
        Ok(text.into_owned())
    }

    fn short_str(&mut self, units: usize) -> Result<Cow<'a, str>> {
        if units > self.limits.string_units {
            return Err(Error::limit(
                self.pos,
                "string_units",
                self.limits.string_units,
                units,
            ));
        }
        let at = self.pos;
        let (bytes, surrogates) = self.units(units)?;
        if surrogates {
            let mut text = String::new();
            self.charge(bytes.len())?;
            text.reserve_exact(bytes.len());
            let mut high = None;
            join_surrogates(bytes, at, &mut high, &mut text)?;
            if high.is_some() {
                text.push(char::REPLACEMENT_CHARACTER);
            }
            return Ok(Cow::Owned(text));
        }
        plain(bytes, at).map(Cow::Borrowed)
    }

    /// Reads short strings (up to 31 units, one byte of head) of ASCII as far as they come next, at
    /// most `most`; yields their bytes with the heads before each and tells where each ends.
    ///
    /// Nothing is read where one among them is not ASCII: the general way reads it, and judges it.
    #[inline]
    pub(crate) fn short_texts(&mut self, most: usize, mut each: impl FnMut(usize)) -> &'a str {
        let rest = self.buf.get(self.pos..).unwrap_or_default();
        let run = self.short_run(rest, most, |_| ());
        let Some(run) = rest.get(..run).filter(|run| run.is_ascii()) else {
            return "";
        };
        // ASCII is UTF-8.
        let Ok(text) = std::str::from_utf8(run) else {
            return "";
        };
        self.short_run(run, most, &mut each);
        self.pos += run.len();
        text
    }

    /// How long such a run is if it is ASCII.
    #[inline]
    fn short_run(&self, rest: &[u8], most: usize, mut each: impl FnMut(usize)) -> usize {
        let mut end = 0;
        for _ in 0..most {
            match rest.get(end).map(|head| usize::from(*head)) {
                Some(units @ 0..=0x1f)
                    if units <= self.limits.string_units && rest.len() - end > units =>
                {
                    end += 1 + units;
                    each(end);
                }
                _ => break,
            }
        }
        end
    }

    /// Passes over a short string of ASCII if one comes next.
    #[inline]
    pub(super) fn skip_short_text(&mut self) -> bool {
        let rest = self.buf.get(self.pos..).unwrap_or_default();
        let Some((&head @ 0..=0x1f, rest)) = rest.split_first() else {
            return false;
        };
        let units = usize::from(head);
        let known =
            units <= self.limits.string_units && rest.get(..units).is_some_and(<[u8]>::is_ascii);
        if known {
            self.pos += 1 + units;
        }
        known
    }

    fn long_str(&mut self) -> Result<Cow<'a, str>> {
        let mut text = String::new();
        let mut high = None;
        let mut read = 0;
        loop {
            let chunk_at = self.pos;
            let (units, last) = self.string_head(read)?;
            read += units;
            let at = self.pos;
            let (bytes, surrogates) = self.units(units)?;
            if last && text.is_empty() && high.is_none() && !surrogates {
                return plain(bytes, at).map(Cow::Borrowed);
            }
            // Twice, for the room a growing string keeps.
            self.charge(bytes.len().saturating_mul(2))?;
            if surrogates || high.is_some() {
                join_surrogates(bytes, at, &mut high, &mut text)?;
            } else {
                text.push_str(plain(bytes, at)?);
            }
            if last {
                if high.is_some() {
                    text.push(char::REPLACEMENT_CHARACTER);
                }
                return Ok(Cow::Owned(text));
            }
            debug_assert!(self.pos > chunk_at);
        }
    }

    /// The head of one chunk of a string of which `before` units were read: units, last.
    pub(super) fn string_head(&mut self, before: usize) -> Result<(usize, bool)> {
        let at = self.pos;
        let tag = self.byte()?;
        let (units, last) = match tag {
            0x00..=0x1f => (usize::from(tag), true),
            0x30..=0x33 => (
                usize::from(tag - 0x30) << 8 | usize::from(self.byte()?),
                true,
            ),
            tag::STRING_FINAL => (usize::from(u16::from_be_bytes(self.bytes()?)), true),
            tag::STRING_CHUNK => (usize::from(u16::from_be_bytes(self.bytes()?)), false),
            _ => return Err(self.unexpected(at, tag, "a string")),
        };
        let total = before.saturating_add(units);
        if total > self.limits.string_units {
            return Err(Error::limit(
                at,
                "string_units",
                self.limits.string_units,
                total,
            ));
        }
        Ok((units, last))
    }

    /// The bytes of the next `units` code units, and whether any is a surrogate.
    pub(super) fn units(&mut self, units: usize) -> Result<(&'a [u8], bool)> {
        let rest = self.buf.get(self.pos..).unwrap_or_default();
        let Some(least) = rest.get(..units) else {
            return Err(self.truncated());
        };
        if least.is_ascii() {
            self.pos += units;
            return Ok((least, false));
        }
        let mut len = 0;
        let mut surrogates = false;
        for _ in 0..units {
            let Some(&lead) = rest.get(len) else {
                return Err(self.truncated());
            };
            len += match lead {
                0x00..=0x7f => 1,
                0xc0..=0xdf => 2,
                0xe0..=0xef => {
                    surrogates |= lead == 0xed && rest.get(len + 1).is_some_and(|&b| b >= 0xa0);
                    3
                }
                _ => return Err(bad_text(self.pos + len, lead)),
            };
        }
        Ok((self.slice(len)?, surrogates))
    }

    /// Numbers and booleans as `String.valueOf` writes them.
    #[cold]
    fn scalar_text(&mut self) -> Result<Cow<'a, str>> {
        let at = self.pos;
        let tag = self.peek_tag()?;
        let text = match self.scalar("a string") {
            Ok(Scalar::Bool(b)) => b.to_string(),
            Ok(Scalar::Int(i)) => i.to_string(),
            Ok(Scalar::Long(l)) => l.to_string(),
            Ok(Scalar::Double(d)) => java::double_text(d),
            _ => return Err(self.unexpected(at, tag, "a string")),
        };
        self.charge(text.capacity())?;
        Ok(Cow::Owned(text))
    }
}

/// `bytes` without surrogates are UTF-8, if well formed.
fn plain(bytes: &[u8], at: usize) -> Result<&str> {
    std::str::from_utf8(bytes).map_err(|e| {
        let offset = e.valid_up_to();
        bad_text(at + offset, bytes.get(offset).copied().unwrap_or_default())
    })
}

/// Appends `bytes` to `text`, joining surrogate pairs; `high` carries a first half over chunks.
fn join_surrogates(
    bytes: &[u8],
    at: usize,
    high: &mut Option<u16>,
    text: &mut String,
) -> Result<()> {
    let mut rest = bytes;
    while !rest.is_empty() {
        let Some((unit, len)) = surrogate(rest) else {
            // A run up to the next surrogate is plain UTF-8.
            let run = (0..rest.len())
                .find(|&i| rest[i] == 0xed && surrogate(&rest[i..]).is_some())
                .unwrap_or(rest.len());
            if high.take().is_some() {
                text.push(char::REPLACEMENT_CHARACTER);
            }
            text.push_str(plain(&rest[..run], at + (bytes.len() - rest.len()))?);
            rest = &rest[run..];
            continue;
        };
        if unit < 0xdc00 {
            if high.replace(unit).is_some() {
                text.push(char::REPLACEMENT_CHARACTER);
            }
        } else {
            let pair = high
                .take()
                .and_then(|h| char::decode_utf16([h, unit]).next());
            text.push(
                pair.and_then(|c| c.ok())
                    .unwrap_or(char::REPLACEMENT_CHARACTER),
            );
        }
        rest = &rest[len..];
    }
    Ok(())
}

/// The surrogate at the start of `bytes`, and its length.
fn surrogate(bytes: &[u8]) -> Option<(u16, usize)> {
    match *bytes {
        [0xed, second @ 0xa0..=0xbf, third @ 0x80..=0xbf, ..] => {
            let unit = 0xd000 | u16::from(second & 0x3f) << 6 | u16::from(third & 0x3f);
            Some((unit, 3))
        }
        _ => None,
    }
}

#[cold]
fn bad_text(at: usize, byte: u8) -> Error {
    Error::at(
        ErrorKind::Text,
        at,
        format!("byte 0x{byte:02x} is not CESU-8 text (four-byte UTF-8 is not part of it)"),
    )
}

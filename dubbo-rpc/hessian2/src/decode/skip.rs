//! Passing over a value while still learning what it defines.

use super::{Decoder, Head, Kind, Length};
use crate::error::{Error, ErrorKind, Result};
use crate::tag;

impl Decoder<'_> {
    /// Passes over the next value, whatever it is. What it defines (classes, type names,
    /// reference slots) is known afterwards; a reference is not followed.
    ///
    /// # Errors
    /// When the value is malformed or exceeds a limit.
    pub fn skip(&mut self) -> Result<()> {
        if let 0x80..=0xbf | 0xd8..=0xef | tag::NULL | tag::TRUE | tag::FALSE | 0x00 =
            self.peek_tag()?
        {
            // All of the value; most fields of most objects.
            self.pos += 1;
            return Ok(());
        }
        if self.skip_short_text() {
            return Ok(());
        }
        match self.peek()? {
            Kind::Null | Kind::Bool | Kind::Int | Kind::Long | Kind::Double => {
                self.scalar("a value").map(drop)
            }
            Kind::Date => self.read_date_ms().map(drop),
            Kind::String => self.skip_string(),
            Kind::Binary => self.skip_binary(),
            Kind::Ref => self.take_reference().map(drop),
            Kind::List | Kind::Map | Kind::Object => self.skip_container(),
        }
    }

    fn skip_container(&mut self) -> Result<()> {
        let open = self.open("a list, map or object")?;
        match open.head {
            Head::List { len, .. } => {
                let mut left = self.elements(len)?;
                while self.next_element(&mut left)? {
                    self.skip()?;
                }
            }
            Head::Map { .. } => {
                while self.next_entry()? {
                    self.skip()?;
                    self.skip()?;
                }
            }
            Head::Object { class } => {
                for _ in 0..self.class_fields(class) {
                    self.skip()?;
                }
            }
        }
        self.close(open);
        Ok(())
    }

    /// Reads a map entry by entry: `entry` reads one key and one value.
    ///
    /// For callers who file entries by key and would only take a collection apart again.
    ///
    /// # Errors
    /// When the next value is no map, or as `entry`.
    pub fn read_entries(&mut self, mut entry: impl FnMut(&mut Self) -> Result<()>) -> Result<()> {
        let at = self.position();
        let open = self.open("a map")?;
        if !matches!(open.head, Head::Map { .. }) {
            return Err(Error::at(ErrorKind::TypeMismatch, at, "expected a map"));
        }
        while self.next_entry()? {
            entry(self)?;
        }
        self.close(open);
        Ok(())
    }

    /// Passes over a string, which must be one.
    pub(super) fn skip_string(&mut self) -> Result<()> {
        let mut read = 0;
        loop {
            let (units, last) = self.string_head(read)?;
            self.units(units)?;
            read += units;
            if last {
                return Ok(());
            }
        }
    }

    fn skip_binary(&mut self) -> Result<()> {
        let mut read = 0;
        loop {
            let (bytes, last) = self.binary_chunk(read)?;
            read += bytes.len();
            if last {
                return Ok(());
            }
        }
    }

    /// Counts and yields whether the list has another element; `left` comes from
    /// [`Decoder::elements`].
    pub(crate) fn next_element(&mut self, left: &mut Length) -> Result<bool> {
        match left {
            Length::Known(0) => Ok(false),
            Length::Known(n) => {
                *n -= 1;
                Ok(true)
            }
            Length::UntilEnd => self.next_entry(),
        }
    }

    /// Whether a map or list without length goes on; reads its end if not, counts an item if so.
    pub(crate) fn next_entry(&mut self) -> Result<bool> {
        if self.peek_tag()? == tag::END {
            self.pos += 1;
            return Ok(false);
        }
        self.count_items(1)?;
        Ok(true)
    }
}

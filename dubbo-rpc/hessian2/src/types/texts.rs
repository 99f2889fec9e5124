//! Many short texts in one block of memory.

use crate::decode::{Decode, Decoder, Head, Length};
use crate::encode::{Encode, Encoder};
use crate::error::{Error, ErrorKind, Result};
use crate::schema::{JavaType, TypeRef};
use std::borrow::Cow;
use std::fmt;

/// A Java `List<String>` whose texts lie end to end in two allocations, where a `Vec<String>` takes one for each: for who looks at many names and keeps
/// none. A null among them reads as the empty text.
#[derive(Clone, Default)]
pub struct Texts {
    /// Each text after one byte: runs of short ones are copied from a stream together with their heads.
    block: String,
    /// Where each ends.
    ends: Vec<u32>,
}

/// Bytes before each text.
const HEAD: usize = 1;

impl Texts {
    /// How many there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text at `index`, counted from 0.
    #[inline]
    pub fn get(&self, index: usize) -> Option<&str> {
        let end = wide(*self.ends.get(index)?);
        let before = match index.checked_sub(1) {
            Some(before) => wide(*self.ends.get(before)?),
            None => 0,
        };
        self.block.get(before + HEAD..end)
    }

    /// All of them in order.
    #[inline]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        let mut before = 0;
        self.ends.iter().map(move |end| {
            let end = wide(*end);
            let text = self.block.get(before + HEAD..end).unwrap_or_default();
            before = end;
            text
        })
    }

    /// Adds a text.
    ///
    /// # Errors
    /// Of kind [`ErrorKind::Limit`] when all together take 4 GiB or more.
    pub fn push(&mut self, text: &str) -> Result<()> {
        let end = self.block.len().saturating_add(HEAD + text.len());
        let end = narrow(end)?;
        self.block.push('\0');
        self.block.push_str(text);
        self.ends.push(end);
        Ok(())
    }
}

fn wide(end: u32) -> usize {
    usize::try_from(end).unwrap_or(usize::MAX)
}

#[inline]
fn narrow(end: usize) -> Result<u32> {
    u32::try_from(end).map_err(|_| {
        Error::new(
            ErrorKind::Limit,
            format!("{end} bytes of texts in one list, at most {} fit", u32::MAX),
        )
    })
}

impl PartialEq for Texts {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Texts {}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl Encode for Texts {
    fn encode(&self, e: &mut Encoder) -> Result<()> {
        e.begin_list(None, self.len())?;
        self.iter().try_for_each(|text| e.write_str(text))
    }
}

impl Decode for Texts {
    fn decode(d: &mut Decoder<'_>) -> Result<Self> {
        const WANTED: &str = "a java.util.List";
        let mut all = Self::default();
        if d.take_null()? {
            return Ok(all);
        }
        let open = d.open(WANTED)?;
        let Head::List { len, .. } = open.head else {
            return Err(d.mismatch_in(&open, WANTED));
        };
        let mut left = d.elements(len)?;
        if let Length::Known(count) = left {
            d.make_room(&mut all.ends, count)?;
            let ends = &mut all.ends;
            let run = d.short_texts(count, |end| {
                if let Ok(end) = narrow(end) {
                    ends.push(end);
                }
            });
            d.make_room_for_text(&mut all.block, run.len())?;
            all.block.push_str(run);
            left = Length::Known(count - all.ends.len());
        }
        while d.next_element(&mut left)? {
            let text = match d.take_null()? {
                true => Cow::Borrowed(""),
                false => d.read_str()?,
            };
            d.make_room(&mut all.ends, 1)?;
            d.make_room_for_text(&mut all.block, HEAD + text.len())?;
            all.push(&text)?;
        }
        d.close(open);
        Ok(all)
    }

    fn null() -> Option<Self> {
        Some(Self::default())
    }
}

impl JavaType for Texts {
    fn type_ref() -> TypeRef {
        <Vec<String> as JavaType>::type_ref()
    }

    fn descriptor() -> Cow<'static, str> {
        <Vec<String> as JavaType>::descriptor()
    }
}

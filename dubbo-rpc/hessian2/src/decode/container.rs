//! Lists, maps, objects, class definitions, type names and references.

use super::{Decoder, Growth};
use crate::error::{Error, ErrorKind, Result};
use crate::tag;
use std::borrow::Cow;

/// The start of a list, map or object that is being read; give it back to [`Decoder::close`].
#[derive(Debug)]
pub(crate) struct Open {
    pub(crate) head: Head,
    /// Its index in the reference table.
    pub(crate) slot: usize,
    /// Where reading goes on when this was reached through a reference.
    resume: Option<usize>,
}

/// What a list, map or object says before its parts.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Head {
    /// `type_at` is the offset of the type name.
    List {
        type_at: Option<usize>,
        len: Length,
    },
    Map {
        type_at: Option<usize>,
    },
    /// `class` is an index of the class definitions.
    Object {
        class: usize,
    },
}

/// How many elements a list has.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Length {
    Known(usize),
    UntilEnd,
}

/// One entry of the reference table: where the value lies.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Slot {
    start: u32,
    /// Zero while the value is being read.
    end: u32,
}

impl Slot {
    fn start(self) -> usize {
        usize::try_from(self.start).unwrap_or(usize::MAX)
    }

    fn len(self) -> usize {
        usize::try_from(self.end - self.start).unwrap_or(usize::MAX)
    }
}

/// An offset as [`Slot`] keeps it: [`MAX_BYTES`](crate::MAX_BYTES) bounds every input.
fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

/// One class definition, kept as offsets.
#[derive(Debug)]
pub(crate) struct ClassDef {
    name_at: usize,
    fields_at: usize,
    fields: usize,
    /// Its newest plan, an index of the plans made.
    plan: Option<usize>,
}

/// How the fields of one class on the wire match those of one Rust type. A class may be read
/// into several types, one inside the other: a plan is never changed once made.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    /// The Rust fields, told apart by address.
    made_for: &'static [&'static str],
    /// Where it starts in the planned fields.
    at: usize,
    /// The plan of the same class made before it.
    older: Option<usize>,
}

/// In a plan: the Rust type has no such field.
pub(crate) const UNKNOWN_FIELD: u16 = u16::MAX;

impl<'a> Decoder<'a> {
    /// Reads the head of a list, map or object, following a reference to one.
    pub(crate) fn open(&mut self, wanted: &str) -> Result<Open> {
        let mut resume = None;
        let mut defined = false;
        loop {
            let at = self.pos;
            let tag = self.byte()?;
            let head = match tag {
                // Java defines a class right before its first object. Whatever else follows
                // would be a second way to write it.
                _ if defined && !matches!(tag, tag::CLASS_DEF | tag::OBJECT | 0x60..=0x6f) => {
                    return Err(self.unexpected(at, tag, "an object after a class definition"));
                }
                tag::CLASS_DEF => {
                    self.class_definition(at)?;
                    defined = true;
                    continue;
                }
                tag::REF => {
                    self.pos = at;
                    let slot = self.take_reference()?;
                    let target = self.closed(at, slot, wanted)?;
                    // Reading again costs time: charged several times over, so that a
                    // reference bomb ends in milliseconds.
                    self.charge(target.len().saturating_mul(8) + 16)?;
                    if resume.is_none() {
                        resume = Some(self.pos);
                        self.following += 1;
                    }
                    self.pos = target.start();
                    continue;
                }
                _ => self.head(at, tag, wanted)?,
            };
            let slot = self.enter(at)?;
            return Ok(Open { head, slot, resume });
        }
    }

    /// Ends what [`Decoder::open`] began.
    pub(crate) fn close(&mut self, open: Open) {
        self.open.pop();
        if let Some(resume) = open.resume {
            self.following -= 1;
            self.pos = resume;
        } else if self.following == 0
            && let Some(slot) = self.slots.get_mut(open.slot)
        {
            slot.end = narrow(self.pos);
        }
    }

    /// The error of having opened something else than `wanted`.
    #[cold]
    pub(crate) fn mismatch_in(&mut self, open: &Open, wanted: &str) -> Error {
        let met = match open.head {
            Head::List { .. } => "a list".to_owned(),
            Head::Map { .. } => "a map".to_owned(),
            Head::Object { class } => {
                let name = self.class_name(class).unwrap_or_default();
                format!(
                    "an object of class {}",
                    name.chars().take(200).collect::<String>()
                )
            }
        };
        self.error(
            ErrorKind::TypeMismatch,
            format!("expected {wanted}, met {met}"),
        )
    }

    fn head(&mut self, at: usize, tag: u8, wanted: &str) -> Result<Head> {
        Ok(match tag {
            0x70..=0x77 => Head::List {
                type_at: Some(self.type_name()?),
                len: Length::Known(usize::from(tag - tag::LIST_DIRECT)),
            },
            0x78..=0x7f => Head::List {
                type_at: None,
                len: Length::Known(usize::from(tag - tag::LIST_DIRECT_UNTYPED)),
            },
            tag::LIST_FIXED => Head::List {
                type_at: Some(self.type_name()?),
                len: self.length()?,
            },
            tag::LIST_FIXED_UNTYPED => Head::List {
                type_at: None,
                len: self.length()?,
            },
            tag::LIST_VARIABLE => Head::List {
                type_at: Some(self.type_name()?),
                len: Length::UntilEnd,
            },
            tag::LIST_VARIABLE_UNTYPED => Head::List {
                type_at: None,
                len: Length::UntilEnd,
            },
            tag::MAP_UNTYPED => Head::Map { type_at: None },
            tag::MAP => Head::Map {
                type_at: Some(self.type_name()?),
            },
            0x60..=0x6f => self.object_head(at, usize::from(tag - tag::OBJECT_DIRECT))?,
            tag::OBJECT => {
                let class = self.index("class definition")?;
                self.object_head(at, class)?
            }
            _ => return Err(self.unexpected(at, tag, wanted)),
        })
    }

    fn object_head(&self, at: usize, class: usize) -> Result<Head> {
        if class >= self.classes.len() {
            return Err(Error::at(
                ErrorKind::Reference,
                at,
                format!(
                    "object of class definition {class}, but only {} came",
                    self.classes.len()
                ),
            ));
        }
        Ok(Head::Object { class })
    }

    /// Goes one level deeper, into the value whose head starts at `at`.
    fn enter(&mut self, at: usize) -> Result<usize> {
        if self.open.len() >= self.limits.depth {
            return Err(Error::limit(
                at,
                "depth",
                self.limits.depth,
                self.open.len() + 1,
            ));
        }
        // A frame is as large as the type read makes it, so levels alone bound no stack.
        let stack_at = std::ptr::from_ref(&at).addr();
        if self.open.is_empty() {
            self.stack_at = stack_at;
        }
        let stack = stack_at.abs_diff(self.stack_at);
        if stack > self.limits.stack_bytes {
            return Err(Error::limit(
                at,
                "stack_bytes",
                self.limits.stack_bytes,
                stack,
            ));
        }
        let slot = if self.following > 0 {
            // Read before, so it has a slot; slots lie in the order of their offsets.
            self.slots.partition_point(|slot| slot.start() < at)
        } else {
            self.make_slot()?;
            self.slots.push(Slot {
                start: narrow(at),
                end: 0,
            });
            self.slots.len() - 1
        };
        self.open.push(slot);
        Ok(slot)
    }

    /// Reads a reference, which comes next, without following it.
    pub(crate) fn take_reference(&mut self) -> Result<usize> {
        let at = self.pos;
        self.byte()?;
        let slot = self.index("reference")?;
        if slot >= self.slots.len() {
            return Err(Error::at(
                ErrorKind::Reference,
                at,
                format!(
                    "reference to value {slot}, but only {} came before",
                    self.slots.len()
                ),
            ));
        }
        Ok(slot)
    }

    /// The slot the reference that comes next names.
    pub(crate) fn peek_reference(&mut self) -> Result<usize> {
        let at = self.pos;
        let slot = self.take_reference()?;
        self.pos = at;
        Ok(slot)
    }

    /// The slot a reference at the current position names, if one comes next and names a value
    /// that is still being read.
    pub(crate) fn peek_cycle(&mut self) -> Result<Option<usize>> {
        if self.peek_tag()? != tag::REF {
            return Ok(None);
        }
        let slot = self.peek_reference()?;
        Ok(self.open.contains(&slot).then_some(slot))
    }

    /// The extent of a value that has been read to its end.
    fn closed(&self, at: usize, slot: usize, wanted: &str) -> Result<Slot> {
        match self.slots.get(slot) {
            Some(found) if found.end > 0 && !self.open.contains(&slot) => Ok(*found),
            _ => Err(Error::at(
                ErrorKind::Reference,
                at,
                format!(
                    "expected {wanted}, met a reference to value {slot}, which encloses it: \
                     a cycle fits only a dynamic value"
                ),
            )),
        }
    }

    fn class_definition(&mut self, at: usize) -> Result<()> {
        let name_at = self.pos;
        self.skip_string()?;
        let fields = self.index("number of fields")?;
        if fields > self.limits.class_fields {
            return Err(Error::limit(
                at,
                "class_fields",
                self.limits.class_fields,
                fields,
            ));
        }
        let fields_at = self.pos;
        for _ in 0..fields {
            self.skip_string()?;
        }
        if self.following > 0 {
            return Ok(());
        }
        if self.classes.len() >= self.limits.class_definitions {
            let limit = self.limits.class_definitions;
            return Err(Error::limit(at, "class_definitions", limit, limit + 1));
        }
        // Twice, for the room a growing vector keeps.
        self.charge(2 * size_of::<ClassDef>())?;
        self.classes.push(ClassDef {
            name_at,
            fields_at,
            fields,
            plan: None,
        });
        Ok(())
    }

    /// Reads a type name or an index of an earlier one; yields the offset of the name.
    fn type_name(&mut self) -> Result<usize> {
        let at = self.pos;
        if let 0x00..=0x1f | 0x30..=0x33 | tag::STRING_FINAL | tag::STRING_CHUNK =
            self.peek_tag()?
        {
            self.skip_string()?;
            if self.following == 0 {
                if self.types.len() >= self.limits.type_names {
                    let limit = self.limits.type_names;
                    return Err(Error::limit(at, "type_names", limit, limit + 1));
                }
                self.types.push(at);
            }
            return Ok(at);
        }
        let index = self.index("type name")?;
        self.types.get(index).copied().ok_or_else(|| {
            Error::at(
                ErrorKind::Reference,
                at,
                format!(
                    "type name {index}, but only {} came before",
                    self.types.len()
                ),
            )
        })
    }

    fn length(&mut self) -> Result<Length> {
        self.index("list length").map(Length::Known)
    }

    /// Reads an int that counts or indexes something: never negative, never another type.
    fn index(&mut self, what: &str) -> Result<usize> {
        let at = self.pos;
        match self.peek_tag()? {
            0x80..=0xd7 | tag::INT => {
                let met = self.read_i32()?;
                usize::try_from(met).map_err(|_| {
                    Error::at(ErrorKind::OutOfRange, at, format!("negative {what}: {met}"))
                })
            }
            tag => Err(self.unexpected(at, tag, what)),
        }
    }

    /// Reads the elements of a list into a collection made by `new` (given the room to take, where
    /// `growth` is a vector's) with `push`.
    pub(crate) fn read_elements<T: crate::Decode, C>(
        &mut self,
        len: Length,
        growth: Growth,
        new: impl FnOnce(usize) -> C,
        mut push: impl FnMut(&mut C, T),
    ) -> Result<C> {
        let mut left = self.elements(len)?;
        let room = match (left, growth) {
            (Length::Known(n), Growth::Vector) => n,
            _ => 0,
        };
        self.charge(room.saturating_mul(size_of::<T>()))?;
        let mut all = new(room);
        let mut count = 0;
        while self.next_element(&mut left)? {
            if room == 0 {
                self.charge_growth(growth, count, size_of::<T>())?;
                count += 1;
            }
            push(&mut all, T::decode(self)?);
        }
        Ok(all)
    }

    /// Checks and counts a declared length before anything is allocated for it.
    pub(crate) fn elements(&mut self, len: Length) -> Result<Length> {
        if let Length::Known(n) = len {
            self.count_items(n)?;
            // An element takes a byte at least.
            if n > self.remaining() {
                return Err(self.truncated());
            }
        }
        Ok(len)
    }

    /// The text at `offset`, where a string was passed over before.
    pub(crate) fn text_at(&mut self, offset: usize) -> Result<Cow<'a, str>> {
        self.at_offset(offset, Self::read_str)
    }

    /// Reads at `offset` and comes back.
    pub(crate) fn at_offset<T>(
        &mut self,
        offset: usize,
        read: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<T> {
        let back = std::mem::replace(&mut self.pos, offset);
        let read = read(self);
        self.pos = back;
        read
    }

    /// The Java name of class definition `class`.
    pub(crate) fn class_name(&mut self, class: usize) -> Result<Cow<'a, str>> {
        let offset = self.classes[class].name_at;
        self.text_at(offset)
    }

    /// How many fields an object of class definition `class` has on the wire.
    pub(crate) fn class_fields(&self, class: usize) -> usize {
        self.classes[class].fields
    }

    /// Offset of the first field name of class definition `class`.
    pub(crate) fn class_fields_at(&self, class: usize) -> usize {
        self.classes[class].fields_at
    }

    /// Reads the name at `offset`; yields it and the offset after it.
    pub(crate) fn name_at(&mut self, offset: usize) -> Result<(Cow<'a, str>, usize)> {
        self.at_offset(offset, |d| Ok((d.read_str()?, d.pos)))
    }

    /// The index in `fields` of wire field `i` of an object, by the plan at `plan`.
    #[inline]
    pub(crate) fn planned(&self, plan: usize, i: usize) -> u16 {
        self.planned[plan + i]
    }

    /// Matches the field names of class definition `class` with `fields`, once for the two.
    pub(crate) fn plan(&mut self, class: usize, fields: &'static [&'static str]) -> Result<usize> {
        let def = &self.classes[class];
        let newest = def.plan;
        let mut next = newest;
        while let Some(plan) = next.and_then(|index| self.plans.get(index)) {
            if std::ptr::eq(plan.made_for, fields) {
                return Ok(plan.at);
            }
            next = plan.older;
        }
        let (count, mut offset) = (def.fields, def.fields_at);
        self.charge(2 * (count * size_of::<u16>() + size_of::<Plan>()))?;
        let at = self.planned.len();
        self.planned.resize(at + count, UNKNOWN_FIELD);
        // Every sender keeps an order of its own, forwards or backwards: the neighbour of the
        // last match is the best guess.
        let mut last = fields.len();
        for i in 0..count {
            let (name, next) = self.name_at(offset)?;
            offset = next;
            let found = find_near(fields, last, &name);
            if let Some(found) = found {
                last = found;
            }
            self.planned[at + i] = found
                .and_then(|f| u16::try_from(f).ok())
                .unwrap_or(UNKNOWN_FIELD);
        }
        self.classes[class].plan = Some(self.plans.len());
        self.plans.push(Plan {
            made_for: fields,
            at,
            older: newest,
        });
        Ok(at)
    }
}

/// Where `name` is in `fields`, looking at both neighbours of `last` first.
fn find_near(fields: &[&str], last: usize, name: &str) -> Option<usize> {
    let is = |i: &usize| fields.get(*i).is_some_and(|field| *field == name);
    let next = if last >= fields.len() { 0 } else { last + 1 };
    Some(next)
        .filter(is)
        .or_else(|| last.checked_sub(1).filter(is))
        .or_else(|| fields.iter().position(|field| *field == name))
}

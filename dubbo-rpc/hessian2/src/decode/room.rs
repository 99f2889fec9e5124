//! The budget of [`Limits::expansion`](crate::Limits::expansion): what reading allocates is taken off it before it is
//! allocated, as the allocator will see it.

use super::{Decoder, Slot};
use crate::error::{Error, Result};
use smallvec::SmallVec;

/// How a collection takes memory as entries come, in the words of the standard library's.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Growth {
    /// One block that doubles: `Vec`.
    Vector,
    /// A power of two of places, at most seven eighths of them taken: `HashMap`.
    Hash,
    /// Nodes with room for 11 entries and at least 5 in each but one: `BTreeMap`.
    Tree,
    /// One allocation for each entry: `LinkedList`.
    Chain,
}

impl Growth {
    /// Bytes that `len` entries of `unit` bytes hold at most.
    fn held(self, len: usize, unit: usize) -> usize {
        if len == 0 {
            return 0;
        }
        match self {
            Growth::Vector => least_room(unit).max(len.next_power_of_two()) * unit,
            Growth::Hash => {
                let places = (len * 8).div_ceil(7).next_power_of_two().max(4);
                // A byte beside each place, and one group of them.
                places * (unit + 1) + 16
            }
            Growth::Tree => {
                let nodes = if len <= 11 { 1 } else { 1 + (len - 1) / 5 };
                // Twelve edges, the way up and two counts.
                nodes * (11 * unit + 112)
            }
            // Two links.
            Growth::Chain => len * (unit + 16),
        }
    }

    /// Whether old and new room exist side by side while it grows.
    fn moves(self) -> bool {
        matches!(self, Growth::Vector | Growth::Hash)
    }
}

/// What the first entry makes a `Vec` take.
fn least_room(unit: usize) -> usize {
    match unit {
        0..=1 => 8,
        2..=1024 => 4,
        _ => 1,
    }
}

impl Decoder<'_> {
    /// Takes `bytes` of allocation or repeated reading off the budget.
    #[inline]
    pub(crate) fn charge(&mut self, bytes: usize) -> Result<()> {
        match self.budget.checked_sub(bytes) {
            Some(left) => {
                self.budget = left;
                Ok(())
            }
            None => {
                let limit = self.limits.budget(self.buf.len());
                Err(Error::limit(
                    self.pos,
                    "expansion",
                    limit,
                    (limit - self.budget).saturating_add(bytes),
                ))
            }
        }
    }

    /// Gives back what [`Decoder::charge`] took for memory that is free again.
    fn refund(&mut self, bytes: usize) {
        self.budget = self.budget.saturating_add(bytes);
    }

    /// Takes off the budget what a collection of `len` entries of `unit` bytes needs for one more.
    #[inline]
    pub(crate) fn charge_growth(&mut self, growth: Growth, len: usize, unit: usize) -> Result<()> {
        let (before, after) = (growth.held(len, unit), growth.held(len + 1, unit));
        if after == before {
            return Ok(());
        }
        if growth.moves() {
            self.charge(after)?;
            self.refund(before);
            return Ok(());
        }
        self.charge(after.saturating_sub(before))
    }

    /// Makes room in `all` for `more` entries, in steps that double, within the budget.
    pub(crate) fn make_room<T>(&mut self, all: &mut Vec<T>, more: usize) -> Result<()> {
        let wanted = all.len().saturating_add(more);
        if wanted <= all.capacity() {
            return Ok(());
        }
        let before = all.capacity();
        let after = wanted.max(before.saturating_mul(2)).max(2);
        self.charge(after.saturating_mul(size_of::<T>()))?;
        all.reserve_exact(after - all.len());
        self.refund(before * size_of::<T>());
        Ok(())
    }

    /// The same in a text, for `more` bytes.
    #[inline]
    pub(crate) fn make_room_for_text(&mut self, text: &mut String, more: usize) -> Result<()> {
        let wanted = text.len().saturating_add(more);
        let before = text.capacity();
        if wanted <= before {
            return Ok(());
        }
        let after = wanted.max(before.saturating_mul(2)).max(64);
        self.charge(after)?;
        text.reserve_exact(after - text.len());
        self.refund(before);
        Ok(())
    }

    /// Makes room for one more slot, within the budget.
    #[inline]
    pub(super) fn make_slot(&mut self) -> Result<()> {
        if self.slots.len() < self.slots.capacity() {
            return Ok(());
        }
        self.make_slots()
    }

    #[cold]
    fn make_slots(&mut self) -> Result<()> {
        let before = self.slots.capacity();
        self.charge(2 * before * size_of::<Slot>())?;
        self.slots.reserve_exact(before);
        if before > SmallVec::<[Slot; 32]>::new().inline_size() {
            self.refund(before * size_of::<Slot>());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Growth;
    use std::collections::{BTreeMap, HashMap, LinkedList};

    /// The most a collection holds while `n` entries come, by the allocator's own count.
    fn measured<C: Default>(n: u64, insert: fn(&mut C, u64)) -> u64 {
        let cost = allocation_counter::measure(|| {
            let mut all = C::default();
            (0..n).for_each(|i| insert(&mut all, i));
        });
        cost.bytes_max
    }

    #[test]
    fn no_collection_takes_more_than_it_is_charged_for() {
        type Entry = (u64, [u64; 3]);
        for n in (1..40).chain([100, 1_000, 1_792, 1_793, 5_000]) {
            let held = |growth: Growth, unit| {
                let most = (0..n).map(|len| {
                    let (before, after) = (growth.held(len, unit), growth.held(len + 1, unit));
                    let both = after > before && growth.moves();
                    after + if both { before } else { 0 }
                });
                u64::try_from(most.max().unwrap()).unwrap()
            };
            let n = u64::try_from(n).unwrap();
            let unit = size_of::<Entry>();
            let cases = [
                (
                    "Vec",
                    measured(n, |all: &mut Vec<Entry>, i| all.push((i, [i; 3]))),
                    held(Growth::Vector, unit),
                ),
                (
                    "HashMap",
                    measured(n, |all: &mut HashMap<u64, [u64; 3]>, i| {
                        all.insert(i, [i; 3]);
                    }),
                    held(Growth::Hash, unit),
                ),
                (
                    "BTreeMap",
                    measured(n, |all: &mut BTreeMap<u64, [u64; 3]>, i| {
                        all.insert(i, [i; 3]);
                    }),
                    held(Growth::Tree, unit),
                ),
                (
                    "BTreeMap backwards",
                    measured(n, |all: &mut BTreeMap<u64, [u64; 3]>, i| {
                        all.insert(u64::MAX - i, [i; 3]);
                    }),
                    held(Growth::Tree, unit),
                ),
                (
                    "LinkedList",
                    measured(n, |all: &mut LinkedList<Entry>, i| {
                        all.push_back((i, [i; 3]))
                    }),
                    held(Growth::Chain, unit),
                ),
            ];
            for (name, met, charged) in cases {
                assert!(
                    met <= charged,
                    "{name} of {n}: {met} bytes, charged {charged}"
                );
            }
        }
    }
}

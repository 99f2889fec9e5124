//! Whether memory is flat.

use std::time::Duration;

use crate::error::{PeerError, Result};

/// By how much the last quarter may lie above the second one, as a part of it.
pub const GROWTH_MAX: f64 = 0.10;
/// What does not count as growth, in KiB: an arena of the allocator more or less.
pub const SLACK_KIB: u64 = 8 * 1_024;

/// Resident memory of one process over time.
#[derive(Debug, Default)]
pub struct Memory {
    seen: Vec<(Duration, u64)>,
}

/// What it came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flat {
    /// Median of the second quarter, in KiB.
    pub before: u64,
    /// Median of the last quarter, in KiB.
    pub after: u64,
}

impl Memory {
    /// Notes `kib` of resident memory so long after the beginning.
    pub fn note(&mut self, at: Duration, kib: u64) {
        self.seen.push((at, kib));
    }

    /// The last quarter of `whole` beside its second one.
    ///
    /// # Errors
    /// When a quarter has no sample, or the last lies above the second by more than [`GROWTH_MAX`] and [`SLACK_KIB`].
    pub fn judge(&self, whole: Duration) -> Result<Flat> {
        let quarter = |number: u32| -> Result<u64> {
            let (from, to) = (whole * (number - 1) / 4, whole * number / 4);
            let within = |at: Duration| at >= from && at < to;
            let mut of: Vec<u64> = self
                .seen
                .iter()
                .filter(|(at, _)| within(*at))
                .map(|(_, kib)| *kib)
                .collect();
            of.sort_unstable();
            of.get(of.len() / 2).copied().ok_or_else(|| {
                PeerError::new(format!(
                    "no memory was noted in quarter {number} of {whole:?}"
                ))
            })
        };
        let flat = Flat {
            before: quarter(2)?,
            after: quarter(4)?,
        };
        let allowed = flat.before as f64 * (1.0 + GROWTH_MAX) + SLACK_KIB as f64;
        match flat.after as f64 <= allowed {
            true => Ok(flat),
            false => Err(PeerError::new(format!(
                "memory grew from {} to {} KiB (medians of the second and the last quarter); at most {:.0} KiB are flat",
                flat.before, flat.after, allowed
            ))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: Duration = Duration::from_secs(100);

    fn of(kib: impl Fn(u64) -> u64) -> Memory {
        let mut memory = Memory::default();
        for at in 0..100 {
            memory.note(Duration::from_secs(at), kib(at));
        }
        memory
    }

    #[test]
    fn flat_is_flat_and_a_leak_is_not() {
        assert!(of(|_| 100_000).judge(WHOLE).is_ok());
        // What it grows to while it warms up is not told.
        assert!(
            of(|at| if at < 25 { 10_000 } else { 100_000 })
                .judge(WHOLE)
                .is_ok()
        );
        // 400 KiB a second.
        assert!(of(|at| 100_000 + 400 * at).judge(WHOLE).is_err());
        assert!(
            of(|at| if at == 80 { 900_000 } else { 100_000 })
                .judge(WHOLE)
                .is_ok()
        );
    }

    #[test]
    fn the_bound_is_where_it_says() {
        let last = |kib: u64| of(move |at| if at < 75 { 100_000 } else { kib }).judge(WHOLE);
        let bound = 110_000 + SLACK_KIB;
        assert_eq!(last(bound).unwrap().after, bound);
        assert!(last(bound + 1).is_err());
    }

    #[test]
    fn nothing_noted_is_nothing_proved() {
        assert!(Memory::default().judge(WHOLE).is_err());
    }
}

//! The pace of the background: how much of it is booked at a time, by what it has seen itself take.
//!
//! Callers wait for a batch of the background where there is one writer (SQLite), or where both want the same rows. So a batch is kept short, whatever the
//! machine, and while callers are there each is followed by a rest: the background never has more than half of the database's time.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::time::Instant;

/// How long a batch of the background shall take, how many commands it has at least and at most (fewer cost more in transactions than they spare), and how
/// many times as long it rests afterwards while callers are there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    pub(super) target: Duration,
    pub(super) least: usize,
    pub(super) most: usize,
    pub(super) rests: u32,
}

impl Bounds {
    /// One writer at a time: who comes meanwhile waits for the whole batch.
    pub(super) const ONE_WRITER: Self = Self {
        target: Duration::from_millis(4),
        least: 4,
        most: 64,
        rests: 1,
    };
    /// Row locks: who comes meanwhile waits only for the same rows, but everybody's commits share the disk.
    pub(super) const ROW_LOCKS: Self = Self {
        target: Duration::from_millis(25),
        least: 32,
        most: 128,
        rests: 2,
    };
}

/// A rest is no longer than this.
const REST_MAX: Duration = Duration::from_millis(200);
/// Callers count as there for so long after the last of them.
const CALLERS_RECENT: Duration = Duration::from_secs(1);

/// When the last caller came.
#[derive(Debug)]
pub(super) struct Traffic {
    start: Instant,
    /// Milliseconds after `start`, and one; 0 before the first.
    last_caller: AtomicU64,
}

impl Traffic {
    pub(super) fn new() -> Self {
        Self {
            start: Instant::now(),
            last_caller: AtomicU64::new(0),
        }
    }

    pub(super) fn caller(&self) {
        let since = u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX - 1);
        self.last_caller.store(since + 1, Ordering::Relaxed);
    }

    /// Whether a caller came lately.
    pub(super) fn is_there(&self) -> bool {
        match self.last_caller.load(Ordering::Relaxed) {
            0 => false,
            last => self.start.elapsed() < Duration::from_millis(last) + CALLERS_RECENT,
        }
    }
}

/// What the background has seen of its batches.
#[derive(Debug)]
pub(super) struct Pace {
    bounds: Bounds,
    commands: usize,
}

impl Pace {
    pub(super) const fn new(bounds: Bounds) -> Self {
        Self {
            bounds,
            commands: bounds.least,
        }
    }

    /// Commands of its next batch.
    pub(super) const fn commands(&self) -> usize {
        self.commands
    }

    /// Learns from a batch of so many commands; how long to rest before the next.
    pub(super) fn ended(&mut self, commands: usize, took: Duration, callers: bool) -> Duration {
        let Bounds {
            target,
            least,
            most,
            rests,
        } = self.bounds;
        if took > target {
            self.commands = (self.commands * 3 / 4).max(least);
        } else if commands >= self.commands {
            self.commands = (self.commands + 1).min(most);
        }
        if callers {
            (took * rests).min(REST_MAX)
        } else {
            Duration::ZERO
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Duration = Duration::from_millis(1);
    const BOUNDS: Bounds = Bounds {
        target: Duration::from_millis(4),
        least: 4,
        most: 64,
        rests: 1,
    };

    #[test]
    fn batches_come_to_take_what_they_may() {
        let mut pace = Pace::new(BOUNDS);
        for _ in 0..200 {
            let commands = pace.commands();
            // A command takes a quarter of a millisecond here.
            pace.ended(commands, MS * u32::try_from(commands).unwrap() / 4, true);
        }
        assert!((12..=17).contains(&pace.commands()), "{}", pace.commands());
    }

    #[test]
    fn limits_hold() {
        let mut pace = Pace::new(BOUNDS);
        for _ in 0..200 {
            pace.ended(pace.commands(), MS * 1_000, true);
        }
        assert_eq!(pace.commands(), BOUNDS.least);
        for _ in 0..200 {
            pace.ended(pace.commands(), MS, true);
        }
        assert_eq!(pace.commands(), BOUNDS.most);
        // A batch that was not full says nothing about a fuller one.
        pace.ended(BOUNDS.most, MS * 5, true);
        let before = pace.commands();
        pace.ended(1, MS, true);
        assert_eq!(pace.commands(), before);
    }

    #[tokio::test]
    async fn it_rests_while_callers_are_there() {
        let mut pace = Pace::new(BOUNDS);
        let traffic = Traffic::new();
        assert!(!traffic.is_there());
        assert_eq!(pace.ended(8, MS * 5, traffic.is_there()), Duration::ZERO);
        traffic.caller();
        assert_eq!(pace.ended(8, MS * 5, traffic.is_there()), MS * 5);
        assert_eq!(pace.ended(8, MS * 5_000, traffic.is_there()), REST_MAX);
        let quiet = Traffic {
            start: Instant::now() - CALLERS_RECENT - MS * 10,
            last_caller: AtomicU64::new(5),
        };
        assert!(!quiet.is_there(), "the last one came too long ago");
    }
}

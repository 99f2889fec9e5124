//! The queue before a lane, and how long it takes to its end.
//!
//! Without a look at the time, a queue that is longer than its callers' patience is the worst there is: everybody waits in it for nearly as long as they may, and most of
//! them in vain. So who could not be served in time is told at once, while it still has the time to ask elsewhere.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::Instant;

use super::Job;

/// Of a batch's time, how much of what is known gives way to what was just seen.
const NEWS: u64 = 4;
/// A caller is let in if the queue shall take no more than so many hundredths of its time: what is known of a batch's time is not exact.
const SHARE_PERCENT: u32 = 75;

/// How long full batches of a lane took lately, in microseconds; 0 before the first.
#[derive(Debug, Default)]
pub(super) struct Seen(AtomicU64);

impl Seen {
    fn note(&self, took: Duration) {
        let took = u64::try_from(took.as_micros()).unwrap_or(u64::MAX).max(1);
        let known = self.0.load(Ordering::Relaxed);
        let now = match known {
            0 => took,
            known => known - known / NEWS + took / NEWS,
        };
        self.0.store(now.max(1), Ordering::Relaxed);
    }

    /// Notes a batch, if it was full: how long smaller ones take says nothing of a queue.
    pub(super) fn batch(&self, commands: usize, batch_max: usize, took: Duration) {
        if commands >= batch_max {
            self.note(took);
        }
    }

    fn full_batch(&self) -> Option<Duration> {
        match self.0.load(Ordering::Relaxed) {
            0 => None,
            micros => Some(Duration::from_micros(micros)),
        }
    }
}

/// The way into a lane.
#[derive(Debug)]
pub(super) struct Entrance {
    callers: mpsc::Sender<Job>,
    batch_max: usize,
    /// Batches that are booked at a time.
    at_once: usize,
    seen: Arc<Seen>,
}

/// Why a command is not let in.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Late {
    pub(super) waiting: usize,
    pub(super) expected: Duration,
    pub(super) left: Duration,
}

impl Entrance {
    pub(super) fn new(callers: mpsc::Sender<Job>, batch_max: usize, at_once: usize) -> Self {
        Self {
            callers,
            batch_max: batch_max.max(1),
            at_once: at_once.max(1),
            seen: Arc::default(),
        }
    }

    pub(super) fn seen(&self) -> Arc<Seen> {
        Arc::clone(&self.seen)
    }

    pub(super) fn callers(&self) -> &mpsc::Sender<Job> {
        &self.callers
    }

    /// Whether a command that comes now would be served too late.
    pub(super) fn too_late(&self, deadline: Instant) -> Option<Late> {
        let waiting = self.callers.max_capacity() - self.callers.capacity();
        // What waits for the next batch is not yet a queue.
        if waiting < self.batch_max {
            return None;
        }
        let left = deadline.saturating_duration_since(Instant::now());
        late(
            waiting,
            self.batch_max * self.at_once,
            self.seen.full_batch()?,
            left,
        )
    }
}

/// Whether a command behind so many others would be served too late: the batch that is under way, those before it, and its own.
fn late(waiting: usize, batch_max: usize, full_batch: Duration, left: Duration) -> Option<Late> {
    let batches = u32::try_from(waiting / batch_max + 2).unwrap_or(u32::MAX);
    let expected = full_batch.saturating_mul(batches);
    (expected > left.saturating_mul(SHARE_PERCENT) / 100).then_some(Late {
        waiting,
        expected,
        left,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_full_batches_tell_how_long_a_queue_takes() {
        let seen = Seen::default();
        seen.batch(99, 100, Duration::from_secs(9));
        assert_eq!(seen.full_batch(), None);
        seen.batch(100, 100, Duration::from_millis(80));
        assert_eq!(seen.full_batch(), Some(Duration::from_millis(80)));
        seen.batch(100, 100, Duration::from_millis(160));
        assert_eq!(seen.full_batch(), Some(Duration::from_millis(100)));
        for _ in 0..100 {
            seen.batch(100, 100, Duration::ZERO);
        }
        assert!(
            seen.full_batch()
                .is_some_and(|left| left < Duration::from_millis(1))
        );
    }

    #[test]
    fn who_would_be_served_too_late_is_not_let_in() {
        let batch = Duration::from_millis(100);
        let left = Duration::from_secs(1);
        // Seven batches and a half fit into three quarters of a second.
        assert_eq!(late(599, 100, batch, left), None);
        let told = late(600, 100, batch, left).unwrap();
        assert_eq!((told.waiting, told.expected), (600, batch * 8));
        assert!(late(100, 100, batch, Duration::ZERO).is_some());
        assert_eq!(late(100_000, 100, Duration::from_micros(1), left), None);
    }
}

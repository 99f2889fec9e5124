//! What is known of one method at one provider.

use std::sync::atomic::{AtomicI64, AtomicU32, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::balance::adaptive::Load;
use crate::balance::shortest_response::{Sample, WINDOW_MS};
use crate::clock;

/// Counters of one method at one provider, for load balance (Java: `RpcStatus`).
#[derive(Debug)]
pub(crate) struct Stats {
    active: AtomicU32,
    succeeded: AtomicU64,
    elapsed_ms: AtomicU64,
    window_ms: AtomicI64,
    load: Mutex<Load>,
}

impl Default for Stats {
    fn default() -> Self {
        let now_ms = clock::unix_ms();
        Self {
            active: AtomicU32::new(0),
            succeeded: AtomicU64::new(0),
            elapsed_ms: AtomicU64::new(0),
            window_ms: AtomicI64::new(now_ms),
            load: Mutex::new(Load::new(now_ms)),
        }
    }
}

impl Stats {
    pub(crate) fn active(&self) -> u32 {
        self.active.load(Ordering::Relaxed)
    }

    /// What the window holds; begins a new one when it is over.
    pub(crate) fn sample(&self, now_ms: i64) -> Sample {
        if now_ms - self.window_ms.load(Ordering::Relaxed) > WINDOW_MS {
            self.window_ms.store(now_ms, Ordering::Relaxed);
            self.succeeded.store(0, Ordering::Relaxed);
            self.elapsed_ms.store(0, Ordering::Relaxed);
        }
        Sample {
            succeeded: self.succeeded.load(Ordering::Relaxed),
            elapsed_ms: self.elapsed_ms.load(Ordering::Relaxed),
            active: self.active(),
        }
    }

    pub(crate) fn load(&self, weight: u32, timeout_ms: i64, now_ms: i64) -> f64 {
        self.locked().load(weight, timeout_ms, now_ms)
    }

    /// Counts a call from now until the guard is dropped.
    pub(crate) fn enter(&self) -> Active<'_> {
        self.active.fetch_add(1, Ordering::Relaxed);
        Active(self)
    }

    /// The adaptive algorithm gave it a call.
    pub(crate) fn picked(&self) {
        self.locked().picked(clock::unix_ms());
    }

    pub(crate) fn succeeded(&self, elapsed: Duration) {
        let elapsed_ms = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
        self.succeeded.fetch_add(1, Ordering::Relaxed);
        self.elapsed_ms.fetch_add(elapsed_ms, Ordering::Relaxed);
    }

    /// A call that the adaptive algorithm gave came back.
    pub(crate) fn answered(&self, attachment: Option<&str>, elapsed: Duration) {
        let elapsed_ms = i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX);
        self.locked().answered(attachment, elapsed_ms);
    }

    /// A call that the adaptive algorithm gave failed.
    pub(crate) fn failed(&self) {
        self.locked().failed();
    }

    fn locked(&self) -> std::sync::MutexGuard<'_, Load> {
        self.load.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A call in flight.
#[derive(Debug)]
pub(crate) struct Active<'a>(&'a Stats);

impl Drop for Active<'_> {
    fn drop(&mut self) {
        self.0.active.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_is_in_flight_and_forgets_with_the_window() {
        let stats = Stats::default();
        let now_ms = clock::unix_ms();
        let one = stats.enter();
        stats.succeeded(Duration::from_millis(40));
        let sample = stats.sample(now_ms);
        assert_eq!(
            (sample.active, sample.succeeded, sample.elapsed_ms),
            (1, 1, 40)
        );
        drop(one);
        let later = stats.sample(now_ms + 2 * WINDOW_MS);
        assert_eq!(later, Sample::default());
    }
}

//! When a provider is left alone: outlier ejection and circuit breaking, decided from how its calls end. Pure.

use std::collections::VecDeque;
use std::time::Duration;

/// When a provider is left alone and when it is asked again.
#[derive(Debug, Clone, PartialEq)]
pub struct BreakerOptions {
    /// Failures in a row that make an outlier; 0 switches that off.
    pub failures_in_a_row: u32,
    /// Share of failures in the window, in percent, that opens the circuit; 0 switches that off.
    pub failure_percent: u32,
    /// Calls the window must hold before the share counts.
    pub window_calls: u32,
    /// Length of the window.
    pub window: Duration,
    /// First wait before it is asked again; doubles with every failed question.
    pub first_wait: Duration,
    /// Longest wait.
    pub longest_wait: Duration,
}

impl Default for BreakerOptions {
    fn default() -> Self {
        Self {
            failures_in_a_row: 3,
            failure_percent: 50,
            window_calls: 20,
            window: Duration::from_secs(10),
            first_wait: Duration::from_millis(500),
            longest_wait: Duration::from_secs(30),
        }
    }
}

/// Parts of the window that are counted together.
const SLICES: u32 = 10;

/// How it stands with one provider. `now` is a time since any fixed moment.
#[derive(Debug, Default)]
pub struct Breaker {
    in_a_row: u32,
    /// Slice number, calls, failures.
    slices: VecDeque<(u64, u32, u32)>,
    open: bool,
    questions: u32,
}

impl Breaker {
    /// Whether it is left alone.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// A call came back with an answer, be it an exception of the service. A late one does not close the circuit: the
    /// question of [`Breaker::wait`] does.
    pub fn answered(&mut self, options: &BreakerOptions, now: Duration) {
        self.in_a_row = 0;
        self.count(options, now, false);
    }

    /// A call failed on the way or was not answered in time. Whether this opened the circuit.
    pub fn failed(&mut self, options: &BreakerOptions, now: Duration) -> bool {
        self.in_a_row = self.in_a_row.saturating_add(1);
        self.count(options, now, true);
        let row = options.failures_in_a_row > 0 && self.in_a_row >= options.failures_in_a_row;
        let (calls, failures) = self
            .slices
            .iter()
            .fold((0_u64, 0_u64), |(calls, failures), slice| {
                (calls + u64::from(slice.1), failures + u64::from(slice.2))
            });
        let share = options.failure_percent > 0
            && calls >= u64::from(options.window_calls)
            && failures * 100 >= calls * u64::from(options.failure_percent);
        let opens = !self.open && (row || share);
        if opens {
            self.open = true;
            self.questions = 0;
        }
        opens
    }

    /// How long to wait before it is asked whether it is well again.
    #[must_use]
    pub fn wait(&self, options: &BreakerOptions) -> Duration {
        let doubled = 1_u32.checked_shl(self.questions).unwrap_or(u32::MAX);
        options
            .first_wait
            .saturating_mul(doubled)
            .min(options.longest_wait)
    }

    /// It was asked. A good answer closes the circuit.
    pub fn asked(&mut self, well: bool) {
        if well {
            *self = Self::default();
        } else {
            self.questions = self.questions.saturating_add(1);
        }
    }

    fn count(&mut self, options: &BreakerOptions, now: Duration, failed: bool) {
        let length = (options.window / SLICES).as_nanos().max(1);
        let slice = u64::try_from(now.as_nanos() / length).unwrap_or(u64::MAX);
        match self.slices.back_mut() {
            Some(last) if last.0 == slice => {
                last.1 = last.1.saturating_add(1);
                last.2 = last.2.saturating_add(u32::from(failed));
            }
            _ => self.slices.push_back((slice, 1, u32::from(failed))),
        }
        while let Some(first) = self.slices.front()
            && first.0 + u64::from(SLICES) <= slice
        {
            self.slices.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `+` an answer, `-` a failure, `.` a second; what is expected at the end.
    fn check(story: &str, open: bool) {
        let options = BreakerOptions::default();
        let mut breaker = Breaker::default();
        let mut now = Duration::ZERO;
        for sign in story.chars() {
            match sign {
                '+' => breaker.answered(&options, now),
                '-' => drop(breaker.failed(&options, now)),
                _ => now += Duration::from_secs(1),
            }
        }
        assert_eq!(breaker.is_open(), open, "{story}");
    }

    #[test]
    fn opens_for_outliers_and_bad_shares() {
        check("++--", false);
        check("++---", true);
        check("--+--+--+", false);
        check("-+-+-+-+-+-+-+-+-+-", false);
        check("-+-+-+-+-+-+-+-+-+-+-", true);
        // What is longer ago than the window does not count.
        check("-+-+-+-+-+-+-+-+-+-...........+-", false);
        // It stays open until it was asked.
        check("---+++++", true);
    }

    #[test]
    fn waits_longer_each_time_and_closes_on_a_good_answer() {
        let options = BreakerOptions::default();
        let mut breaker = Breaker::default();
        assert!((0..3).any(|_| breaker.failed(&options, Duration::ZERO)));
        assert!(!breaker.failed(&options, Duration::ZERO), "it was open");
        let mut waits = Vec::new();
        for _ in 0..40 {
            waits.push(breaker.wait(&options).as_millis());
            breaker.asked(false);
        }
        assert_eq!(
            waits[..8],
            [500, 1000, 2000, 4000, 8000, 16000, 30000, 30000]
        );
        assert_eq!(waits[39], 30000);
        breaker.asked(true);
        assert!(!breaker.is_open());
        assert_eq!(breaker.wait(&options).as_millis(), 500);
    }

    #[test]
    fn either_rule_can_be_switched_off() {
        let options = BreakerOptions {
            failures_in_a_row: 0,
            failure_percent: 0,
            ..BreakerOptions::default()
        };
        let mut breaker = Breaker::default();
        for _ in 0..100 {
            assert!(!breaker.failed(&options, Duration::ZERO));
        }
    }
}

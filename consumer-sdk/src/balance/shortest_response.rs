//! Who is expected to answer first (Java: `ShortestResponseLoadBalance`).

use super::random::among_equals;

/// After this long the averages start anew (Java: `shortest.response.slide.period`).
pub const WINDOW_MS: i64 = 30_000;

/// What one provider's calls of a method took since the window began.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sample {
    /// Calls that succeeded.
    pub succeeded: u64,
    /// Milliseconds they took together.
    pub elapsed_ms: u64,
    /// Calls in flight.
    pub active: u32,
}

impl Sample {
    /// Expected time of the next answer: average time of a success, times the calls in flight with this one.
    #[must_use]
    pub fn estimate(&self) -> u64 {
        let average = self.elapsed_ms.checked_div(self.succeeded).unwrap_or(0);
        average.saturating_mul(u64::from(self.active) + 1)
    }
}

/// An index into `samples`. Equals are drawn from by weight.
pub fn choose(samples: &[Sample], weights: &[u32], draw: &mut dyn FnMut(u64) -> u64) -> usize {
    let estimates: Vec<u64> = samples.iter().map(Sample::estimate).collect();
    let least = estimates.iter().min();
    let among: Vec<usize> = (0..estimates.len())
        .filter(|index| estimates.get(*index) == least)
        .collect();
    among_equals(&among, weights, draw)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quickest_is_taken_and_who_is_not_known_is_tried() {
        let sample = |succeeded, elapsed_ms, active| Sample {
            succeeded,
            elapsed_ms,
            active,
        };
        let mut last = |below: u64| below - 1;
        let slow = sample(10, 1000, 0);
        let quick = sample(10, 100, 3);
        assert_eq!((slow.estimate(), quick.estimate()), (100, 40));
        assert_eq!(choose(&[slow, quick], &[1, 1], &mut last), 1);
        assert_eq!(
            choose(&[slow, quick, sample(0, 0, 5)], &[1; 3], &mut last),
            2
        );
    }
}

//! The less loaded of two drawn at random, by what providers say of their load (Java: `AdaptiveLoadBalance`, `AdaptiveMetrics`).

/// Attachment by which the caller asks, and the provider answers with `name:value,…`.
pub const ATTACHMENT: &str = "lb_adaptive";
/// What is asked for.
pub const ASKED: &str = "mem,load";
/// Weight of what was known before against what is new.
const BETA: f64 = 0.5;

/// What is known of one provider's load.
#[derive(Debug, Clone, Default)]
pub struct Load {
    provider_ms: i64,
    current_ms: i64,
    picked_ms: i64,
    cpu: f64,
    latency_ms: i64,
    average_ms: f64,
    requests: i64,
    succeeded: i64,
    failed: i64,
}

impl Load {
    /// A provider nothing is known of, at `now_ms`.
    #[must_use]
    pub fn new(now_ms: i64) -> Self {
        Self {
            picked_ms: now_ms,
            ..Self::default()
        }
    }

    /// A call was given to it.
    pub fn picked(&mut self, now_ms: i64) {
        self.requests += 1;
        self.picked_ms = now_ms;
    }

    /// A call came back with an answer after `elapsed_ms`, and the provider's attachment if it sent one.
    pub fn answered(&mut self, attachment: Option<&str>, elapsed_ms: i64) {
        self.succeeded += 1;
        let Some(text) = attachment.filter(|text| !text.is_empty()) else {
            return;
        };
        let value = |name: &str| {
            text.split(',')
                .filter_map(|pair| pair.split_once(':'))
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value)
        };
        let provider_ms = value("curTime")
            .and_then(|text| text.parse().ok())
            .unwrap_or(0);
        if self.provider_ms > provider_ms {
            return;
        }
        self.provider_ms = provider_ms;
        self.current_ms = provider_ms;
        self.cpu = value("load")
            .and_then(|text| text.parse().ok())
            .filter(|load: &f64| load.is_finite() && *load >= 0.0)
            .unwrap_or(0.0);
        self.latency_ms = elapsed_ms;
        self.average();
    }

    /// A call failed.
    pub fn failed(&mut self) {
        self.failed += 1;
    }

    /// Its load; the less the better. `timeout_ms` is the caller's.
    pub fn load(&mut self, weight: u32, timeout_ms: i64, now_ms: i64) -> f64 {
        let timeout_ms = timeout_ms.max(1);
        // Not asked for long: it must be tried to be known.
        if now_ms - self.picked_ms > timeout_ms.saturating_mul(2) {
            return 0.0;
        }
        if self.current_ms > 0 {
            let multiple = (now_ms - self.current_ms) / timeout_ms + 1;
            if multiple > 0 {
                if self.provider_ms == self.current_ms {
                    self.latency_ms = timeout_ms.saturating_mul(2);
                } else {
                    // Java shifts by the low six bits of the number.
                    self.latency_ms >>= multiple & 63;
                }
                self.average();
                self.current_ms = now_ms;
            }
        }
        let in_flight = float(self.requests - self.succeeded - self.failed);
        self.cpu * (self.average_ms.sqrt() + 1.0) * (in_flight + 1.0)
            / (float(self.succeeded) / float(self.requests + 1) * f64::from(weight) + 1.0)
    }

    fn average(&mut self) {
        self.average_ms = BETA * self.average_ms + (1.0 - BETA) * float(self.latency_ms);
    }
}

#[expect(clippy::cast_precision_loss, reason = "as Java's `(double)`")]
fn float(number: i64) -> f64 {
    number as f64
}

/// Two different indices below `count`, which is at least 2.
pub fn two_of(count: usize, draw: &mut dyn FnMut(u64) -> u64) -> (usize, usize) {
    if count == 2 {
        return (0, 1);
    }
    let below = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    let first = usize::try_from(draw(below(count))).unwrap_or(0);
    let second = usize::try_from(draw(below(count - 1))).unwrap_or(0);
    (first, if second >= first { second + 1 } else { second })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_busy_provider_weighs_more_than_an_idle_one() {
        const NOW: i64 = 1_000_000;
        let mut idle = Load::new(NOW);
        let mut busy = Load::new(NOW);
        for load in [&mut idle, &mut busy] {
            load.picked(NOW);
        }
        idle.answered(Some("curTime:1000000,load:0.1"), 5);
        busy.answered(Some("curTime:1000000,load:0.9,mem:7"), 50);
        assert!(idle.load(100, 1000, NOW) < busy.load(100, 1000, NOW));
        // Nobody has heard of it for two timeouts.
        assert!(busy.load(100, 1000, NOW + 2001) == 0.0);
        let nonsense = "curTime:x,load:NaN,,:";
        let mut other = Load::new(NOW);
        other.answered(Some(nonsense), 5);
        assert!(other.load(100, 0, NOW) == 0.0);
    }

    #[test]
    fn two_are_never_the_same() {
        for first in 0..5 {
            for second in 0..4 {
                let mut drawn = [second, first].to_vec();
                let (a, b) = two_of(5, &mut |_| drawn.pop().unwrap());
                assert!(a != b && a < 5 && b < 5);
            }
        }
    }
}

//! How much of the traffic a provider gets (Java: `AbstractLoadBalance`).

/// Java's weight where none is published.
pub const DEFAULT_WEIGHT: i32 = 100;
/// Java's `warmup`: ten minutes.
pub const DEFAULT_WARMUP_MS: i32 = 600_000;

/// The weight of a provider that was published with `weight` and started at `timestamp_ms` (0: not known, full weight at
/// once), at `now_ms`. Grows in proportion to the time since the start until `warmup_ms` have passed; never below 1 while
/// it grows, 0 only when 0 was published.
#[must_use]
pub fn warmed_up(weight: i32, timestamp_ms: i64, warmup_ms: i32, now_ms: i64) -> u32 {
    let mut weight = weight;
    if weight > 0 && timestamp_ms > 0 {
        let uptime = now_ms.saturating_sub(timestamp_ms);
        if uptime < 0 {
            // The provider's clock is ahead of ours.
            return 1;
        }
        if uptime > 0 && uptime < i64::from(warmup_ms) {
            weight = growing(i32::try_from(uptime).unwrap_or(i32::MAX), warmup_ms, weight);
        }
    }
    u32::try_from(weight).unwrap_or(0)
}

/// `calculateWarmupWeight`, in Java's single precision, so that the steps fall on the same millisecond.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "Java's own rounding is what is wanted"
)]
fn growing(uptime_ms: i32, warmup_ms: i32, weight: i32) -> i32 {
    let grown = (uptime_ms as f32 / (warmup_ms as f32 / weight as f32)) as i32;
    grown.clamp(1, weight)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grows_over_the_warm_up() {
        const NOW: i64 = 1_700_000_000_000;
        for (weight, uptime, warmup, expected) in [
            (100, 0, 600_000, 100),
            (100, 1, 600_000, 1),
            (100, 5_999, 600_000, 1),
            (100, 12_000, 600_000, 2),
            (100, 300_000, 600_000, 50),
            (100, 599_999, 600_000, 99),
            (100, 600_000, 600_000, 100),
            (100, -1, 600_000, 1),
            (0, 300_000, 600_000, 0),
            (-5, 300_000, 600_000, 0),
            (7, 300_000, 600_000, 3),
            (100, 300_000, 0, 100),
        ] {
            let found = warmed_up(weight, NOW - uptime, warmup, NOW);
            assert_eq!(found, expected, "{weight} after {uptime} of {warmup}");
        }
        assert_eq!(warmed_up(100, 0, 600_000, NOW), 100, "no timestamp");
    }
}

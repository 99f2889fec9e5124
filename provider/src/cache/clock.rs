//! The database's clock as this provider estimates it between two looks.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use stock::ids::Moment;

/// An estimate that is older than this gives way to any other: the database's clock may have been set.
const TRUSTED: Duration = Duration::from_secs(10);

/// An estimate of the database's clock: never behind it by more than clocks drift in [`TRUSTED`], ahead of it by what a question takes.
#[derive(Debug)]
pub(super) struct DbClock {
    start: Instant,
    /// What the database's clock is ahead of `start`, and when that was learned.
    ahead: Mutex<Option<(i64, Instant)>>,
}

impl DbClock {
    pub(super) fn new() -> Self {
        Self {
            start: Instant::now(),
            ahead: Mutex::new(None),
        }
    }

    /// Learns what the clock said in answer to a question asked at a moment. It said so after that moment: the estimate is never too early, so figures
    /// never pass for younger than they are.
    pub(super) fn learn(&self, asked: Instant, said: Moment) {
        let ahead = said
            .0
            .saturating_sub(millis(asked.duration_since(self.start)));
        let mut known = self.ahead.lock().unwrap_or_else(PoisonError::into_inner);
        let better = known.is_none_or(|(before, at)| ahead < before || at.elapsed() > TRUSTED);
        if better {
            *known = Some((ahead, Instant::now()));
        }
    }

    /// Now; `None` before anything was learned.
    pub(super) fn now(&self) -> Option<Moment> {
        let known = *self.ahead.lock().unwrap_or_else(PoisonError::into_inner);
        let since = millis(self.start.elapsed());
        known.map(|(ahead, _)| Moment(ahead.saturating_add(since)))
    }
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quickest_answer_is_trusted_and_an_old_one_gives_way() {
        let clock = DbClock::new();
        assert_eq!(clock.now(), None);
        let asked = clock.start;
        clock.learn(asked, Moment(1_000_500));
        clock.learn(asked, Moment(1_000_200));
        clock.learn(asked, Moment(1_000_900));
        let now = clock.now().unwrap().0;
        assert!((1_000_200..1_010_200).contains(&now), "{now}");
        let long_ago = Instant::now().checked_sub(TRUSTED * 2);
        if let Some(long_ago) = long_ago {
            *clock.ahead.lock().unwrap() = Some((5, long_ago));
            clock.learn(asked, Moment(2_000_000));
            assert!(clock.now().unwrap().0 >= 2_000_000, "the clock was set");
        }
    }
}

//! When goods leave and arrive: the next cutoff on the site's calendar, plus processing, plus the way.

use serde::{Deserialize, Serialize};

use super::calendar::{Calendar, DAY_MINUTES, Day};
use crate::ids::Moment;

/// How far ahead an open day is looked for.
pub const DAYS_AHEAD_MAX: i64 = 60;

/// One wave of a site's day: what is ordered before its cutoff leaves with it, as far as its capacity goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wave {
    /// Day of the week, 1 Monday to 7 Sunday; absent: every day that has no wave of its own.
    pub weekday: Option<i64>,
    /// Minutes after midnight by which an order must be placed; 1,440 is the end of the day.
    pub cutoff_minute: i64,
    /// Minutes from the cutoff to handing over.
    pub processing_minutes: i64,
    /// Most orders; no bound if absent.
    pub orders: Option<i64>,
    /// Most order lines; no bound if absent.
    pub lines: Option<i64>,
}

impl Default for Wave {
    /// Until midnight, at once, without a bound.
    fn default() -> Self {
        Self {
            weekday: None,
            cutoff_minute: DAY_MINUTES,
            processing_minutes: 0,
            orders: None,
            lines: None,
        }
    }
}

/// The wave an order goes with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Departure {
    /// The day it leaves, by its cutoff.
    pub day: Day,
    /// The wave of that day, by its cutoff.
    pub cutoff_minute: i64,
    /// Order before this moment to go with it.
    pub order_by: Moment,
    /// Handed to the carrier.
    pub leaves_at: Moment,
    /// Most orders of the wave.
    pub orders: Option<i64>,
    /// Most order lines of the wave.
    pub lines: Option<i64>,
}

/// A date that can be told to a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// Order before this moment to keep it.
    pub order_by: Moment,
    /// Handed to the carrier.
    pub leaves_at: Moment,
    /// At the customer's.
    pub arrive_at: Moment,
}

/// The next wave an order placed at a moment goes with: the earliest cutoff after that moment on a day the site works. An order placed in the very
/// millisecond of the cutoff is late for it. A site without waves hands over at midnight. `None` when the site works on none of the next
/// [`DAYS_AHEAD_MAX`] days.
#[must_use]
pub fn departure(calendar: &Calendar, waves: &[Wave], at: Moment) -> Option<Departure> {
    let today = Day::of(at);
    (0..=DAYS_AHEAD_MAX)
        .map(|ahead| today.plus(ahead))
        .filter(|day| calendar.is_open(*day))
        .find_map(|day| {
            let wave = waves_of(waves, day)
                .into_iter()
                .filter(|wave| day.at(wave.cutoff_minute) > at)
                .min_by_key(|wave| wave.cutoff_minute)?;
            let order_by = day.at(wave.cutoff_minute);
            Some(Departure {
                day,
                cutoff_minute: wave.cutoff_minute,
                order_by,
                leaves_at: order_by.plus_seconds(wave.processing_minutes.saturating_mul(60)),
                orders: wave.orders,
                lines: wave.lines,
            })
        })
}

/// When an order placed at a moment arrives over a way of so many hours. `None` when no departure is known.
#[must_use]
pub fn promise(
    calendar: &Calendar,
    waves: &[Wave],
    lead_hours: i64,
    at: Moment,
) -> Option<Promise> {
    departure(calendar, waves, at).map(|departure| departure.promise(lead_hours))
}

impl Departure {
    /// When it arrives over a way of so many hours.
    #[must_use]
    pub fn promise(&self, lead_hours: i64) -> Promise {
        Promise {
            order_by: self.order_by,
            leaves_at: self.leaves_at,
            arrive_at: self
                .leaves_at
                .plus_seconds(lead_hours.saturating_mul(3_600)),
        }
    }
}

/// The waves of a day: those of its weekday; if it has none, those of every day; if there are none at all, one until midnight.
fn waves_of(waves: &[Wave], day: Day) -> Vec<Wave> {
    let of = |weekday: Option<i64>| -> Vec<Wave> {
        let waves = waves.iter().filter(|wave| wave.weekday == weekday);
        waves.cloned().collect()
    };
    if waves.is_empty() {
        return vec![Wave::default()];
    }
    let own = of(Some(day.weekday()));
    if own.is_empty() { of(None) } else { own }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn wave(cutoff_minute: i64) -> Wave {
        Wave {
            cutoff_minute,
            processing_minutes: 120,
            ..Wave::default()
        }
    }

    /// The week before National Day: Thursday 1 October is a holiday until Wednesday the 7th; Sunday 27 September is worked instead.
    fn golden_week() -> Calendar {
        let holiday = day("2026-10-01");
        let mut calendar = Calendar {
            week: [true, true, true, true, true, true, false],
            ..Calendar::default()
        };
        calendar
            .days
            .extend((0..7).map(|ahead| (holiday.plus(ahead), false)));
        calendar.days.insert(day("2026-09-27"), true);
        calendar
    }

    #[test]
    fn case_65_order_at_the_cutoff_second_with_a_holiday_next_day() {
        let calendar = golden_week();
        let waves = [wave(16 * 60)];
        let eve = day("2026-09-30");
        let before = Moment(eve.at(16 * 60).0 - 1);
        let kept = promise(&calendar, &waves, 24, before).unwrap();
        assert_eq!(kept.order_by, eve.at(16 * 60));
        assert_eq!(kept.leaves_at, eve.at(18 * 60));
        assert_eq!(kept.arrive_at, day("2026-10-01").at(18 * 60));
        // In the millisecond of the cutoff it is late, and the next day the site works is after the holidays.
        let late = promise(&calendar, &waves, 24, eve.at(16 * 60)).unwrap();
        assert_eq!(late.order_by, day("2026-10-08").at(16 * 60));
        assert_eq!(late.arrive_at, day("2026-10-09").at(18 * 60));
        assert_eq!(promise(&calendar, &waves, 24, eve.at(16 * 60)), Some(late));
    }

    #[test]
    fn a_day_may_have_several_waves_and_a_weekday_its_own() {
        let mut waves = vec![wave(18 * 60), wave(12 * 60)];
        let calendar = golden_week();
        let saturday = day("2026-09-26");
        let cutoff = |waves: &[Wave], minute| {
            let found = departure(&calendar, waves, saturday.at(minute)).unwrap();
            (found.day.to_string(), found.cutoff_minute)
        };
        assert_eq!(cutoff(&waves, 600), ("2026-09-26".to_owned(), 720));
        assert_eq!(cutoff(&waves, 720), ("2026-09-26".to_owned(), 1_080));
        assert_eq!(cutoff(&waves, 1_100), ("2026-09-27".to_owned(), 720));
        waves.push(Wave {
            weekday: Some(6),
            ..wave(540)
        });
        assert_eq!(cutoff(&waves, 539), ("2026-09-26".to_owned(), 540));
        assert_eq!(cutoff(&waves, 600), ("2026-09-27".to_owned(), 720));
    }

    #[test]
    fn a_site_that_never_works_promises_nothing() {
        let never = Calendar {
            week: [false; 7],
            ..Calendar::default()
        };
        assert_eq!(promise(&never, &[], 1, Moment(0)), None);
        let only_monday = [Wave {
            weekday: Some(1),
            ..wave(60)
        }];
        let monday = departure(&Calendar::default(), &only_monday, Moment(0)).unwrap();
        assert_eq!(monday.day.weekday(), 1);
        let far = Moment(i64::MAX);
        assert!(
            departure(&Calendar::default(), &[], far).is_none(),
            "no panic at the end of time"
        );
    }
}

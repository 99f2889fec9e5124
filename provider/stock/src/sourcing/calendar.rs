//! Days of the trade: the civil calendar of Asia/Shanghai, and on which of its days a site works.
//!
//! China keeps one offset the whole year (UTC+8, no daylight saving), so a local day is a plain shift of the clock.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

pub use crate::ids::Day;
use crate::ids::Moment;

/// Minutes of a day; also the cutoff "midnight, at the end of the day".
pub const DAY_MINUTES: i64 = 1_440;

impl Day {
    /// The moment so many minutes after the local midnight the day begins with.
    #[must_use]
    pub const fn at(self, minute: i64) -> Moment {
        Moment(self.start().0.saturating_add(minute.saturating_mul(60_000)))
    }

    /// Day of the week, 1 Monday to 7 Sunday.
    #[must_use]
    pub const fn weekday(self) -> i64 {
        // The first day of the count was a Thursday.
        (self.0 + 3).rem_euclid(7) + 1
    }

    /// The day of `2026-10-01`; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut number = |digits: usize| {
            let part = parts.next()?;
            let plain = part.len() == digits && part.bytes().all(|b| b.is_ascii_digit());
            plain.then(|| part.parse::<i64>().ok()).flatten()
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        let found = Self::of_date(year, month, day);
        // A day that does not exist comes back as another one.
        (parts.next().is_none() && found.date() == (year, month, day)).then_some(found)
    }

    /// Days to a date of the proleptic Gregorian calendar, in eras of 400 years that begin in March.
    const fn of_date(year: i64, month: i64, day: i64) -> Self {
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let days = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
        Self(era * 146_097 + days - 719_468)
    }

    /// Year, month and day.
    const fn date(self) -> (i64, i64, i64) {
        let days = self.0.saturating_add(719_468);
        let era = days.div_euclid(146_097);
        let of_era = days.rem_euclid(146_097);
        let years = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * years + years / 4 - years / 100);
        let shifted = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 {
            shifted + 3
        } else {
            shifted - 9
        };
        let year = years + era * 400 + if month <= 2 { 1 } else { 0 };
        (year, month, day)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.date();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// On which days a site works: a weekly pattern, and days that are otherwise (a holiday; a weekend day worked instead).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// Monday to Sunday.
    pub week: [bool; 7],
    /// Days that differ from the week.
    pub days: BTreeMap<Day, bool>,
}

impl Default for Calendar {
    /// Works every day.
    fn default() -> Self {
        Self {
            week: [true; 7],
            days: BTreeMap::new(),
        }
    }
}

impl Calendar {
    /// Whether the site works that day.
    #[must_use]
    pub fn is_open(&self, day: Day) -> bool {
        match self.days.get(&day) {
            Some(open) => *open,
            None => usize::try_from(day.weekday() - 1).is_ok_and(|at| self.week[at]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_read_and_print_as_dates() {
        for (text, weekday) in [
            ("1970-01-01", 4),
            ("2024-02-29", 4),
            ("2026-10-01", 4),
            ("2026-11-23", 1),
            ("2000-02-29", 2),
        ] {
            let day = Day::parse(text).unwrap();
            assert_eq!((day.to_string().as_str(), day.weekday()), (text, weekday));
        }
        for wrong in [
            "2026-02-30",
            "2026-2-3",
            "2026-13-01",
            "20261001",
            "",
            "2026-01-01-1",
            "-026-01-01",
        ] {
            assert_eq!(Day::parse(wrong), None, "{wrong}");
        }
        for day in -800_000..800_000 {
            let text = Day(day).to_string();
            if text.len() == 10 && !text.starts_with('-') {
                assert_eq!(Day::parse(&text), Some(Day(day)));
            }
        }
    }

    #[test]
    fn a_day_begins_at_midnight_in_shanghai() {
        let day = Day::parse("2026-10-01").unwrap();
        // 2026-09-30T16:00:00Z.
        assert_eq!(day.at(0), Moment(1_790_784_000_000));
        assert_eq!(Day::of(day.at(0)), day);
        assert_eq!(Day::of(Moment(day.at(0).0 - 1)), day.plus(-1));
        assert_eq!(day.at(DAY_MINUTES), day.plus(1).at(0));
    }

    #[test]
    fn holidays_and_worked_weekends_override_the_week() {
        let mut calendar = Calendar {
            week: [true, true, true, true, true, false, false],
            ..Calendar::default()
        };
        let thursday = Day::parse("2026-10-01").unwrap();
        assert!(calendar.is_open(thursday) && !calendar.is_open(thursday.plus(2)));
        calendar.days.insert(thursday, false);
        calendar.days.insert(thursday.plus(2), true);
        assert!(!calendar.is_open(thursday) && calendar.is_open(thursday.plus(2)));
    }
}

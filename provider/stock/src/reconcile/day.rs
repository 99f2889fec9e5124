//! Business days: dates in Asia/Shanghai, each with its last number in the ledger.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ids::{IdSource, Moment};

/// Asia/Shanghai is eight hours ahead, all year round.
const OFFSET_MS: i64 = 8 * 3_600_000;
const DAY_MS: i64 = 86_400_000;

/// When business days begin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// Seconds after 00:00 in Asia/Shanghai, 0 for most malls; one that sells through the night may close at 04:00.
    pub day_start_seconds: i64,
}

impl Calendar {
    /// How far a business day's first moment lies before the same date's 00:00 UTC.
    const fn lead_ms(self) -> i64 {
        OFFSET_MS - self.day_start_seconds * 1_000
    }

    /// The day a moment belongs to.
    #[must_use]
    pub const fn day_of(self, moment: Moment) -> Day {
        Day(moment.0.saturating_add(self.lead_ms()).div_euclid(DAY_MS))
    }

    /// A day's first moment.
    #[must_use]
    pub const fn start_of(self, day: Day) -> Moment {
        Moment(day.0.saturating_mul(DAY_MS).saturating_sub(self.lead_ms()))
    }

    /// The ledger's last number that can belong to a day: numbers carry the database's clock, so whatever is numbered from the day's end on is larger.
    /// A row belongs to the day its number says, and to no other.
    #[must_use]
    pub const fn cut_seq(self, day: Day) -> i64 {
        IdSource::first_of(self.start_of(day.next())) - 1
    }

    /// The day a ledger row belongs to.
    #[must_use]
    pub const fn day_of_seq(self, seq: i64) -> Day {
        self.day_of(Moment(IdSource::millis_of(seq)))
    }
}

/// A date in Asia/Shanghai, as days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub i64);

impl Day {
    /// The day after.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// The day before.
    #[must_use]
    pub const fn before(self) -> Self {
        Self(self.0 - 1)
    }

    /// A date as `yyyy-MM-dd`; `None` if it is not one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let number = |part: &str| -> Option<i64> {
            part.bytes()
                .all(|b| b.is_ascii_digit())
                .then(|| part.parse().ok())?
        };
        let (year, month, day) = (
            number(text.get(..4)?)?,
            number(text.get(5..7)?)?,
            number(text.get(8..)?)?,
        );
        let found = Self(days_from_civil(year, month, day));
        // Also refuses the 31st of a month of 30 days.
        (1..=12)
            .contains(&month)
            .then_some(found)
            .filter(|found| civil_from_days(found.0) == (year, month, day))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil_from_days(self.0);
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// Days since 1970-01-01 of a date, with years that begin in March so that the leap day comes last.
const fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The date of a number of days since 1970-01-01.
const fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days - era * 146_097;
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_and_written() {
        for text in ["1970-01-01", "2024-02-29", "2026-08-01", "2026-12-31"] {
            assert_eq!(Day::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Day::parse("1970-01-02"), Some(Day(1)));
        for text in [
            "",
            "2026-02-30",
            "2025-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-8-1",
            "2026/08/01",
            "+026-08-01",
            "２026-8-1",
        ] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_begins_at_midnight_in_shanghai() {
        let day = Day::parse("2026-08-01").unwrap();
        // 2026-07-31T16:00:00Z
        let calendar = Calendar::default();
        let start = calendar.start_of(day);
        assert_eq!(start, Moment(1_785_513_600_000));
        assert_eq!(calendar.day_of(start), day);
        assert_eq!(calendar.day_of(Moment(start.0 - 1)), day.before());
        let night = Calendar {
            day_start_seconds: 4 * 3_600,
        };
        assert_eq!(night.day_of(start), day.before());
        assert_eq!(night.start_of(day), start.plus_seconds(4 * 3_600));
    }

    #[test]
    fn no_number_belongs_to_two_days() {
        let day = Day::parse("2026-08-01").unwrap();
        let calendar = Calendar::default();
        let midnight = calendar.start_of(day.next());
        let mut before = IdSource::new(1_023);
        before.advance_to(Moment(midnight.0 - 1));
        let mut after = IdSource::new(0);
        after.advance_to(midnight);
        assert!(before.next() <= calendar.cut_seq(day));
        let first = after.next();
        assert!(first > calendar.cut_seq(day));
        assert_eq!(calendar.day_of_seq(first), day.next());
    }
}

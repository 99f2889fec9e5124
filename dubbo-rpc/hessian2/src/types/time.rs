//! `java.time`, which hessian-lite sends as handle objects of its own
//! (`com.alibaba.com.caucho.hessian.io.java8`).

use crate::error::{Error, ErrorKind, Result};
use dubbo_macros::Hessian;
use std::fmt;
use std::str::FromStr;

/// Years a `java.time` value may have, on both sides of zero.
const MOST_YEARS: i32 = 999_999_999;

macro_rules! handle {
    (
        $(#[$doc:meta])*
        $name:ident, $handle:literal, $java:literal $(, [$($extra:ident),*])?;
        $($(#[$field_doc:meta])* $field:ident: $ty:ty,)*
    ) => {
        $(#[$doc])*
        #[derive(Hessian, Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[hessian(class = $handle, java_type = $java, check $($(, $extra)*)?)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $ty,)*
        }
    };
}

handle! {
    /// `java.time.LocalDate`
    LocalDate, "com.alibaba.com.caucho.hessian.io.java8.LocalDateHandle", "java.time.LocalDate",
    [text];
    /// Year, -999,999,999 to 999,999,999.
    year: i32,
    /// Month, 1 to 12.
    month: i32,
    /// Day of the month, from 1.
    day: i32,
}

handle! {
    /// `java.time.LocalTime`
    LocalTime, "com.alibaba.com.caucho.hessian.io.java8.LocalTimeHandle", "java.time.LocalTime",
    [text];
    /// Hour, 0 to 23.
    hour: i32,
    /// Minute, 0 to 59.
    minute: i32,
    /// Second, 0 to 59.
    second: i32,
    /// Nanosecond, 0 to 999,999,999.
    nano: i32,
}

handle! {
    /// `java.time.LocalDateTime`
    LocalDateTime, "com.alibaba.com.caucho.hessian.io.java8.LocalDateTimeHandle",
    "java.time.LocalDateTime", [text];
    /// The date.
    date: LocalDate,
    /// The time of day.
    time: LocalTime,
}

handle! {
    /// `java.time.Instant`
    Instant, "com.alibaba.com.caucho.hessian.io.java8.InstantHandle", "java.time.Instant";
    /// Seconds since 1970-01-01T00:00Z.
    seconds: i64,
    /// Nanoseconds after that second, 0 to 999,999,999.
    nanos: i32,
}

handle! {
    /// `java.time.Duration`
    Duration, "com.alibaba.com.caucho.hessian.io.java8.DurationHandle", "java.time.Duration";
    /// Whole seconds, rounded down.
    seconds: i64,
    /// Nanoseconds after that second, 0 to 999,999,999.
    nanos: i32,
}

handle! {
    /// `java.time.Period`
    Period, "com.alibaba.com.caucho.hessian.io.java8.PeriodHandle", "java.time.Period";
    /// Years.
    years: i32,
    /// Months.
    months: i32,
    /// Days.
    days: i32,
}

handle! {
    /// `java.time.Year`
    Year, "com.alibaba.com.caucho.hessian.io.java8.YearHandle", "java.time.Year";
    /// Year, -999,999,999 to 999,999,999.
    year: i32,
}

handle! {
    /// `java.time.YearMonth`
    YearMonth, "com.alibaba.com.caucho.hessian.io.java8.YearMonthHandle", "java.time.YearMonth";
    /// Year, -999,999,999 to 999,999,999.
    year: i32,
    /// Month, 1 to 12.
    month: i32,
}

handle! {
    /// `java.time.MonthDay`
    MonthDay, "com.alibaba.com.caucho.hessian.io.java8.MonthDayHandle", "java.time.MonthDay";
    /// Month, 1 to 12.
    month: i32,
    /// Day of the month, from 1; 29 for February.
    day: i32,
}

handle! {
    /// `java.time.ZoneOffset`
    ZoneOffset, "com.alibaba.com.caucho.hessian.io.java8.ZoneOffsetHandle",
    "java.time.ZoneOffset";
    /// Seconds east of UTC, at most 18 hours either way.
    seconds: i32,
}

handle! {
    /// `java.time.ZoneId`
    ZoneId, "com.alibaba.com.caucho.hessian.io.java8.ZoneIdHandle", "java.time.ZoneId";
    /// Name, e.g. `Asia/Shanghai` or `+08:00`.
    zone_id: String,
}

handle! {
    /// `java.time.OffsetTime`
    OffsetTime, "com.alibaba.com.caucho.hessian.io.java8.OffsetTimeHandle",
    "java.time.OffsetTime";
    /// The time of day.
    local_time: LocalTime,
    /// The offset from UTC.
    zone_offset: ZoneOffset,
}

handle! {
    /// `java.time.OffsetDateTime`
    OffsetDateTime, "com.alibaba.com.caucho.hessian.io.java8.OffsetDateTimeHandle",
    "java.time.OffsetDateTime";
    /// Date and time.
    date_time: LocalDateTime,
    /// The offset from UTC.
    offset: ZoneOffset,
}

handle! {
    /// `java.time.ZonedDateTime`
    ZonedDateTime, "com.alibaba.com.caucho.hessian.io.java8.ZonedDateTimeHandle",
    "java.time.ZonedDateTime";
    /// Date and time.
    date_time: LocalDateTime,
    /// The offset from UTC at that time.
    offset: ZoneOffset,
    /// Name of the zone, e.g. `Asia/Shanghai`.
    zone_id: String,
}

fn within<T: PartialOrd + fmt::Display>(what: &str, value: T, least: T, most: T) -> Result<()> {
    if value < least || value > most {
        return Err(Error::new(
            ErrorKind::OutOfRange,
            format!("{what} must be {least} to {most}, met {value}"),
        ));
    }
    Ok(())
}

fn days_in_month(year: i32, month: i32) -> i32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

impl LocalDate {
    /// The date, if it exists.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`] when it does not.
    pub fn new(year: i32, month: i32, day: i32) -> Result<Self> {
        let date = LocalDate { year, month, day };
        date.check()?;
        Ok(date)
    }

    fn check(&self) -> Result<()> {
        within("a year", self.year, -MOST_YEARS, MOST_YEARS)?;
        within("a month", self.month, 1, 12)?;
        within("a day", self.day, 1, days_in_month(self.year, self.month))
    }
}

impl LocalTime {
    /// The time of day, if it exists.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`] when it does not.
    pub fn new(hour: i32, minute: i32, second: i32, nano: i32) -> Result<Self> {
        let time = LocalTime {
            hour,
            minute,
            second,
            nano,
        };
        time.check()?;
        Ok(time)
    }

    fn check(&self) -> Result<()> {
        within("an hour", self.hour, 0, 23)?;
        within("a minute", self.minute, 0, 59)?;
        within("a second", self.second, 0, 59)?;
        within("a nanosecond", self.nano, 0, 999_999_999)
    }
}

macro_rules! check {
    ($name:ident, |$value:ident| $check:expr) => {
        impl $name {
            fn check(&self) -> Result<()> {
                let $value = self;
                $check
            }
        }
    };
}

check!(LocalDateTime, |_v| Ok(()));
check!(Instant, |v| {
    // Instant.MIN and Instant.MAX.
    within(
        "seconds",
        v.seconds,
        -31_557_014_167_219_200,
        31_556_889_864_403_199,
    )?;
    within("a nanosecond", v.nanos, 0, 999_999_999)
});
check!(Duration, |v| within(
    "a nanosecond",
    v.nanos,
    0,
    999_999_999
));
check!(Period, |_v| Ok(()));
check!(Year, |v| within("a year", v.year, -MOST_YEARS, MOST_YEARS));
check!(YearMonth, |v| {
    within("a year", v.year, -MOST_YEARS, MOST_YEARS)?;
    within("a month", v.month, 1, 12)
});
check!(MonthDay, |v| {
    within("a month", v.month, 1, 12)?;
    // Any leap year: 29 February is a MonthDay.
    within("a day", v.day, 1, days_in_month(2000, v.month))
});
check!(ZoneOffset, |v| within(
    "an offset in seconds",
    v.seconds,
    -64_800,
    64_800
));
check!(ZoneId, |v| within(
    "the length of a zone name",
    v.zone_id.len(),
    1,
    100
));
check!(OffsetTime, |_v| Ok(()));
check!(OffsetDateTime, |_v| Ok(()));
check!(ZonedDateTime, |v| within(
    "the length of a zone name",
    v.zone_id.len(),
    1,
    100
));

impl fmt::Display for LocalDate {
    /// As `LocalDate.toString`: `2024-02-29`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = (self.year, self.month, self.day);
        match year {
            10_000.. => write!(f, "+{year}-{month:02}-{day:02}"),
            0..=9_999 => write!(f, "{year:04}-{month:02}-{day:02}"),
            _ => write!(f, "{year:05}-{month:02}-{day:02}"),
        }
    }
}

impl fmt::Display for LocalTime {
    /// As `LocalTime.toString`: `23:59`, `23:59:58`, `23:59:58.123`, in groups of three digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)?;
        if self.second != 0 || self.nano != 0 {
            write!(f, ":{:02}", self.second)?;
        }
        match self.nano {
            0 => Ok(()),
            n if n % 1_000_000 == 0 => write!(f, ".{:03}", n / 1_000_000),
            n if n % 1_000 == 0 => write!(f, ".{:06}", n / 1_000),
            n => write!(f, ".{n:09}"),
        }
    }
}

impl fmt::Display for LocalDateTime {
    /// As `LocalDateTime.toString`: `2024-02-29T23:59:58.123`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{}", self.date, self.time)
    }
}

#[cold]
fn unreadable(what: &str, text: &str) -> Error {
    let text: String = text.chars().take(60).collect();
    Error::new(ErrorKind::TypeMismatch, format!("{text:?} is not {what}"))
}

impl FromStr for LocalDate {
    type Err = Error;

    /// As `LocalDate.parse`.
    fn from_str(text: &str) -> Result<Self> {
        let parse = || {
            let (year_month, day) = text.rsplit_once('-')?;
            let (year, month) = year_month.rsplit_once('-')?;
            Some((year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
        };
        let (year, month, day) =
            parse().ok_or_else(|| unreadable("a date as in 2024-02-29", text))?;
        LocalDate::new(year, month, day)
    }
}

impl FromStr for LocalTime {
    type Err = Error;

    /// As `LocalTime.parse`.
    fn from_str(text: &str) -> Result<Self> {
        let parse = || {
            let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
            let mut parts = whole.split(':');
            let hour = parts.next()?.parse().ok()?;
            let minute = parts.next()?.parse().ok()?;
            let second = parts.next().map_or(Ok(0), str::parse).ok()?;
            let digits = i32::try_from(fraction.len())
                .ok()
                .filter(|n| (1..=9).contains(n))?;
            let scale = 10_i32.pow(u32::try_from(9 - digits).ok()?);
            let all_digits = fraction.bytes().all(|b| b.is_ascii_digit());
            let nano = fraction
                .parse::<i32>()
                .ok()
                .filter(|_| all_digits)?
                .checked_mul(scale)?;
            parts
                .next()
                .is_none()
                .then_some((hour, minute, second, nano))
        };
        let (hour, minute, second, nano) =
            parse().ok_or_else(|| unreadable("a time as in 23:59:58", text))?;
        LocalTime::new(hour, minute, second, nano)
    }
}

impl FromStr for LocalDateTime {
    type Err = Error;

    /// As `LocalDateTime.parse`.
    fn from_str(text: &str) -> Result<Self> {
        let (date, time) = text
            .split_once('T')
            .ok_or_else(|| unreadable("a date and time as in 2024-02-29T23:59:58", text))?;
        Ok(LocalDateTime {
            date: date.parse()?,
            time: time.parse()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{LocalDate, LocalDateTime, LocalTime};

    #[test]
    fn texts_are_java_s() {
        for text in [
            "2024-02-29T23:59:58.123456789",
            "1970-01-01T00:00",
            "2024-02-29T23:59:58.120",
            "2024-02-29T23:59:00.000001",
            "2024-02-29T23:59:01",
        ] {
            assert_eq!(text.parse::<LocalDateTime>().unwrap().to_string(), text);
        }
        for text in [
            "-999999999-01-01",
            "+999999999-12-31",
            "0000-01-01",
            "-0001-12-31",
        ] {
            assert_eq!(text.parse::<LocalDate>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn impossible_dates_are_refused() {
        assert!(LocalDate::new(2023, 2, 29).is_err());
        assert!(LocalDate::new(2000, 2, 29).is_ok());
        assert!(LocalDate::new(1900, 2, 29).is_err());
        assert!(LocalTime::new(24, 0, 0, 0).is_err());
        assert!("12:00:00.".parse::<LocalTime>().is_err());
        assert!("12:00:00.+1".parse::<LocalTime>().is_err());
    }
}

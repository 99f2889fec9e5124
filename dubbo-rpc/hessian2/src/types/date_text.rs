//! A `java.util.Date` that comes as text, as callers of generic calls send it.
//!
//! Upstream: `org.apache.dubbo.common.utils.CompatibleTypeUtils`, which reads
//! `yyyy-MM-dd HH:mm:ss` in the zone of its JVM.

use super::{LocalDate, LocalDateTime, LocalTime, ZoneOffset};
use crate::error::{Error, ErrorKind, Result};
use std::str::FromStr;

const DAY_SECONDS: i64 = 86_400;

/// Milliseconds since 1970-01-01T00:00Z of `text`: `2024-02-29 23:59:58` or, as ISO 8601,
/// `2024-02-29T23:59:58.123`, each with `Z`, `+08:00`, `+0800` or `+08` after it, or without: then
/// the time is one of `zone`.
pub(crate) fn date_ms(text: &str, zone: &ZoneOffset) -> Result<i64> {
    parse(text.trim(), zone).ok_or_else(|| {
        let text: String = text.chars().take(60).collect();
        Error::new(
            ErrorKind::TypeMismatch,
            format!(
                "{text:?} is not a date and time as in \"2024-02-29 23:59:58\" or \
                 \"2024-02-29T23:59:58.123+08:00\""
            ),
        )
    })
}

fn parse(text: &str, zone: &ZoneOffset) -> Option<i64> {
    // As `ZonedDateTime.toString` writes it: the offset says what the name would.
    let (text, named) = match text
        .strip_suffix(']')
        .and_then(|text| text.rsplit_once('['))
    {
        Some((text, _)) => (text, true),
        None => (text, false),
    };
    let (date, rest) = text.split_at_checked(10)?;
    let rest = rest.strip_prefix(['T', ' '])?;
    let (time, seconds) = match rest.find(['Z', '+', '-']) {
        Some(at) => (&rest[..at], offset_seconds(&rest[at..])?),
        None if named => return None,
        None => (rest, i64::from(zone.seconds)),
    };
    let local = LocalDateTime {
        date: date.parse().ok()?,
        time: time.parse().ok()?,
    };
    Some(local_ms(&local) - seconds * 1000)
}

/// Seconds east of UTC.
fn offset_seconds(text: &str) -> Option<i64> {
    if text == "Z" {
        return Some(0);
    }
    let (sign, digits) = text.split_at_checked(1)?;
    let two = |digits: &str| {
        let all = digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit());
        all.then(|| digits.parse::<i64>().ok())?
    };
    let (hours, minutes) = match digits.len() {
        2 => (two(digits)?, 0),
        4 => (two(digits.get(..2)?)?, two(digits.get(2..)?)?),
        5 if digits.as_bytes().get(2) == Some(&b':') => {
            (two(digits.get(..2)?)?, two(digits.get(3..)?)?)
        }
        _ => return None,
    };
    let seconds = hours * 3600 + minutes * 60;
    let fits = minutes < 60 && seconds <= 18 * 3600;
    fits.then_some(if sign == "-" { -seconds } else { seconds })
}

impl FromStr for ZoneOffset {
    type Err = Error;

    /// As `ZoneOffset.of`: `Z`, `+08`, `+0800` or `+08:00`.
    fn from_str(text: &str) -> Result<Self> {
        Some(text)
            .filter(|text| text.starts_with(['Z', '+', '-']))
            .and_then(offset_seconds)
            .and_then(|seconds| i32::try_from(seconds).ok())
            .map(|seconds| ZoneOffset { seconds })
            .ok_or_else(|| {
                let text: String = text.chars().take(60).collect();
                let message = format!("{text:?} is not an offset as in +08:00");
                Error::new(ErrorKind::TypeMismatch, message)
            })
    }
}

fn local_ms(local: &LocalDateTime) -> i64 {
    let LocalTime {
        hour,
        minute,
        second,
        nano,
    } = local.time;
    let seconds = days(&local.date) * DAY_SECONDS
        + i64::from(hour) * 3600
        + i64::from(minute) * 60
        + i64::from(second);
    seconds * 1000 + i64::from(nano / 1_000_000)
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar, of years counted from March.
fn days(date: &LocalDate) -> i64 {
    let month = i64::from(date.month);
    let year = i64::from(date.year) - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year =
        (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + i64::from(date.day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHANGHAI: ZoneOffset = ZoneOffset { seconds: 28_800 };

    #[test]
    fn texts_that_java_callers_send() {
        // Figures of `java.time.Instant.toEpochMilli`.
        for (text, ms) in [
            ("1970-01-01 08:00:00", 0),
            ("2024-02-29 23:59:58", 1_709_222_398_000),
            ("2024-02-29T23:59:58", 1_709_222_398_000),
            ("2024-02-29T23:59:58.123", 1_709_222_398_123),
            ("2024-02-29T15:59:58Z", 1_709_222_398_000),
            ("2024-02-29T15:59:58.123456789Z", 1_709_222_398_123),
            ("2024-02-29T23:59:58+08:00", 1_709_222_398_000),
            ("2024-02-29T23:59:58+0800", 1_709_222_398_000),
            ("2024-02-29T10:59:58-05", 1_709_222_398_000),
            (
                "2024-02-29T23:59:58+08:00[Asia/Shanghai]",
                1_709_222_398_000,
            ),
            ("2024-02-29 15:59:58Z", 1_709_222_398_000),
            ("1969-12-31T23:59:59.999Z", -1),
            ("1900-03-01T00:00Z", -2_203_891_200_000),
            ("0001-01-01T00:00Z", -62_135_596_800_000),
            ("9999-12-31T23:59:59Z", 253_402_300_799_000),
            (" 2024-02-29 23:59:58 ", 1_709_222_398_000),
        ] {
            assert_eq!(date_ms(text, &SHANGHAI).unwrap(), ms, "{text}");
        }
        let utc = ZoneOffset { seconds: 0 };
        assert_eq!(date_ms("1970-01-01 00:00:01", &utc).unwrap(), 1000);
    }

    #[test]
    fn what_is_no_date_and_time_is_refused() {
        for text in [
            "",
            "now",
            "2024-02-29",
            "2023-02-29 00:00:00",
            "2024-02-30 00:00:00",
            "2024-02-29 24:00:00",
            "2024-02-29 23:59:60",
            "2024-02-29T23:59:58+19:00",
            "2024-02-29T23:59:58+08:60",
            "2024-02-29T23:59:58+8",
            "2024-02-29T23:59:58 PST",
            "2024-02-29T23:59:58[Asia/Shanghai]",
            "件件件件件件",
            "2024-02-2件 23:59:58",
            "+999999999-01-01T00:00:00Z",
        ] {
            let error = date_ms(text, &SHANGHAI).unwrap_err().to_string();
            assert!(
                error.contains("is not a date and time as in"),
                "{text}: {error}"
            );
        }
    }
}

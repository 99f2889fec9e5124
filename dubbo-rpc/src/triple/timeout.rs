//! `grpc-timeout`: at most eight digits and a unit (`org.apache.dubbo.rpc.protocol.tri.stream.StreamUtils`).

use std::time::Duration;

/// Reads a `grpc-timeout`; `None` when it is none.
pub(crate) fn parse(text: &[u8]) -> Option<Duration> {
    let (unit, digits) = text.split_last()?;
    if digits.is_empty() || digits.len() > 8 || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let count: u64 = std::str::from_utf8(digits).ok()?.parse().ok()?;
    Some(match unit {
        b'n' => Duration::from_nanos(count),
        b'u' => Duration::from_micros(count),
        b'm' => Duration::from_millis(count),
        b'S' => Duration::from_secs(count),
        b'M' => Duration::from_secs(count * 60),
        b'H' => Duration::from_secs(count * 3600),
        _ => return None,
    })
}

/// Writes one, rounded up to milliseconds; what takes more than eight digits becomes seconds.
pub(crate) fn write(left: Duration) -> String {
    let ms = left.as_nanos().div_ceil(1_000_000).max(1);
    if ms < 100_000_000 {
        format!("{ms}m")
    } else {
        format!("{}S", (ms / 1000).min(99_999_999))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_and_no_other() {
        for (text, ms) in [
            ("8000000u", 8_000),
            ("3000m", 3_000),
            ("3S", 3_000),
            ("2M", 120_000),
            ("1H", 3_600_000),
            ("0m", 0),
        ] {
            assert_eq!(
                parse(text.as_bytes()),
                Some(Duration::from_millis(ms)),
                "{text}"
            );
        }
        assert_eq!(parse(b"15n"), Some(Duration::from_nanos(15)));
        assert!(parse(b"99999999H").is_some());
        for text in ["", "m", "1", "1x", "-1m", "123456789m", "1.5S", " 1m"] {
            assert_eq!(parse(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn what_is_written_is_not_shorter() {
        assert_eq!(write(Duration::ZERO), "1m");
        assert_eq!(write(Duration::from_micros(1500)), "2m");
        assert_eq!(write(Duration::from_secs(99_999)), "99999000m");
        assert_eq!(write(Duration::from_secs(1_000_000)), "1000000S");
        assert_eq!(write(Duration::MAX), "99999999S");
    }
}

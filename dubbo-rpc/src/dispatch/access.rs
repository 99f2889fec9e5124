//! The access log, in the form of Java's (`AccessLogData`): one line per call.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use hessian2::{Decoder, Value, ZoneOffset};

use super::{Arguments, Export, Target, json};
use crate::context::Received;
use crate::limits::Limits;
use crate::text;

/// Longest text of a call's arguments in a line, in bytes, after escaping.
pub const ACCESS_ARGUMENT_BYTES: usize = 1024;
/// Arguments longer than this on the wire are told by their length only.
const ARGUMENTS_READ_MAX: usize = 64 * 1024;

/// Who gets a line for every call. Called on the connection's task: it must not block.
pub trait AccessLog: Send + Sync + 'static {
    /// A call of `interface` ended. The line has no line break, whatever a caller sent.
    fn line(&self, interface: &str, line: &str);
}

/// A call that will be a line.
pub(super) struct Entry {
    log: Arc<dyn AccessLog>,
    interface: &'static str,
    zone: ZoneOffset,
    began: SystemTime,
    /// Everything behind the times.
    rest: String,
}

impl Entry {
    pub(super) fn of(
        log: &Arc<dyn AccessLog>,
        export: &Export,
        target: Target,
        arguments: Arguments<'_>,
        call: &Received,
        limits: &Limits,
    ) -> Self {
        let host = |address: Option<SocketAddr>| {
            address.map_or_else(|| "?".to_owned(), |address| address.to_string())
        };
        let (name, types) = match target {
            Target::Method(index) => match export.schema.methods.get(index) {
                Some(method) => {
                    let types = method.parameters.iter().map(|p| p.ty.erased_name());
                    (method.name, types.collect::<Vec<_>>().join(","))
                }
                None => ("?", String::new()),
            },
            Target::Generic => (
                "$invoke",
                "java.lang.String,java.lang.String[],java.lang.Object[]".to_owned(),
            ),
            Target::Echo => ("$echo", "java.lang.Object".to_owned()),
        };
        let rest = format!(
            "{} -> {} - {} {name}({types}) {}",
            host(call.remote),
            host(call.local),
            export.key(),
            arguments_text(export, arguments, limits),
        );
        Self {
            log: Arc::clone(log),
            interface: export.interface,
            zone: limits.text_zone.clone(),
            began: SystemTime::now(),
            rest,
        }
    }

    pub(super) fn write(self) {
        let line = format!(
            "[{}] -> [{}] {}",
            time_text(self.began, self.zone.seconds),
            time_text(SystemTime::now(), self.zone.seconds),
            self.rest
        );
        self.log.line(self.interface, &line);
    }
}

/// The arguments as JSON, on one line, cut where it is too long.
fn arguments_text(export: &Export, arguments: Arguments<'_>, limits: &Limits) -> String {
    let length = arguments.bytes();
    if length > ARGUMENTS_READ_MAX {
        return format!("[({length} bytes)]");
    }
    let streams: Vec<&[u8]> = match arguments {
        Arguments::Stream(bytes) => vec![bytes],
        Arguments::Each(values) => values.to_vec(),
        Arguments::Loose(values) => values.iter().map(Vec::as_slice).collect(),
        Arguments::Message(_) => return format!("[({length} bytes of protobuf)]"),
    };
    let mut shown = Shown {
        out: String::from("["),
        left: ARGUMENTS_READ_MAX,
        count: 0,
    };
    for stream in streams {
        if !shown.stream(export, stream, limits) {
            break;
        }
    }
    shown.out.push(']');
    text::line(&shown.out, ACCESS_ARGUMENT_BYTES)
}

/// Arguments as text, as far as they have been read.
struct Shown {
    out: String,
    /// What of their text may still be built.
    left: usize,
    count: usize,
}

impl Shown {
    /// Adds the arguments of a stream; whether more are wanted.
    fn stream(&mut self, export: &Export, stream: &[u8], limits: &Limits) -> bool {
        let mut decoder = Decoder::with_limits(stream, limits.hessian.clone());
        while !decoder.is_at_end() {
            if self.count >= limits.arguments || self.out.len() > ACCESS_ARGUMENT_BYTES {
                return false;
            }
            if self.count > 0 {
                self.out.push(',');
            }
            self.count += 1;
            let Ok(value) = decoder.read::<Value>() else {
                self.out.push_str("(unreadable)");
                return false;
            };
            match json::write(&value, &export.schema.types, &mut self.left) {
                Ok(text) => self.out.push_str(&text),
                Err(_) => self.out.push_str("(unshown)"),
            }
        }
        true
    }
}

/// `yyyy-MM-dd HH:mm:ss.SSSSS`, where Java's five digits are milliseconds.
fn time_text(time: SystemTime, offset_seconds: i32) -> String {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    let seconds =
        i64::try_from(since.as_secs()).unwrap_or(i64::MAX / 2) + i64::from(offset_seconds);
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, day) = civil(days);
    let mut out = String::with_capacity(25);
    let _ = write!(
        out,
        "{year:04}-{month:02}-{day:02} {:02}:{:02}:{:02}.{:05}",
        second / 3_600,
        second / 60 % 60,
        second % 60,
        since.subsec_millis()
    );
    out
}

/// The date of a day counted from 1970 (Howard Hinnant's `civil_from_days`).
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn times_are_those_of_the_zone() {
        let at = |millis: u64| UNIX_EPOCH + Duration::from_millis(millis);
        for (millis, offset, shown) in [
            (0, 0, "1970-01-01 00:00:00.00000"),
            (951_827_696_789, 0, "2000-02-29 12:34:56.00789"),
            (1_709_250_000_001, 8 * 3_600, "2024-03-01 07:40:00.00001"),
            (1_704_067_199_999, 8 * 3_600, "2024-01-01 07:59:59.00999"),
        ] {
            assert_eq!(time_text(at(millis), offset), shown);
        }
    }
}

//! Rust types of Java's own classes.

mod atomic;
mod collection;
mod date_text;
mod decimal;
mod misc;
mod scalar;
mod texts;
mod throwable;
mod time;

use crate::decode::Decoder;
use crate::error::Result;

pub use atomic::{AtomicBoolean, AtomicInteger, AtomicLong, AtomicReference};
pub use collection::Array;
pub use misc::{
    BitSet, ByteArray, CharArray, Currency, Date, EnumSet, JavaClass, Locale, Objects, SqlDate,
    SqlTime, SqlTimestamp, Uuid,
};
pub use texts::Texts;
pub use throwable::{StackTraceElement, Throwable};
pub use time::{
    Duration, Instant, LocalDate, LocalDateTime, LocalTime, MonthDay, OffsetDateTime, OffsetTime,
    Period, Year, YearMonth, ZoneId, ZoneOffset, ZonedDateTime,
};

pub(crate) fn owned_bytes(d: &mut Decoder<'_>) -> Result<Vec<u8>> {
    let bytes = d.read_binary()?;
    if let std::borrow::Cow::Borrowed(bytes) = bytes {
        d.charge(bytes.len())?;
    }
    Ok(bytes.into_owned())
}

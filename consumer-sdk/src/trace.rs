//! Where a call belongs: W3C trace context, carried in the attachment `traceparent`.

use std::fmt;

use dubbo_rpc::Context;

/// The attachment.
pub(crate) const TRACEPARENT: &str = "traceparent";

/// The trace a call belongs to: the one its context carries, or a new one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Trace {
    id: u128,
    flags: u8,
}

impl Trace {
    pub(crate) fn of(cx: &Context) -> Self {
        cx.attachments()
            .get_ignore_case(TRACEPARENT)
            .and_then(Self::read)
            .unwrap_or_else(|| Self {
                // Zero means "none" and is never drawn in practice; one more makes it never.
                id: fastrand::u128(1..),
                flags: 0,
            })
    }

    /// `00-<32 hex>-<16 hex>-<2 hex>`, and later versions that begin the same.
    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let hex = |part: &str, len: usize| {
            let lower = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
            let good = part.len() == len && part.bytes().all(lower);
            good.then(|| u128::from_str_radix(part, 16).ok()).flatten()
        };
        let (version, id, span, flags) =
            (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let more = parts.next().is_some();
        let (_, id, span, flags) = (
            hex(version, 2)?,
            hex(id, 32)?,
            hex(span, 16)?,
            hex(flags, 2)?,
        );
        let good = version != "ff" && !(version == "00" && more) && id != 0 && span != 0;
        good.then(|| Self {
            id,
            flags: u8::try_from(flags).unwrap_or(0),
        })
    }

    /// The trace's number, in hex.
    pub(crate) fn id(self) -> impl fmt::Display {
        fmt::from_fn(move |f| write!(f, "{:032x}", self.id))
    }

    /// The attachment of the next attempt: a span of its own in the same trace.
    pub(crate) fn next_span(self) -> String {
        let mut text = String::with_capacity(PARENT_LEN);
        text.push_str("00-");
        push_hex(&mut text, self.id, 32);
        text.push('-');
        push_hex(&mut text, u128::from(fastrand::u64(1..)), 16);
        text.push('-');
        push_hex(&mut text, u128::from(self.flags), 2);
        text
    }
}

/// Length of an attachment.
const PARENT_LEN: usize = 55;

/// Appends the last `digits` of a number in lower case; every call does it thrice, and `format!` takes five times as long.
fn push_hex(text: &mut String, number: u128, digits: u32) {
    for at in (0..digits).rev() {
        let digit = u32::try_from((number >> (4 * at)) & 0xf).unwrap_or(0);
        text.push(char::from_digit(digit, 16).unwrap_or('0'));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trace_goes_on_and_what_is_none_begins_one() {
        let id = "0af7651916cd43dd8448eb211c80319c";
        let given = format!("00-{id}-b7ad6b7169203331-01");
        let trace = Trace::of(&Context::new().with_attachment("Traceparent", &*given));
        assert_eq!(trace.id().to_string(), id);
        let next = trace.next_span();
        assert!(next.starts_with(&format!("00-{id}-")) && next.ends_with("-01") && next != given);
        for bad in [
            "",
            "00-0-0-00",
            "00-00000000000000000000000000000000-b7ad6b7169203331-01",
            "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
        ] {
            let trace = Trace::of(&Context::new().with_attachment(TRACEPARENT, bad));
            assert_ne!(trace.id().to_string(), id, "{bad}");
            assert!(Trace::read(&trace.next_span()).is_some());
        }
    }
}

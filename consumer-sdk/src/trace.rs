//! Where a call belongs: W3C trace context, carried in the attachment `traceparent`.

use dubbo_rpc::Context;

/// The attachment.
pub(crate) const TRACEPARENT: &str = "traceparent";

/// The trace a call belongs to: the one its context carries, or a new one.
#[derive(Debug, Clone)]
pub(crate) struct Trace {
    id: String,
    flags: String,
}

impl Trace {
    pub(crate) fn of(cx: &Context) -> Self {
        cx.attachments()
            .get_ignore_case(TRACEPARENT)
            .and_then(Self::read)
            .unwrap_or_else(|| Self {
                // Zero means "none" and is never drawn in practice; one more makes it never.
                id: format!("{:032x}", fastrand::u128(1..)),
                flags: "00".to_owned(),
            })
    }

    /// `00-<32 hex>-<16 hex>-<2 hex>`, and later versions that begin the same.
    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let hex = |part: &str, len: usize| {
            part.len() == len
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
        };
        let is_zero = |part: &str| part.bytes().all(|byte| byte == b'0');
        let (version, id, span, flags) =
            (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let more = parts.next().is_some();
        let good = hex(version, 2)
            && version != "ff"
            && !(version == "00" && more)
            && hex(id, 32)
            && !is_zero(id)
            && hex(span, 16)
            && !is_zero(span)
            && hex(flags, 2);
        good.then(|| Self {
            id: id.to_owned(),
            flags: flags.to_owned(),
        })
    }

    /// The trace's number.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// The attachment of the next attempt: a span of its own in the same trace.
    pub(crate) fn next_span(&self) -> String {
        format!("00-{}-{:016x}-{}", self.id, fastrand::u64(1..), self.flags)
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
        assert_eq!(trace.id(), id);
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
            assert_ne!(trace.id(), id, "{bad}");
            assert!(Trace::read(&trace.next_span()).is_some());
        }
    }
}

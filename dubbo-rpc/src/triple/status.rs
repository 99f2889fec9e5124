//! gRPC status: the numbers, and what they are in Dubbo's words.
//!
//! Upstream: `org.apache.dubbo.rpc.TriRpcStatus`.

use std::fmt::Write as _;

use crate::fault::Fault;
use crate::frame::Status;

/// A gRPC status code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Code(pub(crate) u8);

impl Code {
    pub(crate) const OK: Self = Self(0);
    pub(crate) const CANCELLED: Self = Self(1);
    pub(crate) const UNKNOWN: Self = Self(2);
    pub(crate) const INVALID_ARGUMENT: Self = Self(3);
    pub(crate) const DEADLINE_EXCEEDED: Self = Self(4);
    pub(crate) const NOT_FOUND: Self = Self(5);
    pub(crate) const PERMISSION_DENIED: Self = Self(7);
    pub(crate) const RESOURCE_EXHAUSTED: Self = Self(8);
    pub(crate) const UNIMPLEMENTED: Self = Self(12);
    pub(crate) const INTERNAL: Self = Self(13);
    pub(crate) const UNAVAILABLE: Self = Self(14);
    pub(crate) const UNAUTHENTICATED: Self = Self(16);

    /// Its decimal text.
    pub(crate) const fn text(self) -> &'static str {
        const TEXTS: [&str; 17] = [
            "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15",
            "16",
        ];
        if (self.0 as usize) < TEXTS.len() {
            TEXTS[self.0 as usize]
        } else {
            "2"
        }
    }

    /// Reads a `grpc-status`.
    pub(crate) fn parse(text: &[u8]) -> Option<Self> {
        let number: u8 = std::str::from_utf8(text).ok()?.parse().ok()?;
        (number <= 16).then_some(Self(number))
    }

    /// What a reply without `grpc-status` means (`TriRpcStatus.httpStatusToGrpcCode`).
    pub(crate) fn of_http(status: u16) -> Self {
        match status {
            400 | 431 => Self::INTERNAL,
            401 => Self::UNAUTHENTICATED,
            403 => Self::PERMISSION_DENIED,
            404 => Self::UNIMPLEMENTED,
            429 | 502 | 503 | 504 => Self::UNAVAILABLE,
            _ => Self::UNKNOWN,
        }
    }

    /// The HTTP status for a caller that is no gRPC.
    pub(crate) fn http(self) -> u16 {
        match self {
            Self::OK => 200,
            Self::CANCELLED => 499,
            Self::INVALID_ARGUMENT => 400,
            Self::DEADLINE_EXCEEDED => 504,
            Self::NOT_FOUND | Self::UNIMPLEMENTED => 404,
            Self::UNAUTHENTICATED => 401,
            Self::PERMISSION_DENIED => 403,
            Self::RESOURCE_EXHAUSTED => 413,
            Self::UNAVAILABLE => 503,
            _ => 500,
        }
    }

    /// The code for a call that `dubbo://` refuses with `status`.
    pub(crate) fn of_refusal(status: Status) -> Self {
        match status {
            Status::SERVER_TIMEOUT | Status::CLIENT_TIMEOUT => Self::DEADLINE_EXCEEDED,
            Status::BAD_REQUEST | Status::SERIALIZATION_ERROR => Self::INTERNAL,
            Status::BAD_RESPONSE => Self::RESOURCE_EXHAUSTED,
            Status::SERVICE_NOT_FOUND => Self::NOT_FOUND,
            Status::SERVICE_ERROR => Self::UNKNOWN,
            _ => Self::UNAVAILABLE,
        }
    }

    /// What a caller makes of this code and its text. [`Fault::is_retryable`] of it holds for what was not begun.
    pub(crate) fn into_fault(self, message: String) -> Fault {
        let status = match self {
            Self::UNAVAILABLE => Status::EXHAUSTED,
            Self::DEADLINE_EXCEEDED => Status::SERVER_TIMEOUT,
            Self::UNIMPLEMENTED | Self::NOT_FOUND => Status::SERVICE_NOT_FOUND,
            Self::INTERNAL => Status::SERIALIZATION_ERROR,
            Self::RESOURCE_EXHAUSTED => Status::BAD_RESPONSE,
            Self::PERMISSION_DENIED | Self::UNAUTHENTICATED => Status::SERVICE_ERROR,
            // The service's own exception, whose class is lost: what was done is not done elsewhere.
            _ => return Fault::thrown_without_class(message),
        };
        Fault::refused_by_peer(status, message)
    }
}

/// A text as `grpc-message` carries it: what is not plain ASCII is percent-encoded, and `+` too, which Java decodes as a
/// space (`TriRpcStatus.decodeMessage`).
pub(crate) fn encode_message(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'%' | b'+' | 0..=0x1F | 0x7F..=0xFF => {
                let _ = write!(out, "%{byte:02X}");
            }
            _ => out.push(char::from(byte)),
        }
    }
    out
}

/// The text of a `grpc-message`; what is no encoding stands for itself.
pub(crate) fn decode_message(text: &[u8]) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        let pair = text.get(at + 1..at + 3);
        let decoded = pair
            .filter(|_| byte == b'%')
            .and_then(|pair| std::str::from_utf8(pair).ok())
            .and_then(|pair| u8::from_str_radix(pair, 16).ok());
        match decoded {
            Some(decoded) => {
                bytes.push(decoded);
                at += 3;
            }
            None => {
                bytes.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_survive_the_header() {
        for text in ["", "plain text", "100% 异常 a+b\n\u{1F680}", "%zz", "%4"] {
            let encoded = encode_message(text);
            assert!(
                encoded.bytes().all(|byte| (0x20..0x7F).contains(&byte)),
                "{encoded}"
            );
            assert_eq!(decode_message(encoded.as_bytes()), text);
        }
        assert_eq!(decode_message(b"100% raw"), "100% raw");
        assert_eq!(decode_message(b"cut %E5%"), "cut \u{FFFD}%");
    }

    #[test]
    fn codes_are_numbers_up_to_16() {
        for number in 0..=16 {
            let code = Code(number);
            assert_eq!(Code::parse(code.text().as_bytes()), Some(code));
        }
        for text in ["17", "-1", "", "x", "0x1"] {
            assert_eq!(Code::parse(text.as_bytes()), None);
        }
        assert_eq!(Code(99).text(), "2");
    }
}

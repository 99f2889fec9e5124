//! The sixteen bytes before every body.

use super::Status;

/// Length of a header in bytes.
pub const HEADER_LEN: usize = 16;

/// First two bytes of every frame.
pub const MAGIC: [u8; 2] = [0xDA, 0xBB];

/// Serialization id of Hessian2 (`org.apache.dubbo.common.serialize.Constants`).
pub const SERIALIZATION_HESSIAN2: u8 = 2;

const REQUEST: u8 = 0x80;
const TWO_WAY: u8 = 0x40;
const EVENT: u8 = 0x20;
const SERIALIZATION_MASK: u8 = 0x1F;

/// What a frame is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A call, or an event that may want an answer.
    Request {
        /// Whether the sender waits for a response.
        two_way: bool,
        /// Heartbeat, read-only and the like instead of a call.
        event: bool,
    },
    /// The answer to a request.
    Response {
        /// Whether it answers an event.
        event: bool,
        /// How the request fared.
        status: Status,
    },
}

/// A frame's header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// Request or response, with its flags.
    pub kind: Kind,
    /// Serialization id of the body, 0 to 31.
    pub serialization: u8,
    /// Chosen by the requester, echoed by the response; all 64 bits count.
    pub id: i64,
    /// Bytes of the body that follows; at most `i32::MAX`.
    pub body_len: u32,
}

impl Header {
    /// Reads a header whose magic has been checked. `None` when the body length is negative.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; HEADER_LEN]) -> Option<Self> {
        let [_, _, flags, status, id @ .., l0, l1, l2, l3] = *bytes;
        let event = flags & EVENT != 0;
        let kind = if flags & REQUEST != 0 {
            Kind::Request {
                two_way: flags & TWO_WAY != 0,
                event,
            }
        } else {
            Kind::Response {
                event,
                status: Status(status),
            }
        };
        let body_len = i32::from_be_bytes([l0, l1, l2, l3]);
        Some(Self {
            kind,
            serialization: flags & SERIALIZATION_MASK,
            id: i64::from_be_bytes(id),
            body_len: u32::try_from(body_len).ok()?,
        })
    }

    /// The header's bytes.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; HEADER_LEN] {
        let (flags, status) = match self.kind {
            Kind::Request { two_way, event } => (
                REQUEST | if two_way { TWO_WAY } else { 0 } | if event { EVENT } else { 0 },
                0,
            ),
            Kind::Response { event, status } => (if event { EVENT } else { 0 }, status.0),
        };
        let mut bytes = [0; HEADER_LEN];
        bytes[..2].copy_from_slice(&MAGIC);
        bytes[2] = flags | (self.serialization & SERIALIZATION_MASK);
        bytes[3] = status;
        bytes[4..12].copy_from_slice(&self.id.to_be_bytes());
        bytes[12..].copy_from_slice(&self.body_len.to_be_bytes());
        bytes
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn bytes(hex: &str) -> [u8; HEADER_LEN] {
        let mut out = [0; HEADER_LEN];
        for (byte, pair) in out.iter_mut().zip(hex.as_bytes().chunks(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
        }
        out
    }

    #[test]
    fn headers_java_wrote_read_and_write_back() {
        let rows = [
            (
                "dabbe200000000000000000100000001",
                Kind::Request {
                    two_way: true,
                    event: true,
                },
                1,
            ),
            (
                "dabb2214000000000000000100000001",
                Kind::Response {
                    event: true,
                    status: Status::OK,
                },
                1,
            ),
            (
                "dabba200000000000000000700000002",
                Kind::Request {
                    two_way: false,
                    event: true,
                },
                2,
            ),
            (
                "dabbc200000000000000000200000010",
                Kind::Request {
                    two_way: true,
                    event: false,
                },
                16,
            ),
            (
                "dabb8200000000000000000200000010",
                Kind::Request {
                    two_way: false,
                    event: false,
                },
                16,
            ),
            (
                "dabb0246000000000000000200000000",
                Kind::Response {
                    event: false,
                    status: Status::SERVICE_ERROR,
                },
                0,
            ),
        ];
        for (hex, kind, body_len) in rows {
            let header = Header::from_bytes(&bytes(hex)).unwrap();
            assert_eq!(header.kind, kind, "{hex}");
            assert_eq!(header.body_len, body_len, "{hex}");
            assert_eq!(header.serialization, SERIALIZATION_HESSIAN2, "{hex}");
            assert_eq!(header.to_bytes(), bytes(hex), "{hex}");
        }
    }

    #[test]
    fn a_negative_length_is_no_header() {
        assert!(Header::from_bytes(&bytes("dabbc2000000000000000001ffffffff")).is_none());
        assert!(Header::from_bytes(&bytes("dabbc200000000000000000180000000")).is_none());
        assert!(Header::from_bytes(&bytes("dabbc20000000000000000017fffffff")).is_some());
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            request: bool, two_way: bool, event: bool, status: u8,
            serialization in 0u8..32, id: i64, body_len in 0u32..=0x7fff_ffff,
        ) {
            let kind = if request {
                Kind::Request { two_way, event }
            } else {
                Kind::Response { event, status: Status(status) }
            };
            let header = Header { kind, serialization, id, body_len };
            prop_assert_eq!(Header::from_bytes(&header.to_bytes()), Some(header));
        }
    }
}

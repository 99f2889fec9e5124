//! The `dubbo://` frame: sixteen bytes of header, then a body. Pure: no socket, no codec, no clock.
//!
//! Upstream: `org.apache.dubbo.remoting.exchange.codec.ExchangeCodec`.

mod header;
mod parse;
mod status;

pub use header::{HEADER_LEN, Header, Kind, MAGIC, SERIALIZATION_HESSIAN2};
pub use parse::{FrameError, Step, step};
pub use status::Status;

/// Body of a heartbeat in hessian2: the encoding of null.
pub const HEARTBEAT_BODY: &[u8] = b"N";

/// Body of the event that says "send me no more calls": the hessian string `R`.
pub const READ_ONLY_BODY: &[u8] = &[0x01, b'R'];

/// Body of the event that takes the read-only event back (Dubbo 3): the hessian string `W`.
pub const WRITABLE_BODY: &[u8] = &[0x01, b'W'];

/// Longest event body that is looked at. Java: `deserialization.event.size`, 15.
pub const EVENT_BYTES: usize = 15;

/// Whether an event body is a heartbeat: null, or nothing at all as some peers send it.
#[must_use]
pub fn is_heartbeat(body: &[u8]) -> bool {
    body.is_empty() || body == HEARTBEAT_BODY
}

/// A whole frame of the given header fields and body; the body's length goes into the header.
///
/// # Errors
/// [`FrameError::BodyTooLong`] when the length does not fit the header.
pub fn encode(kind: Kind, serialization: u8, id: i64, body: &[u8]) -> Result<Vec<u8>, FrameError> {
    let body_len = body_len(body.len())?;
    let mut frame = Vec::with_capacity(HEADER_LEN + body.len());
    frame.extend_from_slice(
        &Header {
            kind,
            serialization,
            id,
            body_len,
        }
        .to_bytes(),
    );
    frame.extend_from_slice(body);
    Ok(frame)
}

/// A body length as the header holds it: a non-negative `int`.
///
/// # Errors
/// [`FrameError::BodyTooLong`] above `i32::MAX`.
pub fn body_len(len: usize) -> Result<u32, FrameError> {
    i32::try_from(len)
        .ok()
        .and_then(|len| u32::try_from(len).ok())
        .ok_or(FrameError::BodyTooLong { len })
}

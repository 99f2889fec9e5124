//! The body of a response, and the frame around it.

use std::ops::Range;

use hessian2::{Decoder, Encoder, Value};

use super::request;
use crate::context::Attachment;
use crate::fault::{Exception, Fault};
use crate::frame::{HEADER_LEN, Header, Kind, SERIALIZATION_HESSIAN2, Status, body_len};
use crate::text;

/// First byte of a reply's body: what follows. Java writes it as an int, 0x90 + n.
const EXCEPTION: u8 = 0x90;
const VALUE: u8 = 0x91;
const NULL: u8 = 0x92;
/// Added to the flag when attachments follow.
const WITH_ATTACHMENTS: u8 = 3;

/// Room kept before an encoded value for what goes in front of it.
pub(crate) const PREFIX: usize = HEADER_LEN + 1;

/// An encoded result with room in front: a hessian2 stream of its own.
#[derive(Debug)]
pub struct EncodedValue {
    /// [`PREFIX`] bytes of room, then one value.
    buffer: Vec<u8>,
}

impl EncodedValue {
    /// Encodes a result.
    ///
    /// # Errors
    /// The codec's.
    pub fn of<T: hessian2::Encode + ?Sized>(value: &T) -> Result<Self, hessian2::Error> {
        let mut buffer = Vec::with_capacity(192);
        buffer.resize(PREFIX, 0);
        let mut encoder = Encoder::append_to(buffer);
        encoder.write(value)?;
        Ok(Self {
            buffer: encoder.into_vec(),
        })
    }

    /// A result that already is one hessian2 value.
    #[must_use]
    pub fn from_bytes(value: &[u8]) -> Self {
        let mut buffer = Vec::with_capacity(PREFIX + value.len() + 32);
        buffer.resize(PREFIX, 0);
        buffer.extend_from_slice(value);
        Self { buffer }
    }

    /// The value's bytes, without the room before them.
    pub(crate) fn into_bytes(self) -> bytes::Bytes {
        bytes::Bytes::from(self.buffer).split_off(PREFIX)
    }

    /// The value's bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.buffer[PREFIX..]
    }
}

/// Who gets a reply and what it may be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Addressee {
    pub(crate) id: i64,
    pub(crate) serialization: u8,
    pub(crate) reads_attachments: bool,
    pub(crate) payload_bytes: u32,
}

impl Addressee {
    /// The frame of a value.
    pub(crate) fn value(&self, value: EncodedValue, attachments: &[(String, String)]) -> Vec<u8> {
        let mut frame = value.buffer;
        let flag = if frame.get(PREFIX..) == Some(b"N") {
            frame.truncate(PREFIX);
            NULL
        } else {
            VALUE
        };
        self.result(frame, flag, attachments)
    }

    /// The frame of an exception.
    pub(crate) fn exception(
        &self,
        thrown: &Exception,
        attachments: &[(String, String)],
    ) -> Vec<u8> {
        let frame = EncodedValue::from_bytes(thrown.encoded()).buffer;
        self.result(frame, EXCEPTION, attachments)
    }

    /// The frame of any outcome but a value.
    pub(crate) fn fault(&self, fault: Fault, attachments: &[(String, String)]) -> Vec<u8> {
        match fault.into_reply() {
            Ok(thrown) => self.exception(&thrown, attachments),
            Err((status, message)) => self.status(status, &message),
        }
    }

    fn result(&self, frame: Vec<u8>, flag: u8, attachments: &[(String, String)]) -> Vec<u8> {
        let mut frame = if self.reads_attachments {
            match append_attachments(frame, attachments) {
                Ok(frame) => frame,
                Err(error) => return self.status(Status::BAD_RESPONSE, &error.to_string()),
            }
        } else {
            frame
        };
        let len = frame.len() - HEADER_LEN;
        match body_len(len) {
            Ok(body_len) if body_len <= self.payload_bytes => {
                self.put_header(&mut frame, Status::OK, self.serialization, body_len);
                let with = if self.reads_attachments {
                    WITH_ATTACHMENTS
                } else {
                    0
                };
                frame[HEADER_LEN] = flag + with;
                frame
            }
            _ => {
                let limit = self.payload_bytes;
                let message = format!("Data length too large: {len}, max payload: {limit}");
                self.status(Status::BAD_RESPONSE, &message)
            }
        }
    }

    /// The frame of a status other than OK: its body is the message, in hessian2 whatever the request was in. Java reads it
    /// by the id of the reply (`DubboCodec.decodeBody`); fastjson2 would take it for the length of what follows.
    pub(crate) fn status(&self, status: Status, message: &str) -> Vec<u8> {
        let mut frame = Vec::with_capacity(HEADER_LEN + message.len() + 3);
        frame.resize(HEADER_LEN, 0);
        let mut encoder = Encoder::append_to(frame);
        let written = encoder.write_str(&text::message(message));
        let mut frame = encoder.into_vec();
        if written.is_err() {
            // Cannot be: a short string always fits. An empty message still is a whole reply.
            frame.truncate(HEADER_LEN);
            frame.push(0);
        }
        let len = body_len(frame.len() - HEADER_LEN).unwrap_or(0);
        self.put_header(&mut frame, status, SERIALIZATION_HESSIAN2, len);
        frame
    }

    /// The frame that answers a heartbeat: the same encoding of null that asked.
    pub(crate) fn heartbeat(&self, body: &[u8]) -> Vec<u8> {
        let mut frame = Vec::with_capacity(HEADER_LEN + body.len());
        let kind = Kind::Response {
            event: true,
            status: Status::OK,
        };
        let len = body_len(body.len()).unwrap_or(0);
        let header = Header {
            kind,
            serialization: self.serialization,
            id: self.id,
            body_len: len,
        };
        frame.extend_from_slice(&header.to_bytes());
        frame.extend_from_slice(body);
        frame
    }

    fn put_header(&self, frame: &mut [u8], status: Status, serialization: u8, body_len: u32) {
        let kind = Kind::Response {
            event: false,
            status,
        };
        let header = Header {
            kind,
            serialization,
            id: self.id,
            body_len,
        };
        frame[..HEADER_LEN].copy_from_slice(&header.to_bytes());
    }
}

/// Java's own `dubbo` entry, then the service's. Only texts: a 2.6 consumer casts them.
fn append_attachments(
    frame: Vec<u8>,
    attachments: &[(String, String)],
) -> Result<Vec<u8>, hessian2::Error> {
    let mut encoder = Encoder::append_to(frame);
    encoder.begin_map(None)?;
    for (key, value) in attachments
        .iter()
        .filter(|(key, _)| key != super::keys::DUBBO)
    {
        encoder.write_str(key)?;
        encoder.write_str(value)?;
    }
    encoder.write_str(super::keys::DUBBO)?;
    encoder.write_str(super::PROTOCOL_VERSION)?;
    encoder.end_map();
    Ok(encoder.into_vec())
}

/// A reply as a client reads it.
#[derive(Debug)]
pub(crate) struct Incoming {
    /// Where in the body the value is, `None` for null; or the fault that came instead.
    pub(crate) outcome: Result<Option<Range<usize>>, Fault>,
    pub(crate) attachments: Vec<(String, String)>,
}

/// Reads the body of a response with status OK.
///
/// # Errors
/// The codec's, when the bytes are no reply.
pub(crate) fn read(body: &[u8], limits: &hessian2::Limits) -> Result<Incoming, hessian2::Error> {
    let (flag, rest) = match body.split_first() {
        Some((flag @ EXCEPTION..=0x95, rest)) => (*flag, rest),
        _ => {
            let mut decoder = Decoder::with_limits(body, limits.clone());
            let flag = decoder.read_i32()?;
            let message = format!("reply starts with {flag}, which is not 0 to 5");
            return Err(decoder.error(hessian2::ErrorKind::OutOfRange, message));
        }
    };
    let with_attachments = flag >= EXCEPTION + WITH_ATTACHMENTS;
    let mut decoder = Decoder::with_limits(rest, limits.clone());
    let plain = if with_attachments {
        flag - WITH_ATTACHMENTS
    } else {
        flag
    };
    let outcome = match plain {
        NULL => Ok(None),
        VALUE => {
            decoder.skip()?;
            Ok(Some(1..1 + decoder.position()))
        }
        _ => {
            decoder.skip()?;
            Err(read_exception(&rest[..decoder.position()], limits)?)
        }
    };
    let mut attachments = Vec::new();
    if with_attachments && !decoder.is_at_end() && !decoder.take_null()? {
        decoder.read_entries(|decoder| {
            let key = decoder.read_string()?;
            if let Some(Attachment::Text(text)) = request::attachment(decoder)? {
                attachments.push((key, text));
            }
            Ok(())
        })?;
    }
    Ok(Incoming {
        outcome,
        attachments,
    })
}

/// An exception's class and message; all of it is kept for who wants its fields.
pub(crate) fn read_exception(
    encoded: &[u8],
    limits: &hessian2::Limits,
) -> Result<Fault, hessian2::Error> {
    let value: Value = Decoder::with_limits(encoded, limits.clone()).read()?;
    let (class, message) = match value.as_object() {
        Some(object) => {
            let text = |name: &str| object.get(name)?.as_str().map(str::to_owned);
            // A class may override getMessage() with a field of its own.
            let message = text("detailMessage")
                .or_else(|| text("message"))
                .or_else(|| text("exceptionMessage"));
            (object.class().to_owned(), message)
        }
        None => ("java.lang.Throwable".to_owned(), None),
    };
    Ok(Fault::thrown_by_peer(class, message, encoded.to_vec()))
}

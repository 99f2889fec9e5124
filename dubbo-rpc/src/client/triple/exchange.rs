//! One call on one stream: the request out, the whole answer in.

use bytes::Bytes;
use h2::client::ResponseFuture;
use h2::{Reason, RecvStream, SendStream};
use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use http::response::Parts;

use crate::triple::message::Reader;
use crate::triple::metadata;
use crate::triple::status::{Code, decode_message};
use crate::triple::{GRPC, gzip, names};

/// What came back.
pub(super) struct Answer {
    /// The message, or the status that came instead.
    pub(super) outcome: Result<Bytes, (Code, String)>,
    /// Whether the message holds what the service threw.
    pub(super) thrown: bool,
    pub(super) attachments: Vec<(String, String)>,
}

/// Why nothing came back.
pub(super) enum Broken {
    Lost(h2::Error),
    Bytes(String),
    /// The connection's task was stopped.
    Stopped,
}

impl From<h2::Error> for Broken {
    fn from(error: h2::Error) -> Self {
        Self::Lost(error)
    }
}

/// Sends the request and reads the whole answer. `sent` is called once the request has left as a whole; until then it waits for the
/// provider to allow one more stream, or more bytes, and no provider can have begun what it has not got.
pub(super) async fn exchange(
    response: ResponseFuture,
    mut stream: SendStream<Bytes>,
    frame: Bytes,
    payload_bytes: u32,
    sent: impl Fn(),
) -> Result<Answer, Broken> {
    // A provider may answer, with a refusal, before it has read the request.
    let send = send(&mut stream, frame, sent);
    tokio::pin!(response, send);
    let response = tokio::select! {
        biased;
        sent = &mut send => {
            match sent {
                Ok(()) => {}
                // The answer says why nobody wanted the rest.
                Err(error) if error.reason() == Some(Reason::NO_ERROR) => {}
                Err(error) => return Err(error.into()),
            }
            response.await?
        }
        response = &mut response => response?,
    };
    let (parts, mut body) = response.into_parts();
    if let Some(refused) = refused(&parts) {
        return Ok(refused);
    }
    let message = read(&mut body, payload_bytes).await?;
    let trailers = body.trailers().await?.unwrap_or_default();
    let (code, text) = status_of(&trailers).unwrap_or_else(|| {
        let text = "the answer ends without grpc-status";
        (Code::UNKNOWN, text.to_owned())
    });
    let outcome = match (code, message) {
        (Code::OK, Some((packed, message))) => {
            Ok(unpacked(&parts.headers, packed, message, payload_bytes)?)
        }
        (Code::OK, None) => return Err(Broken::Bytes("it has no message".to_owned())),
        (code, _) => Err((code, text)),
    };
    Ok(Answer {
        outcome,
        thrown: parts.headers.contains_key(names::EXCEPTION_CODE)
            || trailers.contains_key(names::EXCEPTION_CODE),
        attachments: metadata::read_reply(&trailers),
    })
}

/// The answer of headers only, if it is one: a status instead of a message, or no gRPC at all.
pub(super) fn refused(parts: &Parts) -> Option<Answer> {
    if let Some(status) = status_of(&parts.headers) {
        return Some(Answer {
            outcome: Err(status),
            thrown: false,
            attachments: metadata::read_reply(&parts.headers),
        });
    }
    let is_grpc = parts
        .headers
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(GRPC.as_bytes()));
    if is_grpc && parts.status == 200 {
        return None;
    }
    let code = Code::of_http(parts.status.as_u16());
    let text = format!(
        "the provider answered HTTP status {} without grpc-status",
        parts.status
    );
    Some(Answer {
        outcome: Err((code, text)),
        thrown: false,
        attachments: Vec::new(),
    })
}

async fn send(
    stream: &mut SendStream<Bytes>,
    frame: Bytes,
    sent: impl Fn(),
) -> Result<(), h2::Error> {
    let rest = all_but_last(stream, frame).await?;
    sent();
    stream.send_data(rest, true)
}

/// Sends a piece as far and as soon as flow control lets it; the last one ends the request.
pub(super) async fn data(
    stream: &mut SendStream<Bytes>,
    frame: Bytes,
    last: bool,
) -> Result<(), h2::Error> {
    let rest = all_but_last(stream, frame).await?;
    stream.send_data(rest, last)
}

/// Sends what comes before the part that may leave at once, which it yields. A stream that the provider does not allow yet has no
/// room for a single byte (h2 gives it none before it is opened).
async fn all_but_last(
    stream: &mut SendStream<Bytes>,
    mut frame: Bytes,
) -> Result<Bytes, h2::Error> {
    stream.reserve_capacity(frame.len());
    while stream.capacity() < frame.len() {
        let ready = std::future::poll_fn(|cx| stream.poll_capacity(cx));
        let room = ready.await.unwrap_or_else(|| Err(Reason::CANCEL.into()))?;
        if room < frame.len() {
            stream.send_data(frame.split_to(room), false)?;
            stream.reserve_capacity(frame.len());
        }
    }
    Ok(frame)
}

/// The only message of an answer, and whether it is packed.
async fn read(body: &mut RecvStream, payload_bytes: u32) -> Result<Option<(bool, Bytes)>, Broken> {
    let limit = usize::try_from(payload_bytes).unwrap_or(usize::MAX);
    let mut reader = Reader::default();
    let mut message = None;
    while let Some(piece) = body.data().await {
        let piece = piece?;
        // What was received is kept: the peer may send as much again.
        let _ = body.flow_control().release_capacity(piece.len());
        reader.push(piece);
        while let Some(next) = reader
            .next(limit)
            .map_err(|error| Broken::Bytes(error.to_string()))?
        {
            if message.replace(next).is_some() {
                return Err(Broken::Bytes("it has more than one message".to_owned()));
            }
        }
    }
    if reader.pending() > 0 {
        return Err(Broken::Bytes("it ends within a message".to_owned()));
    }
    Ok(message)
}

pub(super) fn unpacked(
    headers: &HeaderMap,
    packed: bool,
    message: Bytes,
    payload_bytes: u32,
) -> Result<Bytes, Broken> {
    if !packed {
        return Ok(message);
    }
    if headers.get(names::ENCODING).map(HeaderValue::as_bytes) != Some(gzip::NAME.as_bytes()) {
        return Err(Broken::Bytes(
            "it is compressed otherwise than by gzip".to_owned(),
        ));
    }
    let limit = usize::try_from(payload_bytes).unwrap_or(usize::MAX);
    gzip::unpack(message, limit)
        .map(Bytes::from)
        .map_err(|error| Broken::Bytes(error.to_string()))
}

/// Status and text, where these headers have one.
pub(super) fn status_of(headers: &HeaderMap) -> Option<(Code, String)> {
    let status = headers.get(names::STATUS)?;
    let code = Code::parse(status.as_bytes()).unwrap_or(Code::UNKNOWN);
    let text = headers
        .get(names::MESSAGE)
        .map(|text| decode_message(text.as_bytes()))
        .unwrap_or_default();
    Some((code, text))
}

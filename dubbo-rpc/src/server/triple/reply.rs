//! What goes back on an HTTP/2 stream, piece by piece as the peer makes room for it.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use h2::server::SendResponse;
use h2::{Reason, SendStream};
use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use http::{Response, StatusCode};
use tokio::time::timeout;

use super::super::state::Connection;
use super::payload_bytes;
use crate::body::reply::EncodedValue;
use crate::fault::Exception;
use crate::triple::message::{PREFIX, put_prefix};
use crate::triple::status::{Code, encode_message};
use crate::triple::{gzip, metadata, names, wrapper};

/// Values from which one is sent beside its frame rather than copied into it.
const COPY_BYTES: usize = 16 * 1024;

/// Packing less than this makes it longer or saves nothing.
pub(super) const PACK_BYTES: usize = 1024;

/// What a Triple call is answered.
pub(super) enum Answer<'a> {
    /// A hessian2 value of a Java class, in the wrapper; with the caller's word for hessian2.
    Value {
        value: EncodedValue,
        class: &'a str,
        serialization: &'static str,
    },
    /// An exception beside `tri-exception-code`, with the class that the method would have returned, as Java writes it.
    Thrown {
        thrown: Exception,
        class: &'a str,
        serialization: &'static str,
    },
    /// A protobuf message.
    Message(EncodedValue),
    /// A status other than OK.
    Status(Code, String),
}

/// Code of `RpcException` for what the service threw (`RpcException.BIZ_EXCEPTION`).
const BUSINESS: &str = "3";

/// An exception as the text of a status.
pub(super) fn told(thrown: &Exception) -> String {
    match thrown.message() {
        Some(message) => format!("{}: {message}", thrown.class()),
        None => thrown.class().to_owned(),
    }
}

/// How a reply left.
pub(super) enum Sent {
    Whole,
    /// The value was longer than a message may be: a status went instead.
    TooLong,
    /// The peer gave the stream up, or did not read.
    Broken,
}

/// Sends an answer and ends the stream.
pub(super) async fn send(
    connection: &Arc<Connection>,
    respond: &mut SendResponse<Bytes>,
    answer: Answer<'_>,
    attachments: Vec<(String, String)>,
    pack: bool,
) -> Sent {
    let mut head = HeaderMap::with_capacity(4);
    let (frame, tail) = match answer {
        Answer::Status(code, message) => {
            return status(respond, code, &message, attachments);
        }
        Answer::Value {
            value,
            class,
            serialization,
        } => wrap(value.into_bytes(), class, serialization),
        Answer::Thrown {
            thrown,
            class,
            serialization,
        } => {
            head.insert(names::EXCEPTION_CODE, HeaderValue::from_static(BUSINESS));
            wrap(
                Bytes::copy_from_slice(thrown.encoded()),
                class,
                serialization,
            )
        }
        Answer::Message(message) => {
            let message = message.into_bytes();
            let mut frame = Vec::with_capacity(PREFIX + message.len().min(COPY_BYTES));
            frame.resize(PREFIX, 0);
            if message.len() < COPY_BYTES {
                frame.extend_from_slice(&message);
                (frame, [Bytes::new(), Bytes::new()])
            } else {
                (frame, [message, Bytes::new()])
            }
        }
    };
    let mut frame = frame;
    let mut tail = tail;
    let mut len = frame.len() - PREFIX + tail.iter().map(Bytes::len).sum::<usize>();
    let limit = payload_bytes(&connection.state);
    if len > limit {
        let message = format!("Data length too large: {len}, max payload: {limit}");
        status(respond, Code::RESOURCE_EXHAUSTED, &message, Vec::new());
        return Sent::TooLong;
    }
    let mut packed = false;
    if pack && len >= PACK_BYTES {
        let whole: Vec<u8> = [&frame[PREFIX..], &tail[0], &tail[1]].concat();
        if let Some(small) = gzip::pack(&whole) {
            packed = true;
            len = small.len();
            frame.truncate(PREFIX);
            tail = [small.into(), Bytes::new()];
            head.insert(names::ENCODING, HeaderValue::from_static(gzip::NAME));
        }
    }
    if put_prefix(&mut frame, packed, len).is_none() {
        return Sent::TooLong;
    }
    head.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/grpc+proto"),
    );
    let mut trailers = HeaderMap::with_capacity(2);
    trailers.insert(names::STATUS, HeaderValue::from_static("0"));
    metadata::write_reply(&mut trailers, attachments);
    let [middle, end] = tail;
    let pieces = [Bytes::from(frame), middle, end];
    match stream(
        connection,
        respond,
        StatusCode::OK,
        head,
        pieces,
        Some(trailers),
    )
    .await
    {
        Ok(()) => Sent::Whole,
        Err(_) => Sent::Broken,
    }
}

/// The frame of a value in its wrapper; a long value stays where it is, between its frame and the rest.
fn wrap(value: Bytes, class: &str, serialization: &str) -> (Vec<u8>, [Bytes; 2]) {
    let response = wrapper::Response {
        serialization,
        data: &value,
        class,
    };
    if value.len() < COPY_BYTES {
        let mut frame = Vec::with_capacity(PREFIX + value.len() + response.overhead());
        frame.resize(PREFIX, 0);
        response.write(&mut frame);
        return (frame, [Bytes::new(), Bytes::new()]);
    }
    let mut frame = Vec::with_capacity(PREFIX + response.overhead());
    frame.resize(PREFIX, 0);
    let mut rest = Vec::with_capacity(response.overhead());
    response.write_around(&mut frame, &mut rest);
    (frame, [value, rest.into()])
}

/// A reply of headers only.
pub(super) fn status(
    respond: &mut SendResponse<Bytes>,
    code: Code,
    message: &str,
    attachments: Vec<(String, String)>,
) -> Sent {
    let mut response = Response::new(());
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/grpc+proto"),
    );
    headers.insert(names::STATUS, HeaderValue::from_static(code.text()));
    metadata::write_reply(headers, attachments);
    if let Ok(message) = HeaderValue::try_from(encode_message(message)) {
        headers.insert(names::MESSAGE, message);
    }
    match respond.send_response(response, true) {
        Ok(_) => Sent::Whole,
        Err(_) => Sent::Broken,
    }
}

/// Sends a whole reply, waiting for the peer to make room for it.
pub(super) async fn stream(
    connection: &Arc<Connection>,
    respond: &mut SendResponse<Bytes>,
    status: StatusCode,
    head: HeaderMap,
    pieces: [Bytes; 3],
    trailers: Option<HeaderMap>,
) -> Result<(), h2::Error> {
    let mut response = Response::new(());
    *response.status_mut() = status;
    *response.headers_mut() = head;
    let mut stream = respond.send_response(response, false)?;
    let waiting = Waiting::new(connection, pieces.iter().map(Bytes::len).sum());
    let mut pieces = pieces
        .into_iter()
        .filter(|piece| !piece.is_empty())
        .peekable();
    while let Some(piece) = pieces.next() {
        let last = pieces.peek().is_none() && trailers.is_none();
        data(&mut stream, piece, last, &waiting).await?;
    }
    match trailers {
        Some(trailers) => stream.send_trailers(trailers),
        None => Ok(()),
    }
}

/// Bytes of a reply that wait to be read, counted until they have left or the reply is given up.
pub(super) struct Waiting<'a> {
    connection: &'a Arc<Connection>,
    bytes: usize,
    /// Time in which the peer has to make some room.
    stall: Option<Duration>,
}

impl<'a> Waiting<'a> {
    pub(super) fn new(connection: &'a Arc<Connection>, bytes: usize) -> Self {
        connection.outbox.added(bytes);
        Self {
            connection,
            bytes,
            stall: Some(connection.state.limits.write_stall),
        }
    }

    /// Waits for as long as the peer lets it, as a stream does: its next result is not made meanwhile.
    pub(super) fn patient(mut self) -> Self {
        self.stall = None;
        self
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.connection.outbox.written(self.bytes);
    }
}

/// Sends one piece as far and as soon as flow control lets it.
pub(super) async fn data(
    stream: &mut SendStream<Bytes>,
    mut piece: Bytes,
    last: bool,
    waiting: &Waiting<'_>,
) -> Result<(), h2::Error> {
    stream.reserve_capacity(piece.len());
    while stream.capacity() < piece.len() {
        let ready = std::future::poll_fn(|cx| stream.poll_capacity(cx));
        let room = match waiting.stall {
            Some(stall) => timeout(stall, ready).await,
            None => Ok(ready.await),
        };
        let room = match room {
            Ok(Some(room)) => room?,
            Ok(None) => return Err(Reason::CANCEL.into()),
            Err(_) => {
                tracing::debug!(stall = ?waiting.stall, "a peer made no room for a reply");
                stream.send_reset(Reason::CANCEL);
                return Err(Reason::CANCEL.into());
            }
        };
        if room < piece.len() {
            let part = piece.split_to(room);
            stream.send_data(part, false)?;
            stream.reserve_capacity(piece.len());
        }
    }
    stream.send_data(piece, last)
}

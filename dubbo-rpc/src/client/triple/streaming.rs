//! One call whose arguments or results come one after the other.
//!
//! Upstream: `TripleInvoker.invokeServerStream`, `invokeBiOrClientStream`.

use bytes::Bytes;
use futures_util::StreamExt;
use h2::client::ResponseFuture;
use h2::{Reason, RecvStream, SendStream};
use http::header::HeaderMap;

use super::ClientOptions;
use super::exchange::{Answer, Broken, data, refused, status_of, unpacked};
use crate::fault::Fault;
use crate::stream::{ClientStreams, Requests};
use crate::triple::message::{PREFIX, Reader, put_prefix};
use crate::triple::metadata;
use crate::triple::status::Code;

/// Why a stream did not come to its end.
pub(super) enum Stopped {
    Broken(Broken),
    /// This side cannot go on: a value has no bytes, or bytes are no value, or nobody reads the results.
    Here(Fault),
}

impl From<h2::Error> for Stopped {
    fn from(error: h2::Error) -> Self {
        Self::Broken(Broken::Lost(error))
    }
}

impl From<Broken> for Stopped {
    fn from(broken: Broken) -> Self {
        Self::Broken(broken)
    }
}

/// Sends and receives until the provider ends the call. `first` is the request where it is one message.
pub(super) async fn stream(
    response: ResponseFuture,
    mut out: SendStream<Bytes>,
    first: Option<Bytes>,
    mut streams: ClientStreams,
    options: &ClientOptions,
) -> Result<Answer, Stopped> {
    let requests = streams.requests.take();
    let sending = send(&mut out, first, requests, options);
    let receiving = receive(response, &mut streams, options);
    tokio::pin!(sending, receiving);
    tokio::select! {
        answer = &mut receiving => return answer,
        sent = &mut sending => match sent {
            Ok(()) => {}
            // The answer says why nobody wanted the rest.
            Err(Stopped::Broken(Broken::Lost(error))) if error.reason() == Some(Reason::NO_ERROR) => {}
            Err(stopped) => return Err(stopped),
        },
    }
    receiving.await
}

async fn send(
    out: &mut SendStream<Bytes>,
    first: Option<Bytes>,
    requests: Option<Requests>,
    options: &ClientOptions,
) -> Result<(), Stopped> {
    if let Some(frame) = first {
        return Ok(data(out, frame, requests.is_none()).await?);
    }
    if let Some(mut requests) = requests {
        while let Some(message) = requests.next().await {
            let frame = framed(&message.map_err(Stopped::Here)?, options).map_err(Stopped::Here)?;
            data(out, frame, false).await?;
        }
    }
    Ok(data(out, Bytes::new(), true).await?)
}

/// The frame of a message that goes as it is.
pub(super) fn framed(message: &[u8], options: &ClientOptions) -> Result<Bytes, Fault> {
    let (len, limit) = (message.len(), options.payload_bytes);
    let too_long = || {
        Fault::protocol(format!(
            "Data length too large: {len}, max payload: {limit}; the message was not sent"
        ))
    };
    if u32::try_from(len).map_or(true, |len| len > limit) {
        return Err(too_long());
    }
    let mut frame = Vec::with_capacity(PREFIX + len);
    frame.resize(PREFIX, 0);
    frame.extend_from_slice(message);
    put_prefix(&mut frame, false, len).ok_or_else(too_long)?;
    Ok(frame.into())
}

async fn receive(
    response: ResponseFuture,
    streams: &mut ClientStreams,
    options: &ClientOptions,
) -> Result<Answer, Stopped> {
    let (parts, mut body) = response.await?.into_parts();
    if let Some(refused) = refused(&parts) {
        return Ok(refused);
    }
    receive_all(&mut body, &parts.headers, streams, options).await?;
    let trailers = body.trailers().await?.unwrap_or_default();
    let outcome = match status_of(&trailers) {
        Some((Code::OK, _)) => Ok(Bytes::new()),
        Some(status) => Err(status),
        None => Err((
            Code::UNKNOWN,
            "the answer ends without grpc-status".to_owned(),
        )),
    };
    Ok(Answer {
        outcome,
        thrown: false,
        attachments: metadata::read_reply(&trailers),
    })
}

/// Hands every message on; a provider is read no faster than its results are taken.
async fn receive_all(
    body: &mut RecvStream,
    headers: &HeaderMap,
    streams: &mut ClientStreams,
    options: &ClientOptions,
) -> Result<(), Stopped> {
    let limit = usize::try_from(options.payload_bytes).unwrap_or(usize::MAX);
    let mut reader = Reader::default();
    while let Some(piece) = body.data().await {
        let piece = piece?;
        let len = piece.len();
        reader.push(piece);
        while let Some((packed, message)) = reader
            .next(limit)
            .map_err(|error| Broken::Bytes(error.to_string()))?
        {
            let message = unpacked(headers, packed, message, options.payload_bytes)?;
            (streams.replies)(message, &options.hessian)
                .await
                .map_err(Stopped::Here)?;
        }
        let _ = body.flow_control().release_capacity(len);
    }
    if reader.pending() > 0 {
        return Err(Broken::Bytes("it ends within a message".to_owned()).into());
    }
    Ok(())
}

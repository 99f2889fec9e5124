//! The messages of a request's body, whole and unpacked, as they come.

use std::sync::Arc;

use bytes::Bytes;
use http::HeaderMap;
use tokio::task::yield_now;
use tokio::time::{Instant, timeout, timeout_at};

use super::super::state::{HalfReceived, State};
use super::content::Content;
use super::unary::Refused;
use super::{exhausted, payload_bytes};
use crate::frame::Status;
use crate::limits::SMALL_FRAME_BYTES;
use crate::text;
use crate::triple::message::{FrameError, Reader};
use crate::triple::status::Code;
use crate::triple::{gzip, names};

/// Takes messages out of a body. A peer whose messages are not asked for is not read.
pub(super) struct Messages {
    body: Content,
    reader: Reader,
    /// Whether messages may be packed.
    packed: bool,
    half_received: Option<HalfReceived>,
}

impl Messages {
    pub(super) fn new(body: Content, packed: bool) -> Self {
        Self {
            body,
            reader: Reader::default(),
            packed,
            half_received: None,
        }
    }

    /// The only message there is, which has to be whole in time.
    pub(super) async fn only(mut self, state: &Arc<State>) -> Result<Bytes, Refused> {
        let whole = Instant::now() + state.limits.frame_read;
        let message = self.next(state, Some(whole)).await?;
        let message = message.ok_or_else(|| broken("the request has no message"))?;
        match self.next(state, Some(whole)).await? {
            None => Ok(message),
            Some(_) => Err(broken("more than one message in a call that takes one")),
        }
    }

    /// The next message, `None` at the body's end. It may take its time to begin, unless there is a `deadline`; once begun it has to be
    /// whole within `frame_read`.
    pub(super) async fn next(
        &mut self,
        state: &Arc<State>,
        mut deadline: Option<Instant>,
    ) -> Result<Option<Bytes>, Refused> {
        let limit = payload_bytes(state);
        let patience = state.limits.frame_read;
        loop {
            if let Some((packed, message)) = self.reader.next(limit)? {
                let message = self.unpacked(state, packed, message, limit).await?;
                self.half_received = None;
                return Ok(Some(message));
            }
            if self.body.is_over() {
                break;
            }
            self.reserve(state, limit)?;
            if self.reader.pending() > 0 {
                deadline = deadline.or_else(|| Instant::now().checked_add(patience));
            }
            let piece = match deadline {
                Some(deadline) => timeout_at(deadline, self.body.next()).await.map_err(|_| {
                    let message = format!(
                        "a message was not complete after {patience:?}, limit `frame_read`"
                    );
                    Refused::Because(Status::BAD_REQUEST, Code::DEADLINE_EXCEEDED, message)
                })?,
                None => self.body.next().await,
            };
            let Some(piece) = piece else { break };
            self.reader.push(piece.map_err(|_| Refused::Gone)?);
        }
        if self.reader.pending() > 0 {
            return Err(broken("the request ends within a message"));
        }
        Ok(None)
    }

    /// A long message takes its share of what all may hold.
    fn reserve(&mut self, state: &Arc<State>, limit: usize) -> Result<(), Refused> {
        let wanted = self.reader.wanted(limit)?.unwrap_or(0);
        if wanted <= SMALL_FRAME_BYTES || self.half_received.is_some() {
            return Ok(());
        }
        self.half_received = HalfReceived::reserve(state, wanted);
        if self.half_received.is_some() {
            return Ok(());
        }
        let message = exhausted("half_received_bytes", state.limits.half_received_bytes);
        Err(Refused::Because(
            Status::EXHAUSTED,
            Code::UNAVAILABLE,
            message,
        ))
    }

    /// The message as it was before it was packed. A long one is unpacked in its turn, and step by step: a few bytes that unpack to millions
    /// take no more than their share of the processors.
    async fn unpacked(
        &self,
        state: &State,
        packed: bool,
        message: Bytes,
        limit: usize,
    ) -> Result<Bytes, Refused> {
        if !packed {
            return Ok(message);
        }
        if !self.packed {
            return Err(broken(
                "a message is compressed, but header `grpc-encoding` names no encoding",
            ));
        }
        let code = |error: &gzip::UnpackError| match error {
            gzip::UnpackError::Format(_) => Code::INTERNAL,
            _ => Code::RESOURCE_EXHAUSTED,
        };
        let failed = |error: gzip::UnpackError| {
            Refused::Because(Status::BAD_REQUEST, code(&error), error.to_string())
        };
        let mut unpacking = gzip::Unpacking::new(message, limit).map_err(failed)?;
        if !unpacking.step().map_err(failed)? {
            let patience = state.limits.frame_read;
            let turn = timeout(patience, state.unpacking.acquire()).await;
            // The turns are never closed.
            let _turn = turn.map_err(|_| {
                let message = exhausted("unpacking", state.limits.unpacking);
                Refused::Because(Status::EXHAUSTED, Code::UNAVAILABLE, message)
            })?;
            while !unpacking.step().map_err(failed)? {
                yield_now().await;
            }
        }
        Ok(unpacking.into_plain().into())
    }
}

fn broken(message: &str) -> Refused {
    Refused::Because(Status::BAD_REQUEST, Code::INTERNAL, message.to_owned())
}

/// Whether messages of the request may be packed, in the one way that is known here.
pub(super) fn packing(headers: &HeaderMap) -> Result<bool, Refused> {
    match headers.get(names::ENCODING).map(|value| value.as_bytes()) {
        None | Some(b"identity") => Ok(false),
        Some(b"gzip") => Ok(true),
        Some(other) => {
            let name = text::name(&String::from_utf8_lossy(other));
            Err(Refused::unimplemented(format!(
                "grpc-encoding {name} is not accepted, only gzip and identity"
            )))
        }
    }
}

/// Whether the reply may be packed by gzip.
pub(super) fn accepts_gzip(headers: &HeaderMap) -> bool {
    headers
        .get(names::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|list| list.split(',').any(|name| name.trim() == gzip::NAME))
}

impl From<FrameError> for Refused {
    fn from(error: FrameError) -> Self {
        let code = match error {
            FrameError::Flag(_) => Code::INTERNAL,
            FrameError::TooLong { .. } => Code::RESOURCE_EXHAUSTED,
        };
        Self::Because(Status::BAD_REQUEST, code, error.to_string())
    }
}

//! One call in JSON: `POST /{interface}/{method}` with an array of the arguments, or the only argument as it is.
//!
//! Upstream: `JsonCodec` and `DefaultHttpMessageListener` of dubbo-remoting-http12. A service of plain Java values needs
//! nothing for it; what it answers is the result in JSON, and what fails is `{"status":"500","message":"..."}`.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_util::FutureExt;
use h2::server::SendResponse;
use http::header::{ALLOW, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderValue};
use http::request::Parts;
use http::{Method, StatusCode};
use http_body_util::BodyExt;
use serde_json::json;
use tokio::time::{Instant, timeout};

use super::super::record::{Given, LATE, NotStarted, PANICKED, Record};
use super::super::state::{Connection, HalfReceived, Kind, State, Ticket};
use super::super::stats::{Counters, Ending, HTTP};
use super::content::Content;
use super::events::{self, Outgoing};
use super::unary::{Refused, names_of};
use super::{exhausted, payload_bytes, reply, too_many_replies};
use crate::dispatch::{Arguments, Outcome, Refusal, Started};
use crate::fault::Fault;
use crate::frame::Status;
use crate::limits::SMALL_FRAME_BYTES;
use crate::text;
use crate::triple::metadata;
use crate::triple::status::Code;

const JSON: &str = "application/json";

/// How a caller says how long it waits, in milliseconds (`TripleHeaderEnum.SERVICE_TIMEOUT`).
const TIMEOUT: &str = crate::triple::names::SERVICE_TIMEOUT;

/// What is still read of a request that is refused by its headers.
const DISCARDED_BYTES_MAX: usize = 64 * 1024;
const DISCARDED_WITHIN: Duration = Duration::from_secs(1);

/// A whole answer.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Outgoing,
}

impl Answer {
    fn new(status: StatusCode, content_type: &'static str, body: Bytes) -> Self {
        let mut headers = HeaderMap::with_capacity(2);
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        headers.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
        Self {
            status,
            headers,
            body: Outgoing::Whole(body),
        }
    }

    fn value(body: Bytes, attachments: Vec<(String, String)>) -> Self {
        let mut answer = Self::new(StatusCode::OK, JSON, body);
        metadata::write_reply(&mut answer.headers, attachments);
        answer
    }

    fn error(status: u16, message: &str) -> Self {
        let code = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self::new(code, JSON, failure(status, message).into())
    }

    pub(super) fn refused(refused: Refused) -> Self {
        match refused {
            Refused::Because(_, code, message) => {
                Self::error(code.http(), &text::message(&message))
            }
            Refused::Gone => Self::error(400, "the request was given up"),
        }
    }
}

/// What is said of a failure (`ErrorResponse`).
pub(super) fn failure(status: u16, message: &str) -> String {
    json!({"status": status.to_string(), "message": message}).to_string()
}

/// Serves a stream of HTTP/2 whose content is no gRPC.
pub(super) async fn serve_stream(
    connection: Arc<Connection>,
    parts: Parts,
    body: Content,
    mut respond: SendResponse<Bytes>,
) {
    let body = Body::Http2(body);
    let head = parts.method == Method::HEAD;
    let answer = tokio::select! {
        biased;
        answer = answer(&connection, &parts, body) => answer,
        // Its work goes on, and sees in its context that nobody waits.
        _ = std::future::poll_fn(|cx| respond.poll_reset(cx)) => return,
    };
    let body = match answer.body {
        _ if head => Bytes::new(),
        Outgoing::Whole(body) => body,
        Outgoing::Events(events) => {
            let mut response = http::Response::new(());
            *response.status_mut() = answer.status;
            *response.headers_mut() = answer.headers;
            return events.send(&connection, respond, response).await;
        }
    };
    let pieces = [body, Bytes::new(), Bytes::new()];
    // Who no longer reads has given the answer up.
    let sent = if pieces[0].is_empty() {
        let mut response = http::Response::new(());
        *response.status_mut() = answer.status;
        *response.headers_mut() = answer.headers;
        respond.send_response(response, true).map(drop)
    } else {
        reply::stream(
            &connection,
            &mut respond,
            answer.status,
            answer.headers,
            pieces,
            None,
        )
        .await
    };
    if let Err(error) = sent {
        tracing::debug!(%error, "an answer in JSON was not read");
    }
}

/// What a request brings beside its headers.
pub(super) enum Body {
    Http1(hyper::body::Incoming),
    Http2(Content),
}

impl Body {
    /// The next piece; `Err` when the peer has given the request up.
    async fn next(&mut self) -> Option<Result<Bytes, Refused>> {
        match self {
            Self::Http1(body) => {
                let frame = body.frame().await?;
                // Trailers say nothing here.
                let piece = frame.map(|frame| frame.into_data().unwrap_or_default());
                Some(piece.map_err(|_| Refused::Gone))
            }
            Self::Http2(body) => Some(body.next().await?.map_err(|_| Refused::Gone)),
        }
    }
}

/// A body of at most the payload's length, within the time a message may take; with its share of what all may hold, where it is long.
pub(super) async fn collect(
    state: &Arc<State>,
    headers: &HeaderMap,
    mut content: Body,
) -> Result<(Bytes, Option<HalfReceived>), Refused> {
    let limit = payload_bytes(state);
    let too_long = |len: usize| {
        let message = format!("Data length too large: {len}, max payload: {limit}");
        Refused::Because(Status::BAD_REQUEST, Code::RESOURCE_EXHAUSTED, message)
    };
    let stated: Option<usize> = headers
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse().ok());
    if let Some(len) = stated.filter(|len| *len > limit) {
        return Err(too_long(len));
    }
    let patience = state.limits.frame_read;
    let reading = async {
        let mut body = BytesMut::new();
        let mut half_received: Option<HalfReceived> = None;
        while let Some(piece) = content.next().await {
            let piece = piece?;
            body.extend_from_slice(&piece);
            if body.len() > limit {
                return Err(too_long(body.len()));
            }
            if body.len() > SMALL_FRAME_BYTES && half_received.is_none() {
                half_received = HalfReceived::reserve(state, stated.unwrap_or(limit));
                if half_received.is_none() {
                    let limit = state.limits.half_received_bytes;
                    let message = exhausted("half_received_bytes", limit);
                    return Err(Refused::Because(
                        Status::EXHAUSTED,
                        Code::UNAVAILABLE,
                        message,
                    ));
                }
            }
        }
        Ok((body.freeze(), half_received))
    };
    timeout(patience, reading).await.unwrap_or_else(|_| {
        let message =
            format!("the request was not complete after {patience:?}, limit `frame_read`");
        Err(Refused::Because(
            Status::BAD_REQUEST,
            Code::DEADLINE_EXCEEDED,
            message,
        ))
    })
}

/// Reads and drops what a request still brings that is answered by its headers alone, as far as that is little and comes soon: only at its end is it seen whether it is a request at all.
async fn discard(mut content: Body) {
    let Body::Http2(body) = &mut content else {
        return;
    };
    let reading = async {
        let mut left = DISCARDED_BYTES_MAX;
        while !body.is_over() {
            match body.next().await {
                Some(Ok(piece)) if piece.len() < left => left -= piece.len(),
                _ => return,
            }
        }
    };
    let _ = timeout(DISCARDED_WITHIN, reading).await;
}

/// Answers one request, whichever HTTP it came by.
pub(super) async fn answer(connection: &Arc<Connection>, parts: &Parts, body: Body) -> Answer {
    let received_at = Instant::now();
    let path = parts.uri.path();
    if matches!(parts.method, Method::GET | Method::HEAD) {
        let documents = &connection.state.http.documents;
        if let Some(found) = documents.iter().find(|document| document.path == path) {
            return Answer::new(StatusCode::OK, found.content_type, found.body.clone());
        }
    }
    if parts.method != Method::POST {
        discard(body).await;
        let mut answer = Answer::error(
            if names_of(path).is_some() { 405 } else { 404 },
            "a call is POST /{interface}/{method}",
        );
        if answer.status == StatusCode::METHOD_NOT_ALLOWED {
            answer
                .headers
                .insert(ALLOW, HeaderValue::from_static("POST"));
        }
        return answer;
    }
    let is_json = |kind: &HeaderValue| {
        let kind = kind.as_bytes().to_ascii_lowercase();
        kind.strip_prefix(JSON.as_bytes())
            .is_some_and(|rest| matches!(rest.first(), None | Some(b';' | b' ')))
    };
    if !parts.headers.get(CONTENT_TYPE).is_some_and(is_json) {
        discard(body).await;
        let message =
            "content-type must be application/json here; Triple's is application/grpc over HTTP/2";
        return Answer::error(415, message);
    }
    Counters::add(&connection.state.counters.requests);
    match call(connection, parts, body, received_at).await {
        Ok(answer) => answer,
        Err(refused) => {
            if let Refused::Because(status, ..) = &refused {
                connection.turned_down(HTTP, *status);
            }
            Answer::refused(refused)
        }
    }
}

/// Does the call. What is `Err` was not counted yet.
async fn call(
    connection: &Arc<Connection>,
    parts: &Parts,
    body: Body,
    received_at: Instant,
) -> Result<Answer, Refused> {
    let state = &connection.state;
    let (path, method) = names_of(parts.uri.path())
        .ok_or_else(|| Refused::unimplemented("the path is no /{interface}/{method}".to_owned()))?;
    let mut metadata = metadata::read(&parts.headers, &state.limits).map_err(|message| {
        Refused::Because(Status::BAD_REQUEST, Code::INVALID_ARGUMENT, message)
    })?;
    let (index, export) = state
        .registry
        .route_triple(path, method, &metadata.routing)?;
    let (body, _) = collect(state, &parts.headers, body).await?;
    let streamed = export.streamed(method);
    if let Some(method) = streamed.filter(|method| export.is_server_stream(*method)) {
        let message = export.json_message(method, &body).map_err(refused)?;
        metadata.budget = budget(&parts.headers, metadata.budget);
        return events::serve(connection, (index, method), message, metadata, received_at).await;
    }
    let (target, arguments) = export.json_arguments(method, &body).map_err(refused)?;
    drop(body);
    let ticket = Ticket::take(connection).map_err(|(name, limit)| {
        Refused::Because(Status::EXHAUSTED, Code::UNAVAILABLE, exhausted(name, limit))
    })?;
    let mut record = Record::new(ticket, HTTP, received_at);
    record.export = Some((Kind::Values, index));
    record.application = metadata.routing.remote_application.take().map(Arc::from);
    let budget = budget(&parts.headers, metadata.budget);
    let gone = Arc::new(AtomicBool::new(false));
    let given = Given {
        attachments: std::mem::take(&mut metadata.attachments),
        routing: &metadata.routing,
        budget,
        gone: Some(Arc::clone(&gone)),
    };
    let work = match record.start(target, Arguments::Loose(&arguments), given) {
        Ok(Started::Running(work)) => work,
        Ok(Started::Done(value)) => Box::pin(std::future::ready(Outcome {
            result: Ok(value),
            attachments: Vec::new(),
        })),
        Err(error) => return Ok(not_started(&record, error)),
    };
    let deadline = record.deadline(budget);
    // A task of its own: a peer that goes away must not stop work in its middle.
    let mut task = tokio::spawn(async move {
        let outcome = AssertUnwindSafe(work).catch_unwind().await.ok();
        finish(&record, outcome)
    });
    let late = async {
        match deadline {
            Some(deadline) => tokio::time::sleep_until(deadline).await,
            None => std::future::pending().await,
        }
    };
    let waiting = Waiting(gone);
    let answer = tokio::select! {
        biased;
        answer = &mut task => answer.unwrap_or_else(|_| Answer::error(500, PANICKED)),
        () = late => {
            drop(waiting);
            let message = "the call was not done in the time its caller gives it; it may be done later";
            return Ok(Answer::error(504, message));
        }
    };
    Ok(answer)
}

/// Says in the call's context that nobody waits any more, when it is dropped.
struct Waiting(Arc<AtomicBool>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

fn budget(headers: &HeaderMap, stated: Option<Duration>) -> Option<Duration> {
    let ms = headers
        .get(TIMEOUT)
        .and_then(|value| value.to_str().ok()?.parse().ok());
    let own = ms.map(Duration::from_millis);
    match (own, stated) {
        (Some(own), Some(stated)) => Some(own.min(stated)),
        (own, stated) => own.or(stated),
    }
}

/// As Triple refuses it; but what is wrong with an argument is the caller's to mend, and HTTP has a word for it.
pub(super) fn refused(refusal: Refusal) -> Refused {
    match Refused::from(refusal) {
        Refused::Because(Status::BAD_REQUEST, Code::INTERNAL, message) => {
            Refused::Because(Status::BAD_REQUEST, Code::INVALID_ARGUMENT, message)
        }
        other => other,
    }
}

pub(super) fn not_started(record: &Record, error: NotStarted) -> Answer {
    let because = match error {
        NotStarted::Refused(refusal) => refused(refusal),
        NotStarted::Late => Refused::Because(
            Status::SERVER_TIMEOUT,
            Code::DEADLINE_EXCEEDED,
            LATE.to_owned(),
        ),
        NotStarted::Panicked => {
            Refused::Because(Status::SERVICE_ERROR, Code::UNKNOWN, PANICKED.to_owned())
        }
    };
    if let Refused::Because(status, ..) = &because {
        record.ended(Ending::Refused(*status));
    }
    Answer::refused(because)
}

/// The answer for what the work came to; `None` for a handler that panicked.
fn finish(record: &Record, outcome: Option<Outcome>) -> Answer {
    let Some(Outcome {
        result,
        attachments,
    }) = outcome
    else {
        record.count_panic();
        record.ended(Ending::Exception);
        return Answer::error(500, PANICKED);
    };
    let connection = record.ticket.connection();
    let refuse = |status: Status, http: u16, message: &str| {
        record.ended(Ending::Refused(status));
        Answer::error(http, message)
    };
    if let Some(message) = too_many_replies(connection) {
        return refuse(Status::EXHAUSTED, 503, &message);
    }
    match result.map_err(Fault::into_reply) {
        Ok(value) => {
            let limits = &connection.state.limits;
            let Some(Ok(text)) = record.export().map(|export| export.to_json(&value, limits))
            else {
                return refuse(Status::BAD_RESPONSE, 500, "the result has no form in JSON");
            };
            let limit = payload_bytes(&connection.state);
            if text.len() > limit {
                let message = format!(
                    "Data length too large: {}, max payload: {limit}",
                    text.len()
                );
                return refuse(Status::BAD_RESPONSE, 500, &message);
            }
            record.ended(Ending::Value);
            Answer::value(text.into(), attachments)
        }
        Err(Ok(thrown)) => {
            record.ended(Ending::Exception);
            Answer::error(500, thrown.message().unwrap_or_else(|| thrown.class()))
        }
        Err(Err((status, message))) => refuse(
            status,
            Code::of_refusal(status).http(),
            &text::message(&message),
        ),
    }
}

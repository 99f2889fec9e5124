//! One call in JSON whose results come one after the other: an event each (`text/event-stream`), over HTTP/1.1 and HTTP/2.
//!
//! Upstream: `Http1SseServerChannelObserver` and `Http2SseServerChannelObserver` of 3.3, which write `data:`, the value in JSON and an empty line,
//! whatever the caller accepts. The head goes with the first event; what fails is an event `{"status":"500","message":"..."}`, whose status is
//! the head's where nothing came before it.

use std::convert::Infallible;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context as TaskContext, Poll};

use bytes::Bytes;
use futures_util::FutureExt;
use h2::SendStream;
use h2::server::SendResponse;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderMap, HeaderValue};
use http::{Response, StatusCode};
use hyper::body::{Frame, SizeHint};
use tokio::sync::mpsc;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::super::record::{Given, PANICKED, Record};
use super::super::state::{Connection, Kind, Ticket};
use super::super::stats::{Ending, HTTP};
use super::json::{self, Answer};
use super::reply::{self, Waiting};
use super::stream::{Outlet, Until, Way, write};
use super::unary::Refused;
use super::{exhausted, payload_bytes};
use crate::body::reply::EncodedValue;
use crate::dispatch::{CallFuture, Outcome};
use crate::fault::Fault;
use crate::frame::Status;
use crate::stream::{MESSAGES_AHEAD, ServerStreams};
use crate::text;
use crate::triple::metadata::Metadata;
use crate::triple::status::Code;
use crate::triple::wrapper;

/// The body of an answer.
#[derive(Debug)]
pub(super) enum Outgoing {
    Whole(Bytes),
    Events(Events),
}

/// Events as they come.
#[derive(Debug)]
pub(super) struct Events {
    first: Option<Bytes>,
    rest: mpsc::Receiver<Event>,
}

/// A line of its own, with the status of an answer that begins with it.
type Event = (StatusCode, Bytes);

impl Outgoing {
    pub(super) fn of(body: Bytes) -> Self {
        Self::Whole(body)
    }
}

impl hyper::body::Body for Outgoing {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut TaskContext<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let piece = match self.get_mut() {
            Self::Whole(body) if body.is_empty() => None,
            Self::Whole(body) => Some(std::mem::take(body)),
            Self::Events(events) => match events.first.take() {
                Some(first) => Some(first),
                None => match events.rest.poll_recv(cx) {
                    Poll::Ready(next) => next.map(|(_, event)| event),
                    Poll::Pending => return Poll::Pending,
                },
            },
        };
        Poll::Ready(piece.map(|piece| Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::Whole(body) if body.is_empty())
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(body) => SizeHint::with_exact(body.len() as u64),
            Self::Events(_) => SizeHint::default(),
        }
    }
}

impl Events {
    /// Sends them on a stream of HTTP/2, as fast as the caller reads.
    pub(super) async fn send(
        self,
        connection: &Arc<Connection>,
        mut respond: SendResponse<Bytes>,
        head: Response<()>,
    ) {
        let Ok(mut out) = respond.send_response(head, false) else {
            return;
        };
        if let Err(error) = self.send_all(connection, &mut out).await {
            tracing::debug!(%error, "events were not read");
        }
    }

    async fn send_all(
        mut self,
        connection: &Arc<Connection>,
        out: &mut SendStream<Bytes>,
    ) -> Result<(), h2::Error> {
        let mut next = self.first.take();
        while let Some(event) = next {
            let waiting = Waiting::new(connection, event.len()).patient();
            reply::data(out, event, false, &waiting).await?;
            drop(waiting);
            next = tokio::select! {
                biased;
                reset = std::future::poll_fn(|cx| out.poll_reset(cx)) => return reset.map(drop),
                next = self.rest.recv() => next.map(|(_, event)| event),
            };
        }
        out.send_data(Bytes::new(), true)
    }
}

/// Begins a call of a method whose results come one after the other, with the message of its argument, and waits for the first of them.
/// What is `Err` was not counted yet.
pub(super) async fn serve(
    connection: &Arc<Connection>,
    (export, method): (usize, usize),
    message: Option<Vec<u8>>,
    mut metadata: Metadata,
    received_at: Instant,
) -> Result<Answer, Refused> {
    let ticket = Ticket::take(connection).map_err(|(name, limit)| {
        Refused::Because(Status::EXHAUSTED, Code::UNAVAILABLE, exhausted(name, limit))
    })?;
    let mut record = Record::new(ticket, HTTP, received_at);
    record.export = Some((Kind::Values, export));
    record.application = metadata.routing.remote_application.take().map(Arc::from);
    let (argument, incoming) = mpsc::channel(1);
    if let Some(message) = message {
        // Into an empty channel.
        let _ = argument.try_send(Ok(Bytes::from(message)));
    }
    drop(argument);
    let (outgoing, results) = mpsc::channel(MESSAGES_AHEAD);
    let limits = Arc::new(connection.state.limits.clone());
    let streams = ServerStreams::new(incoming, outgoing, limits).loosely();
    let gone = Arc::new(AtomicBool::new(false));
    let given = Given {
        attachments: std::mem::take(&mut metadata.attachments),
        routing: &metadata.routing,
        budget: metadata.budget,
        gone: Some(Arc::clone(&gone)),
    };
    let work = match record.start_stream(method, streams, given) {
        Ok(work) => work,
        Err(error) => return Ok(json::not_started(&record, error)),
    };
    // One at a time: the caller reads no slower than results are made.
    let (events, mut rest) = mpsc::channel(1);
    let begun = Begun {
        deadline: record.deadline(metadata.budget),
        record,
        work,
        results,
        events,
        gone,
    };
    tokio::spawn(begun.run());
    let (status, first) = match rest.recv().await {
        Some((status, first)) => (status, Some(first)),
        None => (StatusCode::OK, None),
    };
    let mut headers = HeaderMap::with_capacity(2);
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    Ok(Answer {
        status,
        headers,
        body: Outgoing::Events(Events { first, rest }),
    })
}

/// A call whose code is to be polled.
struct Begun {
    record: Record,
    work: CallFuture,
    deadline: Option<Instant>,
    /// What the code sends.
    results: mpsc::Receiver<Bytes>,
    events: mpsc::Sender<Event>,
    gone: Arc<AtomicBool>,
}

/// Results as events.
struct Values<'a> {
    record: &'a Record,
    events: &'a mpsc::Sender<Event>,
}

impl Outlet for Values<'_> {
    async fn gone(&mut self) {
        self.events.closed().await;
    }

    async fn send(&mut self, message: Bytes) -> Result<(), Way> {
        let state = self.record.state();
        let unfit = || Way::Unfit("a result has no form in JSON".to_owned());
        let limit = payload_bytes(state);
        let too_long = |len: usize| {
            Way::Unfit(format!(
                "Data length too large: {len}, max payload: {limit}"
            ))
        };
        let response = wrapper::Response::read(&message).map_err(|_| unfit())?;
        if response.data.len() > limit {
            return Err(too_long(response.data.len()));
        }
        let value = EncodedValue::from_bytes(response.data);
        let export = self.record.export();
        let written = export.map(|export| export.to_json(&value, &state.limits));
        let Some(Ok(text)) = written else {
            return Err(unfit());
        };
        if text.len() > limit {
            return Err(too_long(text.len()));
        }
        let event = (StatusCode::OK, event(&text));
        self.events.send(event).await.map_err(|_| Way::Gone)
    }
}

/// JSON of this crate's has no line breaks in it.
fn event(json: &str) -> Bytes {
    format!("data:{json}\n\n").into()
}

fn failed(status: u16, message: &str) -> Event {
    let code = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (code, event(&json::failure(status, message)))
}

impl Begun {
    async fn run(self) {
        let Self {
            record,
            work,
            deadline,
            mut results,
            events,
            gone,
        } = self;
        let mut work = AssertUnwindSafe(work).catch_unwind();
        let mut outcome: Option<Option<Outcome>> = None;
        let (ended, failed_early) = (CancellationToken::new(), CancellationToken::new());
        let way = {
            let until = Until {
                deadline,
                ended: &ended,
                failed: &failed_early,
            };
            let values = Values {
                record: &record,
                events: &events,
            };
            let writing = write(values, &mut results, until);
            tokio::pin!(writing);
            loop {
                tokio::select! {
                    biased;
                    done = &mut work, if outcome.is_none() => {
                        let done = done.ok();
                        if done.as_ref().is_none_or(|done| done.result.is_err()) {
                            failed_early.cancel();
                        }
                        ended.cancel();
                        outcome = Some(done);
                    }
                    way = &mut writing => break way,
                }
            }
        };
        // The code learns at its next step that nobody is there.
        drop(results);
        if !matches!(way, Way::Done) {
            gone.store(true, Ordering::Relaxed);
        }
        let said = match &way {
            Way::Done | Way::Gone => None,
            Way::Late => Some(failed(
                504,
                "the call was not done in the time its caller gives it",
            )),
            Way::Unfit(message) => Some(failed(500, message)),
        };
        if let Some(event) = said {
            let _ = events.send(event).await;
        }
        // Nobody waits for the end of what goes on.
        let events = matches!(way, Way::Done).then_some(events);
        // Done to its end, as a unary call's would be.
        let outcome = match outcome {
            Some(outcome) => outcome,
            None => work.await.ok(),
        };
        let (event, ending) = told(&record, outcome);
        if let (Some(events), Some(event)) = (events, event) {
            let _ = events.send(event).await;
        }
        record.ended(ending);
    }
}

/// What is said of the call's end, if anything; `None` for code that panicked.
fn told(record: &Record, outcome: Option<Outcome>) -> (Option<Event>, Ending) {
    let Some(Outcome { result, .. }) = outcome else {
        record.count_panic();
        return (Some(failed(500, PANICKED)), Ending::Exception);
    };
    match result.map_err(Fault::into_reply) {
        Ok(_) => (None, Ending::Value),
        Err(Ok(thrown)) => {
            let message = thrown.message().unwrap_or_else(|| thrown.class());
            (Some(failed(500, message)), Ending::Exception)
        }
        Err(Err((status, message))) => {
            let http = Code::of_refusal(status).http();
            let event = failed(http, &text::message(&message));
            (Some(event), Ending::Refused(status))
        }
    }
}

//! One Triple call whose arguments or results come one after the other.
//!
//! Upstream: `ServerStreamServerCallListener`, `BiStreamServerCallListener`.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use bytes::Bytes;
use futures_util::FutureExt;
use h2::SendStream;
use h2::server::SendResponse;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use http::{Response, StatusCode};
use tokio::sync::mpsc;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::super::record::{Given, PANICKED, Record};
use super::super::state::{Connection, State};
use super::super::stats::Ending;
use super::content::Content;
use super::messages::Messages;
use super::payload_bytes;
use super::reply::{self, Waiting};
use super::unary::{Opened, Refused};
use crate::dispatch::{CallFuture, Outcome};
use crate::fault::Fault;
use crate::frame::Status;
use crate::stream::{MESSAGES_AHEAD, ServerStreams};
use crate::text;
use crate::triple::message::{PREFIX, put_prefix};
use crate::triple::status::{Code, encode_message};
use crate::triple::{gzip, metadata, names};

/// Lets the call in and serves it in a task of its own.
pub(super) fn serve(
    connection: &Arc<Connection>,
    mut opened: Opened,
    method: usize,
    body: Content,
    mut respond: SendResponse<Bytes>,
    received_at: Instant,
) {
    match start(connection, &mut opened, method, received_at) {
        Ok(begun) => {
            let messages = Messages::new(body, opened.packed);
            tokio::spawn(begun.run(messages, respond, opened.pack));
        }
        Err((record, refused)) => match (record, refused) {
            (Some(record), Refused::Because(status, code, message)) => {
                record.ended(Ending::Refused(status));
                reply::status(&mut respond, code, &text::message(&message), Vec::new());
            }
            (_, refused) => refused.tell(connection, &mut respond),
        },
    }
}

/// A call whose code is to be polled.
struct Begun {
    record: Record,
    work: CallFuture,
    deadline: Option<Instant>,
    /// Hands the caller's messages to the code.
    arguments: mpsc::Sender<Result<Bytes, Fault>>,
    /// What the code sends.
    results: mpsc::Receiver<Bytes>,
    gone: Arc<AtomicBool>,
}

type NotBegun = (Option<Box<Record>>, Refused);

fn start(
    connection: &Arc<Connection>,
    opened: &mut Opened,
    method: usize,
    received_at: Instant,
) -> Result<Begun, NotBegun> {
    let mut record = opened
        .record(connection, received_at)
        .map_err(|refused| (None, refused))?;
    let (arguments, incoming) = mpsc::channel(MESSAGES_AHEAD);
    let (outgoing, results) = mpsc::channel(MESSAGES_AHEAD);
    let limits = Arc::new(connection.state.limits.clone());
    let streams = ServerStreams::new(incoming, outgoing, limits);
    let gone = Arc::new(AtomicBool::new(false));
    let given = Given {
        attachments: std::mem::take(&mut opened.metadata.attachments),
        routing: &opened.metadata.routing,
        budget: opened.metadata.budget,
        gone: Some(Arc::clone(&gone)),
    };
    match record.start_stream(method, streams, given) {
        Ok(work) => Ok(Begun {
            deadline: record.deadline(opened.metadata.budget),
            record,
            work,
            arguments,
            results,
            gone,
        }),
        Err(error) => Err((Some(Box::new(record)), error.into())),
    }
}

/// How the way to the caller ended.
pub(super) enum Way {
    /// Everything the code sent has left.
    Done,
    /// The caller gave the call up, or does not read.
    Gone,
    /// The call's time is up.
    Late,
    /// A result is longer than a message may be, or has no form in which the caller takes it.
    Unfit(String),
}

/// Where results go.
pub(super) trait Outlet {
    /// Waits until the caller has given the call up.
    async fn gone(&mut self);

    /// Sends a result, as soon as the caller lets it.
    async fn send(&mut self, message: Bytes) -> Result<(), Way>;
}

/// The stream of a call over Triple.
struct Framed<'a> {
    connection: &'a Arc<Connection>,
    out: &'a mut SendStream<Bytes>,
    pack: bool,
}

impl Outlet for Framed<'_> {
    async fn gone(&mut self) {
        let _ = std::future::poll_fn(|cx| self.out.poll_reset(cx)).await;
    }

    async fn send(&mut self, message: Bytes) -> Result<(), Way> {
        send(self.connection, self.out, message, self.pack).await
    }
}

impl Begun {
    async fn run(self, messages: Messages, mut respond: SendResponse<Bytes>, pack: bool) {
        let Self {
            record,
            work,
            deadline,
            arguments,
            mut results,
            gone,
        } = self;
        let connection = Arc::clone(record.ticket.connection());
        // The head goes first: a caller may wait for it before it sends anything.
        let Ok(mut out) = respond.send_response(head(pack), false) else {
            record.ended(Ending::Refused(Status::CHANNEL_INACTIVE));
            return;
        };
        let mut work = AssertUnwindSafe(work).catch_unwind();
        let mut outcome: Option<Option<Outcome>> = None;
        let (ended, failed) = (CancellationToken::new(), CancellationToken::new());
        let unfinished = arguments.downgrade();
        let reading = read(Arc::clone(&connection.state), messages, arguments);
        let (way, unfinished) = {
            let until = Until {
                deadline,
                ended: &ended,
                failed: &failed,
            };
            let outlet = Framed {
                connection: &connection,
                out: &mut out,
                pack,
            };
            let writing = write(outlet, &mut results, until);
            tokio::pin!(reading, writing);
            let mut reading = reading.fuse();
            let way = loop {
                tokio::select! {
                    biased;
                    done = &mut work, if outcome.is_none() => {
                        let done = done.ok();
                        if done.as_ref().is_none_or(|done| done.result.is_err()) {
                            failed.cancel();
                        }
                        ended.cancel();
                        outcome = Some(done);
                    }
                    way = &mut writing => break way,
                    () = &mut reading => {}
                }
            };
            // While `reading` still is: afterwards the stream would seem to have come to its end.
            (way, unfinished.upgrade())
        };
        // The code learns at its next step that nobody is there.
        drop(results);
        if !matches!(way, Way::Done) {
            gone.store(true, Ordering::Relaxed);
        }
        if let Way::Late = way {
            let message = "the call was not done in the time its caller gives it";
            finish(&mut out, Code::DEADLINE_EXCEEDED, message, Vec::new());
        } else if let Way::Unfit(message) = &way {
            finish(&mut out, Code::RESOURCE_EXHAUSTED, message, Vec::new());
        }
        // Done to its end, as a unary call's would be.
        let outcome = match outcome {
            Some(outcome) => outcome,
            None => {
                let tell = async move {
                    if let Some(arguments) = unfinished {
                        let _ = arguments.send(Err(broken_off())).await;
                    }
                };
                tokio::join!(work, tell).0.ok()
            }
        };
        let ending = tell(&record, &mut out, outcome, matches!(way, Way::Done));
        record.ended(ending);
    }
}

/// The call's end: its status, where the caller still waits for it.
fn tell(
    record: &Record,
    out: &mut SendStream<Bytes>,
    outcome: Option<Outcome>,
    heard: bool,
) -> Ending {
    let Some(Outcome {
        result,
        attachments,
    }) = outcome
    else {
        record.count_panic();
        if heard {
            finish(out, Code::UNKNOWN, PANICKED, Vec::new());
        }
        return Ending::Exception;
    };
    let (code, message, ending) = match result.map_err(Fault::into_reply) {
        Ok(_) => (Code::OK, String::new(), Ending::Value),
        Err(Ok(thrown)) => (Code::UNKNOWN, reply::told(&thrown), Ending::Exception),
        Err(Err((status, message))) => (
            Code::of_refusal(status),
            text::message(&message),
            Ending::Refused(status),
        ),
    };
    if heard {
        finish(out, code, &message, attachments);
    }
    ending
}

fn head(pack: bool) -> Response<()> {
    let mut response = Response::new(());
    *response.status_mut() = StatusCode::OK;
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/grpc+proto"),
    );
    if pack {
        headers.insert(names::ENCODING, HeaderValue::from_static(gzip::NAME));
    }
    response
}

fn finish(
    out: &mut SendStream<Bytes>,
    code: Code,
    message: &str,
    attachments: Vec<(String, String)>,
) {
    let mut trailers = HeaderMap::with_capacity(2);
    trailers.insert(names::STATUS, HeaderValue::from_static(code.text()));
    if !message.is_empty()
        && let Ok(message) = HeaderValue::try_from(encode_message(message))
    {
        trailers.insert(names::MESSAGE, message);
    }
    metadata::write_reply(&mut trailers, attachments);
    // Who is not there any more needs no status.
    let _ = out.send_trailers(trailers);
}

fn broken_off() -> Fault {
    Fault::transport("the caller broke off before the end of its stream")
}

/// Hands the caller's messages to the code, as fast as it takes them. Who has gone is told as an error.
async fn read(
    state: Arc<State>,
    mut messages: Messages,
    arguments: mpsc::Sender<Result<Bytes, Fault>>,
) {
    loop {
        // A place first: what cannot be handed on is not read.
        let Ok(place) = arguments.reserve().await else {
            return;
        };
        let next = tokio::select! {
            biased;
            () = arguments.closed() => return,
            next = messages.next(&state, None) => next,
        };
        match next {
            Ok(Some(message)) => place.send(Ok(message)),
            Ok(None) => return,
            Err(Refused::Gone) => {
                return place.send(Err(broken_off()));
            }
            Err(Refused::Because(status, _, message)) => {
                return place.send(Err(Fault::refused(status, message)));
            }
        }
    }
}

/// What ends a stream before its senders do.
pub(super) struct Until<'a> {
    pub(super) deadline: Option<Instant>,
    /// The code has come to its end, well or not.
    pub(super) ended: &'a CancellationToken,
    /// The code has failed.
    pub(super) failed: &'a CancellationToken,
}

/// Sends what the code sends, until it has come to its end and dropped every sender, or has failed; what it sent before still leaves.
/// Ends between messages only: half of one would make the rest unreadable.
pub(super) async fn write(
    mut outlet: impl Outlet,
    results: &mut mpsc::Receiver<Bytes>,
    until: Until<'_>,
) -> Way {
    let late = async {
        match until.deadline {
            Some(deadline) => tokio::time::sleep_until(deadline).await,
            None => std::future::pending().await,
        }
    };
    tokio::pin!(late);
    // Code that sends no more may still read.
    let mut all_sent = false;
    loop {
        let next = tokio::select! {
            biased;
            () = outlet.gone() => return Way::Gone,
            () = &mut late => return Way::Late,
            next = results.recv(), if !all_sent => {
                all_sent = next.is_none();
                next
            }
            () = until.failed.cancelled() => match results.try_recv() {
                Ok(message) => Some(message),
                Err(_) => return Way::Done,
            },
            () = until.ended.cancelled(), if all_sent => return Way::Done,
        };
        let Some(message) = next else {
            continue;
        };
        if let Err(way) = outlet.send(message).await {
            return way;
        }
    }
}

async fn send(
    connection: &Arc<Connection>,
    out: &mut SendStream<Bytes>,
    message: Bytes,
    pack: bool,
) -> Result<(), Way> {
    let limit = payload_bytes(&connection.state);
    if message.len() > limit {
        let len = message.len();
        return Err(Way::Unfit(format!(
            "Data length too large: {len}, max payload: {limit}"
        )));
    }
    let small = if pack && message.len() >= reply::PACK_BYTES {
        gzip::pack(&message)
    } else {
        None
    };
    let packed = small.is_some();
    let message = small.map_or(message, Bytes::from);
    let mut frame = Vec::with_capacity(PREFIX + message.len());
    frame.resize(PREFIX, 0);
    frame.extend_from_slice(&message);
    if put_prefix(&mut frame, packed, message.len()).is_none() {
        return Err(Way::Unfit("a message of 4 GiB".to_owned()));
    }
    let waiting = Waiting::new(connection, frame.len()).patient();
    reply::data(out, frame.into(), false, &waiting)
        .await
        .map_err(|_| Way::Gone)
}

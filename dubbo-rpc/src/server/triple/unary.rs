//! One stream of HTTP/2: a Triple call with one message each way, or JSON.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{self, Poll, Waker};
use std::time::Duration;

use bytes::Bytes;
use futures_util::FutureExt;
use h2::server::SendResponse;
use http::header::CONTENT_TYPE;
use http::request::Parts;
use http::{HeaderMap, Method, Request};
use tokio::time::Instant;

use super::super::record::{Given, LATE, NotStarted, PANICKED, Record};
use super::super::state::{Connection, Kind, State, Ticket};
use super::super::stats::{Counters, Ending, TRIPLE};
use super::content::Content;
use super::messages::{Messages, accepts_gzip, packing};
use super::reply::{self, Answer, Sent};
use super::{exhausted, json, stream, too_many_replies};
use crate::dispatch::{Arguments, CallFuture, Outcome, Refusal, Started};
use crate::fault::Fault;
use crate::frame::Status;
use crate::text;
use crate::triple::metadata::{self, Metadata};
use crate::triple::status::Code;
use crate::triple::{ExceptionStyle, GRPC, wrapper};

/// How long a caller's own clock goes first when its time is up: a Java consumer that times out by itself reports a
/// timeout, one that is told so an unknown error. Long enough for a JVM that is short of CPU.
const DEADLINE_GRACE: Duration = Duration::from_secs(2);

/// Why a stream gets no value.
#[derive(Debug)]
pub(super) enum Refused {
    /// This answer, counted as this status.
    Because(Status, Code, String),
    /// The peer gave the stream up before its call began.
    Gone,
}

/// Serves one stream to its end.
pub(super) async fn serve(
    connection: Arc<Connection>,
    request: Request<Content>,
    mut respond: SendResponse<Bytes>,
) {
    let received_at = Instant::now();
    let (parts, body) = request.into_parts();
    if !is_grpc(&parts.headers) {
        return json::serve_stream(connection, parts, body, respond).await;
    }
    let counters = &connection.state.counters;
    Counters::add(&counters.requests);
    let call = match Opened::read(&connection, &parts) {
        Ok(opened) => match opened.streamed(&connection) {
            Some(method) => {
                return stream::serve(&connection, opened, method, body, respond, received_at);
            }
            None => Call::read(&connection, opened, body, received_at).await,
        },
        Err(refused) => Err(refused),
    };
    match call {
        Ok(call) => call.run(respond).await,
        Err(refused) => refused.tell(&connection, &mut respond),
    }
}

/// Whether these are headers of gRPC: `application/grpc`, `application/grpc+proto`, with parameters or without.
fn is_grpc(headers: &HeaderMap) -> bool {
    let Some(kind) = headers.get(CONTENT_TYPE) else {
        return false;
    };
    kind.as_bytes()
        .strip_prefix(GRPC.as_bytes())
        .is_some_and(|rest| matches!(rest.first(), None | Some(b'+' | b';' | b' ')))
}

/// Path and method of `/path/method`.
pub(super) fn names_of(path: &str) -> Option<(&str, &str)> {
    let (service, method) = path.strip_prefix('/')?.rsplit_once('/')?;
    (!service.is_empty() && !method.is_empty()).then_some((service, method))
}

/// The service a call is for, among those of Java values first.
pub(super) fn route(
    state: &State,
    (path, method): (&str, &str),
    metadata: &Metadata,
) -> Result<(Kind, usize), Refused> {
    let values = state.registry.route_triple(path, method, &metadata.routing);
    let found = match values {
        Ok((index, _)) => Ok((Kind::Values, index)),
        Err(Refusal::UnknownService { .. }) => state
            .messages
            .route_triple(path, method, &metadata.routing)
            .map(|(index, _)| (Kind::Messages, index)),
        Err(refusal) => Err(refusal),
    };
    found.map_err(Refused::from)
}

/// A request whose service is known.
pub(super) struct Opened {
    pub(super) metadata: Metadata,
    pub(super) kind: Kind,
    /// Index of the service.
    pub(super) export: usize,
    pub(super) method: String,
    /// Whether messages may be packed.
    pub(super) packed: bool,
    /// Whether replies may be.
    pub(super) pack: bool,
}

impl Opened {
    /// Reads what the headers say and finds the service.
    fn read(connection: &Connection, parts: &Parts) -> Result<Self, Refused> {
        let state = &connection.state;
        if parts.method != Method::POST {
            let message = format!("method {} is not allowed, only POST", parts.method);
            return Err(Refused::unimplemented(message));
        }
        let (path, method) = names_of(parts.uri.path())
            .ok_or_else(|| Refused::unimplemented("the path is no /interface/method".to_owned()))?;
        let metadata = metadata::read(&parts.headers, &state.limits).map_err(|message| {
            Refused::Because(Status::BAD_REQUEST, Code::RESOURCE_EXHAUSTED, message)
        })?;
        let (kind, export) = route(state, (path, method), &metadata)?;
        let packed = packing(&parts.headers)?;
        Ok(Self {
            metadata,
            kind,
            export,
            method: method.to_owned(),
            packed,
            pack: packed && accepts_gzip(&parts.headers),
        })
    }

    /// The method's index, if it streams.
    fn streamed(&self, connection: &Connection) -> Option<usize> {
        let export = connection.state.registry(self.kind).get(self.export)?;
        export.streamed(&self.method)
    }

    /// Lets the call in.
    pub(super) fn record(
        &mut self,
        connection: &Arc<Connection>,
        received_at: Instant,
    ) -> Result<Record, Refused> {
        let ticket = Ticket::take(connection).map_err(|(name, limit)| {
            Refused::Because(Status::EXHAUSTED, Code::UNAVAILABLE, exhausted(name, limit))
        })?;
        let mut record = Record::new(ticket, TRIPLE, received_at);
        record.export = Some((self.kind, self.export));
        record.application = self
            .metadata
            .routing
            .remote_application
            .take()
            .map(Arc::from);
        Ok(record)
    }
}

/// A whole request whose service is known.
struct Call {
    record: Record,
    metadata: Metadata,
    kind: Kind,
    method: String,
    message: Bytes,
    /// Whether the reply may be packed: the request was.
    pack: bool,
}

impl Call {
    /// Reads the message.
    async fn read(
        connection: &Arc<Connection>,
        mut opened: Opened,
        body: Content,
        received_at: Instant,
    ) -> Result<Self, Refused> {
        // What the peer still sends is not read.
        let messages = Messages::new(body, opened.packed);
        let message = messages.only(&connection.state).await?;
        Ok(Self {
            record: opened.record(connection, received_at)?,
            metadata: opened.metadata,
            kind: opened.kind,
            method: opened.method,
            message,
            pack: opened.pack,
        })
    }

    async fn run(mut self, respond: SendResponse<Bytes>) {
        let gone = Arc::new(AtomicBool::new(false));
        let begun = self.begin(&gone);
        let reply = Reply {
            respond,
            record: self.record,
            kind: self.kind,
            serialization: begun.as_ref().map_or(wrapper::HESSIAN4, |(_, word)| word),
            pack: self.pack,
        };
        let mut future = match begun {
            Err(refused) => return reply.refuse(refused),
            Ok((Started::Done(value), _)) => {
                let outcome = Outcome {
                    result: Ok(value),
                    attachments: Vec::new(),
                };
                return reply.finish(Some(outcome)).await;
            }
            Ok((Started::Running(future), _)) => future,
        };
        match poll_once(&mut future) {
            Poll::Ready(outcome) => reply.finish(outcome).await,
            Poll::Pending => {
                let deadline = reply.record.deadline(self.metadata.budget);
                tokio::spawn(reply.later(future, deadline, gone));
            }
        }
    }

    /// Reads what the message says and starts the service's code; with the caller's word for hessian2.
    fn begin(&mut self, gone: &Arc<AtomicBool>) -> Result<(Started, &'static str), Refused> {
        let state = Arc::clone(self.record.state());
        let export = state
            .registry(self.kind)
            .get(self.record.export.map_or(usize::MAX, |(_, index)| index));
        let Some(export) = export else {
            return Err(Refused::unimplemented("the service is gone".to_owned()));
        };
        let broken =
            |message: String| Refused::Because(Status::BAD_REQUEST, Code::INTERNAL, message);
        let metadata = &mut self.metadata;
        let given = Given {
            attachments: std::mem::take(&mut metadata.attachments),
            routing: &metadata.routing,
            budget: metadata.budget,
            gone: Some(Arc::clone(gone)),
        };
        let request;
        let (target, arguments, word) = match self.kind {
            Kind::Messages => {
                let target = export.target_triple(&self.method, &[], 1)?;
                (target, Arguments::Message(&self.message), wrapper::HESSIAN4)
            }
            Kind::Values => {
                request = wrapper::Request::read(&self.message, state.limits.arguments)
                    .map_err(|error| broken(error.to_string()))?;
                let word = match request.serialization {
                    wrapper::HESSIAN4 => wrapper::HESSIAN4,
                    "hessian2" => "hessian2",
                    other => {
                        let name = text::name(other);
                        let message = format!(
                            "serialization {name} is not accepted, only hessian2 (hessian4)"
                        );
                        return Err(broken(message));
                    }
                };
                let args = &request.args;
                let target = export.target_triple(&self.method, &request.types, args.len())?;
                (target, Arguments::Each(args), word)
            }
        };
        let started = self.record.start(target, arguments, given);
        started
            .map(|started| (started, word))
            .map_err(Refused::from)
    }
}

/// Polls work where it is: most of it is done at once; what has to wait moves to a task of its own, where its first
/// poll gives it a waker. `None` for work that panicked.
fn poll_once(work: &mut CallFuture) -> Poll<Option<Outcome>> {
    let mut cx = task::Context::from_waker(Waker::noop());
    match catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(&mut cx))) {
        Ok(polled) => polled.map(Some),
        Err(_) => Poll::Ready(None),
    }
}

/// A call's way back.
struct Reply {
    respond: SendResponse<Bytes>,
    record: Record,
    kind: Kind,
    serialization: &'static str,
    pack: bool,
}

impl Reply {
    fn refuse(mut self, refused: Refused) {
        let Refused::Because(status, code, message) = refused else {
            return;
        };
        tracing::debug!(
            remote = %self.record.ticket.connection().remote,
            code = code.text(),
            message = %text::message(&message),
            "refused a call"
        );
        self.record.ended(Ending::Refused(status));
        reply::status(
            &mut self.respond,
            code,
            &text::message(&message),
            Vec::new(),
        );
    }

    /// Waits for the work. Who cancels its call, or waits no longer, gets no answer of it; the work itself is done to
    /// its end, as any thread of a Java provider's would, and can see in its context that nobody waits.
    async fn later(mut self, work: CallFuture, deadline: Option<Instant>, gone: Arc<AtomicBool>) {
        let work = AssertUnwindSafe(work).catch_unwind();
        tokio::pin!(work);
        let late = async {
            match deadline {
                Some(deadline) => tokio::time::sleep_until(deadline + DEADLINE_GRACE).await,
                None => std::future::pending().await,
            }
        };
        let cancelled = tokio::select! {
            biased;
            outcome = &mut work => return self.finish(outcome.ok()).await,
            _ = std::future::poll_fn(|cx| self.respond.poll_reset(cx)) => true,
            () = late => false,
        };
        gone.store(true, Ordering::Relaxed);
        if !cancelled {
            let message =
                "the call was not done in the time its caller gives it; it may be done later";
            reply::status(
                &mut self.respond,
                Code::DEADLINE_EXCEEDED,
                message,
                Vec::new(),
            );
        }
        let outcome = work.await.ok();
        if outcome.is_none() {
            self.record.count_panic();
        }
        self.record
            .ended(match outcome.map(|outcome| outcome.result) {
                Some(Ok(_)) => Ending::Value,
                Some(Err(fault)) => match fault.into_reply() {
                    Ok(_) => Ending::Exception,
                    Err((status, _)) => Ending::Refused(status),
                },
                None => Ending::Exception,
            });
    }

    /// Sends what the work came to; `None` for a handler that panicked.
    async fn finish(mut self, outcome: Option<Outcome>) {
        let Outcome {
            result,
            attachments,
        } = outcome.unwrap_or_else(|| {
            self.record.count_panic();
            Outcome {
                result: Err(Fault::new(PANICKED)),
                attachments: Vec::new(),
            }
        });
        let connection = Arc::clone(self.record.ticket.connection());
        if let Some(message) = too_many_replies(&connection) {
            let refused = Refused::Because(Status::EXHAUSTED, Code::UNAVAILABLE, message);
            return self.refuse(refused);
        }
        let style = connection.state.http.exceptions;
        let (answer, ending) = match result.map_err(Fault::into_reply) {
            Ok(value) if self.kind == Kind::Messages => (Answer::Message(value), Ending::Value),
            Ok(value) => {
                let class = self.record.returned_class();
                let serialization = self.serialization;
                let answer = Answer::Value {
                    value,
                    class,
                    serialization,
                };
                (answer, Ending::Value)
            }
            Err(Ok(thrown)) if style == ExceptionStyle::Thrown && self.kind == Kind::Values => {
                let answer = Answer::Thrown {
                    thrown,
                    class: self.record.returned_class(),
                    serialization: self.serialization,
                };
                (answer, Ending::Exception)
            }
            Err(Ok(thrown)) => {
                let message = reply::told(&thrown);
                (Answer::Status(Code::UNKNOWN, message), Ending::Exception)
            }
            Err(Err((status, message))) => {
                let answer = Answer::Status(Code::of_refusal(status), text::message(&message));
                (answer, Ending::Refused(status))
            }
        };
        let sent = reply::send(
            &connection,
            &mut self.respond,
            answer,
            attachments,
            self.pack,
        )
        .await;
        self.record.ended(match sent {
            Sent::Whole | Sent::Broken => ending,
            Sent::TooLong => Ending::Refused(Status::BAD_RESPONSE),
        });
    }
}

impl Refused {
    /// Answers a call that was not let in.
    pub(super) fn tell(self, connection: &Connection, respond: &mut SendResponse<Bytes>) {
        if let Self::Because(status, code, message) = self {
            connection.turned_down(TRIPLE, status);
            reply::status(respond, code, &message, Vec::new());
        }
    }

    pub(super) fn unimplemented(message: String) -> Self {
        Self::Because(Status::BAD_REQUEST, Code::UNIMPLEMENTED, message)
    }
}

impl From<NotStarted> for Refused {
    fn from(error: NotStarted) -> Self {
        match error {
            NotStarted::Refused(refusal) => refusal.into(),
            NotStarted::Late => Self::Because(
                Status::SERVER_TIMEOUT,
                Code::DEADLINE_EXCEEDED,
                LATE.to_owned(),
            ),
            NotStarted::Panicked => {
                Self::Because(Status::SERVICE_ERROR, Code::UNKNOWN, PANICKED.to_owned())
            }
        }
    }
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        let (status, code) = match refusal {
            Refusal::UnknownService { .. } | Refusal::UnknownMethod { .. } => {
                (Status::BAD_REQUEST, Code::UNIMPLEMENTED)
            }
            Refusal::BadArgument(_) => (Status::BAD_REQUEST, Code::INTERNAL),
            Refusal::UnknownGenericMethod { .. } => (Status::SERVICE_ERROR, Code::UNKNOWN),
            Refusal::Token { .. } => (Status::SERVICE_ERROR, Code::PERMISSION_DENIED),
        };
        Self::Because(status, code, refusal.to_string())
    }
}

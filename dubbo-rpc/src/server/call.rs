//! One request of `dubbo://`, from its bytes to its reply.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::task::{self, Poll, Waker};
use std::time::Duration;

use futures_util::FutureExt;
use tokio::time::Instant;

use super::familiar::{Familiar, Understood};
use super::record::{LATE, NotStarted, PANICKED, Record};
use super::state::{Connection, Kind, State, Ticket};
use super::stats::{Counters, DUBBO, EndedCall, Ending};
use crate::body::reply::Addressee;
use crate::body::request;
use crate::dispatch::{Arguments, CallFuture, Outcome, Refusal, Started};
use crate::fault::Fault;
use crate::frame::{Header, SERIALIZATION_HESSIAN2, Status};
use crate::text;

/// A request that was let in.
struct Call {
    record: Record,
    addressee: Addressee,
    two_way: bool,
}

impl Connection {
    /// Does a request, or starts it. What is returned is the reply's frame when it is ready now;
    /// a later one goes to the outbox. `now` is at most a few calls old.
    pub(super) fn call(
        self: &Arc<Self>,
        header: &Header,
        two_way: bool,
        body: &[u8],
        familiar: &mut Familiar,
        (received_at, now): (Instant, Instant),
    ) -> Option<Vec<u8>> {
        let counters = &self.state.counters;
        Counters::add(&counters.requests);
        if !two_way {
            Counters::add(&counters.one_way);
        }
        let mut addressee = Addressee {
            id: header.id,
            serialization: header.serialization,
            reads_attachments: false,
            payload_bytes: self.state.limits.payload_bytes,
        };
        let ticket = match Ticket::take(self) {
            Ok(ticket) => ticket,
            Err((name, limit)) => return self.exhausted(&addressee, two_way, name, limit),
        };
        addressee.reads_attachments = true;
        let mut record = Record::new(ticket, DUBBO, received_at);
        record.clock = Some(now);
        let call = Call {
            record,
            addressee,
            two_way,
        };
        call.run(body, familiar)
    }

    /// Counts a call that was refused before anything was known of it.
    pub(super) fn turned_down(&self, protocol: &'static str, status: Status) {
        let ending = Ending::Refused(status);
        self.state.counters.ended(ending);
        if let Some(observer) = &self.state.observer {
            observer.call_ended(&EndedCall {
                interface: "",
                group: "",
                version: "",
                method: "",
                protocol,
                ending,
                elapsed: Duration::ZERO,
                remote_application: None,
            });
        }
    }

    /// The cheap answer to one call too many.
    pub(super) fn exhausted(
        &self,
        addressee: &Addressee,
        two_way: bool,
        name: &str,
        limit: usize,
    ) -> Option<Vec<u8>> {
        let local = self
            .local
            .map_or_else(|| "?".to_owned(), |local| local.to_string());
        let message = format!(
            "Server side({local}) threadpool is exhausted, detail msg: limit `{name}` of {limit} \
             is reached; call another provider"
        );
        self.turned_down(DUBBO, Status::EXHAUSTED);
        two_way.then(|| addressee.status(Status::EXHAUSTED, &message))
    }
}

impl Call {
    fn run(mut self, body: &[u8], familiar: &mut Familiar) -> Option<Vec<u8>> {
        match self.start(body, familiar) {
            Ok(Started::Done(value)) => {
                let frame = self.addressee.value(value, &[]);
                self.end(Ending::Value, frame)
            }
            Ok(Started::Running(future)) => self.poll_once(future),
            Err((status, message)) => self.refuse(status, &message),
        }
    }

    fn start(&mut self, body: &[u8], familiar: &mut Familiar) -> Result<Started, (Status, String)> {
        if self.addressee.serialization != SERIALIZATION_HESSIAN2 {
            let id = self.addressee.serialization;
            let message = format!(
                "Fail to decode request due to: serialization id {id} is not accepted, only \
                 hessian2 ({SERIALIZATION_HESSIAN2})"
            );
            return Err((Status::BAD_REQUEST, message));
        }
        let connection = Arc::clone(self.record.ticket.connection());
        let state = &connection.state;
        let (understood, arguments) = match familiar.find(body, &state.limits) {
            Some((place, arguments)) => {
                let understood = familiar.get(place);
                self.record.application.clone_from(&understood.application);
                // Rules may have changed since; names have not.
                if let Some(export) = state.registry.get(understood.service) {
                    let token = understood.routing.token.as_deref();
                    let checked = export.check_token(token, &understood.method);
                    checked.map_err(refusal)?;
                }
                self.record.export = Some((Kind::Values, understood.service));
                (understood, arguments)
            }
            None => read(body, state, familiar, &mut self.record)?,
        };
        self.addressee.reads_attachments = understood.reads_attachments;
        let (target, given) = (understood.target, understood.given());
        let arguments = Arguments::Stream(&body[arguments]);
        self.record
            .start(target, arguments, given)
            .map_err(|error| match error {
                NotStarted::Refused(error) => refusal(error),
                NotStarted::Late => (Status::SERVER_TIMEOUT, LATE.to_owned()),
                NotStarted::Panicked => (Status::SERVICE_ERROR, PANICKED.to_owned()),
            })
    }

    /// Polls the work where it is; most of it is done at once. What has to wait moves to a task of
    /// its own, where its first poll gives it a waker.
    fn poll_once(self, mut future: CallFuture) -> Option<Vec<u8>> {
        let mut cx = task::Context::from_waker(Waker::noop());
        match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(&mut cx))) {
            Ok(Poll::Ready(outcome)) => self.finish(Some(outcome)),
            Ok(Poll::Pending) => {
                tokio::spawn(async move {
                    let outcome = AssertUnwindSafe(future).catch_unwind().await.ok();
                    let outbox = Arc::clone(&self.record.ticket.connection().outbox);
                    let (frame, ticket) = self.finish_later(outcome);
                    if let Some(frame) = frame {
                        outbox.push(frame);
                    }
                    drop(ticket);
                });
                None
            }
            Err(_) => self.finish(None),
        }
    }

    fn finish(self, outcome: Option<Outcome>) -> Option<Vec<u8>> {
        self.finish_later(outcome).0
    }

    /// The reply and the call's place, which is free once the reply is queued. `None` for a
    /// handler that panicked.
    fn finish_later(self, outcome: Option<Outcome>) -> (Option<Vec<u8>>, Ticket) {
        let Some(Outcome {
            result,
            attachments,
        }) = outcome
        else {
            self.record.count_panic();
            let frame = self.addressee.fault(Fault::new(PANICKED), &[]);
            return self.end_keeping(Ending::Exception, frame);
        };
        let connection = self.record.ticket.connection();
        let limit = connection.state.limits.reply_bytes_hard;
        if self.two_way && connection.outbox.queued() > limit {
            let message = format!(
                "replies wait unread on this connection, limit `reply_bytes_hard` of {limit} bytes \
                 is reached; the call was done"
            );
            let frame = self.addressee.status(Status::EXHAUSTED, &message);
            return self.end_keeping(Ending::Refused(Status::EXHAUSTED), frame);
        }
        match result {
            Ok(value) => {
                let frame = self.addressee.value(value, &attachments);
                let ending = ending_of(&frame, Ending::Value);
                self.end_keeping(ending, frame)
            }
            Err(fault) => {
                let frame = self.addressee.fault(fault, &attachments);
                let ending = ending_of(&frame, Ending::Exception);
                self.end_keeping(ending, frame)
            }
        }
    }

    fn refuse(self, status: Status, message: &str) -> Option<Vec<u8>> {
        tracing::debug!(
            remote = %self.record.ticket.connection().remote,
            %status,
            message = %text::message(message),
            "refused a call"
        );
        let frame = self.addressee.status(status, message);
        self.end(Ending::Refused(status), frame)
    }

    fn end(self, ending: Ending, frame: Vec<u8>) -> Option<Vec<u8>> {
        self.end_keeping(ending, frame).0
    }

    fn end_keeping(self, ending: Ending, frame: Vec<u8>) -> (Option<Vec<u8>>, Ticket) {
        self.record.ended(ending);
        (self.two_way.then_some(frame), self.record.ticket)
    }
}

/// Reads all of a request that is not like one before; where in its body the arguments are. What is known of it is noted as soon as it is known.
fn read<'f>(
    body: &[u8],
    state: &State,
    familiar: &'f mut Familiar,
    record: &mut Record,
) -> Result<(&'f Understood, Range<usize>), (Status, String)> {
    let request = request::read(body, &state.limits).map_err(|error| {
        (
            Status::BAD_REQUEST,
            format!("Fail to decode request due to: {error}"),
        )
    })?;
    let application = request.routing.remote_application.as_deref();
    record.application = application.map(Arc::from);
    let (service, export) = state.registry.route(&request).map_err(refusal)?;
    record.export = Some((Kind::Values, service));
    let target = export.target(&request).map_err(refusal)?;
    let arguments = request.arguments_at..request.arguments_at + request.arguments.len();
    let understood = Understood::of(request, service, target, record.application.clone());
    Ok((
        familiar.meet(body, &arguments, understood, &state.limits),
        arguments,
    ))
}

/// The ending a reply's own status tells: encoding may have turned it into a refusal.
fn ending_of(frame: &[u8], otherwise: Ending) -> Ending {
    match frame.get(3) {
        Some(&status) if Status(status) != Status::OK => Ending::Refused(Status(status)),
        _ => otherwise,
    }
}

/// The status a Java provider answers with.
fn refusal(refusal: Refusal) -> (Status, String) {
    let status = match refusal {
        Refusal::UnknownService { .. }
        | Refusal::UnknownMethod { .. }
        | Refusal::BadArgument(_) => Status::BAD_REQUEST,
        Refusal::UnknownGenericMethod { .. } | Refusal::Token { .. } => Status::SERVICE_ERROR,
    };
    (status, refusal.to_string())
}

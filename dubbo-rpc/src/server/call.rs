//! One request of `dubbo://`, from its bytes to its reply.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::task::{self, Poll, Waker};
use std::time::Duration;

use futures_util::FutureExt;
use tokio::time::Instant;

use super::state::{Connection, Ticket};
use super::stats::{Counters, EndedCall, Ending};
use crate::body::reply::Addressee;
use crate::body::{request, version};
use crate::context::Received;
use crate::dispatch::{CallFuture, Export, Outcome, Refusal, Started, Target};
use crate::fault::Fault;
use crate::frame::{Header, SERIALIZATION_HESSIAN2, Status};
use crate::text;

/// A request that was let in.
struct Call {
    ticket: Ticket,
    addressee: Addressee,
    two_way: bool,
    received_at: Instant,
    /// Its index; known once the request is routed.
    export: Option<usize>,
    target: Option<Target>,
    application: Option<Arc<str>>,
}

impl Connection {
    /// Does a request, or starts it. What is returned is the reply's frame when it is ready now;
    /// a later one goes to the outbox.
    pub(super) fn call(
        self: &Arc<Self>,
        header: &Header,
        two_way: bool,
        body: &[u8],
        now: Instant,
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
        let call = Call {
            ticket,
            addressee,
            two_way,
            received_at: now,
            export: None,
            target: None,
            application: None,
        };
        call.run(body)
    }

    /// Counts a call that was refused before anything was known of it.
    pub(super) fn turned_down(&self, status: Status) {
        let ending = Ending::Refused(status);
        self.state.counters.ended(ending);
        if let Some(observer) = &self.state.observer {
            observer.call_ended(&EndedCall {
                interface: "",
                group: "",
                version: "",
                method: "",
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
        self.turned_down(Status::EXHAUSTED);
        two_way.then(|| addressee.status(Status::EXHAUSTED, &message))
    }
}

impl Call {
    fn run(mut self, body: &[u8]) -> Option<Vec<u8>> {
        match self.start(body) {
            Ok(Started::Done(value)) => {
                let frame = self.addressee.value(value, &[]);
                self.end(Ending::Value, frame)
            }
            Ok(Started::Running(future)) => self.poll_once(future),
            Err((status, message)) => self.refuse(status, &message),
        }
    }

    fn start(&mut self, body: &[u8]) -> Result<Started, (Status, String)> {
        if self.addressee.serialization != SERIALIZATION_HESSIAN2 {
            let id = self.addressee.serialization;
            let message = format!(
                "Fail to decode request due to: serialization id {id} is not accepted, only \
                 hessian2 ({SERIALIZATION_HESSIAN2})"
            );
            return Err((Status::BAD_REQUEST, message));
        }
        let connection = Arc::clone(self.ticket.connection());
        let state = &connection.state;
        let mut request = request::read(body, &state.limits).map_err(|error| {
            (
                Status::BAD_REQUEST,
                format!("Fail to decode request due to: {error}"),
            )
        })?;
        self.addressee.reads_attachments =
            version::reads_response_attachments(&request.head.protocol_version);
        self.application = request.routing.remote_application.take().map(Arc::from);
        let (index, export) = state.registry.route(&request).map_err(refusal)?;
        self.export = Some(index);
        let target = export.target(&request).map_err(refusal)?;
        self.target = Some(target);
        let deadline = request
            .routing
            .budget()
            .and_then(|left| self.received_at.checked_add(left));
        if deadline.is_some_and(|deadline| deadline <= Instant::now()) {
            let message = "the call was late before it began and was not done";
            return Err((Status::SERVER_TIMEOUT, message.to_owned()));
        }
        let received = Received {
            attachments: std::mem::take(&mut request.attachments),
            deadline,
            remote: Some(connection.remote),
            local: connection.local,
            remote_application: self.application.clone(),
            ..Received::default()
        };
        let start = AssertUnwindSafe(|| {
            export.start(
                target,
                request.arguments,
                &request.routing,
                received,
                &state.limits,
            )
        });
        match catch_unwind(start) {
            Ok(started) => started.map_err(refusal),
            Err(_) => {
                self.count_panic();
                Err((Status::SERVICE_ERROR, PANICKED.to_owned()))
            }
        }
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
                    let outbox = Arc::clone(&self.ticket.connection().outbox);
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
            self.count_panic();
            let frame = self.addressee.fault(Fault::new(PANICKED), &[]);
            return self.end_keeping(Ending::Exception, frame);
        };
        let connection = self.ticket.connection();
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
            remote = %self.ticket.connection().remote,
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
        let state = &self.ticket.connection().state;
        state.counters.ended(ending);
        if let Some(observer) = &state.observer {
            self.observe(observer.as_ref(), ending);
        }
        (self.two_way.then_some(frame), self.ticket)
    }

    fn observe(&self, observer: &dyn super::Observer, ending: Ending) {
        let export = self.export();
        let method = match (export, self.target) {
            (Some(export), Some(Target::Method(index))) => export.method_name(index),
            (_, Some(Target::Echo)) => "$echo",
            (_, Some(Target::Generic)) => "$invoke",
            _ => "",
        };
        observer.call_ended(&EndedCall {
            interface: export.map_or("", |export| export.interface),
            group: export.map_or("", |export| &export.options.group),
            version: export.map_or("", |export| &export.options.version),
            method,
            ending,
            elapsed: self.received_at.elapsed(),
            remote_application: self.application.as_deref(),
        });
    }

    /// What the request was routed to.
    fn export(&self) -> Option<&Export> {
        self.ticket.connection().state.registry.get(self.export?)
    }

    fn count_panic(&self) {
        Counters::add(&self.ticket.connection().state.counters.panics);
        let interface = self.export().map_or("", |export| export.interface);
        tracing::error!(interface, target = ?self.target, "a handler panicked");
    }
}

/// What a caller learns of a panic: nothing of its inside.
const PANICKED: &str = "the service failed unexpectedly; its log says why";

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

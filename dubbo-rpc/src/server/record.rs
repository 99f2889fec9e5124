//! One call as it is counted and told to the observer, whatever protocol it came by.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use tokio::time::Instant;

use super::state::{Kind, State, Ticket};
use super::stats::{Counters, EndedCall, Ending};
use crate::body::request::Routing;
use crate::context::{Attachments, Received};
use crate::dispatch::{Arguments, CallFuture, Export, Refusal, Started, Target};
use crate::limits::Limits;
use crate::stream::ServerStreams;

/// What a caller learns of a panic: nothing of its inside.
pub(super) const PANICKED: &str = "the service failed unexpectedly; its log says why";

/// What a caller learns when it had stopped waiting before its call began.
pub(super) const LATE: &str = "the call was late before it began and was not done";

/// Why a call was not begun.
#[derive(Debug)]
pub(super) enum NotStarted {
    Refused(Refusal),
    /// Its caller had stopped waiting.
    Late,
    /// Reading its arguments panicked.
    Panicked,
}

/// What came with a call beside its arguments.
pub(super) struct Given<'a> {
    pub(super) routing: &'a Routing,
    pub(super) attachments: Attachments,
    /// How long the caller waits, counted from when the call came.
    pub(super) budget: Option<Duration>,
    /// Set once the caller has given the call up, where the protocol tells.
    pub(super) gone: Option<Arc<AtomicBool>>,
}

/// A call that was let in. Its place among those in flight is free when this is dropped.
pub(super) struct Record {
    pub(super) ticket: Ticket,
    protocol: &'static str,
    received_at: Instant,
    /// What time it is, where that was looked at a moment ago.
    pub(super) clock: Option<Instant>,
    /// Whether it is for a service of protobuf messages, and the service's index among those of its kind; known once
    /// the request is routed.
    pub(super) export: Option<(Kind, usize)>,
    pub(super) target: Option<Target>,
    pub(super) application: Option<Arc<str>>,
}

impl Record {
    pub(super) fn new(ticket: Ticket, protocol: &'static str, received_at: Instant) -> Self {
        Self {
            ticket,
            protocol,
            received_at,
            clock: None,
            export: None,
            target: None,
            application: None,
        }
    }

    pub(super) fn state(&self) -> &Arc<State> {
        &self.ticket.connection().state
    }

    /// When the caller stops waiting.
    pub(super) fn deadline(&self, budget: Option<Duration>) -> Option<Instant> {
        self.received_at.checked_add(budget?)
    }

    /// Reads the arguments and starts the service's code.
    pub(super) fn start(
        &mut self,
        target: Target,
        arguments: Arguments<'_>,
        given: Given<'_>,
    ) -> Result<Started, NotStarted> {
        let routing = given.routing;
        self.begin(target, given, |export, received, limits| {
            export.start(target, arguments, routing, received, limits)
        })
    }

    /// The same for a method that streams.
    pub(super) fn start_stream(
        &mut self,
        method: usize,
        streams: ServerStreams,
        given: Given<'_>,
    ) -> Result<CallFuture, NotStarted> {
        self.begin(Target::Method(method), given, |export, received, limits| {
            Ok(export.start_stream(method, streams, received, limits))
        })
    }

    fn begin<T>(
        &mut self,
        target: Target,
        given: Given<'_>,
        start: impl FnOnce(&Export, Received, &Limits) -> Result<T, Refusal>,
    ) -> Result<T, NotStarted> {
        self.target = Some(target);
        let deadline = self.deadline(given.budget);
        let now = || self.clock.unwrap_or_else(Instant::now);
        if deadline.is_some_and(|deadline| deadline <= now()) {
            return Err(NotStarted::Late);
        }
        let connection = self.ticket.connection();
        let received = Received {
            attachments: given.attachments,
            deadline,
            remote: Some(connection.remote),
            local: connection.local,
            remote_application: self.application.clone(),
            gone: given.gone,
            ..Received::default()
        };
        let Some(export) = self.export() else {
            return Err(NotStarted::Refused(Refusal::UnknownService {
                key: String::new(),
            }));
        };
        let limits = &connection.state.limits;
        match catch_unwind(AssertUnwindSafe(|| start(export, received, limits))) {
            Ok(started) => started.map_err(NotStarted::Refused),
            Err(_) => {
                self.count_panic();
                Err(NotStarted::Panicked)
            }
        }
    }

    /// Counts how the call ended, and tells who wants to know.
    pub(super) fn ended(&self, ending: Ending) {
        let state = self.state();
        state.counters.ended(ending);
        if matches!(ending, Ending::Value | Ending::Exception) {
            self.ticket.connection().known.set();
        }
        if let Some(observer) = &state.observer {
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
                protocol: self.protocol,
                ending,
                elapsed: self.received_at.elapsed(),
                remote_application: self.application.as_deref(),
            });
        }
    }

    /// Class of the result, as Triple's wrapper names it.
    pub(super) fn returned_class(&self) -> &str {
        match (self.export(), self.target) {
            (Some(export), Some(Target::Method(index))) => export.returned_class(index),
            _ => "java.lang.Object",
        }
    }

    /// What the request was routed to.
    pub(super) fn export(&self) -> Option<&Export> {
        let (kind, index) = self.export?;
        self.state().registry(kind).get(index)
    }

    pub(super) fn count_panic(&self) {
        Counters::add(&self.state().counters.panics);
        let interface = self.export().map_or("", |export| export.interface);
        tracing::error!(interface, target = ?self.target, "a handler panicked");
    }
}

//! What travels beside a call's arguments and result.

mod attachments;

use std::any::Any;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

pub use attachments::{Attachment, Attachments};

/// A call's surroundings. The server hands one to every handler; a caller passes one to every
/// method of a generated client. Cloning shares it.
///
/// ```
/// use std::time::Duration;
/// use dubbo_rpc::Context;
///
/// let cx = Context::new().with_timeout(Duration::from_millis(500)).with_attachment("traceparent", "00-ab");
/// assert_eq!(cx.attachment("traceparent"), Some("00-ab"));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Context {
    call: Arc<Call>,
}

#[derive(Debug, Default)]
struct Call {
    attachments: Attachments,
    deadline: Option<Instant>,
    remote: Option<SocketAddr>,
    local: Option<SocketAddr>,
    interface: &'static str,
    method: &'static str,
    remote_application: Option<Arc<str>>,
    /// What this side says about the call to itself; never sent. One or two at most.
    locals: Vec<Arc<dyn Any + Send + Sync>>,
    /// Set once the caller has given the call up.
    gone: Option<Arc<AtomicBool>>,
    /// Written by the handler (or the client endpoint) while others may read: a short lock.
    response: Mutex<Vec<(String, String)>>,
}

impl Clone for Call {
    /// A new call like this one: what was answered is not copied.
    fn clone(&self) -> Self {
        Self {
            attachments: self.attachments.clone(),
            deadline: self.deadline,
            remote: self.remote,
            local: self.local,
            interface: self.interface,
            method: self.method,
            remote_application: self.remote_application.clone(),
            locals: self.locals.clone(),
            gone: self.gone.clone(),
            response: Mutex::default(),
        }
    }
}

/// Facts of a received call from which a server makes its [`Context`].
#[derive(Debug, Default)]
pub(crate) struct Received {
    pub(crate) attachments: Attachments,
    pub(crate) deadline: Option<Instant>,
    pub(crate) remote: Option<SocketAddr>,
    pub(crate) local: Option<SocketAddr>,
    pub(crate) interface: &'static str,
    pub(crate) method: &'static str,
    pub(crate) remote_application: Option<Arc<str>>,
    pub(crate) gone: Option<Arc<AtomicBool>>,
}

impl Context {
    /// A context for an outgoing call, without attachments and with the client's own timeout.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The context of a call that arrived.
    pub(crate) fn received(call: Received) -> Self {
        Self {
            call: Arc::new(Call {
                attachments: call.attachments,
                deadline: call.deadline,
                remote: call.remote,
                local: call.local,
                interface: call.interface,
                method: call.method,
                remote_application: call.remote_application,
                locals: Vec::new(),
                gone: call.gone,
                response: Mutex::default(),
            }),
        }
    }

    /// The same context with an attachment for the other side; the last value of a key counts.
    #[must_use]
    pub fn with_attachment(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        let call = Arc::make_mut(&mut self.call);
        call.attachments
            .insert(key.into(), Attachment::Text(value.into()));
        self
    }

    /// The same context with `timeout` from now for the whole call; the earliest deadline counts.
    #[must_use]
    pub fn with_timeout(self, timeout: Duration) -> Self {
        match Instant::now().checked_add(timeout) {
            Some(deadline) => self.with_deadline(deadline),
            None => self,
        }
    }

    /// The same context with a moment after which the answer is of no use.
    #[must_use]
    pub fn with_deadline(mut self, deadline: Instant) -> Self {
        let call = Arc::make_mut(&mut self.call);
        call.deadline = Some(call.deadline.map_or(deadline, |old| old.min(deadline)));
        self
    }

    /// The same context with a value for whoever handles the call on this side (what chooses the provider, say); it is
    /// never sent. The last value of a type counts.
    #[must_use]
    pub fn with_local<T: Any + Send + Sync>(mut self, value: T) -> Self {
        let call = Arc::make_mut(&mut self.call);
        call.locals.retain(|old| !old.is::<T>());
        call.locals.push(Arc::new(value));
        self
    }

    /// The value of this type that [`Context::with_local`] set.
    #[must_use]
    pub fn local<T: Any>(&self) -> Option<&T> {
        self.call
            .locals
            .iter()
            .find_map(|value| value.downcast_ref())
    }

    /// A context for a call made on behalf of this one: the same attachments and deadline, its own
    /// reply.
    #[must_use]
    pub fn child(&self) -> Self {
        Self {
            call: Arc::new(Call::clone(&self.call)),
        }
    }

    /// The text attachment under exactly this key. A list of one text, as dubbo-go sends it, reads
    /// as that text.
    #[must_use]
    pub fn attachment(&self, key: &str) -> Option<&str> {
        self.call.attachments.get(key)
    }

    /// All attachments the caller set for this call; what routes the call (path, version, group,
    /// timeout, token, …) is not among them, as in Dubbo 3.
    #[must_use]
    pub fn attachments(&self) -> &Attachments {
        &self.call.attachments
    }

    /// When the caller stops waiting, if it said so.
    #[must_use]
    pub fn deadline(&self) -> Option<Instant> {
        self.call.deadline
    }

    /// Time until [`Context::deadline`]; zero when it has passed.
    #[must_use]
    pub fn time_left(&self) -> Option<Duration> {
        self.call
            .deadline
            .map(|deadline| deadline.saturating_duration_since(Instant::now()))
    }

    /// Whether the caller has stopped waiting: its deadline has passed, or it has cancelled the call, which Triple
    /// callers tell.
    #[must_use]
    pub fn is_late(&self) -> bool {
        self.call
            .deadline
            .is_some_and(|deadline| deadline <= Instant::now())
            || self
                .call
                .gone
                .as_ref()
                .is_some_and(|gone| gone.load(Ordering::Relaxed))
    }

    /// The caller's address, in a handler.
    #[must_use]
    pub fn remote_address(&self) -> Option<SocketAddr> {
        self.call.remote
    }

    /// The address at which the call arrived, in a handler.
    #[must_use]
    pub fn local_address(&self) -> Option<SocketAddr> {
        self.call.local
    }

    /// The caller's application: attachment `remote.application`, or `dubboApplication` as
    /// Sentinel's filter sends it.
    #[must_use]
    pub fn remote_application(&self) -> Option<&str> {
        self.call.remote_application.as_deref()
    }

    /// Java interface of the call, in a handler.
    #[must_use]
    pub fn interface(&self) -> &str {
        self.call.interface
    }

    /// Java name of the called method, in a handler.
    #[must_use]
    pub fn method(&self) -> &str {
        self.call.method
    }

    /// Sends an attachment back with the reply. Callers older than 2.6.3 do not get it.
    pub fn set_response_attachment(&self, key: impl Into<String>, value: impl Into<String>) {
        let (key, value) = (key.into(), value.into());
        let mut response = self
            .call
            .response
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        match response.iter_mut().find(|(old, _)| *old == key) {
            Some(entry) => entry.1 = value,
            None => response.push((key, value)),
        }
    }

    /// An attachment of the reply: after a call, what the server sent.
    #[must_use]
    pub fn response_attachment(&self, key: &str) -> Option<String> {
        let response = self
            .call
            .response
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        response
            .iter()
            .find(|(old, _)| old == key)
            .map(|(_, value)| value.clone())
    }

    /// All attachments of the reply so far.
    #[must_use]
    pub fn response_attachments(&self) -> Vec<(String, String)> {
        self.call
            .response
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Takes the reply's attachments out, to send them.
    pub(crate) fn take_response_attachments(&self) -> Vec<(String, String)> {
        std::mem::take(
            &mut *self
                .call
                .response
                .lock()
                .unwrap_or_else(PoisonError::into_inner),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_earliest_deadline_counts() {
        let cx = Context::new()
            .with_timeout(Duration::from_secs(1))
            .with_timeout(Duration::from_secs(9))
            .with_timeout(Duration::MAX);
        assert!(cx.time_left().unwrap() <= Duration::from_secs(1));
        assert!(!cx.is_late());
        assert!(cx.with_deadline(Instant::now()).is_late());
        assert!(!Context::new().is_late());
    }

    #[test]
    fn locals_are_told_apart_by_their_type() {
        let cx = Context::new()
            .with_local(1_u8)
            .with_local("one")
            .with_local(2_u8);
        assert_eq!(
            (cx.local::<u8>(), cx.local::<&str>()),
            (Some(&2), Some(&"one"))
        );
        assert_eq!(cx.child().local::<u8>(), Some(&2));
        assert_eq!(cx.local::<i64>(), None);
    }

    #[test]
    fn response_attachments_are_per_call() {
        let cx = Context::new().with_attachment("a", "1");
        cx.set_response_attachment("k", "old");
        cx.set_response_attachment("k", "new");
        assert_eq!(cx.response_attachment("k").as_deref(), Some("new"));
        assert_eq!(cx.child().response_attachment("k"), None);
        assert_eq!(cx.child().attachment("a"), Some("1"));
        let next = cx.clone().with_attachment("a", "2");
        assert_eq!(next.response_attachment("k"), None);
        assert_eq!(
            (next.attachment("a"), cx.attachment("a")),
            (Some("2"), Some("1"))
        );
    }
}

//! Why a call did not end with a value, split by blame.

use std::fmt;

use hessian2::{Decode, Decoder, Encode, Encoder, Throwable};

use crate::frame::Status;
use crate::text;

/// Result of a remote method.
pub type Result<T, E = Fault> = std::result::Result<T, E>;

/// Class of exceptions that have no class of their own: every Java consumer has and allows it.
pub const RUNTIME_EXCEPTION: &str = "java.lang.RuntimeException";

/// Why a call has no value: what a handler returns as its error, and what a caller gets.
///
/// | kind | handler's meaning | on the wire | caller asks |
/// |---|---|---|---|
/// | exception | the service's own failure | inside status 20, never retried by Java | [`Fault::exception`] |
/// | refused | another provider may do it | the status; Java retries | [`Fault::status`] |
/// | transport | connection lost or not made | an exception | [`Fault::is_retryable`] |
/// | timeout | the other side is late | an exception | [`Fault::is_timeout`] |
/// | protocol | bytes that are no Dubbo | an exception | neither |
///
/// ```
/// use dubbo_rpc::Fault;
///
/// let fault = Fault::throw("java.lang.IllegalArgumentException", "quantity is -1, at least 1 is needed");
/// assert!(!fault.is_retryable());
/// assert!(Fault::overloaded("lane queue is full").is_retryable());
/// ```
#[derive(Clone)]
pub struct Fault(Box<Kind>);

#[derive(Clone)]
enum Kind {
    Exception {
        thrown: Exception,
        remote: bool,
    },
    Refused {
        status: Status,
        message: String,
        remote: bool,
    },
    Transport {
        message: String,
        /// Whether bytes of the call may have reached the other side.
        maybe_sent: bool,
    },
    Timeout(String),
    Protocol(String),
}

/// A Java `Throwable`: its class, its message, and all of it as hessian2 wrote it.
#[derive(Clone)]
pub struct Exception {
    class: String,
    message: Option<String>,
    /// One complete value, first of its stream.
    encoded: Vec<u8>,
}

impl Exception {
    /// Fully qualified Java class.
    #[must_use]
    pub fn class(&self) -> &str {
        &self.class
    }

    /// `getMessage()`.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// The exception as a type of the caller's, to read its fields.
    ///
    /// # Errors
    /// The codec's, when the type does not fit.
    pub fn decode<T: Decode>(&self) -> Result<T, hessian2::Error> {
        Decoder::new(&self.encoded).read()
    }

    pub(crate) fn encoded(&self) -> &[u8] {
        &self.encoded
    }
}

/// Code of `org.apache.dubbo.rpc.RpcException`: how a Java consumer would report a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are Java's constants")]
pub enum RpcCode {
    Unknown = 0,
    Network = 1,
    Timeout = 2,
    Biz = 3,
    Forbidden = 4,
    Serialization = 5,
    NoInvoker = 6,
    LimitExceeded = 7,
    TimeoutTerminate = 8,
}

impl Fault {
    /// The service failed: a `java.lang.RuntimeException` with this message.
    pub fn new(message: impl Into<String>) -> Self {
        Self::throw(RUNTIME_EXCEPTION, message)
    }

    /// The service throws an exception of a Java class that has no fields of its own.
    ///
    /// The class must be declared by the called method or be one every consumer allows (see
    /// `java.lang`'s unchecked ones); else a consumer of 3.2 or later cannot read it.
    pub fn throw(class: impl Into<String>, message: impl Into<String>) -> Self {
        Self::from(Throwable::new(class, message))
    }

    /// The service throws a value whose type describes a Java exception.
    ///
    /// `class` and `message` repeat what the value holds, for callers that see only those.
    pub fn throw_value(class: &str, message: &str, value: &dyn Encode) -> Self {
        let mut encoder = Encoder::new();
        match value.encode(&mut encoder) {
            Ok(()) => {
                let thrown = Exception {
                    class: class.to_owned(),
                    message: Some(message.to_owned()),
                    encoded: encoder.into_vec(),
                };
                Self(Box::new(Kind::Exception {
                    thrown,
                    remote: false,
                }))
            }
            Err(error) => Self::protocol(format!("exception {class} cannot be written: {error}")),
        }
    }

    /// The service has more work than it takes on; another provider may do the call. A Java
    /// consumer sees status 100 and fails over.
    pub fn overloaded(message: impl Into<String>) -> Self {
        Self::refused(Status::EXHAUSTED, message)
    }

    /// The call was not done and another provider may do it: the reply gets this status. Java
    /// consumers retry on it, so business refusals do not belong here.
    pub fn refused(status: Status, message: impl Into<String>) -> Self {
        Self(Box::new(Kind::Refused {
            status,
            message: message.into(),
            remote: false,
        }))
    }

    /// The connection went away before the reply came: the call may have been done or not.
    pub fn transport(message: impl Into<String>) -> Self {
        Self(Box::new(Kind::Transport {
            message: message.into(),
            maybe_sent: true,
        }))
    }

    /// No connection, or no room on it in time, so that the call was not sent and was certainly not done.
    pub fn unsent(message: impl Into<String>) -> Self {
        Self(Box::new(Kind::Transport {
            message: message.into(),
            maybe_sent: false,
        }))
    }

    /// No reply in time: the call may have been done or not.
    pub fn timeout(message: impl Into<String>) -> Self {
        Self(Box::new(Kind::Timeout(message.into())))
    }

    /// The peer sent what cannot be understood, or a value cannot be written: a mistake in a
    /// program, not in the network.
    pub fn protocol(message: impl Into<String>) -> Self {
        Self(Box::new(Kind::Protocol(message.into())))
    }

    /// An exception of the other side of which only the text arrived.
    pub(crate) fn thrown_without_class(message: String) -> Self {
        let mut encoder = Encoder::new();
        let written = Throwable::new(RUNTIME_EXCEPTION, message.clone()).encode(&mut encoder);
        match written {
            Ok(()) => Self::thrown_by_peer(
                RUNTIME_EXCEPTION.to_owned(),
                Some(message),
                encoder.into_vec(),
            ),
            Err(_) => Self::protocol(message),
        }
    }

    /// A refusal that arrived from the other side.
    pub(crate) fn refused_by_peer(status: Status, message: String) -> Self {
        Self(Box::new(Kind::Refused {
            status,
            message,
            remote: true,
        }))
    }

    /// An exception that arrived from the other side; `encoded` is its whole value.
    pub(crate) fn thrown_by_peer(class: String, message: Option<String>, encoded: Vec<u8>) -> Self {
        let thrown = Exception {
            class,
            message,
            encoded,
        };
        Self(Box::new(Kind::Exception {
            thrown,
            remote: true,
        }))
    }

    /// Whether the call may be given to another provider without asking what it is: it was not
    /// begun, or its connection was lost. After a lost connection only a call that is safe to
    /// repeat should be.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match &*self.0 {
            Kind::Refused { status, .. } => !self.is_timeout() && *status != Status::BAD_RESPONSE,
            Kind::Transport { .. } => true,
            Kind::Exception { .. } | Kind::Timeout(_) | Kind::Protocol(_) => false,
        }
    }

    /// Whether the call was certainly not begun: it never left, or the provider turned it away before the service's code.
    /// Giving it to another provider is safe whatever it is.
    #[must_use]
    pub fn was_not_done(&self) -> bool {
        match &*self.0 {
            Kind::Refused { status, .. } => matches!(
                *status,
                Status::EXHAUSTED | Status::SERVICE_NOT_FOUND | Status::BAD_REQUEST
            ),
            Kind::Transport { maybe_sent, .. } => !maybe_sent,
            Kind::Exception { .. } | Kind::Timeout(_) | Kind::Protocol(_) => false,
        }
    }

    /// Whether there was no connection or it was lost.
    #[must_use]
    pub fn is_transport(&self) -> bool {
        matches!(&*self.0, Kind::Transport { .. })
    }

    /// Whether it is unknown if the call was done, because no answer came in time.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        match &*self.0 {
            Kind::Timeout(_) => true,
            Kind::Refused { status, .. } => {
                matches!(*status, Status::CLIENT_TIMEOUT | Status::SERVER_TIMEOUT)
            }
            _ => false,
        }
    }

    /// Whether the other side said so, rather than this endpoint.
    #[must_use]
    pub fn is_remote(&self) -> bool {
        match &*self.0 {
            Kind::Exception { remote, .. } | Kind::Refused { remote, .. } => *remote,
            Kind::Transport { .. } | Kind::Timeout(_) | Kind::Protocol(_) => false,
        }
    }

    /// The exception, when the service threw one.
    #[must_use]
    pub fn exception(&self) -> Option<&Exception> {
        match &*self.0 {
            Kind::Exception { thrown, .. } => Some(thrown),
            _ => None,
        }
    }

    /// The status, when the call was refused with one.
    #[must_use]
    pub fn status(&self) -> Option<Status> {
        match &*self.0 {
            Kind::Refused { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// The message alone.
    #[must_use]
    pub fn message(&self) -> &str {
        match &*self.0 {
            Kind::Exception { thrown, .. } => thrown.message.as_deref().unwrap_or(&thrown.class),
            Kind::Refused { message, .. }
            | Kind::Transport { message, .. }
            | Kind::Timeout(message)
            | Kind::Protocol(message) => message,
        }
    }

    /// How Java's `RpcException.getCode()` would call it.
    #[must_use]
    pub fn rpc_code(&self) -> RpcCode {
        match &*self.0 {
            _ if self.is_timeout() => RpcCode::Timeout,
            Kind::Exception { .. } => RpcCode::Biz,
            Kind::Refused {
                status: Status::SERIALIZATION_ERROR,
                ..
            } => RpcCode::Serialization,
            Kind::Refused {
                status: Status::EXHAUSTED,
                remote: false,
                ..
            } => RpcCode::LimitExceeded,
            Kind::Refused { .. } | Kind::Transport { .. } => RpcCode::Network,
            Kind::Timeout(_) => RpcCode::Timeout,
            Kind::Protocol(_) => RpcCode::Serialization,
        }
    }

    /// The exception a reply carries for this fault, unless it is a refusal.
    pub(crate) fn into_reply(self) -> Result<Exception, (Status, String)> {
        match *self.0 {
            Kind::Exception { thrown, .. } => Ok(thrown),
            Kind::Refused {
                status,
                message,
                remote: false,
            } => Err((status, message)),
            // A refusal, loss or delay of somebody this service called is this service's failure.
            _ => {
                let message = self.to_string();
                match *Self::new(message).0 {
                    Kind::Exception { thrown, .. } => Ok(thrown),
                    _ => Err((
                        Status::SERVICE_ERROR,
                        text::message("exception cannot be written"),
                    )),
                }
            }
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Kind::Exception { thrown, .. } => {
                f.write_str(&thrown.class)?;
                thrown
                    .message
                    .iter()
                    .try_for_each(|message| write!(f, ": {message}"))
            }
            Kind::Refused {
                status, message, ..
            } => {
                write!(f, "refused with status {status}: {message}")
            }
            Kind::Transport { message, .. } | Kind::Timeout(message) | Kind::Protocol(message) => {
                f.write_str(message)
            }
        }
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match &*self.0 {
            Kind::Exception { .. } => "exception",
            Kind::Refused { .. } => "refused",
            Kind::Transport { .. } => "transport",
            Kind::Timeout(_) => "timeout",
            Kind::Protocol(_) => "protocol",
        };
        write!(f, "Fault({kind}, {:?})", self.to_string())
    }
}

impl fmt::Debug for Exception {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Exception")
            .field("class", &self.class)
            .field("message", &self.message)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for Fault {}

impl From<hessian2::Error> for Fault {
    fn from(error: hessian2::Error) -> Self {
        Self::protocol(error.to_string())
    }
}

impl From<Throwable> for Fault {
    /// The service throws this exception. Its class must be one the caller has: declared by the
    /// called method, or one of `java.lang`.
    fn from(thrown: Throwable) -> Self {
        let message = thrown.message.clone().unwrap_or_default();
        Self::throw_value(&thrown.class, &message, &thrown)
    }
}

//! Why something of the SDK failed, split by whose fault it is.

use std::fmt;

use dubbo_rpc::Fault;

/// Whose fault it is and what may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// An address or a setting does not say what it should: correct it.
    Configuration,
    /// No provider, no connection, or too much work on both sides; the call was certainly not done. May be tried again.
    Transport,
    /// Nobody knows whether the call was done: it was sent and no answer came. Ask before doing it again, or send it again
    /// under the same key.
    OutcomeUnknown,
    /// Bytes or types that do not fit: a mistake in a program.
    Protocol,
    /// The other side said no, or its code threw an exception.
    Rejected,
}

/// An error of the SDK.
#[derive(Debug, Clone)]
pub struct Error {
    kind: ErrorKind,
    message: String,
    fault: Option<Fault>,
}

impl Error {
    pub(crate) fn configuration(message: impl fmt::Display) -> Self {
        Self {
            kind: ErrorKind::Configuration,
            message: message.to_string(),
            fault: None,
        }
    }

    /// Whose fault it is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Whether the same may succeed later without a change, and it is safe to try: it was certainly not done.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.kind == ErrorKind::Transport
    }

    /// The fault of the call, with the exception's class and fields if there was one.
    #[must_use]
    pub fn fault(&self) -> Option<&Fault> {
        self.fault.as_ref()
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        let kind = if fault.was_not_done() {
            ErrorKind::Transport
        } else if fault.is_timeout() || fault.is_transport() {
            ErrorKind::OutcomeUnknown
        } else if fault.exception().is_some() || fault.status().is_some() {
            ErrorKind::Rejected
        } else {
            ErrorKind::Protocol
        };
        Self {
            kind,
            message: fault.to_string(),
            fault: Some(fault),
        }
    }
}

impl From<dubbo_registry::Error> for Error {
    fn from(error: dubbo_registry::Error) -> Self {
        Self::configuration(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;
    use dubbo_rpc::frame::Status;

    #[test]
    fn faults_are_split_by_blame() {
        for (fault, kind) in [
            (Fault::unsent("x"), ErrorKind::Transport),
            (Fault::overloaded("x"), ErrorKind::Transport),
            (Fault::transport("x"), ErrorKind::OutcomeUnknown),
            (Fault::timeout("x"), ErrorKind::OutcomeUnknown),
            (Fault::protocol("x"), ErrorKind::Protocol),
            (Fault::new("x"), ErrorKind::Rejected),
            (
                Fault::refused(Status::SERVICE_ERROR, "x"),
                ErrorKind::Rejected,
            ),
            (
                Fault::refused(Status::SERVER_TIMEOUT, "x"),
                ErrorKind::OutcomeUnknown,
            ),
        ] {
            let error = Error::from(fault.clone());
            assert_eq!(error.kind(), kind, "{fault:?}");
            assert_eq!(error.is_retryable(), kind == ErrorKind::Transport);
        }
    }
}

//! What a registry refuses or fails at.

use std::fmt;

/// Whose fault it is and what may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The registry's address does not say what it should: correct the configuration.
    Url,
    /// A service cannot be registered or looked up as it is described: correct the description.
    Service,
    /// The registry did not answer in time or not at all: it may be tried again.
    Unreachable,
    /// The registry answered and refused.
    Refused,
    /// A rule in the registry is not what a rule must be: the one before stays in force.
    Rule,
}

/// An error of a registry: what was wrong, the value, the limit and the way out. Never holds a password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    kind: ErrorKind,
    message: String,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl fmt::Display) -> Self {
        Self {
            kind,
            message: message.to_string(),
        }
    }

    /// What kind of error it is.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Whether the same call may succeed later without a change.
    pub fn is_retryable(&self) -> bool {
        self.kind == ErrorKind::Unreachable
    }
}

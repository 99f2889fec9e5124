//! What can go wrong with a peer.

use std::fmt;

/// A peer could not be had: what was tried, what came back, and the end of its log where there is one.
#[derive(Debug, Clone)]
pub struct PeerError(String);

impl PeerError {
    /// An error with this text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// For `map_err`: what was being done, followed by the cause.
    pub fn because<E: fmt::Display>(what: impl fmt::Display) -> impl FnOnce(E) -> Self {
        let what = what.to_string();
        move |cause| Self(format!("{what}: {cause}"))
    }
}

impl fmt::Display for PeerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for PeerError {}

/// Result of a harness call.
pub type Result<T> = std::result::Result<T, PeerError>;

//! Status byte of a response (`org.apache.dubbo.remoting.exchange.Response`).

use std::fmt;

/// Status of a response. Anything but [`Status::OK`] carries one hessian string as its body, and
/// makes a Java consumer try another provider: business refusals travel inside `OK`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Status(pub u8);

impl Status {
    /// The body is a result: a value, null or an exception.
    pub const OK: Self = Self(20);
    /// The sender could not encode what it wanted to say (3.x only).
    pub const SERIALIZATION_ERROR: Self = Self(25);
    /// Made up by a consumer that waited too long.
    pub const CLIENT_TIMEOUT: Self = Self(30);
    /// The provider was too late; a Java consumer reports a timeout.
    pub const SERVER_TIMEOUT: Self = Self(31);
    /// Made up by a consumer whose connection went away.
    pub const CHANNEL_INACTIVE: Self = Self(35);
    /// The request could not be understood.
    pub const BAD_REQUEST: Self = Self(40);
    /// The reply could not be sent, as a rule because it is too long.
    pub const BAD_RESPONSE: Self = Self(50);
    /// Defined by Java, not sent by it for a missing service.
    pub const SERVICE_NOT_FOUND: Self = Self(60);
    /// The call failed before or beside the service's code.
    pub const SERVICE_ERROR: Self = Self(70);
    /// The provider failed.
    pub const SERVER_ERROR: Self = Self(80);
    /// Made up by a consumer that could not read the reply.
    pub const CLIENT_ERROR: Self = Self(90);
    /// `SERVER_THREADPOOL_EXHAUSTED_ERROR`: the provider has more work than it takes on.
    pub const EXHAUSTED: Self = Self(100);

    /// Java's name of the status, or `unknown`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self.0 {
            20 => "OK",
            25 => "SERIALIZATION_ERROR",
            30 => "CLIENT_TIMEOUT",
            31 => "SERVER_TIMEOUT",
            35 => "CHANNEL_INACTIVE",
            40 => "BAD_REQUEST",
            50 => "BAD_RESPONSE",
            60 => "SERVICE_NOT_FOUND",
            70 => "SERVICE_ERROR",
            80 => "SERVER_ERROR",
            90 => "CLIENT_ERROR",
            100 => "SERVER_THREADPOOL_EXHAUSTED_ERROR",
            _ => "unknown",
        }
    }
}

impl fmt::Debug for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.0, self.name())
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

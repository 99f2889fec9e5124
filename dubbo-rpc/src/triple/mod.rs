//! What Triple is made of, for both sides of a connection: gRPC framing, the wrapper around hessian2 values, status,
//! headers. Pure: no socket, no clock.
//!
//! Upstream: `org.apache.dubbo.rpc.protocol.tri`. A Triple call is a gRPC call; where an interface is plain Java, its
//! arguments travel as hessian2 inside [`wrapper`] messages.

pub(crate) mod gzip;
pub(crate) mod message;
pub(crate) mod metadata;
pub(crate) mod status;
pub(crate) mod timeout;
pub(crate) mod wrapper;

/// Content type of every Triple request and reply starts so (`TripleConstant.CONTENT_PROTO`).
pub(crate) const GRPC: &str = "application/grpc";

/// Names of headers (`TripleHeaderEnum`).
pub(crate) mod names {
    pub(crate) const STATUS: &str = "grpc-status";
    pub(crate) const MESSAGE: &str = "grpc-message";
    pub(crate) const TIMEOUT: &str = "grpc-timeout";
    pub(crate) const ENCODING: &str = "grpc-encoding";
    pub(crate) const ACCEPT_ENCODING: &str = "grpc-accept-encoding";
    pub(crate) const VERSION: &str = "tri-service-version";
    pub(crate) const GROUP: &str = "tri-service-group";
    pub(crate) const APPLICATION: &str = "tri-consumer-appname";
    pub(crate) const CONVERT: &str = "tri-header-convert";
    pub(crate) const EXCEPTION_CODE: &str = "tri-exception-code";
    pub(crate) const SERVICE_TIMEOUT: &str = "tri-service-timeout";
    /// W3C trace context.
    pub(crate) const TRACEPARENT: &str = "traceparent";
    pub(crate) const REST_VERSION: &str = "rest-service-version";
    pub(crate) const REST_GROUP: &str = "rest-service-group";
}

/// How an exception of a service reaches a Triple caller.
///
/// A provider cannot see which release called it, so one of the two is chosen for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ExceptionStyle {
    /// As gRPC status 2 (`UNKNOWN`) with class and message as its text: every caller understands it, Java ones throw
    /// `RpcException`.
    #[default]
    Status,
    /// As the exception itself beside header `tri-exception-code`: Java callers from 3.2 on throw it. Older ones
    /// (3.0, 3.1) and callers that are not Dubbo take it for the reply.
    Thrown,
}

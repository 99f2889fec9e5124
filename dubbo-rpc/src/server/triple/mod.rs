//! HTTP on the port: Triple over HTTP/2, and JSON over HTTP/1.1 and HTTP/2, as Dubbo 3.3 serves them.
//!
//! | room | holds |
//! |---|---|
//! | `wire` | the stream under HTTP, watched: where frames begin, when bytes came and left |
//! | `http2` | the life of an HTTP/2 connection: streams in, deadlines, drain |
//! | `http1` | the same of HTTP/1.1 |
//! | `h2c` | the upgrade from one to the other |
//! | `unary` | one Triple call: message in, service, message out |
//! | `stream` | one Triple call with many messages, either way or both |
//! | `content` | what follows a request's headers |
//! | `messages` | the messages of a request's body, one after the other |
//! | `reply` | what goes back on a stream, piece by piece as the peer reads |
//! | `json` | one call in JSON, whichever HTTP it came by |
//! | `events` | one call in JSON whose results come one after the other, as events |
//! | `health` | gRPC's health check |
//! | `reflection` | gRPC's server reflection |
//!
//! Upstream: `dubbo-rpc-triple` and `dubbo-remoting-http12`.

mod content;
mod events;
mod h2c;
mod health;
mod http1;
mod http2;
mod json;
mod messages;
mod reflection;
mod reply;
mod stream;
mod unary;
mod wire;

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::io::{AsyncRead, AsyncWrite};

use super::state::{Connection, State};
use crate::triple::ExceptionStyle;

pub(crate) use health::HealthService;
pub(crate) use http1::serve as serve_http1;
pub(crate) use http2::serve as serve_http2;
pub use reflection::DescriptorError;
pub(crate) use reflection::{Files, NAMES as REFLECTION, ReflectionService};

/// A fixed text that is served to a `GET`, such as an OpenAPI document.
#[derive(Debug, Clone)]
pub struct Document {
    /// Path, with its leading slash.
    pub path: String,
    /// `content-type`.
    pub content_type: &'static str,
    /// The text.
    pub body: Bytes,
}

/// How HTTP is spoken.
#[derive(Debug, Clone, Default)]
pub(crate) struct HttpOptions {
    pub(crate) exceptions: ExceptionStyle,
    pub(crate) documents: Vec<Document>,
}

/// Why an HTTP connection ended, in words, and whether its peer is to blame.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) why: String,
    pub(crate) broken: bool,
}

impl Ended {
    fn fine(why: &str) -> Self {
        Self {
            why: why.to_owned(),
            broken: false,
        }
    }

    fn broken(why: String) -> Self {
        Self { why, broken: true }
    }
}

/// What both HTTP versions need of a stream.
pub(crate) trait Stream: AsyncRead + AsyncWrite + Unpin + Send + 'static {}

impl<S: AsyncRead + AsyncWrite + Unpin + Send + 'static> Stream for S {}

/// A stream of which `before` was read already.
pub(crate) fn after<S: Stream>(before: Vec<u8>, stream: S) -> impl Stream {
    wire::Watched::http1(stream, before, wire::Watch::new())
}

/// How often deadlines are looked at: twice in the shortest of them.
fn tick(connection: &Connection) -> Duration {
    let limits = &connection.state.limits;
    let shortest = limits
        .frame_read
        .min(limits.heartbeat)
        .min(limits.idle_close)
        .min(limits.write_stall);
    (shortest / 2).clamp(Duration::from_millis(5), Duration::from_secs(10))
}

/// Whether so many reply bytes wait on this connection that no more are made; with the limit's name.
fn too_many_replies(connection: &Connection) -> Option<String> {
    let limit = connection.state.limits.reply_bytes_hard;
    (connection.outbox.queued() > limit).then(|| {
        format!(
            "replies wait unread on this connection, limit `reply_bytes_hard` of {limit} bytes is reached; the call \
             was done"
        )
    })
}

/// What a caller learns when there are too many calls.
fn exhausted(name: &str, limit: usize) -> String {
    format!("threadpool is exhausted: limit `{name}` of {limit} is reached; call another provider")
}

/// The bound of a message in bytes.
fn payload_bytes(state: &Arc<State>) -> usize {
    usize::try_from(state.limits.payload_bytes).unwrap_or(usize::MAX)
}

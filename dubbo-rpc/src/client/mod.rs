//! The consumer's side of one provider: a connection that many calls share.

mod dial;
mod generic;
mod invocation;
mod link;
mod tls;
mod triple;

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;

use arc_swap::ArcSwapOption;
use hessian2::Encoder;
use tokio::time::{Instant, timeout_at};

pub use generic::GenericClient;
pub use invocation::{Argument, Invocation, InvokeFuture, Invoker, Reply, ServiceRef};
pub use tls::{ClientTls, ClientTlsOptions};
pub use triple::TripleClient;

use crate::body::{keys, reply, request};
use crate::fault::Fault;
use crate::frame::{HEADER_LEN, Header, Kind, SERIALIZATION_HESSIAN2, Status, body_len};
use link::{Answer, Link, Waiting};

/// How a client behaves.
#[derive(Debug, Clone)]
pub struct ClientOptions {
    /// Time for a connection to be made, and with TLS as much again for its handshake.
    pub connect_timeout: Duration,
    /// Time for a call whose context sets none. Java: `timeout`, 1 s.
    pub timeout: Duration,
    /// Name of this application, told to the provider as `remote.application`.
    pub application: Option<String>,
    /// Silence after which a heartbeat is asked for. Java: `heartbeat`, 60 s.
    pub heartbeat: Duration,
    /// Silence after which the connection is given up. Java: three times `heartbeat`.
    pub idle_close: Duration,
    /// Longest body of a frame in bytes, both ways. Java: `payload`, 8 MiB.
    pub payload_bytes: u32,
    /// Calls waiting for their reply; further ones fail at once.
    pub pending_calls: usize,
    /// Request bytes waiting to be sent; above it calls fail at once.
    pub queued_bytes: usize,
    /// Bounds of the value codec.
    pub hessian: hessian2::Limits,
    /// TLS; `None` speaks without.
    pub tls: Option<ClientTls>,
}

impl Default for ClientOptions {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(3),
            timeout: Duration::from_secs(1),
            application: None,
            heartbeat: Duration::from_secs(60),
            idle_close: Duration::from_secs(180),
            payload_bytes: 8 * 1024 * 1024,
            pending_calls: 16_384,
            queued_bytes: 64 * 1024 * 1024,
            hessian: hessian2::Limits::default(),
            tls: None,
        }
    }
}

/// A provider at one address. Clones share its connection; a lost one is made again by the next
/// call. Choosing among providers and retrying is for who holds several.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

struct Inner {
    address: String,
    options: ClientOptions,
    /// The present connection. Looked at by every call, so without a lock that all of them share.
    link: ArcSwapOption<Link>,
    /// Whether it may be given calls; the connection keeps it.
    available: Arc<AtomicBool>,
    /// Held while a connection is made, so that many calls make one.
    connecting: tokio::sync::Mutex<()>,
    next_id: AtomicI64,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("address", &self.inner.address)
            .field("available", &self.is_available())
            .finish_non_exhaustive()
    }
}

impl Client {
    /// Connects to `host:port`.
    ///
    /// # Errors
    /// A transport fault when nobody answers there in time, or there is no TLS with who does.
    pub async fn connect(
        address: impl Into<String>,
        options: ClientOptions,
    ) -> Result<Self, Fault> {
        let client = Self::lazy(address, options);
        client.link().await?;
        Ok(client)
    }

    /// A client that connects with its first call.
    #[must_use]
    pub fn lazy(address: impl Into<String>, mut options: ClientOptions) -> Self {
        // The frame's bound holds for what is in it.
        options.hessian.bytes = usize::try_from(options.payload_bytes).unwrap_or(usize::MAX);
        Self {
            inner: Arc::new(Inner {
                address: address.into(),
                options,
                link: ArcSwapOption::empty(),
                available: Arc::default(),
                connecting: tokio::sync::Mutex::new(()),
                next_id: AtomicI64::new(1),
            }),
        }
    }

    /// The provider's address as given.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.inner.address
    }

    /// Whether it is connected and the provider has not asked to be spared (read-only event).
    #[must_use]
    pub fn is_available(&self) -> bool {
        self.inner.available.load(Ordering::Relaxed)
    }

    /// Connects unless it is connected, for who does not want the first call to wait.
    ///
    /// # Errors
    /// A transport fault when nobody answers there in time.
    pub async fn ready(&self) -> Result<(), Fault> {
        self.link().await.map(drop)
    }

    /// Waits until the present connection has ended; at once when there is none.
    pub async fn lost(&self) {
        let present = self.inner.present();
        if let Some(link) = present {
            link.lost().await;
        }
    }

    /// Calls waiting for their reply.
    #[must_use]
    pub fn pending_calls(&self) -> usize {
        self.inner.present().map_or(0, |link| link.pending_calls())
    }

    async fn link(&self) -> Result<Arc<Link>, Fault> {
        if let Some(link) = self.inner.present() {
            return Ok(link);
        }
        let _making = self.inner.connecting.lock().await;
        if let Some(link) = self.inner.present() {
            return Ok(link);
        }
        let Inner {
            address, options, ..
        } = &*self.inner;
        // `dubbo://` has no name in ALPN.
        let stream = dial::dial(address, options, b"").await?;
        let link = Link::start(stream, options, &self.inner.available);
        self.inner.link.store(Some(Arc::clone(&link)));
        Ok(link)
    }

    async fn call(&self, call: Invocation) -> Result<Reply, Fault> {
        let Inner {
            address,
            options,
            next_id,
            ..
        } = &*self.inner;
        if call.is_streaming() {
            return Err(Fault::protocol(format!(
                "{}.{} streams, which dubbo:// cannot: call it over Triple (TripleClient, `tri://`)",
                call.service.interface(),
                call.method
            )));
        }
        if call.message.is_some() {
            return Err(Fault::protocol(format!(
                "{}.{} takes a protobuf message, which dubbo:// does not carry: call it over Triple (TripleClient, `tri://`)",
                call.service.interface(),
                call.method
            )));
        }
        let mut now = Instant::now();
        let deadline = call.context.deadline();
        let deadline = deadline.unwrap_or_else(|| now + options.timeout);
        let late = || {
            Fault::timeout(format!(
                "no answer from {address} to {}.{} in time",
                call.service.interface(),
                call.method
            ))
        };
        if !self.inner.is_connected() {
            timeout_at(deadline, self.link()).await.map_err(|_| {
                Fault::unsent(format!(
                    "no connection to {address} before {}.{} was late; it was not sent",
                    call.service.interface(),
                    call.method
                ))
            })??;
            now = Instant::now();
        }
        let id = next_id.fetch_add(1, Ordering::Relaxed);
        let left = deadline.saturating_duration_since(now);
        let frame = encode(&call, id, left, options)?;
        let Some(waiting) = self.inner.begin(&call, id, frame)? else {
            return Ok(Reply::null());
        };
        let waiting = Waits {
            inner: &self.inner,
            id,
            waiting,
            over: false,
        };
        let answer = timeout_at(deadline, waiting.answer())
            .await
            .map_err(|_| late())?;
        self.understand(&call, answer?)
    }

    fn understand(&self, call: &Invocation, answer: Answer) -> Result<Reply, Fault> {
        let limits = &self.inner.options.hessian;
        let unreadable = |error: hessian2::Error| {
            Fault::protocol(format!(
                "answer of {} is no reply: {error}",
                self.inner.address
            ))
        };
        let readable = answer.serialization == SERIALIZATION_HESSIAN2;
        if answer.status != Status::OK {
            // A provider of 3.2 refuses in the serialization it prefers, whatever it was asked in.
            let message = if readable {
                let mut decoder = hessian2::Decoder::with_limits(&answer.body, limits.clone());
                decoder
                    .read_string()
                    .unwrap_or_else(|_| "no message".to_owned())
            } else {
                legible(&answer.body)
            };
            return Err(Fault::refused_by_peer(answer.status, message));
        }
        if !readable {
            return Err(Fault::protocol(format!(
                "answer of {} uses serialization id {} instead of {SERIALIZATION_HESSIAN2}",
                self.inner.address, answer.serialization
            )));
        }
        let incoming = reply::read(&answer.body, limits).map_err(unreadable)?;
        for (key, value) in incoming.attachments {
            // The protocol's own entry is no answer of the service's.
            if key != keys::DUBBO {
                call.context.set_response_attachment(key, value);
            }
        }
        Ok(match incoming.outcome? {
            Some(value) => Reply::within(answer.body, value, limits.clone()),
            None => Reply::null(),
        })
    }
}

impl Inner {
    fn present(&self) -> Option<Arc<Link>> {
        let link = self.link.load_full();
        link.filter(|link| !link.is_closed())
    }

    fn is_connected(&self) -> bool {
        let link = self.link.load();
        link.as_ref().is_some_and(|link| !link.is_closed())
    }

    /// Sends a request; where its answer will come, if one is wanted.
    fn begin(&self, call: &Invocation, id: i64, frame: Vec<u8>) -> Result<Option<Waiting>, Fault> {
        let Self {
            address, options, ..
        } = self;
        let link = self.link.load();
        let Some(link) = &*link else {
            return Err(Fault::unsent(format!(
                "connection to {address} was lost before the call was sent"
            )));
        };
        if link.queued_bytes() > options.queued_bytes {
            return Err(Fault::overloaded(format!(
                "more than {} request bytes wait to be sent to {address}",
                options.queued_bytes
            )));
        }
        if call.one_way {
            link.send(frame, address)?;
            return Ok(None);
        }
        let waiting = link.register(id, options.pending_calls)?;
        let sent = link.send(frame, address);
        if sent.is_err() {
            link.forget(id);
        }
        sent.map(|()| Some(waiting))
    }
}

/// A call that waits for its answer. Dropped before, it is forgotten.
struct Waits<'a> {
    inner: &'a Inner,
    id: i64,
    waiting: Waiting,
    /// Answered, or ended with its connection: nothing is left to forget.
    over: bool,
}

impl Waits<'_> {
    async fn answer(mut self) -> Result<Answer, Fault> {
        let answer = (&mut self.waiting).await;
        self.over = true;
        answer.unwrap_or_else(|_| Err(Fault::transport("the connection's task was stopped")))
    }
}

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        if self.over {
            return;
        }
        // Numbers are the client's: one of a connection before this is not known to it.
        if let Some(link) = &*self.inner.link.load() {
            link.forget(self.id);
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        if let Some(link) = self.link.swap(None) {
            link.close();
        }
    }
}

impl Invoker for Client {
    fn invoke(&self, call: Invocation) -> InvokeFuture<'_> {
        Box::pin(self.call(call))
    }
}

/// What can be read of a message in another serialization: those of Java write a text as its bytes, behind its length.
fn legible(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    let kept = |c: &char| !c.is_control() && *c != char::REPLACEMENT_CHARACTER;
    let text: String = text.chars().filter(kept).take(LEGIBLE_CHARS).collect();
    if text.is_empty() {
        "no message".to_owned()
    } else {
        text
    }
}

/// Most characters of it.
const LEGIBLE_CHARS: usize = 4_096;

fn encode(
    call: &Invocation,
    id: i64,
    left: Duration,
    options: &ClientOptions,
) -> Result<Vec<u8>, Fault> {
    let mut extra = Vec::with_capacity(3);
    if let Some(application) = &options.application {
        extra.push((keys::REMOTE_APPLICATION, application.as_str()));
    }
    if call.one_way {
        extra.push((keys::RETURN, "false"));
    }
    if let Some(generic) = call.generic {
        extra.push((keys::GENERIC, generic));
    }
    let mut frame = Vec::with_capacity(512);
    frame.resize(HEADER_LEN, 0);
    let mut encoder = Encoder::append_to(frame);
    let outgoing = request::Outgoing {
        path: call.service.path(),
        interface: call.service.interface(),
        version: call.service.version(),
        group: call.service.group(),
        method: &call.method,
        descriptor: &call.descriptor,
        arguments: &call.arguments,
        timeout_ms: Some(left.as_millis().max(1)),
        attachments: &extra,
        objects: call.context.attachments(),
    };
    request::write(&mut encoder, &outgoing).map_err(|error| {
        Fault::protocol(format!(
            "call of {}.{} cannot be written: {error}",
            call.service.interface(),
            call.method
        ))
    })?;
    let mut frame = encoder.into_vec();
    let len = frame.len() - HEADER_LEN;
    let body_len = match body_len(len) {
        Ok(body_len) if body_len <= options.payload_bytes => body_len,
        _ => {
            return Err(Fault::protocol(format!(
                "Data length too large: {len}, max payload: {}; the request was not sent",
                options.payload_bytes
            )));
        }
    };
    let kind = Kind::Request {
        two_way: !call.one_way,
        event: false,
    };
    let header = Header {
        kind,
        serialization: SERIALIZATION_HESSIAN2,
        id,
        body_len,
    };
    frame[..HEADER_LEN].copy_from_slice(&header.to_bytes());
    Ok(frame)
}

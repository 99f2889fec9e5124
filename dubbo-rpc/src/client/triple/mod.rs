//! A provider that speaks Triple: calls over one HTTP/2 connection, hessian2 in the wrapper.
//!
//! Upstream: `TripleInvoker` and `AbstractTripleClientStream`.

mod exchange;
mod request;
mod streaming;

use std::fmt;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context as TaskContext, Poll, Waker};
use std::time::Duration;

use bytes::Bytes;
use h2::client::{ResponseFuture, SendRequest};
use h2::{Ping, PingPong, Reason, SendStream};
use http::Request;
use tokio::time::{Instant, timeout, timeout_at};

use super::dial::{H2, Refused, dial};
use super::{ClientOptions, Invocation, InvokeFuture, Invoker, Reply};
use crate::body::{keys, reply};
use crate::fault::Fault;
use crate::triple::wrapper;
use exchange::{Answer, Broken, exchange};
use request::{encode, head, late_unsent};
use streaming::Stopped;

/// Bytes of replies that may be on their way here before they are read: of a stream, and of the connection, which a few streams that
/// nobody reads must not fill.
const STREAM_WINDOW_BYTES: u32 = 1024 * 1024;
const WINDOW_BYTES: u32 = 16 * STREAM_WINDOW_BYTES;

/// Streams that are begun before the provider has said how many it allows: what RFC 9113 (6.5.2) asks it to allow at least. More would be
/// refused, one by one, and by a careful provider taken for an attack.
const STREAMS_BEFORE_SETTINGS: usize = 100;

/// Bytes of the headers or trailers of one reply.
const HEADER_LIST_BYTES: u32 = 64 * 1024;

/// A provider at one address, called over Triple. Clones share its connection; a lost one is made again by the next
/// call, and so is one that the provider says goodbye on (GOAWAY), which finishes the calls it has.
///
/// Java providers of 3.0 and later serve it; those of this crate answer both this and [`Client`](super::Client) on one port.
#[derive(Clone)]
pub struct TripleClient {
    inner: Arc<Inner>,
}

struct Inner {
    address: String,
    options: ClientOptions,
    /// The present connection; a short lock, never held over an await.
    link: Mutex<Option<Arc<Link>>>,
    /// Held while a connection is made, so that many calls make one.
    connecting: tokio::sync::Mutex<()>,
    /// Calls that wait for their reply.
    pending: AtomicUsize,
}

/// One connection.
struct Link {
    send: SendRequest<Bytes>,
    refused: Refused,
    /// Cancelled once it takes no further calls: it has ended, or the provider has said goodbye and finishes those it has.
    over: tokio_util::sync::CancellationToken,
    closing: tokio_util::sync::CancellationToken,
}

/// A stream for one call.
struct Opened {
    response: ResponseFuture,
    out: SendStream<Bytes>,
    refused: Refused,
}

impl fmt::Debug for TripleClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TripleClient")
            .field("address", &self.inner.address)
            .field("available", &self.is_available())
            .finish_non_exhaustive()
    }
}

impl TripleClient {
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
        // The message's bound holds for what is in it.
        options.hessian.bytes = usize::try_from(options.payload_bytes).unwrap_or(usize::MAX);
        Self {
            inner: Arc::new(Inner {
                address: address.into(),
                options,
                link: Mutex::new(None),
                connecting: tokio::sync::Mutex::new(()),
                pending: AtomicUsize::new(0),
            }),
        }
    }

    /// The provider's address as given.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.inner.address
    }

    /// Whether it is connected and the provider has not said goodbye (GOAWAY).
    #[must_use]
    pub fn is_available(&self) -> bool {
        self.inner.present().is_some()
    }

    /// Connects unless it is connected, for who does not want the first call to wait.
    ///
    /// # Errors
    /// A transport fault when nobody answers there in time.
    pub async fn ready(&self) -> Result<(), Fault> {
        self.link().await.map(drop)
    }

    /// Waits until the present connection takes no further calls, because it has ended or the provider has said goodbye; at once when
    /// there is none.
    pub async fn lost(&self) {
        let present = self.inner.present();
        if let Some(link) = present {
            link.over.cancelled().await;
        }
    }

    /// Calls waiting for their reply.
    #[must_use]
    pub fn pending_calls(&self) -> usize {
        self.inner.pending.load(Ordering::Relaxed)
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
        let link = connect(address, options).await?;
        *self.inner.slot() = Some(Arc::clone(&link));
        Ok(link)
    }

    /// A stream for a call whose request is not sent yet. A connection that takes no more streams is made anew, once.
    async fn open(&self, head: &Request<()>) -> Result<Opened, Fault> {
        let address = &self.inner.address;
        let mut failed = None;
        for _ in 0..2 {
            let link = self.link().await?;
            let opened = async {
                let mut send = link.send.clone().ready().await?;
                send.send_request(head.clone(), false)
            };
            match opened.await {
                Ok((response, out)) => {
                    let refused = Arc::clone(&link.refused);
                    return Ok(Opened {
                        response,
                        out,
                        refused,
                    });
                }
                Err(error) => {
                    self.inner.forget(&link);
                    failed = Some(error);
                }
            }
        }
        let reason = failed.map(|error| error.to_string()).unwrap_or_default();
        Err(Fault::unsent(format!(
            "connection to {address} was lost before the call was sent: {reason}"
        )))
    }

    async fn open_in_time(
        &self,
        call: &Invocation,
        head: &Request<()>,
        deadline: Option<Instant>,
    ) -> Result<Opened, Fault> {
        let Some(deadline) = deadline else {
            return self.open(head).await;
        };
        let late = |_| late_unsent(call, "no connection to", &self.inner.address);
        timeout_at(deadline, self.open(head)).await.map_err(late)?
    }

    async fn call(&self, call: Invocation) -> Result<Reply, Fault> {
        let Inner {
            address, options, ..
        } = &*self.inner;
        let default = Instant::now() + options.timeout;
        let deadline = call.context.deadline().unwrap_or(default);
        let late = || {
            Fault::timeout(format!(
                "no answer from {address} to {}.{} in time",
                call.service.interface(),
                call.method
            ))
        };
        let pending = Pending::take(&self.inner)?;
        if call.is_streaming() {
            return self.stream(&call, pending).await;
        }
        let frame = match &call.message {
            Some(message) => streaming::framed(message, options)?,
            None => encode(&call, options)?,
        };
        let head = head(&call, address, Some(deadline), options)?;
        let Opened {
            response,
            out,
            refused,
        } = self.open_in_time(&call, &head, Some(deadline)).await?;
        let sent = AtomicBool::new(false);
        if call.one_way {
            // Who drops a stream cancels it: the answer is waited for, by nobody.
            let limit = options.payload_bytes;
            tokio::spawn(async move {
                let _pending = pending;
                let _ = timeout_at(deadline, exchange(response, out, frame, limit, &sent)).await;
            });
            return Ok(Reply::null());
        }
        let answer = exchange(response, out, frame, options.payload_bytes, &sent);
        // Dropped in its middle, it tells the provider (RST_STREAM) that nobody waits.
        let answer = timeout_at(deadline, answer).await;
        let is_sent = sent.load(Ordering::Relaxed);
        let answer = answer.map_err(|_| match is_sent {
            true => late(),
            false => late_unsent(
                &call,
                "no free stream or room on the connection to",
                address,
            ),
        })?;
        let answer = answer.map_err(|error| match error {
            Broken::Lost(error) if !is_sent && refused.get().is_none() => {
                unfinished(address, &error)
            }
            error => broken(address, &refused, error),
        })?;
        self.understand(&call, answer)
    }

    /// A call that takes as long as its streams do; only its own deadline bounds it.
    async fn stream(&self, call: &Invocation, _pending: Pending) -> Result<Reply, Fault> {
        let Inner {
            address, options, ..
        } = &*self.inner;
        let deadline = call.context.deadline();
        let late = || {
            Fault::timeout(format!(
                "the streams of {}.{} with {address} did not end in time",
                call.service.interface(),
                call.method
            ))
        };
        let head = head(call, address, deadline, options)?;
        let Opened {
            response,
            out,
            refused,
        } = self.open_in_time(call, &head, deadline).await?;
        let work = async {
            let streams = call.streams.as_ref().and_then(|streams| {
                let mut streams = streams.lock().unwrap_or_else(PoisonError::into_inner);
                streams.take()
            });
            let streams = streams.ok_or_else(|| {
                Fault::protocol("what was streamed cannot be streamed again".to_owned())
            })?;
            let first = match &streams.requests {
                None => Some(encode(call, options)?),
                Some(_) => None,
            };
            streaming::stream(response, out, first, streams, options)
                .await
                .map_err(|stopped| match stopped {
                    Stopped::Broken(error) => broken(address, &refused, error),
                    Stopped::Here(fault) => fault,
                })
        };
        let answer = match deadline {
            Some(deadline) => timeout_at(deadline, work).await.map_err(|_| late())??,
            None => work.await?,
        };
        self.take(call, answer).map(|_| Reply::null())
    }

    /// The message of an answer, its attachments put where the caller finds them.
    fn take(&self, call: &Invocation, answer: Answer) -> Result<Bytes, Fault> {
        for (key, value) in answer.attachments {
            if key != keys::DUBBO {
                call.context.set_response_attachment(key, value);
            }
        }
        answer.outcome.map_err(|(code, text)| code.into_fault(text))
    }

    fn understand(&self, call: &Invocation, answer: Answer) -> Result<Reply, Fault> {
        let Inner {
            address, options, ..
        } = &*self.inner;
        let limits = &options.hessian;
        let thrown = answer.thrown;
        let message = self.take(call, answer)?;
        let unreadable = |error: &dyn fmt::Display| {
            Fault::protocol(format!("answer of {address} is no reply: {error}"))
        };
        if call.message.is_some() {
            // As it is; what was thrown would be a value of Java's, which a caller of messages cannot read.
            return match thrown {
                true => Err(unreadable(&"it is an exception instead of a message")),
                false => Ok(Reply::new(message.to_vec(), limits.clone())),
            };
        }
        let response = wrapper::Response::read(&message).map_err(|error| unreadable(&error))?;
        if !matches!(response.serialization, "hessian4" | "hessian2") {
            let name = crate::text::name(response.serialization);
            return Err(unreadable(&format!(
                "its serialization is {name}, not hessian2"
            )));
        }
        if thrown {
            return Err(
                reply::read_exception(response.data, limits).map_err(|error| unreadable(&error))?
            );
        }
        let data = if response.data.is_empty() {
            b"N"
        } else {
            response.data
        };
        Ok(Reply::new(data.to_vec(), limits.clone()))
    }
}

impl Inner {
    fn slot(&self) -> std::sync::MutexGuard<'_, Option<Arc<Link>>> {
        self.link.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn present(&self) -> Option<Arc<Link>> {
        self.slot()
            .as_ref()
            .filter(|link| !link.over.is_cancelled())
            .cloned()
    }

    /// Makes the next call connect anew. The calls on the old connection go on.
    fn forget(&self, link: &Arc<Link>) {
        let mut slot = self.slot();
        if slot
            .as_ref()
            .is_some_and(|present| Arc::ptr_eq(present, link))
        {
            *slot = None;
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        if let Some(link) = self.slot().take() {
            link.closing.cancel();
        }
    }
}

impl Link {
    /// Looks whether the provider has said goodbye: h2 opens no stream any more then, and says so to who asks.
    fn heed_goodbye(&self) {
        let mut cx = TaskContext::from_waker(Waker::noop());
        let is_refused = matches!(self.send.clone().poll_ready(&mut cx), Poll::Ready(Err(_)));
        if is_refused && !self.over.is_cancelled() {
            tracing::debug!("a provider said goodbye");
            self.over.cancel();
        }
    }
}

impl Invoker for TripleClient {
    fn invoke(&self, call: Invocation) -> InvokeFuture<'_> {
        Box::pin(self.call(call))
    }
}

/// A call's place among [`ClientOptions::pending_calls`], given back when dropped.
struct Pending(Arc<Inner>);

impl Pending {
    fn take(inner: &Arc<Inner>) -> Result<Self, Fault> {
        let limit = inner.options.pending_calls;
        let place = Self(Arc::clone(inner));
        if inner.pending.fetch_add(1, Ordering::Relaxed) >= limit {
            return Err(Fault::overloaded(format!(
                "{limit} calls wait for a reply on one connection, limit `pending_calls`"
            )));
        }
        Ok(place)
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        self.0.pending.fetch_sub(1, Ordering::Relaxed);
    }
}

async fn connect(address: &str, options: &ClientOptions) -> Result<Arc<Link>, Fault> {
    let failed =
        |error: &dyn fmt::Display| Fault::unsent(format!("cannot connect to {address}: {error}"));
    let stream = dial(address, options, H2).await?;
    let refused = stream.refused();
    let limit = options.connect_timeout;
    let mut builder = h2::client::Builder::new();
    builder
        .enable_push(false)
        .initial_max_send_streams(STREAMS_BEFORE_SETTINGS)
        .initial_window_size(STREAM_WINDOW_BYTES)
        .initial_connection_window_size(WINDOW_BYTES)
        .max_header_list_size(HEADER_LIST_BYTES);
    let (send, mut connection) = timeout(limit, builder.handshake::<_, Bytes>(stream))
        .await
        .map_err(|_| failed(&format!("its first bytes did not leave within {limit:?}")))?
        .map_err(|error| failed(&error))?;
    let link = Arc::new(Link {
        send,
        refused,
        over: tokio_util::sync::CancellationToken::new(),
        closing: tokio_util::sync::CancellationToken::new(),
    });
    let pings = connection.ping_pong();
    let (heartbeat, idle_close) = (options.heartbeat, options.idle_close);
    let watched = Arc::downgrade(&link);
    let closing = link.closing.clone();
    tokio::spawn(async move {
        let serving = std::future::poll_fn(|cx| {
            let over = Pin::new(&mut connection).poll(cx);
            // By who still uses it: a handle of this task's own would keep an idle connection open.
            if over.is_pending()
                && let Some(link) = watched.upgrade()
            {
                link.heed_goodbye();
            }
            over
        });
        let over = tokio::select! {
            over = serving => over.err().map(|error| error.to_string()),
            () = silence(pings, heartbeat, idle_close) => Some("the provider gave no sign of life".to_owned()),
            () = closing.cancelled() => None,
        };
        tracing::debug!(
            reason = over.as_deref().unwrap_or("closed"),
            "connection to a provider ended"
        );
        if let Some(link) = watched.upgrade() {
            link.over.cancel();
        }
    });
    Ok(link)
}

/// Asks for a sign of life every `heartbeat`; returns when one does not come in the rest of `idle_close`.
async fn silence(pings: Option<PingPong>, heartbeat: Duration, idle_close: Duration) {
    let Some(mut pings) = pings else {
        return std::future::pending().await;
    };
    let patience = idle_close.saturating_sub(heartbeat).max(heartbeat);
    loop {
        tokio::time::sleep(heartbeat).await;
        match timeout(patience, pings.ping(Ping::opaque())).await {
            Ok(Ok(_)) => {}
            // The connection's own end says it better.
            Ok(Err(_)) => return std::future::pending().await,
            Err(_) => return,
        }
    }
}

fn broken(address: &str, refused: &Refused, error: Broken) -> Fault {
    if let Some(why) = refused.get() {
        return Fault::unsent(format!("the call was not done: {why}"));
    }
    match error {
        Broken::Lost(error) => lost(address, &error),
        Broken::Bytes(message) => {
            Fault::protocol(format!("answer of {address} is no reply: {message}"))
        }
    }
}

/// The connection, or the stream, ended before the request had left as a whole.
fn unfinished(address: &str, error: &h2::Error) -> Fault {
    match error.reason() {
        Some(Reason::REFUSED_STREAM) => lost(address, error),
        _ => Fault::unsent(format!(
            "the connection to {address} was lost before the call was sent: {error}"
        )),
    }
}

fn lost(address: &str, error: &h2::Error) -> Fault {
    match error.reason() {
        // Not begun, and said so.
        Some(Reason::REFUSED_STREAM) => Fault::overloaded(format!(
            "{address} takes no more streams on this connection"
        )),
        // Behind the last stream that a goodbye promises to finish: not begun (RFC 9113, 6.8).
        Some(Reason::NO_ERROR) if error.is_go_away() && error.is_remote() => {
            Fault::unsent(format!("{address} said goodbye before it began the call"))
        }
        _ => Fault::transport(format!(
            "the connection to {address} was lost before the answer came: {error}"
        )),
    }
}

//! A provider that speaks Triple: calls over one HTTP/2 connection, hessian2 in the wrapper.
//!
//! Upstream: `TripleInvoker` and `AbstractTripleClientStream`.

mod driver;
mod exchange;
mod handover;
mod request;
mod streaming;

use std::fmt;
use std::ops::Deref;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use arc_swap::ArcSwapOption;
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
use driver::drive;
use exchange::{Answer, Broken};
use handover::{Handover, Outcome};
use request::{Form, Forms, late_unsent};
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
    /// The present connection. Looked at by every call, so without a lock that all of them share.
    link: ArcSwapOption<Link>,
    /// Held while a connection is made, so that many calls make one.
    connecting: tokio::sync::Mutex<()>,
    /// Calls that wait for their reply.
    pending: AtomicUsize,
    forms: Forms,
}

/// One connection.
struct Link {
    /// For calls that stream; the others are handed over.
    send: SendRequest<Bytes>,
    /// Takes no more once the connection has ended, or the provider has said goodbye and finishes the calls it has.
    handover: Arc<Handover>,
    refused: Refused,
    /// Cancelled a moment after that.
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
                link: ArcSwapOption::empty(),
                connecting: tokio::sync::Mutex::new(()),
                pending: AtomicUsize::new(0),
                forms: Forms::default(),
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
        let link = self.inner.link.load();
        link.as_ref().is_some_and(|link| link.is_open())
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
        // Without the connection itself: who only waits for its end must not hold it.
        let over = self.inner.present().map(|link| link.over.clone());
        if let Some(over) = over {
            over.cancelled().await;
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
        self.inner.link.store(Some(Arc::clone(&link)));
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

    async fn link_in_time(&self, call: &Invocation, deadline: Instant) -> Result<Arc<Link>, Fault> {
        let late = |_| late_unsent(call, "no connection to", &self.inner.address);
        timeout_at(deadline, self.link()).await.map_err(late)?
    }

    async fn call(&self, call: Invocation) -> Result<Reply, Fault> {
        let options = &self.inner.options;
        if call.is_streaming() {
            let _pending = Pending::take(&*self.inner)?;
            return self.stream(&call).await;
        }
        let default = Instant::now() + options.timeout;
        let deadline = call.context.deadline().unwrap_or(default);
        if call.one_way {
            let pending = Pending::take(Arc::clone(&self.inner))?;
            let encoded = self.encode(&call)?;
            // Who leaves a call ends it: the answer is waited for, by nobody. That there is a connection is waited for here.
            self.link_in_time(&call, deadline).await?;
            let client = self.clone();
            tokio::spawn(async move {
                let _pending = pending;
                let _ = client.whole(&call, encoded, deadline).await;
            });
            return Ok(Reply::null());
        }
        let _pending = Pending::take(&*self.inner)?;
        let encoded = self.encode(&call)?;
        let answer = self.whole(&call, encoded, deadline).await?;
        self.understand(&call, answer)
    }

    /// What all calls of the method say alike, and this one's message in its frame.
    fn encode(&self, call: &Invocation) -> Result<(Arc<Form>, Bytes), Fault> {
        let Inner {
            address, options, ..
        } = &*self.inner;
        let form = self.inner.forms.of(call, address, options)?;
        let frame = match &call.message {
            Some(message) => streaming::framed(message, options)?,
            None => form.encode(call, options)?,
        };
        Ok((form, frame))
    }

    /// A call with one message each way. Where the connection opens no stream for it any more, the next one does.
    async fn whole(
        &self,
        call: &Invocation,
        (form, frame): (Arc<Form>, Bytes),
        deadline: Instant,
    ) -> Result<Answer, Fault> {
        let address = &self.inner.address;
        let mut failed = String::new();
        for _ in 0..2 {
            if !self.is_available() {
                self.link_in_time(call, deadline).await?;
            }
            // Not held while the call waits: it waits for the connection's task alone.
            let handover = match &*self.inner.link.load() {
                Some(link) => Arc::clone(&link.handover),
                None => continue,
            };
            let head = form.head(call, Some(deadline));
            // Dropped before its answer comes, it makes the provider be told (RST_STREAM) that nobody waits.
            let mut waiting = match handover.submit(head, frame.clone(), deadline) {
                Ok(waiting) => waiting,
                Err(reason) => {
                    failed = reason;
                    continue;
                }
            };
            let outcome = (&mut waiting).await;
            let is_sent = waiting.is_sent();
            match outcome {
                Outcome::Ended(Ok(answer)) => return Ok(answer),
                Outcome::Ended(Err(error)) => {
                    return Err(self.broken(error, &handover, is_sent));
                }
                Outcome::Unopened(reason) => failed = reason,
                Outcome::Late if is_sent => {
                    return Err(Fault::timeout(format!(
                        "no answer from {address} to {}.{} in time",
                        call.service.interface(),
                        call.method
                    )));
                }
                Outcome::Late => {
                    let what = "no free stream or room on the connection to";
                    return Err(late_unsent(call, what, address));
                }
            }
        }
        Err(Fault::unsent(format!(
            "connection to {address} was lost before the call was sent: {failed}"
        )))
    }

    /// A call that takes as long as its streams do; only its own deadline bounds it.
    async fn stream(&self, call: &Invocation) -> Result<Reply, Fault> {
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
        let form = self.inner.forms.of(call, address, options)?;
        let head = form.head(call, deadline);
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
                None => Some(form.encode(call, options)?),
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

    /// Why a call has no answer.
    fn broken(&self, error: Broken, handover: &Handover, is_sent: bool) -> Fault {
        let address = &self.inner.address;
        let refused = handover.refused();
        match error {
            Broken::Lost(error) if !is_sent && refused.get().is_none() => {
                unfinished(address, &error)
            }
            Broken::Stopped if !is_sent && refused.get().is_none() => Fault::unsent(format!(
                "the connection to {address} was closed before the call was sent"
            )),
            error => broken(address, refused, error),
        }
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
    fn present(&self) -> Option<Arc<Link>> {
        let link = self.link.load_full();
        link.filter(|link| link.is_open())
    }

    /// Makes the next call connect anew. The calls on the old connection go on.
    fn forget(&self, link: &Arc<Link>) {
        let present = self.link.load();
        if present
            .as_ref()
            .is_some_and(|present| Arc::ptr_eq(present, link))
        {
            self.link.compare_and_swap(&present, None);
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        if let Some(link) = self.link.swap(None) {
            link.closing.cancel();
        }
    }
}

impl Link {
    /// Whether it takes calls.
    fn is_open(&self) -> bool {
        !self.handover.is_over()
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.handover.end("nobody calls on it any more");
    }
}

impl Invoker for TripleClient {
    fn invoke(&self, call: Invocation) -> InvokeFuture<'_> {
        Box::pin(self.call(call))
    }
}

/// A call's place among [`ClientOptions::pending_calls`], given back when dropped.
struct Pending<I: Deref<Target = Inner>>(I);

impl<I: Deref<Target = Inner>> Pending<I> {
    fn take(inner: I) -> Result<Self, Fault> {
        let limit = inner.options.pending_calls;
        let place = Self(inner);
        if place.0.pending.fetch_add(1, Ordering::Relaxed) >= limit {
            return Err(Fault::overloaded(format!(
                "{limit} calls wait for a reply on one connection, limit `pending_calls`"
            )));
        }
        Ok(place)
    }
}

impl<I: Deref<Target = Inner>> Drop for Pending<I> {
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
    let handover = Arc::new(Handover::new(Arc::clone(&refused)));
    let link = Arc::new(Link {
        send: send.clone(),
        handover: Arc::clone(&handover),
        refused,
        over: tokio_util::sync::CancellationToken::new(),
        closing: tokio_util::sync::CancellationToken::new(),
    });
    let pings = connection.ping_pong();
    let (heartbeat, idle_close) = (options.heartbeat, options.idle_close);
    let (over, closing) = (link.over.clone(), link.closing.clone());
    let payload_bytes = options.payload_bytes;
    tokio::spawn(async move {
        let serving = drive(connection, send, handover, payload_bytes, || over.cancel());
        let ended = tokio::select! {
            biased;
            ended = serving => ended.err().map(|error| error.to_string()),
            () = silence(pings, heartbeat, idle_close) => Some("the provider gave no sign of life".to_owned()),
            () = closing.cancelled() => None,
        };
        tracing::debug!(
            reason = ended.as_deref().unwrap_or("closed"),
            "connection to a provider ended"
        );
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
        Broken::Stopped => Fault::transport(format!(
            "the connection to {address} was closed before the answer came"
        )),
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

//! One connection to a provider: requests out, replies to whom they belong, heartbeats both ways.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::oneshot;
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

use super::ClientOptions;
use super::dial::{Refused, Stream};
use crate::connection::{InBuf, Outbox, Pump, Wake};
use crate::fault::Fault;
use crate::frame::{
    self, EVENT_BYTES, FrameError, HEADER_LEN, Header, Kind, READ_ONLY_BODY,
    SERIALIZATION_HESSIAN2, Status, Step, WRITABLE_BODY,
};

/// A response, not understood yet: its caller's task does that.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: Status,
    pub(super) serialization: u8,
    pub(super) body: Vec<u8>,
}

type Waiter = oneshot::Sender<Result<Answer, Fault>>;
/// Where a call's answer comes.
pub(super) type Waiting = oneshot::Receiver<Result<Answer, Fault>>;

/// What calls and the connection's task share.
pub(super) struct Link {
    outbox: Arc<Outbox>,
    /// Who waits for which id; a short lock.
    pending: Mutex<Pending>,
    /// Whether it has ended; as [`Pending::ended`] says, for a look without its lock.
    closed: AtomicBool,
    /// Whether calls may be given to the provider, for all who look at it: connected, and not asked to be spared.
    available: Arc<AtomicBool>,
    closing: CancellationToken,
    /// Cancelled when the connection has ended, for who waits for that.
    over: CancellationToken,
    refused: Refused,
}

#[derive(Default)]
struct Pending {
    waiters: HashMap<i64, Waiter, foldhash::fast::RandomState>,
    /// Why the connection ended, once it has.
    ended: Option<String>,
}

impl Link {
    /// Takes over a connected stream.
    pub(super) fn start(
        stream: Stream,
        options: &ClientOptions,
        available: &Arc<AtomicBool>,
    ) -> Arc<Self> {
        let refused = stream.refused();
        let pump = Pump::new(stream, usize::MAX);
        let link = Arc::new(Self {
            outbox: Arc::clone(&pump.outbox),
            pending: Mutex::default(),
            closed: AtomicBool::new(false),
            available: Arc::clone(available),
            closing: CancellationToken::new(),
            over: CancellationToken::new(),
            refused,
        });
        let reader = Reader {
            pump,
            link: Arc::clone(&link),
            payload_bytes: options.payload_bytes,
            heartbeat: options.heartbeat,
            idle_close: options.idle_close,
            skipping: 0,
            last_received: Instant::now(),
            last_asked: Instant::now(),
            next_event_id: 0,
        };
        available.store(true, Ordering::Relaxed);
        tokio::spawn(reader.run());
        link
    }

    pub(super) fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Acquire)
    }

    /// Waits for the connection's end.
    pub(super) async fn lost(&self) {
        self.over.cancelled().await;
    }

    pub(super) fn pending_calls(&self) -> usize {
        self.pending().waiters.len()
    }

    pub(super) fn queued_bytes(&self) -> usize {
        self.outbox.queued()
    }

    /// Ends the connection; calls that wait fail.
    pub(super) fn close(&self) {
        self.closing.cancel();
    }

    pub(super) fn send(&self, frame: Vec<u8>, address: &str) -> Result<(), Fault> {
        if self.outbox.push(frame) {
            return Ok(());
        }
        Err(Fault::unsent(format!(
            "connection to {address} was lost before the call was sent"
        )))
    }

    /// Makes room for an answer.
    pub(super) fn register(&self, id: i64, limit: usize) -> Result<Waiting, Fault> {
        let (waiter, answer) = oneshot::channel();
        let mut pending = self.pending();
        if let Some(reason) = &pending.ended {
            return Err(Fault::unsent(format!("the connection was lost: {reason}")));
        }
        if pending.waiters.len() >= limit {
            return Err(Fault::overloaded(format!(
                "{limit} calls wait for a reply on one connection, limit `pending_calls`"
            )));
        }
        pending.waiters.insert(id, waiter);
        Ok(answer)
    }

    /// Nobody waits for this answer any more.
    pub(super) fn forget(&self, id: i64) {
        self.pending().waiters.remove(&id);
    }

    fn pending(&self) -> std::sync::MutexGuard<'_, Pending> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answered(&self, id: i64, answer: Result<Answer, Fault>) {
        let waiter = self.pending().waiters.remove(&id);
        match waiter {
            // A caller that has just given up is no error.
            Some(waiter) => drop(waiter.send(answer)),
            None => tracing::debug!(id, "an answer came that nobody waits for"),
        }
    }

    fn ended(&self, reason: &str) {
        let waiters = {
            let mut pending = self.pending();
            // Before anybody can know that it ended and make another.
            self.available.store(false, Ordering::Relaxed);
            self.closed.store(true, Ordering::Release);
            pending.ended = Some(reason.to_owned());
            std::mem::take(&mut pending.waiters)
        };
        self.over.cancel();
        for waiter in waiters.into_values() {
            let fault = match self.refused.get() {
                Some(why) => Fault::unsent(format!("the call was not done: {why}")),
                None => Fault::transport(format!(
                    "the connection was lost before the answer came: {reason}"
                )),
            };
            let _ = waiter.send(Err(fault));
        }
    }
}

/// The connection's task.
struct Reader<S> {
    pump: Pump<S>,
    link: Arc<Link>,
    payload_bytes: u32,
    heartbeat: Duration,
    idle_close: Duration,
    /// Bytes of an overlong frame still to be dropped.
    skipping: u64,
    last_received: Instant,
    last_asked: Instant,
    next_event_id: i64,
}

/// Fails what waits, also when the task is dropped or panics.
struct EndGuard(Arc<Link>, &'static str);

impl Drop for EndGuard {
    fn drop(&mut self) {
        if !self.0.is_closed() {
            self.0.ended(self.1);
        }
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> Reader<S> {
    async fn run(mut self) {
        let _guard = EndGuard(Arc::clone(&self.link), "its task was stopped");
        let reason = self.serve().await;
        tracing::debug!(reason, "connection to a provider ended");
        self.link.ended(&reason);
        if self.link.closing.is_cancelled() {
            // What was queued, one-way calls above all, still leaves.
            let _ = tokio::time::timeout(Duration::from_secs(1), self.pump.finish()).await;
        }
    }

    async fn serve(&mut self) -> String {
        let period = (self.heartbeat.min(self.idle_close) / 2)
            .clamp(Duration::from_millis(5), Duration::from_secs(10));
        let tick = sleep(period);
        tokio::pin!(tick);
        let closing = self.link.closing.clone();
        loop {
            let pump = &mut self.pump;
            tokio::select! {
                biased;
                woken = std::future::poll_fn(|cx| pump.poll(cx)) => {
                    match woken {
                        Ok(Wake::Received) => self.last_received = Instant::now(),
                        Ok(Wake::Relieved) => {}
                        Ok(Wake::EndOfStream) => return "the provider closed it".to_owned(),
                        Err(error) => return error.to_string(),
                    }
                    if let Err(error) = self.handle_input() {
                        return error.to_string();
                    }
                }
                () = &mut tick => {
                    let now = Instant::now();
                    let silent = now.saturating_duration_since(self.last_received);
                    if silent >= self.idle_close {
                        return format!("nothing was received for {silent:?}");
                    }
                    let asked = now.saturating_duration_since(self.last_asked);
                    if silent >= self.heartbeat && asked >= self.heartbeat {
                        self.last_asked = now;
                        self.ask_for_heartbeat();
                    }
                    tick.as_mut().reset(now + period);
                }
                () = closing.cancelled() => return "it was closed by this side".to_owned(),
            }
        }
    }

    fn ask_for_heartbeat(&mut self) {
        // Below every id of a call: those start at one.
        self.next_event_id -= 1;
        let kind = Kind::Request {
            two_way: true,
            event: true,
        };
        let id = self.next_event_id;
        if let Ok(frame) = frame::encode(kind, SERIALIZATION_HESSIAN2, id, frame::HEARTBEAT_BODY) {
            self.pump.send(frame);
        }
    }

    fn handle_input(&mut self) -> Result<(), FrameError> {
        let mut inbuf = std::mem::replace(&mut self.pump.inbuf, InBuf::empty());
        let result = self.handle_frames(&mut inbuf);
        inbuf.shrink(false);
        self.pump.inbuf = inbuf;
        result
    }

    fn handle_frames(&mut self, inbuf: &mut InBuf) -> Result<(), FrameError> {
        loop {
            if self.skipping > 0 {
                let here = inbuf.filled().len();
                let count = usize::try_from(self.skipping).map_or(here, |left| left.min(here));
                inbuf.consume(count);
                self.skipping -= u64::try_from(count).unwrap_or(self.skipping);
                if self.skipping > 0 {
                    self.pump.wanted = 0;
                    return Ok(());
                }
            }
            match frame::step(inbuf.filled(), self.payload_bytes)? {
                Step::Incomplete { total } => {
                    self.pump.wanted = total;
                    return Ok(());
                }
                Step::Frame(header) => {
                    let len = usize::try_from(header.body_len).unwrap_or(usize::MAX);
                    let end = HEADER_LEN + len;
                    self.frame(&header, inbuf.slice(HEADER_LEN..end));
                    inbuf.consume(end);
                }
                Step::TooLong(header) => {
                    if let Kind::Response { event: false, .. } = header.kind {
                        let fault = Fault::protocol(format!(
                            "Data length too large: {}, max payload: {}; the reply was dropped",
                            header.body_len, self.payload_bytes
                        ));
                        self.link.answered(header.id, Err(fault));
                    }
                    inbuf.consume(HEADER_LEN);
                    self.skipping = u64::from(header.body_len);
                }
            }
        }
    }

    fn frame(&mut self, header: &Header, body: &[u8]) {
        match header.kind {
            Kind::Response { event: true, .. } => {}
            Kind::Response {
                event: false,
                status,
            } => {
                let answer = Answer {
                    status,
                    serialization: header.serialization,
                    body: body.to_vec(),
                };
                self.link.answered(header.id, Ok(answer));
            }
            Kind::Request {
                two_way: true,
                event: true,
            } if body.len() <= EVENT_BYTES => {
                let kind = Kind::Response {
                    event: true,
                    status: Status::OK,
                };
                if let Ok(frame) = frame::encode(kind, header.serialization, header.id, body) {
                    self.pump.send(frame);
                }
            }
            Kind::Request { event: true, .. } if body == READ_ONLY_BODY => {
                self.link.available.store(false, Ordering::Relaxed);
            }
            Kind::Request { event: true, .. } if body == WRITABLE_BODY => {
                self.link.available.store(true, Ordering::Relaxed);
            }
            Kind::Request { .. } => {
                tracing::debug!(
                    id = header.id,
                    "a provider sent a request, which is not served"
                );
            }
        }
    }
}

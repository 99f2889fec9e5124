//! The life of one `dubbo://` connection: frames in, replies out, deadlines, drain.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::watch;
use tokio::time::{Instant, sleep};

use super::familiar::Familiar;
use super::state::{Connection, HalfReceived, Phase};
use super::stats::{Counters, DUBBO};
use crate::body::reply::Addressee;
use crate::connection::{InBuf, Pump, Wake};
use crate::frame::{
    self, EVENT_BYTES, FrameError, HEADER_LEN, Header, Kind, READ_ONLY_BODY,
    SERIALIZATION_HESSIAN2, Status, Step,
};
use crate::limits::{Limits, SMALL_FRAME_BYTES};

/// How long a burst of received calls is worked on before the replies made so far are written: the
/// first of many must not wait for the last.
const BURST: Duration = Duration::from_micros(500);

/// Calls of a burst between two looks at the clock.
const BURST_CALLS: u32 = 8;

/// Why a connection ended.
#[derive(Debug, thiserror::Error)]
pub(super) enum End {
    #[error("the peer closed it")]
    Closed,
    #[error("the server is stopping")]
    Drained,
    #[error("nothing was received for {0:?}")]
    Idle(Duration),
    #[error("a frame was not complete after {0:?}")]
    SlowFrame(Duration),
    #[error("no reply was read for {0:?}")]
    Unread(Duration),
    #[error("{0}")]
    Frame(#[from] FrameError),
    #[error("{0}")]
    Io(#[from] io::Error),
}

pub(super) struct Session<S> {
    pump: Pump<S>,
    connection: Arc<Connection>,
    /// Bytes of a refused frame still to be dropped.
    skipping: u64,
    /// When the frame that is incomplete began.
    partial_since: Option<Instant>,
    /// The share of memory a long incomplete frame holds.
    half_received: Option<HalfReceived>,
    last_received: Instant,
    last_request: Instant,
    /// Whether the peer was asked for a heartbeat since it was last heard.
    asked: bool,
    /// When the peer stopped sending.
    ended: Option<Instant>,
    next_event_id: i64,
    /// When the read-only event was sent.
    announced: Option<Instant>,
    familiar: Familiar,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Session<S> {
    /// A session on a connection whose first bytes are in the pump's buffer.
    pub(super) fn new(pump: Pump<S>, connection: Arc<Connection>) -> Self {
        let now = Instant::now();
        Self {
            pump,
            connection,
            skipping: 0,
            partial_since: None,
            half_received: None,
            last_received: now,
            last_request: now,
            asked: false,
            ended: None,
            next_event_id: 0,
            announced: None,
            familiar: Familiar::default(),
        }
    }

    /// Serves until the connection ends.
    pub(super) async fn run(mut self) -> End {
        let mut phase = self.connection.state.phase.subscribe();
        let end = self.serve(&mut phase).await;
        let counters = &self.connection.state.counters;
        match &end {
            End::Drained => self.hang_up().await,
            End::Idle(_) | End::SlowFrame(_) | End::Unread(_) | End::Frame(_) => {
                Counters::add(&counters.broken_connections);
            }
            End::Closed | End::Io(_) => {}
        }
        end
    }

    async fn serve(&mut self, phase: &mut watch::Receiver<Phase>) -> End {
        if *phase.borrow_and_update() >= Phase::ReadOnly {
            self.announce_read_only();
        }
        if let Err(error) = self.handle_input() {
            return error.into();
        }
        let tick = sleep(self.tick(*phase.borrow()));
        tokio::pin!(tick);
        loop {
            let pump = &mut self.pump;
            tokio::select! {
                biased;
                woken = std::future::poll_fn(|cx| pump.poll(cx)), if self.ended.is_none() => {
                    let now = Instant::now();
                    match woken {
                        Ok(Wake::EndOfStream) => {
                            self.ended = Some(now);
                            tick.as_mut().reset(now);
                        }
                        Ok(Wake::Received) => {
                            self.last_received = now;
                            self.asked = false;
                        }
                        Ok(Wake::Relieved) => {}
                        Err(error) => return error.into(),
                    }
                    if let Err(error) = self.handle_input() {
                        return error.into();
                    }
                }
                () = &mut tick => {
                    let now = Instant::now();
                    let at = *phase.borrow();
                    if let Some(end) = self.check(now, at).await {
                        return end;
                    }
                    tick.as_mut().reset(now + self.tick(at));
                }
                changed = phase.changed() => {
                    let at = if changed.is_ok() { *phase.borrow_and_update() } else { Phase::Closed };
                    if at >= Phase::ReadOnly {
                        self.announce_read_only();
                    }
                    match at {
                        Phase::Serving | Phase::ReadOnly => {}
                        Phase::Draining => tick.as_mut().reset(Instant::now() + self.tick(at)),
                        Phase::Closed => return End::Drained,
                    }
                }
            }
        }
    }

    fn limits(&self) -> &Limits {
        &self.connection.state.limits
    }

    /// How often deadlines are looked at: twice in the shortest of them.
    fn tick(&self, phase: Phase) -> Duration {
        let limits = self.limits();
        let shortest = if phase >= Phase::Draining || self.ended.is_some() {
            limits.drain_quiet.min(Duration::from_millis(20))
        } else {
            limits
                .frame_read
                .min(limits.heartbeat)
                .min(limits.idle_close)
                .min(limits.write_stall)
        };
        (shortest / 2).clamp(Duration::from_millis(5), Duration::from_secs(10))
    }

    /// Deadlines, heartbeats, drain.
    async fn check(&mut self, now: Instant, phase: Phase) -> Option<End> {
        let limits = &self.connection.state.limits;
        let passed = |since: Option<Instant>, limit: Duration| {
            since.is_some_and(|since| now.saturating_duration_since(since) >= limit)
        };
        if let Some(ended) = self.ended {
            // Calls that run are finished: who closed one side only still reads the replies.
            let patient = !passed(Some(ended), limits.frame_read);
            if self.connection.in_flight() > 0 && patient {
                return None;
            }
            let _ = tokio::time::timeout(limits.drain_quiet, self.pump.finish()).await;
            return Some(End::Closed);
        }
        if passed(self.partial_since, limits.frame_read) {
            return Some(End::SlowFrame(limits.frame_read));
        }
        if passed(self.pump.write_waits_since, limits.write_stall) {
            return Some(End::Unread(limits.write_stall));
        }
        if passed(Some(self.last_received), limits.idle_close) {
            return Some(End::Idle(limits.idle_close));
        }
        // A call may be on its way that left before the read-only event came.
        let quiet_since = self.announced.max(Some(self.last_request));
        if phase >= Phase::Draining
            && self.connection.in_flight() == 0
            && passed(quiet_since, limits.drain_quiet)
        {
            return Some(End::Drained);
        }
        if !self.asked && passed(Some(self.last_received), limits.heartbeat) {
            self.asked = true;
            self.send_event(true, frame::HEARTBEAT_BODY);
            self.pump.shrink();
            self.familiar.forget();
        }
        None
    }

    fn announce_read_only(&mut self) {
        if self.announced.is_none() {
            self.announced = Some(Instant::now());
            self.send_event(false, READ_ONLY_BODY);
        }
    }

    fn send_event(&mut self, two_way: bool, body: &[u8]) {
        self.next_event_id += 1;
        let kind = Kind::Request {
            two_way,
            event: true,
        };
        if let Ok(frame) = frame::encode(kind, SERIALIZATION_HESSIAN2, self.next_event_id, body) {
            self.pump.outbox.push(frame);
        }
    }

    /// Handles every whole frame that has been received.
    fn handle_input(&mut self) -> Result<(), FrameError> {
        let mut inbuf = std::mem::replace(&mut self.pump.inbuf, InBuf::empty());
        let result = self.handle_frames(&mut inbuf);
        if self.half_received.is_none() {
            inbuf.shrink(false);
        }
        self.pump.inbuf = inbuf;
        result
    }

    fn handle_frames(&mut self, inbuf: &mut InBuf) -> Result<(), FrameError> {
        let now = self.last_received;
        let burst = Instant::now();
        let mut clock = burst;
        let mut calls: u32 = 0;
        loop {
            if self.skipping > 0 {
                let here = inbuf.filled().len();
                let count = usize::try_from(self.skipping).map_or(here, |left| left.min(here));
                inbuf.consume(count);
                self.skipping -= u64::try_from(count).unwrap_or(self.skipping);
                if self.skipping > 0 {
                    self.pump.wanted = 0;
                    self.partial_since.get_or_insert(now);
                    return Ok(());
                }
                self.partial_since = None;
            }
            if self.pump.is_congested() {
                // The rest waits in the buffer until replies have left; not the sender's delay.
                self.partial_since = None;
                return Ok(());
            }
            match frame::step(inbuf.filled(), self.connection.state.limits.payload_bytes)? {
                Step::Incomplete { total } => {
                    let begun = !inbuf.filled().is_empty();
                    self.partial_since = begun.then(|| self.partial_since.unwrap_or(now));
                    self.pump.wanted = total;
                    if total > SMALL_FRAME_BYTES && self.half_received.is_none() {
                        self.half_received = HalfReceived::reserve(&self.connection.state, total);
                        if self.half_received.is_none() {
                            self.refuse_for_memory(inbuf);
                            continue;
                        }
                    }
                    return Ok(());
                }
                Step::Frame(header) => {
                    let end = HEADER_LEN + body_len(&header);
                    self.frame(&header, inbuf.slice(HEADER_LEN..end), (now, clock));
                    inbuf.consume(end);
                    self.half_received = None;
                    self.partial_since = None;
                    calls += 1;
                    if calls.is_multiple_of(BURST_CALLS) {
                        clock = Instant::now();
                        if clock.saturating_duration_since(burst) > BURST {
                            self.pump.write_then_resume();
                            return Ok(());
                        }
                    }
                }
                Step::TooLong(header) => {
                    self.refuse_too_long(&header);
                    inbuf.consume(HEADER_LEN);
                    self.skipping = u64::from(header.body_len);
                }
            }
        }
    }

    /// `received` is when its last bytes came, `now` at most [`BURST_CALLS`] calls old.
    fn frame(&mut self, header: &Header, body: &[u8], (received, now): (Instant, Instant)) {
        let reply = match header.kind {
            // The answer to a heartbeat of ours; that it came is all it says.
            Kind::Response { .. } => return,
            Kind::Request {
                two_way,
                event: true,
            } => {
                // Only heartbeats want an answer: the same encoding of null, whatever it is.
                if !two_way || body.len() > EVENT_BYTES {
                    return;
                }
                Counters::add(&self.connection.state.counters.heartbeats);
                Some(self.addressee(header).heartbeat(body))
            }
            Kind::Request {
                two_way,
                event: false,
            } => {
                self.last_request = received;
                let familiar = &mut self.familiar;
                self.connection
                    .call(header, two_way, body, familiar, (received, now))
            }
        };
        if let Some(frame) = reply {
            self.pump.send(frame);
        }
    }

    fn addressee(&self, header: &Header) -> Addressee {
        Addressee {
            id: header.id,
            serialization: header.serialization,
            reads_attachments: false,
            payload_bytes: self.limits().payload_bytes,
        }
    }

    fn refuse_too_long(&mut self, header: &Header) {
        let Kind::Request {
            two_way,
            event: false,
        } = header.kind
        else {
            return;
        };
        self.connection.turned_down(DUBBO, Status::BAD_REQUEST);
        if two_way {
            let message = format!(
                "Data length too large: {}, max payload: {}",
                header.body_len,
                self.limits().payload_bytes
            );
            let frame = self.addressee(header).status(Status::BAD_REQUEST, &message);
            self.pump.send(frame);
        }
    }

    /// The frame at the buffer's start is long and there is no memory left for such.
    fn refuse_for_memory(&mut self, inbuf: &mut InBuf) {
        let Some(header) = inbuf.filled().first_chunk().and_then(Header::from_bytes) else {
            return;
        };
        if let Kind::Request {
            two_way,
            event: false,
        } = header.kind
        {
            let limit = self.limits().half_received_bytes;
            let addressee = self.addressee(&header);
            let refused =
                self.connection
                    .exhausted(&addressee, two_way, "half_received_bytes", limit);
            if let Some(frame) = refused {
                self.pump.send(frame);
            }
        }
        inbuf.consume(HEADER_LEN);
        self.skipping = u64::from(header.body_len);
    }

    /// Sends what is queued and closes, so that the peer gets the last replies.
    async fn hang_up(&mut self) {
        let patience = Duration::from_secs(1);
        let farewell = async {
            if self.pump.finish().await.is_ok() {
                self.pump.discard_input().await;
            }
        };
        let _ = tokio::time::timeout(patience, farewell).await;
    }
}

#[cfg(fuzzing)]
impl<S: AsyncRead + AsyncWrite + Unpin> Session<S> {
    /// Handles `bytes` as if they came in pieces of `piece`; yields the bytes of the replies.
    pub(super) fn receive(mut self, bytes: &[u8], piece: usize) -> Option<usize> {
        for chunk in bytes.chunks(piece.max(1)) {
            let mut chunk = chunk;
            while !chunk.is_empty() {
                let room = self.pump.inbuf.room(self.pump.wanted);
                let count = room.len().min(chunk.len());
                room[..count].copy_from_slice(&chunk[..count]);
                self.pump.inbuf.received(count);
                chunk = &chunk[count..];
                self.handle_input().ok()?;
            }
        }
        Some(self.pump.outbox.queued())
    }
}

fn body_len(header: &Header) -> usize {
    usize::try_from(header.body_len).unwrap_or(usize::MAX)
}

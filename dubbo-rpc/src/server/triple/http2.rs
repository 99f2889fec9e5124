//! The life of one HTTP/2 connection: streams in, deadlines, drain.

use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use h2::server::SendResponse;
use h2::{Ping, PingPong, Reason, RecvStream};
use http::Request;
use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout};

use super::super::state::{Connection, Phase};
use super::super::stats::Counters;
use super::content::Content;
use super::wire::{Watch, Watched};
use super::{Ended, Stream, tick, unary};
use crate::limits::Limits;

/// Work on received calls between two looks at the socket, after which other connections have their turn: the first reply of many must not wait
/// for the last, nor theirs for any of these.
const BURST: Duration = Duration::from_micros(500);

/// Calls of a burst between two looks at the clock.
const BURST_CALLS: u32 = 8;

/// What leaves of a connection that is closed at once.
const FAREWELL: Duration = Duration::from_secs(1);

/// Serves a connection of which `before` was read already, until it ends.
pub(crate) async fn serve<S: Stream>(
    stream: S,
    before: Vec<u8>,
    connection: Arc<Connection>,
) -> Ended {
    serve_upgraded(stream, before, connection, None).await
}

/// The same of a connection that was upgraded by the request on stream 1, whose body is `first`.
pub(super) async fn serve_upgraded<S: Stream>(
    stream: S,
    before: Vec<u8>,
    connection: Arc<Connection>,
    first: Option<Bytes>,
) -> Ended {
    let watch = Watch::new();
    let stream = Watched::http2(stream, before, watch.clone());
    let limits = &connection.state.limits;
    let mut phase = connection.state.phase.subscribe();
    let patience = limits.frame_read;
    let handshake = builder(limits).handshake::<_, Bytes>(stream);
    let mut h2 = match timeout(patience, handshake).await {
        Ok(Ok(h2)) => h2,
        Ok(Err(error)) => return ended(&error),
        Err(_) => {
            return Ended::broken(format!("its handshake was not complete after {patience:?}"));
        }
    };
    let mut life = Life {
        pings: h2.ping_pong(),
        connection: Arc::clone(&connection),
        watch,
        asked: false,
        counted_pings: 0,
        first,
    };
    life.serve(&mut h2, &mut phase).await
}

fn builder(limits: &Limits) -> h2::server::Builder {
    let mut builder = h2::server::Builder::new();
    builder
        .max_header_list_size(limits.header_list_bytes)
        .max_concurrent_streams(limits.streams_per_connection)
        .max_pending_accept_reset_streams(limits.pending_resets)
        .max_local_error_reset_streams(Some(limits.error_resets))
        .initial_window_size(limits.stream_window_bytes)
        .initial_connection_window_size(limits.connection_window_bytes)
        // What a stream's replies may hold in h2 before its sender waits.
        .max_send_buffer_size(256 * 1024);
    builder
}

type Calls = FuturesUnordered<std::pin::Pin<Box<dyn Future<Output = ()> + Send>>>;

struct Life {
    connection: Arc<Connection>,
    watch: Watch,
    pings: Option<PingPong>,
    /// Whether the peer was asked for a sign of life since it was last heard.
    asked: bool,
    counted_pings: u64,
    /// The body of the first request, where it came before HTTP/2 began.
    first: Option<Bytes>,
}

impl Life {
    async fn serve<S: Stream>(
        &mut self,
        h2: &mut h2::server::Connection<Watched<S>, Bytes>,
        phase: &mut watch::Receiver<Phase>,
    ) -> Ended {
        let mut calls = Calls::new();
        if *phase.borrow_and_update() >= Phase::Draining {
            h2.graceful_shutdown();
        }
        let tick_every = tick(&self.connection);
        let tick = sleep(tick_every);
        tokio::pin!(tick);
        loop {
            tokio::select! {
                biased;
                over = std::future::poll_fn(|cx| self.poll(cx, h2, &mut calls)) => return over,
                () = &mut tick => {
                    if let Some(over) = self.check() {
                        h2.abrupt_shutdown(Reason::ENHANCE_YOUR_CALM);
                        farewell(h2).await;
                        return over;
                    }
                    tick.as_mut().reset(Instant::now() + tick_every);
                }
                changed = phase.changed() => {
                    let at = if changed.is_ok() { *phase.borrow_and_update() } else { Phase::Closed };
                    match at {
                        Phase::Serving | Phase::ReadOnly => {}
                        // GOAWAY of all streams, a PING, and when that is back, GOAWAY of the last stream
                        // (`GracefulShutdown` in dubbo-rpc-triple): no call is lost on the way.
                        Phase::Draining => h2.graceful_shutdown(),
                        Phase::Closed => {
                            h2.abrupt_shutdown(Reason::NO_ERROR);
                            farewell(h2).await;
                            return Ended::fine("the server is stopping");
                        }
                    }
                }
            }
        }
    }

    /// Takes what has arrived, works on it, and writes what came of it. Ready when the connection is over.
    fn poll<S: Stream>(
        &mut self,
        cx: &mut std::task::Context<'_>,
        h2: &mut h2::server::Connection<Watched<S>, Bytes>,
        calls: &mut Calls,
    ) -> Poll<Ended> {
        loop {
            let over = self.accept(cx, h2, calls);
            if over.is_ready() {
                return over;
            }
            match work(cx, calls) {
                Worked::Nothing => return Poll::Pending,
                Worked::All => {}
                Worked::Burst => {
                    let over = self.accept(cx, h2, calls);
                    cx.waker().wake_by_ref();
                    return over;
                }
            }
        }
    }

    /// Reads and writes the socket, and takes the streams that have come. Ready when the connection is over.
    fn accept<S: Stream>(
        &mut self,
        cx: &mut std::task::Context<'_>,
        h2: &mut h2::server::Connection<Watched<S>, Bytes>,
        calls: &mut Calls,
    ) -> Poll<Ended> {
        loop {
            match std::task::ready!(h2.poll_accept(cx)) {
                Some(Ok((request, respond))) => calls.push(self.call(request, respond)),
                Some(Err(error)) => return Poll::Ready(ended(&error)),
                None => return Poll::Ready(Ended::fine("it was closed")),
            }
        }
    }

    fn call(
        &mut self,
        request: Request<RecvStream>,
        respond: SendResponse<Bytes>,
    ) -> std::pin::Pin<Box<dyn Future<Output = ()> + Send>> {
        let first = self.first.take_if(|_| respond.stream_id().as_u32() == 1);
        let request = match first {
            Some(body) => request.map(|_| Content::Whole(body)),
            None => request.map(Content::Stream),
        };
        Box::pin(unary::serve(Arc::clone(&self.connection), request, respond))
    }

    /// Deadlines and heartbeats.
    fn check(&mut self) -> Option<Ended> {
        let seen = self.watch.seen();
        let limits = &self.connection.state.limits;
        let counters = &self.connection.state.counters;
        for _ in self.counted_pings..seen.pings {
            Counters::add(&counters.heartbeats);
        }
        self.counted_pings = seen.pings;
        let now = Instant::now();
        let passed =
            |since: Instant, limit: Duration| now.saturating_duration_since(since) >= limit;
        if let Some(since) = seen.partial_since
            && passed(since, limits.frame_read)
        {
            return Some(Ended::broken(format!(
                "a frame was not complete after {:?}",
                limits.frame_read
            )));
        }
        if let Some(since) = seen.write_waits_since
            && passed(since, limits.write_stall)
        {
            return Some(Ended::broken(format!(
                "no reply was read for {:?}",
                limits.write_stall
            )));
        }
        if passed(seen.last_received, limits.idle_close) {
            return Some(Ended::broken(format!(
                "nothing was received for {:?}",
                limits.idle_close
            )));
        }
        let silent = passed(seen.last_received, limits.heartbeat);
        if silent
            && !self.asked
            && let Some(pings) = &mut self.pings
        {
            // The last answer has to be taken before another is asked for.
            let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
            let _ = pings.poll_pong(&mut cx);
            self.asked = pings.send_ping(Ping::opaque()).is_ok();
        } else if !silent {
            self.asked = false;
        }
        None
    }
}

/// What was done of the calls.
enum Worked {
    Nothing,
    /// All that could be done.
    All,
    /// What could be done in the time of a burst.
    Burst,
}

/// Works on the calls that can go on, for the time of a burst.
fn work(cx: &mut std::task::Context<'_>, calls: &mut Calls) -> Worked {
    let begun = Instant::now();
    let mut done = 0_u32;
    while let Poll::Ready(Some(())) = calls.poll_next_unpin(cx) {
        done += 1;
        if done.is_multiple_of(BURST_CALLS) && begun.elapsed() > BURST {
            return Worked::Burst;
        }
    }
    match done {
        0 => Worked::Nothing,
        _ => Worked::All,
    }
}

/// Lets the last frames leave.
async fn farewell<S: Stream>(h2: &mut h2::server::Connection<Watched<S>, Bytes>) {
    let closed = std::future::poll_fn(|cx| h2.poll_closed(cx));
    let _ = timeout(FAREWELL, closed).await;
}

fn ended(error: &h2::Error) -> Ended {
    if error.is_io() {
        Ended::fine(&error.to_string())
    } else {
        Ended::broken(error.to_string())
    }
}

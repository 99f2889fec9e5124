//! Accepts connections and gives each to the protocol its first bytes name.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::Instant;
use tokio_util::task::TaskTracker;

use super::detect::{Protocol, detect};
use super::newcomer::{Known, Newcomer};
use super::session::Session;
use super::state::{Connection, Phase, State};
use super::stats::Counters;
use super::triple;
use crate::connection::{Pump, Wake};

/// Pause after a failed accept: long enough not to spin, short enough not to be noticed.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// Connections that are accepted one after the other before those that are there have their turn.
const ACCEPTED_AT_ONCE: usize = 16;

/// Between two lines of the log that say the same of different connections.
const TOLD_EVERY: Duration = Duration::from_secs(1);

/// Accepts until the server drains. No error ends it: what fails is counted and tried again.
pub(super) async fn accept(listener: TcpListener, state: Arc<State>, tasks: TaskTracker) {
    let mut phase = state.phase.subscribe();
    let (mut at_once, mut crowd) = (0, Crowd::default());
    loop {
        let accepted = tokio::select! {
            biased;
            _ = phase.wait_for(|phase| *phase >= Phase::Draining) => return,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, remote)) => {
                admit(stream, remote, &state, &tasks, &mut crowd);
                at_once += 1;
                if at_once == ACCEPTED_AT_ONCE {
                    at_once = 0;
                    tokio::task::yield_now().await;
                }
            }
            Err(error) => {
                Counters::add(&state.counters.accept_errors);
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

fn admit(
    stream: TcpStream,
    remote: SocketAddr,
    state: &Arc<State>,
    tasks: &TaskTracker,
    crowd: &mut Crowd,
) {
    let counters = &state.counters;
    let open = counters.connections.fetch_add(1, Ordering::Relaxed);
    let place = Place(Arc::clone(state));
    if open >= state.limits.connections {
        Counters::add(&counters.turned_away);
        if let Some(more) = crowd.told(Instant::now()) {
            let limit = state.limits.connections;
            tracing::warn!(%remote, more, limit, "too many connections: one, and so many more since this was said last, were closed (limit `connections`)");
        }
        return;
    }
    Counters::add(&counters.accepted);
    // Replies leave when they are ready, not when the peer has acknowledged the last ones.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%remote, %error, "TCP_NODELAY could not be set");
    }
    let local = stream.local_addr().ok();
    let (turns, known) = (Arc::clone(&state.newcomers), Known::default());
    let serving = serve(stream, remote, local, Arc::clone(state), known.clone());
    let serving = async move {
        let end = serving.await;
        tracing::debug!(%remote, end, "connection ended");
        drop(place);
    };
    tasks.spawn(Newcomer::new(turns, known, serving));
}

/// Connections that are too many, and what the log says of them: who is turned away comes again, at once, and must not fill it.
#[derive(Debug, Default)]
struct Crowd {
    told_at: Option<Instant>,
    untold: u64,
}

impl Crowd {
    /// One more came. Where it is time to say so, how many there were of which nothing was said.
    fn told(&mut self, now: Instant) -> Option<u64> {
        let is_early = |told_at: Instant| now.saturating_duration_since(told_at) < TOLD_EVERY;
        if self.told_at.is_some_and(is_early) {
            self.untold += 1;
            return None;
        }
        self.told_at = Some(now);
        Some(std::mem::take(&mut self.untold))
    }
}

/// A connection's place among [`Limits::connections`](crate::Limits::connections).
struct Place(Arc<State>);

impl Drop for Place {
    fn drop(&mut self) {
        self.0.counters.connections.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Serves one connection with the protocol it speaks, in TLS or without; says how it ended.
async fn serve<S: triple::Stream>(
    stream: S,
    remote: SocketAddr,
    local: Option<SocketAddr>,
    state: Arc<State>,
    known: Known,
) -> String {
    let mut pump = Pump::new(stream, state.limits.reply_bytes_per_connection);
    let protocol = match first_bytes(&mut pump, &state).await {
        Ok(protocol) => protocol,
        Err(error) => return error.to_string(),
    };
    let security = &state.security;
    let acceptor = match (&security.tls, protocol) {
        (Some(tls), Protocol::Tls) => tls.acceptor(),
        (_, Protocol::Dubbo | Protocol::Http1 | Protocol::Http2) if !security.plain => {
            Counters::add(&state.counters.broken_connections);
            return "it speaks without TLS, which is not served here".to_owned();
        }
        _ => {
            let connection = connection(&state, &pump, remote, local, known);
            return Box::pin(speak(pump, protocol, connection, false)).await;
        }
    };
    let (stream, before) = pump.into_parts();
    let patience = state.limits.frame_read;
    let handshake = acceptor.accept(triple::after(before, stream));
    let stream = match tokio::time::timeout(patience, handshake).await {
        Ok(Ok(stream)) => stream,
        Ok(Err(error)) => {
            Counters::add(&state.counters.broken_connections);
            return format!("its TLS handshake failed: {error}");
        }
        Err(_) => {
            Counters::add(&state.counters.broken_connections);
            return format!("its TLS handshake was not complete after {patience:?}");
        }
    };
    let mut pump = Pump::new(stream, state.limits.reply_bytes_per_connection);
    match first_bytes(&mut pump, &state).await {
        Ok(protocol) => {
            let connection = connection(&state, &pump, remote, local, known);
            Box::pin(speak(pump, protocol, connection, true)).await
        }
        Err(error) => error.to_string(),
    }
}

fn connection<S>(
    state: &Arc<State>,
    pump: &Pump<S>,
    remote: SocketAddr,
    local: Option<SocketAddr>,
    known: Known,
) -> Arc<Connection> {
    let outbox = Arc::clone(&pump.outbox);
    Arc::new(Connection::new(
        Arc::clone(state),
        outbox,
        remote,
        local,
        known,
    ))
}

/// Serves one connection whose first bytes are in the pump's buffer; `secure` where they came in TLS.
async fn speak<S: triple::Stream>(
    pump: Pump<S>,
    protocol: Protocol,
    connection: Arc<Connection>,
    secure: bool,
) -> String {
    let state = Arc::clone(&connection.state);
    match protocol {
        Protocol::Dubbo => Box::pin(Session::new(pump, connection).run())
            .await
            .to_string(),
        Protocol::Http1 | Protocol::Http2 => {
            let (stream, before) = pump.into_parts();
            let ended = if protocol == Protocol::Http2 {
                Box::pin(triple::serve_http2(stream, before, connection)).await
            } else {
                Box::pin(triple::serve_http1(stream, before, connection, secure)).await
            };
            if ended.broken {
                Counters::add(&state.counters.broken_connections);
            }
            ended.why
        }
        Protocol::Tls | Protocol::Unknown | Protocol::Undecided => {
            Counters::add(&state.counters.broken_connections);
            "its first bytes are of no protocol that is served here".to_owned()
        }
    }
}

/// Waits for enough bytes to tell the protocol: long for the first byte, short after it.
async fn first_bytes<S: AsyncRead + AsyncWrite + Unpin>(
    pump: &mut Pump<S>,
    state: &State,
) -> io::Result<Protocol> {
    let mut phase = state.phase.subscribe();
    let mut deadline = Instant::now() + state.limits.idle_close;
    let mut begun = false;
    loop {
        let woken = tokio::select! {
            woken = std::future::poll_fn(|cx| pump.poll(cx)) => woken?,
            () = tokio::time::sleep_until(deadline) => return Err(io::ErrorKind::TimedOut.into()),
            _ = phase.wait_for(|phase| *phase >= Phase::Draining) => {
                return Ok(Protocol::Undecided);
            }
        };
        match detect(pump.inbuf.filled()) {
            Protocol::Undecided if woken == Wake::EndOfStream => {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            Protocol::Undecided if !begun => {
                begun = true;
                deadline = Instant::now() + state.limits.frame_read;
            }
            Protocol::Undecided => {}
            protocol => return Ok(protocol),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_connections_that_are_too_many_the_log_tells_once_a_second() {
        let mut crowd = Crowd::default();
        let begun = Instant::now();
        assert_eq!(crowd.told(begun), Some(0));
        for _ in 0..1_000 {
            assert_eq!(crowd.told(begun + TOLD_EVERY / 2), None);
        }
        assert_eq!(crowd.told(begun + TOLD_EVERY), Some(1_000));
        assert_eq!(crowd.told(begun + 3 * TOLD_EVERY), Some(0));
    }
}

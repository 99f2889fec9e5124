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
use super::session::Session;
use super::state::{Connection, Phase, State};
use super::stats::Counters;
use crate::connection::{Pump, Wake};

/// Pause after a failed accept: long enough not to spin, short enough not to be noticed.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// Accepts until the server drains. No error ends it: what fails is counted and tried again.
pub(super) async fn accept(listener: TcpListener, state: Arc<State>, tasks: TaskTracker) {
    let mut phase = state.phase.subscribe();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = phase.wait_for(|phase| *phase >= Phase::Draining) => return,
        };
        match accepted {
            Ok((stream, remote)) => admit(stream, remote, &state, &tasks),
            Err(error) => {
                Counters::add(&state.counters.accept_errors);
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

fn admit(stream: TcpStream, remote: SocketAddr, state: &Arc<State>, tasks: &TaskTracker) {
    let counters = &state.counters;
    let open = counters.connections.fetch_add(1, Ordering::Relaxed);
    let place = Place(Arc::clone(state));
    if open >= state.limits.connections {
        Counters::add(&counters.turned_away);
        tracing::warn!(%remote, limit = state.limits.connections, "too many connections");
        return;
    }
    Counters::add(&counters.accepted);
    // Replies leave when they are ready, not when the peer has acknowledged the last ones.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%remote, %error, "TCP_NODELAY could not be set");
    }
    let local = stream.local_addr().ok();
    tasks.spawn(async move {
        let end = serve(stream, remote, local, Arc::clone(&place.0)).await;
        tracing::debug!(%remote, end, "connection ended");
        drop(place);
    });
}

/// A connection's place among [`Limits::connections`](crate::Limits::connections).
struct Place(Arc<State>);

impl Drop for Place {
    fn drop(&mut self) {
        self.0.counters.connections.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Serves one connection with the protocol it speaks; says how it ended.
async fn serve<S: AsyncRead + AsyncWrite + Unpin + Send>(
    stream: S,
    remote: SocketAddr,
    local: Option<SocketAddr>,
    state: Arc<State>,
) -> String {
    let mut pump = Pump::new(stream, state.limits.reply_bytes_per_connection);
    match first_bytes(&mut pump, &state).await {
        Ok(Protocol::Dubbo) => {
            let connection = Connection::new(state, Arc::clone(&pump.outbox), remote, local);
            Box::pin(Session::new(pump, Arc::new(connection)).run())
                .await
                .to_string()
        }
        Ok(Protocol::Http1) => {
            refuse(pump, HTTP1_ANSWER.to_vec()).await;
            "it speaks HTTP/1".to_owned()
        }
        Ok(Protocol::Http2) => {
            refuse(pump, http2_answer()).await;
            "it speaks HTTP/2".to_owned()
        }
        Ok(Protocol::Unknown | Protocol::Undecided) => {
            Counters::add(&state.counters.broken_connections);
            "its first bytes are no Dubbo frame".to_owned()
        }
        Err(error) => error.to_string(),
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

const HTTP1_ANSWER: &[u8] = b"HTTP/1.1 501 Not Implemented\r\n\
    content-type: text/plain; charset=utf-8\r\n\
    content-length: 58\r\n\
    connection: close\r\n\
    \r\n\
    This port speaks dubbo:// (hessian2). It serves no HTTP.\r\n";

/// An empty SETTINGS frame, then GOAWAY with a reason.
fn http2_answer() -> Vec<u8> {
    const REASON: &[u8] = b"This port speaks dubbo:// (hessian2). It serves no HTTP/2.";
    const INTERNAL_ERROR: [u8; 4] = [0, 0, 0, 2];
    let mut answer = vec![0, 0, 0, 4, 0, 0, 0, 0, 0];
    let len = u8::try_from(8 + REASON.len()).unwrap_or(8);
    answer.extend_from_slice(&[0, 0, len, 7, 0, 0, 0, 0, 0]);
    answer.extend_from_slice(&[0; 4]);
    answer.extend_from_slice(&INTERNAL_ERROR);
    answer.extend_from_slice(&REASON[..usize::from(len) - 8]);
    answer
}

async fn refuse<S: AsyncRead + AsyncWrite + Unpin>(mut pump: Pump<S>, answer: Vec<u8>) {
    pump.send(answer);
    let farewell = async {
        if pump.finish().await.is_ok() {
            pump.discard_input().await;
        }
    };
    let _ = tokio::time::timeout(Duration::from_secs(1), farewell).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_http_answer_has_the_length_it_says() {
        let text = std::str::from_utf8(HTTP1_ANSWER).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        assert!(
            head.contains(&format!("content-length: {}\r\n", body.len())),
            "{}",
            body.len()
        );
    }
}

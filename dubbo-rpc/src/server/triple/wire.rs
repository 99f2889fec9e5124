//! The stream under HTTP: what was read before the protocol was known comes first, and what passes is watched.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::Instant;

/// Bytes that start an HTTP/2 connection.
const PREFACE: usize = 24;

/// Bytes before the payload of an HTTP/2 frame: length, type, flags, stream.
const FRAME_HEAD: usize = 9;

/// Type of a PING, the heartbeat of HTTP/2.
const PING: u8 = 6;

/// Bytes that one connection reads before others have their turn. Of the smallest frames they hold some 3,600, which is less than a millisecond;
/// of bodies so many that a turn costs nothing beside them.
const TURN_BYTES: usize = 32 * 1024;

/// What was seen on a stream, for who looks at deadlines.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    pub(super) last_received: Instant,
    /// When the HTTP/2 frame that is incomplete began.
    pub(super) partial_since: Option<Instant>,
    /// When the peer last took bytes while more were waiting; `None` when nothing waits.
    pub(super) write_waits_since: Option<Instant>,
    /// PINGs received.
    pub(super) pings: u64,
}

/// The watch itself, shared by the stream and the connection's task. A lock, held for a few instructions.
#[derive(Debug, Clone)]
pub(super) struct Watch(Arc<Mutex<Seen>>);

impl Watch {
    pub(super) fn new() -> Self {
        Self(Arc::new(Mutex::new(Seen {
            last_received: Instant::now(),
            partial_since: None,
            write_waits_since: None,
            pings: 0,
        })))
    }

    pub(super) fn seen(&self) -> Seen {
        *self.lock()
    }

    fn lock(&self) -> MutexGuard<'_, Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where HTTP/2 frames begin and end in the bytes that pass.
#[derive(Debug)]
struct Frames {
    /// Bytes of the present frame's payload, or of the preface, still to come.
    skip: usize,
    head: [u8; FRAME_HEAD],
    head_len: usize,
}

impl Frames {
    fn is_partial(&self) -> bool {
        self.skip > 0 || self.head_len > 0
    }

    /// Looks at the next bytes; yields how many PINGs began, and whether a frame ended.
    fn pass(&mut self, mut bytes: &[u8]) -> (u64, bool) {
        let (mut pings, mut ended) = (0, false);
        while !bytes.is_empty() {
            if self.skip > 0 {
                let count = self.skip.min(bytes.len());
                self.skip -= count;
                ended |= self.skip == 0;
                bytes = &bytes[count..];
                continue;
            }
            let count = (FRAME_HEAD - self.head_len).min(bytes.len());
            self.head[self.head_len..self.head_len + count].copy_from_slice(&bytes[..count]);
            self.head_len += count;
            bytes = &bytes[count..];
            if self.head_len == FRAME_HEAD {
                let [a, b, c, kind, ..] = self.head;
                self.skip = usize::from(a) << 16 | usize::from(b) << 8 | usize::from(c);
                self.head_len = 0;
                ended |= self.skip == 0;
                pings += u64::from(kind == PING);
            }
        }
        (pings, ended)
    }
}

/// A stream whose first bytes were read already.
#[derive(Debug)]
pub(super) struct Watched<S> {
    stream: S,
    before: Vec<u8>,
    taken: usize,
    /// `None` for HTTP/1, which has no frames.
    frames: Option<Frames>,
    watch: Watch,
    /// Bytes that may be read until others have their turn.
    turn: usize,
}

impl<S> Watched<S> {
    pub(super) fn http1(stream: S, before: Vec<u8>, watch: Watch) -> Self {
        Self {
            stream,
            before,
            taken: 0,
            frames: None,
            watch,
            turn: TURN_BYTES,
        }
    }

    pub(super) fn http2(stream: S, before: Vec<u8>, watch: Watch) -> Self {
        let frames = Frames {
            skip: PREFACE,
            head: [0; FRAME_HEAD],
            head_len: 0,
        };
        Self {
            frames: Some(frames),
            ..Self::http1(stream, before, watch)
        }
    }

    fn passed(&mut self, bytes: &[u8]) {
        let now = Instant::now();
        let mut seen = self.watch.lock();
        seen.last_received = now;
        let Some(frames) = &mut self.frames else {
            return;
        };
        let (pings, ended) = frames.pass(bytes);
        seen.pings += pings;
        seen.partial_since = match seen.partial_since {
            _ if !frames.is_partial() => None,
            Some(since) if !ended => Some(since),
            _ => Some(now),
        };
    }

    fn wrote<T>(&self, polled: &Poll<io::Result<T>>) {
        let mut seen = self.watch.lock();
        match polled {
            Poll::Pending => {
                seen.write_waits_since.get_or_insert_with(Instant::now);
            }
            Poll::Ready(_) => seen.write_waits_since = None,
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = &mut *self;
        if this.turn == 0 {
            // A peer that sends without end has its bytes read in turns: what is ready beside it does not wait for its end.
            this.turn = TURN_BYTES;
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        let from = into.filled().len();
        if this.taken < this.before.len() {
            let rest = &this.before[this.taken..];
            let count = rest.len().min(into.remaining());
            into.put_slice(&rest[..count]);
            this.taken += count;
            if this.taken == this.before.len() {
                (this.before, this.taken) = (Vec::new(), 0);
            }
        } else {
            std::task::ready!(Pin::new(&mut this.stream).poll_read(cx, into))?;
        }
        let passed = into.filled().get(from..).unwrap_or_default();
        this.turn = this.turn.saturating_sub(passed.len());
        if !passed.is_empty() {
            this.passed(passed);
        }
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.wrote(&polled);
        polled
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write_vectored(cx, slices);
        self.wrote(&polled);
        polled
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_peer_that_sends_without_end_is_read_in_turns() {
        let mut cx = Context::from_waker(std::task::Waker::noop());
        for (sent, turns) in [(TURN_BYTES, 1), (TURN_BYTES + 1, 2), (5 * TURN_BYTES, 5)] {
            let mut stream = Watched::http1(tokio::io::empty(), vec![0; sent], Watch::new());
            let (mut seen, mut taken) = (0, 1);
            let mut room = [0; 1024];
            while seen < sent {
                let mut into = ReadBuf::new(&mut room);
                match Pin::new(&mut stream).poll_read(&mut cx, &mut into) {
                    Poll::Ready(read) => {
                        read.unwrap();
                        seen += into.filled().len();
                    }
                    Poll::Pending => taken += 1,
                }
            }
            assert_eq!((seen, taken), (sent, turns));
        }
    }

    #[test]
    fn frames_are_found_in_any_pieces() {
        let mut bytes = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec();
        for (len, kind) in [(0_u8, 4_u8), (8, 6), (200, 0), (8, 6)] {
            bytes.extend_from_slice(&[0, 0, len, kind, 0, 0, 0, 0, 1]);
            bytes.extend(std::iter::repeat_n(kind, len.into()));
        }
        for piece in [1, 2, 9, 10, 100, bytes.len()] {
            let mut frames = Frames {
                skip: PREFACE,
                head: [0; FRAME_HEAD],
                head_len: 0,
            };
            let mut pings = 0;
            let mut ended = false;
            for chunk in bytes.chunks(piece) {
                let (more, whole) = frames.pass(chunk);
                pings += more;
                ended = whole;
            }
            assert_eq!((pings, ended), (2, true), "pieces of {piece}");
            assert!(!frames.is_partial());
            assert_eq!(frames.pass(&[0]), (0, false));
            assert!(frames.is_partial());
        }
    }
}

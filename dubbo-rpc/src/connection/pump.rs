//! Moves bytes between a stream and the two buffers, in one poll: waiting frames are written first,
//! in as few `writev` as the kernel allows, then what has arrived is read.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::time::Instant;

use super::outbox::Writer;
use super::{InBuf, Outbox};

/// Why the pump came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wake {
    /// Bytes were received.
    Received,
    /// The peer will send no more.
    EndOfStream,
    /// Enough replies have left for what was received to be handled further.
    Relieved,
}

/// A stream with its buffers.
#[derive(Debug)]
pub(crate) struct Pump<S> {
    stream: S,
    pub(crate) inbuf: InBuf,
    pub(crate) outbox: Arc<Outbox>,
    writer: Writer,
    /// Length of the frame in progress, for the buffer's growth.
    pub(crate) wanted: usize,
    /// When the peer last took bytes while more were waiting; `None` when nothing waits.
    pub(crate) write_waits_since: Option<Instant>,
    /// Queued bytes above which nothing is read.
    high_water: usize,
    /// Whether reading stopped because of it.
    stalled: bool,
    /// Whether received bytes wait to be handled, so that the next poll only writes.
    unhandled: bool,
    _closing: Closing,
}

/// Closes the outbox when its connection ends.
#[derive(Debug)]
struct Closing(Arc<Outbox>);

impl Drop for Closing {
    fn drop(&mut self) {
        self.0.close();
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> Pump<S> {
    pub(crate) fn new(stream: S, high_water: usize) -> Self {
        let outbox = Arc::new(Outbox::default());
        Self {
            stream,
            inbuf: InBuf::new(),
            _closing: Closing(Arc::clone(&outbox)),
            outbox,
            writer: Writer::default(),
            wanted: 0,
            write_waits_since: None,
            high_water,
            stalled: false,
            unhandled: false,
        }
    }

    /// The stream, and what was read from it and not handled: for another protocol to go on with.
    pub(crate) fn into_parts(self) -> (S, Vec<u8>) {
        let read = self.inbuf.filled().to_vec();
        (self.stream, read)
    }

    /// Queues a frame of the connection's own task.
    pub(crate) fn send(&mut self, frame: Vec<u8>) {
        self.outbox.added(frame.len());
        self.writer.push(frame);
    }

    /// Makes the next poll write what is queued and come back at once, as [`Wake::Relieved`].
    pub(crate) fn write_then_resume(&mut self) {
        self.unhandled = true;
    }

    /// Whether so many replies wait that no more calls should be taken from what has been read.
    pub(crate) fn is_congested(&mut self) -> bool {
        let queued = self.outbox.queued();
        if queued > self.high_water {
            self.stalled = true;
        } else if self.stalled && queued <= self.high_water / 2 {
            self.stalled = false;
        }
        self.stalled
    }

    /// Writes what waits and reads what has arrived; comes back when there is something to handle.
    pub(crate) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<Wake>> {
        self.outbox.register(cx.waker());
        self.outbox.drain_into(&mut self.writer);
        let wrote = self.poll_write(cx);
        if let Poll::Ready(Err(error)) = wrote {
            return Poll::Ready(Err(error));
        }
        let was_stalled = self.stalled;
        if self.is_congested() {
            return Poll::Pending;
        }
        if was_stalled || std::mem::take(&mut self.unhandled) {
            return Poll::Ready(Ok(Wake::Relieved));
        }
        let room = self.inbuf.room(self.wanted);
        let mut read = ReadBuf::new(room);
        ready!(Pin::new(&mut self.stream).poll_read(cx, &mut read))?;
        let count = read.filled().len();
        self.inbuf.received(count);
        Poll::Ready(Ok(if count == 0 {
            Wake::EndOfStream
        } else {
            Wake::Received
        }))
    }

    /// Writes until nothing waits or the kernel takes no more.
    fn poll_write(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while !self.writer.is_empty() {
            let (slices, count) = self.writer.slices();
            let stream = Pin::new(&mut self.stream);
            // What fits in one segment, which is what a lone call's reply does, is cheaper to send as such.
            let polled = match &slices[..count] {
                [only] => stream.poll_write(cx, only),
                several => stream.poll_write_vectored(cx, several),
            };
            let written = match polled {
                Poll::Ready(Ok(0)) => return Poll::Ready(Err(io::ErrorKind::WriteZero.into())),
                Poll::Ready(Ok(written)) => written,
                Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
                Poll::Pending => {
                    self.write_waits_since.get_or_insert_with(Instant::now);
                    return Poll::Pending;
                }
            };
            self.writer.written(written);
            self.outbox.written(written);
            self.write_waits_since = None;
        }
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    /// Writes everything that waits, then closes the sending side.
    pub(crate) async fn finish(&mut self) -> io::Result<()> {
        self.outbox.drain_into(&mut self.writer);
        std::future::poll_fn(|cx| self.poll_write(cx)).await?;
        self.stream.shutdown().await
    }

    /// Reads and drops what the peer still sends, until it closes its side too. Closing a socket
    /// with unread bytes resets the connection, and the peer may lose the last reply.
    pub(crate) async fn discard_input(&mut self) {
        let mut scratch = [0; 4096];
        loop {
            let mut read = ReadBuf::new(&mut scratch);
            let polled =
                std::future::poll_fn(|cx| Pin::new(&mut self.stream).poll_read(cx, &mut read));
            if polled.await.is_err() || read.filled().is_empty() {
                return;
            }
        }
    }

    /// Gives memory of an idle connection back.
    pub(crate) fn shrink(&mut self) {
        self.inbuf.shrink(true);
        if self.writer.is_empty() {
            self.writer.shrink();
        }
    }
}

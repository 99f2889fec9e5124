//! The task of one connection: it alone opens streams for calls with one message each way, reads, writes, and puts answers together.
//!
//! Calls that used h2 from tasks of their own would queue at its one lock, be woken for headers, data and trailers each, and send every request in a
//! write of its own. Here a caller is woken once, by its whole answer, and requests that are made at the same time leave together.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use h2::SendStream;
use h2::client::{Connection, ResponseFuture, SendRequest};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::{Instant, Sleep, sleep_until};

use super::exchange::exchange;
use super::handover::{Answering, Handover, Job, Outcome};

/// From so many calls at a time on, requests wait for those of the callers that are about to run.
const GATHERED_CALLS: usize = 2;

/// Serves the connection until it ends. Once nothing more can be sent on it, because it has ended or the provider has said goodbye, `over` is
/// called; the calls it has are finished.
///
/// # Errors
/// What broke it.
pub(super) async fn drive<S: AsyncRead + AsyncWrite + Unpin>(
    connection: Connection<S, Bytes>,
    send: SendRequest<Bytes>,
    handover: Arc<Handover>,
    payload_bytes: u32,
    over: impl Fn(),
) -> Result<(), h2::Error> {
    // In this order: what ends the connection ends its calls after it, with its reason.
    let mut calls = FuturesUnordered::new();
    let mut driver = Driver {
        connection,
        send: Some(send),
        handover,
        gathering: false,
        lately: 0,
        alarm: None,
        over,
    };
    let begin =
        |response, out, job: Job| carry(response, out, job.frame, job.answering, payload_bytes);
    std::future::poll_fn(|cx| driver.poll(cx, &mut calls, begin)).await
}

struct Driver<S: AsyncRead + AsyncWrite + Unpin, O: Fn()> {
    connection: Connection<S, Bytes>,
    /// `None` once no further stream can be opened, or nobody is left who could ask for one.
    send: Option<SendRequest<Bytes>>,
    handover: Arc<Handover>,
    /// Whether those who are about to run were let before.
    gathering: bool,
    /// Calls in flight when it was polled last.
    lately: usize,
    /// When calls may be late next.
    alarm: Option<Pin<Box<Sleep>>>,
    over: O,
}

impl<S: AsyncRead + AsyncWrite + Unpin, O: Fn()> Driver<S, O> {
    fn poll<F: Future<Output = ()>>(
        &mut self,
        cx: &mut Context<'_>,
        calls: &mut FuturesUnordered<F>,
        begin: impl Fn(ResponseFuture, SendStream<Bytes>, Job) -> F,
    ) -> Poll<Result<(), h2::Error>> {
        let wanted = self.look(cx);
        let many = self.lately.max(calls.len()) >= GATHERED_CALLS;
        if wanted && many && !self.gathering {
            // The first of many has just been made; the others' callers stand in the queue of this thread. Behind them.
            self.gathering = true;
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        self.gathering = false;
        self.open(cx, calls, begin);
        self.lately = calls.len();
        work(cx, calls);
        let ended = Pin::new(&mut self.connection).poll(cx);
        work(cx, calls);
        let reason = match (&ended, &mut self.send) {
            (Poll::Ready(Err(error)), _) => Some(error.to_string()),
            (Poll::Ready(Ok(())), _) => Some("it has ended".to_owned()),
            // What was read may be a goodbye: h2 opens no stream any more then, and says so to who asks.
            (Poll::Pending, Some(send)) => match send.poll_ready(cx) {
                Poll::Ready(Err(error)) => Some(error.to_string()),
                _ => None,
            },
            (Poll::Pending, None) => None,
        };
        if let Some(reason) = reason {
            self.goodbye(&reason);
        }
        ended
    }

    /// Whether requests wait, after those who are late were told so.
    fn look(&mut self, cx: &mut Context<'_>) -> bool {
        loop {
            let seen = self.handover.poll(cx);
            let Some(earliest) = seen.earliest else {
                return seen.wanted;
            };
            let alarm = self
                .alarm
                .get_or_insert_with(|| Box::pin(sleep_until(earliest)));
            if alarm.deadline() > earliest || alarm.is_elapsed() {
                alarm.as_mut().reset(earliest);
            }
            if alarm.as_mut().poll(cx).is_pending() {
                return seen.wanted;
            }
            self.handover.expire(Instant::now());
        }
    }

    /// Opens streams for those who wait, as long as the provider allows more.
    fn open<F: Future<Output = ()>>(
        &mut self,
        cx: &mut Context<'_>,
        calls: &FuturesUnordered<F>,
        begin: impl Fn(ResponseFuture, SendStream<Bytes>, Job) -> F,
    ) {
        if self.handover.is_over() {
            // Who asks for no more holds the connection no longer than its calls do.
            self.send = None;
        }
        while let Some(send) = &mut self.send {
            match send.poll_ready(cx) {
                Poll::Ready(Ok(())) => {}
                Poll::Ready(Err(error)) => return self.goodbye(&error.to_string()),
                Poll::Pending => return,
            }
            let Some(mut job) = self.handover.next() else {
                return;
            };
            let head = std::mem::take(&mut job.head);
            match send.send_request(head, false) {
                Ok((response, out)) => calls.push(begin(response, out, job)),
                Err(error) => job.answering.give(Outcome::Unopened(error.to_string())),
            }
        }
    }

    fn goodbye(&mut self, reason: &str) {
        self.send = None;
        self.handover.end(reason);
        (self.over)();
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin, O: Fn()> Drop for Driver<S, O> {
    fn drop(&mut self) {
        self.goodbye("it was closed");
    }
}

/// Goes on with the calls that can.
fn work<F: Future<Output = ()>>(cx: &mut Context<'_>, calls: &mut FuturesUnordered<F>) {
    while let Poll::Ready(Some(())) = calls.poll_next_unpin(cx) {}
}

/// One call. A caller who leaves ends it, which the provider is told (RST_STREAM).
async fn carry(
    response: ResponseFuture,
    out: SendStream<Bytes>,
    frame: Bytes,
    answering: Answering,
    payload_bytes: u32,
) {
    let outcome = {
        let exchange = exchange(response, out, frame, payload_bytes, || answering.sent());
        tokio::pin!(exchange);
        std::future::poll_fn(|cx| match exchange.as_mut().poll(cx) {
            Poll::Ready(outcome) => Poll::Ready(Some(outcome)),
            Poll::Pending => answering.poll_left(cx).map(|()| None),
        })
        .await
    };
    if let Some(outcome) = outcome {
        answering.give(Outcome::Ended(outcome));
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
    use http::{Request, Response};
    use tokio::io::{DuplexStream, ReadBuf};
    use tokio::task::JoinSet;

    use super::*;
    use crate::client::dial::Refused;

    /// A stream whose writes are counted.
    struct Counted(DuplexStream, Arc<AtomicUsize>);

    impl AsyncRead for Counted {
        fn poll_read(
            mut self: Pin<&mut Self>,
            cx: &mut Context<'_>,
            into: &mut ReadBuf<'_>,
        ) -> Poll<io::Result<()>> {
            Pin::new(&mut self.0).poll_read(cx, into)
        }
    }

    impl AsyncWrite for Counted {
        fn poll_write(
            mut self: Pin<&mut Self>,
            cx: &mut Context<'_>,
            bytes: &[u8],
        ) -> Poll<io::Result<usize>> {
            self.1.fetch_add(1, Ordering::Relaxed);
            Pin::new(&mut self.0).poll_write(cx, bytes)
        }

        fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
            Pin::new(&mut self.0).poll_flush(cx)
        }

        fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
            Pin::new(&mut self.0).poll_shutdown(cx)
        }
    }

    /// A provider that answers every call with an empty message.
    async fn provide(stream: DuplexStream) {
        let mut connection = h2::server::handshake(stream).await.unwrap();
        while let Some(Ok((_, mut respond))) = connection.accept().await {
            let kind = HeaderValue::from_static("application/grpc+proto");
            let mut response = Response::new(());
            response.headers_mut().insert(CONTENT_TYPE, kind);
            let mut out = respond.send_response(response, false).unwrap();
            out.send_data(Bytes::from_static(&[0; 5]), false).unwrap();
            let mut trailers = HeaderMap::new();
            trailers.insert("grpc-status", HeaderValue::from_static("0"));
            out.send_trailers(trailers).unwrap();
        }
    }

    #[tokio::test]
    async fn requests_that_are_made_at_the_same_time_leave_together() {
        let (ours, theirs) = tokio::io::duplex(1024 * 1024);
        tokio::spawn(provide(theirs));
        let writes = Arc::new(AtomicUsize::new(0));
        let counted = Counted(ours, Arc::clone(&writes));
        let (send, connection) = h2::client::handshake(counted).await.unwrap();
        let handover = Arc::new(Handover::new(Refused::default()));
        tokio::spawn(drive(connection, send, Arc::clone(&handover), 1024, || ()));
        let mut of_rounds = Vec::new();
        for _ in 0..3 {
            let before = writes.load(Ordering::Relaxed);
            let mut calls = JoinSet::new();
            for _ in 0..100 {
                let handover = Arc::clone(&handover);
                calls.spawn(async move {
                    let head = Request::post("http://provider/a.B/say").body(()).unwrap();
                    let frame = Bytes::from_static(&[0; 5]);
                    let deadline = Instant::now() + Duration::from_secs(60);
                    let waiting = handover.submit(head, frame, deadline);
                    waiting.unwrap_or_else(|reason| panic!("{reason}")).await
                });
            }
            while let Some(outcome) = calls.join_next().await {
                assert!(matches!(outcome.unwrap(), Outcome::Ended(Ok(_))));
            }
            of_rounds.push(writes.load(Ordering::Relaxed) - before);
        }
        // Those of the first round do not know of each other before the first of them is sent.
        assert!(
            of_rounds[1..].iter().all(|writes| *writes <= 4),
            "{of_rounds:?}"
        );
    }
}

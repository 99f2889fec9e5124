//! Methods whose arguments or results come one after the other, over Triple.
//!
//! A parameter `StreamIn<A>` is what the caller sends, a last parameter `StreamOut<R>` takes what it gets; the method itself is an
//! `async fn` like any other, and its end is the call's. The same trait serves both sides: who calls makes
//! both ends with [`channel`].
//!
//! ```
//! use dubbo_rpc::{Context, Fault, StreamIn, StreamOut};
//!
//! #[dubbo_rpc::service(interface = "com.example.Counter")]
//! pub trait Counter {
//!     /// Counts from one.
//!     async fn count(&self, cx: &Context, to: i32, out: StreamOut<i32>) -> Result<(), Fault>;
//!     /// Answers each number with its double.
//!     async fn double(&self, cx: &Context, numbers: StreamIn<i32>, out: StreamOut<i32>) -> Result<(), Fault>;
//!     /// Adds up what comes.
//!     async fn sum(&self, cx: &Context, numbers: StreamIn<i32>) -> Result<i64, Fault>;
//! }
//!
//! struct Fast;
//!
//! impl Counter for Fast {
//!     async fn count(&self, _cx: &Context, to: i32, out: StreamOut<i32>) -> Result<(), Fault> {
//!         for number in 1..=to {
//!             out.send(number).await?;
//!         }
//!         Ok(())
//!     }
//!
//!     async fn double(&self, _cx: &Context, mut numbers: StreamIn<i32>, out: StreamOut<i32>) -> Result<(), Fault> {
//!         while let Some(number) = numbers.next().await {
//!             out.send(number? * 2).await?;
//!         }
//!         Ok(())
//!     }
//!
//!     async fn sum(&self, _cx: &Context, mut numbers: StreamIn<i32>) -> Result<i64, Fault> {
//!         let mut sum = 0;
//!         while let Some(number) = numbers.next().await {
//!             sum += i64::from(number?);
//!         }
//!         Ok(sum)
//!     }
//! }
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # use std::{sync::Arc, time::Duration};
//! # use dubbo_rpc::{ClientOptions, ExportOptions, Server, ServiceRef, TripleClient};
//! # let server = Server::builder()
//! #     .bind("127.0.0.1:0")
//! #     .service(CounterServer::new(Arc::new(Fast)), ExportOptions::default())
//! #     .start()
//! #     .await?;
//! # let address = server.local_addr().to_string();
//! let provider = TripleClient::connect(address, ClientOptions::default()).await?;
//! let counter = CounterClient::new(Arc::new(provider), ServiceRef::new(counter::INTERFACE));
//! let (out, mut numbers) = dubbo_rpc::channel(8);
//! let cx = Context::new();
//! let (ended, seen) = tokio::join!(counter.count(&cx, 3, out), async {
//!     let mut seen = Vec::new();
//!     while let Some(Ok(number)) = numbers.next().await {
//!         seen.push(number);
//!     }
//!     seen
//! });
//! ended?;
//! assert_eq!(seen, [1, 2, 3]);
//! # server.shutdown(Duration::from_secs(1)).await;
//! # Ok(())
//! # }
//! ```
//!
//! In Java these are the methods with `StreamObserver` (`void count(int to, StreamObserver<Integer> out)`,
//! `StreamObserver<Integer> sum(StreamObserver<Long> out)`); upstream: `RpcType`, `ReflectionMethodDescriptor`.

mod called;
mod hosted;

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context as TaskContext, Poll};

use bytes::Bytes;
use tokio::sync::mpsc;

use crate::fault::Fault;

pub use called::{ClientStreams, Requests, only_reply};
pub use hosted::ServerStreams;

/// Messages that are on their way between a connection and the code at its end. A peer that is not read waits.
pub(crate) const MESSAGES_AHEAD: usize = 4;

/// What comes, one after the other.
pub struct StreamIn<T> {
    source: Source<T>,
}

enum Source<T> {
    Values(mpsc::Receiver<T>),
    Messages { messages: MessagesIn, read: Read<T> },
}

/// Messages as a connection hands them on: an error is the last thing that comes.
pub(crate) type MessagesIn = mpsc::Receiver<Result<Bytes, Fault>>;
/// A message as a value.
type Read<T> = Box<dyn Fn(&[u8]) -> Result<T, Fault> + Send + Sync>;
/// A value as a message.
type Write<T> = Arc<dyn Fn(&T) -> Result<Bytes, Fault> + Send + Sync>;

/// Where what is sent goes, one after the other. Clones send into the same stream, which ends when all are dropped and the method has
/// returned.
pub struct StreamOut<T> {
    sink: Sink<T>,
}

enum Sink<T> {
    Values(mpsc::Sender<T>),
    Messages {
        messages: mpsc::Sender<Bytes>,
        write: Write<T>,
    },
}

/// Both ends of a stream within one process, for a caller: at most `ahead` values wait between them (at least one).
#[must_use]
pub fn channel<T>(ahead: usize) -> (StreamOut<T>, StreamIn<T>) {
    let (sender, receiver) = mpsc::channel(ahead.max(1));
    let out = StreamOut {
        sink: Sink::Values(sender),
    };
    let input = StreamIn {
        source: Source::Values(receiver),
    };
    (out, input)
}

impl<T> StreamIn<T> {
    /// The next value; `None` at the end of the stream.
    ///
    /// An error is the last thing that comes: the peer broke off, or sent what is no value of this type. A call's own failure is what
    /// the method returns; to whoever reads its results the stream just ends.
    pub async fn next(&mut self) -> Option<Result<T, Fault>> {
        std::future::poll_fn(|cx| self.poll(cx)).await
    }

    fn poll(&mut self, cx: &mut TaskContext<'_>) -> Poll<Option<Result<T, Fault>>> {
        match &mut self.source {
            Source::Values(values) => values.poll_recv(cx).map(|value| value.map(Ok)),
            Source::Messages { messages, read } => messages.poll_recv(cx).map(|next| {
                let value = next?.and_then(|message| read(&message));
                if value.is_err() {
                    messages.close();
                    while messages.try_recv().is_ok() {}
                }
                Some(value)
            }),
        }
    }
}

impl<T> futures_util::Stream for StreamIn<T> {
    type Item = Result<T, Fault>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut TaskContext<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(cx)
    }
}

// Nothing in it is pinned in its place.
impl<T> Unpin for StreamIn<T> {}

impl<T> StreamOut<T> {
    /// Sends a value; waits while the other side has not taken what came before.
    ///
    /// # Errors
    /// When nobody is there any more who would get it, or the value cannot be written.
    pub async fn send(&self, value: T) -> Result<(), Fault> {
        let gone = || Fault::protocol("nobody reads the stream any more: its reader has gone");
        match &self.sink {
            Sink::Values(values) => values.send(value).await.map_err(|_| gone()),
            Sink::Messages { messages, write } => {
                let message = write(&value)?;
                messages.send(message).await.map_err(|_| gone())
            }
        }
    }

    /// Whether nobody would get what is sent.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        match &self.sink {
            Sink::Values(values) => values.is_closed(),
            Sink::Messages { messages, .. } => messages.is_closed(),
        }
    }

    /// Waits until nobody would get what is sent: the other side gave the call up, or the connection is lost.
    pub async fn closed(&self) {
        match &self.sink {
            Sink::Values(values) => values.closed().await,
            Sink::Messages { messages, .. } => messages.closed().await,
        }
    }
}

impl<T> Clone for StreamOut<T> {
    fn clone(&self) -> Self {
        let sink = match &self.sink {
            Sink::Values(values) => Sink::Values(values.clone()),
            Sink::Messages { messages, write } => Sink::Messages {
                messages: messages.clone(),
                write: Arc::clone(write),
            },
        };
        Self { sink }
    }
}

impl<T> fmt::Debug for StreamIn<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StreamIn").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for StreamOut<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StreamOut")
            .field("is_closed", &self.is_closed())
            .finish_non_exhaustive()
    }
}

//! Arguments and results that come one after the other, between two ends of this crate.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use dubbo_rpc::{
    Client, ClientOptions, Context, ExportOptions, Fault, Limits, Server, ServerHandle, ServiceRef,
    StreamIn, StreamOut, TripleClient, channel,
};
use tokio::time::timeout;

const SOON: Duration = Duration::from_secs(20);

#[dubbo_rpc::service(interface = "com.example.Numbers")]
trait Numbers {
    /// Counts up to a number, and fails behind a negative one.
    async fn count(&self, cx: &Context, to: i32, out: StreamOut<i32>) -> Result<(), Fault>;
    /// Counts until nobody reads.
    async fn endless(&self, cx: &Context, out: StreamOut<String>) -> Result<(), Fault>;
    /// Each number doubled.
    async fn double(
        &self,
        cx: &Context,
        numbers: StreamIn<i32>,
        out: StreamOut<i64>,
    ) -> Result<(), Fault>;
    /// The sum.
    async fn sum(&self, cx: &Context, numbers: StreamIn<i32>) -> Result<i64, Fault>;
    /// One each way, beside them.
    async fn plain(&self, cx: &Context, n: i32) -> Result<i32, Fault>;
}

#[derive(Default)]
struct Fast {
    sent: Arc<AtomicUsize>,
    ended: Arc<AtomicUsize>,
    /// Streams of arguments that did not come to their end.
    broken: AtomicUsize,
}

/// Counts that the code came to an end, whatever end.
struct Ended(Arc<AtomicUsize>);

impl Drop for Ended {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

impl Numbers for Fast {
    async fn count(&self, cx: &Context, to: i32, out: StreamOut<i32>) -> Result<(), Fault> {
        for number in 1..=to.abs() {
            out.send(number).await?;
        }
        cx.set_response_attachment("counted", to.to_string());
        match to {
            i32::MIN..0 => Err(Fault::throw("java.lang.IllegalStateException", "negative")),
            _ => Ok(()),
        }
    }

    async fn endless(&self, _cx: &Context, out: StreamOut<String>) -> Result<(), Fault> {
        let _ended = Ended(Arc::clone(&self.ended));
        let line = "x".repeat(10_000);
        loop {
            out.send(line.clone()).await?;
            self.sent.fetch_add(1, Ordering::SeqCst);
        }
    }

    async fn double(
        &self,
        _cx: &Context,
        mut numbers: StreamIn<i32>,
        out: StreamOut<i64>,
    ) -> Result<(), Fault> {
        while let Some(number) = numbers.next().await {
            match number? {
                // Nothing is answered any more, and the rest is read.
                i32::MIN => break,
                number => out.send(i64::from(number) * 2).await?,
            }
        }
        drop(out);
        while let Some(number) = numbers.next().await {
            number?;
            self.sent.fetch_add(1, Ordering::SeqCst);
        }
        Ok(())
    }

    async fn sum(&self, _cx: &Context, mut numbers: StreamIn<i32>) -> Result<i64, Fault> {
        let _ended = Ended(Arc::clone(&self.ended));
        let mut sum = 0;
        while let Some(number) = numbers.next().await {
            sum += i64::from(number.inspect_err(|_| {
                self.broken.fetch_add(1, Ordering::SeqCst);
            })?);
        }
        Ok(sum)
    }

    async fn plain(&self, _cx: &Context, n: i32) -> Result<i32, Fault> {
        Ok(n)
    }
}

async fn start(limits: Limits) -> (ServerHandle, Arc<Fast>) {
    let fast = Arc::new(Fast::default());
    let server = Server::builder()
        .bind("127.0.0.1:0")
        .limits(limits)
        .service(
            NumbersServer::new(Arc::clone(&fast)),
            ExportOptions::default(),
        )
        .start()
        .await
        .unwrap();
    (server, fast)
}

async fn client(server: &ServerHandle) -> NumbersClient {
    let address = server.local_addr().to_string();
    let client = TripleClient::connect(address, ClientOptions::default())
        .await
        .unwrap();
    NumbersClient::new(Arc::new(client), ServiceRef::new(numbers::INTERFACE))
}

async fn all<T>(mut stream: StreamIn<T>) -> Vec<T> {
    let mut seen = Vec::new();
    while let Some(value) = stream.next().await {
        seen.push(value.unwrap());
    }
    seen
}

async fn until(what: &str, mut right: impl FnMut() -> bool) {
    let waited = async {
        while !right() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(SOON, waited).await.expect(what);
}

#[tokio::test]
async fn results_come_one_after_the_other_with_the_status_behind_them() {
    let (server, _) = start(Limits::default()).await;
    let client = client(&server).await;
    for to in [0, 1, 7, 5_000] {
        let (out, numbers) = channel(2);
        let cx = Context::new();
        let (ended, seen) = tokio::join!(client.count(&cx, to, out), all(numbers));
        ended.unwrap();
        assert_eq!(seen, (1..=to).collect::<Vec<_>>());
        assert_eq!(cx.response_attachment("counted"), Some(to.to_string()));
    }
    let (out, numbers) = channel(2);
    let cx = Context::new();
    let (ended, seen) = tokio::join!(client.count(&cx, -3, out), all(numbers));
    assert_eq!(seen, [1, 2, 3]);
    let message = ended.unwrap_err().to_string();
    assert!(
        message.contains("java.lang.IllegalStateException: negative"),
        "{message}"
    );
    assert_eq!(client.plain(&Context::new(), 4).await.unwrap(), 4);
    let stats = server.stats();
    assert_eq!((stats.exceptions, stats.in_flight), (1, 0));
}

#[tokio::test]
async fn arguments_come_one_after_the_other() {
    let (server, _) = start(Limits::default()).await;
    let client = client(&server).await;
    let cx = Context::new();
    for count in [0_i32, 1, 3_000] {
        let (to_server, numbers) = channel(3);
        let (out, doubled) = channel(3);
        let sending = async move {
            for number in 0..count {
                to_server.send(number).await.unwrap();
            }
        };
        let (ended, (), seen) =
            tokio::join!(client.double(&cx, numbers, out), sending, all(doubled));
        ended.unwrap();
        let expected: Vec<i64> = (0..i64::from(count)).map(|number| number * 2).collect();
        assert_eq!(seen, expected);

        let (to_server, numbers) = channel(3);
        let sending = async move {
            for number in 0..count {
                to_server.send(number).await.unwrap();
            }
        };
        let (sum, ()) = tokio::join!(client.sum(&cx, numbers), sending);
        assert_eq!(sum.unwrap(), i64::from(count) * i64::from(count - 1) / 2);
    }
}

/// Whoever has sent its last result is still read to.
#[tokio::test]
async fn arguments_still_come_when_the_results_have_ended() {
    let (server, fast) = start(Limits::default()).await;
    let client = client(&server).await;
    let (to_server, numbers) = channel(1);
    let (out, doubled) = channel(1);
    let cx = Context::new();
    let sending = async move {
        for number in [1, i32::MIN].into_iter().chain(0..100) {
            to_server.send(number).await.unwrap();
        }
    };
    let (ended, (), seen) = tokio::join!(client.double(&cx, numbers, out), sending, all(doubled));
    ended.unwrap();
    assert_eq!(seen, [2]);
    assert_eq!(fast.sent.load(Ordering::SeqCst), 100);
}

/// Each answer is seen before the next question is asked.
#[tokio::test]
async fn a_conversation_goes_turn_by_turn() {
    let (server, _) = start(Limits::default()).await;
    let client = client(&server).await;
    let (ask, questions) = channel(1);
    let (out, mut answers) = channel(1);
    let cx = Context::new();
    let talk = async move {
        for number in 0..50 {
            ask.send(number).await.unwrap();
            assert_eq!(
                answers.next().await.unwrap().unwrap(),
                i64::from(number) * 2
            );
        }
        drop(ask);
        assert!(answers.next().await.is_none());
    };
    let (ended, ()) = timeout(SOON, async {
        tokio::join!(client.double(&cx, questions, out), talk)
    })
    .await
    .unwrap();
    ended.unwrap();
}

#[tokio::test]
async fn who_does_not_read_stops_the_sender_and_who_leaves_ends_it() {
    let (server, fast) = start(Limits::default()).await;
    let client = Arc::new(client(&server).await);
    let (out, mut lines) = channel(1);
    let calling = tokio::spawn({
        let client = Arc::clone(&client);
        async move { client.endless(&Context::new(), out).await }
    });
    assert_eq!(lines.next().await.unwrap().unwrap().len(), 10_000);
    // It goes on until the stream's window is full, then rests: 1 MiB are 105 lines, and some wait on either side.
    let mut before = usize::MAX;
    for _ in 0..200 {
        tokio::time::sleep(Duration::from_millis(50)).await;
        let now = fast.sent.load(Ordering::SeqCst);
        if now == before {
            break;
        }
        before = now;
    }
    assert!(before < 200, "{before} lines were sent and one was read");
    // Other calls on the connection go on.
    assert_eq!(client.plain(&Context::new(), 9).await.unwrap(), 9);
    assert_eq!(fast.ended.load(Ordering::SeqCst), 0);
    drop(lines);
    assert!(calling.await.unwrap().is_err());
    until("the code noticed", || {
        fast.ended.load(Ordering::SeqCst) == 1
    })
    .await;
    until("its place is free", || server.stats().in_flight == 0).await;
}

#[tokio::test]
async fn a_call_that_is_given_up_ends_on_both_sides() {
    let (server, fast) = start(Limits::default()).await;
    let client = client(&server).await;
    let (sender, numbers) = channel(1);
    let cx = Context::new().with_timeout(Duration::from_millis(300));
    let (sum, ()) = tokio::join!(client.sum(&cx, numbers), async {
        sender.send(1).await.unwrap();
        sender.closed().await;
    });
    assert!(sum.unwrap_err().is_timeout());
    until("the code noticed", || {
        fast.ended.load(Ordering::SeqCst) == 1
    })
    .await;
    until("its place is free", || server.stats().in_flight == 0).await;
}

#[tokio::test]
async fn what_streams_is_refused_where_it_cannot_stream() {
    let (server, _) = start(Limits::default()).await;
    let address = server.local_addr().to_string();
    let client = Client::connect(address, ClientOptions::default())
        .await
        .unwrap();
    let client = NumbersClient::new(Arc::new(client), ServiceRef::new(numbers::INTERFACE));
    let (out, _numbers) = channel(1);
    let refused = client.count(&Context::new(), 1, out).await.unwrap_err();
    assert!(refused.to_string().contains("over Triple"), "{refused}");
}

/// A message longer than the limit ends the stream, whichever way it goes, and nothing else.
#[tokio::test]
async fn messages_of_streams_have_their_limit() {
    let (server, fast) = start(Limits {
        payload_bytes: 5_000,
        ..Limits::default()
    })
    .await;
    let client = client(&server).await;
    let (out, lines) = channel(1);
    let cx = Context::new();
    let (ended, seen) = tokio::join!(client.endless(&cx, out), all(lines));
    assert!(seen.is_empty());
    let message = ended.unwrap_err().to_string();
    assert!(message.contains("max payload: 5000"), "{message}");
    until("the code noticed", || {
        fast.ended.load(Ordering::SeqCst) == 1
    })
    .await;
    assert_eq!(client.plain(&cx, 2).await.unwrap(), 2);
}

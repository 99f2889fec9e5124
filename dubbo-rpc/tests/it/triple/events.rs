//! Results that come one after the other, to callers in JSON: events over HTTP/1.1 and HTTP/2.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use dubbo_rpc::hessian2::Date;
use dubbo_rpc::{Context, ExportOptions, Fault, Limits, Server, ServerHandle, StreamIn, StreamOut};
use http::Request;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::caller::{Caller, PATIENCE};

#[dubbo_rpc::service(interface = "com.example.Events")]
trait Events {
    /// Counts up to a number; fails behind a negative one, refuses at 100, panics at 200.
    async fn count(&self, cx: &Context, to: i32, out: StreamOut<i32>) -> Result<(), Fault>;
    /// A day and the day after.
    async fn days(&self, cx: &Context, first: Date, out: StreamOut<Date>) -> Result<(), Fault>;
    /// Lines until nobody reads.
    async fn endless(&self, cx: &Context, out: StreamOut<String>) -> Result<(), Fault>;
    /// One result, and no more.
    async fn silent(&self, cx: &Context, out: StreamOut<String>) -> Result<(), Fault>;
    /// Cannot be called in JSON.
    async fn sum(&self, cx: &Context, numbers: StreamIn<i32>) -> Result<i64, Fault>;
}

#[derive(Default)]
struct Fast {
    sent: AtomicUsize,
    ended: Arc<AtomicUsize>,
}

/// Counts that the code came to an end, whatever end.
struct Ended(Arc<AtomicUsize>);

impl Drop for Ended {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

impl Events for Fast {
    async fn count(&self, _: &Context, to: i32, out: StreamOut<i32>) -> Result<(), Fault> {
        match to {
            100 => return Err(Fault::overloaded("too much to do")),
            200 => panic!("on purpose"),
            _ => {}
        }
        for number in 1..=to.abs() {
            out.send(number).await?;
        }
        match to {
            i32::MIN..0 => Err(Fault::throw("java.lang.IllegalStateException", "negative")),
            _ => Ok(()),
        }
    }

    async fn days(&self, _: &Context, first: Date, out: StreamOut<Date>) -> Result<(), Fault> {
        out.send(first).await?;
        out.send(Date(first.0 + 86_400_000)).await
    }

    async fn endless(&self, _: &Context, out: StreamOut<String>) -> Result<(), Fault> {
        let _ended = Ended(Arc::clone(&self.ended));
        let line = "x\n".repeat(10_000);
        loop {
            out.send(line.clone()).await?;
            self.sent.fetch_add(1, Ordering::SeqCst);
        }
    }

    async fn silent(&self, _: &Context, out: StreamOut<String>) -> Result<(), Fault> {
        let _ended = Ended(Arc::clone(&self.ended));
        out.send("one".to_owned()).await?;
        out.closed().await;
        Ok(())
    }

    async fn sum(&self, _: &Context, _numbers: StreamIn<i32>) -> Result<i64, Fault> {
        Ok(0)
    }
}

async fn start(limits: Limits) -> (ServerHandle, Arc<Fast>) {
    let fast = Arc::new(Fast::default());
    let service = EventsServer::new(Arc::clone(&fast));
    let server = Server::builder().bind("127.0.0.1:0").limits(limits);
    let server = server.service(service, ExportOptions::default());
    (server.start().await.unwrap(), fast)
}

/// A request as HTTP/1.1 has it, sent but not read.
async fn post(address: SocketAddr, method: &str, more: &str, body: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let length = body.len();
    let request = format!(
        "POST /com.example.Events/{method} HTTP/1.1\r\nhost: h\r\nconnection: close\r\ncontent-type: application/json\r\n\
         content-length: {length}\r\n{more}\r\n{body}"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    stream
}

/// Status, content type and body over HTTP/1.1.
async fn http1(address: SocketAddr, method: &str, more: &str, body: &str) -> (u16, String, String) {
    let mut stream = post(address, method, more, body).await;
    let mut answer = Vec::new();
    let reading = stream.read_to_end(&mut answer);
    timeout(PATIENCE, reading).await.unwrap().unwrap();
    let answer = String::from_utf8(answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let head = head.to_ascii_lowercase();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let mut lines = head.lines();
    let kind = lines.find_map(|line| line.strip_prefix("content-type: "));
    let kind = kind.unwrap_or_default().to_owned();
    let body = match head.contains("transfer-encoding: chunked") {
        true => unchunked(body),
        false => body.to_owned(),
    };
    (status, kind, body)
}

fn unchunked(mut rest: &str) -> String {
    let mut whole = String::new();
    loop {
        let (len, after) = rest.split_once("\r\n").unwrap();
        let len = usize::from_str_radix(len, 16).unwrap();
        whole.push_str(&after[..len]);
        rest = after[len..].strip_prefix("\r\n").unwrap();
        if len == 0 {
            assert_eq!(rest, "");
            return whole;
        }
    }
}

fn head(method: &str) -> Request<()> {
    Request::post(format!("http://peer/com.example.Events/{method}"))
        .header("content-type", "application/json")
        .body(())
        .unwrap()
}

/// The same over HTTP/2.
async fn http2(address: SocketAddr, method: &str, body: &str) -> (u16, String, String) {
    let mut caller = Caller::connect(address).await;
    let answer = caller.call(head(method), body.to_owned()).await;
    let kind = answer.head.headers()["content-type"].to_str().unwrap();
    let body = String::from_utf8(answer.body).unwrap();
    (answer.head.status().as_u16(), kind.to_owned(), body)
}

const EVENTS: &str = "text/event-stream";

/// As Java 3.3.6 answers the same, byte by byte (`java_streams.rs` compares them).
#[tokio::test]
async fn results_are_events() {
    let (server, _) = start(Limits::default()).await;
    let address = server.local_addr();
    let negative = "data:{\"message\":\"negative\",\"status\":\"500\"}\n\n";
    for (method, body, status, events) in [
        (
            "count",
            "[3]",
            200,
            "data:1\n\ndata:2\n\ndata:3\n\n".to_owned(),
        ),
        ("count", "2", 200, "data:1\n\ndata:2\n\n".to_owned()),
        ("Count", "[1]", 200, "data:1\n\n".to_owned()),
        ("count", "[0]", 200, String::new()),
        ("count", "[-1]", 200, format!("data:1\n\n{negative}")),
        (
            "count",
            "[100]",
            503,
            "data:{\"message\":\"too much to do\",\"status\":\"503\"}\n\n".to_owned(),
        ),
        (
            "days",
            "[\"2024-02-28T00:00:00Z\"]",
            200,
            "data:\"2024-02-28T00:00:00.000Z\"\n\ndata:\"2024-02-29T00:00:00.000Z\"\n\n".to_owned(),
        ),
    ] {
        let wanted = (status, EVENTS.to_owned(), events);
        assert_eq!(
            http1(address, method, "", body).await,
            wanted,
            "{method} {body}"
        );
        assert_eq!(
            http2(address, method, body).await,
            wanted,
            "{method} {body}"
        );
    }
    for (body, says) in [("[\"abc\"]", "abc"), ("[200]", "unexpectedly")] {
        for (status, kind, event) in [
            http1(address, "count", "", body).await,
            http2(address, "count", body).await,
        ] {
            assert_eq!((status, &*kind), (500, EVENTS), "{body}: {event}");
            assert!(
                event.starts_with("data:{") && event.ends_with("}\n\n"),
                "{event}"
            );
            assert!(event.contains(says), "{event}");
        }
    }
    // What is not begun is answered as any call.
    for (method, body, status) in [("count", "{", 400), ("endless", "[1]", 404)] {
        let (seen, kind, text) = http1(address, method, "", body).await;
        assert_eq!(
            (seen, &*kind),
            (status, "application/json"),
            "{method} {body}: {text}"
        );
    }
    let (status, _, text) = http1(address, "sum", "", "[1]").await;
    assert!(status >= 400, "{text}");
    let late = "tri-service-timeout: 100\r\n";
    let (status, _, text) = http1(address, "silent", late, "").await;
    let events: Vec<_> = text.split_terminator("\n\n").collect();
    assert_eq!((status, events[0]), (200, "data:\"one\""));
    assert!(
        events[1].contains("\"status\":\"504\"") && events.len() == 2,
        "{text}"
    );
}

/// Waits until it is so.
async fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let waited = timeout(PATIENCE, async {
        while !is_so() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    });
    assert!(waited.await.is_ok(), "it never came to: {what}");
}

/// Who reads slowly is sent no more than windows and buffers hold; who leaves ends the code.
#[tokio::test]
async fn results_are_made_as_fast_as_they_are_read() {
    let (server, fast) = start(Limits::default()).await;
    let address = server.local_addr();
    let mut stream = post(address, "endless", "", "").await;
    let mut some = vec![0; 100_000];
    timeout(PATIENCE, stream.read_exact(&mut some))
        .await
        .unwrap()
        .unwrap();
    let text = String::from_utf8_lossy(&some);
    assert!(
        text.contains("data:\"x\\nx\\n"),
        "a line break is part of the JSON"
    );
    let mut last = 0;
    until("nothing is sent any more", || {
        let sent = fast.sent.load(Ordering::SeqCst);
        std::mem::replace(&mut last, sent) == sent
    })
    .await;
    drop(stream);
    until("the code of HTTP/1.1 has ended", || {
        fast.ended.load(Ordering::SeqCst) == 1
    })
    .await;

    let mut caller = Caller::connect(address).await;
    let (response, mut out) = caller.open(head("endless"), false).await;
    out.send_data(bytes::Bytes::new(), true).unwrap();
    let mut body = timeout(PATIENCE, response)
        .await
        .unwrap()
        .unwrap()
        .into_body();
    assert!(
        timeout(PATIENCE, body.data())
            .await
            .unwrap()
            .unwrap()
            .is_ok()
    );
    let before = fast.sent.load(Ordering::SeqCst);
    tokio::time::sleep(Duration::from_millis(300)).await;
    let more = fast.sent.load(Ordering::SeqCst) - before;
    assert!(more < 10, "{more} results were made that nobody reads");
    drop((body, out));
    until("the code of HTTP/2 has ended", || {
        fast.ended.load(Ordering::SeqCst) == 2
    })
    .await;

    // One that says nothing more notices it on HTTP/2.
    let (response, mut out) = caller.open(head("silent"), false).await;
    out.send_data(bytes::Bytes::new(), true).unwrap();
    let mut body = timeout(PATIENCE, response)
        .await
        .unwrap()
        .unwrap()
        .into_body();
    let first = timeout(PATIENCE, body.data())
        .await
        .unwrap()
        .unwrap()
        .unwrap();
    assert_eq!(&first[..], b"data:\"one\"\n\n");
    drop((body, out));
    until("the silent code has ended", || {
        fast.ended.load(Ordering::SeqCst) == 3
    })
    .await;
    assert!(server.stats().in_flight == 0);
}

/// A result that is longer than a message may be ends the events.
#[tokio::test]
async fn a_result_that_is_too_long_is_told_so() {
    let limits = Limits {
        payload_bytes: 10_000,
        ..Limits::default()
    };
    let (server, fast) = start(limits).await;
    let (status, kind, text) = http1(server.local_addr(), "endless", "", "").await;
    assert_eq!((status, &*kind), (500, EVENTS));
    assert!(
        text.contains("Data length too large") && text.ends_with("\n\n"),
        "{text}"
    );
    until("the code has ended", || {
        fast.ended.load(Ordering::SeqCst) == 1
    })
    .await;
}

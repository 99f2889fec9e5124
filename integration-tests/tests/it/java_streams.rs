//! Streams between Java 3.3.6 and this side, both ways: an interface with `StreamObserver`, over Triple.

use std::sync::Arc;
use std::time::Duration;

use dubbo_rpc::{
    ClientOptions, Context, ExportOptions, Fault, Server, ServiceRef, StreamIn, StreamOut,
    TripleClient, channel,
};
use integration_tests::from_jar::tools_api::{self, Numbers as _};
use integration_tests::java::{self, JavaServer};
use integration_tests::ports::PortLease;

const DEADLINE: Duration = Duration::from_secs(120);

#[dubbo_rpc::service(interface = "com.autoparts.streams.Numbers")]
trait Numbers {
    /// Counts up to a number; fails behind a negative one.
    async fn count(&self, cx: &Context, to: Option<i32>, out: StreamOut<i32>) -> Result<(), Fault>;
    /// Doubles each number as it comes.
    async fn twice(
        &self,
        cx: &Context,
        numbers: StreamIn<i32>,
        out: StreamOut<i64>,
    ) -> Result<(), Fault>;
    /// The sum, once all have come.
    async fn sum(&self, cx: &Context, numbers: StreamIn<i32>) -> Result<i64, Fault>;
    /// One each way.
    async fn plain(&self, cx: &Context, text: String) -> Result<String, Fault>;
}

struct Fast;

impl Numbers for Fast {
    async fn count(&self, _: &Context, to: Option<i32>, out: StreamOut<i32>) -> Result<(), Fault> {
        let to = to.unwrap_or(0);
        for number in 1..=to.abs() {
            out.send(number).await?;
        }
        match to {
            i32::MIN..0 => Err(Fault::throw("java.lang.IllegalStateException", "negative")),
            _ => Ok(()),
        }
    }

    async fn twice(
        &self,
        _: &Context,
        mut numbers: StreamIn<i32>,
        out: StreamOut<i64>,
    ) -> Result<(), Fault> {
        while let Some(number) = numbers.next().await {
            out.send(i64::from(number?) * 2).await?;
        }
        Ok(())
    }

    async fn sum(&self, _: &Context, mut numbers: StreamIn<i32>) -> Result<i64, Fault> {
        let mut sum = 0;
        while let Some(number) = numbers.next().await {
            sum += i64::from(number?);
        }
        Ok(sum)
    }

    async fn plain(&self, _: &Context, text: String) -> Result<String, Fault> {
        Ok(format!("plain {text}"))
    }
}

/// What the Java consumer prints, provider by provider; how an error reads differs.
async fn java_sees(address: &str) -> String {
    let arguments = ["--direct", address];
    let class = "com.autoparts.streams.StreamConsumer";
    let (status, printed) = java::run_to_end("tools-336", class, &arguments, DEADLINE)
        .await
        .unwrap();
    assert!(status.success(), "{printed}");
    let lines = printed.lines().filter(|line| {
        let first = line.split(' ').next().unwrap_or_default();
        matches!(
            first,
            "count" | "failed" | "many" | "twice" | "sum" | "plain"
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn expected(seen: &str) {
    let lines: Vec<&str> = seen.lines().collect();
    assert_eq!(lines.len(), 6, "{seen}");
    assert_eq!(lines[0], "count 1 2 3 completed");
    assert!(lines[1].starts_with("failed 1 2 error:"), "{seen}");
    assert!(lines[1].contains("negative"), "{seen}");
    assert_eq!(lines[2], "many 5000 completed");
    assert_eq!(lines[3], "twice 2 4 6 completed");
    assert_eq!(lines[4], "sum 500500 completed");
    assert_eq!(lines[5], "plain text");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_java_consumer_streams_with_ours_as_with_javas() {
    if !java::available() {
        return;
    }
    let server = Server::builder()
        .bind("0.0.0.0:0")
        .service(NumbersServer::new(Arc::new(Fast)), ExportOptions::default())
        .start()
        .await
        .unwrap();
    let ours = java_sees(&format!("127.0.0.1:{}", server.local_addr().port())).await;
    println!("{ours}");
    expected(&ours);
    let (_java, port) = java_provider().await;
    let theirs = java_sees(&format!("127.0.0.1:{port}")).await;
    println!("{theirs}");
    expected(&theirs);
}

async fn java_provider() -> ((JavaServer, PortLease), u16) {
    let lease = PortLease::take(&[0]).unwrap();
    let port = lease.port();
    let text = port.to_string();
    let class = "com.autoparts.streams.StreamProvider";
    let java = JavaServer::start("tools-336", class, &["--port", &text])
        .await
        .unwrap();
    ((java, lease), port)
}

#[tokio::test(flavor = "multi_thread")]
async fn ours_streams_with_a_java_provider() {
    if !java::available() {
        return;
    }
    let (_java, port) = java_provider().await;
    let client = TripleClient::connect(format!("127.0.0.1:{port}"), ClientOptions::default())
        .await
        .unwrap();
    let numbers = NumbersClient::new(Arc::new(client), ServiceRef::new(numbers::INTERFACE));
    let cx = Context::new().with_timeout(DEADLINE);
    for to in [3, -2, 5_000] {
        let (out, counted) = channel(4);
        let (done, seen) = tokio::join!(numbers.count(&cx, Some(to), out), all(counted));
        assert_eq!(seen, (1..=to.abs()).collect::<Vec<_>>());
        match to {
            -2 => assert!(done.unwrap_err().to_string().contains("negative")),
            _ => done.unwrap(),
        }
    }
    let (ask, asked) = channel(1);
    let (out, mut doubled) = channel(1);
    let talk = async move {
        for number in 1..=3 {
            ask.send(number).await.unwrap();
            let answer = doubled.next().await.unwrap().unwrap();
            assert_eq!(answer, i64::from(number) * 2);
        }
        drop(ask);
        assert!(doubled.next().await.is_none());
    };
    let (done, ()) = tokio::join!(numbers.twice(&cx, asked, out), talk);
    done.unwrap();
    let (send, sent) = channel(8);
    let sending = async move {
        for number in 1..=1_000 {
            send.send(number).await.unwrap();
        }
    };
    let (sum, ()) = tokio::join!(numbers.sum(&cx, sent), sending);
    assert_eq!(sum.unwrap(), 500_500);
    let plain = numbers.plain(&cx, "text".to_owned()).await.unwrap();
    assert_eq!(plain, "plain text");
}

/// Status, content type and events of a call in JSON; over HTTP/2 if `two`.
async fn events(port: u16, two: bool, body: &str) -> (u16, String, String) {
    let url = format!("http://127.0.0.1:{port}/{}/count", numbers::INTERFACE);
    let kind = |headers: &http::HeaderMap| {
        let kind = headers.get("content-type");
        kind.map_or("", |kind| kind.to_str().unwrap()).to_owned()
    };
    if !two {
        let call = reqwest::Client::new().post(url).body(body.to_owned());
        let call = call.header("content-type", "application/json");
        let answer = call.send().await.unwrap();
        let (status, kind) = (answer.status().as_u16(), kind(answer.headers()));
        return (status, kind, answer.text().await.unwrap());
    }
    let stream = tokio::net::TcpStream::connect(("127.0.0.1", port)).await;
    let (mut send, connection) = h2::client::handshake(stream.unwrap()).await.unwrap();
    let connection = tokio::spawn(connection);
    let request = http::Request::post(url).header("content-type", "application/json");
    let (answer, mut out) = send.send_request(request.body(()).unwrap(), false).unwrap();
    out.send_data(body.to_owned().into(), true).unwrap();
    let (head, mut content) = answer.await.unwrap().into_parts();
    let mut text = Vec::new();
    while let Some(piece) = content.data().await {
        let piece: bytes::Bytes = piece.unwrap();
        content
            .flow_control()
            .release_capacity(piece.len())
            .unwrap();
        text.extend_from_slice(&piece);
    }
    connection.abort();
    let text = String::from_utf8(text).unwrap();
    (head.status.as_u16(), kind(&head.headers), text)
}

#[tokio::test(flavor = "multi_thread")]
async fn callers_in_json_get_the_events_that_java_sends() {
    if !java::available() {
        return;
    }
    let (_java, java) = java_provider().await;
    let server = Server::builder()
        .bind("127.0.0.1:0")
        .service(NumbersServer::new(Arc::new(Fast)), ExportOptions::default())
        .start()
        .await
        .unwrap();
    let own = server.local_addr().port();
    for two in [false, true] {
        for body in ["[3]", "2", "[20]", "[-2]"] {
            let (theirs, ours) = (events(java, two, body).await, events(own, two, body).await);
            assert_eq!(ours, theirs, "{body}");
            assert_eq!((ours.0, &*ours.1), (200, "text/event-stream"));
            assert!(ours.2.starts_with("data:1\n\ndata:2\n\n"), "{}", ours.2);
        }
        // Without a result Java's answer has no type, and over HTTP/2 no head at all, which no caller understands.
        let nothing = events(own, two, "[0]").await;
        assert_eq!((nothing.0, &*nothing.2), (200, ""));
        if !two {
            let theirs = events(java, two, "[0]").await;
            assert_eq!((theirs.0, theirs.2), (nothing.0, nothing.2));
        }
        // What fails before is the status, and an event; the words are each side's.
        let (theirs, ours) = (
            events(java, two, "[\"abc\"]").await,
            events(own, two, "[\"abc\"]").await,
        );
        assert_eq!((ours.0, &ours.1), (theirs.0, &theirs.1));
        for event in [ours.2, theirs.2] {
            assert!(event.starts_with("data:{\"message\":"), "{event}");
            assert!(event.ends_with(",\"status\":\"500\"}\n\n"), "{event}");
        }
    }
}

/// The same through code that `dubbo-from-jar` wrote from the Java interface.
#[tokio::test(flavor = "multi_thread")]
async fn code_written_from_the_jar_streams_with_java() {
    if !java::available() {
        return;
    }
    let (_java, port) = java_provider().await;
    let client = TripleClient::connect(format!("127.0.0.1:{port}"), ClientOptions::default())
        .await
        .unwrap();
    let service = ServiceRef::new(tools_api::numbers::INTERFACE);
    let numbers = tools_api::NumbersClient::new(Arc::new(client), service);
    let cx = Context::new().with_timeout(DEADLINE);
    let (out, counted) = channel(4);
    let (done, seen) = tokio::join!(numbers.count(&cx, Some(3), out), all(counted));
    done.unwrap();
    assert_eq!(seen, [1, 2, 3]);
    let (send, sent) = channel(8);
    let (out, sums) = channel(1);
    let sending = async move {
        for number in 1..=4 {
            send.send(number).await.unwrap();
        }
    };
    let (done, (), seen) = tokio::join!(numbers.sum(&cx, sent, out), sending, all(sums));
    done.unwrap();
    assert_eq!(seen, [10]);
}

async fn all<T>(mut stream: StreamIn<T>) -> Vec<T> {
    let mut seen = Vec::new();
    while let Some(value) = stream.next().await {
        seen.push(value.unwrap());
    }
    seen
}

//! The client endpoint against our own server and against peers made by hand.

use std::sync::Arc;
use std::time::{Duration, Instant};

use dubbo_rpc::frame::{HEADER_LEN, Header, Kind, Status, encode};
use dubbo_rpc::hessian2::{Throwable, Value};
use dubbo_rpc::{
    Client, ClientOptions, Context, Fault, GenericClient, Invocation, Invoker, Limits, RpcCode,
    ServiceRef,
};
use tokio::net::TcpListener;

use crate::peer::{Frame, Peer, STOCK, frames, parse};
use crate::stock::{self, StockService, StockServiceClient};

async fn client(address: std::net::SocketAddr, options: ClientOptions) -> Client {
    Client::connect(address.to_string(), options).await.unwrap()
}

fn typed(client: Client) -> StockServiceClient {
    StockServiceClient::new(Arc::new(client), ServiceRef::new(STOCK))
}

#[tokio::test]
async fn a_typed_client_calls_every_kind_of_method() {
    let (server, _) = stock::start(Limits::default()).await;
    let options = ClientOptions {
        application: Some("tests".into()),
        ..ClientOptions::default()
    };
    let stock = typed(client(server.local_addr(), options).await);
    let cx = Context::new();
    assert_eq!(
        stock
            .echo(&cx, Some(stock::CJK.into()))
            .await
            .unwrap()
            .unwrap(),
        stock::CJK
    );
    assert_eq!(stock.echo(&cx, None).await.unwrap(), None);
    let seen = stock
        .echo(&cx, Some("context".into()))
        .await
        .unwrap()
        .unwrap();
    assert!(seen.starts_with("Some(\"tests\") Some(true)"), "{seen}");
    assert_eq!(
        stock.query(&cx, 5, 7).await.unwrap(),
        Some(stock::view(5, 7))
    );
    assert_eq!(stock.query(&cx, -1, 7).await.unwrap(), None);
    assert_eq!(
        stock
            .query_batch(&cx, Some(vec![1, 2]))
            .await
            .unwrap()
            .len(),
        2
    );
    let request = stock::ReserveRequest {
        order_no: Some("O-1".into()),
        ..Default::default()
    };
    assert!(stock.reserve(&cx, request).await.unwrap().success);
    stock.fail(&cx, "none".into()).await.unwrap();

    let cx = Context::new().with_attachment("x-in", "in-中文");
    let reply = stock.attrs(&cx, Value::map(vec![])).await.unwrap();
    assert_eq!(
        reply.as_map().unwrap().get("_att:x-in"),
        Some(&"in-中文".into())
    );
    assert_eq!(
        cx.response_attachment("x-out-cjk").as_deref(),
        Some("out-值")
    );
}

#[tokio::test]
async fn many_calls_share_one_connection() {
    let (server, _) = stock::start(Limits::default()).await;
    let options = ClientOptions {
        timeout: Duration::from_secs(20),
        ..ClientOptions::default()
    };
    let stock = typed(client(server.local_addr(), options).await);
    let mut tasks = Vec::new();
    for n in 0..500 {
        let stock = stock.clone();
        tasks.push(tokio::spawn(async move {
            let text = format!("call {n}");
            let cx = Context::new().with_attachment("delay-ms", (n % 9).to_string());
            let echoed = if n % 2 == 0 {
                stock.echo(&cx, Some(text.clone())).await
            } else {
                stock.echo_async(&cx, Some(text.clone())).await
            };
            assert_eq!(echoed.unwrap().unwrap(), text);
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(server.stats().accepted, 1);
}

#[tokio::test]
async fn faults_are_split_by_blame() {
    let (server, _) = stock::start(Limits::default()).await;
    let client = client(server.local_addr(), ClientOptions::default()).await;
    let stock = typed(client.clone());
    let cx = Context::new();

    let fault = stock.fail(&cx, "business".into()).await.unwrap_err();
    let thrown = fault.exception().unwrap();
    assert_eq!(thrown.class(), "com.example.stock.api.StockException");
    assert_eq!(thrown.message(), Some("库存不足"));
    let read: Throwable = thrown.decode().unwrap();
    assert!(
        read.fields
            .contains(&("code".to_owned(), Value::from("STOCK_SHORT")))
    );
    assert!(fault.is_remote() && !fault.is_retryable() && !fault.is_timeout());
    assert_eq!(fault.rpc_code(), RpcCode::Biz);

    let fault = stock.fail(&cx, "overloaded".into()).await.unwrap_err();
    assert_eq!(fault.status(), Some(Status::EXHAUSTED));
    assert!(fault.is_remote() && fault.is_retryable());

    let nope = ServiceRef::new("com.example.Nope")
        .with_version("1.0")
        .with_group("g");
    let nope = StockServiceClient::new(Arc::new(client.clone()), nope);
    let fault = nope.echo(&cx, None).await.unwrap_err();
    assert_eq!(fault.status(), Some(Status::BAD_REQUEST));
    assert!(
        fault.message().contains("g/com.example.Nope:1.0"),
        "{fault}"
    );
    assert!(fault.is_retryable() && fault.is_remote());

    let patient = Context::new()
        .with_timeout(Duration::from_secs(5))
        .with_attachment("delay-ms", "1200");
    let echoed = stock
        .echo_async(&patient, Some("longer than the client's default".into()))
        .await;
    assert!(
        echoed.is_ok(),
        "the context's own deadline counts: {echoed:?}"
    );

    let slow = Context::new()
        .with_timeout(Duration::from_millis(80))
        .with_attachment("delay-ms", "2000");
    let begun = Instant::now();
    let fault = stock.echo_async(&slow, Some("x".into())).await.unwrap_err();
    assert!(begun.elapsed() < Duration::from_millis(800));
    assert!(
        fault.is_timeout() && !fault.is_retryable() && !fault.is_remote(),
        "{fault}"
    );
    assert_eq!(client.pending_calls(), 0, "nobody waits any more");

    let wrong: Result<i32, Fault> = {
        let call = Invocation::new(
            ServiceRef::new(STOCK),
            Arc::from("echo"),
            Arc::from("Ljava/lang/String;"),
            vec![Box::new("no number".to_owned())],
            Context::new(),
        );
        client.invoke(call).await.unwrap().read()
    };
    let fault = wrong.unwrap_err();
    assert!(!fault.is_retryable() && !fault.is_remote(), "{fault}");
}

#[tokio::test]
async fn generic_calls_and_echo() {
    let (server, _) = stock::start(Limits::default()).await;
    let client: Arc<dyn Invoker> =
        Arc::new(client(server.local_addr(), ClientOptions::default()).await);
    let generic = GenericClient::new(client, ServiceRef::new(STOCK));
    let cx = Context::new();
    let args = vec![Value::Long(1001), Value::Int(7)];
    let view = generic
        .invoke(&cx, "query", &["long", "int"], args.clone())
        .await
        .unwrap();
    assert_eq!(view.as_map().unwrap().get("status"), Some(&"NORMAL".into()));
    let view = generic.invoke(&cx, "query", &[], args).await.unwrap();
    assert_eq!(
        view.as_map().unwrap().get("skuId"),
        Some(&Value::Long(1001))
    );
    let value = dubbo_rpc::generalized(&stock::view(1, 2)).unwrap();
    assert_eq!(generic.echo(&cx, value.clone()).await.unwrap(), value);
    let fault = generic
        .invoke(
            &cx,
            "fail",
            &["java.lang.String"],
            vec![Value::from("business")],
        )
        .await;
    let fault = fault.unwrap_err();
    let thrown = fault.exception().unwrap();
    assert_eq!(
        thrown.class(),
        "com.alibaba.dubbo.rpc.service.GenericException"
    );
    let fields = thrown.decode::<Throwable>().unwrap().fields;
    let class = Value::from("com.example.stock.api.StockException");
    assert!(fields.contains(&("exceptionClass".to_owned(), class)));
}

#[tokio::test]
async fn one_way_calls_do_not_wait() {
    let (server, service) = stock::start(Limits::default()).await;
    let client = client(server.local_addr(), ClientOptions::default()).await;
    let call = |text: &str| {
        Invocation::new(
            ServiceRef::new(STOCK),
            Arc::from("echo"),
            Arc::from("Ljava/lang/String;"),
            vec![Box::new(text.to_owned())],
            Context::new(),
        )
    };
    client.invoke(call("thrown over").one_way()).await.unwrap();
    assert_eq!(client.pending_calls(), 0);
    client.invoke(call("after")).await.unwrap();
    assert_eq!(*service.echoed.lock().unwrap(), ["thrown over", "after"]);
}

#[tokio::test]
async fn a_lost_connection_fails_its_calls_and_is_made_again() {
    let (server, _) = stock::start(Limits::default()).await;
    let address = server.local_addr();
    let client = client(address, ClientOptions::default()).await;
    let stock = typed(client.clone());
    let waiting = {
        let stock = stock.clone();
        tokio::spawn(async move {
            let cx = Context::new().with_attachment("delay-ms", "5000");
            stock.echo_async(&cx, Some("x".into())).await
        })
    };
    while client.pending_calls() == 0 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    drop(server);
    let fault = waiting.await.unwrap().unwrap_err();
    assert!(
        fault.is_retryable() && !fault.is_remote() && !fault.is_timeout(),
        "{fault}"
    );
    assert!(!client.is_available());
    let fault = stock.echo(&Context::new(), None).await.unwrap_err();
    assert!(fault.message().contains("cannot connect"), "{fault}");
    let again = stock::builder(Arc::default(), Limits::default())
        .bind(address.to_string())
        .start()
        .await
        .unwrap();
    assert_eq!(
        stock
            .echo(&Context::new(), Some("back".into()))
            .await
            .unwrap()
            .unwrap(),
        "back"
    );
    assert!(client.is_available());
    again.begin_read_only();
    let until = Instant::now() + Duration::from_secs(2);
    while client.is_available() {
        assert!(
            Instant::now() < until,
            "the read-only event was not understood"
        );
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert!(
        stock.echo(&Context::new(), None).await.is_ok(),
        "still served"
    );
}

#[tokio::test]
async fn limits_of_the_client_at_n_and_n_plus_one() {
    let (server, service) = stock::start(Limits::default()).await;
    let options = ClientOptions {
        payload_bytes: 1_000,
        pending_calls: 2,
        ..ClientOptions::default()
    };
    let client = client(server.local_addr(), options).await;
    let stock = typed(client.clone());
    let text = |len: usize| Some("x".repeat(len));
    let fault = stock.echo(&Context::new(), text(990)).await.unwrap_err();
    assert!(fault.message().contains("was not sent"), "{fault}");
    assert!(service.echoed.lock().unwrap().is_empty());
    let fault = stock
        .query_batch(&Context::new(), Some(vec![1, 2, 3, 4]))
        .await
        .unwrap_err();
    assert!(fault.message().contains("the reply was dropped"), "{fault}");
    assert!(
        stock.echo(&Context::new(), text(700)).await.is_ok(),
        "in step again"
    );
    let mut tasks = Vec::new();
    for _ in 0..2 {
        let stock = stock.clone();
        tasks.push(tokio::spawn(async move {
            let cx = Context::new().with_attachment("delay-ms", "300");
            stock.echo_async(&cx, None).await
        }));
    }
    while client.pending_calls() < 2 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let fault = stock.echo(&Context::new(), None).await.unwrap_err();
    assert!(
        fault.message().contains("`pending_calls`") && fault.is_retryable(),
        "{fault}"
    );
    for task in tasks {
        task.await.unwrap().unwrap();
    }
}

/// A client of a provider made by hand.
async fn by_hand(options: ClientOptions) -> (Client, Peer) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let client = client(listener.local_addr().unwrap(), options).await;
    (client, Peer::over(listener.accept().await.unwrap().0))
}

async fn next_call(provider: &mut Peer) -> Frame {
    loop {
        let frame = provider.expect().await;
        if let Kind::Request { event: false, .. } = frame.header.kind {
            return frame;
        }
    }
}

#[tokio::test]
async fn replies_that_are_no_replies_fail_their_call_only() {
    let (client, mut provider) = by_hand(ClientOptions::default()).await;
    let ok = Kind::Response {
        event: false,
        status: Status::OK,
    };
    for (serialization, body, text) in [
        (2, &b"\x99"[..], "not 0 to 5"),
        (2, b"", "no reply"),
        (2, b"\x91", "no reply"),
        (6, b"\x91\x01z", "serialization id 6"),
    ] {
        let call = {
            let stock = typed(client.clone());
            tokio::spawn(async move { stock.echo(&Context::new(), None).await })
        };
        let request = next_call(&mut provider).await;
        provider
            .send(&encode(ok, serialization, request.header.id, body).unwrap())
            .await;
        let fault = call.await.unwrap().unwrap_err();
        assert!(fault.message().contains(text), "{fault}");
    }
}

/// A provider made by hand: what it sends out of turn must not confuse the client.
#[tokio::test]
async fn the_client_answers_heartbeats_and_ignores_strangers() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let options = ClientOptions {
        heartbeat: Duration::from_millis(100),
        idle_close: Duration::from_millis(400),
        ..ClientOptions::default()
    };
    let client = client(address, options).await;
    let mut provider = Peer::over(listener.accept().await.unwrap().0);

    // A 2.6 provider asks for heartbeats of its own.
    for body in [&b"N"[..], b""] {
        let kind = Kind::Request {
            two_way: true,
            event: true,
        };
        provider.send(&encode(kind, 2, 77, body).unwrap()).await;
        let answer = provider.expect().await;
        assert_eq!(
            answer.header.kind,
            Kind::Response {
                event: true,
                status: Status::OK
            }
        );
        assert_eq!((answer.header.id, answer.body.as_slice()), (77, body));
    }
    let asked = provider.expect().await;
    assert_eq!(
        asked.header.kind,
        Kind::Request {
            two_way: true,
            event: true
        }
    );
    assert_eq!(asked.body, b"N");

    let call = {
        let stock = typed(client.clone());
        tokio::spawn(async move { stock.echo(&Context::new(), Some("x".into())).await })
    };
    let request = next_call(&mut provider).await;
    let ok = Kind::Response {
        event: false,
        status: Status::OK,
    };
    provider
        .send(&encode(ok, 2, request.header.id + 1, b"\x91\x01y").unwrap())
        .await;
    provider
        .send(&encode(ok, 2, request.header.id, b"\x91\x01z").unwrap())
        .await;
    assert_eq!(call.await.unwrap().unwrap().unwrap(), "z");

    // Silence ends the connection.
    let until = Instant::now() + Duration::from_secs(3);
    while client.is_available() {
        assert!(Instant::now() < until);
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn a_request_looks_like_a_java_consumer_s() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let client = Client::lazy(address.to_string(), ClientOptions::default());
    let service = ServiceRef::new(STOCK)
        .with_version("1.0")
        .with_group("g")
        .with_path("p");
    let stock = StockServiceClient::new(Arc::new(client), service);
    let call = tokio::spawn(async move { stock.query(&Context::new(), 1, 2).await });
    let mut provider = Peer::over(listener.accept().await.unwrap().0);
    let frame = provider.expect().await;
    let mut decoder = dubbo_rpc::hessian2::Decoder::new(&frame.body);
    let head: Vec<String> = (0..5).map(|_| decoder.read_string().unwrap()).collect();
    assert_eq!(head, ["2.0.2", "p", "1.0", "query", "JI"]);
    assert_eq!(decoder.read::<Value>().unwrap(), Value::Long(1));
    assert_eq!(decoder.read::<Value>().unwrap(), Value::Int(2));
    let attachments = decoder.read::<Value>().unwrap();
    let attachments = attachments.as_map().unwrap();
    for (key, value) in [
        ("path", "p"),
        ("interface", STOCK),
        ("version", "1.0"),
        ("group", "g"),
    ] {
        assert_eq!(attachments.get(key), Some(&value.into()), "{key}");
    }
    let timeout: u64 = attachments
        .get("timeout")
        .unwrap()
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!(timeout <= 1_000);
    let header: [u8; HEADER_LEN] = frame.header.to_bytes();
    assert_eq!(Header::from_bytes(&header), Some(frame.header));
    drop(provider);
    assert!(call.await.unwrap().unwrap_err().is_retryable());
}

/// A provider that gives recorded answers: what Java really replied must read well here.
async fn recorded_provider(version: &'static str, case: &'static str) -> (Client, Frame) {
    let answer = frames(version, &format!("{case}.resp.hex")).remove(0);
    let java = parse(&answer);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let mut provider = Peer::over(listener.accept().await.unwrap().0);
        while let Some(request) = provider.next().await {
            let mut answer = answer.clone();
            answer[4..12].copy_from_slice(&request.header.id.to_be_bytes());
            provider.send(&answer).await;
        }
    });
    (client(address, ClientOptions::default()).await, java)
}

#[tokio::test]
async fn what_java_providers_answered_is_understood() {
    for version in ["2.7.23", "3.3.6"] {
        let cx = Context::new();
        let stock = typed(recorded_provider(version, "query").await.0);
        let mut view = stock.query(&cx, 1001, 7).await.unwrap().unwrap();
        (view.available, view.reserved, view.version) = (None, Some(0), Some(0));
        let mut expected = stock::view(view.sku_id, 7);
        expected.base = view.base.clone();
        assert_eq!(view, expected, "{version}");

        let stock = typed(recorded_provider(version, "echo_cjk").await.0);
        assert_eq!(
            stock.echo(&cx, None).await.unwrap().as_deref(),
            Some(stock::CJK)
        );
        let stock = typed(recorded_provider(version, "echo_null").await.0);
        assert_eq!(stock.echo(&cx, None).await.unwrap(), None);
        let stock = typed(recorded_provider(version, "attachment_response").await.0);
        let cx = Context::new();
        stock.attrs(&cx, Value::Null).await.unwrap();
        assert_eq!(
            cx.response_attachment("x-out").as_deref(),
            Some("out-value")
        );
        assert_eq!(
            cx.response_attachment("dubbo"),
            None,
            "no answer of the service's"
        );

        for (case, class) in [
            ("fail_business", "com.example.stock.api.StockException"),
            ("fail_runtime", "java.lang.IllegalArgumentException"),
            ("fail_npe", "java.lang.NullPointerException"),
            ("fail_error", "java.lang.OutOfMemoryError"),
            ("fail_unknown_class", "java.lang.RuntimeException"),
        ] {
            let (client, _) = recorded_provider(version, case).await;
            let fault = typed(client).fail(&cx, "x".into()).await.unwrap_err();
            let thrown = fault.exception().unwrap();
            assert_eq!(thrown.class(), class, "{version} {case}");
            let read: Throwable = thrown.decode().unwrap();
            assert!(!read.stack_trace.is_empty(), "{version} {case}");
            assert!(fault.is_remote() && !fault.is_retryable());
        }

        let (client, java) = recorded_provider(version, "generic_no_such_method").await;
        let generic = GenericClient::new(Arc::new(client), ServiceRef::new(STOCK));
        let fault = generic.invoke(&cx, "nope", &[], vec![]).await.unwrap_err();
        assert_eq!(fault.status(), Some(java.status()));
        assert!(fault.is_retryable(), "as Java's own consumers take it");
        let (client, _) = recorded_provider(version, "generic_query").await;
        let generic = GenericClient::new(Arc::new(client), ServiceRef::new(STOCK));
        let view = generic.invoke(&cx, "query", &[], vec![]).await.unwrap();
        assert_eq!(view.as_map().unwrap().get("status"), Some(&"NORMAL".into()));
    }
}

/// A service that calls another on behalf of its caller passes on what the caller sent, not what
/// the other answered.
#[tokio::test]
async fn a_child_context_carries_the_request_only() {
    let (server, _) = stock::start(Limits::default()).await;
    let stock = typed(client(server.local_addr(), ClientOptions::default()).await);
    let incoming = Context::new()
        .with_attachment("x-in", "traced")
        .with_timeout(Duration::from_secs(1));
    let outgoing = incoming.child();
    let reply = stock.attrs(&outgoing, Value::map(vec![])).await.unwrap();
    assert_eq!(
        reply.as_map().unwrap().get("_att:x-in"),
        Some(&"traced".into())
    );
    assert_eq!(
        outgoing.response_attachment("x-out").as_deref(),
        Some("out-value")
    );
    assert!(incoming.response_attachments().is_empty());
    assert_eq!(incoming.deadline(), outgoing.deadline());
}

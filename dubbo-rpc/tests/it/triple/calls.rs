//! Calls as a foreign gRPC stack sends them.

use std::io::{Read as _, Write as _};
use std::sync::Arc;
use std::time::Duration;

use dubbo_rpc::hessian2::Value;
use dubbo_rpc::{
    Args, BadArgument, CallFuture, Context, ExceptionStyle, ExportOptions, Limits, MethodSchema,
    Outcome, RpcType, Service, ServiceSchema, hessian2,
};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

use super::caller::{Caller, answer, echo_frame, framed, head, unwrapped, with, wrapped};
use crate::peer::STOCK;
use crate::stock::{self, MemStock};

#[tokio::test]
async fn a_value_comes_back_in_the_wrapper() {
    let (server, _) = stock::start(Limits::default()).await;
    let mut caller = Caller::connect(server.local_addr()).await;
    let answer = caller.echo("中文 \u{1F680}").await;
    assert_eq!(answer.head.status(), 200);
    assert_eq!(
        answer.head.headers()["content-type"],
        "application/grpc+proto"
    );
    assert_eq!(
        answer.value(),
        (Value::from("中文 \u{1F680}"), "java.lang.String".to_owned())
    );
    // Methods of stubs begin with a capital letter; a service that has one method of a name needs no types.
    let body = framed(&wrapped("hessian2", &[Value::from("x")], &[]));
    let answer = caller.call(head("Echo"), body).await;
    assert_eq!(answer.value().0, Value::from("x"));
    assert!(String::from_utf8_lossy(&answer.body).contains("hessian2"));
    let stats = server.stats();
    assert_eq!((stats.requests, stats.values, stats.in_flight), (2, 2, 0));
    assert_eq!(server.protocols(), ["dubbo", "tri"]);
}

#[tokio::test]
async fn special_methods_are_there() {
    let (server, _) = stock::start(Limits::default()).await;
    let mut caller = Caller::connect(server.local_addr()).await;
    let body = framed(&wrapped(
        "hessian4",
        &[Value::from("OK")],
        &["java.lang.Object"],
    ));
    assert_eq!(
        caller.call(head("$echo"), body).await.value().0,
        Value::from("OK")
    );
    let args = [
        Value::from("echo"),
        Value::typed_list("[string", vec![Value::from("java.lang.String")]),
        Value::typed_list("[object", vec![Value::from("件")]),
    ];
    let types = [
        "java.lang.String",
        "[Ljava.lang.String;",
        "[Ljava.lang.Object;",
    ];
    let body = framed(&wrapped("hessian4", &args, &types));
    let generic = with(head("$invoke"), "generic", "true");
    assert_eq!(
        caller.call(generic, body).await.value().0,
        Value::from("件")
    );
}

#[tokio::test]
async fn what_is_not_there_is_unimplemented() {
    let (server, _) = stock::start(Limits::default()).await;
    let mut caller = Caller::connect(server.local_addr()).await;
    for (path, code, reason) in [
        ("/no.Such/echo", "12", "not exported"),
        (&format!("/{STOCK}/nothing"), "12", "no method"),
        ("/echo", "12", "path"),
        (&format!("/{STOCK}/"), "12", "path"),
    ] {
        let mut request = head("echo");
        *request.uri_mut() = format!("http://peer{path}").parse().unwrap();
        let answer = caller.call(request, echo_frame("x")).await;
        assert_eq!(answer.status(), code, "{path}: {answer:?}");
        assert!(answer.text("grpc-message").contains(reason), "{answer:?}");
    }
    let mut request = head("echo");
    *request.method_mut() = http::Method::PUT;
    assert_eq!(caller.call(request, echo_frame("x")).await.status(), "12");
    for (body, reason) in [
        (
            framed(&wrapped("fastjson2", &[Value::Null], &[])),
            "fastjson2",
        ),
        (framed(b"\x0a\x7fx"), "wrapper"),
        (
            framed(&wrapped("hessian4", &[Value::list(vec![])], &[])),
            "argument 1",
        ),
        (vec![0, 0, 0], "ends within"),
        (vec![7, 0, 0, 0, 0], "starts with 7"),
        (vec![], "no message"),
        ([echo_frame("a"), echo_frame("b")].concat(), "more than one"),
    ] {
        let answer = if body.is_empty() {
            let (response, _) = caller.open(head("echo"), true).await;
            super::caller::answer(response).await.unwrap()
        } else {
            caller.call(head("echo"), body).await
        };
        assert_eq!(answer.status(), "13", "{reason}: {answer:?}");
        assert!(
            answer.text("grpc-message").contains(reason),
            "{reason}: {answer:?}"
        );
    }
    assert_eq!(caller.echo("after").await.value().0, Value::from("after"));
    assert_eq!(server.stats().bad_requests, 12);
}

#[tokio::test]
async fn versions_and_groups_fall_back_as_in_java() {
    let export = |version: &str, group: &str| ExportOptions {
        version: version.to_owned(),
        group: group.to_owned(),
        ..ExportOptions::default()
    };
    let service = || stock::StockServiceServer::new(Arc::new(MemStock::default()));
    let server = dubbo_rpc::Server::builder()
        .bind("127.0.0.1:0")
        .service(service(), export("1.0.0", "g"))
        .service(service(), export("2.0", ""))
        .start()
        .await
        .unwrap();
    let mut caller = Caller::connect(server.local_addr()).await;
    for (version, group, found) in [
        ("1.0.0", "g", true),
        ("", "g", true),
        ("9", "g", true),
        ("2.0", "", true),
        ("", "", false),
        ("2.0", "other", false),
    ] {
        let mut request = head("echo");
        if !version.is_empty() {
            request = with(request, "tri-service-version", version);
        }
        if !group.is_empty() {
            request = with(request, "tri-service-group", group);
        }
        let answer = caller.call(request, echo_frame("x")).await;
        let code = if found { "0" } else { "12" };
        assert_eq!(answer.status(), code, "{group}/{version}: {answer:?}");
    }
}

#[tokio::test]
async fn deadlines_are_kept_and_cancelled_calls_cost_no_place() {
    let (server, _) = stock::start(Limits::default()).await;
    let mut caller = Caller::connect(server.local_addr()).await;
    let slow = |ms: &str| with(head("echoAsync"), "delay-ms", ms);
    let answer = caller
        .call(with(slow("3000"), "grpc-timeout", "50m"), echo_frame("x"))
        .await;
    assert_eq!(answer.status(), "4", "{answer:?}");
    let answer = caller
        .call(with(slow("0"), "grpc-timeout", "0n"), echo_frame("x"))
        .await;
    assert_eq!(answer.status(), "4");
    assert!(answer.text("grpc-message").contains("late before it began"));
    let answer = caller
        .call(with(slow("1"), "grpc-timeout", "20S"), echo_frame("x"))
        .await;
    assert_eq!(answer.value().0, Value::from("x"));

    let (response, mut stream) = caller.open(slow("400"), false).await;
    stream.send_data(echo_frame("x").into(), false).unwrap();
    stream.send_reset(h2::Reason::CANCEL);
    assert!(answer_is_cancelled(response).await);
    let (response, mut stream) = caller.open(slow("400"), false).await;
    stream.send_data(echo_frame("x").into(), true).unwrap();
    // As a rule it has begun by then, beside the one whose caller waits no longer.
    for _ in 0..200 {
        if server.stats().in_flight >= 2 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    stream.send_reset(h2::Reason::CANCEL);
    assert!(answer_is_cancelled(response).await);
    assert_eq!(caller.echo("after").await.value().0, Value::from("after"));
    while server.stats().in_flight > 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

async fn answer_is_cancelled(response: h2::client::ResponseFuture) -> bool {
    answer(response)
        .await
        .is_err_and(|error| error.reason() == Some(h2::Reason::CANCEL))
}

#[tokio::test]
async fn gzip_goes_both_ways() {
    let (server, _) = stock::start(Limits::default()).await;
    let mut caller = Caller::connect(server.local_addr()).await;
    let text = "轴承 ".repeat(2000);
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder
        .write_all(&wrapped(
            "hessian4",
            &[Value::from(text.as_str())],
            &["java.lang.String"],
        ))
        .unwrap();
    let mut body = framed(&encoder.finish().unwrap());
    body[0] = 1;
    let packed = || with(head("echo"), "grpc-encoding", "gzip");
    // Who does not say that it reads gzip gets none.
    let answer = caller.call(packed(), body.clone()).await;
    assert_eq!(answer.value().0, Value::from(text.as_str()));
    let both = with(packed(), "grpc-accept-encoding", "snappy, gzip");
    let answer = caller.call(both, body.clone()).await;
    assert_eq!(
        (
            answer.status(),
            answer.text("grpc-encoding"),
            answer.body[0]
        ),
        ("0", "gzip", 1)
    );
    assert!(answer.body.len() < text.len() / 4);
    let mut plain = Vec::new();
    GzDecoder::new(&answer.body[5..])
        .read_to_end(&mut plain)
        .unwrap();
    let (data, _) = unwrapped(&plain);
    let value: Value = hessian2::Decoder::new(&data).read().unwrap();
    assert_eq!(value, Value::from(text.as_str()));

    let answer = caller.call(head("echo"), body.clone()).await;
    assert_eq!(answer.status(), "13");
    assert!(answer.text("grpc-message").contains("grpc-encoding"));
    let other = with(head("echo"), "grpc-encoding", "bzip2");
    assert_eq!(caller.call(other, body.clone()).await.status(), "12");
    body.truncate(40);
    body[1..5].copy_from_slice(&35_u32.to_be_bytes());
    let answer = caller.call(packed(), body).await;
    assert_eq!(answer.status(), "13");
    assert!(
        answer.text("grpc-message").contains("no gzip"),
        "{answer:?}"
    );
}

#[tokio::test]
async fn attachments_go_both_ways() {
    let (server, _) = stock::start(Limits::default()).await;
    let mut caller = Caller::connect(server.local_addr()).await;
    let map = Value::map(vec![(Value::from("k"), Value::from("v"))]);
    let body = framed(&wrapped("hessian4", &[map], &["java.util.Map"]));
    let mut request = with(head("attrs"), "x-in", "sent");
    request = with(request, "traceid", "t-1");
    let answer = caller.call(request, body).await;
    let (value, class) = answer.value();
    assert_eq!(class, "java.lang.Object");
    let shown = format!("{value:?}");
    assert!(shown.contains("sent") && shown.contains("t-1"), "{shown}");
    assert_eq!(answer.text("x-out"), "out-value");
    assert_eq!(answer.text("x-out-cjk-bin"), "b3V0LeWAvA");
}

#[tokio::test]
async fn exceptions_come_in_either_style() {
    let fail = framed(&wrapped(
        "hessian4",
        &[Value::from("business")],
        &["java.lang.String"],
    ));
    let (server, _) = stock::start(Limits::default()).await;
    let mut caller = Caller::connect(server.local_addr()).await;
    let answer = caller.call(head("fail"), fail.clone()).await;
    assert_eq!((answer.status(), answer.head.status().as_u16()), ("2", 200));
    assert_eq!(
        answer.text("grpc-message"),
        "com.example.stock.api.StockException: %E5%BA%93%E5%AD%98%E4%B8%8D%E8%B6%B3"
    );
    let overloaded = framed(&wrapped("hessian4", &[Value::from("overloaded")], &[]));
    let answer = caller.call(head("fail"), overloaded.clone()).await;
    assert_eq!(
        (answer.status(), answer.text("grpc-message")),
        ("14", "lane queue is full")
    );
    let panics = framed(&wrapped("hessian4", &[Value::from("panic-later")], &[]));
    let answer = caller.call(head("fail"), panics).await;
    assert_eq!(answer.status(), "2");
    assert!(answer.text("grpc-message").contains("failed unexpectedly"));
    assert_eq!(server.stats().panics, 1);

    let server = stock::builder(Arc::new(MemStock::default()), Limits::default())
        .exceptions(ExceptionStyle::Thrown)
        .start()
        .await
        .unwrap();
    let mut caller = Caller::connect(server.local_addr()).await;
    let answer = caller.call(head("fail"), fail).await;
    assert_eq!(answer.text("tri-exception-code"), "3");
    let (value, class) = answer.value();
    assert_eq!(class, "void");
    assert_eq!(
        value.as_object().unwrap().get("code"),
        Some(&Value::from("STOCK_SHORT"))
    );
    assert_eq!(caller.call(head("fail"), overloaded).await.status(), "14");
    assert_eq!(server.stats().exceptions, 1);
}

/// A service of protobuf messages: its message is text, turned around.
struct Turned;

impl Service for Turned {
    fn schema(&self) -> ServiceSchema {
        ServiceSchema {
            interface: "test.v1.Turned",
            doc: "",
            methods: vec![MethodSchema {
                name: "Turn",
                doc: "",
                parameters: Vec::new(),
                returns: hessian2::TypeRef::class("test.v1.Text"),
                rpc_type: RpcType::Unary,
            }],
            types: hessian2::Schema::new(),
        }
    }

    fn call(
        &self,
        _method: usize,
        cx: Context,
        args: &mut Args<'_>,
    ) -> Result<CallFuture, BadArgument> {
        let text = args.message(|bytes| String::from_utf8(bytes.to_vec()))?;
        Ok(Box::pin(async move {
            let turned: String = text.chars().rev().collect();
            Outcome::message(&cx, Ok(turned.into_bytes()))
        }))
    }
}

#[tokio::test]
async fn services_of_messages_are_reached_over_triple_only() {
    let server = stock::builder(Arc::new(MemStock::default()), Limits::default())
        .message_service(Arc::new(Turned), ExportOptions::default())
        .start()
        .await
        .unwrap();
    let mut caller = Caller::connect(server.local_addr()).await;
    let turn = || {
        let mut request = head("Turn");
        *request.uri_mut() = "http://peer/test.v1.Turned/Turn".parse().unwrap();
        request
    };
    let answer = caller.call(turn(), framed("abc件".as_bytes())).await;
    assert_eq!(
        (answer.status(), &answer.body[5..]),
        ("0", "件cba".as_bytes())
    );
    let answer = caller.call(turn(), framed(&[0xFF])).await;
    assert_eq!(answer.status(), "13");
    let registered = server.services();
    assert!(
        registered
            .iter()
            .all(|service| service.schema.interface == STOCK)
    );
    let mut peer = crate::peer::Peer::connect(server.local_addr()).await;
    let mut request = crate::peer::Request::echo(1, "x");
    request.path = "test.v1.Turned";
    let reply = peer.call(&request.bytes()).await;
    assert!(reply.message().contains("not exported"));
}

#[tokio::test]
async fn health_is_answered_as_grpc_probes_ask_it() {
    let (server, _) = stock::start(Limits::default()).await;
    let mut caller = Caller::connect(server.local_addr()).await;
    let check = || {
        let mut request = head("Check");
        *request.uri_mut() = "http://peer/grpc.health.v1.Health/Check".parse().unwrap();
        request
    };
    let named = |name: &str| {
        let mut message = vec![0x0A, u8::try_from(name.len()).unwrap()];
        message.extend_from_slice(name.as_bytes());
        framed(&message)
    };
    for body in [framed(&[]), named(STOCK)] {
        let answer = caller.call(check(), body).await;
        assert_eq!((answer.status(), &answer.body[5..]), ("0", &[8, 1][..]));
    }
    assert_eq!(caller.call(check(), named("no.Such")).await.status(), "5");
    server.begin_read_only();
    let answer = caller.call(check(), framed(&[])).await;
    assert_eq!((answer.status(), &answer.body[5..]), ("0", &[8, 2][..]));
}

//! `$invoke` in every form, and `$echo`.

use std::sync::Arc;

use dubbo_rpc::Limits;
use dubbo_rpc::frame::Status;
use dubbo_rpc::hessian2::{Date, ObjectValue, Value};

use crate::peer::{Frame, Peer, Request};
use crate::stock::{self, MemStock};

async fn peer() -> (Peer, dubbo_rpc::ServerHandle, Arc<MemStock>) {
    let (server, service) = stock::start(Limits::default()).await;
    (Peer::connect(server.local_addr()).await, server, service)
}

fn invoke(method: &str, types: &[&str], args: Vec<Value>) -> Request {
    Request::generic(1, "true", method, types, args)
}

fn thrown(frame: &Frame) -> (String, String) {
    let (flag, value, _) = frame.reply();
    assert!(matches!(flag, 0 | 3), "{value:?}");
    let object = value.as_object().unwrap();
    let message = object
        .get("detailMessage")
        .and_then(Value::as_str)
        .unwrap_or_default();
    (object.class().to_owned(), message.to_owned())
}

#[tokio::test]
async fn types_in_every_style_and_none() {
    let (mut peer, _server, _) = peer().await;
    for types in [
        &["long", "int"][..],
        &["J", "I"],
        // A caller who boxes: no such overload, but the only one of this arity.
        &["java.lang.Long", "java.lang.Integer"],
    ] {
        let frame = peer
            .call(&invoke("query", types, vec![Value::Long(1001), Value::Int(7)]).bytes())
            .await;
        let (_, value, _) = frame.reply();
        let view = value.as_map().unwrap();
        assert_eq!(
            view.get("class"),
            Some(&"com.example.stock.api.StockView".into())
        );
        assert_eq!(view.get("status"), Some(&"NORMAL".into()));
        assert_eq!(view.get("lastReservedAt"), Some(&"2024-02-29T00:00".into()));
    }
    let mut request = invoke("echo", &[], vec![Value::from("x")]);
    request.arguments[1] = Value::Null;
    assert_eq!(
        peer.call(&request.bytes()).await.reply().1,
        Value::from("x")
    );
    for types in [
        &["java.lang.String"][..],
        &["Ljava/lang/String;"],
        &["Ljava.lang.String;"],
    ] {
        let frame = peer
            .call(&invoke("echo", types, vec![Value::from("x")]).bytes())
            .await;
        assert_eq!(frame.reply().1, Value::from("x"));
    }
}

#[tokio::test]
async fn loose_arguments_become_the_declared_types() {
    let (mut peer, _server, service) = peer().await;
    let line = Value::map(vec![
        (Value::from("skuId"), Value::from("1001")),
        (Value::from("quantity"), Value::Long(2)),
        (Value::from("price"), Value::from("19.90")),
        (Value::from("unknown"), Value::from("dropped")),
    ]);
    let request = Value::map(vec![
        (
            Value::from("class"),
            Value::from("com.example.stock.api.ReserveRequestV2"),
        ),
        (Value::from("orderNo"), Value::from("O-1")),
        (
            Value::from("status"),
            Value::map(vec![(Value::from("name"), Value::from("SOLD_OUT"))]),
        ),
        (Value::from("lines"), Value::list(vec![line])),
        (Value::from("expireAt"), Value::from("2026-01-02T03:04:05")),
        (Value::from("createdAt"), Value::Long(1_700_000_000_000)),
        (
            Value::from("tags"),
            Value::list(vec![Value::from("a"), Value::from("a")]),
        ),
        (Value::from("gift"), Value::from("true")),
        (Value::from("vip"), Value::Null),
    ]);
    let types = ["com.example.stock.api.ReserveRequest"];
    let frame = peer
        .call(&invoke("reserve", &types, vec![request]).bytes())
        .await;
    let (_, result, _) = frame.reply();
    assert_eq!(
        result.as_map().unwrap().get("success"),
        Some(&Value::Bool(true))
    );
    let got = service.requests.lock().unwrap()[0].clone();
    assert_eq!(got.status, Some(stock::StockStatus::SoldOut));
    assert_eq!(got.expire_at, Some("2026-01-02T03:04:05".parse().unwrap()));
    assert_eq!(got.base.created_at, Some(Date(1_700_000_000_000)));
    assert!(got.gift);
    assert_eq!(got.tags.unwrap().len(), 1);
    let line = got.lines.unwrap()[0].clone();
    assert_eq!(
        (line.sku_id, line.quantity, line.price),
        (1001, 2, stock::decimal("19.90"))
    );
    assert_eq!(line.warehouse_id, 0);
}

#[tokio::test]
async fn raw_return_keeps_the_result_s_class() {
    let (mut peer, _server, _) = peer().await;
    for method in ["$invoke", "$invokeAsync"] {
        let mut request = Request::generic(
            1,
            "raw.return",
            "query",
            &["long", "int"],
            vec![Value::Int(1001), Value::Int(7)],
        );
        request.method = method.to_owned();
        let (_, value, _) = peer.call(&request.bytes()).await.reply();
        assert_eq!(
            value.as_object().unwrap().class(),
            "com.example.stock.api.StockView"
        );
    }
}

#[tokio::test]
async fn beans_spell_out_their_classes_in_the_caller_s_package() {
    let (mut peer, _server, service) = peer().await;
    for package in [
        "org.apache.dubbo.common.beanutil",
        "com.alibaba.dubbo.common.beanutil",
    ] {
        let descriptor = |class: &str, kind: i32, properties: Vec<(Value, Value)>| -> Value {
            ObjectValue::new(format!("{package}.JavaBeanDescriptor"))
                .with("className", class)
                .with("type", kind)
                .with(
                    "properties",
                    Value::typed_map("java.util.LinkedHashMap", properties),
                )
                .into()
        };
        let text = |text: &str| {
            let value = vec![(Value::from("value"), Value::from(text))];
            descriptor("java.lang.String", 6, value)
        };
        let status = vec![(Value::from("name"), Value::from("LOCKED"))];
        let lines = descriptor(
            "com.example.stock.api.ReserveLine",
            7,
            vec![(Value::from("name"), text("belt"))],
        );
        let bean = descriptor(
            "com.example.stock.api.ReserveRequest",
            7,
            vec![
                (Value::from("orderNo"), text(package)),
                (
                    Value::from("status"),
                    descriptor("com.example.stock.api.StockStatus", 2, status),
                ),
                (
                    Value::from("lines"),
                    descriptor("java.util.ArrayList", 3, vec![(Value::Int(0), lines)]),
                ),
            ],
        );
        let types = ["com.example.stock.api.ReserveRequest"];
        let request = Request::generic(1, "bean", "reserve", &types, vec![bean]);
        let (_, result, _) = peer.call(&request.bytes()).await.reply();
        let result = result.as_object().unwrap();
        assert_eq!(result.class(), format!("{package}.JavaBeanDescriptor"));
        assert_eq!(
            result.get("className"),
            Some(&"com.example.stock.api.ReserveResult".into())
        );
        let properties = result.get("properties").unwrap().as_map().unwrap();
        let code = properties.get("code").unwrap().as_object().unwrap();
        assert_eq!(code.get("className"), Some(&"java.lang.String".into()));
        let got = service.requests.lock().unwrap().pop().unwrap();
        assert_eq!(got.order_no.as_deref(), Some(package));
        assert_eq!(got.status, Some(stock::StockStatus::Locked));
        assert_eq!(got.lines.unwrap()[0].name.as_deref(), Some("belt"));
    }
}

#[tokio::test]
async fn json_in_and_out() {
    let (mut peer, _server, service) = peer().await;
    let json = r#"{"orderNo":"J-1","userId":9007199254740993,"lines":[{"skuId":5,"quantity":3,
        "price":1.5}],"status":"LOCKED","ext":{"k":"v"},"gift":true}"#;
    let types = ["com.example.stock.api.ReserveRequest"];
    let request = Request::generic(1, "gson", "reserve", &types, vec![Value::from(json)]);
    let (_, result, _) = peer.call(&request.bytes()).await.reply();
    let result = result.as_str().unwrap();
    assert!(
        result.contains(r#""orderNo":"J-1""#) && result.contains(r#""success":true"#),
        "{result}"
    );
    assert!(
        !result.contains("expireAt"),
        "null fields are left out: {result}"
    );
    let got = service.requests.lock().unwrap().pop().unwrap();
    assert_eq!(got.user_id, 9_007_199_254_740_993);
    assert_eq!(got.lines.unwrap()[0].quantity, 3);

    let broken = Request::generic(1, "gson", "reserve", &types, vec![Value::from("{")]);
    let frame = peer.call(&broken.bytes()).await;
    assert_eq!(frame.status(), Status::BAD_REQUEST);
    assert!(frame.message().contains("JSON"), "{}", frame.message());
}

/// A date as text is a time of the zone that is set, which is Shanghai's unless another is.
#[tokio::test]
async fn dates_come_as_text_in_the_zone_that_is_set() {
    let types = ["com.example.stock.api.ReserveRequest"];
    for (zone, text, ms) in [
        (None, "2024-02-29 23:59:58", 1_709_222_398_000),
        (None, "2024-02-29T15:59:58Z", 1_709_222_398_000),
        (Some(0), "2024-02-29 15:59:58", 1_709_222_398_000),
        (Some(0), "2024-02-29T23:59:58.000+0800", 1_709_222_398_000),
    ] {
        let mut limits = Limits::default();
        if let Some(seconds) = zone {
            limits.text_zone = dubbo_rpc::hessian2::ZoneOffset { seconds };
        }
        let (server, service) = stock::start(limits).await;
        let mut peer = Peer::connect(server.local_addr()).await;
        let map = Value::map(vec![(Value::from("createdAt"), Value::from(text))]);
        peer.call(&invoke("reserve", &types, vec![map]).bytes())
            .await
            .reply();
        let json = format!(r#"{{"createdAt":"{text}"}}"#);
        let request = Request::generic(1, "gson", "reserve", &types, vec![Value::from(json)]);
        peer.call(&request.bytes()).await.reply();
        let got = std::mem::take(&mut *service.requests.lock().unwrap());
        let dates: Vec<_> = got.iter().map(|request| request.base.created_at).collect();
        assert_eq!(dates, [Some(Date(ms)), Some(Date(ms))], "{text}");
    }
    let (mut peer, _server, _) = peer().await;
    let map = Value::map(vec![(Value::from("createdAt"), Value::from("tomorrow"))]);
    let refused = peer
        .call(&invoke("reserve", &types, vec![map]).bytes())
        .await;
    assert_eq!(refused.status(), Status::BAD_REQUEST);
    assert!(
        refused.message().contains("2024-02-29 23:59:58"),
        "{}",
        refused.message()
    );
}

/// Whole numbers are exact as far as a `long` goes; beyond it they are refused, not rounded into it.
#[tokio::test]
async fn json_numbers_are_exact_or_refused() {
    let (mut peer, _server, service) = peer().await;
    let types = ["com.example.stock.api.ReserveRequest"];
    let mut send = async |number: &str| {
        let json = format!(r#"{{"userId":{number},"totalAmount":{number}}}"#);
        let request = Request::generic(1, "gson", "reserve", &types, vec![Value::from(json)]);
        peer.call(&request.bytes()).await
    };
    for (number, id) in [
        ("9223372036854775807", i64::MAX),
        ("-9223372036854775808", i64::MIN),
        ("9007199254740993", 9_007_199_254_740_993),
        ("3.0", 3),
    ] {
        send(number).await.reply();
        let got = service.requests.lock().unwrap().pop().unwrap();
        assert_eq!(got.user_id, id);
        if number != "3.0" {
            assert_eq!(got.total_amount, stock::decimal(number));
        }
    }
    for number in ["9223372036854775808", "18446744073709551615", "1e300"] {
        let refused = send(number).await;
        assert_eq!(refused.status(), Status::BAD_REQUEST, "{number}");
        assert!(
            refused.message().contains("range of a"),
            "{number}: {}",
            refused.message()
        );
    }
}

/// A Java service would be called with the null and throw; so this throws, in a reply that no caller tries again.
#[tokio::test]
async fn a_null_where_a_value_must_be_is_an_exception() {
    let (mut peer, server, _) = peer().await;
    let types = ["com.example.stock.api.ReserveRequest"];
    let plain = Request {
        method: "reserve".into(),
        descriptor: "Lcom/example/stock/api/ReserveRequest;",
        arguments: vec![Value::Null],
        ..Request::echo(1, "")
    };
    for request in [
        plain,
        invoke("reserve", &types, vec![Value::Null]),
        Request::generic(1, "gson", "reserve", &types, vec![Value::from("null")]),
        Request::generic(1, "bean", "reserve", &types, vec![Value::Null]),
    ] {
        let frame = peer.call(&request.bytes()).await;
        assert_eq!(frame.status(), Status::OK);
        let (class, message) = thrown(&frame);
        let generic = class.ends_with("GenericException");
        assert!(
            generic || class == "java.lang.IllegalArgumentException",
            "{class}"
        );
        if !generic {
            assert!(
                message.contains("argument 1 `r`") && message.contains("null"),
                "{message}"
            );
        }
    }
    assert_eq!(server.stats().panics, 0);
}

/// As deep as the default lets in, in every form of generic call, on the stack a runtime's thread has.
#[test]
fn the_deepest_value_fits_the_stack_in_every_form() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        tokio::spawn(async {
            let (mut peer, server, _) = peer().await;
            let types = ["java.util.Map"];
            let wraps = [
                |inner| Value::list(vec![inner]),
                |inner| Value::map(vec![(Value::from("k"), inner)]),
                |inner: Value| ObjectValue::new("a.B").with("k", inner).into(),
            ];
            for wrap in wraps {
                // The list of the arguments is one more.
                let value =
                    (1..dubbo_rpc::hessian2::MAX_DEPTH).fold(Value::Int(1), |inner, _| wrap(inner));
                for form in ["true", "raw.return"] {
                    let request = Request::generic(1, form, "attrs", &types, vec![value.clone()]);
                    let frame = peer.call(&request.bytes()).await;
                    assert_eq!(frame.status(), Status::OK, "{}", frame.message());
                }
                let request = Request {
                    method: "attrs".into(),
                    descriptor: "Ljava/util/Map;",
                    arguments: vec![value],
                    ..Request::echo(1, "")
                };
                assert_eq!(peer.call(&request.bytes()).await.status(), Status::OK);
            }
            assert_eq!(server.stats().panics, 0);
        })
        .await
        .unwrap();
    });
}

/// Forms that would run a deserializer of the caller's choice are refused, and not retried.
#[tokio::test]
async fn case_c12_nativejava_and_protobuf_json_are_refused_with_a_reason() {
    let (mut peer, _server, _) = peer().await;
    let stream = Value::from(vec![0xAC_u8, 0xED, 0x00, 0x05, 0x73, 0x72]);
    for generic in ["nativejava", "protobuf-json", "no-such-form\r\n"] {
        let args = vec![stream.clone()];
        let request = Request::generic(1, generic, "echo", &["java.lang.String"], args);
        let (class, message) = thrown(&peer.call(&request.bytes()).await);
        assert_eq!(class, "com.alibaba.dubbo.rpc.service.GenericException");
        assert!(message.contains("use true"), "{message}");
        assert!(!message.contains('\n'), "{message}");
    }
}

#[tokio::test]
async fn generic_callers_get_the_exception_s_name_and_message() {
    let (mut peer, _server, _) = peer().await;
    for (kind, class, text) in [
        (
            "business",
            "com.example.stock.api.StockException",
            "库存不足",
        ),
        (
            "runtime",
            "java.lang.IllegalArgumentException",
            "bad argument",
        ),
        ("other", "java.lang.RuntimeException", "failed: other"),
    ] {
        let request = invoke("fail", &["java.lang.String"], vec![Value::from(kind)]);
        let (_, value, _) = peer.call(&request.bytes()).await.reply();
        let object = value.as_object().unwrap();
        assert_eq!(
            object.class(),
            "com.alibaba.dubbo.rpc.service.GenericException"
        );
        assert_eq!(object.get("exceptionClass"), Some(&class.into()));
        assert_eq!(object.get("exceptionMessage"), Some(&text.into()));
    }
    let request = invoke("fail", &["java.lang.String"], vec![Value::from("none")]);
    assert_eq!(
        peer.call(&request.bytes()).await.reply().0,
        5,
        "void is null"
    );
    let request = invoke(
        "fail",
        &["java.lang.String"],
        vec![Value::from("overloaded")],
    );
    assert_eq!(
        peer.call(&request.bytes()).await.status(),
        Status::EXHAUSTED
    );
}

#[tokio::test]
async fn what_does_not_exist_is_refused_as_java_refuses() {
    let (mut peer, _server, _) = peer().await;
    for (request, status, text) in [
        (
            invoke("nope", &["int"], vec![Value::Int(1)]),
            Status::SERVICE_ERROR,
            "No such method",
        ),
        (
            invoke("query", &["int"], vec![Value::Int(1)]),
            Status::SERVICE_ERROR,
            "No such method",
        ),
        (
            Request {
                method: "nope".into(),
                ..Request::echo(1, "x")
            },
            Status::BAD_REQUEST,
            "has no method nope(Ljava/lang/String;)",
        ),
        (
            Request {
                path: "com.example.Nope",
                ..Request::echo(1, "x")
            },
            Status::BAD_REQUEST,
            "service com.example.Nope is not exported",
        ),
        (
            Request {
                arguments: vec![Value::map(vec![])],
                ..Request::echo(1, "x")
            },
            Status::BAD_REQUEST,
            "argument 1 `s`",
        ),
        (
            invoke(
                "query",
                &["long", "int"],
                vec![Value::from("x"), Value::Int(1)],
            ),
            Status::BAD_REQUEST,
            "argument 1 `skuId`",
        ),
    ] {
        let frame = peer.call(&request.bytes()).await;
        assert_eq!(frame.status(), status, "{}", request.method);
        assert!(frame.message().contains(text), "{}", frame.message());
    }
}

#[tokio::test]
async fn echo_returns_any_value_and_null() {
    let (mut peer, _server, _) = peer().await;
    for value in [
        Value::Null,
        Value::Long(7),
        Value::list(vec![Value::from("轴"), Value::Null]),
        ObjectValue::new("com.unknown.Class")
            .with("field", 1)
            .into(),
    ] {
        let request = Request {
            method: "$echo".into(),
            descriptor: "Ljava/lang/Object;",
            arguments: vec![value.clone()],
            ..Request::echo(1, "")
        };
        let (flag, answer, _) = peer.call(&request.bytes()).await.reply();
        assert_eq!(flag, if value.is_null() { 5 } else { 4 });
        assert_eq!(answer, value);
    }
}

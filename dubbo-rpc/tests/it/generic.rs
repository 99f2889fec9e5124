//! `$invoke` in every form, `$echo`, overloads, versions and groups.

use std::sync::Arc;

use dubbo_rpc::frame::Status;
use dubbo_rpc::hessian2::{Date, Hessian, ObjectValue, Value};
use dubbo_rpc::{Context, ExportOptions, Fault, Limits, Server};

use crate::peer::{Frame, Peer, Request, STOCK};
use crate::stock::{self, MemStock, StockServiceServer};

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

/// Forms that would run a deserializer of the caller's choice are refused, and not retried.
#[tokio::test]
async fn case_c12_nativejava_and_protobuf_json_are_refused_with_a_reason() {
    let (mut peer, _server, _) = peer().await;
    let stream = Value::Binary(vec![0xAC, 0xED, 0x00, 0x05, 0x73, 0x72]);
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

/// Overloads, an enum and nested generics on an interface of its own.
#[derive(Hessian, Debug, Clone, PartialEq, Default)]
#[hessian(class = "a.Box")]
pub struct Boxed<T> {
    pub value: Option<T>,
}

#[dubbo_rpc::service(interface = "a.Overloads")]
pub trait Overloads {
    #[dubbo(name = "f", args("n"))]
    async fn f_int(&self, cx: &Context, n: i32) -> Result<String, Fault>;
    #[dubbo(name = "f")]
    async fn f_long(&self, cx: &Context, n: i64) -> Result<String, Fault>;
    #[dubbo(name = "f")]
    async fn f_text(&self, cx: &Context, s: String) -> Result<String, Fault>;
    #[dubbo(name = "f")]
    async fn f_two(&self, cx: &Context, a: String, b: Vec<i64>) -> Result<String, Fault>;
    async fn nested(
        &self,
        cx: &Context,
        boxes: Vec<Boxed<stock::ReserveLine>>,
    ) -> Result<Boxed<Vec<String>>, Fault>;
    /// Answers by itself.
    async fn inherited(&self, _cx: &Context) -> Result<i32, Fault> {
        Ok(42)
    }
}

struct Overloaded;

impl Overloads for Overloaded {
    async fn f_int(&self, cx: &Context, n: i32) -> Result<String, Fault> {
        Ok(format!("int {n} {}", cx.method()))
    }
    async fn f_long(&self, _cx: &Context, n: i64) -> Result<String, Fault> {
        Ok(format!("long {n}"))
    }
    async fn f_text(&self, _cx: &Context, s: String) -> Result<String, Fault> {
        Ok(format!("text {s}"))
    }
    async fn f_two(&self, _cx: &Context, a: String, b: Vec<i64>) -> Result<String, Fault> {
        Ok(format!("two {a} {b:?}"))
    }
    async fn nested(
        &self,
        _cx: &Context,
        boxes: Vec<Boxed<stock::ReserveLine>>,
    ) -> Result<Boxed<Vec<String>>, Fault> {
        let names = boxes.into_iter().filter_map(|b| b.value?.name).collect();
        Ok(Boxed { value: Some(names) })
    }
}

#[tokio::test]
async fn overloads_are_told_apart_by_their_descriptors() {
    let server = Server::builder()
        .bind("127.0.0.1:0")
        .service(
            OverloadsServer::new(Arc::new(Overloaded)),
            ExportOptions::default(),
        )
        .start()
        .await
        .unwrap();
    let mut peer = Peer::connect(server.local_addr()).await;
    let request = |descriptor, arguments: Vec<Value>| Request {
        path: "a.Overloads",
        method: "f".into(),
        descriptor,
        arguments,
        ..Request::echo(1, "")
    };
    let list = Value::list(vec![Value::Int(1), Value::Long(2)]);
    for (descriptor, arguments, expected) in [
        ("I", vec![Value::Int(1)], "int 1 f"),
        ("J", vec![Value::Int(1)], "long 1"),
        ("Ljava/lang/String;", vec![Value::from("1")], "text 1"),
        (
            "Ljava/lang/String;Ljava/util/List;",
            vec![Value::from("1"), list.clone()],
            "two 1 [1, 2]",
        ),
        // Not the declared descriptor, but the only method with two parameters.
        (
            "Ljava/lang/Object;Ljava/util/ArrayList;",
            vec![Value::from("1"), list.clone()],
            "two 1 [1, 2]",
        ),
    ] {
        let frame = peer.call(&request(descriptor, arguments).bytes()).await;
        assert_eq!(frame.reply().1.as_str(), Some(expected), "{descriptor}");
    }
    let ambiguous = request("Ljava/lang/Integer;", vec![Value::Int(1)]);
    assert_eq!(
        peer.call(&ambiguous.bytes()).await.status(),
        Status::BAD_REQUEST
    );

    let generic = |method, types: &[&str], args| Request {
        path: "a.Overloads",
        ..Request::generic(1, "", method, types, args)
    };
    let frame = peer
        .call(&generic("f", &["long"], vec![Value::Int(3)]).bytes())
        .await;
    assert_eq!(frame.reply().1.as_str(), Some("long 3"));
    let line = Value::map(vec![(Value::from("name"), Value::from("belt"))]);
    let boxes = Value::list(vec![Value::map(vec![(Value::from("value"), line)])]);
    let frame = peer
        .call(&generic("nested", &["java.util.List"], vec![boxes]).bytes())
        .await;
    let (_, value, _) = frame.reply();
    let names = value
        .as_map()
        .unwrap()
        .get("value")
        .unwrap()
        .as_list()
        .unwrap();
    assert_eq!(names.items, [Value::from("belt")]);
    let frame = peer.call(&generic("inherited", &[], vec![]).bytes()).await;
    assert_eq!(frame.reply().1, Value::Int(42));

    let schema = overloads::schema();
    assert_eq!(schema.interface, "a.Overloads");
    let signatures: Vec<String> = schema
        .methods
        .iter()
        .map(|method| {
            let types = method
                .parameters
                .iter()
                .map(|p| format!("{} {}", p.ty, p.name));
            format!(
                "{} {}({})",
                method.returns,
                method.name,
                types.collect::<Vec<_>>().join(", ")
            )
        })
        .collect();
    assert_eq!(
        signatures,
        [
            "java.lang.String f(int n)",
            "java.lang.String f(long n)",
            "java.lang.String f(java.lang.String s)",
            "java.lang.String f(java.lang.String a, java.util.List<java.lang.Long> b)",
            "a.Box<java.util.List<java.lang.String>> nested(java.util.List<a.Box<com.example.stock.api.ReserveLine>> boxes)",
            "int inherited()",
        ]
    );
    assert!(
        schema
            .types
            .classes
            .contains_key("com.example.stock.api.ReserveLine")
    );
    assert_eq!(schema.methods[5].doc, "Answers by itself.");
}

#[tokio::test]
async fn services_are_found_by_group_path_and_version() {
    let service = Arc::new(MemStock::default());
    let export = |version: &str, group: &str, path: Option<&str>| ExportOptions {
        version: version.to_owned(),
        group: group.to_owned(),
        path: path.map(str::to_owned),
        token: None,
    };
    let new = || StockServiceServer::new(Arc::clone(&service));
    let server = Server::builder()
        .bind("127.0.0.1:0")
        .service(new(), export("", "", None))
        .service(new(), export("1.0", "g", None))
        .service(new(), export("", "", Some("custom/path")))
        .start()
        .await
        .unwrap();
    let keys: Vec<_> = server
        .services()
        .iter()
        .map(|s| s.options.version.clone())
        .collect();
    assert_eq!(keys.len(), 3);
    let mut peer = Peer::connect(server.local_addr()).await;
    let request = |version| Request {
        version,
        ..Request::echo(1, "x")
    };
    for (request, found) in [
        (request(Some("0.0.0")), true),
        (request(Some("")), true),
        (request(None), true),
        (request(Some("*")), true),
        (request(Some("1.0")), false),
        (request(Some("1.0")).attach("group", "g"), true),
        (
            request(Some("0.0.0"))
                .attach("version", "1.0")
                .attach("group", "g"),
            true,
        ),
        (request(Some("1.0")).attach("version", "0.0.0"), true),
        (request(Some("0.0.0")).attach("group", "other"), false),
        (request(Some("0.0.0")).attach("path", "custom/path"), true),
        (request(Some("0.0.0")).attach("path", STOCK), true),
        (request(Some("0.0.0")).attach("path", "nope"), false),
        (
            Request {
                path: "custom/path",
                ..request(None)
            },
            true,
        ),
    ] {
        let frame = peer.call(&request.bytes()).await;
        let status = if found {
            Status::OK
        } else {
            Status::BAD_REQUEST
        };
        assert_eq!(
            frame.status(),
            status,
            "{:?} {:?}",
            request.version,
            request.attachments
        );
    }
    let twice = Server::builder()
        .bind("127.0.0.1:0")
        .service(new(), export("0.0.0", "", None))
        .service(new(), export("", "", None))
        .start()
        .await;
    assert!(twice.unwrap_err().to_string().contains(STOCK));
}

#[tokio::test]
async fn a_token_must_match() {
    let options = ExportOptions {
        token: Some("secret".into()),
        ..ExportOptions::default()
    };
    let server = Server::builder()
        .bind("127.0.0.1:0")
        .service(
            StockServiceServer::new(Arc::new(MemStock::default())),
            options,
        )
        .start()
        .await
        .unwrap();
    let mut peer = Peer::connect(server.local_addr()).await;
    for (token, status) in [
        (None, Status::SERVICE_ERROR),
        (Some("Secret"), Status::SERVICE_ERROR),
        (Some("secret"), Status::OK),
    ] {
        let mut request = Request::echo(1, "x");
        if let Some(token) = token {
            request = request.attach("token", token);
        }
        let frame = peer.call(&request.bytes()).await;
        assert_eq!(frame.status(), status);
        if status != Status::OK {
            assert!(
                frame.message().contains("Invalid token!") && !frame.message().contains("secret")
            );
        }
    }
}

#[tokio::test]
async fn attachments_reach_the_handler_in_every_shape() {
    let (mut peer, _server, _) = peer().await;
    let call = |key: &str, value: Value| Request {
        method: "attrs".into(),
        descriptor: "Ljava/util/Map;",
        arguments: vec![Value::map(vec![])],
        ..Request::echo(1, "").attach(key, value)
    };
    for (value, seen) in [
        (Value::from("text"), Value::from("text")),
        (Value::list(vec![Value::from("one")]), Value::from("one")),
        (
            Value::typed_list("[string", vec![Value::from("array")]),
            Value::from("array"),
        ),
        (Value::Int(7), Value::from("7")),
        (Value::Bool(true), Value::from("true")),
        (Value::Null, Value::Null),
        (
            Value::list(vec![Value::from("a"), Value::from("b")]),
            Value::Null,
        ),
    ] {
        let (_, reply, attachments) = peer.call(&call("x-in", value).bytes()).await.reply();
        assert_eq!(reply.as_map().unwrap().get("_att:x-in"), Some(&seen));
        let attachments = attachments.unwrap();
        assert_eq!(
            attachments.as_map().unwrap().get("x-out"),
            Some(&"out-value".into())
        );
    }
    let request = Request::echo(1, "context")
        .attach("remote.application", "order-service")
        .attach("timeout", "8000");
    let (_, reply, _) = peer.call(&request.bytes()).await.reply();
    let text = format!("Some(\"order-service\") Some(true) {STOCK} echo");
    assert_eq!(reply.as_str(), Some(text.as_str()));
    let request = Request::echo(1, "context").attach("dubboApplication", "sentinel");
    let (_, reply, _) = peer.call(&request.bytes()).await.reply();
    assert!(
        reply
            .as_str()
            .unwrap()
            .starts_with("Some(\"sentinel\") None")
    );
}

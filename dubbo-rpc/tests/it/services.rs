//! Services with overloads, under several names, with tokens; what of a call reaches them.

use std::sync::Arc;

use dubbo_rpc::frame::Status;
use dubbo_rpc::hessian2::{Hessian, Value};
use dubbo_rpc::{Context, ExportOptions, Fault, Limits, Server, ServerHandle};

use crate::peer::{Peer, Request, STOCK};
use crate::stock::{self, MemStock, StockServiceServer};

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

async fn serve_overloads() -> ServerHandle {
    Server::builder()
        .bind("127.0.0.1:0")
        .service(
            OverloadsServer::new(Arc::new(Overloaded)),
            ExportOptions::default(),
        )
        .start()
        .await
        .unwrap()
}

#[tokio::test]
async fn overloads_are_told_apart_by_their_descriptors() {
    let server = serve_overloads().await;
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
}

#[tokio::test]
async fn generic_calls_choose_among_overloads() {
    let server = serve_overloads().await;
    let mut peer = Peer::connect(server.local_addr()).await;
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
}

#[test]
fn the_schema_says_what_java_would_declare() {
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
}

#[tokio::test]
async fn two_services_under_one_name_are_refused() {
    let new = || StockServiceServer::new(Arc::new(MemStock::default()));
    let export = |version: &str| ExportOptions {
        version: version.to_owned(),
        ..ExportOptions::default()
    };
    let twice = Server::builder()
        .bind("127.0.0.1:0")
        .service(new(), export("0.0.0"))
        .service(new(), export(""))
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
    let (server, _) = stock::start(Limits::default()).await;
    let mut peer = Peer::connect(server.local_addr()).await;
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

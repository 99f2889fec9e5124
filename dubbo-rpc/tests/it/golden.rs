//! Frames recorded between real Java peers, replayed against a Rust service of the same interface.

use dubbo_rpc::Limits;
use dubbo_rpc::frame::{Kind, Status};
use dubbo_rpc::hessian2::{ByteArray, Date, Value};

use crate::peer::{Frame, Peer, frames, parse, recorded};
use crate::stock::{
    self, BaseDto, CJK, ReserveLine, ReserveRequest, StockStatus, decimal, warehouse,
};

const VERSIONS: [&str; 2] = ["2.7.23", "3.3.6"];

/// Object fields and map entries sorted by name, stack traces left out, values that depend on the
/// recorded run replaced: what both providers must agree on.
pub fn comparable(value: &Value) -> String {
    match value {
        Value::Object(object) => {
            let mut fields: Vec<String> = object
                .fields()
                .filter(|(name, _)| !VOLATILE.contains(name))
                .map(|(name, value)| format!("{name}={}", comparable(value)))
                .collect();
            fields.sort();
            format!("{}{{{}}}", object.class(), fields.join(" "))
        }
        Value::Map(map) => {
            let mut entries: Vec<String> = map
                .entries
                .iter()
                .filter(|(key, _)| !key.as_str().is_some_and(|key| VOLATILE.contains(&key)))
                .map(|(key, value)| format!("{}={}", comparable(key), comparable(value)))
                .collect();
            entries.sort();
            format!("{:?}{{{}}}", map.type_name, entries.join(" "))
        }
        Value::List(list) => {
            let set = list
                .type_name
                .as_deref()
                .is_some_and(|name| name.ends_with("Set"));
            let mut items: Vec<String> = list.items.iter().map(comparable).collect();
            if set {
                items.sort();
            }
            // Which list class came is the writer's choice; the reader's type decides.
            let name = list
                .type_name
                .as_deref()
                .filter(|name| *name != "java.util.ArrayList");
            let name = if set { Some("a set") } else { name };
            format!("{name:?}{items:?}")
        }
        plain => format!("{plain:?}"),
    }
}

/// What differs from run to run, or belongs to the JVM.
const VOLATILE: [&str; 9] = [
    "stackTrace",
    "suppressedExceptions",
    "cause",
    "remaining",
    "reservationId",
    "available",
    "reserved",
    "version",
    "createdAt",
];

fn same_reply(case: &str, ours: &Frame, java: &Frame) {
    assert_eq!(ours.header.id, java.header.id, "{case}");
    assert_eq!(
        ours.header.serialization, java.header.serialization,
        "{case}"
    );
    assert_eq!(ours.header.kind, java.header.kind, "{case}");
    let (flag, value, attachments) = ours.reply();
    let (java_flag, java_value, java_attachments) = java.reply();
    assert_eq!(flag, java_flag, "{case}");
    assert_eq!(comparable(&value), comparable(&java_value), "{case}");
    let texts = |map: &Option<Value>| map.as_ref().map(comparable);
    assert_eq!(texts(&attachments), texts(&java_attachments), "{case}");
}

async fn replay(peer: &mut Peer, version: &str, case: &str) -> Vec<(Frame, Frame)> {
    let requests = frames(version, &format!("{case}.req.hex"));
    let responses = frames(version, &format!("{case}.resp.hex"));
    let mut answered = Vec::new();
    for request in &requests {
        peer.send(request).await;
    }
    for _ in 0..responses.len() {
        answered.push(peer.expect().await);
    }
    let mut pairs = Vec::new();
    for response in responses {
        let java = parse(&response);
        let at = answered
            .iter()
            .position(|ours| ours.header.id == java.header.id);
        pairs.push((
            answered.swap_remove(at.expect("an answer to every id")),
            java,
        ));
    }
    pairs
}

/// Cases whose replies must say the same as Java's.
const SAME: [&str; 20] = [
    "echo",
    "echo_cjk",
    "echo_null",
    "echo_empty",
    "reserve",
    "reserve_20_lines",
    "reserve_idempotent",
    "query",
    "query_missing",
    "queryBatch",
    "queryBatch_empty",
    "attachment_response",
    "attachment_cjk",
    "attrs_null",
    "fail_none",
    "echoAsync",
    "async_context",
    "async_pipelined",
    "dollar_echo",
    "dollar_echo_dto",
];

#[tokio::test]
async fn java_consumers_get_the_answers_java_gave() {
    for version in VERSIONS {
        let (server, _) = stock::start(Limits::default()).await;
        let mut peer = Peer::connect(server.local_addr()).await;
        // The recorded provider had seen these orders before.
        for case in ["reserve", "reserve_20_lines"] {
            for request in frames(version, &format!("{case}.req.hex")) {
                peer.call(&request).await;
            }
        }
        for case in SAME
            .iter()
            .chain(&["oneway", "generic_echo", "generic_echoAsync"])
        {
            for (ours, java) in replay(&mut peer, version, case).await {
                same_reply(&format!("{version} {case}"), &ours, &java);
            }
        }
    }
}

#[tokio::test]
async fn every_recorded_case_is_replayed_here() {
    let elsewhere = [
        "attrs",
        "reserve_roundtrip",
        "fail_business",
        "fail_runtime",
        "fail_npe",
        "fail_error",
        "fail_unknown_class",
        "generic_query",
        "generic_queryBatch",
        "generic_reserve",
        "generic_fail",
        "generic_no_such_method",
        "generic_echo",
        "generic_echoAsync",
        "oneway",
        "event_c2s",
    ];
    for version in VERSIONS {
        for entry in std::fs::read_dir(recorded(version)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let Some(case) = name.strip_suffix(".req.hex") else {
                continue;
            };
            assert!(
                SAME.contains(&case) || elsewhere.contains(&case),
                "{version} {case}"
            );
        }
    }
}

#[tokio::test]
async fn echo_bytes_are_java_s_own() {
    for version in VERSIONS {
        let (server, _) = stock::start(Limits::default()).await;
        let mut peer = Peer::connect(server.local_addr()).await;
        for case in [
            "echo",
            "echo_cjk",
            "echo_null",
            "echo_empty",
            "fail_none",
            "dollar_echo_dto",
        ] {
            for (ours, java) in replay(&mut peer, version, case).await {
                assert_eq!(ours, java, "{version} {case}");
            }
        }
    }
}

#[tokio::test]
async fn every_field_of_a_request_arrives() {
    for version in VERSIONS {
        let (server, service) = stock::start(Limits::default()).await;
        let mut peer = Peer::connect(server.local_addr()).await;
        for case in ["reserve", "reserve_20_lines", "reserve_roundtrip"] {
            replay(&mut peer, version, case).await;
        }
        let requests = service.requests.lock().unwrap().clone();
        assert_eq!(requests.len(), 3);
        let orders = [("ORD-0001", 2), ("ORD-0020", 20), ("CHECK-EQUALS", 3)];
        for (request, (order_no, lines)) in requests.iter().zip(orders) {
            assert_eq!(*request, expected_request(order_no, lines), "{version}");
        }
    }
}

/// `Samples.request` of the recorded consumer.
fn expected_request(order_no: &str, lines: usize) -> ReserveRequest {
    let signature = (0..40_i32)
        .map(|i| (i * 7 - 100).to_be_bytes()[3])
        .collect();
    let line = |i: usize| ReserveLine {
        sku_id: 1001 + i64::try_from(i).unwrap(),
        warehouse_id: 7,
        quantity: 2 + i32::try_from(i).unwrap(),
        price: decimal("19.90"),
        name: Some(CJK.into()),
    };
    ReserveRequest {
        order_no: Some(order_no.to_owned()),
        user_id: 9_007_199_254_740_993,
        warehouse_id: Some(7),
        lines: Some((0..lines).map(line).collect()),
        ext: Some(
            [
                ("channel", Some("天猫")),
                ("emoji", Some("😀")),
                ("empty", Some("")),
                ("null", None),
            ]
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value.map(str::to_owned)))
            .collect(),
        ),
        total_amount: decimal("12345678901234567890.1234"),
        expire_at: Some("2026-11-11T23:59:59.123456789".parse().unwrap()),
        gift: true,
        vip: None,
        weight: 1.25,
        signature: Some(ByteArray(signature)),
        tags: Some(
            ["热卖", "cold", "fragile"]
                .into_iter()
                .map(str::to_owned)
                .collect(),
        ),
        ship_from: Some(warehouse(7)),
        status: Some(StockStatus::Locked),
        remark: None,
        base: BaseDto {
            created_at: Some(Date(1_700_000_000_123)),
        },
    }
}

#[tokio::test]
async fn maps_of_anything_come_back_whole() {
    for version in VERSIONS {
        let (server, _) = stock::start(Limits::default()).await;
        let mut peer = Peer::connect(server.local_addr()).await;
        let pairs = replay(&mut peer, version, "attrs").await;
        for (ours, java) in pairs {
            let (flag, ours, _) = ours.reply();
            let (java_flag, java, _) = java.reply();
            assert_eq!(flag, java_flag);
            let (ours, java) = (ours.as_map().unwrap(), java.as_map().unwrap());
            assert!(ours.entries.len() >= 18);
            for (key, value) in &java.entries {
                let key = key.as_str().unwrap();
                let mine = ours.get(key).unwrap_or_else(|| panic!("{version} {key}"));
                assert_eq!(comparable(mine), comparable(value), "{version} {key}");
            }
        }
    }
}

#[tokio::test]
async fn exceptions_travel_inside_an_ok_reply() {
    for version in VERSIONS {
        let (server, _) = stock::start(Limits::default()).await;
        let mut peer = Peer::connect(server.local_addr()).await;
        for (case, class) in [
            ("fail_business", "com.example.stock.api.StockException"),
            ("fail_runtime", "java.lang.IllegalArgumentException"),
            ("fail_npe", "java.lang.RuntimeException"),
            ("fail_error", "java.lang.RuntimeException"),
            ("fail_unknown_class", "java.lang.RuntimeException"),
        ] {
            for (ours, java) in replay(&mut peer, version, case).await {
                let (flag, thrown, attachments) = ours.reply();
                assert_eq!(flag, java.reply().0, "{version} {case}");
                let thrown = thrown.as_object().unwrap();
                assert_eq!(thrown.class(), class, "{version} {case}");
                assert!(thrown.get("detailMessage").unwrap().as_str().is_some());
                let attachments = attachments.unwrap();
                assert_eq!(
                    attachments.as_map().unwrap().get("dubbo"),
                    Some(&"2.0.2".into())
                );
            }
        }
        for (ours, java) in replay(&mut peer, version, "fail_business").await {
            let (ours, java) = (ours.reply().1, java.reply().1);
            let names = |value: &Value| {
                let object = value.as_object().unwrap();
                let mut names: Vec<String> =
                    object.fields().map(|(name, _)| name.to_owned()).collect();
                names.sort();
                names
            };
            assert_eq!(
                names(&ours),
                names(&java),
                "the same fields as the Java class"
            );
        }
    }
}

#[tokio::test]
async fn generic_callers_get_maps() {
    for version in VERSIONS {
        let (server, service) = stock::start(Limits::default()).await;
        let mut peer = Peer::connect(server.local_addr()).await;
        for case in ["generic_query", "generic_queryBatch", "generic_reserve"] {
            for (ours, java) in replay(&mut peer, version, case).await {
                same_reply(&format!("{version} {case}"), &ours, &java);
            }
        }
        let request = service.requests.lock().unwrap()[0].clone();
        assert!(request.order_no.unwrap().starts_with("ORD-G-"));
        assert_eq!(request.total_amount, decimal("1.5"));
        assert_eq!(request.status, Some(StockStatus::Locked));
        assert_eq!(
            (request.gift, request.weight),
            (false, 0.0),
            "missing keys leave defaults"
        );
        for (ours, java) in replay(&mut peer, version, "generic_fail").await {
            let (ours, java) = (ours.reply().1, java.reply().1);
            let (ours, java) = (ours.as_object().unwrap(), java.as_object().unwrap());
            assert_eq!(ours.class(), java.class());
            assert_eq!(ours.get("exceptionClass"), java.get("exceptionClass"));
            assert!(ours.get("exceptionMessage").unwrap().as_str().is_some());
        }
        for (ours, java) in replay(&mut peer, version, "generic_no_such_method").await {
            assert_eq!(ours.status(), java.status());
            assert!(
                ours.message().contains("No such method nope"),
                "{}",
                ours.message()
            );
        }
    }
}

#[tokio::test]
async fn heartbeats_are_answered_as_java_answers() {
    let (server, _) = stock::start(Limits::default()).await;
    let mut peer = Peer::connect(server.local_addr()).await;
    let requests = frames("3.3.6", "event_c2s.req.hex");
    let responses = frames("3.3.6", "event_s2c.resp.hex");
    assert!(!requests.is_empty());
    for (request, response) in requests.iter().zip(&responses) {
        assert_eq!(peer.call(request).await, parse(response));
    }
}

#[tokio::test]
async fn an_unknown_service_is_refused_as_java_refuses() {
    for version in ["2.7.23-edge-nosuchservice", "3.3.6-edge-nosuchservice"] {
        let (server, _) = stock::start(Limits::default()).await;
        let mut peer = Peer::connect(server.local_addr()).await;
        for (ours, java) in replay(&mut peer, version, "echo").await {
            assert_eq!(ours.status(), Status::BAD_REQUEST);
            assert_eq!(ours.header.kind, java.header.kind);
            let message = ours.message();
            assert!(
                message.starts_with("Fail to decode request due to:"),
                "{message}"
            );
            assert!(message.contains("nogroup/com.example.stock.api.StockService:9.9.9"));
        }
    }
}

#[tokio::test]
async fn the_read_only_event_is_java_s_own() {
    for version in ["2.7.23-edge-shutdown", "3.3.6-edge-shutdown"] {
        let java = parse(&frames(version, "event_s2c.req.hex")[0]);
        let (server, _) = stock::start(Limits::default()).await;
        let mut peer = Peer::connect(server.local_addr()).await;
        replay(&mut peer, version, "echo").await;
        server.begin_read_only();
        let event = peer.expect().await;
        assert_eq!(
            event.header.kind,
            Kind::Request {
                two_way: false,
                event: true
            }
        );
        assert_eq!(
            (event.header.kind, &event.body),
            (java.header.kind, &java.body)
        );
    }
}

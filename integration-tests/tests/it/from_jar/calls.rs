//! Java providers, called by the clients that were written for their jars.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use dubbo_rpc::hessian2::{
    Array, BigDecimal, ByteArray, Date, Decoder, Encoder, ObjectValue, Uuid, Value,
};
use dubbo_rpc::{Context, ServiceRef};
use integration_tests::from_jar::probe_api::{
    AnyNode, Base, Color, Part, ProbeException, ProbeRefusal, ProbeService as _,
    ProbeServiceClient, Sample, probe_service,
};
use integration_tests::from_jar::tools_api::{EchoService as _, EchoServiceClient, echo_service};
use integration_tests::java::{self, JavaServer, Line};
use integration_tests::ports::PortLease;

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn part(sku: &str) -> Part {
    Part {
        sku: text(sku),
        quantity: 1 << 40,
        price: Some("19.90".parse().unwrap()),
    }
}

fn sample() -> Sample {
    Sample {
        base: Base {
            created_at: Some(Date(1_700_000_000_123)),
            trace_id: text("库存"),
        },
        name: text("sample"),
        count: -7,
        total: i64::MAX,
        total_or_null: Some(5),
        weight: 0.1,
        active: true,
        active_or_null: Some(false),
        amount: Some("12345678901234567890.12".parse().unwrap()),
        big: Some("-123456789012345678901234567890".parse().unwrap()),
        data: Some(ByteArray(vec![0, 255, 7])),
        day: Some("2024-02-29".parse().unwrap()),
        moment: Some("2024-02-29T23:59:58.5".parse().unwrap()),
        id: Some(Uuid(0x1234_5678_9abc_def0_1234_5678_9abc_def0)),
        color: Some(Color::Blue),
        parts: Some(vec![Some(part("P-1")), None]),
        tags: Some(HashSet::from(["a".to_owned(), "b".to_owned()])),
        labels: Some(HashMap::from([
            ("k".to_owned(), text("v")),
            ("n".to_owned(), None),
        ])),
        extra: Some(HashMap::from([("x".to_owned(), Value::Int(1))])),
        main: Some(part("P-0")),
        ..Sample::default()
    }
}

/// Calls of every shape, to every line that can host the probe, over each protocol that it speaks.
#[tokio::test(flavor = "multi_thread")]
async fn java_probes_are_called_by_the_written_client() {
    if !java::available() {
        return;
    }
    for line in [Line::V2_7, Line::V3_0, Line::V3_1, Line::V3_2, Line::V3_3] {
        for protocol in ["dubbo", "tri"] {
            if protocol == "tri" && !Line::TRIPLE.contains(&line) {
                continue;
            }
            println!("{} over {protocol}", line.release());
            let lease = PortLease::take(&[0]).unwrap();
            let port = lease.port().to_string();
            let class = "com.autoparts.probe.provider.ProbeProvider";
            let arguments = ["--port", &port, "--protocol", protocol];
            let _provider = JavaServer::start(line.module(), class, &arguments)
                .await
                .unwrap();
            let address = format!("127.0.0.1:{port}");
            let link = match protocol {
                "tri" => super::triple(address).await,
                _ => super::link(address).await,
            };
            let service = ServiceRef::new(probe_service::INTERFACE);
            let probe = ProbeServiceClient::new(link, service);
            // As a Triple provider 3.0 reads arguments without the types of their parameters, so that bytes and beans fail in the call;
            // in 3.1 beans do; both tell exceptions without a class. Their own consumers see the same.
            if protocol == "tri" && matches!(line, Line::V3_0 | Line::V3_1) {
                let cx = &Context::new();
                assert_eq!(probe.echo(cx, text("库存")).await.unwrap(), text("库存"));
                let fault = probe.fail(cx, text("checked")).await;
                assert!(fault.unwrap_err().to_string().contains("checked"));
                if line == Line::V3_1 {
                    values_come_back(&probe).await;
                }
                continue;
            }
            values_come_back(&probe).await;
            beans_come_back(&probe).await;
            overloads_are_told_apart(&probe).await;
            graphs_keep_their_rings(&probe).await;
            exceptions_are_themselves(&probe).await;
        }
    }
}

async fn values_come_back(probe: &ProbeServiceClient) {
    let cx = &Context::new();
    assert_eq!(probe.echo(cx, None).await.unwrap(), None);
    assert_eq!(probe.add(cx, 1 << 40, -1).await.unwrap(), (1 << 40) - 1);
    assert_eq!(
        probe.add_boxed(cx, Some(2), Some(3)).await.unwrap(),
        Some(5)
    );
    assert_eq!(probe.add_boxed(cx, Some(2), None).await.unwrap(), None);
    let primitives = probe
        .primitives(cx, true, 7, 300, 'c', 1.5, 2.25)
        .await
        .unwrap();
    assert_eq!(primitives, text("true,7,300,c,1.5,2.25"));
    assert!(!probe.not(cx, true).await.unwrap());
    let doubled = probe.doubled(cx, Some(Array(vec![1, -2]))).await.unwrap();
    assert_eq!(doubled, Some(Array(vec![2, -4])));
    let upper = probe
        .upper(cx, Some(Array(vec![text("a"), text("b")])))
        .await
        .unwrap();
    assert_eq!(upper, Some(Array(vec![text("A"), text("B")])));
    assert_eq!(
        probe.next(cx, Some(Color::Blue)).await.unwrap(),
        Some(Color::Red)
    );
    let scaled = probe
        .scale(cx, Some("1.10".parse().unwrap()), 3)
        .await
        .unwrap();
    assert_eq!(scaled, Some("3.30".parse::<BigDecimal>().unwrap()));
    assert_eq!(
        probe.later(cx, Some(Date(5))).await.unwrap(),
        Some(Date(1005))
    );
    assert_eq!(
        probe.eventually(cx, text("soon"), 20).await.unwrap(),
        text("soon")
    );
    probe.note(cx, text("noted")).await.unwrap();
    assert_eq!(probe.notes(cx, text("noted")).await.unwrap(), 1);
}

async fn beans_come_back(probe: &ProbeServiceClient) {
    let cx = &Context::new();
    let back = probe.round_trip(cx, Some(sample())).await.unwrap();
    assert_eq!(back, Some(sample()));
    let other = Sample::default();
    let both = vec![Some(sample()), Some(other.clone())];
    let reversed = probe.reverse(cx, Some(both)).await.unwrap();
    assert_eq!(reversed, Some(vec![Some(other), Some(sample())]));
    let parts = HashMap::from([("a".to_owned(), Some(part("P-2")))]);
    assert_eq!(
        probe.parts(cx, Some(parts.clone())).await.unwrap(),
        Some(parts)
    );
}

async fn overloads_are_told_apart(probe: &ProbeServiceClient) {
    let cx = &Context::new();
    assert_eq!(probe.join(cx, text("a")).await.unwrap(), text("one:a"));
    assert_eq!(
        probe.join_string_int(cx, text("a"), 2).await.unwrap(),
        text("two:a:2")
    );
    assert_eq!(probe.join_long(cx, 3).await.unwrap(), text("long:3"));
    let list = Some(vec![text("a"), text("b")]);
    assert_eq!(probe.join_list(cx, list).await.unwrap(), text("list:a+b"));
}

/// A class kept dynamic keeps its rings; Java is asked how large the one is that it got.
async fn graphs_keep_their_rings(probe: &ProbeServiceClient) {
    let cx = &Context::new();
    let node = |next: Value| {
        let node = ObjectValue::new("com.autoparts.probe.Node").with("name", "n");
        Value::from(node.with("next", next))
    };
    let chain = AnyNode(node(node(Value::Null)));
    let back = probe.graph(cx, chain.clone()).await.unwrap();
    let inner = back.0.as_object().unwrap().get("next").unwrap();
    assert_eq!(
        inner.as_object().unwrap().get("name"),
        Some(&Value::from("n"))
    );
    assert_eq!(probe.ring_size(cx, chain).await.unwrap(), -1);

    // Two nodes, the second of which leads back to the first.
    let mut e = Encoder::new();
    let fields = ["name", "next"];
    for _ in 0..2 {
        e.object("com.autoparts.probe.Node", &fields).unwrap();
        e.write_str("ring").unwrap();
    }
    let mut bytes = e.into_vec();
    // A reference to object 0.
    bytes.extend([0x51, 0x90]);
    let ring = AnyNode(Decoder::new(&bytes).read().unwrap());
    assert_eq!(probe.ring_size(cx, ring.clone()).await.unwrap(), 2);
    let back = probe.graph(cx, ring).await.unwrap();
    let inner = back.0.as_object().unwrap().get("next").unwrap();
    let first = inner.as_object().unwrap().get("next").unwrap();
    assert!(matches!(first, Value::Cycle(_)), "{back:?}");
}

async fn exceptions_are_themselves(probe: &ProbeServiceClient) {
    let cx = &Context::new();
    let fault = probe.fail(cx, text("checked")).await.unwrap_err();
    let thrown = ProbeException::of(&fault).unwrap();
    assert_eq!(thrown.code, text("C1"));
    assert!(
        thrown
            .detail_message
            .is_some_and(|message| message.contains("checked"))
    );
    assert_eq!(ProbeRefusal::of(&fault), None);
    let fault = probe.fail(cx, text("declared")).await.unwrap_err();
    assert_eq!(ProbeRefusal::of(&fault).unwrap().code, text("D1"));
    probe.fail(cx, text("not at all")).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_java_echo_is_called_by_the_written_client() {
    if !java::available() {
        return;
    }
    let lease = PortLease::take(&[0]).unwrap();
    let port = lease.port().to_string();
    let class = "com.autoparts.bench.EchoProvider";
    let _provider = JavaServer::start("tools-336", class, &["--port", &port])
        .await
        .unwrap();
    let link = super::link(format!("127.0.0.1:{port}")).await;
    let echo = EchoServiceClient::new(Arc::clone(&link), ServiceRef::new(echo_service::INTERFACE));
    assert_eq!(
        echo.echo(&Context::new(), text("库存")).await.unwrap(),
        text("库存")
    );
    assert_eq!(echo.echo(&Context::new(), None).await.unwrap(), None);
}

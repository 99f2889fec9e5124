//! Bytes that are no Dubbo, or Dubbo meant to hurt. Names carry the row of the threat list.

use std::time::{Duration, Instant};

use dubbo_rpc::Limits;
use dubbo_rpc::frame::{Kind, Status, encode};
use dubbo_rpc::hessian2::{ObjectValue, Value};
use proptest::prelude::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::peer::{Peer, Request, STOCK, event, frames};
use crate::stock;

fn request_frame(body: &[u8]) -> Vec<u8> {
    encode(
        Kind::Request {
            two_way: true,
            event: false,
        },
        2,
        1,
        body,
    )
    .unwrap()
}

/// A class that would do harm in Java is a name like any other here: the same refusal before
/// anything is built when the service is unknown, the same plain map when it is known.
#[tokio::test]
async fn case_c10_class_names_choose_nothing() {
    let (server, _) = stock::start(Limits::default()).await;
    let mut peer = Peer::connect(server.local_addr()).await;
    let gadget = |class: &str| -> Value {
        ObjectValue::new(class)
            .with("value", "x")
            .with("jndi", "ldap://127.0.0.1/x")
            .into()
    };
    let mut answers = Vec::new();
    for class in [
        "com.rometools.rome.feed.impl.ToStringBean",
        "org.springframework.aop.support.DefaultBeanFactoryPointcutAdvisor",
        "com.sun.rowset.JdbcRowSetImpl",
        "com.example.NoSuchClass",
    ] {
        let unknown = Request {
            path: "com.example.Unknown",
            arguments: vec![gadget(class)],
            ..Request::echo(1, "")
        };
        let frame = peer.call(&unknown.bytes()).await;
        assert_eq!(frame.status(), Status::BAD_REQUEST);
        let refused = frame.message();
        assert!(!refused.contains(class), "{refused}");
        let typed = Request {
            arguments: vec![gadget(class)],
            ..Request::echo(1, "")
        };
        let typed = peer.call(&typed.bytes()).await.message();
        let map = Value::map(vec![
            (Value::from("class"), Value::from(class)),
            (Value::from("orderNo"), Value::from("O")),
        ]);
        let types = ["com.example.stock.api.ReserveRequest"];
        let generic = Request::generic(1, "true", "reserve", &types, vec![map]);
        let status = peer.call(&generic.bytes()).await.status();
        answers.push((refused, typed.replace(class, "CLASS"), status));
    }
    assert!(
        answers.windows(2).all(|pair| pair[0] == pair[1]),
        "{answers:?}"
    );
}

#[tokio::test]
async fn case_c11_the_caller_cannot_choose_a_decoder() {
    let (server, service) = stock::start(Limits::default()).await;
    let mut peer = Peer::connect(server.local_addr()).await;
    for serialization in (0..32).filter(|id| *id != 2) {
        // Java's own serialization stream, and a hessian body under a false id.
        for body in [
            &[0xAC, 0xED, 0, 5, 0x73, 0x72][..],
            &Request::echo(1, "x").bytes()[16..],
        ] {
            let kind = Kind::Request {
                two_way: true,
                event: false,
            };
            let frame = peer
                .call(&encode(kind, serialization, 9, body).unwrap())
                .await;
            assert_eq!(frame.status(), Status::BAD_REQUEST, "{serialization}");
        }
    }
    assert!(service.echoed.lock().unwrap().is_empty());
}

/// Everything sent back before the connection was closed.
async fn talk(address: std::net::SocketAddr, bytes: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    let mut answer = Vec::new();
    let read = stream.read_to_end(&mut answer);
    let _ = tokio::time::timeout(Duration::from_secs(5), read)
        .await
        .expect("not closed");
    answer
}

#[tokio::test]
async fn case_c14_text_commands_are_not_obeyed() {
    let (server, service) = stock::start(Limits::default()).await;
    for line in [
        format!("invoke {STOCK}.echo(\"x\")\r\n"),
        "shutdown\r\n".to_owned(),
        "exit\r\n".to_owned(),
        "ls\r\n".to_owned(),
        "status -l\r\n".to_owned(),
        "help".to_owned(),
        "\r\n".to_owned(),
    ] {
        assert_eq!(
            talk(server.local_addr(), line.as_bytes()).await,
            b"",
            "{line}"
        );
    }
    assert!(service.echoed.lock().unwrap().is_empty());
    let mut peer = Peer::connect(server.local_addr()).await;
    assert_eq!(
        peer.call(&Request::echo(1, "x").bytes()).await.status(),
        Status::OK
    );
}

#[tokio::test]
async fn case_c14_case_c24_messages_are_short_and_on_one_line() {
    let (server, _) = stock::start(Limits::default()).await;
    let mut peer = Peer::connect(server.local_addr()).await;
    let nasty = "\r\n\u{1b}[31mFAKE LOG LINE\0轴".repeat(500);
    let long: &'static str = Box::leak(nasty.clone().into_boxed_str());
    for request in [
        Request {
            method: nasty.clone(),
            ..Request::echo(1, "x")
        },
        Request {
            path: long,
            ..Request::echo(1, "x")
        },
        Request {
            version: Some(long),
            ..Request::echo(1, "x")
        },
        Request::echo(1, "x").attach("group", nasty.clone()),
        Request::generic(1, "true", &nasty, &["int"], vec![Value::Int(1)]),
        Request {
            descriptor: "not a descriptor",
            ..Request::echo(1, "x")
        },
    ] {
        let frame = peer.call(&request.bytes()).await;
        assert_ne!(frame.status(), Status::OK);
        // `message` asserts that it is at most 256 bytes.
        let message = frame.message();
        assert!(!message.chars().any(char::is_control), "{message:?}");
    }
    // 2,000 names nobody knows: each is refused, none is kept.
    for n in 0..2_000 {
        let request = Request {
            method: format!("random{n}"),
            ..Request::echo(n, "x")
        };
        assert_eq!(
            peer.call(&request.bytes()).await.status(),
            Status::BAD_REQUEST
        );
    }
    assert_eq!(server.stats().bad_requests, 2_005);
}

/// Deep nesting, reference bombs, promised lengths, floods of definitions, duplicate keys.
#[tokio::test]
async fn case_c15_bodies_made_to_hurt_are_refused_quickly() {
    let (server, _) = stock::start(Limits::default()).await;
    let head = {
        let bytes = Request::echo(1, "x").bytes();
        let argument = bytes.iter().rposition(|byte| *byte == b'x').unwrap() - 1;
        bytes[16..argument].to_vec()
    };
    let with = |argument: &[u8]| request_frame(&[&head, argument, b"HZ"].concat());
    let mut bodies = vec![
        with(&[0x79].repeat(60_000)),
        with(&[b'H'].repeat(60_000)),
        with(&[0x58, b'I', 0x7f, 0xff, 0xff, 0xff]),
        with(&[0x57]),
        with(&[b'R', 0xff, 0xff]),
        with(&[b'Q', 0x90]),
        with(&[0x60]),
        with(&[b'O', b'I', 0x7f, 0xff, 0xff, 0xff]),
        with(&[0x03, 0xf0, 0x9f, 0x98, 0x80]),
        with(&[]),
        request_frame(&[]),
        request_frame(b"N"),
        request_frame(b"NNNNN"),
        request_frame(&[0xff; 65_000]),
    ];
    let definitions: Vec<u8> = (0..8_000_u16)
        .flat_map(|_| [b'C', 0x01, b'a', 0x91, 0x01, b'b'])
        .collect();
    bodies.push(with(&definitions));
    // A list of lists that each name the one before twice: 2^60 values if it were unfolded.
    let mut bomb = vec![0x58, 0xbc];
    for n in 0..60_u8 {
        bomb.extend([0x7a, b'Q', 0x90 + n.min(40), b'Q', 0x90 + n.min(40)]);
    }
    bodies.push(with(&bomb));
    let many_keys: Vec<u8> = (0..30_000).flat_map(|_| [0x01, b'k', 0x90]).collect();
    let keys = [&[b'H'][..], &many_keys, b"Z"].concat();
    bodies.push(with(&keys));
    let mut attachments = head.clone();
    attachments.extend([0x01, b'x', b'H']);
    attachments.extend(&many_keys);
    attachments.push(b'Z');
    bodies.push(request_frame(&attachments));
    for (index, body) in bodies.iter().enumerate() {
        let mut peer = Peer::connect(server.local_addr()).await;
        let begun = Instant::now();
        let frame = peer.call(body).await;
        let took = begun.elapsed();
        assert_eq!(frame.status(), Status::BAD_REQUEST, "body {index}");
        assert!(
            frame
                .message()
                .starts_with("Fail to decode request due to:")
        );
        assert!(took < Duration::from_secs(1), "body {index} took {took:?}");
        assert_eq!(
            peer.call(&Request::echo(2, "x").bytes()).await.status(),
            Status::OK
        );
    }
}

#[tokio::test]
async fn case_c15_generic_and_dynamic_calls_are_bounded_too() {
    let (server, _) = stock::start(Limits::default()).await;
    let mut peer = Peer::connect(server.local_addr()).await;
    let mut value = Value::list(vec![Value::Int(1)]);
    for _ in 0..60 {
        value = Value::list(vec![value.clone(), value]);
    }
    let map = Value::map(vec![(Value::from("bomb"), value.clone())]);
    for generic in ["true", "gson", "bean"] {
        let args = vec![map.clone()];
        let request = Request::generic(1, generic, "attrs", &["java.util.Map"], args);
        let begun = Instant::now();
        let frame = peer.call(&request.bytes()).await;
        assert!(
            begun.elapsed() < Duration::from_secs(2),
            "{generic}: {:?}",
            begun.elapsed()
        );
        assert!(
            frame.body.len() < 4_096,
            "{generic}: {} bytes",
            frame.body.len()
        );
    }
    // The plain call answers the same shared value, as references.
    let request = Request {
        method: "attrs".into(),
        descriptor: "Ljava/util/Map;",
        arguments: vec![map],
        ..Request::echo(1, "")
    };
    let frame = peer.call(&request.bytes()).await;
    assert!(frame.body.len() < 4_096, "{} bytes", frame.body.len());
}

/// 10,000 keys that collide under Java's `String.hashCode`, as a map argument.
#[tokio::test]
async fn case_c16_colliding_keys_cost_linear_time() {
    let (server, _) = stock::start(Limits::default()).await;
    let mut peer = Peer::connect(server.local_addr()).await;
    let keys = (0..10_000_u32).map(|n| {
        // "Aa" and "BB" have one hash in Java, and so have all sequences of them.
        let bits = (0..14).map(|bit| if n >> bit & 1 == 0 { "Aa" } else { "BB" });
        (Value::String(bits.collect()), Value::from("v"))
    });
    let ext = Value::map(keys.collect());
    let request = Value::map(vec![
        (Value::from("orderNo"), Value::from("O")),
        (Value::from("ext"), ext),
    ]);
    let types = ["com.example.stock.api.ReserveRequest"];
    let call = Request::generic(1, "true", "reserve", &types, vec![request]);
    let begun = Instant::now();
    assert_eq!(peer.call(&call.bytes()).await.status(), Status::OK);
    assert!(
        begun.elapsed() < Duration::from_secs(2),
        "{:?}",
        begun.elapsed()
    );
}

#[tokio::test]
async fn bad_magic_after_good_frames_closes_after_the_replies() {
    let (server, _) = stock::start(Limits::default()).await;
    let mut peer = Peer::connect(server.local_addr()).await;
    assert_eq!(
        peer.call(&Request::echo(1, "x").bytes()).await.status(),
        Status::OK
    );
    peer.send(b"\xDA\xBCgarbage").await;
    peer.expect_close().await;
    let mut negative = Request::echo(1, "x").bytes();
    negative[12] = 0xff;
    let mut peer = Peer::connect(server.local_addr()).await;
    peer.send(&negative).await;
    peer.expect_close().await;
    assert_eq!(server.stats().broken_connections, 2);
}

#[tokio::test]
async fn a_panic_ends_its_call_not_its_connection() {
    let (server, _) = stock::start(Limits::default()).await;
    let mut peer = Peer::connect(server.local_addr()).await;
    let later = Request {
        method: "fail".into(),
        ..Request::echo(2, "panic-later")
    };
    for request in [Request::echo(1, "panic"), later] {
        let (flag, thrown, _) = peer.call(&request.bytes()).await.reply();
        assert_eq!(flag, 3);
        let thrown = thrown.as_object().unwrap();
        assert_eq!(thrown.class(), "java.lang.RuntimeException");
        let message = thrown.get("detailMessage").unwrap().as_str().unwrap();
        assert!(!message.contains("bug"), "nothing of the inside: {message}");
    }
    assert_eq!(
        peer.call(&Request::echo(3, "x").bytes()).await.status(),
        Status::OK
    );
    let stats = server.stats();
    assert_eq!((stats.panics, stats.in_flight), (2, 0));
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 64,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// Recorded frames with bytes changed, removed and added: every connection ends in an answer or
    /// a close, and the server serves on.
    #[test]
    fn case_c15_changed_frames_are_answered_or_closed(
        which in 0_usize..8,
        changes in proptest::collection::vec((16_usize..400, any::<u8>()), 1..8),
        cut in proptest::option::of(17_usize..300),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (server, _) = stock::start(Limits::default()).await;
            let cases = [
                "reserve", "attrs", "generic_reserve", "query", "echo_cjk", "dollar_echo_dto",
                "queryBatch", "generic_fail",
            ];
            let mut bytes = frames("3.3.6", &format!("{}.req.hex", cases[which])).remove(0);
            for (at, byte) in changes {
                let at = 16 + (at - 16) % (bytes.len() - 16);
                bytes[at] = byte;
            }
            if let Some(cut) = cut {
                bytes.truncate(cut.min(bytes.len()));
            }
            let len = u32::try_from(bytes.len() - 16).unwrap();
            bytes[12..16].copy_from_slice(&len.to_be_bytes());
            let mut peer = Peer::connect(server.local_addr()).await;
            let frame = peer.call(&bytes).await;
            assert!([20, 40, 70, 31].contains(&frame.status().0), "{:?}", frame.status());
            let frame = peer.call(&event(5, true, b"N")).await;
            assert_eq!(frame.header.id, 5);
            assert_eq!(server.stats().panics, 0);
        });
    }
}

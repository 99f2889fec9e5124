//! Frames cut and merged anywhere, replies in any order, calls that want none.

use std::collections::HashMap;
use std::time::Duration;

use dubbo_rpc::Limits;
use dubbo_rpc::frame::{Kind, Status};
use proptest::prelude::*;

use crate::peer::{Peer, Request, event, frames, parse};
use crate::stock;

/// Requests whose replies do not depend on what was called before.
fn recorded_requests() -> Vec<Vec<u8>> {
    [
        "echo",
        "echo_cjk",
        "query",
        "attachment_cjk",
        "dollar_echo_dto",
        "generic_query",
        "event_c2s",
    ]
    .iter()
    .flat_map(|case| frames("3.3.6", &format!("{case}.req.hex")))
    .collect()
}

#[tokio::test]
async fn frames_cut_at_every_byte() {
    let (server, _) = stock::start(Limits::default()).await;
    let mut peer = Peer::connect(server.local_addr()).await;
    for request in frames("3.3.6", "echo_cjk.req.hex") {
        let whole = peer.call(&request).await;
        for cut in 1..request.len() {
            peer.send(&request[..cut]).await;
            tokio::task::yield_now().await;
            peer.send(&request[cut..]).await;
            assert_eq!(peer.expect().await, whole, "cut at {cut}");
        }
        for byte in &request {
            peer.send(std::slice::from_ref(byte)).await;
        }
        assert_eq!(peer.expect().await, whole, "byte by byte");
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 24,
        // A failing case is printed; no file is written beside the sources.
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn frames_split_and_merged_anywhere(
        order in proptest::collection::vec(0_usize..9, 1..30),
        cuts in proptest::collection::vec(1_usize..2_000, 1..40),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (server, _) = stock::start(Limits::default()).await;
            let requests = recorded_requests();
            let mut peer = Peer::connect(server.local_addr()).await;
            let mut expected = Vec::new();
            let mut bytes = Vec::new();
            for (id, index) in order.iter().enumerate() {
                let mut request = requests[index % requests.len()].clone();
                let id = i64::try_from(id).unwrap();
                request[4..12].copy_from_slice(&id.to_be_bytes());
                let mut alone = Peer::connect(server.local_addr()).await;
                expected.push(alone.call(&request).await);
                bytes.extend_from_slice(&request);
            }
            let mut rest = &bytes[..];
            for cut in cuts.iter().cycle() {
                if rest.is_empty() {
                    break;
                }
                let (now, later) = rest.split_at(rest.len().min(*cut));
                peer.send(now).await;
                tokio::task::yield_now().await;
                rest = later;
            }
            for frame in expected {
                assert!(peer.expect().await == frame, "the answer to {}", frame.header.id);
            }
        });
    }
}

#[tokio::test]
async fn replies_come_when_they_are_ready() {
    let (server, _) = stock::start(Limits::default()).await;
    let mut peer = Peer::connect(server.local_addr()).await;
    peer.send(&Request::slow(1, "slow", 300).bytes()).await;
    peer.send(&Request::slow(2, "less slow", 100).bytes()).await;
    peer.send(&Request::echo(3, "at once").bytes()).await;
    let order: Vec<i64> = [
        peer.expect().await,
        peer.expect().await,
        peer.expect().await,
    ]
    .iter()
    .map(|frame| frame.header.id)
    .collect();
    assert_eq!(order, [3, 2, 1]);
}

#[tokio::test]
async fn every_id_gets_its_own_answer() {
    let (server, _) = stock::start(Limits::default()).await;
    let mut peer = Peer::connect(server.local_addr()).await;
    let mut wanted = HashMap::new();
    let mut bytes = Vec::new();
    for n in 0..500_i64 {
        // Ids are opaque: negative, huge, all 64 bits.
        let id = n.wrapping_mul(0x9E37_79B9_7F4A_7C15_u64.cast_signed());
        let text = format!("call {n}");
        let request = if n % 3 == 0 {
            Request::slow(id, &text, n.unsigned_abs() % 7)
        } else {
            Request::echo(id, &text)
        };
        bytes.extend(request.bytes());
        wanted.insert(id, text);
    }
    peer.send(&bytes).await;
    for _ in 0..500 {
        let frame = peer.expect().await;
        let text = wanted.remove(&frame.header.id).expect("each id once");
        assert_eq!(frame.reply().1.as_str(), Some(text.as_str()));
    }
}

#[tokio::test]
async fn one_way_calls_are_done_and_never_answered() {
    let (server, service) = stock::start(Limits::default()).await;
    let mut peer = Peer::connect(server.local_addr()).await;
    for request in [
        Request {
            two_way: false,
            ..Request::echo(1, "done")
        },
        Request {
            two_way: false,
            method: "nope".into(),
            ..Request::echo(2, "refused")
        },
        Request {
            two_way: false,
            serialization: 3,
            ..Request::echo(3, "refused")
        },
        Request {
            two_way: false,
            path: "com.example.Nope",
            ..Request::echo(4, "refused")
        },
        Request {
            two_way: false,
            ..Request::echo(5, "panic")
        },
    ] {
        peer.send(&request.bytes()).await;
    }
    let frame = peer.call(&Request::echo(6, "last").bytes()).await;
    assert_eq!(frame.header.id, 6, "nothing else was answered");
    assert_eq!(*service.echoed.lock().unwrap(), ["done", "last"]);
    assert_eq!(server.stats().one_way, 5);
}

#[tokio::test]
async fn heartbeats_with_null_and_with_nothing() {
    let (server, _) = stock::start(Limits::default()).await;
    let mut peer = Peer::connect(server.local_addr()).await;
    for (id, body) in [(7, &b"N"[..]), (8, &b""[..])] {
        let answer = peer.call(&event(id, true, body)).await;
        assert_eq!(
            answer.header.kind,
            Kind::Response {
                event: true,
                status: Status::OK
            }
        );
        assert_eq!((answer.header.id, answer.header.serialization), (id, 2));
        assert_eq!(answer.body, body);
    }
    // One-way events, known or not, and responses to nothing want no answer.
    for body in [&b"N"[..], &[1, b'R'], &[1, b'W'], &[1, b'?'], &[0x52; 300]] {
        peer.send(&event(9, false, body)).await;
    }
    peer.send(
        &dubbo_rpc::frame::encode(
            Kind::Response {
                event: false,
                status: Status::OK,
            },
            2,
            10,
            b"\x92",
        )
        .unwrap(),
    )
    .await;
    let frame = peer.call(&Request::echo(11, "still here").bytes()).await;
    assert_eq!(frame.header.id, 11);
    assert_eq!(server.stats().heartbeats, 2);
}

#[tokio::test]
async fn a_peer_that_closes_one_side_still_gets_its_replies() {
    let (server, _) = stock::start(Limits::default()).await;
    let mut peer = Peer::connect(server.local_addr()).await;
    peer.send(&Request::slow(1, "late", 150).bytes()).await;
    peer.send(&Request::echo(2, "at once").bytes()).await;
    tokio::io::AsyncWriteExt::shutdown(&mut peer.stream)
        .await
        .unwrap();
    let mut ids = Vec::new();
    while let Some(frame) = peer.next().await {
        ids.push(frame.header.id);
    }
    ids.sort_unstable();
    assert_eq!(ids, [1, 2]);
}

#[tokio::test]
async fn the_response_uses_the_request_s_serialization_and_version_decides_on_attachments() {
    let (server, _) = stock::start(Limits::default()).await;
    let mut peer = Peer::connect(server.local_addr()).await;
    for (protocol_version, flag) in [
        ("2.0.2", 4),
        ("2.6.2", 1),
        ("2.0.0", 1),
        ("2.5.3", 1),
        ("", 1),
        ("2.8.4", 1),
    ] {
        let request = Request {
            protocol_version,
            ..Request::echo(1, "x")
        };
        let frame = peer.call(&request.bytes()).await;
        assert_eq!(frame.header.serialization, 2);
        assert_eq!(frame.reply().0, flag, "{protocol_version}");
    }
    for serialization in [3, 4, 6, 7, 8, 16, 21, 22, 23, 25, 27, 28, 31, 0] {
        let request = Request {
            serialization,
            ..Request::echo(1, "x")
        };
        let frame = peer.call(&request.bytes()).await;
        assert_eq!(frame.status(), Status::BAD_REQUEST);
        // What the body is in, or the caller reads a length where the text begins.
        assert_eq!(frame.header.serialization, 2);
        assert!(
            frame
                .message()
                .contains(&format!("serialization id {serialization} "))
        );
    }
    assert_eq!(
        parse(&Request::echo(1, "x").bytes()).header.serialization,
        2
    );
    let _ = tokio::time::timeout(Duration::from_millis(1), peer.next()).await;
}

/// Calls that compute are done where they arrive, one after the other; the first replies leave
/// before the last calls are begun.
#[tokio::test]
async fn the_first_reply_of_a_burst_does_not_wait_for_the_last() {
    let (server, _) = stock::start(Limits::default()).await;
    let address = server.local_addr();
    let client = std::thread::spawn(move || {
        use std::io::{Read as _, Write as _};
        let mut stream = std::net::TcpStream::connect(address).unwrap();
        let bytes: Vec<u8> = (0..100)
            .flat_map(|id| Request::echo(id, "compute").bytes())
            .collect();
        let begun = std::time::Instant::now();
        stream.write_all(&bytes).unwrap();
        let mut first = [0; 1];
        stream.read_exact(&mut first).unwrap();
        let first = begun.elapsed();
        let mut rest = vec![0; 100 * (16 + 1 + 8 + 14) - 1];
        stream.read_exact(&mut rest).unwrap();
        (first, begun.elapsed())
    });
    while !client.is_finished() {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let (first, last) = client.join().unwrap();
    assert!(last >= Duration::from_millis(400), "{last:?}");
    assert!(first < last / 2, "the first after {first:?} of {last:?}");
}

//! Every limit of the server at n and n + 1, overload, and peers that are slow.

use std::time::{Duration, Instant};

use dubbo_rpc::Limits;
use dubbo_rpc::frame::{Kind, Status, encode};
use dubbo_rpc::hessian2::Value;

use crate::peer::{Peer, Request, event};
use crate::stock;

/// An echo whose request body has exactly `len` bytes.
fn echo_of(id: i64, len: usize) -> Vec<u8> {
    let mut text = len;
    loop {
        let bytes = Request::echo(id, &"x".repeat(text)).bytes();
        match (bytes.len() - 16).checked_sub(len) {
            Some(0) => return bytes,
            Some(over) => text -= over,
            None => panic!("no text makes a body of {len} bytes"),
        }
    }
}

#[tokio::test]
async fn payload_bytes_at_n_and_n_plus_one() {
    let limits = Limits {
        payload_bytes: 10_000,
        ..Limits::default()
    };
    let (server, service) = stock::start(limits).await;
    let mut peer = Peer::connect(server.local_addr()).await;
    assert_eq!(peer.call(&echo_of(1, 10_000)).await.status(), Status::OK);
    // The refused body and the next request arrive together: the connection stays in step.
    let mut bytes = echo_of(2, 10_001);
    bytes.extend(Request::echo(3, "after").bytes());
    peer.send(&bytes).await;
    let refused = peer.expect().await;
    assert_eq!(
        (refused.header.id, refused.status()),
        (2, Status::BAD_REQUEST)
    );
    assert_eq!(
        refused.message(),
        "Data length too large: 10001, max payload: 10000"
    );
    let next = peer.expect().await;
    assert_eq!((next.header.id, next.reply().1), (3, Value::from("after")));
    assert_eq!(service.echoed.lock().unwrap().len(), 2);
    // One-way: dropped without a word.
    let mut oneway = echo_of(4, 10_001);
    oneway[2] = 0x82;
    peer.send(&oneway).await;
    assert_eq!(peer.call(&Request::echo(5, "x").bytes()).await.header.id, 5);
}

#[tokio::test]
async fn a_reply_over_the_payload_becomes_status_50() {
    let limits = Limits {
        payload_bytes: 2_000,
        ..Limits::default()
    };
    let (server, _) = stock::start(limits).await;
    let mut peer = Peer::connect(server.local_addr()).await;
    let skus = Value::list((0..10).map(Value::Long).collect());
    let request = Request {
        method: "queryBatch".into(),
        descriptor: "Ljava/util/List;",
        arguments: vec![skus],
        ..Request::echo(1, "")
    };
    let frame = peer.call(&request.bytes()).await;
    assert_eq!(frame.status(), Status::BAD_RESPONSE);
    let message = frame.message();
    assert!(message.starts_with("Data length too large: "), "{message}");
    assert!(message.ends_with("max payload: 2000"), "{message}");
    assert_eq!(
        peer.call(&Request::echo(2, "x").bytes()).await.status(),
        Status::OK
    );
}

#[tokio::test]
async fn a_body_far_over_the_limit_is_dropped_in_bounded_memory() {
    let limits = Limits {
        payload_bytes: 1_000,
        ..Limits::default()
    };
    let (server, _) = stock::start(limits).await;
    let mut peer = Peer::connect(server.local_addr()).await;
    let mut header = Request::echo(1, "").bytes();
    header.truncate(16);
    header[12..].copy_from_slice(&50_000_000_u32.to_be_bytes());
    peer.send(&header).await;
    assert_eq!(
        peer.expect().await.status(),
        Status::BAD_REQUEST,
        "before the body has come"
    );
    let before = resident_kib();
    let chunk = vec![0xDA; 1_000_000];
    for _ in 0..50 {
        peer.send(&chunk).await;
    }
    assert_eq!(peer.call(&Request::echo(2, "x").bytes()).await.header.id, 2);
    let grown = resident_kib().saturating_sub(before);
    assert!(grown < 16 * 1024, "{grown} KiB more");
}

fn resident_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok())
        .unwrap_or(0)
}

#[tokio::test]
async fn in_flight_per_connection_at_n_and_n_plus_one() {
    let limits = Limits {
        in_flight_per_connection: 3,
        ..Limits::default()
    };
    let (server, _) = stock::start(limits).await;
    let mut peer = Peer::connect(server.local_addr()).await;
    for id in 1..=4 {
        peer.send(&Request::slow(id, "x", 300).bytes()).await;
    }
    let refused = peer.expect().await;
    assert_eq!(
        (refused.header.id, refused.status()),
        (4, Status::EXHAUSTED)
    );
    let message = refused.message();
    assert!(message.contains("threadpool is exhausted"), "{message}");
    assert!(
        message.contains("`in_flight_per_connection` of 3"),
        "{message}"
    );
    // Another connection has places of its own.
    let mut other = Peer::connect(server.local_addr()).await;
    assert_eq!(
        other.call(&Request::echo(9, "x").bytes()).await.status(),
        Status::OK
    );
    for _ in 1..=3 {
        assert_eq!(peer.expect().await.status(), Status::OK);
    }
    assert_eq!(
        peer.call(&Request::echo(5, "x").bytes()).await.status(),
        Status::OK
    );
    assert_eq!(server.stats().in_flight, 0);
}

#[tokio::test]
async fn in_flight_at_n_and_n_plus_one() {
    let limits = Limits {
        in_flight: 2,
        ..Limits::default()
    };
    let (server, _) = stock::start(limits).await;
    let mut peers = Vec::new();
    for id in 1..=2 {
        let mut peer = Peer::connect(server.local_addr()).await;
        peer.send(&Request::slow(id, "x", 300).bytes()).await;
        peers.push(peer);
    }
    while server.stats().in_flight < 2 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let mut third = Peer::connect(server.local_addr()).await;
    let refused = third.call(&Request::echo(3, "x").bytes()).await;
    assert_eq!(refused.status(), Status::EXHAUSTED);
    assert!(refused.message().contains("`in_flight` of 2"));
    for peer in &mut peers {
        assert_eq!(peer.expect().await.status(), Status::OK);
    }
    assert_eq!(
        third.call(&Request::echo(4, "x").bytes()).await.status(),
        Status::OK
    );
}

#[tokio::test]
async fn connections_at_n_and_n_plus_one() {
    let limits = Limits {
        connections: 2,
        ..Limits::default()
    };
    let (server, _) = stock::start(limits).await;
    let mut first = Peer::connect(server.local_addr()).await;
    let mut second = Peer::connect(server.local_addr()).await;
    for peer in [&mut first, &mut second] {
        assert_eq!(
            peer.call(&Request::echo(1, "x").bytes()).await.status(),
            Status::OK
        );
    }
    let mut third = Peer::connect(server.local_addr()).await;
    third.expect_close().await;
    assert_eq!(server.stats().turned_away, 1);
    drop(first);
    while server.stats().connections > 1 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let mut fourth = Peer::connect(server.local_addr()).await;
    assert_eq!(
        fourth.call(&Request::echo(1, "x").bytes()).await.status(),
        Status::OK
    );
}

#[tokio::test]
async fn attachments_and_arguments_at_n_and_n_plus_one() {
    let limits = Limits {
        attachments: 4,
        attachment_bytes: 100,
        arguments: 1,
        ..Limits::default()
    };
    let (server, _) = stock::start(limits).await;
    let mut peer = Peer::connect(server.local_addr()).await;
    let with = |count: usize, bytes: usize| {
        (0..count).fold(Request::echo(1, "x"), |request, n| {
            request.attach(&format!("{n}"), "v".repeat(bytes))
        })
    };
    for (request, limit) in [
        (with(4, 1), None),
        (with(5, 1), Some("attachments")),
        (with(1, 99), None),
        (with(1, 100), Some("attachment_bytes")),
        (
            Request {
                method: "query".into(),
                descriptor: "JI",
                arguments: vec![Value::Long(1), Value::Int(1)],
                ..Request::echo(1, "")
            },
            Some("arguments"),
        ),
    ] {
        let frame = peer.call(&request.bytes()).await;
        match limit {
            None => assert_eq!(frame.status(), Status::OK),
            Some(limit) => assert!(frame.message().contains(limit), "{}", frame.message()),
        }
    }
}

#[tokio::test]
async fn half_received_bytes_are_bounded() {
    let limits = Limits {
        half_received_bytes: 300_000,
        ..Limits::default()
    };
    let (server, _) = stock::start(limits).await;
    let long = echo_of(1, 200_000);
    let mut first = Peer::connect(server.local_addr()).await;
    first.send(&long[..100_000]).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    let mut second = Peer::connect(server.local_addr()).await;
    let mut bytes = long.clone();
    bytes.extend(Request::echo(2, "x").bytes());
    second.send(&bytes[..100_000]).await;
    let refused = second.expect().await;
    assert_eq!(refused.status(), Status::EXHAUSTED);
    assert!(refused.message().contains("half_received_bytes"));
    second.send(&bytes[100_000..]).await;
    assert_eq!(
        second.expect().await.header.id,
        2,
        "the rest was dropped, the next is served"
    );
    first.send(&long[100_000..]).await;
    assert_eq!(first.expect().await.status(), Status::OK);
    assert_eq!(
        second.call(&long).await.status(),
        Status::OK,
        "the share was given back"
    );
}

#[tokio::test]
async fn a_caller_who_has_stopped_waiting_gets_no_work_done() {
    let (server, service) = stock::start(Limits::default()).await;
    let mut peer = Peer::connect(server.local_addr()).await;
    for (key, value, done) in [
        ("_TO", "0", false),
        ("_TO", "-5", false),
        ("_to", "0", false),
        ("_TO", "5000", true),
        ("timeout", "5000", true),
        ("timeout", "0", true),
        ("timeout", "nonsense", true),
    ] {
        let before = service.echoed.lock().unwrap().len();
        let frame = peer
            .call(&Request::echo(1, "x").attach(key, value).bytes())
            .await;
        let status = if done {
            Status::OK
        } else {
            Status::SERVER_TIMEOUT
        };
        assert_eq!(frame.status(), status, "{key}={value}");
        assert_eq!(
            service.echoed.lock().unwrap().len() - before,
            usize::from(done)
        );
    }
    assert_eq!(server.stats().late, 3);
}

/// The peer sends and never reads: reading stops, memory stays, others are served, and in the end
/// the connection goes.
#[tokio::test]
async fn replies_nobody_reads_stop_the_reading() {
    let limits = Limits {
        reply_bytes_per_connection: 256 * 1024,
        write_stall: Duration::from_millis(1_500),
        ..Limits::default()
    };
    let (server, _) = stock::start(limits).await;
    let mut greedy = Peer::connect(server.local_addr()).await;
    let request = Request::echo(1, &"x".repeat(8_000)).bytes();
    let sending = async {
        // Far more than both sides' socket buffers hold.
        let mut sent = 0_usize;
        for _ in 0..20_000 {
            let writing = tokio::io::AsyncWriteExt::write_all(&mut greedy.stream, &request);
            match tokio::time::timeout(Duration::from_millis(700), writing).await {
                Ok(Ok(())) => sent += 1,
                _ => break,
            }
        }
        sent
    };
    let before = resident_kib();
    let sent = sending.await;
    assert!(sent < 20_000, "the server never stopped reading");
    let grown = resident_kib().saturating_sub(before);
    assert!(grown < 32 * 1024, "{grown} KiB more after {sent} requests");
    let mut other = Peer::connect(server.local_addr()).await;
    let begun = Instant::now();
    assert_eq!(
        other.call(&Request::echo(2, "x").bytes()).await.status(),
        Status::OK
    );
    assert!(begun.elapsed() < Duration::from_millis(500));
    let deadline = Instant::now() + Duration::from_secs(8);
    while server.stats().broken_connections == 0 {
        assert!(
            Instant::now() < deadline,
            "the connection was never given up"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn a_peer_that_reads_again_gets_every_reply() {
    let limits = Limits {
        reply_bytes_per_connection: 64 * 1024,
        ..Limits::default()
    };
    let (server, _) = stock::start(limits).await;
    let mut peer = Peer::connect(server.local_addr()).await;
    let text = "x".repeat(20_000);
    let bytes: Vec<Vec<u8>> = (0..600)
        .map(|id| Request::echo(id, &text).bytes())
        .collect();
    let (mut read, mut write) = tokio::io::split(peer.stream);
    let sender = tokio::spawn(async move {
        for request in bytes {
            tokio::io::AsyncWriteExt::write_all(&mut write, &request)
                .await
                .unwrap();
        }
        write
    });
    tokio::time::sleep(Duration::from_millis(300)).await;
    let mut received = 0_usize;
    let mut buffer = vec![0; 64 * 1024];
    let reply = 16 + 1 + 3 + 20_000 + 14;
    while received < 600 * reply {
        let reading = tokio::io::AsyncReadExt::read(&mut read, &mut buffer);
        let count = tokio::time::timeout(Duration::from_secs(5), reading)
            .await
            .unwrap()
            .unwrap();
        assert!(count > 0, "closed after {received} bytes");
        received += count;
    }
    assert_eq!(received, 600 * reply);
    let write = sender.await.unwrap();
    peer = Peer::over(read.unsplit(write));
    assert_eq!(
        peer.call(&Request::echo(1, "x").bytes()).await.status(),
        Status::OK
    );
}

#[tokio::test]
async fn replies_beyond_the_hard_bound_shrink_to_a_refusal() {
    let limits = Limits {
        reply_bytes_per_connection: 16 * 1024,
        reply_bytes_hard: 64 * 1024,
        ..Limits::default()
    };
    let (server, _) = stock::start(limits).await;
    let mut peer = Peer::connect(server.local_addr()).await;
    // All run at once; their replies are ready together, before any has left.
    let text = "x".repeat(60_000);
    let mut bytes = Vec::new();
    for id in 0..200 {
        bytes.extend(Request::slow(id, &text, 1_000).bytes());
    }
    let sending = tokio::io::AsyncWriteExt::write_all(&mut peer.stream, &bytes);
    tokio::time::timeout(Duration::from_secs(5), sending)
        .await
        .unwrap()
        .unwrap();
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    let (mut whole, mut refused) = (0, 0);
    for _ in 0..200 {
        let frame = peer.expect().await;
        match frame.status() {
            Status::OK => whole += 1,
            status => {
                assert_eq!(status, Status::EXHAUSTED);
                assert!(frame.message().contains("reply_bytes_hard"));
                refused += 1;
            }
        }
    }
    assert!(whole > 0 && refused > 0, "{whole} whole, {refused} refused");
}

/// A tenth of the figures: 100 idle, 100 that send a byte at a time.
#[tokio::test]
async fn case_c18_slow_and_idle_peers_do_not_keep_others_waiting() {
    let limits = Limits {
        frame_read: Duration::from_secs(2),
        idle_close: Duration::from_secs(4),
        heartbeat: Duration::from_secs(60),
        ..Limits::default()
    };
    let (server, _) = stock::start(limits).await;
    let before = resident_kib();
    let mut idle = Vec::new();
    for _ in 0..100 {
        idle.push(Peer::connect(server.local_addr()).await);
    }
    let mut served = Vec::new();
    for id in 0..100 {
        let mut peer = Peer::connect(server.local_addr()).await;
        assert_eq!(
            peer.call(&Request::echo(id, "x").bytes()).await.status(),
            Status::OK
        );
        served.push(peer);
    }
    let per_idle = resident_kib().saturating_sub(before) / 200;
    assert!(
        per_idle < 80,
        "{per_idle} KiB per idle connection, both ends in this process"
    );
    let mut slow = Vec::new();
    for _ in 0..100 {
        let mut peer = Peer::connect(server.local_addr()).await;
        let bytes = Request::echo(1, "x").bytes();
        slow.push(tokio::spawn(async move {
            let begun = Instant::now();
            for byte in bytes {
                if tokio::io::AsyncWriteExt::write_all(&mut peer.stream, &[byte])
                    .await
                    .is_err()
                {
                    break;
                }
                let closed = tokio::time::timeout(Duration::from_millis(300), peer.next()).await;
                if matches!(closed, Ok(None)) {
                    break;
                }
            }
            begun.elapsed()
        }));
    }
    let begun = Instant::now();
    let mut fresh = Peer::connect(server.local_addr()).await;
    assert_eq!(
        fresh.call(&Request::echo(1, "x").bytes()).await.status(),
        Status::OK
    );
    assert!(
        begun.elapsed() < Duration::from_secs(1),
        "{:?}",
        begun.elapsed()
    );
    for task in slow {
        let lasted = task.await.unwrap();
        assert!(lasted < Duration::from_millis(4_500), "{lasted:?}");
    }
    for mut peer in idle.into_iter().chain(served) {
        peer.expect_close().await;
    }
}

/// Bytes that name no protocol yet have the time of one frame, however they trickle in.
#[tokio::test]
async fn undecided_first_bytes_have_a_deadline() {
    let limits = Limits {
        frame_read: Duration::from_millis(400),
        ..Limits::default()
    };
    let (server, _) = stock::start(limits).await;
    let mut peer = Peer::connect(server.local_addr()).await;
    let begun = Instant::now();
    for byte in b"PRI * HTTP/2.0\r\n" {
        if tokio::io::AsyncWriteExt::write_all(&mut peer.stream, &[*byte])
            .await
            .is_err()
        {
            break;
        }
        let closed = tokio::time::timeout(Duration::from_millis(100), peer.next()).await;
        if matches!(closed, Ok(None)) {
            break;
        }
    }
    let lasted = begun.elapsed();
    assert!(
        lasted >= Duration::from_millis(350) && lasted < Duration::from_secs(1),
        "{lasted:?}"
    );
}

/// Ten times what the limits allow, open loop: what is refused is refused at once, what is accepted
/// is done, and the rate of good answers stays.
#[tokio::test]
async fn case_c20_overload_is_refused_early() {
    let limits = Limits {
        in_flight: 20,
        ..Limits::default()
    };
    let (server, _) = stock::start(limits).await;
    let mut peer = Peer::connect(server.local_addr()).await;
    let (mut good, mut refused) = (0_u32, 0_u32);
    // Capacity: 20 calls of 20 ms each, a thousand a second.
    for round in 0..20_i64 {
        let bytes: Vec<u8> = (0..200)
            .flat_map(|n| Request::slow(round * 200 + n, "x", 20).bytes())
            .collect();
        let begun = Instant::now();
        peer.send(&bytes).await;
        let mut slowest_refusal = Duration::ZERO;
        for _ in 0..200 {
            match peer.expect().await.status() {
                Status::OK => good += 1,
                status => {
                    assert_eq!(status, Status::EXHAUSTED);
                    refused += 1;
                    slowest_refusal = slowest_refusal.max(begun.elapsed());
                }
            }
        }
        assert!(
            slowest_refusal < Duration::from_millis(500),
            "{slowest_refusal:?}"
        );
    }
    assert_eq!(good + refused, 4_000);
    assert!(good >= 20 * 18, "{good} good answers of 400 possible");
    let stats = server.stats();
    assert_eq!((stats.in_flight, stats.values), (0, u64::from(good)));
}

#[tokio::test]
async fn a_long_event_is_not_answered_and_harms_nothing() {
    let (server, _) = stock::start(Limits::default()).await;
    let mut peer = Peer::connect(server.local_addr()).await;
    peer.send(&event(1, true, &[b'x'; 16])).await;
    let kind = Kind::Request {
        two_way: true,
        event: true,
    };
    peer.send(&encode(kind, 2, 2, &vec![0; 100_000]).unwrap())
        .await;
    assert_eq!(peer.call(&event(3, true, b"N")).await.header.id, 3);
}

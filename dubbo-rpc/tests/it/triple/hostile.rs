//! HTTP/2 meant to hurt. Names carry the row of the threat list.

use std::io::Write as _;
use std::net::SocketAddr;
use std::time::Duration;

use dubbo_rpc::Limits;
use dubbo_rpc::hessian2::Value;
use flate2::Compression;
use flate2::write::GzEncoder;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::caller::{Caller, PATIENCE};
use crate::stock;

const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const GOAWAY: u8 = 7;
const CONTINUATION: u8 = 9;

/// `POST http /com.example.stock.api.StockService/echo`, `content-type: application/grpc`, in HPACK without its tables.
fn request_block() -> Vec<u8> {
    let mut block = vec![0x83, 0x86];
    for (name, value) in [
        (":path", "/com.example.stock.api.StockService/echo"),
        (":authority", "peer"),
        ("content-type", "application/grpc"),
    ] {
        block.push(0);
        for text in [name, value] {
            block.push(u8::try_from(text.len()).unwrap());
            block.extend_from_slice(text.as_bytes());
        }
    }
    block
}

fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let mut frame = u32::try_from(payload.len()).unwrap().to_be_bytes()[1..].to_vec();
    frame.extend_from_slice(&[kind, flags]);
    frame.extend_from_slice(&stream.to_be_bytes());
    frame.extend_from_slice(payload);
    frame
}

async fn open(address: SocketAddr) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let mut hello = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec();
    hello.extend(frame(SETTINGS, 0, 0, &[]));
    stream.write_all(&hello).await.unwrap();
    stream
}

/// Sends an attack over and over, at most a thousand times, until the connection is closed; the last GOAWAY's error code.
async fn attack(
    address: SocketAddr,
    mut round: impl FnMut(u32) -> Vec<u8> + Send + 'static,
) -> Option<u32> {
    let stream = open(address).await;
    let (mut reader, mut writer) = stream.into_split();
    let sending = tokio::spawn(async move {
        for number in 0..1000 {
            if writer.write_all(&round(number)).await.is_err() {
                break;
            }
        }
        writer
    });
    let mut received = Vec::new();
    // Ends when the server closes, or resets what is still being sent.
    let _ = timeout(PATIENCE, reader.read_to_end(&mut received))
        .await
        .expect("the attacker is closed");
    drop(sending.await);
    let mut rest = received.as_slice();
    let mut reason = None;
    while let Some((head, after)) = rest.split_first_chunk::<9>() {
        let len = u32::from_be_bytes([0, head[0], head[1], head[2]]) as usize;
        let Some((payload, after)) = after.split_at_checked(len) else {
            break;
        };
        if head[3] == GOAWAY {
            reason = Some(u32::from_be_bytes(payload[4..8].try_into().unwrap()));
        }
        rest = after;
    }
    reason
}

const ENHANCE_YOUR_CALM: u32 = 11;

/// After every attack the others are served.
async fn well(address: SocketAddr) {
    let mut caller = Caller::connect(address).await;
    assert_eq!(caller.echo("well").await.value().0, Value::from("well"));
}

#[tokio::test]
async fn case_c17_rapid_reset_ends_the_connection() {
    let (server, _) = stock::start(Limits::default()).await;
    let address = server.local_addr();
    let reason = attack(address, |round| {
        (0..100)
            .flat_map(|index| {
                let stream = (round * 100 + index) * 2 + 1;
                let mut both = frame(HEADERS, 4, stream, &request_block());
                both.extend(frame(RST_STREAM, 0, stream, &[0, 0, 0, 8]));
                both
            })
            .collect()
    })
    .await;
    assert!(
        reason.is_none_or(|reason| reason == ENHANCE_YOUR_CALM),
        "{reason:?}"
    );
    well(address).await;
    assert_eq!(server.stats().broken_connections, 1);
}

#[tokio::test]
async fn case_c17_continuation_flood_ends_the_connection() {
    let (server, _) = stock::start(Limits::default()).await;
    let address = server.local_addr();
    let reason = attack(address, |round| {
        if round == 0 {
            return frame(HEADERS, 0, 1, &request_block());
        }
        let mut block = Vec::new();
        for index in 0..100 {
            let name = format!("h{round}-{index}");
            block.extend([0, u8::try_from(name.len()).unwrap()]);
            block.extend_from_slice(name.as_bytes());
            block.extend([1, b'v']);
        }
        frame(CONTINUATION, 0, 1, &block)
    })
    .await;
    assert!(reason.is_none_or(|reason| reason != 0), "{reason:?}");
    well(address).await;
}

#[tokio::test]
async fn case_c17_empty_data_and_own_resets_end_the_connection() {
    let (server, _) = stock::start(Limits::default()).await;
    let address = server.local_addr();
    let reason = attack(address, |round| {
        let mut bytes = Vec::new();
        if round == 0 {
            bytes.extend(frame(HEADERS, 4, 1, &request_block()));
        }
        (0..500).for_each(|_| bytes.extend(frame(DATA, 0, 1, &[])));
        bytes
    })
    .await;
    assert!(
        reason.is_none_or(|reason| reason == ENHANCE_YOUR_CALM),
        "{reason:?}"
    );
    // Each of these is a stream's mistake that we have to reset (a WINDOW_UPDATE of nothing).
    let reason = attack(address, |round| {
        (0..50)
            .flat_map(|index| {
                let stream = (round * 50 + index) * 2 + 1;
                let mut both = frame(HEADERS, 4, stream, &request_block());
                both.extend(frame(8, 0, stream, &[0, 0, 0, 0]));
                both
            })
            .collect()
    })
    .await;
    assert!(reason.is_none_or(|reason| reason != 0), "{reason:?}");
    well(address).await;
    assert_eq!(server.stats().broken_connections, 2);
}

#[tokio::test]
async fn case_c17_frames_that_break_the_protocol_end_the_connection() {
    let (server, _) = stock::start(Limits::default()).await;
    let address = server.local_addr();
    // h2spec's cases in small: each is a connection error of RFC 9113.
    let cases: [(&str, Vec<u8>); 9] = [
        (
            "4.2 a frame longer than SETTINGS_MAX_FRAME_SIZE",
            frame(DATA, 0, 1, &[0; 16_385]),
        ),
        ("5.1 DATA on an idle stream", frame(DATA, 0, 1, b"x")),
        (
            "5.1.1 an even stream",
            frame(HEADERS, 4, 2, &request_block()),
        ),
        ("6.1 DATA on stream 0", frame(DATA, 0, 0, b"x")),
        (
            "6.4 RST_STREAM of an idle stream",
            frame(RST_STREAM, 0, 1, &[0, 0, 0, 8]),
        ),
        ("6.5 SETTINGS of five bytes", frame(SETTINGS, 0, 0, &[0; 5])),
        ("6.5 SETTINGS on a stream", frame(SETTINGS, 0, 1, &[])),
        ("6.7 PING of seven bytes", frame(6, 0, 0, &[0; 7])),
        (
            "6.10 CONTINUATION without HEADERS",
            frame(CONTINUATION, 4, 1, &request_block()),
        ),
    ];
    for (name, bytes) in cases {
        let reason = attack(address, move |round| {
            if round == 0 {
                bytes.clone()
            } else {
                Vec::new()
            }
        })
        .await;
        assert!(
            reason.is_none_or(|reason| reason != 0),
            "{name}: {reason:?}"
        );
    }
    well(address).await;
}

#[tokio::test]
async fn case_c18_slow_and_idle_peers_are_closed() {
    let limits = Limits {
        frame_read: Duration::from_millis(600),
        heartbeat: Duration::from_millis(700),
        idle_close: Duration::from_secs(4),
        ..Limits::default()
    };
    let (server, _) = stock::start(limits).await;
    let address = server.local_addr();
    // Half a frame, and then nothing; a preface that does not end; nothing at all.
    let half = frame(HEADERS, 4, 1, &request_block());
    let mut peers = Vec::new();
    for rest in [&half[..12], &[]] {
        let mut stream = open(address).await;
        stream.write_all(rest).await.unwrap();
        peers.push(stream);
    }
    let mut cut = TcpStream::connect(address).await.unwrap();
    cut.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0")
        .await
        .unwrap();
    peers.push(cut);
    let caller = Caller::connect(address).await;
    for mut peer in peers {
        let mut rest = Vec::new();
        let _ = timeout(PATIENCE, peer.read_to_end(&mut rest))
            .await
            .expect("closed in time");
    }
    // Who answers the server's PING is no idle peer, whatever the time: h2 does that by itself.
    tokio::time::sleep(Duration::from_secs(5)).await;
    let mut caller = caller;
    assert_eq!(
        caller.echo("still here").await.value().0,
        Value::from("still here")
    );
    assert_eq!(server.stats().broken_connections, 3);
}

#[tokio::test]
async fn case_c18_who_reads_no_reply_is_cut_off() {
    let limits = Limits {
        write_stall: Duration::from_millis(500),
        ..Limits::default()
    };
    let (server, _) = stock::start(limits).await;
    let mut caller = Caller::connect(server.local_addr()).await;
    let long = "w".repeat(1_000_000);
    let (response, mut stream) = caller.open(super::caller::head("echo"), false).await;
    let mut body = bytes::Bytes::from(super::caller::echo_frame(&long));
    while !body.is_empty() {
        stream.reserve_capacity(body.len());
        let room = std::future::poll_fn(|cx| stream.poll_capacity(cx))
            .await
            .unwrap()
            .unwrap();
        let part = body.split_to(room.min(body.len()));
        stream.send_data(part, body.is_empty()).unwrap();
    }
    let response = timeout(PATIENCE, response).await.unwrap().unwrap();
    let mut body = response.into_body();
    let mut seen = 0;
    // Its window is never given back.
    let end = timeout(PATIENCE, async {
        loop {
            match body.data().await {
                Some(Ok(piece)) => seen += piece.len(),
                Some(Err(error)) => return error.reason(),
                None => return None,
            }
        }
    })
    .await
    .expect("the stream is given up");
    assert_eq!(end, Some(h2::Reason::CANCEL));
    assert!(seen < long.len());
    well(server.local_addr()).await;
}

/// A message whose few kilobytes unpack to `bytes`, and say that they are none.
fn bomb(bytes: usize) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(&vec![0; bytes]).unwrap();
    let mut packed = packed.finish().unwrap();
    let end = packed.len() - 4;
    packed[end..].fill(0);
    let mut body = super::caller::framed(&packed);
    body[0] = 1;
    body
}

/// However many bombs come at once, each is refused when it has its limit, and others get their answers in between.
#[tokio::test]
async fn case_c17_gzip_bombs_are_unpacked_in_turns() {
    let limits = Limits {
        payload_bytes: 1024 * 1024,
        unpacking: 1,
        ..Limits::default()
    };
    let (server, _) = stock::start(limits).await;
    let address = server.local_addr();
    let body = bomb(16 * 1024 * 1024);
    assert!(body.len() < 64 * 1024);
    let mut throwing = Vec::new();
    for _ in 0..8 {
        let body = body.clone();
        throwing.push(tokio::spawn(async move {
            let mut caller = Caller::connect(address).await;
            for _ in 0..5 {
                let packed =
                    super::caller::with(super::caller::head("echo"), "grpc-encoding", "gzip");
                let answer = caller.call(packed, body.clone()).await;
                assert_eq!(answer.status(), "8", "{answer:?}");
                assert!(answer.text("grpc-message").contains("`payload_bytes`"));
            }
        }));
    }
    // Long ones that mean no harm have their turn as well.
    let mut caller = Caller::connect(address).await;
    let long = "件".repeat(200_000);
    let wrapped = super::caller::wrapped(
        "hessian4",
        &[Value::from(long.as_str())],
        &["java.lang.String"],
    );
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(&wrapped).unwrap();
    let mut body = super::caller::framed(&packed.finish().unwrap());
    body[0] = 1;
    for _ in 0..5 {
        let packed = super::caller::with(super::caller::head("echo"), "grpc-encoding", "gzip");
        let answer = caller.call(packed, body.clone()).await;
        assert_eq!(answer.value().0, Value::from(long.as_str()));
        well(address).await;
    }
    for thrown in throwing {
        thrown.await.unwrap();
    }
}

/// With one turn for all connections that are new, all of them get it, and those that are known need none.
#[tokio::test]
async fn newcomers_take_turns() {
    let limits = Limits {
        newcomers: 1,
        ..Limits::default()
    };
    let (server, _) = stock::start(limits).await;
    let address = server.local_addr();
    let newcomers: Vec<_> = (0..50)
        .map(|_| {
            tokio::spawn(async move {
                for _ in 0..3 {
                    well(address).await;
                }
            })
        })
        .collect();
    for newcomer in newcomers {
        newcomer.await.unwrap();
    }
    assert_eq!(server.stats().broken_connections, 0);
}

//! The upgrade from HTTP/1.1 to HTTP/2 by a request (RFC 7540, 3.2).

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use dubbo_rpc::{Document, Limits, ServerHandle};
use tokio::time::timeout;

use super::caller::{PATIENCE, echo_frame};
use crate::h2spec::wire::{
    DATA, END_HEADERS, END_STREAM, Frame, GOAWAY, HEADERS, JSON, PREFACE, PROTOCOL_ERROR,
    RST_STREAM, SETTINGS, WINDOW_UPDATE, Wire, data, frame, get, headers, ping, post, settings,
    window,
};
use crate::peer::STOCK;
use crate::stock::{self, MemStock};

/// `HTTP2-Settings` of SETTINGS_MAX_CONCURRENT_STREAMS = 100.
const SOME: &str = "AAMAAABk";

async fn serve(limits: Limits) -> ServerHandle {
    let document = Document {
        path: "/".to_owned(),
        content_type: "text/plain",
        body: "a document".into(),
    };
    stock::builder(Arc::new(MemStock::default()), limits)
        .document(document)
        .start()
        .await
        .unwrap()
}

/// A request that offers the upgrade, with these settings.
fn offering(head: &str, settings: &str, body: &[u8]) -> Vec<u8> {
    let mut request = format!(
        "{head}\r\nhost: peer\r\nconnection: Upgrade, HTTP2-Settings\r\nupgrade: h2c\r\nhttp2-settings: {settings}\r\n"
    );
    if !body.is_empty() {
        request.push_str(&format!("content-length: {}\r\n", body.len()));
    }
    [request.as_bytes(), b"\r\n", body].concat()
}

fn call(kind: &str) -> String {
    format!("POST /{STOCK}/echo HTTP/1.1\r\ncontent-type: {kind}")
}

async fn switched(address: SocketAddr, request: &[u8]) -> Wire {
    let mut wire = Wire::open(address).await;
    wire.send(request).await;
    let head = wire.head().await;
    assert!(head.starts_with("http/1.1 101 "), "{head}");
    assert!(head.contains("\r\nupgrade: h2c\r\n"), "{head}");
    assert!(head.contains("\r\nconnection: upgrade\r\n"), "{head}");
    wire
}

/// Frames until one ends the stream, and what its DATA hold.
async fn answer(wire: &mut Wire, stream: u32) -> (Vec<Frame>, Vec<u8>) {
    let (mut frames, mut body) = (Vec::new(), Vec::new());
    loop {
        let next = timeout(PATIENCE, wire.next()).await.unwrap().unwrap();
        let next = next.expect("the connection goes on");
        let is_of = next.stream == stream && (next.is(DATA) || next.is(HEADERS));
        if is_of && next.is(DATA) {
            body.extend_from_slice(&next.payload);
        }
        let ends = is_of && next.has(END_STREAM);
        frames.push(next);
        if ends {
            return (frames, body);
        }
    }
}

fn text(body: &[u8]) -> String {
    String::from_utf8_lossy(body).into_owned()
}

#[tokio::test]
async fn the_request_is_answered_on_stream_1_and_others_follow() {
    let server = serve(Limits::default()).await;
    let address = server.local_addr();
    let request = offering(&call("application/json"), SOME, JSON);
    let mut wire = switched(address, &request).await;
    wire.send(&[PREFACE, &settings(&[])].concat()).await;
    let (frames, body) = answer(&mut wire, 1).await;
    // The server's own SETTINGS first; one acknowledgement, for the SETTINGS that were sent as a frame.
    assert!(frames[0].is(SETTINGS) && !frames[0].has(1), "{frames:?}");
    let acknowledged = |frames: &[Frame]| {
        let acks = frames
            .iter()
            .filter(|frame| frame.is(SETTINGS) && frame.has(1));
        acks.count()
    };
    let mut acks = acknowledged(&frames);
    assert!(frames.iter().any(Frame::is_ok), "{frames:?}");
    assert_eq!(text(&body), "\"test\"");
    // Stream 1 is the caller's no more, the next is 3.
    wire.send(&[headers(3, 0, &post()), data(3, END_STREAM, b"[\"next\"]")].concat())
        .await;
    let (frames, body) = answer(&mut wire, 3).await;
    acks += acknowledged(&frames);
    assert_eq!(text(&body), "\"next\"");
    assert_eq!(acks, 1);
    wire.send(&data(1, END_STREAM, b"more")).await;
    wire.send(&ping(0, *b"the next")).await;
    let closed = timeout(PATIENCE, wire.next()).await.unwrap().unwrap();
    let closed = closed.expect("an answer to DATA on a closed stream");
    assert!(closed.is(RST_STREAM) || closed.is(GOAWAY), "{closed:?}");
    assert_eq!(server.stats().requests, 2);
}

#[tokio::test]
async fn documents_and_triple_calls_are_upgraded_too() {
    let server = serve(Limits::default()).await;
    let address = server.local_addr();
    let mut wire = switched(address, &offering("GET / HTTP/1.1", SOME, b"")).await;
    wire.send(&[PREFACE, &settings(&[])].concat()).await;
    assert_eq!(text(&answer(&mut wire, 1).await.1), "a document");
    // gRPC framing, as `application/grpc` has it over any HTTP/2.
    let call = format!("{}\r\nte: trailers", call("application/grpc+proto"));
    let frame = echo_frame("through the upgrade");
    let mut wire = switched(address, &offering(&call, SOME, &frame)).await;
    wire.send(&[PREFACE, &settings(&[])].concat()).await;
    let (_, body) = answer(&mut wire, 1).await;
    assert!(
        text(&body).contains("through the upgrade"),
        "{}",
        text(&body)
    );
    // What a caller sends with the request, before it has seen the answer, is not lost.
    let hasty = [
        offering("GET / HTTP/1.1", "", b""),
        PREFACE.to_vec(),
        settings(&[]),
        headers(3, END_STREAM, &get()),
    ];
    let mut wire = switched(address, &hasty.concat()).await;
    assert_eq!(text(&answer(&mut wire, 1).await.1), "a document");
    assert_eq!(text(&answer(&mut wire, 3).await.1), "a document");
    assert_eq!(server.stats().broken_connections, 0);
}

/// The settings of the header hold for the answer, and the body takes nothing from HTTP/2's windows, which the caller sent nothing into.
#[tokio::test]
async fn settings_hold_and_windows_are_right() {
    let server = serve(Limits::default()).await;
    let address = server.local_addr();
    // SETTINGS_INITIAL_WINDOW_SIZE = 1.
    let mut wire = switched(address, &offering("GET / HTTP/1.1", "AAQAAAAB", b"")).await;
    wire.send(&[PREFACE, &settings(&[])].concat()).await;
    let first = loop {
        let next = wire.next().await.unwrap().unwrap();
        if next.is(DATA) {
            break next;
        }
    };
    assert_eq!((first.stream, text(&first.payload).as_str()), (1, "a"));
    wire.send(&window(1, 100)).await;
    assert_eq!(text(&answer(&mut wire, 1).await.1), " document");

    let given = |frames: &[Frame]| -> u32 {
        let updates = frames.iter().filter(|frame| frame.is(WINDOW_UPDATE));
        let sizes = updates.map(|frame| u32::from_be_bytes(frame.payload[..4].try_into().unwrap()));
        sizes.sum()
    };
    let long = format!("[\"{}\"]", "y".repeat(900_000));
    let request = offering(&call("application/json"), SOME, long.as_bytes());
    let mut wire = switched(address, &request).await;
    // A large window, so that the answer comes at once.
    wire.send(&[PREFACE, &settings(&[(4, 2_000_000)]), &window(0, 2_000_000)].concat())
        .await;
    let (frames, body) = answer(&mut wire, 1).await;
    assert!(body == long.as_bytes()[1..long.len() - 1]);
    let upgraded = given(&frames);
    let mut wire = Wire::open(address).await;
    wire.send(&[PREFACE, &settings(&[]), &headers(1, END_STREAM, &get())].concat())
        .await;
    let (frames, _) = answer(&mut wire, 1).await;
    assert_eq!(upgraded, given(&frames));
}

/// What is no whole offer is answered in HTTP/1.1, as if it offered nothing.
#[tokio::test]
async fn other_offers_are_answered_as_they_are() {
    let limits = Limits {
        payload_bytes: 10_000,
        ..Limits::default()
    };
    let server = serve(limits).await;
    let address = server.local_addr();
    let get = "GET / HTTP/1.1";
    let whole = String::from_utf8(offering(get, SOME, b"")).unwrap();
    for (what, request) in [
        (
            "no settings",
            whole.replace("http2-settings: AAMAAABk\r\n", ""),
        ),
        ("settings not listed", whole.replace(", HTTP2-Settings", "")),
        ("another protocol", whole.replace("h2c", "websocket")),
        ("broken settings", whole.replace(SOME, "AAMAAABk=")),
        ("HTTP/1.0", whole.replace("HTTP/1.1", "HTTP/1.0")),
    ] {
        let mut wire = Wire::open(address).await;
        wire.send(request.as_bytes()).await;
        let head = wire.head().await;
        assert!(head.contains(" 200 "), "{what}: {head}");
        assert!(!head.contains("upgrade: h2c"), "{what}: {head}");
    }
    // A body that is too long is refused before anything is switched.
    let long = vec![b'x'; 10_001];
    let mut wire = Wire::open(address).await;
    wire.send(&offering(&call("application/json"), SOME, &long))
        .await;
    let head = wire.head().await;
    assert!(head.starts_with("http/1.1 413 "), "{head}");
}

#[tokio::test]
async fn case_c17_what_follows_an_upgrade_has_to_be_http2() {
    let limits = Limits {
        frame_read: Duration::from_millis(700),
        ..Limits::default()
    };
    let server = serve(limits).await;
    let address = server.local_addr();
    let request = offering("GET / HTTP/1.1", SOME, b"");
    let broken: [(&str, Vec<u8>); 6] = [
        ("nothing", Vec::new()),
        ("half a preface", PREFACE[..20].to_vec()),
        ("another request", [&request[..], &request].concat()),
        ("no SETTINGS", [PREFACE, &ping(0, [0; 8])].concat()),
        (
            "SETTINGS that acknowledge",
            [PREFACE, &frame(SETTINGS, 1, 0, &[])].concat(),
        ),
        (
            "SETTINGS of five bytes",
            [PREFACE, &frame(SETTINGS, 0, 0, &[0; 5])].concat(),
        ),
    ];
    let count = broken.len();
    for (what, bytes) in broken {
        let mut wire = switched(address, &request).await;
        wire.send(&bytes).await;
        // Nothing of HTTP/2 has begun: there is nobody to say GOAWAY to.
        let end = timeout(PATIENCE, wire.next()).await.unwrap();
        assert!(matches!(end, Ok(None)), "{what}: {end:?}");
    }
    assert_eq!(
        server.stats().broken_connections,
        u64::try_from(count).unwrap()
    );
    // Settings that are none are what they are in a frame: an error of the connection.
    let mut wire = switched(address, &offering("GET / HTTP/1.1", "AAIAAAAC", b"")).await;
    wire.send(&[PREFACE, &settings(&[])].concat()).await;
    let goaway = loop {
        let next = timeout(PATIENCE, wire.next()).await.unwrap().unwrap();
        let next = next.expect("GOAWAY before the end");
        if next.is(GOAWAY) {
            break next;
        }
    };
    assert_eq!(goaway.code(), PROTOCOL_ERROR);
}

/// A request that h2 does not let in must not leave its body to the next.
#[tokio::test]
async fn case_c17_the_body_belongs_to_stream_1() {
    let server = serve(Limits::default()).await;
    // HTTP/1.1 looks at no `host`; as `:authority` it is none.
    let request = offering(&call("application/json"), SOME, b"[\"first\"]");
    let request = String::from_utf8(request).unwrap();
    let request = request.replace("host: peer", "host: two words");
    let mut wire = switched(server.local_addr(), request.as_bytes()).await;
    wire.send(&[PREFACE, &settings(&[])].concat()).await;
    let begin = frame(HEADERS, END_HEADERS, 3, &post());
    wire.send(&[begin, data(3, END_STREAM, b"[\"second\"]")].concat())
        .await;
    let (frames, body) = answer(&mut wire, 3).await;
    assert_eq!(text(&body), "\"second\"");
    assert!(
        frames
            .iter()
            .all(|frame| !(frame.stream == 1 && frame.is_ok())),
        "{frames:?}"
    );
}

/// A server that stops says goodbye in HTTP/2 to who was upgraded.
#[tokio::test]
async fn upgraded_connections_are_drained() {
    let server = serve(Limits::default()).await;
    let mut wire = switched(server.local_addr(), &offering("GET / HTTP/1.1", SOME, b"")).await;
    wire.send(&[PREFACE, &settings(&[])].concat()).await;
    answer(&mut wire, 1).await;
    let stopping = tokio::spawn(async move { server.shutdown(Duration::from_secs(5)).await });
    let goaway = loop {
        let next = timeout(PATIENCE, wire.next()).await.unwrap().unwrap();
        let next = next.expect("GOAWAY before the end");
        if next.is(GOAWAY) {
            break next;
        }
    };
    assert_eq!(goaway.code(), 0);
    drop(wire);
    stopping.await.unwrap();
}

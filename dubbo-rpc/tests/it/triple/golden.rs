//! A connection between a Java 3.3.6 consumer and a Java 3.3.6 provider, replayed: the messages of our answers must say
//! what Java's said. What differs from run to run is left out by `comparable`.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use dubbo_rpc::hessian2::{Decoder, Value};
use dubbo_rpc::{ExceptionStyle, Limits};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::caller::unwrapped;
use crate::golden::comparable;
use crate::peer::{recorded, unhex};
use crate::stock::{self, MemStock};

const PREFACE: usize = 24;
const WINDOW_UPDATE: u8 = 8;
/// Java's peers agreed on longer frames than we do.
const FRAME_BYTES: usize = 16_384;

struct Frame {
    kind: u8,
    flags: u8,
    stream: u32,
    payload: Vec<u8>,
}

fn frames(mut bytes: &[u8]) -> Vec<Frame> {
    let mut frames = Vec::new();
    while let Some((head, rest)) = bytes.split_first_chunk::<9>() {
        let len = u32::from_be_bytes([0, head[0], head[1], head[2]]) as usize;
        let Some((payload, rest)) = rest.split_at_checked(len) else {
            break;
        };
        frames.push(Frame {
            kind: head[3],
            flags: head[4],
            stream: u32::from_be_bytes([head[5], head[6], head[7], head[8]]),
            payload: payload.to_vec(),
        });
        bytes = rest;
    }
    frames
}

/// The first message of every stream that had one.
fn messages(bytes: &[u8]) -> BTreeMap<u32, Vec<u8>> {
    let mut bodies: BTreeMap<u32, Vec<u8>> = BTreeMap::new();
    for frame in frames(bytes).into_iter().filter(|frame| frame.kind == 0) {
        bodies
            .entry(frame.stream)
            .or_default()
            .extend(frame.payload);
    }
    bodies
}

/// What a consumer sent, in frames that we take.
fn cut(bytes: &[u8]) -> Vec<u8> {
    let mut out = bytes[..PREFACE].to_vec();
    for frame in frames(&bytes[PREFACE..]) {
        let pieces: Vec<&[u8]> = if frame.kind == 0 && !frame.payload.is_empty() {
            frame.payload.chunks(FRAME_BYTES).collect()
        } else {
            vec![&frame.payload]
        };
        let last = pieces.len() - 1;
        for (index, piece) in pieces.into_iter().enumerate() {
            let flags = if index == last { frame.flags } else { 0 };
            out.extend_from_slice(&u32::try_from(piece.len()).unwrap().to_be_bytes()[1..]);
            out.extend_from_slice(&[frame.kind, flags]);
            out.extend_from_slice(&frame.stream.to_be_bytes());
            out.extend_from_slice(piece);
        }
    }
    out
}

/// What comes back, once `wanted` calls are answered.
async fn replay(address: SocketAddr, sent: &[u8], wanted: usize) -> Vec<u8> {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let (mut reader, mut writer) = stream.split();
    let sent = cut(sent);
    // Its first three frames: SETTINGS, WINDOW_UPDATE, the acknowledgement of ours. The rest waits for our windows, as
    // Java's had.
    let hello = PREFACE + 9 + 36 + 9 + 4 + 9;
    let opened = tokio::sync::Notify::new();
    let sending = async {
        writer.write_all(&sent[..hello]).await.unwrap();
        opened.notified().await;
        writer.write_all(&sent[hello..]).await.unwrap();
        std::future::pending::<()>().await;
    };
    let receiving = async {
        let mut received = Vec::new();
        let mut buffer = vec![0; 64 * 1024];
        loop {
            let count = reader.read(&mut buffer).await.unwrap();
            assert!(count > 0, "closed after {} bytes", received.len());
            received.extend_from_slice(&buffer[..count]);
            if frames(&received)
                .iter()
                .any(|frame| frame.kind == WINDOW_UPDATE)
            {
                opened.notify_one();
            }
            // Trailers end a stream: HEADERS with END_STREAM.
            let ended = frames(&received)
                .iter()
                .filter(|frame| frame.kind == 1 && frame.flags & 1 == 1)
                .count();
            if ended >= wanted {
                return received;
            }
        }
    };
    timeout(Duration::from_secs(30), async {
        tokio::select! {
            () = sending => unreachable!("sending never ends"),
            received = receiving => received,
        }
    })
    .await
    .expect("an answer to every call")
}

#[tokio::test]
async fn a_java_consumer_gets_the_messages_java_gave() {
    let folder = recorded("x")
        .parent()
        .unwrap()
        .parent()
        .unwrap()
        .join("tri/3.3.6");
    let read = |name: &str| unhex(&std::fs::read_to_string(folder.join(name)).unwrap());
    let sent = read("conn1.c2s.hex");
    let java = messages(&read("conn1.s2c.hex"));
    assert!(java.len() > 20, "{}", java.len());
    let server = stock::builder(Arc::new(MemStock::default()), Limits::default())
        .exceptions(ExceptionStyle::Thrown)
        .start()
        .await
        .unwrap();
    // The recorded provider had seen these orders before.
    replay(server.local_addr(), &sent, java.len()).await;
    let received = replay(server.local_addr(), &sent, java.len()).await;
    let ours = messages(&received);
    let mut different = Vec::new();
    for (id, theirs) in &java {
        let (java_data, java_class) = unwrapped(&theirs[5..]);
        let value = |data: &[u8]| comparable(&Decoder::new(data).read::<Value>().unwrap());
        let wanted = value(&java_data);
        // Java's service compares what it got with what its consumer builds; ours has no such copy. A generic call of no
        // method is refused with a status here, thrown there.
        // The order of the generic call was new to the recorded provider; a generic exception's text holds Java's stack.
        let own = [
            "CHECK-EQUALS",
            "No such method",
            "ORD-G-",
            "GenericException",
        ];
        if own.iter().any(|text| wanted.contains(text)) {
            continue;
        }
        let Some(ours) = ours.get(id) else {
            different.push(format!("stream {id}: no message, wanted {wanted}"));
            continue;
        };
        let (data, class) = unwrapped(&ours[5..]);
        let seen = value(&data);
        // A method that throws is of the same class; what each service throws is its own. A method of ours whose value
        // is dynamic returns an object.
        let same =
            class == java_class || [&class, &java_class].contains(&&"java.lang.Object".to_owned());
        if !same || (seen != wanted && java_class != "void") {
            different.push(format!(
                "stream {id}: {class} {seen}, wanted {java_class} {wanted}"
            ));
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
}

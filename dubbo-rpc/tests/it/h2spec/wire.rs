//! Bytes of HTTP/2 as a test says them, and what the port answers.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Longest wait for what must come.
const PATIENCE: Duration = Duration::from_secs(10);

pub const DATA: u8 = 0;
pub const HEADERS: u8 = 1;
pub const PRIORITY: u8 = 2;
pub const RST_STREAM: u8 = 3;
pub const SETTINGS: u8 = 4;
pub const PUSH_PROMISE: u8 = 5;
pub const PING: u8 = 6;
pub const GOAWAY: u8 = 7;
pub const WINDOW_UPDATE: u8 = 8;
pub const CONTINUATION: u8 = 9;

pub const ACK: u8 = 1;
pub const END_STREAM: u8 = 1;
pub const END_HEADERS: u8 = 4;
pub const PADDED: u8 = 8;
pub const WITH_PRIORITY: u8 = 32;

/// Error codes (RFC 9113, 7).
pub const PROTOCOL_ERROR: u32 = 1;
pub const FLOW_CONTROL_ERROR: u32 = 3;
pub const STREAM_CLOSED: u32 = 5;
pub const FRAME_SIZE_ERROR: u32 = 6;
pub const REFUSED_STREAM: u32 = 7;
pub const CANCEL: u32 = 8;
pub const COMPRESSION_ERROR: u32 = 9;

pub const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

pub fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let mut frame = u32::try_from(payload.len()).unwrap().to_be_bytes()[1..].to_vec();
    frame.extend_from_slice(&[kind, flags]);
    frame.extend_from_slice(&stream.to_be_bytes());
    frame.extend_from_slice(payload);
    frame
}

pub fn data(stream: u32, flags: u8, bytes: &[u8]) -> Vec<u8> {
    frame(DATA, flags, stream, bytes)
}

/// HEADERS with all of its block.
pub fn headers(stream: u32, flags: u8, block: &[u8]) -> Vec<u8> {
    frame(HEADERS, flags | END_HEADERS, stream, block)
}

/// HEADERS whose block goes on.
pub fn headers_begun(stream: u32, flags: u8, block: &[u8]) -> Vec<u8> {
    frame(HEADERS, flags, stream, block)
}

pub fn continuation(stream: u32, flags: u8, block: &[u8]) -> Vec<u8> {
    frame(CONTINUATION, flags, stream, block)
}

/// The five bytes of a priority: the stream depended on, with its exclusive bit, and the weight less one.
pub fn dependency(on: u32, exclusive: bool, weight: u8) -> [u8; 5] {
    let [a, b, c, d] = (on | u32::from(exclusive) << 31).to_be_bytes();
    [a, b, c, d, weight]
}

pub fn priority(stream: u32, on: u32, exclusive: bool, weight: u8) -> Vec<u8> {
    frame(PRIORITY, 0, stream, &dependency(on, exclusive, weight))
}

pub fn rst(stream: u32, code: u32) -> Vec<u8> {
    frame(RST_STREAM, 0, stream, &code.to_be_bytes())
}

pub fn settings(values: &[(u16, u32)]) -> Vec<u8> {
    let payload: Vec<u8> = values
        .iter()
        .flat_map(|(id, value)| [&id.to_be_bytes()[..], &value.to_be_bytes()].concat())
        .collect();
    frame(SETTINGS, 0, 0, &payload)
}

pub fn ping(flags: u8, bytes: [u8; 8]) -> Vec<u8> {
    frame(PING, flags, 0, &bytes)
}

pub fn goaway(code: u32, text: &[u8]) -> Vec<u8> {
    let payload = [&[0; 4][..], &code.to_be_bytes(), text].concat();
    frame(GOAWAY, 0, 0, &payload)
}

pub fn window(stream: u32, more: u32) -> Vec<u8> {
    frame(WINDOW_UPDATE, 0, stream, &more.to_be_bytes())
}

/// A field without indexing, its name in letters.
pub fn field(name: &str, value: &str) -> Vec<u8> {
    let mut field = vec![0];
    for text in [name, value] {
        let len = text.len();
        if len < 127 {
            field.push(u8::try_from(len).unwrap());
        } else {
            field.push(127);
            let mut rest = len - 127;
            while rest >= 128 {
                field.push(u8::try_from(rest % 128).unwrap() | 128);
                rest /= 128;
            }
            field.push(u8::try_from(rest).unwrap());
        }
        field.extend_from_slice(text.as_bytes());
    }
    field
}

/// `GET http /`, answered with the document there.
pub fn get() -> Vec<u8> {
    [&[0x82, 0x86, 0x84][..], &field(":authority", "peer")].concat()
}

/// The same with `:method: HEAD`.
pub fn head() -> Vec<u8> {
    let method = field(":method", "HEAD");
    [&method[..], &[0x86, 0x84], &field(":authority", "peer")].concat()
}

/// `POST http` of a call in JSON, without its content type.
pub fn call_of(method: &str) -> Vec<u8> {
    let path = format!("/com.example.stock.api.StockService/{method}");
    let (path, peer) = (field(":path", &path), field(":authority", "peer"));
    [&[0x83, 0x86][..], &path, &peer].concat()
}

/// `POST http` of an echo in JSON.
pub fn post() -> Vec<u8> {
    let kind = field("content-type", "application/json");
    [call_of("echo"), kind].concat()
}

/// What an echo is given.
pub const JSON: &[u8] = b"[\"test\"]";

/// A frame that came.
#[derive(Debug, Clone)]
pub struct Frame {
    pub kind: u8,
    pub flags: u8,
    pub stream: u32,
    pub payload: Vec<u8>,
}

impl Frame {
    pub fn is(&self, kind: u8) -> bool {
        self.kind == kind
    }

    pub fn has(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    /// Error code of a RST_STREAM or GOAWAY.
    pub fn code(&self) -> u32 {
        let bytes = self.payload.len();
        let from = if self.kind == GOAWAY { 4 } else { 0 };
        assert!(bytes >= from + 4, "{self:?}");
        u32::from_be_bytes(self.payload[from..from + 4].try_into().unwrap())
    }

    /// Whether it begins an answer of status 200: its index in the static table, behind changes of the dynamic table's size.
    pub fn is_ok(&self) -> bool {
        let block = &self.payload;
        self.kind == HEADERS && block.iter().find(|byte| **byte >> 5 != 1) == Some(&0x88)
    }
}

/// The connection of a case.
pub struct Wire {
    stream: TcpStream,
    received: Vec<u8>,
}

impl Wire {
    pub async fn open(address: SocketAddr) -> Self {
        Self {
            stream: TcpStream::connect(address).await.unwrap(),
            received: Vec::new(),
        }
    }

    /// Sends what the port may not want any more.
    pub async fn send(&mut self, bytes: &[u8]) {
        let _ = timeout(PATIENCE, self.stream.write_all(bytes)).await;
    }

    /// The head of an answer in HTTP/1.1.
    pub async fn head(&mut self) -> String {
        loop {
            let end = self.received.windows(4).position(|end| end == b"\r\n\r\n");
            if let Some(end) = end {
                let head: Vec<u8> = self.received.drain(..end + 4).collect();
                return String::from_utf8(head).unwrap().to_ascii_lowercase();
            }
            let mut more = [0; 4096];
            let read = timeout(PATIENCE, self.stream.read(&mut more));
            let len = read.await.expect("a head in time").unwrap();
            assert!(len > 0, "closed before the head was whole");
            self.received.extend_from_slice(&more[..len]);
        }
    }

    /// The next frame; `None` when the port has closed.
    ///
    /// # Errors
    /// When nothing comes.
    pub async fn next(&mut self) -> Result<Option<Frame>, String> {
        loop {
            if let Some((head, rest)) = self.received.split_first_chunk::<9>() {
                let [a, b, c, kind, flags, s1, s2, s3, s4] = *head;
                let len = u32::from_be_bytes([0, a, b, c]) as usize;
                if let Some((payload, _)) = rest.split_at_checked(len) {
                    let frame = Frame {
                        kind,
                        flags,
                        stream: u32::from_be_bytes([s1, s2, s3, s4]),
                        payload: payload.to_vec(),
                    };
                    self.received.drain(..9 + len);
                    return Ok(Some(frame));
                }
            }
            let mut more = [0; 4096];
            match timeout(PATIENCE, self.stream.read(&mut more)).await {
                Err(_) => return Err("nothing came".to_owned()),
                // A reset is the end as well: what was sent behind the offence was not read.
                Ok(Ok(0) | Err(_)) => return Ok(None),
                Ok(Ok(len)) => self.received.extend_from_slice(&more[..len]),
            }
        }
    }
}

//! A peer that speaks in raw frames: `send` bytes, `expect` frames.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use dubbo_rpc::frame::{self, HEADER_LEN, Header, Kind, Status};
use dubbo_rpc::hessian2::{Decoder, Encoder, Value};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

pub const STOCK: &str = "com.example.stock.api.StockService";
const PATIENCE: Duration = Duration::from_secs(10);

#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    pub header: Header,
    pub body: Vec<u8>,
}

impl Frame {
    pub fn status(&self) -> Status {
        match self.header.kind {
            Kind::Response { status, .. } => status,
            Kind::Request { .. } => panic!("a request: {self:?}"),
        }
    }

    /// The message of a status other than OK.
    pub fn message(&self) -> String {
        let mut decoder = Decoder::new(&self.body);
        let message = decoder.read_string().unwrap();
        assert!(decoder.is_at_end());
        assert!(message.len() <= 256, "{} bytes: {message}", message.len());
        message
    }

    /// Flag, value and attachments of a reply with status OK.
    pub fn reply(&self) -> (i32, Value, Option<Value>) {
        assert_eq!(
            self.status(),
            Status::OK,
            "{:?}",
            String::from_utf8_lossy(&self.body)
        );
        let mut decoder = Decoder::new(&self.body);
        let flag = decoder.read_i32().unwrap();
        let value = if matches!(flag, 2 | 5) {
            Value::Null
        } else {
            decoder.read::<Value>().unwrap()
        };
        let attachments = (flag >= 3).then(|| decoder.read::<Value>().unwrap());
        assert!(decoder.is_at_end());
        (flag, value, attachments)
    }
}

pub struct Peer {
    pub stream: TcpStream,
    buffered: Vec<u8>,
}

impl Peer {
    pub async fn connect(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Self {
            stream,
            buffered: Vec::new(),
        }
    }

    /// A peer on a stream that is already connected.
    pub fn over(stream: TcpStream) -> Self {
        Self {
            stream,
            buffered: Vec::new(),
        }
    }

    pub async fn send(&mut self, bytes: &[u8]) {
        self.stream.write_all(bytes).await.unwrap();
    }

    /// The next frame, whatever it is. `None` when the other side closed the connection.
    pub async fn next(&mut self) -> Option<Frame> {
        timeout(PATIENCE, async {
            loop {
                if let Some(frame) = take_frame(&mut self.buffered) {
                    return Some(frame);
                }
                match self.stream.read_buf(&mut self.buffered).await {
                    Ok(0) | Err(_) => return None,
                    Ok(_) => {}
                }
            }
        })
        .await
        .expect("no frame within ten seconds")
    }

    pub async fn expect(&mut self) -> Frame {
        self.next().await.expect("the connection was closed")
    }

    /// Waits until the other side closes; what it still says does not matter.
    pub async fn expect_close(&mut self) {
        while self.next().await.is_some() {}
    }

    pub async fn call(&mut self, bytes: &[u8]) -> Frame {
        self.send(bytes).await;
        self.expect().await
    }
}

fn take_frame(buffered: &mut Vec<u8>) -> Option<Frame> {
    let header = Header::from_bytes(buffered.first_chunk::<HEADER_LEN>()?)?;
    let end = HEADER_LEN + usize::try_from(header.body_len).unwrap();
    if buffered.len() < end {
        return None;
    }
    let body = buffered[HEADER_LEN..end].to_vec();
    buffered.drain(..end);
    Some(Frame { header, body })
}

/// A request built by hand.
pub struct Request {
    pub id: i64,
    pub two_way: bool,
    pub serialization: u8,
    pub protocol_version: &'static str,
    pub path: &'static str,
    pub version: Option<&'static str>,
    pub method: String,
    pub descriptor: &'static str,
    pub arguments: Vec<Value>,
    pub attachments: Vec<(String, Value)>,
}

impl Request {
    pub fn echo(id: i64, text: &str) -> Self {
        Self {
            id,
            two_way: true,
            serialization: 2,
            protocol_version: "2.0.2",
            path: STOCK,
            version: Some("0.0.0"),
            method: "echo".to_owned(),
            descriptor: "Ljava/lang/String;",
            arguments: vec![Value::from(text)],
            attachments: Vec::new(),
        }
    }

    pub fn slow(id: i64, text: &str, delay_ms: u64) -> Self {
        Self {
            method: "echoAsync".into(),
            ..Self::echo(id, text)
        }
        .attach("delay-ms", delay_ms.to_string())
    }

    pub fn generic(id: i64, generic: &str, method: &str, types: &[&str], args: Vec<Value>) -> Self {
        let types = types.iter().map(|name| Value::from(*name)).collect();
        Self {
            method: "$invoke".into(),
            descriptor: "Ljava/lang/String;[Ljava/lang/String;[Ljava/lang/Object;",
            arguments: vec![
                Value::from(method),
                Value::typed_list("[string", types),
                Value::typed_list("[object", args),
            ],
            ..Self::echo(id, "")
        }
        .attach("generic", generic)
    }

    pub fn attach(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.attachments.push((key.to_owned(), value.into()));
        self
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut encoder = Encoder::new();
        encoder.write_str(self.protocol_version).unwrap();
        encoder.write_str(self.path).unwrap();
        match self.version {
            Some(version) => encoder.write_str(version).unwrap(),
            None => encoder.write_null(),
        }
        encoder.write_str(&self.method).unwrap();
        encoder.write_str(self.descriptor).unwrap();
        for argument in &self.arguments {
            encoder.write(argument).unwrap();
        }
        encoder.begin_map(None).unwrap();
        for (key, value) in &self.attachments {
            encoder.write_str(key).unwrap();
            encoder.write(value).unwrap();
        }
        encoder.end_map();
        let kind = Kind::Request {
            two_way: self.two_way,
            event: false,
        };
        frame::encode(kind, self.serialization, self.id, &encoder.into_vec()).unwrap()
    }
}

pub fn event(id: i64, two_way: bool, body: &[u8]) -> Vec<u8> {
    frame::encode(
        Kind::Request {
            two_way,
            event: true,
        },
        2,
        id,
        body,
    )
    .unwrap()
}

pub fn recorded(version: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("testdata/dubbo")
        .join(version)
}

/// The frames of one recorded file.
pub fn frames(version: &str, file: &str) -> Vec<Vec<u8>> {
    let path = recorded(version).join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path:?}: {e}"));
    text.lines()
        .filter(|line| !line.is_empty())
        .map(unhex)
        .collect()
}

pub fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.trim().bytes().collect();
    digits
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

pub fn parse(bytes: &[u8]) -> Frame {
    take_frame(&mut bytes.to_vec()).expect("a whole frame")
}

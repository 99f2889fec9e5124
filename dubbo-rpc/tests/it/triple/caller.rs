//! A caller made of the crate `h2` alone: what it sends is what a test says.

use std::net::SocketAddr;
use std::time::Duration;

use bytes::Bytes;
use h2::client::{ResponseFuture, SendRequest};
use h2::{RecvStream, SendStream};
use http::{HeaderMap, Request, Response};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use dubbo_rpc::hessian2::{Decoder, Encoder, Value};

use crate::peer::STOCK;

pub const PATIENCE: Duration = Duration::from_secs(20);

pub struct Caller {
    pub send: SendRequest<Bytes>,
    /// Drives the connection.
    _connection: JoinHandle<Result<(), h2::Error>>,
}

/// A whole answer.
#[derive(Debug)]
pub struct Answer {
    pub head: Response<()>,
    pub body: Vec<u8>,
    pub trailers: HeaderMap,
}

impl Caller {
    pub async fn connect(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.unwrap();
        let (send, connection) = h2::client::handshake(stream).await.unwrap();
        Self::of(send, connection)
    }

    /// A caller on a connection that is made already.
    pub fn of(
        send: SendRequest<Bytes>,
        connection: impl Future<Output = Result<(), h2::Error>> + Send + 'static,
    ) -> Self {
        Self {
            send,
            _connection: tokio::spawn(connection),
        }
    }

    pub async fn open(
        &mut self,
        head: Request<()>,
        end: bool,
    ) -> (ResponseFuture, SendStream<Bytes>) {
        let mut ready = timeout(PATIENCE, self.send.clone().ready())
            .await
            .unwrap()
            .unwrap();
        ready.send_request(head, end).unwrap()
    }

    pub async fn call(&mut self, head: Request<()>, body: impl Into<Bytes>) -> Answer {
        let (response, mut stream) = self.open(head, false).await;
        let mut body: Bytes = body.into();
        // A refusal may come before the whole body is wanted.
        while !body.is_empty() {
            stream.reserve_capacity(body.len());
            let Some(Ok(room)) = std::future::poll_fn(|cx| stream.poll_capacity(cx)).await else {
                break;
            };
            let part = body.split_to(room.min(body.len()));
            if stream.send_data(part, body.is_empty()).is_err() {
                break;
            }
        }
        answer(response).await.unwrap()
    }

    pub async fn echo(&mut self, text: &str) -> Answer {
        self.call(head("echo"), echo_frame(text)).await
    }
}

pub async fn answer(response: ResponseFuture) -> Result<Answer, h2::Error> {
    let response = timeout(PATIENCE, response)
        .await
        .expect("an answer in time")?;
    let (head, body) = response.into_parts();
    let (body, trailers) = timeout(PATIENCE, read(body))
        .await
        .expect("a body in time")?;
    Ok(Answer {
        head: Response::from_parts(head, ()),
        body,
        trailers,
    })
}

async fn read(mut body: RecvStream) -> Result<(Vec<u8>, HeaderMap), h2::Error> {
    let mut whole = Vec::new();
    while let Some(piece) = body.data().await {
        let piece = piece?;
        body.flow_control().release_capacity(piece.len())?;
        whole.extend_from_slice(&piece);
    }
    Ok((whole, body.trailers().await?.unwrap_or_default()))
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .trailers
            .get(name)
            .or_else(|| self.head.headers().get(name));
        found.map(|value| value.to_str().unwrap())
    }

    pub fn status(&self) -> &str {
        self.header("grpc-status").expect("a grpc-status")
    }

    pub fn text(&self, name: &str) -> &str {
        self.header(name).unwrap_or_default()
    }

    /// The value in the wrapper of an answer with status 0, with its class.
    pub fn value(&self) -> (Value, String) {
        assert_eq!(self.status(), "0", "{self:?}");
        let (packed, message) = (self.body[0], &self.body[5..]);
        assert_eq!(packed, 0);
        let (data, class) = unwrapped(message);
        (Decoder::new(&data).read().unwrap(), class)
    }
}

/// Data and class of a wrapped reply.
pub fn unwrapped(message: &[u8]) -> (Vec<u8>, String) {
    let (mut data, mut class) = (Vec::new(), String::new());
    let mut rest = message;
    while let [tag, after @ ..] = rest {
        let (mut len, mut shift, mut at) = (0_usize, 0, 0);
        loop {
            len |= usize::from(after[at] & 0x7F) << shift;
            shift += 7;
            at += 1;
            if after[at - 1] & 0x80 == 0 {
                break;
            }
        }
        let (field, after) = after[at..].split_at(len);
        match tag >> 3 {
            2 => data = field.to_vec(),
            3 => class = String::from_utf8(field.to_vec()).unwrap(),
            _ => {}
        }
        rest = after;
    }
    (data, class)
}

/// The headers of a call of the stock service, as Java sends them.
pub fn head(method: &str) -> Request<()> {
    Request::post(format!("http://peer/{STOCK}/{method}"))
        .header("content-type", "application/grpc+proto")
        .header("te", "trailers")
        .body(())
        .unwrap()
}

pub fn with(mut head: Request<()>, name: &'static str, value: &str) -> Request<()> {
    head.headers_mut().insert(name, value.parse().unwrap());
    head
}

pub fn framed(message: &[u8]) -> Vec<u8> {
    let mut frame = vec![0];
    frame.extend_from_slice(&u32::try_from(message.len()).unwrap().to_be_bytes());
    frame.extend_from_slice(message);
    frame
}

fn field(out: &mut Vec<u8>, number: u8, bytes: &[u8]) {
    out.push(number << 3 | 2);
    let mut len = bytes.len();
    while len >= 0x80 {
        out.push(u8::try_from(len & 0x7F).unwrap() | 0x80);
        len >>= 7;
    }
    out.push(u8::try_from(len).unwrap());
    out.extend_from_slice(bytes);
}

pub fn wrapped(serialization: &str, args: &[Value], types: &[&str]) -> Vec<u8> {
    let mut message = Vec::new();
    field(&mut message, 1, serialization.as_bytes());
    for value in args {
        let mut encoder = Encoder::new();
        encoder.write(value).unwrap();
        field(&mut message, 2, &encoder.into_vec());
    }
    for name in types {
        field(&mut message, 3, name.as_bytes());
    }
    message
}

pub fn echo_frame(text: &str) -> Vec<u8> {
    framed(&wrapped(
        "hessian4",
        &[Value::from(text)],
        &["java.lang.String"],
    ))
}

//! `dubbo://` as raw bytes: what the generator costs must not be what is measured.

use std::time::{Duration, Instant};

use dubbo_rpc::frame::{HEADER_LEN, Header, Kind, Status};
use dubbo_rpc::hessian2::Encoder;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::{Call, Load, echo};
use crate::error::{PeerError, Result};

const READ_BUFFER: usize = 256 * 1024;
/// How often an open loop looks at what is due.
const TICK: Duration = Duration::from_millis(1);

/// Keeps `depth` calls in flight on one connection until `until`; counts, and how long every eighth took.
pub(super) async fn closed(load: &Load, until: Instant) -> Result<(u64, Vec<Duration>)> {
    let mut stream = connect(&load.address).await?;
    let request = request(load.call)?;
    let mut replies = Replies::new(load.call);
    let mut sent_at = vec![Instant::now(); load.depth];
    let mut out = Vec::with_capacity(request.len() * load.depth);
    for slot in 0..load.depth {
        push(&mut out, &request, slot as u64);
    }
    stream.write_all(&out).await.map_err(failed())?;
    let (mut calls, mut open) = (0_u64, load.depth);
    let mut waits = Vec::new();
    while open > 0 {
        replies.fill(&mut stream).await?;
        let now = Instant::now();
        let more = now < until;
        out.clear();
        while let Some(id) = replies.next()? {
            let slot = usize::try_from(id).unwrap_or(usize::MAX);
            let sent = sent_at.get_mut(slot);
            let sent = sent.ok_or_else(|| PeerError::new(format!("a reply to call {id}")))?;
            calls += 1;
            if calls % 8 == 0 {
                waits.push(now - *sent);
            }
            if more {
                push(&mut out, &request, id);
                *sent = now;
            } else {
                open -= 1;
            }
        }
        stream.write_all(&out).await.map_err(failed())?;
    }
    Ok((calls, waits))
}

/// Sends at a rate; every call's wait counts from when it was due.
pub(super) async fn open(load: &Load, rate: u32, time: Duration) -> Result<(u64, Vec<Duration>)> {
    let request = request(load.call)?;
    let total = u64::from(rate) * u64::try_from(time.as_millis()).map_err(failed())? / 1_000;
    let (mut read, mut write) = connect(&load.address).await?.into_split();
    let begun = Instant::now();
    let due = move |id: u64| begun + Duration::from_secs_f64(id as f64 / f64::from(rate));
    let sending = tokio::spawn(async move {
        let (mut sent, mut out) = (0_u64, Vec::new());
        let mut ticks = tokio::time::interval(TICK);
        while sent < total {
            ticks.tick().await;
            let now = Instant::now();
            out.clear();
            while sent < total && due(sent) <= now {
                push(&mut out, &request, sent);
                sent += 1;
            }
            write.write_all(&out).await.map_err(failed())?;
        }
        // Kept open until all are answered.
        Ok::<_, PeerError>(write)
    });
    let mut replies = Replies::new(load.call);
    let mut waits = Vec::with_capacity(usize::try_from(total).unwrap_or(0));
    while (waits.len() as u64) < total {
        replies.fill(&mut read).await?;
        let now = Instant::now();
        while let Some(id) = replies.next()? {
            waits.push(now.saturating_duration_since(due(id)));
        }
    }
    sending.await.map_err(PeerError::because("the sender"))??;
    Ok((total, waits))
}

fn failed<E: std::fmt::Display>() -> impl FnOnce(E) -> PeerError {
    PeerError::because("an echo")
}

pub(super) async fn connect(address: &str) -> Result<TcpStream> {
    let stream = TcpStream::connect(address).await.map_err(failed())?;
    stream.set_nodelay(true).map_err(failed())?;
    Ok(stream)
}

/// The frame a Java 3.3 consumer sends; the id is put in by [`push`].
pub(super) fn request(call: Call) -> Result<Vec<u8>> {
    let mut encoder = Encoder::append_to(vec![0; HEADER_LEN]);
    let (method, types) = match call {
        Call::Echo(_) => ("echo", "Ljava/lang/String;"),
        Call::List(_) => ("list", "I"),
    };
    for part in ["2.0.2", echo::INTERFACE, "0.0.0", method, types] {
        encoder.write_str(part).map_err(failed())?;
    }
    match call {
        Call::Echo(bytes) => encoder.write_str(&"x".repeat(bytes)).map_err(failed())?,
        Call::List(count) => encoder.write_i32(count),
    }
    encoder.begin_map(None).map_err(failed())?;
    for (key, value) in [
        ("path", echo::INTERFACE),
        ("remote.application", "bench-consumer"),
        ("interface", echo::INTERFACE),
        ("version", "0.0.0"),
        ("timeout", "8000"),
    ] {
        encoder.write_str(key).map_err(failed())?;
        encoder.write_str(value).map_err(failed())?;
    }
    encoder.end_map();
    let mut frame = encoder.into_vec();
    let header = Header {
        kind: Kind::Request {
            two_way: true,
            event: false,
        },
        serialization: 2,
        id: 0,
        body_len: u32::try_from(frame.len() - HEADER_LEN).map_err(failed())?,
    };
    frame[..HEADER_LEN].copy_from_slice(&header.to_bytes());
    Ok(frame)
}

fn push(out: &mut Vec<u8>, request: &[u8], id: u64) {
    let at = out.len();
    out.extend_from_slice(request);
    out[at + 4..at + 12].copy_from_slice(&id.to_be_bytes());
}

/// Replies as they come in.
struct Replies {
    call: Call,
    /// Of an echo.
    text: Vec<u8>,
    /// The first list that came: it was looked at, and all are like it.
    list: Vec<u8>,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
}

impl Replies {
    fn new(call: Call) -> Self {
        let text = match call {
            Call::Echo(bytes) => vec![b'x'; bytes],
            Call::List(_) => Vec::new(),
        };
        Self {
            call,
            text,
            list: Vec::new(),
            buffer: vec![0; READ_BUFFER],
            start: 0,
            end: 0,
        }
    }

    async fn fill(&mut self, stream: &mut (impl tokio::io::AsyncRead + Unpin)) -> Result<()> {
        if self.start > 0 && (self.start == self.end || self.end > self.buffer.len() / 2) {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        let count = stream.read(&mut self.buffer[self.end..]).await;
        let count = count.map_err(failed())?;
        if count == 0 {
            return Err(PeerError::new("the provider closed the connection"));
        }
        self.end += count;
        Ok(())
    }

    /// The call that the next whole reply answers.
    fn next(&mut self) -> Result<Option<u64>> {
        let bytes = &self.buffer[self.start..self.end];
        let Some(head) = bytes.first_chunk::<HEADER_LEN>() else {
            return Ok(None);
        };
        let header = Header::from_bytes(head).ok_or_else(|| PeerError::new("no header"))?;
        let length = HEADER_LEN + usize::try_from(header.body_len).map_err(failed())?;
        let Some(body) = bytes.get(HEADER_LEN..length) else {
            return Ok(None);
        };
        let fine = Kind::Response {
            event: false,
            status: Status::OK,
        };
        if header.kind != fine {
            let text = String::from_utf8_lossy(body);
            return Err(PeerError::new(format!("{:?}: {text}", header.kind)));
        }
        match self.call {
            Call::Echo(_) if !holds(body, &self.text) => {
                return Err(PeerError::new("a reply without the text that was sent"));
            }
            Call::Echo(_) => {}
            Call::List(count) if self.list.is_empty() => {
                let rows = body.windows(4).filter(|four| four == b"PAD-").count();
                if rows != usize::try_from(count).unwrap_or(0) {
                    return Err(PeerError::new(format!("{rows} rows instead of {count}")));
                }
                self.list = body.to_vec();
            }
            Call::List(_) if self.list != body => {
                return Err(PeerError::new("a list that is not like the first"));
            }
            Call::List(_) => {}
        }
        self.start += length;
        Ok(Some(header.id.cast_unsigned()))
    }
}

/// Whether the text stands where a short or a one-chunk string's bytes stand.
fn holds(body: &[u8], text: &[u8]) -> bool {
    let head = match text.len() {
        0..=31 => 2,
        32..=1023 => 3,
        _ => 4,
    };
    body.get(head..).is_some_and(|rest| rest.starts_with(text))
}
